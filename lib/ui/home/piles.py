"""What waits for a person, as piles of links: each leads to where the work is done.

A link is what a row costs here, so piles have no frame and heading of their own: the pile's name is
the link to all of it, and stands before what alone is in it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.domain.desk import FIRST, Desk, Pile, Waiting
from lib.text import desk as words
from lib.ui.home.places import PLACES
from lib.ui.kit.markdown import plain

LINKS: Final = 12
"""So many links a desk has where its piles leave room: it is one screen, and a link costs a run as
much as a paragraph."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One link; the first one of a pile has its icon."""

    page: str
    label: str
    query: Mapping[str, str]
    icon: str | None = None


def draw(found: Sequence[Desk], today: date, page: Callable[[str], StreamlitPage]) -> None:
    """All of them; campaigns are named where there are several.

    Args:
        page: gives the page of a script below pages/.
    """
    if not found:
        st.info(words.NOTHING, icon=":material/task_alt:")
        return
    is_several = sum(bool(desk.code) for desk in found) > 1
    for desk in found:
        if is_several and desk.title:
            st.header(plain(desk.title), anchor=False)
        with st.container(key=f"piles_{desk.code}", gap=None):
            for row in _rows(desk, today):
                st.page_link(
                    page(row.page),
                    label=row.label,
                    icon=row.icon,
                    query_params=row.query,
                    width="stretch",
                )


@functools.lru_cache(maxsize=512)
def _rows(desk: Desk, today: date) -> tuple[_Row, ...]:
    dealt = zip(desk.piles, named(desk.piles), strict=True)
    return tuple(row for pile, count in dealt for row in _rows_of(desk, pile, count, today))


def named(piles: Sequence[Pile]) -> tuple[int, ...]:
    """How many of each pile are named: dealt out in rounds, those that press first come first.

    What lies alone needs no link beside its own.
    """
    counts = [int(pile.count == len(pile.first) == 1) for pile in piles]
    left = LINKS - len(piles)
    for number in range(1, FIRST + 1):
        for place, pile in enumerate(piles):
            if left > 0 and counts[place] < number <= len(pile.first):
                counts[place] = number
                left -= 1
    return tuple(counts)


def _rows_of(desk: Desk, pile: Pile, most: int, today: date) -> Iterator[_Row]:
    place, name = PLACES[pile.kind], words.PILES[pile.kind]
    icon = f":material/{place.icon}:"
    campaign = {"campaign": desk.code} if desk.code else {}
    shown = [
        (_label(one, pile, today), {**campaign, **place.one(one)}) for one in pile.first[:most]
    ]
    if pile.count == len(shown) == 1:
        for label, query in shown:
            yield _Row(place.page, f"**{name}:** {label}", query, icon)
        return
    yield _Row(
        place.page, f"**{name}** :gray-badge[{pile.count}]", {**campaign, **place.whole}, icon
    )
    for label, query in shown:
        yield _Row(place.page, label, query)


def _label(one: Waiting, pile: Pile, today: date) -> str:
    late = words.late(one, pile.kind, today)
    badge = f" :red[**{late}**]" if late else ""
    about = words.about(one, pile.kind, today)
    return f"{plain(one.title)}{badge} :gray[:small[{plain(about)}]]"
