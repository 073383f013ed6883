"""The outline as a record: one text, kept while it is typed, compared when two people change it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.forms.forms import Difference, Form
from lib.services.closing import outline_edits
from lib.services.closing.outline_edits import SOURCE, OpenOutline, Saved
from lib.ui.kit import session
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import Kept, Raw, Record

SLOT: Final = Slot("outline")
LABEL: Final = "Bố cục và câu mẫu (YAML)"
# The text is no field: those have no room for it, and take its blanks for typing errors.
_FORM: Final = forms.form_from_data({"key": "outline", "version": 1, "fields": []})


@dataclass(frozen=True, slots=True)
class OutlineRecord(Record):
    """The campaign's outline as its editor edits it."""

    campaign: Campaign
    opened: OpenOutline
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "outline"
    right: ClassVar[Action] = Action.REPORT_EDIT

    def redrawn(self, _actor: Actor) -> Sequence[str]:
        return ()

    @property
    def key(self) -> str:
        return str(self.campaign.campaign_id)

    @property
    def title(self) -> str:
        return "bố cục"

    @property
    def version(self) -> int:
        return self.opened.version

    @property
    def form(self) -> Form:
        return _FORM

    @property
    def draft(self) -> Kept | None:
        return self.opened.draft

    @property
    def other(self) -> Other:
        return Other(self.opened.saved_by_name, self.opened.saved_at)

    @property
    def stored(self) -> Raw:
        return {SOURCE: self.opened.source}

    @property
    def besides(self) -> Raw:
        return {SOURCE: ""}

    def differences(self, mine: Raw) -> list[Difference]:
        changed = compared(self.opened.source, str(mine.get(SOURCE) or ""))
        if not changed:
            return []
        told = f"{len(changed)} dòng khác"
        return [Difference(SOURCE, LABEL, told, f"bản {self.version}")]

    def is_stored(self, raw: Raw) -> bool:
        return self.opened.draft is None and raw.get(SOURCE) == self.opened.source

    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        return outline_edits.keep_draft(
            session.db(), actor, self.campaign, seen_version=seen, source=str(raw.get(SOURCE) or "")
        )

    def drop(self, actor: Actor) -> None:
        outline_edits.drop_draft(session.db(), actor, self.campaign)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        return outline_edits.save(
            session.db(), actor, self.campaign, act_id=act_id, seen_version=seen,
            source=str(raw.get(SOURCE) or ""),
        )  # fmt: skip


def compared(stored: str, mine: str) -> list[str]:
    """The lines that differ, with "-" before those of the stored text and "+" before mine."""
    head = 2
    found = [*difflib.unified_diff(stored.splitlines(), mine.splitlines(), n=0)][head:]
    return [line for line in found if not line.startswith("@@")]
