"""The settings of a question of any kind are a form that gives the question back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lib.domain.forms import building
from lib.domain.forms.building import FormDraft
from lib.domain.forms.fields import Choice, Field, Kind
from lib.errors import Problems
from lib.ui.building import field_settings
from lib.ui.building.field_settings import Settings

DONE = Field("da", "Đã ban hành", Kind.YES_NO)
PEOPLE = Field("so_nguoi", "Số người", Kind.WHOLE, unit="người")
SIGNED = Field("ngay_ky", "Ngày ký", Kind.DATE)
WAY = Field(
    "cach", "Hình thức", Kind.CHOICE,
    choices=(Choice("a", "Trực tiếp"), Choice("b", "Trực tuyến"), Choice("c", "Cũ", True)),
)  # fmt: skip
WOMEN = Field("so_nu", "Trong đó nữ", Kind.DECIMAL)
HEAD = Field("nhom", "Hội nghị", Kind.GROUP)
COLUMNS = (
    Field("ngay", "Ngày", Kind.DATE), Field("noi", "Nơi", Kind.SHORT_TEXT, max_length=100),
    Field("cu", "Cũ", Kind.WHOLE, retired=True), Field("nguoi", "Người", Kind.WHOLE),
)  # fmt: skip
MET = Field("hop", "Cuộc họp", Kind.ROWS, columns=COLUMNS)
ABOVE = (DONE, PEOPLE, WOMEN, SIGNED, WAY, MET, HEAD)
SAID = {
    "group": "nhom",
    "help": "Như trên đầu văn bản.",
    "required": True,
    "show_when": ("cach", "b"),
}
WORKED = {name: value for name, value in SAID.items() if name != "required"}
EVERY = (
    Field("x", "Câu", Kind.SHORT_TEXT, **SAID, max_length=100),
    Field("x", "Câu", Kind.PERSON, **SAID),
    Field("x", "Câu", Kind.LONG_TEXT, **SAID, max_length=4000),
    Field("x", "Câu", Kind.WHOLE, **SAID, unit="lượt", minimum=-5, maximum=12000,
          at_most="so_nguoi", running=True),
    Field("x", "Câu", Kind.YEAR, **SAID, minimum=1930, maximum=2015),
    Field("x", "Câu", Kind.DECIMAL, **SAID, unit="m²", minimum=1, maximum=Decimal("99.5"),
          at_least="so_nguoi"),
    Field("x", "Câu", Kind.PERCENT, **SAID, unit="người", numerator="Đã ký", denominator="Tổng",
          maximum=Decimal("120.5"), headcount=True, running=True),
    Field("x", "Câu", Kind.DATE, **SAID, minimum=date(2026, 1, 1), maximum=date(2026, 12, 31),
          at_least="ngay_ky"),
    Field("x", "Câu", Kind.YES_NO, **{**SAID, "show_when": ("da", False)}),
    Field("x", "Câu", Kind.CHOICE, **SAID, choices=WAY.choices),
    Field("x", "Câu", Kind.CHOICES, **SAID, choices=WAY.choices),
    Field("x", "Câu", Kind.LINK, **SAID),
    Field("x", "Câu", Kind.ROWS, **SAID, columns=COLUMNS),
    Field("x", "Câu", Kind.TOTAL, **WORKED, unit="người", of=("hop",), column="nguoi"),
    Field("x", "Câu", Kind.GROUP, help="Theo quý.", show_when=("cach", "b")),
    Field("x", "Câu", Kind.SUM, **WORKED, unit="người", of=("so_nguoi", "so_nu")),
    Field("x", "Câu", Kind.DIFFERENCE, **WORKED, unit="người", of=("so_nguoi", "so_nu")),
    Field("x", "Câu", Kind.SHARE, **WORKED, of=("so_nu", "so_nguoi")),
    Field("x", "Câu", Kind.FILES, **SAID, max_files=3, types=("image", "docx")),
    Field("x", "Câu", Kind.PERSONAL, **SAID),
)  # fmt: skip


def of(field, *above):
    return Settings(FormDraft((*(above or ABOVE), field)), field)


def saved(field, **typed):
    """The question after these were typed into its settings."""
    one = of(field)
    told = one.read({**one.start(), **typed})
    return building.changed(one.draft, field.key, told).field(field.key)


def faults(one, raw):
    with pytest.raises(Problems) as caught:
        one.read(raw)
    return [(found.reason, found.facts["key"]) for found in caught.value.problems]


def test_every_kind_is_here():
    assert {field.kind for field in EVERY} == set(Kind)


@pytest.mark.parametrize("field", EVERY, ids=[field.kind for field in EVERY])
def test_a_question_comes_out_of_its_settings_as_it_went_in(field):
    assert saved(field) == field


@pytest.mark.parametrize("field", EVERY, ids=[field.kind for field in EVERY])
def test_what_is_optional_can_be_emptied(field):
    bare = Field("x", "Câu", field.kind, numerator=field.numerator, denominator=field.denominator,
                 choices=field.choices, of=field.of, column=field.column,
                 columns=field.columns)  # fmt: skip
    one = of(field)
    kept = {
        asked.key
        for asked in one.form().fields
        if asked.required or asked.key.startswith(("choice_", "column_"))
    }

    told = one.read({key: value for key, value in one.start().items() if key in kept})

    assert building.changed(one.draft, "x", told).field("x") == bare


@pytest.mark.parametrize("field", EVERY, ids=[field.kind for field in EVERY])
def test_a_new_question_needs_its_words(field):
    draft = FormDraft(ABOVE)
    one = Settings(draft, field_settings.new(field.kind))
    typed = {
        "label": "Câu mới",
        "numerator": "Đã ký",
        "denominator": "Tổng số",
        "choices": "Một\nHai",
        "of": {Kind.SUM: ["so_nguoi", "so_nu"], Kind.TOTAL: "hop."}.get(field.kind, "so_nguoi"),
        "columns": "Ngày",
        "of_second": "so_nu",
    }

    needed = {key for reason, key in faults(one, one.start()) if reason == "required"}
    made = building.added(draft, field.kind, one.read({**one.start(), **typed})).fields[-1]

    assert needed <= set(typed)
    assert (made.key, made.label, made.kind) == ("cau_moi", "Câu mới", field.kind)
    assert [choice.label for choice in made.choices] in ([], ["Một", "Hai"])


def test_choices_are_renamed_added_left_out_and_taken_back():
    typed = {"choice_a": "Tại chỗ", "choice_b": "", "choices": " Kết hợp \n\nTrực tuyến",
             "choices_again": ["c"]}  # fmt: skip

    assert saved(replace(WAY, key="x"), **typed).choices == (
        Choice("a", "Tại chỗ"), Choice("c", "Cũ"), Choice("ket_hop", "Kết hợp"),
        Choice("truc_tuyen", "Trực tuyến"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        (EVERY[3], {"minimum": "năm"}, ("not_whole", "minimum")),
        (EVERY[6], {"maximum": "99"}, ("too_small", "maximum")),
        (EVERY[7], {"minimum": "31/02/2026"}, ("not_date", "minimum")),
        (EVERY[0], {"max_length": "251"}, ("too_large", "max_length")),
        (EVERY[0], {"label": ""}, ("required", "label")),
        (EVERY[0], {"label": "x" * 251}, ("too_long", "label")),
        (EVERY[9], {"choices": "x" * 251}, ("too_long", "choices")),
        (EVERY[0], {"show_when": "cach=z"}, ("not_choice", "show_when")),
        (EVERY[3], {"at_most": "da"}, ("not_choice", "at_most")),
        (EVERY[15], {"of": []}, ("required", "of")),
        (EVERY[15], {"of": ["so_nguoi", "da"]}, ("not_choice", "of")),
        (EVERY[16], {"of_second": ""}, ("required", "of_second")),
        (EVERY[17], {"of": "ngay_ky"}, ("not_choice", "of")),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_setting(field, typed, fault):
    one = of(field)

    assert faults(one, {**one.start(), **typed}) == [fault]


def test_only_questions_above_are_offered():
    draft = FormDraft((DONE, EVERY[3], WAY))
    asked = {one.key: one for one in Settings(draft, EVERY[3]).form().fields}

    assert [one.label for one in asked["show_when"].choices] == [
        "Đã ban hành: Có", "Đã ban hành: Không", "Hình thức: Trực tuyến",
    ]  # fmt: skip
    assert "at_least" not in asked


def test_a_rule_on_a_question_no_longer_asked_is_shown_and_refused():
    field = Field("x", "Câu", Kind.LINK, show_when=("da", True))
    one = of(field, replace(DONE, retired=True))

    told = one.read(one.start())

    assert told["show_when"] == {"field": "da", "is": True}
    with pytest.raises(Problems):
        building.changed(one.draft, "x", told)


def test_questions_of_the_same_words_are_told_apart():
    field = Field("x", "Câu", Kind.LINK)
    draft = FormDraft((DONE, replace(DONE, key="da_2"), field))
    (asked,) = (one for one in Settings(draft, field).form().fields if one.key == "show_when")

    labels = [one.label for one in asked.choices]
    assert len(set(labels)) == len(labels) == 4


@pytest.mark.parametrize("field", EVERY[15:17], ids=["sum", "difference"])
def test_one_number_twice_is_told_where_the_numbers_are_chosen(field):
    twice = {"of": ["so_nu"]} if field.kind == Kind.SUM else {"of": "so_nu", "of_second": "so_nu"}

    with pytest.raises(Problems) as caught:
        saved(field, **twice)

    (found,) = caught.value.problems
    assert (found.reason, found.facts["key"]) == ("operand_count", "of")


def test_numbers_are_wanted_above_what_is_worked_out():
    total = field_settings.new(Kind.SUM)

    assert Settings(FormDraft((DONE, PEOPLE)), total).lacks_operands
    assert not Settings(FormDraft((DONE, PEOPLE, WOMEN)), total).lacks_operands
    assert not Settings(FormDraft((DONE,)), field_settings.new(Kind.WHOLE)).lacks_operands


def test_an_operand_is_offered_by_kind_and_place():
    later = Field("sau", "Sau", Kind.WHOLE)
    share = Field("tl", "Tỷ lệ", Kind.PERCENT, numerator="a", denominator="b")
    draft = FormDraft((*ABOVE, share, EVERY[15], later))

    (asked,) = (one for one in Settings(draft, EVERY[15]).form().fields if one.key == "of")

    assert [one.key for one in asked.choices] == ["so_nguoi", "so_nu"]


def test_columns_are_renamed_added_left_out_and_taken_back():
    typed = {
        "column_ngay": "Ngày họp", "column_noi": "", "columns": "Ngày gửi",
        "columns_whole": "Số nữ\n Số nam ", "columns_again": ["cu"],
    }  # fmt: skip

    made = saved(replace(MET, key="x"), **typed)

    assert [(one.key, one.label, one.kind) for one in made.columns] == [
        ("ngay", "Ngày họp", Kind.DATE), ("cu", "Cũ", Kind.WHOLE), ("nguoi", "Người", Kind.WHOLE),
        ("ngay_gui", "Ngày gửi", Kind.DATE), ("so_nu", "Số nữ", Kind.WHOLE),
        ("so_nam", "Số nam", Kind.WHOLE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"column_ngay": "", "column_noi": "", "column_nguoi": ""}, ("column_count", "columns")),
        ({"columns_short_text": "1\n2\n3\n4"}, ("column_count", "columns")),
        ({"columns_short_text": "Nơi"}, ("choice_twice", "columns")),
    ],
)
def test_columns_that_make_no_table_are_told_at_their_place(typed, fault):
    with pytest.raises(Problems) as caught:
        saved(replace(MET, key="x"), **typed)

    (found,) = caught.value.problems
    assert (found.reason, found.facts["key"]) == fault


def test_a_column_without_a_usable_name_is_told_where_it_was_typed():
    one = of(replace(MET, key="x"))

    assert faults(one, {**one.start(), "columns_whole": "x" * 101}) == [
        ("too_long", "columns_whole")
    ]


def test_of_tables_rows_and_number_columns_are_offered():
    total = field_settings.new(Kind.TOTAL)
    (asked,) = (one for one in Settings(FormDraft(ABOVE), total).form().fields if one.key == "of")

    assert {one.key: one.label for one in asked.choices} == {
        "hop.": "Cuộc họp: số dòng", "hop.nguoi": "Cuộc họp: Người",
    }  # fmt: skip
    assert Settings(FormDraft((DONE, PEOPLE)), total).lacks_operands
