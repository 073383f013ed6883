"""The Office's list of nominations: what one says, what stands against it, the steps to take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evidence import UNDO_WITHIN
from lib.domain.forms import typed
from lib.domain.nomination_workflow import State, Step, rights_of, steps_from, transition
from lib.domain.nominations import OPINION, PASSED_OVER, RETURN_DUE, Nomination
from lib.services.nominations import nomination_steps, nomination_warnings
from lib.services.nominations.nomination_acts import Target
from lib.services.nominations.nomination_warnings import Concern, Kind
from lib.services.nominations.nominations import Listed, OpenedNomination
from lib.ui.evidence import evidence
from lib.ui.kit import session, tables
from lib.ui.kit.asking import ask
from lib.ui.kit.filters import Filters
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of, mark
from lib.ui.nominations import nomination_view

OPEN: Final = "nomination"
"""What stands in the address: which nomination is open."""
SLOT: Final = Slot("review", (OPEN,))
PAGE: Final = "trang_tham_dinh"
STATES: Final[Mapping[str, frozenset[State]]] = {
    "cho-tiep-nhan": frozenset({State.SENT}),
    "da-tiep-nhan": frozenset({State.RECEIVED}),
    "da-tham-dinh": frozenset({State.CHECKED}),
    "o-hoi-dong": frozenset({State.TABLED, State.VOTED}),
    "da-quyet-dinh": frozenset(
        {
            State.AWARDED, State.NOT_APPROVED, State.PROPOSED, State.PROVINCE_AWARDED,
            State.PROVINCE_REFUSED, State.PUBLISHED, State.RESCINDED,
        }
    ),
    "bi-tra-lai": frozenset({State.RETURNED}),
    "da-rut": frozenset({State.WITHDRAWN}),
}  # fmt: skip
FILTERS: Final = Filters(
    "tham_dinh",
    {
        "cho-tiep-nhan": "Chờ nhận",
        "da-tiep-nhan": "Đã nhận",
        "da-tham-dinh": "Đã thẩm định",
        "o-hoi-dong": "Ở Hội đồng",
        "da-quyet-dinh": "Đã quyết định",
        "bi-tra-lai": "Bị trả lại",
        "da-rut": "Đã rút",
    },
    Action.NOMINATION_RECEIVE,
    ("review",),
    PAGE,
)
_DONE: Final[Mapping[Step, str]] = {
    Step.RECEIVE: "Đã tiếp nhận {count} đề nghị",
    Step.CHECK: "Đã thẩm định {count} đề nghị",
    Step.RETURN: "Đã trả lại {count} đề nghị",
    Step.BRING_BACK: "Đã đưa trở lại {count} đề nghị, đơn vị sửa và gửi lại",
}
_OPINION, _PASSED, _REASON, _DUE = "review_opinion", "review_passed", "review_reason", "review_due"


def list_key() -> str:
    """The table's key of this round; a step empties the selection."""
    return f"review_list_{SLOT.now.round}"


def receive_all(campaign: Campaign, rows: Sequence[Nomination]) -> None:
    """One click for all that wait; what the viewer may not receive is refused by name."""
    targets = [Target(one.nomination_id, one.version) for one in rows]
    st.button(
        f"Tiếp nhận cả {len(targets)} đề nghị",
        key=f"review_receive_all_{mark(tuple(targets))}",
        icon=":material/inbox:",
        on_click=take,
        args=(campaign, Step.RECEIVE, targets),
    )


def draw(actor: Actor, campaign: Campaign, opened: OpenedNomination, listed: Listed) -> None:
    """One nomination whole, with what the viewer may do about it."""
    found = opened.nomination
    with st.container(border=True, key="review_nomination"):
        st.header(plain(found.name), anchor=False)
        nomination_view.head(opened)
        nomination_view.who_is_here(actor, opened)
        concerns = _concerns(actor, campaign, found)
        # What is missing is said once, by the warning that is to be answered.
        if not any(one.kind == Kind.MISSING_PARTS for one in concerns):
            nomination_view.meter("Hồ sơ của đơn vị", opened.unit_meter)
        nomination_view.meter("Hồ sơ của Văn phòng", opened.office_meter)
        units = {str(unit_id): unit.short_name for unit_id, unit in listed.units.items()}
        nomination_view.concerns(concerns, units)
        nomination_view.answers(opened)
        nomination_view.shown_numbers(actor, campaign, opened)
        evidence.draw_for_nomination(actor, campaign, opened)
        SLOT.notices()
        _steps(actor, campaign, opened, has_concerns=bool(concerns))
        nomination_view.history(actor, campaign, opened, key="review_history")


def _concerns(actor: Actor, campaign: Campaign, found: Nomination) -> Sequence[Concern]:
    """What stands against the nomination while it can still be checked."""
    if found.state not in (State.SENT, State.RECEIVED, State.CHECKED):
        return ()
    return nomination_warnings.of_nomination(session.db(), actor, campaign, found.nomination_id)


