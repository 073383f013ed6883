"""Reading documents: all of the Office's for the Office and leaders, a unit's for its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import Acknowledgement, Document, State, Version
from lib.domain.forms import forms
from lib.domain.forms.forms import Form
from lib.domain.units import Unit
from lib.domain.vietnamese import search_key
from lib.errors import NotFound, Problems
from lib.services import clock
from lib.services.checklist import kept
from lib.services.documents import document_forms, drafts, pending
from lib.services.documents.drafts import Kind, Place
from lib.store import documents as store
from lib.store.document_counts import Count
from lib.store.documents import DocumentEntry, Entry
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id
from lib.store.item_drafts import Draft

WORDS_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A document as the viewer may know it.

    Attributes:
        count: how far it has come; None for a unit, and of a unit's own document.
        said: what the viewer's unit has said that counts.
        waits: the viewer is to acknowledge or to read it.
    """

    entry: Entry
    count: Count | None = None
    said: Acknowledgement | None = None
    waits: bool = False

    @property
    def document(self) -> Document:
        return self.entry.document

    @property
    def due_on(self) -> date | None:
        """The day by which units were to spread it, while it is in force."""
        is_out = self.document.state == State.PUBLISHED
        return self.entry.content.due_on if is_out else None

    @property
    def missing(self) -> int:
        """How many units have not acknowledged it, as far as the viewer may know."""
        return self.count.missing if self.count else 0


@dataclass(frozen=True, slots=True)
class Board:
    """The viewer's documents; what waits for them first, then what is prepared, then the newest.

    Attributes:
        may_publish, may_publish_own: for units, or to the viewer's own people.
        sees_all: whether the viewer knows how far each has come.
    """

    lines: tuple[Line, ...]
    may_publish: bool
    may_publish_own: bool
    sees_all: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One document with what the viewer may do about it.

    Attributes:
        form: of what is prepared; None for who may not prepare anything.
        draft: what the viewer has typed there and not saved.
        versions: all that were published, the newest first.
        answer_form, answer_draft: for the acknowledgement of the viewer's unit.
    """

    line: Line
    publisher: Unit
    form: Form | None
    draft: Draft | None
    versions: tuple[Version, ...]
    answer_form: Form
    answer_draft: Draft | None


def new_document_id() -> UUID:
    """The key of a document to come: made when its empty form is opened."""
    return new_id()


def board(db: Database, actor: Actor, campaign: Campaign, sought: str = "") -> Board:
    """All that the actor may know of.

    Args:
        sought: words in number, issuer, abstract or the text of the file, with or without accents.
    """
    access.check(actor, Action.DOCUMENT_VIEW)
    lines = _lines(db, actor, campaign.campaign_id)
    words = search_key(sought).split()[:WORDS_LIMIT]
    if words:
        found = db.read(lambda tx: _matching(tx, campaign.campaign_id, words))
        lines = [
            one for one in lines if one.document.document_id in found[one.entry.working is None]
        ]
    lines.sort(key=lambda one: not one.waits)
    return Board(
        tuple(lines),
        access.can(actor, Action.DOCUMENT_PUBLISH),
        access.can(actor, Action.DOCUMENT_PUBLISH_OWN, unit_id=actor.unit_id),
        sees_all(actor),
    )


def opened(db: Database, actor: Actor, campaign: Campaign, document_id: UUID) -> Opened:
    """One document.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    access.check(actor, Action.DOCUMENT_VIEW)
    line = next(
        (
            one
            for one in _lines(db, actor, campaign.campaign_id)
            if one.document.document_id == document_id
        ),
        None,
    )
    if line is None:
        raise NotFound("document")
    document = line.document
    form = form_of(db, document) if may_prepare(actor, document) else None
    place = drafts.of_document(document_id, is_own=document.is_own)
    answer = Place(Kind.ACKNOWLEDGEMENT, document_id)
    publisher = kept.unit(db, document.unit_id, clock.today())

    def read(tx: Reader) -> Opened:
        return Opened(
            line, publisher, form, drafts.read(tx, actor, campaign, place) if form else None,
            tuple(store.versions(tx, document_id)), document_forms.acknowledgement(),
            drafts.read(tx, actor, campaign, answer),
        )  # fmt: skip

    return db.read(read)


