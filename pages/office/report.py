"""Closing and interim reports: made of data, finished by the Office, held fast, signed."""

import streamlit as st

from lib.domain import access
from lib.domain.access import Action
from lib.domain.reports.report import State
from lib.services.closing import reports
from lib.ui.closing import outline_editor, report_desk, report_paper, report_part, report_state
from lib.ui.kit import campaign as campaigns
from lib.ui.kit import feedback, foot, list_record, page_head, session
from lib.ui.kit.choices import unique_labels

actor = session.require(Action.REPORT_VIEW)

TITLE = "Báo cáo"
campaign = campaigns.current(actor, TITLE)
page_head.draw(TITLE, campaign.short_title)
report_state.SLOT.follow()

found = reports.listed(session.db(), actor, campaign)
may_begin = access.can(actor, Action.REPORT_EDIT)
feedback.show_notes(report_state.SLOT.name)


def choose() -> None:
    """Callback: open another report."""
    report_state.SLOT.open(bao_cao=st.session_state["report_chosen"])


is_outline = False
with st.container(horizontal=True, vertical_alignment="center", key="report_choice"):
    if len(found) > 1:
        names = unique_labels({str(one.report_id): report_desk.name(one) for one in found})
        opened_id = report_state.SLOT.now.address.get(report_state.REPORT)
        st.session_state["report_chosen"] = opened_id if opened_id in names else next(iter(names))
        st.segmented_control(
            "Báo cáo",
            list(names),
            key="report_chosen",
            format_func=lambda key: names.get(key, ""),
            required=True,
            on_change=choose,
            label_visibility="collapsed",
        )
    if may_begin:
        report_desk.draw_begin(campaign, found)
        is_outline = st.toggle("Sửa bố cục, câu mẫu", key="bo_cuc", bind="query-params")
if is_outline:
    outline_editor.draw(actor, campaign)
    foot.stop()
if not found:
    st.info(
        "Chưa có báo cáo nào. Văn phòng bấm “Soạn báo cáo…”: phần số liệu được viết sẵn từ các báo "
        "cáo đã xác nhận, Văn phòng viết phần đánh giá.",
        icon=":material/inbox:",
    )
    foot.stop()


@st.fragment(key=report_state.FRAGMENT)
def desk() -> None:
    viewer = session.require(Action.REPORT_VIEW)
    asked = report_state.SLOT.asked_id(report_state.REPORT)
    known = [one.report_id for one in found]
    report_id = asked if asked in known else known[0]
    if asked != report_id:
        part = report_state.SLOT.asked().get(report_state.PART)
        report_state.SLOT.open(bao_cao=report_id, phan=part)
    made = reports.opened(session.db(), viewer, campaign, report_id)
    is_office = access.can(viewer, Action.REPORT_EDIT)
    may_edit = is_office and made.report.state == State.DRAFT
    line = made.document.line(report_state.SLOT.asked().get(report_state.PART, ""))
    list_pane, record_pane = list_record.panes()
    with list_pane:
        report_paper.draw(made)
    with record_pane:
        if line is None:
            report_desk.draw(
                viewer, campaign, made, may_edit=access.can(viewer, Action.REPORT_EDIT)
            )
        else:
            report_part.draw(viewer, campaign, made, line, may_edit=may_edit)


desk()
