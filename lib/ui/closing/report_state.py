"""The report that is open on its page, and the part of it that is: the part as a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.forms.forms import Difference, Form
from lib.domain.reports.document import Line
from lib.services.closing import parts
from lib.services.closing.parts import OpenPart, Saved
from lib.ui.kit import session
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import Kept, Raw, Record
from lib.ui.kit.step_acts import mark

REPORT, PART, FIGURE = "bao_cao", "phan", "so"
"""What stands in the address: the report, its open part, the figure whose rows are shown."""
SLOT: Final = Slot("report", (REPORT, PART, FIGURE))
FRAGMENT: Final = "report"


@dataclass(frozen=True, slots=True)
class PartRecord(Record):
    """One part of a draft report, as its form edits it."""

    campaign: Campaign
    report_id: UUID
    opened: OpenPart
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "part"
    right: ClassVar[Action] = Action.REPORT_EDIT

    @property
    def line(self) -> Line:
        return self.opened.line

    def redrawn(self, _actor: Actor) -> Sequence[str]:
        return ()

    @property
    def key(self) -> str:
        return f"{self.report_id}_{mark(self.line.key)}"

    @property
    def mark(self) -> str:
        return mark((self.report_id, self.line.key))

    @property
    def title(self) -> str:
        return self.line.label or "câu này"

    @property
    def version(self) -> int:
        return self.line.version

    @property
    def form(self) -> Form:
        return parts.form(self.line.label or "Câu trong báo cáo")

    @property
    def draft(self) -> Kept | None:
        return self.opened.draft

    @property
    def other(self) -> Other:
        saved = self.opened.stored
        return Other(saved.saved_by_name, saved.saved_at) if saved else Other(None, None)

    @property
    def stored(self) -> Raw:
        return {parts.WORDS: self.line.words.text}

    @property
    def besides(self) -> Raw:
        return {parts.BASE: parts.base(self.line.words)}

    def differences(self, mine: Raw) -> list[Difference]:
        parsed = forms.parse_answers(self.form, mine, complete=False)
        return forms.differences(self.form, parsed, {parts.WORDS: self.line.words.text})

    def is_stored(self, raw: Raw) -> bool:
        words = str(raw.get(parts.WORDS) or "")
        return self.opened.draft is None and words.strip() == self.line.words.text.strip()

    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        return parts.keep_draft(
            session.db(), actor, self.campaign, report_id=self.report_id, part_key=self.line.key,
            seen_version=seen, raw=raw,
        )  # fmt: skip

    def drop(self, actor: Actor) -> None:
        parts.drop_draft(session.db(), actor, self.report_id, self.line.key)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        return parts.save(
            session.db(), actor, self.campaign, act_id=act_id, report_id=self.report_id,
            part_key=self.line.key, seen_version=seen, raw=raw,
        )  # fmt: skip


def open_part(key: str | None) -> None:
    """Callback: make a part of the open report the open one; None closes it."""
    session.require(Action.REPORT_VIEW)
    SLOT.open(bao_cao=SLOT.now.address.get(REPORT), phan=key)
    st.rerun([FRAGMENT])


def open_figure(name: str | None) -> None:
    """Callback: show the rows of a figure of the open part."""
    session.require(Action.REPORT_VIEW)
    address = SLOT.now.address
    now = SLOT.now
    now.address = {key: address[key] for key in (REPORT, PART) if key in address}
    if name is not None:
        now.address[FIGURE] = name
    st.rerun([FRAGMENT])
