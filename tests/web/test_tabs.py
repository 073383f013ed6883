"""A tab belongs to the sign-in that acts in it: lines and uploads that name it show its cookie."""

from __future__ import annotations

import contextlib

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg

from lib.web.asgi import Scope
from lib.web.cookies import SECURE_NAME
from lib.web.gate import tabs
from tests.cast import HUNG, LAN
from tests.web.serving import one_run, run_async, visit
from tests.web.uploader import Uploader

TRIES = 30
FORM = "Tên đăng nhập"


def cookie_of(office, person):
    return f"{SECURE_NAME}={office.cookies[person.username]}"


@contextlib.asynccontextmanager
async def tab(url, *, cookie=None, session=None):
    """An open line, as `visit` has for one run."""
    async with websockets.connect(
        f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit", "x", session] if session else ["streamlit"],
        origin=url,
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=None,
        # What is not read must not keep the line from closing.
        max_queue=None,
        proxy=None,
    ) as socket:
        yield socket


async def ask(socket, page):
    message = BackMsg()
    message.rerun_script.page_name = page
    await socket.send(message.SerializeToString())


async def steal(url, cookie, thief=None):
    """What somebody is sent who comes with the id of a tab while it draws a page."""
    async with tab(url, cookie=cookie) as mine:
        await ask(mine, "account")
        ident, own = await one_run(mine)
        await ask(mine, "account")
        async with tab(url, cookie=thief, session=ident) as stolen:
            await ask(stolen, "account")
            _, text = await one_run(stolen)
    return own, text


def test_a_tab_in_the_middle_of_a_run_is_not_taken_over(office):
    async def tries():
        return [await steal(office.server.url, cookie_of(office, LAN)) for _ in range(TRIES)]

    seen = run_async(tries)

    assert all(LAN.full_name in own for own, _ in seen)
    assert [LAN.full_name in text for _, text in seen].count(True) == 0
    assert all(FORM in text for _, text in seen)


def test_a_colleague_is_given_a_tab_of_his_own(office):
    own, text = run_async(
        lambda: steal(office.server.url, cookie_of(office, LAN), cookie_of(office, HUNG))
    )

    assert LAN.full_name in own
    assert LAN.full_name not in text
    assert HUNG.full_name in text


def test_ones_own_tab_goes_on_after_a_cut(office):
    cookie = cookie_of(office, LAN)

    async def cut():
        ident, _ = await visit(office.server.url, "account", cookie=cookie)
        return ident, await visit(office.server.url, "account", cookie=cookie, session=ident)

    ident, (same, text) = run_async(cut)

    assert same == ident
    assert LAN.full_name in text


def test_a_tab_in_which_nobody_is_signed_in_is_nobodys(office):
    """Else a stranger who knew its id would be sent what its next sign-in brings."""

    async def wait():
        async with tab(office.server.url) as mine:
            await ask(mine, "")
            ident, _ = await one_run(mine)
            async with tab(office.server.url, session=ident) as other:
                await ask(other, "")
                theirs, _ = await one_run(other)
            return ident, theirs

    ident, theirs = run_async(wait)

    assert ident
    assert theirs
    assert theirs != ident


def test_a_refused_tab_is_logged(office):
    async def come():
        ident, _ = await visit(office.server.url, "account", cookie=cookie_of(office, LAN))
        return await visit(office.server.url, "account", session=ident)

    run_async(come)

    assert {"place": "127.0.0.1", "signed_in": False}.items() <= [
        line for line in office.server.logged() if line["event"] == "tab refused"
    ][-1].items()


@pytest.fixture(scope="module")
def lan(office):
    with contextlib.closing(Uploader(office.server.url, cookie_of(office, LAN))) as uploader:
        yield uploader


@pytest.fixture(scope="module")
def hung(office):
    with contextlib.closing(Uploader(office.server.url, cookie_of(office, HUNG))) as uploader:
        yield uploader


def test_uploads_go_into_ones_own_tab(lan):
    put, gone = lan.send("PUT", lan.tab), lan.send("DELETE", lan.tab)

    assert (put.status_code, gone.status_code) == (204, 204)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_another_persons_tab_takes_no_upload(lan, hung, method):
    answer = hung.send(method, lan.tab)

    assert answer.status_code == 403
    assert answer.text == "Tệp không thuộc trang đang mở. Vui lòng tải lại trang rồi chọn lại tệp."


def test_a_tab_of_nobody_takes_no_upload(office, lan):
    async def come():
        async with tab(office.server.url) as stranger:
            await ask(stranger, "")
            ident, _ = await one_run(stranger)
            return lan.send("PUT", ident)

    assert run_async(come).status_code == 403


def handshake(*protocols):
    headers = [(b"host", b"x"), *((b"sec-websocket-protocol", one.encode()) for one in protocols)]
    return {"type": "websocket", "headers": headers, "subprotocols": []}


@pytest.mark.parametrize(
    ("protocols", "tab_id", "left"),
    [
        ([], None, []),
        (["streamlit"], None, ["streamlit"]),
        (["streamlit, x"], None, ["streamlit", "x"]),
        (["streamlit, x, "], None, ["streamlit", "x"]),
        (["streamlit, x, one"], "one", ["streamlit", "x"]),
        (["streamlit,,one"], "one", ["streamlit"]),
        (["streamlit, x, one, two"], "one", ["streamlit", "x"]),
        (["streamlit, x", "one"], None, ["streamlit", "x"]),
        (["streamlit, x, one", "streamlit, x, two"], "one", ["streamlit", "x"]),
    ],
)
def test_the_id_is_read_where_streamlit_reads_it(protocols, tab_id, left):
    scope: Scope = handshake(*protocols)

    assert tabs.asked_for(scope) == tab_id
    assert tabs.asked_for(tabs.without_tab(scope)) is None
    assert tabs.without_tab(scope)["subprotocols"] == left


@pytest.mark.parametrize(
    ("path", "tab_id"),
    [
        ("/_stcore/upload_file/one/file", "one"),
        ("/base/_stcore/upload_file/one/file", "one"),
        ("/_stcore/upload_file/one", "one"),
        ("/_stcore/upload_file/", ""),
        ("/media/one", None),
    ],
)
def test_the_tab_of_an_upload_stands_in_its_address(path, tab_id):
    assert tabs.upload_tab(path) == tab_id


def test_tabs_not_used_for_longest_are_forgotten(monkeypatch):
    monkeypatch.setattr(tabs, "_KEPT", 2)
    known = tabs.Tabs()
    for name in ("one", "two", "one", "three"):
        known.claim(name, "lan")

    assert [known.is_of(name, "lan") for name in ("one", "two", "three")] == [True, False, True]
    assert not known.is_of("one", "hung")
    assert not known.is_of("none", None)
    known.give_up("one")
    assert not known.is_of("one", "lan")
