"""Questions and answers on two items, with what spreadsheets fear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lib.domain.comments import Side
from lib.domain.exports import Options
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import comment_acts, comments, kept
from lib.services.checklist.comments import Place
from lib.store.engine.db import Database
from tests import small_campaign
from tests.cast import BINH, HUNG, LAN, MAI, VAN
from tests.exports.scene import VIETNAMESE
from tests.services.nominations.nomination_scene import Scene, make_scene
from tests.small_campaign import HELD, NIL

NOW = datetime(2021, 5, 20, 7, 3, 22, tzinfo=UTC)
GOLDEN = {"comments.csv": ("comments", Options()), "comments_vi.csv": ("comments", VIETNAMESE)}
_SAID = (
    (VAN, Side.OFFICE, LAN, HELD, "=1+1; hội nghị nào?"),
    (BINH, Side.UNIT, BINH, NIL, "Ghi không phát sinh\nđược không?"),
    (LAN, Side.UNIT, LAN, HELD, "Hội nghị tháng 3"),
    (MAI, Side.OFFICE, BINH, NIL, "@Được"),
    (HUNG, Side.UNIT, LAN, HELD, 'Đã bổ sung "biên bản"'),
    (VAN, Side.OFFICE, LAN, HELD, ""),
)
"""Who, for whom, on whose item and which; nothing is said by who has only seen the last."""


def play(db: Database) -> Scene:
    scene = make_scene(db)
    for minutes, (who, side, owner, code, body) in enumerate(_SAID):
        with clock.at(NOW - timedelta(days=1) + timedelta(minutes=minutes)):
            unit = kept.unit(db, scene.who(owner).unit_id, clock.today())
            task_id = small_campaign.task(db, code).task_id
            said = comments.of_item(
                db, scene.who(who), scene.campaign, unit, task_id, side=side
            ).threads
            thread = said[0] if said else None
            place = Place(unit.unit_id, task_id, side, thread.thread_id if thread else None)
            acting = (db, scene.who(who), scene.campaign)
            if body:
                comment_acts.say(
                    *acting, act_id=new_act(), place=place, body=body,
                    seen=thread.last.comment_id if thread else None,
                )  # fmt: skip
            elif thread:
                comment_acts.mark_seen(
                    *acting, act_id=new_act(), place=place, seen=thread.last.comment_id
                )
    return scene
