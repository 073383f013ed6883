import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.forms import forms
from lib.domain.forms.field_data import BadForm, field_from_data, field_to_data
from lib.domain.forms.fields import Choice, Counts, Field, Kind
from lib.domain.forms.forms import (
    Difference,
    Form,
    Worked,
    differences,
    figure,
    form_from_data,
    form_to_data,
    lowered,
    parse_answers,
    start,
    visible,
    worked_out,
)
from lib.errors import Problems
from lib.text import sentence

MEETINGS = Field("so", "Số hội nghị", Kind.WHOLE, required=True, unit="hội nghị", running=True)
PEOPLE = Field("luot", "Số lượt người", Kind.WHOLE, unit="lượt người", running=True)
SHARE = Field(
    "tl",
    "Tỷ lệ",
    Kind.PERCENT,
    required=True,
    numerator="Được phổ biến",
    denominator="Tổng số",
    headcount=True,
    running=True,
)
DONE = Field("da", "Đã ban hành", Kind.YES_NO, required=True)
NUMBER = Field("so_hieu", "Số hiệu", Kind.SHORT_TEXT, required=True, show_when=("da", True))
SIGNED = Field("ky", "Ngày ký", Kind.DATE, show_when=("so_hieu_loai", "moi"))
SORT = Field(
    "so_hieu_loai",
    "Loại số hiệu",
    Kind.CHOICES,
    choices=(Choice("moi", "Mới"), Choice("cu", "Cũ", retired=True)),
    show_when=("da", True),
)
OLD = Field("cu", "Câu hỏi cũ", Kind.SHORT_TEXT, required=True, retired=True)
NOTE = Field("ghi_chu", "Ghi chú", Kind.LONG_TEXT)

COUNTS = Form("II.1.1", 1, (MEETINGS, PEOPLE, OLD, NOTE))
PUBLISHED = Form("V.2.6", 2, (DONE, NUMBER, SORT, SIGNED, NOTE))
SHARES = Form("II.1.2", 1, (SHARE, NOTE))


def problems(form, raw, *, complete):
    with pytest.raises(Problems) as caught:
        parse_answers(form, raw, complete=complete)
    return [(one.reason, one.facts["key"], one.facts["field"]) for one in caught.value.problems]


def test_answers_are_parsed_and_the_rest_is_ignored():
    raw = {"so": "1.234", "luot": "", "cu": "x", "ghi_chu": " Tốt ", "la": "?"}

    assert parse_answers(COUNTS, raw, complete=True) == {"so": 1234, "ghi_chu": "Tốt"}


def test_all_problems_come_in_the_order_of_the_form():
    raw = {"ghi_chu": "\x00", "luot": "năm"}

    assert problems(COUNTS, raw, complete=True) == [
        ("required", "so", "Số hội nghị"),
        ("not_whole", "luot", "Số lượt người"),
        ("control_characters", "ghi_chu", "Ghi chú"),
    ]
    assert problems(COUNTS, raw, complete=False) == [
        ("not_whole", "luot", "Số lượt người"),
        ("control_characters", "ghi_chu", "Ghi chú"),
    ]


def test_an_unfinished_report_may_be_saved():
    assert parse_answers(COUNTS, {"luot": "5"}, complete=False) == {"luot": 5}
    assert parse_answers(SHARES, {"tl_den": "12"}, complete=False) == {"tl_den": 12}


def test_the_missing_part_of_a_share_is_named():
    assert problems(SHARES, {"tl_den": "12"}, complete=True) == [
        ("required", "tl", "Được phổ biến")
    ]
    assert problems(SHARES, {"tl_num": "1"}, complete=True) == [("required", "tl", "Tổng số")]


def test_no_is_an_answer_and_hides_what_depends_on_yes():
    raw = {"da": False, "so_hieu": "12/KH", "so_hieu_loai": ["moi"], "ky": "22/11/2026"}

    assert parse_answers(PUBLISHED, raw, complete=True) == {"da": False}


def test_what_is_shown_is_asked():
    assert problems(PUBLISHED, {"da": True}, complete=True) == [("required", "so_hieu", "Số hiệu")]
    raw = {"da": "Có", "so_hieu": "12/KH", "so_hieu_loai": ["moi"], "ky": "22/11/2026"}
    assert parse_answers(PUBLISHED, raw, complete=True) == {
        "da": True,
        "so_hieu": "12/KH",
        "so_hieu_loai": ["moi"],
        "ky": "2026-11-22",
    }


