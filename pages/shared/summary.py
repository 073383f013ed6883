"""The live summary: true now, one glance, for everybody who is signed in."""

from datetime import date

import streamlit as st

from lib.config import settings
from lib.domain.access import Action
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.ui.frame import hints
from lib.ui.kit import live, moment, session
from lib.ui.reports import (
    summary_awards,
    summary_changes,
    summary_figures,
    summary_head,
    summary_lists,
    summary_page,
    summary_rows,
    summary_units,
    summary_view,
)
from lib.ui.reports.summary_page import View

session.require(Action.SUMMARY_VIEW)
view = summary_page.read()
parts = live.Parts(
    "summary", view, summary_page.read, action=Action.SUMMARY_VIEW, rest=summary_page.rest
)
campaign_id, is_now = view.campaign.campaign_id, view.campaign.at is None
is_compared = view.asked.since is not None and not summary_view.is_full()


def newest() -> tuple[int | None, date]:
    session.require(Action.SUMMARY_VIEW)
    return campaigns.revision(session.db(), campaign_id), clock.today()


def draw_reports(view: View) -> None:
    """The figures with what is behind them: one part, since a click on a figure opens a list."""
    summary_figures.draw(view)
    if not is_compared:
        draw_units(view)
    if not summary_view.is_full():
        with printing:
            summary_head.draw_print(view)


def draw_units(view: View) -> None:
    """Units, and beside them what is behind a figure or the content groups."""
    left, right = st.columns(2)
    with left:
        lines, pictures, pages = summary_units.shown_units(view)
        if summary_view.is_full():
            summary_units.draw_bars(lines, pictures)
        else:
            summary_units.draw_table(view.actor, lines, pictures, pages)
    with right:
        if not summary_rows.draw(view):
            summary_units.draw_groups(lines, view.plan, pictures, view.drawn)


def reports_shown(view: View) -> object:
    if summary_rows.is_open():
        return view.shown.revision
    return summary_figures.figures(view), summary_units.shows(view)


def draw_trend(view: View) -> None:
    trend = view.drawn.trend
    st.echarts_chart(trend.spec, key="summary_trend", height=trend.height_px, alt=trend.alt)


def draw_more() -> None:
    """What a meeting room reads from its seats, and at a desk the rest."""
    st.header("Diễn biến hoàn thành", anchor=False)
    parts.draw("trend", draw_trend, shows=lambda view: view.drawn.trend)
    if summary_view.is_full():
        parts.draw("overdue", summary_lists.draw_overdue, shows=lambda view: view.shown.overdue)
        return
    parts.draw("awards", summary_awards.draw, shows=summary_awards.nominated)
    st.header("Thay đổi mới nhất", anchor=False)
    parts.draw("changes", summary_lists.draw_changes, shows=summary_lists.latest)
    parts.draw("sums", summary_lists.draw_indicators, shows=summary_lists.indicators_at)


with st.container(key=summary_head.frame()):
    printing = summary_head.draw(view, parts)
    moment.draw_banner(view.asked, Action.SUMMARY_VIEW)
    if not summary_view.is_full():
        hints.draw(view.actor, "summary")
    parts.draw("reports", draw_reports, shows=reports_shown)
    if is_compared:
        parts.draw("since", summary_changes.draw, shows=lambda view: view.shown.revision)
    else:
        draw_more()
if is_now:
    seen = view.shown.revision, view.shown.day
    live.watch("summary", seen, newest, every_s=settings().refresh_seconds, parts=parts)
