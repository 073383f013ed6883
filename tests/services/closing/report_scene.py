"""A campaign with items, nominations and a decision, and a closing report that was begun."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lib.domain.agency import Agency
from lib.domain.reports.document import LineKind
from lib.domain.reports.outline import ReportKind
from lib.services import clock
from lib.services.acts import new_act
from lib.services.closing import parts, reports
from lib.services.closing.composing import Composed
from lib.services.closing.parts import WORDS
from lib.store import setup
from lib.store.engine.db import Database
from tests import cast
from tests.cast import MAI, Person
from tests.exports import award_scene
from tests.exports import scene as items
from tests.exports.scene import NOW

__all__ = ["NOW", "ReportScene", "make", "make_signed", "with_agency", "with_awards"]


class ReportScene:
    """The Office at work on reports."""

    def __init__(self, db: Database, base: items.Scene) -> None:
        self.db = db
        self.base = base
        self.campaign = base.campaign
        self.signed_id: UUID | None = None

    def who(self, person: Person):
        return cast.actor(self.db, person)

    def begin(self, kind: ReportKind = ReportKind.CLOSING, person: Person = MAI) -> UUID:
        with clock.at(NOW):
            return reports.begin(
                self.db, self.who(person), self.campaign, act_id=new_act(), kind=kind
            )

    def opened(self, report_id: UUID, person: Person = MAI) -> Composed:
        with clock.at(NOW):
            return reports.opened(self.db, self.who(person), self.again(), report_id)

    def again(self):
        """The campaign at its newest revision, as a page reads it."""
        from lib.services.campaigns import campaigns

        return campaigns.find(self.db, self.campaign.code)

    def write(self, report_id: UUID, key: str, words: str, *, seen: int = 0, person=MAI, act=None):
        with clock.at(NOW):
            return parts.save(
                self.db, self.who(person), self.again(), act_id=act or new_act(),
                report_id=report_id, part_key=key, seen_version=seen, raw={WORDS: words},
            )  # fmt: skip

    def fill(self, report_id: UUID) -> None:
        """Write every part that somebody has to write, and the citation with its number."""
        for line in self.opened(report_id).document.lines:
            if line.kind == LineKind.TYPED and line.is_empty:
                self.write(report_id, line.key, f"Không có ({line.key}, 1 việc)")
        opening = self.opened(report_id).document.line("mo_dau")
        assert opening is not None
        if opening.version == 0:
            self.write(report_id, "mo_dau", "Thực hiện Kế hoạch số 12/KH-SXD, Sở báo cáo như sau:")

    def hold(self, report_id: UUID, person: Person = MAI, *, act=None) -> None:
        with clock.at(NOW):
            reports.hold(
                self.db, self.who(person), self.again(), act_id=act or new_act(),
                report_id=report_id, seen_version=self.version(report_id),
            )  # fmt: skip

    def signed(self) -> UUID:
        """A report that was written, held fast and signed; in `make_signed` it stands already."""
        if self.signed_id:
            return self.signed_id
        report_id = self.begin()
        self.fill(report_id)
        self.hold(report_id)
        with clock.at(NOW):
            reports.sign(
                self.db, self.who(MAI), self.again(), act_id=new_act(), report_id=report_id,
                seen_version=self.version(report_id), number="125/BC-SXD",
                signed_on=date(2021, 5, 21), signer="Đoàn Quốc Chính", signer_position="GIÁM ĐỐC",
            )  # fmt: skip
        return report_id

    def version(self, report_id: UUID) -> int:
        from lib.store import closing_reports

        found = self.db.read(lambda tx: closing_reports.report(tx, report_id))
        assert found is not None
        return found.version


def with_agency(db: Database) -> None:
    agency = Agency("Sở Xây dựng tỉnh Cao Bằng", "UBND tỉnh Cao Bằng")
    db.write(lambda tx: setup.insert_agency(tx, agency, now=NOW))


def make(db: Database) -> ReportScene:
    with_agency(db)
    with clock.at(NOW):
        return ReportScene(db, items.play(db))


def make_signed(db: Database) -> ReportScene:
    scene = make(db)
    scene.signed_id = scene.signed()
    return scene


def with_awards(db: Database) -> award_scene.Scene:
    with_agency(db)
    with clock.at(NOW):
        return award_scene.play(db)
