"""The commands of the README: what `make` would do, without doing it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TARGETS = (
    "help", "setup", "demo", "run", "test", "check", "cover", "check-all", "crash", "fmt", "bench",
    "load", "docs", "pictures", "golden", "templates", "backup",
)  # fmt: skip


def make(*words: str, **variables: str) -> str:
    """What make prints; `-n` lists commands instead of running them."""
    # The make that runs these tests would hand its own flags down.
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "TDKT_", "PORT"))}
    done = subprocess.run(
        ["make", *words],
        cwd=ROOT,
        env={**inherited, **variables},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def commands(*words: str, **variables: str) -> list[str]:
    return [line.strip() for line in make("-n", *words, **variables).splitlines()]


def test_help_lists_every_target_with_its_meaning() -> None:
    listed = [line.split(maxsplit=1) for line in make().splitlines()]

    assert tuple(target for target, _ in listed) == TARGETS


def test_demo_serves_its_own_file_where_it_is_told() -> None:
    here, there = commands("demo"), commands("demo", "PORT=9000", TDKT_ADDRESS="0.0.0.0")

    serve = "TDKT_DATABASE=data/demo.duckdb exec .venv/bin/streamlit run app.py"
    assert f"{serve} --server.port 8501 --server.address 127.0.0.1" in here
    assert f"{serve} --server.port 9000 --server.address 0.0.0.0" in there
    assert ".venv/bin/python manage.py demo --port 9000 --address 0.0.0.0" in there


@pytest.mark.parametrize(("fresh", "is_fresh"), [("1", True), ("0", False), ("", False)])
def test_the_demo_is_rebuilt_on_request_alone(fresh: str, is_fresh: bool) -> None:
    [build] = [line for line in commands("demo", f"FRESH={fresh}") if "manage.py demo" in line]

    assert ("--fresh" in build) is is_fresh


def test_run_serves_the_configured_database() -> None:
    [serve] = [line for line in commands("run") if "streamlit run" in line]

    assert (
        serve == "exec .venv/bin/streamlit run app.py --server.port 8501 --server.address 127.0.0.1"
    )


def test_test_is_setup_and_then_check() -> None:
    lines = [line for line in commands("test") if line.startswith("make ")]

    first, *inside, last = [line.split()[-1] for line in lines]
    assert (first, last) == ("setup", "check")
    assert [name.partition("-")[0] for name in inside] == [".venv/dev"]


def test_setup_asks_debian_and_the_package_index_at_once() -> None:
    [both] = [line for line in commands("setup") if line.startswith("make ")]

    assert "-j2 packages .venv/dev-" in both


def test_what_python_compiles_is_kept_whatever_the_environment_says() -> None:
    ask = "--eval=asked: ; @echo kept:$$PYTHONDONTWRITEBYTECODE"

    assert make(ask, "asked", PYTHONDONTWRITEBYTECODE="1").strip() == "kept:"


def test_check_runs_every_tool_and_ends_with_the_tests() -> None:
    tools = [line.split()[0] for line in commands("check") if line.startswith(".venv/bin/")]

    assert tools[-4:] == [
        ".venv/bin/ruff",
        ".venv/bin/ruff",
        ".venv/bin/lint-imports",
        ".venv/bin/python",
    ]
    assert "-m pytest" in commands("check")[-1]


def test_check_all_leaves_no_case_of_an_engine_out() -> None:
    more = " --every-case --mutations 10000 --felt 3"
    every = [line.removesuffix(more) for line in commands("check-all")]

    assert every == commands("check")
    assert commands("check-all") != every


def test_ci_runs_the_same() -> None:
    script = ROOT / ".ci" / "run"

    assert script.read_text().splitlines()[-1].endswith("exec make test")
    assert os.access(script, os.X_OK)