@pytest.mark.parametrize(
    ("given_now", "shown"),
    [
        ({}, ["da", "ghi_chu"]),
        ({"da": False}, ["da", "ghi_chu"]),
        ({"da": True}, ["da", "so_hieu", "so_hieu_loai", "ghi_chu"]),
        (
            {"da": True, "so_hieu_loai": ["moi"]},
            ["da", "so_hieu", "so_hieu_loai", "ky", "ghi_chu"],
        ),
        ({"da": False, "so_hieu_loai": ["moi"]}, ["da", "ghi_chu"]),
        ({"da": 1, "so_hieu_loai": "moi"}, ["da", "ghi_chu"]),
        ({"da": "True"}, ["da", "ghi_chu"]),
        ({"da": [[], {}, True]}, ["da", "ghi_chu"]),
    ],
)
def test_fields_are_shown_by_the_answers_before_them(given_now, shown):
    assert [field.key for field in visible(PUBLISHED, given_now)] == shown


def test_retired_fields_are_not_shown():
    assert [field.key for field in visible(COUNTS, {})] == ["so", "luot", "ghi_chu"]


def test_a_form_starts_from_its_answers_and_the_head_count():
    assert start(COUNTS, {"so": 1234, "cu": "x"}) == {"so": "1.234"}
    assert start(SHARES, {}, head_count=1200) == {"tl_den": "1.200"}
    assert start(SHARES, {"tl_den": 7}, head_count=12) == {"tl_den": "7"}
    assert start(SHARES, {}, head_count=0) == {}
    assert start(SHARES, {}) == {}


@pytest.mark.parametrize(
    ("form", "before", "after", "keys"),
    [
        (COUNTS, {"so": 3, "luot": 40}, {"so": 3, "luot": 41}, []),
        (COUNTS, {"so": 3, "luot": 40}, {"so": 2, "luot": 39}, ["so", "luot"]),
        (COUNTS, {"so": 3}, {}, ["so"]),
        (COUNTS, {}, {"so": 0}, []),
        (COUNTS, {"so": 0}, {"so": 0, "ghi_chu": "x"}, []),
        (SHARES, {"tl_num": 5, "tl_den": 9}, {"tl_num": 5, "tl_den": 8}, []),
        (SHARES, {"tl_num": 5, "tl_den": 9}, {"tl_num": 4, "tl_den": 4}, ["tl"]),
    ],
)
def test_running_totals_that_went_down_are_found(form, before, after, keys):
    assert [field.key for field in lowered(form, before, after)] == keys


def test_only_running_totals_may_not_go_down():
    area = Field("dt", "Diện tích", Kind.DECIMAL, running=True)
    other = Field("khac", "Số khác", Kind.WHOLE)
    form = Form("x", 1, (area, other))

    found = lowered(form, {"dt": "10.5", "khac": 9}, {"dt": "9.75", "khac": 1})

    assert found == [area]


@pytest.mark.parametrize(
    ("form", "values", "shown"),
    [
        (COUNTS, {}, ""),
        (COUNTS, {"ghi_chu": "x"}, ""),
        (COUNTS, {"so": 3, "luot": 40, "ghi_chu": "x"}, "3 hội nghị · 40 lượt người"),
        (COUNTS, {"luot": 0}, "0 lượt người"),
        (SHARES, {"tl_num": 10, "tl_den": 12}, "10/12 (83,3 %)"),
        (SHARES, {"tl_den": 12}, ""),
        (PUBLISHED, {"da": True, "so_hieu": "12/KH"}, "Có"),
    ],
)
def test_a_list_shows_the_figures(form, values, shown):
    assert figure(form, values) == shown


def test_differences_are_told_field_by_field():
    mine = {"so": 3, "luot": 40, "ghi_chu": "a"}
    theirs = {"so": 4, "ghi_chu": "a", "cu": "x"}

    assert differences(COUNTS, mine, theirs) == [
        Difference("so", "Số hội nghị", "3 hội nghị", "4 hội nghị"),
        Difference("luot", "Số lượt người", "40 lượt người", "–"),
    ]
    assert differences(SHARES, {"tl_num": 1, "tl_den": 2}, {"tl_num": 1, "tl_den": 3}) == [
        Difference("tl", "Tỷ lệ", "1/2 (50,0 %)", "1/3 (33,3 %)")
    ]
    assert differences(COUNTS, mine, mine) == []


HEAD = Field("nhom", "Hội nghị", Kind.GROUP, show_when=("da", True))
PLACE = Field("noi", "Nơi họp", Kind.SHORT_TEXT, required=True, group="nhom")
HALL = Field("phong", "Phòng", Kind.SHORT_TEXT, group="nhom", show_when=("so_hieu_loai", "moi"))
GROUPED = Form("nhom", 1, (DONE, SORT, HEAD, PLACE, HALL, NOTE))


