"""How much of what is uploaded waits in memory."""

from __future__ import annotations

import contextlib
import socket
import time
from urllib.parse import urlsplit

import pytest

from lib.web.cookies import SECURE_NAME
from lib.web.gate import tabs, uploads
from tests.web.serving import served
from tests.web.uploader import XSRF, Uploader

FULL = "Các tệp đang chờ lưu đã quá nhiều. Vui lòng thử lại sau ít phút."
BYTES = b"x" * 600_000


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    limits = {"TDKT_UPLOADS_SESSION_MB": "2", "TDKT_UPLOADS_ALL_MB": "3"}
    with served(tmp_path_factory.mktemp("narrow"), environment=limits) as server:
        yield server


@contextlib.contextmanager
def person(server, name):
    with contextlib.closing(Uploader(server.url, f"{SECURE_NAME}={name}")) as uploader:
        yield uploader


def test_files_that_wait_have_a_limit_for_each_sign_in_and_in_all(narrow):
    with (
        person(narrow, "live") as first,
        person(narrow, "live") as second,
        person(narrow, "admin") as other,
    ):
        own = [first.send("PUT", first.tab, name, BYTES) for name in ("a", "b")]
        # Another tab of the same sign-in.
        own += [second.send("PUT", second.tab, name, BYTES) for name in ("c", "d")]
        others = [other.send("PUT", other.tab, name, BYTES) for name in ("e", "f", "g")]

        assert [one.status_code for one in own] == [204, 204, 204, 503]
        assert own[-1].text == FULL
        assert [one.status_code for one in others] == [204, 204, 503]

        first.send("DELETE", first.tab, "a")
        assert second.send("PUT", second.tab, "d", BYTES).status_code == 204


def test_files_under_way_count(monkeypatch):
    monkeypatch.setattr(uploads, "_waiting", dict)
    room = uploads.Uploads(tabs.Tabs())
    asked = [("lan", 300), ("lan", 101), ("hung", 300), ("mai", 400), ("son", 1)]
    with contextlib.ExitStack() as under_way:
        taken = [under_way.enter_context(room.coming(who, mb << 20)) for who, mb in asked]

    assert taken == [True, False, True, True, False]
    with room.coming("lan", 400 << 20) as again:
        assert again


@pytest.mark.parametrize(
    ("length", "size"), [("7", 7), ("-7", 0), ("", 20 << 20), ("many", 20 << 20)]
)
def test_a_file_of_unknown_size_counts_as_the_largest(monkeypatch, length, size):
    monkeypatch.setattr(uploads.config, "get_option", {"server.maxUploadSize": 20}.get)
    headers = [(b"content-length", length.encode())] if length else []

    assert uploads.size_of({"type": "http", "headers": headers}) == size


def test_a_file_cut_off_on_its_way_is_no_bug(narrow):
    with person(narrow, "live") as leaver:
        address = urlsplit(narrow.url)
        head = (
            f"PUT /_stcore/upload_file/{leaver.tab}/cut HTTP/1.1\r\nHost: {address.netloc}\r\n"
            f"Origin: {narrow.url}\r\nCookie: {leaver.cookie}; {XSRF}={leaver.xsrf}\r\n"
            f"X-Xsrftoken: {leaver.xsrf}\r\nContent-Length: 5000\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
        )
        with socket.create_connection((address.hostname, address.port)) as line:
            line.sendall(head.encode())
        path = f"/_stcore/upload_file/{leaver.tab}/cut"
        while not (told := [one for one in narrow.logged() if one.get("path") == path]):
            time.sleep(0.05)

    assert [(one["event"], one["level"]) for one in told] == [("upload cut", "info")]
