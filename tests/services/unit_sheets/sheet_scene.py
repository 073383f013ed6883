"""A unit's workbook as its people fill it in."""

from __future__ import annotations

import io
import uuid
from collections.abc import Collection, Mapping

import openpyxl

from lib.domain.access import Actor
from lib.domain.imports import Table
from lib.domain.unit_sheets import Result
from lib.services.unit_sheets import books, writing
from lib.text import unit_sheets as words
from tests.services.checklist.test_checklist import Scene
from tests.support.sheets import saved, upload

Typed = Mapping[tuple[str, str], object]
"""By the code of a task and the key of a row."""


def downloaded(scene: Scene, actor: Actor) -> bytes:
    return books.workbook(scene.db, actor, scene.campaign)


def places(page: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, int]:
    """The number of each column, by its key."""
    heads = {cell.value: cell.column for cell in page[2]}
    return {key: heads[label] for key, label in words.COLUMNS.items()}


def cells(content: bytes, column: str = "value") -> dict[tuple[str, str], object]:
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    at = places(page)
    return {
        (page.cell(row, at["code"]).value, page.cell(row, at["key"]).value):
            page.cell(row, at[column]).value
        for row in range(3, page.max_row + 1)
    }  # fmt: skip


def filled(content: bytes, typed: Typed, column: str = "value") -> bytes:
    """The workbook with these cells, and all others as they were."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.active
    at, left = places(page), dict(typed)
    for row in range(3, page.max_row + 1):
        name = page.cell(row, at["code"]).value, page.cell(row, at["key"]).value
        if name in left:
            page.cell(row, at[column]).value = left.pop(name)
    assert not left, f"no rows {left}"
    return saved(book)


def read(content: bytes) -> Table:
    return writing.read(upload(content, "nhiệm vụ.xlsx"))


def write(
    scene: Scene, actor: Actor, table: Table, taken: Collection[str] = (),
    act: uuid.UUID | None = None,
) -> Result:  # fmt: skip
    seen = writing.tried(scene.db, actor, scene.campaign, table, taken)
    return writing.written(
        scene.db, actor, scene.campaign, act_id=act or uuid.uuid4(), table=table, taken=taken,
        seen=seen,
    )  # fmt: skip
