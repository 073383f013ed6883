"""The users' guide as one text for the page."""

from __future__ import annotations

import functools

from lib.config import ROOT


@functools.cache
def text() -> str:
    """The guide without its title, which heads its page, and its pictures of pages at hand."""
    lines = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(("# ", "![")))
