import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from lib import text
from lib.domain.accounts import roles_to_text
from lib.domain.audit_chain import first_fault
from lib.domain.council import Counts
from lib.domain.plan_drafts import Name, Part
from lib.domain.vietnamese import given_name, search_key
from lib.errors import Duplicate, Unavailable
from lib.store import audit, migrations
from lib.store import council as council_store
from lib.store import nominations as nominations_store
from lib.store import plan_drafts as plan_drafts_store
from lib.store import units as units_store
from lib.store.checklist import Author
from lib.store.engine import copies
from lib.store.engine.db import Database, Writer
from lib.store.engine.duck import DuckDatabase
from tests import small_campaign
from tests.cast import BEGAN_ON, BINH, CREATED_AT, HUNG, LAN, Person, make_cast

# Tasks have got columns since the levels that the tests begin at.
WITHOUT_TASKS = replace(small_campaign.SEED, tasks=())
NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)
FIRST = """
-- The units; each has a "code"; that is enough.
CREATE TABLE units (
    unit_id INTEGER PRIMARY KEY, -- a key; not a secret
    code VARCHAR NOT NULL UNIQUE
);
/* two rows; both real */
INSERT INTO units (unit_id, code) VALUES (1, 'a;b'), (2, 'it''s -- one');
"""
SECOND = "ALTER TABLE units ADD COLUMN name VARCHAR;\nUPDATE units SET name = code;\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "migrations"
    made.mkdir()
    (made / "0001_init.sql").write_text(FIRST)
    return made


@pytest.fixture
def units(bare: Database) -> Callable[[], list[tuple]]:
    return lambda: bare.read(lambda tx: tx.rows("SELECT * FROM units ORDER BY unit_id"))


def add_second(folder: Path, content: str = SECOND) -> None:
    (folder / "0002_names.sql").write_text(content)


def versions(db: Database) -> list[tuple[int, str]]:
    sql = "SELECT version, name FROM schema_version ORDER BY version"
    return db.read(lambda tx: tx.rows(sql))


def test_an_empty_database_is_brought_to_the_newest_level(bare, folder, units):
    add_second(folder)

    applied = migrations.migrate(bare, folder)

    assert applied == ["0001_init.sql", "0002_names.sql"]
    assert versions(bare) == [(1, "0001_init.sql"), (2, "0002_names.sql")]
    assert units() == [(1, "a;b", "a;b"), (2, "it's -- one", "it's -- one")]
    assert (migrations.level(bare), migrations.newest(folder)) == (2, 2)


def test_a_second_run_changes_nothing(bare, folder, units):
    migrations.migrate(bare, folder)

    assert migrations.migrate(bare, folder) == []
    assert versions(bare) == [(1, "0001_init.sql")]
    assert len(units()) == 2


def test_only_what_is_new_is_applied(bare, folder, units):
    migrations.migrate(bare, folder)
    add_second(folder)

    assert migrations.migrate(bare, folder) == ["0002_names.sql"]
    assert units()[0] == (1, "a;b", "a;b")


def test_an_empty_database_has_level_0(bare, tmp_path):
    assert migrations.level(bare) == 0
    assert migrations.newest(tmp_path) == 0


def test_a_broken_migration_leaves_nothing_behind(bare, folder, units):
    migrations.migrate(bare, folder)
    add_second(folder, SECOND + "INSERT INTO units (unit_id, code) VALUES (1, 'again');")

    with pytest.raises(Duplicate):
        migrations.migrate(bare, folder)

    assert migrations.level(bare) == 1
    assert units() == [(1, "a;b"), (2, "it's -- one")]


def test_a_changed_file_is_refused(bare, folder, units):
    migrations.migrate(bare, folder)
    (folder / "0001_init.sql").write_text(FIRST + "\n")
    add_second(folder)

    with pytest.raises(Unavailable) as caught:
        migrations.migrate(bare, folder)

    assert caught.value.reason == "changed_migration"
    assert "0001_init.sql" in text.sentence(caught.value)
    assert migrations.level(bare) == 1


