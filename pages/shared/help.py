"""The users' guide, as it stands in docs/huong-dan.md."""

import streamlit as st

from lib.domain.access import Action
from lib.ui.frame import guide
from lib.ui.kit import page_head, session

session.require(Action.ACCOUNT_SELF)

page_head.draw("Hướng dẫn sử dụng")
st.markdown(guide.text())
