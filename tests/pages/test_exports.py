from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from lib.domain.access import Role
from lib.exports.registry import EXPORTS
from tests.cast import CAST, MAI
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import make_scene

PAGE = "office/exports"


def links(at) -> dict[str, dict[str, str]]:
    """What the buttons ask for, by export."""
    found = {}
    for one in at.get("link_button"):
        address = urlsplit(one.proto.url)
        if not address.path.startswith("/export/"):
            continue
        found[address.path] = {key: value[0] for key, value in parse_qs(address.query).items()}
    return found


@pytest.fixture
def loaded(house, own_data):
    return house.set(make_scene)


def test_the_office_is_offered_every_export(app, loaded):
    at = app(MAI, PAGE)

    asked = {"campaign": "nho", "dates": "vi", "decimals": ","}
    assert links(at) == {f"/export/{key}": asked for key in EXPORTS}
    assert len({one.proto.label for one in at.get("link_button")}) == len(EXPORTS) + 1


def test_choices_go_into_the_address(app, loaded):
    at = app(MAI, PAGE)

    at.get("segmented_control")[0].set_value("iso")
    at.get("segmented_control")[1].set_value(".").run()

    asked = {"campaign": "nho", "dates": "iso", "decimals": "."}
    assert links(at) == {f"/export/{key}": asked for key in EXPORTS}


@pytest.mark.parametrize(
    "person",
    [one for one in CAST if Role.OFFICE not in one.roles],
    ids=lambda person: person.username,
)
def test_others_do_not_find_it(app, loaded, person):
    with pytest.raises(ValueError, match="exports"):
        app(person, PAGE)


def test_without_a_campaign_it_says_what_to_do(app):
    at = app(MAI, PAGE)

    assert len(at.info) == 1
    assert links(at) == {}


def test_the_workbook_is_asked_for_and_shows_how_far_it_is(app, loaded):
    at = app(MAI, PAGE)

    (ask,) = [one for one in at.button if one.label == "Lập sổ Excel"]
    ask.click().run()

    assert any("Chờ đến lượt" in one.value or "Đang lập" in one.value for one in at.markdown)
    assert any(one.label == "Hủy" for one in at.button)


def test_everything_is_for_who_has_both_roles(app, loaded):
    at = app(MAI, PAGE)
    assert button(at, "Lập ZIP toàn bộ").disabled
    assert any("cả vai trò Văn phòng và Quản trị" in one.value for one in at.caption)

    loaded.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET roles = ',admin,office,' WHERE account_id = $1", [MAI.account_id]
        )
    )
    at = app(MAI, PAGE)
    button(at, "Lập ZIP toàn bộ").click().run()

    assert any("Toàn bộ dữ liệu (ZIP)" in one.value and "badge" in one.value for one in at.markdown)
