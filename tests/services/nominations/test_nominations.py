"""Drafting, saving and listing nominations; steps are in test_nomination_steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from lib.domain.dossier import Part
from lib.domain.evidence import UNDO_WITHIN
from lib.domain.list_choices import ListChoices
from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Subject
from lib.errors import AppError, Conflict, Denied, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.nominations import nomination_edits, nomination_steps, nominations
from lib.services.nominations.nomination_acts import Target
from lib.services.nominations.nominations import Filter
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, THU, VAN
from tests.services.nominations.nomination_scene import NOW, PERSON, Scene, make_scene
from tests.support.trace import events


@pytest.fixture
def scene(stage) -> Scene:
    return stage.set(make_scene)


def test_a_saved_nomination_is_what_was_typed(scene):
    made = scene.save(LAN, ho_ten="Hoàng Văn Đức")

    assert (made.name, made.state, made.version) == ("Hoàng Văn Đức", State.DRAFT, 1)
    assert made.answers["nam_sinh"] == 1985
    assert made.drafted_by == LAN.account_id
    (entry,) = nominations.history(scene.db, scene.who(LAN), scene.campaign, made.nomination_id)
    assert (entry.step, entry.version, entry.done_by_name) == ("save", 1, LAN.full_name)


def test_a_nomination_needs_a_name_and_nothing_else_to_be_saved(scene):
    with pytest.raises(Problems) as caught:
        scene.save(LAN, ho_ten=" ")

    assert [one.facts["key"] for one in caught.value.problems] == ["ho_ten"]
    empty = dict.fromkeys(PERSON, "") | {"ho_ten": "Hoàng Văn Đức", "dang_xem_xet": None}
    assert scene.save(LAN, **empty).answers == {"ho_ten": "Hoàng Văn Đức"}


def test_the_same_act_saves_once(scene):
    act = new_act()
    made = scene.save(LAN, act=act)

    scene.save(LAN, act=act, nomination_id=made.nomination_id)

    assert scene.stored(made.nomination_id).version == 1


def test_a_stale_save_is_a_conflict_and_changes_nothing(scene):
    made = scene.save(LAN)
    scene.save(HUNG, nomination_id=made.nomination_id, seen=1, chuc_vu="Phó Trưởng phòng")

    with pytest.raises(Conflict):
        scene.save(LAN, nomination_id=made.nomination_id, seen=1, chuc_vu="Chuyên viên chính")

    assert scene.stored(made.nomination_id).answers["chuc_vu"] == "Phó Trưởng phòng"


def test_another_units_nomination_cannot_be_overwritten(scene):
    made = scene.save(LAN)

    with pytest.raises(NotFound):
        scene.save(BINH, nomination_id=made.nomination_id, seen=1, ho_ten="Người khác")
    with pytest.raises(NotFound):
        nomination_edits.keep_draft(
            scene.db, scene.who(BINH), scene.campaign, nomination_id=made.nomination_id,
            subject=Subject.INDIVIDUAL, seen_version=1, raw={},
        )  # fmt: skip

    assert scene.stored(made.nomination_id).name == PERSON["ho_ten"]


def test_a_form_cannot_change_into_the_other(scene):
    made = scene.save(LAN)

    with pytest.raises(NotFound):
        scene.save(LAN, nomination_id=made.nomination_id, seen=1, subject=Subject.COLLECTIVE)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_who_sees_and_who_saves(scene, person):
    made = scene.save(LAN)
    actor = scene.who(person)
    sees = person in (LAN, HUNG, MAI, VAN, SON)

    if sees:
        opened = nominations.opened(scene.db, actor, scene.campaign, made.nomination_id)
        assert opened.nomination == made
    else:
        with pytest.raises(NotFound):
            nominations.opened(scene.db, actor, scene.campaign, made.nomination_id)
    if person in (LAN, HUNG):
        scene.save(person, nomination_id=made.nomination_id, seen=1)
    else:
        with pytest.raises(AppError):
            scene.save(person, nomination_id=made.nomination_id, seen=1)
    assert scene.stored(made.nomination_id).version == (2 if person in (LAN, HUNG) else 1)


def test_a_council_member_sees_nothing_before_it_is_put_before_them(scene):
    made = scene.checked()

    with pytest.raises(NotFound):
        nominations.history(scene.db, scene.who(THU), scene.campaign, made.nomination_id)


def test_a_draft_that_says_what_is_stored_is_none(scene):
    """Late clicks send the old form again; it must not stand in the way of the next "Gửi"."""
    made = scene.save(LAN)

    def keep(**changed):
        return nomination_edits.keep_draft(
            scene.db, scene.who(HUNG), scene.campaign, nomination_id=made.nomination_id,
            subject=Subject.INDIVIDUAL, seen_version=1, raw={**made.answers, **changed},
        )  # fmt: skip

    def drafts():
        return nominations.own_drafts(scene.db, scene.who(HUNG), scene.campaign)

    assert keep() is None
    assert drafts() == []
    assert keep(chuc_vu="Phó Trưởng phòng") is not None
    assert [one.answers["chuc_vu"] for one in drafts()] == ["Phó Trưởng phòng"]
    assert keep(chuc_vu=f" {made.answers['chuc_vu']} ") is None
    assert drafts() == []
    assert keep(nam_sinh="nhiều") is not None
    assert len(drafts()) == 1


def test_a_draft_is_its_writers_alone_and_goes_with_the_save(scene):
    key = nomination_edits.new_nomination_id()
    kept = nomination_edits.keep_draft(
        scene.db, scene.who(LAN), scene.campaign, nomination_id=key, subject=Subject.INDIVIDUAL,
        seen_version=0, raw={"ho_ten": "Đang gõ", "la": "bỏ"},
    )  # fmt: skip

    (draft,) = nominations.own_drafts(scene.db, scene.who(LAN), scene.campaign)
    assert (draft.answers, draft.kept_at) == ({"ho_ten": "Đang gõ"}, kept)
    assert nominations.own_drafts(scene.db, scene.who(HUNG), scene.campaign) == []

    scene.save(LAN, nomination_id=key)
    assert nominations.own_drafts(scene.db, scene.who(LAN), scene.campaign) == []


def test_a_list_is_filtered_searched_and_paged(scene):
    for number in range(nominations.PAGE_ROWS + 1):
        scene.save(LAN, ho_ten=f"Nguyễn {number:03} Văn Sáng")
    scene.save(LAN, ho_ten="Trần Đông")
    scene.save(BINH, ho_ten="Lê Đông")
    lan, office = scene.who(LAN), scene.who(MAI)

    first = nominations.listed(scene.db, lan, scene.campaign, Filter())
    second = nominations.listed(scene.db, lan, scene.campaign, Filter(page=2))
    found = nominations.listed(scene.db, office, scene.campaign, Filter(sought="dong"))

    assert (len(first.rows), len(second.rows), first.total, first.pages) == (50, 2, 52, 2)
    assert first.rows[0].name == "Trần Đông"  # Đ stands before S
    assert [one.name for one in found.rows] == ["Trần Đông", "Lê Đông"]
    assert found.by_state == {State.DRAFT: 53}
    for one in (lan, office):
        by_20 = replace(one, lists=ListChoices(20))
        pages = [
            nominations.listed(scene.db, by_20, scene.campaign, Filter(page=number))
            for number in (1, 2, 3, 4)
        ]
        left = pages[0].total - 40
        assert ([len(page.rows) for page in pages], pages[0].pages) == ([20, 20, left, 20], 3)
    with pytest.raises(Denied):
        nominations.listed(scene.db, lan, scene.campaign, Filter(unit_id=scene.who(BINH).unit_id))


def test_what_a_unit_threw_away_unsent_is_on_its_own_list_alone(scene):
    thrown = scene.save(LAN, ho_ten="Lê Đông")
    scene.step(LAN, Step.WITHDRAW, thrown)
    sent = scene.save(LAN, ho_ten="Trần Đông")
    scene.step(HUNG, Step.SEND, sent)
    scene.step(HUNG, Step.WITHDRAW, scene.stored(sent.nomination_id))
    recalled = scene.save(LAN, ho_ten="Vũ Đông")
    scene.step(HUNG, Step.SEND, recalled)
    scene.step(HUNG, Step.RECALL, scene.stored(recalled.nomination_id))
    scene.step(LAN, Step.WITHDRAW, scene.stored(recalled.nomination_id))
    office_own = scene.save(VAN, ho_ten="Phạm Đông")
    scene.step(VAN, Step.WITHDRAW, office_own)

    def seen(person, **asked):
        wanted = Filter({State.WITHDRAWN}, **asked)
        found = nominations.listed(scene.db, scene.who(person), scene.campaign, wanted)
        return [one.name for one in found.rows], found.total, found.by_state[State.WITHDRAWN]

    of_lans_unit = scene.who(LAN).unit_id
    assert seen(LAN) == (["Lê Đông", "Trần Đông", "Vũ Đông"], 3, 3)
    assert seen(MAI) == seen(SON) == (["Trần Đông", "Vũ Đông"], 2, 2)
    assert seen(MAI, unit_id=of_lans_unit) == (["Trần Đông", "Vũ Đông"], 2, 2)
    assert seen(VAN, unit_id=scene.who(VAN).unit_id) == (["Phạm Đông"], 1, 1)


def test_the_meter_names_what_the_unit_can_still_bring(scene):
    made = scene.save(LAN, thanh_tich="")

    opened = nominations.opened(scene.db, scene.who(LAN), scene.campaign, made.nomination_id)

    assert opened.unit_meter.missing == (Part.PROPOSAL, Part.REPORT, Part.UNIT_MINUTES)
    assert (len(opened.unit_meter.present), opened.unit_meter.total) == (0, 3)
    whole = scene.save(LAN, nomination_id=made.nomination_id, seen=1)
    opened = nominations.opened(scene.db, scene.who(LAN), scene.campaign, whole.nomination_id)
    assert opened.unit_meter.missing == (Part.UNIT_MINUTES,)


def test_a_closed_campaign_takes_no_new_nominations(scene):
    made = scene.save(LAN)
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET state = 'closed'"))

    with pytest.raises(Refused) as caught:
        scene.save(LAN)
    with pytest.raises(Refused):
        scene.step(HUNG, Step.SEND, made)

    assert caught.value.reason == "closed_campaign"
    assert scene.stored(made.nomination_id).state == State.DRAFT


def test_the_form_offers_the_campaigns_own_awards(scene):
    begun = nominations.begun(
        scene.db, scene.who(LAN), scene.campaign, nomination_edits.new_nomination_id(),
        Subject.COLLECTIVE,
    )  # fmt: skip

    (award,) = [field for field in begun.asked.fields if field.key == "hinh_thuc"]
    assert [one.key for one in award.choices] == ["gk", "bk"]


def test_a_draft_of_an_instant_long_gone_is_still_there(scene):
    key = nomination_edits.new_nomination_id()
    with clock.at(NOW - timedelta(days=60)):
        nomination_edits.keep_draft(
            scene.db, scene.who(LAN), scene.campaign, nomination_id=key,
            subject=Subject.COLLECTIVE, seen_version=0, raw={"ten_tap_the": "Tổ"},
        )  # fmt: skip

    begun = nominations.begun(scene.db, scene.who(LAN), scene.campaign, key, Subject.COLLECTIVE)

    assert begun.draft is not None
    assert begun.draft.answers == {"ten_tap_the": "Tổ"}


@pytest.mark.parametrize("state", ["draft", "sent"])
def test_what_was_withdrawn_comes_back_for_30_days(scene, state):
    made = scene.save(LAN)
    if state == "sent":
        scene.step(HUNG, Step.SEND, made)
        made = scene.stored(made.nomination_id)
    scene.step(HUNG, Step.WITHDRAW, made)
    gone = scene.stored(made.nomination_id)
    act = new_act()

    def bring_back(person, days):
        with clock.at(NOW + days):
            return nomination_steps.take_step(
                scene.db, scene.who(person), scene.campaign, act_id=act, step=Step.BRING_BACK,
                targets=[Target(gone.nomination_id, gone.version)],
            )  # fmt: skip

    with pytest.raises(Denied):
        bring_back(HUNG, timedelta())
    with pytest.raises(Refused, match="bring_back_over"):
        bring_back(MAI, UNDO_WITHIN + timedelta(seconds=1))
    assert scene.stored(made.nomination_id) == gone

    assert [bring_back(MAI, UNDO_WITHIN) for _ in range(5)] == [1] * 5

    back = scene.stored(made.nomination_id)
    assert (back.state, back.answers) == (State.DRAFT, made.answers)
    assert back.version == gone.version + 1
    assert events(scene.db, "nomination.bring_back") == [
        ("nomination.bring_back", MAI.full_name, {"unit": [str(made.unit_id)]})
    ]
