"""“Nhắc” on the lists of the Office: what is listed goes into the day's digests, once a day."""

from __future__ import annotations

import pytest

from lib.domain.summary import Slice
from lib.services.reminders import inbox, outbox
from lib.text import SLICES
from tests.cast import HUNG, LAN, MAI, SON, VAN, Person
from tests.pages.conftest import button
from tests.services.documents import document_scene
from tests.services.papers import report_scene
from tests.services.reminders import reminder_scene

REPORTING = reminder_scene.REPORTING


def said(at) -> str:
    kinds = ("markdown", "caption", "success", "error")
    return "\n".join(str(one.value) for kind in kinds for one in at.get(kind))


def told(scene) -> dict[str, list[str]]:
    board = outbox.board(scene.db, scene.who(VAN))
    return {one.full_name: [line.subject for line in one.lines] for one in board.kept}


def labels(at) -> list[str]:
    return [one.label for one in at.button if one.label.startswith("Nhắc ")]


@pytest.fixture
def late(own_data, house) -> reminder_scene.Scene:
    """Everything of the small campaign is overdue by now."""
    return house.set(reminder_scene.make_scene)


def summary_of(app, person: Person, slice_: Slice):
    at = app(person, "shared/summary")
    at.selectbox(key="xem").select(SLICES[slice_]).run()
    assert f"{SLICES[slice_]}: " in said(at)
    return at


def test_overdue_units_are_reminded_of_what_is_listed(app, late):
    at = summary_of(app, VAN, Slice.OVERDUE)
    at.selectbox(key="nhom").select("II.1").run()
    (label,) = labels(at)
    assert label == "Nhắc 4 đơn vị về 8 việc đang hiện"

    button(at, label).click().run()
    assert "Đã đưa vào thư nhắc hôm nay của 6 người" in said(at)
    button(at, label).click().run()

    assert "Hôm nay đã nhắc những việc này rồi" in said(at)
    both = ["item:nho:II.1.1", "item:nho:II.1.2"]
    assert told(late) == {one.full_name: both for one in REPORTING}
    assert inbox.mine(late.db, late.who(LAN)) == []


@pytest.mark.parametrize("slice_", [Slice.ASSIGNED, Slice.VERIFIED])
def test_what_does_not_wait_for_units_is_not_reminded_of(app, late, slice_):
    assert labels(summary_of(app, VAN, slice_)) == []


def test_only_the_office_reminds_and_only_while_it_runs(app, late):
    for person in (LAN, SON):
        assert labels(summary_of(app, person, Slice.OVERDUE)) == []
    late.run("UPDATE campaigns SET state = 'closed', revision = revision + 1")
    assert labels(summary_of(app, VAN, Slice.OVERDUE)) == []


def test_units_that_have_not_acknowledged(app, house, own_data):
    scene = house.set(document_scene.make_scene)
    document_id = scene.published()
    at = app(MAI, "shared/documents")
    at.query_params["van_ban"] = str(document_id)
    at.run()
    (label,) = labels(at)

    button(at, label).click().run()

    assert "Đã đưa vào thư nhắc hôm nay" in said(at)
    assert told(scene)[HUNG.full_name] == [f"document:nho:{document_id}"]


def test_units_whose_report_is_missing(app, house, own_data):
    scene = house.set(report_scene.make_scene)
    at = app(VAN, "office/closing").run()
    (label,) = labels(at)
    assert label.endswith("đơn vị chưa báo cáo")

    button(at, label).click().run()

    assert set(map(tuple, told(scene).values())) == {(f"item:nho:{report_scene.REPORT}",)}
