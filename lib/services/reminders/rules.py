"""On which days what waits is reminded of: those of the product until the Office sets its own."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import yaml

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.problem_collector import ProblemCollector
from lib.domain.reminders.rules import (
    LONGEST,
    WITH_DUE,
    WITH_SINCE,
    Rule,
    Rules,
    Subject,
    rules_from_data,
    rules_to_data,
)
from lib.errors import Conflict, Invalid
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.store import reminder_rules as store
from lib.store.engine.db import Database, Reader
from lib.text import reminders as words

EVENT: Final = "reminder.rules"
_SHIPPED: Final = ROOT / "data" / "reminders" / "rules.yaml"
_SHOWN: Final = 20
_BETWEEN: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Stored:
    """The rules in force; version 0 for those of the product."""

    version: int
    rules: Rules


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the rules: who, when, and by subject what a rule said before and after."""

    done_at: datetime
    done_by_name: str
    before: Mapping[str, str]
    after: Mapping[str, str]


@functools.cache
def shipped() -> Rules:
    """The rules that the product brings."""
    return rules_from_data(yaml.safe_load(_SHIPPED.read_text(encoding="utf-8")))


def read(tx: Reader) -> Stored:
    """What is in force."""
    found = store.stored(tx)
    if found is None:
        return Stored(0, shipped())
    version, body = found
    return Stored(version, rules_from_data(json.loads(body)))


def in_force(db: Database, actor: Actor) -> Stored:
    """The same, for whoever may change it."""
    access.check(actor, Action.REMINDER_MANAGE)
    return db.kept("reminder rules", ("settings",), read)


def change(
    db: Database, actor: Actor, *, act_id: UUID, seen_version: int, raw: Mapping[str, object]
) -> None:
    """Put other rules into force, by which the next digests are composed; the same are no change.

    Args:
        raw: by `key_of` a subject and a part of its rule, as the form gives them.
    Raises:
        Problems: what no rule can say, or a rule that is on and has no day.
        Conflict: somebody has changed them since they were seen.
    """
    intent = acts.intend(db, actor, Action.REMINDER_MANAGE, act_id=act_id, queue=Queue.NONE)
    new = parse(raw)

    def work(act: Act) -> None:
        before = read(act.tx)
        if before.version != seen_version:
            raise Conflict("changed")
        told = _told(before.rules, new)
        if told["after"]:
            body = json.dumps(rules_to_data(new))
            store.put(act.tx, body, seen_version=seen_version, now=act.now)
            act.tell(EVENT, before.version + 1, told)

    intent.carry_out(work, again=acts.nothing)


def history(db: Database, actor: Actor) -> Sequence[Change]:
    """The last changes, the newest first."""
    access.check(actor, Action.REMINDER_MANAGE)
    links = db.read(lambda tx: store.changes(tx, EVENT, _SHOWN))
    return [
        Change(one.event.happened_at, one.event.actor_name, *_sides(one.event.detail))
        for one in links
    ]


def key_of(subject: Subject, part: str) -> str:
    """What a part of a subject's rule is called in forms."""
    return f"{subject.value}_{part}"


def parse(raw: Mapping[str, object]) -> Rules:
    """What was typed, checked.

    Raises:
        Problems: what no rule can say, or a rule that is on and has no day.
    """
    collector = ProblemCollector()
    found = {one: _rule(collector, one, raw) for one in Subject}
    collector.finish()
    return found


def _rule(collector: ProblemCollector, subject: Subject, raw: Mapping[str, object]) -> Rule:
    def given(part: str) -> object:
        return raw.get(key_of(subject, part))

    def days(part: str) -> int:
        label = f"{words.SUBJECTS[subject]}, {words.RULE_FIELDS[part]}"
        return collector.take(key_of(subject, part), lambda: _number(given(part), label), 0)

    def ahead() -> tuple[int, ...]:
        label = f"{words.SUBJECTS[subject]}, {words.RULE_FIELDS['before']}"
        return collector.take(
            key_of(subject, "before"), lambda: _ahead(str(given("before") or ""), label), ()
        )

    has_due, has_since = subject in WITH_DUE, subject in WITH_SINCE
    known = len(collector.problems)
    made = Rule(
        subject,
        ahead() if has_due else (),
        has_due and given("on_due") is True,
        days("overdue_every") if has_due else 0,
        days("since_every") if has_since else 0,
        given("is_on") is True,
    )
    if made.is_on and made.is_empty and len(collector.problems) == known:
        empty = Invalid("rule_empty", field=words.SUBJECTS[subject], key=key_of(subject, "is_on"))
        collector.add([empty])
    return made


def _ahead(given: str, label: str) -> tuple[int, ...]:
    """Days before a day, the furthest first, each once."""
    told = [one for one in _BETWEEN.split(given) if one]
    if not all(re.fullmatch(r"[0-9]{1,3}", one) and 1 <= int(one) <= LONGEST for one in told):
        raise Invalid("not_days", field=label, limit=LONGEST)
    return tuple(sorted({int(one) for one in told}, reverse=True))


def _number(given: object, label: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise Invalid("not_whole", field=label)
    if given < 0:
        raise Invalid("too_small", field=label, limit=0)
    if given > LONGEST:
        raise Invalid("too_large", field=label, limit=LONGEST)
    return given


def _told(before: Rules, after: Rules) -> dict[str, dict[str, str]]:
    """By subject what a rule said and says, of those that are others now."""
    nothing = {one: Rule(one, is_on=False) for one in Subject}
    old, new = {**nothing, **before}, {**nothing, **after}
    changed = [one for one in Subject if old[one] != new[one]]
    return {
        "before": {one.value: words.rule(old[one]) for one in changed},
        "after": {one.value: words.rule(new[one]) for one in changed},
    }


def _sides(detail: Mapping[str, object]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    before, after = detail.get("before"), detail.get("after")
    return (
        before if isinstance(before, Mapping) else {},
        after if isinstance(after, Mapping) else {},
    )
