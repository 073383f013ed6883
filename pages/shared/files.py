"""What a person has asked for: how far each file is, and those that wait to be taken."""

import streamlit as st

from lib.domain.access import Action
from lib.domain.jobs import KEPT_FOR, Kind
from lib.ui.jobs import own_files
from lib.ui.kit import page_head, session
from lib.ui.papers import papers

actor = session.require(Action.FILES_OWN)

page_head.draw("Tệp của tôi")
st.caption(
    f"Tệp lập xong chờ ở đây {KEPT_FOR.days} ngày, chỉ người yêu cầu tải được; trong lúc chờ có "
    "thể đóng trang. Mỗi lần tải được ghi vào nhật ký."
)
own_files.draw(
    set(Kind),
    name="all",
    beside=papers.draw_lacks,
    empty="Chưa có tệp nào. Tệp cần lập lâu, như bộ văn bản khen thưởng, sẽ chờ ở đây để tải.",
)
