"""The record of a plan that is open in the builder: its form's services, and what else is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.plan_drafts import HEAD, RULES, WORDS, Name, Part
from lib.services.building import edits
from lib.services.building.drafts import OpenRecord
from lib.services.building.edits import Saved
from lib.text import plan_drafts as words
from lib.ui.kit import session
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import FormRecord, Kept, Raw
from lib.ui.kit.step_acts import mark

OPEN: Final = "muc"
"""What stands in the address: the open record, as "task/II.1.1"."""
SLOT: Final = Slot("builder", (OPEN,))
RIGHT: Final = Action.CAMPAIGN_LOAD
VIEW: Final = "builder_view"
CHECK: Final = "Kiểm tra, áp dụng"
VIEWS: Final = (*words.TABS.values(), CHECK)
ONES: Final = {
    Part.HEAD: Name(Part.HEAD, HEAD), Part.WORDS: Name(Part.WORDS, WORDS),
    Part.RULES: Name(Part.RULES, RULES),
}  # fmt: skip
_SHOWN_CODES: Final = (Part.PASSAGE, Part.GROUP, Part.TASK)


@dataclass(frozen=True, slots=True)
class PlanRecord(FormRecord):
    """One record of the draft."""

    campaign: Campaign
    opened: OpenRecord
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "plan_record"
    right: ClassVar[Action] = RIGHT

    def redrawn(self, _actor: Actor) -> Sequence[str]:
        return ()

    @property
    def key(self) -> str:
        return address(self.opened.name)

    @property
    def mark(self) -> str:
        return mark(self.key)

    @property
    def title(self) -> str:
        return title_of(self.opened)

    @property
    def version(self) -> int:
        return self.opened.version

    @property
    def form(self) -> Form:
        return self.opened.form

    @property
    def draft(self) -> Kept | None:
        return self.opened.draft

    @property
    def other(self) -> Other:
        last = self.opened.changed
        return Other(last.saved_by_name, last.saved_at) if last else Other(None, None)

    @property
    def answers(self) -> Mapping[str, Value]:
        return self.opened.answers

    def is_stored(self, raw: Raw) -> bool:
        return self.draft is None and forms.says_the_same(self.form, raw, self.answers)

    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        return edits.keep_typed(
            session.db(), actor, self.campaign, name=self.opened.name, seen_version=seen, raw=raw
        )

    def drop(self, actor: Actor) -> None:
        edits.drop_typed(session.db(), actor, self.campaign, self.opened.name)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        return edits.save(
            session.db(), actor, self.campaign, act_id=act_id, name=self.opened.name,
            seen_version=seen, raw=raw,
        )  # fmt: skip


def address(name: Name) -> str:
    return f"{name.part.value}/{name.code}"


def asked() -> Name | None:
    """The record in the address; what is none counts as nothing."""
    part, _, code = SLOT.asked().get(OPEN, "").partition("/")
    return Name(Part(part), code) if part in set(words.TABS) and code else None


def title_of(one: OpenRecord) -> str:
    """What a record is called: "II.1.1 Hội nghị cử tri"."""
    if one.name.part.is_one:
        return words.PARTS[one.name.part]
    if one.name.part not in _SHOWN_CODES:
        return words.named(one.name, one.body)
    return f"{one.name.code} {one.body.get('short_title', '')}".rstrip()


def show(name: Name | None) -> None:
    """Callback: open a record, in the part it stands in; None closes the open one."""
    session.require(RIGHT)
    SLOT.open(**({OPEN: address(name)} if name else {}))
    if name is not None:
        st.session_state[VIEW] = words.TABS[name.part]


def step(work: Callable[[Actor], object], done: str) -> bool:
    """Carry out an act of a callback; whether it was done."""
    actor = session.require(RIGHT)

    def one() -> int:
        work(actor)
        return 1

    return SLOT.step(one, done)
