"""What the check of figures has to find in the demo, by the services people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.quality.findings import RuleKey
from lib.domain.vietnamese import TIMEZONE
from lib.domain.workflow import Step, WorkStatus
from lib.services.campaigns import campaigns
from lib.services.demo.demo_awards import Timed, day_at
from lib.services.demo.demo_data import Words
from lib.services.demo.demo_story import Act
from lib.services.quality import acceptances, looking
from lib.services.quality.acceptances import Target
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id

_REASON: Final = "Biên bản được quét sau cuộc họp; ngày họp ghi trong biên bản khớp với báo cáo."


def acts(words: Words, today: date) -> list[Act]:
    """A digit too many, a paper dated after its report, and a deadline that moved twice."""
    days = [today - timedelta(days=before) for before in range(1, 25)]
    working = [day for day in days if day.weekday() < 5]

    def act(days: int, hour: int, who: str, step: Step, unit: str, task: str, **more: Any) -> Act:
        when = datetime.combine(working[days], time(hour, 25, 40), TIMEZONE)
        return Act(when, who, step, unit, task, **more)

    def save(days: int, who: str, unit: str, task: str, **more: Any) -> Act:
        return act(days, 8, who, Step.SAVE, unit, task, status=WorkStatus.DONE, **more)

    told = {"so_buoi": "3", "luot_nguoi": "24", "ghi_chu": words.notes["II.3.1"][0]}
    begun = save(9, "huong", "KTVL", "II.3.1", answers=told)
    held = {"so_hoi_nghi": "2", "luot_nguoi": "58"}
    moved = []
    for number in range(2):
        day = 10 - 5 * number
        share = {"nguoi_duoc_pho_bien_num": str(9 + number), "nguoi_duoc_pho_bien_den": "11"}
        moved += [
            save(day, "duong", "TTR", "II.1.2", answers=share),
            act(day, 10, "kien", Step.SEND, "TTR", "II.1.2"),
            act(day - 1, 9, "mai", Step.RECEIVE, "TTR", "II.1.2"),
            act(
                day - 1, 14, "mai", Step.RETURN, "TTR", "II.1.2", reason=words.returns[number],
                due_on=today - timedelta(days=6 - 10 * number),
            ),
        ]  # fmt: skip
    return [
        replace(begun, status=WorkStatus.IN_PROGRESS),
        save(6, "huong", "KTVL", "II.3.1", answers={**told, "so_buoi": "4", "luot_nguoi": "310"}),
        save(14, "trang", "TTKD", "II.1.1", answers=held),
        save(4, "trang", "TTKD", "II.1.1", answers=held, papers=words.evidence["II.1.1"]),
        *moved,
    ]


def accepted(db: Database, campaign: Campaign, actor: Actor) -> list[Timed]:
    """Somebody of the Office has looked at the late paper, and found it right."""

    def accept() -> None:
        now = campaigns.find(db, campaign.code)
        late = [one for one in looking.now(db, now).findings if one.rule == RuleKey.EVIDENCE_LATE]
        acceptances.accept(
            db, actor, now, act_id=new_id(), targets=[Target(one.fingerprint, 0) for one in late],
            reason=_REASON,
        )  # fmt: skip

    return [Timed(day_at(1, 9), accept)]
