"""The files that people chose, for as long as a page needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.domain.files import MEGABYTE, Limits
from lib.domain.forms import file_kinds
from lib.domain.forms.fields import Field
from lib.ui.kit.markdown import plain


def asked(
    field: Field,
    *,
    key: str,
    file_bytes: int = Limits().file_bytes,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> None:
    """The place where files answer a question, with what it takes.

    Args:
        file_bytes: how large each may be.
    """
    st.file_uploader(
        f"{plain(field.label)}{' *' if field.required else ''}",
        type=list(file_kinds.endings(field)),
        accept_multiple_files=True,
        key=key,
        help=plain(field.help) or None,
        max_upload_size=file_bytes // MEGABYTE,
        on_change=on_change,
        args=args,
    )
    if field.max_files:
        st.caption(f"Nhận tối đa {field.max_files} tệp.")


def let_go(taken: Iterable[UploadedFile]) -> None:
    """Free what was taken in: Streamlit keeps each file until its tab is gone.

    The widget they came by must not be drawn again: it would find nothing.
    """
    context = get_script_run_ctx()
    manager = context.uploaded_file_mgr if context else None
    if context is not None and isinstance(manager, MemoryUploadedFileManager):
        for one in taken:
            manager.remove_file(context.session_id, one.file_id)
