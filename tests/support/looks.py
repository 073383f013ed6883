"""In which windows one walk is gone: one is enough for what it does; manners see the rest.

Each walk is asked for what somebody does from its begin to its end. What a page looks like in
another width or in the dark, and whether all of it is within reach there, is asked of every page
by `tests/browser/test_manners.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

_OTHER = pytest.mark.other_look


def walked_in(first: object, *others: object) -> list[object]:
    """Parameters of a walk: `make check` goes it in the first, `make check-all` in each."""
    return [first, *(pytest.param(*_values(one), marks=_OTHER) for one in others)]


def spared(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The walks that are left to `make check-all`."""
    return [item for item in items if item.get_closest_marker(_OTHER.name)]


def _values(one: object) -> tuple[Any, ...]:
    return one if type(one) is tuple else (one,)
