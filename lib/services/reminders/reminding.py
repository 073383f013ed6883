"""“Nhắc”: the Office reminds units from any list, of what waits in them now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.reminders import composing
from lib.domain.reminders.composing import Person, Waiting
from lib.domain.reminders.digests import Digest, Line
from lib.domain.reminders.outbox import Step
from lib.domain.reminders.rules import Subject
from lib.domain.summary import soon_until
from lib.domain.vietnamese import local_day
from lib.errors import Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.reminders import facts, rows
from lib.store import reminder_history, reminders
from lib.store.engine.db import Database
from lib.text import reminders as words

_FAR: Final = timedelta(days=3660)
PRESSING: Final = frozenset({Subject.RETURNED, Subject.UNIT_REPORT, Subject.ITEM})
"""What a unit's list of tasks is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What units are to be reminded of.

    Attributes:
        unit_ids: of whom; None for all.
        subjects: what kinds of things.
        keys: these things alone, as their pages know them; None for whatever presses.
        pairs: these things of these units alone, as a list shows them; None for all of the above.
    """

    unit_ids: Collection[UUID] | None = None
    subjects: Collection[Subject] = PRESSING
    keys: Collection[str] | None = None
    pairs: Collection[tuple[UUID, str]] | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of it; `people` were told something that today had not told them yet."""

    people: int
    things: int


def remind(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, asked: Asked
) -> Reminded:
    """Put what waits into the day's digests of those units' people, each thing once a day.

    Raises:
        Refused: the campaign does not run, or nothing waits or nobody is there to be told.
    """
    intent = acts.intend(db, actor, Action.REMINDER_MANAGE, act_id=act_id, queue=campaign)

    def work(act: Act) -> Reminded:
        if act.state != CampaignState.RUNNING:
            raise Refused("not_running")
        today = local_day(act.now)
        waits = [one for one in _waits(act, campaign, asked) if _is_asked(one, asked, act)]
        people = facts.people(act.tx)
        digests = {
            one.account_id: digest
            for one in people
            if (digest := _digest(one, waits, act)) is not None
        }
        if not digests:
            raise Refused("nobody_to_remind")
        told = rows.put(act.tx, digests, today, now=act.now)
        for kept in reminders.of_people(act.tx, told, today).values():
            reminder_history.tell(
                act.tx, kept.digest_id, kept.version, Step.REMIND.value, note="",
                by=act.author.account_id, now=act.now,
            )  # fmt: skip
        units = {one.unit_id for one in people if one.account_id in digests}
        detail = {"units": len(units), "things": len(waits), "persons": len(told)}
        act.tell("reminder.remind", campaign.code, detail)
        return Reminded(len(told), len(waits))

    return intent.carry_out(work, again=lambda _: Reminded(0, 0))


def _waits(act: Act, campaign: Campaign, asked: Asked) -> Iterable[Waiting]:
    today = local_day(act.now)
    return facts.waits(
        act.tx, campaign.code, campaign.campaign_id, today, until=today + _FAR, of=asked.subjects
    )  # fmt: skip


def _is_asked(one: Waiting, asked: Asked, act: Act) -> bool:
    if asked.unit_ids is not None and one.unit_id not in asked.unit_ids:
        return False
    if one.subject not in asked.subjects:
        return False
    if asked.pairs is not None:
        return (one.unit_id, one.key) in asked.pairs
    if asked.keys is not None:
        return one.key in asked.keys
    is_near = one.due_on is None or one.due_on <= soon_until(local_day(act.now))
    return is_near or one.subject == Subject.RETURNED


def _digest(person: Person, waits: Iterable[Waiting], act: Act) -> Digest | None:
    today = local_day(act.now)
    own = [one for one in waits if composing.is_for(one, person)]
    lines = tuple(map(_by_office, composing.lines_of(own, today, facts.WORDS)))
    if not lines:
        return None
    return composing.digest_of(person, today, lines)


def _by_office(line: Line) -> Line:
    return replace(line, why=f"{words.BY_OFFICE}: {line.why}" if line.why else words.BY_OFFICE)
