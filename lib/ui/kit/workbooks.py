"""Workbooks that go out, are filled in and come back: download, upload, what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from lib.domain.files import MEDIA_TYPES, MEGABYTE, FileKind, format_size
from lib.domain.imports import Outcome
from lib.domain.vietnamese import format_number
from lib.text.imports import FAULTY_FILE
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

_MEDIA: Final = MEDIA_TYPES[FileKind.XLSX]


def draw_download(label: str, content: bytes, file: str, *, key: str) -> None:
    """A workbook to take away.

    Args:
        file: its name without the ending.
    """
    st.download_button(
        label, content, f"{file}.xlsx", _MEDIA, key=key, icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip


def draw_faulty(slot: Slot, content: bytes, file: str) -> None:
    """The same workbook with what is wrong in red; nothing without any.

    Args:
        content: b"" without faults.
        file: what it is called without them, without the ending.
    """
    if content:
        draw_download(
            "Tải tệp có đánh dấu lỗi", content, f"{file}{FAULTY_FILE}", key=f"{slot.name}_marked"
        )


def draw_upload(
    slot: Slot,
    limit_bytes: int,
    on_send: Callable[..., None],
    args: Sequence[object],
    *,
    more: str,
    label: str = "Tệp Excel đã điền",
    width_px: int | None = None,
) -> None:
    """Where a filled-in workbook is sent; the last argument of the callback is the widget's key.

    Args:
        more: what is said after what a workbook must be.
    """
    key = f"{slot.blank()}_file"
    st.file_uploader(
        label, type=["xlsx"], key=key, max_upload_size=limit_bytes // MEGABYTE,
        on_change=on_send, args=(*args, key), width=width_px or "stretch",
    )  # fmt: skip
    st.caption(f"XLSX không có macro, không đặt mật khẩu, tối đa {format_size(limit_bytes)}{more}")


def counted(
    file: str,
    counts: Mapping[Outcome, int],
    order: Sequence[Outcome],
    names: Mapping[Outcome, str],
    *,
    so_far: str,
) -> str:
    """What would become of a file: "**tệp.xlsx**: lỗi 1, thay đổi 4. Chưa lưu gì."."""
    told = (f"{names[one].lower()} {format_number(counts[one])}" for one in order if counts[one])
    return f"**{plain(file)}**: {', '.join(told)}. {so_far}"
