"""A session that ends while somebody types: the same person finds the text again, nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.cast import HUNG, LAN

NOTE = "Ghi chú"


def note(visitor):
    return visitor.page.get_by_role("textbox", name=NOTE, exact=True)


def end_session(enter, person):
    """By the person, at another browser."""
    other = enter(None, "account")
    other.sign_in(person)
    other.press("Kết thúc các phiên khác")
    other.sees("Đã kết thúc")
    other.leave()


@pytest.mark.parametrize("back", [LAN, HUNG], ids=lambda one: one.username)
def test_what_is_typed_as_the_session_ends_is_there_for_the_same_person(enter, back):
    visitor = enter(None, "checklist?item=II.5.4")
    visitor.sign_in(LAN)
    note(visitor).press_sequentially("Đang gõ thì hết phiên")
    end_session(enter, LAN)

    note(visitor).blur()
    visitor.sees("Phiên làm việc đã kết thúc")
    visitor.sign_in(back)

    if back == LAN:
        expect(note(visitor)).to_have_value("Đang gõ thì hết phiên")
        visitor.sees("Đã giữ bản nháp")
    else:
        visitor.page.wait_for_timeout(2000)
        assert "hết phiên" not in note(visitor).input_value()
