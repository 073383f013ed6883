"""Reading exemplars: the honour board for everybody, drafts for those whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evidence import Evidence
from lib.domain.exemplars import Exemplar, ExemplarState
from lib.domain.units import Unit
from lib.errors import NotFound
from lib.services import clock
from lib.services.awards import exemplar_acts
from lib.services.campaigns import award_rules
from lib.services.checklist import kept
from lib.services.evidence import evidence
from lib.services.files import stored_files
from lib.services.files.stored_files import OpenFile
from lib.store import evidence as evidence_store
from lib.store import exemplars as store
from lib.store.council import AwardEntry
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id
from lib.store.file_records import StoredFile


@dataclass(frozen=True, slots=True)
class Shown:
    """What the board shows of one exemplar.

    Attributes:
        exemplar: without story and photo while nobody has agreed to them.
        award: the form of commendation; "" for an example without an award.
        number, signed_on: of the decision.
    """

    exemplar: Exemplar
    unit: Unit
    award: str
    number: str | None
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """The honour board.

    Attributes:
        shown: of the unit asked for, or of all.
        units: those that anything is shown of.
    """

    shown: tuple[Shown, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class ExemplarList:
    """What a unit writes, or what the Office publishes."""

    exemplars: tuple[Exemplar, ...]
    units: Mapping[UUID, Unit]


def new_exemplar_id() -> UUID:
    """The key of an exemplar to come: made when its empty form is opened."""
    return new_id()


def board(db: Database, actor: Actor, campaign: Campaign, unit_code: str = "") -> Board:
    """What is published, for everybody who is signed in."""
    access.check(actor, Action.HONOUR_VIEW)
    rules = award_rules.rules(db, campaign)
    found = db.read(lambda tx: store.honoured(tx, campaign.campaign_id, None))
    units = kept.units(db, clock.today())
    shown = []
    for one in found:
        award = rules.award(one.award_code) if one.award_code else None
        shown.append(
            Shown(
                _public(one.exemplar), units[one.exemplar.unit_id],
                award.name if award else "", one.number, one.signed_on,
            )
        )  # fmt: skip
    there = {one.unit.unit_id for one in shown}
    return Board(
        tuple(one for one in shown if unit_code in ("", one.unit.code)),
        tuple(unit for unit_id, unit in units.items() if unit_id in there),
    )


def listed(db: Database, actor: Actor, campaign: Campaign) -> ExemplarList:
    """The exemplars that the actor may work on, the last changed first."""
    if access.can(actor, Action.EXEMPLAR_PUBLISH):
        unit_id = None
    else:
        access.check(actor, Action.EXEMPLAR_EDIT, unit_id=actor.unit_id)
        unit_id = actor.unit_id

    def read(tx: Reader) -> tuple[Exemplar, ...]:
        states = (ExemplarState.DRAFT, ExemplarState.SENT, ExemplarState.PUBLISHED)
        found = store.exemplars(tx, campaign.campaign_id, unit_id, states)
        # A unit's drafts are its own until it sends them.
        return tuple(
            one
            for one in found
            if one.state != ExemplarState.DRAFT
            or access.can(actor, Action.EXEMPLAR_EDIT, unit_id=one.unit_id)
        )

    mine = db.read(read)
    return ExemplarList(mine, kept.units(db, clock.today()))


def opened(db: Database, actor: Actor, campaign: Campaign, exemplar_id: UUID) -> Exemplar:
    """One exemplar with all that is written of it.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    return db.read(lambda tx: _known(tx, actor, campaign, exemplar_id))


def history(db: Database, actor: Actor, campaign: Campaign, exemplar_id: UUID) -> list[AwardEntry]:
    """Every version of the exemplar, the newest first."""

    def read(tx: Reader) -> list[AwardEntry]:
        _known(tx, actor, campaign, exemplar_id)
        return store.history(tx, exemplar_id)

    return db.read(read)


def photos(db: Database, actor: Actor, campaign: Campaign, unit_id: UUID) -> list[Evidence]:
    """The images among the evidence of the unit's items, the newest first."""
    return [one for one in evidence.of_unit(db, actor, campaign, unit_id) if one.is_image]


def photo(db: Database, actor: Actor, exemplar_id: UUID) -> OpenFile:
    """The photo of a published exemplar, for everybody; of another, for its unit and the Office.

    Raises:
        Denied: somebody who may see nothing at all yet.
        NotFound: there is none that the actor may see.
    """
    access.check(actor, Action.HONOUR_VIEW)

    def read(tx: Reader) -> StoredFile | None:
        found = store.exemplar(tx, exemplar_id)
        if found is None or found.photo_evidence_id is None or found.photo_revision_no is None:
            return None
        if not found.has_shown_photo and not exemplar_acts.may_know(actor, found):
            return None
        return evidence_store.stored_file(tx, found.photo_evidence_id, found.photo_revision_no)

    return stored_files.opened(db, db.read(read), "exemplar")


def _known(tx: Reader, actor: Actor, campaign: Campaign, exemplar_id: UUID) -> Exemplar:
    found = store.exemplar(tx, exemplar_id)
    if (
        found is None
        or found.campaign_id != campaign.campaign_id
        or not exemplar_acts.may_know(actor, found)
    ):
        raise NotFound("exemplar")
    return found


def _public(exemplar: Exemplar) -> Exemplar:
    if exemplar.has_consent:
        return replace(exemplar, consent="")
    return replace(exemplar, story="", photo_evidence_id=None, photo_revision_no=None)
