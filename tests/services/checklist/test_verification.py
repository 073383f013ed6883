"""The whole table: state × step × role; and the conditions that a step has besides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from lib.domain.access import Actor, Role
from lib.domain.campaigns import Campaign
from lib.domain.checklist import Report
from lib.domain.workflow import TRANSITIONS, Step, Verification, WorkStatus
from lib.errors import AppError, Conflict, Denied, Invalid, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.services.checklist.verification import Inbox
from lib.store import checklist as store
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import CAST, HUNG, LAN, MAI, SON, THU, VAN, YEN
from tests.services.nominations.nomination_scene import Scene, make_scene
from tests.support.stages import Stage

NOW = datetime(2021, 3, 20, 3, tzinfo=UTC)
NEW_DUE = date(2021, 4, 2)
STEPS = [step for step in Step if step != Step.SAVE]


@pytest.fixture
def scene(stage: Stage) -> Scene:
    return stage.set(make_scene)


@pytest.fixture
def db(scene: Scene) -> Database:
    return scene.db


@pytest.fixture
def campaign(scene: Scene) -> Campaign:
    return scene.campaign


def put(db: Database, unit_id: UUID, state: Verification, *, author: UUID | None = None) -> Target:
    """The item HELD of a unit, complete and in a state, saved by somebody else or by `author`."""
    task = small_campaign.task(db, small_campaign.HELD)
    db.write(
        lambda tx: tx.run(
            """
            UPDATE items
            SET verification = $1, work_status = 'done', answers = '{"so_hoi_nghi": 3}',
                saved_at = updated_at
            WHERE unit_id = $2 AND task_id = $3
            """,
            [state.value, unit_id, task.task_id],
        )
    )
    if author is not None:
        db.write(
            lambda tx: tx.run(
                """
                UPDATE item_history
                SET step = 'save', done_by = $1
                WHERE unit_id = $2 AND task_id = $3
                """,
                [author, unit_id, task.task_id],
            )
        )
    return Target(unit_id, task.task_id, 1)


def state_of(db: Database, target: Target) -> tuple[Verification, int]:
    item = db.read(lambda tx: store.item(tx, target.unit_id, target.task_id))
    assert item is not None
    return item.verification, item.version


def take(db: Database, actor: Actor, campaign: Campaign, step: Step, *targets: Target) -> int:
    with clock.at(NOW):
        return verification.take_step(
            db,
            actor,
            campaign,
            act_id=new_act(),
            step=step,
            targets=targets,
            reason="Thiếu biên bản",
            due_on=NEW_DUE,
        )


def may(actor: Actor, step: Step, *, own: bool, office_unit: bool) -> bool:
    """The rights of the issue's words, written a second time."""
    if step in (Step.SEND, Step.RECALL):
        return own and Role.HEAD in actor.roles
    return Role.OFFICE in actor.roles or (office_unit and Role.LEADER in actor.roles)


EXPECTED = {
    (Verification.NOT_SENT, Step.SEND): Verification.SENT,
    (Verification.RETURNED, Step.SEND): Verification.SENT,
    (Verification.SENT, Step.RECALL): Verification.NOT_SENT,
    (Verification.SENT, Step.RECEIVE): Verification.RECEIVED,
    (Verification.SENT, Step.RETURN): Verification.RETURNED,
    (Verification.RECEIVED, Step.VERIFY): Verification.VERIFIED,
    (Verification.RECEIVED, Step.RETURN): Verification.RETURNED,
    (Verification.VERIFIED, Step.RETURN): Verification.RETURNED,
}


def test_the_table_is_the_expected_one() -> None:
    steps = {key: row.target for key, row in TRANSITIONS.items() if key[1] != Step.SAVE}

    assert steps == EXPECTED


def check_all_states(
    db: Database, campaign: Campaign, actor: Actor, unit_id: UUID, *, office_unit: bool
) -> None:
    own = unit_id == actor.unit_id
    for state in Verification:
        for step in STEPS:
            db.write(lambda tx: tx.run("UPDATE items SET version = 1"))
            target = put(db, unit_id, state)
            allowed = may(actor, step, own=own, office_unit=office_unit)
            expected = EXPECTED.get((state, step)) if allowed else None
            # The begin row is the only history; versions repeat, so clear what steps appended.
            db.write(lambda tx: tx.run("DELETE FROM item_history WHERE version > 1"))

            if expected is None:
                with pytest.raises(Refused if allowed else Denied):
                    take(db, actor, campaign, step, target)
                assert state_of(db, target) == (state, 1)
            else:
                take(db, actor, campaign, step, target)
                assert state_of(db, target) == (expected, 2)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", ["own", "other", "office"])
