"""Which rows of a desk are named: what presses most, and no more than a screen holds."""

from __future__ import annotations

import pytest

from lib.domain.desk import FIRST, Kind, Pile, Waiting
from lib.ui.home import piles


def pile(count: int) -> Pile:
    waits = tuple(Waiting(str(number), f"Việc {number}") for number in range(min(count, FIRST)))
    return Pile(Kind.OVERDUE, count, waits)


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ((), ()),
        ((40,), (5,)),
        ((40, 40), (5, 5)),
        ((40, 40, 40), (3, 3, 3)),
        ((40, 40, 40, 40, 40), (2, 2, 1, 1, 1)),
        ((2, 40, 40), (2, 4, 3)),
        # What lies alone is named in the one link of its pile.
        ((1, 40, 1), (1, 5, 1)),
        ((40,) * 8, (1, 1, 1, 1, 0, 0, 0, 0)),
        ((40,) * 14, (0,) * 14),
        ((1,) * 14, (1,) * 14),
    ],
)
def test_names_are_dealt_in_rounds_to_what_presses_first(counts, named):
    assert piles.named([pile(count) for count in counts]) == named


def test_a_pile_whose_rows_stand_on_their_page_alone_is_never_named():
    unnamed = Pile(Kind.OPINIONS, 7, ())
    assert piles.named([unnamed, pile(40)]) == (0, 5)
