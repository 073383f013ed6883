from __future__ import annotations

import pytest

from lib.domain import access
from lib.domain.access import FOREMOST, Role
from lib.text.hints import HINTS
from lib.ui.frame import hints as hints_of_pages
from lib.ui.frame import nav
from tests.cast import CAST, HUNG, LAN, MAI, QUANG, SON, THU, VAN, YEN
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import make_scene

ROLE_OF = {LAN: Role.STAFF, YEN: Role.HEAD, SON: Role.LEADER, THU: Role.COUNCIL, QUANG: Role.ADMIN}
OF_SEVERAL = {HUNG: Role.HEAD, MAI: Role.OFFICE, VAN: Role.OFFICE}
NO_MORE = "Không hiện nữa"


@pytest.fixture(autouse=True)
def campaign(house):
    """A campaign with something on every page."""
    return house.set(make_scene)


def hints(at):
    """What the box says, line by line."""
    begins = ":small[:material/lightbulb: "
    return [one.value.removeprefix(begins)[:-1] for one in at.markdown if begins in one.value]


@pytest.fixture
def main_page(app):
    """What opens the page on which a person's hints stand."""
    scripts = {entry.url_path: entry.path for entry in nav.ENTRIES}

    def opened(person):
        foremost = access.foremost(person.roles)
        return app(person, scripts[hints_of_pages.PAGES[foremost]])

    return opened


def told(role):
    return [hint.words for hint in HINTS[role]]


def dismiss(at, number):
    """Click the first line's button away, or the one of that number."""
    return [one for one in at.button if one.label == "Đã hiểu"][number].click().run()


@pytest.mark.parametrize(
    ("person", "role"),
    [*ROLE_OF.items(), *OF_SEVERAL.items()],
    ids=lambda value: getattr(value, "username", ""),
)
def test_the_main_page_tells_where_to_begin_by_the_foremost_role(main_page, person, role):
    at = main_page(person)

    assert hints(at) == told(role)
    assert [one.label for one in at.button].count("Đã hiểu") == len(told(role))


def test_what_was_dismissed_does_not_come_back_after_a_new_sign_in(main_page):
    at = dismiss(main_page(LAN), 1)
    first, _, last = told(Role.STAFF)
    assert hints(at) == [first, last]

    again = main_page(LAN)

    assert hints(again) == [first, last]
    assert hints(main_page(YEN)) == told(Role.HEAD), "another person's are their own"


def test_one_click_ends_them_all(main_page):
    button(main_page(VAN), NO_MORE).click().run()

    at = main_page(VAN)

    assert hints(at) == []
    assert NO_MORE not in [one.label for one in at.button]


def test_the_last_one_takes_the_box_along(main_page):
    at = main_page(QUANG)
    for _ in told(Role.ADMIN):
        dismiss(at, 0)

    assert hints(at) == []
    assert NO_MORE not in [one.label for one in at.button]


def test_they_stand_on_the_main_page_alone(app):
    assert hints(app(VAN, "unit/checklist")) == []
    assert hints(app(SON, "shared/plan")) == []


def test_a_wall_has_none(main_page):
    at = main_page(SON)

    at.button(key="summary_view").click().run()

    assert hints(at) == []


def test_the_guide_brings_them_back(main_page):
    at = main_page(LAN)
    button(at, NO_MORE).click().run()
    at.switch_page(str(nav.PAGES_DIR / "shared" / "help.py")).run()

    button(at, "Hiện lại gợi ý").click().run()

    assert [one.value for one in at.success] == ["Các gợi ý lại hiện ở trang đầu của bạn."]
    at.switch_page(str(nav.PAGES_DIR / "unit" / "checklist.py")).run()
    assert hints(at) == told(Role.STAFF)
    assert hints(main_page(LAN)) == told(Role.STAFF)


def test_a_tab_asks_once(main_page, monkeypatch):
    at = main_page(LAN)
    monkeypatch.setattr("lib.store.hints.dismissed", None)

    assert hints(at.run()) == told(Role.STAFF)


def test_every_role_has_up_to_three_under_keys_of_its_own():
    keys = [hint.key for hints in HINTS.values() for hint in hints]

    assert set(HINTS) == set(Role) == set(FOREMOST)
    assert all(1 <= len(hints) <= 3 for hints in HINTS.values())
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_the_main_page_of_everybody_is_one_that_draws_them(main_page, person):
    assert hints(main_page(person))