def begun(
    db: Database, actor: Actor, campaign: Campaign, document_id: UUID, *, is_own: bool
) -> Opened:
    """A document that nobody has saved yet, with what the actor has typed of it."""
    document = Document(document_id, campaign.campaign_id, actor.unit_id, is_own)
    access.check(actor, document.right, unit_id=actor.unit_id)
    place = drafts.of_document(document_id, is_own=is_own)
    draft = db.read(lambda tx: drafts.read(tx, actor, campaign, place))
    publisher = kept.unit(db, actor.unit_id, clock.today())
    return Opened(
        Line(Entry(document, None, None)), publisher, form_of(db, document), draft, (),
        document_forms.acknowledgement(), None,
    )  # fmt: skip


def lacking(opened: Opened) -> list[str]:
    """What keeps the prepared version from going out, by the names of its questions."""
    working = opened.line.entry.working
    if working is None or opened.form is None:
        return []
    try:
        start = forms.start(opened.form, working.content.answers)
        forms.parse_answers(opened.form, start, complete=True)
    except Problems as found:
        return list(dict.fromkeys(str(one.facts["field"]) for one in found.problems))
    return []


def history(
    db: Database, actor: Actor, campaign: Campaign, document_id: UUID
) -> list[DocumentEntry]:
    """Every step of the document, the newest first, for those who may publish it.

    Raises:
        NotFound: there is none that the actor may publish.
    """
    line = opened(db, actor, campaign, document_id).line
    access.check(actor, line.document.right, unit_id=line.document.unit_id)
    return db.read(lambda tx: store.history(tx, document_id))


def form_of(db: Database, document: Document) -> Form:
    """What the next version of the document is asked."""
    return document_forms.document(
        document_forms.reporting(db), is_own=document.is_own, is_correction=document.current > 0
    )


def sees_all(actor: Actor) -> bool:
    """Whether the actor knows all that the Office publishes, and how far it has come."""
    return access.can(actor, Action.DOCUMENT_OVERVIEW)


def may_prepare(actor: Actor, document: Document) -> bool:
    """Whether the actor may publish it, and see what is being prepared."""
    return access.can(actor, document.right, unit_id=document.unit_id)


def known(
    entry: Entry | None, actor: Actor, campaign_id: UUID, unit: Unit
) -> Entry | None:  # fmt: skip
    """The entry as the actor may see it; None for what they may not know of.

    Args:
        unit: the actor's.
    """
    if entry is None or entry.document.campaign_id != campaign_id:
        return None
    if may_prepare(actor, entry.document):
        return entry
    if entry.published is None:
        return None
    if entry.document.is_own:
        is_theirs = entry.document.unit_id == actor.unit_id
        is_theirs &= access.can(actor, Action.DOCUMENT_ACKNOWLEDGE, unit_id=actor.unit_id)
    else:
        is_theirs = sees_all(actor) or pending.is_addressed(entry, unit)
    return replace(entry, working=None) if is_theirs else None


def _lines(db: Database, actor: Actor, campaign_id: UUID) -> list[Line]:
    unit = kept.unit(db, actor.unit_id, clock.today())
    counted: Mapping[UUID, Count] = {}
    if sees_all(actor):
        counted = pending.counts(db, campaign_id)
    said: Sequence[Acknowledgement] = ()
    read: set[tuple[UUID, int]] = set()
    is_member = access.can(actor, Action.DOCUMENT_ACKNOWLEDGE, unit_id=actor.unit_id)
    if is_member:
        said = pending.said_by(db, campaign_id, actor.unit_id)
        read = pending.read_by(db, campaign_id, actor.account_id)
    lines = []
    for entry in pending.entries(db, campaign_id):
        shown = known(entry, actor, campaign_id, unit)
        if shown is None:
            continue
        mine = pending.counting(shown, said)
        waits = is_member and mine is None and pending.is_asked(shown, unit)
        count = counted.get(shown.document.document_id, Count()) if sees_all(actor) else None
        lines.append(Line(shown, count, mine, waits))
    for entry in pending.own_entries(db, campaign_id, actor.unit_id):
        shown = known(entry, actor, campaign_id, unit)
        if shown is not None:
            waits = is_member and not pending.is_read(shown, read)
            lines.append(Line(shown, waits=waits))
    return lines


def _matching(tx: Reader, campaign_id: UUID, words: Sequence[str]) -> Mapping[bool, set[UUID]]:
    """The documents that hold the words: those in force, by False with what is prepared too."""
    published = store.published_matching(tx, campaign_id, words)
    return {True: published, False: published | store.prepared_matching(tx, campaign_id, words)}
