"""Whatever a file does to its inspector, the server goes on, and so does the next file."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from lib.config import ROOT
from lib.errors import BadFile, BadUpload
from lib.services.campaigns import yaml_lines
from lib.services.files.inspection import frames
from lib.services.files.inspection.bounds import Bounds
from lib.services.files.inspection.frames import BrokenFrame, Frame
from lib.services.files.inspection.pool import Pool
from lib.web import health
from tests.services.files import hostile

HOSTILE = hostile.__name__
PATIENT = Bounds(cpu_s=3600, wall_s=3600)


@pytest.fixture
def pool():
    made = Pool(loaded=[HOSTILE], size=1)
    yield made
    made.close()


def ask(pool: Pool, do: str, *, bounds: Bounds | None = None, content: bytes = b"", **asked: str):
    return pool.inspected(HOSTILE, content, {"do": do, **asked}, file="x.pdf", bounds=bounds)


def refusal(pool: Pool, do: str, bounds: Bounds | None = None, **asked: str) -> str:
    with pytest.raises(BadUpload) as caught:
        ask(pool, do, bounds=bounds, **asked)
    assert caught.value.facts == {"file": "x.pdf"}
    return caught.value.reason


def children(of: int) -> set[int]:
    """The processes that a process has begun and not seen the end of."""
    found = Path(f"/proc/{of}/task/{of}/children").read_text().split()
    for thread in Path(f"/proc/{of}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended since it was listed
            found += thread.read_text().split()
    return {int(one) for one in found}


def is_gone(pid: int) -> bool:
    """Whether it has ended, seen by its parent or not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in {"Z", "X"}


def until(is_so) -> None:
    while not is_so():
        time.sleep(0.01)


def test_an_inspector_answers_with_facts_and_bytes(pool):
    found = ask(pool, "echo", content=b"\0\xffa" * 1000, say="đủ")

    assert found == Frame({"said": "đủ"}, b"\0\xffa" * 1000)


