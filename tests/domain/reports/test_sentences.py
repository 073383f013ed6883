"""Templates of sentences: what stays bound, what is left out, what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lib.domain.reports import sentences
from lib.domain.reports.sentences import Span, Value

KNOWN = {
    "hoi_nghi": Value("5", Fraction(5)),
    "luot": Value("1.234", Fraction(1234)),
    "khong": Value("0", Fraction(0)),
    "chua_biet": Value("-"),
    "ty_le": Value("66,7% (2/3)", Fraction(2, 3)),
    "co_quan": Value("Sở Xây dựng", is_figure=False),
}


class Known:
    def value(self, name: str) -> Value:
        return KNOWN[name]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{co_quan} đã tổ chức {hoi_nghi} hội nghị.", "Sở Xây dựng đã tổ chức 5 hội nghị."),
        ("{hoi_nghi|02} hội nghị, {luot|02} lượt", "05 hội nghị, 1.234 lượt"),
        ("cho {hoi_nghi|chu} tập thể", "cho 05 (năm) tập thể"),
        ("{ty_le|02}", "66,7% (2/3)"),
        ("Có {hoi_nghi}[[, trong đó {khong} không phát sinh]].", "Có 5."),
        ("Có {hoi_nghi}[[, {chua_biet} lượt]][[, {luot} lượt]].", "Có 5, 1.234 lượt."),
        ("A [[{khong}]] B", "A B"),
    ],
)
def test_a_template_becomes_a_sentence(template, text):
    assert sentences.compose(template, Known()).text == text


def test_figures_are_bound_where_they_stand_and_words_are_not():
    made = sentences.compose("{co_quan}: {hoi_nghi|02}/{luot} lượt", Known())
    assert made.spans == (Span(13, 15, "hoi_nghi|02"), Span(16, 21, "luot"))
    assert [made.text[one.start : one.end] for one in made.spans] == ["05", "1.234"]


def test_a_name_that_there_is_not_is_an_error():
    with pytest.raises(KeyError):
        sentences.compose("{khac}", Known())


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("Có {hoi_nghi} hội nghị[[, {luot|02}]]", ""),
        ("Có {hoi_nghi", "braces"),
        ("Có hoi_nghi}", "braces"),
        ("Có {a {b} c}", "braces"),
        ("Có [[{hoi_nghi}", "brackets"),
        ("Có {hoi_nghi}]]", "brackets"),
        ("Có {hoi_nghi|03}", "format"),
    ],
)
def test_wrong_signs_are_found(template, fault):
    assert sentences.fault(template) == fault


def test_a_template_about_a_task_names_its_own_figures():
    made = sentences.about("{.giao|02}: {.chi_tieu}, {giao}", "II.1.1", {"chi_tieu": "{x} lượt"})
    assert made == "{II.1.1.giao|02}: {x} lượt, {giao}"
