"""From a plan's text to a campaign that runs."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from lib.domain.access import Role
from lib.domain.campaigns import CampaignState
from lib.domain.plan_intake import Choice, HeadField
from lib.domain.plan_text.corrections import Correction
from lib.domain.units import UnitType
from lib.errors import BadPlan, BadUpload, Conflict, Denied, NotFound, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns, files, form_library, intake
from lib.services.campaigns.intake_reading import Opened
from lib.services.operation import checks
from lib.store.engine.db import Database
from tests import cast
from tests.cast import CAST, MAI, VAN, Person
from tests.domain.plan_text.test_proposals import PLAN
from tests.support.stages import Stage

NOW = datetime(2026, 1, 10, 3, tzinfo=UTC)
TEXT = "\n".join(PLAN)
NAMED = {
    HeadField.CODE: "TD-CCHC", HeadField.ENDS_ON: "2026-12-15", HeadField.BLANK_DUE: "2026-11-30",
}  # fmt: skip


@pytest.fixture
def db(stage: Stage, own_data: Path) -> Database:
    stage.set(cast.with_cast)
    return stage.database


@pytest.fixture(autouse=True)
def _now():
    with clock.at(NOW):
        yield


def begun(db: Database, who: Person = MAI) -> UUID:
    return intake.begin_pasted(db, cast.actor(db, who), act_id=new_act(), pasted=TEXT)


def opened(db: Database, intake_id: UUID) -> Opened:
    return intake.opened(db, cast.actor(db, VAN), intake_id)


def named(db: Database, intake_id: UUID, head: Mapping[HeadField, str] = NAMED) -> int:
    seen = opened(db, intake_id).intake.version
    return intake.name(
        db, cast.actor(db, VAN), intake_id, act_id=new_act(), seen_version=seen, head=head
    )


def made(db: Database, intake_id: UUID, act_id: UUID | None = None) -> campaigns.Loaded:
    return intake.make(
        db, cast.actor(db, VAN), intake_id, act_id=act_id or new_act(),
        seen_version=opened(db, intake_id).intake.version,
    )  # fmt: skip


def test_a_campaign_is_made_of_a_text(db: Database) -> None:
    intake_id = begun(db)
    named(db, intake_id)

    loaded = made(db, intake_id)

    campaign = campaigns.find(db, "TD-CCHC")
    plan = campaigns.plan(db, campaign)
    assert (loaded.code, loaded.tasks, campaign.state) == ("TD-CCHC", 5, CampaignState.RUNNING)
    assert [task.code for task in plan.tasks] == ["II.1", "II.2.A", "II.3", "III.1.1", "III.2.1"]
    due = {task.code: task.due_on for task in plan.tasks}
    assert due == {
        "II.1": date(2026, 3, 15), "II.2.A": date(2026, 11, 30), "II.3": date(2026, 6, 30),
        "III.1.1": date(2026, 11, 30), "III.2.1": date(2026, 11, 30),
    }  # fmt: skip
    assert plan.tasks_by_code["III.1.1"].applies_to == {UnitType.OFFICE}
    assert [one.code for one in campaign.preface] == ["I.1.1", "I.1.2"]
    assert loaded.items > 0
    assert checks.problems(db) == []
    with pytest.raises(NotFound):
        opened(db, intake_id)


def test_what_is_missing_is_told_and_holds_the_making_back(db: Database) -> None:
    intake_id = begun(db)

    keys = [key for key, _ in opened(db, intake_id).missing]

    assert keys == ["no_due"]
    named(db, intake_id, {HeadField.ENDS_ON: "", HeadField.CODE: "bad code", HeadField.TITLE: " "})
    assert [key for key, _ in opened(db, intake_id).missing] == [
        "no_head", "bad_code", "no_end", "no_due",
    ]  # fmt: skip
    for refused in (
        lambda: made(db, intake_id),
        lambda: intake.file(db, cast.actor(db, VAN), intake_id),
    ):
        with pytest.raises(Refused) as why:
            refused()
        assert why.value.reason == "intake_unready"
    with pytest.raises(NotFound):
        campaigns.find(db)


def test_choices_stand_in_the_place_of_proposals(db: Database) -> None:
    intake_id = begun(db)
    lines = {one.proposal.code: one.proposal.line for one in opened(db, intake_id).tasks}
    chosen = {
        lines["II.1"]: Choice(is_taken=False),
        lines["II.2.B"]: Choice(is_taken=True, short_title="Việc khác", form="co_khong"),
        lines["II.3"]: Choice(units=(UnitType.DIVISION,), due_on=date(2026, 7, 1)),
    }
    intake.choose(
        db, cast.actor(db, VAN), intake_id, act_id=new_act(), seen_version=1, chosen=chosen
    )
    named(db, intake_id)
    made(db, intake_id)

    tasks = campaigns.plan(db, campaigns.find(db, "TD-CCHC")).tasks_by_code
    assert set(tasks) == {"II.2.A", "II.2.B", "II.3", "III.1.1", "III.2.1"}
    assert tasks["II.2.B"].short_title == "Việc khác"
    assert "da_thuc_hien" in {field.key for field in tasks["II.2.B"].form.fields}
    assert (tasks["II.3"].applies_to, tasks["II.3"].due_on) == (
        {UnitType.DIVISION}, date(2026, 7, 1),
    )  # fmt: skip


def test_a_correction_reads_the_text_anew_and_is_taken_back(db: Database) -> None:
    intake_id = begun(db)
    line = next(
        one.proposal.line for one in opened(db, intake_id).tasks if one.proposal.code == "III.1.1"
    )

    def say(said: Correction | None) -> bool:
        intake.correct(
            db, cast.actor(db, VAN), intake_id, act_id=new_act(),
            seen_version=opened(db, intake_id).intake.version, line=line, said=said,
        )  # fmt: skip
        return next(
            one.is_taken for one in opened(db, intake_id).tasks if one.proposal.line == line
        )

    assert say(Correction.NOT_TASK) is False
    assert say(None) is True


def test_two_at_once_lose_nothing(db: Database) -> None:
    intake_id = begun(db)
    named(db, intake_id, {HeadField.TITLE: "Của người thứ nhất"})

    with pytest.raises(Conflict):
        intake.name(
            db, cast.actor(db, MAI), intake_id, act_id=new_act(), seen_version=1,
            head={HeadField.TITLE: "Của người thứ hai"},
        )  # fmt: skip

    assert opened(db, intake_id).head[HeadField.TITLE] == "Của người thứ nhất"


def test_five_clicks_make_one_campaign(db: Database) -> None:
    intake_id, act_id = begun(db), new_act()
    named(db, intake_id)
    seen = opened(db, intake_id).intake.version

    first = made(db, intake_id, act_id)
    with pytest.raises(NotFound):
        intake.make(db, cast.actor(db, VAN), intake_id, act_id=new_act(), seen_version=seen)

    assert first.is_new
    assert len(campaigns.campaigns(db, cast.actor(db, VAN))) == 1


def test_a_code_that_is_taken_is_told(db: Database) -> None:
    first, second = begun(db), begun(db)
    named(db, first)
    named(db, second)
    made(db, first)

    assert ("code_taken", {"code": "TD-CCHC"}) in opened(db, second).missing


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_only_the_office_reads_plans(db: Database, person: Person) -> None:
    intake_id = begun(db)
    actor = cast.actor(db, person)
    doors = (
        lambda: intake.headings(db, actor),
        lambda: intake.opened(db, actor, intake_id),
        lambda: intake.file(db, actor, intake_id),
        lambda: intake.begin_pasted(db, actor, act_id=new_act(), pasted=TEXT),
        lambda: intake.name(db, actor, intake_id, act_id=new_act(), seen_version=1, head={}),
        lambda: intake.choose(db, actor, intake_id, act_id=new_act(), seen_version=1, chosen={}),
        lambda: intake.correct(
            db, actor, intake_id, act_id=new_act(), seen_version=1, line=1, said=None
        ),
        lambda: intake.make(db, actor, intake_id, act_id=new_act(), seen_version=1),
        lambda: intake.drop(db, actor, intake_id, act_id=new_act(), seen_version=1),
    )
    for door in doors:
        if Role.OFFICE in person.roles:
            with contextlib.suppress(Refused, Conflict, NotFound):
                door()
        else:
            with pytest.raises(Denied):
                door()


@pytest.mark.parametrize(
    "choice",
    [
        Choice(short_title=""), Choice(short_title="x" * 41), Choice(short_title="a\nb"),
        Choice(form="../../etc/passwd"),
    ],
    ids=["empty", "long", "two lines", "no form"],
)  # fmt: skip
def test_what_no_task_can_have_is_refused(db: Database, choice: Choice) -> None:
    intake_id = begun(db)
    with pytest.raises(Refused) as why:
        intake.choose(
            db, cast.actor(db, VAN), intake_id, act_id=new_act(), seen_version=1,
            chosen={1: choice},
        )  # fmt: skip
    assert why.value.reason == "bad_choice"
    with pytest.raises(NotFound):
        intake.choose(
            db, cast.actor(db, VAN), intake_id, act_id=new_act(), seen_version=1,
            chosen={10_000: Choice(is_taken=True)},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b""), ("a.txt", b"   \n \n"), ("a.exe", b"MZ"),
        ("a.pdf", b"%PDF-1.4 broken"), ("../a.txt", b"x"), ("a.txt", b"\x00\x01\x02" * 40),
    ],
)  # fmt: skip
def test_what_is_no_plan_leaves_nothing(db: Database, name: str, content: bytes) -> None:
    actor = cast.actor(db, VAN)
    with pytest.raises((BadPlan, BadUpload)):
        intake.begin(db, actor, act_id=new_act(), name=name, content=content)

    assert intake.headings(db, actor) == []


def test_a_dropped_one_is_in_no_list(db: Database) -> None:
    intake_id = begun(db)
    assert [one.file_name for one in intake.headings(db, cast.actor(db, VAN))] == [intake.PASTED]

    intake.drop(db, cast.actor(db, VAN), intake_id, act_id=new_act(), seen_version=1)

    assert intake.headings(db, cast.actor(db, VAN)) == []
    with pytest.raises(NotFound):
        intake.opened(db, cast.actor(db, VAN), uuid4())


def test_text_of_a_stranger_is_text_in_the_file(db: Database) -> None:
    odd = TEXT.replace("Xây dựng quy chế phối hợp", "Xây dựng !!python/object: &a [*a] {{x}} \"' #")
    intake_id = intake.begin_pasted(db, cast.actor(db, VAN), act_id=new_act(), pasted=odd)
    named(db, intake_id)

    seed = files.read("x.yaml", intake.file(db, cast.actor(db, VAN), intake_id))

    titles = [task.title for task in seed.tasks]
    assert any("!!python/object: &a [*a] {{x}}" in title for title in titles)


def test_the_library_begins_with_words_and_ends_without() -> None:
    library = form_library.library()

    assert all(one.words for one in library.choices[:-1])
    assert not library.choices[-1].words
    assert {one.key for one in library.choices} == set(library.fields)
    assert replace(library) == library
