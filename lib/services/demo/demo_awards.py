"""Nominations of the demo, from a unit's draft to the honour board, by the services people use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.nomination_workflow import Level, State, Step
from lib.domain.nominations import CITATION, Subject
from lib.domain.vietnamese import TIMEZONE, format_date
from lib.services import clock
from lib.services.awards import council_acts, council_votes, decision_board, decisions
from lib.services.awards.council_forms import TypedMeeting
from lib.services.awards.council_votes import TypedVote
from lib.services.awards.decisions import TypedSignature
from lib.services.nominations import nomination_edits, nomination_steps
from lib.services.nominations.nomination_acts import Target
from lib.store import nominations as store
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id

# How far each goes; a later one passes through the earlier.
_WAY: Final = (
    State.DRAFT, State.SENT, State.RECEIVED, State.CHECKED, State.VOTED, State.AWARDED,
    State.PUBLISHED,
)  # fmt: skip
_SIDEWAYS: Final = {State.RETURNED: State.SENT, State.PROPOSED: State.VOTED}
_OPINION: Final = "Hồ sơ đủ điều kiện, đề nghị trình Hội đồng xem xét."
_RETURN_DAYS: Final = 5
_VOTES: Final = ("votes_for", "votes_against", "votes_none")


@dataclass(frozen=True, slots=True)
class NominationStory:
    """One nomination of data/demo/nominations.yaml."""

    unit: str
    who: str
    subject: str
    days_ago: int
    to: str
    answers: Mapping[str, object]
    passed_over: str = ""
    reason: str = ""
    votes: Sequence[int] = ()

    def reaches(self, state: State) -> bool:
        """Whether the nomination passes through the state."""
        last = State(self.to)
        return _WAY.index(state) <= _WAY.index(_SIDEWAYS.get(last, last))


@dataclass(frozen=True, slots=True)
class Timed:
    """One thing somebody did, to be done at its instant."""

    when: datetime
    do: Callable[[], object]


class Awards:
    """Tells what happens to the nominations.

    Args:
        heads: user name of each unit's head, by unit code.
        desk, leader: who checks, and who decides.
    """

    def __init__(
        self,
        db: Database,
        campaign: Campaign,
        actors: Mapping[str, Actor],
        heads: Mapping[str, str],
        *,
        desk: str,
        leader: str,
    ) -> None:
        self.db, self.campaign, self.actors, self.heads = db, campaign, actors, heads
        self.desk, self.leader = actors[desk], actors[leader]
        self.made: dict[int, UUID] = {}

    def acts(self, data: Mapping[str, Any]) -> list[Timed]:
        """All of the file, each act with its instant."""
        told = [NominationStory(**one) for one in data["nominations"]]
        acts: list[Timed] = []
        for place, one in enumerate(told):
            acts += self._at_the_unit(place, one, str(data["citation"]))
            acts += self._at_the_office(place, one)
        return [
            *acts,
            *self._meeting(told, data["meeting"]),
            *self._decided(told, data["decision"]),
        ]

    def _at_the_unit(self, place: int, one: NominationStory, citation: str) -> Iterator[Timed]:
        key = self.made[place] = nomination_edits.new_nomination_id()
        subject = Subject(one.subject)
        answers = {CITATION: citation, **one.answers}
        yield Timed(
            day_at(one.days_ago, 9),
            lambda: nomination_edits.save_nomination(
                self.db, self.actors[one.who], self.campaign, act_id=new_id(),
                nomination_id=key, subject=subject, seen_version=0, raw=answers,
            ),
        )  # fmt: skip
        if one.reaches(State.SENT):
            head = self.actors[self.heads[one.unit]]
            yield self._step(head, Step.SEND, place, day_at(one.days_ago - 1, 10))

    def _at_the_office(self, place: int, one: NominationStory) -> Iterator[Timed]:
        if State(one.to) == State.RETURNED:
            yield self._step(
                self.desk, Step.RETURN, place, day_at(one.days_ago - 2, 14), note=one.reason
            )
        if one.reaches(State.RECEIVED):
            yield self._step(self.desk, Step.RECEIVE, place, day_at(one.days_ago - 2, 15))
        if one.reaches(State.CHECKED):
            yield Timed(
                day_at(one.days_ago - 3, 15),
                lambda: nomination_steps.check_nomination(
                    self.db, self.desk, self.campaign, act_id=new_id(),
                    target=self._target(place), opinion=_OPINION, passed_over=one.passed_over,
                ),
            )  # fmt: skip

    def _meeting(self, told: list[NominationStory], meeting: Mapping[str, Any]) -> Iterator[Timed]:
        key, days_ago = new_id(), int(meeting["days_ago"])
        tabled = [place for place, one in enumerate(told) if one.reaches(State.VOTED)]
        form = TypedMeeting(
            title="Họp Hội đồng Thi đua - Khen thưởng",
            held_on=format_date(day_at(days_ago, 8).date()),
            began_at="8 giờ 00",
            ended_at="10 giờ 30",
            place="Phòng họp tầng 2",
            conclusion=str(meeting["conclusion"]),
        )
        yield Timed(
            day_at(days_ago, 8),
            lambda: council_acts.open_meeting(
                self.db, self.desk, self.campaign, act_id=key, form=form
            ),
        )
        yield Timed(
            day_at(days_ago, 9),
            lambda: council_votes.table(
                self.db, self.desk, self.campaign, act_id=new_id(), meeting_id=key,
                targets=[self._target(place) for place in tabled],
            ),
        )  # fmt: skip
        for place in tabled:
            yield self._vote(key, place, told[place].votes, day_at(days_ago, 11))

    def _vote(self, meeting_id: UUID, place: int, votes: Sequence[int], when: datetime) -> Timed:
        counts = dict(
            zip(("votes_for", "votes_against", "votes_none"), map(str, votes), strict=True)
        )
        return Timed(
            when,
            lambda: council_votes.enter_votes(
                self.db, self.desk, self.campaign, act_id=new_id(), meeting_id=meeting_id,
                votes=[TypedVote(self._target(place), counts)],
            ),
        )  # fmt: skip

    def _decided(self, told: list[NominationStory], decision: Mapping[str, Any]) -> Iterator[Timed]:
        key, days_ago = new_id(), int(decision["days_ago"])
        for place, one in enumerate(told):
            if State(one.to) == State.PROPOSED:
                yield self._step(self.leader, Step.PROPOSE, place, day_at(days_ago + 1, 9))
            elif one.reaches(State.AWARDED):
                yield self._step(self.leader, Step.AWARD, place, day_at(days_ago + 1, 10))
        released = [place for place, one in enumerate(told) if one.reaches(State.PUBLISHED)]
        day = day_at(days_ago, 9)
        yield Timed(
            day,
            lambda: decisions.prepare(
                self.db, self.desk, self.campaign, act_id=key, title=decision["title"],
                targets=[self._target(place) for place in released],
            ),
        )  # fmt: skip
        number, signed_on = decision["number"], format_date(day.date())
        yield Timed(day + timedelta(hours=1), lambda: self._release(key, number, signed_on))

    def _release(self, decision_id: UUID, number: str, signed_on: str) -> None:
        signer = decision_board.first_signer(self.db, self.desk, self.campaign, Level.AGENCY)
        decisions.release(
            self.db, self.desk, self.campaign, act_id=new_id(), decision_id=decision_id,
            seen_version=1, signed=TypedSignature(number, signed_on, signer.name, signer.position),
        )  # fmt: skip

    def _step(
        self, actor: Actor, step: Step, place: int, when: datetime, *, note: str = ""
    ) -> Timed:
        due_on = when.date() + timedelta(days=_RETURN_DAYS) if step == Step.RETURN else None
        return Timed(
            when,
            lambda: nomination_steps.take_step(
                self.db, actor, self.campaign, act_id=new_id(), step=step,
                targets=[self._target(place)], note=note, due_on=due_on,
            ),
        )  # fmt: skip

    def _target(self, place: int) -> Target:
        key = self.made[place]
        found = self.db.read(lambda tx: store.nomination(tx, key))
        return Target(key, found.version if found else 0)


def day_at(days_ago: int, hour: int) -> datetime:
    """The full hour of a day before the demo's."""
    day = clock.today() - timedelta(days=days_ago)
    return datetime.combine(day, time(hour), TIMEZONE)
