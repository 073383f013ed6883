from __future__ import annotations

import json
from datetime import datetime, timedelta

import httpx
import pytest

from tests.web.serving import served, start


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """A server that gave a cookie and was stopped the way a service manager does."""
    with served(tmp_path_factory.mktemp("data")) as server:
        httpx.get(f"{server.url}/auth/cookie?ticket=good")
        assert not (server.folder / "marks.json").exists()
        server.stop()
    return server


def test_a_clean_stop_closes_what_was_opened(stopped):
    assert json.loads((stopped.folder / "marks.json").read_text()) == {"stopped": True}


def test_a_start_that_cannot_go_on_says_one_sentence(tmp_path):
    process = start(tmp_path, environment={"STAND_IN_FAILS": "1"})

    said, _ = process.communicate()

    assert process.returncode != 0
    assert (
        "Không khởi động được: Tệp dữ liệu data/x.duckdb đang được một chương trình khác mở" in said
    )
    assert "Traceback" not in said
    assert "Unavailable" not in said
    assert not (tmp_path / "marks.json").exists()


def test_the_log_is_json_and_tells_no_tickets(stopped):
    text = (stopped.folder / "logs" / "app.log").read_text()
    events = [json.loads(line)["event"] for line in text.splitlines()]
    assert events[0] == "started"
    assert events[-1] == "stopped"
    assert "ticket" not in text
    assert "ticket" not in "".join(stopped.lines)


def test_the_log_tells_its_times_in_utc(stopped):
    text = (stopped.folder / "logs" / "app.log").read_text()
    times = [datetime.fromisoformat(json.loads(line)["timestamp"]) for line in text.splitlines()]

    assert times
    assert {one.utcoffset() for one in times} == {timedelta(0)}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"TDKT_REFRESH_SECONDS": "often"}, "TDKT_REFRESH_SECONDS"),
        ({"TDKT_MAIL_HOST": "mail.so.gov.vn"}, "TDKT_MAIL_FROM"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_its_name(tmp_path, given, name):
    process = start(tmp_path, environment=given)

    said, _ = process.communicate()

    assert process.returncode != 0
    assert f"{name}: giá trị không hợp lệ" in said
    assert "Traceback" not in said
