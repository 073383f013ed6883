"""The honour board: one card for each exemplar, to read and to print."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from lib import text
from lib.domain.vietnamese import format_date
from lib.services.awards.exemplars import Board, Shown
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain, plain_lines
from lib.web.honours import url

ALL = ""


def choose_unit(board: Board) -> None:
    """Which unit's exemplars are shown; the address keeps it."""
    names = unique_labels(
        {ALL: "Tất cả đơn vị"} | {unit.code: unit.short_name for unit in board.units}
    )
    st.selectbox(
        "Đơn vị", list(names), key="don_vi_guong", bind="query-params", width=260,
        format_func=lambda code: names.get(code, code),
    )  # fmt: skip


def draw(shown: Sequence[Shown]) -> None:
    """The cards, in the order of the agency's units."""
    if not shown:
        st.info(
            "Chưa có gương điển hình nào được công bố. Các trường hợp được khen thưởng hiện ở đây "
            "sau khi Văn phòng công bố quyết định.",
            icon=":material/military_tech:",
        )
        return
    st.caption(f"{len(shown)} gương điển hình.")
    with st.container(key="honour_cards"):
        for one in shown:
            _card(one)


def _card(one: Shown) -> None:
    told = one.exemplar
    with st.container(border=True, key=f"honour_card_{told.exemplar_id}"):
        st.header(plain(told.name), anchor=False)
        st.caption(plain(f"{text.SUBJECTS[told.subject]} · {one.unit.name}"))
        if told.has_shown_photo:
            alt = html.escape(f"Ảnh {told.name}", quote=True)
            source = url(told.exemplar_id, told.version)
            st.html(f'<img class="tdkt-photo" src="{source}" alt="{alt}">')
        if one.award:
            st.markdown(f"**{plain(one.award)}**{_paper(one)}")
        if told.headline:
            st.markdown(plain_lines(told.headline))
        if told.story:
            st.markdown(plain_lines(told.story))


def _paper(one: Shown) -> str:
    if not one.number or one.signed_on is None:
        return ""
    return f", theo Quyết định số {plain(one.number)} ngày {format_date(one.signed_on)}"
