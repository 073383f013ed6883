"""Several uploads at once: what is kept beside what is there already."""

from __future__ import annotations

import io

from lib.domain.files import Limits
from lib.services.files import intake
from lib.services.files.file_checks import Upload
from lib.services.files.intake import Standing
from tests import files

NOTHING = Standing(frozenset(), 0, 0)
FIRST, SECOND, THIRD = (files.pdf(words=word) for word in ("a", "b", "c"))


def kept(standing: Standing = NOTHING, limits: Limits | None = None):
    """The names that are kept of three files, and why the others are not."""
    uploads = [
        Upload(f"{number}.pdf", io.BytesIO(content))
        for number, content in enumerate((FIRST, SECOND, THIRD), start=1)
    ]
    found, refused = intake.checked(uploads, standing, limits or Limits())
    return [one.name for one in found], [(one.facts["file"], one.reason) for one in refused]


def test_all_are_kept_where_there_is_room():
    assert kept() == (["1.pdf", "2.pdf", "3.pdf"], [])


def test_what_is_there_already_does_not_hold_up_the_others():
    [there], _ = intake.checked([Upload("x.pdf", io.BytesIO(SECOND))], NOTHING, Limits())

    found = kept(Standing(frozenset({there.sha256}), 1, len(SECOND)))

    assert found == (["1.pdf", "3.pdf"], [("2.pdf", "same_file")])


def test_each_counts_those_before_it():
    by_number = kept(Standing(frozenset(), 1, 0), Limits(holder_files=3))
    by_size = kept(limits=Limits(holder_bytes=len(FIRST) + len(SECOND)))

    assert by_number == (["1.pdf", "2.pdf"], [("3.pdf", "too_many")])
    assert by_size == (["1.pdf", "2.pdf"], [("3.pdf", "item_full")])