def test_every_state_and_step_for_each_single_role(
    db: Database, campaign: Campaign, role: Role, place: str
) -> None:
    person = VAN if place == "office" else THU
    actor = replace(cast.actor(db, person), roles=frozenset({role}))
    owner = {"own": THU, "other": LAN, "office": VAN}[place]
    if place == "office":
        actor = replace(cast.actor(db, SON), roles=frozenset({role}))
    unit_id = cast.actor(db, owner).unit_id

    check_all_states(db, campaign, actor, unit_id, office_unit=place == "office")


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_every_state_and_step_for_the_cast(
    db: Database, campaign: Campaign, person: cast.Person
) -> None:
    actor = cast.actor(db, person)

    check_all_states(db, campaign, actor, cast.actor(db, LAN).unit_id, office_unit=False)
    check_all_states(db, campaign, actor, cast.actor(db, MAI).unit_id, office_unit=True)


@pytest.mark.parametrize("step", [Step.RECEIVE, Step.RETURN], ids=str)
def test_nobody_decides_on_what_they_saved_themselves(
    db: Database, campaign: Campaign, step: Step
) -> None:
    mai, van = cast.actor(db, MAI), cast.actor(db, VAN)
    target = put(db, mai.unit_id, Verification.SENT, author=mai.account_id)

    with pytest.raises(Refused, match="own_work"):
        take(db, mai, campaign, step, target)

    assert state_of(db, target) == (Verification.SENT, 1)
    take(db, van, campaign, step, target)


def test_nobody_verifies_what_they_sent_themselves(db: Database, campaign: Campaign) -> None:
    van, mai, son = (cast.actor(db, person) for person in (VAN, MAI, SON))
    target = put(db, van.unit_id, Verification.NOT_SENT, author=mai.account_id)
    take(db, van, campaign, Step.SEND, target)
    sent = replace(target, seen_version=2)

    for author in (van, mai):
        with pytest.raises(Refused, match="own_work"):
            take(db, author, campaign, Step.RECEIVE, sent)

    take(db, son, campaign, Step.RECEIVE, sent)
    take(db, son, campaign, Step.VERIFY, replace(target, seen_version=3))
    assert state_of(db, target) == (Verification.VERIFIED, 4)


def test_only_a_complete_report_is_sent(db: Database, campaign: Campaign) -> None:
    hung = cast.actor(db, HUNG)
    task = small_campaign.task(db, small_campaign.HELD)

    with pytest.raises(Refused, match="not_ready"):
        take(db, hung, campaign, Step.SEND, Target(hung.unit_id, task.task_id, 1))


def test_what_is_typed_and_not_saved_holds_back_the_sender(
    db: Database, campaign: Campaign
) -> None:
    hung = cast.actor(db, HUNG)
    ready = put(db, hung.unit_id, Verification.NOT_SENT)
    typed = {
        "unit_id": hung.unit_id, "task_code": small_campaign.HELD, "seen_version": 1,
        "raw": {"status": "done", "so_hoi_nghi": "7"},
    }  # fmt: skip
    checklist.keep_draft(db, cast.actor(db, LAN), campaign, **typed)
    checklist.keep_draft(db, hung, campaign, **typed)

    with pytest.raises(Refused, match="unsaved"):
        take(db, hung, campaign, Step.SEND, ready)

    assert state_of(db, ready) == (Verification.NOT_SENT, 1)
    checklist.drop_draft(db, hung, campaign, unit_id=hung.unit_id, task_code=small_campaign.HELD)
    # What others have typed is theirs alone.
    take(db, hung, campaign, Step.SEND, ready)


def returned(db: Database, campaign: Campaign) -> Target:
    """The item HELD of Hung's unit, sent and returned."""
    hung, van = cast.actor(db, HUNG), cast.actor(db, VAN)
    target = put(db, hung.unit_id, Verification.NOT_SENT)
    take(db, hung, campaign, Step.SEND, target)
    take(db, van, campaign, Step.RETURN, replace(target, seen_version=2))
    return replace(target, seen_version=3)


def reason_of(db: Database, target: Target) -> str | None:
    item = db.read(lambda tx: store.item(tx, target.unit_id, target.task_id))
    assert item is not None
    return item.return_reason


