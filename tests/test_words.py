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
    ROOT / "manage.py",
    *(
        file
        for kind in ("css", "html", "js")
        for file in sorted((ROOT / "static").rglob(f"*.{kind}"))
    ),
    *sorted((ROOT / "data").rglob("*.yaml")),
    *(ROOT / "docs" / name for name in ("exports.md", "huong-dan.md", "mau-van-ban.md")),
]
BANNED = {
    "Dấu thập phân": r"[Ss]ố lẻ",
    "mật khẩu dùng một lần": r"[Mm]ật khẩu tạm\b",
    "Thủ trưởng đơn vị": r"(?<!Thủ )(?<!thủ )\b[Tt]rưởng đơn vị",
    "khuyến khích": r"\b[Tt]ự chọn\b",
    "Ủy viên, thư ký": r"Ủy viên - thư ký",
    "khen thưởng": r"(?<=\w )(?<!iấy )(?<!ằng )[Kk]hen\b(?! thưởng| tặng)",
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
        ("khen thưởng", "Đề nghị khen."),
        ("khen thưởng", "Về việc khen các tập thể"),
        ("Dấu thập phân", "làm tròn đến một số lẻ"),
        ("Thủ trưởng đơn vị", "Trưởng đơn vị gửi"),
        ("trễ hạn", "được ghi là muộn"),
    ],
)
def test_the_words_would_be_found(instead: str, line: str) -> None:
    assert re.search(BANNED[instead], line)


@pytest.mark.parametrize(
    ("instead", "line"),
    [
        ("khen thưởng", "Đề nghị khen thưởng"),
        ("khen thưởng", "Về việc tặng Giấy khen, Bằng khen"),
        ("khen thưởng", "khen của Giám đốc Sở"),
        ("khen thưởng", 'FILTERS = "khen", "duoc-khen"'),
    ],
)
def test_what_an_office_writes_is_no_alarm(instead: str, line: str) -> None:
    assert not re.search(BANNED[instead], line)


@pytest.mark.parametrize("name", ["manage.py", "vi.js", "bau-cu-2021.yaml", "exports.md"])
def test_what_people_read_is_looked_through(name: str) -> None:
    assert name in {path.name for path in WRITTEN}


@functools.cache
def _text(path: Path) -> list[str]:
    """The lines, each together with the first words of the next, where a sentence is broken."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        " ".join([*line.rstrip(' "').split(), *_begun(following)])
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    ]


def _begun(line: str) -> list[str]:
    """The first words of a line, never "khen" without what follows; the line itself tells that."""
    words = re.sub(r'^\s*f?"', "", line).rstrip(' "').split()[:4]
    return words[:-1] if words[-1:] == ["khen"] else words
