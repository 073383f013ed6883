"""A small campaign with reports of every kind, made by the real services at fixed times."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from lib.domain.campaigns import CampaignSeed
from lib.domain.checklist import Report
from lib.domain.evidence import Evidence
from lib.domain.exports import Dates, Decimals, Options
from lib.domain.forms.forms import form_from_data
from lib.domain.workflow import Step, WorkStatus
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.services.evidence import evidence, evidence_uses
from lib.services.evidence.evidence import Upload
from lib.services.reports import exports
from lib.store.engine.db import Database
from tests import cast, files, small_campaign
from tests.cast import BINH, HUNG, LAN, MAI, VAN, YEN, Person
from tests.small_campaign import HELD, NIL, OPTIONAL, SHARE

EVERYTHING = "II.2.3"
NOW = datetime(2021, 5, 20, 7, 3, 22, tzinfo=UTC)
VIETNAMESE = Options(Dates.VI, Decimals.COMMA)
GOLDEN = {
    "items.csv": ("items", Options()),
    "items_vi.csv": ("items", VIETNAMESE),
    "units.csv": ("units", Options()),
    "units_vi.csv": ("units", VIETNAMESE),
    "groups.csv": ("groups", Options()),
    "indicators.csv": ("indicators", Options()),
    "evidence.csv": ("evidence", Options()),
    "quality.csv": ("quality", Options()),
}

_EVERY_KIND = form_from_data(
    {
        "key": "nho.II.2.3",
        "version": 1,
        "fields": [
            {"key": "so_hoi_nghi", "label": "Số hội nghị", "kind": "whole", "unit": "hội nghị"},
            {"key": "dien_tich", "label": "Diện tích pa nô", "kind": "decimal", "unit": "m²"},
            {"key": "ngay_treo", "label": "Ngày treo", "kind": "date"},
            {"key": "da_treo", "label": "Đã treo", "kind": "yes_no"},
            {"key": "noi_treo", "label": "Nơi treo", "kind": "choice", "choices": [
                {"key": "cong", "label": "Cổng cơ quan"}, {"key": "sanh", "label": "Sảnh"}]},
            {"key": "hinh_thuc", "label": "Hình thức", "kind": "choices", "choices": [
                {"key": "pa_no", "label": "Pa nô"}, {"key": "loa", "label": "Loa"}]},
            {"key": "khau_hieu", "label": "Khẩu hiệu", "kind": "short_text"},
            {"key": "ghi_chu", "label": "Ghi chú", "kind": "long_text"},
            {"key": "duong_dan", "label": "Đường dẫn minh chứng", "kind": "link"},
        ],
    }
)  # fmt: skip


def seed() -> CampaignSeed:
    """The small campaign with one more task, which asks a field of every kind."""
    extra = replace(small_campaign.SEED.tasks[3], code=EVERYTHING, short_title="Việc II.2.3")
    extra = replace(extra, form=_EVERY_KIND)
    tasks = small_campaign.SEED.tasks
    return replace(small_campaign.SEED, tasks=(*tasks[:4], extra, *tasks[4:]))


class Scene:
    """Who did what, on which day of 2021 at nine o'clock."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.campaign = small_campaign.stored(db)

    def save(
        self, day: date, who: Person, code: str, status: WorkStatus, reason: str = "", **raw: object
    ) -> None:
        with clock.at(_nine(day)):
            actor = cast.actor(self.db, who)
            opened = checklist.opened_item(
                self.db, actor, self.campaign, unit_id=actor.unit_id, task_code=code
            )
            checklist.save_item(
                self.db,
                actor,
                self.campaign,
                act_id=new_act(),
                unit_id=actor.unit_id,
                task_code=code,
                seen_version=opened.item.version,
                report=Report(status.value, raw, reason),
            )

    def attach(self, day: date, who: Person, code: str, *names: str) -> list[Evidence]:
        """Everything that backs the item then."""
        with clock.at(_nine(day)):
            actor = cast.actor(self.db, who)
            task_id = small_campaign.task(self.db, code).task_id
            evidence.add(
                self.db,
                actor,
                self.campaign,
                act_id=new_act(),
                unit_id=actor.unit_id,
                task_code=code,
                uploads=[Upload(name, io.BytesIO(files.pdf(words=name))) for name in names],
            )
            found = evidence.of_item(self.db, actor, unit_id=actor.unit_id, task_id=task_id)
            return list(found.files)

    def detach(self, day: date, who: Person, code: str, known: Evidence) -> None:
        with clock.at(_nine(day)):
            actor = cast.actor(self.db, who)
            evidence_uses.remove(
                self.db,
                actor,
                self.campaign,
                small_campaign.item_files(self.db, actor, code),
                act_id=new_act(),
                evidence_id=known.evidence_id,
            )

    def step(
        self,
        day: date,
        who: Person,
        unit_of: Person,
        code: str,
        step: Step,
        reason: str = "",
        due_on: date | None = None,
    ) -> None:
        with clock.at(_nine(day)):
            actor, owner = cast.actor(self.db, who), cast.actor(self.db, unit_of)
            item = checklist.opened_item(
                self.db, owner, self.campaign, unit_id=owner.unit_id, task_code=code
            ).item
            verification.take_step(
                self.db,
                actor,
                self.campaign,
                act_id=new_act(),
                step=step,
                targets=[Target(item.unit_id, item.task_id, item.version)],
                reason=reason,
                due_on=due_on,
            )