def test_line_ends_of_another_system_are_no_change(bare, folder):
    migrations.migrate(bare, folder)
    (folder / "0001_init.sql").write_bytes(FIRST.replace("\n", "\r\n").encode())

    assert migrations.migrate(bare, folder) == []


def test_an_older_program_refuses_a_newer_database(bare, folder):
    add_second(folder)
    migrations.migrate(bare, folder)
    (folder / "0002_names.sql").unlink()

    with pytest.raises(Unavailable) as caught:
        migrations.migrate(bare, folder)

    assert (caught.value.reason, caught.value.facts) == ("newer_schema", {"found": 2, "known": 1})
    assert "2" in text.sentence(caught.value)


def test_the_extra_file_is_for_postgresql_alone(bare, folder, units):
    extra = "CREATE INDEX ix_units_code ON units (code); DELETE FROM units WHERE unit_id = 2;"
    (folder / "0001_init.pg.sql").write_text(extra)

    migrations.migrate(bare, folder)

    expected = {"duckdb": 2, "postgresql": 1}
    assert len(units()) == expected[bare.engine]


def test_a_changed_extra_file_is_refused_where_it_was_applied(bare, folder):
    extra = folder / "0001_init.pg.sql"
    extra.write_text("DELETE FROM units WHERE unit_id = 2;")
    migrations.migrate(bare, folder)
    extra.write_text("DELETE FROM units;")

    if bare.engine == "duckdb":
        assert migrations.migrate(bare, folder) == []
    else:
        with pytest.raises(Unavailable, match="changed_migration"):
            migrations.migrate(bare, folder)


@pytest.mark.parametrize(
    "name", ["1_init.sql", "0003_later.sql", "0001_again.sql", "0002 names.sql"]
)
def test_a_wrong_file_name_is_a_bug(folder, name):
    (folder / name).write_text("")

    with pytest.raises(ValueError, match=name[:4]):
        migrations.newest(folder)


def test_a_copy_is_made_before_a_migration(bare_duck: DuckDatabase, folder):
    migrations.migrate(bare_duck, folder)
    assert list(bare_duck.backups.iterdir()) == []
    add_second(folder)

    migrations.migrate(bare_duck, folder)

    [copy] = bare_duck.backups.iterdir()
    assert copy.name == "bare-schema0001-1.duckdb"
    assert [(table, rows) for table, rows, _ in copies.contents(copy)] == [
        ("schema_version", 1),
        ("units", 2),
    ]


def test_no_copy_replaces_another(bare_duck: DuckDatabase, folder):
    migrations.migrate(bare_duck, folder)
    add_second(folder, "INSERT INTO units (unit_id, code) VALUES (1, 'again');")
    for _ in range(2):
        with pytest.raises(Duplicate):
            migrations.migrate(bare_duck, folder)

    names = sorted(path.name for path in bare_duck.backups.iterdir())
    assert names == ["bare-schema0001-1.duckdb", "bare-schema0001-2.duckdb"]


def test_a_copy_from_before_can_be_migrated_again(bare_duck: DuckDatabase, folder, tmp_path):
    migrations.migrate(bare_duck, folder)
    add_second(folder)
    migrations.migrate(bare_duck, folder)
    [copy] = bare_duck.backups.iterdir()

    copies.restore(copy, tmp_path / "old.duckdb")

    old = DuckDatabase(tmp_path / "old.duckdb")
    assert migrations.level(old) == 1
    assert migrations.migrate(old, folder) == ["0002_names.sql"]
    assert versions(old) == versions(bare_duck)
    old.close()


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("", []),
        (" ;; \n", []),
        ("SELECT 1", ["SELECT 1"]),
        ("SELECT ';'; SELECT 2;", ["SELECT ';'", "SELECT 2"]),
        ("SELECT 'it''s; so';", ["SELECT 'it''s; so'"]),
        ('SELECT 1 AS "a;b""c";', ['SELECT 1 AS "a;b""c"']),
        ("-- no; not this\nSELECT 1; -- nor; this", ["SELECT 1"]),
        ("SELECT '--'; SELECT 3 - 2 -1;", ["SELECT '--'", "SELECT 3 - 2 -1"]),
        ("/* a;\nb */ SELECT 4 / 2;", ["SELECT 4 / 2"]),
        ("DO $$ BEGIN x; y; END $$; SELECT 1;", ["DO $$ BEGIN x; y; END $$", "SELECT 1"]),
        ("SELECT $f$ $$;' $f$;", ["SELECT $f$ $$;' $f$"]),
    ],
)
def test_a_file_is_split_into_its_statements(script, expected):
    assert migrations.split(script) == expected


