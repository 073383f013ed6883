"""The end of a campaign: what is still open, ending it, and opening it again."""

from lib.domain.access import Action
from lib.ui.campaigns import ending, unit_reports
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import page_head, session

actor = session.require(Action.CAMPAIGN_REOPEN)

TITLE = "Tổng kết"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)
ending.draw(actor, campaign)
unit_reports.draw(actor, campaign)
