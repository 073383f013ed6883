"""The document that is open on the page: its forms' services, and the acts of its buttons."""

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
from lib.services.documents import (
    acknowledgements,
    document_acts,
    document_edits,
    document_forms,
    documents,
    drafts,
)
from lib.services.documents.document_acts import Target
from lib.services.documents.document_edits import Saved
from lib.services.documents.documents import Opened
from lib.services.documents.drafts import Kind, Place
from lib.ui.kit import session
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import FormRecord, Kept, Raw
from lib.ui.kit.step_acts import mark

OPEN, NEW, EDIT = "van_ban", "moi", "sua"
"""What stands in the address: the open document, what an unsaved one is, whether it is edited."""
FOR_UNITS, FOR_OWN = "don_vi", "noi_bo"
SLOT: Final = Slot("documents", (OPEN, NEW, EDIT))
FRAGMENTS: Final = ("document", "documents")


@dataclass(frozen=True, slots=True)
class DocumentRecord(FormRecord):
    """What is being prepared of a document of the Office."""

    campaign: Campaign
    opened: Opened
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "document"
    right: ClassVar[Action] = Action.DOCUMENT_PUBLISH

    def redrawn(self, _actor: Actor) -> Sequence[str]:
        return FRAGMENTS

    @property
    def place(self) -> Place:
        document = self.opened.line.document
        return drafts.of_document(document.document_id, is_own=document.is_own)

    @property
    def key(self) -> str:
        return str(self.opened.line.document.document_id)

    @property
    def mark(self) -> str:
        return mark(self.place)

    @property
    def title(self) -> str:
        return self.opened.line.entry.content.name

    @property
    def version(self) -> int:
        return self.opened.line.document.version

    @property
    def form(self) -> Form:
        if self.opened.form is None:
            raise ValueError("the viewer may not prepare this document")
        return self.opened.form

    @property
    def draft(self) -> Kept | None:
        return self.opened.draft

    @property
    def other(self) -> Other:
        working = self.opened.line.entry.working
        return Other(
            working.saved_by_name if working else None, working.saved_at if working else None
        )

    @property
    def answers(self) -> Mapping[str, Value]:
        said = document_acts.prepared(self.opened.line.entry).answers
        return document_forms.fitting(self.form, said)

    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        return drafts.keep(
            session.db(), actor, self.campaign, self.place, self.form, self.answers,
            seen_version=seen, raw=raw,
        )  # fmt: skip

    def drop(self, actor: Actor) -> None:
        drafts.drop(session.db(), actor, self.campaign, self.place)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        document = self.opened.line.document
        return document_edits.save(
            session.db(), actor, self.campaign, act_id=act_id, raw=raw,
            target=Target(document.document_id, document.is_own, seen),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnDocumentRecord(DocumentRecord):
    """The same of a unit's own."""

    noun: ClassVar[str] = "own_document"
    right: ClassVar[Action] = Action.DOCUMENT_PUBLISH_OWN


@dataclass(frozen=True, slots=True)
class AnswerRecord(FormRecord):
    """What the viewer's unit says of the version that is before them."""

    campaign: Campaign
    opened: Opened
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "acknowledgement"
    right: ClassVar[Action] = Action.DOCUMENT_ACKNOWLEDGE
    saves: ClassVar[str] = "Xác nhận"

    def redrawn(self, _actor: Actor) -> Sequence[str]:
        return FRAGMENTS

    @property
    def place(self) -> Place:
        return Place(Kind.ACKNOWLEDGEMENT, self.opened.line.document.document_id)

    @property
    def number(self) -> int:
        """Of the version that is acknowledged, or of which something is said anew."""
        said = self.opened.line.said
        return said.number if said else self.opened.line.document.current

    @property
    def key(self) -> str:
        return f"{self.opened.line.document.document_id}_{self.number}"

    @property
    def mark(self) -> str:
        return mark((self.place, self.number))

    @property
    def title(self) -> str:
        return self.opened.line.entry.content.name

    @property
    def version(self) -> int:
        return self.opened.line.said.version if self.opened.line.said else 0

    @property
    def form(self) -> Form:
        return self.opened.answer_form

    @property
    def draft(self) -> Kept | None:
        return self.opened.answer_draft

    @property
    def other(self) -> Other:
        said = self.opened.line.said
        return Other(said.given_by_name if said else None, said.given_at if said else None)

    @property
    def answers(self) -> Mapping[str, Value]:
        return self.opened.line.said.answers if self.opened.line.said else {}

    def is_stored(self, raw: Raw) -> bool:
        return bool(self.version) and forms.says_the_same(self.form, raw, self.answers)

    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        return drafts.keep(
            session.db(), actor, self.campaign, self.place, self.form, self.answers,
            seen_version=seen, raw=raw,
        )  # fmt: skip

    def drop(self, actor: Actor) -> None:
        drafts.drop(session.db(), actor, self.campaign, self.place)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        return acknowledgements.acknowledge(
            session.db(), actor, self.campaign, act_id=act_id, number=self.number,
            document_id=self.opened.line.document.document_id, seen_version=seen, raw=raw,
        )  # fmt: skip


def record_of(campaign: Campaign, opened: Opened) -> DocumentRecord:
    """The form in which the document is prepared."""
    kind = OwnDocumentRecord if opened.line.document.is_own else DocumentRecord
    return kind(campaign, opened)


def target_of(opened: Opened) -> Target:
    """The document at the version that is shown."""
    document = opened.line.document
    return Target(document.document_id, document.is_own, document.version)


def open_document(document_id: UUID | None, *, is_edited: bool = False) -> None:
    """Make a document the open one, in the address too; None closes it."""
    SLOT.open(**{OPEN: document_id, EDIT: "1" if is_edited else None})


def open_new(*, is_own: bool) -> None:
    """The same for the empty form of a document to come."""
    new = FOR_OWN if is_own else FOR_UNITS
    open_unsaved(documents.new_document_id(), new)


def open_unsaved(document_id: UUID, new: str) -> None:
    """The same for one that was begun and never saved."""
    SLOT.open(**{OPEN: document_id, NEW: new})


def take(
    work: Callable[[], None], done: str, *, then: Mapping[str, object] | None = None
) -> None:  # fmt: skip
    """In a callback: do the act, say so, and draw list and record anew.

    Args:
        then: what is open afterwards, by the names in the address; None leaves it so.
    """

    def counted() -> int:
        work()
        return 1

    if SLOT.step(counted, done) and then is not None:
        notice = SLOT.now.notice
        SLOT.open(**then).tell(notice)
    st.rerun([*FRAGMENTS])
