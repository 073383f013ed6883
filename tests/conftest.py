"""Fixtures for every layer: real migrated databases of both engines."""

from __future__ import annotations

import functools
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from lib.store import migrations
from lib.store.engine.db import Database
from lib.store.engine.duck import DuckDatabase
from lib.store.engine.postgres import PgDatabase
from tests.support import engines, looks, pg, tracing
from tests.support.data_folder import data_in
from tests.support.stages import DuckEngine, PgEngine, Stage, Stages, nothing

ROOT = Path(__file__).parent
TEMPLATE = "thidua_template"
# Files whose tests are few and long: begun last, one of them would run on alone.
LONG_ONES = (
    "test_types.py", "test_bench.py", "test_load.py", "browser", "crash",
    "services/demo/test_demo.py", "web", "pages", "test_manage.py",
    "ui/building/test_whole_campaign.py",
)  # fmt: skip

# A busy machine is slow, and no test has a time limit.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-case", action="store_true", help="on both engines, and each walk in every look"
    )
    parser.addoption(
        "--mutations", type=int, default=250, help="how many damaged files uploads are tried with"
    )
    parser.addoption(
        "--felt", type=int, default=1, help="how often an act or a page is felt for its median"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long; within a file the order stays."""
    if not config.getoption("every_case"):
        spared = [*engines.spared(items), *looks.spared(items)]
        config.hook.pytest_deselected(items=spared)
        left_out = set(spared)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: _rank(item.path.relative_to(ROOT).as_posix()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    tracing.follow(item)
    return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what tests have measured of the product, as `record_property` was given it."""
    told = [
        f"{name}: {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
    ]
    if told:
        terminalreporter.section("measured")
        terminalreporter.write_line("\n".join(sorted(told)))


def _rank(path: str) -> int:
    """The place of a test file's kind among the long ones, or behind them."""
    ranks = (rank for rank, name in enumerate(LONG_ONES) if f"{path}/".startswith(f"{name}/"))
    return next(ranks, len(LONG_ONES))


@pytest.fixture(scope="session", autouse=True)
def _components_looked_for_once() -> Iterator[None]:
    """Each new AppTest reads the metadata of all installed packages, which takes half a second."""
    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def pg_server() -> Iterator[pg.Server]:
    with pg.running_server() as server:
        yield server


@pytest.fixture(scope="session")
def pg_template(pg_server: pg.Server) -> str:
    """The name of a migrated, empty database that new ones are copied from."""
    pg_server.run(f"CREATE DATABASE {TEMPLATE}")
    database = PgDatabase(pg_server.address(TEMPLATE))
    migrations.migrate(database)
    database.close()
    return TEMPLATE


@pytest.fixture(scope="session")
def pg_shelf(pg_server: pg.Server, pg_template: str) -> Iterator[pg.Shelf]:
    shelf = pg.Shelf(pg_server, pg_template)
    yield shelf
    shelf.close()


@pytest.fixture(scope="session")
def duck_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file that new ones are copied from."""
    path = tmp_path_factory.mktemp("template") / "template.duckdb"
    database = DuckDatabase(path, create=True)
    migrations.migrate(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def duck_stages(duck_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(DuckEngine(duck_template), tmp_path_factory.mktemp("duck-stages"))


@pytest.fixture(scope="session")
def pg_stages(pg_shelf: pg.Shelf, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(PgEngine(pg_shelf), tmp_path_factory.mktemp("pg-stages"))


@pytest.fixture
def duck_stage(duck_stages: Stages, tmp_path: Path) -> Iterator[Stage]:
    """Scenes on DuckDB alone: `duck_stage.set(make_scene)`."""
    with Stage(duck_stages, tmp_path).open() as stage:
        yield stage


@pytest.fixture
def pg_stage(pg_stages: Stages, tmp_path: Path) -> Iterator[Stage]:
    with Stage(pg_stages, tmp_path).open() as stage:
        yield stage


@pytest.fixture(params=["duckdb", "postgresql"])
def stage(request: pytest.FixtureRequest) -> Stage:
    """Scenes; every test that asks for one runs on both engines."""
    fixture = "duck_stage" if request.param == "duckdb" else "pg_stage"
    stage: Stage = request.getfixturevalue(fixture)
    return stage


@pytest.fixture
def duck(duck_stage: Stage) -> DuckDatabase:
    """A migrated DuckDB database of its own."""
    database: DuckDatabase = duck_stage.set(nothing)
    return database


@pytest.fixture
def db(stage: Stage) -> Database:
    """A migrated database; every test that asks for it runs on both engines."""
    return stage.set(nothing)


@pytest.fixture
def own_data(tmp_path: Path) -> Iterator[Path]:
    """A data folder of the test's own."""
    with data_in(tmp_path / "data") as folder:
        yield folder
