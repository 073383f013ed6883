"""Which cases of a test run on both engines: SQL is tried on each, who may use it on one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from lib.domain.access import Role
from tests.cast import VAN, Person

# DuckDB takes twice as long for the same rules, and all tests above the services run on it.
SPARED = "duckdb"


def spared(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Cases for DuckDB that differ from another one in the person or the role alone.

    Văn's case, or the Office's, speaks for all of them, since both may do nearly everything.
    """
    kept: dict[object, pytest.Item] = {}
    others: list[pytest.Item] = []
    for item in items:
        case = _case(item)
        if case is None:
            continue
        known = kept.get(case)
        if known is None:
            kept[case] = item
        elif _speaks_for_all(item):
            kept[case] = item
            others.append(known)
        else:
            others.append(item)
    return others


def is_repeated(item: pytest.Item) -> bool:
    """Whether the same runs on PostgreSQL too."""
    return SPARED in _params(item).values()


def _params(item: pytest.Item) -> Mapping[str, object]:
    params: Mapping[str, object] = getattr(getattr(item, "callspec", None), "params", {})
    return params


def _case(item: pytest.Item) -> object:
    """What a DuckDB case tries, whoever tries it; None for all other tests."""
    if not is_repeated(item):
        return None
    tried = [(name, repr(one)) for name, one in _params(item).items() if not _is_who(one)]
    return item.path, item.originalname, tuple(sorted(tried))  # type: ignore[attr-defined]


def _is_who(one: object) -> bool:
    return isinstance(one, Person | Role)


def _speaks_for_all(item: pytest.Item) -> bool:
    return any(one in (VAN, Role.OFFICE) for one in _params(item).values() if _is_who(one))
