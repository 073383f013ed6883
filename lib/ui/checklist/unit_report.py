"""The unit's own report as a paper: what its figures are now, and having it made."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Kind
from lib.domain.papers.unit_report import UnitReport
from lib.domain.unit_reports import Ending
from lib.services.checklist.checklist import OpenedItem
from lib.services.papers import unit_reports
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain

KINDS: Final = frozenset({Kind.UNIT_REPORT, Kind.UNIT_REPORT_PDF})
_PLACE: Final = "unit_report"


def draw(actor: Actor, campaign: Campaign, opened: OpenedItem) -> None:
    """Below the item that is the unit's report; nothing below another one."""
    unit_id = opened.unit.unit_id
    if not opened.task.is_unit_report or not access.can(
        actor, Action.UNIT_REPORT_MAKE, unit_id=unit_id
    ):
        return
    shown = unit_reports.report(session.db(), actor, campaign, unit_id)
    with st.container(border=True, key="unit_report"):
        st.markdown("**Văn bản báo cáo của đơn vị**")
        _figures(shown)
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_buttons(campaign, unit_id, place=_PLACE)
        feedback.show_notes(_PLACE)
        own_files.draw(KINDS, name=_PLACE)


def draw_buttons(campaign: Campaign, unit_id: UUID, *, place: str) -> None:
    """What it can be made as; a button that could do nothing says why.

    Args:
        place: where notes of it are shown.
    """
    has_pdf = unit_reports.has_pdf()
    for ending in Ending:
        st.button(
            f"Lập {ending.upper()}",
            key=f"{place}_{ending}",
            icon=":material/description:",
            disabled=ending == Ending.PDF and not has_pdf,
            on_click=_begin,
            args=(campaign, unit_id, ending, place),
        )
    if not has_pdf:
        st.caption(text.SENTENCES["Refused"]["no_pdf"])


def _figures(shown: UnitReport) -> None:
    """Whose figures they are first: those of a draft are not what will be sent."""
    kind = "verified" if shown.is_fixed else "pending"
    st.caption(f":material/{kind}: {plain(shown.as_of)}")
    said = [one for one in (shown.progress, shown.optional, shown.awards) if one]
    st.markdown(plain(" ".join(said)))
    if not shown.is_fixed:
        st.caption(
            "Số liệu được chốt khi thủ trưởng đơn vị gửi Văn phòng; bị trả lại thì chốt lại ở lần "
            "gửi sau."
        )


def _begin(campaign: Campaign, unit_id: UUID, ending: Ending, place: str) -> None:
    """Callback: have the unit's paper made."""
    actor = session.require(Action.UNIT_REPORT_MAKE)
    with feedback.noted(place):
        unit_reports.ask(
            session.db(), actor, campaign, unit_id=unit_id, ending=ending,
            address=session.address(),
        )  # fmt: skip
