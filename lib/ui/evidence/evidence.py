"""The evidence of an item or nomination: what there is, adding to it, looking at it in the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.evidence import EvidenceAct, EvidenceEntry
from lib.domain.forms.kinds import spec_of
from lib.domain.units import Unit
from lib.domain.workflow import WorkStatus
from lib.services.checklist.checklist import OpenedItem
from lib.services.evidence import evidence as service
from lib.services.evidence import evidence_holders
from lib.services.evidence.evidence import Listed
from lib.services.evidence.evidence_holders import Grant, Held, OfNomination
from lib.services.nominations.nominations import OpenedNomination
from lib.ui.evidence import evidence_state as page
from lib.ui.evidence import evidence_tools, evidence_view, file_question
from lib.ui.kit import session
from lib.ui.kit.field_widgets import DrawFiles
from lib.ui.kit.history import HistoryLine, history_line
from lib.web.evidence import zip_url

_MORE = "Xem, sửa, gỡ, dùng lại tệp"


def hint(opened: OpenedItem) -> None:
    """At once, what a finished item lacks; the plan of 2021 makes no file a condition."""
    if opened.item.status == WorkStatus.DONE and not opened.is_backed:
        st.warning(
            "Nhiệm vụ đã hoàn thành nhưng chưa có tệp hoặc đường dẫn minh chứng. Vẫn lưu và gửi "
            "được; nên bổ sung trước hạn.",
            icon=":material/attach_file:",
        )


def counted(files: int) -> str:
    """How many there are; apart from the part's title, which would fold it if it changed."""
    return f"{files} tệp minh chứng" if files else "chưa có tệp minh chứng"


