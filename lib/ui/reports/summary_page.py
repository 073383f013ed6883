"""What one run of the live summary draws: read once, and handed to each of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.summary import Summary
from lib.services.campaigns.campaigns import Plan
from lib.services.reports import past, summary, waiting
from lib.ui.kit import moment, session
from lib.ui.kit.moment import Moment
from lib.ui.reports import summary_drawn, summary_view
from lib.ui.reports.summary_drawn import DrawnSummary

TITLE: Final = "Tổng hợp trực tiếp"


@dataclass(frozen=True, slots=True)
class View:
    """The figures, for whom, and what is the same for everybody of it."""

    actor: Actor
    asked: Moment
    plan: Plan
    shown: Summary
    drawn: DrawnSummary

    @property
    def campaign(self) -> Campaign:
        return self.asked.campaign


def read() -> View:
    """As the database has it now, for the instant that the page's address asks for."""
    actor = session.require(Action.SUMMARY_VIEW)
    asked = moment.asked(actor, TITLE)
    plan = past.plan(session.db(), asked.campaign)
    shown = summary.summary(session.db(), actor, asked.campaign)
    drawn = summary_drawn.drawn(shown, plan, summary_view.look())
    return View(actor, asked, plan, shown, drawn)


def rest(view: View) -> object:
    """What stands outside the parts that are drawn by themselves: the day, the plan, the menu."""
    campaign = view.campaign
    counts = waiting.counts(session.db(), view.actor)
    return view.shown.day, campaign.version, campaign.state, view.actor.roles, dict(counts)
