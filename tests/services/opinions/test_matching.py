"""50 anonymous opinions of 50 people among 500 other acts: who has all that is stored guesses."""

from __future__ import annotations

import logging
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import structlog

from lib.domain import opinions
from lib.domain.access import Actor, Role
from lib.domain.opinions import new_code
from lib.services import clock
from lib.services.acts import new_act
from lib.services.opinions import sending
from lib.services.people import sessions
from lib.store.engine.db import Database
from lib.web import logs
from tests import cast
from tests.cast import Person
from tests.services.opinions import leaving, matching
from tests.services.opinions.opinion_scene import NIGHT, NOW, Scene

SIGNED_IN = "SELECT account_id FROM sessions GROUP BY account_id ORDER BY "
TOLD = "SELECT account_id FROM audit_events WHERE NOT account_id IS NULL GROUP BY account_id "
PEOPLE_BY = {
    "first session": f"{SIGNED_IN} min(created_at)",
    "last session": f"{SIGNED_IN} max(created_at)",
    "last seen": f"{SIGNED_IN} max(seen_at)",
    "first event": f"{TOLD} ORDER BY min(happened_at)",
    "last event": f"{TOLD} ORDER BY max(happened_at)",
}
# A question of the Office's own by which everybody could be told.
ASKED = {"key": "so_toi", "label": "Số của người gửi", "kind": "whole"}
READ_FILE = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read())"


@dataclass
class Day:
    """What happened on a day, and all that an attacker has of it.

    Attributes:
        files: by name, the box before the night and the database with its log and a backup, both
            before and after, and then all that leaves it: exports, the workbook, the ZIP.
        log: the application's.
    """

    db: Database
    people: list[Actor]
    files: dict[str, bytes]
    log: str

    @property
    def hidden(self) -> list[bytes]:
        """A word of each anonymous opinion, as long for everybody."""
        return [_mark("dau", number).encode() for number in range(len(self.people))]

    @property
    def named(self) -> list[bytes]:
        return [_mark("ten", number).encode() for number in range(len(self.people))]


@pytest.fixture
def application_log(tmp_path: Path) -> Iterator[Path]:
    """The log of the product as a server writes it."""
    root = logging.getLogger()
    held, level, configured = root.handlers[:], root.level, structlog.get_config()
    root.handlers[:] = []
    logs.configure(tmp_path / "logs")
    yield tmp_path / "logs" / logs.FILE
    for handler in root.handlers[:]:
        handler.close()
    root.handlers[:] = held
    root.setLevel(level)
    structlog.configure(**configured)
    logs.about(None)


def live(scene: Scene, log: Path, *, count: int, others: int) -> Day:
    """A day of so many people, each of whom sends one anonymous opinion among other acts."""
    people = _people(scene.db, count)
    todo = [("dau", number) for number in range(count)]
    todo += [("ten", number) for number in range(count)]
    todo += [("", random.randrange(count)) for _ in range(others - count)]
    random.shuffle(todo)
    scene.ask(ASKED)
    for place, (what, number) in enumerate(todo):
        if place == len(todo) // 2:
            scene.ask({**ASKED, "label": "Số của tôi"})
        with clock.at(NOW + timedelta(seconds=20 * place)):
            _act(scene, people[number], what, number)
    folder = log.parent.parent
    files = matching.files_below(folder / "data" / "opinions")
    files |= _copies(scene.db, folder, "day")
    scene.night()
    files |= _copies(scene.db, folder, "night")
    with clock.at(NIGHT + timedelta(hours=6)):
        left = leaving.files(scene.db, scene.campaign, folder)
    files |= {f"night {name}": content for name, content in left.items()}
    return Day(scene.db, people, files, log.read_text(encoding="utf-8"))


