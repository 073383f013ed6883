"""Title, theme and the paragraphs that lead to the first part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lib.domain.plan_text import words
from lib.domain.plan_text.head import is_head
from lib.domain.plan_text.lines import Line, begins_small, is_terminal, is_upper, joined
from lib.domain.plan_text.marks import TOP_KINDS, MarkKind, mark_of
from lib.domain.plan_text.nouns import Group, Lines, Place
from lib.domain.plan_text.paragraphs import Paragraph, is_open

_TITLE_LINE: Final = 60
_SENTENCE_WORDS: Final = 15
_MOST_LETTERS: Final = 2000
_MOST_MISSING: Final = 3
"""Parts that a text may lack at its beginning; "XIV." in a title is a congress."""
_LEADS: Final = re.compile(
    r"(?:Căn cứ|Thực hiện|Thi hành|Triển khai|Theo|Nhằm|Để|Trên cơ sở|Tiếp tục|Hưởng ứng"
    r"|Xét|Quán triệt|Chấp hành|Chào mừng)\b"
)
_PROSE: Final = re.compile(
    r"(?:ban hành|xây dựng|phát động|tổ chức|triển khai)\b.{0,60}\b(?:[Kk]ế hoạch|như sau)|như sau"
)
_QUOTED_THEME: Final = re.compile(
    r"[Cc]hủ đề(?P<between>[^.;“”\"«»]{0,60}?)\s*:?\s*[“\"«](?P<theme>[^”\"»]{6,400})[”\"»]"
)
_THEME_TITLE: Final = re.compile(r"(?:Tên gọi và )?[Cc]hủ đề\b|CHỦ ĐỀ\b")
_QUOTED: Final = re.compile(r"[“\"«](?P<theme>[^”\"»]{6,400})[”\"»]")


@dataclass(slots=True)
class Title:
    """Attributes: taken: how many lines belong to it and to the note that it is attached."""

    text: str = ""
    taken: int = 0
    places: dict[int, Place] = field(default_factory=dict)


def title(lines: Sequence[Line], begun: str, *, gaps_tell: bool) -> Title:
    """The title below the kind of a document.

    Args:
        begun: what of it stands on the line of the kind.
        gaps_tell: whether an empty line means anything in this text.
    """
    found = Title(begun)
    is_over = False
    for at, line in enumerate(lines):
        if line.is_rule:
            found.places[line.no] = Place.RULE
            is_over = is_over or bool(found.text)
        elif words.ATTACHED.match(line.text) or (_is_open_note(lines, at, found)):
            found.places[line.no] = Place.ATTACHED
            is_over = True
        elif is_head(line):
            found.places[line.no] = Place.MOTTO
        elif is_over or (_ends_title(found.text, line, gaps_tell=gaps_tell)):
            return _told(found, at)
        else:
            found.text = joined(found.text, line.text)
            found.places[line.no] = Place.TITLE
    return _told(found, len(lines))


def _told(found: Title, taken: int) -> Title:
    found.taken = taken
    found.text = found.text.strip(" *.")
    return found


def _is_open_note(lines: Sequence[Line], at: int, found: Title) -> bool:
    """Whether it continues "(Kèm theo …" that is not closed yet."""
    said = [one.text for one in lines[:at] if found.places.get(one.no) == Place.ATTACHED]
    text = " ".join(said)
    return bool(said) and text.startswith("(") and ")" not in text


def _ends_title(text: str, line: Line, *, gaps_tell: bool) -> bool:
    if len(text) > _MOST_LETTERS:
        return True
    mark = mark_of(line.text)
    if mark is not None and mark.kind in (*TOP_KINDS, MarkKind.NUMBER, MarkKind.ARTICLE):
        return not (mark.kind == MarkKind.ROMAN and mark.order > _MOST_MISSING)
    if not text:
        return line.text.startswith(("Căn cứ", "Kính gửi"))
    if is_upper(text) and len(text) > 12:
        return not is_upper(line.text)
    if is_terminal(text) or mark is not None:
        return True
    goes_on = begins_small(line.text) or line.text[:1] in '“"' or is_open(text)
    if line.is_after_gap and (gaps_tell or len(line.text) > _TITLE_LINE) and not goes_on:
        return True
    if is_terminal(line.text) and len(line.text.split()) > _SENTENCE_WORDS:
        return True
    if line.text.startswith("Căn cứ") or line.text.startswith("Kính gửi"):
        return True
    return bool(_LEADS.match(line.text) and (len(line.text) > 40)) or bool(_PROSE.search(line.text))


def theme(
    title_text: str, before: Sequence[Paragraph], groups: Sequence[Group]
) -> tuple[str | None, Lines]:
    """The theme of the campaign, where the text calls it one."""
    if found := _QUOTED_THEME.search(title_text):
        return _plain(found["theme"]), ()
    for one in before:
        if found := _QUOTED_THEME.search(one.text):
            return _plain(found["theme"]), tuple(one.lines)
    told = dict(found for group in groups for found in _themes(group))
    # Several are subjects of lessons or sessions.
    return next(iter(told.items())) if len(told) == 1 else (None, ())


def _themes(group: Group) -> Iterator[tuple[str, Lines]]:
    if _THEME_TITLE.match(group.title):
        for text, lines in (
            (group.text, group.lines),
            *((one.text, one.lines) for one in group.points),
        ):
            found = _QUOTED.search(text)
            if text:
                yield _plain(found["theme"] if found else text), lines
                break
    for one in group.points:
        label, colon, told = one.text.partition(":")
        if (
            colon
            and _THEME_TITLE.match(label)
            and len(label.split()) < 10
            and (found := _QUOTED.search(told))
        ):
            yield _plain(found["theme"]), one.lines
    for child in group.children:
        yield from _themes(child)


def _plain(text: str) -> str:
    return text.strip(' “”"«».,;')
