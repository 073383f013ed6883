"""A program as Excel is one reads 136,000 rows page by page, through broken lines and a restart."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
import socket
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bench import data as bench_data
from lib.config import ROOT
from lib.domain.campaigns import CampaignState
from lib.domain.exports import Options
from lib.services.campaigns import campaigns, files
from lib.store.engine.duck import DuckDatabase
from lib.web import exports
from lib.web.cookies import SECURE_NAME
from tests import cast
from tests.cast import MAI
from tests.services.connections import keys
from tests.support.acting import act_as_nobody
from tests.support.data_folder import data_in
from tests.web.office import cookie
from tests.web.serving import served
from tests.web.test_api import as_csv

UNITS, TASKS = 4000, 34
# What a reader of CSV has to get right: line ends, quotation marks, separators within a cell.
NOTE = 'Đã phổ biến "đủ",\r\n=1+1; xem 0912'


@pytest.fixture(scope="module")
def large(tmp_path_factory, duck_template):
    """The database of a campaign of 4,000 units and 34 tasks, a key and a cookie of its Office."""
    folder = tmp_path_factory.mktemp("large")
    path, small = folder / "thidua.duckdb", folder / "small.duckdb"
    shutil.copyfile(duck_template, small)
    db = DuckDatabase(small)
    with data_in(folder):
        cast.make_cast(db)
        seed = files.campaign_from_file(ROOT / "data" / "campaigns" / "bau-cu-2021.yaml")
        seed = replace(seed, tasks=seed.tasks[:TASKS])
        act_as_nobody(
            db,
            lambda act: campaigns.load_campaign(
                act, seed, state=CampaignState.RUNNING, anchor_on=seed.anchor_on, dates_moved=False
            ),
        )
    db.close()
    bench_data.build_big(path, small)
    db = DuckDatabase(path)
    told = json.dumps({bench_data.TOP: 12, bench_data.BOTTOM: 340, "ghi_chu": NOTE})
    task_id = bench_data.item_task(db)
    db.write(lambda tx: tx.run("UPDATE items SET answers = $1 WHERE task_id = $2", [told, task_id]))
    with data_in(folder):
        key = keys.made(db, code=seed.code, tables=["items"]).secret
    session = cookie(db, MAI)
    db.close()
    return folder, path, seed.code, key, session


class Excel:
    """Basic authorization, no session, one address after the other."""

    def __init__(self, key):
        self.shown = "Basic " + base64.b64encode(f"van phong:{key}".encode()).decode()
        self.requests = 0

    def read(self, base, address):
        self.requests += 1
        asked = urllib.request.Request(base + address, headers={"Authorization": self.shown})
        with urllib.request.urlopen(asked) as answer:
            return json.loads(answer.read(), parse_float=str, parse_int=str)

    def break_off(self, base, address):
        """Begin to read and hang up in the middle of the answer."""
        host, port = base.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            head = f"GET {address} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: {self.shown}"
            line.sendall(f"{head}\r\n\r\n".encode())
            assert line.recv(4096).startswith(b"HTTP/1.1 200")


def most_memory_mb(server):
    """What the server's process has held at most so far."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024


def test_excel_reads_a_whole_year(large, record_property):
    folder, path, code, key, session = large
    environment = {"TDKT_DATABASE": str(path), "TDKT_BCRYPT_ROUNDS": "4"}
    excel, found = Excel(key), []
    address = "/api/v1/tables/items?limit=1000"
    with served(folder, ROOT / "app.py", environment) as server:
        before, begun = most_memory_mb(server), time.monotonic()
        page = excel.read(server.url, address)
        first_s = time.monotonic() - begun
        while len(found) < UNITS * TASKS // 2:
            found += [as_csv(page["columns"], row) for row in page["rows"]]
            address = page["next"]
            if len(found) % 20_000 == 0:
                excel.break_off(server.url, address)
            page = excel.read(server.url, address)
        half_s = time.monotonic() - begun
        paged_mb = most_memory_mb(server) - before
    # The server has been started anew: the key, the place and the rows are the same.
    with served(folder, ROOT / "app.py", environment) as server:
        while address:
            page = excel.read(server.url, address)
            assert page["first"] == str(len(found))
            found += [as_csv(page["columns"], row) for row in page["rows"]]
            address = page["next"]
        feed, link = [], "/api/v1/odata/items?$top=2500&$select=row_no,unit_code,task_code"
        links = 0
        while link:
            part = excel.read(server.url, link)
            feed += [list(row.values()) for row in part["value"]]
            link, links = part.get("@odata.nextLink", "").removeprefix(server.url), links + 1
        download = f"{server.url}{exports.url('items', code, Options())}"
        taken = httpx.get(download, headers={"Cookie": f"{SECURE_NAME}={session}"}, timeout=None)
        by_key = httpx.get(
            f"{server.url}/api/v1/tables/items.csv",
            headers={"Authorization": excel.shown},
            timeout=None,
        )

    assert by_key.content == taken.content
    _, *wanted = csv.reader(io.StringIO(taken.text.removeprefix("\ufeff"), newline=""))
    assert len(wanted) == int(page["count"]) == UNITS * TASKS
    assert found == wanted
    assert feed == [[str(no), row[0], row[4]] for no, row in enumerate(found[:2500], 1)]
    assert links == 3
    size_mb = len(taken.content) / 2**20
    told = f"{excel.requests} pages, the first after {first_s:.1f} s, half after {half_s:.1f} s"
    record_property("136,000 rows by a key", f"{told}, + {paged_mb} MB for a CSV of {size_mb:.0f}")
    assert paged_mb < 3 * size_mb + 200
