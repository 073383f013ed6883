"""What waits for a decision, and the decisions there are: for leaders and the Office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.domain.campaigns import Campaign
from lib.domain.decisions import Decision
from lib.domain.nomination_workflow import DECIDED, Level, State, Step
from lib.domain.nominations import AwardForm, Nomination
from lib.domain.units import Unit
from lib.errors import NotFound
from lib.services import clock
from lib.services.awards import council
from lib.services.awards.council import Result
from lib.services.campaigns import award_rules
from lib.services.campaigns.campaign_details import Details
from lib.services.checklist import kept
from lib.services.nominations import nomination_acts
from lib.store import accounts as accounts_store
from lib.store import campaigns as campaigns_store
from lib.store import decisions as store
from lib.store import nominations as nominations_store
from lib.store.council import AwardEntry
from lib.store.engine.db import Database, Reader
from lib.store.nominations import Wanted

ROWS_LIMIT = 2000
_NEXT: Mapping[State, Step] = {
    State.VOTED: Step.AWARD, State.AWARDED: Step.PUBLISH, State.PROPOSED: Step.RECORD_AWARD,
}  # fmt: skip
"""What the page's forms do with the cases in each of its parts, as far as bars go."""


@dataclass(frozen=True, slots=True)
class Case:
    """A nomination on its way to a decision, with what the council said of it."""

    nomination: Nomination
    unit: Unit
    award: AwardForm | None
    result: Result | None

    @property
    def level(self) -> Level | None:
        return self.award.level if self.award else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision with what it awards now."""

    decision: Decision
    award: AwardForm | None
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the page of decisions.

    Attributes:
        voted: wait for a leader.
        awarded: decided, and on no decision's list yet.
        proposed: wait for the province.
        barred: why the viewer may not take the next step with a case, by its nomination.
    """

    voted: tuple[Case, ...]
    awarded: tuple[Case, ...]
    proposed: tuple[Case, ...]
    decisions: tuple[Listed, ...]
    barred: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a board is made of."""

    nominations: list[Nomination]
    results: Mapping[UUID, Result]
    decisions: list[Decision]
    barred: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class FirstSigner:
    """Who will have signed, as far as it can be told beforehand; empty where it cannot."""

    name: str
    position: str


def board(db: Database, actor: Actor, campaign: Campaign) -> Board:
    """All that is before or behind a decision in the campaign."""
    access.check(actor, Action.DECISION_VIEW)
    rules = award_rules.rules(db, campaign)
    wanted = Wanted(campaign.campaign_id, states=sorted(DECIDED | {State.VOTED}), limit=ROWS_LIMIT)

    def read(tx: Reader) -> _Read:
        found = nominations_store.nominations(tx, wanted)
        return _Read(
            found,
            council.results(tx, [one.nomination_id for one in found]),
            store.decisions(tx, campaign.campaign_id),
            nomination_acts.barred(tx, found, actor, _NEXT),
        )

    told = db.read(read)
    units = kept.units(db, clock.today())
    cases = [
        Case(
            one, units[one.unit_id], rules.award(one.award_code),
            told.results.get(one.nomination_id),
        )
        for one in told.nominations
    ]  # fmt: skip
    return Board(
        _in(cases, State.VOTED),
        tuple(one for one in _in(cases, State.AWARDED) if one.nomination.decision_id is None),
        _in(cases, State.PROPOSED),
        tuple(
            Listed(
                one,
                rules.award(one.award_code),
                tuple(case for case in cases if case.nomination.decision_id == one.decision_id),
            )
            for one in told.decisions
        ),
        told.barred,
    )


def first_signer(db: Database, actor: Actor, campaign: Campaign, level: Level) -> FirstSigner:
    """Who signed the last decision of the level, else whom the plan names, or the one leader.

    So a decision and the papers beside it bear one name.
    """
    access.check(actor, Action.DECISION_RELEASE)

    def read(tx: Reader) -> FirstSigner:
        for one in store.decisions(tx, campaign.campaign_id):
            if one.level == level and one.signature is not None:
                return FirstSigner(one.signature.signer, one.signature.signer_position)
        if level != Level.AGENCY:
            return FirstSigner("", "")
        told = Details(campaigns_store.details(tx, campaign.campaign_id)).signer()
        if told.name:
            return FirstSigner(told.name, told.position.capitalize())
        leaders = [
            one.full_name
            for one in accounts_store.accounts(tx)
            if one.is_open and Role.LEADER in one.roles
        ]
        if len(leaders) != 1:
            return FirstSigner("", "")
        return FirstSigner(leaders[0], told.position.capitalize())

    return db.read(read)


def history(db: Database, actor: Actor, campaign: Campaign, decision_id: UUID) -> list[AwardEntry]:
    """Every version of the decision, the newest first."""
    access.check(actor, Action.DECISION_VIEW)

    def read(tx: Reader) -> list[AwardEntry]:
        found = store.decision(tx, decision_id)
        if found is None or found.campaign_id != campaign.campaign_id:
            raise NotFound("decision")
        return store.history(tx, decision_id)

    return db.read(read)


def _in(cases: list[Case], state: State) -> tuple[Case, ...]:
    return tuple(one for one in cases if one.nomination.state == state)
