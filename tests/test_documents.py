"""What the documents say is what the code does."""

from __future__ import annotations

import re

from lib import text
from lib.config import Settings
from lib.store import migrations
from tests import documents, template_fields
from tests.documents import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_permissions_are_those_of_the_code() -> None:
    written = documents.PERMISSIONS.read_text(encoding="utf-8")

    assert written == documents.permissions()


NOTHING_OF_PERSONS = {
    "settings", "health_checks", "agency", "units", "unit_names", "campaigns", "milestones",
    "content_groups", "form_versions", "tasks", "indicators", "items", "item_history",
    "item_switches",
    "council_meetings", "document_templates", "dismissed_hints",
    "installation_chain", "unit_reports", "plan_drafts", "campaign_comments",
    "document_addressees", "reminder_days", "reminder_leases",
}  # fmt: skip


def test_personal_data_are_those_of_the_code() -> None:
    written = documents.PRIVACY.read_text(encoding="utf-8")

    assert written == documents.privacy()


def test_every_table_is_told_of_or_holds_nothing_of_persons() -> None:
    made = {
        table
        for path in migrations.DEFAULT.glob("*.sql")
        for table in re.findall(r"CREATE TABLE (\w+)", path.read_text(encoding="utf-8"))
    }
    told = {table for one in text.PERSONAL_DATA for table in one.tables}

    assert made == told | NOTHING_OF_PERSONS
    assert not told & NOTHING_OF_PERSONS


def test_fields_of_templates_are_those_of_the_code() -> None:
    written = template_fields.PATH.read_text(encoding="utf-8")

    assert written == template_fields.document()


def test_every_setting_stands_in_the_readme() -> None:
    rows = dict(re.findall(r"^\| `TDKT_(\w+)` \| ([^|]*) \|", README, flags=re.MULTILINE))

    assert set(rows) == {name.upper() for name in Settings.model_fields}


def test_every_picture_and_file_that_is_linked_is_there() -> None:
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        source = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", source):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_decisions_have_their_four_parts_and_stay_short() -> None:
    for decision in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        source = decision.read_text(encoding="utf-8")
        for part in ("**Status:**", "## Context", "## Decision", "## Consequences"):
            assert part in source, f"{decision.name} lacks {part}"
        assert len(source.splitlines()) <= 40, decision.name


def test_contributing_names_files_that_are_there():
    words = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = [line for line in words.splitlines() if "(new)" not in line]
    named = {
        path
        for line in lines
        for path in re.findall(r"`((?:lib|pages|tests|data|docs)/[^`<]*|[A-Z]+\.md)`", line)
    }

    assert len(named) > 20
    assert {path for path in named if not (ROOT / path).exists()} == set()
