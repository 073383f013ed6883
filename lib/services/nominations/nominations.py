"""Reading nominations: a page of a list, one with its dossier, its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from lib.domain import access, dossier, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.dossier import Meter, Part
from lib.domain.forms.forms import Form
from lib.domain.list_choices import pages_of, rows_before
from lib.domain.nomination_workflow import State, Step, states_before
from lib.domain.nominations import Nomination, Subject
from lib.domain.units import Unit
from lib.domain.vietnamese import search_key
from lib.errors import NotFound
from lib.services import clock
from lib.services.checklist import item_acts, kept
from lib.services.nominations import discretion, nomination_acts, nomination_forms
from lib.store import nomination_drafts as drafts_store
from lib.store import nominations as store
from lib.store.engine.db import Database, Reader
from lib.store.nomination_drafts import Draft
from lib.store.nominations import NominationEntry, Wanted

PAGE_ROWS = 50
MOST_SENT = 200
"""How many a head sends with one click."""
MOST_OF_UNIT = 2000


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is asked for; None and "" ask for all.

    Attributes:
        page: from 1.
        page_rows: how many rows it has; None for as many as the actor has chosen.
    """

    states: Collection[State] | None = None
    unit_id: UUID | None = None
    subject: Subject | None = None
    award_code: str | None = None
    sought: str = ""
    page: int = 1
    page_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list.

    Attributes:
        total: rows on all pages.
        by_state: counts of the same unit or of all, whatever the filter.
        page_rows: how many rows a page has.
    """

    rows: tuple[Nomination, ...]
    total: int
    by_state: Mapping[State, int]
    units: Mapping[UUID, Unit]
    page_rows: int

    @property
    def pages(self) -> int:
        return pages_of(self.total, self.page_rows)


@dataclass(frozen=True, slots=True)
class OpenedNomination:
    """One nomination as the viewer may see it.

    Attributes:
        nomination: at version 0 while nobody has saved it.
        asked: the form that an edit is asked with, `form` the one it was answered with.
        unit_meter, office_meter: which parts of the dossier are there.
        is_own_work: whether the viewer is nominated, or drafted, saved or sent it.
    """

    nomination: Nomination
    form: Form
    asked: Form
    unit: Unit
    draft: Draft | None
    unit_meter: Meter
    office_meter: Meter
    is_own_work: bool

    @property
    def is_ready(self) -> bool:
        return nominations.is_ready(self.nomination, self.form)


def listed(db: Database, actor: Actor, campaign: Campaign, asked: Filter) -> Listed:
    """One page of the nominations that the actor may see.

    Without `unit_id`, those of all units where the right covers them, else of the actor's own.
    What a unit threw away before it sent it is on its own list alone.
    """
    unit_id = asked.unit_id
    if unit_id is None and not discretion.sees_all(actor):
        unit_id = actor.unit_id
    access.check(actor, Action.NOMINATION_VIEW, unit_id=unit_id)
    page_rows = asked.page_rows or actor.lists.page_rows(PAGE_ROWS)
    wanted = Wanted(
        campaign.campaign_id,
        unit_id=unit_id,
        states=asked.states,
        subject=asked.subject,
        award_code=asked.award_code,
        words=search_key(asked.sought).split(),
        sent_only=unit_id != actor.unit_id,
        limit=page_rows,
        offset=rows_before(asked.page, page_rows),
    )

    def read(tx: Reader) -> Listed:
        if not discretion.sees_all(actor):
            return _told(tx, actor, wanted)
        total = store.count(tx, wanted)
        # A page that a shorter list no longer has is its first one.
        shown = wanted if wanted.offset < total else replace(wanted, offset=0)
        return Listed(
            tuple(store.nominations(tx, shown)),
            total,
            store.count_by_state(tx, wanted),
            {},
            page_rows,
        )

    found = db.read(read)
    return replace(found, units=kept.units(db, clock.today()))


def _told(tx: Reader, actor: Actor, wanted: Wanted) -> Listed:
    """The same of one unit, for those who may not know how each case stands.

    What is told of a case is not what is stored, so that it is chosen and counted afterwards.
    """
    every = replace(wanted, states=None, limit=MOST_OF_UNIT, offset=0)
    found = discretion.told(tx, actor, store.nominations(tx, every))
    kept = [one for one in found if wanted.states is None or one.state in wanted.states]
    offset = wanted.offset if wanted.offset < len(kept) else 0
    unsought = replace(every, subject=None, award_code=None, words=[])
    of_unit = found
    if every != unsought:
        of_unit = discretion.told(tx, actor, store.nominations(tx, unsought))
    return Listed(
        tuple(kept[offset : offset + wanted.limit]),
        len(kept),
        Counter(one.state for one in of_unit),
        {},
        wanted.limit,
    )


def ready_to_send(db: Database, actor: Actor, campaign: Campaign) -> list[Nomination]:
    """The complete nominations of the actor's unit; none for those who may not send them."""
    if not access.can(actor, Action.NOMINATION_SEND, unit_id=actor.unit_id):
        return []
    wanted = Wanted(
        campaign.campaign_id,
        unit_id=actor.unit_id,
        states=states_before(Step.SEND),
        limit=MOST_SENT,
    )

    def read(tx: Reader) -> list[Nomination]:
        found = store.nominations(tx, wanted)
        asked = nomination_forms.of_all(tx, found)
        return [
            one for one in found if nominations.is_ready(one, asked[one.form_key, one.form_version])
        ]

    return db.read(read)


