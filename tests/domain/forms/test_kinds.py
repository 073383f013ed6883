import json
import unicodedata
from dataclasses import fields as attributes
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.files import ENDINGS, MEDIA_TYPES, FileKind
from lib.domain.forms import file_kinds, kinds
from lib.domain.forms.field_data import CELL_LIMIT, COLUMN_LIMIT
from lib.domain.forms.fields import Choice, Field, Kind, Part
from lib.domain.forms.row_kinds import ROW_LIMIT
from lib.errors import Invalid

GRADES = (
    Choice("tot", "Tốt"),
    Choice("kha", "Khá"),
    Choice("cu", "Loại cũ", retired=True),
)
NAME = Field("ten", "Tên", Kind.SHORT_TEXT)
PERSON = Field("ho_ten", "Họ và tên", Kind.PERSON)
NOTE = Field("ghi_chu", "Ghi chú", Kind.LONG_TEXT, max_length=2000)
MEETINGS = Field("so", "Số hội nghị", Kind.WHOLE, unit="hội nghị")
AREA = Field("dt", "Diện tích", Kind.DECIMAL, unit="m²")
SHARE = Field(
    "tl", "Tỷ lệ", Kind.PERCENT, unit="người", numerator="Được phổ biến", denominator="Tổng số"
)
DAY = Field("ngay", "Ngày", Kind.DATE, minimum=date(2026, 1, 1), maximum=date(2026, 12, 31))
DONE = Field("da", "Đã ban hành", Kind.YES_NO)
GRADE = Field("xl", "Xếp loại", Kind.CHOICE, choices=GRADES)
GRADES_FIELD = Field("nhieu", "Các loại", Kind.CHOICES, choices=GRADES)
YEAR = Field("ns", "Năm sinh", Kind.YEAR, minimum=1930, maximum=2015)
LINKS = Field("lk", "Đường dẫn", Kind.LINK)
OWN = Field("cccd", "Số định danh", Kind.PERSONAL)
SUM = Field("tong", "Tổng", Kind.SUM, unit="người", of=("so", "dt"))
LESS = Field("hieu", "Còn lại", Kind.DIFFERENCE, of=("so", "dt"))
PART = Field("phan", "Tỷ lệ nữ", Kind.SHARE, of=("so", "dt"))
MET = Field("hop", "Các cuộc họp", Kind.ROWS, columns=(
    Field("ngay", "Ngày", Kind.DATE),
    Field("noi", "Nơi họp", Kind.SHORT_TEXT, max_length=100),
    Field("nguoi", "Số người", Kind.WHOLE),
    Field("gio", "Số giờ", Kind.DECIMAL),
    Field("cu", "Cột cũ", Kind.WHOLE, retired=True),
))  # fmt: skip
ROWS = ['{"ngay":"2021-05-23","noi":"Hội trường A","nguoi":1200,"gio":"1.125"}', '{"nguoi":3}']
ALL_PEOPLE = Field("tong_nguoi", "Tổng số người", Kind.TOTAL, of=("hop",), column="nguoi")
HEAD = Field("nhom", "Hội nghị", Kind.GROUP)
MINUTES = Field("bb", "Biên bản", Kind.FILES, required=True, types=("image", "pdf"), max_files=2)
EVERY = (NAME, PERSON, NOTE, MEETINGS, AREA, SHARE, DAY, DONE, GRADE, GRADES_FIELD, LINKS, YEAR,
         SUM, LESS, PART, HEAD, MET, ALL_PEOPLE, MINUTES, OWN)  # fmt: skip
UNMASKED = tuple(one for one in EVERY if one != OWN)
BY_KIND = {field.kind: field for field in EVERY}


class Strange:
    def __repr__(self):
        return "strange"


STRANGE = Strange()


def one(field, given):
    return kinds.parse(field, {field.key: given}).get(field.key)


def refusal(field, raw):
    with pytest.raises(Invalid) as caught:
        kinds.parse(field, raw)
    return caught.value.reason, caught.value.facts


def test_every_kind_has_a_field_here():
    assert set(BY_KIND) == set(Kind)


