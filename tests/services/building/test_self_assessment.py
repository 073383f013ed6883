"""What a unit is asked of itself is built in the draft of the plan, and answers keep their form."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from functools import partial

import openpyxl
import pytest

from lib.domain.evaluations import LABEL_KEY, REASON_KEY, State, Step
from lib.domain.exports import Options
from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.past import Cut
from lib.domain.plan_drafts import EVALUATION_FORMS, OWN, Name, Part
from lib.errors import BadFile, Denied, NotFound, Problems, Refused
from lib.services import clock, copying
from lib.services.acts import new_act
from lib.services.building import edits, task_forms
from lib.services.campaigns import (
    campaigns,
    evaluation_questions,
    file_writing,
    files,
    own_questions,
)
from lib.services.copying import Copied
from lib.services.evaluation import drafts as typing
from lib.services.evaluation import evaluation_forms, evaluations
from lib.services.evaluation.drafts import Asked, Place
from lib.services.evaluation.evaluation_forms import Kind as FormKind
from lib.services.jobs import jobs
from lib.services.operation import checks
from lib.services.reports import exports, workbooks
from tests.cast import CAST, HUNG, LAN, MAI, VAN
from tests.services.building.building_scene import act, plan_of, publish, running, said
from tests.services.evaluation.evaluation_scene import FAIR, GOOD, NOW, POOR
from tests.services.evaluation.evaluation_scene import Scene as Evaluating
from tests.services.jobs.waiting import ended, runner
from tests.support.loading import load_content

FORM = Name(Part.EVALUATION, OWN)
LABEL, KEY = "Số sáng kiến", "so_sang_kien"
IDEAS = partial(
    building.added, kind=Kind.WHOLE, settings={"label": LABEL, "unit": "sáng kiến", "maximum": 50}
)
WHY_LABEL, WHY_KEY = "Việc chưa làm được", "viec_chua_lam_duoc"
UNDONE = partial(
    building.added, kind=Kind.LONG_TEXT, settings={"label": WHY_LABEL, "required": True}
)

pytestmark = [
    pytest.mark.usefixtures("own_data"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


def questions(scene):
    record = plan_of(scene).record(FORM)
    return task_forms.opened(scene.db, scene.who(VAN), running(scene), record)


def change(scene, what, who=VAN, name=FORM):
    return task_forms.change(
        scene.db, scene.who(who), running(scene), act_id=new_act(), name=name,
        seen_version=plan_of(scene).record(FORM).version, act=what,
    )  # fmt: skip


def evaluating(scene) -> Evaluating:
    return Evaluating(scene.db, running(scene), scene.actors)


def own(scene, who=LAN):
    with clock.at(NOW):
        return evaluations.own(scene.db, scene.who(who), running(scene))


def desk(scene, who=MAI):
    one = evaluating(scene)
    with clock.at(NOW):
        return evaluations.desk(scene.db, scene.who(who), running(scene), one.unit())


def rows(scene):
    made = exports.make(
        scene.db, scene.who(MAI), key="evaluations", campaign_code=None, options=Options()
    )
    content = b"".join(made.pieces).decode("utf-8-sig")
    return [*csv.DictReader(io.StringIO(content, newline=""))]


def told(answered):
    return [(one.label, one.words) for one in answered]


def test_the_draft_begins_with_what_units_are_asked(scene):
    found = questions(scene)

    assert found.draft.fields == found.in_force
    assert [one.key for one in found.in_force] == [LABEL_KEY, REASON_KEY]
    assert not plan_of(scene).is_changed


def test_a_question_is_asked_stored_shown_and_exported(scene):
    change(scene, IDEAS)
    assert [one.key for one in own(scene).form.fields] == [LABEL_KEY, REASON_KEY]
    assert said(scene) == {
        FORM: (
            f"thêm câu hỏi “{LABEL}” (số đếm)",
            "Tự đánh giá đã có giữ mẫu lúc lưu; lần lưu sau hỏi theo mẫu mới.",
        )
    }
    publish(scene)

    asked = own(scene).form
    assert [one.key for one in asked.fields] == [LABEL_KEY, REASON_KEY, KEY]
    assert asked.fields[0].choices[0].key == GOOD
    one = evaluating(scene)
    with pytest.raises(Problems) as why:
        one.save(points={KEY: "51"})
    assert [each.facts["key"] for each in why.value.problems] == [KEY]
    assert one.stored().version == 0

    one.save(points={KEY: "12", "la": "x"})
    kept = one.stored().own
    assert (dict(kept.answers), kept.form_version) == ({KEY: 12}, 1)
    assert told(desk(scene).answered) == []
    one.step(HUNG, Step.SEND)
    assert told(own(scene).answered) == told(desk(scene).answered) == [(LABEL, "12 sáng kiến")]
    head = f"{LABEL} (sáng kiến)"
    assert [row[head] for row in rows(scene) if row["Mã đơn vị"] == LAN.unit] == ["12"]
    assert checks.problems(scene.db) == []


def test_what_is_only_saved_stands_in_no_file(scene):
    change(scene, IDEAS)
    publish(scene)
    evaluating(scene).save(points={KEY: "12"})

    assert {row[f"{LABEL} (sáng kiến)"] for row in rows(scene)} == {""}


def test_what_must_be_answered_is_named_before_it_is_sent(scene):
    one = evaluating(scene)
    one.save()
    change(scene, UNDONE)
    publish(scene)
    one = evaluating(scene)
    before = one.stored()
    assert own(scene).lacking == (WHY_LABEL,)

    with pytest.raises(Refused) as caught:
        one.step(HUNG, Step.SEND)

    assert (caught.value.reason, caught.value.facts["fields"]) == ("evaluation_lacking", WHY_LABEL)
    assert one.stored() == before
    one.save(points={WHY_KEY: "Chưa có."})
    assert own(scene).lacking == ()
    one.step(HUNG, Step.SEND)
    assert one.stored().state == State.SENT


FEW = partial(
    building.added,
    kind=Kind.WHOLE,
    settings={"label": LABEL, "required": True, "show_when": {"field": LABEL_KEY, "is": POOR}},
)


def test_nothing_is_an_answer_to_a_question_that_must_be_answered(scene):
    change(
        scene, partial(building.added, kind=Kind.WHOLE, settings={"label": LABEL, "required": True})
    )
    publish(scene)
    one = evaluating(scene)
    one.save(points={KEY: "0"})

    assert own(scene).lacking == ()
    assert dict(evaluation_forms.judged(one.stored().own))[KEY] == 0
    one.step(HUNG, Step.SEND)
    assert told(desk(scene).answered) == [(LABEL, "0")]


def test_a_level_may_ask_for_more(scene):
    change(scene, FEW)
    publish(scene)
    one = evaluating(scene)

    one.save(label=FAIR)
    assert own(scene).lacking == ()
    one.save(label=POOR)
    assert own(scene).lacking == (LABEL,)
    one.save(label=POOR, points={KEY: "3"})
    assert own(scene).lacking == ()


def test_levels_that_are_gone_leave_the_form_readable(scene):
    change(scene, FEW)
    publish(scene)
    evaluating(scene).save(label=POOR, points={KEY: "3"})
    content = file_with(scene, *OURS)
    asks = {"measure": "completion", "at_least": 80}
    content["evaluation"] = {
        "labels": [
            {"code": "dat", "name": "Đạt", "conditions": [asks]},
            {"code": "khong_dat", "name": "Không đạt"},
        ]
    }
    load_content(
        scene.db, scene.who(MAI), act_id=new_act(), name="x.yaml",
        content=file_writing.as_yaml(content).encode(),
    )  # fmt: skip

    asked = own(scene).form
    assert [one.key for one in asked.asked] == [LABEL_KEY, REASON_KEY]
    assert [one.key for one in asked.fields[0].choices if not one.retired] == [
        "dat", "khong_dat",
    ]  # fmt: skip
    assert told(own(scene).answered) == [(LABEL, "3")]


def test_old_answers_are_read_in_their_version(scene):
    change(scene, IDEAS)
    publish(scene)
    one = evaluating(scene)
    one.save(points={KEY: "12"})
    one.step(HUNG, Step.SEND)
    change(scene, partial(building.retired, key=KEY))
    change(scene, UNDONE)
    publish(scene)

    assert told(desk(scene).answered) == [(LABEL, "12 sáng kiến")]
    assert [each.key for each in own(scene).form.asked] == [LABEL_KEY, REASON_KEY, WHY_KEY]
    assert [row[f"{LABEL} (sáng kiến)"] for row in rows(scene) if row["Mã đơn vị"] == LAN.unit] == [
        "12"
    ]


def test_what_was_then_has_the_answers_of_then(scene):
    change(scene, IDEAS)
    publish(scene)
    one = evaluating(scene)
    one.save(points={KEY: "12"})
    one.step(HUNG, Step.SEND)
    revision = running(scene).revision
    one = evaluating(scene)
    one.step(HUNG, Step.RECALL)
    one.save(points={KEY: "13"})

    with clock.at(NOW):
        then = replace(running(scene), at=Cut(revision, NOW))
        found = exports.snapshot(scene.db, then, ("evaluations",)).evaluations[one.unit()]

    assert dict(found.self_answers) == {KEY: 12}
    assert dict(one.stored().own.answers) == {KEY: 13}


def test_the_workbook_has_its_column(scene):
    change(scene, IDEAS)
    publish(scene)
    one = evaluating(scene)
    one.save(points={KEY: "12"})
    one.step(HUNG, Step.SEND)

    with runner(scene.db):
        job = ended(scene, workbooks.ask(scene.db, scene.who(MAI), running(scene)))
    file = jobs.take(scene.db, scene.who(MAI), job.job_id)
    book = openpyxl.load_workbook(io.BytesIO(file.path.read_bytes()), read_only=True)
    lines = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    cells = {str(cell) for row in lines for cell in row}
    assert f"{LABEL} (sáng kiến)" in cells


@pytest.mark.parametrize("key", [LABEL_KEY, REASON_KEY])
def test_what_the_program_reads_stays(scene, key):
    before = questions(scene)
    for what in (building.removed, building.retired):
        with pytest.raises(Refused) as caught:
            change(scene, partial(what, key=key))
        assert caught.value.reason in ("fixed_lacks", "fixed_asked", "field_used")
    assert questions(scene) == before


def test_words_help_and_order_of_ours_are_the_offices(scene):
    def reworded(draft):
        data = building.field_to_data(draft.field(REASON_KEY))
        return building.changed(draft, REASON_KEY, {**data, "label": "Kết quả nổi bật"})

    change(scene, reworded)
    change(scene, partial(building.moved, key=REASON_KEY, by=-1))
    publish(scene)

    first = own(scene).form.fields[0]
    assert (first.key, first.label) == (
        REASON_KEY, "Kết quả nổi bật",
    )  # fmt: skip
    evaluating(scene).save(label=FAIR)


def test_an_answered_question_is_not_removed(scene):
    change(scene, IDEAS)
    publish(scene)
    evaluating(scene).save(points={KEY: "12"})

    with pytest.raises(Refused) as caught:
        change(scene, partial(building.removed, key=KEY))

    assert caught.value.reason == "field_used"


def test_what_somebody_is_typing_counts_as_answered(scene):
    change(scene, IDEAS)
    publish(scene)
    place = Place(FormKind.OWN, str(evaluating(scene).unit()))
    typing.keep(
        scene.db, scene.who(LAN), running(scene), place, Asked(own(scene).form, {}),
        seen_version=0, raw={KEY: "3"},
    )  # fmt: skip

    with pytest.raises(Refused):
        change(scene, partial(building.removed, key=KEY))


def test_it_goes_with_the_file_and_into_a_copy(scene):
    change(scene, IDEAS)
    publish(scene)
    campaign = running(scene)
    seed = scene.db.read(lambda tx: file_writing.stored(tx, campaign))
    (listed,) = seed.details[EVALUATION_FORMS].values()
    assert [one["key"] for one in listed] == [LABEL_KEY, REASON_KEY, KEY]
    assert listed[0]["choices"] == "labels"

    copying.copy(
        scene.db, scene.who(VAN), running(scene), act_id=new_act(),
        told=Copied("td-moi", "Phong trào mới", "Mới", date(2026, 5, 23)),
    )  # fmt: skip

    new = campaigns.find(scene.db, "TD-MOI")
    with clock.at(NOW):
        found = evaluations.own(scene.db, scene.who(LAN), new).form
    assert [one.key for one in found.fields] == [LABEL_KEY, REASON_KEY, KEY]


def file_with(scene, *listed):
    campaign = running(scene)
    seed = scene.db.read(lambda tx: file_writing.stored(tx, campaign))
    content = file_writing.data(seed)
    content["details"] = {**content["details"], EVALUATION_FORMS: {OWN: list(listed)}}
    return content


def test_a_question_of_a_later_release_joins_those_of_a_file_that_is_silent_now(scene, monkeypatch):
    change(scene, IDEAS)
    publish(scene)
    content = file_with(scene)
    del content["details"][EVALUATION_FORMS]
    load_content(
        scene.db, scene.who(MAI), act_id=new_act(), name="x.yaml",
        content=file_writing.as_yaml(content).encode(),
    )  # fmt: skip
    shipped = own_questions._shipped(evaluation_questions.FORM)
    later = {"key": "moi", "label": "Câu của bản sau", "kind": "whole"}
    newer = {**shipped, "version": 9, "fields": [*shipped["fields"], later]}
    monkeypatch.setattr(own_questions, "_shipped", lambda of: newer)

    assert [one.key for one in own(scene).form.asked] == [LABEL_KEY, REASON_KEY, KEY, "moi"]


OURS = (
    {"key": LABEL_KEY, "label": "Mức", "kind": "choice", "required": True, "choices": "labels"},
    {"key": REASON_KEY, "label": "Lý do", "kind": "long_text", "required": True},
)


@pytest.mark.parametrize(
    ("listed", "told_of"),
    [
        ((OURS[0],), "Thiếu câu hỏi “ly_do”"),
        (({**OURS[0], "choices": [{"key": "a", "label": "A"}]}, OURS[1]), "choices: labels"),
        ((OURS[0], {**OURS[1], "required": False}), "required: true"),
        ((OURS[0], {**OURS[1], "kind": "short_text"}), "phải thuộc loại long_text"),
        ((*OURS, {"key": "x", "label": "X", "kind": "la"}), "“kind”"),
        (
            (*OURS, {"key": "diem_a", "label": "Điểm", "kind": "whole"}),
            "“diem_a” dành cho câu hỏi điểm",
        ),
    ],
    ids=["lacks", "choices", "required", "kind", "no kind", "points"],
)
def test_a_file_is_checked_by_place(scene, listed, told_of):
    content = file_with(scene, *listed)
    label = {"code": "a", "name": "A", "conditions": [{"measure": "completion", "at_least": 1}]}
    criterion = {"code": "a", "title": "A", "most": 10}
    content["evaluation"] = {
        "labels": [label, {"code": "b", "name": "B"}], "points": {"criteria": [criterion]},
    }  # fmt: skip

    with pytest.raises(BadFile) as caught:
        files.read("x.yaml", file_writing.as_yaml(content).encode())

    assert told_of in caught.value.facts["detail"]


@pytest.mark.parametrize(
    "person", [one for one in CAST if one not in (MAI, VAN)], ids=lambda one: one.username
)
def test_nobody_else_builds_it(scene, person):
    with pytest.raises(Denied):
        change(scene, IDEAS, who=person)


def test_no_form_of_another_name_is_there(scene):
    with pytest.raises(NotFound):
        change(scene, IDEAS, name=Name(Part.EVALUATION, "khac"))
    with pytest.raises(NotFound):
        act(scene, edits.take_out, FORM)
