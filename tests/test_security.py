"""What docs/security.md says: each requirement once, each test there, and nothing asked outside."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest
import yaml

from tests.documents import ROOT

DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
    DOCUMENT,
    flags=re.MULTILINE,
)
LEFT_OUT = re.findall(r"^Not applicable: (.+)$", DOCUMENT, flags=re.MULTILINE)
STATES = {"held", "read", "stated", "in part", "not yet"}
CHAPTERS = 17
# Modules that ask other machines. psycopg speaks to the database of the settings.
CLIENTS = {
    "aiohttp", "asyncssh", "ftplib", "http.client", "httpx", "imaplib", "ldap", "paramiko",
    "poplib", "requests", "smtplib", "telnetlib", "urllib.request", "urllib3", "websockets",
    "xmlrpc.client",
}  # fmt: skip

LETTERS = ["connecting.py: smtplib", "sending.py: smtplib"]
"""The mail server, where the settings name one."""


def numbers(text: str) -> list[str]:
    """1.2.6-8 stands for three of them."""
    return [
        f"{section}.{number}"
        for section, first, last in re.findall(r"(\d+\.\d+)\.(\d+)(?:-(\d+))?", text)
        for number in range(int(first), int(last or first) + 1)
    ]


def levels() -> dict[str, str]:
    told = yaml.safe_load((ROOT / "tests/data/asvs-5.0.0.yaml").read_text(encoding="utf-8"))
    return {number: str(level) for level, text in told.items() for number in numbers(text)}


def named(shown_by: str) -> list[tuple[str, str]]:
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", shown_by)


NAMED = sorted({test for *_, shown_by in ROWS for test in named(shown_by)})


def test_every_requirement_of_both_levels_has_its_say_once():
    told = Counter(
        [number for number, *_ in ROWS] + [n for text in LEFT_OUT for n in numbers(text)]
    )

    assert set(told) == set(levels())
    assert [number for number, times in told.items() if times > 1] == []
    assert len(levels()) == 253


def test_every_row_stands_at_its_level_and_in_a_state():
    assert [row[0] for row in ROWS if levels()[row[0]] != row[1]] == []
    assert {state for _, _, _, state, _ in ROWS} <= STATES


def test_every_chapter_says_whether_it_applies():
    told = re.findall(r"^### V(\d+) .+\n\n(Applies|Does not apply)\b", DOCUMENT, flags=re.MULTILINE)

    assert [int(number) for number, _ in told] == [*range(1, CHAPTERS + 1)]


def test_what_is_held_is_shown_by_a_test():
    assert [row[0] for row in ROWS if row[3] == "held" and not named(row[4])] == []


def test_what_does_not_hold_is_listed():
    (text,) = re.findall(r"^Not yet: (.+)\. In part: (.+)\.$", DOCUMENT, flags=re.MULTILINE)

    for state, listed in zip(("not yet", "in part"), text, strict=True):
        assert listed.split(", ") == [row[0] for row in ROWS if row[3] == state]


def test_every_id_is_understood():
    assert DOCUMENT.count("::") == sum(len(named(row[4])) for row in ROWS)


@pytest.mark.parametrize(("file", "function"), NAMED, ids=lambda value: value)
def test_every_named_test_is_there(file, function):
    source = (ROOT / file).read_text(encoding="utf-8")

    assert re.search(rf"^def {function}\(", source, flags=re.MULTILINE), f"{file}::{function}"


def test_the_server_asks_no_other_machine():
    found = []
    for path in [*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asked = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                asked = [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
            found += [f"{path.name}: {one}" for one in asked if one in CLIENTS]

    assert sorted(found) == LETTERS
