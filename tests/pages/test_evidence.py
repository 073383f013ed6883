"""The evidence part of the item form, and what the Office sees of it."""

from __future__ import annotations

import io

import pytest

from lib.services.acts import new_act
from lib.services.evidence import evidence
from lib.services.evidence.evidence import Upload
from tests import cast, files, small_campaign
from tests.cast import HUNG, LAN, MAI
from tests.pages.conftest import button
from tests.services.nominations.nomination_scene import make_scene
from tests.small_campaign import HELD, SHARE


@pytest.fixture
def loaded(house, own_data):
    return house.set(make_scene).db


def add(db, *uploads, person=LAN, code=HELD):
    actor = cast.actor(db, person)
    evidence.add(
        db, actor, small_campaign.stored(db), act_id=new_act(), unit_id=actor.unit_id,
        task_code=code, uploads=[Upload(name, io.BytesIO(content)) for name, content in uploads],
    )  # fmt: skip


def names(db, code=HELD, person=LAN):
    actor = cast.actor(db, person)
    task = small_campaign.task(db, code)
    found = evidence.of_item(db, actor, unit_id=actor.unit_id, task_id=task.task_id)
    return [one.title for one in found.files]


@pytest.fixture
def opened(app, loaded):
    """The item of somebody, with its evidence unfolded."""

    def start(person=LAN, code=HELD):
        at = app(person, "unit/checklist")
        at.query_params["item"] = code
        at.session_state["evidence_more"] = True
        return at.run()

    return start


def texts(at):
    return [one.value for kind in ("markdown", "caption") for one in at.get(kind)]


def seen(at, words):
    return any(words in one for one in texts(at))


def test_files_are_listed_with_size_and_author(opened, loaded):
    add(loaded, ("Biên bản.pdf", files.pdf()))

    at = opened()

    assert seen(at, "1 tệp minh chứng")
    assert seen(at, "**Biên bản**")
    assert seen(at, LAN.full_name)


def test_files_and_the_way_to_add_some_are_in_sight_and_what_is_rarer_is_folded(app, loaded):
    add(loaded, ("Biên bản.pdf", files.pdf()), ("Ảnh.png", files.photo("PNG")))
    at = app(LAN, "unit/checklist")
    at.query_params["item"] = HELD
    at.run()

    assert seen(at, "**Biên bản**")
    assert "tdkt-gallery" in at.get("html")[0].proto.body
    assert len(at.get("file_uploader")) == 1
    assert not [one for one in at.selectbox if one.key == "evidence_chosen"]


def test_several_files_are_uploaded_at_once(opened, loaded):
    at = opened()

    at.file_uploader[0].set_value(
        [("a.pdf", files.pdf(), "application/pdf"), ("b.pdf", files.EXE, "application/pdf")]
    ).run()

    assert names(loaded) == ["a"]
    assert [one.value for one in at.success][-1].startswith("Đã thêm 1 tệp")
    (refused,) = [one.value for one in at.error]
    assert "nội dung là chương trình" in refused
    assert at.file_uploader[0].value in ([], None)


def test_a_file_is_removed_and_brought_back(opened, loaded):
    add(loaded, ("a.pdf", files.pdf()))
    at = opened()
    at.selectbox(key="evidence_chosen").select_index(0).run()

    button(at, "Gỡ khỏi nhiệm vụ").click().run()
    gone = names(loaded)
    button(at, "Khôi phục").click().run()

    assert (gone, names(loaded)) == ([], ["a"])


def test_a_file_is_named_and_dated(opened, loaded):
    add(loaded, ("a.pdf", files.pdf()))
    at = opened()
    at.selectbox(key="evidence_chosen").select_index(0).run()
    box(at, "Tên minh chứng").set_value("Biên bản ký")
    box(at, "Ngày của văn bản").set_value("32/13/2021")
    button(at, "Lưu tên và ngày").click().run()
    refused = [one.value for one in at.error]
    box(at, "Ngày của văn bản").set_value("2/3/2021")
    button(at, "Lưu tên và ngày").click().run()

    assert len(refused) == 1
    assert names(loaded) == ["Biên bản ký"]


def box(at, label):
    (found,) = [one for one in at.text_input if one.label == label]
    return found


def test_a_file_of_another_item_is_used_again(opened, loaded):
    add(loaded, ("a.pdf", files.pdf()), code=SHARE)
    at = opened()

    at.toggle(key="evidence_reuse").set_value(True).run()
    at.selectbox(key="evidence_other").select_index(0).run()
    button(at, "Dùng cho nhiệm vụ này").click().run()

    assert names(loaded) == ["a"]


def test_the_file_chosen_right_before_the_click_is_used_again(opened, loaded):
    add(loaded, ("a.pdf", files.pdf()), ("b.pdf", files.pdf(words="B")), code=SHARE)
    at = opened()
    at.toggle(key="evidence_reuse").set_value(True).run()
    at.selectbox(key="evidence_other").select("a").run()

    at.selectbox(key="evidence_other").select("b")
    button(at, "Dùng cho nhiệm vụ này").click().run()

    assert names(loaded) == ["b"]


def test_a_finished_item_without_a_file_is_told_so_at_once(opened, loaded):
    loaded.write(
        lambda tx: tx.run("UPDATE items SET work_status = 'done', answers = '{\"so_hoi_nghi\": 1}'")
    )

    told = [one.value for one in opened().warning]
    add(loaded, ("a.pdf", files.pdf()))

    assert any("chưa có tệp" in one for one in told)
    assert [one.value for one in opened().warning] == []


def test_a_locked_item_shows_its_files_and_no_more(opened, loaded):
    add(loaded, ("a.pdf", files.pdf()))
    loaded.write(lambda tx: tx.run("UPDATE items SET verification = 'sent'"))

    at = opened(HUNG)
    at.selectbox(key="evidence_chosen").select_index(0).run()

    assert seen(at, "**a**")
    assert at.get("file_uploader") == []
    assert "Gỡ khỏi nhiệm vụ" not in [one.label for one in at.button]


def test_the_history_of_the_item_tells_of_its_files(opened, loaded):
    add(loaded, ("a.pdf", files.pdf()))
    at = opened()
    at.session_state["item_history"] = True

    assert seen(at.run(), "Thêm minh chứng")


def test_the_office_finds_a_download_of_everything(app, loaded):
    at = app(MAI, "office/exports")

    assert "/evidence/zip?campaign=nho" in [one.proto.url for one in at.get("link_button")]


def test_what_was_said_of_a_file_goes_with_the_file(opened, loaded):
    add(loaded, ("a.pdf", files.pdf()))
    at = opened()
    at.selectbox(key="evidence_chosen").select_index(0).run()
    [replace] = [one for one in at.toggle if one.label.startswith("Thay bằng tệp mới")]
    replace.set_value(True).run()
    at.file_uploader[1].set_value(("b.pdf", files.EXE, "application/pdf")).run()
    refused = [one.value for one in at.error]

    at.file_uploader[1].set_value(None).run()

    assert ["nội dung là chương trình" in one for one in refused] == [True]
    assert list(at.error) == []


def test_what_was_said_of_files_goes_with_the_next_save(opened, loaded):
    at = opened()
    at.file_uploader[0].set_value(
        [("a.pdf", files.pdf(), "application/pdf"), ("b.pdf", files.EXE, "application/pdf")]
    ).run()
    said = [one.value for one in (*at.success, *at.error)]

    at.segmented_control[0].set_value("in_progress").run()
    button(at, "Lưu").click().run()

    assert len(said) == 2
    assert [one.value for one in (*at.success, *at.error)] == []
