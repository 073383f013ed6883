"""What a figure of a report counts, in words, for whoever clicks on it."""

from __future__ import annotations

from lib import text
from lib.domain.reports.facts import Facts
from lib.domain.reports.figures import fields
from lib.domain.reports.sentences import split_name
from lib.domain.vietnamese import capital
from lib.text.reports import FIGURE_SUBJECTS


def name_of(facts: Facts, full: str) -> str:
    """As in "II.1.1 · Số lượt người tham dự", "II.1 · đã hoàn thành"."""
    name, _ = split_name(full)
    measure, _, rest = name.partition(".")
    if measure in text.FIGURES:
        if not rest:
            return _upper(measure)
        about = ", ".join(FIGURE_SUBJECTS.get(one, one) for one in rest.split("."))
        return f"{about} · {text.FIGURES[measure]}"
    codes = [code for code in (*facts.tasks, *facts.groups) if name.startswith(f"{code}.")]
    subject = max(codes, key=len, default="")
    key = name.removeprefix(f"{subject}.").partition(".")[0]
    if key in text.FIGURES:
        return f"{subject} · {text.FIGURES[key]}"
    task = facts.tasks.get(subject)
    labels = {one.key: one.label for one in fields(task)} if task else {}
    return f"{subject} · {labels.get(key, key)}"


def _upper(measure: str) -> str:
    return capital(text.FIGURES[measure])
