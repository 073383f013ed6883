"""The item that is open on a unit's checklist: its form's services, and the steps of its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.checklist import Report
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Difference, Form
from lib.domain.workflow import Step, WorkStatus
from lib.services.checklist import checklist, verification
from lib.services.checklist.checklist import OpenedItem, Saved
from lib.services.checklist.item_acts import Target
from lib.ui.checklist import narrowing
from lib.ui.evidence import evidence_state
from lib.ui.kit import session
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import Kept, Raw, Record
from lib.ui.kit.step_acts import act_of

ITEM: Final = "item"
"""What stands in the address: the code of the open item's task."""
SLOT: Final = Slot("checklist", (ITEM,))
FILES: Final = "files"
"""The fragment of the open item's evidence."""
STATUS, LOWER_REASON = "status", "lower_reason"
_STEPS: Final = {
    Step.SEND: (Action.ITEM_SEND, "Đã gửi Văn phòng {count} nhiệm vụ"),
    Step.RECALL: (Action.ITEM_RECALL, "Đã thu hồi {count} nhiệm vụ"),
}


@dataclass(frozen=True, slots=True)
class ItemRecord(Record):
    """One task of the unit, as the form edits it."""

    campaign: Campaign
    opened: OpenedItem
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "item"
    right: ClassVar[Action] = Action.ITEM_SAVE

    def redrawn(self, actor: Actor) -> Sequence[str]:
        """The filters stand apart from item and list, and count what a save may have moved."""
        unit_id, code = self.opened.unit.unit_id, self.opened.task.code
        now = checklist.opened_item(
            session.db(), actor, self.campaign, unit_id=unit_id, task_code=code
        )
        same = narrowing.kept_by(self.opened.line) == narrowing.kept_by(now.line)
        files = (FILES,) if evidence_state.let_go() else ()
        return files if same else (*files, *narrowing.FRAGMENTS)

    @property
    def key(self) -> str:
        return self.opened.task.code

    @property
    def title(self) -> str:
        return self.opened.task.code

    @property
    def version(self) -> int:
        return self.opened.item.version

    @property
    def form(self) -> Form:
        return self.opened.task.form

    @property
    def draft(self) -> Kept | None:
        return self.opened.draft

    @property
    def other(self) -> Other:
        return Other(self.opened.item.saved_by_name, self.opened.item.saved_at)

    @property
    def stored(self) -> Raw:
        item = self.opened.item
        return {**forms.start(self.form, item.answers), STATUS: item.status.value}

    @property
    def answers(self) -> Mapping[str, Value]:
        return self.opened.item.answers

    @property
    def besides(self) -> Raw:
        return {STATUS: self.opened.item.status.value, LOWER_REASON: ""}

    def differences(self, mine: Raw) -> list[Difference]:
        item = self.opened.item
        parsed = forms.parse_answers(self.form, mine, complete=False, held=item.answers)
        rows = forms.differences(self.form, parsed, item.answers)
        if mine[STATUS] != item.status.value:
            words = text.WORK_STATUSES[WorkStatus(str(mine[STATUS]))]
            theirs = text.WORK_STATUSES[item.status]
            rows.insert(0, Difference(STATUS, "Trạng thái", words, theirs))
        return rows

    def is_stored(self, raw: Raw) -> bool:
        """As for the second of two quick clicks."""
        item = self.opened.item
        if self.draft or raw.get(STATUS) != item.status.value:
            return False
        return forms.says_the_same(self.form, raw, item.answers)

    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        return checklist.keep_draft(
            session.db(), actor, self.campaign, **self._item, seen_version=seen, raw=raw
        )

    def drop(self, actor: Actor) -> None:
        checklist.drop_draft(session.db(), actor, self.campaign, **self._item)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        report = Report(raw.get(STATUS), raw, raw.get(LOWER_REASON) or "")
        return checklist.save_item(
            session.db(), actor, self.campaign, act_id=act_id, **self._item, seen_version=seen,
            report=report,
        )  # fmt: skip

    @property
    def _item(self) -> Mapping[str, Any]:
        return {"unit_id": self.opened.unit.unit_id, "task_code": self.opened.task.code}


def open_item(code: str | None) -> None:
    """Make an item the open one, in the address too; None closes it."""
    SLOT.open(item=code)


def asked() -> str | None:
    """The code of the open item's task."""
    return SLOT.asked().get(ITEM)


def forget_refusal() -> None:
    """A file was added or taken off, so what the last save lacked may hold no more."""
    SLOT.now.tell("")


def step(campaign: Campaign, targets: Sequence[Target], taken: Step) -> None:
    """Callback: send or recall, one item or all that are ready."""
    right, done = _STEPS[taken]
    actor = session.require(right)
    SLOT.step(
        lambda: verification.take_step(
            session.db(), actor, campaign, act_id=act_of(taken, targets), step=taken,
            targets=targets,
        ),
        done,
        fragments=(*narrowing.FRAGMENTS, FILES),
    )  # fmt: skip
