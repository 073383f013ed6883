"""What extraction does to a text does not change what the text says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.plan_text.as_data import as_data
from lib.domain.plan_text.parse import parse
from tests.domain.plan_text import layouts
from tests.domain.plan_text.layouts import LAYOUTS, WHOLE

HARMLESS = (layouts.decomposed, layouts.hard_spaced, layouts.trailed)
GAPS = (layouts.doubled, layouts.unspaced)
LONG = layouts.FOLDER / "17-nhieu-dong.txt"
SAID = """
I. II. 1. 1.1. a) - + Điều 1. PHẦN KẾ HOẠCH QUYẾT ĐỊNH Căn cứ Luật Quyết định số 5/QĐ-UBND ngày
3/4/2026 của Ủy ban về việc Nơi nhận: Lưu: VT. TM. CHỦ TỊCH GIÁM ĐỐC Nguyễn Văn An PHỤ LỤC Mẫu số
01 (Kèm theo | | : ; , . “ ” tháng 02 năm 31/02/2026 quý III/2026 ** # [1] ---- CỘNG HÒA XÃ HỘI CHỦ
NGHĨA VIỆT NAM Số: /KH V/v Kính gửi: ./. chủ đề mục đích YÊU CẦU tổ chức thực hiện
"""
WORDS = st.sampled_from(SAID.split())


@given(
    layout=st.sampled_from(LAYOUTS),
    spoils=st.sets(st.sampled_from(HARMLESS)),
    gap=st.sampled_from(GAPS),
)
@settings(max_examples=120, deadline=None)
def test_letters_spaces_and_empty_lines_do_not_matter(layout, spoils, gap):
    lines = layouts.lines_of(layout)
    spoilt = gap(lines)
    for spoil in spoils:
        spoilt = spoil(spoilt)

    assert layouts.understood(spoilt) == layouts.understood(lines)


@given(
    layout=st.sampled_from(WHOLE),
    width=st.integers(64, 112),
    spoils=st.sets(st.sampled_from(HARMLESS)),
)
@settings(max_examples=150, deadline=None)
def test_where_lines_are_broken_does_not_matter(layout, width, spoils):
    lines = layouts.lines_of(layout)
    spoilt = layouts.wrapped(lines, width)
    for spoil in spoils:
        spoilt = spoil(spoilt)

    assert layouts.understood(spoilt) == layouts.understood(lines)


@given(width=st.integers(60, 112), gap=st.sampled_from(GAPS))
@settings(max_examples=80, deadline=None)
def test_broken_lines_are_put_together_where_empty_lines_tell_nothing(width, gap):
    lines = layouts.lines_of(LONG)
    spoilt = gap(layouts.unspaced(layouts.wrapped(lines, width)))

    assert layouts.understood(spoilt) == layouts.understood(lines)


@given(layout=st.sampled_from(LAYOUTS), before=st.integers(1, 4))
@settings(max_examples=30, deadline=None)
def test_the_numbers_of_lines_follow_what_stands_before(layout, before):
    lines = layouts.lines_of(layout)
    moved = parse([""] * before + lines)

    assert list(moved.places) == [no + before for no in parse(lines).places]
    assert layouts.without_lines(as_data(moved)) == layouts.understood(lines)


@given(shift=st.integers(1, 4))
@settings(max_examples=4, deadline=None)
def test_parts_that_are_counted_on_keep_their_tree(shift):
    """The same plan with other numbers at its items has the same titles at the same places."""
    lines = layouts.lines_of(LONG)
    plan = parse(lines)
    items = [child.lines[0] for group in plan.groups for child in group.children]
    counted = [
        f"{int(line[0]) + shift}{line[1:]}" if no in items else line
        for no, line in enumerate(lines, start=1)
    ]

    changed = parse(counted)

    assert [len(group.children) for group in changed.groups] == [
        len(group.children) for group in plan.groups
    ]
    assert {one.doubt.value for one in changed.questions} == {"not_from_one", "other_parent"}


@given(lines=st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_is_too_odd_and_no_line_is_lost(lines):
    plan = parse(lines)

    assert list(plan.places) == [no for no, line in enumerate(lines, start=1) if line.strip()]
    assert len(plan.unplaced) + as_data(plan)["lines_placed"] == len(plan.places)
