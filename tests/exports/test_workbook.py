"""The workbook says in numbers, days and text what the CSV files of the same revision say."""

from __future__ import annotations

import csv
import re
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from lib import text
from lib.domain.exports import EvidenceLine, Options, Snapshot
from lib.domain.progress import Progress
from lib.domain.units import Unit, UnitType
from lib.exports import cells
from lib.exports import csv as csv_files
from lib.exports.cells import Kind
from lib.exports.registry import EXPORTS
from lib.exports.workbook import book, rows, sheets
from lib.exports.workbook.origin import Origin
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.reports import exports
from lib.store.engine.duck import DuckDatabase
from tests import small_campaign
from tests.exports import award_scene, scene
from tests.services.evaluation import points_scene
from tests.support.stages import Stage

# openpyxl knows bars in cells only as Excel 2007 drew them.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

ORIGIN = Origin(
    "Sở Xây dựng & Đô thị", "Phong trào mẫu", "Hoàng Thị Mai", datetime(2021, 5, 20, 7, tzinfo=UTC)
)
UNITS = tuple(
    Unit(
        UUID(int=number), f"DV{number}", f"Đơn vị {number}", f"Đơn vị {number}",
        UnitType.DIVISION, number, False, None, None, None, 1,
    )
    for number in (1, 2, 3)
)  # fmt: skip
HOSTILE = (
    "=1+1", "+84 912", "-2019", "@SUM(A1)", "\tTab", "'=1", "0912345678", "_x0041_", "A\nB",
    "🏅👩🏽‍💼", "Nguye\u0302\u0303n", "&lt;b&gt; <b>", "]]>", "https://a.vn/?a=1&b=2",
    "\x07chuông", " hai đầu ", "<r>&</r>", "<r><t>đậm</t></r>", "x" * 201 + "<&>\x07",
)  # fmt: skip


def of_scene(stage: Stage, play: object) -> Snapshot:
    """Everything of the scene, as it leaves."""
    db = stage.set(play).db  # type: ignore[arg-type]
    with clock.at(scene.NOW):
        return exports.snapshot(db, campaigns.find(db))


def written(snapshot: Snapshot, path: Path) -> Path:
    book.write(path, snapshot, ORIGIN)
    return path


def bare(duck: DuckDatabase) -> Snapshot:
    """A snapshot whose forms are those of a campaign, and that has nothing else yet."""
    small_campaign.load(duck)
    return replace(exports.snapshot(duck, campaigns.find(duck)), units=UNITS, items=())


def as_in_csv(kind: Kind, value: object) -> object:
    """What a cell of the workbook holds, as the CSV cell of the same kind would be read."""
    if value is None:
        return ""
    if kind in (Kind.COUNT, Kind.NUMBER, Kind.SHARE):
        return Decimal(repr(value))
    if kind == Kind.DAY:
        assert isinstance(value, datetime)
        return value
    return cells.safe(str(value))


def from_csv(kind: Kind, cell: str) -> object:
    if not cell:
        return ""
    if kind in (Kind.COUNT, Kind.NUMBER, Kind.SHARE):
        return Decimal(cell)
    return datetime.fromisoformat(cell) if kind == Kind.DAY else cell


@pytest.mark.usefixtures("own_data")
@pytest.mark.parametrize(
    "play", [scene.play, award_scene.play, points_scene.play], ids=["reports", "awards", "points"]
)
def test_each_sheet_says_what_its_csv_says(stage: Stage, tmp_path: Path, play: object) -> None:
    snapshot = of_scene(stage, play)
    read = openpyxl.load_workbook(written(snapshot, tmp_path / "a.xlsx"))

    assert read.sheetnames == [text.COVER, *(text.EXPORT_SHEETS[key] for key in EXPORTS)]
    for key, export in EXPORTS.items():
        made = b"".join(csv_files.pieces(export, snapshot, Options())).decode("utf-8-sig")
        head, *rows = csv.reader(made.splitlines(keepends=True))
        kinds = [column.kind for column in export.columns(snapshot)]
        sheet = read[text.EXPORT_SHEETS[key]]

        assert [one.value for one in sheet[1][: len(head)]] == head
        for number, row in enumerate(rows, 2):
            told = [
                as_in_csv(kind, cell.value)
                for kind, cell in zip(kinds, sheet[number][: len(kinds)], strict=True)
            ]
            assert told == list(map(from_csv, kinds, row)), (key, number)


