"""No text that a person typed is read as Markdown, on any page, whoever opens whatever there is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from lib import text
from lib.domain.summary import Slice
from lib.services.demo import demo
from lib.services.people import sessions
from lib.store.engine.db import Database, Reader, Row, Writer
from lib.ui.awards import council_state
from lib.ui.frame import nav
from tests.cast import PASSWORD
from tests.pages.conftest import SHELL, CheckedApp, page_file

MARK = ":smile: [x](http://e.vn) **y**"
"""`plain` leaves none of its parts as it is."""
TYPED = {
    "agency": ("name", "superior"),
    "unit_names": ("name", "short_name"),
    "accounts": ("full_name",),
    "campaigns": ("title", "short_title", "theme"),
    "milestones": ("name", "basis"),
    "content_groups": ("title", "short_title", "plan_text", "erratum"),
    "tasks": ("title", "short_title", "guidance", "evidence_hint", "privacy_note"),
    "indicators": ("label", "unit_label"),
    "items": ("return_reason",),
    "item_history": ("note",),
    "evidence": ("title",),
    "evidence_revisions": ("file_name",),
    "evidence_history": ("title",),
    "nominations": ("name", "opinion", "passed_over", "return_reason"),
    "nomination_history": ("note",),
    "council_meetings": ("title", "place", "legal_basis", "discussion", "conclusion"),
    "council_members": ("full_name", "position", "written_opinion"),
    "council_votes": ("conclusion",),
    "council_history": ("note",),
    "decisions": ("title", "number", "signer", "signer_position", "rescind_reason"),
    "decision_history": ("note",),
    "evaluations": (
        "own_reason", "proposed_reason", "concluded_reason", "answer", "return_reason",
    ),
    "evaluation_history": ("note",),
    "evaluation_opinions": ("reason",),
    "exemplars": ("name", "headline", "story", "consent"),
    "exemplar_history": ("note",),
    "document_templates": ("file_name",),
    "connections": ("name",),
    "quality_reviews": ("sentence", "reason"),
}  # fmt: skip
ANSWERS = ("items", "nominations")
PLAN_WORDS = frozenset(
    {"opening", "closing", "cite", "scope", "form_label", "note", "text", "erratum"}
)
# Shown as they are: what a field holds, choices of a select box, rows of a table, what marks a
# thing, raw HTML (its own tests look at that).
AS_IS = {
    "value", "set_value", "default", "raw_values", "raw_value", "placeholder", "alt", "spec", "id",
    "form_id", "url", "html", "body_html", "element_id", "user_key", "key", "file_name",
    "arrow_data", "columns",
}  # fmt: skip
UNFOLDED = (
    "item_history", "inbox_history", "nomination_history", "review_history", "council_history",
    "decision_history", "evidence_more", "own_history", "evaluation_history", "evaluation_other",
    "finding_history",
)  # fmt: skip
CHOICES_AS_IS = ("selectbox", "multiselect")


def _spoil(tx: Writer) -> None:
    for table, columns in TYPED.items():
        for column in columns:
            tx.run(
                f"UPDATE {table} SET {column} = {column} || ' ' || $1"
                f" WHERE {column} IS NOT NULL AND {column} <> ''",
                [MARK],
            )
    for table in ANSWERS:
        _spoil_answers(tx, table)
    _spoil_forms(tx)
    _spoil_rules(tx)


def _spoil_rules(tx: Writer) -> None:
    """What evaluations are called, and the words of the plan's paper."""
    for campaign_id, *columns in tx.rows(
        "SELECT campaign_id, details, preface, errata FROM campaigns"
    ):
        details, preface, errata = (
            json.loads(told) if isinstance(told, str) else told for told in columns
        )
        for label in details["evaluation"]["labels"]:
            label["name"] += f" {MARK}"
        told = [_marked(one, names=PLAN_WORDS) for one in (details, preface, errata)]
        tx.run(
            "UPDATE campaigns SET details = $1, preface = $2, errata = $3 WHERE campaign_id = $4",
            [*(json.dumps(one, ensure_ascii=False) for one in told), campaign_id],
        )


