"""The page of samples in a browser: each piece of the kit as it stands on pages."""

from __future__ import annotations

import pytest

from tests.browser import office as offices
from tests.browser.visitor import Look
from tests.cast import QUANG

pytestmark = pytest.mark.xdist_group("browser-samples")


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    """The office, served with its samples."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDKT_SAMPLES", "1")
        with offices.opened(office, folder, tmp_path_factory.getbasetemp() / "cache") as server:
            yield server


@pytest.mark.parametrize("width", [1280, 360])
def test_the_samples_keep_their_manners(enter, width):
    quang = enter(QUANG, "samples", Look(width))
    quang.choose_row(3, x=120)
    quang.sees("I.4 · Pa nô, khẩu hiệu tại trụ sở")
    quang.settle()

    barriers = {}
    for scheme in ("light", "dark"):
        quang.wear(scheme)
        barriers[scheme] = quang.barriers()

    assert barriers == {"light": [], "dark": []}
    assert quang.skipped_headings() == []
    # The headings name modules.
    assert [words for words in quang.english() if "kit/" not in words] == []
    assert quang.sideways_px() == 0