@pytest.mark.parametrize(
    ("given_now", "shown"),
    [
        ({"da": True}, ["da", "so_hieu_loai", "nhom", "noi", "ghi_chu"]),
        (
            {"da": True, "so_hieu_loai": ["moi"]},
            ["da", "so_hieu_loai", "nhom", "noi", "phong", "ghi_chu"],
        ),
        ({"da": False, "so_hieu_loai": ["moi"]}, ["da", "ghi_chu"]),
    ],
    ids=["group", "group and own rule", "no group, whatever the own rule"],
)
def test_a_group_is_asked_by_its_rule_and_its_questions_by_theirs_too(given_now, shown):
    assert [field.key for field in visible(GROUPED, given_now)] == shown


def test_a_heading_without_questions_is_left_out():
    alone = visible(GROUPED, {"da": True}, without=(PLACE,))

    assert [field.key for field in alone] == ["da", "so_hieu_loai", "ghi_chu"]


def test_answers_of_a_hidden_group_are_dropped_and_not_missed():
    raw = {"noi": "Hội trường", "nhom": "x", "ghi_chu": "y"}

    assert parse_answers(GROUPED, {"da": False, **raw}, complete=True) == {
        "da": False, "ghi_chu": "y",
    }  # fmt: skip
    assert parse_answers(GROUPED, {"da": True, **raw}, complete=True) == {
        "da": True, "noi": "Hội trường", "ghi_chu": "y",
    }  # fmt: skip
    assert problems(GROUPED, {"da": True}, complete=True) == [("required", "noi", "Nơi họp")]


MEN = Field("nam", "Nam", Kind.WHOLE, required=True)
WOMEN = Field("nu", "Nữ", Kind.DECIMAL, show_when=("da", True))
BOTH = Field("tong", "Tổng", Kind.SUM, unit="người", of=("nam", "nu"))
REST = Field("con", "Còn lại", Kind.DIFFERENCE, of=("tong", "nu"))
OUT_OF = Field("tl_nu", "Tỷ lệ nữ", Kind.SHARE, of=("nu", "tong"))
WORKED = Form("tinh", 1, (DONE, MEN, WOMEN, BOTH, REST, OUT_OF))


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ({"da": True, "nam": "3", "nu": "0,1"},
         {"tong": "3.1", "con": "3", "tl_nu_num": "0.1", "tl_nu_den": "3.1"}),
        ({"da": True, "nam": "3", "nu": ""}, {}),
        ({"da": True, "nam": "", "nu": "4"}, {}),
        ({"da": True, "nam": "0", "nu": "0"}, {"tong": "0", "con": "0"}),
        ({"da": False, "nam": "3", "nu": "4"}, {"tong": 3}),
        ({"da": True, "nam": "999.999.999.999.999", "nu": "0,00000000000000000000000001"},
         {"tong": "999999999999999.00000000000000000000000001", "con": "999999999999999",
          "tl_nu_num": "0.00000000000000000000000001",
          "tl_nu_den": "999999999999999.00000000000000000000000001"}),
    ],
    ids=["all", "a part is empty", "another is empty", "nothing to divide by", "one is not asked",
         "no digit is lost"],
)  # fmt: skip
def test_what_is_worked_out_is_stored_with_the_answers(raw, found):
    hostile = {"tong": "999", "con": 999, "tl_nu_num": "1", "tl_nu_den": "1", "tl_nu": "1"}

    values = parse_answers(WORKED, raw | hostile, complete=False)

    assert {key: value for key, value in values.items() if key not in {"da", "nam", "nu"}} == found
    assert parse_answers(WORKED, start(WORKED, values), complete=False) == values


def test_a_negative_difference_has_no_share():
    less = Field("x", "X", Kind.DIFFERENCE, of=("so", "luot"))
    form = Form("x", 1, (MEETINGS, PEOPLE, less, Field("y", "Y", Kind.SHARE, of=("x", "luot"))))

    values = parse_answers(form, {"so": "2", "luot": "5"}, complete=True)

    assert values == {"so": 2, "luot": 5, "x": -3}


def test_what_is_worked_out_is_never_missing_nor_a_difference_of_people():
    values = parse_answers(WORKED, {"da": False, "nam": "3"}, complete=True)

    assert differences(WORKED, values, values | {"nam": 4, "tong": 4}) == [
        Difference("nam", "Nam", "3", "4")
    ]
    assert problems(WORKED, {"da": True}, complete=True) == [("required", "nam", "Nam")]
    assert figure(WORKED, values) == "3 · 3 người"


def test_what_is_typed_is_worked_out_as_far_as_it_can_be_read():
    found = worked_out(WORKED, {"da": True, "nam": "ba", "nu": "4", "tong": "9"})

    assert found == {
        "tong": Worked("", "Nam + Nữ"),
        "con": Worked("", "Tổng \u2212 Nữ"),
        "tl_nu": Worked("", "Nữ / Tổng"),
    }
    found = worked_out(WORKED, {"da": True, "nam": "1.000", "nu": "4"})
    assert [one.shown for one in found.values()] == ["1.004 người", "1.000", "4/1.004 (0,4 %)"]
    assert worked_out(COUNTS, {"so": "3"}) == {}