@pytest.mark.parametrize("spec", kinds.KINDS.values(), ids=list(kinds.KINDS))
def test_a_spec_reads_what_it_lets_a_form_say(spec):
    assert spec.keys <= {attribute.name for attribute in attributes(Field)}
    assert spec.needed <= spec.keys
    assert (spec.limits is not None) == bool(spec.keys & {"minimum", "maximum"})
    assert (spec.longest > 0) == ("max_length" in spec.keys)
    assert spec.is_numeric or "running" not in spec.keys


@pytest.mark.parametrize("field", EVERY, ids=[f.kind for f in EVERY])
def test_blank_is_no_answer(field):
    empty = [] if field.kind == Kind.CHOICES else ""

    assert kinds.parse(field, {}) == {}
    assert kinds.parse(field, {part.key: None for part in kinds.parts(field)}) == {}
    assert kinds.parse(field, {part.key: empty for part in kinds.parts(field)}) == {}
    assert kinds.show(field, {}) == ""
    assert kinds.raw(field, {}) == {}


@pytest.mark.parametrize("given", ["1985", " 1985 ", 1985, "1.985"])
def test_a_year_is_shown_without_a_point(given):
    answer = kinds.parse(YEAR, {"ns": given})

    assert answer == {"ns": 1985}
    assert kinds.show(YEAR, answer) == "1985"


@pytest.mark.parametrize(
    ("given", "reason", "limit"), [("1929", "too_small", "1930"), ("2016", "too_large", "2015")]
)
def test_a_year_has_limits(given, reason, limit):
    assert refusal(YEAR, {"ns": given}) == (
        reason,
        {"field": "Năm sinh", "limit": limit, "key": "ns"},
    )


def test_a_share_has_two_parts_and_others_one():
    assert kinds.parts(SHARE) == (
        Part("tl_num", "Được phổ biến", "người"),
        Part("tl_den", "Tổng số", "người"),
    )
    assert kinds.parts(MEETINGS) == (Part("so", "Số hội nghị", "hội nghị"),)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Hội nghị  ", "Hội nghị"),
        ("Đu\u031bo\u031b\u0300ng", "Đường"),
        ("\u200b \ufeff", None),
        ("a" * 250, "a" * 250),
        ("e\u0302\u0323" * 250, "ệ" * 250),
    ],
)
def test_short_text_is_composed_and_stripped(typed, stored):
    assert one(NAME, typed) == stored


def test_long_text_keeps_its_lines():
    assert one(NOTE, "một\r\nhai\x0bba\rbốn\tnăm\u2028sáu\n") == "một\nhai\nba\nbốn\tnăm\nsáu"


@pytest.mark.parametrize("typed", ["a\x00b", "a\x1bb", "\ud800a", "a\u202eb", "a\u2066b", "a\x7fb"])
@pytest.mark.parametrize("field", [NAME, NOTE], ids=["short", "long"])
def test_control_characters_are_refused(field, typed):
    assert refusal(field, {field.key: typed}) == (
        "control_characters",
        {"field": field.label, "key": field.key},
    )


@pytest.mark.parametrize("typed", ["a\nb", "a\tb"])
def test_short_text_is_one_line(typed):
    assert refusal(NAME, {"ten": typed})[0] == "control_characters"


