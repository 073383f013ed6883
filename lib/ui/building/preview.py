"""The plan to come as one unit will be given it, as wide as a telephone; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lib import text
from lib.domain import plan_days, plan_drafts
from lib.domain.plan_drafts import Body, Name, Part
from lib.domain.units import Unit
from lib.services.building.drafts import PlanDraft
from lib.text import plan_drafts as words
from lib.ui.building import record_list
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain

_KEY: Final = "builder_as_unit"
_PHONE_PX: Final = 360


def draw(draft: PlanDraft, units: Sequence[Unit]) -> None:
    """The unit to choose, and its tasks group by group."""
    reporting = {str(one.unit_id): one for one in units}
    labels = unique_labels({key: one.name for key, one in reporting.items()})
    with st.expander("Xem như đơn vị", icon=":material/visibility:"):
        chosen = st.selectbox(
            "Đơn vị", list(labels), key=_KEY, format_func=labels.__getitem__, width=_PHONE_PX
        )
        _tasks(draft, reporting[chosen])


def _tasks(draft: PlanDraft, unit: Unit) -> None:
    given = [
        one
        for one in plan_drafts.records(draft.content, Part.TASK)
        if unit.unit_type.value in one["applies_to"]
    ]
    st.caption(f"{len(given)} nhiệm vụ · {text.UNIT_TYPES[unit.unit_type]}")
    with st.container(border=True, width=_PHONE_PX, key="builder_phone"):
        for group in plan_drafts.records(draft.content, Part.GROUP):
            under = [one for one in given if one["group"] == group["code"]]
            if under:
                st.markdown(f"**{plain(group['code'])} {plain(group['short_title'])}**")
                st.markdown(_lines(draft, under))


def _lines(draft: PlanDraft, tasks: Sequence[Body]) -> str:
    old, days = draft.before, plan_days.milestone_days(draft.content)
    lines = []
    for one in tasks:
        name = Name(Part.TASK, one["code"])
        said = words.mark(name in old, one, old.get(name), is_typed=False)
        badge = f" :orange-badge[{said}]" if said else ""
        due = plain(record_list.due(days, one))
        lines.append(f"- {plain(one['code'])} {plain(one['short_title'])}, hạn {due}{badge}")
    return "\n".join(lines)