MET = Field("hop", "Họp", Kind.ROWS, show_when=("da", True), columns=(
    Field("noi", "Nơi", Kind.SHORT_TEXT), Field("nguoi", "Người", Kind.WHOLE),
    Field("gio", "Giờ", Kind.DECIMAL),
))  # fmt: skip
TIMES = Field("so_cuoc", "Số cuộc", Kind.TOTAL, unit="cuộc", of=("hop",))
PEOPLE_MET = Field("luot", "Lượt người", Kind.TOTAL, of=("hop",), column="nguoi")
HOURS = Field("so_gio", "Số giờ", Kind.TOTAL, of=("hop",), column="gio")
MEAN = Field("moi_cuoc", "Mỗi cuộc", Kind.SHARE, of=("so_cuoc", "luot"))
MEETINGS_HELD = Form("hop", 1, (DONE, MET, TIMES, PEOPLE_MET, HOURS, MEAN))


@pytest.mark.parametrize(
    ("rows", "totals"),
    [
        ([{"noi": "A", "nguoi": "120", "gio": "0,1"}, {"nguoi": "3", "gio": "0,2"}],
         {"so_cuoc": 2, "luot": 123, "so_gio": "0.3", "moi_cuoc_num": 2, "moi_cuoc_den": 123}),
        ([{"noi": "A"}, {"noi": "B", "gio": ""}], {"so_cuoc": 2}),
        ([{}, {"noi": " "}], {}),
        ([], {}),
    ],
    ids=["numbers", "no numbers", "blank rows", "no rows"],
)  # fmt: skip
def test_totals_of_rows_are_answers_of_their_own(rows, totals):
    raw = {"da": True, "hop": rows, "so_cuoc": "99", "luot": 99}

    values = parse_answers(MEETINGS_HELD, raw, complete=False)

    assert {key: value for key, value in values.items() if key not in {"da", "hop"}} == totals
    assert parse_answers(MEETINGS_HELD, start(MEETINGS_HELD, values), complete=False) == values
    assert parse_answers(MEETINGS_HELD, raw | {"da": False}, complete=False) == {"da": False}


def test_how_totals_come_about_is_told():
    found = worked_out(MEETINGS_HELD, {"da": True, "hop": [{"nguoi": "1.000"}]})

    assert found["so_cuoc"] == Worked("1 cuộc", "Họp: số dòng")
    assert found["luot"] == Worked("1.000", "Họp: Người")


COLUMNS = (
    Field("v", "V", Kind.SHORT_TEXT, max_length=100), Field("w", "W", Kind.WHOLE),
    Field("x", "X", Kind.DATE, retired=True), Field("z", "Z", Kind.DECIMAL),
)  # fmt: skip
EVERYTHING = Form(
    "tat_ca",
    3,
    (
        Field("a", "A", Kind.SHORT_TEXT, help="Giúp", max_length=100),
        Field("b", "B", Kind.LONG_TEXT, retired=True),
        Field("c", "C", Kind.WHOLE, required=True, unit="cuộc", minimum=-1, maximum=9),
        Field("d", "D", Kind.DECIMAL, minimum=Decimal("-1.5"), maximum=7, running=True),
        Field("e", "E", Kind.PERCENT, maximum=150, numerator="N", denominator="M", headcount=True),
        Field("f", "F", Kind.DATE, minimum=date(2026, 1, 1), maximum=date(2026, 12, 31)),
        Field("g", "G", Kind.YES_NO),
        Field(
            "h",
            "H",
            Kind.CHOICE,
            choices=(Choice("x", "X"), Choice("y", "Y", retired=True)),
            show_when=("g", False),
        ),
        Field("i", "I", Kind.CHOICES, choices=(Choice("x", "X"),), show_when=("h", "x")),
        Field("k", "K", Kind.LINK),
        Field("l", "L", Kind.YEAR, minimum=1930, maximum=2015),
        Field("m", "M", Kind.WHOLE, at_least="l", at_most="d"),
        Field("n", "N", Kind.PERSON, max_length=100),
        Field("o", "O", Kind.SUM, unit="cuộc", of=("c", "d", "m")),
        Field("p", "P", Kind.DIFFERENCE, of=("o", "c")),
        Field("t", "T", Kind.ROWS, columns=COLUMNS, required=True),
        Field("u", "U", Kind.TOTAL, unit="người", of=("t",), column="w"),
        Field("v", "V", Kind.FILES, required=True, max_files=3, types=("image", "pdf")),
        Field("r", "R", Kind.GROUP, help="Giúp", show_when=("g", True)),
        Field("s", "S", Kind.LINK, group="r", required=True),
        Field("q", "Q", Kind.SHARE, of=("c", "o"), show_when=("g", True)),
        Field("x", "X", Kind.PERSONAL, required=True),
    ),
)


