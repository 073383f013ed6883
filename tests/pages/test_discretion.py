"""Until the release nothing that a unit can look at tells what was decided about its case."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lib.domain.dossier import Part
from lib.domain.nomination_workflow import State, Step
from lib.services import clock
from lib.services.awards import council
from lib.services.evidence import evidence, evidence_holders
from lib.services.nominations import nomination_warnings, nominations
from lib.services.nominations.nominations import Filter
from lib.services.reports import summary, summary_nominations
from tests import small_campaign
from tests.cast import HUNG, LAN, SON, VAN
from tests.services.awards import award_scene as awards
from tests.services.nominations.nomination_scene import NOW, make_scene

NAME = "Hoàng Văn Đức"
# Each act moves the campaign's counter, whatever it is about.
_COUNTER = re.compile(r"\br\d+\b")
_TIME = re.compile(r"\d\d:\d\d(?::\d\d)?")


def _decide(step, note=""):
    return lambda scene, case: scene.step(SON, step, case, note=note)


def _prepare(scene, case):
    scene.step(SON, Step.AWARD, case)
    awards.prepare(scene, scene.stored(case.nomination_id))


def _rescind(scene, case):
    scene.step(SON, Step.AWARD, case)
    awards.rescind_one(scene, scene.stored(case.nomination_id))


def _by_province(then):
    def act(scene, case):
        scene.step(SON, Step.PROPOSE, case)
        then(scene, scene.stored(case.nomination_id))

    return act


# What is decided -> the award it is about, and how it comes to that.
DECIDED = {
    State.AWARDED: ("gk", _decide(Step.AWARD)),
    "prepared": ("gk", _prepare),
    State.NOT_APPROVED: ("gk", _decide(Step.DECLINE, "Đang bị xem xét kỷ luật")),
    State.RESCINDED: ("gk", _rescind),
    State.PROPOSED: ("bk", _decide(Step.PROPOSE)),
    State.PROVINCE_AWARDED: ("bk", _by_province(awards.record_award)),
    State.PROVINCE_REFUSED: ("bk", _by_province(awards.record_refusal)),
}


def make_voted(db, award):
    """A case that the council has voted on, and the unit's draft for the same person."""
    scene = make_scene(db)
    held = awards.meet(scene, members=awards.FIVE)
    case = awards.voted(scene, held, ho_ten=NAME, hinh_thuc=award)
    with clock.at(NOW):
        draft = scene.save(LAN, ho_ten=NAME)
    return scene, held, case, draft


def make_voted_gk(db):
    return make_voted(db, "gk")


def make_voted_bk(db):
    return make_voted(db, "bk")


MAKE = {"gk": make_voted_gk, "bk": make_voted_bk}


def told(scene, held, case, draft, person):
    """All that services tell the person; a version is a number that an act must know."""
    db, actor, campaign = scene.db, scene.who(person), scene.campaign
    key = case.nomination_id
    listed = nominations.listed(db, actor, campaign, Filter())
    opened = nominations.opened(db, actor, campaign, key)
    found = {
        "list": [replace(one, version=0) for one in listed.rows],
        "counts": dict(listed.by_state),
        "filtered": [
            nominations.listed(db, actor, campaign, Filter(states=[one])).total for one in State
        ],
        "opened": replace(opened, nomination=replace(opened.nomination, version=0)),
        "history": nominations.history(db, actor, campaign, key),
        "doubles": nomination_warnings.before_sending(db, actor, campaign, [draft.nomination_id]),
        "summary": summary_nominations.nominations(
            db, actor, summary.summary(db, actor, small_campaign.stored(db))
        ),
        "files": evidence.of_nomination(db, actor, campaign, key),
        "acts on files": evidence.history_of(
            db, actor, evidence_holders.OfNomination(campaign, key)
        ),
    }
    if person == HUNG:
        (line,) = council.opened(db, actor, campaign, held.meeting_id).lines
        found["meeting"] = replace(line, nomination=replace(line.nomination, version=0))
    return found


