"""Whose failure a line of the log tells of: the account's key, and nobody else's."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from lib.services.operation import runtime
from lib.services.people import sessions
from lib.web import errors, members
from lib.web.cookies import SECURE_NAME
from lib.web.gate.gate import Gate
from tests.cast import HUNG, LAN, with_cast
from tests.web.serving import run_async


@pytest.fixture
def database(duck_stage, monkeypatch):
    database = duck_stage.set(with_cast)
    monkeypatch.setattr(runtime, "_database", database)
    return database


def fail(_db, _actor):
    raise ZeroDivisionError("secret detail")


async def fails_for_members(request):
    return await members.answered(request, fail, lambda found: found)


async def fails_for_all(_request):
    raise ZeroDivisionError("secret detail")


APP = Starlette(
    routes=[Route("/own", fails_for_members), Route("/all", fails_for_all)],
    middleware=[Middleware(Gate, find=lambda cookie: cookie)],
    exception_handlers={Exception: errors.on_exception},
)


def cookie(db, person):
    return sessions.redeem(db, sessions.open_session(db, person.account_id, None).ticket).session


async def ask(path, cookie=None):
    """A request by the application's own interface, in the context of whoever awaits it."""
    headers = [(b"cookie", f"{SECURE_NAME}={cookie}".encode())] if cookie else []
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
        "query_string": b"", "headers": headers, "root_path": "", "scheme": "http",
        "server": ("testserver", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message):
        return None

    with pytest.raises(ZeroDivisionError):
        await APP(scope, receive, send)


def told(capsys):
    """Of each unexpected failure: the user, None without."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    lines = [line for line in plain.splitlines() if "unexpected" in line]
    found = [re.search(r"\buser=(\S+)", line) for line in lines]
    return [one and one[1] for one in found]


def test_a_bug_in_a_route_tells_whose_request_it_was(database, capsys):
    run_async(lambda: ask("/own", cookie(database, LAN)))

    assert told(capsys) == [str(LAN.account_id)]


def test_requests_over_one_connection_do_not_tell_of_each_other(database, capsys):
    lan, hung = cookie(database, LAN), cookie(database, HUNG)

    async def one_after_another():
        await ask("/own", lan)
        await ask("/own", hung)
        await ask("/all")

    run_async(one_after_another)

    assert told(capsys) == [str(LAN.account_id), str(HUNG.account_id), None]
