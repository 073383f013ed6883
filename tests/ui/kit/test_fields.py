"""Each test runs a page whose form is this file's FORM."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lib import text
from lib.domain.forms import kinds
from lib.domain.forms.fields import Choice, Field, Kind, Value
from lib.domain.forms.forms import Form, parse_answers
from lib.ui.kit.field_widgets import DRAWINGS

FEW = (Choice("tot", "Tốt"), Choice("kha", "Khá"), Choice("cu", "Cũ", retired=True))
MANY = tuple(Choice(f"k{n}", f"Một lựa chọn dài, số {n}") for n in range(4))
COLUMNS = (Field("noi", "Nơi", Kind.SHORT_TEXT), Field("nguoi", "Người", Kind.WHOLE))
FORM = Form(
    "f",
    1,
    (
        Field("ten", "Tên", Kind.SHORT_TEXT, help="Ghi *đủ*", required=True),
        Field("nguoi", "Họ và tên", Kind.PERSON),
        Field("ghi_chu", "Ghi chú", Kind.LONG_TEXT),
        Field("so", "Số hội nghị", Kind.WHOLE, unit="hội nghị", required=True),
        Field("dt", "Diện tích", Kind.DECIMAL, unit="m²"),
        Field(
            "tl",
            "Tỷ lệ",
            Kind.PERCENT,
            unit="người",
            numerator="Được phổ biến",
            denominator="Tổng số",
        ),
        Field("ngay", "Ngày", Kind.DATE),
        Field("nam", "Năm", Kind.YEAR),
        Field("da", "Đã ban hành", Kind.YES_NO),
        Field("so_hieu", "Số hiệu", Kind.SHORT_TEXT, show_when=("da", True)),
        Field("xl", "Xếp loại", Kind.CHOICE, choices=FEW),
        Field("loai", "Loại", Kind.CHOICE, choices=MANY),
        Field("nhieu", "Các loại", Kind.CHOICES, choices=FEW),
        Field("cac", "Các lựa chọn", Kind.CHOICES, choices=MANY),
        Field("lk", "Đường dẫn", Kind.LINK),
        Field("cccd", "Số định danh", Kind.PERSONAL),
        Field("tong", "Tổng số", Kind.SUM, unit="hội nghị", of=("so", "dt")),
        Field("hieu", "Còn lại", Kind.DIFFERENCE, of=("so", "dt")),
        Field("phan", "Một phần", Kind.SHARE, of=("dt", "so")),
        Field("hop", "Các cuộc họp", Kind.ROWS, columns=COLUMNS),
        Field("dong", "Số cuộc họp", Kind.TOTAL, of=("hop",)),
        Field("nguoi_hop", "Số người họp", Kind.TOTAL, of=("hop",), column="nguoi"),
        Field("bb", "Biên *bản*", Kind.FILES, types=("pdf",), max_files=2),
        Field("nhom", "Hội *nghị*", Kind.GROUP, show_when=("da", True)),
        Field("noi", "Nơi họp", Kind.SHORT_TEXT, group="nhom"),
        Field("them", "Ghi thêm", Kind.SHORT_TEXT, show_when=("da", True)),
        Field("bo", "Câu hỏi cũ", Kind.SHORT_TEXT, retired=True),
    ),
)
STORED: dict[str, Value] = {
    "ten": "Hội nghị",
    "nguoi": "Trần Văn Hùng",
    "ghi_chu": "a\nb",
    "so": 1234,
    "dt": "1234.5",
    "tl_num": 10,
    "tl_den": 12,
    "ngay": "2026-11-22",
    "nam": 1985,
    "da": True,
    "so_hieu": "12/KH",
    "xl": "kha",
    "loai": "k2",
    "nhieu": ["tot"],
    "cac": ["k1", "k3"],
    "lk": ["https://a.vn", "https://b.vn"],
    "cccd": "001085012789",
    "tong": "2468.5",
    "hieu": "-0.5",
    "phan_num": "1234.5",
    "phan_den": 1234,
    "hop": ['{"noi":"A","nguoi":1200}', '{"nguoi":3}'],
    "dong": 2,
    "nguoi_hop": 1203,
    "noi": "Hội trường",
    "them": "Không",
}


def page() -> None:
    import streamlit as st

    from lib.ui.kit import fields as drawn
    from tests.ui.kit.test_fields import FORM

    def changed() -> None:
        st.session_state["changes"] = st.session_state.get("changes", 0) + 1

    drawn.draw_form(
        FORM,
        st.session_state["raw"],
        key_prefix="item_1",
        on_change=changed,
        disabled=st.session_state.get("locked", False),
        problems=st.session_state.get("problems"),
        persons=st.session_state.get("persons", ()),
    )
    st.session_state["held"] = drawn.read(FORM, "item_1")


def stored_as_raw() -> dict[str, object]:
    raw: dict[str, object] = {}
    for field in FORM.fields:
        raw |= kinds.raw(field, STORED)
    return raw


def run(raw: dict[str, object], **state: object) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["raw"] = raw
    for key, value in state.items():
        app.session_state[key] = value
    return checked(app.run())


def told(app: AppTest) -> list[str]:
    """What is said below fields that are typed."""
    return [one.value for one in app.caption if not one.value.startswith(("Tự tính", "Nhận"))]


def worked(app: AppTest) -> list[str]:
    """What is worked out, in order."""
    return [one.value.strip("*") for one in app.markdown if one.value.startswith("**")]


def checked(app: AppTest) -> AppTest:
    assert [one.value for one in app.exception] == []
    return app


def test_every_field_kind_has_a_spec_and_a_drawing():
    assert set(kinds.KINDS) == set(DRAWINGS) == set(Kind)
    assert {field.kind for field in FORM.fields} == set(Kind)


def test_an_empty_form_draws_every_kind_and_answers_nothing():
    app = run({})

    assert [box.label for box in app.text_input] == [
        "Tên *",
        "Họ và tên",
        "Số hội nghị (hội nghị) *",
        "Diện tích (m²)",
        "Được phổ biến (người)",
        "Tổng số (người)",
        "Ngày",
        "Năm",
        "Số định danh",
    ]
    assert [box.label for box in app.text_area] == ["Ghi chú", "Đường dẫn"]
    assert [box.label for box in app.selectbox] == ["Loại"]
    assert [box.label for box in app.multiselect] == ["Các lựa chọn"]
    assert app.text_input(key="item_1_ten").help == "Ghi \\*đủ\\*"
    assert app.text_input(key="item_1_ngay").placeholder == text.DAY_HINT
    assert parse_answers(FORM, app.session_state["held"], complete=False) == {}


def test_widgets_start_from_the_answers_and_give_them_back():
    app = run(stored_as_raw())

    assert app.text_input(key="item_1_so").value == "1.234"
    assert app.text_input(key="item_1_dt").value == "1.234,5"
    assert app.session_state["held"] == stored_as_raw()
    assert app.text_input(key="item_1_cccd").value == "•••••• 789"
    answers = parse_answers(FORM, app.session_state["held"], complete=True, held=STORED)
    assert answers == STORED
    assert "changes" not in app.session_state


def test_what_was_typed_stays_and_is_read(recwarn):
    app = run(stored_as_raw())

    app.text_input(key="item_1_so").set_value("1.300")
    app.text_input(key="item_1_tl_num").set_value("")
    app.button_group(key="item_1_xl").set_value("tot")
    app.selectbox(key="item_1_loai").set_value(None)
    app.text_area(key="item_1_lk").set_value("https://c.vn")
    checked(app.run())
    checked(app.run())

    assert app.session_state["changes"] == 5
    after = parse_answers(FORM, app.session_state["held"], complete=False, held=STORED)
    before = {key: value for key, value in STORED.items() if key not in {"tl_num", "loai"}}
    typed = {"so": 1300, "xl": "tot", "lk": ["https://c.vn"]}
    assert after == before | typed | {"tong": "2534.5", "hieu": "65.5", "phan_den": 1300}
    assert app.session_state["held"]["tl_num"] == ""
    assert app.session_state["held"]["loai"] is None
    assert not recwarn.list


def test_what_is_worked_out_follows_what_is_typed_and_is_no_widget():
    app = run(stored_as_raw())
    assert "**2.468,5 hội nghị**" in [one.value for one in app.markdown]
    assert "Tự tính: Số hội nghị + Diện tích" in [one.value for one in app.caption]

    app.text_input(key="item_1_so").set_value("0,5")
    app.text_input(key="item_1_dt").set_value("1")
    checked(app.run())
    assert worked(app)[:3] == ["–", "–", "–"]

    app.text_input(key="item_1_so").set_value("4")
    checked(app.run())
    assert worked(app) == ["5 hội nghị", "3", "1/4 (25,0 %)", "2", "1.203"]
    assert not {"tong", "hieu", "phan", "phan_num"} & {*app.session_state["held"]}


def test_a_draft_that_brings_a_worked_out_value_shows_none():
    app = run({"tong": "999", "so": "1"})

    assert "999" not in "".join(one.value for one in app.markdown)


def test_a_person_is_chosen_from_the_list_or_typed():
    app = run({}, persons=["Nguyễn Thị Lan", "Trần Văn Hùng"])

    checked(app.selectbox(key="item_1_nguoi_listed").select("Trần Văn Hùng").run())

    assert app.text_input(key="item_1_nguoi").value == "Trần Văn Hùng"
    assert app.selectbox(key="item_1_nguoi_listed").value is None
    assert app.session_state["held"]["nguoi"] == "Trần Văn Hùng"
    assert app.session_state["changes"] == 1
    assert not told(app)

    checked(app.text_input(key="item_1_nguoi").set_value("Hoàng Văn Đức").run())

    assert app.session_state["held"]["nguoi"] == "Hoàng Văn Đức"
    assert told(app) == ["Chưa có trong danh sách của đơn vị; lưu thì được ghi thêm vào danh sách."]


def test_a_question_for_files_says_what_it_takes_and_is_no_part_of_what_is_typed():
    app = run({"bb": ["a.pdf"]})

    assert "Nhận tối đa 2 tệp." in [one.value for one in app.caption]
    assert "bb" not in app.session_state["held"]


def test_a_field_comes_and_goes_with_the_answer_it_depends_on():
    app = run({"da": False, "so_hieu": "12/KH"})
    assert "so_hieu" not in app.session_state["held"]

    app.button_group(key="item_1_da").set_value(True)
    checked(app.run())

    assert app.text_input(key="item_1_so_hieu").value == "12/KH"

    app.button_group(key="item_1_da").set_value(False)
    checked(app.run())

    assert app.session_state["held"]["da"] is False
    assert "item_1_so_hieu" not in [box.key for box in app.text_input]
    checked(app.run())
    assert "so_hieu" not in app.session_state["held"]


def test_a_group_comes_and_goes_with_its_rule_and_ends_with_a_line():
    app = run({"da": False, "noi": "Hội trường"})
    assert not app.subheader
    assert not app.divider

    app.button_group(key="item_1_da").set_value(True)
    checked(app.run())

    assert [one.value for one in app.subheader] == ["Hội \\*nghị\\*"]
    assert len(app.divider) == 1
    assert app.text_input(key="item_1_noi").value == "Hội trường"
    assert "nhom" not in app.session_state["held"]


def test_a_problem_stands_under_its_field_letter_by_letter():
    app = run({}, problems={"so": "Số *hội nghị*: vui lòng nhập, ví dụ http://a.vn [x](b)"})

    under = [
        element.value
        for before, element in zip(app.main, list(app.main)[1:], strict=False)
        if getattr(before, "key", None) == "item_1_so"
    ]
    assert under == [":red[Số \\*hội nghị\\*: vui lòng nhập, ví dụ http:\u2060//a.vn \\[x\\](b)]"]


def test_a_locked_form_shows_and_takes_nothing():
    app = run(stored_as_raw(), locked=True)

    widgets = [*app.text_input, *app.text_area, *app.selectbox, *app.multiselect]
    widgets += [*app.button_group]
    assert len(widgets) == 19
    assert all(widget.disabled for widget in widgets)


@pytest.mark.parametrize(
    "raw",
    [
        {"xl": "cu", "loai": "không có", "nhieu": ["cu", "tot"], "da": "có", "cac": "k1"},
        {"xl": 1, "loai": ["k1"], "nhieu": [["tot"], None], "da": 1, "cac": {}},
        {"ten": 5, "so": 12, "ngay": None, "lk": ["https://a.vn", 1], "ghi_chu": True},
    ],
    ids=["unknown choices", "other types", "other texts"],
)
def test_a_draft_of_another_form_never_breaks_the_page(raw):
    app = run(raw)

    assert len(app.text_input) == 9
