"""The notice of results beside a report: what it will not tell, its button, its files."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Kind
from lib.services.closing import counted_papers, notices
from lib.services.closing.composing import Composed
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, session

_PLACE: Final = "result_notice"


def draw(actor: Actor, campaign: Campaign, made: Composed) -> None:
    """The notice with the figures of this report."""
    left = len(notices.unconcluded(actor, made))
    with st.container(border=True, key="result_notice_files"):
        st.button(
            "Lập thông báo kết quả", key="result_notice_make", icon=":material/campaign:",
            on_click=_make, args=(campaign, made.report.report_id),
        )  # fmt: skip
        if left:
            st.caption(
                f"Thông báo không nêu kết quả đánh giá: còn {left} đơn vị chưa có kết luận của "
                "lãnh đạo."
            )
        feedback.show_notes(_PLACE)
        own_files.draw({Kind.RESULT_NOTICE}, name=_PLACE)


def _make(campaign: Campaign, report_id: UUID) -> None:
    """Callback: ask for the notice."""
    actor = session.require(Action.REPORT_VIEW)
    with feedback.noted(_PLACE):
        counted_papers.ask(
            session.db(), actor, campaign, report_id, notices.NOTICE, address=session.address()
        )
