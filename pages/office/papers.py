"""Packs of papers for the council, the Director and the province, and their templates."""

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import session
from lib.ui.kit.markdown import plain
from lib.ui.papers import paper_templates, papers

actor = session.require(Action.PAPERS_MAKE)

st.title("Văn bản khen thưởng", anchor=False)
campaign = campaigns.current(actor)
st.caption(
    f"{plain(campaign.short_title)} · bản dự thảo DOCX theo Nghị định 30/2020/NĐ-CP; số, ngày và "
    "chữ ký để trống cho văn thư. Mỗi lần lập được ghi vào nhật ký."
)

papers.draw(actor, campaign)
paper_templates.draw(actor)