def test_a_form_goes_through_json_and_back():
    data = json.loads(json.dumps(form_to_data(EVERYTHING)))

    assert form_from_data(data) == EVERYTHING
    assert {field.kind for field in EVERYTHING.fields} == set(Kind)
    assert data["fields"][3] == {
        "key": "d",
        "label": "D",
        "kind": "decimal",
        "minimum": "-1.5",
        "maximum": 7,
        "running": True,
    }


TOTAL = {"label": "Tổng số", "kind": "whole"}
DAY = {"label": "Từ ngày", "kind": "date"}


def bounded(first, bound, **second):
    """A form of two fields, of which the second is bound by the first."""
    fields = [{"key": "a"} | first, first | {"key": "b", "label": "B", bound: "a"} | second]
    return form_from_data({"key": "f", "version": 1, "fields": fields})


@pytest.mark.parametrize(
    ("form", "raw", "reason"),
    [
        (bounded(TOTAL, "at_most"), {"a": "13", "b": "15"}, "above_other"),
        (bounded(TOTAL, "at_most"), {"a": "13", "b": "13"}, None),
        (bounded(TOTAL, "at_most"), {"a": "", "b": "15"}, None),
        (bounded(TOTAL, "at_most", kind="decimal"), {"a": "13", "b": "13,5"}, "above_other"),
        (bounded(TOTAL, "at_most", kind="decimal"), {"a": "13", "b": "9,5"}, None),
        (bounded(TOTAL, "at_least"), {"a": "13", "b": "12"}, "below_other"),
        (bounded(TOTAL, "at_least"), {"a": "13", "b": "14"}, None),
        (bounded(DAY, "at_least"), {"a": "02/01/2026", "b": "01/01/2026"}, "below_other_day"),
        (bounded(DAY, "at_most"), {"a": "31/12/2025", "b": "01/01/2026"}, "above_other_day"),
        (bounded(DAY, "at_least"), {"a": "31/12/2025", "b": "01/01/2026"}, None),
    ],
)
def test_an_answer_keeps_within_another_one(form, raw, reason):
    if reason is None:
        parse_answers(form, raw, complete=False)
        return
    with pytest.raises(Problems) as caught:
        parse_answers(form, raw, complete=False)
    (problem,) = caught.value.problems
    assert (problem.reason, problem.facts["key"]) == (reason, "b")
    assert first_label(form) in sentence(problem)


def first_label(form):
    return form.fields[0].label


def test_what_is_not_asked_bounds_nothing():
    form = form_from_data(
        {
            "key": "f",
            "version": 1,
            "fields": [
                {"key": "y", "label": "Y", "kind": "yes_no"},
                {"key": "a", "show_when": {"field": "y", "is": True}} | TOTAL,
                {"key": "b", "at_most": "a"} | TOTAL,
            ],
        }
    )

    assert parse_answers(form, {"y": False, "a": "3", "b": "5"}, complete=False) == {
        "y": False, "b": 5,
    }  # fmt: skip


def test_the_forms_of_the_2021_campaign_are_good():
    path = Path(__file__).parents[3] / "data" / "campaigns" / "bau-cu-2021.yaml"
    campaign = yaml.safe_load(path.read_text(encoding="utf-8"))

    forms = [
        form_from_data(
            {
                "key": task["code"],
                "version": 1,
                "fields": task["form"] + campaign["common_fields"],
            }
        )
        for task in campaign["tasks"]
    ]

    assert len(forms) == 35
    reports = [one["code"] for one in campaign["tasks"] if one.get("unit_report")]
    assert [form.key for form in forms if not form.figures] == reports


A = {"key": "a", "label": "A", "kind": "whole"}
B, C = A | {"key": "b"}, A | {"key": "c"}
SUM = {"key": "s", "label": "S", "kind": "sum", "of": ["a", "b"]}
ROWS = {"key": "r", "label": "R", "kind": "rows", "columns": [A]}
ROWS_TOTAL = {"key": "t", "label": "T", "kind": "total", "of": ["r"]}
HEADING = {"key": "g", "label": "G", "kind": "group"}
WHOLE = {"key": "w", "label": "W", "kind": "whole"}
YES = {"key": "y", "label": "Y", "kind": "yes_no"}
LIST = {"key": "l", "label": "L", "kind": "choice", "choices": [{"key": "x", "label": "X"}]}


