"""The one page for leaders beside a report: its buttons, its files."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Kind
from lib.domain.unit_reports import Ending
from lib.services.closing import counted_papers
from lib.services.closing.briefs import BRIEF
from lib.services.closing.composing import Composed
from lib.services.papers import unit_reports
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, session

_PLACE: Final = "leader_brief"


def draw(campaign: Campaign, made: Composed) -> None:
    """The page with the figures of this report."""
    has_pdf = unit_reports.has_pdf()
    with st.container(border=True, key="leader_brief_files"):
        with st.container(horizontal=True):
            for ending in Ending:
                st.button(
                    f"Tóm tắt một trang ({ending.upper()})", key=f"leader_brief_make_{ending}",
                    icon=":material/summarize:", disabled=ending == Ending.PDF and not has_pdf,
                    help="Trình lãnh đạo: kết quả, việc chậm, việc chờ quyết định; cùng số liệu "
                    "với báo cáo."
                    if ending == Ending.DOCX or has_pdf
                    else "Máy chủ không có LibreOffice nên chưa lập được PDF.",
                    on_click=_make, args=(campaign, made.report.report_id, ending),
                )  # fmt: skip
        feedback.show_notes(_PLACE)
        own_files.draw({Kind.LEADER_BRIEF, Kind.LEADER_BRIEF_PDF}, name=_PLACE)


def _make(campaign: Campaign, report_id: UUID, ending: Ending) -> None:
    """Callback: ask for the page."""
    actor = session.require(Action.REPORT_VIEW)
    with feedback.noted(_PLACE):
        counted_papers.ask(
            session.db(), actor, campaign, report_id, BRIEF, ending=ending,
            address=session.address(),
        )  # fmt: skip
