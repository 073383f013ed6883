"""A unit's own evaluation: its form, the way to the Office, the result and the one answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.evaluation_points import lacking as lacking_points
from lib.domain.evaluations import State, Step
from lib.errors import NotFound
from lib.services.evaluation import evaluation_steps, evaluations
from lib.services.evaluation.evaluation_acts import Target
from lib.services.evaluation.evaluations import OwnEvaluation
from lib.text import points
from lib.ui.evaluation import evaluation_view, points_form, points_view
from lib.ui.evaluation.evaluation_records import (
    ANSWER_SLOT,
    OWN_SLOT,
    AnswerRecord,
    KeptRecord,
    OwnRecord,
)
from lib.ui.kit import fields, record_form, session
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of, mark

_WIDTH_PX: Final = 720
_DONE: Final = {
    Step.SEND: "Đã gửi Văn phòng",
    Step.RECALL: "Đã thu hồi",
    Step.ANSWER: "Đã gửi ý kiến của đơn vị",
}


def draw(actor: Actor, campaign: Campaign) -> None:
    """All that the unit may know and do."""
    try:
        opened = evaluations.own(session.db(), actor, campaign)
    except NotFound:
        st.info(text.SENTENCES["Refused"]["not_reporting"], icon=":material/inbox:")
        return
    found, rules = opened.line.evaluation, opened.rules
    with st.container(border=True, key="own_evaluation", width=_WIDTH_PX):
        evaluation_view.head(opened.line)
        evaluation_view.returned(found)
        evaluation_view.hint(opened.line, rules)
        if found.is_concluded:
            _said(opened)
            evaluation_view.said("Kết luận của lãnh đạo", found.conclusion, rules)
            sent = found if found.is_sent else replace(found, own=None)
            points_view.compared(rules, sent, opened.offered)
            _ranking(actor, opened)
            _answer(actor, campaign, opened)
        elif found.state in (State.NONE, State.RETURNED):
            _assess(actor, campaign, opened)
        else:
            _said(opened)
            if found.is_sent:
                points_view.compared(rules, found, opened.offered)
            _waiting(actor, campaign, opened)
        if found.version:
            evaluation_view.history(
                actor, campaign, opened.line.unit.unit_id, rules, is_own=True, key="own_history"
            )


def _said(opened: OwnEvaluation) -> None:
    """What the unit has sent of itself."""
    found = opened.line.evaluation
    if found.is_sent:
        evaluation_view.said("Tự đánh giá", found.own, opened.rules)
        fields.show_answered(opened.answered)


def _ranking(actor: Actor, opened: OwnEvaluation) -> None:
    """The group's, once all of it is concluded."""
    unit_id = opened.line.unit.unit_id
    if opened.ranking is not None:
        points_view.ranking(actor, opened.rules, [opened.ranking], own=unit_id)
    elif opened.rules.scheme and opened.rules.scheme.group_of(opened.line.unit):
        st.caption("Xếp hạng hiện ở đây sau khi mọi đơn vị trong nhóm được kết luận.")


def _assess(actor: Actor, campaign: Campaign, opened: OwnEvaluation) -> None:
    if campaign.state == CampaignState.PREPARING:
        st.info(text.NO_REPORTS[campaign.state], icon=":material/lock:")
        return
    record = OwnRecord(campaign, opened)
    draw_form(record)
    OWN_SLOT.notices()
    if not access.can(actor, Action.EVALUATION_SEND, unit_id=actor.unit_id):
        st.caption("Thủ trưởng đơn vị gửi Văn phòng.")
        return
    own = opened.line.evaluation.own
    if record.draft:
        st.caption("Lưu trước khi gửi: có nội dung mới chỉ ở bản nháp của bạn.")
    elif own is None or not own.reason:
        lacking = "mức đánh giá, lý do" if own is None else "lý do"
        st.caption(f":material/info: Chưa gửi được, còn thiếu: {lacking}")
    elif opened.lacking:
        lacking = ", ".join(opened.lacking)
        st.caption(f":material/info: Chưa gửi được, còn thiếu: {plain(lacking)}")
    elif opened.rules.scheme and (missing := lacking_points(opened.rules.scheme, own.scores)):
        st.caption(f":material/info: {plain(points.wanting(missing, ()))}")
    else:
        target = _target(opened)
        st.button(
            "Gửi Văn phòng", key=f"send_evaluation_{mark(target)}", type="primary",
            icon=":material/send:", on_click=_take, args=(OWN_SLOT, campaign, Step.SEND, target),
        )  # fmt: skip


