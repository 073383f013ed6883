"""The head's way to send all that are ready at once, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.domain.campaigns import Campaign
from lib.domain.workflow import Step
from lib.services.checklist.checklist import Line
from lib.services.checklist.item_acts import Target
from lib.ui.checklist import checklist_state
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark


def draw(campaign: Campaign, ready: Sequence[Line]) -> None:
    """A dialogue under a button; while it is closed, nothing of it is sent."""
    targets = {line.task.code: _target(line) for line in ready}
    with st.popover(
        f"Gửi Văn phòng ({len(ready)})", key="sending", icon=":material/send:", on_change="rerun"
    ) as part:
        if not part.open:
            return
        for line in ready:
            label = plain(f"{line.task.code} · {line.task.short_title}")
            st.checkbox(label, value=True, key=_tick(targets[line.task.code]))
        count = len(_ticked([*targets.values()]))
        st.button(
            f"Gửi {count} nhiệm vụ cho Văn phòng",
            key=f"send_all_{mark(tuple(targets.values()))}",
            type="primary",
            disabled=not count,
            on_click=send,
            args=(campaign, [*targets.values()]),
        )


def send(campaign: Campaign, shown: Sequence[Target]) -> None:
    """Callback: all that are ticked by now, or none."""
    checklist_state.step(campaign, _ticked(shown), Step.SEND)


def _ticked(shown: Sequence[Target]) -> list[Target]:
    return [target for target in shown if st.session_state.get(_tick(target), True)]


def _tick(target: Target) -> str:
    return f"send_{target.task_id}_{target.seen_version}"


def _target(line: Line) -> Target:
    return Target(line.item.unit_id, line.task.task_id, line.item.version)
