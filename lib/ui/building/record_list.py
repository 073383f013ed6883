"""The records of one part of the plan, with what the draft does to each, and a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import plan_days
from lib.domain.access import Actor
from lib.domain.campaigns import SHORT_TITLE_LIMIT, TITLE_LIMIT, Campaign
from lib.domain.forms import building
from lib.domain.forms.kinds import spec_of
from lib.domain.plan_bases import LIST
from lib.domain.plan_drafts import Body, Name, Part
from lib.domain.units import REPORTING_TYPES, UnitType
from lib.domain.vietnamese import format_date, format_number
from lib.services.building import edits
from lib.services.building.drafts import PlanDraft
from lib.services.campaigns.form_library import library
from lib.text import plan_drafts as words
from lib.ui.building import builder_state as page
from lib.ui.kit import arrow, session, tables

TABLE: Final = "builder_table"
_CALLED: Final[Mapping[Part, str]] = {
    Part.PASSAGE: "text", Part.ERRATUM: "text", Part.AWARD: "name",
}  # fmt: skip
_WIDTHS: Final[Mapping[Part, Mapping[str, int]]] = {
    Part.MILESTONE: {"Ngày": 96, "Mốc": 290, "Nháp": 90},
    Part.BASIS: {"Căn cứ": 320, "Dùng cho": 110, "Nháp": 90},
    Part.ERRATUM: {"Mã": 90, "Tên": 290, "Nháp": 90},
    Part.PASSAGE: {"Mã": 60, "Tên": 320, "Nháp": 90},
    Part.GROUP: {"Mã": 60, "Tên": 320, "Nháp": 90},
    Part.AWARD: {"Mã": 60, "Tên": 240, "Cấp": 90, "Nháp": 90},
    Part.NOMINATION: {"Mẫu": 260, "Câu hỏi": 90, "Nháp": 90},
    Part.EVALUATION: {"Mẫu": 260, "Câu hỏi": 90, "Nháp": 90},
    Part.OPINION: {"Mẫu": 260, "Câu hỏi": 90, "Nháp": 90},
    Part.TASK: {"Mã": 60, "Tên": 170, "Hạn": 94, "Đơn vị": 74, "Nháp": 84},
}


def names(draft: PlanDraft, part: Part) -> list[Name]:
    """Those of the plan to come, and after them those that the draft leaves out."""
    left_out = (one for one in draft.before if one not in draft.after)
    return [one for one in (*draft.after, *left_out) if one.part == part]


def draw(draft: PlanDraft, part: Part, shown: Sequence[Name]) -> None:
    """The table; a click opens a record."""
    new, old = draft.after, draft.before
    days = plan_days.milestone_days(draft.content)
    bodies = [new.get(one) or old[one] for one in shown]
    marks = [
        words.mark(one in old, new.get(one), old.get(one), one in draft.typed) for one in shown
    ]
    cells: dict[str, list[str]] = {}
    if part == Part.MILESTONE:
        cells["Ngày"] = [_written(days.get(one["key"])) for one in bodies]
        cells["Mốc"] = [str(one["name"]) for one in bodies]
    elif part == Part.BASIS:
        cells["Căn cứ"] = [str(one["cite"]) for one in bodies]
        cells["Dùng cho"] = [words.BASIS_LISTS[one[LIST]] for one in bodies]
    elif part.is_form:
        cells["Mẫu"] = [words.named(*one) for one in zip(shown, bodies, strict=True)]
        cells["Câu hỏi"] = [_asked(one) for one in bodies]
    else:
        cells["Mã"] = [one.code for one in shown]
        cells["Tên"] = [str(one.get(_CALLED.get(part, "short_title"))) for one in bodies]
    if part == Part.AWARD:
        cells["Cấp"] = [words.LEVELS.get(str(one.get("level")), "") for one in bodies]
    if part == Part.TASK:
        cells["Hạn"] = [due(days, one) for one in bodies]
        cells["Đơn vị"] = [_units(one) for one in bodies]
    if any(marks):
        cells["Nháp"] = marks
    tables.draw_rows(
        arrow.table(cells),
        key=TABLE,
        records=shown,
        alt=f"{words.PARTS[part]} của kế hoạch",
        height=tables.list_height(len(shown)),
        widths=_WIDTHS[part],
        on_select=_open_row,
    )


def draw_adding(campaign: Campaign, draft: PlanDraft, part: Part) -> None:
    """What a new record needs; the rest is asked by its form."""
    begun = f"{page.SLOT.blank()}_{part.value}"
    with st.popover(f"Thêm {words.PARTS[part].lower()}", icon=":material/add:", key="builder_add"):
        label, limit = "Tên ngắn", SHORT_TITLE_LIMIT
        if part in words.NAMES:
            label, limit = words.NAMES[part], TITLE_LIMIT
        st.text_input(f"{label} (tối đa {limit} ký tự)", key=f"{begun}_title", autocomplete="off")
        if part in words.CODES:
            st.text_input(words.CODES[part], key=f"{begun}_under", autocomplete="off")
        if part == Part.TASK:
            groups = {one["code"]: one["short_title"] for one in draft.content["groups"]}
            st.selectbox(
                "Nhóm nội dung", list(groups), key=f"{begun}_under",
                format_func=lambda code: f"{code} {groups.get(code, '')}",
            )  # fmt: skip
            st.selectbox(
                "Mẫu báo cáo", [one.key for one in library().choices], key=f"{begun}_form",
                format_func=library().name,
            )  # fmt: skip
        st.button(
            "Thêm", key=f"{begun}_add", type="primary", on_click=_add,
            args=(campaign, part, begun, page.SLOT.now.act(f"add_{part.value}")),
        )  # fmt: skip


def _add(campaign: Campaign, part: Part, begun: str, act_id: UUID) -> None:
    held = st.session_state
    made: list[Name] = []

    def work(actor: Actor) -> None:
        new = edits.add(
            session.db(), actor, campaign, act_id=act_id, part=part,
            title=str(held.get(f"{begun}_title") or ""),
            under=str(held.get(f"{begun}_under") or "").strip(),
            form=str(held.get(f"{begun}_form") or ""),
        )  # fmt: skip
        made.append(new)

    if page.step(work, words.ADDED_TO_DRAFT):
        said = page.SLOT.now.notice
        page.show(made[0])
        page.SLOT.now.tell(said)


def _open_row() -> None:
    session.require(page.RIGHT)
    chosen = tables.opened(TABLE, already=page.asked())
    if chosen is not None:
        page.show(chosen)


def _asked(body: Body) -> str:
    """How many questions units are asked."""
    form = building.read(body["form"]).form
    return format_number(sum(not spec_of(one).is_group for one in form.asked))


def due(days: Mapping[str, date], task: Body) -> str:
    """Until when a task is to be done; "?" where its milestone has no day."""
    day = days.get(task["due"]["milestone"])
    return _written(day and day + timedelta(days=task["due"]["offset_days"]))


def _written(day: date | None) -> str:
    return format_date(day) if day else "?"


def _units(task: Body) -> str:
    kinds = {UnitType(one) for one in task["applies_to"]}
    if kinds >= REPORTING_TYPES:
        return "Tất cả"
    return ", ".join(text.UNIT_TYPES[one] for one in UnitType if one in kinds)
