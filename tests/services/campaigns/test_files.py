from __future__ import annotations

import json
import os
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib import text
from lib.domain.campaigns import (
    CampaignSeed,
    ContentGroup,
    DueSource,
    Milestone,
    PlanText,
    TaskSeed,
)
from lib.domain.evaluation_points import RankedGroup, Scheme, Weight
from lib.domain.evaluation_rules import Measure
from lib.domain.forms import references
from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.forms import Form
from lib.domain.unit_reports import PARTS
from lib.domain.units import REPORTING_TYPES, Unit, UnitSeed, UnitType
from lib.errors import BadFile
from lib.services.campaigns import file_points, files, yaml_lines
from lib.store.engine.ids import new_id

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"
SHIPPED = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
SHIPPED_UNITS = ROOT / "data" / "units.yaml"
SMALL = (DATA / "small-campaign.yaml").read_text("utf-8")
SMALL_UNITS = (DATA / "small-units.yaml").read_text("utf-8")
STAFF = "Tổng số công chức, viên chức, người lao động của đơn vị"


@pytest.fixture(scope="module")
def campaign() -> CampaignSeed:
    return files.campaign_from_file(SHIPPED)


@pytest.fixture(scope="module")
def plan() -> str:
    # The plan's lines keep the space they were broken at, so joining them gives its own words.
    lines = (DATA / "ke-hoach-2021.txt").read_text("utf-8").split("\n")
    return _spaced("".join(lines))


@pytest.fixture(scope="module")
def suggested() -> dict[str, dict[str, dict[str, object]]]:
    return json.loads((DATA / "suggestions-2021.json").read_text("utf-8"))


