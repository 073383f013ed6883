from __future__ import annotations

from types import SimpleNamespace

import pytest

from lib.errors import Conflict, Invalid, Problems, Refused
from lib.ui.kit import feedback, open_form
from lib.ui.kit.open_form import Slot

SLOT = Slot("page", ("item", "kind"))


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What Streamlit keeps of a tab, and what was asked to be drawn anew."""
    made = SimpleNamespace(session_state={}, query_params={}, drawn=[])
    made.rerun = made.drawn.append
    monkeypatch.setattr(open_form, "st", made)
    monkeypatch.setattr(feedback, "st", made)
    return made


def said(tab: SimpleNamespace) -> list[str]:
    return [text for _, text in tab.session_state["_notes"]["page"].texts]


def test_what_is_opened_stands_in_the_address(tab):
    SLOT.open(item="II.1", kind=None)

    assert tab.query_params == {"item": "II.1"}
    assert SLOT.asked() == {"item": "II.1"}


def test_nothing_is_open_once_it_is_closed(tab):
    SLOT.open(item="II.1")

    SLOT.open()

    assert (tab.query_params, SLOT.asked()) == ({}, {})


def test_a_message_with_an_old_address_is_for_what_is_open_now(tab):
    SLOT.open(item="II.2")
    tab.query_params["item"] = "II.1"

    assert SLOT.asked() == {"item": "II.2"}
    assert tab.query_params == {"item": "II.2"}


def test_a_whole_run_follows_the_address(tab):
    SLOT.open(item="II.2")
    tab.query_params.update(item="II.1", other="x")

    SLOT.follow()

    assert SLOT.asked() == {"item": "II.1"}


def test_the_version_first_seen_stays_until_an_act_is_done(tab):
    SLOT.begin("II.1", 3)
    assert SLOT.begin("II.1", 4).seen_version == 3

    with SLOT.attempt():
        pass

    assert SLOT.begin("II.1", 5).seen_version == 5


def test_every_click_on_one_button_has_the_same_key_until_it_is_done(tab):
    first = SLOT.now.act("save")
    assert SLOT.now.act("save") == first

    with SLOT.attempt():
        pass

    assert SLOT.now.act("save") != first


def test_another_record_begins_anew_and_keeps_what_was_said(tab):
    before = SLOT.begin("II.1", 3)
    before.act("save")
    before.tell("Đã gửi")

    after = SLOT.begin("II.2", 1)

    assert (after.record, after.seen, after.acts) == ("II.2", 1, {})
    assert after.notice == "Đã gửi"
    assert after.opening > before.opening


def test_a_form_opened_twice_has_other_widget_keys(tab):
    SLOT.open(item="II.1")
    first = SLOT.begin("II.1", 1).opening
    SLOT.open(item="II.1")

    assert SLOT.begin("II.1", 1).opening > first


def test_a_refused_value_is_told_at_its_field_and_its_key_stays(tab):
    act = SLOT.now.act("save")

    with SLOT.attempt("Đã lưu"):
        raise Problems([Invalid("required", field="Tên", key="name")])

    assert SLOT.now.faults["name"].reason == "required"
    assert SLOT.now.act("save") == act
    assert len(said(tab)) == 1


def test_after_a_conflict_the_next_save_is_over_what_is_shown_then(tab):
    SLOT.begin("II.1", 3)

    with SLOT.attempt("Đã lưu"):
        raise Conflict("changed")

    assert SLOT.now.conflict == ()
    assert SLOT.begin("II.1", 4).seen_version == 4


def test_a_step_says_how_many_there_were_and_draws_its_fragments(tab):
    assert SLOT.step(lambda: 3, "Đã gửi {count}", fragments=["item", "list"])

    assert (SLOT.now.notice, SLOT.now.error) == ("Đã gửi 3", "")
    assert tab.drawn == [["item", "list"]]


def test_a_refused_step_says_why_and_leaves_the_record_open(tab):
    def refused() -> int:
        raise Refused("locked")

    SLOT.begin("II.1", 3)

    assert not SLOT.step(refused, "Đã gửi {count}")

    assert (SLOT.now.record, SLOT.now.notice) == ("II.1", "")
    assert SLOT.now.error
    assert tab.drawn == []


def test_two_slots_know_nothing_of_each_other(tab):
    SLOT.begin("II.1", 3)

    assert Slot("other").now.record == ""


@pytest.mark.parametrize(
    ("given", "is_one"),
    [("018f2b5c-0000-7000-8000-000000000000", True), ("II.1", False), ("", False)],
    ids=["a key", "a code", "nothing"],
)
def test_the_address_names_a_record_by_its_key_or_nothing(tab, given, is_one):
    tab.query_params["nomination"] = given

    found = open_form.asked_id("nomination")

    assert (found is not None) is is_one
