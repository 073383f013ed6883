"""One item: the plan's words, the report's form, its way to the Office and its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item
from lib.domain.comments import Side
from lib.domain.forms import forms
from lib.domain.vietnamese import format_date
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import Invalid, NotFound
from lib.services.checklist import checklist
from lib.services.checklist import numbers as item_numbers
from lib.services.checklist.checklist import OpenedItem
from lib.services.checklist.item_acts import Target
from lib.services.presence import of_item
from lib.text.comments import ASKED
from lib.ui.checklist import assignment, narrowing, taken_over, talk, unit_report
from lib.ui.checklist import checklist_state as page
from lib.ui.checklist.checklist_state import ItemRecord
from lib.ui.checklist.talk import Panel
from lib.ui.evidence import evidence
from lib.ui.kit import fields, numbers, presence, record_form, session, states
from lib.ui.kit.asking import ask
from lib.ui.kit.field_widgets import DrawFiles
from lib.ui.kit.history import SYSTEM, HistoryLine, history_line, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Fault
from lib.ui.kit.record_form import DrawnForm
from lib.ui.kit.states import Tone
from lib.web import missing

_EDITABLE = (Verification.NOT_SENT, Verification.RETURNED)


def find(actor: Actor, campaign: Campaign) -> OpenedItem | None:
    """The item that the address names, if any; what is no item of the unit is said on the page."""
    asked = page.asked()
    if asked is None:
        return None
    try:
        return checklist.opened_item(
            session.db(), actor, campaign, unit_id=actor.unit_id, task_code=asked
        )
    except NotFound as refusal:
        st.warning(missing.told(session.db(), actor, refusal, f"{actor.unit_id}/{asked}"))
        return None


def asked_task(actor: Actor, campaign: Campaign) -> Task | None:
    """The unit's task that the address names; what is none the open item tells of."""
    tasks = checklist.tasks_of_unit(session.db(), actor, campaign)
    return next((one for one in tasks if one.code == page.asked()), None)


def draw(actor: Actor, campaign: Campaign, opened: OpenedItem) -> None:
    """The whole item; a form while the viewer may change it, else what was reported."""
    record = page.ItemRecord(campaign, opened)
    record_form.begin(record)
    panel = _panel(campaign, opened)
    if talk.leads(panel, is_asked=opened.item.waits_unit):
        talk.draw(actor, panel, opened.item)
    with st.container(border=True, key="item_form"):
        _head(opened)
        presence.draw(actor, of_item(opened.item))
        if opened.item.verification == Verification.RETURNED:
            returned(opened.item)
        if _may_edit(actor, campaign, opened):
            redrawn = (page.FILES, *narrowing.FRAGMENTS)
            files = evidence.asked(
                actor, campaign, opened, redrawn=redrawn, after=page.forget_refusal
            )
            _form(record, files)
        else:
            _read_only(actor, opened)
        shown_numbers(actor, campaign, opened.unit.unit_id, opened.task, opened.item)
        page.SLOT.notices()
        evidence.hint(opened)


def draw_evidence(actor: Actor, campaign: Campaign, opened: OpenedItem) -> None:
    """The files that back the item, and the paper that the unit's own report becomes."""
    evidence.draw(
        actor, campaign, opened.unit, opened.task, may_edit=_may_edit(actor, campaign, opened),
        redrawn=(page.FILES, *narrowing.FRAGMENTS),
    )  # fmt: skip
    unit_report.draw(actor, campaign, opened)


def draw_way(actor: Actor, campaign: Campaign, opened: OpenedItem) -> None:
    """Its way to the Office, what is asked, who in the unit does it, and how it came so far."""
    _steps(actor, campaign, opened)
    panel = _panel(campaign, opened)
    if not talk.leads(panel, is_asked=opened.item.waits_unit):
        talk.draw(actor, panel, opened.item)
    assignment.draw(actor, campaign, opened)
    _history(actor, opened)