def test_the_product_s_own_migrations(db: Database):
    newest = migrations.newest()

    assert newest >= 1
    assert migrations.level(db) == newest
    assert migrations.migrate(db) == []


def test_duckdb_gets_neither_foreign_keys_nor_indexes():
    for migration in migrations.files(migrations.DEFAULT):
        common = " ".join(migrations.split(migration.common)).upper()

        assert "CREATE INDEX" not in common
        assert "CREATE UNIQUE INDEX" not in common
        assert "REFERENCES" not in common


def test_events_of_before_the_chains_are_put_into_theirs(bare: Database, tmp_path: Path):
    old = tmp_path / "old"
    old.mkdir()
    for path in migrations.DEFAULT.glob("000[1-5]_*.sql"):
        shutil.copy(path, old)
    migrations.migrate(bare, old)
    campaign = uuid4()

    def tell(tx: Writer) -> None:
        for number in range(5):
            tx.run(
                """
                INSERT INTO audit_events (
                    act_id, happened_at, happened_on, actor_name, event, subject, campaign_id,
                    revision, detail
                )
                VALUES ($1, $2, $3, 'Lan', $4, 'II.1', $5, NULL, '{"version": 2}')
                """,
                [
                    uuid4(), NOW - timedelta(hours=number), NOW.date(), f"of.{number}",
                    campaign if number % 2 else None,
                ],
            )  # fmt: skip

    bare.write(tell)
    migrations.migrate(bare)

    links = {
        key: bare.read(lambda tx, key=key: audit.links(tx, key, 0, 9)) for key in (None, campaign)
    }
    assert [one.event.event for one in links[None]] == ["of.4", "of.2", "of.0"]
    assert [one.event.event for one in links[campaign]] == ["of.3", "of.1"]
    assert bare.read(lambda tx: audit.head(tx, None)) == links[None][-1].head
    assert [first_fault(one, one[-1].head) for one in links.values()] == [None, None]


def brought_to(bare: Database, folder: Path, level: int) -> None:
    """The database as a program of that time had made it."""
    folder.mkdir()
    for path in migrations.DEFAULT.glob("*.sql"):
        if int(path.name[:4]) <= level:
            shutil.copy(path, folder)
    migrations.migrate(bare, folder)


def nominate_as_before(
    tx: Writer, campaign_id: UUID, unit_id: UUID, subject: str, name: str, account: UUID
) -> UUID:
    key = uuid4()
    tx.run(
        """
        INSERT INTO nominations (
            nomination_id, campaign_id, unit_id, subject, state, form_key, form_version, answers,
            name, name_key, search_key, sort_key, award_code, category, drafted_by, drafted_at,
            saved_by, saved_at, updated_by, updated_at, revision
        )
        VALUES (
            $1, $2, $3, $4, 'sent', 'nomination', 1, '{}', $5, '', '', '', 'gk', '', $6, $7, $6, $7,
            $6, $7, 1
        )
        """,
        [key, campaign_id, unit_id, subject, name, account, NOW],
    )
    return key


