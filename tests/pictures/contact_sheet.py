"""Many pictures on one, small, so that a person looks at twenty instead of hundreds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from PIL import Image

_ROW_PX, _GAP_PX = 400, 8
_PAPER = "#808080"


def write(path: Path, rows: Sequence[Sequence[Path]]) -> None:
    """The pictures row by row, each as high as the others."""
    drawn = [[_small(picture) for picture in row] for row in rows]
    widths = [sum(one.width + _GAP_PX for one in row) for row in drawn]
    sheet = Image.new("RGB", (max(widths), len(rows) * (_ROW_PX + _GAP_PX)), _PAPER)
    for place, row in enumerate(drawn):
        lefts = accumulate((one.width + _GAP_PX for one in row), initial=0)
        for left, one in zip(lefts, row, strict=False):
            sheet.paste(one, (left, place * (_ROW_PX + _GAP_PX)))
    sheet.save(path)


def _small(picture: Path) -> Image.Image:
    with Image.open(picture) as whole:
        return whole.convert("RGB").resize((whole.width * _ROW_PX // whole.height, _ROW_PX))
