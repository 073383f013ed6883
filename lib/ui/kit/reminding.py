"""“Nhắc”: the button by which the Office reminds units from a list of what waits in them."""

from __future__ import annotations

import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.services import clock
from lib.services.reminders import reminding
from lib.services.reminders.reminding import Asked
from lib.text.reminders import reminded
from lib.ui.kit import feedback, session
from lib.ui.kit.step_acts import act_of, mark


def draw(actor: Actor, campaign: Campaign, asked: Asked, *, place: str, label: str) -> None:
    """The button, for who may remind in a campaign that runs.

    Args:
        place: where the page shows what came of it.
    """
    if not campaign.takes_reports or not access.can(actor, Action.REMINDER_MANAGE):
        return
    st.button(
        label, key=f"{place}_{mark(_seen(asked))}", icon=":material/notifications_active:",
        on_click=_remind, args=(campaign, asked, place),
    )  # fmt: skip


def _remind(campaign: Campaign, asked: Asked, place: str) -> None:
    """Callback: put it into the day's digests."""
    actor = session.require(Action.REMINDER_MANAGE)
    with feedback.noted(place):
        done = reminding.remind(
            session.db(),
            actor,
            campaign,
            act_id=act_of("remind", [(campaign.code, clock.today(), _seen(asked))]),
            asked=asked,
        )
        feedback.note(feedback.Kind.SUCCESS, reminded(done.people), place)


def _seen(asked: Asked) -> tuple[frozenset[object], ...]:
    return frozenset(asked.keys or ()), frozenset(asked.pairs or ())
