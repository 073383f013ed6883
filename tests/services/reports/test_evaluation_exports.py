"""Evaluations as CSV, in the workbook and for reports: one revision, no order but the agency's."""

from __future__ import annotations

import csv
import io

import pytest

from lib.domain.evaluations import State, Step
from lib.domain.exports import EvaluationLine, Options
from lib.services import clock
from lib.services.reports import exports
from tests.cast import LAN, MAI, SON
from tests.exports import evaluation_scene, scene
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