def _waiting(actor: Actor, campaign: Campaign, opened: OwnEvaluation) -> None:
    found = opened.line.evaluation
    if found.state == State.PROPOSED:
        st.caption("Kết quả hiện ở đây sau khi lãnh đạo kết luận.")
    OWN_SLOT.notices()
    is_head = access.can(actor, Action.EVALUATION_SEND, unit_id=actor.unit_id)
    if found.state == State.SENT and is_head:
        target = _target(opened)
        ask(
            "Thu hồi", "undo", "Tự đánh giá mở lại để đơn vị sửa; sửa xong phải gửi lại.",
            confirm="Thu hồi tự đánh giá", key=f"recall_evaluation_{mark(target)}", act=_take,
            args=(OWN_SLOT, campaign, Step.RECALL, target),
        )  # fmt: skip


def _answer(actor: Actor, campaign: Campaign, opened: OwnEvaluation) -> None:
    found = opened.line.evaluation
    if found.state == State.ANSWERED:
        evaluation_view.answer(found)
        ANSWER_SLOT.notices()
        return
    record = AnswerRecord(campaign, opened)
    draw_form(record)
    ANSWER_SLOT.notices()
    if not access.can(actor, Action.EVALUATION_SEND, unit_id=actor.unit_id):
        st.caption("Thủ trưởng đơn vị gửi ý kiến.")
    elif record.draft:
        st.caption("Lưu trước khi gửi: có nội dung mới chỉ ở bản nháp của bạn.")
    elif found.answer:
        target = _target(opened)
        ask(
            "Gửi ý kiến", "send", "Đơn vị gửi ý kiến một lần, gửi rồi không sửa được.",
            confirm="Gửi ý kiến của đơn vị", key=f"answer_evaluation_{mark(target)}", act=_take,
            args=(ANSWER_SLOT, campaign, Step.ANSWER, target),
        )  # fmt: skip


def draw_form(record: KeptRecord) -> None:
    """A form of one of the records: its fields, those of points first, and how to save them."""
    form = record_form.drawn(record)
    raw = record_form.started(record, record.start, form)
    found = record_form.problems(record, {**raw, **record_form.typed(record, form)})
    problems = {key: fault.words for key, fault in found.items()}
    keep, scheme = partial(record_form.keep, record, form), record.scheme
    if scheme is not None:
        asked = points_form.Asked(raw, form.prefix, keep, problems, record.beside)
        points_form.draw(record.form, scheme, asked)
    fields.draw_form(
        points_form.rest(record.form, scheme), raw, key_prefix=form.prefix, on_change=keep,
        problems=problems,
    )  # fmt: skip
    record_form.draw_end(record, form)


def _target(opened: OwnEvaluation) -> Target:
    return Target(opened.line.unit.unit_id, opened.line.evaluation.version)


def _take(slot: Slot, campaign: Campaign, step: Step, target: Target) -> None:
    """Callback: one step of the unit."""
    actor = session.require(Action.EVALUATION_SEND)
    slot.step(
        lambda: evaluation_steps.take_step(
            session.db(), actor, campaign, act_id=act_of(step, [target]), step=step,
            targets=[target],
        ),
        _DONE[step],
    )  # fmt: skip