@pytest.mark.parametrize(
    ("listed", "field", "key", "reason"),
    [
        (["a"], "", "fields", "wrong_type"),
        ([{}], "None", "key", "bad_key"),
        ([A | {"key": "Số"}], "Số", "key", "bad_key"),
        ([A | {"key": "a" * 41}], "a" * 41, "key", "bad_key"),
        ([A, A], "a", "key", "duplicate"),
        (
            [
                {"key": "a", "label": "A", "kind": "percent", "numerator": "N", "denominator": "M"},
                A | {"key": "a_num"},
            ],
            "a_num",
            "key",
            "duplicate",
        ),
        ([A | {"kind": "number"}], "a", "kind", "unknown_kind"),
        ([A | {"kind": ["whole"]}], "a", "kind", "unknown_kind"),
        ([{"key": "a", "kind": "whole"}], "a", "label", "missing"),
        ([A | {"label": " "}], "a", "label", "missing"),
        ([A | {"label": 5}], "a", "label", "wrong_type"),
        ([A | {"colour": "red"}], "a", "colour", "unknown_key"),
        ([A | {7: 8}], "a", "7", "unknown_key"),
        ([A | {"max_length": 5}], "a", "max_length", "unknown_key"),
        ([YES | {"running": True}], "y", "running", "unknown_key"),
        ([A | {"required": "yes"}], "a", "required", "wrong_type"),
        ([A | {"at_most": "a"}], "a", "at_most", "bad_comparison"),
        ([A | {"at_least": "b"}], "a", "at_least", "bad_comparison"),
        ([A | {"at_most": 5}], "a", "at_most", "wrong_type"),
        ([YES, A | {"at_most": "y"}], "a", "at_most", "bad_comparison"),
        ([A, YES | {"kind": "date", "at_most": "a"}], "y", "at_most", "bad_comparison"),
        ([YES | {"at_most": "y"}], "y", "at_most", "unknown_key"),
        ([YES | {"counts": "published_documents"}], "y", "counts", "unknown_key"),
        ([WHOLE | {"counts": "people"}], "w", "counts", "unknown_count"),
        ([WHOLE | {"counts": True}], "w", "counts", "unknown_count"),
        ([A | {"minimum": 1.5}], "a", "minimum", "wrong_type"),
        ([A | {"minimum": True}], "a", "minimum", "wrong_type"),
        ([A | {"minimum": "nan"}], "a", "minimum", "wrong_type"),
        ([A | {"minimum": "x"}], "a", "minimum", "wrong_type"),
        ([A | {"maximum": 10**16}], "a", "maximum", "out_of_range"),
        ([A | {"minimum": 3, "maximum": 2}], "a", "maximum", "out_of_range"),
        ([YES | {"kind": "date", "maximum": "31/12/2026"}], "y", "maximum", "wrong_type"),
        ([YES | {"kind": "date", "maximum": 2026}], "y", "maximum", "wrong_type"),
        ([YES | {"kind": "date", "minimum": date(1800, 1, 1)}], "y", "minimum", "out_of_range"),
        (
            [YES | {"kind": "date", "minimum": date(2026, 1, 2), "maximum": "2026-01-01"}],
            "y",
            "maximum",
            "out_of_range",
        ),
        ([YES | {"kind": "short_text", "max_length": 251}], "y", "max_length", "out_of_range"),
        ([YES | {"kind": "short_text", "max_length": True}], "y", "max_length", "wrong_type"),
        ([YES | {"kind": "percent", "numerator": "N"}], "y", "denominator", "missing"),
        (
            [YES | {"kind": "percent", "numerator": "N", "denominator": "M", "maximum": 99}],
            "y",
            "maximum",
            "out_of_range",
        ),
        ([LIST | {"choices": []}], "l", "choices", "missing"),
        ([LIST | {"choices": "x"}], "l", "choices", "wrong_type"),
        ([LIST | {"choices": ["x"]}], "l", "choices", "wrong_type"),
        ([LIST | {"choices": LIST["choices"] * 2}], "l", "choices", "duplicate"),
        ([LIST | {"choices": [{"key": "X", "label": "X"}]}], "l", "choices", "bad_key"),
        (
            [LIST | {"choices": [{"key": "x", "label": "X"}, {"key": "y", "label": "X"}]}],
            "l",
            "choices",
            "duplicate",
        ),
        ([LIST | {"choices": [{"key": "x", "label": "X", "z": 1}]}], "l", "z", "unknown_key"),
        ([YES, A | {"show_when": "y"}], "a", "show_when", "wrong_type"),
        ([YES, A | {"show_when": {"field": "y", "is": 1}}], "a", "show_when", "wrong_type"),
        ([YES, A | {"show_when": {"field": "y", "is": "x"}}], "a", "show_when", "bad_condition"),
        ([A | {"show_when": {"field": "y", "is": True}}, YES], "a", "show_when", "bad_condition"),
        ([LIST, A | {"show_when": {"field": "l", "is": "z"}}], "a", "show_when", "bad_condition"),
        ([ROWS | {"columns": []}], "r", "columns", "missing"),
        ([ROWS | {"columns": "x"}], "r", "columns", "wrong_type"),
        ([ROWS | {"columns": ["x"]}], "r", "columns", "wrong_type"),
        ([ROWS | {"columns": [A | {"retired": True}]}], "r", "columns", "column_count"),
        (
            [ROWS | {"columns": [A | {"key": f"k{n}", "label": f"{n}"} for n in range(7)]}],
            "r",
            "columns",
            "column_count",
        ),
        ([ROWS | {"columns": [A, A | {"label": "B"}]}], "r", "columns", "duplicate"),
        ([ROWS | {"columns": [A, B]}], "r", "columns", "duplicate"),
        ([ROWS | {"columns": [A | {"key": "Á"}]}], "r", "columns", "bad_key"),
        ([ROWS | {"columns": [A | {"kind": "rows"}]}], "r", "columns", "unknown_kind"),
        ([ROWS | {"columns": [A | {"kind": ["whole"]}]}], "r", "columns", "unknown_kind"),
        ([ROWS | {"columns": [A | {"unit": "x"}]}], "r", "unit", "unknown_key"),
        ([A | {"columns": [B]}], "a", "columns", "unknown_key"),
        ([ROWS, ROWS_TOTAL | {"of": ["r", "r"]}], "t", "of", "operand_count"),
        ([ROWS, ROWS_TOTAL | {"column": "b"}], "t", "of", "bad_operand"),
        (
            [ROWS | {"columns": [A | {"kind": "date"}]}, ROWS_TOTAL | {"column": "a"}],
            "t",
            "of",
            "bad_operand",
        ),
        ([A, ROWS_TOTAL | {"of": ["a"]}], "t", "of", "bad_operand"),
        ([ROWS, A, SUM | {"of": ["r", "a"]}], "s", "of", "bad_operand"),
        ([ROWS | {"retired": True}, ROWS_TOTAL], "t", "of", "bad_operand"),
        ([A | {"group": "g"}], "a", "group", "bad_group"),
        ([A, B | {"group": "a"}], "b", "group", "bad_group"),
        ([A | {"group": "g"}, HEADING], "a", "group", "bad_group"),
        ([HEADING | {"retired": True}, A | {"group": "g"}], "a", "group", "bad_group"),
        ([HEADING, A, B | {"group": "g"}], "b", "group", "bad_group"),
        ([HEADING, HEADING | {"key": "h"}, A | {"group": "g"}], "a", "group", "bad_group"),
        ([HEADING, HEADING | {"key": "h", "group": "g"}], "h", "group", "unknown_key"),
        ([HEADING | {"required": True}], "g", "required", "unknown_key"),
        ([HEADING, A | {"group": ["g"]}], "a", "group", "wrong_type"),
        (
            [HEADING, A | {"show_when": {"field": "g", "is": True}}],
            "a",
            "show_when",
            "bad_condition",
        ),
        ([A, B, SUM | {"of": None}], "s", "of", "missing"),
        ([A, B, SUM | {"of": "ab"}], "s", "of", "wrong_type"),
        ([A, B, SUM | {"of": ["a", ["b"]]}], "s", "of", "wrong_type"),
        ([A, B, SUM | {"of": ["a"]}], "s", "of", "operand_count"),
        ([A, B, SUM | {"of": ["a", "a"]}], "s", "of", "operand_count"),
        ([A, B, C, SUM | {"kind": "share", "of": ["a", "b", "c"]}], "s", "of", "operand_count"),
        ([A, B, SUM | {"of": ["a", "s"]}], "s", "of", "bad_operand"),
        ([A, SUM, B], "s", "of", "bad_operand"),
        ([A, YES, SUM | {"of": ["a", "y"]}], "s", "of", "bad_operand"),
        ([A, B | {"retired": True}, SUM], "s", "of", "bad_operand"),
        ([A, B, SUM | {"required": True}], "s", "required", "unknown_key"),
        ([A, B, SUM | {"running": True}], "s", "running", "unknown_key"),
        ([A, B, SUM, C | {"at_most": "s"}], "c", "at_most", "bad_comparison"),
        ([A | {"of": ["b", "c"]}], "a", "of", "unknown_key"),
        (
            [A, B, SUM | {"kind": "share"}, C, {**SUM, "key": "t", "of": ["s", "c"]}],
            "t",
            "of",
            "bad_operand",
        ),
    ],
)
def test_bad_fields_are_refused_by_name(listed, field, key, reason):
    with pytest.raises(BadForm) as caught:
        form_from_data({"key": "f", "version": 1, "fields": listed})

    assert (caught.value.field, caught.value.key, caught.value.reason) == (field, key, reason)
    assert str(caught.value) == f"field {field!r}, key {key!r}: {reason}"


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        ({"key": ""}, "key", "missing"),
        ({"key": None}, "key", "missing"),
        ({"version": 0}, "version", "wrong_type"),
        ({"version": True}, "version", "wrong_type"),
        ({"version": "1"}, "version", "wrong_type"),
        ({"fields": {}}, "fields", "wrong_type"),
        ({"title": "x"}, "title", "unknown_key"),
    ],
)
def test_bad_forms_are_refused(change, key, reason):
    with pytest.raises(BadForm) as caught:
        form_from_data({"key": "f", "version": 1, "fields": [A]} | change)

    assert (caught.value.field, caught.value.key, caught.value.reason) == ("", key, reason)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(["key", "label", "field", "is"]), inner
        )
    ),
    max_leaves=6,
)