def _spaced(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def _refusal(content: str | bytes, name: str = "a.yaml") -> BadFile:
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(BadFile) as caught:
        files.read(name, raw)
    return caught.value


def _facts(error: BadFile) -> tuple[str, object, object]:
    return error.reason, error.facts["line"], error.facts["detail"]


# The shipped files


def test_shipped_campaign_is_whole(campaign):
    counts = [len(part) for part in (campaign.groups, campaign.milestones, campaign.tasks)]

    assert counts == [7, 20, 35]
    assert campaign.code == "TD-BC-2021"
    assert campaign.anchor_on == date(2021, 5, 23)
    assert [g.code for g in campaign.groups] == [
        "II.1", "II.2", "II.3", "II.4", "II.5", "V.1", "V.2"
    ]  # fmt: skip
    assert [p.code for p in campaign.preface] == ["I.1.1", "I.1.2", "I.1.3", "I.2.1", "I.2.2"]


def test_shipped_texts_are_the_plans_own_words(campaign, plan):
    own = [
        campaign.title,
        campaign.theme,
        *(passage.text for passage in (*campaign.preface, *campaign.errata)),
        *(group.plan_text for group in campaign.groups),
        campaign.details["document"]["opening"],
        campaign.details["document"]["closing"],
    ]

    assert [words for words in own if _spaced(words) not in plan] == []


def test_errata_stand_where_they_belong(campaign):
    noted = {one.code: one.erratum for one in (*campaign.errata, *campaign.groups) if one.erratum}

    assert list(noted) == ["Mở đầu", "Bố cục", "II.2"]
    assert "thi đua đua tới" in noted["Mở đầu"]
    assert "III và IV" in noted["Bố cục"]
    assert "khóa XIV" in noted["II.2"]


def test_shipped_files_are_nfc():
    texts = [path.read_text("utf-8") for path in (SHIPPED, SHIPPED_UNITS)]

    assert [unicodedata.is_normalized("NFC", one) for one in texts] == [True, True]


def test_due_days_are_the_suggested_ones(campaign, suggested):
    due = {task.code: campaign.due_on(task).isoformat() for task in campaign.tasks}

    assert due == {code: task["due_on"] for code, task in suggested["tasks"].items()}
    assert {task.due_source for task in campaign.tasks} == {DueSource.SUGGESTED}


def test_milestones_have_the_days_of_the_source(campaign, suggested):
    days = {one.key: one.due_on.isoformat() for one in campaign.milestones}
    own = [one.key for one in campaign.milestones if one.offset_days is None]

    assert days == suggested["milestones"]
    assert own == ["ngay_an_dinh", "ke_hoach_hdbcqg", "chi_thi_tinh"]
    assert [one.key for one in campaign.milestones if not one.is_suggested] == ["chi_thi_tinh"]


def test_what_goes_beyond_the_plans_words_is_marked(campaign):
    assert [one.code for one in campaign.tasks if one.is_suggested] == [
        "II.2.5", "II.2.6", "II.3.2", "II.3.3", "II.4.1", "II.4.3", "II.4.4", "II.5.2", "II.5.4",
        "V.1.2", "V.1.5", "V.1.6", "V.2.2", "V.2.5",
    ]  # fmt: skip


def test_collectives_and_persons_are_counted_apart(campaign):
    asked = {
        one.code: [field.unit for field in one.form.figures]
        for one in campaign.tasks
        if one.code in ("V.1.4", "V.1.5")
    }

    assert asked == {code: ["tập thể", "cá nhân"] for code in ("V.1.4", "V.1.5")}


def test_moving_the_election_moves_every_date_as_one_block(campaign):
    moved = campaign.moved_to(date(2026, 12, 14))

    shift = timedelta(days=2031)
    assert moved.anchor_on == date(2026, 12, 14)
    assert [one.due_on for one in moved.milestones] == [
        one.due_on + shift for one in campaign.milestones
    ]
    assert [moved.due_on(task) for task in moved.tasks] == [
        campaign.due_on(task) + shift for task in campaign.tasks
    ]


def test_tasks_say_what_the_source_says(campaign, suggested):
    told = {
        task.code: {
            "title": task.title,
            "guidance": task.guidance,
            "evidence_hint": task.evidence_hint,
            "privacy_note": task.privacy_note,
            "applies_to": task.applies_to,
            "mandatory": task.is_mandatory,
            "nil_allowed": task.nil_allowed,
        }
        for task in campaign.tasks
    }

    assert told == {
        code: {key: task[key] for key in told[code]} | {"applies_to": set(task["applies_to"])}
        for code, task in suggested["tasks"].items()
    }
    assert all(task.applies_to <= REPORTING_TYPES for task in campaign.tasks)


def test_short_titles_are_short_and_unique(campaign):
    titles = [task.short_title for task in campaign.tasks]

    assert max(map(len, titles)) <= 40
    assert len(set(titles)) == 35


def test_forms_ask_for_the_indicators_of_the_source(campaign, suggested):
    kinds = {"count": Kind.WHOLE, "percent": Kind.PERCENT, "boolean": Kind.YES_NO}
    asked = {task.code: task.form.fields for task in campaign.tasks}

    for code, source in suggested["tasks"].items():
        first, *others = asked[code]
        numeric = first.kind != Kind.YES_NO
        assert (first.label, first.kind) == (source["indicator"], kinds[source["type"]])
        assert (first.required, first.running) == (True, numeric)
        assert (first.numerator, first.denominator) == (
            source["numerator"] or "",
            source["denominator"] or "",
        )
        assert first.headcount == (source["denominator"] == STAFF)
        seconds = [one.label for one in others if one.kind == Kind.WHOLE and not one.retired]
        assert seconds == [source["secondary"]] * bool(source["secondary"])
        assert [one.key for one in others[-2:]] == ["ghi_chu", "duong_dan"]


def test_false_information_is_told_by_content_and_source(campaign):
    task = next(one for one in campaign.tasks if one.code == "II.4.2")

    assert [(one.key, one.kind) for one in task.form.fields] == [
        ("so_luot_thong_bao", Kind.WHOLE),
        ("noi_dung_nguon", Kind.LONG_TEXT),
        ("ghi_chu", Kind.LONG_TEXT),
        ("duong_dan", Kind.LINK),
    ]


def test_shipped_details_mark_what_nobody_confirmed(campaign):
    details = campaign.details
    confirmed = [b["numbers"] for b in details["legal_basis"] if not b.get("suggested")]

    assert confirmed[-1] == ["03/CT-UBND"]
    assert [b["suggested"] for b in details["legal_basis_current"]] == [True] * 5
    assert [form["code"] for form in details["award_forms"]] == ["GK", "BK"]
    assert details["award_rules"]["suggested"] is True
    assert details["council"]["suggested"] is True
    json.dumps(details)


def test_shipped_units():
    units = files.units_from_file(SHIPPED_UNITS)

    assert [unit.code for unit in units] == [
        "LDS", "VP", "TTR", "QLXD", "QHKT", "HTDT", "QLN", "KTVL", "CCGD", "TTQH", "TTKD"
    ]  # fmt: skip
    assert [unit.code for unit in units if unit.is_office] == ["VP"]
    assert [unit.code for unit in units if not unit.is_active] == ["CCGD"]
    assert {unit.headcount for unit in units} == {None}
    assert [unit.sort_order for unit in units] == list(range(11))


def test_units_that_are_not_sure_are_marked_in_the_file():
    listed = yaml.safe_load(SHIPPED_UNITS.read_text("utf-8"))["units"]

    assert [unit["code"] for unit in listed if not unit.get("suggested")] == ["LDS", "VP"]


# Reading


def test_reads_a_campaign():
    seed = files.read("a.yaml", SMALL.encode())

    note = Field("ghi_chu", "Ghi chú", Kind.LONG_TEXT)
    meetings = Field("so_buoi", "Số buổi", Kind.WHOLE, minimum=0)
    done = Field("da_lam", "Đã làm", Kind.YES_NO)
    assert seed == CampaignSeed(
        code="NHO-1",
        title="Phong trào nhỏ",
        short_title="Nhỏ",
        theme="Thi đua nhỏ",
        anchor="ngay_chinh",
        preface=(PlanText("I.1", "Mục đích", "Thiếu dấu chấm"),),
        errata=(),
        milestones=(
            Milestone("ngay_chinh", "Ngày chính", date(2021, 5, 23), 0),
            Milestone("bao_cao", "Hạn báo cáo", date(2021, 5, 28), 5, is_suggested=True),
        ),
        groups=(ContentGroup("II.1", "Nhóm một", "Một", "Nội dung một"),),
        tasks=(
            TaskSeed(
                code="II.1.1",
                group_code="II.1",
                title="Nhiệm vụ một",
                short_title="Việc một",
                guidance="",
                evidence_hint="",
                privacy_note="",
                milestone_key="bao_cao",
                offset_days=-2,
                due_source=DueSource.SUGGESTED,
                applies_to=frozenset({UnitType.OFFICE, UnitType.DIVISION}),
                is_mandatory=True,
                nil_allowed=False,
                form=Form("II.1.1", 1, (meetings, note)),
            ),
            TaskSeed(
                code="II.1.2",
                group_code="II.1",
                title="Nhiệm vụ hai",
                short_title="Việc hai",
                guidance="",
                evidence_hint="",
                privacy_note="",
                milestone_key="ngay_chinh",
                offset_days=0,
                due_source=DueSource.CONFIRMED,
                applies_to=frozenset({UnitType.DIVISION}),
                is_mandatory=False,
                nil_allowed=True,
                form=Form("II.1.2", 1, (done, note)),
            ),
        ),
        details={"award_forms": ["Giấy khen"]},
    )


def test_reads_units():
    assert files.read("a.yaml", SMALL_UNITS.encode()) == [
        UnitSeed("VP", "Văn phòng", "Văn phòng", UnitType.OFFICE, 1, is_office=True),
        UnitSeed(
            "QLXD",
            "Phòng Quản lý xây dựng",
            "QL xây dựng",
            UnitType.DIVISION,
            2,
            own_seal=False,
            headcount=12,
            is_active=False,
        ),
    ]


@pytest.mark.parametrize(
    ("path", "kind"), [(SHIPPED, "campaign"), (SHIPPED_UNITS, "units")], ids=["campaign", "units"]
)
def test_a_file_says_what_it_holds(path, kind):
    assert files.kind_of(path) == kind


@pytest.mark.parametrize(
    "content",
    [
        SMALL.replace("\n", "\r\n"),
        "\ufeff" + SMALL,
        unicodedata.normalize("NFD", SMALL),
        SMALL.replace("[van_phong, phong]", "&all [van_phong, phong]"),
        SMALL.replace("title: Nhiệm vụ một", "title: >-\n      Nhiệm vụ\n      một"),
        SMALL.replace("2021-05-23", "'2021-05-23'"),
    ],
    ids=["windows-lines", "byte-order-mark", "decomposed", "anchor", "folded", "quoted-day"],
)
def test_the_same_data_written_otherwise_is_the_same(content):
    assert files.read("a.yaml", content.encode()) == files.read("a.yaml", SMALL.encode())


def test_an_alias_stands_for_its_anchor():
    content = SMALL.replace("[van_phong, phong]", "&all [phong]").replace(
        "applies_to: [phong]", "applies_to: *all"
    )

    seed = files.read("a.yaml", content.encode())

    assert [task.applies_to for task in seed.tasks] == [frozenset({UnitType.DIVISION})] * 2


# Refusals


def _changes(part: str) -> list[object]:
    listed = yaml.safe_load((DATA / "refusals.yaml").read_text("utf-8"))[part]
    return [
        pytest.param(
            case["old"],
            case["new"] + "a" * case.get("more", 0),
            (case["reason"], case["line"], case["detail"]),
            id=f"{case['reason']}-{case['line']}-{number}",
        )
        for number, case in enumerate(listed)
    ]


@pytest.mark.parametrize(("old", "new", "refusal"), _changes("campaign"))
def test_refuses_a_campaign_with_the_line(old, new, refusal):
    assert old in SMALL

    assert _facts(_refusal(SMALL.replace(old, new, 1))) == refusal


def test_a_campaign_has_one_task_that_is_the_units_report():
    parts = "".join(
        f"      - {{key: {part}, label: Phần {part}, kind: long_text}}\n" for part in PARTS
    )
    one = SMALL.replace("    form:\n", f"    unit_report: true\n    form:\n{parts}", 1)

    seed = files.read("nho.yaml", one.encode())
    twice = _facts(
        _refusal(
            one.replace(
                "    nil_allowed: true\n    form:\n",
                "    nil_allowed: true\n    unit_report: true\n    form:\n",
            )
        )
    )

    assert [task.is_unit_report for task in seed.tasks] == [True, False]
    assert twice == (
        "reference",
        56,
        "Nhiệm vụ “II.1.2” cũng ghi unit_report: true như nhiệm vụ “II.1.1”. Một phong trào chỉ có "
        "một nhiệm vụ là báo cáo của đơn vị.",
    )


def test_the_plans_units_report_is_data(campaign):
    [task] = [one for one in campaign.tasks if one.is_unit_report]

    assert [one.key for one in task.form.asked][: len(PARTS)] == list(PARTS)
    assert [one.key for one in task.form.fields if one.retired] == ["da_gui_bao_cao"]


@pytest.mark.parametrize(("old", "new", "refusal"), _changes("units"))
def test_refuses_units_with_the_line(old, new, refusal):
    assert old in SMALL_UNITS

    assert _facts(_refusal(SMALL_UNITS.replace(old, new, 1))) == refusal


NOT_YAML = text.FILE_PROBLEMS["not_yaml"]
TOO_COMPLEX = text.FILE_PROBLEMS["too_complex"]
NOT_UTF8 = text.FILE_PROBLEMS["not_utf8"]
NOT_PLAIN = text.FILE_PROBLEMS["not_plain"]
CONTROL = text.FILE_PROBLEMS["control_character"]
LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("content", "reason", "line", "detail"),
    [
        ("a: 1\nb: c: d", "syntax", 2, NOT_YAML),
        ("a: 1\nb: 'open\n\nc: 1\n", "syntax", 2, NOT_YAML),
        ("a: 1\n\tb: 2", "syntax", 2, NOT_YAML),
        ("a: 1\nb: [1, 2", "syntax", 2, NOT_YAML),
        ("a: 1\nb: *gone", "syntax", 2, NOT_YAML),
        ("a: 1\n---\nb: 2", "syntax", 2, NOT_YAML),
        ('a: 1\nb: "\\UFFFFFFFF"', "syntax", 2, NOT_YAML),
        (f"%YAML 1.{'9' * 5000}\n---\na: 1", "syntax", 1, NOT_YAML),
        ("a: 1\nb: \x01", "syntax", 2, CONTROL),
        ('a: 1\nb: "\\0"', "syntax", 2, CONTROL),
        ('a: 1\nb: "\\uD800"', "syntax", 2, CONTROL),
        ("a: 1\nb: !!python/name:os.system x", "syntax", 2, NOT_PLAIN),
        ("a: 1\nb: !!int x", "syntax", 2, NOT_PLAIN),
        ("a: 1\nb: !!set {x}", "syntax", 2, NOT_PLAIN),
        ("a: 1\nb: !mine [x]", "syntax", 2, NOT_PLAIN),
        ("a: 1\n2: b", "syntax", 2, text.FILE_PROBLEMS["key_not_text"]),
        ("a: 1\n? [b]\n: c", "syntax", 2, text.FILE_PROBLEMS["key_not_text"]),
        ("a: 1\nb: &b [*b]", "syntax", 2, TOO_COMPLEX),
        ("a: 1\nb: " + "[" * 10_000, "syntax", 2, TOO_COMPLEX),
        ("a: 1\nb: [" + "x, " * 60_000 + "]", "syntax", 2, TOO_COMPLEX),
        (LAUGHS, "syntax", 1, TOO_COMPLEX),
        (
            f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 50)}]",
            "syntax",
            1,
            TOO_COMPLEX,
        ),
        ("", "schema", 1, text.FILE_PROBLEMS["not_mapping"]),
        ("\n\n- a", "schema", 3, text.FILE_PROBLEMS["not_mapping"]),
        (b"a: 1\nb: \xff", "unreadable", 2, NOT_UTF8.format(line=2)),
        ("a: 1".encode("utf-16"), "unreadable", 1, NOT_UTF8.format(line=1)),
        (b"#" * 1_000_001, "unreadable", 0, "Tệp lớn hơn 1 MB."),
    ],
)  # fmt: skip
def test_refuses_what_is_no_plain_yaml(content, reason, line, detail):
    assert _facts(_refusal(content)) == (reason, line, detail)


