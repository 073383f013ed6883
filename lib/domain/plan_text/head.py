"""The letterhead: agency, number, place and date, whatever order extraction left them in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lib.domain.plan_text import times
from lib.domain.plan_text.lines import UPPER, Line, is_upper
from lib.domain.plan_text.nouns import Head, Place
from lib.domain.plan_text.words import MOTTO

_NUMBER: Final = re.compile(
    rf"(?:Số|SỐ|số)\s*[:.]?\s*(?P<number>[\d.…_ ]*[a-z]?)\s*(?P<symbol>[/–-]\s*[{UPPER}\d].*)?$"
)
_LONE_NUMBER: Final = re.compile(r"(?:Số|SỐ)\s*[:.]?")
_DATE: Final = re.compile(r"(?P<place>.*?)[,.]?\s*(?:ngày|Ngày)\b(?P<rest>.*)")
_DATE_REST: Final = re.compile(
    r"(?:tháng|năm|\d{1,2} tháng).*\d{4}\s*$|tháng\b.*|năm\s*\d{0,4}\s*$"
)
_DATED: Final = re.compile(
    rf"[{UPPER}][\w .-]{{1,40}},\s*ngày\s[\d .…]*\s*tháng\s[\d .…]*\s*năm\s\d{{4}}\.?"
)
_SUBJECT: Final = re.compile(r"(?:V/v|v/v|Về việc)\b[:.]?\s*(?P<rest>.*)")
_ADDRESSEE: Final = re.compile(r"Kính gửi\b", re.IGNORECASE)
_COLUMN: Final = re.compile(
    r"\s+(?=CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]|CHỦ NGHĨA VIỆT NAM)"
)
_BEHIND_NUMBER: Final = re.compile(rf"(?<=[A-ZĐ\d/])\s+(?=[{UPPER}][\wÀ-ỹ. ]{{1,30}}, ngày\b)")
_OWN_BODY: Final = re.compile(
    r"(?:SỞ|TRƯỜNG|PHÒNG|TRUNG TÂM|VĂN PHÒNG|CÔNG AN|CHI CỤC|CỤC|CHI BỘ|ĐẢNG BỘ|ĐẢNG ỦY|BAN "
    r"QUẢN LÝ|BAN CHỈ HUY|BỘ CHỈ HUY"
    r"|BỆNH VIỆN|TRẠM|LIÊN ĐOÀN|HỘI|ĐOÀN|BAN TUYÊN GIÁO|BAN DÂN VẬN|BAN TỔ CHỨC|THANH TRA"
    r"|ỦY BAN|UỶ BAN|UBND|HĐND|BCH|CÔNG ĐOÀN)\b"
)
_COMPLETES: Final = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ|ĐẶC KHU|TIỂU BAN|CẤP)\b"
    r"|BAN (?!TUYÊN GIÁO|DÂN VẬN|TỔ CHỨC (?:TỈNH|THÀNH|HUYỆN)|QUẢN LÝ|CHỈ HUY|XÂY DỰNG|NỘI CHÍNH)"
)


@dataclass(slots=True)
class Letterhead:
    head: Head
    places: dict[int, Place]


def read(lines: Sequence[Line]) -> Letterhead:
    """What stands above the kind of the document."""
    places: dict[int, Place] = {}
    bodies: list[str] = []
    told: dict[Place, list[str]] = {Place.NUMBER: [], Place.DATE: [], Place.SUBJECT: []}
    last: Place | None = None
    for line in lines:
        for cell in _cells(line):
            last = place = _place(cell, last)
            places.setdefault(line.no, place)
            if place == Place.AGENCY:
                bodies.append(cell.strip(" */-_"))
            elif place in told:
                told[place].append(cell)
    number, symbol = _number(told[Place.NUMBER])
    place_name, day = _date(" ".join(told[Place.DATE]))
    superior, agency = _agency(bodies)
    subject = " ".join(told[Place.SUBJECT])
    found = _SUBJECT.match(subject)
    head = Head(agency, superior, number, symbol, day, place_name, found["rest"] if found else None)
    return Letterhead(head, places)


def is_head(line: Line) -> bool:
    """Whether the line can only be of a letterhead."""
    return any(
        MOTTO.fullmatch(cell.strip(" *-_")) or _NUMBER.fullmatch(cell) for cell in _cells(line)
    )


def _cells(line: Line) -> list[str]:
    if line.is_rule:
        return [line.text]
    parts: list[str] = []
    for part in (part for cell in line.cells for part in _COLUMN.split(cell)):
        if parts and _LONE_NUMBER.fullmatch(parts[-1]) and re.match(r"[\d/–-]", part):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return [part.strip(" -_*") or part for cell in parts for part in _BEHIND_NUMBER.split(cell)]


def _place(cell: str, last: Place | None) -> Place:
    plain = cell.strip(" */-_.")
    if not re.search(r"\w", plain):
        return Place.RULE
    if MOTTO.fullmatch(plain) and (plain != "VIỆT NAM" or last == Place.MOTTO):
        return Place.MOTTO
    if _SUBJECT.match(plain):
        return Place.SUBJECT
    if _ADDRESSEE.match(plain):
        return Place.ADDRESSEE
    if _NUMBER.fullmatch(cell.strip()):
        return Place.NUMBER
    if _DATE.fullmatch(plain) or (last == Place.DATE and _DATE_REST.match(plain)):
        return Place.DATE
    if last == Place.ADDRESSEE and not is_upper(plain):
        return Place.ADDRESSEE
    if is_upper(plain):
        return Place.AGENCY
    if last == Place.SUBJECT:
        return Place.SUBJECT
    # "Thành phố Hồ Chí / Minh, ngày 18 …" is broken before its comma.
    return Place.DATE


def _number(told: Sequence[str]) -> tuple[str | None, str | None]:
    for one in told:
        if found := _NUMBER.fullmatch(one.strip()):
            digits = re.sub(r"[.…_ ]", "", found["number"])
            symbol = (
                re.sub(r"\s*([/–-])\s*", r"\1", found["symbol"] or "")
                .replace("–", "-")
                .rstrip(" .*")
            )
            is_whole = bool(re.search(r"\d", digits))
            return (f"{digits}{symbol}" if is_whole else None), symbol.lstrip("/-") or None
    return None, None


def _date(text: str) -> tuple[str | None, date | None]:
    found = _DATE.fullmatch(text)
    if not found:
        return None, None
    return found["place"].strip(" ,") or None, times.first_day(found["rest"])


def _agency(bodies: Sequence[str]) -> tuple[str | None, str | None]:
    """Who is above, and who issues."""
    named = [one for one in bodies if one and one not in ("DỰ THẢO", "MẬT", "HỎA TỐC", "KHẨN")]
    if not named:
        return None, None
    at = max(
        (
            n
            for n, one in enumerate(named)
            if n and _OWN_BODY.match(one) and not _COMPLETES.match(one)
        ),
        default=0,
    )
    return " ".join(named[:at]) or None, " ".join(named[at:])


def is_more(line: Line) -> bool:
    """Whether the line goes on with a letterhead that has begun: date, subject, addressee."""
    text = line.text.strip(" *")
    is_date = bool(_DATE.fullmatch(text)) and len(text) < 70
    return (
        line.is_rule
        or is_date
        or bool(_SUBJECT.match(text) or _ADDRESSEE.match(text))
        or is_upper(text)
    )


def dated(text: str) -> tuple[str | None, date | None] | None:
    """Place and day of a line that holds nothing else; such a line may stand above a signature."""
    return _date(text) if _DATED.fullmatch(text) else None
