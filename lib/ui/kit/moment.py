"""At which instant a page shows its campaign, and since when it compares: both in its address."""

from __future__ import annotations

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

PARAM: Final = "tai"
SINCE: Final = "tu"
_CHOICE: Final = "moment"
_STEP: Final = timedelta(minutes=15)


def campaign(actor: Actor, title: str) -> Campaign:
    """The campaign of this page at the instant that its address asks for.

    What cannot be asked for is told by `draw_banner`, and the present is shown.

    Args:
        title: the page's, which is drawn afterwards.
    """
    found = campaigns.current(actor, title)
    return _stood(found, PARAM) or found


def since(shown: Campaign) -> Cut | None:
    """Since when the page compares; None when its address does not ask, or not for an instant
    before what is shown."""
    found = _stood(shown, SINCE)
    if found is None or found.at is None:
        return None
    is_before = shown.at is None or found.at.instant < shown.at.instant
    return found.at if is_before else None


def draw_banner(shown: Campaign, action: Action) -> None:
    """Says that this is not the present, or why it is not what was asked for; leads back.

    Args:
        action: what the page needs.
    """
    refused = next((why for name in (PARAM, SINCE) if (why := _refused(shown, name))), None)
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


def asked(shown: Campaign) -> str:
    """The instant as addresses of the same past name it; "" for the present."""
    return instants.written(shown.at.instant) if shown.at else ""


def period(shown: Campaign, begun: Cut) -> str:
    """ "Từ 14:00 ngày 22/11/2026 đến nay"."""
    until = instant_words(shown.at.instant) if shown.at else "nay"
    return f"Từ {instant_words(begun.instant)} đến {until}"


def _stood(found: Campaign, name: str) -> Campaign | None:
    told = st.query_params.get(name, "")
    try:
        return past.asked(session.db(), found, told) if told else None
    except Refused:
        return None


def _refused(shown: Campaign, name: str) -> Refused | None:
    told = st.query_params.get(name, "")
    try:
        past.asked(session.db(), shown, told)
    except Refused as refused:
        return refused
    return Refused("after_instant") if name == SINCE and told and since(shown) is None else None


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