@given(st.sampled_from([field.key for field in EVERYTHING.fields]), st.data())
def test_any_change_of_a_good_form_is_read_or_refused(name, data):
    form = form_to_data(EVERYTHING)
    (field,) = (one for one in form["fields"] if one["key"] == name)
    field[data.draw(st.sampled_from(sorted(field)))] = data.draw(JUNK)

    try:
        read = form_from_data(form)
    except BadForm:
        return

    assert form_from_data(form_to_data(read)) == read


@given(
    st.dictionaries(st.sampled_from([f.key for f in EVERYTHING.fields] + ["e_num", "e_den"]), JUNK)
)
def test_any_junk_gives_answers_or_problems(raw):
    try:
        values = parse_answers(EVERYTHING, raw, complete=False)
    except Problems:
        return

    assert parse_answers(EVERYTHING, start(EVERYTHING, values), complete=False) == values
    assert lowered(EVERYTHING, values, values) == []
    assert differences(EVERYTHING, values, values) == []


SHOWN_FILES = form_from_data({"key": "f", "version": 1, "fields": [
    {"key": "co", "label": "Có họp", "kind": "yes_no"},
    {"key": "bb", "label": "Biên bản", "kind": "files", "required": True,
     "show_when": {"field": "co", "is": True}},
    {"key": "anh", "label": "Ảnh", "kind": "files"},
]})  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "files", "reasons"),
    [
        ({"co": True}, {}, [("file_needed", "bb")]),
        ({"co": True}, {"anh": ["a.png"]}, [("file_needed", "bb")]),
        ({"co": True, "bb": ["a.pdf"]}, {}, [("file_needed", "bb")]),
        ({"co": True}, {"bb": []}, [("file_needed", "bb")]),
        ({"co": True}, {"bb": ["a.pdf"]}, []),
        ({"co": False}, {}, []),
    ],
)
def test_a_file_is_needed_where_its_question_is_asked(raw, files, reasons):
    assert parse_answers(SHOWN_FILES, raw, complete=False, files=files) == {"co": raw["co"]}
    if not reasons:
        assert parse_answers(SHOWN_FILES, raw, complete=True, files=files) == {"co": raw["co"]}
        return
    with pytest.raises(Problems) as caught:
        parse_answers(SHOWN_FILES, raw, complete=True, files=files)
    assert [(one.reason, one.facts["key"]) for one in caught.value.problems] == reasons


