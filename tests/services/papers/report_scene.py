"""A campaign whose last task is the unit's own report, and short ways to write and send it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from lib.domain.agency import Agency
from lib.domain.checklist import Item, Report
from lib.domain.forms.forms import form_from_data
from lib.domain.unit_reports import PARTS
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.store import checklist as store
from lib.store import setup
from lib.store import unit_reports as reports_store
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import HUNG, LAN, MAI, Person
from tests.services.nominations import nomination_scene
from tests.small_campaign import SEED

NOW = datetime(2021, 5, 25, 3, tzinfo=UTC)
LATER = datetime(2021, 5, 27, 3, tzinfo=UTC)
REPORT = "V.2.9"
_FIELDS = [
    {"key": part, "label": f"Phần {part}", "kind": "long_text", "required": part != PARTS[-1]}
    for part in PARTS
]
_OF_SEED = replace(
    SEED.tasks[0],
    code=REPORT,
    group_code="V.2",
    short_title="Báo cáo của đơn vị",
    offset_days=5,
    form=form_from_data({"key": f"nho.{REPORT}", "version": 1, "fields": _FIELDS}),
    is_unit_report=True,
)
WORDS = {
    "uu_diem": "Tổ chức sớm.\n\nPhối hợp tốt với A & B < 5 ngày.",
    "han_che": "Còn 01 hội nghị chậm.",
    "nguyen_nhan": "Dịch bệnh.",
}


@dataclass
class ReportScene(nomination_scene.Scene):
    def task_id(self, code: str = REPORT) -> UUID:
        return campaigns.plan(self.db, self.campaign).tasks_by_code[code].task_id

    def item(self, person: Person, code: str = REPORT) -> Item:
        unit_id, task_id = self.who(person).unit_id, self.task_id(code)
        found = self.db.read(lambda tx: store.item(tx, unit_id, task_id))
        assert found is not None
        return found

    def report(
        self,
        person: Person,
        code: str = REPORT,
        *,
        status: WorkStatus = WorkStatus.DONE,
        at: datetime = NOW,
        **answers: object,
    ) -> None:
        """Save an item of the person's unit; of the report with its usual words."""
        actor, seen = self.who(person), self.item(person, code).version
        typed = {**(WORDS if code == REPORT else {}), **answers}
        with clock.at(at):
            checklist.save_item(
                self.db, actor, self.campaign, act_id=new_act(), unit_id=actor.unit_id,
                task_code=code, seen_version=seen, report=Report(status.value, typed),
            )  # fmt: skip

    def take(
        self, person: Person, step: Step, *codes: str, of: Person = LAN, at: datetime = NOW
    ) -> None:
        """A step on items of somebody's unit, all at once."""
        items = [self.item(of, code) for code in codes or (REPORT,)]
        targets = [Target(one.unit_id, one.task_id, one.version) for one in items]
        with clock.at(at):
            verification.take_step(
                self.db, self.who(person), self.campaign, act_id=new_act(), step=step,
                targets=targets, reason="Thiếu số liệu", due_on=LATER.date(),
            )  # fmt: skip

    def sent(self, *, at: datetime = NOW) -> reports_store.FixedReport:
        """What Lan's unit has sent, after it was written and sent."""
        self.report(LAN, at=at)
        self.take(HUNG, Step.SEND, at=at)
        found = self.fixed()
        assert found is not None
        return found

    def fixed(self, person: Person = LAN) -> reports_store.FixedReport | None:
        unit_id, task_id = self.who(person).unit_id, self.task_id()
        return self.db.read(lambda tx: reports_store.newest(tx, unit_id, task_id))

    def bring(self, state: Verification) -> None:
        """Lan's report in the state, on its usual way."""
        ways = {
            Verification.NOT_SENT: (),
            Verification.SENT: (Step.SEND,),
            Verification.RECEIVED: (Step.SEND, Step.RECEIVE),
            Verification.VERIFIED: (Step.SEND, Step.RECEIVE, Step.VERIFY),
            Verification.RETURNED: (Step.SEND, Step.RETURN),
        }
        self.report(LAN)
        for step in ways[state]:
            self.take(HUNG if step == Step.SEND else MAI, step)


def make_scene(db: Database) -> ReportScene:
    cast.make_cast(db)
    agency = Agency("Sở Xây dựng tỉnh Cao Bằng", "UBND tỉnh Cao Bằng")
    db.write(lambda tx: setup.insert_agency(tx, agency, now=small_campaign.LOADED_AT))
    small_campaign.load(db, seed=replace(SEED, tasks=(*SEED.tasks, _OF_SEED)))
    scene = ReportScene(db, small_campaign.stored(db))
    for person in cast.CAST:
        scene.who(person)
    return scene


def play(db: Database) -> ReportScene:
    """Lan's unit has sent its report."""
    scene = make_scene(db)
    scene.sent()
    return scene