@pytest.mark.parametrize("what", ["missing", "folder", "below a file", "nul", "pipe"])
def test_refuses_what_is_no_file(tmp_path, what):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    path = {"below a file": tmp_path / "file" / "x", "nul": Path("a\0b")}.get(what, tmp_path / what)

    with pytest.raises(BadFile) as caught:
        files.campaign_from_file(path)

    detail = "Đây không phải là một tệp." if what in {"folder", "pipe"} else (
        "Không có tệp này. Vui lòng kiểm tra đường dẫn."
    )  # fmt: skip
    assert _facts(caught.value) == ("unreadable", 0, detail)


def test_the_sentence_names_file_line_and_reason():
    error = _refusal(SMALL.replace("Việc hai", "Việc một"), "ke-hoach.yaml")

    assert text.sentence(error) == (
        "ke-hoach.yaml, dòng 46: Tên ngắn “Việc một” đã có ở dòng 33. Vui lòng đặt tên khác."
    )


def test_names_the_first_five_problems_in_the_order_of_the_file():
    content = SMALL.replace("mandatory: ", "mandatory: x").replace(
        "nil_allowed: ", "nil_allowed: x"
    )
    content = content.replace("theme: ", "topic: ").replace("suggested: true", "suggested: x")

    error = _refusal(content)

    assert _facts(error) == (
        "schema",
        1,
        "Thiếu mục “theme”. "
        "Dòng 6: Không có mục nào tên “topic” ở đây. "
        "Dòng 19: Mục “suggested” phải là true hoặc false. "
        "Dòng 36: Mục “mandatory” phải là true hoặc false. "
        "Dòng 37: Mục “nil_allowed” phải là true hoặc false.",
    )


