"""What holds on every page: Vietnamese words only, nothing sideways, `lang`."""

from __future__ import annotations

import pytest

from tests.browser.visitor import LOOKS
from tests.cast import VAN

pytestmark = pytest.mark.xdist_group("browser-manners")


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("path", ["checklist", "verification"])
def test_a_page_keeps_its_manners(enter, path, look):
    visitor = enter(VAN, path, look)

    assert visitor.page.locator("html").get_attribute("lang") == "vi"
    assert visitor.english() == [], visitor.english()
    assert visitor.sideways_px() == 0
