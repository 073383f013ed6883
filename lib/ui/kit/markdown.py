"""What people typed, as Markdown that shows it letter by letter."""

from __future__ import annotations

import re
from typing import Final

WORD_JOINER: Final = "\u2060"
"""Takes no room and no break; parts what Streamlit replaces after it has read the Markdown."""

# Marks wherever they stand; colours; "&lt;".
_ANYWHERE = re.compile(r"[\\*_`\[\]$~<>#@|]|:(?=[a-z_/+-])|&(?=#?[A-Za-z0-9]+;)")
# A backslash is gone by the time that what stands behind these is replaced: names between colons
# by emoji, icons and Streamlit's logo; addresses by links.
_PARTED = re.compile(
    r":(?=(?:[A-Za-z0-9_-]*[A-Za-z_-][A-Za-z0-9_-]*|[0-9]{3,}|\+1|material/[A-Za-z0-9_]+):)"
    r"|https?:(?=//)|www(?=\.)|@(?=[A-Za-z0-9_-])",
    re.IGNORECASE,
)
# The same for these between blanks: arrows, a dash, signs of comparison.
_DRAWN = re.compile(r"(?<!\S)(?:<->|->|<-|--|>=|<=|~=)(?!\S)")
# What would make a line an entry of a list, or the line above it a heading.
_AT_BEGIN = re.compile(r"^([ \t]*)([-+=](?=[-=\s]|$)|[0-9]{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


def plain(text: str) -> str:
    """The text as Markdown that shows it as it was typed, and makes no link of it.

    For all that Streamlit reads as Markdown: texts, labels, the titles of boxes, options of radio
    buttons, pills and segments. Not for placeholders, options of select boxes or tables of rows.
    """
    parted = _PARTED.sub(lambda found: found[0] + WORD_JOINER, text)
    parted = _DRAWN.sub(lambda found: WORD_JOINER.join(found[0]), parted)
    safe = _ANYWHERE.sub(lambda found: f"\\{found[0]}", parted)
    return _AT_BEGIN.sub(_held, safe)


def plain_lines(text: str) -> str:
    """The same, each line on a line of its own."""
    return "  \n".join(plain(line) for line in text.splitlines())


def _held(found: re.Match[str]) -> str:
    indent, begin = found.groups()
    # A digit takes no backslash; the point or bracket behind it does.
    return f"{indent}{begin}\\" if begin.isdigit() else f"{indent}\\{begin}"
