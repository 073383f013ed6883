"""What nominations ask is built in the draft of the plan, and what the program reads stays."""

from __future__ import annotations

import csv
import io
from functools import partial

import openpyxl
import pytest

from lib.domain.exports import Options
from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.forms.xlsform import incoming
from lib.domain.forms.xlsform.outgoing import outgoing
from lib.domain.nominations import AWARD, Subject
from lib.domain.plan_drafts import NOMINATION_FORMS, Name, Part
from lib.errors import Conflict, Denied, NotFound, Problems, Refused
from lib.services.acts import new_act
from lib.services.building import drafts, edits, task_forms, xlsforms
from lib.services.campaigns import file_writing, files, yaml_lines
from lib.services.files.file_checks import Upload
from lib.services.jobs import jobs
from lib.services.nominations import nomination_edits, nomination_forms, nominations
from lib.services.operation import checks
from lib.services.reports import exports, workbooks
from tests.cast import CAST, LAN, MAI, VAN
from tests.services.building.building_scene import (
    act,
    add,
    check,
    plan_of,
    publish,
    running,
    said,
    save,
)
from tests.services.jobs.waiting import ended, runner
from tests.support.loading import load_content

PERSONS = Name(Part.NOMINATION, Subject.INDIVIDUAL.value)
COLLECTIVES = Name(Part.NOMINATION, Subject.COLLECTIVE.value)
LABEL = "Số năm công tác"
KEY = "so_nam_cong_tac"
YEARS = partial(
    building.added, kind=Kind.WHOLE, settings={"label": LABEL, "unit": "năm", "maximum": 50}
)

