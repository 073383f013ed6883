"""What the Office does with opinions: group, answer, forward, close; and the campaign's rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from lib.domain import opinions
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import typed
from lib.domain.opinions import Opinion, Rules, State, Step
from lib.domain.problem_collector import ProblemCollector
from lib.domain.vietnamese import local_day
from lib.errors import Conflict, Invalid, NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act
from lib.store import closing_reports
from lib.store import opinions as store
from lib.store.engine.db import Database
from lib.text.opinions import OPINION_FIELDS as LABELS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """An opinion at the version that the person saw."""

    opinion_id: UUID
    seen_version: int


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed for a step; each takes its own part of it.

    Attributes:
        public_about: what a public answer is about; "" for one that the author alone reads.
        reason: why it is closed without an answer.
    """

    answer: object = ""
    is_public: object = False
    public_about: object = ""
    forwarded_to: object = ""
    forwarded_on: object = ""
    reason: object = ""


def group(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    targets: Sequence[Target],
    label: object,
) -> int:
    """Put opinions into a group of that name; "" takes them out of theirs.

    Returns:
        How many there were.
    Raises:
        Invalid: no such name.
        NotFound, Conflict, Refused: as `take_step`.
    """
    intent = acts.intend(db, actor, Action.OPINION_REVIEW, act_id=act_id, queue=campaign)
    name = typed.line(label or "", LABELS["label"], opinions.LABEL_LIMIT)

    def work(act: Act) -> int:
        for target in targets:
            before = _seen(act, target)
            after = replace(before, label=name)
            store.change(act.tx, campaign.campaign_id, after, "group", note=name, author=act.author)
            act.tell("opinion.group", before.opinion_id, {"name": name})
        if not targets:
            raise Refused("nothing_chosen")
        return len(targets)

    return intent.carry_out(work, again=lambda _: len(targets))


def take_step(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    target: Target,
    step: Step,
    said: Said,
) -> None:
    """Answer, forward, close or take up again.

    Raises:
        Problems: values that cannot be taken.
        NotFound: no such opinion in the campaign.
        Conflict: somebody changed it since it was seen.
        Refused: its state forbids the step, it is the actor's own, or the report is signed.
    """
    intent = acts.intend(db, actor, Action.OPINION_REVIEW, act_id=act_id, queue=campaign)
    taken = _taken(step, said)

    def work(act: Act) -> None:
        before = _seen(act, target)
        opinions.check_person(before, actor.account_id)
        after, note = _after(before, step, taken, local_day(act.now))
        store.change(act.tx, campaign.campaign_id, after, step, note=note, author=act.author)
        act.tell(f"opinion.{step.value}", before.opinion_id, _told(step, after))

    intent.carry_out(work, again=acts.nothing)


def check_said(step: Step, said: Said) -> None:
    """Nothing where what was typed can be taken for the step.

    Raises:
        Problems: it cannot.
    """
    _taken(step, said)


def put_rules(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    seen_version: int,
    takes_anonymous: object,
    complaints_to: object,
) -> None:
    """Say whether anonymous opinions are taken, and where complaints go.

    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody changed them since they were seen.
        Refused: anonymity would be taken from a campaign that has begun.
    """
    intent = acts.intend(db, actor, Action.OPINION_REVIEW, act_id=act_id, queue=campaign)
    collector = ProblemCollector()
    address = collector.take(
        "complaints_to",
        lambda: _needed(complaints_to, "complaints_to", opinions.ADDRESS_LIMIT),
        "",
    )
    collector.finish()
    after = Rules(takes_anonymous is True, address, seen_version)

    def work(act: Act) -> None:
        before = store.rules(act.tx, campaign.campaign_id)
        if before.version != seen_version:
            raise Conflict("changed")
        opinions.check_rules(act.state, before, after)
        store.put_rules(act.tx, campaign.campaign_id, after, act.author)
        detail = {"anonymous": after.takes_anonymous, "address": after.complaints_to}
        act.tell("opinion.rules", campaign.code, detail)

    intent.carry_out(work, again=acts.nothing)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was typed, taken into values."""

    answer: str = ""
    public_about: str = ""
    forwarded_to: str = ""
    forwarded_on: date | None = None
    reason: str = ""


def _seen(act: Act, target: Target) -> Opinion:
    """The opinion, if it still has the version that was seen and may be worked on."""
    opinions.check_handled(act.state)
    if closing_reports.is_signed(act.tx, act.campaign.campaign_id):
        raise Refused("report_signed")
    found = store.opinion(act.tx, act.campaign.campaign_id, target.opinion_id)
    if found is None:
        raise NotFound("opinion")
    if found.version != target.seen_version:
        raise Conflict("changed")
    return found


def _taken(step: Step, said: Said) -> _Taken:
    collector = ProblemCollector()

    def take(key: str, parse: Callable[[], T], instead: T) -> T:
        return collector.take(key, parse, instead)

    taken = _Taken()
    if step == Step.ANSWER:
        answer = take("answer", lambda: _needed(said.answer, "answer", opinions.ANSWER_LIMIT), "")
        about = ""
        if said.is_public is True:
            about = take(
                "public_about",
                lambda: _needed(said.public_about, "public_about", opinions.ABOUT_LIMIT),
                "",
            )
        taken = _Taken(answer=answer, public_about=about)
    elif step == Step.FORWARD:
        to = take("forwarded_to", lambda: _place(said.forwarded_to), "")
        on = take("forwarded_on", lambda: _day(said.forwarded_on), None)
        taken = _Taken(forwarded_to=to, forwarded_on=on)
    elif step == Step.CLOSE:
        reason = take(
            "reason",
            lambda: typed.paragraphs(said.reason or "", LABELS["reason"], opinions.REASON_LIMIT),
            "",
        )
        taken = _Taken(reason=reason)
    collector.finish()
    return taken


def _after(before: Opinion, step: Step, taken: _Taken, today: date) -> tuple[Opinion, str]:
    """The opinion after the step, and what its history says beside it."""
    moved = opinions.stepped(before, step)
    if step == Step.ANSWER:
        answered = replace(
            moved, answer=taken.answer, public_about=taken.public_about, answered_on=today
        )
        return answered, taken.answer
    if step == Step.FORWARD:
        forwarded = replace(moved, forwarded_to=taken.forwarded_to, forwarded_on=taken.forwarded_on)
        return forwarded, taken.forwarded_to
    if step == Step.CLOSE:
        if before.state != State.ANSWERED and not taken.reason:
            raise Refused("reason_needed")
        return replace(moved, closed_reason=taken.reason), taken.reason
    return replace(moved, closed_reason=""), ""


def _told(step: Step, after: Opinion) -> dict[str, object]:
    """What the audit log says: no word of the opinion or of the answer."""
    if step == Step.ANSWER:
        return {"public": bool(after.public_about)}
    if step == Step.FORWARD:
        return {"to": after.forwarded_to, "forwarded_on": after.forwarded_on}
    return {"reason": after.closed_reason} if step == Step.CLOSE else {}


def _needed(raw: object, key: str, limit: int) -> str:
    found = typed.paragraphs(raw or "", LABELS[key], limit)
    if not found:
        raise Invalid("required", field=LABELS[key])
    return found


def _place(raw: object) -> str:
    found = typed.line(raw or "", LABELS["forwarded_to"], opinions.TO_LIMIT)
    if not found:
        raise Invalid("required", field=LABELS["forwarded_to"])
    return found


def _day(raw: object) -> date:
    label = LABELS["forwarded_on"]
    found = typed.day(raw or "", label, last=clock.today())
    if found is None:
        raise Invalid("required", field=label)
    return found
