"""Words that an office found wrong, and that must not come back on any page or paper."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WRITTEN = [
    *sorted((ROOT / "lib").rglob("*.py")),
    *sorted((ROOT / "pages").rglob("*.py")),
    *sorted((ROOT / "data" / "demo").rglob("*.yaml")),
    *sorted((ROOT / "data" / "forms").rglob("*.yaml")),
    ROOT / "docs" / "huong-dan.md",
]
_AWARDED = r"[Qq]uyết định|[Đđ]ược|[Tt]rình tỉnh|[Đđ]ề nghị tỉnh|[Tt]ỉnh đã|[Tt]ỉnh không|duyệt|chờ"
BANNED = {
    "Dấu thập phân": r"[Ss]ố lẻ",
    "mật khẩu dùng một lần": r"[Mm]ật khẩu tạm\b",
    "Thủ trưởng đơn vị": r"(?<!Thủ )(?<!thủ )\b[Tt]rưởng đơn vị",
    "khuyến khích": r"\b[Tt]ự chọn\b",
    "Ủy viên, thư ký": r"Ủy viên - thư ký",
    "khen thưởng": rf"(?:{_AWARDED}) khen\b(?! thưởng| tặng)",
    "Đã trình tỉnh": r"[Đđ]ề nghị tỉnh\b",
    "Đưa ra khỏi cuộc họp": r"[Đđ]ưa khỏi\b",
    "Đơn vị chỉ thấy sau khi công bố": r"[Cc]hưa ai thấy",
    "trễ hạn": r"\b[Mm]uộn\b(?! nhất)",
    "video": r"\b[Pp]him\b",
    "được đưa ra cuộc họp": r"nào trước cuộc họp",
    "người ứng cử": r"ứng cử viên",
    "ba lần hiệp thương": r"ba (?:bước|vòng) hiệp thương|quy trình ba bước",
    "nothing of anybody's health": r"cách ly|dương tính|F0\b|bị bệnh",
}
"""What is said instead -> the words that are not."""


@pytest.mark.parametrize("instead", BANNED)
def test_a_word_that_was_found_wrong_does_not_come_back(instead: str) -> None:
    banned = re.compile(BANNED[instead])
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in WRITTEN
        for number, line in enumerate(_text(path), start=1)
        if banned.search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("instead", "line"),
    [
        ("khen thưởng", "Đã quyết định khen"),
        ("Thủ trưởng đơn vị", "Trưởng đơn vị gửi"),
        ("trễ hạn", "được ghi là muộn"),
    ],
)
def test_the_words_would_be_found(instead: str, line: str) -> None:
    assert re.search(BANNED[instead], line)


@functools.cache
def _text(path: Path) -> list[str]:
    """The lines, each together with the first words of the next, where a sentence is broken."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        " ".join([*line.rstrip(' "').split(), re.sub(r'^\s*f?"', "", following)[:12]])
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]
