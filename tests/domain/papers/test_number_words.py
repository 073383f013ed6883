from __future__ import annotations

import pytest

from lib.domain.papers.number_words import counted, in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (999, "chín trăm chín mươi chín"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (2021, "hai nghìn không trăm hai mươi mốt"),
        (10_050, "mười nghìn không trăm năm mươi"),
        (1_000_001, "một triệu không trăm linh một"),
        (15_000_000, "mười lăm triệu"),
    ],
)
def test_says_a_number_as_it_is_read(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize("number", [-1, 1_000_000_000])
def test_refuses_what_no_paper_counts(number: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        in_words(number)


def test_counts_below_ten_have_a_zero_and_words() -> None:
    assert [counted(5), counted(12)] == ["05 (năm)", "12 (mười hai)"]
