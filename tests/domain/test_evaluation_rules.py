"""What the rule suggests, and the arithmetic that is shown for it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import text
from lib.domain.evaluation_rules import (
    SHARES,
    Condition,
    Label,
    Measure,
    Rules,
    Tried,
    UnitFigures,
    checked,
    hint,
    unreachable,
)
from lib.domain.progress import Progress

COUNTS = st.integers(0, 200)


@st.composite
def figures(draw) -> UnitFigures:
    """Counts as the formula of progress makes them."""
    on_time, late, overdue, ahead = (draw(COUNTS) for _ in range(4))
    complete = on_time + late
    progress = Progress(
        assigned=complete + overdue + ahead,
        complete=complete,
        on_time=on_time,
        late=late,
        overdue=overdue,
        verified=draw(st.integers(0, complete)),
    )
    return UnitFigures(progress, draw(COUNTS), lacks_report=draw(st.booleans()))


@st.composite
def conditions(draw) -> Condition:
    measure = draw(st.sampled_from(Measure))
    return Condition(measure, draw(st.integers(0, 100 if measure in SHARES else 200)))


def one(part, whole, threshold):
    progress = Progress(assigned=whole, on_time=part, complete=part)
    return checked(Condition(Measure.ON_TIME, threshold), UnitFigures(progress))


@pytest.mark.parametrize(
    ("part", "whole", "threshold", "told"),
    [
        (30, 32, 90, "đúng hạn 30/32 = 93,8% ≥ 90%: đạt"),
        (9, 10, 90, "đúng hạn 9/10 = 90,0% ≥ 90%: đạt"),
        (89, 100, 90, "đúng hạn 89/100 = 89,0% < 90%: không đạt"),
        # Half up: 1/16 is 6,25 %, 1/32 is 3,125 %.
        (1, 16, 7, "đúng hạn 1/16 = 6,3% < 7%: không đạt"),
        (1, 32, 3, "đúng hạn 1/32 = 3,1% ≥ 3%: đạt"),
        (2, 3, 67, "đúng hạn 2/3 = 66,7% < 67%: không đạt"),
        (1, 3, 33, "đúng hạn 1/3 = 33,3% ≥ 33%: đạt"),
        # What is not all never looks like all.
        (2999, 3000, 100, "đúng hạn 2.999/3.000 = 99,97% < 100%: không đạt"),
        (0, 0, 0, "đúng hạn 0/0, không tính được tỷ lệ: không đạt"),
        (0, 5, 0, "đúng hạn 0/5 = 0% ≥ 0%: đạt"),
    ],
)
def test_a_share_against_its_threshold(part, whole, threshold, told):
    assert text.tried_words(tried(one(part, whole, threshold))) == f"Mức: {told}"


def tried(*checks):
    return Tried(Label("muc", "Mức"), checks)


@pytest.mark.parametrize(
    ("measure", "count", "most", "told"),
    [
        (Measure.TIMES_RETURNED, 2, 1, "bị trả lại 2 lần > 1: không đạt"),
        (Measure.TIMES_RETURNED, 1, 1, "bị trả lại 1 lần ≤ 1: đạt"),
        (Measure.OVERDUE, 0, 0, "quá hạn 0 nhiệm vụ ≤ 0: đạt"),
        (Measure.OVERDUE, 1, 0, "quá hạn 1 nhiệm vụ > 0: không đạt"),
        (Measure.MISSING_REPORT, 0, 0, "báo cáo tổng kết của đơn vị còn thiếu 0 ≤ 0: đạt"),
        (Measure.MISSING_REPORT, 1, 0, "báo cáo tổng kết của đơn vị còn thiếu 1 > 0: không đạt"),
    ],
)
def test_a_count_against_its_threshold(measure, count, most, told):
    seen = UnitFigures(
        Progress(overdue=count if measure == Measure.OVERDUE else 0),
        count if measure == Measure.TIMES_RETURNED else 0,
        lacks_report=bool(count) and measure == Measure.MISSING_REPORT,
    )

    check = checked(Condition(measure, most), seen)

    assert text.tried_words(tried(check)) == f"Mức: {told}"


@given(conditions(), figures())
def test_a_condition_holds_exactly_by_its_fraction(condition, seen):
    check = checked(condition, seen)

    if check.whole is None:
        assert check.is_met == (check.part <= condition.threshold)
    elif check.whole == 0:
        assert not check.is_met
        assert check.share is None
    else:
        assert check.is_met == (
            Fraction(check.part, check.whole) >= Fraction(condition.threshold, 100)
        )
    assert text.tried_words(tried(check)).endswith(": đạt" if check.is_met else ": không đạt")


@given(st.lists(st.lists(conditions(), max_size=4), min_size=1, max_size=4), figures())
def test_the_hint_is_the_first_label_whose_conditions_all_hold(listed, seen):
    labels = tuple(Label(f"m{place}", f"Mức {place}", tuple(of)) for place, of in enumerate(listed))

    found = hint(Rules(labels), seen)

    held = [all(checked(c, seen).is_met for c in label.conditions) for label in labels]
    if not seen.progress.assigned:
        assert (found.label, found.tried) == (None, ())
        assert text.hint_words(found) == text.hint_words(hint(Rules(), seen))
    elif True in held:
        place = held.index(True)
        assert found.label == labels[place]
        assert [one.label for one in found.tried] == list(labels[: place + 1])
        assert [one.is_met for one in found.tried] == [False] * place + [True]
    else:
        assert found.label is None
        assert len(found.tried) == len(labels)


@given(figures(), figures(), st.integers(1, 100))
def test_more_on_time_of_as_many_is_never_worse(one_unit, other, threshold):
    fewer, more = sorted((one_unit.progress.on_time, other.progress.on_time))
    whole = max(more, 1)

    assert one(fewer, whole, threshold).is_met <= one(more, whole, threshold).is_met


def test_a_unit_of_which_nothing_was_asked_gets_no_hint():
    labels = (Label("tot", "Tốt", (Condition(Measure.OVERDUE, 0),)), Label("kem", "Kém"))

    assert hint(Rules(labels), UnitFigures(Progress(optional=3))).code is None


def test_what_can_never_be_reached():
    assert unreachable([True, False, True]) == 1
    assert unreachable([True, True, False]) is None
    assert unreachable([]) is None


def test_a_changed_label_keeps_its_place_and_numbers_the_rules():
    rules = Rules((Label("a", "A"), Label("b", "B")))

    after = rules.replaced(Label("a", "Khá", (Condition(Measure.LATE, 2),)))

    assert [(one.code, one.name, one.version) for one in after.labels] == [
        ("a", "Khá", 1), ("b", "B", 0),
    ]  # fmt: skip
    assert (after.version, after.is_suggested) == (1, False)
    assert after.name("b") == "B"
    assert after.name("c") == "c"
    assert after.name(None) == ""
