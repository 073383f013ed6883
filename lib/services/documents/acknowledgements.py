"""Units acknowledge documents of the Office, people read those of their unit, and who has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from lib.domain import access, documents
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import Acknowledgement, State, Version
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.list_choices import pages_of
from lib.domain.vietnamese import format_date, local_day
from lib.errors import Conflict, Invalid, NotFound, Problems, Refused
from lib.services import acts, clock
from lib.services.acts import Act
from lib.services.documents import document_forms, drafts, pending
from lib.services.documents import documents as reading
from lib.services.documents.document_edits import Saved
from lib.services.documents.drafts import Kind, Place
from lib.store import acknowledgements as store
from lib.store import documents as documents_store
from lib.store import units as units_store
from lib.store.acknowledgements import Reading, Standing
from lib.store.document_counts import Count
from lib.store.documents import Entry
from lib.store.engine.db import Database

PAGE_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Standings:
    """One page of the units that are to acknowledge a document.

    Attributes:
        rows: those asked for, in the agency's order.
        count: of all units of the document.
        pages: how many pages there are of what was asked for.
    """

    rows: tuple[Standing, ...]
    count: Count
    pages: int


def acknowledge(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    document_id: UUID,
    number: int,
    seen_version: int,
    raw: Mapping[str, object],
) -> Saved:
    """Say for the actor's unit that it has the document, and how many people know of it.

    Args:
        number: of the version that the person had before them, whatever is in force by now.
        seen_version: of what the unit has said of that version; 0 where it has said nothing.
    Raises:
        Problems: values that cannot be taken.
        NotFound: no such document goes to the unit.
        Conflict: somebody of the unit has said something since.
        Refused: it is not in force any more, or the campaign does not run.
    """
    intent = acts.intend(
        db, actor, Action.DOCUMENT_ACKNOWLEDGE, act_id=act_id, queue=campaign,
        unit_id=actor.unit_id,
    )  # fmt: skip

    def work(act: Act) -> Saved:
        entry = _addressed(act, document_id)
        version = _version(act, entry, number)
        answers = _parsed(act, raw)
        before = store.one(act.tx, document_id, number, actor.unit_id)
        before = before or Acknowledgement(document_id, number, actor.unit_id, {})
        if before.version != seen_version:
            raise Conflict("changed")
        said = replace(before, answers=answers, fingerprint=version.fingerprint)
        store.put(act.tx, said, campaign_id=campaign.campaign_id, author=act.author)
        drafts.forget(act.tx, actor, campaign, Place(Kind.ACKNOWLEDGEMENT, document_id))
        detail = {
            "number": version.content.name, "unit": actor.unit_name, "edition": number,
            "sha256": version.fingerprint, "people": said.told_count, "version": seen_version + 1,
        }  # fmt: skip
        act.tell("document.acknowledge", document_id, detail)
        return Saved(seen_version + 1, intent.now)

    return intent.carry_out(work, again=lambda _: Saved(seen_version + 1, intent.now))


def read_own(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    document_id: UUID,
    number: int,
) -> None:
    """Say that the actor has read that version of a document of their own unit.

    Raises:
        NotFound: their unit has none of that key.
        Refused: it is not in force any more, or the campaign does not run.
    """
    intent = acts.intend(
        db, actor, Action.DOCUMENT_ACKNOWLEDGE, act_id=act_id, queue=campaign,
        unit_id=actor.unit_id,
    )  # fmt: skip

    def work(act: Act) -> None:
        entry = documents_store.entry(act.tx, document_id)
        if entry is None or not entry.document.is_own or entry.document.unit_id != actor.unit_id:
            raise NotFound("document")
        if entry.document.campaign_id != campaign.campaign_id:
            raise NotFound("document")
        version = _version(act, entry, number)
        store.put_reading(
            act.tx, document_id, number, version.fingerprint, campaign_id=campaign.campaign_id,
            unit_id=actor.unit_id, author=act.author,
        )  # fmt: skip
        detail = {
            "number": version.content.name, "edition": number, "sha256": version.fingerprint,
        }  # fmt: skip
        act.tell("document.read", document_id, detail)

    intent.carry_out(work, again=acts.nothing)


def standings(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    document_id: UUID,
    *,
    is_missing: bool | None = None,
    page: int = 1,
    rows: int | None = None,
) -> Standings:
    """Which units have acknowledged a document of the Office, for the Office and the leaders.

    Args:
        is_missing: only those that have not, or only those that have.
        rows: how many stand on a page; None for as many as the actor has chosen.
    Raises:
        Denied: a unit knows only what it has said itself.
        NotFound: there is no such document.
    """
    access.check(actor, Action.DOCUMENT_OVERVIEW)
    line = reading.opened(db, actor, campaign, document_id).line
    count, today = line.count or Count(), clock.today()
    total = {None: count.units, True: count.missing, False: count.acknowledged}[is_missing]
    length = rows or actor.lists.page_rows(PAGE_ROWS)
    pages = pages_of(total, length)
    offset = (page - 1) * length if 1 <= page <= pages else 0
    found = db.read(
        lambda tx: store.standings(
            tx, campaign.campaign_id, document_id, today, is_missing=is_missing, limit=length,
            offset=offset,
        )
    )  # fmt: skip
    return Standings(tuple(found), count, pages)


def readings(
    db: Database, actor: Actor, campaign: Campaign, document_id: UUID
) -> Sequence[Reading]:
    """Who of the unit has read a document of its own, for whoever may publish it.

    Raises:
        Denied, NotFound: the actor may not know.
    """
    document = reading.opened(db, actor, campaign, document_id).line.document
    if not document.is_own:
        raise NotFound("document")
    access.check(actor, Action.DOCUMENT_PUBLISH_OWN, unit_id=document.unit_id)
    asked = max(document.asked, 1)
    return db.read(lambda tx: store.readings(tx, document_id, document.unit_id, asked))


def history(
    db: Database, actor: Actor, campaign: Campaign, document_id: UUID
) -> list[Acknowledgement]:
    """Every word of the actor's unit on the document, the newest first.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    access.check(actor, Action.DOCUMENT_ACKNOWLEDGE, unit_id=actor.unit_id)
    reading.opened(db, actor, campaign, document_id)
    return db.read(lambda tx: store.history(tx, document_id, actor.unit_id))


