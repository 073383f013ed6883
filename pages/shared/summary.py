"""The live summary: true now, one glance, for everybody who is signed in."""

from datetime import date

import streamlit as st

from lib.config import settings
from lib.domain.access import Action
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.reports import past
from lib.services.reports import summary as summaries
from lib.ui.frame import hints
from lib.ui.kit import live, moment, session
from lib.ui.reports import (
    summary_awards,
    summary_changes,
    summary_drawn,
    summary_figures,
    summary_head,
    summary_lists,
    summary_rows,
    summary_units,
    summary_view,
)

actor = session.require(Action.SUMMARY_VIEW)
asked = moment.asked(actor, summary_head.TITLE)
campaign, since = asked.campaign, asked.since
plan = past.plan(session.db(), campaign)
shown = summaries.summary(session.db(), actor, campaign)
drawn = summary_drawn.drawn(shown, plan, summary_view.look())


def newest() -> tuple[int | None, date]:
    session.require(Action.SUMMARY_VIEW)
    return campaigns.revision(session.db(), campaign.campaign_id), clock.today()


def desk() -> None:
    """Units, and beside them what is behind a figure or the content groups; then the rest."""
    left, right = st.columns(2)
    with left:
        lines, pictures, pages = summary_units.shown_units(actor, campaign, shown, plan, drawn)
        summary_units.draw_table(actor, lines, pictures, pages)
    with right:
        if not summary_rows.draw(actor, campaign, plan):
            summary_units.draw_groups(lines, plan, pictures, drawn)
    trend()
    summary_awards.draw(actor, campaign, shown)
    summary_lists.draw_changes(actor, shown, plan)
    summary_lists.draw_indicators(actor, campaign, plan)


def wall() -> None:
    """What a meeting room reads from its seats; nothing of it needs a hand."""
    left, right = st.columns(2)
    with left:
        lines, pictures, _ = summary_units.shown_units(actor, campaign, shown, plan, drawn)
        summary_units.draw_bars(lines, pictures)
    with right:
        if not summary_rows.draw(actor, campaign, plan):
            summary_units.draw_groups(lines, plan, pictures, drawn)
    trend()
    summary_lists.draw_overdue(shown, drawn)


def trend() -> None:
    st.header("Diễn biến hoàn thành", anchor=False)
    st.echarts_chart(
        drawn.trend.spec, key="summary_trend", height=drawn.trend.height_px, alt=drawn.trend.alt
    )


with st.container(key=summary_head.frame()):
    summary_head.draw(actor, campaign, drawn)
    moment.draw_banner(asked, Action.SUMMARY_VIEW)
    if not summary_view.is_full():
        hints.draw(actor, "summary")
    summary_figures.draw(shown, is_wall=summary_view.is_full())
    if summary_view.is_full():
        wall()
    elif since is not None:
        summary_changes.draw(actor, campaign, since, plan)
    else:
        desk()
if campaign.at is None:
    live.watch("summary", (shown.revision, shown.day), newest, every_s=settings().refresh_seconds)
