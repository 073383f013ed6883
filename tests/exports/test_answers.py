"""The columns that forms ask for."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lib.domain.campaigns import Task
from lib.domain.forms.forms import form_from_data
from lib.exports.answers import AnswerColumn, answer_columns
from lib.store.engine.duck import DuckDatabase
from tests import small_campaign


def a_task(duck: DuckDatabase, number: int, *fields: dict[str, object]) -> Task:
    form = form_from_data({"key": f"nho.{number}", "version": 1, "fields": fields})
    task = small_campaign.task(duck, small_campaign.HELD)
    return replace(task, task_id=UUID(int=number), code=f"II.1.{number}", form=form)


def whole(key: str, label: str, unit: str = "") -> dict[str, object]:
    return {"key": key, "label": label, "kind": "whole", "unit": unit}


def headings(columns: tuple[AnswerColumn, ...]) -> tuple[str, ...]:
    return tuple(column.heading for column in columns)


def filled(columns: tuple[AnswerColumn, ...], task: Task) -> list[int]:
    """The places of the columns in which the task has an answer."""
    return [place for place, one in enumerate(columns) if str(task.task_id) in one.slots]


def test_tasks_share_a_column_for_the_same_words_and_kind(duck: DuckDatabase) -> None:
    small_campaign.load(duck)
    first = a_task(duck, 1, whole("a", "Số buổi", "buổi"), whole("b", "Số người"))
    second = a_task(duck, 2, whole("x", "Số buổi", "buổi"), whole("y", "Số buổi"))

    columns = answer_columns([first, second])

    assert headings(columns) == ("Số buổi (buổi)", "Số người", "Số buổi")
    assert filled(columns, second) == [0, 2]


def test_a_form_that_asks_twice_in_the_same_words_gets_two_columns(duck: DuckDatabase) -> None:
    small_campaign.load(duck)
    first = a_task(duck, 1, whole("a", "Số buổi"), whole("b", "Số buổi"))
    second = a_task(duck, 2, whole("a", "Số buổi"))

    columns = answer_columns([first, second])

    assert headings(columns) == ("Số buổi", "Số buổi (2)")
    assert filled(columns, second) == [0]


def test_the_same_words_in_another_kind_are_another_column(duck: DuckDatabase) -> None:
    small_campaign.load(duck)
    first = a_task(duck, 1, whole("a", "Kết quả"))
    second = a_task(duck, 2, {"key": "a", "label": "Kết quả", "kind": "long_text"})

    columns = answer_columns([first, second])

    assert headings(columns) == ("Kết quả", "Kết quả (2)")
    assert filled(columns, second) == [1]


def test_texts_and_links_stand_last(duck: DuckDatabase) -> None:
    small_campaign.load(duck)
    text = {"key": "a", "label": "Ghi chú", "kind": "long_text"}
    first = a_task(duck, 1, text, whole("b", "Số buổi"))

    columns = answer_columns([first])

    assert headings(columns) == ("Số buổi", "Ghi chú")
