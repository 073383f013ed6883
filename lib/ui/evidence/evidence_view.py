"""Files of evidence to look at: their list, and one in the page."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from lib import text
from lib.domain.evidence import Evidence
from lib.domain.files import format_size
from lib.domain.vietnamese import format_date, format_instant
from lib.ui.kit.markdown import plain
from lib.web.evidence import url


def lines(files: Sequence[Evidence]) -> None:
    """What there is, a line for each file."""
    told = [
        f"{number}. **{plain(one.title)}** · "
        + (f"{text.file_part(one.part)} · " if one.part else "")
        + f"{plain(one.file_name)} · "
        f"{format_size(one.size_bytes)} · ngày {format_date(one.effective_on)} · "
        f"{plain(one.uploaded_by_name)}, {format_instant(one.uploaded_at)}"
        + (f" · bản {one.revision_no}" if one.revision_no > 1 else "")
        for number, one in enumerate(files, start=1)
    ]
    st.markdown("\n".join(told) if told else "Chưa có tệp minh chứng nào.")


def preview(one: Evidence) -> None:
    """The file in the page, where a browser can show it, and its revisions to save."""
    address = url(one.evidence_id, one.revision_no)
    title = html.escape(one.title, quote=True)
    if one.is_image:
        st.html(f'<img src="{address}" alt="{title}" style="max-width:100%;max-height:70vh">')
    elif one.is_pdf:
        # static/vi.js puts a frame there: those of Streamlit bar a browser's reader of PDF.
        st.html(f'<div data-pdf="{address}" title="{title}"></div>')
    with st.container(horizontal=True):
        if one.is_image or one.is_pdf:
            st.link_button(
                "Mở thẻ mới", address, key="evidence_open", icon=":material/open_in_new:"
            )
        st.link_button(
            "Tải về", f"{address}?tai=1", key="evidence_save", icon=":material/download:"
        )
        for number in range(one.revision_no - 1, 0, -1):
            st.link_button(
                f"Bản {number}",
                f"{url(one.evidence_id, number)}?tai=1",
                key=f"evidence_save_{number}",
                type="tertiary",
            )