@pytest.mark.parametrize(
    ("field", "limit"),
    [(NAME, 250), (NOTE, 2000), (Field("t", "Bài", Kind.LONG_TEXT), 5000)],
    ids=["short", "own", "long"],
)
@pytest.mark.parametrize("factor", [1, 100])
def test_long_texts_are_refused(field, limit, factor):
    length = limit * factor + 1

    assert refusal(field, {field.key: "a" * length}) == (
        "too_long",
        {"field": field.label, "limit": limit, "length": length, "key": field.key},
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1.234,5", "1234.5"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1234", "1234"),
        ("1.234", "1234"),
        ("1.234.567,89", "1234567.89"),
        ("1,5", "1.5"),
        ("1,234", "1.234"),
        ("1.5", "1.5"),
        ("1.25", "1.25"),
        ("1.2345", "1.2345"),
        ("0.125", "0.125"),
        ("0,50", "0.5"),
        ("007", "7"),
        (" 12 ", "12"),
        (12, "12"),
        ("1000000000000000", "1000000000000000"),
    ],
)
def test_decimals_are_read_as_vietnamese_type_them(typed, stored):
    assert one(AREA, typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "NaN", "inf", "-inf", "Infinity", "1e9", "1E9", "0x10", "1_000", "١٢", "２", "mười", "+5",
        "1.23.4", "12.34.567", "1234.567", "1,234.5", "1,234,567", "1.234 567", "1 23", "1,", ",5",
        "1..2", "--1", "10 người", True, 1.5, float("nan"), [], {}, b"1", STRANGE, date(2026, 1, 1),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_number_is_refused(typed):
    assert refusal(AREA, {"dt": typed}) == ("not_number", {"field": "Diện tích", "key": "dt"})


@pytest.mark.parametrize(
    ("typed", "reason", "limit"),
    [
        ("-1", "too_small", "0"),
        ("−1", "too_small", "0"),
        ("1000000000000001", "too_large", "1.000.000.000.000.000"),
        (10**6000, "too_large", "1.000.000.000.000.000"),
        (-(10**6000), "too_small", "0"),
    ],
    ids=["below", "typographic minus", "beyond", "huge", "hugely negative"],
)
def test_numbers_have_limits(typed, reason, limit):
    assert refusal(AREA, {"dt": typed}) == (
        reason,
        {"field": "Diện tích", "limit": limit, "key": "dt"},
    )


def test_a_field_may_set_its_own_limits():
    field = Field("x", "Chênh lệch", Kind.DECIMAL, minimum=-5, maximum=Decimal("7.5"))

    assert one(field, "-5") == "-5"
    assert one(field, "-0") == "0"
    assert one(field, "7,5") == "7.5"
    assert refusal(field, {"x": "-5,1"})[1]["limit"] == "-5"
    assert refusal(field, {"x": "7,51"})[1]["limit"] == "7,5"


def test_too_many_digits_are_refused():
    assert refusal(AREA, {"dt": "0," + "1" * 27})[0] == "too_long"


@pytest.mark.parametrize(("typed", "stored"), [("1.234", 1234), ("3,0", 3), (0, 0), ("12", 12)])
def test_whole_numbers(typed, stored):
    assert one(MEETINGS, typed) == stored


def test_a_whole_number_has_no_decimals():
    assert refusal(MEETINGS, {"so": "1,5"}) == (
        "not_whole",
        {"field": "Số hội nghị", "key": "so"},
    )


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2026", "22-11-26", "22.11.2026", "2026-11-22", " 22 / 11 / 2026 ", "22/11/26",
        date(2026, 11, 22),
    ],
    ids=str,
)  # fmt: skip
def test_days_are_read_as_vietnamese_type_them(typed):
    assert one(DAY, typed) == "2026-11-22"


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2026", "11/22/2026", "22/11-2026", "22/11", "2026/11/22", "22/11/026", "hôm nay",
        "٢٢/11/2026", "0000-00-00", 20261122, True, [], datetime(2026, 11, 22, 1), STRANGE,  # noqa: DTZ001
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_day_is_refused(typed):
    assert refusal(DAY, {"ngay": typed}) == ("not_date", {"field": "Ngày", "key": "ngay"})


@pytest.mark.parametrize(
    ("field", "typed", "reason", "limit"),
    [
        (DAY, "31/12/2025", "date_too_early", "01/01/2026"),
        (DAY, "01/01/2027", "date_too_late", "31/12/2026"),
        (Field("n", "Ngày", Kind.DATE), "31/12/1899", "date_too_early", "01/01/1900"),
        (Field("n", "Ngày", Kind.DATE), "01/01/2101", "date_too_late", "31/12/2100"),
    ],
    ids=["own first", "own last", "first", "last"],
)
def test_days_have_limits(field, typed, reason, limit):
    assert refusal(field, {field.key: typed}) == (
        reason,
        {"field": "Ngày", "limit": limit, "key": field.key},
    )


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ({"tl_num": "10", "tl_den": "12"}, {"tl_num": 10, "tl_den": 12}),
        ({"tl_num": "0", "tl_den": 1}, {"tl_num": 0, "tl_den": 1}),
        ({"tl_num": "10"}, {"tl_num": 10}),
        ({"tl_den": "12", "tl": "x"}, {"tl_den": 12}),
    ],
)
def test_shares_keep_both_numbers(raw, stored):
    assert kinds.parse(SHARE, raw) == stored


