"""What a unit adds for itself moves no figure: summary, exports, sending and closing report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.exports import Options
from lib.domain.own_tasks import OwnStep, count
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.checklist import checklist
from lib.services.reports import summary
from tests import small_campaign
from tests.cast import CAST, HUNG, LAN, MAI
from tests.exports import scene as exports_scene
from tests.services.closing.report_scene import NOW, ReportScene, make
from tests.services.own_tasks.own_scene import Scene
from tests.support.stages import Stage


def told(shown: ReportScene, report_id) -> dict[str, object]:
    """Everything that counts, without the number of the revision that it was counted at."""
    with clock.at(NOW):
        campaign = shown.again()
        counted = summary.summary(shown.db, shown.who(MAI), campaign)
        listed = checklist.unit_checklist(shown.db, shown.who(HUNG), campaign)
        units = summary.units(shown.db, shown.who(MAI), campaign)
    stamp = f"r{campaign.revision}".encode()
    files = {key: exports_scene.file_of(shown.db, key, Options()) for key in EXPORTS}
    assert counted.revision == campaign.revision
    return {
        "summary": replace(counted, revision=0, made_at=NOW),
        "units": units,
        "checklist": listed,
        "exports": {key: file.replace(stamp, b"r0") for key, file in files.items()},
        "report": shown.opened(report_id).document,
    }


@pytest.mark.usefixtures("own_data")
def test_no_figure_moves(stage: Stage) -> None:
    shown = stage.set(make)
    report_id = shown.begin()
    unit = Scene(shown.db, shown.campaign, {one.username: shown.who(one) for one in CAST})
    before, revision = told(shown, report_id), shown.again().revision

    first = unit.add(HUNG)
    unit.add(HUNG, title="Rà soát danh sách cử tri", due_on="1/3/2021")
    unit.step(LAN, first, OwnStep.TICK)
    unit.assign(code=small_campaign.HELD, due_on="20/3/2021", assignee=LAN.full_name)

    assert count(unit.tasks()) == (1, 2)
    assert shown.again().revision == revision + 4
    assert told(shown, report_id) == before