def _spoil_answers(tx: Writer, table: str) -> None:
    """What was written in words; a choice's key or a number has no blank."""
    for (answers,) in tx.rows(f"SELECT DISTINCT answers FROM {table}"):
        told = json.loads(answers) if isinstance(answers, str) else answers
        marked = {
            key: f"{one} {MARK}" if isinstance(one, str) and " " in one else one
            for key, one in told.items()
        }
        tx.run(
            f"UPDATE {table} SET answers = $1 WHERE answers = $2",
            [json.dumps(marked, ensure_ascii=False), answers],
        )


def _spoil_forms(tx: Writer) -> None:
    """Labels, help and choices: the Office's own words, since forms are data."""
    for key, version, body in tx.rows("SELECT form_key, form_version, body FROM form_versions"):
        told = json.loads(body) if isinstance(body, str) else body
        tx.run(
            "UPDATE form_versions SET body = $1 WHERE form_key = $2 AND form_version = $3",
            [json.dumps(_marked(told), ensure_ascii=False), key, version],
        )


def _marked(
    one: object, name: str = "", *, names: frozenset[str] = frozenset({"label", "help"})
) -> object:
    if isinstance(one, dict):
        return {key: _marked(value, key, names=names) for key, value in one.items()}
    if isinstance(one, list):
        return [_marked(value, name, names=names) for value in one]
    return f"{one} {MARK}" if isinstance(one, str) and name in names else one


def make_spoilt(db: Database) -> Database:
    demo.fill(db, PASSWORD)
    db.write(_add_key)
    db.write(_spoil)
    return db


def _add_key(tx: Writer) -> None:
    """The demo has none: its secret would be everybody's."""
    tx.run(
        """
        INSERT INTO connections (
            connection_id, campaign_id, name, secret_hash, expires_on, made_by, made_at
        )
        SELECT gen_random_uuid(), campaign_id, 'Power BI', '', CURRENT_DATE + 9, account_id, now()
        FROM campaigns, accounts
        WHERE username = 'van'
        """
    )
    tx.run(
        """
        INSERT INTO connection_tables (connection_id, table_key)
        SELECT connection_id, 'items'
        FROM connections
        """
    )


def _first(tx: Writer, sql: str) -> str:
    row = tx.row(sql)
    assert row is not None, sql
    return str(row[0])


