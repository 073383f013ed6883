"""The foot of every page: the version, the guide, and the licences of what the product uses."""

from __future__ import annotations

import functools
import re
from importlib import metadata
from typing import Final, NoReturn
from urllib.parse import urlencode

import streamlit as st

from lib import text
from lib.config import ROOT, VERSION
from lib.ui.kit import session

LICENCES: Final = "Phiên bản, giấy phép"
"""The section of the guide, which names the licences."""
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+")
_CLASS: Final = "License :: OSI Approved :: "


def draw() -> None:
    """One line; who has not signed in cannot open the guide."""
    links = ""
    if session.window().session_id is not None:
        about = urlencode({"muc": LICENCES})
        links = f' · <a href="/help">Hướng dẫn</a> · <a href="/help?{about}">Giấy phép</a>'
    st.html(f'<div class="tdkt-foot">{text.PRODUCT} {VERSION}{links}</div>')


def stop() -> NoReturn:
    """End a page early, with its foot: after `st.stop` nothing is drawn any more."""
    draw()
    st.stop()


@functools.cache
def licences() -> str:
    """The packages that run with the product, with version and licence, as Markdown."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [found[0] for line in lines if (found := _NAME.match(line))]
    return "\n".join(f"- {name} {_told(name)}" for name in sorted(names, key=str.lower))


def _told(name: str) -> str:
    """ "1.67.0, Apache-2.0"; what a package calls its licence stands in one of three places."""
    known = metadata.metadata(name)
    said = [*(known.get_all("License-Expression") or []), *(known.get_all("License") or [])]
    classes = known.get_all("Classifier") or []
    named = ", ".join(one.removeprefix(_CLASS) for one in classes if one.startswith(_CLASS))
    licence = said[0].partition("\n")[0] if said else named
    return f"{known['Version']}, {licence or 'xem tệp đi kèm'}"
