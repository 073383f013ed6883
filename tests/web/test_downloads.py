"""Files that are made while they are sent: so many at once and no more."""

from __future__ import annotations

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.requests import Request

from lib.domain.access import Actor, Role
from lib.errors import Unavailable
from lib.web import downloads, files, members
from lib.web.downloads import Downloads

LAN, HUNG = uuid.UUID(int=1), uuid.UUID(int=2)


def alone(play):
    """Run in a thread of its own: one that has driven a browser has a loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, play).result()


class Made:
    name = "a.csv"
    pieces = (b"a", b"b")


class Browser:
    """Takes what it is sent, unless it has left."""

    def __init__(self, *, has_left=False):
        self.has_left = has_left
        self.taken = b""

    async def receive(self):
        await asyncio.Event().wait()

    async def send(self, message):
        if self.has_left:
            raise OSError
        self.taken += message.get("body", b"")


@pytest.fixture
def places(monkeypatch):
    """Two for Lan, of whom every request is."""
    places = Downloads(of_one=2, of_all=3)
    actor = Actor(LAN, "lan", "Lan", uuid.UUID(int=9), "QLXD", frozenset({Role.STAFF}))
    monkeypatch.setattr(files, "DOWNLOADS", places)
    monkeypatch.setattr(members, "_asking", lambda _cookie: actor)
    monkeypatch.setattr(members, "_answer", lambda ask, who: ask(None, who))
    return places


def scope():
    return {
        "type": "http", "method": "GET", "path": "/evidence/zip", "query_string": b"",
        "headers": [], "server": ("127.0.0.1", 1), "scheme": "http",
        "asgi": {"spec_version": "2.4"},
    }  # fmt: skip


async def begin(make=lambda _db, _actor: Made()):
    return await files.streamed(Request(scope()), make, "text/csv")


async def send(answer, browser):
    await answer(scope(), browser.receive, browser.send)


@pytest.mark.parametrize("has_left", [False, True], ids=["sent", "broken off"])
def test_a_place_is_free_again_when_the_file_is_sent_or_nobody_takes_it(places, has_left):
    async def play():
        first, _second = await begin(), await begin()
        full = (await begin()).status_code
        browser = Browser(has_left=has_left)
        try:
            await send(first, browser)
        except BaseException:  # noqa: BLE001 - how the library tells of it is its own affair
            assert has_left
        return full, browser.taken, (await begin()).status_code

    assert alone(play()) == (503, b"" if has_left else b"ab", 200)


def test_what_cannot_be_made_takes_no_place(places):
    def fail(_db, _actor):
        raise ZeroDivisionError

    async def play():
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await begin(fail)
        return (await begin()).status_code

    assert alone(play()) == 200


def test_all_together_have_so_many():
    places = Downloads(of_one=2, of_all=3)
    for one in (LAN, LAN, HUNG):
        places.enter(one)

    with pytest.raises(Unavailable) as full:
        places.enter(HUNG)

    assert full.value.reason == "downloads_busy"
    places.leave(LAN)
    places.enter(HUNG)


def test_who_has_none_any_more_is_forgotten():
    places = Downloads()

    for number in range(100):
        places.enter(uuid.UUID(int=number))
        places.leave(uuid.UUID(int=number))

    assert not places._running
    assert downloads.OF_ONE < downloads.OF_ALL