def _texts(message: Message, kind: str, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of an element, with the way to it."""
    for field, value in message.ListFields():
        if field.name in AS_IS or (field.name == "options" and kind in CHOICES_AS_IS):
            continue
        if (kind, field.name) == ("html", "body"):
            continue
        values = list(value) if field.is_repeated else [value]
        here = f"{path}.{field.name}"
        for one in values:
            if field.type == FieldDescriptor.TYPE_STRING:
                yield here, one
            elif isinstance(one, Message):
                yield from _texts(one, kind, here)


def _read_as_markdown(at: CheckedApp) -> set[str]:
    found = set()
    for node in _nodes(at._tree):
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            kind = getattr(node, "type", "")
            found |= {f"{kind}{way}: {one}" for way, one in _texts(proto, kind) if _is_live(one)}
    return found


def _is_live(one: str) -> bool:
    return ":smile:" in one or "[x](" in one or "**y**" in one


def _nodes(node: object) -> Iterator[object]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


@pytest.fixture
def spoilt(house, own_data):
    db = house.set(make_spoilt)

    def open_(username: str, page: str, asked: Mapping[str, str]) -> CheckedApp:
        account_id = db.read(
            lambda tx: _first(tx, f"SELECT account_id FROM accounts WHERE username = '{username}'")
        )
        at = CheckedApp(str(SHELL), default_timeout=600)
        at.session_state["_session"] = sessions.open_session(db, account_id, None).session_id
        at.session_state["_socket"] = ""
        for name in UNFOLDED:
            at.session_state[name] = True
        at.run()
        at.switch_page(str(page_file(page))).run()
        for name, value in asked.items():
            at.query_params[name] = value
        return at.run()

    return db, open_


_ITEMS = """
    SELECT units.code, tasks.code, items.verification
    FROM items
    JOIN tasks ON tasks.task_id = items.task_id
    JOIN units ON units.unit_id = items.unit_id
    WHERE items.verification <> 'not_sent'
    ORDER BY units.code <> 'QLXD', tasks.code
"""


def _one_of_each(rows: Sequence[Row]) -> list[Row]:
    """The first row of each state, which stands last."""
    return list({row[-1]: row for row in reversed(rows)}.values())


def _opened(tx: Reader) -> list[tuple[str, str, dict[str, str]]]:
    """Who opens what: user name, page, what stands in the address."""
    items = _one_of_each(tx.rows(_ITEMS))
    own = _one_of_each([row for row in tx.rows(_ITEMS) if row[0] == "QLXD"])
    nominations = _one_of_each(
        tx.rows(
            """
            SELECT nomination_id, state
            FROM nominations
            JOIN units ON units.unit_id = nominations.unit_id
            ORDER BY units.code <> 'QLXD'
            """
        )
    )
    drafted = _one_of_each(
        tx.rows(
            """
            SELECT nomination_id, state
            FROM nominations
            JOIN units ON units.unit_id = nominations.unit_id
            WHERE units.code = 'QLXD'
            """
        )
    )
    meetings = [str(key) for (key,) in tx.rows("SELECT meeting_id FROM council_meetings")]
    decisions = [str(key) for (key,) in tx.rows("SELECT decision_id FROM decisions")]
    keys = [str(key) for (key,) in tx.rows("SELECT connection_id FROM connections")]
    return [
        *(("lan", "unit/checklist", {"item": code}) for _, code, _ in own),
        *(
            ("van", "office/verification", {"don_vi": unit, "item": code})
            for unit, code, _ in items
        ),
        *(("lan", "unit/nominations", {"nomination": str(key)}) for key, _ in drafted),
        *(("van", "office/review", {"nomination": str(key)}) for key, _ in nominations),
        *(
            ("van", "council/meeting", {"meeting": key, "loc_cuoc_hop": part})
            for key in meetings
            for part in council_state.PARTS
        ),
        *(("son", "office/decisions", {"decision": key}) for key in decisions),
        *(("son", "office/decisions", {"nomination": str(key)}) for key, _ in nominations),
        *(
            (who, "office/evaluation", {"don_vi": code})
            for who in ("van", "son")
            for (code,) in tx.rows(
                "SELECT code FROM evaluations JOIN units ON units.unit_id = evaluations.unit_id"
            )
        ),
        *(("van", "office/connections", {"open": key}) for key in keys),
        ("van", "office/evaluation_rules", {"muc": "hoan_thanh"}),
        ("lan", "shared/plan", {"open": "II.1.1"}),
        ("quang", "admin/people", {"open": "lan"}),
        ("quang", "admin/units", {"open": "QLXD"}),
        ("son", "shared/summary", {"xem": text.SLICES[Slice.OVERDUE], "don_vi": "QLXD"}),
        ("son", "shared/summary", {"chi_so": "true"}),
    ]


@pytest.mark.parametrize("username", ["lan", "hung", "van", "son", "quang"])
def test_every_page_shows_what_was_typed_as_it_is(spoilt, username):
    db, open_ = spoilt
    roles = db.read(
        lambda tx: _first(tx, f"SELECT roles FROM accounts WHERE username = '{username}'")
    )
    pages = [
        entry.path for entry in nav.ENTRIES if nav.may_open(frozenset(roles.split(",")), entry)
    ]
    asked = [(page, {}) for page in pages]
    asked += [(page, names) for who, page, names in db.read(_opened) if who == username]

    found = {
        one for page, names in asked for one in _read_as_markdown(open_(username, page, names))
    }

    assert found == set()


def test_what_is_opened_stands_on_its_page(spoilt):
    """Else the test above would look at lists alone."""
    db, open_ = spoilt

    for who, page, names in db.read(_opened):
        at = open_(who, page, names)
        assert not [one.value for one in at.warning if "Không tìm thấy" in one.value], (page, names)
