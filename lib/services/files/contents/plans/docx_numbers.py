"""Automatic numbers of a DOCX: no reader of plain text gives them, and plans are full of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lib.domain.roman import to_roman

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_MOST: Final = 3000
_PLUS: Final = frozenset("+✚")


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""
    restart: int | None = None
    is_legal: bool = False


@dataclass(slots=True)
class _List:
    """Attributes: abstract: whose counters it shares with other lists."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and how far each has counted.

    Args:
        numbering, styles: the roots of their parts; None for a document without them.
    """

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._styles = _styles(styles)
        self._lists = _lists(numbering, self._styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def mark(self, properties: Any | None) -> str:
        """What Word writes before the paragraph: "II.", "1.1.", "-"; "" without a number.

        Args:
            properties: its `w:pPr`.
        """
        found = self._list_and_level(properties)
        if found is None:
            return ""
        key, at = found
        one = self._lists.get(key)
        if one is None or at not in one.levels:
            return ""
        counts = self._counted(key, one, at)
        return _written(one, at, counts)

    def _list_and_level(self, properties: Any | None) -> tuple[str, int] | None:
        if properties is None:
            return self._of_style(self._styles.default)
        own = properties.find(f"{W}numPr")
        style = _value(properties.find(f"{W}pStyle")) or self._styles.default
        inherited = self._of_style(style)
        if own is None:
            return inherited
        key = _value(own.find(f"{W}numId"))
        level = _value(own.find(f"{W}ilvl"))
        if key == "0":
            return None
        at = _number(level, inherited[1] if inherited else 0)
        if key is None:
            return (inherited[0], at) if inherited else None
        return key, at

    def _of_style(self, style: str) -> tuple[str, int] | None:
        key, at = self._styles.number_of(style)
        if key in (None, "0"):
            return None
        one = self._lists.get(str(key))
        linked = [
            level for level, told in (one.levels if one else {}).items() if told.style == style
        ]
        return str(key), linked[0] if linked else at

    def _counted(self, key: str, one: _List, at: int) -> Mapping[int, int]:
        counts = self._counts.setdefault(one.abstract, {})
        if key not in self._begun:
            self._begun.add(key)
            for level in one.starts:
                counts.pop(level, None)
        start = one.starts.get(at, one.levels[at].start)
        counts[at] = min(counts[at] + 1, _MOST) if at in counts else start
        for deeper in [level for level in counts if level > at]:
            restart = one.levels[deeper].restart if deeper in one.levels else None
            if restart is None or (restart > 0 and at < restart):
                del counts[deeper]
        for above in range(at):
            if above in one.levels:
                counts.setdefault(above, one.starts.get(above, one.levels[above].start))
        return counts


@dataclass(slots=True)
class _Styles:
    based_on: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    default: str = ""

    def number_of(self, style: str) -> tuple[str | None, int]:
        seen: set[str] = set()
        while style and style not in seen:
            if style in self.numbers:
                return self.numbers[style]
            seen.add(style)
            style = self.based_on.get(style, "")
        return None, 0


def _styles(root: Any | None) -> _Styles:
    found = _Styles()
    for style in root.iter(f"{W}style") if root is not None else ():
        name = style.get(f"{W}styleId") or ""
        if (base := _value(style.find(f"{W}basedOn"))) is not None:
            found.based_on[name] = base
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None:
            level = _number(_value(number.find(f"{W}ilvl")), 0)
            found.numbers[name] = (_value(number.find(f"{W}numId")), level)
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            found.default = name
    return found


def _lists(root: Any | None, styles: _Styles) -> dict[str, _List]:
    if root is None:
        return {}
    abstracts = {one.get(f"{W}abstractNumId"): one for one in root.findall(f"{W}abstractNum")}
    nums = {one.get(f"{W}numId"): one for one in root.findall(f"{W}num")}
    found: dict[str, _List] = {}
    for key, num in nums.items():
        name = _value(num.find(f"{W}abstractNumId"))
        abstract = abstracts.get(name)
        linked = None if abstract is None else _value(abstract.find(f"{W}numStyleLink"))
        if linked is not None and (other := nums.get(styles.number_of(linked)[0])) is not None:
            name = _value(other.find(f"{W}abstractNumId"))
            abstract = abstracts.get(name)
        if key is not None and abstract is not None:
            found[key] = _list(str(name), abstract, num)
    return found


def _list(name: str, abstract: Any, num: Any) -> _List:
    made = _List(name, {at: _level(told) for at, told in _level_elements(abstract)})
    for override in num.findall(f"{W}lvlOverride"):
        at = _number(override.get(f"{W}ilvl"), 0)
        for _, told in _level_elements(override):
            made.levels[at] = _level(told)
        start = _value(override.find(f"{W}startOverride"))
        if start is not None:
            made.starts[at] = _number(start, 1)
    return made


def _level_elements(parent: Any) -> list[tuple[int, Any]]:
    found = [(_number(one.get(f"{W}ilvl"), 0), one) for one in parent.findall(f"{W}lvl")]
    return [one for one in found if one[0] < _LEVELS]


def _level(told: Any) -> _Level:
    restart = _value(told.find(f"{W}lvlRestart"))
    legal = told.find(f"{W}isLgl")
    return _Level(
        start=_number(_value(told.find(f"{W}start")), 1),
        format=_value(told.find(f"{W}numFmt")) or "decimal",
        text=_value(told.find(f"{W}lvlText")) or "",
        style=_value(told.find(f"{W}pStyle")) or "",
        restart=None if restart is None else _number(restart, 0),
        is_legal=legal is not None and legal.get(f"{W}val") not in ("0", "false"),
    )


def _written(one: _List, at: int, counts: Mapping[int, int]) -> str:
    level = one.levels[at]
    if level.format == "bullet":
        return "+" if level.text in _PLUS else "-"
    text = level.text
    for n in range(_LEVELS):
        if f"%{n + 1}" in text:
            shape = one.levels[n].format if n in one.levels else "decimal"
            shape = "decimal" if level.is_legal and n < at else shape
            text = text.replace(f"%{n + 1}", _formatted(counts.get(n, 1), shape))
    return text.strip()


def _formatted(count: int, shape: str) -> str:
    if shape == "none":
        return ""
    if shape in ("upperRoman", "lowerRoman"):
        roman = to_roman(count)
        return roman if shape == "upperRoman" else roman.lower()
    if shape in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if shape == "upperLetter" else letter
    return f"{count:02}" if shape == "decimalZero" else str(count)


def _value(element: Any | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _number(told: str | None, otherwise: int) -> int:
    try:
        return max(0, min(int(told), _MOST)) if told is not None else otherwise
    except ValueError:
        return otherwise
