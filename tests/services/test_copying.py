"""A campaign as a file again, and copies of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from lib.domain.access import Role
from lib.domain.campaigns import CampaignSeed, CampaignState, DueSource
from lib.errors import Denied, Invalid
from lib.services import copying
from lib.services.acts import new_act
from lib.services.campaigns import campaigns, file_writing, files
from lib.services.campaigns.campaign_details import Details
from lib.services.closing import outlines, reading
from lib.services.copying import Copied
from lib.services.evaluation import rules
from lib.services.operation import checks
from lib.services.reports import campaign_files
from lib.store.engine.db import Database
from tests import cast, small_campaign
from tests.cast import CAST, MAI, VAN, Person
from tests.exports import scene
from tests.services.campaigns.test_files import DATA, SHIPPED
from tests.support.acting import act_as_nobody
from tests.support.stages import Stage

TOLD = Copied("td-moi-2026", "Phong trào mới năm 2026", "Thi đua 2026", date(2026, 5, 23))


def stored(db: Database, code: str) -> CampaignSeed:
    campaign = campaigns.find(db, code)
    return db.read(lambda tx: file_writing.stored(tx, campaign))


def load(db: Database, seed: CampaignSeed) -> None:
    act_as_nobody(
        db,
        lambda act: campaigns.load_campaign(
            act, seed, state=CampaignState.RUNNING, anchor_on=seed.anchor_on, dates_moved=False
        ),
    )


@pytest.mark.parametrize("path", [SHIPPED, DATA / "small-campaign.yaml"], ids=lambda one: one.stem)
def test_what_is_written_is_what_was_read(path: Path) -> None:
    seed = files.campaign_from_file(path)

    assert files.read("x.yaml", file_writing.written(seed)) == seed


def test_the_shipped_file_comes_out_as_it_went_in() -> None:
    written = file_writing.written(files.campaign_from_file(SHIPPED))

    assert yaml.safe_load(written) == yaml.safe_load(SHIPPED.read_text("utf-8"))
    assert b"date: 2021-05-23\n" in written


def test_words_that_look_like_something_else_stay_words() -> None:
    seed = files.campaign_from_file(SHIPPED)
    for words in ("2021-05-23", "yes", "null", "12", "1.5", "0x1f", "12:30", "2021-05-23 10:00:00"):
        changed = replace(seed, title=words, theme=words)
        assert files.read("x.yaml", file_writing.written(changed)) == changed


def test_the_database_gives_the_file_back(stage: Stage) -> None:
    stage.set(cast.with_cast)
    seed = files.campaign_from_file(SHIPPED)
    load(stage.database, seed)

    assert stored(stage.database, seed.code) == seed


@pytest.fixture
def db(stage: Stage, own_data: Path) -> Database:
    return stage.set(scene.play).db


def test_a_copy_has_the_plan_and_none_of_the_reports(db: Database) -> None:
    before = stored(db, "nho")
    loaded = copying.copy(
        db, cast.actor(db, VAN), small_campaign.stored(db), act_id=new_act(), told=TOLD
    ).loaded

    new = campaigns.find(db, "TD-MOI-2026")
    after = stored(db, new.code)
    days = date(2026, 5, 23) - before.anchor_on
    assert (loaded.code, new.state, new.title) == (
        "TD-MOI-2026", CampaignState.PREPARING, "Phong trào mới năm 2026",
    )  # fmt: skip
    assert [one.code for one in after.tasks] == [one.code for one in before.tasks]
    assert [one.form.fields for one in after.tasks] == [one.form.fields for one in before.tasks]
    assert {one.due_source for one in after.tasks} == {DueSource.SUGGESTED}
    assert [one.due_on for one in after.milestones] == [
        one.due_on + days for one in before.milestones
    ]
    assert rules.current(db, new).labels == rules.current(db, small_campaign.stored(db)).labels
    touched = db.read(
        lambda tx: tx.rows(
            "SELECT count(*) FROM items WHERE campaign_id = $1 AND work_status <> 'not_started'",
            [new.campaign_id],
        )
    )
    assert touched == [(0,)]
    assert stored(db, "nho") == before
    assert checks.problems(db) == []


def test_a_second_click_copies_once(db: Database) -> None:
    act_id, campaign = new_act(), small_campaign.stored(db)
    actor = cast.actor(db, VAN)

    first = copying.copy(db, actor, campaign, act_id=act_id, told=TOLD)
    second = copying.copy(db, actor, campaign, act_id=act_id, told=TOLD)

    assert (first.loaded.is_new, second.loaded.is_new) == (True, False)
    assert len(campaigns.campaigns(db, actor)) == 2


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"code": ""}, "required"), ({"code": "mã mới"}, "not_campaign_code"),
        ({"code": "A" * 31}, "too_long"), ({"code": "NHO/../X"}, "not_campaign_code"),
        ({"title": None}, "required"), ({"short_title": "x" * 41}, "too_long"),
        ({"title": "a\x00b"}, "control_characters"), ({"anchor_on": None}, "required"),
        ({"anchor_on": "2026-05-23"}, "required"),
    ],
)  # fmt: skip
def test_what_makes_no_campaign_is_refused(db: Database, changed: dict, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        copying.copy(
            db, cast.actor(db, VAN), small_campaign.stored(db), act_id=new_act(),
            told=replace(TOLD, **changed),
        )  # fmt: skip

    assert refused.value.reason == why
    assert len(campaigns.campaigns(db, cast.actor(db, VAN))) == 1


def test_a_code_that_is_taken_is_refused(db: Database) -> None:
    actor, campaign = cast.actor(db, VAN), small_campaign.stored(db)
    copying.copy(db, actor, campaign, act_id=new_act(), told=TOLD)

    with pytest.raises(Invalid) as refused:
        copying.copy(db, actor, campaign, act_id=new_act(), told=TOLD)

    assert refused.value.reason == "name_taken"


@pytest.fixture
def election(stage: Stage) -> Database:
    stage.set(cast.with_cast)
    load(stage.database, files.campaign_from_file(SHIPPED))
    return stage.database


ELECTION_DAY = date(2026, 3, 15)


def proposed(db: Database) -> dict[str, object]:
    found = copying.dated_terms(db, cast.actor(db, MAI), campaigns.find(db), ELECTION_DAY)
    return {term.words: term.proposal for term in found}


def of_2026(db: Database) -> copying.Copy:
    told = Copied(
        "TD-BC-2026", "Thi đua bầu cử Quốc hội khóa XVI", "Thi đua bầu cử 2026", ELECTION_DAY,
        proposed(db) | {"khóa XIV": "khóa XVI", "nhiệm kỳ 2016-2021": "nhiệm kỳ 2026-2031"},
    )  # fmt: skip
    return copying.copy(db, cast.actor(db, MAI), campaigns.find(db), act_id=new_act(), told=told)


def test_terms_of_the_old_election_are_found_with_those_of_the_next(election: Database) -> None:
    assert proposed(election) == {
        "nhiệm kỳ 2021-2026": "nhiệm kỳ 2026-2031", "nhiệm kỳ 2016-2021": "",
        "khóa XV": "khóa XVI", "khóa XIV": "", "năm 2021": "năm 2026",
        "đợt thi đua": "phong trào thi đua",
    }  # fmt: skip


def test_a_copy_of_the_election_follows_its_new_day(election: Database) -> None:
    old_code = campaigns.find(election).code
    of_2026(election)

    new, old = stored(election, "TD-BC-2026"), stored(election, old_code)
    moved = ELECTION_DAY - date(2021, 5, 23)
    assert [new.due_on(one) for one in new.tasks] == [old.due_on(one) + moved for one in old.tasks]
    assert all(one.is_suggested for one in new.milestones if one.offset_days is None)
    assert new.details["document"]["number"] is None
    assert moved > timedelta(days=1700)


def test_a_copy_of_the_election_speaks_of_the_next_one(election: Database) -> None:
    made = of_2026(election)

    new = stored(election, "TD-BC-2026")
    told = yaml.safe_load(file_writing.written(new))
    told["details"].pop("legal_basis_current")
    words = re.sub(r"ngày \d+ tháng \d+ năm \d{4}|[0-9/]+/[A-ZĐ-]+[0-9]*", "", str(told))
    assert "khóa XVI" in new.theme
    assert not re.search(r"kh(?:óa|oá) (?:XIV|XV)\b|2016|2021(?!-)|năm 2021", words)
    assert made.swapped >= 40
    assert {"03/CT-UBND", "42/KH-HĐBCQG", "133/2020/QH14"} <= set(made.cites)


def test_papers_of_a_copy_stand_on_the_law_of_its_day(election: Database) -> None:
    of_2026(election)

    details = Details(stored(election, "TD-BC-2026").details)
    cited = [one.cite for one in details.bases(ELECTION_DAY)]
    assert [one.split(" ngày")[0] for one in cited] == [
        "Luật Thi đua, khen thưởng", "Nghị định số 152/2025/NĐ-CP", "Thông tư số 15/2025/TT-BNV",
    ]  # fmt: skip
    assert details.called_by(ELECTION_DAY) == ()
    assert details.part("emulation")["form"] == "theo_chuyen_de"


def test_a_copy_has_the_outline_of_the_old_reports(election: Database) -> None:
    of_2026(election)

    new = campaigns.find(election, "TD-BC-2026")
    version, source = election.read(lambda tx: outlines.source(tx, new))
    outline = outlines.check(source, reading.bare(election, new))
    assert version == 1
    assert "campaign: TD-BC-2026" in source
    assert "đợt thi đua" not in source.lower()
    assert [one.key for one in outline.sections][:2] == ["dac_diem", "lanh_dao"]
    assert checks.problems(election) == []


def test_a_copy_of_what_has_no_outline_is_served_by_that_for_all(db: Database) -> None:
    copying.copy(db, cast.actor(db, VAN), small_campaign.stored(db), act_id=new_act(), told=TOLD)

    new = campaigns.find(db, "TD-MOI-2026")
    assert db.read(lambda tx: outlines.own_source(tx, new)) is None


def test_words_that_are_no_line_are_refused(election: Database) -> None:
    told = replace(TOLD, swaps={"khóa XV": "khóa\nXVI"})

    with pytest.raises(Invalid, match="control_characters"):
        copying.copy(
            election, cast.actor(election, MAI), campaigns.find(election), act_id=new_act(),
            told=told,
        )  # fmt: skip


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_only_the_office_takes_files_and_copies(db: Database, person: Person) -> None:
    actor = cast.actor(db, person)
    campaign = small_campaign.stored(db)
    if Role.OFFICE in person.roles:
        made = campaign_files.file(db, actor, None)
        assert b"".join(made.pieces) == file_writing.written(stored(db, "nho"))
        return
    with pytest.raises(Denied):
        campaign_files.file(db, actor, None)
    with pytest.raises(Denied):
        copying.dated_terms(db, actor, campaign, ELECTION_DAY)
    with pytest.raises(Denied):
        copying.copy(db, actor, campaign, act_id=new_act(), told=TOLD)