def test_a_file_of_the_other_kind_is_named_as_such(tmp_path):
    path = tmp_path / "units.yaml"
    path.write_text(SMALL_UNITS, "utf-8")

    with pytest.raises(BadFile) as caught:
        files.campaign_from_file(path)

    assert _facts(caught.value) == ("schema", 1, "Mục “kind” chỉ nhận: campaign.")


def test_long_keys_are_quoted_shortly():
    error = _refusal(SMALL + "x" * 1000 + ": 1\n")

    assert error.facts["detail"] == f"Không có mục nào tên “{'x' * 60}…” ở đây."


def test_every_reason_of_a_bad_form_has_words():
    modules = (ROOT / "lib" / "domain" / "forms").glob("*.py")
    source = "".join(module.read_text("utf-8") for module in modules)

    reasons = set(re.findall(r'BadForm\([^"]*(?:"[a-z_]*", )*"([a-z_]+)"\)', source))
    reasons |= set(references.REASONS.values())

    assert reasons <= set(text.FORM_PROBLEMS)
    assert {"missing", "duplicate", "bad_condition"} <= reasons


# Junk


def _try(content: bytes) -> None:
    try:
        files.read("junk.yaml", content)
    except BadFile as error:
        refusal = error
    else:
        return
    assert isinstance(refusal.facts["line"], int)
    assert text.sentence(refusal).startswith("junk.yaml")


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(st.binary(max_size=300))
def test_junk_bytes_give_nothing_but_bad_file(content):
    _try(content)


