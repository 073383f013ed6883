"""The audit log: who did what and when, of a campaign or of the installation."""

import streamlit as st

from lib.domain import access
from lib.domain.access import Action
from lib.services.audit import log
from lib.services.operation import audit_check
from lib.ui.audit import log_list
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, paging, session
from lib.web import audit as addresses

actor = session.require(Action.AUDIT_VIEW)

TITLE = "Nhật ký"
CAMPAIGN, INSTALLATION = "Phong trào", "Hệ thống"
OPEN_TO = {
    CAMPAIGN: access.can(actor, Action.AUDIT_CAMPAIGN),
    INSTALLATION: access.can(actor, Action.AUDIT_INSTALLATION),
}
views = [view for view, is_open in OPEN_TO.items() if is_open]
campaign = campaigns.current(actor, TITLE) if OPEN_TO[CAMPAIGN] else None
head = page_head.draw(TITLE, campaign.short_title if campaign else "Hệ thống")
view = views[0]
if len(views) > 1:
    with head:
        view = st.segmented_control(
            "Nhật ký của",
            views,
            default=views[0],
            key="audit_view",
            required=True,
            label_visibility="collapsed",
            bind="query-params",
        )
chosen = campaign if view == CAMPAIGN else None
log_list.SLOT.follow()


@st.fragment(key="audit")
def listing() -> None:
    viewer = session.require(Action.AUDIT_VIEW)
    units = {one.code: one for one in log.units(session.db(), viewer)}
    wanted = log_list.asked(units)
    page = paging.asked(log_list.NUMBER)
    found = log.entries(session.db(), viewer, chosen, wanted, page=page)
    log_list.draw_filters(found.people, units, has_units=chosen is not None)
    if wanted.record:
        log_list.draw_record(found)
    list_pane, record_pane = list_record.panes(list_record.LIST_SHARES)
    with list_pane:
        log_list.draw(viewer, found)
        csv_url = addresses.csv_url(chosen.code if chosen else "", wanted)
        log_list.draw_files(csv_url, addresses.heads_url())
        log_list.draw_check(audit_check.last(session.db()))
    with record_pane:
        log_list.draw_open(found)


listing()