def own_drafts(db: Database, actor: Actor, campaign: Campaign) -> list[Draft]:
    """What the actor has typed and not saved, the newest first."""
    access.check(actor, Action.NOMINATION_EDIT)
    return db.read(lambda tx: drafts_store.drafts(tx, actor.account_id, campaign.campaign_id))


def opened(db: Database, actor: Actor, campaign: Campaign, nomination_id: UUID) -> OpenedNomination:
    """One nomination with the actor's own draft of it.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    asked = {one: nomination_forms.current(db, campaign, one) for one in Subject}

    def read(tx: Reader) -> OpenedNomination:
        stored = visible(tx, actor, campaign, nomination_id)
        (found,) = discretion.told(tx, actor, [stored])
        form = nomination_forms.of(tx, found)
        files = {Part(part) for part in store.dossier_parts(tx, nomination_id)}
        if found.state == State.UNDER_REVIEW:
            files.discard(Part.DRAFT_DECISION)
        return OpenedNomination(
            found,
            form,
            asked[found.subject],
            item_acts.unit(tx, found.unit_id, clock.today()),
            drafts_store.draft(tx, actor.account_id, nomination_id),
            dossier.unit_meter(found, form, files),
            dossier.office_meter(found, files),
            nomination_acts.is_own_work(tx, found, actor),
        )

    return db.read(read)


def begun(
    db: Database, actor: Actor, campaign: Campaign, nomination_id: UUID, subject: Subject
) -> OpenedNomination:
    """A nomination of the actor's unit that nobody has saved yet, with the draft of it if any."""
    access.check(actor, Action.NOMINATION_EDIT, unit_id=actor.unit_id)
    form = nomination_forms.current(db, campaign, subject)
    empty = nominations.begun(nomination_id, campaign.campaign_id, actor.unit_id, subject, form)

    def read(tx: Reader) -> OpenedNomination:
        return OpenedNomination(
            empty,
            form,
            form,
            item_acts.unit(tx, actor.unit_id, clock.today()),
            drafts_store.draft(tx, actor.account_id, nomination_id),
            dossier.unit_meter(empty, form, ()),
            dossier.office_meter(empty, ()),
            is_own_work=True,
        )

    return db.read(read)


def visible(tx: Reader, actor: Actor, campaign: Campaign, nomination_id: UUID) -> Nomination:
    """The nomination, for those whose unit or office it is, or before whose meeting it is put.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    found = nomination_acts.nomination(tx, campaign, nomination_id)
    if not is_visible(tx, actor, found):
        raise NotFound("nomination")
    return found


def is_visible(tx: Reader, actor: Actor, found: Nomination) -> bool:
    """Whether the actor may read the nomination now."""
    return access.can(actor, Action.NOMINATION_VIEW, unit_id=found.unit_id) or (
        access.can(actor, Action.COUNCIL_VIEW)
        and store.is_before_member(tx, found.nomination_id, actor.account_id)
    )


def history(
    db: Database, actor: Actor, campaign: Campaign, nomination_id: UUID
) -> list[NominationEntry]:
    """Every version of the nomination, the newest first."""

    def read(tx: Reader) -> list[NominationEntry]:
        found = visible(tx, actor, campaign, nomination_id)
        (shown,) = discretion.told(tx, actor, [found])
        return discretion.told_entries(actor, shown, store.history(tx, nomination_id))

    return db.read(read)
