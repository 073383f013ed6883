"""One opinion as the Office works on it: what it says, the steps, its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.opinions import STEPS, Step
from lib.domain.vietnamese import format_date, format_instant
from lib.services.opinions import desk, desk_acts
from lib.services.opinions.desk import Line
from lib.text import SENTENCES
from lib.text.opinions import ANONYMOUS, OPINION_FIELDS, OPINION_STEPS
from lib.ui.kit import session
from lib.ui.kit.history import HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of
from lib.ui.opinions import desk_list, step_forms
from lib.ui.opinions.answers_view import badge, draw_said
from lib.ui.opinions.desk_list import SLOT

_DONE: Final = {
    Step.ANSWER: "Đã trả lời",
    Step.FORWARD: "Đã ghi nơi chuyển",
    Step.CLOSE: "Đã đóng ý kiến",
    Step.REOPEN: "Đã mở lại ý kiến",
}


def draw(actor: Actor, campaign: Campaign, found: Sequence[Line], line: Line) -> None:
    """The opinion with what may be done now."""
    one = line.opinion
    SLOT.begin(str(one.opinion_id), one.version)
    with st.container(border=True, key="opinion_open"):
        st.header(plain(desk_list.topic(campaign, line)), anchor=False)
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
            st.markdown(f"**{step_forms.PUBLIC}:** {plain(one.public_about)}")
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
        step_forms.answer(key, one)
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


def _forward(campaign: Campaign, line: Line, key: str) -> None:
    with st.popover(OPINION_STEPS["forward"], key="opinion_forward", icon=":material/forward:"):
        step_forms.forward(key)
        _button(campaign, Step.FORWARD, line, label="Ghi nơi chuyển")


def _close(campaign: Campaign, line: Line, key: str) -> None:
    with st.popover(OPINION_STEPS["close"], key="opinion_close", icon=":material/inventory_2:"):
        step_forms.close(key)
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
    target, key = desk_list.target(line), str(line.opinion.opinion_id)
    SLOT.take(
        lambda: desk_acts.take_step(
            session.db(), actor, campaign, act_id=act_of(step, [target]), target=target,
            step=step, said=step_forms.said(key),
        ),
        _DONE[step],
        step_forms.typed(step, key),
    )  # fmt: skip


def _history(actor: Actor, line: Line) -> list[HistoryLine]:
    entries = desk.history(session.db(), actor, line.opinion.opinion_id)
    return steps(entries, OPINION_STEPS)