def attacked(day: Day, needles: list[bytes]) -> matching.Matched:
    """The best that can be made of everything."""
    keys = [matching.forms_of(one.account_id) for one in day.people]
    ours: dict[str, matching.Order] = {}
    guesses: dict[str, matching.Order] = {}
    for name, content in day.files.items():
        for how in (matching.order_in_bytes, matching.first_in_bytes):
            order = how(content, needles)
            if order is not None:
                ours[f"{name} {how.__name__}"] = order
        for side, guess in matching.nearest_in_bytes(content, needles, keys).items():
            guesses[f"{name} {side}"] = guess
    ours |= {by: _rows(day, needles, by) for by in _row_orders(day.db)}
    if day.db.engine == "postgresql":
        guesses |= _by_transaction(day, needles)
    return matching.best(_people_in_order(day), ours, guesses)


def test_nobody_can_match_opinions_and_people(scene, application_log, record_property):
    day = live(scene, application_log, count=50, others=500)

    guessed = attacked(day, day.hidden)

    record_property(
        f"matching ({scene.db.engine})",
        f"{guessed.hits} of 50 by {guessed.tried} guesses, chance gives up to "
        f"{matching.most_by_chance(guessed.tried)}; correlation {guessed.correlation:.2f}",
    )
    assert guessed.tried > 50
    assert guessed.hits <= matching.most_by_chance(guessed.tried)
    assert guessed.correlation < matching.correlation_by_chance(50, guessed.tried)
    # The same attack finds the authors of what was written as it was sent.
    assert attacked(day, day.named).hits > 45
    _nothing_stands_beside(day)
    _exports_tell_of_nobody(day)


def test_the_attack_finds_the_authors_of_what_is_written_at_once(
    scene, application_log, monkeypatch
):
    monkeypatch.setattr(opinions, "due", lambda waiting, today: list(waiting))
    monkeypatch.setattr(sending, "send_anonymous", _written_at_once(scene, sending.send_anonymous))

    day = live(scene, application_log, count=20, others=60)

    assert attacked(day, day.hidden).hits > 15


def _written_at_once(scene: Scene, send):
    def sent(*args, **more):
        send(*args, **more)
        scene.night(clock.now())

    return sent


def _nothing_stands_beside(day: Day) -> None:
    """Of all anonymous ones one day, one revision, one event without a person; else no trace."""
    rows, events = day.db.read(
        lambda tx: (
            tx.rows(
                """
                SELECT
                    account_id, unit_id, sent_at, received_on, revision, version, form_version,
                    answers ->> 'so_toi'
                FROM opinions
                WHERE answers ->> 'noi_dung' LIKE '%dau__hieu%'
                """
            ),
            tx.rows(
                """
                SELECT event, account_id, address, happened_at
                FROM audit_events
                WHERE event LIKE 'opinion.%' AND event <> 'opinion.send'
                """
            ),
        )
    )
    assert len(rows) == len(day.people)
    assert len(set(rows)) == 1
    assert (*rows[0][:3], rows[0][-1]) == (None, None, None, None)
    assert events == [("opinion.receive", None, None, NIGHT)]
    held = {name for name, content in day.files.items() if day.hidden[0] in content}
    assert {name for name in held if not name.startswith("night")} == {"0.a", "0.b"}
    assert b"dau" not in day.log.encode()


def _exports_tell_of_nobody(day: Day) -> None:
    """The words of named and anonymous ones are there, and nothing of a person, unit or instant."""
    told = day.files["night opinions.csv"].decode()
    assert all(one.decode() in told for one in day.hidden + day.named)
    keys = [re.escape(str(one.account_id)) for one in day.people]
    names = [re.escape(one.full_name) for one in day.people]
    codes = r"QLXD|nguoi\d|[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{64}|\d\d:\d\d"
    assert re.findall("|".join([*keys, *names, codes]), told) == []
    held = {name for name, content in day.files.items() if day.hidden[0] in content}
    kept = {"night opinions.csv", "night kept with a report", "night ZIP bang/opinions.parquet"}
    assert kept <= held
    assert any(name.startswith("night workbook ") for name in held)


