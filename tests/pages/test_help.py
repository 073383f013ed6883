from __future__ import annotations

import pytest

from lib.config import ROOT, VERSION
from lib.domain.jobs import Kind
from lib.services.jobs import jobs
from lib.ui.frame import guide, nav
from lib.ui.kit import foot
from tests.cast import QUANG, THU, VAN
from tests.pages.conftest import button, page_file
from tests.services.nominations.nomination_scene import make_scene

PAGE = "shared/help"


@pytest.mark.parametrize("entry", nav.ENTRIES, ids=lambda one: one.url_path)
def test_every_page_has_its_section(entry):
    assert entry.url_path in {*guide._ABOUT, nav.GUIDE}
    assert guide.about(entry.url_path) in guide.sections()


@pytest.mark.parametrize(
    ("person", "page", "title"),
    [(VAN, "office/papers", "Văn bản khen thưởng"), (QUANG, "admin/backup", "Quản trị")],
    ids=["papers", "backup"],
)
def test_the_guide_opens_at_the_page_one_comes_from(app, person, page, title):
    at = app(person, page)
    at.switch_page(str(page_file(PAGE))).run()

    assert at.header[0].value.startswith(title)
    assert at.radio(key="muc").value == at.header[0].value

    at.radio(key="muc").set_value("Phím tắt").run()
    assert "| Ctrl + S |" in at.main.markdown[-1].value


@pytest.fixture
def scene(house, own_data):
    return house.set(make_scene)


@pytest.mark.parametrize("person", [VAN, THU], ids=lambda one: one.username)
@pytest.mark.parametrize(("ending", "kind"), [("DOCX", Kind.GUIDE), ("PDF", Kind.GUIDE_PDF)])
def test_the_guide_of_ones_roles_is_asked_for_as_a_file(app, scene, person, ending, kind):
    at = app(person, PAGE)

    button(at, f"Lập tệp {ending}").click().run()

    (one,) = jobs.mine(scene.db, scene.who(person))
    assert (one.job.kind, one.job.file_name[:10]) == (kind, "Huong-dan_")
    assert any(text.value.startswith("**Hướng dẫn sử dụng") for text in at.markdown)


def test_before_the_first_campaign_no_file_is_offered(app):
    at = app(QUANG, PAGE)

    assert [one.label for one in at.button if one.label.startswith("Lập tệp")] == []


def feet(at):
    return [one.value for one in at.get("html") if "tdkt-foot" in one.value]


def test_the_foot_of_every_page_leads_to_guide_and_licences(app):
    guide_at, licences_at = '<a href="/help">Hướng dẫn</a>', "Giấy phép</a>"

    (stranger,) = feet(app())
    assert f"Thi đua {VERSION}" in stranger
    assert "<a" not in stranger
    for page in ("shared/home", "shared/help", "unit/checklist", "admin/backup"):
        (told,) = feet(app(QUANG if page.startswith("admin") else VAN, page))
        assert f"Thi đua {VERSION}" in told
        assert guide_at in told
        assert licences_at in told


def test_the_licences_are_those_of_what_is_installed(app):
    at = app(VAN, PAGE)
    at.radio(key="muc").set_value(foot.LICENCES).run()

    (told,) = [one.value for one in at.caption if "streamlit" in one.value]
    wanted = (ROOT / "requirements.txt").read_text().splitlines()
    assert len(told.splitlines()) == len([one for one in wanted if one and not one.startswith("#")])
    assert "- streamlit 1.67.0, Apache-2.0" in told
    assert ", \n" not in told