def task_words(task: Task) -> None:
    """What the plan asks for."""
    with st.container(key="item_task"):
        st.header(plain(f"{task.code} · {task.short_title}"), anchor=False)
        st.markdown(plain(task.title))
        st.caption(plain(f"{task.guidance} Minh chứng: {task.evidence_hint}"))
        if task.privacy_note:
            st.caption(f":material/privacy_tip: {plain(task.privacy_note)}")


def shown_numbers(actor: Actor, campaign: Campaign, unit_id: UUID, task: Task, item: Item) -> None:
    """A button for each masked number of the report, for who may see it."""

    def read(who: Actor, question: str) -> str:
        return item_numbers.of_item(
            session.db(), who, campaign, unit_id=unit_id, task_code=task.code, question=question
        )

    record = f"{unit_id}/{task.code}/{item.version}"
    numbers.draw(actor, task.form, item.answers, unit_id=unit_id, record=record, read=read)


def returned(item: Item, name: str = "") -> None:
    """Why the Office has sent an item back, and until when.

    Args:
        name: what is told with it, where it does not stand below it.
    """
    st.warning(
        plain(f"{name}{item.return_reason or ''}"),
        title=f"Bị trả lại, hạn bổ sung {format_date(item.due_on)}",
        icon=":material/undo:",
    )


def _may_edit(actor: Actor, campaign: Campaign, opened: OpenedItem) -> bool:
    may_save = campaign.takes_reports and access.can(
        actor, Action.ITEM_SAVE, unit_id=opened.unit.unit_id
    )
    return may_save and opened.item.verification in _EDITABLE


def _panel(campaign: Campaign, opened: OpenedItem) -> Panel:
    return Panel(campaign, opened.unit, opened.task, Side.UNIT, narrowing.FRAGMENTS)


def _head(opened: OpenedItem) -> None:
    """State, due day and files, in one line and one element."""
    task, item = opened.task, opened.item
    note = f" ({text.DUE_SOURCES[task.due_source]})" if not item.return_reason else ""
    state = states.badge(
        states.VERIFICATIONS[item.verification], text.VERIFICATIONS[item.verification]
    )
    asked = states.badge(Tone.BAD, ASKED) + " " if item.waits_unit else ""
    st.markdown(
        f"{state} {asked}"
        f":small[Hạn {format_date(item.due_on)}{plain(note)} · {evidence.counted(opened.files)}]"
    )


def _form(record: ItemRecord, files: DrawFiles | None) -> None:
    opened, task = record.opened, record.opened.task
    form = record_form.drawn(record)
    start = forms.start(task.form, opened.item.answers, head_count=opened.unit.headcount)
    raw = record_form.started(record, {**start, page.STATUS: opened.item.status.value}, form)
    on_change = partial(record_form.keep, record, form)
    is_nil = _status(record, form, raw, on_change) == WorkStatus.NIL
    typed = record_form.typed(record, form)
    typed = {**raw, **{key: value for key, value in typed.items() if value is not None}}
    problems = record_form.problems(record, typed)
    hidden = task.form.figures if is_nil else ()
    shown = forms.visible(task.form, typed, without=hidden)
    fields.draw_fields(
        shown, raw, key_prefix=form.prefix, on_change=on_change,
        problems=_problem_words(opened, problems),
        worked=forms.worked_out(task.form, typed), files=files,
    )  # fmt: skip
    taken_over.draw(record.campaign, shown, form, on_change)
    reason = str((opened.draft.answers if opened.draft else {}).get(page.LOWER_REASON) or "")
    if reason or any(fault.reason == "lower_total" for fault in problems.values()):
        key = f"{form.prefix}_{page.LOWER_REASON}"
        st.session_state.setdefault(key, reason)
        st.text_area("Lý do giảm số lũy kế", key=key, on_change=on_change, height=80)
    record_form.draw_end(record, form)


