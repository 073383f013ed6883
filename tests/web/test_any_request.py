"""Requests that nobody foresaw: no bug, no trace, and nothing written by who is not signed in."""

from __future__ import annotations

import shutil
import socket
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.store.engine.duck import DuckDatabase
from lib.web.cookies import SECURE_NAME
from tests.cast import LAN, QUANG, VAN
from tests.exports import scene
from tests.support.data_folder import data_in
from tests.web.office import cookie
from tests.web.serving import ROOT, served

CASES = 20
"""Of each route."""
# The health check writes its one row, and a session notes its use.
NOT_COMPARED = {"health_checks"}

METHODS = st.sampled_from(
    ["GET"] * 8 + ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get"]
)
ROUTES = (
    "/", "/checklist", "/healthz", "/readyz", "/auth/cookie", "/auth/session", "/export/items",
    "/export/units", "/export/awards_0603", "/export/{}", "/evidence/{}/{}", "/evidence/zip",
    "/files/{}", "/papers/template/{}", "/exemplars/{}/photo", "/reports/{}/scan/{}",
    "/notices/{}/picture",
    "/print/summary",
    "/print/plan", "/print/checklist", "/print/meeting", "/print/{}", "/audit/nhat-ky.csv",
    "/audit/moc-nhat-ky.txt", "/thidua/vi.js", "/thidua/{}", "/static/{}", "/media/{}",
    "/_stcore/upload_file/{}/{}", "/_stcore/stream", "/_stcore/health", "/_stcore/host-config",
    "/component/{}/{}", "/{}", "/{}/{}",
)  # fmt: skip
NAMES = (
    "ticket", "campaign", "unit", "task", "nomination", "tai", "v", "meeting", "xem", "nhom",
    "don_vi", "nguoi", "ho_so", "loai", "tu", "den", "dates", "decimals",
)  # fmt: skip
ODD = st.sampled_from(
    [
        "", ".", "..", "../..", "..%2f..%2fetc%2fpasswd", "%00", "%", "%zz", "%ff%fe", "%0d%0aX: y",
        "0", "-1", "1", "99999999999999999999", "1e9", "١", "null", "2021-13-45", "nho", "QLXD",
        "00000000-0000-0000-0000-000000000000", "01970000-0000-7000-8000-000000000000",
        "'; DROP TABLE items; --", "a" * 3000, "{{7*7}}", "<script>", "%F0%9F%92%A5", "C:\\x",
        "//x", "con", "a;b", "a?b", "#",
    ]
)  # fmt: skip
SEGMENT = st.uuids().map(str) | ODD | st.text(max_size=20)
VALUE = SEGMENT | st.lists(SEGMENT, max_size=3).map(",".join)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "Range", "Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Accept", "Accept-Encoding",
            "Accept-Language", "If-None-Match", "If-Range", "If-Modified-Since", "Referer",
            "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto", "Content-Type", "Upgrade",
            "Sec-WebSocket-Key", "Sec-WebSocket-Protocol", "Authorization", "Cookie",
        ]
    ),
    st.sampled_from(
        [
            "bytes=0-0", "bytes=5-1", "bytes=-1", "bytes=0-0,5-5,9-", "bytes=a-b", "same-origin",
            "cross-site", "none", "null", "text/html", "*/*", "br, gzip", "identity;q=0", "*",
            'W/"x"', "Mon, 32 Foo", "websocket", f"{SECURE_NAME}=x", "a=b; =; ;;", "=" * 500,
            "::1, 10.0.0.1", "Bearer x", "\x7f", "x" * 2000,
        ]
    )
    | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30),
    max_size=2,
)  # fmt: skip


@st.composite
def targets(draw, route):
    """The route's address, as the text that stands in the request's first line."""
    while "{}" in route:
        route = route.replace("{}", safe(draw(SEGMENT)), 1)
    query = draw(st.lists(st.tuples(st.sampled_from(NAMES), VALUE), max_size=4))
    return route + ("?" if query else "") + "&".join(f"{key}={safe(value)}" for key, value in query)


def safe(text: str) -> str:
    """Escaped where a blank or a line end would end the request; what is escaped already stays."""
    return quote(text.encode(errors="surrogatepass"), safe="/.%-_~:;'(){}<>,*=@!$&+?#\\")


def ask(server, method, target, headers):
    """The status and all bytes of the answer."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode("latin-1", errors="replace"))
        answer = b""
        while piece := line.recv(1 << 16):
            answer += piece
            if answer.startswith(b"HTTP/1.1 101"):
                break
    return int(answer.split(b" ", 2)[1]), answer


def ask_anything(server, **cookie):
    """Each route in ways that nobody foresaw."""
    for route in ROUTES:

        @settings(max_examples=CASES, suppress_health_check=list(HealthCheck))
        @given(METHODS, targets(route), st.just({}) | HEADERS)
        def ask_route(method, target, headers):
            status, answer = ask(server, method, target, headers | cookie)

            assert status < 500, answer[:500]
            assert b"Traceback" not in answer
            assert b"/site-packages/" not in answer

        ask_route()


def content(path):
    """Every row of every table but those that reading moves."""
    db = DuckDatabase(path)
    try:
        tables = db.read(
            lambda tx: [
                row[0] for row in tx.rows("SELECT table_name FROM duckdb_tables() ORDER BY 1")
            ]
        )
        kept = [one for one in tables if one not in NOT_COMPARED]
        return {
            one: sorted(map(repr, db.read(lambda tx, one=one: tx.rows(f"SELECT * FROM {one}"))))
            for one in kept
        }
    finally:
        db.close()


@pytest.fixture
def data(tmp_path, duck_template):
    """A played campaign that nobody serves yet."""
    path = tmp_path / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    with data_in(tmp_path):
        scene.play(db)
    db.close()
    return path


def serving(path):
    environment = {"TDKT_DATABASE": str(path), "TDKT_BCRYPT_ROUNDS": "4"}
    return served(path.parent, ROOT / "app.py", environment)


def test_whoever_is_not_signed_in_writes_nothing_and_meets_no_bug(data):
    before = content(data)

    with serving(data) as server:
        ask_anything(server)

    assert content(data) == before


@pytest.mark.parametrize("person", [LAN, VAN, QUANG], ids=lambda one: one.username)
def test_whoever_is_signed_in_meets_no_bug(data, person):
    db = DuckDatabase(data)
    own = f"{SECURE_NAME}={cookie(db, person)}"
    db.close()

    with serving(data) as server:
        ask_anything(server, Cookie=own)
