"""The colours of states: letters stand out from them, and no two meanings look alike to anybody."""

from __future__ import annotations

import itertools

import pytest

from lib import text
from lib.ui.kit import states
from lib.ui.kit.states import CHIPS, Tone
from lib.ui.reports import charts

INK = "#12151c"
# Machado, Oliveira and Fernandes (2009), severity 1.0, over linear RGB.
SIGHTS = {
    "as most see": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
TELL_APART = {(Tone.GOOD, Tone.BAD), (Tone.WAITING, Tone.BAD), (Tone.GOOD, Tone.BEGUN)}


def linear(color):
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(color):
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def seen(color, sight):
    """CIE L*a*b* of a colour as somebody with that sight sees it."""
    rgb = linear(color)
    red, green, blue = (
        min(1, max(0, sum(weight * part for weight, part in zip(row, rgb, strict=True))))
        for row in SIGHTS[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other, sight):
    return (
        sum((a - b) ** 2 for a, b in zip(seen(one, sight), seen(other, sight), strict=True)) ** 0.5
    )


@pytest.mark.parametrize("tone", Tone)
def test_dark_letters_stand_out_from_a_chip(tone):
    assert contrast(CHIPS[tone], INK) >= 4.5
    # Streamlit's tables write in white on what is darker than the middle.
    assert luminance(CHIPS[tone]) >= 0.55


@pytest.mark.parametrize("sight", SIGHTS)
def test_good_bad_and_waiting_are_told_apart_by_anybody(sight):
    for one, other in TELL_APART:
        assert distance(CHIPS[one], CHIPS[other], sight) >= 10, (one, other)


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_parts_of_a_bar_are_told_apart_by_anybody(sight):
    colors = [color for _, color, _ in charts.BARS]
    for one, other in itertools.pairwise(colors):
        assert distance(one, other, sight) >= 10, (one, other)


@pytest.mark.parametrize(
    ("words", "tones"),
    [
        (text.VERIFICATIONS, states.VERIFICATIONS),
        (text.WORK_STATUSES, states.WORK_STATUSES),
        (text.NOMINATION_STATES, states.NOMINATIONS),
        (text.SHORT_NOMINATION_STATES, states.NOMINATIONS),
        (text.DECISION_STATES, states.DECISIONS),
    ],
    ids=["verification", "work", "nominations", "nominations in short", "decisions"],
)
def test_a_state_has_words_beside_its_colour_and_no_two_have_the_same(words, tones):
    assert words.keys() == tones.keys()
    assert len({*words.values()}) == len(words)
