"""Lists below the charts: what is overdue, what is due soon, the latest changes, the sums."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import streamlit as st

from lib.domain.summary import Change, IndicatorTotal
from lib.domain.vietnamese import format_number, format_share
from lib.services.reports import summary
from lib.ui.kit import session
from lib.ui.kit.tables import Column
from lib.ui.reports import summary_drawn, summary_view
from lib.ui.reports.summary_page import View

_SUMS: Final = "chi_so"


def draw_overdue(view: View) -> None:
    """The oldest of what is overdue, for a wall; at a desk a figure opens all of it."""
    overdue = view.shown.overdue
    st.header(f"Quá hạn: {format_number(overdue.count)}", anchor=False)
    if overdue.items:
        summary_view.draw_markdown(summary_drawn.overdue(view.shown, view.plan))
    else:
        st.caption("Không có nhiệm vụ nào.")


def draw_changes(view: View) -> None:
    """The latest steps that people took, below their heading."""
    changes = latest(view)
    if changes:
        st.markdown(summary_drawn.change_list(changes, view.plan))
    else:
        st.caption("Chưa có đơn vị nào báo cáo.")


def latest(view: View) -> tuple[Change, ...]:
    """What `draw_changes` lists."""
    return summary.changes(view.actor, view.shown)


def draw_indicators(view: View) -> None:
    """The sums of the reported figures; counted only while somebody has them open."""
    with st.expander("Tổng các chỉ số", key=_SUMS, bind="query-params") as sums:
        if not sums.open:
            return
        totals, plan = summary.indicators(session.db(), view.actor, view.campaign), view.plan
        columns = [
            Column("Nhiệm vụ", [summary_drawn.task_name(plan, one.task_id) for one in totals], 300),
            Column("Chỉ số", [one.label for one in totals], 280),
            Column("Lũy kế", [_total(one) for one in totals], 190),
            Column("Đơn vị đã báo cáo", [format_number(one.units) for one in totals], 140),
        ]
        summary_view.draw_table(
            columns, key="summary_indicators", alt="Tổng các chỉ số của phong trào"
        )


def indicators_at(view: View) -> int | None:
    """The revision whose sums `draw_indicators` shows; None while nobody has them open."""
    return view.shown.revision if st.session_state.get(_SUMS) else None


def _total(one: IndicatorTotal) -> str:
    total = format_number(one.total)
    if one.out_of is None:
        return f"{total} {one.unit_label}".strip()
    share = format_share(Fraction(one.total) / Fraction(one.out_of) if one.out_of else None)
    return f"{total}/{format_number(one.out_of)} ({share})"
