"""A PDF gives its lines as they stand on the page."""

from __future__ import annotations

import unicodedata

import pytest

from lib.errors import BadPlan, BadUpload
from lib.services.files.contents.plans import pdf_text
from tests.services.files.plans.making import pdf

WORDS = "Tổ chức hội nghị phổ biến tới toàn thể người lao động"


def read(pages):
    return pdf_text.read(pdf(pages), "a.pdf")


def test_lines_come_from_above_to_below_whatever_their_order_in_the_file():
    found = read(
        [[(60, 700, f"hai {WORDS}"), (60, 760, f"một {WORDS}"), (60, 730, f"giữa {WORDS}")]]
    )

    assert [unicodedata.normalize("NFC", one) for one in found.lines] == [
        f"một {WORDS}", f"giữa {WORDS}", f"hai {WORDS}",
    ]  # fmt: skip


def test_columns_stay_apart():
    found = read([[(60, 760, "SỞ XÂY DỰNG"), (300, 760, "CỘNG HÒA XÃ HỘI"), (60, 740, WORDS)]])

    assert found.lines[0] == "SỞ XÂY DỰNG     CỘNG HÒA XÃ HỘI"


def test_more_room_between_lines_is_an_empty_line():
    found = read([[(60, 760 - 18 * n - (20 if n > 3 else 0), f"{n} {WORDS}") for n in range(8)]])

    assert found.lines.index("") == 4
    assert found.lines.count("") == 1


def test_page_numbers_and_running_heads_are_left_out_and_counted():
    pages = [
        [
            (280, 810, str(number)),
            (60, 700, f"{number} {WORDS}"),
            (60, 680, WORDS),
            (60, 30, "Lưu hành nội bộ"),
        ]
        for number in range(1, 4)
    ]
    found = read(pages)

    assert [one for one in found.lines if one] == [
        line for number in range(1, 4) for line in (f"{number} {WORDS}", WORDS)
    ]
    assert found.left_out == {"page_edges": 6}


def test_a_scan_is_called_a_scan():
    with pytest.raises(BadPlan) as refusal:
        read([[], []])

    assert refusal.value.reason == "scan"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 5000])
def test_what_cannot_be_read_is_damaged(content):
    with pytest.raises(BadUpload) as refusal:
        pdf_text.read(content, "a.pdf")

    assert refusal.value.reason == "damaged"


def test_too_many_pages_are_refused():
    with pytest.raises(BadPlan) as refusal:
        read([[]] * 301)

    assert refusal.value.reason == "too_many_pages"
