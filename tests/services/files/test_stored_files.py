"""Files on disk, opened and packed by what a row says of them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from lib.errors import NotFound
from lib.services.files import stored_files, zips
from lib.services.files.zips import ZipEntry
from lib.store.engine.db import Database
from lib.store.file_records import StoredFile

FIRST, SECOND = b"first", b"second"
KEPT_AT = datetime(2021, 5, 23, 3, 30, 10, tzinfo=UTC)
"""Half past ten in Hanoi."""


def row(sha256: str) -> StoredFile:
    return StoredFile(sha256, len(FIRST), "application/pdf", "Biên bản.pdf")


@pytest.fixture
def sums(db: Database, own_data) -> list[str]:
    """The checksums of two files on disk."""
    with stored_files.blobs(db).storing([FIRST, SECOND]) as stored:
        return list(stored)


def test_a_file_is_opened_by_its_row(db, sums):
    found = stored_files.opened(db, row(sums[0]), "exemplar")

    assert found.path.read_bytes() == FIRST
    assert (found.name, found.media_type) == ("Biên bản.pdf", "application/pdf")


def test_without_row_or_file_nothing_is_opened(db, sums):
    stored_files.blobs(db).path(sums[0]).unlink()

    for told in (None, row(sums[0])):
        with pytest.raises(NotFound) as refusal:
            stored_files.opened(db, told, "exemplar")
        assert refusal.value.reason == "exemplar"


def test_a_zip_holds_what_is_there_and_names_what_is_lost(db, sums):
    entries = [ZipEntry(f"{place}.pdf", one, KEPT_AT) for place, one in enumerate(sums)]
    stored_files.blobs(db).path(sums[1]).unlink()

    made = zips.streamed(db, "a.zip", entries)

    with zipfile.ZipFile(io.BytesIO(b"".join(made.pieces))) as package:
        found = {name: package.read(name) for name in package.namelist()}
        bears = package.getinfo("0.pdf").date_time
    assert (made.name, made.files) == ("a.zip", 2)
    assert found == {"0.pdf": FIRST, "thieu-tep.txt": b"1.pdf"}
    assert bears == (2021, 5, 23, 10, 30, 10)


def test_names_for_every_system():
    assert zips.plain_name(' a/b: "c". ') == "a-b- -c-"
    assert zips.free_name("a", ".pdf", {"a.pdf", "a (2).pdf"}) == "a (3).pdf"
    assert zips.free_name("A", ".pdf", {"a.pdf"}) == "A (2).pdf"
