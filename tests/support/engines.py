"""Which cases of a test run on both engines: SQL is tried on each, rules and rights on one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from lib.domain.access import Role
from tests.cast import VAN, Person

# DuckDB takes twice as long for the same rules, and all tests above the services run on it.
SPARED, WHOLE = "duckdb", "postgresql"


def spared(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Cases for DuckDB of a test that PostgreSQL runs whole, but for one of each such test.

    Where they differ in the person or the role it is Văn's, or the Office's, since both may do
    nearly everything.
    """
    whole = {_test(item) for item in items if WHOLE in _params(item).values()}
    cases: dict[object, list[pytest.Item]] = {}
    for item in items:
        if is_repeated(item) and _test(item) in whole:
            cases.setdefault(_test(item), []).append(item)
    return [one for same in cases.values() for one in same if one is not _kept(same)]


def is_repeated(item: pytest.Item) -> bool:
    """Whether the same runs on PostgreSQL too."""
    return SPARED in _params(item).values()


def _kept(cases: Sequence[pytest.Item]) -> pytest.Item:
    return next(filter(_speaks_for_all, cases), cases[0])


def _test(item: pytest.Item) -> object:
    return item.path, getattr(item, "originalname", None)


def _params(item: pytest.Item) -> Mapping[str, object]:
    params: Mapping[str, object] = getattr(getattr(item, "callspec", None), "params", {})
    return params


def _is_who(one: object) -> bool:
    return isinstance(one, Person | Role)


def _speaks_for_all(item: pytest.Item) -> bool:
    return any(one in (VAN, Role.OFFICE) for one in _params(item).values() if _is_who(one))
