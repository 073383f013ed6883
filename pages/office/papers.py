"""Packs of papers for the council, the Director and the province, and their templates."""

import streamlit as st

from lib.domain.access import Action
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, session
from lib.ui.papers import paper_templates, papers, urging

actor = session.require(Action.PAPERS_MAKE)

TITLE = "Văn bản khen thưởng"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)
st.caption(
    "Bản dự thảo Word (.docx) theo Nghị định 30/2020/NĐ-CP; số, ngày và "
    "chữ ký để trống cho văn thư. Mỗi lần lập được ghi vào nhật ký."
)

making, templates = st.columns(2, gap="medium")
with making:
    papers.draw(actor, campaign)
    urging.draw(actor, campaign)
with templates:
    paper_templates.draw(actor)
