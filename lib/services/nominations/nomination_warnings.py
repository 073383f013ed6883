"""What the Office is warned of before it accepts a nomination; none of it decides anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from rapidfuzz import fuzz

from lib.domain import access, dossier
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.dossier import Part
from lib.domain.nomination_workflow import OPEN, QUIET, State
from lib.domain.nominations import DIRECT_WORKER, AwardRules, Nomination, Subject, name_key
from lib.domain.units import Unit
from lib.domain.vietnamese import search_key
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns import award_rules
from lib.services.nominations import discretion, nomination_acts, nomination_forms
from lib.store import nominations as store
from lib.store import units as units_store
from lib.store.engine.db import Database, Reader
from lib.store.nominations import Known

# Alike in percent. A name of ten letters with one wrong is still the same name; texts are called
# the same when they differ by a few words.
_SAME_NAME = 90
_SAME_TEXT = 92
_SHORTEST_TEXT = 60


class Kind(StrEnum):
    KNOWN_NOMINEE = "known_nominee"
    SAME_NOMINEE = "same_nominee"
    SAME_ACHIEVEMENT = "same_achievement"
    DIRECT_SHARE = "direct_share"
    MISSING_PARTS = "missing_parts"
    UNDER_REVIEW = "under_review"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The record that a nomination doubles."""

    nomination_id: UUID
    unit_id: UUID
    name: str
    state: State
    award_code: str


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at.

    Attributes:
        earlier: beside which record it must be seen.
        parts: which parts of the dossier the unit has not brought.
        direct, persons: how many of the persons nominated are direct workers.
        wanted: the least percentage of them.
    """

    kind: Kind
    earlier: Earlier | None = None
    parts: tuple[Part, ...] = ()
    direct: int = 0
    persons: int = 0
    wanted: int = 0


def of_nomination(
    db: Database, actor: Actor, campaign: Campaign, nomination_id: UUID
) -> list[Concern]:
    """What stands against a nomination as things are now.

    Raises:
        NotFound: there is no such nomination.
    """
    access.check(actor, Action.NOMINATION_CHECK)
    rules = award_rules.rules(db, campaign)

    def read(tx: Reader) -> list[Concern]:
        found = nomination_acts.nomination(tx, campaign, nomination_id)
        return found_in(tx, campaign, rules, found)

    return db.read(read)


def before_sending(
    db: Database, actor: Actor, campaign: Campaign, nomination_ids: Sequence[UUID]
) -> dict[UUID, list[Concern]]:
    """What a unit should look at before it sends, by nomination; those without are left out.

    It is told of its own records alone: whom other units nominate is not for it to know.

    Raises:
        NotFound: there is no such nomination that the actor may edit.
    """
    access.check(actor, Action.NOMINATION_EDIT)
    rules = award_rules.rules(db, campaign)

    def read(tx: Reader) -> dict[UUID, list[Concern]]:
        ones = (nomination_acts.nomination(tx, campaign, key) for key in nomination_ids)
        found = {
            one.nomination_id: _wanted(rules, _of_unit(tx, actor, campaign, one)) for one in ones
        }
        return {key: concerns for key, concerns in found.items() if concerns}

    return db.read(read)


def found_in(
    tx: Reader, campaign: Campaign, rules: AwardRules, nomination: Nomination
) -> list[Concern]:
    """The same inside a transaction, in the order of Kind."""
    others = _others(tx, campaign, nomination)
    found = [
        *_same_nominee(tx, nomination, others),
        *_same_achievement(nomination, others),
        *_direct_share(nomination, others, rules),
        *_of_dossier(tx, nomination),
    ]
    return _wanted(rules, found)


def _wanted(rules: AwardRules, found: Sequence[Concern]) -> list[Concern]:
    """Those that the campaign wants to hear of."""
    wanted = {
        Kind.SAME_ACHIEVEMENT: rules.warns_of_twice, Kind.UNDER_REVIEW: rules.warns_of_review,
    }  # fmt: skip
    return [one for one in found if wanted.get(one.kind, True)]


def _of_unit(tx: Reader, actor: Actor, campaign: Campaign, one: Nomination) -> list[Concern]:
    if not access.can(actor, Action.NOMINATION_EDIT, unit_id=one.unit_id):
        raise NotFound("nomination")
    others = _told(tx, _others(tx, campaign, one, one.unit_id, OPEN | QUIET))
    return [
        *_same_nominee(tx, one, others),
        *_same_achievement(one, others),
        *_of_dossier(tx, one),
    ]


def _others(
    tx: Reader,
    campaign: Campaign,
    nomination: Nomination,
    unit_id: UUID | None = None,
    states: Collection[State] = OPEN,
) -> list[Known]:
    known = store.known(tx, campaign.campaign_id, states, unit_id)
    return [one for one in known if one.nomination_id != nomination.nomination_id]


def _told(tx: Reader, others: Sequence[Known]) -> list[Known]:
    """Those that stand as far as a unit may know, each as it may know it."""
    states = discretion.told_states(tx, {one.nomination_id: one.state for one in others})
    told = [replace(one, state=states[one.nomination_id]) for one in others]
    return [one for one in told if one.state in OPEN | {State.UNDER_REVIEW}]


def _of_dossier(tx: Reader, nomination: Nomination) -> list[Concern]:
    form = nomination_forms.of(tx, nomination)
    files = {Part(part) for part in store.dossier_parts(tx, nomination.nomination_id)}
    missing = dossier.unit_meter(nomination, form, files).missing
    warnings = []
    if missing:
        warnings.append(Concern(Kind.MISSING_PARTS, parts=missing))
    if nomination.is_under_review:
        warnings.append(Concern(Kind.UNDER_REVIEW))
    return warnings


def _same_nominee(tx: Reader, nomination: Nomination, others: Sequence[Known]) -> list[Concern]:
    """Earlier records of the same nominee: those that are known for it, else by the name."""
    units: Mapping[UUID, Unit] = {}
    if nomination.subject == Subject.COLLECTIVE:
        units = {one.unit_id: one for one in units_store.units(tx, clock.today())}
    identity = _identity(nomination, units)
    key = name_key(nomination.subject, nomination.name)
    found = []
    for one in others:
        if one.subject != nomination.subject:
            continue
        if identity is not None and identity == _identity(one, units):
            found.append(Concern(Kind.KNOWN_NOMINEE, earlier=_earlier(one)))
        elif is_same_name(key, name_key(one.subject, one.name)):
            found.append(Concern(Kind.SAME_NOMINEE, earlier=_earlier(one)))
    return sorted(found, key=lambda concern: concern.kind != Kind.KNOWN_NOMINEE)


def _identity(one: Nomination | Known, units: Mapping[UUID, Unit]) -> UUID | None:
    """Who is nominated, whatever the name: an account, somebody on a list, a whole unit."""
    if one.subject == Subject.INDIVIDUAL:
        return one.nominee_account or one.person_id
    unit = units.get(one.unit_id)
    if unit is None:
        return None
    named = name_key(one.subject, one.name)
    is_whole = named in {name_key(one.subject, unit.name), name_key(one.subject, unit.short_name)}
    return unit.unit_id if is_whole else None


def is_same_name(one: str, other: str) -> bool:
    """Whether two name keys may be the same name, however it was typed."""
    return bool(one) and (one == other or fuzz.ratio(one, other) >= _SAME_NAME)


def _same_achievement(nomination: Nomination, others: Collection[Known]) -> list[Concern]:
    text = search_key(nomination.achievement)
    if len(text) < _SHORTEST_TEXT:
        return []
    return [
        Concern(Kind.SAME_ACHIEVEMENT, earlier=_earlier(one))
        for one in others
        if fuzz.ratio(text, search_key(one.achievement), score_cutoff=_SAME_TEXT) > 0
    ]


def _direct_share(
    nomination: Nomination, others: Collection[Known], rules: AwardRules
) -> list[Concern]:
    if rules.direct_share is None or nomination.subject != Subject.INDIVIDUAL:
        return []
    categories = [one.category for one in others if one.subject == Subject.INDIVIDUAL]
    categories.append(nomination.category)
    direct = categories.count(DIRECT_WORKER)
    if direct * 100 >= rules.direct_share * len(categories):
        return []
    return [
        Concern(
            Kind.DIRECT_SHARE, direct=direct, persons=len(categories), wanted=rules.direct_share
        )
    ]


def _earlier(one: Known) -> Earlier:
    return Earlier(one.nomination_id, one.unit_id, one.name, one.state, one.award_code)
