"""A campaign leaves as one ZIP and is the same campaign on another installation."""

from __future__ import annotations

import dataclasses
import io
import json
from hashlib import sha256

import pytest

from lib.config import ROOT
from lib.domain import packages
from lib.domain.nominations import Subject
from lib.domain.papers.papers import Paper
from lib.errors import BadFile, Denied, Refused
from lib.services.acts import new_act
from lib.services.campaigns import campaigns, file_writing
from lib.services.closing import outline_edits
from lib.services.files.file_checks import Upload
from lib.services.nominations import nomination_forms
from lib.services.operation import checks
from lib.services.packages import loading, reading, writing
from lib.services.papers import paper_templates
from tests import cast
from tests.cast import CAST, LAN, MAI, VAN
from tests.exports import papers_made
from tests.services.campaigns.test_files import DATA
from tests.services.packages import package_scene as scene
from tests.support.data_folder import data_in
from tests.support.stages import Stage
from tests.support.trace import trace

SMALL = (DATA / "small-campaign.yaml").read_bytes()


@pytest.fixture
def db(stage, own_data):
    return stage.set(scene.play)


@pytest.fixture
def content(stage, tmp_path):
    """The package of an installation of which nothing else is left."""
    folder = tmp_path / "first"
    folder.mkdir()
    with data_in(folder / "data"), Stage(stage.stages, folder).open() as apart:
        return scene.taken(apart.set(scene.play))


@pytest.fixture
def second(stage, own_data, content):
    """Another installation, with people and without a campaign."""
    return stage.set(cast.with_cast)


def stored(database):
    campaign = campaigns.find(database, scene.CODE)
    return database.read(lambda tx: file_writing.stored(tx, campaign))


def test_it_holds_what_the_campaigns_file_does_not(db):
    held = scene.members(scene.taken(db))

    manifest = json.loads(held[packages.MANIFEST])
    path = packages.TEMPLATES[scene.LETTER]
    assert list(held) == [packages.MANIFEST, packages.CAMPAIGN, packages.OUTLINE, path]
    assert [(one["path"], one["size"], one["sha256"]) for one in manifest["files"]] == [
        (one, len(held[one]), sha256(held[one]).hexdigest()) for one in list(held)[1:]
    ]
    assert held[path] == papers_made.template(scene.LETTER)
    assert "# Lời của Sở".encode() in held[packages.OUTLINE]
    assert b"so_thich" in held[packages.CAMPAIGN]


def test_out_in_and_out_again_is_the_same_to_the_byte(second, content):
    done = scene.load(second, content)

    assert done.loaded.tasks == 35
    assert stored(second) == dataclasses.replace(scene.seed(), comments=())
    assert scene.taken(second) == content
    assert scene.load(second, content).lines == ()
    assert checks.problems(second) == []


def test_it_works_on_the_other_installation(second, content):

    scene.load(second, content)

    campaign, mai = campaigns.find(second), cast.actor(second, MAI)
    form = nomination_forms.current(second, campaign, Subject.INDIVIDUAL)
    templates = {one.paper: one for one in paper_templates.listed(second, mai)}
    stored = paper_templates.open_template(second, mai, scene.LETTER)
    assert form.fields[-1].key == "so_thich"
    assert outline_edits.opened(second, mai, campaign).saved_by_name == MAI.full_name
    assert templates[scene.LETTER].file_name == "Tờ trình của Sở.docx"
    assert templates[Paper.DECISION].put_by == ""
    assert stored.path.read_bytes() == papers_made.template(scene.LETTER)


def test_the_trial_tells_what_is_new_and_writes_nothing(second, content):
    mai = cast.actor(second, MAI)
    before = trace(second)

    trial = loading.tried(second, mai, reading.read("goi.zip", content))

    assert [(one.head, one.words) for one in trial.lines] == [
        (
            "Phong trào mới “Thi đua bầu cử 2021” (TD-BC-2021)",
            "7 nhóm nội dung, 35 nhiệm vụ, 20 mốc; giao 118 mục cho các đơn vị",
        ),
        ("Quy tắc đánh giá đơn vị", "thêm mới"),
        ("Mẫu đề nghị tập thể", "thêm mới"),
        ("Mẫu đề nghị cá nhân", "thêm mới"),
        ("Mẫu tự đánh giá", "thêm mới"),
        ("Mẫu ý kiến, kiến nghị", "thêm mới"),
        ("Bố cục báo cáo", "thêm mới"),
        ("Mẫu văn bản “Tờ trình của Văn phòng Sở”", "thêm mới"),
    ]
    assert trace(second) == before


def test_over_a_campaign_it_tells_each_change(db):
    held = scene.members(scene.taken(db))
    del held[packages.MANIFEST]
    told = held[packages.CAMPAIGN].decode()
    for old, new in (
        ("label: Sở trường", "label: Sở trường công tác"),
        ("short_title: Thi đua bầu cử 2021", "short_title: Thi đua bầu cử"),
        ("name: Hoàn thành tốt", "name: Hoàn thành rất tốt"),
        ("# By what", "# Theo"),
    ):
        assert old in told
        told = told.replace(old, new)
    held[packages.CAMPAIGN] = told.encode()
    held[packages.OUTLINE] = held[packages.OUTLINE].replace("# Lời".encode(), "# Câu".encode())
    content = scene.zipped(scene.summed(held))

    trial = loading.tried(db, cast.actor(db, MAI), reading.read("goi.zip", content))

    assert [one.head for one in trial.lines] == [
        "Thông tin chung", "Mẫu đề nghị tập thể", "Mẫu đề nghị cá nhân", "Mẫu tự đánh giá",
        "Mẫu ý kiến, kiến nghị",
        "Quy tắc đánh giá đơn vị", "Ghi chú trong tệp (dòng #)", "Bố cục báo cáo",
    ]  # fmt: skip
    assert "Thi đua bầu cử" in trial.lines[0].words
    assert all("Sở trường công tác" in one.words for one in trial.lines[1:5])


