"""The rule by which the evaluation of a unit is suggested, for the Office to read and change."""

import streamlit as st

from lib.domain.access import Action
from lib.services.evaluation import rules
from lib.ui.evaluation import points_view, rule_form
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import list_record, page_head, session

actor = session.require(Action.EVALUATION_RULES)

TITLE = "Quy tắc đánh giá"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)

rule_form.SLOT.follow()


@st.fragment(key="evaluation_rules")
def listing() -> None:
    viewer = session.require(Action.EVALUATION_RULES)
    now = rules.current(session.db(), campaign)
    with list_pane:
        rule_form.draw_list(now)
        points_view.scheme_of(now)
    with record_pane:
        codes = [one.code for one in now.labels]
        code = rule_form.SLOT.asked().get(rule_form.LABEL)
        if code not in codes:
            rule_form.SLOT.notices()
            st.caption(":material/checklist: Bấm vào một mức để xem và sửa điều kiện.")
            return
        last, coming = list_record.around(codes, code)
        list_record.draw_nav(rule_form.show, now.name, last=last, coming=coming)
        rule_form.draw_form_of(viewer, campaign, code)


list_pane, record_pane = list_record.panes()
listing()
