"""A launcher like ours with sessions kept in a dictionary, for tests of the web layer alone."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.domain.devices import Handed
from lib.errors import Unavailable
from lib.services.people.sessions import Left
from lib.web.server import Services, around

SESSIONS = {"live": "staff", "admin": "admin"}
USED: set[str] = set()
MARKS = Path(os.environ["TDKT_DATA_DIR"]) / "marks.json"


def start() -> None:
    if os.environ.get("STAND_IN_FAILS"):
        raise Unavailable("in_use", path="data/x.duckdb")


def redeem(ticket: str, device_cookie: str | None) -> Handed | None:
    """Tickets called good, good-1, good-2 … are good once."""
    if not ticket.startswith("good") or ticket in USED:
        return None
    USED.add(ticket)
    return Handed("live", device_cookie)


LEFT = {"live": Left(timedelta(seconds=200), is_renewable=True)}
LEFT["old"] = Left(timedelta(seconds=200), is_renewable=False)


def left(cookie: object) -> Left | None:
    """Sessions called live and old are about to end; live-1, live-2 … too, each for itself."""
    name = str(cookie)
    return LEFT.get(name) or LEFT.get(name.partition("-")[0])


def renew(cookie: object) -> Left | None:
    """Only those that were not used for long live longer for it."""
    found = left(cookie)
    if found is not None and found.is_renewable:
        LEFT[str(cookie)] = Left(timedelta(hours=4), is_renewable=True)
    return left(cookie)


def stop() -> None:
    MARKS.write_text(json.dumps({"stopped": True}))


def status() -> dict[str, object]:
    return {"ready": not os.environ.get("STAND_IN_NOT_READY"), "level": 1}


async def fails(request: Request) -> Response:
    raise ZeroDivisionError("secret detail")


SERVICES = Services(
    find=lambda cookie: SESSIONS.get(str(cookie)),
    left=left,
    renew=renew,
    redeem=redeem,
    is_admin=lambda cookie: SESSIONS.get(str(cookie)) == "admin",
    status=status,
    start=start,
    stop=stop,
    cookie_life_s=3600,
    device_life_s=7200,
)

app = st.App(Path(__file__).with_name("script.py"), **around(SERVICES, Route("/try/fails", fails)))
