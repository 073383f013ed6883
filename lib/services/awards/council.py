"""Reading council meetings: those the Office holds, and those a member sits on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lib.domain import access, council_counts
from lib.domain.access import Action, Actor, Role
from lib.domain.accounts import Account
from lib.domain.campaigns import Campaign
from lib.domain.council import CouncilRole, Heading, Meeting, Member, Vote
from lib.domain.council_counts import Ratios
from lib.domain.nomination_workflow import State
from lib.domain.nominations import Nomination
from lib.domain.recusals import Recusal
from lib.domain.units import Unit
from lib.errors import NotFound
from lib.services import clock
from lib.services.checklist import kept
from lib.services.nominations import council_ties, discretion, nomination_acts
from lib.store import accounts as accounts_store
from lib.store import council as store
from lib.store import nominations as nominations_store
from lib.store.council import AwardEntry
from lib.store.engine.db import Database, Reader
from lib.store.nominations import Wanted

WAITING_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """A nomination before a meeting, with the vote on it.

    Attributes:
        recused: who does not vote on it, and why.
        fits: whether the result that has been entered can still be true.
    """

    nomination: Nomination
    unit: Unit
    vote: Vote
    ratios: Ratios | None
    recused: tuple[tuple[Member, Recusal], ...]
    fits: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What a council said of one nomination, for those who decide it."""

    meeting: Meeting
    vote: Vote

    def line(self, nomination: Nomination, unit: Unit) -> Line:
        """The same as a line of the meeting."""
        return line(self.meeting, self.vote, nomination, unit)

    @property
    def ratios(self) -> Ratios | None:
        return council_counts.ratios(self.meeting, self.vote)


@dataclass(frozen=True, slots=True)
class OpenedMeeting:
    """A meeting as the viewer may see it.

    Attributes:
        waiting: checked nominations that could be put before it; for the Office alone.
        own: those of all of them that somebody else must put before it and enter the votes on.
    """

    meeting: Meeting
    lines: tuple[Line, ...]
    waiting: tuple[Nomination, ...]
    units: Mapping[UUID, Unit]
    may_manage: bool
    own: frozenset[UUID]


def meetings(db: Database, actor: Actor, campaign: Campaign) -> list[Heading]:
    """The campaign's meetings, the newest first; of a council member, those they sit on."""
    access.check(actor, Action.COUNCIL_VIEW)
    account_id = None if discretion.sees_all(actor) else actor.account_id
    return db.kept(
        ("meetings", campaign.campaign_id, account_id),
        ("council_meetings", "council_members", "nominations"),
        lambda tx: store.headings(tx, campaign.campaign_id, account_id),
    )


