from __future__ import annotations

import tomllib
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from lib.config import ROOT, VERSION, settings
from lib.domain import access
from lib.domain.access import Action, Role
from lib.errors import Denied
from lib.services import clock
from lib.services.operation import setup
from lib.store import setup as setup_store
from lib.text import sentence
from lib.ui.frame import frame, guide, nav
from tests.cast import CAST, LAN, MAI, PASSWORD, QUANG, actor

HOMES = {person.username: "home" for person in CAST} | {"son": "summary"}
BY_NAME = {person.username: person for person in CAST}
LISTED = {entry.url_path for entry in nav.ENTRIES}


def open_at(at: AppTest, url_path: str) -> AppTest:
    """What a browser does that asks for an address."""
    (found,) = [
        one for one in at._registered_pages.values() if one["url_pathname"] == url_path
    ]  # AppTest has no public way to a page without a file
    at._page_hash = found["page_script_hash"]
    return at.run()


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_everybody_finds_the_pages_they_may_open_and_no_other_file(app, database, person):
    at = app(person)
    who = actor(database, person)

    files = {one["script_path"] for one in at._registered_pages.values()} - {""}
    assert files == {str(entry.file) for entry in nav.ENTRIES if access.can(who, entry.action)}


@pytest.mark.parametrize("name", HOMES, ids=lambda name: name)
def test_everybody_lands_on_the_page_of_their_work(app, name):
    at = app(BY_NAME[name])

    (home,) = [one for one in at._registered_pages.values() if one["url_pathname"] == ""]
    (same,) = [one for one in at._registered_pages.values() if one["url_pathname"] == HOMES[name]]
    assert home["script_path"] == same["script_path"]
    assert home["page_name"] == same["page_name"]


@pytest.mark.parametrize("url_path", sorted(LISTED))
def test_every_address_meets_the_sign_in_page(app, url_path):
    at = open_at(app(), url_path)

    assert [title.value for title in at.title] == ["Thi đua"]
    assert [one.label for one in at.text_input] == ["Tên đăng nhập", "Mật khẩu"]
    assert len(at.sidebar) == 0


def test_an_address_opens_after_the_sign_in(app):
    at = open_at(app(), "account")

    at.text_input[0].input("lan")
    at.text_input[1].input(PASSWORD)
    at.button[0].click().run()

    assert [title.value for title in at.title] == ["Tài khoản"]


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_an_address_that_is_not_for_the_person_says_so(app, database, person):
    who = actor(database, person)
    for entry in nav.ENTRIES:
        if access.can(who, entry.action):
            continue

        at = open_at(app(person), entry.url_path)

        assert [error.value for error in at.error] == [sentence(Denied("role"))]
        assert [title.value for title in at.title] == ["Không có quyền"]
        with pytest.raises(ValueError, match="navigation"):
            at.switch_page(str(entry.file))


def refusals(at: AppTest) -> set[str]:
    return {
        one["url_pathname"]
        for one in at._registered_pages.values()
        if one["page_name"] == nav.REFUSED
    }


def test_a_browser_is_told_of_a_refusal_only_where_it_asks(app):
    at = app(LAN)
    at.session_state["_known_pages"] = frozenset()
    at.context["url"] = "https://thidua.example/so/checklist"
    assert refusals(at.run()) == set()

    at.context["url"] = "https://thidua.example/so/people"

    assert refusals(at.run()) == {"people"}
    assert [title.value for title in open_at(at, "people").title] == ["Không có quyền"]
    # As after going back to it.
    at.context["url"] = "https://thidua.example/so/checklist"
    assert refusals(at.run()) == {"people"}


def test_a_page_that_was_in_the_menu_says_that_the_right_is_gone(app, database):
    at = app(MAI)
    at.session_state["_known_pages"] = frozenset()
    at.context["url"] = "https://thidua.example/checklist"
    at.run()
    database.write(
        lambda tx: tx.run(
            "UPDATE accounts SET roles = $1 WHERE username = $2", ["staff", MAI.username]
        )
    )

    at = open_at(at.run(), "verification")

    assert [title.value for title in at.title] == ["Không có quyền"]
    assert "people" not in refusals(at)


