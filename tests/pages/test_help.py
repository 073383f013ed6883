from __future__ import annotations

import pytest

from lib.ui.frame import guide, nav
from tests.cast import QUANG, VAN
from tests.pages.conftest import page_file

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
