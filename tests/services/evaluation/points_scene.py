"""A campaign that gives points: two groups of units, a bonus, a deduction, a tie rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import yaml

from lib.domain.evaluation_points import Score
from lib.domain.evaluations import State, Step
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import HUNG, MAI, SON, YEN, Person
from tests.services.evaluation.evaluation_scene import FAIR, Scene

POINTS = """
suggested: true
criteria:
  - {code: to_chuc, title: Tổ chức, most: "40", step: "0.5", weight: regular, groups: [II.1]}
  - {code: bao_cao, title: Báo cáo, most: "60", step: "0.5", weight: regular, groups: []}
  - {code: thuong, title: Sáng kiến, most: "5", step: "1", weight: bonus, groups: []}
  - {code: tru, title: Vi phạm, most: "10", step: "1", weight: deduction, groups: []}
groups:
  - {code: phong, name: Khối phòng, types: [phong], units: []}
  - {code: khac, name: Khối khác, types: [thanh_tra], units: [VP]}
ties: [on_time, times_returned]
"""
LABELS = [
    {"code": FAIR, "name": "Hoàn thành", "conditions": [{"measure": "late", "at_most": 0}]},
    {"code": "chua_hoan_thanh", "name": "Chưa hoàn thành", "conditions": []},
]
SEED = replace(
    small_campaign.SEED,
    details={"evaluation": {"labels": LABELS, "points": yaml.safe_load(POINTS)}},
)
OWN = {"diem_to_chuc": "35,5", "diem_bao_cao": "60", "gc_to_chuc": "Biên bản số 3"}
"""95,5 points, as a form gives them."""


def given(**points: str) -> tuple[Score, ...]:
    """Scores by the codes of their criteria, without a word on them."""
    return tuple(Score(code, Decimal(told)) for code, told in points.items())


def make_scene(db: Database) -> Scene:
    cast.make_cast(db)
    small_campaign.load(db, seed=SEED)
    return Scene(db, small_campaign.stored(db))


def bring(scene: Scene, state: State, *, by: Person = HUNG, points=None) -> None:
    """A head's unit up to a state; nobody changes its points on the way."""
    scene.save(by, points=points or OWN)
    scene.step(by, Step.SEND, code=by.unit)
    if state in (State.PROPOSED, State.CONCLUDED):
        scene.judge(MAI, Step.PROPOSE, code=by.unit)
    if state == State.CONCLUDED:
        scene.judge(SON, Step.CONCLUDE, code=by.unit)


def play(db: Database) -> Scene:
    """One concluded with a half point off, one only proposed, one that is said nothing of."""
    made = make_scene(db)
    bring(made, State.SENT)
    less = (Score("to_chuc", Decimal("35"), "Thiếu"), *given(bao_cao="60"))
    made.judge(MAI, Step.PROPOSE, scores=less)
    made.judge(SON, Step.CONCLUDE)
    bring(made, State.PROPOSED, by=YEN)
    return made
