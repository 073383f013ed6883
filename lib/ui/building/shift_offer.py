"""The offer to move milestones with days of their own as far as the anchor has moved."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import streamlit as st

from lib.domain import plan_days
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.vietnamese import format_date
from lib.services.building import shifting
from lib.services.building.drafts import PlanDraft
from lib.text import plan_drafts as words
from lib.ui.building import builder_state as page
from lib.ui.kit import session
from lib.ui.kit.markdown import plain


def draw(campaign: Campaign, draft: PlanDraft) -> None:
    """What would move where, and the button; nothing while all stand where the anchor does."""
    days = draft.lag
    lagging = [
        (str(one["name"]), _written(one["date"]), _written(plan_days.shifted(one, days)["date"]))
        for one in draft.lagging
    ]
    if not lagging:
        return
    st.warning(plain(words.lagging(days, lagging)), icon=":material/event_repeat:")
    st.button(
        words.shift(days, len(lagging)), key=f"builder_shift_{draft.version}",
        icon=":material/event_repeat:", on_click=_shift,
        args=(campaign, page.SLOT.now.act("shift"), draft.version),
    )  # fmt: skip


def _written(day: str) -> str:
    return format_date(date.fromisoformat(day))


def _shift(campaign: Campaign, act_id: UUID, seen: int) -> None:
    def work(actor: Actor) -> None:
        shifting.shift(session.db(), actor, campaign, act_id=act_id, seen_version=seen)

    page.step(work, words.SHIFTED)