def _steps(
    actor: Actor, campaign: Campaign, opened: OpenedNomination, *, has_concerns: bool
) -> None:
    found, unit = opened.nomination, opened.unit
    possible = [
        step
        for step in steps_from(found.state)
        if step in _DONE
        and access.can(
            actor,
            transition(found.state, step).action,
            unit_id=unit.unit_id,
            is_office_unit=unit.is_office,
        )
    ]
    if not possible:
        return
    if opened.is_own_work and any(transition(found.state, one).bars_author for one in possible):
        st.info(text.SENTENCES["Refused"]["own_nomination"], icon=":material/person_off:")
        return
    targets = [Target(found.nomination_id, found.version)]
    for step in possible:
        _STEP_FORMS[step](campaign, targets, has_concerns)


def _receive(campaign: Campaign, targets: list[Target], _has_concerns: bool) -> None:
    with _acts():
        st.button(
            text.NOMINATION_STEPS[Step.RECEIVE], key=f"review_receive_{mark(targets[0])}",
            type="primary", on_click=take, args=(campaign, Step.RECEIVE, targets),
        )  # fmt: skip


def _check(campaign: Campaign, targets: list[Target], has_concerns: bool) -> None:
    st.text_area(f"{OPINION} *", key=_OPINION)
    if has_concerns:
        st.text_area(f"{PASSED_OVER} *", key=_PASSED)
    with _acts():
        st.button(
            "Thẩm định xong", key=f"review_check_{mark(targets[0])}", type="primary",
            on_click=take, args=(campaign, Step.CHECK, targets),
        )  # fmt: skip


def _acts() -> DeltaGenerator:
    """Where the next step stands: in sight however long the dossier is (thidua.css)."""
    return st.container(key="record_acts", horizontal=True)


def _return(campaign: Campaign, targets: list[Target], _has_concerns: bool) -> None:
    with st.expander("Trả lại đơn vị", key="review_returning", icon=":material/undo:"):
        st.text_area("Lý do trả lại *", key=_REASON)
        st.text_input(f"{RETURN_DUE} *", key=_DUE, placeholder=text.DAY_HINT)
        st.button(
            "Trả lại đề nghị này", key=f"review_return_{mark(targets[0])}",
            on_click=take, args=(campaign, Step.RETURN, targets),
        )  # fmt: skip


def _bring_back(campaign: Campaign, targets: list[Target], _has_concerns: bool) -> None:
    with _acts():
        ask(
            text.NOMINATION_STEPS[Step.BRING_BACK], "restore",
            f"Đề nghị trở lại thành bản nháp của đơn vị. Làm được trong {UNDO_WITHIN.days} ngày "
            "kể từ khi rút.",
            key=f"review_back_{mark(targets[0])}", act=take,
            args=(campaign, Step.BRING_BACK, targets), confirm="Đưa đề nghị này trở lại",
        )  # fmt: skip


_STEP_FORMS: Final = {
    Step.RECEIVE: _receive,
    Step.CHECK: _check,
    Step.RETURN: _return,
    Step.BRING_BACK: _bring_back,
}


def take(campaign: Campaign, step: Step, targets: list[Target]) -> None:
    """Callback of every step: all the targets or none."""
    actor = session.require(rights_of(step)[0])
    if not SLOT.step(lambda: _take(actor, campaign, step, targets), _DONE[step]):
        return
    for key in (_OPINION, _PASSED, _REASON, _DUE):
        st.session_state.pop(key, None)
    if step != Step.RECEIVE:
        # What has just been received is checked next.
        notice = SLOT.now.notice
        SLOT.open().tell(notice)


def _take(actor: Actor, campaign: Campaign, step: Step, targets: list[Target]) -> int:
    held = st.session_state.get
    if step == Step.CHECK:
        nomination_steps.check_nomination(
            session.db(), actor, campaign, act_id=act_of(step, targets), target=targets[0],
            opinion=held(_OPINION, ""), passed_over=held(_PASSED, ""),
        )  # fmt: skip
        return 1
    is_return = step == Step.RETURN
    return nomination_steps.take_step(
        session.db(), actor, campaign, act_id=act_of(step, targets), step=step, targets=targets,
        note=held(_REASON, "") if is_return else "",
        due_on=typed.day(held(_DUE, ""), RETURN_DUE) if is_return else None,
    )  # fmt: skip


def choose_row() -> None:
    """Callback of the table: open the chosen row's nomination."""
    chosen = tables.opened(list_key(), already=SLOT.asked_id(OPEN))
    if chosen is not None:
        show(chosen)


def show(nomination_id: UUID | None) -> None:
    """Callback of what opens a nomination; None closes the open one."""
    session.require(Action.NOMINATION_RECEIVE)
    SLOT.open(nomination=nomination_id)
    st.rerun(["review"])
