"""Another server of the same PostgreSQL database: a process that has read all before the publish.

Run with the database's address and the account that reports. It says "ready", waits for the key of
the question on a line, reports, and says what the indicator has come to.
"""

from __future__ import annotations

import sys
from uuid import UUID

from lib.domain.checklist import Report
from lib.domain.workflow import WorkStatus
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist
from lib.services.people import sessions
from lib.services.reports import summary
from lib.store.engine.db import open_database
from tests.services.building.building_scene import LATER
from tests.small_campaign import HELD


def serve(address: str, account_id: UUID, leader_id: UUID) -> None:
    db = open_database(address)
    actors = []
    for account in (account_id, leader_id):
        actor = sessions.actor(db, sessions.open_session(db, account, None).session_id)
        assert actor is not None
        actors.append(actor)
    unit_id = actors[0].unit_id
    assert unit_id is not None

    def opened() -> checklist.OpenedItem:
        running = campaigns.find(db)
        return checklist.opened_item(db, actors[0], running, unit_id=unit_id, task_code=HELD)

    opened()
    summary.indicators(db, actors[1], campaigns.find(db))
    sys.stdout.write("ready\n")
    sys.stdout.flush()

    key = sys.stdin.readline().strip()
    asked = [field.key for field in opened().task.form.asked]
    checklist.save_item(
        db, actors[0], campaigns.find(db), act_id=new_act(), unit_id=unit_id, task_code=HELD,
        seen_version=opened().item.version,
        report=Report(WorkStatus.DONE.value, {"so_hoi_nghi": "4", key: "137"}, ""),
    )  # fmt: skip
    totals = [one.total for one in summary.indicators(db, actors[1], campaigns.find(db))]
    sys.stdout.write(f"{key in asked} {137 in totals}\n")
    db.close()


if __name__ == "__main__":
    with clock.at(LATER):
        serve(sys.argv[1], UUID(sys.argv[2]), UUID(sys.argv[3]))
