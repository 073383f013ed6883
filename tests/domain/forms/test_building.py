"""A form that is built is always one that the loader takes, and answers are never left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.forms import building
from lib.domain.forms.building import added, asked_again, changed, moved, removed, retired
from lib.domain.forms.fields import Choice, Field, Kind
from lib.domain.forms.forms import FORM_LIMIT, form_from_data
from lib.domain.forms.kinds import KINDS
from lib.domain.forms.order import room
from lib.errors import NotFound, Problems, Refused
from lib.text import sentence

FIELDS = (
    {"key": "da_ban_hanh", "label": "Đã ban hành", "kind": "yes_no", "required": True},
    {"key": "so_hieu", "label": "Số hiệu", "kind": "short_text",
     "show_when": {"field": "da_ban_hanh", "is": True}},
    {"key": "so_nguoi", "label": "Số người", "kind": "whole", "unit": "người"},
    {"key": "so_nu", "label": "Trong đó nữ", "kind": "whole", "at_most": "so_nguoi"},
    {"key": "hinh_thuc", "label": "Hình thức", "kind": "choice",
     "choices": [{"key": "a", "label": "Trực tiếp"}, {"key": "b", "label": "Trực tuyến"}]},
    {"key": "duong_truyen", "label": "Đường truyền", "kind": "short_text",
     "show_when": {"field": "hinh_thuc", "is": "b"}},
)  # fmt: skip
USED = frozenset({"so_nguoi", "hinh_thuc"})
DRAFT = building.read(FIELDS, used=USED)
COLUMNS = [
    {"key": "ngay", "label": "Ngày", "kind": "date"},
    {"key": "nguoi", "label": "Số người", "kind": "whole"},
]
MET = {"key": "hop", "label": "Cuộc họp", "kind": "rows", "columns": COLUMNS}
TABLE = building.read([MET])


def keys(draft):
    return [field.key for field in draft.fields]


def settings(draft, key, **changes):
    """What is said of a question now, with something else."""
    (told,) = (one for one in draft.data() if one["key"] == key)
    told |= changes
    return {name: value for name, value in told.items() if value is not None}


def refused(act, *given):
    with pytest.raises(Refused) as caught:
        act(DRAFT, *given)
    return caught.value


def faults(act, *given):
    with pytest.raises(Problems) as caught:
        act(*given)
    assert all(sentence(one) for one in caught.value.problems)
    return [(one.reason, one.facts["key"]) for one in caught.value.problems]


def test_what_is_read_is_the_file_again():
    assert DRAFT.data() == [{**one} for one in FIELDS]
    assert form_from_data({"key": "x", "version": 1, "fields": DRAFT.data()}).asked == DRAFT.fields


def test_a_question_is_added_at_the_end_with_a_key_from_its_words():
    made = added(DRAFT, Kind.WHOLE, {"label": "Số hội nghị", "unit": "hội nghị", "minimum": 0})

    assert keys(made) == [*keys(DRAFT), "so_hoi_nghi"]
    assert made.fields[-1] == Field(
        "so_hoi_nghi", "Số hội nghị", Kind.WHOLE, unit="hội nghị", minimum=0
    )


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Số người", "so_nguoi_2"),
        ("  Đã  ĐĂNG ký? ", "da_dang_ky"),
        ("100 ngày đầu", "muc_100_ngay_dau"),
        ("？！", "muc"),
        ("Tỷ lệ (num)", "ty_le_num_2"),
        ("Tỷ lệ", "ty_le_2"),
        ("x" * 80, "x" * 40),
        ("Bỏ rồi", "bo_roi_2"),
    ],
)
def test_keys_are_made_of_plain_letters_and_free(label, key):
    share = {"label": "Tỷ lệ", "numerator": "Đã ký", "denominator": "Tổng số"}
    draft = added(building.read(FIELDS, reserved=frozenset({"bo_roi"})), Kind.PERCENT, share)

    assert building.new_key(draft, label) == key


def test_two_long_questions_of_one_beginning_get_keys_of_their_own():
    draft = added(DRAFT, Kind.LINK, {"label": "x" * 80})

    assert keys(added(draft, Kind.LINK, {"label": "x" * 80}))[-1] == f"{'x' * 38}_2"


@pytest.mark.parametrize("kind", Kind)
def test_a_question_of_every_kind_is_added(kind):
    needed = {"numerator": "Đã ký", "denominator": "Tổng số"} if kind == Kind.PERCENT else {}
    if "choices" in KINDS[kind].needed:
        needed = {"choices": [{"key": "co", "label": "Có"}]}
    draft = DRAFT
    if "columns" in KINDS[kind].needed:
        needed = {"columns": COLUMNS}
    if "of" in KINDS[kind].needed:
        needed = {"of": ["so_nu", "so_nguoi"]}
    if kind == Kind.TOTAL:
        draft, needed = TABLE, {"of": ["hop"], "column": "nguoi"}

    assert added(draft, kind, {"label": "Câu mới", **needed}).fields[-1].kind == kind


def test_a_form_takes_so_many_questions():
    full = building.read([{**FIELDS[2], "key": f"k{i}"} for i in range(FORM_LIMIT)])

    with pytest.raises(Refused) as caught:
        added(full, Kind.WHOLE, {"label": "Thêm"})

    assert caught.value.reason == "form_full"


@pytest.mark.parametrize(
    ("kind", "given", "fault"),
    [
        (Kind.WHOLE, {}, ("required", "label")),
        (Kind.WHOLE, {"label": " "}, ("required", "label")),
        (Kind.CHOICE, {"label": "Loại"}, ("required", "choices")),
        (Kind.PERCENT, {"label": "Tỷ lệ", "denominator": "Tổng số"}, ("required", "numerator")),
        (Kind.WHOLE, {"label": "Số", "minimum": 5, "maximum": 4}, ("limit_range", "maximum")),
        (Kind.WHOLE, {"label": "Số", "minimum": "nhiều"}, ("unreadable", "minimum")),
        (Kind.LINK, {"label": "Số", "minimum": 5}, ("unreadable", "minimum")),
        (
            Kind.CHOICE,
            {"label": "Loại", "choices": [{"key": "a", "label": "A"}, {"key": "b", "label": "A"}]},
            ("choice_twice", "choices"),
        ),
        (
            Kind.LINK,
            {"label": "Sau", "show_when": {"field": "khong_co", "is": True}},
            ("rule_lost", "show_when"),
        ),
        (
            Kind.LINK,
            {"label": "Sau", "show_when": {"field": "hinh_thuc", "is": "c"}},
            ("rule_lost", "show_when"),
        ),
        (Kind.WHOLE, {"label": "Sau", "at_least": "da_ban_hanh"}, ("rule_lost", "at_least")),
        (Kind.SUM, {"label": "Tổng"}, ("required", "of")),
        (Kind.SUM, {"label": "Tổng", "of": ["so_nu"]}, ("operand_count", "of")),
        (Kind.SUM, {"label": "Tổng", "of": ["so_nu", "so_nu"]}, ("operand_count", "of")),
        (Kind.SUM, {"label": "Tổng", "of": ["so_nu", "hinh_thuc"]}, ("rule_lost", "of")),
        (Kind.SHARE, {"label": "Phần", "of": ["so_nu", "khong_co"]}, ("rule_lost", "of")),
        (Kind.SHARE, {"label": "Phần", "of": "so_nu"}, ("unreadable", "of")),
    ],
)
def test_settings_that_cannot_be_used_are_told_at_their_place(kind, given, fault):
    assert faults(added, DRAFT, kind, given) == [fault]


def test_a_rule_names_no_later_question():
    told = settings(DRAFT, "so_hieu", show_when={"field": "hinh_thuc", "is": "a"})
    bound = settings(DRAFT, "so_nguoi", at_least="so_nu")

    assert faults(changed, DRAFT, "so_hieu", told) == [("rule_lost", "show_when")]
    assert faults(changed, DRAFT, "so_nguoi", bound) == [("rule_lost", "at_least")]


def test_a_rule_names_no_retired_question():
    draft = retired(changed(DRAFT, "so_hieu", settings(DRAFT, "so_hieu", show_when=None)),
                    "da_ban_hanh")  # fmt: skip
    told = settings(DRAFT, "so_hieu")

    assert faults(changed, draft, "so_hieu", told) == [("rule_lost", "show_when")]


def test_settings_are_changed_and_the_key_and_kind_stay():
    given = {"key": "khac", "kind": "link", "retired": True, "label": "Ngày", "maximum": 9}

    made = changed(DRAFT, "so_nu", given)

    assert made.field("so_nu") == Field("so_nu", "Ngày", Kind.WHOLE, maximum=9)
    assert keys(made) == keys(DRAFT)


def test_choices_of_an_answered_question_are_retired_else_gone():
    draft = removed(DRAFT, "duong_truyen")
    left = settings(draft, "hinh_thuc", choices=[{"key": "a", "label": "Tại chỗ"}])

    made = changed(draft, "hinh_thuc", left).field("hinh_thuc")
    free = changed(building.read(draft.data()), "hinh_thuc", left).field("hinh_thuc")

    assert made.choices == (Choice("a", "Tại chỗ"), Choice("b", "Trực tuyến", retired=True))
    assert free.choices == (Choice("a", "Tại chỗ"),)


def test_a_choice_that_is_waited_for_does_not_go():
    draft = building.read(FIELDS)
    left = settings(draft, "hinh_thuc", choices=[{"key": "a", "label": "Trực tiếp"}])

    with pytest.raises(Refused) as caught:
        changed(draft, "hinh_thuc", left)

    assert caught.value.reason == "field_awaited"
    assert caught.value.facts == {"field": "Đường truyền", "other": "Hình thức"}


def test_questions_move_and_the_ends_hold_them():
    assert keys(moved(DRAFT, "so_nguoi", -1))[:3] == ["da_ban_hanh", "so_nguoi", "so_hieu"]
    assert keys(moved(DRAFT, "so_hieu", 1))[:3] == ["da_ban_hanh", "so_nguoi", "so_hieu"]
    assert moved(DRAFT, "da_ban_hanh", -1) == DRAFT
    assert moved(DRAFT, "duong_truyen", 1) == DRAFT


@pytest.mark.parametrize(
    ("act", "given", "field", "other"),
    [
        (moved, ("so_hieu", -1), "Số hiệu", "Đã ban hành"),
        (moved, ("so_nguoi", 1), "Trong đó nữ", "Số người"),
        (retired, ("da_ban_hanh",), "Số hiệu", "Đã ban hành"),
        (retired, ("so_nguoi",), "Trong đó nữ", "Số người"),
        (removed, ("da_ban_hanh",), "Số hiệu", "Đã ban hành"),
    ],
)
def test_what_others_refer_to_stays_above_them_and_asked(act, given, field, other):
    refusal = refused(act, *given)

    assert (refusal.reason, refusal.facts) == ("field_awaited", {"field": field, "other": other})
    assert f"“{field}” dựa vào “{other}”" in sentence(refusal)


def test_what_is_worked_out_holds_its_numbers_above_it_and_asked():
    draft = added(DRAFT, Kind.DIFFERENCE, {"label": "Nam", "of": ["so_nguoi", "so_nu"]})

    for act, told in ((retired, ("so_nu",)), (moved, ("nam", -9))):
        with pytest.raises(Refused) as caught:
            act(draft, *told)
        assert caught.value.facts["field"] == "Nam"
    assert keys(removed(draft, "nam")) == keys(DRAFT)


def test_a_column_that_is_added_up_stays():
    draft = added(TABLE, Kind.TOTAL, {"label": "Tổng", "of": ["hop"], "column": "nguoi"})

    for table in (draft, replace(draft, used=frozenset({"hop"}))):
        with pytest.raises(Refused) as caught:
            changed(table, "hop", settings(table, "hop", columns=COLUMNS[:1]))
        assert caught.value.facts == {"field": "Tổng", "other": "Cuộc họp"}


def test_columns_of_answered_rows_are_retired_else_gone():
    left = settings(TABLE, "hop", columns=COLUMNS[:1])

    used = changed(replace(TABLE, used=frozenset({"hop"})), "hop", left).field("hop")
    free = changed(TABLE, "hop", left).field("hop")

    assert [(one.key, one.retired) for one in used.columns] == [("ngay", False), ("nguoi", True)]
    assert [one.key for one in free.columns] == ["ngay"]


def test_a_column_keeps_its_kind():
    other = [COLUMNS[0], {**COLUMNS[1], "kind": "short_text"}]

    assert faults(changed, TABLE, "hop", settings(TABLE, "hop", columns=other)) == [
        ("unreadable", "columns")
    ]


GROUPED = building.read(
    [
        *FIELDS[2:4],
        {"key": "nhom", "label": "Nhóm", "kind": "group"},
        {"key": "a", "label": "A", "kind": "link", "group": "nhom"},
        {"key": "b", "label": "B", "kind": "link", "group": "nhom", "retired": True},
        {"key": "c", "label": "C", "kind": "link", "group": "nhom"},
        {"key": "cuoi", "label": "Cuối", "kind": "link"},
    ]
)


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        ("a", 1, ["so_nguoi", "so_nu", "nhom", "b", "a", "c", "cuoi"]),
        ("a", 9, ["so_nguoi", "so_nu", "nhom", "b", "c", "a", "cuoi"]),
        ("a", -1, keys(GROUPED)),
        ("nhom", -1, ["so_nguoi", "nhom", "a", "b", "c", "so_nu", "cuoi"]),
        ("nhom", 9, ["so_nguoi", "so_nu", "cuoi", "nhom", "a", "b", "c"]),
        ("cuoi", -1, ["so_nguoi", "so_nu", "cuoi", "nhom", "a", "b", "c"]),
        ("so_nu", 1, ["so_nguoi", "nhom", "a", "b", "c", "so_nu", "cuoi"]),
    ],
)
def test_a_group_moves_whole_and_its_questions_within_it(key, by, order):
    assert keys(moved(GROUPED, key, by)) == order


def test_the_ends_of_a_group_hold_its_questions():
    assert [room(GROUPED.fields, key) for key in ("a", "c", "nhom", "cuoi", "so_nguoi")] == [
        (0, 2), (2, 0), (2, 1), (3, 0), (0, 3),
    ]  # fmt: skip


def test_a_question_goes_to_the_end_of_the_group_it_is_put_into():
    into = changed(GROUPED, "so_nu", settings(GROUPED, "so_nu", group="nhom"))
    out = changed(GROUPED, "a", settings(GROUPED, "a", group=None))
    new = added(GROUPED, Kind.DATE, {"label": "Mới", "group": "nhom"})

    assert keys(into) == ["so_nguoi", "nhom", "a", "b", "c", "so_nu", "cuoi"]
    assert keys(out) == ["so_nguoi", "so_nu", "nhom", "b", "c", "a", "cuoi"]
    assert keys(new) == ["so_nguoi", "so_nu", "nhom", "a", "b", "c", "moi", "cuoi"]
    assert [one.key for one in building.headings(GROUPED)] == ["nhom"]


def test_a_group_stays_while_something_is_asked_in_it():
    for act in (retired, removed):
        with pytest.raises(Refused) as caught:
            act(GROUPED, "nhom")
        assert caught.value.facts == {"field": "A", "other": "Nhóm"}
    assert faults(changed, GROUPED, "a", settings(GROUPED, "a", group="so_nu")) == [
        ("rule_lost", "group")
    ]


def test_a_question_does_not_go_behind_what_it_is_referred_to_by():
    draft = added(GROUPED, Kind.SUM, {"label": "Tổng", "of": ["so_nguoi", "so_nu"]})
    draft = moved(draft, "tong", -2)

    with pytest.raises(Refused) as caught:
        changed(draft, "so_nu", settings(draft, "so_nu", group="nhom"))

    assert caught.value.facts == {"field": "Tổng", "other": "Trong đó nữ"}


def test_a_question_is_retired_and_asked_again_with_its_rule():
    gone = retired(retired(DRAFT, "so_hieu"), "da_ban_hanh")

    with pytest.raises(Refused) as caught:
        asked_again(gone, "so_hieu")

    assert caught.value.facts == {"field": "Số hiệu", "other": "Đã ban hành"}
    assert asked_again(asked_again(gone, "da_ban_hanh"), "so_hieu") == DRAFT


def test_what_somebody_has_answered_is_never_removed():
    refusal = refused(removed, "so_nguoi")

    assert refusal.reason == "field_used"
    assert sentence(refusal) == "Câu hỏi “Số người” đã có câu trả lời; hãy cho thôi hỏi."
    assert keys(removed(DRAFT, "so_hieu")) == [one for one in keys(DRAFT) if one != "so_hieu"]


def test_a_form_keeps_one_question():
    with pytest.raises(Refused) as caught:
        removed(building.read(FIELDS[:1]), "da_ban_hanh")

    assert caught.value.reason == "field_last"


@pytest.mark.parametrize("act", [retired, asked_again, removed])
def test_a_question_that_is_not_there_is_not_found(act):
    with pytest.raises(NotFound):
        act(DRAFT, "khong_co")


def test_a_rule_that_was_lost_before_holds_nothing_back():
    loaded = building.read([{**FIELDS[0], "retired": True}, *FIELDS[1:]])

    assert keys(moved(loaded, "so_nguoi", -1))[1] == "so_nguoi"
    with pytest.raises(Refused):
        removed(loaded, "da_ban_hanh")
    with pytest.raises(Refused):
        moved(loaded, "da_ban_hanh", 1)


def test_what_a_question_may_refer_to():
    assert [field.key for field in building.before(DRAFT, "so_nguoi")] == ["da_ban_hanh", "so_hieu"]
    assert building.awaitable(DRAFT.field("da_ban_hanh")) == (True, False)
    assert building.awaitable(DRAFT.field("hinh_thuc")) == ("a", "b")
    assert building.awaitable(DRAFT.field("so_hieu")) == ()
    bounds = building.bounding(Kind.DECIMAL, building.before(DRAFT))
    assert [field.key for field in bounds] == ["so_nguoi", "so_nu"]
    assert building.bounding(Kind.DATE, building.before(DRAFT)) == ()


_WORDS = st.sampled_from(
    ["Số người", "Nhóm", "Trong đó nữ", "Tỷ lệ", "2026", "?", "Đã ban hành", ""]
)
_BITS = st.fixed_dictionaries(
    {"label": _WORDS},
    optional={
        "help": _WORDS,
        "required": st.booleans(),
        "minimum": st.sampled_from([0, 5, "2026-01-01", "x"]),
        "maximum": st.sampled_from([1, 9, 150, date(2026, 5, 1)]),
        "at_most": st.sampled_from(["so_nguoi", "so_nu", "trong_do_nu"]),
        "numerator": _WORDS,
        "denominator": _WORDS,
        "running": st.booleans(),
        "columns": st.lists(st.sampled_from([*COLUMNS, {"key": "x"}]), max_size=2),
        "column": st.sampled_from(["", "nguoi", "ngay"]),
        "group": st.sampled_from(["nhom", "nhom_2", "so_nu"]),
        "of": st.lists(
            st.sampled_from(["so_nguoi", "so_nu", "so_nguoi_2", "hinh_thuc", "nhom"]), max_size=3
        ),
        "show_when": st.fixed_dictionaries(
            {
                "field": st.sampled_from(["da_ban_hanh", "hinh_thuc", "da_ban_hanh_2"]),
                "is": st.sampled_from([True, False, "a", "b"]),
            }
        ),
        "choices": st.lists(
            st.fixed_dictionaries({"key": st.sampled_from("abc"), "label": _WORDS}), max_size=3
        ),
    },
)


def _bits(kind):
    """Settings of any kind, or those alone that the kind knows."""
    known = KINDS[kind].says
    return _BITS | _BITS.map(lambda given: {k: v for k, v in given.items() if k in known})


@given(st.data())
def test_any_acts_leave_a_form_that_the_loader_takes(data):
    draft = DRAFT
    for _ in range(data.draw(st.integers(1, 12))):
        key = data.draw(st.sampled_from(keys(draft)))
        act = data.draw(st.sampled_from([added, changed, moved, retired, asked_again, removed]))
        given_to = {
            added: lambda: (kind := data.draw(st.sampled_from(Kind)), data.draw(_bits(kind))),
            changed: lambda key=key, old=draft: (key, data.draw(_bits(old.field(key).kind))),
            moved: lambda key=key: (key, data.draw(st.sampled_from([-9, -1, 1, 9]))),
        }.get(act, lambda key=key: (key,))()
        before = draft
        try:
            draft = act(draft, *given_to)
        except (Refused, Problems):
            assert draft is before
            continue
        read = form_from_data({"key": "x", "version": 1, "fields": draft.data()})
        assert read.fields == draft.fields
        assert {*keys(draft)} >= USED
        assert all(draft.field(one).kind == DRAFT.field(one).kind for one in USED)
        kept = {one.key for one in draft.field("hinh_thuc").choices}
        assert kept >= {"a", "b"}
