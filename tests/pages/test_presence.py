"""Who has a record open is remembered for as long as it is so."""

from __future__ import annotations

import pytest

from lib.services import presence
from tests.cast import LAN
from tests.pages.conftest import button, page_file
from tests.services.nominations.nomination_scene import make_scene
from tests.small_campaign import HELD


@pytest.fixture
def board(monkeypatch):
    monkeypatch.setattr(presence, "_BOARD", presence._Board())
    return presence._BOARD


@pytest.fixture
def opened(app, house, board):
    house.set(make_scene)
    at = app(LAN, "unit/checklist")
    at.query_params["item"] = HELD
    at.run()
    assert len(board.stays) == 1
    return at


def test_a_page_without_the_record_forgets_it(opened, board):
    opened.switch_page(str(page_file("shared/account"))).run()

    assert (board.stays, board.windows) == ({}, {})


def test_signing_out_forgets_it(opened, board):
    button(opened, "Đăng xuất").click().run()

    assert (board.stays, board.windows) == ({}, {})


def test_the_page_drawn_again_keeps_the_time(opened, board):
    ((_, before),) = board.stays.items()

    opened.run()

    ((_, after),) = board.stays.items()
    assert (after.since, after.place) == (before.since, before.place)
    assert after.seen_at > before.seen_at