@pytest.mark.parametrize(
    ("do", "bounds"),
    [
        ("spin", Bounds(cpu_s=1)),
        ("wait", Bounds(wall_s=0.1)),
        ("fill", Bounds(memory_bytes=256 << 20)),
        ("crash", None),
        ("flood", Bounds(memory_bytes=4 << 30)),
        ("nonsense", None),
        ("lie", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_file_does_to_its_inspector_ends_with_it(pool, do, bounds):
    pool.start()

    assert refusal(pool, do, bounds) == "unchecked"
    assert ask(pool, "echo", say="next").facts == {"said": "next"}


def test_an_inspector_writes_no_file(pool, tmp_path):
    path = tmp_path / "left"

    assert refusal(pool, "write", path=str(path)) == "unchecked"
    assert not path.exists() or path.read_bytes() == b""


def test_an_inspector_sees_nothing_of_the_server(pool, monkeypatch, tmp_path):
    monkeypatch.setenv("TDKT_DEMO_PASSWORD", "bi-mat")
    with (tmp_path / "open").open("w") as held:
        os.set_inheritable(held.fileno(), True)
        seen = ask(pool, "look").facts

    assert set(seen["environment"]) <= {"LC_CTYPE"}
    assert seen["session"] not in {0, os.getsid(0)}
    kinds = [one.partition(":")[0] for one in seen["opened"]]
    assert kinds == ["/dev/null", "/dev/null", "/dev/null", "pipe"]


def test_a_keeper_that_was_killed_is_replaced(pool):
    before = children(os.getpid())
    pool.start()
    [keeper] = children(os.getpid()) - before

    os.kill(keeper, signal.SIGKILL)

    assert ask(pool, "echo", say="a").facts == {"said": "a"}
    assert keeper not in children(os.getpid())


def test_a_keeper_that_stands_still_is_ended(pool):
    pool = Pool(loaded=[HOSTILE], size=1, grace_s=0.1)
    before = children(os.getpid())
    pool.start()
    [keeper] = children(os.getpid()) - before
    os.kill(keeper, signal.SIGSTOP)

    assert refusal(pool, "echo", Bounds(wall_s=0.1)) == "unchecked"
    assert is_gone(keeper)
    assert ask(pool, "echo", say="a", bounds=PATIENT).facts == {"said": "a"}
    pool.close()


def test_fifty_files_leave_no_process_and_no_descriptor(pool):
    before = children(os.getpid())
    ask(pool, "echo")
    [keeper] = children(os.getpid()) - before
    processes, descriptors = children(os.getpid()), len(os.listdir("/proc/self/fd"))  # noqa: PTH208

    for number in range(50):
        if number % 10:
            ask(pool, "echo", content=b"x" * 70_000)
        else:
            refusal(pool, "crash")

    assert children(os.getpid()) == processes
    assert len(os.listdir("/proc/self/fd")) == descriptors  # noqa: PTH208
    assert children(keeper) == set()
    assert len(os.listdir(f"/proc/{keeper}/fd")) == 5  # noqa: PTH208


def test_whoever_finds_no_free_inspector_is_told_so():
    pool = Pool(loaded=[HOSTILE], size=1, patience_s=0)
    with busy(pool, "wait"):
        assert refusal(pool, "echo") == "checks_busy"


class busy:
    """The pool is at work on a file that does not end by itself."""

    def __init__(self, pool: Pool, do: str) -> None:
        self.pool = pool
        self.told: list[str] = []
        self.work = threading.Thread(target=lambda: self.told.append(refusal(pool, do, PATIENT)))

    def __enter__(self):
        before = children(os.getpid())
        self.work.start()
        until(lambda: children(os.getpid()) - before)
        [self.keeper] = children(os.getpid()) - before
        until(lambda: children(self.keeper))
        [self.inspector] = children(self.keeper)
        return self

    def __exit__(self, *_):
        self.pool.close()
        self.work.join()
        assert self.told == ["unchecked"]
        assert is_gone(self.keeper)
        until(lambda: is_gone(self.inspector))


def test_the_server_answers_while_a_file_is_looked_into(pool):
    routes = health.routes(lambda: pytest.fail("not asked"), lambda _: False)
    transport = httpx.ASGITransport(Starlette(routes=routes))

    async def answers() -> list[int]:
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return [(await client.get("/healthz")).status_code for _ in range(20)]

    with busy(pool, "spin") as work:
        assert asyncio.run(answers()) == [200] * 20
        assert work.work.is_alive()
        assert not is_gone(work.inspector)


def test_a_closed_pool_refuses_until_it_is_started_again(pool):
    ask(pool, "echo")
    pool.close()

    assert refusal(pool, "echo") == "unchecked"
    pool.start()
    assert ask(pool, "echo", say="a").facts == {"said": "a"}


def test_keeper_and_inspector_end_with_a_server_that_is_killed():
    script = (
        "from tests.services.files.test_inspection import *\n"
        "pool = Pool(loaded=[HOSTILE])\n"
        "work = busy(pool, 'spin').__enter__()\n"
        "print(work.keeper, work.inspector, flush=True)\n"
        "work.work.join()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE
    ) as server:
        pids = [int(one) for one in server.stdout.readline().split()]
        server.kill()

    assert len(pids) == 2
    until(lambda: all(map(is_gone, pids)))


def test_a_refusal_is_the_one_that_was_raised():
    pool = Pool(loaded=[])
    with pytest.raises(BadFile) as direct:
        yaml_lines.parse("kế hoạch.yaml", b"kind: 'a")
    with pytest.raises(BadFile) as told:
        pool.inspected(
            yaml_lines.__name__, b"kind: 'a", {"name": "kế hoạch.yaml"}, file="kế hoạch.yaml"
        )
    pool.close()

    assert (told.value.reason, told.value.facts) == (direct.value.reason, direct.value.facts)


def test_yaml_comes_over_as_it_was_read():
    content = (ROOT / "data" / "campaigns" / "bau-cu-2021.yaml").read_bytes()
    pool = Pool(loaded=[])

    found = pool.inspected(yaml_lines.__name__, content, {"name": "a.yaml"}, file="a.yaml")

    pool.close()
    assert yaml_lines.received("a.yaml", found.content) == yaml_lines.parse("a.yaml", content)


@pytest.mark.parametrize(
    "told",
    [
        b"", b"\0\0\0\2", b"\0\0\0\2\0\0\0\0{}x", b"\0\0\0\2\0\0\0\1{}", b"\0\0\0\2\0\0\0\0[]",
        b"\0\0\0\2\0\0\0\0{{", b"\xff\xff\xff\xff\0\0\0\0{}", b"\0\0\0\2\xff\xff\xff\xff{}",
        (100_000).to_bytes(4, "big") + bytes(4) + b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_frame_is_told_as_such(told):
    with pytest.raises(BrokenFrame):
        frames.unpacked(told)
