"""The page of samples in a browser: each piece of the kit as it stands on pages."""

from __future__ import annotations

import pytest

from lib.ui.kit.markdown import WORD_JOINER
from lib.ui.samples import typed
from tests.browser import office as offices
from tests.browser.visitor import Look
from tests.cast import QUANG
from tests.support.looks import walked_in


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    """The office, served with its samples."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDKT_SAMPLES", "1")
        with offices.opened(office, folder, tmp_path_factory.getbasetemp() / "cache") as server:
            yield server


# What a place shows in words, without the joiners, and what has been made of them.
SHOWN = """([place, joiner]) => {
    const found = document.querySelector(`.st-key-${place}`);
    const made = `a, img, em, strong:not([data-testid]), del, code, .katex, [class*="Badge"],
        [data-testid="stMarkdownContainer"] [data-testid="stIconMaterial"]`;
    return {
        words: found.textContent.replaceAll(joiner, ''),
        made: [...found.querySelectorAll(made)].map((one) => one.outerHTML),
    };
}"""


def test_what_was_typed_is_shown_letter_by_letter(enter):
    quang = enter(QUANG, "samples")
    last = f"typed_{typed.KINDS[-1]}_{len(typed.TYPED) - 1}"
    quang.page.wait_for_selector(f".st-key-{last}")

    wrong = {}
    for number, one in enumerate(typed.TYPED):
        for kind in typed.KINDS:
            place = f"typed_{kind}_{number}"
            shown = quang.page.evaluate(SHOWN, [place, WORD_JOINER])
            if one not in shown["words"] or shown["made"]:
                wrong[place] = shown

    assert wrong == {}


@pytest.mark.parametrize("width", walked_in(360, 1280))
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
    # The headings name modules, and people may type what they like.
    english = [words for words in quang.english() if WORD_JOINER not in words]
    assert [words for words in english if "kit/" not in words] == []
    assert quang.sideways_px() == 0


def test_rows_are_typed_and_added_up(enter):
    quang = enter(QUANG, "samples", Look(1366, height=768))
    table = quang.page.locator('.st-key-item_form [data-testid="stDataFrame"] .dvn-scroller')
    across = table.bounding_box()["width"]

    def choose(row):
        """The last cell of a row; below the last row a new one begins, open to be typed into."""
        spot = {"x": across - 60, "y": 36 + 35 * row + 16}
        table.hover(position=spot)
        table.click(position=spot)

    def type_in(words):
        cell = quang.page.locator("textarea.gdg-input")
        cell.fill(words)
        cell.press("Enter")
        quang.settle()

    choose(0)
    quang.page.keyboard.press("Enter")
    type_in("1.200")
    quang.sees("1.200 người")
    choose(1)
    type_in("34")

    quang.sees("1.234 người")
    assert quang.barriers() == []
