"""One unit before the Office or a leader: what has been said, one's own view, the step to take."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib import text
from lib.domain import evaluation_points
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluations import RETURN_DUE, Judgement, Side, Step, step_of
from lib.domain.forms import typed
from lib.services.evaluation import evaluation_steps
from lib.services.evaluation.evaluation_acts import Target
from lib.services.evaluation.evaluation_steps import Judged
from lib.services.evaluation.evaluations import Desk, Line
from lib.text import points
from lib.ui.evaluation import desk_list, evaluation_view, points_view
from lib.ui.evaluation.evaluation_records import DESK_SLOT as SLOT
from lib.ui.evaluation.evaluation_records import OpinionRecord
from lib.ui.evaluation.own_view import draw_form
from lib.ui.kit import fields, session
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of, mark

_REASON, _DUE = "evaluation_reason", "evaluation_due"
_ACTS: Final = {Side.OFFICE: "Gửi đề xuất", Side.LEADER: "Kết luận"}


def draw(actor: Actor, campaign: Campaign, desk: Desk) -> None:
    """The whole record, with what the viewer may do about it."""
    line, found, rules = desk.line, desk.line.evaluation, desk.rules
    at_home = " :orange-badge[Người đề xuất thuộc đơn vị này]" if found.is_proposed_at_home else ""
    with st.container(border=True, key="evaluation"):
        st.header(plain(line.unit.name), anchor=False)
        evaluation_view.head(line)
        evaluation_view.returned(found)
        evaluation_view.hint(line, rules)
        if found.is_sent:
            evaluation_view.said("Tự đánh giá", found.own, rules)
            fields.show_answered(desk.answered)
        elif not found.is_concluded:
            st.caption(":material/info: Đơn vị chưa gửi tự đánh giá; đề xuất thì phải ghi lý do.")
        evaluation_view.said("Văn phòng đề xuất", found.proposal, rules, more=at_home)
        evaluation_view.said("Lãnh đạo kết luận", found.conclusion, rules)
        points_view.compared(rules, found, desk.offered)
        evaluation_view.answer(found)
        SLOT.notices()
        _judging(actor, campaign, desk)
        _ways_back(campaign, desk)
        if found.version:
            evaluation_view.history(
                actor, campaign, line.unit.unit_id, rules, is_own=False, key="evaluation_history"
            )


def _judging(actor: Actor, campaign: Campaign, desk: Desk) -> None:
    """The viewer's own view, and the step that comes of it."""
    line, side = desk.line, desk.side
    if side is None:
        return
    if line.barred is not None:
        st.info(text.SENTENCES["Refused"][line.barred], icon=":material/person_off:")
        return
    if side == Side.OFFICE and actor.unit_id == line.unit.unit_id:
        st.caption(":material/info: Bạn thuộc đơn vị này; đề xuất của bạn được ghi rõ như vậy.")
    step = step_of(side)
    agreed = desk_list.agreed(line, step)
    record = OpinionRecord(campaign, desk, side)
    if agreed is None or desk.own is not None or record.draft is not None:
        draw_form(record)
    else:
        # Agreeing is the usual case; what is typed below keeps the form open instead.
        before = "đề xuất" if side == Side.LEADER else "tự đánh giá"
        said_before = line.evaluation.compared(step)
        st.button(
            f"{text.EVALUATION_STEPS[step]} như {before}: {_named(desk, agreed, said_before)}",
            key=f"agree_{mark(_target(line))}", type="primary", icon=":material/check:",
            on_click=desk_list.judge, args=(campaign, step, [Judged(_target(line), agreed)]),
        )  # fmt: skip
        with st.expander("Nêu ý kiến khác", key="evaluation_other", icon=":material/edit:"):
            draw_form(record)
    _opinions(desk)
    if desk.own is not None and record.draft is None:
        _step(campaign, desk, side, desk.own.judgement)


