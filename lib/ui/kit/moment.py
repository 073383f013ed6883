"""At which instant a page shows its campaign, and since when it compares: both in its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from lib import text
from lib.domain import past as instants
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.past import Cut
from lib.domain.vietnamese import TIMEZONE, local
from lib.errors import Refused
from lib.services import clock
from lib.services.reports import past
from lib.text.words import instant as instant_words
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import session

PARAM: Final = instants.PARAM
SINCE: Final = "tu"
_CHOICE: Final = "moment"
_STEP: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Moment:
    """What the page's address asks for.

    Attributes:
        campaign: at that instant; as it is now where it does not ask, or for none that there was.
        since: since when the page compares; None when the address does not ask for an instant
            before what is shown.
        refused: why something is not as it was asked for.
    """

    campaign: Campaign
    since: Cut | None = None
    refused: Refused | None = None


def asked(actor: Actor, title: str) -> Moment:
    """The campaign of this page at the instant that its address asks for.

    Args:
        title: the page's, which is drawn afterwards.
    """
    found = campaigns.current(actor, title)
    shown, not_shown = _stood(found, PARAM)
    compared, not_compared = _stood(found, SINCE)
    begun = compared.at
    if begun and shown.at and begun.instant >= shown.at.instant:
        begun, not_compared = None, Refused("after_instant")
    return Moment(shown, begun, not_shown or not_compared)


def draw_banner(moment: Moment, action: Action) -> None:
    """Says that this is not the present, or why it is not what was asked for; leads back.

    Args:
        action: what the page needs.
    """
    shown, refused = moment.campaign, moment.refused
    if shown.at is None and refused is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="moment_banner"):
        if refused is not None:
            st.warning(text.sentence(refused), icon=":material/history:")
        elif shown.at is not None:
            st.info(
                f"Số liệu lúc {instant_words(shown.at.instant)} (bản r{shown.at.revision}), không "
                "phải hiện nay. Tên nhiệm vụ, nhóm nội dung ghi theo kế hoạch hiện hành.",
                icon=":material/history:",
            )
        st.button("Về hiện tại", key="moment_back", on_click=_back, args=(action,), width="content")


def draw_choice(shown: Campaign, action: Action, *, compares: bool = False) -> None:
    """The box in which an instant is chosen.

    Args:
        action: what the page needs.
        compares: whether the page can tell what has changed since.
    """
    now = _bare(clock.now())
    # Neither default nor limit may move from minute to minute: the box would begin anew.
    st.session_state.setdefault(_CHOICE, _bare(shown.at.instant) if shown.at else now)
    st.datetime_input(
        "Thời điểm",
        value=None,
        max_value=now.replace(hour=23, minute=59),
        key=_CHOICE,
        format="DD/MM/YYYY",
        step=_STEP,
    )
    st.button(
        "Xem số liệu lúc ấy", key="moment_go", icon=":material/history:", on_click=_go,
        args=(action, PARAM),
    )  # fmt: skip
    if compares:
        st.button(
            "Xem thay đổi từ lúc ấy", key="moment_since", icon=":material/compare_arrows:",
            on_click=_go, args=(action, SINCE),
        )  # fmt: skip


def written(shown: Campaign) -> str:
    """The instant as addresses of the same past name it; "" for the present."""
    return instants.written(shown.at.instant) if shown.at else ""


def period(shown: Campaign, begun: Cut) -> str:
    """ "Từ 14:00 ngày 22/11/2026 đến nay"."""
    until = instant_words(shown.at.instant) if shown.at else "nay"
    return f"Từ {instant_words(begun.instant)} đến {until}"


def _stood(found: Campaign, name: str) -> tuple[Campaign, Refused | None]:
    """As the address asks for it; where it cannot be had, as it is now, and why."""
    try:
        return past.asked(session.db(), found, st.query_params.get(name, "")), None
    except Refused as refused:
        return found, refused


def _go(action: Action, name: str) -> None:
    """Callback: show the instant that stands in the box, or compare with it."""
    session.require(action)
    chosen = st.session_state.get(_CHOICE)
    if isinstance(chosen, datetime):
        here = min(chosen.replace(tzinfo=TIMEZONE), clock.now())
        st.query_params[name] = instants.written(here)


def _back(action: Action) -> None:
    """Callback: show the present."""
    session.require(action)
    for name in (PARAM, SINCE):
        st.query_params.pop(name, None)
    st.session_state.pop(_CHOICE, None)


def _bare(instant: datetime) -> datetime:
    """In local time to the minute, as widgets have it."""
    return local(instant).replace(second=0, microsecond=0, tzinfo=None)