pytestmark = [
    pytest.mark.usefixtures("own_data"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


def questions(scene, name=PERSONS):
    record = plan_of(scene).record(name)
    return task_forms.opened(scene.db, scene.who(VAN), running(scene), record)


def change(scene, what, who=VAN, name=PERSONS, seen=None):
    version = plan_of(scene).record(name).version if seen is None else seen
    return task_forms.change(
        scene.db, scene.who(who), running(scene), act_id=new_act(), name=name, seen_version=version,
        act=what,
    )  # fmt: skip


def settings(key, /, **others):
    """An act that gives a question other settings."""

    def act_on(draft):
        told = building.field_to_data(draft.field(key))
        return building.changed(draft, key, {**told, **others})

    return act_on


def current(scene, subject=Subject.INDIVIDUAL):
    return nomination_forms.current(scene.db, running(scene), subject)


def keys(form):
    return [one.key for one in form.fields]


def rows(scene, key="nominations_individual"):
    made = exports.make(scene.db, scene.who(MAI), key=key, campaign_code=None, options=Options())
    content = b"".join(made.pieces).decode("utf-8-sig")
    return [*csv.reader(io.StringIO(content, newline=""))]


def test_the_draft_begins_with_what_units_are_asked(scene):
    for name, subject in ((PERSONS, Subject.INDIVIDUAL), (COLLECTIVES, Subject.COLLECTIVE)):
        told = questions(scene, name)
        assert told.draft.fields == told.in_force == current(scene, subject).fields
    assert not plan_of(scene).is_changed


def test_a_question_is_asked_checked_stored_and_exported(scene):
    before = current(scene)
    change(scene, YEARS)
    assert current(scene) == before
    assert said(scene) == {
        PERSONS: (
            f"thêm câu hỏi “{LABEL}” (số đếm)",
            "Đề nghị đã lập giữ mẫu lúc lập; lần lưu sau hỏi theo mẫu mới.",
        )
    }
    publish(scene)

    form = current(scene)
    assert (form.version, keys(form)) == (before.version + 1, [*keys(before), KEY])
    assert KEY not in keys(current(scene, Subject.COLLECTIVE))
    begun = nominations.begun(
        scene.db, scene.who(LAN), running(scene), nomination_edits.new_nomination_id(),
        Subject.INDIVIDUAL,
    )  # fmt: skip
    assert LABEL in [one.label for one in begun.asked.asked]
    scene.campaign = running(scene)
    with pytest.raises(Problems) as why:
        scene.save(**{KEY: "51"})
    assert [one.facts["key"] for one in why.value.problems] == [KEY]

    made = scene.save(**{KEY: "37"})
    assert (made.answers[KEY], made.form_version) == (37, form.version)
    head, *lines = rows(scene)
    assert [line[head.index(f"{LABEL} (năm)")] for line in lines] == ["37"]
    assert checks.problems(scene.db) == []


def test_the_workbook_has_its_column(scene):
    change(scene, YEARS)
    publish(scene)
    scene.campaign = running(scene)
    scene.save(**{KEY: "37"})

    with runner(scene.db):
        job = ended(scene, workbooks.ask(scene.db, scene.who(MAI), running(scene)))
    file = jobs.take(scene.db, scene.who(MAI), job.job_id)
    book = openpyxl.load_workbook(io.BytesIO(file.path.read_bytes()), read_only=True)
    cells = {
        str(cell)
        for name in book.sheetnames
        for row in book[name].iter_rows(values_only=True)
        for cell in row
    }
    assert f"{LABEL} (năm)" in cells
    assert "37" in cells


def test_an_old_nomination_keeps_its_version(scene):
    scene.campaign = running(scene)
    made = scene.save()
    before = current(scene)
    change(scene, YEARS)
    publish(scene)

    opened = nominations.opened(scene.db, scene.who(LAN), running(scene), made.nomination_id)
    assert opened.form == before
    assert KEY in keys(opened.asked)
    scene.campaign = running(scene)
    again = scene.save(nomination_id=made.nomination_id, seen=1, **{KEY: "3"})
    assert again.form_version == before.version + 1


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (partial(building.removed, key="ho_ten"), "fixed_lacks"),
        (partial(building.removed, key="da_khen"), "fixed_lacks"),
        (partial(building.retired, key="thanh_tich"), "fixed_asked"),
        (partial(building.retired, key="da_khen"), "fixed_asked"),
        (settings("ho_ten", required=False), "fixed_required"),
        (
            settings("thanh_tich", show_when={"field": "gioi_tinh", "is": "nu"}),
            "fixed_asked",
        ),
        (
            settings("gioi_tinh", choices=[{"key": "nam", "label": "Nam"}]),
            "fixed_choice",
        ),
    ],
)
def test_what_the_program_reads_stays(scene, what, reason):
    with pytest.raises(Refused) as why:
        change(scene, what)
    assert why.value.reason == reason
    assert not plan_of(scene).is_changed


def test_a_refusal_names_the_question_as_the_office_calls_it(scene):
    change(scene, settings("da_khen", label="Khen thưởng đã nhận"))
    with pytest.raises(Refused) as why:
        change(scene, partial(building.removed, key="da_khen"))
    assert why.value.facts["field"] == "Khen thưởng đã nhận"


def test_it_is_in_no_group_that_only_some_are_asked(scene):
    rule = {"field": "gioi_tinh", "is": "nu"}
    change(
        scene,
        partial(building.added, kind=Kind.GROUP, settings={"label": "Thêm", "show_when": rule}),
    )
    with pytest.raises(Refused) as why:
        change(scene, settings("thanh_tich", group="them"))
    assert why.value.reason == "fixed_asked"


def test_its_words_help_limits_and_place_change(scene):
    change(scene, settings("chuc_vu", label="Chức vụ hiện nay", help="Ghi đủ", max_length=90))
    change(scene, partial(building.moved, key="chuc_vu", by=-3))
    publish(scene)

    form = current(scene)
    assert keys(form)[0] == "chuc_vu"
    assert (form.fields[0].label, form.fields[0].max_length) == ("Chức vụ hiện nay", 90)
    scene.campaign = running(scene)
    scene.save()
    assert "Chức vụ hiện nay" in rows(scene)[0]


