from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.forms.fields import Kind
from lib.domain.forms.form_changes import Change, differences
from lib.domain.forms.forms import form_from_data
from lib.text.forms import FIELD_KINDS, change_words

PEOPLE = {"key": "nguoi", "label": "Số người", "kind": "whole"}
FIELDS = (
    {"key": "da_ban_hanh", "label": "Đã ban hành", "kind": "yes_no", "required": True},
    {"key": "so_nguoi", "label": "Số người", "kind": "whole", "unit": "người", "minimum": 0},
    {"key": "ngay", "label": "Ngày ký", "kind": "date"},
    {"key": "ngay_gui", "label": "Ngày gửi", "kind": "date"},
    {"key": "ty_le", "label": "Tỷ lệ", "kind": "percent", "numerator": "Đã ký",
     "denominator": "Tổng số"},
    {"key": "hinh_thuc", "label": "Hình thức", "kind": "choice",
     "choices": [{"key": "a", "label": "Trực tiếp"}, {"key": "b", "label": "Trực tuyến"},
                 {"key": "c", "label": "Cũ", "retired": True}]},
    {"key": "so_nu", "label": "Số nữ", "kind": "whole"},
    {"key": "ty_le_nu", "label": "Tỷ lệ nữ", "kind": "share", "of": ["so_nu", "so_nguoi"]},
    {"key": "hop", "label": "Cuộc họp", "kind": "rows", "columns": [PEOPLE]},
    {"key": "tong_hop", "label": "Tổng số họp", "kind": "total", "of": ["hop"]},
    {"key": "duong_truyen", "label": "Đường truyền", "kind": "short_text"},
)  # fmt: skip


HEAD = {"key": "nhom", "label": "Văn bản", "kind": "group"}


def fields(told):
    return form_from_data({"key": "x", "version": 1, "fields": [*told]}).fields


def told(new, old=FIELDS):
    return [change_words(one) for one in differences(fields(old), fields(new))]


def with_(key, **changes):
    """The questions, one of them otherwise; None takes a setting away."""
    told = [{**one, **changes} if one["key"] == key else one for one in FIELDS]
    return [{name: value for name, value in one.items() if value is not None} for one in told]


def test_the_same_form_has_no_differences():
    assert told(FIELDS) == []


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (
            [*FIELDS, {"key": "moi", "label": "Số hội nghị", "kind": "whole"}],
            "thêm câu hỏi “Số hội nghị” (số đếm)",
        ),
        (
            [*FIELDS, {"key": "moi", "label": "Tổng", "kind": "sum", "of": ["so_nguoi", "so_nu"]}],
            "thêm câu hỏi “Tổng” (tổng tự tính)",
        ),
        (
            with_("ty_le_nu", of=["so_nguoi", "so_nu"]),
            "“Tỷ lệ nữ”: cách tính đổi từ “Số nữ / Số người” thành “Số người / Số nữ”",
        ),
        (
            with_("hop", columns=[{**PEOPLE, "label": "Lượt người"}]),
            "“Cuộc họp”: cột “Số người” đổi tên thành “Lượt người”",
        ),
        (
            with_("hop", columns=[PEOPLE, {"key": "noi", "label": "Nơi", "kind": "short_text"}]),
            "“Cuộc họp”: thêm cột “Nơi”",
        ),
        (
            with_("tong_hop", column="nguoi"),
            "“Tổng số họp”: cột được cộng đổi từ “số dòng” thành “Số người”",
        ),
        (FIELDS[:-1], "bỏ câu hỏi “Đường truyền”"),
        (with_("ngay", retired=True), "thôi hỏi “Ngày ký”"),
        (with_("ngay", label="Ngày ban hành"), "câu hỏi “Ngày ký” đổi thành “Ngày ban hành”"),
        (with_("ngay", required=True), "“Ngày ký” nay bắt buộc trả lời"),
        (with_("da_ban_hanh", required=None), "“Đã ban hành” không còn bắt buộc trả lời"),
        (
            with_("so_nguoi", maximum=12000),
            "“Số người”: số lớn nhất đổi từ “–” thành “12.000”",
        ),
        (with_("so_nguoi", unit=None), "“Số người”: đơn vị tính đổi từ “người” thành “–”"),
        (
            with_("ngay", minimum="2026-01-02"),
            "“Ngày ký”: ngày sớm nhất đổi từ “–” thành “02/01/2026”",
        ),
        (
            with_("ngay_gui", at_least="ngay"),
            "“Ngày gửi”: không trước câu đổi từ “–” thành “Ngày ký”",
        ),
        (with_("ty_le", maximum=120), "“Tỷ lệ”: tỷ lệ cao nhất (%) đổi từ “–” thành “120”"),
        (
            with_("ty_le", running=True),
            "“Tỷ lệ”: lũy kế từ đầu phong trào đổi từ “Không” thành “Có”",
        ),
        (
            with_("duong_truyen", show_when={"field": "hinh_thuc", "is": "b"}),
            "“Đường truyền”: chỉ hỏi khi đổi từ “–” thành “Hình thức: Trực tuyến”",
        ),
        (
            with_("duong_truyen", show_when={"field": "da_ban_hanh", "is": False}),
            "“Đường truyền”: chỉ hỏi khi đổi từ “–” thành “Đã ban hành: Không”",
        ),
        ([FIELDS[-1], *FIELDS[:-1]], "“Đường truyền” chuyển lên đầu"),
        ([*FIELDS[1:], FIELDS[0]], "“Đã ban hành” chuyển xuống sau “Đường truyền”"),
    ],
)
def test_one_difference_is_one_sentence(new, sentence):
    assert told(new) == [sentence]