def _problem_words(opened: OpenedItem, problems: Mapping[str, Fault]) -> dict[str, str]:
    """What to say under each question; of files what holds now, since they are kept at once."""
    item, asked = opened.item, opened.task.form.files
    told = {key: fault.words for key, fault in problems.items()}
    for field in asked:
        told.pop(field.key, None)
        is_told = item.status == WorkStatus.DONE or field.key in problems
        if is_told and field.required and not item.files.get(field.key):
            lacks = Invalid("file_needed", field=field.label, key=field.key)
            told[field.key] = text.sentence(lacks)
    return told


def _status(
    record: ItemRecord, form: DrawnForm, raw: Mapping[str, object], on_change: Callable[[], None]
) -> str:
    """The choice of a status, with what stands in it."""
    item, task = record.opened.item, record.opened.task
    statuses = [
        status.value
        for status in WorkStatus
        if status != WorkStatus.NIL or task.nil_allowed or item.status == WorkStatus.NIL
    ]
    key = f"{form.prefix}_{page.STATUS}"
    if key not in st.session_state:
        status = str(raw.get(page.STATUS) or item.status.value)
        st.session_state[key] = status if status in statuses else statuses[0]
    st.segmented_control(
        "Trạng thái",
        statuses,
        key=key,
        format_func=lambda value: text.WORK_STATUSES[WorkStatus(value)],
        on_change=on_change,
        required=True,
    )
    return str(st.session_state[key])


def _read_only(actor: Actor, opened: OpenedItem) -> None:
    item = opened.item
    status = f"**Trạng thái:** {text.WORK_STATUSES[item.status]}"
    files = evidence.told(actor, opened.unit, opened.task)
    answers = fields.answered(opened.task.form, item.answers, files)
    st.markdown("  \n".join([status, *answers]))
    if item.return_reason:
        st.caption(f":material/undo: Lần trước bị trả lại: {plain(item.return_reason)}")


def _steps(actor: Actor, campaign: Campaign, opened: OpenedItem) -> None:
    if not campaign.takes_reports:
        return
    item, unit_id = opened.item, opened.unit.unit_id
    target = [Target(unit_id, item.task_id, item.version)]
    if item.verification == Verification.SENT and access.can(
        actor, Action.ITEM_RECALL, unit_id=unit_id
    ):
        ask(
            "Thu hồi",
            "undo",
            "Nhiệm vụ mở lại để đơn vị sửa; sửa xong phải gửi lại.",
            confirm="Thu hồi nhiệm vụ này",
            key=f"recall_item_{opened.task.code}",
            act=page.step,
            args=(campaign, target, Step.RECALL),
        )
    ready = item.verification in _EDITABLE and opened.is_ready and not opened.draft
    if ready and not opened.is_reworked:
        st.caption(f":material/info: {text.SENTENCES['Refused']['unchanged']}")
        return
    if ready and access.can(actor, Action.ITEM_SEND, unit_id=unit_id):
        st.button(
            "Gửi Văn phòng",
            key=f"send_item_{opened.task.code}",
            icon=":material/send:",
            on_click=page.step,
            args=(campaign, target, Step.SEND),
        )


def _history(actor: Actor, opened: OpenedItem) -> None:
    def read() -> list[HistoryLine]:
        entries = checklist.item_history(
            session.db(), actor, unit_id=opened.unit.unit_id, task_id=opened.task.task_id
        )
        told = evidence.history(actor, opened.unit, opened.task)
        told += talk.history(actor, opened.unit, opened.task)
        return told + [
            history_line(
                entry.done_at, text.HISTORY_STEPS[entry.step], entry.done_by_name or SYSTEM,
                text.WORK_STATUSES[entry.status],
                forms.figure(opened.task.form, entry.answers), entry.note,
            )
            for entry in entries
        ]  # fmt: skip

    record = f"{opened.unit.unit_id}/{opened.task.code}"
    unfold("Lịch sử xử lý", read, key="item_history", actor=actor, record=record)