@pytest.mark.parametrize("entry", nav.ENTRIES, ids=lambda entry: entry.url_path)
def test_a_page_file_run_alone_shows_nothing(database, entry):
    at = AppTest.from_file(str(entry.file)).run()

    assert not at.exception
    assert [error.value for error in at.error] == [sentence(Denied("signed_out"))]
    assert len(at.main) == 1


def test_addresses_are_unique_and_files_exist():
    assert len(LISTED) == len(nav.ENTRIES)
    assert all(entry.file.is_file() for entry in nav.ENTRIES)


def test_the_sidebar_tells_who_is_here(app):
    at = app(LAN)

    (who,) = at.sidebar.markdown
    assert who.value.splitlines() == [
        "**Nguyễn Thị Lan**  ",
        ":small[Phòng Quản lý xây dựng · Cán bộ đơn vị]",
    ]


@pytest.mark.parametrize("role", list(Role))
def test_every_part_of_the_menu_has_a_page_to_choose(role, monkeypatch):
    # As after a right was withdrawn: every page that the person may not open is asked for too.
    monkeypatch.setattr(nav.st, "context", SimpleNamespace(url=None))
    parts = nav.menu(frozenset({role}))
    # Outside of a run Streamlit makes pages without their file, which no run may be given.
    nav._menu.cache_clear()
    nav._page.cache_clear()

    assert list(parts) == [section for section in nav.Section if section in parts]
    for pages in parts.values():
        assert [page for page in pages if page.visibility == "visible"]
    hidden = [page for pages in parts.values() for page in pages if page.visibility == "hidden"]
    refused = [one for one in nav.ENTRIES if not nav.may_open(frozenset({role}), one)]
    unlisted = [one for one in nav.ENTRIES if not (one.is_listed or one in refused)]
    # The home's own address, and what another page leads to.
    assert len(hidden) == len(refused) + len(unlisted) + 1


def test_a_page_bears_the_number_of_what_waits_there_and_keeps_its_name(app, monkeypatch):
    monkeypatch.setattr(
        frame.waiting, "counts", lambda _db, _actor: {Action.ITEM_SAVE: 12, Action.HONOUR_VIEW: 3}
    )

    at = app(LAN)

    named = {one["url_pathname"]: one["page_name"] for one in at._registered_pages.values()}
    assert named[""] == "Việc của tôi"
    assert named["checklist"] == "Nhiệm vụ :gray-badge[12]"
    assert named["honours"] == "Gương điển hình :gray-badge[3]"
    assert named["plan"] == "Kế hoạch"
    assert [one.value for one in at.title] == ["Việc của tôi"]
    assert at.session_state[guide.CAME_FROM] == "home"


def test_the_version_is_the_projects():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == VERSION


def make_demo(database):
    now = clock.now()
    database.write(lambda tx: setup_store.put_setting(tx, setup.DEMO, "1", now=now))
    database.write(lambda tx: setup_store.put_setting(tx, setup.DEMO_PASSWORD, PASSWORD, now=now))


def banners(at):
    return [one for one in at.main.markdown if "Dữ liệu mẫu" in one.value]


def test_every_page_of_a_demo_says_so(app, database):
    make_demo(database)

    for person in (None, *CAST):
        (banner,) = banners(app(person))
        assert banner.proto.help == "Các mốc đã dời để xem thử"


def test_the_demo_lists_its_accounts_and_password(app, database):
    make_demo(database)

    text = " ".join(one.value for one in app().main.markdown)

    assert PASSWORD in text
    assert all(person.username in text for person in CAST)
    assert "Thủ trưởng đơn vị, Văn phòng, Thành viên Hội đồng" in text


def test_a_real_installation_lists_nothing(app):
    at = app()

    assert banners(at) == []
    assert LAN.full_name not in " ".join(one.value for one in at.main.markdown)


@pytest.mark.parametrize(
    ("person", "warned"), [(QUANG, True), (LAN, False)], ids=["admin", "staff"]
)
def test_an_unprotected_trial_warns_who_administers(app, monkeypatch, person, warned):
    monkeypatch.setenv("TDKT_INSECURE_COOKIE", "1")
    settings.cache_clear()

    at = app(person, "shared/account")

    assert any("TDKT_INSECURE_COOKIE" in one.value for one in at.warning) is warned
