from __future__ import annotations

import pytest

from lib.domain.quality.findings import RuleKey
from lib.services.quality.tallies import Show, Wanted
from lib.ui.quality import finding_list
from tests.cast import BINH, MAI, SON, VAN
from tests.pages.conftest import button
from tests.services.quality.quality_scene import WHY, make_scene

PAGE = "office/quality"


@pytest.fixture
def scene(house, own_data):
    """Looked at by the clock of now, when every unit has long been silent."""
    return house.set(make_scene)


def line(scene, rule, show=Show.UNSEEN):
    found = scene.board(wanted=Wanted(show, rule))
    return found.lines[0]


def opened(app, scene, rule, person=MAI):
    at = app(person, PAGE)
    at.query_params[finding_list.FINDING] = line(scene, rule).finding.fingerprint
    return at.run()


def told(at):
    return " ".join(one.value for kind in ("markdown", "caption", "info") for one in at.get(kind))


def accept(at):
    return next(one for one in at.button if one.label.startswith("Đã xem, chấp nhận"))


def test_the_list_tells_how_many_there_are_of_what(app, scene):
    at = app(MAI, PAGE)

    names = [one.label for one in at.button if (one.key or "").startswith("loc_soat_so_lieu")]
    assert names[0].startswith("Chưa xem **")
    rules = at.dataframe[1].value
    assert "Lũy kế tăng vọt" in [*rules["Quy tắc"]]
    assert "4 đơn vị chưa có số người" in told(at)


def test_a_finding_shows_what_why_and_the_report(app, scene):
    at = opened(app, scene, RuleKey.JUMP)

    assert "tăng từ 10 lên 60 hội nghị (gấp 6 lần)" in told(at)
    assert "Vì sao đáng ngờ" in told(at)
    assert "**Số hội nghị:** 60 hội nghị" in told(at)
    assert "chưa gửi Văn phòng" in told(at)


def test_it_is_accepted_with_a_reason_and_taken_back(app, scene):
    at = opened(app, scene, RuleKey.JUMP)
    accept(at).click().run()
    assert [one.value for one in at.error] == ["Vui lòng ghi lý do."]

    reason = next(one for one in at.text_area if one.label.startswith("Lý do chấp nhận"))
    reason.set_value(WHY)
    accept(at).click().run()

    assert line(scene, RuleKey.JUMP, Show.SEEN).review.reason == WHY
    at.query_params[finding_list.FINDING] = line(scene, RuleKey.JUMP, Show.SEEN).finding.fingerprint
    at.run()
    button(at, "Bỏ chấp nhận").click().run()
    assert scene.board(wanted=Wanted(Show.SEEN)).lines == ()


def test_a_reason_stays_when_somebody_was_faster(app, scene):
    at = opened(app, scene, RuleKey.JUMP)
    scene.accept(VAN, scene.target(RuleKey.JUMP))
    reason = next(one for one in at.text_area if one.label.startswith("Lý do chấp nhận"))
    reason.set_value("Lý do của tôi")

    accept(at).click().run()

    assert len(at.error) == 1
    assert line(scene, RuleKey.JUMP, Show.SEEN).review.done_by_name == VAN.full_name


def test_ones_own_report_is_left_to_others(app, scene):
    at = opened(app, scene, RuleKey.ALL_ZERO)

    assert not [one for one in at.button if one.label.startswith("Đã xem, chấp nhận")]
    assert any("không được tự chấp nhận" in one.value for one in at.info)


def test_what_is_ticked_is_accepted_together_without_ones_own(app, scene):
    at = app(MAI, PAGE)
    table = at.dataframe[0]
    names = [*table.value["Phát hiện"]]
    rows = [names.index("Lũy kế tăng vọt"), names.index("Toàn số 0")]
    at.session_state[table.key] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    at.run()
    reason = next(one for one in at.text_area if one.label.startswith("Lý do chấp nhận"))
    reason.set_value(WHY)
    button(at, "Đã xem, chấp nhận 1 phát hiện").click().run()

    seen = scene.board(wanted=Wanted(Show.SEEN)).lines
    assert [one.finding.rule for one in seen] == [RuleKey.JUMP]


def test_a_finding_that_is_no_more_is_said_so(app, scene):
    at = app(MAI, PAGE)
    at.query_params[finding_list.FINDING] = "0" * 64
    at.run()

    assert any("không còn" in one.value for one in at.info)


@pytest.mark.parametrize("person", [BINH, SON], ids=lambda person: person.username)
def test_others_do_not_find_it(app, scene, person):
    with pytest.raises(ValueError, match="navigation page"):
        app(person, PAGE)
