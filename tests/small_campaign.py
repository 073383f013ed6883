"""A campaign of five tasks, enough for every rule and quick to load."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lib.domain.access import Actor
from lib.domain.campaigns import (
    Campaign,
    CampaignSeed,
    CampaignState,
    ContentGroup,
    DueSource,
    Milestone,
    PlanText,
    Task,
    TaskSeed,
)
from lib.domain.forms.forms import form_from_data
from lib.domain.units import REPORTING_TYPES, UnitType
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.evidence import evidence_holders
from lib.services.evidence.evidence_holders import OfItem
from lib.store import campaigns as store
from lib.store.engine.db import Database
from tests.support.acting import act_as_nobody

LOADED_AT = datetime(2021, 3, 1, 2, tzinfo=UTC)
ELECTION_ON = date(2021, 5, 23)

_NOTE = {"key": "ghi_chu", "label": "Ghi chú", "kind": "long_text"}
_HELD = {
    "key": "so_hoi_nghi", "label": "Số hội nghị", "kind": "whole", "unit": "hội nghị",
    "required": True, "running": True,
}  # fmt: skip
_SHARE = {
    "key": "ty_le", "label": "Tỷ lệ được phổ biến", "kind": "percent", "unit": "người",
    "numerator": "Số người được phổ biến", "denominator": "Tổng số người", "required": True,
    "running": True, "headcount": True,
}  # fmt: skip


def _task(
    code: str,
    fields: list[dict[str, object]],
    *,
    offset_days: int,
    applies_to: frozenset[UnitType] = REPORTING_TYPES,
    is_mandatory: bool = True,
    nil_allowed: bool = False,
) -> TaskSeed:
    return TaskSeed(
        code=code,
        group_code=code.rpartition(".")[0],
        title=f"Nhiệm vụ {code}",
        short_title=f"Việc {code}",
        guidance="Làm theo kế hoạch.",
        evidence_hint="Biên bản.",
        privacy_note="",
        milestone_key="ngay_bau_cu",
        offset_days=offset_days,
        due_source=DueSource.SUGGESTED,
        applies_to=applies_to,
        is_mandatory=is_mandatory,
        nil_allowed=nil_allowed,
        form=form_from_data({"key": f"nho.{code}", "version": 1, "fields": fields}),
    )


HELD = "II.1.1"
SHARE = "II.1.2"
NIL = "II.2.1"
OPTIONAL = "II.2.2"
OFFICE_ONLY = "V.2.1"

SEED = CampaignSeed(
    code="nho",
    title="Phát động phong trào thi đua nhỏ",
    short_title="Thi đua nhỏ",
    theme="Chủ đề",
    anchor="ngay_bau_cu",
    preface=(PlanText("I.1.1", "Mục đích."),),
    errata=(),
    milestones=(Milestone("ngay_bau_cu", "Ngày bầu cử", ELECTION_ON, 0),),
    groups=(
        ContentGroup("II.1", "Quán triệt", "Quán triệt", "Lời kế hoạch."),
        ContentGroup("II.2", "Tuyên truyền", "Tuyên truyền", "Lời kế hoạch."),
        ContentGroup("V.2", "Văn phòng", "Văn phòng", "Lời kế hoạch."),
    ),
    tasks=(
        _task(HELD, [_HELD, _NOTE], offset_days=-60),
        _task(SHARE, [_SHARE, _NOTE], offset_days=-50),
        _task(NIL, [_HELD, _NOTE], offset_days=-20, nil_allowed=True),
        _task(OPTIONAL, [_HELD, _NOTE], offset_days=-1, is_mandatory=False),
        _task(OFFICE_ONLY, [_HELD], offset_days=0, applies_to=frozenset({UnitType.OFFICE})),
    ),
    details={},
)


def load(
    db: Database,
    *,
    state: CampaignState = CampaignState.RUNNING,
    seed: CampaignSeed = SEED,
    at: datetime = LOADED_AT,
) -> None:
    """Load the campaign for the units that are there, at that instant."""
    with clock.at(at):
        act_as_nobody(
            db,
            lambda act: campaigns.load_campaign(
                act, seed, state=state, anchor_on=seed.anchor_on, dates_moved=False
            ),
        )


def stored(db: Database, code: str = SEED.code) -> Campaign:
    """The campaign as it is now."""
    found = db.read(lambda tx: store.campaign_by_code(tx, code))
    assert found is not None
    return found


def task(db: Database, code: str) -> Task:
    return campaigns.plan(db, stored(db)).tasks_by_code[code]


def item_files(db: Database, actor: Actor, code: str) -> OfItem:
    """The files of the item of the actor's unit."""
    return evidence_holders.of_task(actor.unit_id, task(db, code))
