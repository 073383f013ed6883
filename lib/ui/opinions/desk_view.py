"""One opinion as the Office works on it: what it says, the steps, its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.opinions import ABOUT_LIMIT, ANSWER_LIMIT, REASON_LIMIT, STEPS, TO_LIMIT, Step
from lib.domain.vietnamese import format_date, format_instant
from lib.services.opinions import desk, desk_acts
from lib.services.opinions.desk import Line
from lib.services.opinions.desk_acts import Said
from lib.text import DAY_HINT, SENTENCES
from lib.text.opinions import ANONYMOUS, OPINION_FIELDS, OPINION_STEPS
from lib.ui.kit import session
from lib.ui.kit.history import HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of
from lib.ui.opinions import desk_list
from lib.ui.opinions.answers_view import badge, draw_said
from lib.ui.opinions.desk_list import SLOT

_DONE: Final = {
    Step.ANSWER: "Đã trả lời",
    Step.FORWARD: "Đã ghi nơi chuyển",
    Step.CLOSE: "Đã đóng ý kiến",
    Step.REOPEN: "Đã mở lại ý kiến",
}
_TO_AUTHOR, _PUBLIC = "Chỉ người gửi đọc", "Công khai"
# Another opinion that is opened meanwhile takes the form's place, not what was typed.
_KEPT: Final = "page"


def draw(actor: Actor, campaign: Campaign, found: Sequence[Line], line: Line) -> None:
    """The opinion with what may be done now."""
    one = line.opinion
    SLOT.begin(str(one.opinion_id), one.version)
    with st.container(border=True, key="opinion_open"):
        st.header(plain(desk_list.topic(line)), anchor=False)
        if one.author is None:
            st.caption(
                f"{badge(one)} :material/visibility_off: {ANONYMOUS}: không biết ai gửi, lúc nào · "
                f"{format_date(one.received_on)}"
            )
        else:
            st.caption(
                f"{badge(one)} :material/badge: {plain(one.author.full_name)} · "
                f"{plain(line.unit_name)} · {format_instant(one.author.sent_at)}"
            )
        draw_said(one)
        if one.label:
            st.markdown(f"**{OPINION_FIELDS['label']}:** {plain(one.label)}")
        if one.public_about:
            st.markdown(f"**{_PUBLIC}:** {plain(one.public_about)}")
        SLOT.notices()
        _steps(campaign, found, line)
        unfold(
            "Lịch sử xử lý", lambda: _history(actor, line), key="opinion_history", actor=actor,
            record=str(one.opinion_id),
        )  # fmt: skip


def _steps(campaign: Campaign, found: Sequence[Line], line: Line) -> None:
    if line.is_own:
        st.info(SENTENCES["Refused"]["own_opinion"], icon=":material/person_off:")
    one = line.opinion
    allowed = [] if line.is_own else [step for state, step in STEPS if state == one.state]
    key = str(one.opinion_id)
    if Step.ANSWER in allowed:
        _answer(line, key)
    with st.container(horizontal=True, vertical_alignment="center", key="opinion_steps"):
        if Step.ANSWER in allowed:
            _button(campaign, Step.ANSWER, line, primary=True)
        desk_list.draw_grouping(campaign, found, lambda: [line], key=key, now=one.label)
        if Step.FORWARD in allowed:
            _forward(campaign, line, key)
        if Step.CLOSE in allowed:
            _close(campaign, line, key)
        if Step.REOPEN in allowed:
            _button(campaign, Step.REOPEN, line)


def _answer(line: Line, key: str) -> None:
    """The answer's fields, beginning with the answer that there is."""
    one, typed = line.opinion, st.session_state
    typed.setdefault(f"{key}_answer", one.answer)
    typed.setdefault(f"{key}_public", _PUBLIC if one.public_about else _TO_AUTHOR)
    typed.setdefault(f"{key}_public_about", one.public_about)
    st.text_area(
        OPINION_FIELDS["answer"], key=f"{key}_answer", max_chars=ANSWER_LIMIT, height=120,
        persist_state=_KEPT,
    )  # fmt: skip
    SLOT.problem("answer")
    st.radio(
        "Ai đọc câu trả lời", [_TO_AUTHOR, _PUBLIC], key=f"{key}_public", horizontal=True,
        persist_state=_KEPT,
    )  # fmt: skip
    if typed[f"{key}_public"] == _PUBLIC:
        st.text_input(
            f"{OPINION_FIELDS['public_about']} *", key=f"{key}_public_about",
            max_chars=ABOUT_LIMIT, autocomplete="off", persist_state=_KEPT,
            help="Tóm lược bằng lời của Văn phòng; lời của người gửi không hiện công khai.",
        )  # fmt: skip
        SLOT.problem("public_about")


