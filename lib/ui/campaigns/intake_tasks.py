"""The proposed tasks of a plan in one table: which are taken, their names, for whom, by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import pandas as pd
import streamlit as st

from lib import text
from lib.domain.campaigns import SHORT_TITLE_LIMIT
from lib.domain.plan_intake import Choice, PlannedTask
from lib.domain.units import REPORTING_TYPES, UnitType
from lib.services.campaigns import intake
from lib.services.campaigns.form_library import library
from lib.services.campaigns.intake_reading import Opened
from lib.text.intake import REASONS
from lib.ui.campaigns import intake_state as page
from lib.ui.kit import session, tables
from lib.ui.kit.step_acts import mark

_TAKEN, _CODE, _SHORT, _UNITS, _FORM, _DUE, _WHY, _TEXT = (
    "Lấy", "Mã", "Tên ngắn", "Đơn vị", "Mẫu báo cáo", "Hạn", "Vì sao", "Nguyên văn",
)  # fmt: skip
_TYPES: Final = {text.UNIT_TYPES[one]: one for one in UnitType if one in REPORTING_TYPES}
_TALLEST: Final = 560
_ALL: Final = "intake_all"


def draw(told: Opened) -> None:
    """The table; what is changed in it is kept at once."""
    taken = sum(one.is_taken for one in told.tasks)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"Lấy {taken}/{len(told.tasks)} ý của kế hoạch làm nhiệm vụ. Sửa ngay trong bảng; mọi "
            "ô là đề xuất cho đến khi tạo phong trào."
        )
        is_all = st.toggle("Hiện cả ý không lấy", key=_ALL, value=True)
    shown = [one for one in told.tasks if is_all or one.is_taken]
    if not shown:
        st.info("Không có ý nào để lấy làm nhiệm vụ.", icon=":material/inbox:")
        return
    forms = {one.name: one.key for one in library().choices}
    names = {key: name for name, key in forms.items()}
    key = f"intake_tasks_{mark((told.intake.intake_id, told.intake.version, is_all))}"
    st.data_editor(
        pd.DataFrame([_row(one, names) for one in shown]),
        key=key,
        hide_index=True,
        num_rows="fixed",
        height=min(tables.fitting(len(shown)) + 40, _TALLEST),
        placeholder="",
        disabled=[_CODE, _WHY, _TEXT],
        column_config={
            _TAKEN: st.column_config.CheckboxColumn(width=56),
            _CODE: st.column_config.TextColumn(width=74),
            _SHORT: st.column_config.TextColumn(
                width=220, max_chars=SHORT_TITLE_LIMIT, required=True
            ),
            _UNITS: st.column_config.MultiselectColumn(options=list(_TYPES), width=200),
            _FORM: st.column_config.SelectboxColumn(options=list(forms), width=130, required=True),
            _DUE: st.column_config.DateColumn(format="DD/MM/YYYY", width=104),
            _WHY: st.column_config.TextColumn(width=190),
            _TEXT: st.column_config.TextColumn(width=420),
        },
        alt="Các nhiệm vụ đề xuất từ kế hoạch, sửa được",
        on_change=_changed,
        args=(key, told.intake.intake_id, told.intake.version,
              tuple(one.proposal.line for one in shown), forms),
    )  # fmt: skip


def _row(one: PlannedTask, names: Mapping[str, str]) -> dict[str, object]:
    return {
        _TAKEN: one.is_taken,
        _CODE: one.proposal.code,
        _SHORT: one.short_title,
        _UNITS: [label for label, kind in _TYPES.items() if kind in one.units],
        _FORM: names.get(one.form, ""),
        _DUE: one.due_on,
        _WHY: _why(one),
        _TEXT: one.proposal.text,
    }


def _why(one: PlannedTask) -> str:
    """By which words it was proposed as it was."""
    proposal = one.proposal
    told = [REASONS[proposal.reason]]
    if proposal.form_word:
        told.append(f"mẫu theo “{proposal.form_word}”")
    if proposal.units_word:
        told.append(f"đơn vị theo “{proposal.units_word}”")
    if proposal.due_words:
        told.append(f"hạn theo “{proposal.due_words}”")
    return "; ".join(told)


def _changed(
    key: str, intake_id: UUID, version: int, lines: Sequence[int], forms: Mapping[str, str]
) -> None:
    """Callback: keep what was changed in the table."""
    actor = session.require(page.ACTION)
    edited: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"]
    chosen = {
        lines[row]: _choice(cells, forms) for row, cells in edited.items() if row < len(lines)
    }
    page.do(
        lambda act_id: intake.choose(
            session.db(), actor, intake_id, act_id=act_id, seen_version=version, chosen=chosen
        )
    )


def _choice(cells: Mapping[str, Any], forms: Mapping[str, str]) -> Choice:
    units, due = cells.get(_UNITS), cells.get(_DUE)
    return Choice(
        is_taken=cells.get(_TAKEN),
        short_title=cells.get(_SHORT),
        units=None if units is None else tuple(_TYPES[one] for one in units if one in _TYPES),
        form=forms.get(cells.get(_FORM, "")),
        due_on=date.fromisoformat(str(due)[:10]) if due else None,
    )
