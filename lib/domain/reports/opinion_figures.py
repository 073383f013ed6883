"""Figures of opinions and of notices of false information: counts, never of whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from lib.domain.exports import Snapshot
from lib.domain.opinion_lines import NoticeLine, OpinionLine
from lib.domain.opinions import SMALLEST_GROUP, State
from lib.domain.reports.counted import NOTHING, Figure, Row, whole
from lib.domain.reports.sentences import Value
from lib.domain.vietnamese import format_date, format_number, within

OPINIONS: Final = "y_kien"
NOTICES: Final = "tin_sai"
TO_WHOM: Final = "noi_chuyen"
TOPICS: Final = "chu_de"
OTHERS: Final = "các chủ đề còn lại"
_OPEN: Final = frozenset({State.RECEIVED.value, State.FORWARDED.value})
_OPINIONS: Final[Mapping[str, Callable[[OpinionLine], bool]]] = {
    "": lambda one: True,
    "tra_loi": lambda one: bool(one.answered_on),
    "chuyen": lambda one: bool(one.forwarded_on),
    "con": lambda one: one.state in _OPEN,
}
_NOTICES: Final[Mapping[str, Callable[[NoticeLine], bool]]] = {
    "": lambda one: True,
    "chuyen": lambda one: bool(one.forwarded_on),
    "con": lambda one: one.state == State.RECEIVED.value,
}


def of_opinions(snapshot: Snapshot, name: str) -> Figure:
    """The figure of a name: `y_kien`, and behind it `tra_loi chuyen con chu_de noi_chuyen`.

    Raises:
        KeyError: there is none.
    """
    measure = name.removeprefix(OPINIONS).removeprefix(".")
    if measure == TOPICS:
        return _by_topic(snapshot.opinions)
    if measure == TO_WHOM:
        # A number for each would tell small groups apart: whom somebody wrote about, by unit.
        return _places((one.forwarded_to for one in snapshot.opinions), is_counted=False)
    fits = _OPINIONS[measure]
    found = [one for one in snapshot.opinions if fits(one)]
    # By topic only of all of them: the parts of a topic would give small groups by subtraction.
    return whole(len(found), () if measure else _topic_rows(found))


def of_notices(snapshot: Snapshot, name: str) -> Figure:
    """The figure of a name: `tin_sai`, and behind it `don_vi chuyen con noi_chuyen ngay_chuyen`.

    Raises:
        KeyError: there is none.
    """
    measure = name.removeprefix(NOTICES).removeprefix(".")
    sent_on = [one for one in snapshot.notices if one.forwarded_on]
    if measure == TO_WHOM:
        return _places(one.forwarded_to for one in sent_on)
    if measure == "ngay_chuyen":
        return Figure(_days([one.forwarded_on for one in sent_on]), _notice_rows(snapshot, sent_on))
    if measure == "don_vi":
        units = {one.unit_id for one in snapshot.notices}
        rows = tuple(
            Row(one.code, one.name, "", "") for one in snapshot.units if one.unit_id in units
        )
        return whole(len(units), rows)
    fits = _NOTICES[measure]
    found = [one for one in snapshot.notices if fits(one)]
    return whole(len(found), _notice_rows(snapshot, found))


def topics(lines: Sequence[OpinionLine]) -> dict[str, int]:
    """How many of each topic, the most first; small groups together, none where they stay small.

    What is put together is at least five: where it is not, the next larger topic joins it, since
    the sum tells the rest.
    """
    counts = Counter(one.topic for one in lines).most_common()
    told = {topic: count for topic, count in counts if count >= SMALLEST_GROUP}
    rest = sum(count for topic, count in counts if topic not in told)
    while 0 < rest < SMALLEST_GROUP and told:
        rest += told.popitem()[1]
    if told and rest:
        told[OTHERS] = rest
    return told


def _by_topic(lines: Sequence[OpinionLine]) -> Figure:
    """As in "12 ý kiến về điều kiện làm việc; 7 ý kiến về các chủ đề còn lại"."""
    counted = topics(lines)
    if not counted:
        return Figure(Value(NOTHING), ())
    said = "; ".join(f"{format_number(n)} ý kiến về {within(one)}" for one, n in counted.items())
    return Figure(Value(said, Fraction(len(lines))), _topic_rows(lines))


def _topic_rows(lines: Sequence[OpinionLine]) -> tuple[Row, ...]:
    return tuple(_row(topic, count) for topic, count in topics(lines).items())


def _row(name: str, count: int) -> Row:
    return Row("", "", "", f"{name}: {format_number(count)}")


def _places(places: Iterable[str], *, is_counted: bool = True) -> Figure:
    """To whom, each once: the most often first, or where nothing is counted by their names."""
    counts = Counter(place for place in places if place)
    order = sorted(counts, key=lambda place: (-counts[place] if is_counted else 0, place))
    rows = tuple(
        _row(place, counts[place]) if is_counted else Row("", "", "", place) for place in order
    )
    return Figure(Value(", ".join(order), Fraction(len(order))), rows)


def _days(days: Sequence[str]) -> Value:
    """As in "ngày 12/05/2021", or from the first to the last."""
    told = [format_date(date.fromisoformat(one)) for one in sorted(set(days))]
    if not told:
        return Value(NOTHING)
    said = f"ngày {told[0]}" if len(told) == 1 else f"từ ngày {told[0]} đến ngày {told[-1]}"
    return Value(said, Fraction(len(days)))


def _notice_rows(snapshot: Snapshot, lines: Iterable[NoticeLine]) -> tuple[Row, ...]:
    units = {one.unit_id: one for one in snapshot.units}
    return tuple(
        Row(units[one.unit_id].code, units[one.unit_id].name, "", f"Thông báo số {one.number}")
        for one in lines
    )
