"""Streamlit's index.html made ours: Vietnamese, our script and colours, nothing we do not need."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lib.text import PRODUCT

_NOSCRIPT: Final = (
    "<noscript><p>Vui lòng bật JavaScript trong trình duyệt để dùng trang này.</p></noscript>"
)
_WAIT: Final = '<div id="root"><p class="tdkt-wait" role="status">Đang tải…</p></div>'


def rewritten(page: str, own_url: Callable[[str], str], *, icon_font: str) -> str:
    """The page as we send it.

    Args:
        own_url: the address of one of our static files by its name.
        icon_font: the address of the one font that the first page needs.
    Raises:
        ValueError: this Streamlit's page is not the one we know.
    """
    head = (
        f"<title>{PRODUCT}</title>\n"
        f'    <link rel="icon" href="{own_url("favicon.svg")}" type="image/svg+xml">\n'
        f'    <script src="{own_url("vi.js")}" defer></script>'
    )
    changes = (
        (r"<!--.*?-->\s*", ""),
        (r'<html lang="en">', '<html lang="vi">'),
        (r'<link rel="shortcut icon"[^>]*>\s*', ""),
        # Text is set in the system's own font (.streamlit/config.toml), icons are not.
        (r'(<link\s+rel="preload"\s+href=")[^"]*("\s+as="font"[^>]*>)', rf"\g<1>{icon_font}\g<2>"),
        (r"<title>Streamlit</title>", head),
        # After Streamlit's own style sheet, so that ours has the last word.
        ("</head>", f'  <link rel="stylesheet" href="{own_url("thidua.css")}">\n  </head>'),
        (r'<link rel="service-desc"[^>]*>\s*', ""),
        # Our Content-Security-Policy allows no script inside the page.
        (r"<script>\s*window\.prerenderReady = false\s*</script>\s*", ""),
        (r"<noscript>.*?</noscript>", _NOSCRIPT),
        (r'<div id="root"></div>', _WAIT),
    )
    for pattern, replacement in changes:
        # The addresses hold no backslash, so re.subn takes each replacement as it is.
        page, found = re.subn(pattern, replacement, page, flags=re.DOTALL)
        if not found:
            raise ValueError(f"Streamlit's index.html has no {pattern}")
    return page.lstrip()
