"""Documents made from code: `python -m tests.documents` writes them, test_documents compares."""

from __future__ import annotations

from pathlib import Path

from lib import text
from lib.domain import evaluations, nomination_workflow
from lib.domain.access import POLICY, Role, Scope
from lib.domain.workflow import TRANSITIONS
from lib.text import STEPS, VERIFICATIONS
from tests import template_fields

ROOT = Path(__file__).parents[1]
PERMISSIONS = ROOT / "docs" / "permissions.md"
PRIVACY = ROOT / "docs" / "privacy.md"

_SCOPES = {Scope.OWN: "own unit", Scope.OFFICE_UNIT: "the Office's unit", Scope.ANY: "any unit"}


def permissions() -> str:
    """Who may do what, and the table of steps, as Markdown."""
    roles = list(Role)
    lines = [
        "# Rights and steps",
        "",
        "Made from `lib/domain/access.py` and `lib/domain/workflow.py` by `make docs`; a test",
        "compares. An account has a set of roles; a right is given if any of them gives it.",
        "",
        "| action | " + " | ".join(f"{role.value} ({text.ROLES[role]})" for role in roles) + " |",
        "|---" * (len(roles) + 1) + "|",
    ]
    for action, given in POLICY.items():
        cells = [_SCOPES[given[role]] if role in given else "" for role in roles]
        lines.append(f"| `{action.value}` | " + " | ".join(cells) + " |")
    lines += [
        "",
        "## Steps of an item",
        "",
        "Nobody takes a step marked *not the author* on a report they saved or sent themselves.",
        "",
        "| from | step | to | right | condition |",
        "|---|---|---|---|---|",
    ]
    for (state, step), row in TRANSITIONS.items():
        conditions = [
            word
            for holds, word in (
                (row.needs_ready, "report complete"),
                (row.needs_note, "reason and new deadline"),
                (row.bars_author, "not the author"),
            )
            if holds
        ]
        lines.append(
            f"| {VERIFICATIONS[state]} | {STEPS[step]} | {VERIFICATIONS[row.target]} "
            f"| `{row.action.value}` | {', '.join(conditions)} |"
        )
    return "\n".join([*lines, *_nomination_steps(), *_evaluation_steps()]) + "\n"


def privacy() -> str:
    """Which personal data are stored, as Markdown."""
    lines = [
        "# Personal data",
        "",
        "Made from `lib/text/privacy` by `make docs`; a test compares, and another finds every",
        "table of the database either here or among those that hold nothing of persons. People see",
        "the rows about themselves on “Tài khoản”. Periods marked *đề xuất* are proposals: the",
        "agency confirms them by its own list of periods.",
        "",
        "| data | stored in | what for | who sees it | how long |",
        "|---|---|---|---|---|",
    ]
    for one in text.PERSONAL_DATA:
        tables = ", ".join(f"`{table}`" for table in sorted(one.tables)) or "memory alone"
        kept = f"{one.kept} *(đề xuất)*" if one.is_proposed else one.kept
        lines.append(f"| {one.what} | {tables} | {one.purpose} | {one.seen_by} | {kept} |")
    return "\n".join([*lines, "", *_ERASING]) + "\n"


_ERASING = (
    "## Erasing",
    "",
    "- Each night, once the audit log was found whole, the server erases address and browser of",
    "  events older than `TDKT_ACCESS_MONTHS`. The hash of an event covers salted digests of its",
    "  personal parts (decision 0028): the digest stays, what it was made of cannot be guessed.",
    "- A closed account keeps its name in what it has done: decisions on awards rest on it.",
    "- Backups made before still hold what was erased since. Keep them no longer than that.",
)


def _nomination_steps() -> list[str]:
    lines = [
        "",
        "## Steps of a nomination",
        "",
        "From `lib/domain/nomination_workflow.py`. *Not the author*: nobody who is nominated, or",
        "drafted, saved or sent it. *Not of the unit*: nor whoever belongs to the unit whose",
        "collective is nominated.",
        "",
        "| from | step | to | right | condition |",
        "|---|---|---|---|---|",
    ]
    for (state, step), row in nomination_workflow.TRANSITIONS.items():
        conditions = [
            word
            for holds, word in (
                (row.needs_ready, "form complete"),
                (row.needs_note, "reason"),
                (row.needs_deadline, "new deadline"),
                (row.level is not None, f"award of the {row.level}"),
                (row.bars_author, "not the author"),
                (row.bars_unit, "not of the unit"),
            )
            if holds
        ]
        lines.append(
            f"| {text.NOMINATION_STATES[state]} | {text.NOMINATION_STEPS[step]} "
            f"| {text.NOMINATION_STATES[row.target]} | `{row.action.value}` "
            f"| {', '.join(conditions)} |"
        )
    return lines


def _evaluation_steps() -> list[str]:
    lines = [
        "",
        "## Steps of a unit's evaluation",
        "",
        "From `lib/domain/evaluations.py`. *Not the author*: nobody who saved or sent what the",
        "step judges. *Not of the unit*: nor whoever belongs to it. A proposal or a conclusion",
        "needs a reason where its label is not the one given before. A proposal taken back of a",
        f"unit that has sent nothing leads to “{text.EVALUATION_STATES[evaluations.State.NONE]}”.",
        "",
        "| from | step | to | right | condition |",
        "|---|---|---|---|---|",
    ]
    for (state, step), row in evaluations.TRANSITIONS.items():
        conditions = [
            word
            for holds, word in (
                (row.needs_note, "reason"),
                (row.needs_deadline, "new deadline"),
                (row.bars_author, "not the author"),
                (row.bars_unit, "not of the unit"),
            )
            if holds
        ]
        lines.append(
            f"| {text.EVALUATION_STATES[state]} | {text.EVALUATION_STEPS[step]} "
            f"| {text.EVALUATION_STATES[row.target]} | `{row.action.value}` "
            f"| {', '.join(conditions)} |"
        )
    return lines


if __name__ == "__main__":
    PERMISSIONS.write_text(permissions(), encoding="utf-8")
    PRIVACY.write_text(privacy(), encoding="utf-8")
    template_fields.PATH.write_text(template_fields.document(), encoding="utf-8")
