"""The users' guide, as it stands in docs/huong-dan.md, opened at the page one comes from."""

import streamlit as st

from lib.domain.access import Action
from lib.ui.frame import guide, guide_file, hints
from lib.ui.kit import feedback, foot, page_head, session

actor = session.require(Action.ACCOUNT_SELF)

SECTION = "muc"


def bring_back() -> None:
    """Callback: the hints of one's first page are shown there again."""
    me = session.require(Action.ACCOUNT_SELF)
    with feedback.noted():
        hints.bring_back(me)
        feedback.note(feedback.Kind.SUCCESS, "Các gợi ý lại hiện ở trang đầu của bạn.")


with page_head.draw("Hướng dẫn sử dụng"):
    st.button("Hiện lại gợi ý", key="help_hints", icon=":material/lightbulb:", on_click=bring_back)
titles = list(guide.sections())
came_from = guide.about(st.session_state.get(guide.CAME_FROM, ""))
left, right = st.columns([30, 70])
with left:
    chosen = st.radio(
        "Mục",
        titles,
        index=titles.index(came_from),
        key=SECTION,
        bind="query-params",
        label_visibility="collapsed",
    )
with right:
    guide_file.draw(actor)
    st.header(chosen, anchor=False)
    st.markdown(guide.sections()[chosen])
    if chosen == foot.LICENCES:
        st.caption(foot.licences())
