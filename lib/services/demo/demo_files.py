"""Files that people of the demo attach: a scanned record, a photo of a notice board. Drawn here."""

from __future__ import annotations

import functools
import io
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from lib.domain.vietnamese import local
from lib.services.demo.demo_data import Paper

_A4_AT_100_DPI: Final = (827, 1169)
_PHOTO: Final = (1200, 800)
_LETTERS: Final = 74


@dataclass(frozen=True, slots=True)
class Occasion:
    """Whose paper it is and of when."""

    agency: str
    unit: str
    when: datetime


def drawn(paper: Paper, occasion: Occasion) -> bytes:
    """The same bytes for the same paper and occasion."""
    return _DRAWN[paper.kind](paper, occasion)


def _scan(paper: Paper, occasion: Occasion) -> bytes:
    """A page as a scanner gives it: a picture in a PDF, a little askew."""
    page = Image.new("L", _A4_AT_100_DPI, 255)
    pen = ImageDraw.Draw(page)
    day = local(occasion.when)
    _centre(pen, 220, 70, occasion.agency.upper(), 16, 400)
    _centre(pen, 220, 94, occasion.unit.upper(), 16, 700)
    _centre(pen, 600, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 16, 700)
    _centre(pen, 600, 94, "Độc lập - Tự do - Hạnh phúc", 17, 700)
    _centre(pen, 600, 134, f"ngày {day:%d} tháng {_month(day.month)} năm {day:%Y}", 17, 400)
    _centre(pen, 413, 200, paper.name.upper(), 22, 700)
    lines = [line for part in paper.lines for line in textwrap.wrap(part, _LETTERS) or [""]]
    for number, line in enumerate(lines):
        pen.text((110, 262 + 31 * number), line, font=_font(19, 400), fill=30)
    below = 300 + 31 * len(lines)
    for middle, word in ((230, "THƯ KÝ"), (600, "CHỦ TRÌ")):
        _centre(pen, middle, below, word, 18, 700)
        _centre(pen, middle, below + 70, "(đã ký)", 18, 400)
    askew = page.rotate(0.5, Image.Resampling.BICUBIC, fillcolor=255)
    made = io.BytesIO()
    stamp = occasion.when.utctimetuple()
    askew.save(made, "PDF", resolution=100, title=paper.name, creationDate=stamp, modDate=stamp)
    return made.getvalue()


def _photo(paper: Paper, occasion: Occasion) -> bytes:
    """A red banner above two sheets on a wall."""
    wall = Image.linear_gradient("L").resize(_PHOTO)
    picture = Image.merge("RGB", [wall.point(_wall(shade)) for shade in (150, 160, 140)])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((140, 90, 1060, 380), fill=(190, 22, 28), outline=(235, 200, 70), width=6)
    for number, line in enumerate(paper.lines):
        _centre(pen, 600, 125 + 68 * number, line.upper(), 42, 700, (255, 221, 64))
    for left in (240, 660):
        pen.rectangle((left, 440, left + 300, 760), fill=(246, 245, 238), outline=(120, 120, 110))
        for row in range(9):
            pen.line((left + 30, 520 + 24 * row, left + 270, 520 + 24 * row), fill=(120, 120, 120))
        _centre(pen, left + 150, 465, occasion.unit, 17, 700, (40, 40, 40))
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=80)
    return made.getvalue()


_DRAWN: Final[Mapping[str, Callable[[Paper, Occasion], bytes]]] = {"scan": _scan, "photo": _photo}


def _wall(shade: int) -> Callable[[int], int]:
    return lambda level: shade + level // 5


def _month(number: int) -> str:
    """Two digits for the first two months alone, as offices write dates."""
    return f"{number:02}" if number < 3 else str(number)


def _centre(
    pen: ImageDraw.ImageDraw,
    middle: int,
    top: int,
    words: str,
    size: int,
    weight: int,
    fill: int | tuple[int, int, int] = 30,
) -> None:
    pen.text((middle, top), words, font=_font(size, weight), fill=fill, anchor="ma")


@functools.cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """The font of the pages, which Streamlit brings along and which has every Vietnamese letter."""
    media = distribution("streamlit").locate_file("streamlit/static/static/media")
    [path] = Path(str(media)).glob("SourceSansVF-Upright.*.woff2")
    # The other engine draws the first word a little different from all later ones.
    font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font
