"""A question for files: built, answered in the item's form, tied anew, read when it is locked."""

from __future__ import annotations

import pytest

from lib.domain.plan_drafts import Name, Part
from lib.services.building import drafts
from lib.services.campaigns import campaigns
from tests import cast, files
from tests.cast import HUNG, LAN, VAN
from tests.pages.conftest import button
from tests.pages.test_plan import view
from tests.services.evidence import file_question_scene as scenes
from tests.services.evidence.file_question_scene import MINUTES
from tests.small_campaign import HELD

TASK = Name(Part.TASK, HELD)
LACKS = "Biên bản: vui lòng thêm tệp, mục này bắt buộc."


@pytest.fixture
def scene(house, own_data):
    return house.set(scenes.make)


@pytest.fixture
def item(app, scene):
    """The item of somebody of the unit, with its evidence unfolded."""

    def start(person=LAN):
        at = app(person, "unit/checklist")
        at.query_params["item"] = HELD
        at.session_state["evidence_more"] = True
        return at.run()

    return start


@pytest.fixture
def builder(app, scene):
    def start(record=f"task/{HELD}"):
        at = app(VAN, "office/builder")
        at.query_params["muc"] = record
        return at.run()

    return start


def said(at):
    kinds = ("caption", "markdown", "error", "success")
    return "\n".join(one.value for kind in kinds for one in at.get(kind))


def uploader(at, label):
    (found,) = [one for one in at.file_uploader if one.label == label]
    return found


def field(at, label, kind="text_input"):
    (found,) = [
        one for one in at.get(kind) if one.label.rstrip(" *") == label and "set_" in one.key
    ]
    return found


def asked(scene):
    draft = drafts.opened(scene.db, cast.actor(scene.db, VAN), campaigns.find(scene.db))
    return draft.record(TASK).body["form"]


def test_it_is_built_and_tried(builder, scene):
    at = builder()
    button(at, "Tệp").click().run()
    field(at, "Câu hỏi").set_value("Danh sách ký").run()
    field(at, "Loại tệp nhận", "button_group").set_value(["xlsx"]).run()
    field(at, "Số tệp nhiều nhất (tệp)").set_value("21").run()
    button(at, "Thêm vào mẫu").click().run()
    assert "vui lòng nhập số không lớn hơn 20" in said(at)
    field(at, "Số tệp nhiều nhất (tệp)").set_value("1").run()
    button(at, "Thêm vào mẫu").click().run()

    assert asked(scene)[-1] == {
        "key": "danh_sach_ky", "label": "Danh sách ký", "kind": "files", "max_files": 1,
        "types": ["xlsx"],
    }  # fmt: skip
    told = said(at)
    assert "Tệp · Excel (XLSX) · tối đa 1 tệp" in told
    assert "Thêm câu hỏi “Danh sách ký” (tệp)" in told
    assert "“Danh sách ký”, “Danh sách ký (số tệp)”" in told
    assert "Còn thiếu: Số hội nghị, Biên bản." in told
    uploader(at, "Biên bản *").set_value(("a.pdf", files.pdf(), "application/pdf")).run()
    assert "Còn thiếu: Số hội nghị." in said(at)


def test_what_has_changed_is_told_in_words(builder, scene):
    at = builder()
    (row,) = [one for one in at.button if one.label.partition(". ")[2] == "Ảnh chụp"]
    row.click().run()
    field(at, "Loại tệp nhận", "button_group").set_value([]).run()
    field(at, "Số tệp nhiều nhất (tệp)").set_value("5").run()
    button(at, "Lưu câu hỏi").click().run()

    told = said(at)
    assert "“Ảnh chụp”: loại tệp nhận đổi từ “ảnh (JPG, PNG, WEBP)” thành “mọi loại”" in told
    assert "“Ảnh chụp”: số tệp nhiều nhất đổi từ “–” thành “5”" in told


def test_nominations_are_not_offered_it(builder):
    at = builder("nomination/individual")

    assert "Tệp" not in [one.label for one in at.button]


