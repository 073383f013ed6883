"""Accepting findings: who may, done once, held by what was seen, asked again for other figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.access import Action, Role, can
from lib.domain.exports import Options
from lib.domain.list_choices import ListChoices
from lib.domain.past import Cut
from lib.domain.quality.findings import RuleKey
from lib.domain.quality.reviews import REASON_LIMIT, Step
from lib.errors import Conflict, Denied, Invalid, Refused
from lib.exports.quality import QUALITY
from lib.services import clock, rested
from lib.services.acts import new_act
from lib.services.quality import board, counts
from lib.services.quality.acceptances import Target
from lib.services.quality.tallies import Show, Wanted
from lib.services.reports import exports
from tests import cast
from tests.cast import CAST, MAI, VAN
from tests.services.quality.quality_scene import NOW, WHOLE, WHY, make_scene


@pytest.fixture
def scene(stage, own_data):
    return stage.set(make_scene)


def left(scene):
    """What an act leaves: steps about findings, events, the revision."""
    return scene.db.read(
        lambda tx: (
            tx.row("SELECT count(*) FROM quality_reviews"),
            tx.row("SELECT count(*) FROM audit_events WHERE event LIKE 'quality.%'"),
            tx.row("SELECT revision FROM campaigns"),
        )
    )


def test_accepting_is_told_with_its_reason(scene):
    target = scene.target(RuleKey.JUMP)

    assert scene.accept(MAI, target) == 1

    line = scene.line(RuleKey.JUMP, Show.SEEN)
    assert (line.review.reason, line.review.done_by_name) == (WHY, MAI.full_name)
    assert line.review.sentence.startswith("Số hội nghị: lần lưu ngày 15/03/2021")
    told = scene.db.read(
        lambda tx: tx.row(
            "SELECT event, subject, CAST(detail AS VARCHAR) FROM audit_events"
            " WHERE event LIKE 'quality.%'"
        )
    )
    assert told[:2] == ("quality.accept", "II.1.1")
    assert WHY in told[2]
    assert "Lũy kế tăng vọt" in told[2]


def test_several_are_accepted_at_once_reports_and_units(scene):
    targets = [scene.target(RuleKey.COPIED), scene.target(RuleKey.SILENT)]
    before = left(scene)

    assert scene.accept(MAI, *targets) == 2

    after = left(scene)
    assert (after[0][0], after[1][0] - before[1][0], after[2][0] - before[2][0]) == (2, 2, 1)
    assert scene.board().by_show == {Show.UNSEEN: 7, Show.MEDIUM: 6, Show.LIGHT: 1, Show.SEEN: 2}


def test_taking_back_asks_again_and_both_are_history(scene):
    scene.accept(MAI, scene.target(RuleKey.JUMP))

    scene.withdraw(VAN, scene.target(RuleKey.JUMP, Show.SEEN))

    line = scene.line(RuleKey.JUMP)
    with clock.at(NOW):
        steps = board.history(
            scene.db, scene.who(MAI), scene.again(), line.finding.fingerprint
        )  # fmt: skip
    assert [(one.step, one.done_by_name) for one in steps] == [
        (Step.WITHDRAW, VAN.full_name), (Step.ACCEPT, MAI.full_name),
    ]  # fmt: skip
    assert scene.accept(VAN, Target(line.finding.fingerprint, line.version)) == 1


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_only_the_office_looks_and_accepts(scene, person):
    may = Role.OFFICE in person.roles
    target, before = scene.target(RuleKey.JUMP), left(scene)

    assert can(scene.who(person), Action.QUALITY_REVIEW) == may
    if may:
        assert scene.accept(person, target) == 1
        assert scene.board(person).by_show[Show.SEEN] == 1
        return
    for act in (
        lambda: scene.accept(person, target),
        lambda: scene.withdraw(person, target),
        lambda: scene.board(person),
        lambda: board.found(scene.db, scene.who(person), scene.again(), target.fingerprint),
        lambda: board.history(scene.db, scene.who(person), scene.again(), target.fingerprint),
        lambda: counts.unseen(scene.db, scene.who(person), scene.again()),
    ):
        with pytest.raises(Denied):
            act()
    assert left(scene) == before


@pytest.mark.parametrize("person", [MAI, VAN], ids=["saved", "gave-evidence"])
def test_nobody_accepts_what_is_found_on_their_own_report(scene, person):
    target, before = scene.target(RuleKey.ALL_ZERO), left(scene)

    with pytest.raises(Refused) as refusal:
        scene.accept(person, target)

    assert refusal.value.reason == "own_finding"
    assert left(scene) == before
    assert scene.line(RuleKey.ALL_ZERO, person=person).is_own_work


def test_somebody_else_of_the_office_accepts_it(scene):
    other = cast.Person("tam", "Lê Minh Tâm", "VP", frozenset({Role.OFFICE}))
    cast.make_cast(scene.db, (other,))

    assert scene.accept(other, scene.target(RuleKey.ALL_ZERO)) == 1


def test_a_double_click_accepts_once(scene):
    target, act = scene.target(RuleKey.JUMP), new_act()

    assert scene.accept(MAI, target, act=act) == 1
    once = left(scene)

    assert scene.accept(MAI, target, act=act) == 1
    assert left(scene) == once


def test_who_comes_second_is_told(scene):
    target = scene.target(RuleKey.JUMP)
    scene.accept(MAI, target)
    before = left(scene)

    with pytest.raises(Conflict):
        scene.accept(VAN, target)
    with pytest.raises(Refused) as again:
        scene.accept(VAN, scene.target(RuleKey.JUMP, Show.SEEN))
    with pytest.raises(Refused) as nothing:
        scene.withdraw(VAN, scene.target(RuleKey.SILENT))

    assert (again.value.reason, nothing.value.reason) == ("finding_state", "finding_state")
    assert left(scene) == before


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [("", Refused), ("  \n ", Refused), (None, Refused), ("a" * (REASON_LIMIT + 1), Invalid)],
    ids=["empty", "blank", "none", "too-long"],
)
def test_a_reason_is_needed(scene, reason, refusal):
    target, before = scene.target(RuleKey.JUMP), left(scene)

    with pytest.raises(refusal):
        scene.accept(MAI, target, reason=reason)

    assert left(scene) == before


def test_one_that_cannot_be_accepted_holds_all_of_them_back(scene):
    targets = [scene.target(RuleKey.JUMP), scene.target(RuleKey.ALL_ZERO)]
    before = left(scene)

    with pytest.raises(Refused):
        scene.accept(MAI, *targets)
    with pytest.raises(Refused) as nothing:
        scene.accept(MAI)

    assert nothing.value.reason == "nothing_chosen"
    assert left(scene) == before


def test_other_figures_ask_again(scene):
    scene.put_share("QHKT", 13, 12)
    scene.accept(MAI, scene.target(RuleKey.OVER_WHOLE))
    assert Show.SEVERE not in scene.board().by_show

    scene.put_share("QHKT", 14, 12)

    assert scene.board().by_show[Show.SEVERE] == 1
    scene.put_share("QHKT", 13, 12)
    assert Show.SEVERE not in scene.board().by_show


def test_what_was_put_right_cannot_be_accepted_any_more(scene):
    scene.put_share("QHKT", 13, 12)
    target = scene.target(RuleKey.OVER_WHOLE)
    scene.put_share("QHKT", 12, 12)
    before = left(scene)

    with pytest.raises(Refused) as gone:
        scene.accept(MAI, target)
    with pytest.raises(Refused):
        scene.accept(MAI, Target("0" * 64, 0))

    assert gone.value.reason == "finding_gone"
    assert left(scene) == before


def test_a_report_that_moved_since_it_was_looked_at_is_looked_at_again(scene, monkeypatch):
    """A large campaign is looked through once a minute; what is accepted is what is there."""
    target = scene.target(RuleKey.JUMP)
    with clock.at(NOW):
        old = board.looking.now(scene.db, scene.again())
    scene.put_share("QLXD", 9, 12)
    untouched, forgotten = scene.target(RuleKey.COPIED), []
    monkeypatch.setattr(board.looking, "now", lambda _db, _campaign: old)
    monkeypatch.setattr(board.looking, "forget", lambda *_: forgotten.append(1))
    share = next(one for one in old.findings if one.rule == RuleKey.DEADLINE_MOVED)

    with pytest.raises(Refused) as gone:
        scene.accept(MAI, Target(share.fingerprint, 0))

    assert (gone.value.reason, forgotten) == ("finding_gone", [1])
    assert scene.accept(MAI, target, untouched) == 2


def test_the_list_is_narrowed_and_counts_what_each_filter_keeps(scene):
    of_unit = scene.board(wanted=Wanted(unit_code="QLXD"))
    of_rule = scene.board(wanted=Wanted(rule=RuleKey.COPIED))
    sought = scene.board(wanted=Wanted(words="quan ly xay dung II.1"))
    nothing = scene.board(wanted=Wanted(unit_code="khong-co"), page=9)

    assert of_unit.by_show[Show.UNSEEN] == len(of_unit.lines) == 6
    assert {unit.code: count for unit, count in of_rule.by_unit} == {"QLXD": 1, "QHKT": 1}
    assert of_rule.by_rule == scene.board().by_rule
    assert [one.task.code for one in sought.lines] == ["II.1.1", "II.1.1", "II.1.2"]
    assert (nothing.lines, nothing.page, nothing.pages) == ((), 1, 1)


def test_pages_of_a_long_list(scene, monkeypatch):
    monkeypatch.setattr(board, "PAGE_LINES", 4)

    pages = [scene.board(wanted=WHOLE, page=number) for number in (1, 2, 3, 4)]

    assert [len(one.lines) for one in pages] == [4, 4, 1, 1]
    assert [(one.page, one.pages) for one in pages] == [(1, 3), (2, 3), (3, 3), (3, 3)]
    scene.actors[MAI.username] = replace(scene.who(MAI), lists=ListChoices(20))
    whole = scene.board(wanted=WHOLE)
    assert (len(whole.lines), whole.pages) == (9, 1)


def test_counts_for_a_first_page_rest_between_two_looks(scene, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(rested.time, "monotonic", lambda: now[0])
    with clock.at(NOW):
        first = counts.unseen(scene.db, scene.who(MAI), scene.again())
        scene.put_share("QHKT", 13, 12)
        resting = counts.unseen(scene.db, scene.who(MAI), scene.again())
        now[0] += counts.REST_S
        then = counts.unseen(scene.db, scene.who(MAI), scene.again())

    assert (first.total, resting) == (9, first)
    assert then.total == 10
    assert then.revision == first.revision + 1


def test_the_export_tells_what_is_seen_and_that_of_before_does_not(scene):
    def taken(campaign):
        with clock.at(NOW):
            return exports.snapshot(scene.db, campaign, ["quality"])

    before = taken(scene.again())
    scene.accept(MAI, scene.target(RuleKey.JUMP))
    after = taken(scene.again())
    past = replace(scene.again(), at=Cut(before.revision, NOW))

    [seen] = [one for one in after.findings if one.is_seen]
    assert (seen.rule, seen.reason, seen.seen_by) == ("jump", WHY, MAI.full_name)
    assert seen.seen_at == "2021-05-20 10:00:00"
    assert taken(past).findings == before.findings
    rows = [*QUALITY.rows(after, Options())]
    assert rows[0][:7] == [
        "Vừa", "Lũy kế tăng vọt", "QLXD", "Phòng Quản lý xây dựng", "II.1.1", "Việc II.1.1",
        "Số hội nghị: lần lưu ngày 15/03/2021 tăng từ 10 lên 60 hội nghị (gấp 6 lần).",
    ]  # fmt: skip
    assert rows[0][7:10] == ["Đã xem", WHY, MAI.full_name]
    assert rows[1][7:11] == ["Chưa xem", "", "", ""]
    assert len(rows) == len(before.findings)
