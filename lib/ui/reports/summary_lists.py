"""Lists below the charts: what is overdue, what is due soon, the latest changes, the sums."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.summary import IndicatorTotal, Summary
from lib.domain.vietnamese import format_number, format_share
from lib.services.campaigns.campaigns import Plan
from lib.services.reports import summary
from lib.ui.kit import session
from lib.ui.kit.tables import Column
from lib.ui.reports import summary_drawn, summary_view
from lib.ui.reports.summary_drawn import DrawnSummary


def draw_overdue(shown: Summary, drawn: DrawnSummary) -> None:
    """The oldest of what is overdue, for a wall; at a desk a figure opens all of it."""
    st.header(f"Quá hạn: {format_number(shown.overdue.count)}", anchor=False)
    if shown.overdue.items:
        summary_view.draw_markdown(drawn.overdue)
    else:
        st.caption("Không có nhiệm vụ nào.")


def draw_changes(actor: Actor, shown: Summary, plan: Plan) -> None:
    """The latest steps that people took."""
    st.header("Thay đổi mới nhất", anchor=False)
    changes = summary.changes(actor, shown)
    if changes:
        st.markdown(summary_drawn.change_list(changes, plan))
    else:
        st.caption("Chưa có đơn vị nào báo cáo.")


def draw_indicators(actor: Actor, campaign: Campaign, plan: Plan) -> None:
    """The sums of the reported figures; counted only while somebody has them open."""
    with st.expander("Tổng các chỉ số", key="chi_so", bind="query-params") as sums:
        if not sums.open:
            return
        totals = summary.indicators(session.db(), actor, campaign)
        columns = [
            Column("Nhiệm vụ", [summary_drawn.task_name(plan, one.task_id) for one in totals], 300),
            Column("Chỉ số", [one.label for one in totals], 280),
            Column("Lũy kế", [_total(one) for one in totals], 190),
            Column("Đơn vị đã báo cáo", [format_number(one.units) for one in totals], 140),
        ]
        summary_view.draw_table(
            columns, key="summary_indicators", alt="Tổng các chỉ số của phong trào"
        )


def _total(one: IndicatorTotal) -> str:
    total = format_number(one.total)
    if one.out_of is None:
        return f"{total} {one.unit_label}".strip()
    share = format_share(Fraction(one.total) / Fraction(one.out_of) if one.out_of else None)
    return f"{total}/{format_number(one.out_of)} ({share})"