@pytest.mark.parametrize(
    ("raw", "reason", "label"),
    [
        ({"tl_num": "1", "tl_den": "0"}, "zero_denominator", "Tổng số"),
        ({"tl_den": "0"}, "zero_denominator", "Tổng số"),
        ({"tl_num": "13", "tl_den": "12"}, "above_denominator", "Được phổ biến"),
        ({"tl_num": "-1", "tl_den": "12"}, "too_small", "Được phổ biến"),
        ({"tl_num": "1", "tl_den": "1,5"}, "not_whole", "Tổng số"),
    ],
)
def test_shares_are_checked_together(raw, reason, label):
    found, facts = refusal(SHARE, raw)

    assert (found, facts["field"], facts["key"]) == (reason, label, "tl")


def test_a_share_may_go_above_all_when_the_field_says_so():
    field = Field("v", "Vượt", Kind.PERCENT, maximum=150, numerator="Làm", denominator="Giao")

    assert kinds.parse(field, {"v_num": "3", "v_den": "2"}) == {"v_num": 3, "v_den": 2}
    assert refusal(field, {"v_num": "4", "v_den": "2"})[0] == "above_denominator"


@pytest.mark.parametrize(
    ("typed", "stored"), [(True, True), (False, False), ("Có", True), ("KHÔNG", False), (" ", None)]
)
def test_yes_and_no(typed, stored):
    assert one(DONE, typed) is stored


@pytest.mark.parametrize("typed", [1, 0, "1", "true", "có lẽ", [], STRANGE], ids=repr)
def test_what_is_neither_yes_nor_no_is_refused(typed):
    assert refusal(DONE, {"da": typed})[0] == "not_choice"


def test_choices_are_known_and_not_retired():
    assert one(GRADE, "tot") == "tot"
    for typed in ("cu", "khác", "Tốt", 1, True, ["tot"], STRANGE):
        assert refusal(GRADE, {"xl": typed})[0] == "not_choice"


def test_several_choices_stand_in_the_order_of_the_form_and_once():
    assert one(GRADES_FIELD, ["kha", "tot", "kha"]) == ["tot", "kha"]
    assert one(GRADES_FIELD, ("kha",)) == ["kha"]
    for typed in ("tot", ["cu"], ["tot", None], [["tot"]], {"tot": 1}, 1, STRANGE):
        assert refusal(GRADES_FIELD, {"nhieu": typed})[0] == "not_choice"


def test_links_are_one_a_line_and_once():
    typed = " https://sxd.caobang.gov.vn/tin?id=1#a \r\n\nhttp://192.168.1.5:8080/x\nhttps://a.vn\n"

    assert one(LINKS, typed + "https://a.vn") == [
        "https://sxd.caobang.gov.vn/tin?id=1#a",
        "http://192.168.1.5:8080/x",
        "https://a.vn",
    ]
    assert one(LINKS, ["https://a.vn", " "]) == ["https://a.vn"]


