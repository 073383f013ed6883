from __future__ import annotations

import json
import re

import httpx
import pytest

from lib.web.cookies import SECURE_NAME

AS_A_PERSON = {"Accept": "text/html,*/*", "Cookie": f"{SECURE_NAME}=live"}
NUMBER = re.compile(r"Mã lỗi: <strong>([2-9A-HJ-NP-Z]{6})</strong>")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/static/none.js", 404, "Không có trang hoặc tệp này"),
        ("/thidua/none.js", 404, "Không có trang hoặc tệp này"),
        ("/media/none", 404, "Không có trang hoặc tệp này"),
        ("/_stcore/metrics", 404, "Không có trang hoặc tệp này"),
        ("//double", 400, "Địa chỉ này không dùng được"),
        ("/try/fails", 500, "Việc vừa làm có thể chưa được lưu"),
    ],
)
def test_a_person_sees_a_vietnamese_page(site, path, status, words):
    answer = httpx.get(site.url + path, headers=AS_A_PERSON)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="vi">' in answer.text
    assert words in answer.text


def logged(site, number):
    """The one line of the server's log that tells of this number."""
    lines = (site.folder / "logs" / "app.log").read_text().splitlines()
    (entry,) = [json.loads(line) for line in lines if number in line]
    return entry


def test_a_bug_in_a_route_is_known_by_its_number(site):
    answer = httpx.get(f"{site.url}/try/fails", headers=AS_A_PERSON)

    entry = logged(site, NUMBER.search(answer.text)[1])
    assert "secret" not in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert (entry["path"], entry["level"]) == ("/try/fails", "error")
    assert "ZeroDivisionError: secret detail" in entry["exception"]


@pytest.mark.parametrize("click", [False, True], ids=["in the script", "in a callback's run"])
def test_a_bug_in_a_page_is_known_by_its_number(site, page, click):
    page.goto(f"{site.url}/?show={'error_on_click' if click else 'error'}")
    if click:
        page.get_by_role("button", name="Hỏng").click()
    alert = page.get_by_test_id("stAlert")
    alert.wait_for()
    text, whole = alert.inner_text(), page.content()

    entry = logged(site, re.search(r"Mã ([2-9A-HJ-NP-Z]{6}) đã được ghi nhận", text)[1])
    assert "ZeroDivision" not in whole
    assert "secret detail" not in whole
    assert "ZeroDivisionError: secret detail" in entry["exception"]
    assert "/" in entry["page"]
