"""What waits for a person, as piles of links: each leads to where the work is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from lib.domain.desk import FIRST, Desk, Pile, Waiting
from lib.text import desk as words
from lib.ui.home.places import PLACES
from lib.ui.kit.markdown import plain


def draw(found: Sequence[Desk], today: date) -> None:
    """All of them; campaigns are named where there are several."""
    if not found:
        st.info(words.NOTHING, icon=":material/task_alt:")
        return
    is_several = sum(bool(desk.code) for desk in found) > 1
    for desk in found:
        if is_several and desk.title:
            st.header(plain(desk.title), anchor=False)
        left, right = _halves(desk.piles)
        for column, piles in zip(st.columns(2, gap="medium"), (left, right), strict=True):
            with column:
                for pile in piles:
                    _draw_pile(desk, pile, today, st.subheader if is_several else st.header)


def _halves(piles: Sequence[Pile]) -> tuple[Sequence[Pile], Sequence[Pile]]:
    """The piles in two columns of about one height, in their order."""
    heights = [min(pile.count, FIRST + 1) + 3 for pile in piles]
    place = next(
        (place for place in range(1, len(piles)) if 2 * sum(heights[:place]) >= sum(heights)),
        len(piles),
    )
    return piles[:place], piles[place:]


def _draw_pile(desk: Desk, pile: Pile, today: date, heading: Callable[..., object]) -> None:
    place = PLACES[pile.kind]
    campaign = {"campaign": desk.code} if desk.code else {}
    with st.container(key=f"pile_{desk.code}_{pile.kind}", border=True, gap=None):
        heading(
            f":material/{place.icon}: {words.PILES[pile.kind]} :gray-badge[{pile.count}]",
            anchor=False,
        )
        for one in pile.first:
            st.page_link(
                place.path,
                label=_label(one, pile, today),
                query_params={**campaign, **place.one(one)},
                width="stretch",
            )
        if pile.count > len(pile.first):
            st.page_link(
                place.path,
                label=f"Xem cả {pile.count}",
                icon=":material/arrow_forward:",
                query_params={**campaign, **place.whole},
            )


def _label(one: Waiting, pile: Pile, today: date) -> str:
    late = words.late(one, pile.kind, today)
    badge = f" :red[**{late}**]" if late else ""
    about = words.about(one, pile.kind, today)
    return f"{plain(one.title)}{badge} :gray[:small[{plain(about)}]]"
