"""The questions of nominations, built in the draft of the plan."""

from __future__ import annotations

import pytest

from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import AWARD, Subject
from lib.domain.plan_drafts import Name, Part
from lib.services.acts import new_act
from lib.services.building import drafts, publishing, task_forms
from lib.services.campaigns import campaigns
from lib.text import plan_drafts as words
from lib.ui.building import builder_state as page
from tests import cast
from tests.cast import HUNG, LAN, VAN
from tests.pages.conftest import button
from tests.pages.test_form_builder import field, said, unfold
from tests.services.building.building_scene import make_scene
from tests.services.nominations.nomination_scene import Scene

PAGE = "office/builder"
PERSONS = Name(Part.NOMINATION, Subject.INDIVIDUAL.value)


@pytest.fixture
def db(house, own_data):
    return house.set(make_scene).db


@pytest.fixture
def opened(app, db):
    """The builder on the form for persons."""

    def start():
        at = app(VAN, PAGE)
        at.session_state[page.VIEW] = words.TABS[Part.NOMINATION]
        at.query_params["muc"] = "nomination/individual"
        return at.run()

    return start


def questions(db):
    draft = drafts.opened(db, cast.actor(db, VAN), campaigns.find(db))
    return [(one["key"], one["label"]) for one in draft.record(PERSONS).body["form"]]


def test_a_question_is_added_and_tried(opened, db):
    at = opened()
    assert "Mẫu đề nghị (11 câu hỏi)" in [one.value for one in at.subheader]
    assert "Mẫu đề nghị cá nhân" in [one.value for one in at.header]

    button(at, "Số đếm").click().run()
    assert not [one for one in at.get("toggle") if "lũy kế" in one.label.lower()]
    field(at, "Câu hỏi").set_value("Số năm công tác").run()
    button(at, "Thêm vào mẫu").click().run()

    assert questions(db)[-1] == ("so_nam_cong_tac", "Số năm công tác")
    assert "“Số năm công tác”" in said(at)
    button(at, "Lấy lại bản đang áp dụng").click().run()
    assert "so_nam_cong_tac" not in dict(questions(db))


def test_what_the_program_reads_keeps_its_place_in_the_form(opened, db):
    at = unfold(opened(), "Hình thức khen thưởng đề nghị")
    labels = [one.label for one in at.button]
    assert "Thôi hỏi" not in labels
    assert "Bỏ" not in labels
    assert words.fixed(Part.NOMINATION) in said(at, "caption")
    settings = [one.label for one in (*at.text_input, *at.text_area) if "set_" in one.key]
    assert not [one for one in settings if one.startswith(("Lựa chọn", "Thêm lựa chọn"))]

    field(at, "Câu hỏi").set_value("Đề nghị tặng").run()
    button(at, "Lưu câu hỏi").click().run()
    assert dict(questions(db))[AWARD] == "Đề nghị tặng"


def test_both_forms_are_listed_and_none_is_added(app, db):
    at = app(VAN, PAGE)
    at.session_state[page.VIEW] = words.TABS[Part.NOMINATION]
    at.run()
    assert "Thêm" not in [one.label for one in at.button]
    (table,) = [one.value for one in at.dataframe]
    assert [*table["Mẫu"]] == ["Mẫu đề nghị tập thể", "Mẫu đề nghị cá nhân"]
    assert [*table["Câu hỏi"]] == ["10", "11"]


def test_a_unit_is_asked_it_and_the_office_reads_the_answer(app, db):
    office, campaign = cast.actor(db, VAN), campaigns.find(db)
    task_forms.change(
        db, office, campaign, act_id=new_act(), name=PERSONS, seen_version=drafts.FIRST,
        act=lambda draft: building.added(draft, Kind.SHORT_TEXT, {"label": "Quê quán"}),
    )  # fmt: skip
    seen = drafts.opened(db, office, campaign).version
    publishing.publish(db, office, campaign, act_id=new_act(), seen_version=seen)
    scene = Scene(db, campaigns.find(db))
    made = scene.save(**{"que_quan": "Hòa An"})

    at = app(LAN, "unit/nominations")
    at.query_params["nomination"] = str(made.nomination_id)
    at.run()
    assert [one.value for one in at.text_input if one.label == "Quê quán"] == ["Hòa An"]
    scene.step(HUNG, Step.SEND, made)
    at = app(VAN, "office/review")
    at.query_params["nomination"] = str(made.nomination_id)
    assert "Hòa An" in said(at.run(), "caption", "markdown", "text")