def draw(
    actor: Actor,
    campaign: Campaign,
    unit: Unit,
    task: Task,
    *,
    may_edit: bool,
    redrawn: Sequence[str],
) -> None:
    """The files of an item in sight, with the way to add some; what is rarer is unfolded.

    Args:
        may_edit: whether the viewer may change the files now.
        redrawn: the fragments that tell of them.
    """
    listed = service.of_item(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
    held = evidence_holders.of_task(unit.unit_id, task)
    shown = Listed(
        listed.files,
        listed.removed if may_edit else (),
        Grant(unit.unit_id) if may_edit else None,
    )
    with st.container(border=True, key="item_evidence"):
        st.markdown("**Minh chứng**")
        _draw(
            actor,
            page.EvidencePanel(campaign, held, redrawn=redrawn, questions=task.form.files),
            shown,
            zip_url(campaign.code, unit_code=unit.code, task_code=task.code),
            labels(task),
        )


def asked(
    actor: Actor,
    campaign: Campaign,
    opened: OpenedItem,
    *,
    redrawn: Sequence[str],
    after: Callable[[], None],
) -> DrawFiles | None:
    """What draws a question for files in an item's form; None where the form has none.

    Args:
        redrawn: the fragments that tell of the files.
        after: called once files were added or taken off.
    """
    task, unit = opened.task, opened.unit
    if not task.form.files:
        return None
    listed = service.of_item(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
    held = evidence_holders.of_task(unit.unit_id, task)
    place = page.EvidencePanel(campaign, held, redrawn=redrawn, after=after)
    return partial(file_question.draw, place, listed.files)


def told(actor: Actor, unit: Unit, task: Task) -> dict[str, str]:
    """The files that answer an item's questions, to open, as Markdown by the question's key."""
    if not task.form.files:
        return {}
    listed = service.of_item(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
    return evidence_view.links(listed.files)


def labels(task: Task) -> dict[str | None, str]:
    """The questions for files that the task asks or asked, by their keys."""
    return {one.key: one.label for one in task.form.fields if spec_of(one).is_files}


def draw_shown(actor: Actor, campaign: Campaign, unit: Unit, task: Task) -> None:
    """The files themselves, for whoever checks a report: nothing to unfold or to choose first."""
    listed = service.of_item(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
    evidence_view.gallery(listed.files, questions=labels(task))
    if len(listed.files) > 1:
        address = zip_url(campaign.code, unit_code=unit.code, task_code=task.code)
        evidence_tools.zip_button(len(listed.files), address)
    place = page.EvidencePanel(campaign, evidence_holders.of_task(unit.unit_id, task))
    page.notices(page.begin(place))
    if unit.unit_id != actor.unit_id and access.can(
        actor, Action.EVIDENCE_RESTORE, unit_id=unit.unit_id
    ):
        evidence_tools.removed(place, listed.removed)


def draw_for_nomination(actor: Actor, campaign: Campaign, opened: OpenedNomination) -> None:
    """The same for a nomination's dossier; who may change which file is the services' to say."""
    found = opened.nomination
    with st.container(border=True, key="nomination_evidence"):
        st.markdown("**Tệp của hồ sơ**")
        if not found.version:
            st.caption(":material/save: Lưu đề nghị trước khi thêm tệp.")
            return
        listed = service.of_nomination(session.db(), actor, campaign, found.nomination_id)
        is_unit = listed.grant is not None and not listed.grant.is_late
        action = Action.NOMINATION_EDIT if is_unit else Action.NOMINATION_CHECK
        _draw(
            actor,
            page.EvidencePanel(
                campaign, OfNomination(campaign, found.nomination_id), "đề nghị", action, action
            ),
            listed,
            zip_url(campaign.code, nomination=found.nomination_id),
        )


def draw_nomination_shown(actor: Actor, campaign: Campaign, nomination_id: UUID) -> None:
    """The files of a dossier themselves, for whoever decides on it."""
    listed = service.of_nomination(session.db(), actor, campaign, nomination_id)
    evidence_view.gallery(listed.files, key=f"dossier_{nomination_id}")


def _draw(
    actor: Actor,
    place: page.EvidencePanel,
    listed: Listed,
    zip_address: str,
    questions: evidence_view.Labels = evidence_view.NO_LABELS,
) -> None:
    """The files, the way to add some, and folded away what is rarer."""
    now = page.begin(place)
    page.notices(now)
    evidence_view.thumbnails(listed.files, questions)
    if listed.grant:
        evidence_tools.adding(place, listed.grant, now)
    if not (listed.grant or listed.files or listed.removed):
        return
    with st.expander(_MORE, key="evidence_more", on_change="rerun") as part:
        if part.open:
            evidence_tools.rarer(actor, place, listed, zip_address)


def history(actor: Actor, unit: Unit, task: Task) -> list[HistoryLine]:
    """Each act on the item's evidence."""
    return _told(actor, evidence_holders.of_task(unit.unit_id, task), labels(task))


def nomination_history(
    actor: Actor, campaign: Campaign, opened: OpenedNomination
) -> list[HistoryLine]:
    """The same for a nomination's files."""
    return _told(actor, OfNomination(campaign, opened.nomination.nomination_id))


def _told(
    actor: Actor, held: Held, questions: evidence_view.Labels = evidence_view.NO_LABELS
) -> list[HistoryLine]:
    return [
        history_line(
            entry.done_at, text.EVIDENCE_ACTS[entry.act], entry.done_by_name,
            entry.title + (f" (bản {entry.revision_no})" if entry.revision_no > 1 else ""),
            _answer(entry, questions),
        )
        for entry in service.history_of(session.db(), actor, held)
    ]  # fmt: skip


def _answer(entry: EvidenceEntry, questions: evidence_view.Labels) -> str:
    """Which question the file answered from then on, where the act says so."""
    if entry.question:
        return f"trả lời “{questions.get(entry.question, entry.question)}”"
    is_untied = entry.question == "" and entry.act == EvidenceAct.RENAME and bool(questions)
    return "không trả lời câu hỏi nào" if is_untied else ""