@given(st.text(alphabet="ab1 \n\t:-[]{},&*!|>'\"%@#?\\\u0085\ufeff", max_size=80))
def test_junk_yaml_gives_nothing_but_bad_file(content):
    _try(content.encode())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_junk_in_any_place_gives_nothing_but_bad_file(data):
    root = yaml.safe_load(data.draw(st.sampled_from([SMALL, SMALL_UNITS])))
    root = json.loads(json.dumps(root, default=str))
    place = root
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        place = inner
    place[key] = data.draw(PLAIN)

    _try(json.dumps(root).encode())


@given(st.integers(0, len(SMALL)), st.text(max_size=3), st.integers(0, 3))
def test_a_slip_of_the_keyboard_gives_nothing_but_bad_file(at, typed, erased):
    _try((SMALL[:at] + typed + SMALL[at + erased :]).encode("utf-8", "surrogatepass"))


def test_limits_leave_room_for_the_shipped_file():
    lined = yaml_lines.load(SHIPPED)

    assert SHIPPED.stat().st_size * 10 < yaml_lines.SIZE_LIMIT
    assert len(lined.lines) * 10 < yaml_lines.NODE_LIMIT


def test_the_example_of_points_in_the_shipped_file_is_one_that_can_be_loaded():
    shipped = SHIPPED.read_text("utf-8")
    example = shipped[shipped.index("#   points:\n") : shipped.index("evaluation:\n")]
    told = "".join(line[2:] + "\n" for line in example.splitlines())
    assert files.read("a.yaml", shipped.encode()).details["evaluation"].get("points") is None

    seed = files.read("a.yaml", shipped.replace("\ndetails:\n", f"\n{told}\ndetails:\n").encode())

    points = seed.details["evaluation"]["points"]
    scheme = file_points.scheme(points)
    assert [(one.code, one.most, one.step) for one in scheme.criteria[:2]] == [
        ("to_chuc", Decimal(40), Decimal("0.5")), ("bao_cao", Decimal(60), Decimal("0.5")),
    ]  # fmt: skip
    assert [one.weight for one in scheme.criteria] == [
        Weight.REGULAR, Weight.REGULAR, Weight.BONUS, Weight.DEDUCTION,
    ]  # fmt: skip
    assert scheme.groups[1].types == {UnitType.AFFILIATE}
    assert file_points.ties(points) == (Measure.ON_TIME, Measure.TIMES_RETURNED)


def test_a_unit_is_ranked_where_it_is_named_rather_than_by_its_type():
    named = RankedGroup("a", "A", units=frozenset({"QLXD"}))
    typed = RankedGroup("b", "B", types=frozenset({UnitType.DIVISION}))
    scheme = Scheme((), (typed, named))

    def unit(code: str, unit_type: UnitType) -> Unit:
        return Unit(new_id(), code, code, code, unit_type, 1, False, None, None, None, 1)

    assert scheme.group_of(unit("QLXD", UnitType.DIVISION)) == named
    assert scheme.group_of(unit("QHKT", UnitType.DIVISION)) == typed
    assert scheme.group_of(unit("TTR", UnitType.INSPECTORATE)) is None
