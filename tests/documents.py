"""Documents made from code: `python -m tests.documents` writes them, test_documents compares."""

from __future__ import annotations

from pathlib import Path

from lib import text
from lib.domain import nomination_workflow
from lib.domain.access import POLICY, Role, Scope
from lib.domain.workflow import TRANSITIONS
from lib.text import STEPS, VERIFICATIONS
from tests import template_fields

ROOT = Path(__file__).parents[1]
PERMISSIONS = ROOT / "docs" / "permissions.md"

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
    return "\n".join([*lines, *_nomination_steps()]) + "\n"


def _nomination_steps() -> list[str]:
    lines = [
        "",
        "## Steps of a nomination",
        "",
        "From `lib/domain/nomination_workflow.py`. *Not the author*: nobody who is nominated, or",
        "drafted, saved or sent it.",
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
            )
            if holds
        ]
        lines.append(
            f"| {text.NOMINATION_STATES[state]} | {text.NOMINATION_STEPS[step]} "
            f"| {text.NOMINATION_STATES[row.target]} | `{row.action.value}` "
            f"| {', '.join(conditions)} |"
        )
    return lines


if __name__ == "__main__":
    PERMISSIONS.write_text(permissions(), encoding="utf-8")
    template_fields.PATH.write_text(template_fields.document(), encoding="utf-8")