@pytest.fixture(scope="module")
def figures(duck_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three units with 2,999 of 3,000 things complete, and texts that hurt spreadsheets."""
    folder = tmp_path_factory.mktemp("workbook")
    path = folder / "thidua.duckdb"
    path.write_bytes(duck_template.read_bytes())
    db = DuckDatabase(path)
    snapshot = replace(
        bare(db),
        by_unit={
            UNITS[0].unit_id: Progress(assigned=2000, complete=2000, verified=1000),
            UNITS[1].unit_id: Progress(assigned=1000, complete=999, verified=1),
            UNITS[2].unit_id: Progress(),
        },
        evidence=tuple(
            EvidenceLine(
                UNITS[0].unit_id, "", "Đề nghị", words, "a.pdf", "application/pdf", 7, 1,
                "2021-05-20", "", "2021-05-20 07:08:09", "ab" * 32,
            )
            for words in (*HOSTILE, "🏅" * 20_000, "x" * 40_000)
        ),
    )  # fmt: skip
    db.close()
    return written(snapshot, folder / "a.xlsx")


def opened(path: Path, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(path, data_only=values)


def totals(read: Workbook) -> Mapping[str, object]:
    sheet = read[text.EXPORT_SHEETS["units"]]
    heads = [one.value for one in sheet[1]]
    return dict(zip(heads, [one.value for one in sheet[5]], strict=True))


def test_totals_are_formulas_that_bear_their_values(figures: Path) -> None:
    formulas, values = totals(opened(figures)), totals(opened(figures, values=True))

    assert formulas["Phải báo cáo"] == "=SUBTOTAL(109,C2:C4)"
    assert values["Phải báo cáo"] == 3000
    # 99,97 %: what is not all never looks like all.
    assert values["Tỷ lệ hoàn thành (%)"] == 99.97
    assert values["Tỷ lệ xác nhận (%)"] == 33.4
    assert str(formulas["Tỷ lệ xác nhận (%)"]).startswith("=IF(")


def test_text_stays_text(figures: Path) -> None:
    sheet = opened(figures)[text.EXPORT_SHEETS["evidence"]]
    column = [one.value for one in sheet[1]].index(text.EXPORT_COLUMNS["evidence_title"])
    told = [row[column] for row in sheet.iter_rows(min_row=2, max_row=len(HOSTILE) + 3)]

    assert {one.data_type for one in told} == {"s"}
    # As ECMA-376 writes what XML cannot hold, and what looks as if it were written so.
    escaped = {
        "\x07chuông": "_x0007_chuông", "_x0041_": "_x005F_x0041_",
        HOSTILE[-1]: HOSTILE[-1].replace("\x07", "_x0007_"),
    }  # fmt: skip
    assert [one.value for one in told[:-2]] == [escaped.get(one, one) for one in HOSTILE]
    # A cell holds so many units of UTF-16, and half an emoji is none.
    assert told[-2].value == "🏅" * 16_383 + "…"
    assert told[-1].value == "x" * (rows.MOST_CHARACTERS - 1) + "…"


def test_days_and_instants_are_counted_as_spreadsheets_do() -> None:
    assert sheets.serial_day("1900-03-01") == 61
    assert sheets.serial_day("2021-05-20") == (date(2021, 5, 20) - date(1899, 12, 30)).days
    assert sheets.serial_day("2021-05-20 06:00:00") == sheets.serial_day("2021-05-20") + 0.25


def test_sheets_are_set_up_to_be_read_and_printed(figures: Path) -> None:
    sheet = opened(figures)[text.EXPORT_SHEETS["units"]]

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:Q4"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.page_setup.fitToHeight == 0
    assert "&P/&N" in str(sheet.oddFooter.right.text or sheet.oddFooter)


def test_the_chart_is_the_spreadsheets_own(figures: Path) -> None:
    charts = {one.title: one._charts for one in opened(figures).worksheets}

    assert [len(charts[text.EXPORT_SHEETS[key]]) for key in ("groups", "units")] == [1, 0]
    (series,) = charts[text.EXPORT_SHEETS["groups"]][0].series
    assert series.val.numRef.f.startswith("'Theo nhóm'!$E$2:$E$")


def test_the_cover_says_what_it_is(figures: Path) -> None:
    sheet = opened(figures)[text.COVER]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}

    assert sheet["A1"].value == "Phong trào mẫu"
    assert told["Người lập"] == "Hoàng Thị Mai"
    assert told["Lập lúc"] == "20/05/2021 14:00"
    assert re.fullmatch(r"r\d+", str(told["Bản số liệu"]))
    assert re.fullmatch(r"nho:\d+-[0-9a-f]{16}", str(told["Mã đối chiếu nhật ký"]))
    assert told["Minh chứng"] == f"Danh mục minh chứng: {len(HOSTILE) + 2} dòng"
    assert sheet["A13"].hyperlink.location == "'Theo đơn vị'!A1"


@pytest.mark.parametrize("title", ["=1+1", "https://a.vn", "<r>&</r>", "🏅" * 20_000])
def test_a_title_is_a_title_whatever_it_looks_like(
    duck: DuckDatabase, tmp_path: Path, title: str
) -> None:
    book.write(tmp_path / "a.xlsx", bare(duck), replace(ORIGIN, campaign=title))

    cell = opened(tmp_path / "a.xlsx")[text.COVER]["A1"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert str(cell.value).rstrip("…") == title[:16_383]


def test_libreoffice_opens_it_and_works_the_totals_out_alike(figures: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked.xlsx"
    with zipfile.ZipFile(figures) as old, zipfile.ZipFile(asked, "w") as new:
        for name in old.namelist():
            # Without a value beside it a formula has to be worked out.
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", every_sheet, "--outdir", tmp_path / "csv", asked,
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    with (tmp_path / "csv" / "asked-Theo đơn vị.csv").open(encoding="utf-8") as file:
        head, *_, last = csv.reader(file)
    found = dict(zip(head, last, strict=True))

    expected = totals(opened(figures, values=True))
    for label in ("Phải báo cáo", "Tỷ lệ hoàn thành (%)", "Tỷ lệ xác nhận (%)"):
        assert Decimal(found[label].replace(",", "")) == Decimal(repr(expected[label])), label
    assert len(list((tmp_path / "csv").iterdir())) == len(EXPORTS) + 1


def test_an_empty_campaign_makes_a_book_of_heads(duck: DuckDatabase, tmp_path: Path) -> None:
    read = opened(written(replace(bare(duck), units=()), tmp_path / "a.xlsx"))

    for key in EXPORTS:
        assert read[text.EXPORT_SHEETS[key]]["A1"].value
    assert read[text.EXPORT_SHEETS["evidence"]].max_row == 1


def test_every_export_has_a_sheet_whose_name_fits() -> None:
    assert set(text.EXPORT_SHEETS) == set(EXPORTS)
    for name in (text.COVER, *text.EXPORT_SHEETS.values()):
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
