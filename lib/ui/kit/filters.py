"""The row above a list that narrows it: one filter at a time, each with how many it keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from lib.domain.access import Action
from lib.domain.vietnamese import format_number
from lib.ui.kit import session
from lib.ui.kit.open_form import Slot


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of one page's list.

    Buttons, since the label of a choice is its value in Streamlit: a count in it would stand in
    the address, and a click on yesterday's count would choose nothing.

    Attributes:
        name: the list's: part of its keys and of the address, as no filter is for another page.
        labels: what stands in the address -> the words; the first is taken unless asked otherwise.
        right: what the page asks for.
        fragments: what a choice draws anew.
        pages: the key of the list's pages, if it has any: a shorter list may not have the one open.
    """

    name: str
    labels: Mapping[str, str]
    right: Action
    fragments: Sequence[str]
    pages: str = ""

    @property
    def param(self) -> str:
        """Its name in the address."""
        return f"loc_{self.name}"

    @property
    def slot(self) -> Slot:
        return Slot(self.param, (self.param,))

    @property
    def chosen(self) -> str:
        """The filter that is in force; what is none counts as nothing asked."""
        asked = self.slot.asked().get(self.param, "")
        return asked if asked in self.labels else next(iter(self.labels))

    def follow(self) -> None:
        """Take what the address names; for whole runs, as after going back in the browser."""
        self.slot.follow()

    def choose(self, key: str) -> None:
        """Callback of a button."""
        session.require(self.right)
        self.slot.open(**{self.param: key})
        if self.pages:
            st.session_state[self.pages] = 1
        st.rerun([*self.fragments])

    def draw(self, counts: Mapping[str, int]) -> None:
        """The buttons, in one row.

        Args:
            counts: by what stands in the address; a filter without one shows none.
        """
        chosen = self.chosen
        with st.container(key=f"filters_{self.name}", horizontal=True, gap="xsmall"):
            for key, label in self.labels.items():
                count = counts.get(key)
                st.button(
                    label if count is None else f"{label} **{format_number(count)}**",
                    key=f"{self.param}_{key}",
                    icon=":material/check:" if key == chosen else None,
                    type="primary" if key == chosen else "secondary",
                    on_click=self.choose,
                    args=(key,),
                )
