"""What staff are asked when they send an opinion is built in the draft of the plan too."""

from __future__ import annotations

import json
from functools import partial

import pytest

from lib.domain.campaigns import CampaignState
from lib.domain.forms import building
from lib.domain.forms.field_data import field_to_data
from lib.domain.forms.fields import Kind
from lib.domain.opinions import TEXT, TOPIC
from lib.domain.plan_drafts import OPINION, OPINION_FORMS, Name, Part
from lib.errors import BadFile, Conflict, Denied, Refused
from lib.services.acts import new_act
from lib.services.building import publishing, task_forms
from lib.services.campaigns import file_writing, files
from lib.services.opinions import desk, opinion_forms, sending
from lib.services.packages import loading, reading
from tests.cast import CAST, LAN, MAI, VAN
from tests.services.building.building_scene import plan_of, publish, running, said
from tests.services.opinions.opinion_scene import FORM, OURS
from tests.support.loading import load_content

NAME = Name(Part.OPINION, OPINION)
LABEL, KEY = "Ở đơn vị nào", "o_don_vi_nao"
WHERE = partial(building.added, kind=Kind.SHORT_TEXT, settings={"label": LABEL})

pytestmark = [
    pytest.mark.usefixtures("own_data"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


def change(scene, what, who=VAN):
    return task_forms.change(
        scene.db, scene.who(who), running(scene), act_id=new_act(), name=NAME,
        seen_version=plan_of(scene).record(NAME).version, act=what,
    )  # fmt: skip


def topics_become(scene, *choices):
    def work(draft):
        settings = field_to_data(draft.field(TOPIC))
        return building.changed(draft, TOPIC, {**settings, "choices": list(choices)})

    return change(scene, work)


def put_state(scene, state):
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET state = $1", [state.value]))


def offered(scene):
    field = opinion_forms.anonymous(scene.db, running(scene)).fields[0]
    return [one.key for one in field.choices if not one.retired]


TURNED_AWAY = [one for one in OURS[0]["choices"] if one["key"] in ("khieu_nai", "to_cao")]
LUNCH = {"key": "bua_trua", "label": "Bữa trưa"}


def test_a_question_is_asked_of_named_opinions(scene):
    change(scene, WHERE)
    assert said(scene) == {
        NAME: (
            f"thêm câu hỏi “{LABEL}” (một dòng chữ)",
            "Ý kiến đã gửi giữ nguyên. Ý kiến ẩn danh chỉ hỏi chủ đề và nội dung.",
        )
    }
    publish(scene)

    asked = opinion_forms.named(scene.db, running(scene)).asked
    assert [one.key for one in asked] == [TOPIC, TEXT, KEY]
    sending.send_named(
        scene.db, scene.who(LAN), running(scene), act_id=new_act(), raw={**FORM, KEY: "Tầng 2"}
    )
    (line,) = desk.lines(scene.db, scene.who(VAN), running(scene))
    assert [(one.label, one.words) for one in line.opinion.told] == [(LABEL, "Tầng 2")]
    with pytest.raises(Refused) as caught:
        change(scene, partial(building.removed, key=KEY))
    assert caught.value.reason == "field_used"


def test_topics_are_made_before_a_campaign_begins(scene):
    put_state(scene, CampaignState.PREPARING)

    topics_become(scene, LUNCH, *TURNED_AWAY)
    publish(scene)

    assert offered(scene) == ["bua_trua", "khieu_nai", "to_cao"]


def test_complaints_are_always_shown_the_way(scene):
    put_state(scene, CampaignState.PREPARING)

    with pytest.raises(Refused) as caught:
        topics_become(scene, LUNCH, TURNED_AWAY[0])

    assert caught.value.reason == "fixed_choice"


def test_topics_stay_once_it_has_begun(scene):
    before = offered(scene)

    topics_become(scene, LUNCH, *TURNED_AWAY)
    assert not plan_of(scene).is_changed

    content = file_with(scene, {**OURS[0], "choices": [LUNCH, *TURNED_AWAY]}, OURS[1])
    for load in (loaded, tried):
        with pytest.raises(Refused) as caught:
            load(scene, content)
        assert caught.value.reason == "topics_kept"
    assert offered(scene) == before


def test_a_tab_of_before_the_beginning_changes_no_topics_either(scene):
    put_state(scene, CampaignState.PREPARING)
    before, drawn = offered(scene), running(scene)
    topics_become(scene, LUNCH, *TURNED_AWAY)
    version = plan_of(scene).version
    put_state(scene, CampaignState.RUNNING)

    with pytest.raises(Conflict):
        publishing.publish(scene.db, scene.who(VAN), drawn, act_id=new_act(), seen_version=version)

    assert offered(scene) == before


def test_topics_of_one_that_has_begun_may_be_called_otherwise(scene):
    choices = [{**one, "label": f"{one['label']} (mới)"} for one in OURS[0]["choices"]]

    loaded(scene, file_with(scene, {**OURS[0], "choices": choices}, OURS[1]))

    assert opinion_forms.topics(scene.db, running(scene))["khac"] == "Nội dung khác (mới)"


def test_a_topic_that_is_gone_keeps_its_name(scene):
    put_state(scene, CampaignState.PREPARING)
    topics_become(scene, LUNCH, *TURNED_AWAY)
    publish(scene)

    loaded(scene, file_with(scene, *OURS))

    assert "bua_trua" not in offered(scene)
    assert opinion_forms.topics(scene.db, running(scene))["bua_trua"] == "Bữa trưa"


def file_with(scene, *listed):
    campaign = running(scene)
    seed = scene.db.read(lambda tx: file_writing.stored(tx, campaign))
    content = file_writing.data(seed)
    content["details"] = {**content["details"], OPINION_FORMS: {OPINION: list(listed)}}
    return file_writing.as_yaml(content).encode()


def loaded(scene, content):
    load_content(scene.db, scene.who(MAI), act_id=new_act(), name="x.yaml", content=content)


def tried(scene, content):
    loading.tried(scene.db, scene.who(MAI), reading.read("x.yaml", content))


@pytest.mark.parametrize(
    ("listed", "told_of"),
    [
        (OURS[:1], "Thiếu câu hỏi “noi_dung”"),
        ([{**OURS[0], "choices": [LUNCH, TURNED_AWAY[0]]}, OURS[1]], "phải có lựa chọn “to_cao”"),
        ([*OURS, {"key": "anh", "label": "Ảnh", "kind": "files"}], "mẫu này không có loại đó"),
    ],
    ids=["lacks", "complaints", "files"],
)
def test_a_file_is_checked_by_place(scene, listed, told_of):
    with pytest.raises(BadFile) as caught:
        files.read("x.yaml", file_with(scene, *listed))

    assert told_of in caught.value.facts["detail"]


def test_it_is_written_into_the_campaigns_file(scene):
    change(scene, WHERE)
    publish(scene)
    campaign = running(scene)

    seed = scene.db.read(lambda tx: file_writing.stored(tx, campaign))

    (listed,) = seed.details[OPINION_FORMS].values()
    assert [one["key"] for one in listed] == [TOPIC, TEXT, KEY]
    assert json.loads(json.dumps(listed[:2])) == OURS


@pytest.mark.parametrize(
    "person", [one for one in CAST if one not in (MAI, VAN)], ids=lambda one: one.username
)
def test_nobody_else_builds_it(scene, person):
    with pytest.raises(Denied):
        change(scene, WHERE, who=person)
