"""What a paper's words must and must not say: forms 1.2, 1.4 and 1.9 of the decree, and habits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lib.domain.papers.papers import Paper
from tests.exports.docx_reading import Reader

_MINUTES = (Paper.COUNCIL_MINUTES, Paper.UNIT_MINUTES)
_OF_1_9 = (
    r"^Thời gian bắt đầu: ",
    r"^Địa điểm: ",
    r"^Chủ trì \(chủ tọa\): ",
    r"^Thư ký \(người ghi biên bản\): ",
    r"^Cuộc họp kết thúc vào .*giờ.*phút, ngày .*tháng .*năm \d{4}\.",
)
_WRONG = {
    "form's own note": r"\(Áp dụng",
    "birth torn from its year": r"[Nn]gày +tháng +năm sinh \d{4}",
    "merit without its why": r"(?<!vì )đã có thành tích trong (?:phong trào|đợt)",
    "seal of a division": r"TRƯỞNG PHÒNG.*đóng dấu",
}


def problems(reader: Reader, paper: Paper) -> Iterator[str]:
    lines = [one.text for one in reader.paragraphs()]
    whole = "\n".join(lines)
    for what, pattern in _WRONG.items():
        if found := re.search(pattern, whole):
            yield f"{what}: {found[0]}"
    if paper in _MINUTES:
        for pattern in _OF_1_9:
            if not any(re.match(pattern, line) for line in lines):
                yield f"form 1.9: no {pattern}"
    if re.search(r"tiến hành biểu quyết", whole) and re.search(r"\bphiếu\b", whole):
        yield "ballots after a show of hands"
    if paper == Paper.COUNCIL_MINUTES and "tiến hành" not in whole:
        yield from _open(reader, whole)
    enclosed = [line for line in lines if line.startswith("Hồ sơ gửi kèm gồm:")]
    if paper in (Paper.OFFICE_SUBMISSION, Paper.PROVINCE_SUBMISSION, Paper.UNIT_SUBMISSION):
        if len(enclosed) != 1:
            yield "enclosures: not told"
        has_reports = paper == Paper.PROVINCE_SUBMISSION
        if any(("báo cáo thành tích" in line) != has_reports for line in enclosed):
            yield f"enclosures: {enclosed}"


def _open(reader: Reader, whole: str) -> Iterator[str]:
    """Minutes of a meeting to come assert nothing, and their cells are empty."""
    if re.search("quán triệt|thống nhất|đã được đọc lại|nhất trí|kiểm phiếu", whole):
        yield "asserts what has not been"
    for section in reader.sections():
        for block in section.blocks:
            for row in getattr(block, "rows", []):
                cells = [" ".join(one.text for one in cell.paragraphs) for cell in row.cells]
                if any(text.strip() == "-" for text in cells):
                    yield f"cell to be filled is not empty: {cells}"
