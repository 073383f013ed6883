"""What every page says of maintenance, above the work."""

from __future__ import annotations

import streamlit as st

from lib.services.operation import upkeep
from lib.text.upkeep import FROZEN
from lib.ui.kit import session
from lib.ui.kit.markdown import plain_lines


def draw() -> None:
    """The announcement that is shown now, and whether nothing may be changed; mostly nothing."""
    told = upkeep.banner(session.db())
    if not told.words and not told.is_frozen:
        return
    with st.container(key="upkeep_banner"):
        if told.is_frozen:
            st.warning(FROZEN, icon=":material/lock:")
        if told.words:
            st.info(plain_lines(told.words), icon=":material/build:")
