"""Points under criteria: from the unit over the Office to a leader, and the ranking after it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.evaluation_points import Score, total
from lib.domain.evaluations import Side, State, Step
from lib.errors import Conflict, Invalid, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns, file_points, file_writing
from lib.services.evaluation import rules
from lib.services.evaluation.point_fields import file_key
from lib.store.engine.ids import new_id
from tests import files, small_campaign
from tests.cast import BINH, HUNG, LAN, MAI, SON, THU, VAN, YEN
from tests.services.evaluation import evaluation_scene
from tests.services.evaluation.evaluation_scene import FAIR, NOW, POOR, WHY, Scene
from tests.services.evaluation.points_scene import OWN, SEED, bring, given, make_scene
from tests.services.evidence import evidence_scene
from tests.support.acting import act_as_nobody
from tests.support.stages import Stage

FULL = {"diem_to_chuc": "40", "diem_bao_cao": "55,5"}
"""95,5 points too, in another way."""


@pytest.fixture
def scene(stage: Stage) -> Scene:
    """On both engines."""
    return stage.set(make_scene)


def points(said) -> dict[str, str]:
    return {one.code: f"{one.points.normalize():f}" for one in said.scores}


def test_the_whole_way(scene):
    scene.save(LAN, points=OWN | {"diem_tru": "2", "diem_thuong": "1"})
    assert points(scene.stored().own) == {
        "to_chuc": "35.5", "bao_cao": "60", "thuong": "1", "tru": "2",
    }  # fmt: skip
    assert scene.stored().own.scores[0].note == "Biên bản số 3"
    scene.step(HUNG, Step.SEND)

    changed = (
        Score("to_chuc", Decimal("30"), "Thiếu một hội nghị"),
        *given(bao_cao="60", thuong="1", tru="2"),
    )
    scene.judge(MAI, Step.PROPOSE, scores=changed)
    scene.judge(SON, Step.CONCLUDE)

    said = scene.stored()
    assert said.proposal.scores == changed
    assert points(said.conclusion) == points(said.proposal)
    # What the Office said of it stays the Office's.
    assert {one.note for one in said.conclusion.scores} == {""}
    scheme = scene.listed(MAI).rules.scheme
    assert total(scheme, said.own.scores) == Decimal("94.5")
    assert total(scheme, said.conclusion.scores) == Decimal(89)
    assert scheme.most == Decimal(100)


def test_agreeing_takes_the_points_over_without_their_notes(scene):
    bring(scene, State.CONCLUDED)

    said = scene.stored()
    for one in (said.proposal, said.conclusion):
        assert [(each.code, each.points, each.note) for each in one.scores] == [
            ("to_chuc", Decimal("35.5"), ""), ("bao_cao", Decimal(60), ""),
        ]  # fmt: skip


def test_a_unit_reads_the_points_concluded_and_never_those_proposed(scene):
    bring(scene, State.SENT)
    other = (Score("to_chuc", Decimal(1), "Của Văn phòng"), *given(bao_cao="60"))
    scene.judge(MAI, Step.PROPOSE, scores=other)
    assert scene.own(LAN).line.evaluation.proposal is None
    assert "Của Văn phòng" not in repr(scene.own(LAN))

    scene.judge(SON, Step.CONCLUDE)

    assert points(scene.own(LAN).line.evaluation.conclusion) == {"to_chuc": "1", "bao_cao": "60"}
    assert "Của Văn phòng" not in repr(scene.own(LAN))


def test_nothing_is_sent_before_every_criterion_has_its_points(scene):
    scene.save(LAN, points={"diem_to_chuc": "1"})
    with pytest.raises(Refused, match="points_lacking") as refused:
        scene.step(HUNG, Step.SEND)
    assert refused.value.facts["criteria"] == "Báo cáo"

    scene.save(LAN, points={"diem_to_chuc": "0", "diem_bao_cao": "0"})
    scene.step(HUNG, Step.SEND)


def test_the_office_and_a_leader_give_all_points_too(scene):
    bring(scene, State.SENT)
    with pytest.raises(Refused, match="points_lacking"):
        scene.judge(MAI, Step.PROPOSE, scores=given(bao_cao="60"))
    scene.judge(MAI, Step.PROPOSE)
    with pytest.raises(Refused, match="points_lacking"):
        scene.judge(SON, Step.CONCLUDE, scores=())

    # Of a unit that says nothing, nothing can be taken over.
    with pytest.raises(Refused, match="points_lacking"):
        scene.judge(MAI, Step.PROPOSE, FAIR, WHY, code=YEN.unit)
    scene.judge(MAI, Step.PROPOSE, FAIR, WHY, code=YEN.unit, scores=given(to_chuc="0", bao_cao="1"))


@pytest.mark.parametrize("side", Side)
def test_other_points_want_a_reason_under_their_criterion(scene, side):
    person, step = {Side.OFFICE: (MAI, Step.PROPOSE), Side.LEADER: (SON, Step.CONCLUDE)}[side]
    bring(scene, State.PROPOSED if side == Side.LEADER else State.SENT)
    silent = given(to_chuc="35.5", bao_cao="59.5")
    with pytest.raises(Refused, match="points_reason") as refused:
        scene.judge(person, step, scores=silent)
    assert refused.value.facts["criteria"] == "Báo cáo"
    with pytest.raises(Refused, match="points_reason"):
        scene.judge(person, step, scores=(*given(to_chuc="35.5", bao_cao="60", tru="1"),))

    noted = (Score("bao_cao", Decimal("59.5"), "Chậm một kỳ"), *given(to_chuc="35.5", tru="0"))
    scene.judge(person, step, scores=noted)


# --- attacks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    ["40,5", "-1", "NaN", "1e400", "Infinity", "0,3", "nhiều", "٣", 1.5, True, ["1"], "9" * 29],
    ids=str,
)
def test_points_that_cannot_be_given(scene, told):
    with pytest.raises(Problems) as refused:
        scene.save(LAN, points={"diem_to_chuc": told, "diem_bao_cao": "1"})
    assert [one.facts["field"] for one in refused.value.problems] == ["Điểm tiêu chí 1"]
    with pytest.raises(Problems):
        scene.think(MAI, points={"diem_to_chuc": told})

    assert scene.stored().version == 0


@pytest.mark.parametrize(
    ("code", "points", "reason"),
    [
        ("to_chuc", "40.5", "too_large"), ("to_chuc", "-0.5", "too_small"),
        ("to_chuc", "0.25", "not_step"), ("to_chuc", "NaN", "not_number"),
        ("to_chuc", "sNaN", "not_number"), ("to_chuc", "Infinity", "not_number"),
        ("to_chuc", "1e400", "too_large"), ("thuong", "6", "too_large"),
        ("tru", "-1", "too_small"), ("tieu_chi_la", "1", "not_choice"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [Step.PROPOSE, Step.CONCLUDE])
def test_points_that_a_step_does_not_take(scene, step, code, points, reason):
    bring(scene, State.PROPOSED if step == Step.CONCLUDE else State.SENT)
    before = scene.stored()
    rest = {"to_chuc": "35.5", "bao_cao": "60"}
    rest.pop(code, None)
    scores = (Score(code, Decimal(points), "Lý do"), *given(**rest))

    with pytest.raises(Invalid, match=reason):
        scene.judge(MAI if step == Step.PROPOSE else SON, step, scores=scores)

    assert scene.stored() == before


def test_a_criterion_is_named_once(scene):
    bring(scene, State.SENT)

    with pytest.raises(Invalid, match="not_choice"):
        scene.judge(MAI, Step.PROPOSE, scores=given(to_chuc="35.5", bao_cao="60") * 2)


def test_a_note_is_bounded(scene):
    bring(scene, State.SENT)
    for note in ("x" * 1001, "a\x00b"):
        with pytest.raises(Problems):
            scene.save(YEN, points=OWN | {"gc_bao_cao": note})
        with pytest.raises(Invalid):
            scene.judge(
                MAI, Step.PROPOSE,
                scores=(Score("to_chuc", Decimal(1), note), *given(bao_cao="60")),
            )  # fmt: skip


def test_a_word_on_a_criterion_wants_its_points(scene):
    with pytest.raises(Problems) as refused:
        scene.save(LAN, points={"gc_to_chuc": "Quên điểm"})

    assert refused.value.problems[0].facts == {"field": "Điểm tiêu chí 1", "key": "diem_to_chuc"}


def test_a_criterion_that_is_none_is_no_field_of_the_form(scene):
    scene.save(LAN, points=OWN | {"diem_tieu_chi_la": "5"})

    assert points(scene.stored().own) == {"to_chuc": "35.5", "bao_cao": "60"}


def test_points_are_no_more_changed_once_they_are_sent(scene):
    bring(scene, State.SENT)

    with pytest.raises(Refused, match="evaluation_state"):
        scene.save(LAN, points=FULL)

    assert points(scene.stored().own)["to_chuc"] == "35.5"


def test_who_saw_an_older_version_overwrites_no_points(scene):
    scene.save(LAN, points=OWN)

    with pytest.raises(Conflict):
        scene.save(HUNG, points=FULL, seen=0)

    assert points(scene.stored().own)["to_chuc"] == "35.5"


def test_a_campaign_without_points_takes_none(stage):
    scene = stage.set(evaluation_scene.make_scene)
    scene.bring(State.SENT)

    with pytest.raises(Invalid, match="not_choice"):
        scene.judge(MAI, Step.PROPOSE, scores=given(to_chuc="1"))

    scene.judge(MAI, Step.PROPOSE)
    assert scene.stored().proposal.scores == ()
    assert scene.rankings(MAI) == ()


# --- colleagues --------------------------------------------------------------------------------


def test_a_colleagues_points_are_hidden_until_ones_own_are_saved(scene):
    bring(scene, State.SENT)
    scene.think(VAN, points={"diem_to_chuc": "7", "gc_to_chuc": "Của Vân"})

    assert "Của Vân" not in repr(scene.desk(MAI))

    scene.think(MAI, points={"diem_to_chuc": "8"})
    (told,) = scene.desk(MAI).others
    assert told.judgement.scores == (Score("to_chuc", Decimal(7), "Của Vân"),)
    assert scene.desk(MAI).own.judgement.scores == given(to_chuc="8")


# --- evidence ----------------------------------------------------------------------------------


def test_a_criterion_is_backed_by_files_of_its_tasks_and_of_the_unit_alone(scene, own_data):
    shown = evidence_scene.Scene(scene.db, scene.campaign, scene.actors)
    for person, code, words in (
        (LAN, small_campaign.HELD, "A"),
        (LAN, small_campaign.NIL, "B"),
        (BINH, small_campaign.HELD, "C"),
    ):
        shown.add((f"{words}.pdf", files.pdf(words=words)), person=person, code=code)
    of_organising = shown.listed().files[0].evidence_id
    of_all = shown.listed(code=small_campaign.NIL).files[0].evidence_id
    foreign = shown.listed(BINH).files[0].evidence_id

    offered = scene.own(LAN).offered
    told = {code: [one.evidence_id for one in found] for code, found in offered.items()}
    assert told["to_chuc"] == [of_organising]
    assert set(told["bao_cao"]) == {of_organising, of_all}

    scene.save(LAN, points=OWN | {"mc_to_chuc": [file_key(of_organising)]})
    assert scene.stored().own.scores[0].evidence == (of_organising,)
    for code, chosen in (
        ("mc_to_chuc", of_all), ("mc_bao_cao", foreign), ("mc_bao_cao", new_id()),
    ):  # fmt: skip
        with pytest.raises(Problems):
            scene.save(LAN, points=OWN | {code: [file_key(chosen)]})


# --- the ranking -------------------------------------------------------------------------------


def ranks(found):
    return [
        (group.group.name, [(group.units[one.unit_id].code, one.rank) for one in group.placed])
        for group in found
    ]


def test_each_group_is_ranked_among_itself_as_it_is_concluded(scene):
    bring(scene, State.CONCLUDED)
    assert ranks(scene.rankings(MAI)) == [("Khối phòng", [("QLXD", 1)]), ("Khối khác", [])]
    assert not scene.rankings(SON)[0].is_whole

    bring(scene, State.CONCLUDED, by=YEN, points=FULL | {"diem_thuong": "1"})
    scene.judge(MAI, Step.PROPOSE, POOR, WHY, code=THU.unit, scores=given(to_chuc="1", bao_cao="0"))
    scene.judge(SON, Step.CONCLUDE, POOR, code=THU.unit)

    found = scene.rankings(SON)
    assert ranks(found) == [
        ("Khối phòng", [("QHKT", 1), ("QLXD", 2)]), ("Khối khác", [("TTR", 1)]),
    ]  # fmt: skip
    assert [group.is_whole for group in found] == [True, False]


def test_a_unit_sees_the_ranking_once_all_of_its_group_are_concluded(scene):
    bring(scene, State.CONCLUDED)
    assert scene.own(LAN).ranking is None
    bring(scene, State.PROPOSED, by=YEN)
    assert scene.own(LAN).ranking is None
    assert scene.own(YEN).ranking is None

    scene.judge(SON, Step.CONCLUDE, code=YEN.unit)

    for person in (LAN, YEN):
        assert ranks([scene.own(person).ranking]) == [("Khối phòng", [("QLXD", 1), ("QHKT", 1)])]


def test_equal_points_are_parted_by_the_figures_of_the_conclusion(scene):
    lan, yen = scene.unit(), scene.unit(YEN.unit)
    scene.db.write(lambda tx: _return(tx, lan))
    bring(scene, State.CONCLUDED)
    bring(scene, State.CONCLUDED, by=YEN, points=FULL)

    (first, second) = scene.rankings(MAI)[0].placed
    assert (first.unit_id, second.unit_id) == (yen, lan)
    assert [(one.measure.value, one.part, one.whole) for one in second.figures] == [
        ("on_time", 0, 3), ("times_returned", 1, None),
    ]  # fmt: skip

    for _ in range(2):
        scene.db.write(lambda tx: _return(tx, yen))
    assert scene.rankings(MAI)[0].placed == (first, second)


def _return(tx, unit_id):
    """As if the Office had sent a report of the unit back."""
    tx.run(
        """
        INSERT INTO item_history (
            unit_id, task_id, version, campaign_id, revision, step, work_status, verification,
            answers, form_version, due_on, done_by, done_at, done_on
        )
        SELECT unit_id, task_id,
            (SELECT count(*) + 1 FROM item_history WHERE unit_id = items.unit_id), campaign_id, 1,
            'return', work_status, verification, answers, form_version, due_on, $2, $3, $4
        FROM items
        WHERE unit_id = $1
        LIMIT 1
        """,
        [unit_id, MAI.account_id, NOW, NOW.date()],
    )


# --- the file once points were given -----------------------------------------------------------


def reload(scene, seed):
    with clock.at(NOW):
        act_as_nobody(
            scene.db,
            lambda act: campaigns.load_campaign(
                act, seed, state=CampaignState.RUNNING, anchor_on=seed.anchor_on, dates_moved=False
            ),
        )


def test_criteria_stay_what_they_were_once_points_were_given_under_them(scene):
    evaluation = SEED.details["evaluation"]
    other = replace(
        SEED, details={"evaluation": evaluation | {"points": evaluation["points"] | {"ties": []}}}
    )
    none = replace(SEED, details={"evaluation": {"labels": evaluation["labels"]}})
    reload(scene, other)
    reload(scene, SEED)
    scene.save(LAN)
    reload(scene, other)
    reload(scene, SEED)
    scene.think(MAI, points={"diem_to_chuc": "1"}, code=YEN.unit)

    for seed in (other, none):
        with pytest.raises(Refused, match="points_given"):
            reload(scene, seed)
    reload(scene, replace(SEED, title="Tên khác"))


def test_a_file_written_of_the_campaign_has_its_points_whatever_rule_is_in_force(duck_stage):
    scene = duck_stage.set(make_scene)

    def written():
        seed = scene.db.read(lambda tx: file_writing.stored(tx, scene.campaign))
        told = file_writing.data(seed)["evaluation"]
        return told, file_points.scheme(told["points"])

    scheme = scene.listed(MAI).rules.scheme
    assert written()[1] == scheme
    with clock.at(NOW):
        rules.save_label(
            scene.db, scene.who(MAI), scene.campaign, act_id=new_act(), code=FAIR, seen_version=0,
            raw={"ten": "Khá", "late": "1"},
        )  # fmt: skip

    told, again = written()
    assert told["labels"][0]["name"] == "Khá"
    assert again == scheme == scene.listed(MAI).rules.scheme
    assert told["points"]["ties"] == ["on_time", "times_returned"]
