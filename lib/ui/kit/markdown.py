"""What people typed, as Markdown that shows it letter by letter."""

from __future__ import annotations

import re

# Marks wherever they stand; colours, icons and emoji; what would become a link by itself; "&lt;".
_ANYWHERE = re.compile(
    r"[\\*_`\[\]$~<>#@|]|:(?=[a-z_/+-]|[0-9]{3,}:)|(?<=www)\.|&(?=#?[A-Za-z0-9]+;)"
)
# What would make a line an entry of a list, or the line above it a heading.
_AT_BEGIN = re.compile(r"^([ \t]*)([-+=](?=[-=\s]|$)|[0-9]{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


def plain(text: str) -> str:
    """The text as Markdown that shows it as it was typed, and makes no link of it."""
    safe = _ANYWHERE.sub(lambda found: f"\\{found[0]}", text)
    return _AT_BEGIN.sub(_held, safe)


def plain_lines(text: str) -> str:
    """The same, each line on a line of its own."""
    return "  \n".join(plain(line) for line in text.splitlines())


def _held(found: re.Match[str]) -> str:
    indent, begin = found.groups()
    # A digit takes no backslash; the point or bracket behind it does.
    return f"{indent}{begin}\\" if begin.isdigit() else f"{indent}\\{begin}"
