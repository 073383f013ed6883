"""What a server loads, and so carries for as long as it runs, whoever comes."""

from __future__ import annotations

from pathlib import Path

from lib.ui.frame import nav
from lib.web import words
from lib.web.cookies import SECURE_NAME
from tests.cast import CAST
from tests.web.serving import run_async, visit

# Grids that are filled in are Streamlit's, and those are tables of pandas.
GRIDS = {"meeting", "intake"}
BROKEN = words.SCRIPT_ERROR.partition("{")[0]


def loaded(server):
    """The compiled libraries of the server's process, by their paths."""
    lines = Path(f"/proc/{server.process.pid}/maps").read_text().splitlines()
    return {line.split(maxsplit=5)[5] for line in lines if line.endswith(".so")}


def test_no_list_loads_pandas(office):
    """When everybody has opened every page but those with grids."""

    async def everybody():
        for person in CAST:
            cookie = f"{SECURE_NAME}={office.cookies[person.username]}"
            for entry in nav.ENTRIES:
                if entry.url_path not in GRIDS and nav.may_open(person.roles, entry):
                    _, told = await visit(office.server.url, entry.url_path, cookie=cookie)
                    assert BROKEN not in told, (person.username, entry.url_path)

    run_async(everybody)
    libraries = loaded(office.server)
    assert [path for path in libraries if "/pyarrow/" in path] != []
    assert [path for path in libraries if "/pandas/" in path] == []