def _people(db: Database, count: int) -> list[Actor]:
    made = tuple(
        Person(f"nguoi{number:02d}", f"Người {number:02d}", "QLXD", frozenset({Role.STAFF}))
        for number in range(count)
    )
    cast.make_cast(db, made)
    return [cast.actor(db, one) for one in made]


def _act(scene: Scene, actor: Actor, what: str, number: int) -> None:
    opened = sessions.open_session(scene.db, actor.account_id, "10.0.0.7")
    seen = sessions.actor(scene.db, opened.session_id)
    assert seen is not None
    logs.about(seen.account_id)
    logging.getLogger("lib.pages").warning("a page was drawn")
    raw = {
        "chu_de": "khac", "noi_dung": f"Mong được xem lại {_mark(what, number)} cho hợp lý.",
        ASKED["key"]: str(number),
    }  # fmt: skip
    if what == "dau":
        # As the callback of the page does.
        logs.about(None)
        sending.send_anonymous(scene.db, seen, scene.campaign, code=new_code(), raw=raw)
    elif what:
        sending.send_named(scene.db, seen, scene.campaign, act_id=new_act(), raw=raw)


def _mark(what: str, number: int) -> str:
    return f"{what}{number:02d}hieu"


def _copies(db: Database, folder: Path, when: str) -> dict[str, bytes]:
    """The database's own files as they lie, and a backup."""
    own = [db.path, db.path.with_name(f"{db.path.name}.wal")] if db.path else []
    # A process of its own: closing a handle to the live file would drop its lock.
    held = {
        f"{when} {path.name}": subprocess.run(
            [sys.executable, "-c", READ_FILE, str(path)], check=True, capture_output=True
        ).stdout
        for path in own
    }
    backup = folder / f"{uuid4()}.copy"
    db.backup(backup)
    return held | {f"{when} backup": backup.read_bytes()}


def _people_in_order(day: Day) -> dict[str, matching.Order]:
    place = {actor.account_id: number for number, actor in enumerate(day.people)}
    found = {
        name: [row[0] for row in day.db.read(lambda tx, sql=sql: tx.rows(sql))]
        for name, sql in PEOPLE_BY.items()
    }
    logged = re.findall(r'"user": "([0-9a-f-]{36})"', day.log)
    found["log"] = [UUID(one) for one in dict.fromkeys(logged)]
    found["end of the log"] = [UUID(one) for one in dict.fromkeys(reversed(logged))]
    orders = {name: [place[one] for one in each if one in place] for name, each in found.items()}
    assert {len(order) for order in orders.values()} == {len(place)}
    return orders


def _row_orders(db: Database) -> list[str]:
    own = ["ctid", "xmin::text::bigint, ctid"] if db.engine == "postgresql" else ["rowid"]
    return ["opinion_id", "coalesce(code_hash, '')", *own]


def _rows(day: Day, needles: list[bytes], by: str) -> matching.Order:
    sql = f"SELECT answers ->> 'noi_dung' FROM opinions ORDER BY {by}"
    texts = " ".join(row[0] for row in day.db.read(lambda tx: tx.rows(sql)))
    order = matching.order_in_bytes(texts.encode(), needles)
    assert order is not None
    return order


def _by_transaction(day: Day, needles: list[bytes]) -> dict[str, matching.Order]:
    """Each opinion given to whoever's transaction came before or after its own."""
    place = {actor.account_id: number for number, actor in enumerate(day.people)}
    acts, rows = day.db.read(
        lambda tx: (
            tx.rows(
                """
                SELECT xmin::text::bigint, account_id FROM audit_events
                UNION ALL
                SELECT xmin::text::bigint, account_id FROM sessions
                """
            ),
            tx.rows("SELECT xmin::text::bigint, answers ->> 'noi_dung' FROM opinions"),
        )
    )
    places = sorted((at, place[one]) for at, one in acts if one in place)
    found = [next(at for at, text in rows if needle.decode() in text) for needle in needles]
    guessed = matching.neighbours(found, places)
    return {f"transaction {side}": guess for side, guess in guessed.items()}
