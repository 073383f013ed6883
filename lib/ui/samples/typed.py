"""Sample of what people type, wherever Streamlit would read it as Markdown."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.ui.kit.markdown import plain

TYPED: Final = (
    "a -- b -> c <-> d <- e >= f <= g ~= ơ",
    ":smile: :+1: :-1: :100: :material/verified: :streamlit: lúc 14:03:22",
    ":red[a] :red-badge[b] :blue-background[c] :rainbow[d] :small[e] :shimmer[ê]",
    ':red[a]{foreground="#000000"} [a](http://e.vn) ![đ](http://e.vn/b.png)',
    "www.e.vn WWW.e.vn http://e.vn HTTPS://e.vn ftp://e.vn ten@e.vn <http://e.vn> ở",
    "*a* _b_ **c** ~~d~~ `e` $f$ <b>g</b> &lt; &#58; # | \\ ô",
)
"""One of each thing that the installed Streamlit makes of a text."""
KINDS: Final = (
    "markdown", "small", "caption", "header", "info", "title", "button", "checkbox", "label",
    "radio", "pills", "segment", "expander", "popover",
)  # fmt: skip
"""Where each of them is shown."""

RADIO: Final = "Một lựa chọn"


def draw() -> None:
    """Each text in each kind of element, in a place of the kind's name."""
    for number, typed in enumerate(TYPED):
        shown = plain(typed)
        for kind in KINDS:
            with st.container(key=f"typed_{kind}_{number}"):
                _draw(kind, shown, f"samples_{kind}_{number}")


def _draw(kind: str, shown: str, key: str) -> None:
    match kind:
        case "markdown":
            st.markdown(shown)
        case "small":
            st.markdown(f":small[{shown}]")
        case "caption":
            st.caption(shown)
        case "header":
            st.header(shown, anchor=False)
        case "info":
            st.info(shown)
        case "title":
            st.info("Nội dung.", title=shown)
        case "button":
            st.button(shown, key=key)
        case "checkbox":
            st.checkbox(shown, key=key)
        case "label":
            st.text_input(shown, key=key)
        case "radio":
            st.radio(RADIO, [shown], key=key)
        case "pills":
            st.pills("Một lựa chọn", [shown], key=key)
        case "segment":
            st.segmented_control("Một lựa chọn", [shown], key=key)
        case "expander":
            st.expander(shown, key=key)
        case "popover":
            st.popover(shown, key=key)
