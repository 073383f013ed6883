"""A link of a letter, opened by who is not signed in, leads on to its thing after the sign-in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from lib.domain.documents import Content
from lib.services import clock
from lib.services.people import sessions
from lib.store import accounts
from lib.store.engine.duck import DuckDatabase
from tests.browser import office as offices
from tests.browser.visitor import DESKTOP, SIGNED_IN, Look, arrive
from tests.cast import HUNG, YEN
from tests.support.data_folder import data_in
from tests.support.looks import walked_in
from tests.support.phone import Phone, set_up

KINDS = ("item", "unit report", "document", "nomination")
ITEM = """
    SELECT tasks.code, tasks.title
    FROM items
    JOIN tasks ON tasks.task_id = items.task_id
    WHERE items.unit_id = $1 AND items.is_active AND tasks.is_unit_report = $2
    ORDER BY tasks.sort_order DESC
"""
NOMINATION = "SELECT nomination_id, name FROM nominations WHERE unit_id = $1 ORDER BY drafted_at"
DOCUMENT = """
    SELECT documents.document_id, document_versions.answers
    FROM documents
    JOIN document_versions
        ON document_versions.document_id = documents.document_id
        AND document_versions.version_no = documents.current_no
    WHERE documents.state = 'published' AND NOT documents.is_own
"""


@dataclass(frozen=True)
class Letter:
    """What a person's letter leads to: by kind, the path and what stands there."""

    links: dict[str, tuple[str, str]]


def letter(db, person):
    """Links as digests have them; a test of the digests holds them to these pages."""
    account = db.read(lambda tx: accounts.by_username(tx, person.username))
    unit_id = account.unit_id

    def first(sql, *told):
        return db.read(lambda tx: tx.row(sql, list(told)))

    code, title = first(ITEM, unit_id, False)
    report_code, report_title = first(ITEM, unit_id, True)
    document_id, answers = first(DOCUMENT)
    nomination_id, name = first(NOMINATION, unit_id)
    (campaign,) = first("SELECT code FROM campaigns")

    def path(page, **asked):
        return f"{page}?{urlencode({'campaign': campaign, **asked})}"

    return Letter(
        {
            "item": (path("checklist", item=code), title),
            "unit report": (path("checklist", item=report_code), report_title),
            "document": (
                path("documents", van_ban=document_id),
                Content(json.loads(answers)).abstract,
            ),
            "nomination": (path("nominations", nomination=nomination_id), name),
        }
    )


@dataclass(frozen=True)
class Site:
    server: offices.Served
    letters: dict[str, Letter]
    phone: Phone


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    """The demo, where Hùng has a second factor."""
    folder = tmp_path_factory.mktemp("letters")
    copied = offices.shutil.copytree(demo.database.parent, folder, dirs_exist_ok=True)
    path = copied / demo.database.name
    with data_in(folder):
        db = DuckDatabase(path)
        try:
            account = db.read(lambda tx: accounts.by_username(tx, HUNG.username))
            opened = sessions.open_session(db, account.account_id, None)
            who = sessions.actor(db, opened.session_id)
            phone, _ = set_up(db, who, clock.now() - timedelta(minutes=5))
            letters = {one.username: letter(db, one) for one in (HUNG, YEN)}
        finally:
            db.close()
    with offices.serving(path, folder) as server:
        yield Site(server, letters, phone)


def came(visitor, path, words):
    visitor.page.locator(SIGNED_IN).wait_for(state="attached")
    visitor.settle()
    pane = visitor.page.locator(".st-key-record_pane")
    pane.get_by_text(words).first.wait_for()
    for asked in path.partition("?")[2].split("&"):
        assert asked in visitor.page.url


@pytest.mark.parametrize("look", walked_in(Look(360), DESKTOP), ids=["phone", "screen"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_link_leads_on_after_the_sign_in(chromium, site, kind, look):
    path, words = site.letters[YEN.username].links[kind]
    visitor = arrive(chromium, site.server.url, look)

    visitor.go(path)
    visitor.sign_in(YEN)

    came(visitor, path, words)
    visitor.context.close()
    assert visitor.troubles == []


@pytest.mark.parametrize("kind", ["item", "nomination"])
def test_it_does_so_over_a_second_factor(chromium, site, kind):
    path, words = site.letters[HUNG.username].links[kind]
    visitor = arrive(chromium, site.server.url, DESKTOP)

    visitor.go(path)
    visitor.page.get_by_label("Tên đăng nhập", exact=True).fill(HUNG.username)
    visitor.page.get_by_role("textbox", name="Mật khẩu", exact=True).fill(offices.cast.PASSWORD)
    visitor.page.get_by_role("button", name="Đăng nhập").click()
    code = visitor.page.get_by_label(re.compile("^Mã xác thực"))
    code.fill(site.phone.shows(clock.now() + timedelta(seconds=30 * (kind == "nomination"))))
    code.press("Enter")

    came(visitor, path, words)
    visitor.context.close()
    assert visitor.troubles == []


def test_a_link_in_a_letter_on_the_web_opens_for_who_is_signed_in(chromium, site):
    """The cookie is not sent with a request that another site begins; the page asks again."""
    path, words = site.letters[YEN.username].links["item"]
    visitor = arrive(chromium, site.server.url, DESKTOP)
    visitor.go("account")
    visitor.sign_in(YEN)
    visitor.page.route(
        "http://hop-thu.example/",
        lambda route: route.fulfill(
            content_type="text/html; charset=utf-8",
            body=f'<a href="{site.server.url}/{path.replace("&", "&amp;")}">Việc</a>',
        ),
    )

    visitor.page.goto("http://hop-thu.example/")
    visitor.page.get_by_role("link", name="Việc").click()

    came(visitor, path, words)
    visitor.context.close()
    assert visitor.troubles == ["request: http://hop-thu.example/"]
