"""Every figure of the report is counted a second time, from the CSV files of the same revision."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from docx import Document as open_docx

from lib import text
from lib.domain.exports import Options
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.nomination_workflow import State
from lib.domain.papers.papers import Paper
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.sentences import split_name
from lib.domain.vietnamese import format_number, share_in_text
from lib.exports.docx.making import pack_maker
from lib.exports.docx.making.orders import Order
from lib.services import clock
from lib.services.closing import composing, freezing, reports
from lib.services.papers import paper_templates
from lib.services.reports import exports
from tests.cast import BINH, CAST, MAI
from tests.exports import award_scene, opinion_scene
from tests.exports.scene import NOW
from tests.services.closing.report_scene import ReportScene, make
from tests.services.opinions.opinion_scene import Scene

_COUNTED_BY = {
    "giao": lambda _: True,
    "xong": lambda row: is_complete(row),
    "dung_han": lambda row: row["Tiến độ"] == "Đúng hạn",
    "cham": lambda row: row["Tiến độ"] == "Trễ hạn",
    "qua_han": lambda row: row["Tiến độ"] == "Quá hạn",
    "bao_cao": lambda row: row["Gửi, xác nhận"] == "Đã xác nhận",
    "khong": lambda row: is_nil(row) and row["Gửi, xác nhận"] == "Đã xác nhận",
    "cho": lambda row: is_complete(row) and row["Gửi, xác nhận"] != "Đã xác nhận",
    "chua": lambda row: not is_complete(row),
    "tra_lai": lambda row: row["Gửi, xác nhận"] == "Bị trả lại",
}


BESIDE = {
    *("y_kien", "y_kien.chu_de", "y_kien.tra_loi", "y_kien.chuyen", "y_kien.noi_chuyen"),
    *("y_kien.con", "tin_sai", "tin_sai.don_vi", "tin_sai.chuyen", "tin_sai.noi_chuyen"),
    *("tin_sai.ngay_chuyen", "tin_sai.con"),
}
PUBLIC = "Đã công bố"
_STATES = {
    "khen": {
        text.NOMINATION_STATES[State.PUBLISHED],
        text.NOMINATION_STATES[State.PROVINCE_AWARDED],
    },
    "da_trinh": {text.NOMINATION_STATES[State.PROPOSED]},
}


def read(db, key):
    """The rows of an export as a spreadsheet has them."""
    with clock.at(NOW):
        made = exports.make_for_operator(db, key=key, campaign_code=None, options=Options())
        told = b"".join(made.pieces).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(told)))


def is_nil(row):
    return row["Tình hình thực hiện"] == "Không phát sinh"


def is_complete(row):
    done = row["Tình hình thực hiện"] in ("Đã hoàn thành", "Không phát sinh")
    return done and row["Gửi, xác nhận"] != "Bị trả lại"


class FromCsv:
    """Counts figures of what the Office downloads, knowing nothing of how reports count."""

    def __init__(self, scene: ReportScene) -> None:
        keys = ("items", "units", "decisions", "opinions", "notices")
        self.files = {key: read(scene.db, key) for key in keys}
        self.tasks = {task.code: task for task in exports.bare(scene.db, scene.campaign).tasks}

    def text(self, name: str) -> str:
        rows = self.files["items"]
        if name.startswith(("y_kien", "tin_sai")):
            return self._beside(*name.partition(".")[::2])
        if name == "don_vi":
            return format_number(len(self.files["units"]))
        if name == "don_vi_du":
            full = [
                one for one in self.files["units"] if one["Đã hoàn thành"] == one["Phải báo cáo"]
            ]
            return format_number(len(full))
        if name.startswith("don_vi_im_lang"):
            silent = [one for one in self.files["units"] if one["Đã hoàn thành"] == "0"]
            names = [one["Đơn vị"] for one in silent]
            return ", ".join(names) if name.endswith("_ten") else format_number(len(names))
        code, _, measure = name.rpartition(".")
        code, part = (code.rpartition(".")[0], measure) if measure in ("tu", "mau") else (code, "")
        key = name.removesuffix(f".{part}").rpartition(".")[2] if part else measure
        if code in self.tasks:
            mine = [row for row in rows if row["Mã nhiệm vụ"] == code]
        else:
            mine = [row for row in rows if row["Bắt buộc"] == "Có"]
            if code:
                mine = [row for row in mine if row["Mã nhóm"] == code]
        if key in _COUNTED_BY:
            return format_number(sum(1 for row in mine if _COUNTED_BY[key](row)))
        if key == "ty_le":
            return share_in_text(Fraction(sum(map(is_complete, mine)), len(mine)))
        if key == "chua_ten":
            names = dict.fromkeys(row["Đơn vị"] for row in mine if not is_complete(row))
            order = [one["Đơn vị"] for one in self.files["units"]]
            return ", ".join(sorted(names, key=order.index))
        return self._answers(code, key, part, mine)

    def _beside(self, kind, measure):
        rows = self.files["opinions" if kind == "y_kien" else "notices"]
        sent_on = [row for row in rows if row["Chuyển đến"]]
        if measure == "noi_chuyen":
            counts = Counter(row["Chuyển đến"] for row in sent_on)
            return ", ".join(sorted(counts, key=lambda one: (-counts[one], one)))
        if measure == "ngay_chuyen":
            days = sorted("/".join(row["Ngày chuyển"].split("-")[::-1]) for row in sent_on)
            assert len(set(days)) == 1
            return f"ngày {days[0]}"
        if measure == "don_vi":
            return format_number(len({row["Mã đơn vị"] for row in rows}))
        if measure == "chu_de":
            counts = Counter(row["Chủ đề"] for row in rows)
            large = [(topic, n) for topic, n in counts.most_common() if n >= 5]
            told = [f"{n} ý kiến về {topic[0].lower()}{topic[1:]}" for topic, n in large]
            rest = len(rows) - sum(n for _, n in large)
            assert rest >= 5
            return "; ".join([*told, f"{rest} ý kiến về các chủ đề còn lại"])
        state = "Tình trạng ý kiến" if kind == "y_kien" else "Tình trạng thông báo"
        waits = ("Tiếp nhận", "Đã chuyển") if kind == "y_kien" else ("Tiếp nhận",)
        fits = {
            "": lambda _: True,
            "tra_loi": lambda row: row["Ngày trả lời"],
            "chuyen": lambda row: row["Ngày chuyển"],
            "con": lambda row: row[state] in waits,
        }[measure]
        return format_number(sum(1 for row in rows if fits(row)))

    def _answers(self, code, key, part, mine):
        field = next(one for one in self.tasks[code].form.asked if one.key == key)
        told = [row for row in mine if row["Gửi, xác nhận"] == "Đã xác nhận" and not is_nil(row)]
        if spec_of(field).is_yes_no:
            return format_number(sum(1 for row in told if self._cell(row, field.label) == "Có"))
        sums = []
        for one in parts(field):
            given = [self._cell(row, one.label) for row in told]
            given = [Decimal(cell) for cell in given if cell]
            if not given:
                return "-"
            sums.append(sum(given))
        if not spec_of(field).is_share:
            return format_number(sums[0])
        if part:
            return format_number(sums[("tu", "mau").index(part)])
        ratio = share_in_text(Fraction(int(sums[0]), int(sums[1])))
        return f"{ratio} ({format_number(sums[0])}/{format_number(sums[1])})"

    def _cell(self, row, label):
        found = [heading for heading in row if heading.startswith(label)]
        assert found, label
        return next((row[heading] for heading in found if row[heading]), "")


def with_opinions(db) -> ReportScene:
    made = make(db)
    opinions = Scene(db, made.campaign, {one.username: made.who(one) for one in CAST})
    opinion_scene.filled(opinions)
    for number in range(6):
        opinions.send(BINH, noi_dung=f"Thiếu kinh phí, lần {number}")
    opinions.send(BINH, chu_de="khac")
    return made


@pytest.fixture
def scene(stage, own_data) -> ReportScene:
    return stage.set(with_opinions)


def paper_of(scene, report_id, tmp_path):
    with clock.at(NOW):
        made = composing.composed(scene.db, scene.again(), report_id)
        assert made.reading is not None
        data = freezing.paper(made.reading, made.document, is_draft=True)
    templates = {paper: str(path) for paper, path in paper_templates.in_force(scene.db).items()}
    target = tmp_path / "bao-cao.docx"
    for _ in pack_maker.make_one(Order(data, templates), Paper.CLOSING_REPORT, target):
        pass
    return made, open_docx(str(target))


@pytest.mark.parametrize("kind", list(ReportKind))
def test_every_figure_of_the_docx_is_that_of_the_csv_files(scene, kind, tmp_path):
    report_id = scene.begin(kind)
    made, paper = paper_of(scene, report_id, tmp_path)
    counted = FromCsv(scene)
    printed = {plain(one.text) for one in paper.paragraphs}
    found = []
    for line in made.document.lines:
        if line.words.spans:
            assert plain(line.words.text) in printed
        for span in line.words.spans:
            name, shape = split_name(span.name)
            if name.startswith(("khen", "de_nghi", "da_trinh", "quyet_dinh", "nguoi")):
                continue
            wanted = counted.text(name)
            if shape == "02" and re.fullmatch(r"\d", wanted):
                wanted = f"0{wanted}"
            assert line.words.text[span.start : span.end] == wanted, span.name
            found.append(name)
    assert len(found) > 15
    assert {one for one in found if one.startswith(("y_kien", "tin_sai"))} == BESIDE


def test_annexes_are_the_csv_files_too(scene, tmp_path):
    report_id = scene.begin()
    _, paper = paper_of(scene, report_id, tmp_path)
    counted = FromCsv(scene)
    by_unit = [
        table
        for table in paper.tables
        if "Được giao" in [plain(cell.text) for cell in table.rows[0].cells]
    ]
    (table,) = by_unit
    rows = [[plain(cell.text) for cell in row.cells] for row in table.rows[1:]]
    for row, told in zip(rows, counted.files["units"], strict=False):
        assert row[1:6] == [
            told["Đơn vị"], told["Phải báo cáo"], told["Đã hoàn thành"], told["Đúng hạn"],
            told["Quá hạn"],
        ]  # fmt: skip
    total = rows[len(counted.files["units"])]
    assert total[2] == str(sum(int(told["Phải báo cáo"]) for told in counted.files["units"]))


def plain(text: str) -> str:
    """As typed: papers bind words with blanks and hyphens that do not break."""
    return " ".join(text.replace("\u2011", "-").split())


def test_the_figures_of_a_page_are_those_of_its_rows(scene):
    report_id = scene.begin()
    made = scene.opened(report_id)
    for line in made.document.lines:
        for one in reports.figures(scene.db, scene.who(MAI), made, line.words.names()):
            number = one.figure.value.number
            name = split_name(one.name)[0].rpartition(".")[2]
            if name in _COUNTED_BY and number is not None:
                assert len(one.figure.rows) == number, one.name


_SUBJECTS = {"nominations_collective": "tap_the", "nominations_individual": "ca_nhan"}


def test_figures_of_awards_are_those_of_the_lists_of_nominations(db):
    scene = award_scene.play(db)
    counts: dict[str, int] = {}
    for key, who in _SUBJECTS.items():
        for row in read(scene.db, key):
            level = "tinh" if "UBND" in row["Hình thức khen thưởng đề nghị"] else "co_quan"
            for kind, states in _STATES.items():
                counts.setdefault(f"{kind}.{level}.{who}", 0)
                counts[f"{kind}.{level}.{who}"] += row["Trạng thái"] in states
    with clock.at(NOW):
        told = composing.now(scene.db, scene.campaign, ReportKind.CLOSING).told
    assert counts == {name: told.value(name).number for name in counts}
    assert counts["khen.co_quan.ca_nhan"] == 1
    released = [
        row for row in read(scene.db, "decisions") if row["Tình trạng quyết định"] == PUBLIC
    ]
    assert told.value("quyet_dinh.co_quan").text == "; ".join(
        f"Quyết định số {row['Số quyết định']} ngày 12 tháng 5 năm 2021" for row in released
    )
