"""Figures of awards: what was decided and released, proposed to the province, awarded by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from lib.domain.exports import Snapshot
from lib.domain.nomination_workflow import Level, State
from lib.domain.nominations import AWARD, NAME, AwardForm, Subject
from lib.domain.papers.paper_parts import how_many, written_date
from lib.domain.reports.counted import NOTHING, Figure, Row, whole
from lib.domain.reports.sentences import Value

_SUBJECTS: Final = {"tap_the": Subject.COLLECTIVE, "ca_nhan": Subject.INDIVIDUAL}
_BOTH: Final = "ca_hai"
_DECISIONS: Final = "quyet_dinh"
_LEVELS: Final = {"co_quan": Level.AGENCY, "tinh": Level.PROVINCE}
_States = Callable[[AwardForm], frozenset[State]]
BY_STATE: Final[Mapping[str, _States]] = {
    # Before its release nobody outside is told of a decision.
    "khen": lambda award: frozenset(
        {State.PUBLISHED}
        if award.level == Level.AGENCY
        else {State.PROVINCE_AWARDED, State.PUBLISHED}
    ),
    "da_trinh": lambda award: frozenset(set() if award.level == Level.AGENCY else {State.PROPOSED}),
    "de_nghi": lambda award: frozenset(State) - {State.DRAFT, State.WITHDRAWN},
}
KINDS: Final = frozenset({*BY_STATE, _DECISIONS})


def figure(snapshot: Snapshot, name: str) -> Figure:
    """The figure of a name such as `khen.GK.tap_the`, `khen.tinh`, `quyet_dinh.co_quan`.

    Raises:
        KeyError: there is none.
    """
    kind, _, rest = name.partition(".")
    which, _, who = rest.partition(".")
    awards = _awards(snapshot, which)
    if kind == _DECISIONS and not who:
        return _decisions(snapshot, awards)
    if who in ("", _BOTH):
        found = {one: _all(snapshot, kind, awards, one) for one in Subject}
        rows = tuple(row for listed in found.values() for row in listed)
        counts = [len(found[one]) for one in (Subject.COLLECTIVE, Subject.INDIVIDUAL)]
        return (
            Figure(Value(how_many(*counts), Fraction(len(rows))), rows)
            if who
            else whole(len(rows), rows)
        )
    rows = _all(snapshot, kind, awards, _SUBJECTS[who])
    return whole(len(rows), rows)


def _all(
    snapshot: Snapshot, kind: str, awards: Sequence[AwardForm], subject: Subject
) -> tuple[Row, ...]:
    return tuple(
        row for award in awards for row in _rows(snapshot, subject, award, BY_STATE[kind](award))
    )


def _awards(snapshot: Snapshot, which: str) -> list[AwardForm]:
    """Those of a level, or the one of a code."""
    if which in _LEVELS:
        return [one for one in snapshot.award_forms if one.level == _LEVELS[which]]
    found = [one for one in snapshot.award_forms if one.code == which]
    if not found:
        raise KeyError(which)
    return found


def _rows(
    snapshot: Snapshot, subject: Subject, award: AwardForm, states: frozenset[State]
) -> Iterator[Row]:
    units = {unit.unit_id: unit for unit in snapshot.units}
    for line in snapshot.nominations.get(subject, ()):
        answers = json.loads(line.answers)
        if line.state in states and str(answers.get(AWARD, "")) == award.code.lower():
            unit = units[line.unit_id]
            yield Row(unit.code, unit.name, "", str(answers.get(NAME[subject], "")))


def _decisions(snapshot: Snapshot, awards: Sequence[AwardForm]) -> Figure:
    """The released decisions on the awards, as a sentence cites them."""
    codes = {award.code.upper() for award in awards}
    found = [
        one
        for one in snapshot.decisions
        if one.award_code.upper() in codes and one.state == "released"
    ]
    cited = [
        f"Quyết định số {one.number} {written_date(date.fromisoformat(one.signed_on), None)}"
        for one in found
    ]
    rows = tuple(Row("", one.title, "", one.number) for one in found)
    return Figure(Value("; ".join(cited) or NOTHING, Fraction(len(found))), rows)
