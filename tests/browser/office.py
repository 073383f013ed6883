"""An office in the middle of its campaign, seeded by the services, for browsers to visit."""

from __future__ import annotations

import functools
import random
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from lib.config import ROOT
from lib.domain.campaigns import CampaignState
from lib.domain.workflow import Step, WorkStatus
from lib.services import clock
from lib.services.campaigns import campaigns, files
from lib.services.demo import demo
from lib.services.people import hints, sessions
from lib.store import accounts
from lib.store.engine.db import Database
from lib.store.engine.duck import DuckDatabase
from tests import cast
from tests.cast import Person
from tests.support.acting import act_as_nobody
from tests.support.data_folder import data_in
from tests.support.hands import Hands
from tests.web.serving import Served, served

AGENCY = "Sở Xây dựng tỉnh Cao Bằng"
DAYS_AHEAD = 21
# Below those that Linux gives to whoever asks for any.
PORTS = range(20_000, 32_000)
LONG_TEXT = (
    "Đã tổ chức hội nghị quán triệt tại hội trường cơ quan, có đại diện Đảng ủy, Công đoàn, Đoàn "
    "thanh niên, Hội Cựu chiến binh và toàn thể công chức, viên chức, người lao động tham dự; một "
    "số đồng chí đi công tác tại các huyện Bảo Lâm, Bảo Lạc được phổ biến vào buổi họp sau. "
) * 3
LONG_LINK = "https://vanban.caobang.example/" + "-".join(["thong-bao-ket-luan-hoi-nghi"] * 6)
RETURN_REASON = "Thiếu danh sách ký nhận của người dự; số người chưa khớp với biên bản hội nghị."


@dataclass(frozen=True, slots=True)
class Office:
    """A database that nobody serves yet.

    Attributes:
        cookies: user name -> the cookie of a live session.
    """

    database: Path
    cookies: Mapping[str, str]


def found(folder: Path, empty: Path) -> Office:
    """An office whose campaign has run for seven weeks."""
    path = folder / "office.duckdb"
    shutil.copyfile(empty, path)
    db = DuckDatabase(path)
    try:
        begin(db)
        _report(Hands(db))
        cookies = _cookies(db)
        _put_hints_away(db)
    finally:
        db.close()
    return Office(path, cookies)


def found_demo(folder: Path) -> Office:
    """The demo as `make demo` builds it, its evidence in the same folder."""
    path = folder / "demo.duckdb"
    with data_in(folder):
        demo.build(path, cast.PASSWORD)
    db = DuckDatabase(path)
    try:
        cookies = _cookies(db)
        _put_hints_away(db)
        return Office(path, cookies)
    finally:
        db.close()


@contextmanager
def opened(
    office: Office, folder: Path, cache: Path, fill: Callable[[Database], object] | None = None
) -> Iterator[Served]:
    """A server over a copy of the office, which serves other tests too.

    Args:
        cache: where packed files are kept between servers.
        fill: what is done in the copy before anybody comes.
    """
    path = folder / "thidua.duckdb"
    shutil.copyfile(office.database, path)
    if fill:
        with closing(DuckDatabase(path)) as db:
            fill(db)
    with serving(path, cache) as server:
        yield server


@contextmanager
def opened_demo(demo: Office, folder: Path) -> Iterator[Served]:
    """A server over a copy of the demo and its files."""
    shutil.copytree(demo.database.parent, folder, dirs_exist_ok=True)
    with serving(folder / demo.database.name, folder) as server:
        yield server


@contextmanager
def serving(database: Path, data_dir: Path) -> Iterator[Served]:
    """The app over the database; the addresses it prints are those of localhost.

    It reminds nobody by itself, so what lies in the outbox does not go by the hour of the day.
    """
    environment = {
        "TDKT_DATABASE": str(database),
        "TDKT_REMINDERS": "false",
        "TDKT_BCRYPT_ROUNDS": "4",
        "TDKT_REFRESH_SECONDS": "1",
    }
    with served(data_dir, ROOT / "app.py", environment, port=_port_now()) as server:
        yield server


def _port_now() -> int:
    """The port of this process, where a browser knows the app already; 0 if it is in use."""
    port = _own_port()
    return port if _is_free(port) else 0


