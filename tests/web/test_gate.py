from __future__ import annotations

import time
import uuid

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from lib.web.cookies import SECURE_NAME
from lib.web.headers import HEADERS
from tests.web.serving import run_async, served, visit

LIVE = f"{SECURE_NAME}=live"
UPLOAD = f"/_stcore/upload_file/{uuid.UUID(int=1)}/{uuid.UUID(int=1)}"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/checklist",
        "/healthz",
        "/readyz",
        "/thidua/vi.js",
        "/thidua/none",
        "/static/none.js",
        "/media/none",
        "/_stcore/health",
        "/_stcore/metrics",
        "/auth/cookie?ticket=none",
        "/try/fails",
        "//double",
        "/..%5c..%5cx",
    ],
)
def test_every_answer_carries_the_headers(site, path):
    answer = httpx.get(site.url + path)

    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)


def test_no_plugin_runs_and_no_page_moves_its_own_base():
    directives = {one.strip() for one in HEADERS["Content-Security-Policy"].split(";")}

    assert {"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= directives


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/thidua/vi.js", "/evidence/x", "/_stcore/health"]
)
def test_a_trace_tells_nothing(site, path):
    answer = httpx.request("TRACE", site.url + path, headers={"Origin": site.url, "X-Mine": "told"})

    assert answer.status_code in (404, 405)
    assert "told" not in answer.text


def test_camera_is_allowed_for_evidence_photos_only_to_us():
    assert "camera=(self)" in HEADERS["Permissions-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/page/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unused_routes_are_closed(site, method, path):
    answer = httpx.request(method, site.url + path, headers={"Origin": site.url})

    assert (answer.status_code, answer.headers["content-type"]) == (
        404,
        "text/plain; charset=utf-8",
    )


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://localhost:1"])
def test_a_foreign_websocket_is_refused_at_once(site, origin):
    started = time.monotonic()

    with pytest.raises(InvalidStatus) as refusal:
        run_async(lambda: visit(site.url, origin=origin))

    assert refusal.value.response.status_code == 403
    assert refusal.value.response.headers["X-Frame-Options"] == "DENY"
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("method", "origin"),
    [
        ("GET", "http://evil.example"),
        ("GET", "null"),
        ("OPTIONS", "http://evil.example"),
        ("PUT", "http://evil.example"),
        ("PUT", None),
        ("POST", None),
        ("DELETE", None),
    ],
)
def test_a_foreign_request_is_refused(site, method, origin):
    headers = {"Cookie": LIVE} | ({"Origin": origin} if origin else {})

    answer = httpx.request(method, f"{site.url}{UPLOAD}", headers=headers)

    assert answer.status_code == 403
    assert answer.text == "Yêu cầu đến từ một trang khác nên không được nhận."
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "cookie", ["", f"{SECURE_NAME}=guess", "tdkt=live", f"x={SECURE_NAME}=live"]
)
@pytest.mark.parametrize(("method", "path"), [("GET", "/media/none"), ("PUT", UPLOAD)])
def test_files_need_a_live_cookie(site, method, path, cookie):
    headers = {"Origin": site.url, "Cookie": cookie}

    answer = httpx.request(method, site.url + path, headers=headers)

    assert (answer.status_code, answer.text) == (403, "Vui lòng đăng nhập trước.")


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/media/none", 404), ("PUT", UPLOAD, 403)]
)
def test_a_live_cookie_reaches_streamlit(site, method, path, status):
    headers = {"Origin": site.url, "Cookie": LIVE}

    answer = httpx.request(method, site.url + path, headers=headers)

    assert answer.status_code == status
    assert answer.text != "Vui lòng đăng nhập trước."


def test_a_ticket_gives_its_cookie_once(site, ticket):
    first = httpx.get(f"{site.url}/auth/cookie?ticket={ticket}")
    second = httpx.get(f"{site.url}/auth/cookie?ticket={ticket}")

    assert first.headers["set-cookie"] == (
        f"{SECURE_NAME}=live; HttpOnly; Max-Age=3600; Path=/; SameSite=strict; Secure"
    )
    assert (first.headers["content-type"], first.headers["cache-control"]) == (
        "image/gif",
        "no-store",
    )
    assert "set-cookie" not in second.headers


def test_the_device_keeps_its_cookie_for_longer(site, ticket):
    shown = {"Cookie": f"{SECURE_NAME}-device=abc"}

    answer = httpx.get(f"{site.url}/auth/cookie?ticket={ticket}", headers=shown)

    assert answer.headers.get_list("set-cookie") == [
        f"{SECURE_NAME}=live; HttpOnly; Max-Age=3600; Path=/; SameSite=strict; Secure",
        f"{SECURE_NAME}-device=abc; HttpOnly; Max-Age=7200; Path=/; SameSite=strict; Secure",
    ]


@pytest.mark.parametrize("site_of_origin", ["cross-site", "same-site", "none"])
def test_a_ticket_is_taken_from_our_pages_only(site, ticket, site_of_origin):
    url = f"{site.url}/auth/cookie?ticket={ticket}"
    refused = httpx.get(url, headers={"Sec-Fetch-Site": site_of_origin})
    taken = httpx.get(url, headers={"Sec-Fetch-Site": "same-origin"})

    assert (refused.status_code, refused.headers.get("set-cookie")) == (403, None)
    assert "set-cookie" in taken.headers


def test_a_trial_over_plain_http_has_a_plain_cookie(tmp_path):
    with served(tmp_path, environment={"TDKT_INSECURE_COOKIE": "1"}) as server:
        answer = httpx.get(f"{server.url}/auth/cookie?ticket=good")
        old_name = httpx.get(f"{server.url}/media/none", headers={"Cookie": LIVE})
        new_name = httpx.get(f"{server.url}/media/none", headers={"Cookie": "tdkt=live"})

    assert answer.headers["set-cookie"] == (
        "tdkt=live; HttpOnly; Max-Age=3600; Path=/; SameSite=strict"
    )
    assert (old_name.status_code, new_name.status_code) == (403, 404)
