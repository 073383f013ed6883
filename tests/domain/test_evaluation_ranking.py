"""The ranking: exact, of no order of input, ties by the rule, what stays equal shared."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.evaluation_ranking import Entrant, Figure, Placed, ranked
from lib.domain.evaluation_rules import SHARES, Measure

TIES = (Measure.ON_TIME, Measure.TIMES_RETURNED)


def unit(number: int) -> UUID:
    return UUID(int=number + 1)


def entrant(number: int, total: str, on_time=(3, 3), returned: int = 0) -> Entrant:
    figures = (
        Figure(Measure.ON_TIME, *on_time),
        Figure(Measure.TIMES_RETURNED, returned, None),
    )
    return Entrant(unit(number), number, Decimal(total), figures)


def told(placed: tuple[Placed, ...]) -> list[tuple[int, int, list[str]]]:
    """Unit, rank and the measures that were looked at."""
    return [
        (one.unit_id.int - 1, one.rank, [each.measure.value for each in one.figures])
        for one in placed
    ]


def test_points_alone_part_those_with_other_points():
    found = ranked([entrant(0, "0.1", returned=9), entrant(1, "0.3"), entrant(2, "0.2")], TIES)

    assert told(found) == [(1, 1, []), (2, 2, []), (0, 3, [])]


def test_the_rule_is_looked_at_as_far_as_it_takes():
    tied = [
        entrant(0, "85", (2, 3), 5),
        entrant(1, "85", (3, 3), 1),
        entrant(2, "85", (3, 3), 0),
        entrant(3, "90"),
    ]

    found = ranked(tied, TIES)

    both = ["on_time", "times_returned"]
    assert told(found) == [(3, 1, []), (2, 2, both), (1, 3, both), (0, 4, ["on_time"])]
    assert found[1].tied == (unit(1), unit(0))


def test_what_stays_equal_shares_the_rank_in_the_agencys_order():
    found = ranked([entrant(2, "7"), entrant(0, "7"), entrant(1, "6")], TIES)

    both = ["on_time", "times_returned"]
    assert told(found) == [(0, 1, both), (2, 1, both), (1, 3, [])]


def test_those_with_as_many_points_are_told_once_for_all_of_them():
    found = ranked([entrant(number, "7") for number in range(4000)], TIES)

    assert {id(one.level) for one in found} == {id(found[0].level)}
    assert {one.rank for one in found} == {1}


def test_without_a_rule_equal_points_share():
    found = ranked([entrant(0, "7", (0, 3)), entrant(1, "7"), entrant(2, "1")], ())

    assert [one.rank for one in found] == [1, 1, 3]


def test_a_share_of_nothing_comes_after_every_share():
    found = ranked([entrant(0, "7", (0, 0)), entrant(1, "7", (0, 3))], TIES)

    assert told(found) == [(1, 1, ["on_time"]), (0, 2, ["on_time"])]


def test_shares_are_compared_without_floats():
    big = 10**17
    found = ranked([entrant(0, "7", (big, big + 1)), entrant(1, "7", (big + 1, big + 2))], TIES)

    assert [one.unit_id for one in found] == [unit(1), unit(0)]


def _better(one: Entrant, other: Entrant, ties: tuple[Measure, ...]) -> bool:
    """DESIGN a second time: whether one stands before the other."""
    if one.total != other.total:
        return one.total > other.total
    for place, measure in enumerate(ties):
        mine, theirs = one.figures[place], other.figures[place]
        if measure in SHARES:
            shares = [
                Fraction(f.part, f.whole) if f.whole else Fraction(-1) for f in (mine, theirs)
            ]
            if shares[0] != shares[1]:
                return shares[0] > shares[1]
        elif mine.part != theirs.part:
            return mine.part < theirs.part
    return False


@st.composite
def fields(draw: st.DrawFn) -> tuple[list[Entrant], tuple[Measure, ...]]:
    ties = tuple(draw(st.lists(st.sampled_from(list(Measure)), unique=True, max_size=3)))
    entrants = []
    for number in range(draw(st.integers(0, 8))):
        figures = []
        for measure in ties:
            part = draw(st.integers(0, 2))
            whole = draw(st.integers(part, 2)) if measure in SHARES else None
            figures.append(Figure(measure, part, whole))
        total = Decimal(draw(st.integers(-2, 3))) / 2
        entrants.append(Entrant(unit(number), number, total, tuple(figures)))
    return entrants, ties


@given(fields(), st.randoms())
def test_each_rank_is_one_more_than_those_before_whatever_the_order(drawn, random):
    entrants, ties = drawn
    shuffled = random.sample(entrants, len(entrants))

    found = ranked(shuffled, ties)

    assert found == ranked(entrants, ties)
    by_id = {one.unit_id: one for one in entrants}
    for placed in found:
        one = by_id[placed.unit_id]
        assert placed.rank == 1 + sum(_better(other, one, ties) for other in entrants)
        alike = {other.unit_id for other in entrants if other.total == one.total} - {one.unit_id}
        assert set(placed.tied) == alike
        assert bool(placed.figures) <= bool(alike)
    assert [one.rank for one in found] == sorted(one.rank for one in found)