def texts(at):
    """What a page says, without the clock."""
    kinds = ("title", "header", "markdown", "caption", "warning", "info", "button", "metric")
    said = [
        f"{one.label if kind in ('button', 'metric') else ''} {one.value}"
        for kind in kinds
        for one in at.get(kind)
    ]
    tables = [one.value.to_csv() for one in at.dataframe]
    return [_TIME.sub("", _COUNTER.sub("", one)) for one in said + tables]


@pytest.mark.parametrize("outcome", DECIDED)
@pytest.mark.parametrize("person", [LAN, HUNG], ids=lambda person: person.username)
def test_services_tell_the_same_before_and_after(stage, person, outcome):
    award, decide = DECIDED[outcome]
    with clock.at(NOW):
        scene, held, case, draft = stage.set(MAKE[award])
        before = told(scene, held, case, draft, person)

        decide(scene, case)

        assert told(scene, held, case, draft, person) == before
        assert before["counts"][State.UNDER_REVIEW] == 1


@pytest.mark.parametrize("outcome", ["prepared", State.NOT_APPROVED, State.PROVINCE_AWARDED])
def test_pages_say_the_same_before_and_after(app, house, outcome):
    award, decide = DECIDED[outcome]
    scene, held, case, _draft = house.set(MAKE[award])
    pages = [
        (LAN, "unit/nominations", {"nomination": str(case.nomination_id)}),
        (HUNG, "unit/nominations", {}),
        (HUNG, "council/meeting", {"meeting": str(held.meeting_id)}),
        (LAN, "shared/summary", {}),
        (LAN, "shared/honours", {}),
    ]

    def look():
        seen = []
        for person, page, asked in pages:
            at = app(person, page)
            at.session_state["nomination_history"] = True
            for name, value in asked.items():
                at.query_params[name] = value
            seen.append((page, texts(at.run())))
        return seen

    before = look()
    with clock.at(NOW):
        decide(scene, case)
    after = look()

    assert after == before
    assert any("Đang xem xét" in one for one in dict(before)["unit/nominations"])


def test_the_release_tells_all_of_the_meeting(stage):
    with clock.at(NOW):
        scene, held, case, _draft = stage.set(make_voted_gk)
        other = awards.voted(scene, held, ho_ten="Nông Thị Hạnh")
        scene.step(SON, Step.DECLINE, other, note="Thành tích chưa rõ")
        scene.step(SON, Step.AWARD, case)
        prepared = awards.prepare(scene, scene.stored(case.nomination_id))
        awards.release(scene, prepared)

        rows = nominations.listed(scene.db, scene.who(LAN), scene.campaign, Filter()).rows
        told_of_other = nominations.history(
            scene.db, scene.who(LAN), scene.campaign, other.nomination_id
        )

    assert {one.state for one in rows} == {State.PUBLISHED, State.NOT_APPROVED, State.DRAFT}
    assert "Thành tích chưa rõ" in [one.note for one in told_of_other]


def test_the_office_and_the_leader_see_how_it_stands(stage):
    with clock.at(NOW):
        scene, _held, case, _draft = stage.set(make_voted_gk)
        scene.step(SON, Step.AWARD, case)
        opened = [
            nominations.opened(scene.db, scene.who(one), scene.campaign, case.nomination_id)
            for one in (VAN, SON)
        ]

    assert [one.nomination.state for one in opened] == [State.AWARDED] * 2


def test_a_draft_decision_is_no_part_of_the_dossier_yet(stage):
    with clock.at(NOW):
        scene, _held, case, _draft = stage.set(make_voted_gk)
        opened = nominations.opened(scene.db, scene.who(LAN), scene.campaign, case.nomination_id)

    assert Part.DRAFT_DECISION not in opened.office_meter.present
