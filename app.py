"""What is served: `streamlit run app.py`. The script that draws the pages is lib/ui/shell.py.

The script lies apart from pages/ on purpose: beside it, a new process would run pages/x.py for a
visitor of /x without the script, and so without the sign-in.
"""

from __future__ import annotations

import streamlit as st

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action
from lib.domain.accounts import SESSION_LIFE
from lib.services import health, runtime, sessions, setup
from lib.web.server import Services, around


def start() -> None:
    """Open the database; while it is empty, print the code that guards the first set-up."""
    setup.announce(runtime.database())


def is_admin(cookie: object) -> bool:
    """Whether the cookie belongs to somebody who may see the details of /readyz."""
    found = sessions.find(runtime.database(), cookie)
    actor = sessions.actor(runtime.database(), found.session_id) if found else None
    return actor is not None and access.can(actor, Action.HEALTH_DETAIL)


SERVICES = Services(
    find=lambda cookie: sessions.find(runtime.database(), cookie),
    redeem=lambda ticket: sessions.redeem(runtime.database(), ticket),
    is_admin=is_admin,
    status=lambda: health.status(runtime.database()),
    start=start,
    stop=runtime.close,
    cookie_life_s=int(SESSION_LIFE.total_seconds()),
)

app = st.App(ROOT / "lib" / "ui" / "shell.py", **around(SERVICES))