def test_it_is_answered_where_it_is_asked(item, scene):
    at = item()
    uploader(at, "Biên bản *").set_value(
        [
            ("a.pdf", files.pdf(), "application/pdf"),
            ("b.pdf", files.image("PNG"), "application/pdf"),
        ]
    ).run()

    told = said(at)
    assert "Đã thêm 1 tệp lúc" in told
    assert "b.png: câu hỏi “Biên bản” chỉ nhận PDF, Word (DOCX)." in told
    assert told.count("Đã thêm 1 tệp lúc") == 1
    assert "[a.pdf](/evidence/" in told
    assert "trả lời “Biên bản”" in told
    button(at, "Gỡ").click().run()

    assert scenes.answers(scene) == {}
    assert "Đã gỡ “a”" in said(at)


def test_what_is_lacking_is_told_until_it_is_there(item, scene):
    at = item()
    at.text_input(key=next(one.key for one in at.text_input if one.label.startswith("Số hội nghị"))
                  ).set_value("4").run()  # fmt: skip
    at.button_group(key=next(one.key for one in at.button_group if one.label == "Trạng thái")
                    ).set_value("done").run()  # fmt: skip
    assert LACKS not in said(at)
    button(at, "Lưu").click().run()
    assert LACKS in said(at)

    uploader(at, "Biên bản *").set_value(("a.pdf", files.pdf(), "application/pdf")).run()
    assert LACKS not in said(at)
    button(at, "Lưu").click().run()
    assert "Đã lưu" in said(at)
    button(at, "Gỡ").click().run()

    assert LACKS in said(at)
    assert not scenes.opened(scene).is_ready


def test_a_full_question_takes_no_more(item, scene):
    scenes.add(scene, ("a.pdf", files.pdf()), ("b.pdf", files.pdf(words="Khác")))

    at = item()

    assert "Biên bản *" not in [one.label for one in at.file_uploader]
    assert "Đã đủ 2 tệp. Muốn thay, vui lòng gỡ tệp cũ trước." in said(at)


def test_a_file_that_is_there_is_told_which_question_it_answers(item, scene):
    scenes.add(scene, ("a.pdf", files.pdf()), question="")
    at = item()
    at.selectbox(key="evidence_chosen").select_index(0).run()
    (choice,) = [one for one in at.selectbox if one.label == "Trả lời câu hỏi"]
    assert choice.options == ["Không trả lời câu hỏi nào", "Biên bản", "Ảnh chụp"]

    choice.set_value(MINUTES).run()

    assert scenes.answers(scene) == {MINUTES: ["a.pdf"]}
    (choice,) = [one for one in at.selectbox if one.label == "Trả lời câu hỏi"]
    choice.set_value("").run()
    at.session_state["item_history"] = True
    told = said(at.run())
    assert scenes.answers(scene) == {None: ["a.pdf"]}
    assert "Sửa thông tin minh chứng · Nguyễn Thị Lan · a · trả lời “Biên bản”" in told
    assert "a · không trả lời câu hỏi nào" in told


def test_a_locked_item_shows_the_names(item, scene):
    scenes.add(scene, ("a.pdf", files.pdf()))
    scene.db.write(lambda tx: tx.run("UPDATE items SET verification = 'sent'"))

    at = item(HUNG)

    assert "**Biên bản:** [a.pdf](/evidence/" in said(at)
    assert at.get("file_uploader") == []
    assert "Gỡ" not in [one.label for one in at.button]


def test_the_plan_says_that_a_file_is_asked_for(app, scene):
    at = app(LAN, "shared/plan")
    at.query_params["open"] = HELD

    assert "Biên bản (tệp) — bắt buộc" in said(view(at, "Nhiệm vụ"))


def test_the_name_of_a_file_is_no_markup(item, scene):
    scenes.add(scene, ("[x](y).pdf", files.pdf()))

    told = said(item())

    assert r":material/attach_file: [\[x\](y).pdf](/evidence/" in told
    assert r" · \[x\](y).pdf · " in told
    assert "[x](y)" not in told.replace(r"\[x\](y)", "")
