"""A form goes out as an XLSForm and comes in again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.forms import building
from lib.domain.forms.building import FormDraft
from lib.domain.forms.fields import Choice, Field, Kind
from lib.domain.forms.forms import form_from_data
from lib.domain.forms.kinds import KINDS
from lib.domain.forms.xlsform.book import Became, Book, Reason
from lib.domain.forms.xlsform.incoming import taken
from lib.domain.forms.xlsform.outgoing import LeftOut, Loss, outgoing
from lib.domain.forms.xlsform.sheets import ListedChoice, SurveyRow

PLAN = Path("data/campaigns/bau-cu-2021.yaml")
TYPES = [kind for kind, spec in KINDS.items() if spec.xls_type]
BEGUN = Field("ten", "Tên", Kind.SHORT_TEXT)
HELD = Field("so_cuoc", "Số cuộc", Kind.WHOLE, unit="cuộc", minimum=0, running=True)
HELD_AT = Field("noi", "Nơi họp", Kind.CHOICE, choices=(
    Choice("cu", "Chỗ cũ", retired=True), Choice("so", "Tại Sở"), Choice("xa", "Tại xã"),
))  # fmt: skip


def book(*rows, choices=(), start=2):
    lists = {}
    for number, (name, key, label) in enumerate(choices, 2):
        lists.setdefault(name, []).append(ListedChoice(number, key, label))
    return Book(
        "mau.xlsx",
        tuple(SurveyRow(number, cells) for number, cells in enumerate(rows, start)),
        {name: tuple(listed) for name, listed in lists.items()},
    )


def gone_out(fields):
    made = outgoing(fields)
    listed = [(one["list_name"], one["name"], one["label"]) for one in made.choices]
    return book(*made.survey, choices=listed)


def in_new_form(*rows, choices=()):
    return taken(FormDraft((BEGUN,)), book(*rows, choices=choices))


def new(result):
    return [field for field, became in result.became if became == Became.NEW]


def left(result):
    return [(one.sheet, one.row, one.column, one.reason) for one in result.not_taken]


def forms():
    plan = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    common = plan.get("common_fields", [])
    for task in plan["tasks"]:
        data = {"key": "a", "version": 1, "fields": [*task["form"], *common]}
        yield pytest.param(form_from_data(data).fields, id=task["code"])


@pytest.mark.parametrize("fields", [*forms()])
def test_every_form_of_the_2021_plan_comes_back_as_it_went_out(fields):
    draft = FormDraft(fields)

    result = taken(draft, gone_out(fields))

    assert result.draft == draft
    assert result.not_taken == ()
    assert {became for _, became in result.became} <= {Became.SAME}


@st.composite
def written(draw, earlier):
    """A question that may refer to one of those before it."""
    kind = draw(st.sampled_from(sorted(TYPES)))
    words = st.text("aăâđêô Xyz0.\"'&<>=", min_size=1, max_size=12).filter(str.strip)
    made = Field(f"q{len(earlier)}", draw(words).strip(), kind, required=draw(st.booleans()))
    made = replace(made, help=draw(st.sampled_from(["", "Ghi số", "a\nb"])))
    if kind in (Kind.WHOLE, Kind.DECIMAL):
        low = draw(st.none() | st.integers(-5, 5))
        made = replace(made, minimum=low, maximum=draw(st.none() | st.integers(6, 10**9)))
        made = replace(made, unit=draw(st.sampled_from(["", "lượt"])), running=draw(st.booleans()))
    if kind == Kind.DECIMAL and draw(st.booleans()):
        made = replace(made, minimum=Decimal("0.25"))
    if kind == Kind.DATE:
        made = replace(made, minimum=draw(st.none() | st.just(date(2021, 5, 23))))
    if kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT):
        made = replace(made, max_length=draw(st.none() | st.integers(1, 200)))
    if kind in (Kind.CHOICE, Kind.CHOICES):
        labels = draw(st.lists(words, min_size=1, max_size=4, unique_by=str.strip))
        choices = tuple(Choice(f"c{n}", one.strip()) for n, one in enumerate(labels))
        made = replace(made, choices=(*choices, Choice("old", "Cũ", retired=True)))
    others = [one for one in earlier if building.awaitable(one)]
    if others and draw(st.booleans()):
        other = draw(st.sampled_from(others))
        made = replace(
            made, show_when=(other.key, draw(st.sampled_from(building.awaitable(other))))
        )
    if kind == Kind.FILES:
        types = draw(st.sampled_from([(), ("image",), ("pdf",), ("image", "xlsx")]))
        made = replace(made, types=types, max_files=draw(st.none() | st.integers(1, 3)))
    bounds = building.bounding(kind, earlier)
    if bounds and draw(st.booleans()):
        made = replace(made, at_least=draw(st.sampled_from(bounds)).key)
    return made


@st.composite
def whole_forms(draw):
    fields = []
    for _ in range(draw(st.integers(1, 6))):
        fields.append(draw(written(tuple(fields))))
    return tuple(fields)


@given(whole_forms())
def test_what_maps_comes_back_into_its_form_as_it_went_out(fields):
    draft = building.read([*FormDraft(fields).data()])

    result = taken(draft, gone_out(draft.fields))

    assert result.draft == draft
    assert result.not_taken == ()
    assert {became for _, became in result.became} == {Became.SAME}


@given(whole_forms())
def test_what_maps_makes_the_same_questions_in_a_new_form(fields):
    def plain(one):
        """Without what an XLSForm has no place for."""
        is_counted = one.kind in (Kind.WHOLE, Kind.DECIMAL)
        if one.kind == Kind.FILES:
            types = one.types if one.types == ("image",) else ()
            one = replace(one, max_files=1, types=types)
        return replace(
            one, unit="", running=False, choices=tuple(c for c in one.choices if not c.retired),
            minimum=None if is_counted and one.minimum == 0 else one.minimum,
        )  # fmt: skip

    result = taken(FormDraft((BEGUN,)), gone_out(fields))

    assert [plain(one) for one in fields] == list(result.draft.fields[1:])
    assert result.not_taken == ()


def test_what_has_no_place_in_an_xlsform_is_told_and_left_out():
    shown = ("nam", True)
    fields = (
        Field("ty_le", "Tỷ lệ", Kind.PERCENT, numerator="a", denominator="b"),
        HELD,
        Field("cu", "Cũ", Kind.SHORT_TEXT, retired=True),
        Field("nam", "Có tổ chức", Kind.YES_NO, retired=True),
        Field("sau", "Ghi rõ", Kind.LONG_TEXT, show_when=shown),
        Field("y", "Năm", Kind.YEAR),
        Field("z", "Số hết năm", Kind.WHOLE, at_least="y"),
    )

    made = outgoing(fields)

    assert [one["name"] for one in made.survey] == ["so_cuoc", "sau", "z"]
    assert made.left_out == (
        LeftOut(fields[0], Loss.KIND), LeftOut(HELD, Loss.UNIT), LeftOut(HELD, Loss.RUNNING),
        LeftOut(fields[2], Loss.RETIRED), LeftOut(fields[3], Loss.RETIRED),
        LeftOut(fields[4], Loss.SHOW_WHEN), LeftOut(fields[5], Loss.KIND),
        LeftOut(fields[6], Loss.BOUND),
    )  # fmt: skip
    again = taken(FormDraft(fields), gone_out(fields))
    assert again.draft == FormDraft(fields)


def test_a_question_for_files_goes_out_as_a_file_or_a_picture():
    minutes = Field("bb", "Biên bản", Kind.FILES, required=True, max_files=1)
    photos = Field("anh", "Ảnh", Kind.FILES, types=("image",), max_files=3)
    papers = Field("vb", "Văn bản", Kind.FILES, types=("pdf", "docx"), max_files=1)
    fields = (BEGUN, minutes, photos, papers)

    made = outgoing(fields)

    assert [one["type"] for one in made.survey] == ["text", "file", "image", "file"]
    assert made.left_out == (LeftOut(photos, Loss.FILES), LeftOut(papers, Loss.FILES))
    rows = gone_out(fields).survey
    turned = [
        {**one.cells, "type": {"file": "image", "image": "file"}.get(one.cells["type"], "text")}
        for one in rows
    ]
    again = taken(FormDraft(fields), book(*turned)).draft.fields
    assert [(one.types, one.max_files) for one in again[1:]] == [
        (("image",), 1), ((), 3), (("image",), 1),
    ]  # fmt: skip


def test_a_heading_stays_at_home_and_is_told_at_its_questions():
    heading = Field("phan", "Phần một", Kind.GROUP)
    asked = replace(HELD, unit="", running=False, group="phan")
    draft = building.read(FormDraft((BEGUN, heading, asked)).data())

    assert outgoing(draft.fields).left_out == (
        LeftOut(heading, Loss.KIND), LeftOut(asked, Loss.GROUP),
    )  # fmt: skip
    assert taken(draft, gone_out(draft.fields)).draft == draft


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in TYPES])
def test_a_kind_without_a_type_of_its_own_is_told(kind):
    assert outgoing((Field("a", "A", kind),)).left_out == (
        LeftOut(Field("a", "A", kind), Loss.KIND),
    )


def test_a_question_of_each_type_is_taken_with_its_name():
    result = in_new_form(
        {"type": "note", "label": "Phần một"},
        {"type": "text", "name": "don_vi", "label": "Đơn vị", "required": "yes"},
        {"type": "text", "name": "viec", "label": "Việc", "appearance": "multiline",
         "constraint": "string-length(.) < 500"},
        {"type": "integer", "name": "so", "label": "Số", "constraint": ".>=0 and . < 100"},
        {"type": "decimal", "name": "dien_tich", "label": "m²", "constraint": ". <= 12.5"},
        {"type": "date", "name": "ngay", "label": "Ngày", "hint": "Ngày họp",
         "constraint": ". >= date('2021-05-01')"},
        {"type": "select_one co_khong", "name": "co_tin", "label": "Có tin"},
        {"type": "select_multiple kenh", "name": "Kênh!", "label": "Kênh truyền thông",
         "relevant": "${co_tin} = 'co'"},
        {"type": "text", "name": "khac", "label": "Kênh khác",
         "relevant": "selected(${Kênh!}, 'khac')"},
        {"type": "integer", "name": "so_tin", "label": "Số tin",
         "relevant": 'selected( ${kenh_truyen_thong} , "loa")', "constraint": ". >= ${so}"},
        choices=[("co_khong", "co", "Có"), ("co_khong", "khong", "Không"),
                 ("kenh", "loa", "Loa"), ("kenh", "1", "Mạng xã hội")],
    )  # fmt: skip

    assert new(result) == [
        Field("don_vi", "Đơn vị", Kind.SHORT_TEXT, help="Phần một", required=True),
        Field("viec", "Việc", Kind.LONG_TEXT, max_length=499),
        Field("so", "Số", Kind.WHOLE, maximum=99),
        Field("dien_tich", "m²", Kind.DECIMAL, maximum=Decimal("12.5")),
        Field("ngay", "Ngày", Kind.DATE, help="Ngày họp", minimum=date(2021, 5, 1)),
        Field("co_tin", "Có tin", Kind.YES_NO),
        Field("kenh", "Kênh truyền thông", Kind.CHOICES, show_when=("co_tin", True), choices=(
            Choice("loa", "Loa"), Choice("mang_xa_hoi", "Mạng xã hội"))),
        Field("khac", "Kênh khác", Kind.SHORT_TEXT),
        Field("so_tin", "Số tin", Kind.WHOLE, at_least="so"),
    ]  # fmt: skip
    assert left(result) == [
        ("survey", 10, "relevant", Reason.RELEVANT), ("survey", 11, "relevant", Reason.RELEVANT),
    ]  # fmt: skip


def test_a_choice_that_is_waited_for_goes_by_its_name_in_the_file():
    result = in_new_form(
        {"type": "select_one k", "name": "kenh", "label": "Kênh"},
        {"type": "text", "name": "khac", "label": "Khác", "relevant": "${kenh}='2'"},
        choices=[("k", "1", "Loa"), ("k", "2", "Kênh khác")],
    )

    assert new(result)[1].show_when == ("kenh", "kenh_khac")


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"type": "geopoint"}, "type", Reason.TYPE),
        ({"type": "calculate", "name": "t"}, "type", Reason.TYPE),
        ({"type": "select_one khong_co"}, "type", Reason.LIST),
        ({"type": "integer", "label": "A", "required": "${x} > 1"}, "required", Reason.REQUIRED),
        ({"type": "integer", "label": "A", "constraint": "regex(., 'a')"}, "constraint",
         Reason.CONSTRAINT),
        ({"type": "integer", "label": "A", "constraint": ". > 1 or . < 0"}, "constraint",
         Reason.CONSTRAINT),
        ({"type": "integer", "label": "A", "constraint": ". >= 1 and . >= 2"}, "constraint",
         Reason.CONSTRAINT),
        ({"type": "integer", "label": "A", "relevant": "${ten} = 'x'"}, "relevant",
         Reason.RELEVANT),
        ({"type": "integer", "label": "A", "relevant": "true() and ${ten}='x'"}, "relevant",
         Reason.RELEVANT),
        ({"type": "integer", "name": "a"}, "", Reason.REFUSED),
        ({"type": "integer", "label": "A", "constraint": ". >= 9 and . <= 1"}, "",
         Reason.REFUSED),
        ({"type": "text", "label": "A", "constraint": "string-length(.) <= 999999"}, "",
         Reason.REFUSED),
        ({"type": "integer", "name": "ten", "label": "Tên"}, "type", Reason.OTHER_KIND),
        ({"type": "begin group", "label": "Phần 1"}, "type", Reason.GROUP),
        ({"type": "begin_repeat", "label": "Bảng"}, "type", Reason.REPEAT),
    ],
)  # fmt: skip
def test_what_our_forms_have_not_is_told_where_it_stands(cells, column, reason):
    result = in_new_form(cells)

    assert left(result) == [("survey", 2, column, reason)]
    is_left_out = reason not in (Reason.REQUIRED, Reason.CONSTRAINT, Reason.RELEVANT)
    assert len(result.became) == (0 if is_left_out else 1)


def test_groups_are_let_go_of_and_repeats_with_all_in_them():
    result = in_new_form(
        {"type": "begin_group", "name": "g"},
        {"type": "integer", "name": "a", "label": "A"},
        {"type": "begin_repeat", "name": "r"},
        {"type": "begin_group", "name": "h"},
        {"type": "integer", "name": "b", "label": "B"},
        {"type": "end_group"},
        {"type": "integer", "name": "c", "label": "C"},
        {"type": "end_repeat"},
        {"type": "end_group"},
        {"type": "integer", "name": "d", "label": "D"},
    )

    assert [one.key for one in new(result)] == ["a", "d"]
    assert [one.reason for one in result.not_taken] == [Reason.GROUP, Reason.REPEAT]


def test_a_name_that_comes_twice_is_taken_once():
    row = {"type": "integer", "name": "a", "label": "A"}

    result = in_new_form(row, {**row, "label": "B"})

    assert [one.label for one in new(result)] == ["A"]
    assert left(result) == [("survey", 3, "name", Reason.NAME_TWICE)]


def test_a_known_question_keeps_what_an_xlsform_cannot_say():
    draft = FormDraft((HELD, HELD_AT), used=frozenset({"noi"}))
    result = taken(draft, book(
        {"type": "integer", "name": "so_cuoc", "label": "Số cuộc họp", "constraint": ". >= 0"},
        {"type": "select_one n", "name": "noi", "label": "Nơi họp"},
        choices=[("n", "so", "Tại Sở"), ("n", "khac", "Nơi khác")],
    ))  # fmt: skip

    assert [became for _, became in result.became] == [Became.CHANGED, Became.CHANGED]
    assert result.draft.field("so_cuoc") == replace(HELD, label="Số cuộc họp")
    assert {(one.key, one.retired) for one in result.draft.field("noi").choices} == {
        ("so", False), ("khac", False), ("cu", True), ("xa", True),
    }  # fmt: skip


def test_a_key_that_was_used_before_is_given_to_nobody():
    draft = FormDraft((BEGUN,), reserved=frozenset({"so"}))

    result = taken(draft, book({"type": "integer", "name": "so", "label": "Số"}))

    assert [one.key for one in new(result)] == ["so_2"]


def test_a_retired_question_stays_as_it_is():
    draft = FormDraft((BEGUN, replace(HELD, retired=True)))

    result = taken(draft, book({"type": "integer", "name": "so_cuoc", "label": "Khác"}))

    assert result.draft == draft
    assert left(result) == [("survey", 2, "name", Reason.RETIRED)]


@given(st.lists(st.dictionaries(
    st.sampled_from(["type", "name", "label", "hint", "required", "constraint", "relevant"]),
    st.sampled_from(["", "text", "integer", "select_one k", "note", "begin_repeat", "end_repeat",
                     "begin_group", "end_group", "ten", "a", ". >= 1", "${a} = 'x'", "yes",
                     "string-length(.) <= 0", ". <= ${ten}", "x" * 300, "\x00", "' OR 1=1"]),
), max_size=8))  # fmt: skip
def test_whatever_stands_in_a_file_makes_a_form_that_can_be_asked(rows):
    draft = FormDraft((BEGUN,))

    result = taken(draft, book(*rows, choices=[("k", "x", "X"), ("k", "x y", "X")]))

    assert building.read(result.draft.data()).fields == result.draft.fields
    assert result.draft.fields[0].key == BEGUN.key


def test_words_that_look_like_a_reference_go_out_as_words():
    """Software for XLSForms looks for a question of that name, and takes no form without it."""
    field = Field(
        "so", "Số ${la}", Kind.CHOICE, help="Xem ${khac}", choices=(Choice("a", "Theo ${la}"),)
    )

    made = outgoing([field])
    assert "${" not in "".join("".join(one.values()) for one in (*made.survey, *made.choices))
    back = taken(FormDraft((field,)), gone_out([field]))
    assert (back.draft.fields, [became for _, became in back.became]) == ((field,), [Became.SAME])


def test_a_name_that_an_xlsform_keeps_for_itself_stays_at_home():
    meta = Field("meta", "Meta", Kind.YES_NO)
    waits = Field("sau", "Sau", Kind.WHOLE, show_when=("meta", True))

    made = outgoing([meta, waits])

    assert [one["name"] for one in made.survey] == ["sau"]
    assert made.left_out == (LeftOut(meta, Loss.NAME), LeftOut(waits, Loss.SHOW_WHEN))