def _step(campaign: Campaign, desk: Desk, side: Side, said: Judgement) -> None:
    """The step that the viewer's saved view leads to, or what it still lacks."""
    scheme, target = desk.rules.scheme, _target(desk.line)
    if scheme is not None:
        before = desk.line.evaluation.compared(step_of(side))
        missing = evaluation_points.lacking(scheme, said.scores)
        silent = evaluation_points.silent(scheme, said.scores, before.scores if before else ())
        if missing or silent:
            told = points.wanting(missing, silent)
            st.caption(f":material/info: {plain(told)}")
            return
    judged = Judged(target, said.label, said.reason, said.scores if scheme else None)
    st.button(
        f"{_ACTS[side]}: {_named(desk, said.label, said)}",
        key=f"judge_{mark(judged)}", type="primary", icon=":material/send:",
        on_click=desk_list.judge, args=(campaign, step_of(side), [judged]),
    )  # fmt: skip


def _named(desk: Desk, label: str, said: Judgement | None) -> str:
    """The label, with the points that go with it."""
    scheme, name = desk.rules.scheme, plain(desk.rules.name(label))
    if scheme is None or said is None or not said.scores:
        return name
    return f"{name}, {plain(points.total_words(scheme, said.scores))}"


def _opinions(desk: Desk) -> None:
    """What colleagues think, once the viewer has said what they think themselves."""
    if desk.hidden:
        st.caption(
            f":material/visibility_off: {desk.hidden} người khác đã có ý kiến; hiện ra sau khi "
            "bạn lưu ý kiến của mình."
        )
    for one in desk.others:
        evaluation_view.said(
            f"Ý kiến của {plain(one.judgement.full_name)}", one.judgement, desk.rules
        )
        points_view.opinion(desk.rules, one.judgement)


def _ways_back(campaign: Campaign, desk: Desk) -> None:
    """To the unit, or to the Office."""
    line = desk.line
    if Step.RETURN in desk.ways_back:
        _return(campaign, Step.RETURN, line, "Trả lại đơn vị", asks_day=True)
    if Step.WITHDRAW in desk.ways_back:
        ask(
            "Rút đề xuất", "undo", "Đề xuất mở lại để Văn phòng sửa; lãnh đạo chưa kết luận.",
            confirm="Rút đề xuất này", key=f"withdraw_{mark(_target(line))}", act=_take,
            args=(campaign, Step.WITHDRAW, _target(line)),
        )  # fmt: skip
    if Step.SEND_BACK in desk.ways_back:
        _return(campaign, Step.SEND_BACK, line, "Trả lại Văn phòng", asks_day=False)


def _return(campaign: Campaign, step: Step, line: Line, label: str, *, asks_day: bool) -> None:
    with st.popover(label, key="evaluation_returning", icon=":material/undo:"):
        st.text_area("Lý do trả lại *", key=_REASON)
        if asks_day:
            st.text_input(f"{RETURN_DUE} *", key=_DUE, placeholder=text.DAY_HINT)
        st.button(
            f"{label} {plain(line.unit.short_name)}" if asks_day else label,
            key=f"{step}_{mark(desk_list.target(line))}",
            on_click=_take,
            args=(campaign, step, _target(line)),
        )


def _target(line: Line) -> Target:
    return desk_list.target(line)


def _take(campaign: Campaign, step: Step, target: Target) -> None:
    """Callback: one step that gives no label."""
    actor = session.require(Action.EVALUATION_REVIEW)
    held = st.session_state.get
    needs = step in (Step.RETURN, Step.SEND_BACK)
    taken = SLOT.step(
        lambda: evaluation_steps.take_step(
            session.db(), actor, campaign, act_id=act_of(step, [target]), step=step,
            targets=[target], note=held(_REASON, "") if needs else "",
            due_on=typed.day(held(_DUE, ""), RETURN_DUE) if step == Step.RETURN else None,
        ),
        desk_list.DONE[step],
    )  # fmt: skip
    if taken:
        for key in (_REASON, _DUE):
            st.session_state.pop(key, None)