def test_what_was_returned_is_not_sent_as_it_was(db: Database, campaign: Campaign) -> None:
    hung, target = cast.actor(db, HUNG), returned(db, campaign)

    with pytest.raises(Refused, match="unchanged"):
        take(db, hung, campaign, Step.SEND, target)

    with clock.at(NOW + timedelta(hours=1)):
        checklist.save_item(
            db, hung, campaign, act_id=new_act(), unit_id=hung.unit_id,
            task_code=small_campaign.HELD, seen_version=3,
            report=Report("done", {"so_hoi_nghi": "4"}),
        )  # fmt: skip
    take(db, hung, campaign, Step.SEND, replace(target, seen_version=4))
    assert state_of(db, target)[0] == Verification.SENT


def test_another_file_is_an_answer_to_a_return(db: Database, campaign: Campaign) -> None:
    hung, target = cast.actor(db, HUNG), returned(db, campaign)
    db.write(
        lambda tx: tx.run(
            """
            INSERT INTO evidence_history (
                entry_id, campaign_id, revision, evidence_id, unit_id, task_id, act, title,
                effective_on, revision_no, done_by, done_at, done_on
            )
            VALUES ($1, $2, 1, $1, $3, $4, 'add', 'Biên bản', $5, 1, $6, $7, $5)
            """,
            [
                new_act(), campaign.campaign_id, target.unit_id, target.task_id, NOW.date(),
                hung.account_id, NOW + timedelta(hours=1),
            ],
        )
    )  # fmt: skip

    take(db, hung, campaign, Step.SEND, target)

    assert state_of(db, target)[0] == Verification.SENT


def test_the_reason_of_a_return_stays_until_the_office_has_looked(
    db: Database, campaign: Campaign
) -> None:
    hung, van, target = cast.actor(db, HUNG), cast.actor(db, VAN), returned(db, campaign)
    with clock.at(NOW + timedelta(hours=1)):
        checklist.save_item(
            db, hung, campaign, act_id=new_act(), unit_id=hung.unit_id,
            task_code=small_campaign.HELD, seen_version=3,
            report=Report("done", {"so_hoi_nghi": "4"}),
        )  # fmt: skip
    take(db, hung, campaign, Step.SEND, replace(target, seen_version=4))
    assert reason_of(db, target) == "Thiếu biên bản"

    take(db, van, campaign, Step.RECEIVE, replace(target, seen_version=5))

    assert reason_of(db, target) is None


def test_sending_all_or_none(db: Database, campaign: Campaign) -> None:
    hung = cast.actor(db, HUNG)
    ready = put(db, hung.unit_id, Verification.NOT_SENT)
    other = small_campaign.task(db, small_campaign.SHARE)

    with pytest.raises(Refused, match="not_ready"):
        take(db, hung, campaign, Step.SEND, ready, Target(hung.unit_id, other.task_id, 1))

    assert state_of(db, ready) == (Verification.NOT_SENT, 1)


def test_a_return_needs_a_reason_and_a_day_to_come(db: Database, campaign: Campaign) -> None:
    van = cast.actor(db, VAN)
    target = put(db, cast.actor(db, LAN).unit_id, Verification.SENT)

    for reason, due_on, kind in (
        (" ", NEW_DUE, Refused),
        ("Thiếu", None, Refused),
        ("Thiếu", date(2021, 3, 19), Invalid),
        (["x"], NEW_DUE, Invalid),
    ):
        with clock.at(NOW), pytest.raises(kind):
            verification.take_step(
                db, van, campaign, act_id=new_act(), step=Step.RETURN, targets=[target],
                reason=reason, due_on=due_on,
            )  # fmt: skip

    assert state_of(db, target) == (Verification.SENT, 1)


def test_a_returned_item_is_judged_by_its_new_day(db: Database, campaign: Campaign) -> None:
    van, hung = cast.actor(db, VAN), cast.actor(db, HUNG)
    target = put(db, hung.unit_id, Verification.SENT)
    take(db, van, campaign, Step.RETURN, target)

    returned = db.read(lambda tx: store.item(tx, target.unit_id, target.task_id))
    with clock.at(NOW):
        checklist.save_item(
            db, hung, campaign, act_id=new_act(), unit_id=hung.unit_id,
            task_code=small_campaign.HELD, seen_version=2,
            report=Report(WorkStatus.DONE.value, {"so_hoi_nghi": "3"}),
        )  # fmt: skip
    take(db, hung, campaign, Step.SEND, replace(target, seen_version=3))
    resent = db.read(lambda tx: store.item(tx, target.unit_id, target.task_id))

    assert returned is not None
    assert resent is not None
    assert (returned.return_reason, returned.due_on, returned.first_complete_on) == (
        "Thiếu biên bản",
        NEW_DUE,
        None,
    )
    assert (resent.return_reason, resent.due_on, resent.first_complete_on) == (
        "Thiếu biên bản",
        NEW_DUE,
        date(2021, 3, 20),
    )


