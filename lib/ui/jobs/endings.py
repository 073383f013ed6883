"""Buttons that ask for a paper as DOCX, and as PDF where the server can make one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib.domain.unit_reports import Ending
from lib.services.papers import unit_reports


def draw(
    label: str, *, key: str, icon: str, on_click: Callable[..., None], args: tuple[Any, ...],
    hint: str = "",
) -> None:  # fmt: skip
    """One for each; that of a file which cannot be made here says so.

    Args:
        label: what a button says, with the place of the file's ending.
        args: of the callback, before the ending.
        hint: what a button that does something says when it is pointed at.
    """
    has_pdf = unit_reports.has_pdf()
    for ending in Ending:
        may = has_pdf or ending != Ending.PDF
        st.button(
            label.format(ending=ending.upper()), key=f"{key}_{ending}", icon=icon,
            disabled=not may,
            help=hint if may else "Máy chủ không có LibreOffice nên chưa lập được PDF.",
            on_click=on_click, args=(*args, ending),
        )  # fmt: skip
