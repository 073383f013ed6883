"""What a stranger is shown, what a cut line costs, and what the browser keeps of a sign-in."""

from __future__ import annotations

import asyncio
import re
import uuid

import httpx
import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.exceptions import InvalidStatus

from lib.ui.frame import nav
from lib.web import words
from lib.web.cookies import SECURE_NAME
from tests import cast
from tests.browser import office as offices
from tests.browser.relay import relay_to
from tests.browser.visitor import DESKTOP, arrive
from tests.cast import HUNG, LAN, SON
from tests.web.serving import run_async, visit

FORM = "Tên đăng nhập"
CLIENTS = 8
# What only a signed-in person may read.
INSIDE = (
    *(person.full_name for person in cast.CAST),
    "Phòng Quản lý xây dựng",
    "Quán triệt",
    "Thi đua bầu cử",
)
TITLES = tuple(entry.title for entry in nav.ENTRIES)


def own_cookie(visitor, name=SECURE_NAME):
    """A cookie of ours in the browser; Streamlit sets another against forged uploads."""
    (cookie,) = [one for one in visitor.context.cookies() if one["name"] == name]
    return cookie


def by_name(entry):
    return {"page": entry.url_path}


def by_path(entry):
    return {"page": entry.path}


def by_hash(entry):
    return {"page_hash": calc_hash(entry.url_path)}


def by_file(entry):
    return {"page_hash": calc_hash(str(entry.file))}


@pytest.mark.parametrize("asked", [by_name, by_path, by_hash, by_file])
def test_a_cold_server_asked_by_many_at_once_shows_the_form(office, tmp_path, asked):
    async def crowd(url):
        wanted = [{"page": ""}, *(asked(entry) for entry in nav.ENTRIES)]
        return await asyncio.gather(*(visit(url, **one) for one in wanted * CLIENTS))

    with offices.opened(office, tmp_path, tmp_path) as server:
        texts = [text for _, text in run_async(lambda: crowd(server.url))]

    assert len(texts) == CLIENTS * (1 + len(nav.ENTRIES))
    assert all(FORM in text for text in texts)
    assert [word for word in (*INSIDE, *TITLES) if any(word in text for text in texts)] == []


def test_a_live_session_cannot_be_taken_over(enter, site):
    """The id of a Streamlit session stands in addresses; it must be worth nothing."""
    idents = []

    def note(frame):
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        idents.append(message.new_session.initialize.session_id)

    visitor = enter()
    visitor.is_spent = True
    visitor.page.on("websocket", lambda socket: socket.on("framereceived", note))
    visitor.reload()
    visitor.sign_in(LAN)

    _, stolen = run_async(lambda: visit(site.url, "checklist", session=next(filter(None, idents))))

    assert FORM in stolen
    assert [inside for inside in INSIDE if inside in stolen] == []
    visitor.reload()
    visitor.sees("Phòng Quản lý xây dựng")


def test_a_cut_line_keeps_the_sign_in_and_says_that_figures_may_be_old(chromium, site):
    with relay_to(site.port) as relay:
        visitor = arrive(chromium, relay.url, DESKTOP)
        visitor.go("summary")
        visitor.sign_in(SON)
        root = visitor.page.locator("html")
        visitor.page.evaluate(
            """() => {
              window.wasLost = new Promise((done) => new MutationObserver(() => {
                if (document.documentElement.dataset.line === "lost") done(true);
              }).observe(document.documentElement, {attributes: true}));
            }"""
        )

        relay.cut()
        assert visitor.page.evaluate("window.wasLost")
        expect(root).not_to_have_attribute("data-line", "lost")
        visitor.press("Toàn màn hình")

        visitor.sees("Thoát toàn màn hình")
        visitor.context.close()


@pytest.mark.parametrize("name", [SECURE_NAME, f"{SECURE_NAME}-device"])
def test_the_cookie_is_kept_from_scripts_and_other_sites(enter, name):
    visitor = enter()
    visitor.sign_in(LAN)

    cookie = own_cookie(visitor, name)

    assert {key: cookie[key] for key in ("httpOnly", "secure", "sameSite", "path")} == {
        "httpOnly": True,
        "secure": True,
        "sameSite": "Strict",
        "path": "/",
    }
    assert visitor.page.evaluate("document.cookie").find(SECURE_NAME) == -1


def test_a_sign_in_from_elsewhere_is_told_at_the_next_one(enter, chromium, site):
    visitor = enter()
    visitor.sign_in(HUNG)
    device = own_cookie(visitor, f"{SECURE_NAME}-device")["value"]
    stranger = arrive(chromium, site.url, DESKTOP)
    stranger.go()
    stranger.sign_in(HUNG)
    stranger.context.close()

    visitor.press("Đăng xuất")
    visitor.page.get_by_label(FORM, exact=True).wait_for()
    visitor.sign_in(HUNG)

    visitor.sees("Lần đăng nhập lạ: lúc")
    assert own_cookie(visitor, f"{SECURE_NAME}-device")["value"] == device
    visitor.go("account")
    visitor.page.get_by_role("button", name=re.compile("là tôi$")).click()
    visitor.sees("Đã ghi nhận lần đăng nhập đó là của bạn.")


def test_signing_out_ends_the_other_tab_and_copies_of_the_cookie(enter, site):
    visitor = enter()
    visitor.sign_in(SON)
    cookie = own_cookie(visitor)
    other = visitor.another_window()
    other.goto(f"{site.url}/account")
    other.get_by_role("button", name="Đổi mật khẩu").wait_for()

    visitor.press("Đăng xuất")
    visitor.page.get_by_label(FORM, exact=True).wait_for()
    other.get_by_role("button", name="Đổi mật khẩu").click()
    other.get_by_label(FORM, exact=True).wait_for()
    _, text = run_async(lambda: visit(site.url, cookie=f"{SECURE_NAME}={cookie['value']}"))

    assert FORM in text
    assert SON.full_name not in text


@pytest.mark.parametrize("cookie", [None, "made-up"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/media/none.csv", f"/_stcore/upload_file/{uuid.UUID(int=1)}/{uuid.UUID(int=2)}"]
)
def test_files_are_for_people_who_are_signed_in(site, method, path, cookie):
    headers = {"Origin": site.url} | ({"Cookie": f"{SECURE_NAME}={cookie}"} if cookie else {})

    answer = httpx.request(method, f"{site.url}{path}", headers=headers)

    assert answer.status_code == 403
    assert words.SIGN_IN_FIRST in answer.text


@pytest.mark.parametrize("key", ["items", "units", "groups"])
@pytest.mark.parametrize("person", [None, LAN])
def test_exports_are_for_the_office(site, office, key, person):
    cookie = {"Cookie": f"{SECURE_NAME}={office.cookies[person.username]}"} if person else {}

    answer = httpx.get(f"{site.url}/export/{key}", headers=cookie)

    assert answer.status_code == 403
    assert "text/csv" not in answer.headers["content-type"]


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_other_sites_are_answered_by_us_and_not_by_streamlit(site, office, origin):
    """Streamlit would ask the internet for its own address first, and everybody would wait."""
    cookie = f"{SECURE_NAME}={office.cookies[LAN.username]}"

    with pytest.raises(InvalidStatus) as refusal:
        run_async(lambda: visit(site.url, origin=origin, cookie=cookie))

    assert refusal.value.response.status_code == 403
    assert words.FOREIGN_ORIGIN in refusal.value.response.body.decode()