def test_names_of_files_are_read_where_files_answer_and_nowhere_else():
    files = {"bb": ["a.pdf", "b.pdf"], "co": ["c.pdf"], "gone": ["d.pdf"], "anh": []}

    told = forms.with_files(SHOWN_FILES, {"co": True}, files)

    assert told == {"co": True, "bb": ["a.pdf", "b.pdf"]}
    assert [field.key for field in SHOWN_FILES.files] == ["bb", "anh"]


@pytest.mark.parametrize(
    ("said", "key", "reason"),
    [
        ({"max_files": 0}, "max_files", "out_of_range"),
        ({"max_files": 21}, "max_files", "out_of_range"),
        ({"max_files": True}, "max_files", "wrong_type"),
        ({"max_files": "3"}, "max_files", "wrong_type"),
        ({"types": "pdf"}, "types", "wrong_type"),
        ({"types": ["exe"]}, "types", "unknown_type"),
        ({"types": [["pdf"]]}, "types", "unknown_type"),
        ({"unit": "tệp"}, "unit", "unknown_key"),
    ],
)
def test_what_a_question_for_files_may_not_say(said, key, reason):
    asked = {"key": "bb", "label": "Biên bản", "kind": "files", **said}

    with pytest.raises(BadForm) as caught:
        form_from_data({"key": "f", "version": 1, "fields": [asked]})

    assert (caught.value.key, caught.value.reason) == (key, reason)


def test_what_a_number_may_be_taken_over_from_goes_there_and_back():
    given = {"key": "w", "label": "W", "kind": "whole", "counts": "acknowledged_people"}

    field = field_from_data(given)

    assert field.counts == Counts.ACKNOWLEDGED_PEOPLE
    assert field_to_data(field) == given
