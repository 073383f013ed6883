"""The nomination that is open on a unit's page: its form's services, and the unit's steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import Subject
from lib.services.nominations import nomination_edits, nomination_steps, nominations
from lib.services.nominations.empty_forms import EMPTY_FORMS
from lib.services.nominations.nomination_acts import Target
from lib.services.nominations.nomination_edits import Saved
from lib.services.nominations.nominations import OpenedNomination
from lib.ui.evidence import evidence_state
from lib.ui.kit import session
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import FormRecord, Kept, Raw
from lib.ui.kit.step_acts import act_of, mark

OPEN, SUBJECT = "nomination", "subject"
"""What stands in the address: which nomination is open, and which form an unsaved one has."""
SLOT: Final = Slot("nomination", (OPEN, SUBJECT))
_FRAGMENTS: Final = ("nomination", "nominations")


@dataclass(frozen=True, slots=True)
class NominationRecord(FormRecord):
    """One nomination of the unit, as the form edits it."""

    campaign: Campaign
    opened: OpenedNomination
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "nomination"
    right: ClassVar[Action] = Action.NOMINATION_EDIT

    def redrawn(self, actor: Actor) -> Sequence[str]:
        evidence_state.let_go()
        return _FRAGMENTS

    @property
    def key(self) -> str:
        return str(self.opened.nomination.nomination_id)

    @property
    def mark(self) -> str:
        return mark(self.opened.nomination.nomination_id)

    @property
    def title(self) -> str:
        return self.opened.nomination.name

    @property
    def version(self) -> int:
        return self.opened.nomination.version

    @property
    def form(self) -> Form:
        return self.opened.asked

    @property
    def draft(self) -> Kept | None:
        return self.opened.draft

    @property
    def other(self) -> Other:
        return Other(self.opened.nomination.saved_by_name, self.opened.nomination.saved_at)

    @property
    def answers(self) -> Mapping[str, Value]:
        return self.opened.nomination.answers

    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        found = self.opened.nomination
        return nomination_edits.keep_draft(
            session.db(), actor, self.campaign, nomination_id=found.nomination_id,
            subject=found.subject, seen_version=seen, raw=raw,
        )  # fmt: skip

    def drop(self, actor: Actor) -> None:
        nomination_edits.drop_draft(session.db(), actor, self.opened.nomination.nomination_id)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        found = self.opened.nomination
        return nomination_edits.save_nomination(
            session.db(), actor, self.campaign, act_id=act_id, nomination_id=found.nomination_id,
            subject=found.subject, seen_version=seen, raw=raw,
        )  # fmt: skip


def open_nomination(nomination_id: UUID | None) -> None:
    """Make a nomination the open one, in the address too; None closes it."""
    SLOT.open(nomination=nomination_id)


def open_unsaved(actor: Actor, nomination_id: UUID, subject: Subject) -> None:
    """The same for the form of one that nobody has saved."""
    EMPTY_FORMS.remember(actor, nomination_id)
    SLOT.open(nomination=nomination_id, subject=subject)


def asked() -> tuple[UUID | None, Subject | None]:
    """What is open; what the address says wrongly counts as nothing."""
    named = SLOT.asked()
    try:
        nomination_id = UUID(named.get(OPEN, ""))
    except ValueError:
        return None, None
    given = named.get(SUBJECT)
    return nomination_id, Subject(given) if given in set(Subject) else None


def is_begun(actor: Actor, campaign: Campaign, nomination_id: UUID) -> bool:
    """Whether what nobody has saved was begun by the actor, or is a draft of theirs."""
    if EMPTY_FORMS.is_begun(actor, nomination_id):
        return True
    drafts = nominations.own_drafts(session.db(), actor, campaign)
    return any(one.nomination_id == nomination_id for one in drafts)


def step(
    campaign: Campaign,
    targets: Sequence[Target],
    taken: Step,
    done: str,
    *,
    note_key: str | None = None,
) -> None:
    """Callback: one step of the unit on one nomination or several.

    Args:
        done: what is said afterwards; {count} is how many there were.
        note_key: the widget in which a reason was typed.
    """
    actor = session.require(Action.NOMINATION_EDIT)
    note = st.session_state.get(note_key, "") if note_key else ""
    SLOT.step(
        lambda: nomination_steps.take_step(
            session.db(), actor, campaign, act_id=act_of(taken, targets), step=taken,
            targets=targets, note=note,
        ),
        done,
        fragments=_FRAGMENTS,
    )  # fmt: skip