def test_a_campaigns_file_alone_is_shown_in_the_same_list(second):
    scene.load(second, SMALL, "nho.yaml")
    changed = SMALL.replace("Phong trào nhỏ".encode(), "Phong trào bé".encode())
    mai, before = cast.actor(second, MAI), trace(second)

    trial = loading.tried(second, mai, reading.read("nho.yaml", changed))

    assert [one.head for one in trial.lines] == ["Thông tin chung"]
    assert "Phong trào bé" in trial.lines[0].words
    assert trace(second) == before


def test_units_are_shown_by_their_names(second):
    sent = (ROOT / "data" / "units.yaml").read_bytes()

    trial = loading.tried(second, cast.actor(second, MAI), reading.read("don-vi.yml", sent))

    assert len(trial.lines) == trial.loaded.units > 0
    assert all(one.head.startswith("Đơn vị ") for one in trial.lines)


def test_what_has_moved_since_it_was_shown_is_not_loaded(second, content):
    mai, incoming = cast.actor(second, MAI), reading.read("goi.zip", content)
    seen = loading.tried(second, mai, incoming)
    upload = Upload("mau.docx", io.BytesIO(papers_made.template(scene.LETTER)))
    paper_templates.put_template(second, mai, act_id=new_act(), paper=scene.LETTER, upload=upload)
    before = trace(second)

    with pytest.raises(Refused) as caught:
        loading.load(second, mai, act_id=new_act(), incoming=incoming, seen=seen)

    assert caught.value.reason == "import_changed"
    assert trace(second) == before


def test_a_second_click_loads_once(second, content):
    mai, incoming, act_id = cast.actor(second, MAI), reading.read("goi.zip", content), new_act()
    seen = loading.tried(second, mai, incoming)

    first = loading.load(second, mai, act_id=act_id, incoming=incoming, seen=seen)
    once = trace(second)
    again = loading.load(second, mai, act_id=act_id, incoming=incoming, seen=seen)

    assert (first.loaded.is_new, again.loaded.is_new) == (True, False)
    assert trace(second) == once


def test_an_outline_that_asks_for_what_the_campaign_lacks_loads_nothing(second, content):
    held = scene.members(content)
    del held[packages.MANIFEST]
    held[packages.OUTLINE] = held[packages.OUTLINE].replace(b"{xong}", b"{xongg}", 1)
    incoming = reading.read("goi.zip", scene.zipped(scene.summed(held)))
    mai, before = cast.actor(second, MAI), trace(second)

    with pytest.raises(BadFile) as caught:
        loading.tried(second, mai, incoming)

    assert caught.value.facts["file"] == packages.OUTLINE
    assert trace(second) == before


def test_templates_are_left_where_they_are_not_wanted(second, content):
    mai, incoming = cast.actor(second, MAI), reading.read("goi.zip", content).bare

    seen = loading.tried(second, mai, incoming)
    loading.load(second, mai, act_id=new_act(), incoming=incoming, seen=seen)

    assert {one.put_by for one in paper_templates.listed(second, mai)} == {""}
    assert campaigns.find(second).code == scene.CODE


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_only_the_office_takes_one_away_or_loads_it(db, person):
    actor, incoming = cast.actor(db, person), reading.read("goi.zip", scene.taken(db))
    before = trace(db)

    if person in (MAI, VAN):
        assert loading.tried(db, actor, incoming).lines == ()
        return
    for work in (
        lambda: writing.file(db, actor, scene.CODE),
        lambda: loading.tried(db, actor, incoming),
        lambda: loading.load(
            db, actor, act_id=new_act(), incoming=incoming, seen=loading.Trial(None)
        ),
    ):
        with pytest.raises(Denied):
            work()
    assert trace(db) == before


def test_the_operator_names_who_answers_for_outline_and_templates(second, content):
    incoming, before = reading.read("goi.zip", content), trace(second)

    with pytest.raises(Refused) as caught:
        loading.load_at_terminal(second, act_id=new_act(), incoming=incoming, username=None)
    with pytest.raises(Denied):
        loading.load_at_terminal(second, act_id=new_act(), incoming=incoming, username=LAN.username)
    assert caught.value.reason == "author_needed"
    assert trace(second) == before

    loading.load_at_terminal(second, act_id=new_act(), incoming=incoming, username="mai")

    opened = outline_edits.opened(second, cast.actor(second, VAN), campaigns.find(second))
    (who,) = second.read(
        lambda tx: tx.rows("SELECT actor_name FROM audit_events WHERE event = 'campaign.load'")
    )
    assert opened.saved_by_name == MAI.full_name
    assert who == (f"Người vận hành máy chủ (thay {MAI.full_name})",)
