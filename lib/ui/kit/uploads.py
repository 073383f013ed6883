"""The files that people chose, for as long as a page needs them."""

from __future__ import annotations

from collections.abc import Iterable

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def let_go(taken: Iterable[UploadedFile]) -> None:
    """Free what was taken in: Streamlit keeps each file until its tab is gone.

    The widget they came by must not be drawn again: it would find nothing.
    """
    context = get_script_run_ctx()
    manager = context.uploaded_file_mgr if context else None
    if context is not None and isinstance(manager, MemoryUploadedFileManager):
        for one in taken:
            manager.remove_file(context.session_id, one.file_id)