@pytest.mark.parametrize(
    "typed",
    [
        "a.vn", "www.a.vn", "//a.vn", "javascript:alert(1)", "ftp://a.vn", "file:///etc/passwd",
        "https://", "https:///a", "http://user:pass@a.vn", "http://user@a.vn", "http://@a.vn",
        "https://a.vn/một hai", "https://a.vn\\@b.vn", "https://[::1", "http://a:99999",
        "https://a.vn/<b>", "https://a\x00.vn", "https://a.vn/\u202egnp", "https://a.vn/\ud800",
        1, True, {}, [1], STRANGE,
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_web_address_is_refused(typed):
    assert refusal(LINKS, {"lk": typed}) == ("not_link", {"field": "Đường dẫn", "key": "lk"})


def test_links_have_limits():
    ten = [f"https://a.vn/{n}" for n in range(10)]

    assert one(LINKS, "\n".join(ten)) == ten
    assert refusal(LINKS, {"lk": "\n".join([*ten, "https://b.vn"])}) == (
        "too_many_links",
        {"field": "Đường dẫn", "limit": 10, "key": "lk"},
    )
    assert refusal(LINKS, {"lk": "https://a.vn/" + "a" * 1988}) == (
        "too_long",
        {"field": "Đường dẫn", "limit": 2000, "length": 2001, "key": "lk"},
    )


@pytest.mark.parametrize(
    ("field", "values", "shown"),
    [
        (NAME, {"ten": "Tin"}, "Tin"),
        (NOTE, {"ghi_chu": "a\nb"}, "a\nb"),
        (MEETINGS, {"so": 1234}, "1.234 hội nghị"),
        (MEETINGS, {"so": 0}, "0 hội nghị"),
        (AREA, {"dt": "1234.5"}, "1.234,5 m²"),
        (SHARE, {"tl_num": 10, "tl_den": 12}, "10/12 (83,3 %)"),
        (SHARE, {"tl_num": 10}, "10/–"),
        (SHARE, {"tl_den": 12}, "–/12"),
        (DAY, {"ngay": "2026-11-22"}, "22/11/2026"),
        (DONE, {"da": True}, "Có"),
        (DONE, {"da": False}, "Không"),
        (GRADE, {"xl": "cu"}, "Loại cũ"),
        (GRADES_FIELD, {"nhieu": ["tot", "kha"]}, "Tốt, Khá"),
        (LINKS, {"lk": ["https://a.vn", "https://b.vn"]}, "https://a.vn\nhttps://b.vn"),
        (SUM, {"tong": 1234}, "1.234 người"),
        (LESS, {"hieu": "-0.5"}, "-0,5"),
        (MET, {"hop": ROWS}, "23/05/2021 | Hội trường A | 1.200 | 1,125; – | – | 3 | –"),
        (MET, {"hop": ['{"nguoi":3,"cu":9}']}, "– | – | 3 | – | 9"),
        (PART, {"phan_num": "1.5", "phan_den": 3}, "1,5/3 (50,0 %)"),
    ],
)
def test_answers_are_shown_in_vietnamese(field, values, shown):
    assert kinds.show(field, values) == shown


@pytest.mark.parametrize(
    ("field", "values", "raw"),
    [
        (MEETINGS, {"so": 1234, "khac": 1}, {"so": "1.234"}),
        (AREA, {"dt": "1.234"}, {"dt": "1,234"}),
        (SHARE, {"tl_num": 1000, "tl_den": 1200}, {"tl_num": "1.000", "tl_den": "1.200"}),
        (DAY, {"ngay": "2026-11-22"}, {"ngay": "22/11/2026"}),
        (DONE, {"da": False}, {"da": False}),
        (GRADES_FIELD, {"nhieu": ["tot"]}, {"nhieu": ["tot"]}),
        (LINKS, {"lk": ["https://a.vn", "https://b.vn"]}, {"lk": "https://a.vn\nhttps://b.vn"}),
        (
            MET,
            {"hop": ROWS},
            {
                "hop": [
                    {"ngay": "23/05/2021", "noi": "Hội trường A", "nguoi": "1.200", "gio": "1,125"},
                    {"nguoi": "3"},
                ]
            },
        ),
    ],
)
def test_widgets_start_from_what_is_stored(field, values, raw):
    assert kinds.raw(field, values) == raw


@pytest.mark.parametrize(
    ("field", "values", "key"),
    [
        (MEETINGS, {}, None),
        (SHARE, {}, None),
        (SHARE, {"tl_den": 1}, None),
        (SHARE, {"tl_num": 1}, "tl_den"),
        (SHARE, {"tl_num": 1, "tl_den": 2}, None),
    ],
)
def test_an_optional_share_needs_both_numbers_or_none(field, values, key):
    part = kinds.missing(field, values)

    assert (part.key if part else None) == key


@pytest.mark.parametrize(
    ("given", "reason", "label"),
    [
        ("x", "unreadable", "Các cuộc họp"),
        ({"ngay": "23/5/2021"}, "unreadable", "Các cuộc họp"),
        ([{}, "x"], "unreadable", "Các cuộc họp, dòng 2"),
        ([{}, {"ngay": "hôm qua"}], "not_date", "Các cuộc họp, dòng 2, Ngày"),
        ([{"nguoi": "1,5"}], "not_whole", "Các cuộc họp, dòng 1, Số người"),
        ([{"nguoi": True}], "not_whole", "Các cuộc họp, dòng 1, Số người"),
        ([{"noi": ["x"]}], "unreadable", "Các cuộc họp, dòng 1, Nơi họp"),
        ([{"noi": "x" * 101}], "too_long", "Các cuộc họp, dòng 1, Nơi họp"),
        ([{"noi": "a\nb"}], "control_characters", "Các cuộc họp, dòng 1, Nơi họp"),
        ([{"nguoi": 1}] * 51, "too_many_rows", "Các cuộc họp"),
    ],
)
def test_what_is_wrong_in_rows_is_told_by_row_and_column(given, reason, label):
    found, facts = refusal(MET, {"hop": given})

    assert (found, facts["field"], facts["key"]) == (reason, label, "hop")


def test_rows_keep_what_is_asked_and_drop_what_is_blank():
    given = [{"nguoi": " 1.200 ", "noi": "  ", "la": "x", "cu": "9"}, {}, {"ngay": None}]

    assert kinds.parse(MET, {"hop": given}) == {"hop": ['{"nguoi":1200}']}
    assert kinds.parse(MET, {"hop": [{"cu": "9"}]}) == {}
    assert len(kinds.parse(MET, {"hop": [{"nguoi": 1}] * 50 + [{}] * 9})["hop"]) == 50


def test_the_longest_rows_fit_into_a_cell_of_a_sheet():
    columns = tuple(
        Field(f"c{n}", f"C{n}", Kind.SHORT_TEXT, max_length=CELL_LIMIT) for n in range(COLUMN_LIMIT)
    )
    wide = Field("hop", "Họp", Kind.ROWS, columns=columns)
    row = {one.key: "x" * CELL_LIMIT for one in columns}

    assert len(kinds.show(wide, kinds.parse(wide, {"hop": [row] * ROW_LIMIT}))) < 32_767


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.dates()
    | st.datetimes()
    | st.binary()
    | st.text(st.characters())
    | st.text("0123456789.,-/ \u00a0e+", max_size=30)
    | st.from_regex(r"https?://[^/]{0,9}[/@:]?.*"),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=5,
)


def taken(field, raw):
    """The answer, or None when it was refused; whatever else is raised rises."""
    try:
        return kinds.parse(field, raw)
    except Invalid as problem:
        return None if problem.facts["key"] == field.key else pytest.fail("no key")


@given(st.sampled_from(UNMASKED), JUNK, JUNK)
def test_any_junk_gives_an_answer_or_an_invalid(field, first, second):
    raw = dict(zip([p.key for p in kinds.parts(field)], (first, second), strict=False))

    values = taken(field, raw)

    if values is not None:
        assert kinds.parse(field, kinds.raw(field, values)) == values
        json.dumps(values).encode()
        kinds.show(field, values).encode()


ANSWERS = {
    Kind.SHORT_TEXT: st.text(max_size=300),
    Kind.PERSON: st.text(max_size=300),
    Kind.LONG_TEXT: st.text(max_size=300),
    Kind.WHOLE: st.integers(0, 10**15),
    Kind.YEAR: st.integers(1930, 2015),
    Kind.DECIMAL: st.decimals(0, 10**9, places=6).map(lambda n: f"{n:f}".replace(".", ",")),
    Kind.PERCENT: st.integers(1, 10**6),
    Kind.DATE: st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    Kind.YES_NO: st.booleans(),
    Kind.CHOICE: st.sampled_from(["tot", "kha"]),
    Kind.CHOICES: st.lists(st.sampled_from(["tot", "kha"])),
    Kind.LINK: st.lists(st.sampled_from(["https://a.vn", "http://b.vn/ấ?x=1"])),
    Kind.ROWS: st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "ngay": st.dates(date(2000, 1, 1), date(2026, 12, 31)),
                "noi": st.text(max_size=120),
                "nguoi": st.integers(0, 10**15),
                "gio": st.decimals(0, 10**9, places=3).map(lambda n: f"{n:f}".replace(".", ",")),
                "cu": st.integers(),
            },
        ),
        max_size=5,
    ),
    **dict.fromkeys(
        (Kind.SUM, Kind.DIFFERENCE, Kind.SHARE, Kind.GROUP, Kind.TOTAL, Kind.FILES),
        st.integers(0, 9),
    ),
}