def test_awards_are_those_of_the_campaign(scene):
    offered = awards(questions(scene).draft)
    change(scene, settings(AWARD, label="Hình thức", choices=[{"key": "x", "label": "Lạ"}]))
    assert awards(questions(scene).draft) == offered

    name = add(scene, Part.AWARD, "Giấy khen chuyên đề", under="GKCD")
    save(scene, name, **{"for": ["ca_nhan"]}, decided_by="Giám đốc Sở")
    assert awards(questions(scene).draft) == [*offered, "gkcd"]
    assert [*said(scene)] == [name, PERSONS]
    publish(scene)

    assert awards(current(scene)) == [*offered, "gkcd"]
    assert "gkcd" not in awards(current(scene, Subject.COLLECTIVE))
    (told,) = [
        one
        for one in stored(scene)["details"][NOMINATION_FORMS]["individual"]
        if one["key"] == AWARD
    ]
    assert told["choices"] == "award_forms"


def awards(form):
    (found,) = [one for one in form.fields if one.key == AWARD]
    return [one.key for one in found.choices]


def stored(scene):
    return file_writing.data(seed(scene))


def seed(scene):
    campaign = running(scene)
    return scene.db.read(lambda tx: file_writing.stored(tx, campaign))


def test_what_nobody_changes_is_no_part_of_the_plan(scene):
    before = current(scene)
    name = add(scene, Part.GROUP, "Nhóm mới", under="II.9")
    change(scene, YEARS)
    act(scene, edits.take_back, PERSONS)
    assert [*said(scene)] == [name]
    publish(scene)

    assert NOMINATION_FORMS not in stored(scene)["details"]
    assert current(scene) == before


def test_an_answered_question_is_retired_and_one_without_answers_removed(scene):
    for label in (LABEL, "Quê quán", "Sở trường"):
        change(scene, partial(building.added, kind=Kind.SHORT_TEXT, settings={"label": label}))
    publish(scene)
    scene.campaign = running(scene)
    scene.save(**{KEY: "37"})
    nomination_edits.keep_draft(
        scene.db, scene.who(LAN), running(scene),
        nomination_id=nomination_edits.new_nomination_id(), subject=Subject.INDIVIDUAL,
        seen_version=0, raw={"ho_ten": "", "so_truong": "Đang gõ"},
    )  # fmt: skip
    assert {KEY, "so_truong"} <= questions(scene).draft.used

    for key in (KEY, "so_truong"):
        with pytest.raises(Refused) as why:
            change(scene, partial(building.removed, key=key))
        assert why.value.reason == "field_used"
    change(scene, partial(building.retired, key=KEY))
    change(scene, partial(building.removed, key="que_quan"))
    publish(scene)

    form = current(scene)
    assert {one.key for one in form.fields if one.retired} == {KEY, "que_quan"}
    assert "que_quan" in [one["key"] for one in plan_of(scene).record(PERSONS).body["form"]]
    assert LABEL in rows(scene)[0]
    assert not plan_of(scene).is_changed


def test_both_records_are_always_there(scene):
    plan = plan_of(scene)
    assert [one for one in plan.after if one.part == Part.NOMINATION] == [COLLECTIVES, PERSONS]
    with pytest.raises(NotFound):
        act(scene, edits.take_out, PERSONS)
    with pytest.raises(Refused):
        add(scene, Part.NOMINATION, "Mẫu thứ ba", under="ba")
    with pytest.raises(NotFound):
        change(scene, YEARS, name=Name(Part.NOMINATION, "ba"), seen=drafts.FIRST)
    assert not plan_of(scene).is_changed


def test_of_two_who_saw_one_version_the_second_is_told(scene):
    change(scene, YEARS, who=MAI)
    with pytest.raises(Conflict):
        change(scene, settings("da_khen", help="Khác"), seen=drafts.FIRST)
    assert KEY in keys(questions(scene).draft)
    change(scene, YEARS, name=COLLECTIVES)