def _forward(campaign: Campaign, line: Line, key: str) -> None:
    with st.popover(OPINION_STEPS["forward"], key="opinion_forward", icon=":material/forward:"):
        st.text_input(
            f"{OPINION_FIELDS['forwarded_to']} *", key=f"{key}_forwarded_to",
            max_chars=TO_LIMIT, autocomplete="off", persist_state=_KEPT,
        )  # fmt: skip
        SLOT.problem("forwarded_to")
        st.text_input(
            f"{OPINION_FIELDS['forwarded_on']} *", key=f"{key}_forwarded_on",
            placeholder=DAY_HINT, autocomplete="off", persist_state=_KEPT,
        )  # fmt: skip
        SLOT.problem("forwarded_on")
        _button(campaign, Step.FORWARD, line, label="Ghi nơi chuyển")


def _close(campaign: Campaign, line: Line, key: str) -> None:
    with st.popover(OPINION_STEPS["close"], key="opinion_close", icon=":material/inventory_2:"):
        st.text_area(
            OPINION_FIELDS["reason"], key=f"{key}_reason", max_chars=REASON_LIMIT, height=80,
            persist_state=_KEPT, help="Bắt buộc khi chưa trả lời.",
        )  # fmt: skip
        SLOT.problem("reason")
        _button(campaign, Step.CLOSE, line, label="Đóng ý kiến")


def _button(
    campaign: Campaign, step: Step, line: Line, *, label: str = "", primary: bool = False
) -> None:
    target = desk_list.target(line)
    st.button(
        label or OPINION_STEPS[step],
        key=f"{step}_{target.opinion_id}_{target.seen_version}",
        type="primary" if primary else "secondary",
        on_click=_take,
        args=(campaign, step, line),
    )


def _take(campaign: Campaign, step: Step, line: Line) -> None:
    """Callback of every step; the opinion stays open."""
    actor = session.require(Action.OPINION_REVIEW)
    target, state, key = desk_list.target(line), st.session_state, str(line.opinion.opinion_id)
    said = Said(
        answer=state.get(f"{key}_answer"),
        is_public=state.get(f"{key}_public") == _PUBLIC,
        public_about=state.get(f"{key}_public_about"),
        forwarded_to=state.get(f"{key}_forwarded_to"),
        forwarded_on=state.get(f"{key}_forwarded_on"),
        reason=state.get(f"{key}_reason"),
    )
    SLOT.take(
        lambda: desk_acts.take_step(
            session.db(), actor, campaign, act_id=act_of(step, [target]), target=target,
            step=step, said=said,
        ),
        _DONE[step],
        [f"{key}_{part}" for part in _PARTS[step]],
    )  # fmt: skip


_PARTS: Final = {
    Step.ANSWER: ("answer", "public", "public_about"),
    Step.FORWARD: ("forwarded_to", "forwarded_on"),
    Step.CLOSE: ("reason",),
    Step.REOPEN: (),
}


def _history(actor: Actor, line: Line) -> list[HistoryLine]:
    entries = desk.history(session.db(), actor, line.opinion.opinion_id)
    return steps(entries, OPINION_STEPS)
