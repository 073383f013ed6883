"""Questions for a person: nothing doubtful is repaired in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lib.domain.plan_text.nouns import (
    Basis,
    Deadline,
    Doubt,
    Group,
    Lines,
    Place,
    Plan,
    Question,
    Signer,
)
from lib.domain.plan_text.words import OTHER_SIGNER


def of(
    plan: Plan, numbering: Sequence[Question], impossible: Sequence[tuple[str, Lines]],
    signers: Sequence[Signer], unused: Sequence[int],
) -> tuple[Question, ...]:  # fmt: skip
    """All questions in the order of the text, those about the whole first."""
    asked = [
        *_lacks(plan), *numbering, *_of_bases(plan), *_of_deadlines(plan), *_empty(plan.groups, ()),
        *(Question(Doubt.IMPOSSIBLE_DATE, lines, words) for words, lines in impossible),
        *(Question(Doubt.UNUSED_CORRECTION, (line,), str(line)) for line in unused),
    ]  # fmt: skip
    if len(signers) > 1:
        names = ", ".join(one.name or "?" for one in signers)
        asked.append(Question(Doubt.SEVERAL_SIGNERS, signers[0].lines, names))
    return tuple(sorted(asked, key=lambda one: one.lines[:1] or (0,)))


def with_questions(plan: Plan, asked: tuple[Question, ...]) -> Plan:
    return replace(plan, questions=asked)


def moved(deadline: Deadline, lines: Lines) -> Deadline:
    return replace(deadline, lines=lines)


def main_signer(signers: Sequence[Signer]) -> Signer | None:
    """Who issues: not who wrote or checked."""
    named = [one for one in signers if one.name] or list(signers)
    issuing = [one for one in named if not OTHER_SIGNER.match(one.title)]
    chosen = issuing or named
    return chosen[0] if chosen else None


def _lacks(plan: Plan) -> Iterator[Question]:
    at_number, at_date = plan.lines_at(Place.NUMBER), plan.lines_at(Place.DATE)
    if plan.kind is None:
        yield Question(Doubt.NO_KIND)
    if plan.head.number is None:
        yield Question(Doubt.NO_NUMBER, at_number)
    if plan.head.day is None:
        yield Question(Doubt.NO_DATE, at_date)
    if not plan.title:
        yield Question(Doubt.NO_TITLE)
    if not plan.groups:
        yield Question(Doubt.NO_OUTLINE)
    if not plan.legal_bases:
        yield Question(Doubt.NO_BASIS)
    if not plan.recipients:
        yield Question(Doubt.NO_RECIPIENTS)
    if plan.signer is None or plan.signer.name is None:
        yield Question(Doubt.NO_SIGNER, plan.signer.lines if plan.signer else ())


def _of_bases(plan: Plan) -> Iterator[Question]:
    issued = plan.head.day
    for one in plan.legal_bases:
        named = f"{one.kind} {one.number or ''}".strip()
        if issued and one.day and one.day > issued:
            yield Question(Doubt.LATE_BASIS, one.lines, named)
        if _is_blank(one):
            yield Question(Doubt.BLANK_BASIS, one.lines, named)


def _is_blank(one: Basis) -> bool:
    is_law = one.kind.startswith(("Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh"))
    return (one.number is None and not is_law) or (one.day is None and not is_law)


def _of_deadlines(plan: Plan) -> Iterator[Question]:
    issued = plan.head.day
    for one in plan.deadlines:
        if issued and one.is_limit and one.ends < issued:
            yield Question(Doubt.EARLY_DEADLINE, one.lines, one.words)


def _empty(groups: Sequence[Group], path: tuple[str, ...]) -> Iterator[Question]:
    """A title with nothing under it, at the largest parts alone."""
    for group in groups:
        if not path and group.title and not (group.text or group.points or group.children):
            yield Question(Doubt.EMPTY_GROUP, group.lines, group.code)
