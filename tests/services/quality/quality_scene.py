"""Reports of which some look wrong and some nearly do, and short ways to look and to accept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.quality.findings import RuleKey
from lib.domain.workflow import Step, WorkStatus
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.quality import acceptances, board
from lib.services.quality.acceptances import Target
from lib.services.quality.board import Board, Line
from lib.services.quality.tallies import Show, Wanted
from lib.store import units as units_store
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import BINH, HUNG, LAN, MAI, VAN, YEN, Person
from tests.exports import scene
from tests.factories import put_item
from tests.small_campaign import HELD, NIL, OPTIONAL, SHARE

NOW = datetime(2021, 5, 20, 3, tzinfo=UTC)
LONG = "Đã tổ chức quán triệt trong cuộc họp giao ban tháng Ba, có biên bản và danh sách kèm theo."
WHOLE = Wanted()
WHY = "Đã đối chiếu với biên bản của đơn vị."


@dataclass
class Scene:
    db: Database
    campaign: Campaign
    actors: dict[str, Actor] = field(default_factory=dict)

    def who(self, person: Person) -> Actor:
        """The person signed in, once per scene."""
        if person.username not in self.actors:
            self.actors[person.username] = cast.actor(self.db, person)
        return self.actors[person.username]

    def unit(self, code: str) -> UUID:
        found = self.db.read(lambda tx: units_store.units(tx, NOW.date()))
        return next(one.unit_id for one in found if one.code == code)

    def again(self) -> Campaign:
        """The campaign at its newest revision, as a page reads it."""
        return campaigns.find(self.db, self.campaign.code)

    def board(
        self, person: Person = MAI, now: datetime = NOW, wanted: Wanted = WHOLE, page: int = 1
    ) -> Board:
        with clock.at(now):
            return board.board(self.db, self.who(person), self.again(), wanted, page=page)

    def line(self, rule: RuleKey, show: Show = Show.UNSEEN, person: Person = MAI) -> Line:
        """The first finding of a rule."""
        return self.board(person, wanted=Wanted(show, rule)).lines[0]

    def target(self, rule: RuleKey, show: Show = Show.UNSEEN) -> Target:
        found = self.line(rule, show)
        return Target(found.finding.fingerprint, found.version)

    def accept(self, person: Person, *targets: Target, reason: object = WHY, act=None) -> int:
        with clock.at(NOW):
            return acceptances.accept(
                self.db, self.who(person), self.again(), act_id=act or new_act(),
                targets=targets, reason=reason,
            )  # fmt: skip

    def withdraw(self, person: Person, *targets: Target, act=None) -> int:
        with clock.at(NOW):
            return acceptances.withdraw(
                self.db, self.who(person), self.again(), act_id=act or new_act(), targets=targets
            )

    def put_share(self, code: str, top: int, bottom: int) -> None:
        """What was stored before its form said how much a share may be; the revision moves."""
        answers = f'{{"ty_le_num": {top}, "ty_le_den": {bottom}}}'
        task_id = small_campaign.task(self.db, SHARE).task_id
        put_item(self.db, self.unit(code), task_id, answers=answers)


def make_scene(db: Database) -> Scene:
    """Looked at on 20 May: QLXD has one of each, QHKT what is near to it."""
    cast.make_cast(db)
    small_campaign.load(db)
    acting = scene.Scene(db)
    done, begun = WorkStatus.DONE, WorkStatus.IN_PROGRESS

    def on(month: int, day: int) -> date:
        return date(2021, month, day)

    acting.save(on(3, 10), LAN, HELD, begun, so_hoi_nghi="10")
    acting.save(on(3, 15), LAN, HELD, done, so_hoi_nghi="60")
    acting.save(on(3, 10), BINH, HELD, begun, so_hoi_nghi="10")
    acting.save(on(3, 15), BINH, HELD, done, so_hoi_nghi="49")
    acting.attach(on(3, 17), BINH, HELD, "Biên bản.pdf")
    for who, head, times in ((LAN, HUNG, 2), (BINH, YEN, 1)):
        _return(acting, who, head, times)
    acting.save(on(4, 1), LAN, OPTIONAL, done, so_hoi_nghi="1")
    acting.attach(on(4, 9), LAN, OPTIONAL, "Ảnh.pdf")
    acting.save(on(4, 1), BINH, OPTIONAL, done, so_hoi_nghi="1")
    acting.attach(on(4, 4), BINH, OPTIONAL, "Ảnh.pdf")
    acting.save(on(5, 6), LAN, NIL, WorkStatus.NIL, ghi_chu=LONG)
    acting.save(on(5, 7), BINH, NIL, WorkStatus.NIL, ghi_chu=LONG)
    acting.save(on(5, 8), MAI, HELD, done, so_hoi_nghi="0")
    acting.attach(on(5, 8), VAN, HELD, "Giấy mời.pdf")
    return Scene(db, small_campaign.stored(db))


def _return(acting: scene.Scene, who: Person, head: Person, times: int) -> None:
    """A report that comes back, each time with a later deadline."""
    due = (date(2021, 4, 20), date(2021, 4, 28))
    acting.attach(date(2021, 4, 10), who, SHARE, "Danh sách.pdf")
    for number in range(times):
        day = date(2021, 4, 10 + number)
        told = {"ty_le_num": str(10 + number), "ty_le_den": "12"}
        acting.save(day, who, SHARE, WorkStatus.DONE, **told)
        acting.step(day, head, who, SHARE, Step.SEND)
        acting.step(day, MAI, who, SHARE, Step.RETURN, reason="Thiếu chữ ký", due_on=due[number])