def make_cast_of_then(db: Database, *people: Person) -> None:
    """Units, and accounts in the columns that they had before they had an address."""
    make_cast(db, ())
    ids = {one.code: one.unit_id for one in db.read(lambda tx: units_store.units(tx, BEGAN_ON))}

    def work(tx: Writer) -> None:
        for one in people:
            tx.run(
                """
                INSERT INTO accounts (
                    account_id, username, full_name, given_name, search_key, unit_id, roles,
                    password_hash, password_set_at, must_change, created_at
                )
                VALUES ($1, $2, $3, $4, $5, $6, $7, '!', $8, FALSE, $8)
                """,
                [
                    one.account_id, one.username, one.full_name, given_name(one.full_name),
                    search_key(f"{one.full_name} {one.username}"), ids[one.unit],
                    roles_to_text(one.roles), CREATED_AT,
                ],
            )  # fmt: skip

    db.write(work)


def test_nominees_of_before_the_lists_are_put_on_them(bare: Database, tmp_path: Path):
    """Each once per unit, whatever the case; linked to the unit's only account of the name."""
    brought_to(bare, tmp_path / "old", 8)
    twin = Person("lan2", LAN.full_name, LAN.unit, LAN.roles)
    make_cast_of_then(bare, LAN, twin, HUNG, BINH)
    small_campaign.load(bare, seed=WITHOUT_TASKS)
    campaign_id = small_campaign.stored(bare).campaign_id
    ids = {one.code: one.unit_id for one in bare.read(lambda tx: units_store.units(tx, BEGAN_ON))}
    told = [
        ("QLXD", "individual", "Trần Văn Hùng"),
        ("QLXD", "individual", "TRẦN VĂN HÙNG"),
        ("QHKT", "individual", "Trần Văn Hùng"),
        ("QLXD", "individual", "Trần Văn Hung"),
        ("QLXD", "individual", "Nguyễn Thị Lan"),
        ("QHKT", "individual", "Lê Thanh Bình"),
        ("QLXD", "collective", "Phòng Quản lý xây dựng"),
    ]
    made = bare.write(
        lambda tx: [
            nominate_as_before(tx, campaign_id, ids[unit], subject, name, BINH.account_id)
            for unit, subject, name in told
        ]
    )

    migrations.migrate(bare)

    found = bare.read(lambda tx: [nominations_store.nomination(tx, key) for key in made])
    persons = [one.person_id for one in found if one]
    assert [one.nominee_account for one in found if one] == [
        HUNG.account_id, HUNG.account_id, None, None, None, BINH.account_id, None,
    ]  # fmt: skip
    assert persons[0] == persons[1]
    assert len(set(persons[1:6])) == 5
    assert persons[6] is None
    given = bare.read(lambda tx: tx.rows("SELECT lower(given_name COLLATE vi) FROM persons"))
    assert sorted(name for (name,) in given) == ["bình", "hung", "hùng", "hùng", "lan"]


def test_a_vote_of_before_recusals_has_none_on_record(bare: Database, tmp_path: Path):
    brought_to(bare, tmp_path / "old", 9)
    make_cast_of_then(bare, LAN)
    small_campaign.load(bare, seed=WITHOUT_TASKS)
    campaign_id = small_campaign.stored(bare).campaign_id
    [unit] = [
        one.unit_id
        for one in bare.read(lambda tx: units_store.units(tx, BEGAN_ON))
        if one.code == LAN.unit
    ]
    meeting = uuid4()

    def hold(tx: Writer) -> None:
        tx.run(
            """
            INSERT INTO council_meetings (
                meeting_id, campaign_id, title, state, held_on, began_at, ended_at, place, ballot,
                quorum, pass_base, legal_basis, discussion, conclusion, created_by, created_at,
                updated_by, updated_at, revision
            )
            VALUES ($1, $5, 'Họp', 'closed', $2, '', '', '', 'hands', '2/3', 'all', '', '', '', $3,
                $4, $3, $4, 1)
            """,
            [meeting, BEGAN_ON, LAN.account_id, NOW, campaign_id],
        )
        key = nominate_as_before(tx, campaign_id, unit, "collective", "Tổ", LAN.account_id)
        tx.run("UPDATE nominations SET meeting_id = $1 WHERE nomination_id = $2", [meeting, key])
        tx.run(
            """
            INSERT INTO council_votes (
                meeting_id, nomination_id, sort_order, votes_for, votes_against, votes_none,
                conclusion
            )
            VALUES ($1, $2, 1, 4, 1, 0, '')
            """,
            [meeting, key],
        )

    bare.write(hold)
    migrations.migrate(bare)

    found = bare.read(lambda tx: council_store.meeting(tx, meeting))
    assert found is not None
    assert [(vote.counts, vote.recusals) for vote in found.votes] == [(Counts(4, 1, 0), ())]


