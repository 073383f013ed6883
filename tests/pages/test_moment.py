"""A page as it stood at an instant, and what has changed since one."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from lib import text
from tests.cast import LAN, SON, VAN
from tests.exports import scene
from tests.pages.conftest import button

SUMMARY, EXPORTS = "shared/summary", "office/exports"
THEN = "2021-03-02T10:00"
REFUSED = text.SENTENCES["Refused"]


@pytest.fixture(autouse=True)
def played(house, own_data):
    return house.set(scene.play)


def asked(app, person, page: str, **params: str):
    at = app(person, page)
    for name, value in params.items():
        at.query_params[name] = value
    return at.run()


def told(at) -> str:
    return " ".join(one.value for one in (*at.info, *at.warning))


def complete(at) -> str:
    return at.button(key="summary_complete").label


def downloads(at) -> list[dict[str, list[str]]]:
    links = [urlsplit(one.proto.url) for one in at.get("link_button")]
    return [parse_qs(one.query) for one in links if one.path.startswith("/export/")]


def test_figures_of_then_under_a_banner_and_back(app):
    now = complete(app(SON, SUMMARY))
    at = asked(app, SON, SUMMARY, tai=THEN)

    assert "10:00 ngày 02/03/2021" in told(at)
    assert complete(at) != now
    assert "**0 %**" in complete(at)

    button(at, "Về hiện tại").click().run()

    assert complete(at) == now
    assert "tai" not in at.query_params
    assert "không phải hiện nay" not in told(at)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("2999-01-01", "future_instant"),
        ("hôm qua", "bad_instant"),
        ("1999-01-01", "before_campaign"),
    ],
)
def test_what_cannot_be_asked_for_is_told_over_the_present(app, given, why):
    now = complete(app(SON, SUMMARY))
    at = asked(app, SON, SUMMARY, tai=given)

    assert REFUSED[why] in told(at)
    assert complete(at) == now


def test_an_instant_is_chosen_in_the_box(app):
    at = app(SON, SUMMARY)
    at.session_state["summary_moment"] = True
    at.run()
    (box,) = at.get("datetime_input")
    box.set_value(datetime.fromisoformat(THEN)).run()
    button(at, "Xem số liệu lúc ấy").click().run()

    assert at.query_params["tai"] in (THEN, [THEN])
    assert "10:00 ngày 02/03/2021" in told(at)


def test_downloads_are_of_then(app):
    at = asked(app, VAN, EXPORTS, tai=THEN)

    assert "không phải hiện nay" in told(at)
    assert downloads(at)
    assert all(one["tai"] == [THEN] for one in downloads(at))
    assert not [one for one in at.get("link_button") if "ZIP" in one.proto.label]


def test_downloads_of_now_name_no_instant(app):
    assert all("tai" not in one for one in downloads(app(VAN, EXPORTS)))


def test_changes_since_then_by_unit_and_item(app):
    at = asked(app, SON, SUMMARY, tu=THEN)

    (said,) = [one.value for one in at.markdown if "nhiệm vụ thay đổi" in one.value]
    assert said.startswith("Từ 10:00 ngày 02/03/2021 đến nay: ")
    units, items = at.dataframe[0].value, at.dataframe[1].value
    assert {"Đơn vị", "Tổng"} <= set(units.columns)
    assert {"Thay đổi", "Trước", "Sau"} <= set(items.columns)
    assert set(items["Trước"]) != {"–"}

    at.selectbox(key="loai").set_value("Bị trả lại").run()

    assert all("Bị trả lại" in kinds for kinds in at.dataframe[1].value["Thay đổi"])
    button(at, "Bỏ so sánh").click().run()
    assert "tu" not in at.query_params
    assert not [one for one in at.markdown if "nhiệm vụ thay đổi" in one.value]


def test_one_cannot_compare_with_what_came_later(app):
    at = asked(app, LAN, SUMMARY, tai=THEN, tu="2021-05-01")

    assert REFUSED["after_instant"] in told(at)
    assert not [one for one in at.markdown if "nhiệm vụ thay đổi" in one.value]


def test_a_unit_of_the_address_that_is_none_shows_all(app):
    every = asked(app, SON, SUMMARY, tu=THEN).dataframe[1].value
    at = asked(app, SON, SUMMARY, tu=THEN, cua="<b>X</b>")

    assert len(at.dataframe[1].value) == len(every)
