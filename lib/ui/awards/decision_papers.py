"""Decisions: their list, and the open one with its cases, to release or to rescind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.decisions import Decision, DecisionState
from lib.domain.nomination_workflow import Level
from lib.domain.vietnamese import format_date
from lib.services.awards import decision_board
from lib.services.awards.decision_board import Case, Listed
from lib.services.people import second_factor
from lib.ui.awards import decision_state as page
from lib.ui.awards import decision_view
from lib.ui.kit import arrow, list_record, session, states, tables
from lib.ui.kit.asking import ask
from lib.ui.kit.history import HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark
from lib.ui.kit.tables import Choice

_TABLE: Final = "decision_papers"
_CHIPS: Final = states.chip_column(
    {text.DECISION_STATES[state]: states.DECISIONS[state] for state in DecisionState}, width_px=124
)


def draw_list(listed: Sequence[Listed]) -> None:
    """The decisions, the newest first."""
    made = [one.decision for one in listed]
    tables.draw_rows(
        arrow.table(
            {
                "Số": [one.signature.number if one.signature else "Chưa có số" for one in made],
                "Ngày ký": [
                    format_date(one.signature.signed_on) if one.signature else "" for one in made
                ],
                "Nội dung": [one.title for one in made],
                "Trạng thái": arrow.chips([[text.DECISION_STATES[one.state]] for one in made]),
            }
        ),
        key=f"{_TABLE}_{page.rounds()}",
        alt="Các quyết định khen thưởng",
        height=tables.list_height(len(made)),
        widths={"Số": 100, "Ngày ký": 82, "Nội dung": 126},
        columns={"Trạng thái": _CHIPS},
        records=[one.decision_id for one in made],
        on_select=_open_row,
    )


def opened(listed: Sequence[Listed]) -> Listed | None:
    """The decision that the address names, below the way out of it; one alone is always open."""
    by_id = {one.decision.decision_id: one for one in listed}
    wanted = page.SLOT.asked_id(page.OPEN)
    if wanted is None:
        return listed[0] if len(listed) == 1 else None
    last, coming = list_record.around(list(by_id), wanted)
    list_record.draw_nav(_show, lambda key: _name(by_id[key].decision), last=last, coming=coming)
    return by_id.get(wanted)


def draw(actor: Actor, campaign: Campaign, listed: Listed) -> None:
    """One decision with its list, and what the viewer may do with it."""
    one = listed.decision
    with st.container(border=True, key="decision_open"):
        st.header(plain(one.title), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(states.badge(states.DECISIONS[one.state], text.DECISION_STATES[one.state]))
            st.caption(plain(listed.award.name if listed.award else one.award_code.upper()))
        if one.signature is not None:
            paper = one.signature
            st.markdown(
                f"**Số {plain(paper.number)}** ngày {format_date(paper.signed_on)}, "
                f"{plain(paper.signer_position)} {plain(paper.signer)} ký."
            )
        if one.rescind_reason:
            st.warning(plain(one.rescind_reason), title="Lý do hủy", icon=":material/undo:")
        choice = decision_view.choose(listed.cases, name="decision_list") if listed.cases else None
        if one.state == DecisionState.PREPARED and access.can(actor, Action.DECISION_RELEASE):
            _releasing(actor, campaign, listed, choice)
        if one.state != DecisionState.RESCINDED and access.can(actor, Action.NOMINATION_DECIDE):
            _rescinding(campaign, listed, choice)
        _history(actor, campaign, listed)


def _releasing(
    actor: Actor, campaign: Campaign, listed: Listed, choice: Choice[Case] | None
) -> None:
    one = listed.decision
    shown = mark((one.decision_id, one.version))
    if one.signature is None:
        decision_view.paper(campaign, one.level)
    if second_factor.is_stale(session.db(), actor):
        st.text_input(
            "Mã xác thực *", key=page.key("second_factor"), autocomplete="one-time-code", width=240,
            help="Mã 6 chữ số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng.",
        )  # fmt: skip
    with st.container(horizontal=True):
        ask(
            f"Công bố ({len(listed.cases)})", "publish",
            f"Các đơn vị thấy ngay quyết định này và {len(listed.cases)} trường hợp được khen "
            "thưởng. "
            "Sau đó chỉ hủy được, kèm lý do.",
            confirm=f"Công bố {len(listed.cases)} trường hợp", key=f"release_{shown}",
            act=page.release, args=(campaign, one),
        )  # fmt: skip
        if choice and choice.chosen and one.level == Level.AGENCY:
            st.button(
                f"Bỏ khỏi danh sách ({len(choice.chosen)})", key=f"relist_{shown}",
                on_click=page.relist, args=(campaign, one, choice),
            )  # fmt: skip


def _rescinding(campaign: Campaign, listed: Listed, choice: Choice[Case] | None) -> None:
    one = listed.decision
    shown = mark((one.decision_id, one.version))
    with st.expander("Hủy quyết định", key=page.key("rescinding"), icon=":material/undo:"):
        decision_view.reason()
        with st.container(horizontal=True):
            st.button(
                "Hủy cả quyết định", key=f"rescind_{shown}", on_click=page.rescind,
                args=(campaign, one),
            )  # fmt: skip
            if choice and len(choice.chosen) == 1:
                [case] = choice.chosen
                st.button(
                    f"Chỉ hủy đối với {plain(case.nomination.name)}",
                    key=f"rescind_{mark(page.target(case))}", on_click=page.rescind_one,
                    args=(campaign, case),
                )  # fmt: skip


def _history(actor: Actor, campaign: Campaign, listed: Listed) -> None:
    def read() -> list[HistoryLine]:
        entries = decision_board.history(session.db(), actor, campaign, listed.decision.decision_id)
        return steps(entries, text.DECISION_STEPS)

    record = str(listed.decision.decision_id)
    unfold("Lịch sử quyết định", read, key="decision_history", actor=actor, record=record)


def _show(decision_id: UUID | None) -> None:
    """Callback: open a decision, or with None go back to the list."""
    session.require(Action.DECISION_VIEW)
    page.SLOT.open(**{page.OPEN: decision_id})
    st.rerun(["decisions"])


def _open_row() -> None:
    """Callback of the table."""
    session.require(Action.DECISION_VIEW)
    chosen = tables.opened(f"{_TABLE}_{page.rounds()}", already=page.SLOT.asked_id(page.OPEN))
    if chosen is not None:
        _show(chosen)


def _name(one: Decision) -> str:
    return one.signature.number if one.signature else "Chưa có số"