def test_only_the_office_builds_them(scene):
    record, campaign = plan_of(scene).record(PERSONS), running(scene)
    for who in {one for one in CAST if one not in (VAN, MAI)}:
        with pytest.raises(Denied):
            task_forms.opened(scene.db, scene.who(who), campaign, record)
        with pytest.raises(Denied):
            change(scene, YEARS, who=who)
    assert not plan_of(scene).is_changed


def test_totals_and_head_counts_are_no_settings_of_them(scene):
    assert {"running", "headcount"} <= questions(scene).draft.kept.settings(KEY)


def test_an_xlsform_changes_nothing_that_it_does_not_say(scene):
    change(scene, YEARS)
    told = questions(scene).draft
    record = plan_of(scene).record(PERSONS)
    content = xlsforms.workbook(scene.who(VAN), record, outgoing(told.fields))
    book = xlsforms.read(Upload("mau.xlsx", io.BytesIO(content)))

    taken = incoming.taken(told, book)
    assert taken.draft == told
    assert [one.refusal for one in taken.not_taken if one.refusal] == []


# The file


def as_file(scene):
    return file_writing.written(seed(scene))


def load(scene, told):
    content = file_writing.as_yaml(told).encode()
    load_content(
        scene.db, scene.who(VAN), act_id=new_act(), name="phong-trao.yaml", content=content
    )


def test_a_file_has_them_and_brings_them(scene):
    change(scene, YEARS)
    publish(scene)
    content = as_file(scene)
    assert file_writing.written(files.read("phong-trao.yaml", content)) == content

    told = yaml_lines.parse("a.yaml", content).data
    assert [*told["details"][NOMINATION_FORMS]] == ["individual"]
    assert told["details"][NOMINATION_FORMS]["individual"][-1] == {
        "key": KEY, "label": LABEL, "kind": "whole", "unit": "năm", "maximum": 50
    }  # fmt: skip


def test_a_loaded_file_is_followed(scene):
    change(scene, YEARS)
    publish(scene)
    told = yaml_lines.parse("a.yaml", as_file(scene)).data
    listed = told["details"][NOMINATION_FORMS]["individual"]
    told["details"][NOMINATION_FORMS]["individual"] = [
        {"key": "que_quan", "label": "Quê quán", "kind": "short_text"},
        *(one for one in listed if one["key"] != KEY),
    ]
    load(scene, told)

    form = current(scene)
    assert keys(form)[0] == "que_quan"
    assert [one.key for one in form.fields if one.retired] == [KEY]
    assert questions(scene).in_force == form.fields
    del told["details"][NOMINATION_FORMS]
    load(scene, told)
    assert current(scene) == form


def test_a_file_with_another_kind_under_a_key_is_refused(scene):
    change(scene, YEARS)
    publish(scene)
    before = current(scene)
    told = yaml_lines.parse("a.yaml", as_file(scene)).data
    told["details"][NOMINATION_FORMS]["individual"][-1] = {
        "key": KEY, "label": "Câu khác", "kind": "short_text"
    }  # fmt: skip

    with pytest.raises(Refused) as why:
        load(scene, told)
    assert (why.value.reason, why.value.facts["field"]) == ("field_kind", "Câu khác")
    assert current(scene) == before


def test_the_check_of_a_draft_names_the_record(scene):
    change(scene, YEARS)
    name = Name(Part.NOMINATION, Subject.INDIVIDUAL.value)
    record = plan_of(scene).record(name)
    broken = {"form": [one for one in record.body["form"] if one["key"] != "thanh_tich"]}
    edits.put(
        scene.db, scene.who(VAN), running(scene), act_id=new_act(), name=name,
        seen_version=record.version, change=lambda _: broken,
    )  # fmt: skip
    assert [(one.name, one.is_blocking) for one in check(scene).findings if one.is_blocking] == [
        (name, True)
    ]
