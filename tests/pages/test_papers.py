"""Having papers made, on the Office's page and on the unit's."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib import config
from lib.domain.access import Role
from lib.domain.jobs import Kind
from lib.domain.papers.papers import Paper
from lib.services.acts import new_act
from lib.services.files.file_checks import Upload
from lib.services.papers import paper_templates
from tests import cast
from tests.cast import CAST, LAN, MAI
from tests.exports import papers_made
from tests.pages.conftest import button
from tests.services.jobs.waiting import ended, mine, runner
from tests.services.nominations.nomination_scene import Scene, make_scene

PAGE = "office/papers"


@pytest.fixture
def scene(house, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("TDKT_DATA_DIR", str(tmp_path / "data"))
    config.settings.cache_clear()
    scene = house.set(make_scene)
    with runner(scene.db):
        yield scene


def made(scene: Scene, person: cast.Person) -> None:
    for own in mine(scene, person):
        ended(scene, own.job)


def packs(at) -> list[str]:
    """The names of finished packs."""
    done = [one.value.replace("\\", "") for one in at.markdown if "[Đã xong]" in one.value]
    links = [one for one in at.get("link_button") if one.proto.url.startswith("/files/")]
    assert len(links) == len(done)
    return [re.search(r"TDKT\S+\.zip", one)[0] for one in done]


def test_the_office_has_a_pack_made_and_takes_it(app, scene):
    scene.checked()
    at = app(MAI, PAGE)
    assert packs(at) == []

    button(at, "Lập bộ văn bản").click().run()
    made(scene, MAI)
    at.run()

    [address] = packs(at)
    assert address.startswith("TDKT_nho_giay-khen_")
    shown = [one.value for one in at.markdown]
    assert "- đã thẩm định, chưa trình Hội đồng: Hoàng Văn Đức." in shown
    assert any(
        one.startswith("Chưa lập vì chưa có trường hợp nào để ghi: danh sách") for one in shown
    )


def test_without_nominations_it_says_so(app, scene):
    at = app(MAI, PAGE)

    button(at, "Lập bộ văn bản").click().run()

    assert [one.value for one in at.error] == ["Chưa có trường hợp đề nghị nào để lập văn bản."]
    assert packs(at) == []


def test_a_running_pack_can_be_cancelled(app, scene):
    scene.checked()
    at = app(MAI, PAGE)

    button(at, "Lập bộ văn bản").click().run()
    cancel = [one for one in at.button if one.label == "Hủy"]
    if cancel:  # it may be finished already
        cancel[0].click().run()
    made(scene, MAI)
    at.run()

    assert [one.label for one in at.button if one.label == "Hủy"] == []


def test_a_unit_prints_its_minutes_and_list(app, scene):
    scene.save(LAN)
    at = app(LAN, "unit/nominations")
    at.session_state["papers_unit"] = True
    at.run()

    button(at, "Lập biên bản, danh sách").click().run()
    made(scene, LAN)
    at.run()

    [address] = packs(at)
    assert "_don-vi_" in address


def test_the_template_of_the_office_is_named_and_can_be_left(app, scene):
    content = papers_made.template(Paper.AWARD_LIST)
    paper_templates.put_template(
        scene.db, scene.who(MAI), act_id=new_act(), paper=Paper.AWARD_LIST,
        upload=Upload("Mẫu_của_Sở.docx", io.BytesIO(content)),
    )  # fmt: skip
    at = app(MAI, PAGE)
    at.run()
    assert any("Mẫu\\_của\\_Sở" in one.value for one in at.markdown)

    button(at, "Dùng lại mẫu của hệ thống").click().run()

    assert [one.value for one in at.success] == ["Đã dùng lại mẫu của hệ thống."]
    assert any("Đang dùng mẫu của hệ thống." in one.value for one in at.markdown)


def test_what_was_said_of_a_template_is_not_said_of_the_next(app, scene):
    at = app(MAI, PAGE)
    at.run()
    at.file_uploader[0].set_value(("Mẫu.docx", b"PK", "application/x")).run()
    said = [one.value for one in at.error]

    at.selectbox(key="template_paper").set_value(Paper.COUNCIL_MINUTES).run()

    assert len(said) == 1
    assert list(at.error) == []


def test_the_template_chosen_right_before_the_click_is_left(app, scene):
    papers_of_the_office = (Paper.AWARD_LIST, Paper.COUNCIL_MINUTES)
    for paper in papers_of_the_office:
        paper_templates.put_template(
            scene.db, scene.who(MAI), act_id=new_act(), paper=paper,
            upload=Upload(f"{paper}.docx", io.BytesIO(papers_made.template(paper))),
        )  # fmt: skip
    at = app(MAI, PAGE)
    at.run()
    at.selectbox(key="template_paper").set_value(Paper.AWARD_LIST).run()

    at.selectbox(key="template_paper").set_value(Paper.COUNCIL_MINUTES)
    button(at, "Dùng lại mẫu của hệ thống").click().run()

    put = {one.paper for one in paper_templates.listed(scene.db, scene.who(MAI)) if one.put_at}
    assert put == {Paper.AWARD_LIST}


@pytest.mark.parametrize(
    "person",
    [one for one in CAST if Role.OFFICE not in one.roles],
    ids=lambda person: person.username,
)
def test_others_do_not_find_it(app, scene, person):
    with pytest.raises(ValueError, match="papers"):
        app(person, PAGE)


def test_a_click_right_after_the_choice_is_of_the_choice(app, scene):
    """A fast hand is sent as one message, before the button has been drawn for the choice."""
    scene.checked()
    scene.checked(ho_ten="Trần Văn Nam", hinh_thuc="bk")
    at = app(MAI, PAGE)

    at.segmented_control(key="papers_award").set_value("BK")
    button(at, "Lập bộ văn bản").click().run()
    made(scene, MAI)
    at.run()

    [address] = packs(at)
    assert "_bang-khen_" in address


def test_the_office_has_letters_made_that_urge(app, scene):
    at = app(MAI, PAGE)
    at.session_state["urging"] = True
    at.run()
    units = at.selectbox(key="urging_unit")

    every = units.options[0]
    button(at, "Lập công văn").click().run()
    made(scene, MAI)
    at.run()

    assert every == f"Mọi đơn vị có việc ({len(units.options) - 1} công văn, một tệp ZIP)"
    assert [own.job.kind for own in mine(scene, MAI)] == [Kind.URGING_LETTERS]
    [name] = packs(at)
    assert "_don-doc_" in name
