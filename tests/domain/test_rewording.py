"""Other words for a plan, and what is left as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.rewording import cited, reworded, terms
from lib.domain.roman import from_roman, to_roman

SWAPS = {
    "khóa XV": "khóa XVI", "nhiệm kỳ 2021-2026": "nhiệm kỳ 2026-2031", "năm 2021": "năm 2026",
    "khóa XVI": "khóa XVII",
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Quốc hội khóa XV.", "Quốc hội khóa XVI."),
        ("Quốc hội khoá  XV", "Quốc hội khóa XVI"),
        ("Khóa XV", "Khóa XVI"),
        ("khóa XVI và khóa XV", "khóa XVII và khóa XVI"),
        ("nhiệm kỳ 2021 – 2026,", "nhiệm kỳ 2026-2031,"),
        ("nhiệm kỳ 2021- 2026", "nhiệm kỳ 2026-2031"),
        ("năm 2021", "năm 2026"),
    ],
)
def test_words_are_swapped_in_any_writing(old: str, new: str) -> None:
    told, count = reworded(old, SWAPS)

    assert told == new
    assert count >= 1


@pytest.mark.parametrize(
    "text",
    [
        "khóa XIV", "khóa XVII", "nhiệm kỳ 2016-2021", "năm 20215", "khóa XVa",
        "Chỉ thị ngày 01 tháng 02 năm 2021", "Nghị quyết số 133/2020/QH14", "trước 23/5/2021",
    ],
)  # fmt: skip
def test_other_words_and_cited_papers_stay(text: str) -> None:
    assert reworded(text, SWAPS | {"2021": "2026"} if "/" in text else SWAPS) == (text, 0)


@given(st.text())
def test_without_swaps_nothing_changes(text: str) -> None:
    assert reworded(text, {}) == (text, 0)


@given(
    st.text(),
    st.dictionaries(
        st.text(min_size=1).filter(str.strip), st.text(min_size=1), min_size=1, max_size=4
    ),
)
def test_any_words_can_be_swapped(text: str, swaps: dict[str, str]) -> None:
    told, count = reworded(text, swaps)

    assert (told == text) or count


def test_years_move_with_the_day_and_a_session_with_a_whole_term() -> None:
    texts = ["khóa XV nhiệm kỳ 2021-2026", "khoá XV, nhiệm kỳ 2021 - 2026", "khóa XIV năm 2020"]

    def proposals(old: int | None, new: int) -> dict[str, str]:
        return {one.words: one.proposal for one in terms(texts, old, new)}

    assert proposals(2021, 2026) == {
        "nhiệm kỳ 2021-2026": "nhiệm kỳ 2026-2031", "khóa XV": "khóa XVI", "khóa XIV": "",
        "năm 2020": "năm 2025",
    }  # fmt: skip
    assert proposals(2021, 2022)["khóa XV"] == ""
    assert set(proposals(2021, 2021).values()) == {""}
    assert proposals(None, 2026) == proposals(2021, 2026)


def test_cited_papers_are_named_once() -> None:
    texts = ["Chỉ thị số 03/CT-UBND ngày 01 tháng 02 năm 2021", "theo 03/CT-UBND và 42/KH-HĐBCQG"]

    assert list(cited(texts)) == ["03/CT-UBND", "ngày 01 tháng 02 năm 2021", "42/KH-HĐBCQG"]


@given(st.integers(1, 3999))
def test_roman_numerals_go_there_and_back(number: int) -> None:
    assert from_roman(to_roman(number)) == number


@pytest.mark.parametrize("told", ["", "IIII", "VX", "xv", "IXI", "A"])
def test_what_is_no_roman_numeral_has_no_number(told: str) -> None:
    assert from_roman(told) is None
