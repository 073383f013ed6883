"""Evaluations from the unit's own words to its one answer: who sees what, conflicts, races."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.evaluations import Side, State, Step
from lib.errors import AppError, Conflict, Invalid, Problems, Refused
from lib.services.acts import new_act
from lib.services.audit import log
from lib.services.campaigns.evaluation_questions import LABEL, REASON
from lib.services.evaluation import drafts, evaluation_forms, evaluations
from lib.services.evaluation.drafts import Asked, Place
from lib.services.evaluation.evaluation_acts import Target
from lib.services.evaluation.evaluation_forms import Kind
from lib.services.evaluation.evaluations import opinion_place
from lib.store import audit_log
from lib.store import evaluation_writes as writes
from lib.store.checklist import Author
from tests.cast import HUNG, LAN, MAI, SON, VAN, YEN
from tests.services.evaluation.evaluation_scene import (
    FAIR,
    GOOD,
    NEW_DUE,
    NOW,
    POOR,
    WHY,
    Scene,
    make_scene,
)
from tests.support.stages import Stage


@pytest.fixture
def scene(stage: Stage) -> Scene:
    """On both engines."""
    return stage.set(make_scene)


@pytest.fixture
def duck_scene(duck_stage: Stage) -> Scene:
    return duck_stage.set(make_scene)


def steps(scene, person, code=LAN.unit, *, is_own):
    found = evaluations.history(
        scene.db, scene.who(person), scene.campaign, scene.unit(code), is_own=is_own
    )
    return [one.step for one in found]


def test_the_whole_way(scene):
    scene.bring(State.ANSWERED)

    said = scene.stored()
    assert (said.own.label, said.own.reason, said.own.full_name) == (FAIR, WHY, HUNG.full_name)
    assert (said.proposal.label, said.proposal.full_name) == (FAIR, MAI.full_name)
    assert (said.conclusion.label, said.conclusion.full_name) == (FAIR, SON.full_name)
    assert (said.answer, said.answered_by_name) == ("Đơn vị nhất trí", HUNG.full_name)
    # Nothing of the small campaign was done.
    assert said.hint == POOR
    assert steps(scene, MAI, is_own=False) == [
        Step.ANSWER, Step.SAVE_ANSWER, Step.CONCLUDE, Step.PROPOSE, Step.SEND, Step.SAVE,
    ]  # fmt: skip


def test_every_unit_that_reports_is_listed_in_the_agencys_order(scene):
    scene.bring(State.CONCLUDED)

    found = scene.listed(SON)

    assert [line.unit.code for line in found.lines] == ["VP", "TTR", "QLXD", "QHKT"]
    assert found.by_state == {State.NONE: 3, State.CONCLUDED: 1}
    assert {line.hint.code for line in found.lines} == {POOR}
    assert found.rules.is_suggested


# --- who sees what -----------------------------------------------------------------------------


def test_what_a_unit_has_only_saved_is_not_before_the_office(scene):
    scene.save(LAN, GOOD, "Chưa gửi")

    seen = scene.desk(MAI).line.evaluation
    assert (seen.own, seen.said, seen.state) == (None, None, State.NONE)
    assert scene.own(HUNG).line.evaluation.own.label == GOOD

    scene.step(HUNG, Step.SEND)
    assert scene.desk(MAI).line.evaluation.said == GOOD


def test_a_unit_sees_the_result_only_after_the_conclusion(scene):
    scene.bring(State.SENT)
    scene.judge(MAI, Step.PROPOSE, POOR, "Còn việc quá hạn")

    seen = scene.own(LAN).line.evaluation
    assert (seen.proposal, seen.hint, seen.conclusion) == (None, None, None)
    assert steps(scene, LAN, is_own=True) == [Step.SEND, Step.SAVE]

    scene.step(SON, Step.SEND_BACK, note="Xem lại")
    assert scene.own(LAN).line.evaluation.return_reason is None
    assert scene.desk(MAI).line.evaluation.return_reason == "Xem lại"
    assert steps(scene, LAN, is_own=True) == [Step.SEND, Step.SAVE]

    scene.judge(MAI, Step.PROPOSE, FAIR)
    scene.judge(SON, Step.CONCLUDE, GOOD, "Có thành tích đột xuất")
    seen = scene.own(LAN).line.evaluation
    assert (seen.conclusion.label, seen.conclusion.reason) == (GOOD, "Có thành tích đột xuất")
    assert (seen.proposal, seen.hint) == (None, None)
    assert steps(scene, LAN, is_own=True) == [Step.CONCLUDE, Step.SEND, Step.SAVE]


def test_an_answer_is_the_units_alone_until_it_is_sent(scene):
    scene.bring(State.CONCLUDED)
    scene.answer(LAN, "Đang soạn")

    assert scene.desk(MAI).line.evaluation.answer == ""
    assert scene.own(HUNG).line.evaluation.answer == "Đang soạn"

    scene.step(HUNG, Step.ANSWER)
    assert scene.desk(SON).line.evaluation.answer == "Đang soạn"


@pytest.mark.parametrize("side", Side)
def test_colleagues_views_are_hidden_until_ones_own_is_saved(scene, side):
    both = {Side.OFFICE: (MAI, VAN), Side.LEADER: (SON, YEN)}[side]
    scene.bring(State.SENT)
    if side == Side.LEADER:
        scene.judge(MAI, Step.PROPOSE)
        scene.db.write(
            lambda tx: tx.run("UPDATE accounts SET roles = ',leader,' WHERE username = 'yen'")
        )
    first, second = both
    scene.think(first, POOR, "Của người thứ nhất", side=side)

    seen = scene.desk(second)
    assert (seen.own, seen.others, seen.hidden) == (None, (), 1)
    assert "Của người thứ nhất" not in repr(seen)

    scene.think(second, FAIR, side=side)
    (told,) = scene.desk(second).others
    assert (told.judgement.label, told.judgement.full_name) == (POOR, first.full_name)
    assert scene.desk(second).hidden == 0
    assert scene.desk(first).others[0].judgement.label == FAIR


def test_the_log_does_not_say_what_a_colleague_thinks(scene):
    scene.bring(State.SENT)
    scene.think(VAN, POOR, "Riêng tôi thấy")

    (event, *_) = log.entries(scene.db, scene.who(MAI), scene.campaign, log.Filter()).entries

    assert event.event == "Lưu ý kiến đánh giá đơn vị"
    assert not {"Riêng tôi thấy", POOR, "Chưa hoàn thành"} & {words for _, words in event.detail}


def test_the_office_sees_no_view_of_a_leader_and_the_reverse(scene):
    scene.bring(State.SENT)
    scene.think(MAI, POOR, "Của Văn phòng")
    scene.judge(MAI, Step.PROPOSE)
    scene.think(SON, GOOD, "Của lãnh đạo", side=Side.LEADER)

    assert "Của lãnh đạo" not in repr(scene.desk(MAI))
    assert "Của Văn phòng" not in repr(scene.desk(SON))


# --- what a step asks for ----------------------------------------------------------------------


def test_a_reason_is_wanted_where_the_label_differs_or_nothing_was_said(scene):
    with pytest.raises(Refused, match="evaluation_reason"):
        scene.judge(MAI, Step.PROPOSE, FAIR)
    scene.bring(State.SENT)
    for label in (GOOD, POOR):
        with pytest.raises(Refused, match="evaluation_reason"):
            scene.judge(MAI, Step.PROPOSE, label, "  ")
    scene.judge(MAI, Step.PROPOSE, POOR, "Quá hạn")
    with pytest.raises(Refused, match="evaluation_reason"):
        scene.judge(SON, Step.CONCLUDE, FAIR)

    scene.judge(SON, Step.CONCLUDE, POOR)


def test_the_office_may_propose_for_a_unit_that_says_nothing(scene):
    scene.judge(MAI, Step.PROPOSE, POOR, "Đơn vị không gửi tự đánh giá")
    assert scene.stored().state == State.PROPOSED

    scene.step(MAI, Step.WITHDRAW)
    # Then the unit can still say something.
    assert scene.stored().state == State.NONE
    scene.bring(State.CONCLUDED)


@pytest.mark.parametrize(
    "label",
    ["", "xuat_sac", None, 3, "Hoàn thành", [FAIR], {"muc": FAIR}],
    ids=str,
)
def test_a_label_is_one_of_the_campaigns(scene, label):
    scene.bring(State.SENT)

    with pytest.raises(Invalid, match="not_choice"):
        scene.judge(MAI, Step.PROPOSE, label, WHY)
    with pytest.raises(Problems):
        scene.think(MAI, label)
    with pytest.raises(Problems):
        scene.save(YEN, label)


def test_what_is_typed_is_bounded(scene):
    scene.bring(State.SENT)

    with pytest.raises(Invalid, match="too_long"):
        scene.judge(MAI, Step.PROPOSE, POOR, "x" * 3001)
    with pytest.raises(Invalid, match="control_characters"):
        scene.judge(MAI, Step.PROPOSE, POOR, "a\x00b")
    with pytest.raises(Problems):
        scene.save(YEN, FAIR, "x" * 3001)


def test_nothing_is_sent_without_label_and_reason(scene):
    with pytest.raises(Refused, match="evaluation_unsaved"):
        scene.step(HUNG, Step.SEND)
    with pytest.raises(Problems):
        scene.save(LAN, "")
    scene.save(LAN, FAIR, "")
    with pytest.raises(Refused, match="evaluation_unsaved"):
        scene.step(HUNG, Step.SEND)

    scene.save(LAN, FAIR, WHY)
    scene.step(HUNG, Step.SEND)


def test_a_return_wants_a_reason_and_a_day_to_come(scene):
    scene.bring(State.SENT)
    with pytest.raises(Refused, match="reason_needed"):
        scene.step(MAI, Step.RETURN, note=" ")
    with pytest.raises(Refused, match="deadline_needed"):
        scene.step(MAI, Step.RETURN, due_on=None)
    with pytest.raises(Invalid, match="past_deadline"):
        scene.step(MAI, Step.RETURN, due_on=NEW_DUE.replace(day=24))

    scene.step(MAI, Step.RETURN, note="Nêu rõ hơn")

    seen = scene.own(LAN).line.evaluation
    assert (seen.return_reason, seen.due_on, seen.is_sent) == ("Nêu rõ hơn", NEW_DUE, False)
    scene.save(LAN, FAIR, "Rõ hơn")
    scene.step(HUNG, Step.SEND)
    assert scene.stored().return_reason is None


def test_no_empty_answer_is_sent(scene):
    scene.bring(State.CONCLUDED)

    with pytest.raises(Refused, match="answer_needed"):
        scene.step(HUNG, Step.ANSWER)
    with pytest.raises(Problems):
        scene.answer(LAN, "  ")


# --- conflicts, clicks and races ---------------------------------------------------------------


def test_who_saw_an_older_version_overwrites_nothing(scene):
    scene.save(LAN, FAIR, "Của Lan")

    with pytest.raises(Conflict):
        scene.save(HUNG, GOOD, "Của Hùng", seen=0)

    assert scene.stored().own.reason == "Của Lan"
    old = scene.target()
    scene.save(LAN, FAIR, "Sửa")
    with pytest.raises(Conflict):
        scene.step(HUNG, Step.SEND, target=old)
    scene.step(HUNG, Step.SEND)
    seen = scene.target()
    scene.judge(MAI, Step.PROPOSE)
    with pytest.raises(Conflict):
        scene.judge(VAN, Step.PROPOSE, POOR, WHY, target=seen)


def test_ones_view_in_two_tabs_is_not_overwritten_unseen(scene):
    scene.bring(State.SENT)
    scene.think(MAI, POOR, "Tab một")

    with pytest.raises(Conflict):
        scene.think(MAI, GOOD, "Tab hai")

    assert scene.desk(MAI).own.judgement.reason == "Tab một"
    scene.think(MAI, GOOD, "Tab hai", seen=1)
    assert scene.desk(MAI).own.version == 2


def test_two_clicks_do_one_thing(scene):
    act = new_act()
    first = scene.save(LAN, act=act, seen=0)
    assert scene.save(LAN, act=act, seen=0).version == first.version == 1
    target, act = scene.target(), new_act()
    assert scene.step(HUNG, Step.SEND, target=target, act=act) == 1
    assert scene.step(HUNG, Step.SEND, target=target, act=act) == 1
    target, act = scene.target(), new_act()
    scene.judge(MAI, Step.PROPOSE, target=target, act=act)
    scene.judge(MAI, Step.PROPOSE, target=target, act=act)

    assert scene.stored().version == 3
    assert len(steps(scene, MAI, is_own=False)) == 3


def test_a_unit_answers_once_whoever_is_faster(scene):
    scene.bring(State.CONCLUDED)
    scene.answer(HUNG)
    target, barrier = scene.target(), threading.Barrier(6)
    scene.who(HUNG)

    def send(_: int) -> str:
        barrier.wait()
        try:
            scene.step(HUNG, Step.ANSWER, target=target)
        except AppError as refusal:
            return refusal.reason
        return "sent"

    with ThreadPoolExecutor(6) as pool:
        told = sorted(pool.map(send, range(6)))

    assert told == ["changed"] * 5 + ["sent"]
    assert steps(scene, MAI, is_own=False).count(Step.ANSWER) == 1
    with pytest.raises(Refused, match="evaluation_state"):
        scene.step(HUNG, Step.ANSWER)
    with pytest.raises(Refused, match="evaluation_state"):
        scene.answer(HUNG, "Lần nữa")


def test_each_write_moves_the_revision_and_is_told(scene):
    before = scene.db.read(
        lambda tx: tx.row(
            "SELECT revision FROM campaigns WHERE campaign_id = $1", [scene.campaign.campaign_id]
        )
    )
    scene.bring(State.ANSWERED)
    scene.think(MAI, code=YEN.unit)

    def read(tx):
        wanted = audit_log.Wanted(scene.campaign.campaign_id)
        events = [link.event.event for link in audit_log.all_of(tx, wanted)]
        row = tx.row(
            "SELECT revision FROM campaigns WHERE campaign_id = $1", [scene.campaign.campaign_id]
        )
        return row[0], [one for one in events if one.startswith("evaluation.")]

    after, events = scene.db.read(read)
    assert events == [
        "evaluation.save", "evaluation.send", "evaluation.propose", "evaluation.conclude",
        "evaluation.save_answer", "evaluation.answer", "evaluation.assess",
    ]  # fmt: skip
    assert after == before[0] + len(events)


# --- drafts ------------------------------------------------------------------------------------


def keep(scene, person, place, raw, stored=None):
    rules = scene.listed(MAI).rules
    asked = Asked(evaluation_forms.form(place.kind, rules), stored or {})
    return drafts.keep(
        scene.db, scene.who(person), scene.campaign, place, asked, seen_version=0, raw=raw
    )


def test_a_draft_is_its_writers_and_gone_once_it_is_saved(scene):
    place = Place(Kind.OWN, str(scene.unit()))
    assert keep(scene, LAN, place, {LABEL: GOOD, REASON: "Đang gõ", "la": "bỏ"}) is not None

    assert scene.own(LAN).draft.answers == {LABEL: GOOD, REASON: "Đang gõ"}
    assert scene.own(HUNG).draft is None
    scene.save(HUNG)
    assert scene.own(LAN).draft.seen_version == 0

    scene.save(LAN, GOOD, "Đang gõ")
    assert scene.own(LAN).draft is None


def test_what_is_stored_is_no_draft(scene):
    place = opinion_place(scene.unit(), Side.OFFICE)
    keep(scene, MAI, place, {LABEL: GOOD})
    assert scene.desk(MAI).draft.answers == {LABEL: GOOD}
    assert scene.desk(VAN).draft is None

    assert keep(scene, MAI, place, {LABEL: GOOD}, {LABEL: GOOD}) is None
    assert scene.desk(MAI).draft is None


def test_a_draft_can_be_dropped(scene):
    place = Place(Kind.OWN, str(scene.unit()))
    keep(scene, LAN, place, {REASON: "Đang gõ"})

    drafts.drop(scene.db, scene.who(LAN), scene.campaign, place)

    assert scene.own(LAN).draft is None


def test_a_page_drawn_before_the_campaign_began_says_so(duck_scene):
    scene = duck_scene
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET state = 'preparing'"))
    campaign = scene.campaign.__class__(
        **{name: getattr(scene.campaign, name) for name in scene.campaign.__dataclass_fields__}
        | {"state": CampaignState.PREPARING}
    )

    found = evaluations.desk(scene.db, scene.who(MAI), campaign, scene.unit())

    assert found.side is None
    with pytest.raises(Refused, match="not_running"):
        scene.judge(MAI, Step.PROPOSE, FAIR, WHY, target=Target(scene.unit(), 0))


def test_the_row_itself_is_written_over_the_version_that_was_read_alone(scene):
    scene.save(LAN)
    read = scene.stored()
    scene.save(LAN, GOOD, "Sau")
    author = Author(MAI.account_id, NOW, 99)

    with pytest.raises(Conflict):
        scene.db.write(lambda tx: writes.put(tx, read, Step.SAVE, author=author))

    assert scene.stored().own.reason == "Sau"
    assert len(steps(scene, MAI, is_own=False)) == 2