def _nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def play(db: Database) -> Scene:
    """Reports that are verified, returned, nil, under way, and full of what spreadsheets fear.

    Evidence goes to the data folder of the settings.
    """
    cast.make_cast(db)
    small_campaign.load(db, seed=seed())
    scene = Scene(db)
    march, april, may = date(2021, 3, 10), date(2021, 4, 8), date(2021, 5, 4)
    scene.save(march, LAN, HELD, WorkStatus.IN_PROGRESS, so_hoi_nghi="1.234")
    scene.save(
        april, LAN, HELD, WorkStatus.DONE, reason="-Đếm nhầm", so_hoi_nghi="12", ghi_chu="=1+1"
    )
    kept = scene.attach(april, LAN, HELD, "Biên bản.pdf", "Danh sách.pdf", "Nhầm.pdf")
    scene.detach(april, LAN, HELD, kept[-1])
    scene.step(april, HUNG, LAN, HELD, Step.SEND)
    scene.step(april, MAI, LAN, HELD, Step.RECEIVE)
    scene.step(may, VAN, LAN, HELD, Step.VERIFY)
    scene.save(march, LAN, SHARE, WorkStatus.DONE, ty_le_num="10", ty_le_den="12")
    scene.step(march, HUNG, LAN, SHARE, Step.SEND)
    scene.step(april, MAI, LAN, SHARE, Step.RETURN, reason="Thiếu biên bản,\nnộp lại", due_on=may)
    scene.save(march, BINH, NIL, WorkStatus.NIL, ghi_chu='Không có "việc" gì; xong')
    scene.save(march, YEN, OPTIONAL, WorkStatus.DONE, so_hoi_nghi=3)
    scene.save(
        may,
        BINH,
        EVERYTHING,
        WorkStatus.DONE,
        so_hoi_nghi="2",
        dien_tich="12,5",
        ngay_treo="01/05/2021",
        da_treo=True,
        noi_treo="sanh",
        hinh_thuc=["loa", "pa_no"],
        khau_hieu="@Toàn dân đi bầu cử",
        ghi_chu="Dòng một\nDòng hai",
        duong_dan="https://example.org/a\nhttps://example.org/b?x=1,2",
    )
    return scene


def file_of(db: Database, key: str, options: Options) -> bytes:
    """The whole file as the operator gets it at NOW."""
    with clock.at(NOW):
        made = exports.make_for_operator(db, key=key, campaign_code=None, options=options)
        return b"".join(made.pieces)
