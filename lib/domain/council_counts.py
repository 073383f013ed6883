"""Counted results of a council's votes: whether their sums can be true, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lib.domain.council import Ballot, Counts, Meeting, Vote
from lib.domain.forms import typed
from lib.domain.nominations import PassBase
from lib.domain.problem_collector import ProblemCollector
from lib.errors import Invalid, Refused

VOTES_LIMIT = 999


@dataclass(frozen=True, slots=True)
class Ratios:
    """Votes for, as exact shares; both are always shown.

    Attributes:
        of_present: of those who take part in the case: present, or with a written opinion.
        of_all: of all members but those who are recused from the case.
        passes: None while the pass percentage is not settled.
    """

    of_present: Fraction
    of_all: Fraction
    passes: bool | None


def ratios(meeting: Meeting, vote: Vote) -> Ratios | None:
    """What the counts say.

    None before they are entered, where nobody may vote, and while they cannot be true any more.
    """
    taking_part = meeting.taking_part(vote)
    if vote.counts is None or not taking_part or not fits(meeting, vote):
        return None
    of_present = Fraction(vote.counts.votes_for, taking_part)
    of_all = Fraction(vote.counts.votes_for, len(meeting.voters(vote)))
    share = of_present if meeting.data.pass_base == PassBase.PRESENT else of_all
    return Ratios(of_present, of_all, reaches(share, meeting.data.pass_percent))


def reaches(share: Fraction, percent: str | None) -> bool | None:
    """Whether a share of votes passes; None while the Office has settled no percentage."""
    return None if percent is None else share >= Fraction(Decimal(percent)) / 100


def counts(
    meeting: Meeting, vote: Vote, raw: Mapping[str, object], labels: Mapping[str, str]
) -> Counts:
    """The typed counts of a case, if their sums can be true.

    Args:
        raw: by the names of Counts' fields; ballots are not asked for where hands were shown.
        labels: what each of them is called on the form, and "present", what it must not exceed.
    Raises:
        Problems: every count that is missing or cannot be.
        Refused: nobody who takes part may vote on the case.
    """
    if not meeting.taking_part(vote):
        raise Refused("nobody_votes")
    collector = ProblemCollector()
    is_on_paper = meeting.data.ballot == Ballot.PAPERS

    def taken(key: str, limit: int, limit_key: str) -> int:
        # A refused count must not make those that are measured by it look wrong as well.
        return collector.take(
            key, lambda: _count(raw.get(key), labels, key, limit, limit_key), limit
        )

    issued = returned = valid = None
    most, most_key = meeting.taking_part(vote), "present"
    if is_on_paper:
        issued = taken("issued", most, most_key)
        returned = taken("returned", issued, "issued")
        valid = taken("valid", returned, "returned")
        most, most_key = valid, "valid"
    given = [taken(key, most, most_key) for key in ("votes_for", "votes_against", "votes_none")]
    collector.finish()
    if sum(given) != most if is_on_paper else sum(given) > most:
        collector.take("votes_none", lambda: _refuse_sum(labels, sum(given), most, most_key), None)
    collector.finish()
    return Counts(given[0], given[1], given[2], issued, returned, valid)


def check_fits(meeting: Meeting) -> None:
    """Nothing while every result that has been entered can still be true for these members.

    Raises:
        Refused: fewer take part by now than have voted.
    """
    if not all(fits(meeting, vote) for vote in meeting.votes):
        raise Refused("votes_entered")


def fits(meeting: Meeting, vote: Vote) -> bool:
    """Whether the result, if one has been entered, can be true for those who vote on the case."""
    counts = vote.counts
    if counts is None:
        return True
    cast = counts.total if counts.issued is None else counts.issued
    is_on_paper = meeting.data.ballot == Ballot.PAPERS
    return cast <= meeting.taking_part(vote) and is_on_paper == (counts.issued is not None)


def _count(raw: object, labels: Mapping[str, str], key: str, limit: int, limit_key: str) -> int:
    found = typed.whole("" if raw is None else raw, labels[key], 0, VOTES_LIMIT)
    if found is None:
        raise Invalid("required", field=labels[key])
    if found > limit:
        raise Invalid("above_count", field=labels[key], other=labels[limit_key], limit=limit)
    return found


def _refuse_sum(labels: Mapping[str, str], found: int, limit: int, limit_key: str) -> None:
    names = ", ".join(labels[key].lower() for key in ("votes_for", "votes_against", "votes_none"))
    raise Invalid(
        "sum_differs", field=names, total=found, other=labels[limit_key].lower(), limit=limit
    )