@functools.cache
def _own_port() -> int:
    """One that is free, and of which nothing is given to whoever asks for any."""
    return next(port for port in random.sample(PORTS, len(PORTS)) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _cookies(db: Database) -> dict[str, str]:
    """User name -> the cookie of a session, for each of the cast."""
    return {person.username: _cookie(db, person) for person in cast.CAST}


def _put_hints_away(db: Database) -> None:
    """Everybody has read them by now, but for Yến, who is new."""
    for person in cast.CAST:
        if person != cast.YEN:
            who = sessions.actor(db, _session(db, person).session_id)
            assert who is not None
            hints.dismiss(db, who, [one.key for one in hints.to_show(db, who)])


def _cookie(db: Database, person: Person) -> str:
    handed = sessions.redeem(db, _session(db, person).ticket)
    assert handed is not None
    return handed.session


def _session(db: Database, person: Person) -> sessions.OpenedSession:
    """A new session of who bears the name; the demo gives accounts keys of its own."""
    account = db.read(lambda tx: accounts.by_username(tx, person.username))
    assert account is not None
    return sessions.open_session(db, account.account_id, None)


def begin(db: Database) -> None:
    """Agency, units, the cast and a campaign of which nobody has done anything."""
    units = files.units_from_file(ROOT / "data" / "units.yaml")
    seed = files.campaign_from_file(ROOT / "data" / "campaigns" / "bau-cu-2021.yaml")
    now = clock.now()
    db.write(lambda tx: campaigns.load_units(tx, units, now=now))
    cast.make_cast(db)
    act_as_nobody(
        db,
        lambda act: campaigns.load_campaign(
            act,
            seed,
            state=CampaignState.RUNNING,
            anchor_on=clock.today() + timedelta(days=DAYS_AHEAD),
            dates_moved=True,
        ),
    )
    db.write(
        lambda tx: tx.run(
            """
            INSERT INTO agency (agency_id, name, superior, created_at)
            VALUES (1, $1, $2, $3)
            """,
            [AGENCY, "Ủy ban nhân dân tỉnh Cao Bằng", now],
        )
    )


def have_received(db: Database, reports: int) -> None:
    """As many finished reports received, of units that the Office does not belong to."""
    received = """
        UPDATE items
        SET verification = 'received', work_status = 'done', version = version + 1
        WHERE (unit_id, task_id) IN (
            SELECT items.unit_id, items.task_id
            FROM items
            JOIN units ON units.unit_id = items.unit_id
            WHERE units.code NOT IN ('VP', 'QLXD') AND items.verification = 'not_sent'
            ORDER BY items.unit_id, items.task_id
            LIMIT $1
        )
    """
    db.write(lambda tx: tx.run(received, [reports]))


def _report(desk: Hands) -> None:
    """Late, returned, nil, sent, verified and half-done items of three units."""
    done, begun, nil = WorkStatus.DONE, WorkStatus.IN_PROGRESS, WorkStatus.NIL
    desk.save(cast.LAN, "V.1.1", 48, done, so_van_ban="1")
    desk.save(cast.LAN, "II.1.1", 40, begun, so_hoi_nghi="1", luot_nguoi="1.250")
    desk.save(
        cast.LAN, "II.1.1", 33, done,
        so_hoi_nghi="3", luot_nguoi="2.480", ghi_chu=LONG_TEXT, duong_dan=LONG_LINK,
    )  # fmt: skip
    desk.save(
        cast.LAN, "II.1.2", 20, done,
        nguoi_duoc_pho_bien_num="38", nguoi_duoc_pho_bien_den="45", ghi_chu=LONG_TEXT,
    )  # fmt: skip
    desk.save(cast.LAN, "II.3.4", 9, nil, ghi_chu="Không có ý kiến nào gửi đến phòng.")
    desk.save(cast.LAN, "II.3.2", 8, done, so_hoi_nghi="2")
    desk.save(cast.LAN, "II.4.1", 3, begun, ghi_chu="Đang lấy chữ ký cam kết.")
    desk.step(cast.HUNG, Step.SEND, cast.LAN, "V.1.1", "II.1.1", days_ago=30)
    desk.step(cast.VAN, Step.RECEIVE, cast.LAN, "V.1.1", "II.1.1", days_ago=29)
    desk.step(cast.VAN, Step.VERIFY, cast.LAN, "V.1.1", days_ago=28)
    desk.step(cast.HUNG, Step.SEND, cast.LAN, "II.1.2", days_ago=19)
    desk.step(
        cast.VAN, Step.RETURN, cast.LAN, "II.1.2", days_ago=12, reason=RETURN_REASON, due_in=5
    )
    for code, ago in (("V.1.1", 47), ("II.1.3", 18)):
        desk.save(cast.BINH, code, ago, done, so_van_ban="2", luot_nguoi="30")
    desk.save(cast.BINH, "II.3.1", 14, done, so_buoi="2", luot_nguoi="61", ghi_chu=LONG_TEXT)
    desk.step(cast.YEN, Step.SEND, cast.BINH, "V.1.1", "II.1.3", "II.3.1", days_ago=10)
    desk.save(cast.MAI, "V.1.2", 46, done, da_phan_cong=True)
    desk.save(cast.MAI, "V.2.2", 2, begun, so_tin_bai="14")