def test_a_sent_item_is_locked_for_saving(db: Database, campaign: Campaign) -> None:
    lan = cast.actor(db, LAN)
    for state in (Verification.SENT, Verification.RECEIVED, Verification.VERIFIED):
        put(db, lan.unit_id, state)

        with pytest.raises(Refused, match="locked"):
            checklist.save_item(
                db, lan, campaign, act_id=new_act(), unit_id=lan.unit_id,
                task_code=small_campaign.HELD, seen_version=1,
                report=Report("done", {"so_hoi_nghi": "4"}),
            )  # fmt: skip


def test_five_clicks_of_one_act_send_once(db: Database, campaign: Campaign) -> None:
    hung = cast.actor(db, HUNG)
    target = put(db, hung.unit_id, Verification.NOT_SENT)
    act = new_act()

    done = [
        verification.take_step(db, hung, campaign, act_id=act, step=Step.SEND, targets=[target])
        for _ in range(5)
    ]

    assert done == [1] * 5
    assert state_of(db, target) == (Verification.SENT, 2)


def test_a_stale_version_is_refused(db: Database, campaign: Campaign) -> None:
    hung = cast.actor(db, HUNG)
    target = put(db, hung.unit_id, Verification.NOT_SENT)

    with pytest.raises(Conflict):
        take(db, hung, campaign, Step.SEND, replace(target, seen_version=7))

    assert state_of(db, target) == (Verification.NOT_SENT, 1)


def test_the_desk_shows_what_waits_to_those_who_may_act(db: Database, campaign: Campaign) -> None:
    lan, van, son, yen = (cast.actor(db, person) for person in (LAN, VAN, SON, YEN))
    put(db, lan.unit_id, Verification.SENT)
    put(db, van.unit_id, Verification.SENT, author=van.account_id)

    def units(actor: Actor) -> set[str]:
        return {line.unit.code for line in inbox(actor).lines}

    def inbox(actor: Actor) -> Inbox:
        return verification.inbox(db, actor, campaign, [Verification.SENT])

    assert units(van) == {"QLXD", "VP"}
    assert inbox(van).by_state[Verification.SENT] == 2
    assert units(son) == {"VP"}
    assert inbox(son).by_state[Verification.SENT] == 1
    with pytest.raises(AppError):
        units(yen)


def test_the_desk_comes_in_pages(
    db: Database, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "PAGE_ROWS", 1)
    lan, van = (cast.actor(db, person) for person in (LAN, VAN))
    targets = [put(db, one.unit_id, Verification.SENT) for one in (lan, van)]

    def page(number: int) -> Inbox:
        return verification.inbox(db, van, campaign, [Verification.SENT], page=number)

    def units(*numbers: int) -> list[str]:
        return [line.unit.code for number in numbers for line in page(number).lines]

    assert sorted(units(1, 2)) == ["QLXD", "VP"]
    assert (page(2).total, page(2).pages) == (2, 2)
    # What a shorter list no longer has is its first page.
    assert units(7) == units(0) == units(1)

    take(db, van, campaign, Step.RECEIVE, targets[0])

    assert units(1) == units(2) == ["VP"]
    found = page(1).by_state
    assert (found[Verification.SENT], found[Verification.RECEIVED]) == (1, 1)


def test_a_line_is_found_whatever_page_it_is_on(db: Database, campaign: Campaign) -> None:
    lan, van, son = (cast.actor(db, person) for person in (LAN, VAN, SON))
    put(db, lan.unit_id, Verification.SENT)
    put(db, van.unit_id, Verification.SENT)

    def found(
        actor: Actor, unit: str, task: str, state: Verification = Verification.SENT
    ) -> str | None:
        line = verification.line(db, actor, campaign, [state], unit_code=unit, task_code=task)
        return line and line.unit.code

    held = small_campaign.HELD
    assert [found(van, unit, held) for unit in ("QLXD", "VP")] == ["QLXD", "VP"]
    assert [found(son, unit, held) for unit in ("QLXD", "VP")] == [None, "VP"]
    assert found(van, "QLXD", held, Verification.RECEIVED) is None
    assert [found(van, *named) for named in (("KHONG", held), ("QLXD", "IX.9"))] == [None, None]
    with pytest.raises(Denied):
        found(cast.actor(db, YEN), "QLXD", held)
