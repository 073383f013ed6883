"""The report as it will be, paragraph by paragraph; a click opens one beside it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib import text
from lib.domain.reports.document import Document, Line, LineKind
from lib.domain.reports.sentences import Words
from lib.services.closing.composing import Composed
from lib.ui.closing import report_state as page
from lib.ui.kit.markdown import plain, plain_lines
from lib.ui.kit.step_acts import mark

_STATIC: Final = (LineKind.SECTION, LineKind.HEADING)


def draw(made: Composed) -> None:
    """The whole report."""
    document = made.document
    with st.container(key="report_paper", gap=None, height="stretch"):
        st.markdown(f"**BÁO CÁO**  \n**{plain(document.subject)}**", text_alignment="center")
        for line in document.lines:
            if line.kind in _STATIC:
                st.markdown(f"**{plain(line.words.text)}**")
            else:
                _paragraph(line)


def draw_plain(document: Document) -> None:
    """The whole report, to be read only."""
    with st.container(key="report_preview", gap=None):
        st.markdown(f"**BÁO CÁO**  \n**{plain(document.subject)}**", text_alignment="center")
        for line in document.lines:
            words = plain(line.words.text)
            st.markdown(f"**{words}**" if line.kind in _STATIC else _label(line))


def parts(document: Document) -> list[Line]:
    """What can be opened, in its order."""
    return [line for line in document.lines if line.kind not in _STATIC]


def figures(words: Words) -> str:
    """The paragraph with its figures in another colour."""
    told, place = "", 0
    for span in words.spans:
        told += plain(words.text[place : span.start])
        told += f":blue[{plain(words.text[span.start : span.end])}]"
        place = span.end
    return told + plain(words.text[place:])


def _paragraph(line: Line) -> None:
    is_open = page.SLOT.now.address.get(page.PART) == line.key
    st.button(
        _label(line),
        key=f"part_{'open_' if is_open else ''}{mark(line.key)}",
        type="tertiary",
        width="stretch",
        on_click=page.open_part,
        args=(line.key,),
    )


def _label(line: Line) -> str:
    if line.is_gone:
        said = plain_lines(line.words.text)
        return f":red-badge[:material/link_off: Không còn trong báo cáo] {said}"
    if line.is_empty and line.is_required:
        return f":red[{plain(text.REPORT_TO_FILL.format(label=line.label))}]"
    if not line.words.text.strip():
        return f":gray[{plain(line.label or 'Câu này đã bỏ')} (để trống)]"
    if line.kind == LineKind.TYPED:
        return plain_lines(line.words.text)
    said = figures(line.words)
    if line.moves:
        return f":orange-badge[:material/edit: Sửa tay, số liệu đã đổi] {said}"
    return f":gray-badge[:material/edit: Sửa tay] {said}" if line.is_by_hand else said
