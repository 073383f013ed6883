"""Files of evidence to look at: their list, and one in the page."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from lib import text
from lib.domain.evidence import Evidence
from lib.domain.files import format_size
from lib.domain.vietnamese import format_date, format_instant
from lib.ui.kit.markdown import plain
from lib.web.evidence import url

Labels = Mapping[str | None, str]
NO_LABELS: Final[Labels] = {}


def lines(files: Sequence[Evidence], questions: Labels) -> None:
    """What there is, a line for each file.

    Args:
        questions: what files answer, by the keys of the questions.
    """
    told = [
        f"{number}. **{plain(one.title)}** · "
        + (f"{text.file_part(one.part)} · " if one.part else "")
        + (f"trả lời “{plain(questions[one.question])}” · " if one.question in questions else "")
        + f"{plain(one.file_name)} · "
        f"{format_size(one.size_bytes)} · ngày {format_date(one.effective_on)} · "
        f"{plain(one.uploaded_by_name)}, {format_instant(one.uploaded_at)}"
        + (f" · bản {one.revision_no}" if one.revision_no > 1 else "")
        for number, one in enumerate(files, start=1)
    ]
    st.markdown("\n".join(told) if told else "Chưa có tệp minh chứng nào.")


def links(files: Sequence[Evidence]) -> dict[str, str]:
    """The files that answer questions, to open, as Markdown by the question's key."""
    found: dict[str, list[str]] = {}
    for one in files:
        if one.question:
            found.setdefault(one.question, []).append(link(one))
    return {key: ", ".join(told) for key, told in found.items()}


def link(one: Evidence) -> str:
    """The name of a file, to open it."""
    opens = one.is_pdf or one.is_image
    return f"[{plain(one.file_name)}]({_address(one)}{'' if opens else '?tai=1'})"


def thumbnails(files: Sequence[Evidence], questions: Labels) -> None:
    """What there is, and below it the pictures, to enlarge."""
    lines(files, questions)
    pictures = [one for one in files if one.is_image]
    if pictures:
        st.html(f'<div class="tdkt-gallery">{"".join(map(_thumbnail, pictures))}</div>')


def gallery(
    files: Sequence[Evidence], *, key: str = "evidence", questions: Labels = NO_LABELS
) -> None:  # fmt: skip
    """All of them at once: pictures to enlarge, the first PDF to read, the rest to save.

    Args:
        key: begins its buttons' keys; one file may back several records of a page.
    """
    thumbnails(files, questions)
    others = [one for one in files if not one.is_image]
    readable = next((one for one in others if one.is_pdf), None)
    if readable:
        st.html(_pdf(readable))
    with st.container(horizontal=True):
        for one in others:
            opens = one.is_pdf and one is not readable
            st.link_button(
                plain(one.title),
                _address(one) + ("" if opens else "?tai=1"),
                key=f"{key}_one_{one.evidence_id}",
                icon=":material/open_in_new:" if opens else ":material/download:",
            )
        for one in files:
            _earlier(one, f"{plain(one.title)}, bản", key)


def preview(one: Evidence) -> None:
    """The file in the page, where a browser can show it, and its revisions to save."""
    address = _address(one)
    if one.is_image:
        title = html.escape(one.title, quote=True)
        st.html(f'<img src="{address}" alt="{title}" style="max-width:100%;max-height:70vh">')
    elif one.is_pdf:
        st.html(_pdf(one))
    with st.container(horizontal=True):
        if one.is_image or one.is_pdf:
            st.link_button(
                "Mở thẻ mới", address, key="evidence_open", icon=":material/open_in_new:"
            )
        st.link_button(
            "Tải về", f"{address}?tai=1", key="evidence_save", icon=":material/download:"
        )
        _earlier(one, "Bản", "evidence")


def _earlier(one: Evidence, words: str, key: str) -> None:
    """Its earlier revisions to save, the newest first."""
    for number in range(one.revision_no - 1, 0, -1):
        st.link_button(
            f"{words} {number}",
            f"{url(one.evidence_id, number)}?tai=1",
            key=f"{key}_save_{one.evidence_id}_{number}",
            type="tertiary",
        )


def _address(one: Evidence) -> str:
    return url(one.evidence_id, one.revision_no)


def _thumbnail(one: Evidence) -> str:
    title = html.escape(one.title, quote=True)
    return (
        f'<a href="{_address(one)}" target="_blank" rel="noopener">'
        f'<img src="{_address(one)}" alt="{title}" title="{title}" loading="lazy"></a>'
    )


def _pdf(one: Evidence) -> str:
    # static/vi.js puts a frame there: those of Streamlit bar a browser's reader of PDF.
    title = html.escape(one.title, quote=True)
    return f'<div data-pdf="{_address(one)}" title="{title}"></div>'