def test_the_records_of_a_plans_draft_stay(bare: Database, tmp_path: Path):
    brought_to(bare, tmp_path / "old", 23)
    make_cast_of_then(bare, LAN)
    small_campaign.load(bare)
    campaign_id = small_campaign.stored(bare).campaign_id
    author = Author(LAN.account_id, NOW, 1)
    kept = {Name(Part.GROUP, "II.1"): {"code": "II.1"}, Name(Part.TASK, "II.1.1"): None}

    def change(tx: Writer) -> None:
        for version, (name, body) in enumerate(kept.items(), start=2):
            plan_drafts_store.put(tx, campaign_id, 1, name, body, version=version, author=author)

    bare.write(change)
    migrations.migrate(bare)

    basis = Name(Part.BASIS, "so_1_kh")
    bare.write(
        lambda tx: plan_drafts_store.put(
            tx, campaign_id, 1, basis, {"code": basis.code}, version=4, author=author
        )
    )
    found = bare.read(lambda tx: plan_drafts_store.changed(tx, campaign_id, 1))
    assert [(one.name, one.body, one.version) for one in found] == [
        (Name(Part.GROUP, "II.1"), {"code": "II.1"}, 2),
        (Name(Part.TASK, "II.1.1"), None, 3),
        (basis, {"code": basis.code}, 4),
    ]


def test_opinions_of_before_get_the_revision_that_they_came_at(bare: Database, tmp_path: Path):
    brought_to(bare, tmp_path / "old", 31)
    make_cast(bare, (LAN,))
    small_campaign.load(bare)
    campaign_id, lan = small_campaign.stored(bare).campaign_id, LAN.account_id
    night = NOW + timedelta(hours=10)
    hidden = (None, None, None, "a" * 64)

    def fill(tx: Writer) -> None:
        unit = tx.rows("SELECT unit_id FROM accounts WHERE account_id = $1", [lan])[0][0]
        named = (lan, unit, NOW, None)
        # Two untouched ones, and two that a step has moved to revision 9.
        untouched = (None, None, None, "b" * 64)
        for who, revision, version in (
            (named, 9, 2), (hidden, 9, 2), (named, 3, 1), (untouched, 6, 1),
        ):  # fmt: skip
            tx.run(
                """
                INSERT INTO opinions (
                    opinion_id, campaign_id, form_version, answers, received_on, account_id,
                    unit_id, sent_at, code_hash, state, revision, version
                )
                VALUES ($1, $2, 1, '{}', $3, $4, $5, $6, $7, 'received', $8, $9)
                """,
                [uuid4(), campaign_id, NOW.date(), *who, revision, version],
            )
        for event, at, revision in (("opinion.send", NOW, 3), ("opinion.receive", night, 6)):
            tx.run(
                """
                INSERT INTO audit_events (
                    act_id, happened_at, happened_on, actor_name, event, subject, campaign_id,
                    revision, detail
                )
                VALUES ($1, $2, $3, '', $4, '', $5, $6, '{}')
                """,
                [uuid4(), at, at.date(), event, campaign_id, revision],
            )

    bare.write(fill)
    migrations.migrate(bare)

    sql = "SELECT version, code_hash IS NULL, received_revision FROM opinions"
    found = sorted(bare.read(lambda tx: tx.rows(sql)))
    assert found == [(1, False, 6), (1, True, 3), (2, False, 6), (2, True, 3)]
