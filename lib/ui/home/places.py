"""Where each thing that waits is worked on: its page, and what stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lib import text
from lib.domain.desk import Kind, Waiting
from lib.domain.summary import Slice
from lib.ui.awards import council_state
from lib.ui.checklist import checklist_state, inbox, narrowing
from lib.ui.documents import document_state
from lib.ui.evaluation import desk_list, evaluation_records
from lib.ui.kit.filters import Filters
from lib.ui.nominations import nomination_list, nomination_state, review
from lib.ui.reports import summary_figures

Params = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A page below pages/, and how it is asked for one thing and for all of a pile.

    Attributes:
        icon: of the pile.
        one: what opens one; a page that does not name its records in the address has none.
        whole: what shows the pile whole.
    """

    page: str
    icon: str
    one: Callable[[Waiting], Params] = field(default=lambda _: {})
    whole: Params = field(default_factory=dict)


def _filtered(filters: Filters, name: str) -> Params:
    return {filters.param: name}


def _task(name: str, icon: str) -> Place:
    whole = _filtered(narrowing.FILTERS, name)
    return Place(
        "unit/checklist", icon, lambda one: {**whole, checklist_state.ITEM: one.key}, whole
    )


def _report(name: str, icon: str) -> Place:
    whole = _filtered(inbox.FILTERS, name)
    return Place(
        "office/verification",
        icon,
        lambda one: {**whole, inbox.UNIT: one.unit_code, inbox.ITEM: one.key},
        whole,
    )


def _own_nomination(icon: str) -> Place:
    whole = _filtered(nomination_list.FILTERS, "can-lam")
    return Place(
        "unit/nominations", icon, lambda one: {**whole, nomination_state.OPEN: one.key}, whole
    )


def _document(icon: str) -> Place:
    return Place("shared/documents", icon, lambda one: {document_state.OPEN: one.key})


def _evaluation(name: str) -> Place:
    whole = _filtered(desk_list.FILTERS, name)
    return Place(
        "office/evaluation",
        "rate_review",
        lambda one: {**whole, evaluation_records.UNIT: one.unit_code},
        whole,
    )


_LATE: Final = {summary_figures.SLICE: text.SLICES[Slice.OVERDUE]}
_SENT: Final = _filtered(review.FILTERS, "cho-tiep-nhan")

PLACES: Final[Mapping[Kind, Place]] = {
    Kind.RETURNED: _task("can-lam", "undo"),
    Kind.ASKED: _task("can-lam", "forum"),
    Kind.OVERDUE: _task("qua-han", "event_busy"),
    Kind.DUE_SOON: _task("can-lam", "event_upcoming"),
    Kind.DOCUMENTS: _document("mark_email_unread"),
    Kind.READY: _task("du-gui", "send"),
    Kind.DRAFTED: _task(narrowing.ALL, "edit_note"),
    Kind.OWN_TASKS: Place("unit/checklist", "checklist"),
    Kind.DOCUMENTS_TO_READ: _document("menu_book"),
    Kind.NOMINATIONS_RETURNED: _own_nomination("undo"),
    Kind.NOMINATIONS_DRAFTED: _own_nomination("star"),
    Kind.EVALUATION_RETURNED: Place("unit/evaluation", "grading"),
    Kind.TO_RECEIVE: _report("cho-tiep-nhan", "inbox"),
    Kind.TO_VERIFY: _report("da-tiep-nhan", "fact_check"),
    Kind.ANSWERS: _report(inbox.TALKED, "chat"),
    Kind.DOCUMENTS_OPEN: _document("mark_email_unread"),
    Kind.OPINIONS: Place("office/opinions", "forum"),
    Kind.NOTICES: Place("shared/notices", "report"),
    Kind.FINDINGS: Place("office/quality", "search_activity"),
    Kind.NOMINATIONS_SENT: Place(
        "office/review", "star", lambda one: {**_SENT, review.OPEN: one.key}, _SENT
    ),
    Kind.NOMINATIONS_CHECKED: Place("council/meeting", "groups"),
    Kind.NOMINATIONS_VOTED: Place("office/decisions", "gavel"),
    Kind.NOMINATIONS_AWARDED: Place("office/decisions", "gavel"),
    Kind.MEETINGS: Place("council/meeting", "groups", lambda one: {council_state.OPEN: one.key}),
    Kind.EVALUATIONS_SENT: _evaluation("cho-van-phong"),
    Kind.EVALUATIONS_PROPOSED: _evaluation("cho-ket-luan"),
    Kind.CONFIRMATIONS: Place("admin/confirmations", "how_to_reg"),
    Kind.LATE_UNITS: Place(
        "shared/summary",
        "warning",
        lambda one: {**_LATE, summary_figures.UNIT: one.unit_code},
        _LATE,
    ),
}
