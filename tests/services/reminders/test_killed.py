"""Servers that send letters are killed at random: no letter twice, and none lost in silence."""

from __future__ import annotations

import email
import hashlib
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from lib.config import ROOT
from lib.domain.reminders import composing
from lib.domain.reminders.digests import Line
from lib.domain.reminders.outbox import Kept, Mail
from lib.services import clock
from lib.store import reminders
from lib.store.engine.db import Database
from lib.store.engine.duck import DuckDatabase
from tests.cast import LAN
from tests.services.reminders import reminder_scene
from tests.services.reminders.reminder_scene import DUE
from tests.support import post
from tests.support.post import PostOffice

KILLS = int(os.environ.get("REMINDER_KILLS", "6"))
# A server sends some fifty letters a second, and is killed within a third of one.
LETTERS = 100 + 60 * KILLS
LONGEST_S = 0.3
LINE = Line("đến hạn hôm nay", "Báo cáo", None, "/checklist")


def fill(db: Database) -> None:
    """A letter for each of so many days, as if nobody had sent any."""

    def work(tx):
        tx.run("UPDATE accounts SET email = 'lan@soxaydung.example.vn' WHERE username = 'lan'")
        tx.run(
            """
            INSERT INTO reminder_digests (
                digest_id, digest_key, account_id, unit_id, for_head, day, lines, state, mail,
                composed_at, released_at
            )
            SELECT gen_random_uuid(), $1 || ':' || n, account_id, unit_id, FALSE,
                CAST($2 AS DATE) - CAST(n AS INTEGER), CAST($5 AS JSON), 'released', 'waiting',
                $3, $3
            FROM accounts, generate_series(1, CAST($4 AS INTEGER)) AS numbers (n)
            WHERE account_id = CAST($1 AS UUID)
            """,
            [str(LAN.account_id), DUE, clock.now(), LETTERS, reminders.to_text([LINE])],
        )

    db.write(work)


def kept_in(db: Database) -> list[Kept]:
    """All of them."""
    return db.read(lambda tx: reminders.of_days(tx, DUE - timedelta(LETTERS + 1)))


def start(address: str, office: PostOffice) -> subprocess.Popen[bytes]:
    sender = subprocess.Popen(
        [sys.executable, "-m", "tests.services.reminders.sender", address, str(office.port)],
        cwd=ROOT, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert sender.stdout is not None
    with sender.stdout as said:
        assert said.readline() == b"ready\n"
    return sender


def is_at_work(sender: subprocess.Popen[bytes]) -> bool:
    """Whether it still sends; one that is through has ended well."""
    ended = sender.poll()
    assert ended in (None, 0)
    return ended is None


def play(address: str, office: PostOffice, *, servers: int, seed: int) -> int:
    """Kill and begin anew, then let one finish; how many were killed while they were at work."""
    chance, killed = random.Random(seed), 0
    senders = [start(address, office) for _ in range(servers)]
    for _ in range(KILLS):
        time.sleep(chance.uniform(0, LONGEST_S))
        place = chance.randrange(servers)
        killed += is_at_work(senders[place])
        senders[place].kill()
        senders[place].wait()
        senders[place] = start(address, office)
    assert [one.wait() for one in senders] == [0] * servers
    return killed


def judge(kept: Sequence[Kept], office: PostOffice, record) -> None:
    """What stands in the outbox agrees with what the mail server took."""
    ids = [str(email.message_from_bytes(one)["Message-ID"]) for one in office.taken]
    taken = Counter(one.strip("<>").partition("@")[0] for one in ids)
    by_mail: dict[Mail, Counter[int]] = {}
    for one in kept:
        key = hashlib.sha256(composing.key_of(one.account_id, one.day).encode()).hexdigest()[:32]
        by_mail.setdefault(one.mail, Counter())[taken.pop(key, 0)] += 1

    assert len(kept) == LETTERS
    assert not taken
    assert by_mail.keys() <= {Mail.SENT, Mail.DOUBTFUL}
    assert by_mail[Mail.SENT].keys() == {1}
    doubtful = by_mail.get(Mail.DOUBTFUL, Counter())
    assert doubtful.keys() <= {0, 1}
    record("letters", f"{len(kept)}, of which {len(office.taken)} were taken, each once")
    record("in doubt", f"{doubtful[1]} taken, {doubtful[0]} not")


def test_two_servers_on_postgresql(pg_stage, record_property):
    """Each is killed while the other goes on."""
    scene = pg_stage.set(reminder_scene.make_scene)
    fill(scene.db)
    with post.opened() as office:
        killed = play(scene.db._address, office, servers=2, seed=KILLS)

    judge(kept_in(scene.db), office, record_property)
    record_property("servers killed at work, PostgreSQL", killed)
    assert killed


def test_one_after_the_other_on_duckdb(duck_stage, record_property):
    """A file has one server; each killed one leaves it to the next."""
    path = duck_stage.leave(reminder_scene.make_scene)
    db = DuckDatabase(path)
    fill(db)
    db.close()
    with post.opened() as office:
        killed = play(str(path), office, servers=1, seed=KILLS)

    db = DuckDatabase(path)
    try:
        kept = kept_in(db)
    finally:
        db.close()
    judge(kept, office, record_property)
    record_property("servers killed at work, DuckDB", killed)
    assert killed
