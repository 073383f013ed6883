"""Quorum, sums and ratios of a council's votes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest

from lib import text
from lib.domain import council, council_counts
from lib.domain.council import (
    Ballot,
    CouncilRole,
    Counts,
    Meeting,
    MeetingData,
    MeetingState,
    Member,
    Vote,
)
from lib.domain.nominations import PassBase
from lib.errors import Invalid, Problems

KEY = UUID(int=1)
CASE = Vote(KEY, 1)


def meeting(
    members: int,
    present: int,
    *,
    written: int = 0,
    quorum: str = "2/3",
    percent: str | None = None,
    base: PassBase = PassBase.ALL,
    ballot: Ballot = Ballot.PAPERS,
) -> Meeting:
    data = MeetingData(
        "Họp", date(2021, 3, 19), "", "", "", ballot, quorum, percent, base, "", "", ""
    )
    listed = tuple(
        Member(
            f"Người {number}", "", CouncilRole.MEMBER, is_present=number < present,
            written_opinion="Nhất trí" if present <= number < present + written else "",
        )
        for number in range(members)
    )  # fmt: skip
    return Meeting(KEY, KEY, MeetingState.OPEN, data, listed)


@pytest.mark.parametrize(
    ("members", "present", "quorum", "expected"),
    [
        (9, 6, "2/3", True),
        (9, 5, "2/3", False),
        (10, 7, "2/3", True),
        (10, 6, "2/3", False),
        (3, 2, "2/3", True),
        (3, 2, "0,67", False),
        (2, 1, "1/2", True),
        (7, 7, "1", True),
        (7, 6, "1/1", False),
        (1, 0, "1/100", False),
        (0, 0, "2/3", False),
    ],
)
def test_quorum_at_its_edge(members, present, quorum, expected):
    assert meeting(members, present, quorum=quorum).is_quorate is expected


def test_written_opinions_vote_and_make_no_quorum():
    held = meeting(9, 5, written=4)

    assert (held.taking_part(CASE), held.is_quorate) == (9, False)


def counted(votes_for: int, held: Meeting) -> Vote:
    """All who take part have voted."""
    most = held.taking_part(CASE)
    return Vote(KEY, 1, Counts(votes_for, most - votes_for, 0, most, most, most))


@pytest.mark.parametrize(
    ("held", "votes_for", "of_present", "of_all", "passes"),
    [
        (meeting(9, 6), 6, "1", "2/3", None),
        (meeting(9, 6, percent="66.6"), 6, "1", "2/3", True),
        (meeting(9, 6, percent="66.67"), 6, "1", "2/3", False),
        (meeting(9, 6, percent="90", base=PassBase.PRESENT), 6, "1", "2/3", True),
        (meeting(10, 10, percent="90"), 9, "9/10", "9/10", True),
        (meeting(10, 10, percent="90"), 8, "4/5", "4/5", False),
        (meeting(9, 6, written=3, percent="70", base=PassBase.PRESENT), 7, "7/9", "7/9", True),
        (meeting(9, 6, percent="50"), 0, "0", "0", False),
    ],
)
def test_both_ratios_and_the_judgement(held, votes_for, of_present, of_all, passes):
    found = council_counts.ratios(held, counted(votes_for, held))

    assert found == council_counts.Ratios(Fraction(of_present), Fraction(of_all), passes)


def test_without_members_there_is_no_ratio():
    assert council_counts.ratios(meeting(0, 0), Vote(KEY, 1, Counts(0, 0, 0, 0, 0, 0))) is None


def raw(*counts):
    keys = ("issued", "returned", "valid", "votes_for", "votes_against", "votes_none")
    return dict(zip(keys, map(str, counts), strict=True))


@pytest.mark.parametrize(
    "counts",
    [(9, 9, 9, 9, 0, 0), (9, 8, 7, 5, 1, 1), (6, 6, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0)],
)
def test_ballots_that_add_up(counts):
    found = council_counts.counts(meeting(10, 9), CASE, raw(*counts), text.COUNT_FIELDS)

    assert found == Counts(*counts[3:], *counts[:3])


@pytest.mark.parametrize(
    ("counts", "problems"),
    [
        ((10, 9, 9, 9, 0, 0), [("issued", "above_count")]),
        ((9, 10, 9, 9, 0, 0), [("returned", "above_count")]),
        ((9, 8, 9, 8, 0, 0), [("valid", "above_count")]),
        ((9, 9, 8, 9, 0, 0), [("votes_for", "above_count")]),
        ((9, 9, 9, 8, 0, 0), [("votes_none", "sum_differs")]),
        ((9, 9, 9, 5, 5, 5), [("votes_none", "sum_differs")]),
        ((-1, 9, 9, 9, 0, 0), [("issued", "too_small")]),
        (("", 9, 9, 9, 0, "chín"), [("issued", "required"), ("votes_none", "not_whole")]),
        ((9, "8,5", 8, 8, 0, 0), [("returned", "not_whole")]),
    ],
)
def test_ballots_that_do_not_add_up_name_the_field(counts, problems):
    with pytest.raises(Problems) as caught:
        council_counts.counts(meeting(10, 9), CASE, raw(*counts), text.COUNT_FIELDS)

    assert [(one.facts["key"], one.reason) for one in caught.value.problems] == problems


def test_the_refusal_says_which_sums_differ():
    with pytest.raises(Problems) as caught:
        council_counts.counts(meeting(10, 9), CASE, raw(9, 9, 9, 8, 0, 0), text.COUNT_FIELDS)

    assert text.sentence(caught.value.problems[0]) == (
        "Tổng đồng ý, không đồng ý, không có ý kiến là 8, không khớp với phiếu hợp lệ (9)."
    )


@pytest.mark.parametrize(
    ("counts", "is_taken"),
    [((8, 1, 0), True), ((7, 0, 0), True), ((8, 1, 1), False), ((10, 0, 0), False)],
)
def test_hands_need_no_ballots_and_are_at_most_those_taking_part(counts, is_taken):
    held = meeting(10, 9, ballot=Ballot.HANDS)
    typed = dict(zip(("votes_for", "votes_against", "votes_none"), map(str, counts), strict=True))

    if is_taken:
        assert council_counts.counts(held, CASE, typed, text.COUNT_FIELDS) == Counts(*counts)
    else:
        with pytest.raises(Problems):
            council_counts.counts(held, CASE, typed, text.COUNT_FIELDS)


@pytest.mark.parametrize("typed", ["", "0", "3/2", "2/0", "-1/2", "hai phần ba", "nan"])
def test_what_is_no_fraction(typed):
    with pytest.raises(Invalid):
        council.fraction(typed, "Tỷ lệ")


@pytest.mark.parametrize(("typed", "kept"), [("", None), ("70", "70"), ("66,70", "66.7")])
def test_a_percentage_as_it_is_stored(typed, kept):
    assert council.percent(typed, "Tỷ lệ") == kept


@pytest.mark.parametrize("typed", ["24h", "8:60", "tám giờ", "8"])
def test_what_is_no_time_of_the_day(typed):
    with pytest.raises(Invalid):
        council.clock_time(typed, "Giờ")
