"""A process that dies at any place of a letter's way: the server has it once, or not at all."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lib.config import ROOT
from lib.domain.reminders.letters import Result
from lib.mail.sending import send
from tests.mail.test_sending import letter
from tests.support import post

# Says where it is before it goes on; "noted" is what a caller commits.
CHILD = """
import os, sys
from tests.mail.test_sending import letter
from tests.support import post
from lib.mail.sending import send

settings = post.settings(post.PostOffice(int(sys.argv[1])))
def note():
    if sys.argv[2] == "before the note":
        os._exit(9)
    print("noted", flush=True)
    if sys.argv[2] == "behind the note":
        os._exit(9)
print(send(letter(settings), settings, note).result, flush=True)
"""


def child(office, dies):
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(office.port), dies],
        cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def office():
    with post.opened() as opened:
        yield opened


@pytest.mark.parametrize(
    ("dies", "said"), [("before the note", []), ("behind the note", ["noted"])]
)
def test_who_dies_before_the_dot_has_sent_nothing(office, dies, said):
    told, _ = child(office, dies).communicate()

    assert (told.split(), office.taken) == (said, [])
    # What was not noted is sent again; the server has one then.
    settings = post.settings(office)
    assert send(letter(settings), settings, lambda: None).result == Result.ACCEPTED
    assert len(office.taken) == 1


def test_who_dies_while_the_answer_is_awaited_had_noted_it(office):
    process = child(office, "at the answer")
    office.before_answer = process.kill

    told, _ = process.communicate()

    # So a next start finds a letter that is noted and not answered: in doubt, and not sent again.
    assert told.split() == ["noted"]
    assert process.returncode != 0
    assert len(office.taken) == 1