def _addressed(act: Act, document_id: UUID) -> Entry:
    entry = documents_store.entry(act.tx, document_id)
    unit = units_store.unit(act.tx, act.actor.unit_id, local_day(act.now))
    if (
        entry is None
        or unit is None
        or entry.document.is_own
        or entry.document.campaign_id != act.campaign.campaign_id
        or not pending.is_addressed(entry, unit)
    ):
        raise NotFound("document")
    return entry


def _version(act: Act, entry: Entry, number: int) -> Version:
    """The version that somebody had before them.

    Raises:
        Refused: the document is out of force, or the campaign does not run.
        NotFound: it was never published.
    """
    documents.check_running(act.state)
    if entry.document.state != State.PUBLISHED:
        raise Refused("document_state")
    versions = documents_store.versions(act.tx, entry.document.document_id)
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise NotFound("document")
    return found


def _parsed(act: Act, raw: Mapping[str, object]) -> Mapping[str, Value]:
    """The answers; nobody has been told in the future."""
    form = document_forms.acknowledgement()
    answers = forms.parse_answers(form, raw, complete=True)
    today = local_day(act.now)
    if str(answers.get(documents.TOLD_ON, "")) > today.isoformat():
        label = next(one.label for one in form.fields if one.key == documents.TOLD_ON)
        late = Invalid(
            "date_too_late", field=label, key=documents.TOLD_ON, limit=format_date(today)
        )
        raise Problems([late])
    return answers
