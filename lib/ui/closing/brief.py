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
from lib.ui.jobs import endings, own_files
from lib.ui.kit import feedback, session

_PLACE: Final = "leader_brief"


def draw(campaign: Campaign, made: Composed) -> None:
    """The page with the figures of this report."""
    with st.container(border=True, key="leader_brief_files"):
        with st.container(horizontal=True):
            endings.draw(
                "Tóm tắt một trang ({ending})", key="leader_brief_make",
                icon=":material/summarize:", on_click=_make,
                args=(campaign, made.report.report_id),
                hint="Trình lãnh đạo: kết quả, việc chậm, việc chờ quyết định; cùng số liệu với "
                "báo cáo.",
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