@given(st.data(), st.sampled_from(UNMASKED))
def test_what_is_stored_can_be_typed_again(data, field):
    typed = data.draw(ANSWERS[field.kind])

    values = taken(field, {part.key: typed for part in kinds.parts(field)}) or {}

    assert kinds.parse(field, kinds.raw(field, values)) == values
    for text in values.values():
        assert not isinstance(text, str) or unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        (" 001085 012 789 ", "001085 012 789", "•••••• 789"),
        ("+84 912.345.6-78", "+84 912.345.6-78", "•••••• 678"),
        ("DN4010", "DN4010", "•••••• 010"),
    ],
)
def test_of_a_personal_number_the_end_alone_is_told(typed, stored, shown):
    values = kinds.parse(OWN, {"cccd": typed})

    assert values == {"cccd": stored}
    assert kinds.show(OWN, values) == shown
    assert kinds.raw(OWN, values) == {"cccd": shown}
    assert kinds.show(OWN, {"cccd": shown}) == shown


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("12345", "too_few_signs"), ("1-2-3-4-5", "too_few_signs"), ("•••••• 789", "masked"),
        ("1" * 41, "too_long"), ("123\n456", "control_characters"), (912345678, "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_whole_personal_number_is_refused(typed, reason):
    assert refusal(OWN, {"cccd": typed})[0] == reason


@given(JUNK)
def test_any_junk_for_a_personal_number_is_told_but_for_its_end_or_refused(came):
    values = taken(OWN, {"cccd": came})

    if values:
        end = "".join(one for one in values["cccd"] if one.isalnum())[-3:]
        assert kinds.show(OWN, values) == f"•••••• {end}"


def test_files_are_never_taken_from_what_a_form_holds():
    for came in ("bb.pdf", ["bb.pdf"], [STRANGE], {"id": "1"}, b"%PDF", 7, True):
        assert kinds.parse(MINUTES, {"bb": came}) == {}


def test_files_stand_by_their_names_and_are_missing_without_any():
    told = {"bb": ["a.pdf", "b.png"]}

    assert kinds.show(MINUTES, told) == "a.pdf; b.png"
    assert kinds.missing(MINUTES, told) is None
    assert kinds.missing(MINUTES, {}) == Part("bb", "Biên bản")


def test_what_a_question_for_files_takes_follows_its_types():
    anything = Field("x", "X", Kind.FILES)

    taken = {kind for kind in FileKind if file_kinds.takes(MINUTES, MEDIA_TYPES[kind])}

    assert taken == {FileKind.PDF, FileKind.JPG, FileKind.PNG, FileKind.WEBP}
    assert all(file_kinds.takes(anything, one) for one in MEDIA_TYPES.values())
    assert not file_kinds.takes(anything, "text/html")
    assert file_kinds.endings(MINUTES) == ("pdf", "jpg", "png", "webp", "jpeg")
    assert file_kinds.endings(anything) == ENDINGS
    assert file_kinds.types_told(MINUTES) == "ảnh (JPG, PNG, WEBP), PDF"
