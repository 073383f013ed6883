from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from lib.domain.access import Role
from tests.cast import CAST, LAN, VAN
from tests.support import engines

DUCK, PG = "duckdb", "postgresql"


def case(engine: str, name: str = "test_it", **params: object) -> SimpleNamespace:
    callspec = SimpleNamespace(params={"db": engine, **params})
    return SimpleNamespace(path=Path("test_a.py"), originalname=name, callspec=callspec)


def is_duck(one: SimpleNamespace) -> bool:
    return DUCK in one.callspec.params.values()


def test_of_the_same_for_each_person_duckdb_takes_vans() -> None:
    every = [case(engine, person=one) for engine in (DUCK, PG) for one in CAST]

    spared = engines.spared(every)

    taken = [one.callspec.params for one in every if one not in spared]
    assert taken == [
        {"db": DUCK, "person": VAN}, *({"db": PG, "person": one} for one in CAST)
    ]  # fmt: skip


@pytest.mark.parametrize("roles", [list(Role), [Role.STAFF, Role.HEAD]])
def test_of_the_same_for_each_role_it_takes_the_offices_or_the_first(roles: list[Role]) -> None:
    every = [case(engine, role=one) for engine in (PG, DUCK) for one in roles]

    spared = engines.spared(every)

    [taken] = [one.callspec.params["role"] for one in every if one not in spared and is_duck(one)]
    assert taken == (Role.OFFICE if Role.OFFICE in roles else Role.STAFF)


def test_of_cases_that_differ_in_anything_else_it_takes_the_first_of_each_test() -> None:
    every = [
        case(engine, name=name, **params)
        for name in ("test_it", "test_that")
        for params in ({"act": "close"}, {"act": "reopen"}, {"act": "reopen", "person": LAN})
        for engine in (DUCK, PG)
    ]

    spared = engines.spared(every)

    taken = [one for one in every if one not in spared and is_duck(one)]
    assert [(one.originalname, one.callspec.params) for one in taken] == [
        ("test_it", {"db": DUCK, "act": "close"}), ("test_that", {"db": DUCK, "act": "close"})
    ]  # fmt: skip
    assert all(is_duck(one) for one in spared)


def test_what_runs_on_duckdb_alone_is_never_spared() -> None:
    every = [case(DUCK, act=act) for act in ("close", "reopen")]

    assert engines.spared(every) == []


def test_a_test_without_an_engine_is_never_spared() -> None:
    plain = SimpleNamespace(path=Path("test_a.py"), originalname="test_it")
    every = [plain, plain, *(case(PG, person=one) for one in CAST)]

    assert engines.spared(every) == []
