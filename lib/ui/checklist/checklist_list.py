"""A unit's items as one table, and what may be done with the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import pyarrow as pa
import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.workflow import Step, Verification
from lib.services.checklist.checklist import Checklist, Line
from lib.services.checklist.item_acts import Target
from lib.services.own_tasks import own_tasks
from lib.text.comments import ASKED
from lib.ui.checklist import assignment, checklist_item, checklist_state, narrowing, sheet_in
from lib.ui.kit import arrow, item_state, send_many, session, tables
from lib.ui.kit.send_many import Sendable

_WIDTHS_PX: Final = {"Mã": 54, "Nhiệm vụ": 218, "Hạn": 90}
_PLANNED_PX: Final = {"Mã": 54, "Nhiệm vụ": 184, "Hạn": 90, "Phân công": 88}
_CHIPS: Final = item_state.chip_column(width_px=134)


def chips(line: Line, today: date) -> list[str]:
    """How the item stands, the most pressing first."""
    asked = [ASKED] if line.item.waits_unit else []
    drafted = [item_state.DRAFTED] if line.is_drafted else []
    return [*asked, item_state.chip(line.item, today), *drafted]


def table(lines: Sequence[Line], today: date) -> pa.Table:
    """One row per line, ready for st.dataframe."""
    return arrow.table(
        {
            "Mã": [line.task.code for line in lines],
            "Nhiệm vụ": [
                line.task.short_title + ("" if line.task.is_mandatory else " (khuyến khích)")
                for line in lines
            ],
            "Trạng thái": arrow.chips([chips(line, today) for line in lines]),
            "Hạn": [item_state.days_left(line.item, today) for line in lines],
        }
    )


def draw_acts(actor: Actor, campaign: Campaign, listed: Checklist) -> None:
    """The head's way to send all that are ready; nothing for others."""
    may_send = campaign.takes_reports and access.can(
        actor, Action.ITEM_SEND, unit_id=listed.unit.unit_id
    )
    ready = [line for line in listed.lines if line.may_be_sent] if may_send else []
    if ready:
        send_many.draw(
            len(ready),
            lambda: [_sendable(line) for line in ready],
            noun="nhiệm vụ",
            send=lambda targets: checklist_state.step(campaign, targets, Step.SEND),
        )
    else:
        # A fragment may fill a container of the page's only if it has done so from the start.
        st.empty()


def _sendable(line: Line) -> Sendable[Target]:
    target = Target(line.item.unit_id, line.task.task_id, line.item.version)
    return Sendable(target, f"{line.task.code} · {line.task.short_title}")


def draw_start(
    actor: Actor, campaign: Campaign, listed: Checklist, *, on_open: Callable[[str], None]
) -> None:
    """What stands in the place of the record while none is open: what presses, and what to do."""
    for line in listed.lines:
        if line.item.verification == Verification.RETURNED:
            name = f"{line.task.code} · {line.task.short_title}: "
            checklist_item.returned(line.item, name)
            st.button(
                f"Mở {line.task.code} để bổ sung",
                key=f"checklist_open_{line.task.code}",
                type="tertiary",
                icon=":material/edit:",
                on_click=on_open,
                args=(line.task.code,),
            )
    st.caption(":material/checklist: Bấm vào một nhiệm vụ trong danh mục để xem và báo cáo.")
    sheet_in.draw(actor, campaign)


def draw(
    actor: Actor, campaign: Campaign, listed: Checklist, *, on_select: Callable[[], None]
) -> None:
    """The table, with who in the unit does what once that is told; a row opens its item."""
    lines = narrowing.chosen(listed)
    if not lines:
        st.info(
            "Không có nhiệm vụ nào theo bộ lọc này. Bấm “Tất cả” để xem cả danh mục.",
            icon=":material/filter_alt_off:",
        )
        return
    told = own_tasks.assignments(session.db(), actor, campaign, listed.unit.unit_id)
    planned = [assignment.short(actor, told.get(line.task.task_id)) for line in lines]
    is_planned, cells = any(planned), table(lines, listed.today)
    tables.draw_rows(
        cells.append_column("Phân công", arrow.texts(planned)) if is_planned else cells,
        key="checklist_list",
        alt="Danh mục nhiệm vụ của đơn vị",
        height=tables.list_height(len(lines)),
        widths=_PLANNED_PX if is_planned else _WIDTHS_PX,
        columns={"Trạng thái": _CHIPS},
        records=[line.task.code for line in lines],
        on_select=on_select,
        pinned="Mã",
    )
