"""A report beside the one before it: which answers have changed, and what was done lately."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from lib import text
from lib.domain.campaigns import Task
from lib.domain.forms import forms
from lib.domain.forms.forms import Difference
from lib.domain.vietnamese import NOTHING, format_instant
from lib.domain.workflow import Step
from lib.services.checklist.report_before import Before
from lib.ui.kit.history import SYSTEM, history_line
from lib.ui.kit.markdown import plain

_LONGEST: Final = 60
"""Letters of an answer that stands beside another."""


def beside(before: Before) -> Mapping[str, str]:
    """What stands after each answer that has become another, as Markdown by the field's key."""
    return {one.key: _aside(one) for one in before.changed}


def gone(before: Before) -> list[str]:
    """A line of Markdown for each question that was answered the last time and is no more."""
    return [
        f"**{plain(one.label)}:** {NOTHING}{_aside(one)}"
        for one in before.changed
        if one.mine_text == NOTHING
    ]


def draw(task: Task, before: Before) -> None:
    """How much has changed, and the last steps."""
    done = [
        history_line(
            one.done_at, text.HISTORY_STEPS[one.step], one.done_by_name or SYSTEM,
            forms.figure(task.form, one.answers) if one.step == Step.SAVE else None, one.note,
        )[1]
        for one in before.lately
    ]  # fmt: skip
    st.caption(f":material/compare_arrows: {_compared(before)}")
    st.caption("  \n".join(map(plain, done)))


def _aside(one: Difference) -> str:
    """The answer of the last time; of a long one only that it has been changed."""
    is_short = len(one.theirs_text) <= _LONGEST
    was = f"lần trước {plain(one.theirs_text)}" if is_short else "đã sửa"
    return f" :gray[:small[({was})]]"


def _compared(before: Before) -> str:
    if before.entry is None:
        return "Báo cáo lần đầu, chưa có số liệu lần trước."
    verb = "gửi" if before.entry.step == Step.SEND else "lưu"
    changed = f"{len(before.changed)} mục thay đổi" if before.changed else "số liệu không thay đổi"
    return f"So với lần {verb} trước ({format_instant(before.entry.done_at)}): {changed}."
