"""Paragraphs by hand: no typed letter is lost, figures stay bound, new ones come when asked."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.reports import hand, sentences
from lib.domain.reports.sentences import Span, Value, Words

LETTERS = "aáôưđ 0159.,%()/\n-"


class Known:
    """Figures that can move."""

    def __init__(self, **numbers: int) -> None:
        self.numbers = numbers

    def value(self, name: str) -> Value:
        number = self.numbers[name.replace(".", "_")]
        return Value(str(number), Fraction(number))


BEFORE = sentences.compose(
    "Đã tổ chức {a} hội nghị với {c.d} lượt người ({b|02}/{b|02} đơn vị báo cáo).",
    Known(a=5, b=6, c_d=15),
)


def bound(words: Words) -> list[tuple[str, str]]:
    return [(one.name, words.text[one.start : one.end]) for one in words.spans]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Toàn Sở đã tổ chức 5 hội nghị, cuộc họp với 15 lượt người (06/06 đơn vị báo cáo).",
            [("a", "5"), ("c.d", "15"), ("b|02", "06"), ("b|02", "06")],
        ),
        ("Đã tổ chức 5 hội nghị.", [("a", "5")]),
        ("Đã tổ chức năm hội nghị với 15 lượt người.", [("c.d", "15")]),
        ("Đã tổ chức 155 hội nghị với 15 lượt người.", [("c.d", "15")]),
        ("Đã tổ chức 5,5 hội nghị với 15 lượt người.", [("c.d", "15")]),
        ("", []),
        ("Viết lại hoàn toàn.", []),
    ],
)
def test_figures_stay_bound_where_they_still_stand(text, left):
    after = hand.bind(BEFORE, text)
    assert after.text == text
    assert bound(after) == left


def test_figures_that_moved_are_told_and_taken_only_when_asked():
    words = hand.bind(BEFORE, "Cả Sở tổ chức 5 hội nghị với 15 lượt người (06/06 đơn vị).")
    now = Known(a=12, b=7, c_d=15)

    assert [(one.name, one.old, one.new) for one in hand.moves(words, now)] == [
        ("a", "5", "12"), ("b|02", "06", "07"), ("b|02", "06", "07"),
    ]  # fmt: skip
    taken = hand.taken(words, now)
    assert taken.text == "Cả Sở tổ chức 12 hội nghị với 15 lượt người (07/07 đơn vị)."
    assert hand.moves(taken, now) == ()


def test_a_figure_that_is_gone_is_told_and_stays_as_it_was():
    words = hand.bind(BEFORE, BEFORE.text)
    now = Known(b=6, c_d=15)
    assert [(one.name, one.new) for one in hand.moves(words, now)] == [("a", None)]
    assert hand.taken(words, now).text == BEFORE.text


def free(words: Words) -> str:
    """What is between the figures: what somebody typed."""
    kept, place = "", 0
    for span in words.spans:
        kept += words.text[place : span.start] + "\0"
        place = span.end
    return kept + words.text[place:]


@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("type"), st.integers(0, 200), st.text(LETTERS, max_size=8)),
            st.tuples(st.just("cut"), st.integers(0, 200), st.integers(1, 12)),
            st.tuples(st.just("move"), st.sampled_from(["a", "b", "c_d"]), st.integers(0, 3000)),
            st.tuples(st.just("take"), st.none(), st.none()),
        ),
        max_size=14,
    )
)
def test_random_edits_and_moves_lose_no_typed_letter(steps):
    numbers = {"a": 5, "b": 6, "c_d": 15}
    words = BEFORE
    for kind, where, what in steps:
        if kind == "move":
            numbers[where] = what
        elif kind == "take":
            before = words
            words = hand.taken(words, Known(**numbers))
            assert free(words) == free(before)
            assert words.names() == before.names()
        else:
            place = where % (len(words.text) + 1)
            text = words.text[:place] + (what if kind == "type" else "")
            text += words.text[place + (what if kind == "cut" else 0) :]
            words = hand.bind(words, text)
            assert words.text == text
        assert words == hand.checked(words.text, [(s.start, s.end, s.name) for s in words.spans])


def test_stored_spans_that_do_not_fit_are_dropped():
    kept = hand.checked("12345", [(0, 2, "a"), (1, 3, "b"), (4, 9, "c"), (3, 3, "d"), (3, 5, "e")])
    assert kept.spans == (Span(0, 2, "a"), Span(3, 5, "e"))
