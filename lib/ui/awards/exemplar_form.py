"""Introducing an exemplar: a unit writes and sends, the Office records consent and publishes."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.exemplars import STEPS, Exemplar, ExemplarState, ExemplarStep
from lib.domain.nominations import Subject
from lib.domain.vietnamese import format_date
from lib.services.awards import exemplar_acts, exemplars
from lib.services.awards.exemplar_acts import TypedExemplar
from lib.services.awards.exemplars import ExemplarList
from lib.ui.kit import feedback, session
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

PAGE: Final = "exemplars"
SLOT: Final = Slot(PAGE)
NEW: Final = "new"
_LABELS = text.EXEMPLAR_FIELDS
_KEYS: Final = ("subject", "name", "headline", "story", "photo", "consent", "consent_on")
_DONE: Final = {
    ExemplarStep.SEND: "Đã gửi Văn phòng.",
    ExemplarStep.RETURN: "Đã trả lại đơn vị.",
    ExemplarStep.PUBLISH: "Đã công bố.",
    ExemplarStep.WITHDRAW: "Đã gỡ. Lịch sử vẫn giữ.",
}


def draw(actor: Actor, campaign: Campaign) -> None:
    """A list of what the viewer may work on, and one of them at a time."""
    feedback.show_notes(PAGE)
    listed = exemplars.listed(session.db(), actor, campaign)
    may_write = access.can(actor, Action.EXEMPLAR_EDIT, unit_id=actor.unit_id)
    by_id = {str(one.exemplar_id): one for one in listed.exemplars}
    names = unique_labels(
        ({NEW: "Viết bài mới"} if may_write else {})
        | {key: _name(listed, one) for key, one in by_id.items()}
    )
    if not names:
        st.caption("Chưa có bài giới thiệu nào chờ công bố.")
        return
    chosen = st.selectbox(
        "Bài giới thiệu", list(names), key=f"{PAGE}_chosen", index=None,
        format_func=lambda key: names.get(key, key),
        placeholder="Chọn một bài" + (" hoặc viết bài mới" if may_write else ""),
    )  # fmt: skip
    if chosen == NEW:
        _form(actor, campaign, _empty(actor, campaign))
    elif chosen in by_id:
        _form(actor, campaign, by_id[chosen])


def _form(actor: Actor, campaign: Campaign, one: Exemplar) -> None:
    begun = f"{PAGE}_{one.exemplar_id}"
    unit_id = one.unit_id
    step = ExemplarStep.SAVE if one.state == ExemplarState.DRAFT else ExemplarStep.TELL
    row = STEPS.get((one.state, step))
    if row is None or not access.can(actor, row.action, unit_id=unit_id):
        _reading(one)
    else:
        stored = _stored(one)
        SLOT.fill({f"{begun}_{key}": value for key, value in stored.items()})
        _fields(actor, campaign, one, begun)
        for key, value in stored.items():
            SLOT.stored_value(st.session_state[f"{begun}_{key}"], value, str(value or ""))
        st.button(
            "Lưu", key=f"{begun}_save", type="primary", icon=":material/save:", on_click=_save,
            args=(campaign, one, step),
        )  # fmt: skip
    if one.version:
        _steps(actor, campaign, one, begun)


def _fields(actor: Actor, campaign: Campaign, one: Exemplar, begun: str) -> None:
    # Who is shown was settled when the unit sent it.
    is_fixed = one.state != ExemplarState.DRAFT
    st.segmented_control(
        _LABELS["subject"], [kind.value for kind in Subject], key=f"{begun}_subject",
        format_func=lambda kind: text.SUBJECTS[Subject(kind)], required=True, disabled=is_fixed,
    )  # fmt: skip
    st.text_input(_LABELS["name"], key=f"{begun}_name", autocomplete="off", disabled=is_fixed)
    SLOT.problem("name")
    for key in ("headline", "story"):
        st.text_area(_LABELS[key], key=f"{begun}_{key}", height=80 if key == "headline" else 200)
        SLOT.problem(key)
    names = unique_labels(
        {
            str(file.evidence_id): file.title
            for file in exemplars.photos(session.db(), actor, campaign, one.unit_id)
        }
    )
    st.selectbox(
        "Ảnh, chọn trong minh chứng của đơn vị", list(names), key=f"{begun}_photo", index=None,
        format_func=lambda key: names.get(key, "Ảnh đang dùng"), placeholder="Không có ảnh",
    )  # fmt: skip
    st.text_area(
        _LABELS["consent"], key=f"{begun}_consent", height=80,
        placeholder="Ví dụ: đồng ý giới thiệu kèm ảnh, bản ký ngày 18/3/2021",
    )  # fmt: skip
    SLOT.problem("consent")
    st.text_input(_LABELS["consent_on"], key=f"{begun}_consent_on", placeholder=text.DAY_HINT)
    SLOT.problem("consent_on")


def _steps(actor: Actor, campaign: Campaign, one: Exemplar, begun: str) -> None:
    allowed = {
        step: row
        for (state, step), row in STEPS.items()
        if state == one.state
        and step in _DONE
        and access.can(actor, row.action, unit_id=one.unit_id)
    }
    if not allowed:
        return
    if any(row.needs_note for row in allowed.values()):
        st.text_input("Lý do trả lại hoặc gỡ", key=f"{begun}_note", autocomplete="off")
    with st.container(horizontal=True):
        for step in allowed:
            st.button(
                text.EXEMPLAR_STEPS[step], key=f"{begun}_{step.value}", on_click=_take,
                args=(campaign, one, step),
            )  # fmt: skip


def _reading(one: Exemplar) -> None:
    st.markdown(f"**{plain(one.name)}**  \n{plain(one.headline)}")
    st.markdown(plain(one.story))


def _save(campaign: Campaign, one: Exemplar, step: ExemplarStep) -> None:
    right = Action.EXEMPLAR_EDIT if step == ExemplarStep.SAVE else Action.EXEMPLAR_PUBLISH
    actor = session.require(right)
    begun = f"{PAGE}_{one.exemplar_id}"
    typed = {key: st.session_state.get(f"{begun}_{key}") for key in _KEYS}
    photo = typed.pop("photo")
    form = TypedExemplar(**typed, photo=UUID(photo) if photo else None)
    act_id = SLOT.now.act(f"{step.value}_{one.exemplar_id}")
    with SLOT.attempt("Đã lưu bài giới thiệu."):
        write = exemplar_acts.save if step == ExemplarStep.SAVE else exemplar_acts.tell
        write(
            session.db(), actor, campaign, act_id=act_id, exemplar_id=one.exemplar_id,
            seen_version=one.version, form=form,
        )  # fmt: skip
        st.session_state[f"{PAGE}_chosen"] = str(one.exemplar_id)
        SLOT.now.is_fresh, SLOT.now.record = True, ""


def _take(campaign: Campaign, one: Exemplar, step: ExemplarStep) -> None:
    actor = session.require(STEPS[(one.state, step)].action)
    with SLOT.attempt(_DONE[step]):
        exemplar_acts.take_step(
            session.db(), actor, campaign,
            act_id=SLOT.now.act(f"{step.value}_{one.exemplar_id}"),
            exemplar_id=one.exemplar_id, seen_version=one.version, step=step,
            note=st.session_state.get(f"{PAGE}_{one.exemplar_id}_note", ""),
        )  # fmt: skip
        st.session_state[f"{PAGE}_chosen"] = None
    st.rerun(["honours", "exemplars"])


def _empty(actor: Actor, campaign: Campaign) -> Exemplar:
    """One that nobody has saved; its key stays until it is."""
    now = SLOT.now
    now.record = now.record or str(exemplars.new_exemplar_id())
    return Exemplar(
        UUID(now.record),
        campaign.campaign_id,
        actor.unit_id,
        Subject.INDIVIDUAL,
        ExemplarState.DRAFT,
        "",
    )


def _stored(one: Exemplar) -> dict[str, object]:
    return {
        "subject": one.subject.value,
        "name": one.name,
        "headline": one.headline,
        "story": one.story,
        "photo": str(one.photo_evidence_id) if one.photo_evidence_id else None,
        "consent": one.consent,
        "consent_on": format_date(one.consent_on) if one.consent_on else "",
    }


def _name(listed: ExemplarList, one: Exemplar) -> str:
    unit = listed.units[one.unit_id].short_name
    return f"{one.name} · {unit} · {text.EXEMPLAR_STATES[one.state]}"
