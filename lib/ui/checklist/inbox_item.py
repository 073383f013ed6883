"""One report as the Office checks it: its figures, its evidence beside them, the steps, its way."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.comments import Side
from lib.domain.vietnamese import format_date
from lib.domain.workflow import Step, Verification
from lib.services.checklist import report_before
from lib.services.checklist.report_before import Before
from lib.services.checklist.verification import InboxLine
from lib.services.presence import of_item
from lib.ui.checklist import against_before, checklist_item, inbox, talk
from lib.ui.checklist.talk import Panel
from lib.ui.evidence import evidence
from lib.ui.kit import fields, presence, session, states
from lib.ui.kit.history import SYSTEM, HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark


def draw(actor: Actor, campaign: Campaign, line: InboxLine, *, coming: InboxLine | None) -> None:
    """The whole report, with the steps at a place that does not move from one to the next.

    Args:
        coming: what is opened once a step has been taken.
    """
    with st.container(key="inbox_item", border=True):
        st.header(plain(f"{line.task.code} · {line.task.short_title}"), anchor=False)
        presence.draw(actor, of_item(line.item))
        _steps(campaign, line, coming)
        st.caption(f":material/flag: Kế hoạch yêu cầu: {plain(line.task.title)}")
        panel = Panel(campaign, line.unit, line.task, Side.OFFICE)
        leads = talk.leads(panel, is_asked=line.item.waits_office)
        if leads:
            talk.draw(actor, panel, line.item)
        before = report_before.of_item(session.db(), actor, line.task, line.item)
        report, files = st.columns(2, gap="small")
        with report:
            _report(actor, line, before)
            checklist_item.shown_numbers(actor, campaign, line.unit.unit_id, line.task, line.item)
        with files:
            evidence.draw_shown(actor, campaign, line.unit, line.task)
        # Where there is room for it without scrolling.
        with report if line.files else files:
            against_before.draw(line.task, before)
        if not leads:
            talk.draw(actor, panel, line.item)
        record = f"{line.unit.unit_id}/{line.task.code}"
        read = _history_of(actor, line, before)
        unfold("Lịch sử xử lý", read, key="inbox_history", actor=actor, record=record)


def _steps(campaign: Campaign, line: InboxLine, coming: InboxLine | None) -> None:
    if line.is_own_work:
        st.info(text.SENTENCES["Refused"]["own_work"], icon=":material/person_off:")
        return
    then = " và mở tiếp" if coming else ""
    key = f"open_{mark(inbox.target(line))}"
    with st.container(horizontal=True, vertical_alignment="center", key="inbox_steps"):
        for step in inbox.STEPS.get(line.item.verification, ()):
            if step == Step.RETURN:
                inbox.draw_return(campaign, lambda: [line], key=key)
                continue
            st.button(
                f"{text.STEPS[step]}{then}",
                key=f"{step}_{key}",
                type="primary",
                icon=":material/check:",
                on_click=inbox.take,
                args=(campaign, step, lambda: [line], coming),
            )


def _report(actor: Actor, line: InboxLine, before: Before) -> None:
    item = line.item
    state = states.badge(
        states.VERIFICATIONS[item.verification], text.VERIFICATIONS[item.verification]
    )
    lines = [
        f"{state} {plain(line.unit.name)} · :small[Hạn {format_date(item.due_on)} · "
        f"người lưu: {plain(item.saved_by_name or SYSTEM)}]",
        f"**Trạng thái:** {text.WORK_STATUSES[item.status]}",
        *fields.answered(
            line.task.form,
            item.answers,
            evidence.told(actor, line.unit, line.task),
            beside=against_before.beside(before),
        ),
        *against_before.gone(before),
    ]
    if item.lower_reason:
        lines.append(f"**Lý do giảm số lũy kế:** {plain(item.lower_reason)}")
    if item.return_reason and item.verification != Verification.RECEIVED:
        lines.append(f"**Lý do trả lại:** {plain(item.return_reason)}")
    st.markdown("  \n".join(lines))


def _history_of(actor: Actor, line: InboxLine, before: Before) -> Callable[[], list[HistoryLine]]:
    def read() -> list[HistoryLine]:
        told = evidence.history(actor, line.unit, line.task)
        told += talk.history(actor, line.unit, line.task)
        return told + steps(before.entries, text.HISTORY_STEPS)

    return read
