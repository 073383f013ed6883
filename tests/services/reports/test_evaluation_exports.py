"""Evaluations as CSV, in the workbook and for reports: one revision, no order but the agency's."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from lib.domain.evaluations import State, Step
from lib.domain.exports import EvaluationLine, Options
from lib.domain.past import Cut
from lib.services import clock
from lib.services.reports import exports, past
from tests import small_campaign
from tests.cast import LAN, MAI, SON, YEN
from tests.exports import evaluation_scene, scene
from tests.services.evaluation import points_scene
from tests.services.evaluation.evaluation_scene import GOOD, NOW, Scene
from tests.support.stages import Stage


@pytest.fixture
def played(stage: Stage) -> Scene:
    return stage.set(evaluation_scene.play)


def taken(played, keys=("evaluations",)):
    with clock.at(NOW):
        return exports.snapshot(played.db, played.campaign, keys)


def test_the_file_has_every_unit_in_the_agencys_order(played):
    words = scene.file_of(played.db, "evaluations", Options()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(words, newline="")))

    assert [row["Mã đơn vị"] for row in rows] == ["VP", "TTR", "QLXD", "QHKT"]
    assert len({row["Bản số liệu"] for row in rows}) == 1
    assert "Mới lưu" not in words
    assert "Ý kiến riêng" not in words


def test_reports_read_the_labels_by_unit(played):
    found = taken(played).evaluations

    said = found[played.unit()]
    assert (said.self_label, said.proposed_label, said.concluded_label, said.state) == (
        "Hoàn thành", "Chưa hoàn thành", "Hoàn thành", State.ANSWERED,
    )  # fmt: skip
    assert found[played.unit("TTR")] == EvaluationLine()
    assert list(found) == [played.unit(code) for code in ("VP", "TTR", "QLXD", "QHKT")]


def test_a_step_moves_the_line_and_the_revision_together(played):
    before = taken(played)

    played.judge(SON, Step.CONCLUDE, GOOD, code="VP")

    after = taken(played)
    assert after.revision == before.revision + 1
    assert after.evaluations[played.unit("VP")].concluded_label == "Hoàn thành tốt"
    assert after.evaluations[played.unit()] == before.evaluations[played.unit()]


def test_the_workbook_takes_them_with_the_rest(played):
    assert taken(played, exports.EXPORTS).evaluations == taken(played).evaluations
    assert {LAN.unit, MAI.unit} < {one.code for one in taken(played).units}


# --- in a campaign that gives points -----------------------------------------------------------

POINT_COLUMNS = [
    "Điểm tự chấm", "Điểm Văn phòng đề xuất", "Điểm kết luận", "Nhóm xếp hạng", "Hạng",
]  # fmt: skip


def rows_of(db, options=None):
    words = scene.file_of(db, "evaluations", options or Options()).decode("utf-8-sig")
    delimiter = ";" if options else ","
    return list(csv.DictReader(io.StringIO(words, newline=""), delimiter=delimiter))


def test_points_and_rank_are_columns_where_the_campaign_gives_them(stage: Stage):
    made = stage.set(points_scene.play)

    rows = rows_of(made.db)

    told = {row["Mã đơn vị"]: [row[name] for name in POINT_COLUMNS] for row in rows}
    assert told == {
        "VP": ["", "", "", "Khối khác", ""],
        "TTR": ["", "", "", "Khối khác", ""],
        "QLXD": ["95.5", "95", "95", "Khối phòng", "1"],
        "QHKT": ["95.5", "95.5", "", "Khối phòng", ""],
    }
    comma = rows_of(made.db, scene.VIETNAMESE)
    assert [row["Điểm tự chấm"] for row in comma] == ["", "", "95,5", "95,5"]
    assert [name for name in rows[0] if name in POINT_COLUMNS] == POINT_COLUMNS
    with clock.at(NOW):
        headings = exports.columns(made.db, made.who(MAI), made.campaign, "evaluations")
    assert headings == list(rows[0])


def test_a_campaign_without_points_has_no_such_column(played):
    assert not set(POINT_COLUMNS) & rows_of(played.db)[0].keys()


def test_points_as_they_were_at_a_revision(stage: Stage):
    made = stage.set(points_scene.play)
    db, campaign = made.db, small_campaign.stored(made.db)
    before = taken(made)
    made.judge(SON, Step.CONCLUDE, code=YEN.unit)

    cut = replace(campaign, at=Cut(before.revision, NOW))
    with clock.at(NOW):
        assert exports.snapshot(db, cut, ["evaluations"]).evaluations == before.evaluations
    assert taken(made).evaluations[made.unit(YEN.unit)].rank == "1"
    assert taken(made).evaluations[made.unit()].rank == "2"


def test_the_table_as_it_was_is_the_table_itself(stage: Stage):
    made = stage.set(points_scene.play)
    now = small_campaign.stored(made.db)

    def read(tx):
        return sorted(
            repr([None if one is None else json.loads(one) for one in row])
            for row in tx.rows(
                "SELECT own_points, proposed_points, concluded_points, tie_figures FROM evaluations"
            )
        )

    there = made.db.read(read)
    assert past.read(made.db, replace(now, at=Cut(now.revision, NOW)), read) == there
    assert "35.5" in repr(there)