def test_a_question_is_asked_again():
    assert told(FIELDS, with_("ngay", retired=True)) == ["hỏi lại “Ngày ký”"]


def test_choices_are_told_one_by_one():
    choices = [
        {"key": "a", "label": "Tại chỗ"},
        {"key": "c", "label": "Cũ"},
        {"key": "d", "label": "Kết hợp"},
    ]
    retired = [FIELDS[5]["choices"][0], {"key": "b", "label": "Trực tuyến", "retired": True},
               FIELDS[5]["choices"][2]]  # fmt: skip

    assert told(with_("hinh_thuc", choices=choices)) == [
        "“Hình thức”: lựa chọn “Trực tiếp” đổi tên thành “Tại chỗ”",
        "“Hình thức”: dùng lại lựa chọn “Cũ”",
        "“Hình thức”: thêm lựa chọn “Kết hợp”",
        "“Hình thức”: bỏ lựa chọn “Trực tuyến”",
    ]
    assert told(with_("hinh_thuc", choices=retired)) == [
        "“Hình thức”: thôi dùng lựa chọn “Trực tuyến”"
    ]


def test_groups_are_told_as_groups():
    old = [HEAD, *FIELDS]

    assert told([HEAD, *with_("da_ban_hanh", group="nhom")]) == [
        "thêm nhóm câu hỏi “Văn bản”",
        "“Đã ban hành”: thuộc nhóm đổi từ “–” thành “Văn bản”",
    ]
    assert told([{**HEAD, "label": "Giấy tờ"}, *FIELDS], old) == [
        "nhóm câu hỏi “Văn bản” đổi thành “Giấy tờ”"
    ]
    assert told([{**HEAD, "retired": True}, *FIELDS], old) == ["thôi dùng nhóm câu hỏi “Văn bản”"]
    assert told(FIELDS, old) == ["bỏ nhóm câu hỏi “Văn bản”"]
    waits = {**HEAD, "show_when": {"field": "da_ban_hanh", "is": True}}
    assert told([FIELDS[0], waits, *FIELDS[1:]], [FIELDS[0], HEAD, *FIELDS[1:]]) == [
        "“Văn bản”: chỉ hỏi cả nhóm khi đổi từ “–” thành “Đã ban hành: Có”"
    ]


def test_another_kind_under_the_same_key_is_another_question():
    assert told(with_("ngay", kind="link")) == [
        "thêm câu hỏi “Ngày ký” (đường dẫn)",
        "bỏ câu hỏi “Ngày ký”",
    ]


def test_every_kind_has_words():
    assert set(FIELD_KINDS) == set(Kind)


FREE = [one for one in FIELDS if "of" not in one]


@given(st.permutations(FREE), st.sets(st.sampled_from([one["key"] for one in FREE])))
def test_the_moved_questions_are_the_fewest(order, gone):
    left = [one for one in order if one["key"] not in gone]
    found = differences(fields(FREE), fields(left))

    moved = {one.field.key for one in found if one.change == Change.MOVED}
    stayed = [one["key"] for one in left if one["key"] not in moved]
    assert stayed == [one["key"] for one in FREE if one["key"] in stayed]
    assert len([one for one in found if one.change == Change.REMOVED]) == len(gone)
    lengths = [1] * len(left)
    places = [FREE.index(one) for one in left]
    for here in range(len(left)):
        for there in range(here):
            if places[there] < places[here]:
                lengths[here] = max(lengths[here], lengths[there] + 1)
    assert len(stayed) == max(lengths, default=0)