def opened(db: Database, actor: Actor, campaign: Campaign, meeting_id: UUID) -> OpenedMeeting:
    """One meeting with what is put before it.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    may_manage = access.can(actor, Action.COUNCIL_MANAGE)

    def read(
        tx: Reader,
    ) -> tuple[Meeting, list[Nomination], list[Nomination], set[UUID]]:
        found = visible(tx, actor, campaign, meeting_id)
        waiting: list[Nomination] = []
        if may_manage and not found.is_closed:
            wanted = Wanted(campaign.campaign_id, states=[State.CHECKED], limit=WAITING_LIMIT)
            waiting = nominations_store.nominations(tx, wanted)
        before = _before(tx, found)
        own = nomination_acts.own_works(tx, [*before, *waiting], actor) if may_manage else set()
        return found, before, waiting, own

    found, before, waiting, own = db.read(read)
    units = kept.units(db, clock.today())
    lines = tuple(
        line(found, vote, one, units[one.unit_id])
        for vote, one in zip(found.votes, before, strict=True)
    )
    if not discretion.sees_all(actor):
        lines = tuple(_until_vote(line) for line in lines)
    if not may_manage:
        found = replace(found, members=tuple(_without_opinion(one) for one in found.members))
    return OpenedMeeting(found, lines, tuple(waiting), units, may_manage, frozenset(own))


def visible(tx: Reader, actor: Actor, campaign: Campaign, meeting_id: UUID) -> Meeting:
    """The meeting, for the Office, for leaders, and for those on its list.

    Raises:
        Denied: somebody who sees no meeting at all.
        NotFound: there is none that the actor may know of.
    """
    access.check(actor, Action.COUNCIL_VIEW)
    found = meeting(tx, campaign, meeting_id)
    if discretion.sees_all(actor) or store.has_member(tx, meeting_id, actor.account_id):
        return found
    raise NotFound("meeting")


def meeting(tx: Reader, campaign: Campaign, meeting_id: UUID) -> Meeting:
    """The meeting of this campaign, with all who are recused from its cases by now.

    Raises:
        NotFound: there is none.
    """
    found = council_ties.meeting(tx, meeting_id)
    if found is None or found.campaign_id != campaign.campaign_id:
        raise NotFound("meeting")
    return found


def history(db: Database, actor: Actor, campaign: Campaign, meeting_id: UUID) -> list[AwardEntry]:
    """Every version of the meeting, the newest first; for those who keep its record."""
    access.check(actor, Action.COUNCIL_MANAGE)

    def read(tx: Reader) -> list[AwardEntry]:
        visible(tx, actor, campaign, meeting_id)
        return store.history(tx, meeting_id)

    return db.read(read)


def results(tx: Reader, nomination_ids: Sequence[UUID]) -> dict[UUID, Result]:
    """What the councils said of these nominations, where they have voted."""
    return {
        key: Result(held, vote)
        for key, (held, vote) in council_ties.votes_on(tx, nomination_ids).items()
        if vote.counts is not None
    }


def candidates(db: Database, actor: Actor) -> list[Account]:
    """Open accounts, to choose members from."""
    access.check(actor, Action.COUNCIL_MANAGE)
    return [one for one in db.read(accounts_store.accounts) if one.is_open]


def first_members(tx: Reader, campaign: Campaign) -> tuple[Member, ...]:
    """Whom a new meeting begins with: those of the last one, else the accounts of the council."""
    last = store.newest(tx, campaign.campaign_id)
    if last is not None:
        return tuple(
            replace(one, is_present=True, written_opinion="") for one in store.members(tx, last)
        )
    found: list[Member] = []
    for one in accounts_store.accounts(tx):
        if one.is_open and Role.COUNCIL in one.roles:
            taken = {member.role for member in found}
            found.append(Member(one.full_name, "", _first_role(one, taken), one.account_id))
    order = list(CouncilRole)
    return tuple(sorted(found, key=lambda member: order.index(member.role)))


def _first_role(account: Account, taken: set[CouncilRole]) -> CouncilRole:
    if Role.LEADER in account.roles and CouncilRole.CHAIR not in taken:
        return CouncilRole.CHAIR
    if Role.OFFICE in account.roles and CouncilRole.SECRETARY not in taken:
        return CouncilRole.SECRETARY
    return CouncilRole.MEMBER


def _before(tx: Reader, found: Meeting) -> list[Nomination]:
    """What is put before it, in the order of its votes."""
    ids = [vote.nomination_id for vote in found.votes]
    by_id = {one.nomination_id: one for one in nominations_store.by_ids(tx, ids)}
    return [by_id[vote.nomination_id] for vote in found.votes]


def line(held: Meeting, vote: Vote, nomination: Nomination, unit: Unit) -> Line:
    """A case with what its vote says."""
    return Line(
        nomination,
        unit,
        vote,
        council_counts.ratios(held, vote),
        held.recused(vote),
        council_counts.fits(held, vote),
    )


def _until_vote(line: Line) -> Line:
    """What a member of the council knows: what came of the vote is told when it is released."""
    one = line.nomination
    if not one.is_past_vote or one.state == State.PUBLISHED:
        return line
    return replace(line, nomination=replace(one, state=State.VOTED, decision_id=None))


def _without_opinion(member: Member) -> Member:
    """What an absent member wrote is as good as a ballot; that there is one stays to be seen."""
    return replace(member, written_opinion="–") if member.written_opinion else member
