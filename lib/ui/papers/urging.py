"""Having letters made that urge units: for whom, and what waits to be taken."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Kind
from lib.services.papers import urging_letters
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, session
from lib.ui.kit.choices import unique_labels

_PLACE: Final = "urging"
_UNIT: Final = "urging_unit"
_EVERY: Final = ""


def draw(actor: Actor, campaign: Campaign) -> None:
    """The Office's part, folded until it is wanted."""
    with st.expander(
        "Công văn đôn đốc", key="urging", icon=":material/outgoing_mail:", on_change="rerun"
    ) as part:
        if part.open:
            _making(actor, campaign)


def _making(actor: Actor, campaign: Campaign) -> None:
    st.caption(
        "Gửi từng đơn vị, để in và ký: nhiệm vụ quá hạn, đến hạn trong 7 ngày, bị trả lại, văn bản "
        "chưa xác nhận, báo cáo của đơn vị chưa gửi; mỗi việc kèm hạn và số ngày."
    )
    board = urging_letters.board(session.db(), actor, campaign)
    if not board:
        st.info("Chưa đơn vị nào cần đôn đốc.", icon=":material/task_alt:")
    else:
        names = {_EVERY: f"Mọi đơn vị có việc ({len(board)} công văn, một tệp ZIP)"}
        names |= unique_labels(
            {str(one.unit.unit_id): f"{one.unit.name} ({one.count} việc)" for one in board}
        )
        st.selectbox("Đơn vị", list(names), key=_UNIT, format_func=lambda one: names.get(one, one))
        st.button(
            "Lập công văn",
            key="urging_begin",
            icon=":material/description:",
            on_click=_begin,
            args=(campaign,),
        )
    feedback.show_notes(_PLACE)
    own_files.draw({Kind.URGING_LETTER, Kind.URGING_LETTERS}, name=_PLACE)


def _begin(campaign: Campaign) -> None:
    """Callback: the letters of what is chosen by now."""
    actor = session.require(Action.PAPERS_MAKE)
    chosen, address = st.session_state[_UNIT], session.address()
    with feedback.noted(_PLACE):
        if chosen == _EVERY:
            urging_letters.ask_all(session.db(), actor, campaign, address=address)
        else:
            urging_letters.ask(session.db(), actor, campaign, unit_id=UUID(chosen), address=address)
