"""A loaded campaign with the cast, and short ways to nominate and to take steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Nomination, Subject
from lib.services import clock
from lib.services.acts import new_act
from lib.services.nominations import nomination_edits, nomination_steps
from lib.services.nominations.nomination_acts import Target
from lib.store import nominations as store
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import HUNG, LAN, VAN, Person

NOW = datetime(2021, 3, 20, 3, tzinfo=UTC)
NEW_DUE = date(2021, 4, 2)
ACHIEVEMENT = (
    "Tham mưu tổ chức 12 hội nghị phổ biến Luật Bầu cử cho 480 lượt người, bảo đảm đúng tiến độ, "
    "đúng đối tượng; phối hợp với Văn phòng niêm yết danh sách cử tri."
)

PERSON: Mapping[str, object] = {
    "ho_ten": "Hoàng Văn Đức",
    "gioi_tinh": "nam",
    "nam_sinh": "1985",
    "chuc_vu": "Chuyên viên",
    "don_vi_cong_tac": "Phòng Quản lý xây dựng",
    "nhom_doi_tuong": "truc_tiep",
    "hinh_thuc": "gk",
    "noi_dung_khen_thuong": "Đã có thành tích xuất sắc trong phong trào thi đua bầu cử",
    "thanh_tich": ACHIEVEMENT,
    "dang_xem_xet": False,
}
COLLECTIVE: Mapping[str, object] = {
    "ten_tap_the": "Phòng Quản lý xây dựng",
    "don_vi_quan_ly": "Sở Xây dựng",
    "nhom_doi_tuong": "tap_the",
    "tong_so_nguoi": "12",
    "so_nu": "5",
    "hinh_thuc": "bk",
    "noi_dung_khen_thuong": "Đã có thành tích xuất sắc trong phong trào thi đua bầu cử",
    "thanh_tich": "Hoàn thành sớm 27 nhiệm vụ của kế hoạch, không có nhiệm vụ nào quá hạn.",
    "dang_xem_xet": False,
}


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

    def save(
        self,
        person: Person = LAN,
        *,
        subject: Subject = Subject.INDIVIDUAL,
        nomination_id: UUID | None = None,
        seen: int = 0,
        act: UUID | None = None,
        **changes: object,
    ) -> Nomination:
        """The nomination after the person saved it; `changes` are what is typed otherwise."""
        raw = PERSON if subject == Subject.INDIVIDUAL else COLLECTIVE
        key = nomination_id or nomination_edits.new_nomination_id()
        with clock.at(NOW):
            nomination_edits.save_nomination(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                nomination_id=key, subject=subject, seen_version=seen, raw={**raw, **changes},
            )  # fmt: skip
        return self.stored(key)

    def step(
        self,
        person: Person,
        step: Step,
        *nominations: Nomination,
        note: str = "",
        due_on: date | None = None,
        act: UUID | None = None,
    ) -> None:
        with clock.at(NOW):
            nomination_steps.take_step(
                self.db, self.who(person), self.campaign, act_id=act or new_act(), step=step,
                targets=[Target(one.nomination_id, one.version) for one in nominations],
                note=note, due_on=due_on,
            )  # fmt: skip

    def check(
        self,
        person: Person,
        nomination: Nomination,
        *,
        opinion: str = "Đủ điều kiện.",
        passed_over: str = "",
    ) -> None:
        with clock.at(NOW):
            nomination_steps.check_nomination(
                self.db, self.who(person), self.campaign, act_id=new_act(),
                target=Target(nomination.nomination_id, nomination.version), opinion=opinion,
                passed_over=passed_over,
            )  # fmt: skip

    def checked(self, person: Person = LAN, **changes: object) -> Nomination:
        """A nomination that the Office has checked; its minutes were missing."""
        made = self.save(person, **changes)
        self.step(HUNG, Step.SEND, made)
        self.step(VAN, Step.RECEIVE, self.stored(made.nomination_id))
        self.check(
            VAN, self.stored(made.nomination_id), passed_over="Biên bản họp đơn vị nộp bản giấy."
        )
        return self.stored(made.nomination_id)

    def stored(self, nomination_id: UUID) -> Nomination:
        found = self.db.read(lambda tx: store.nomination(tx, nomination_id))
        assert found is not None
        return found

    def put(
        self, nomination: Nomination, state: State, *, drafted_by: UUID | None = None
    ) -> Nomination:
        """The nomination in a state at version 1, whether or not the services would allow it."""
        author = drafted_by or nomination.drafted_by

        def work(tx):
            tx.run(
                "DELETE FROM nomination_history WHERE nomination_id = $1 AND version > 1",
                [nomination.nomination_id],
            )
            tx.run(
                """
                UPDATE nominations
                SET state = $1, version = 1, drafted_by = $2, saved_by = $2
                WHERE nomination_id = $3
                """,
                [state.value, author, nomination.nomination_id],
            )
            tx.run(
                "UPDATE nomination_history SET done_by = $1 WHERE nomination_id = $2",
                [author, nomination.nomination_id],
            )

        self.db.write(work)
        return self.stored(nomination.nomination_id)


def make_scene(db: Database) -> Scene:
    cast.make_cast(db)
    small_campaign.load(db)
    scene = Scene(db, small_campaign.stored(db))
    for person in cast.CAST:
        scene.who(person)
    return scene
