"""The plan on the screen: its words, its milestones, its tasks, and the loading of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from lib import text
from lib.config import ROOT
from lib.domain.access import Action
from lib.domain.campaigns import Campaign, DueSource, Milestone, PlanText, Task
from lib.domain.forms.fields import Field, Part
from lib.domain.forms.kind_spec import one_part
from lib.domain.forms.kinds import parts, spec_of
from lib.domain.units import REPORTING_TYPES, UnitType
from lib.domain.vietnamese import format_date
from lib.services.campaigns.campaign_details import PlanWords
from lib.services.campaigns.campaigns import Plan
from lib.text import campaigns as said_of
from lib.ui.kit import admin, arrow, list_record, session, tables
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

PAGE, TABLE = "plan", "plan_table"
SLOT: Final = Slot(PAGE, (admin.OPEN,))
ALL = "Tất cả"
_SUGGESTED = text.DUE_SOURCES[DueSource.SUGGESTED]


def draw_choice(every: Sequence[Campaign], current: Campaign) -> None:
    """Which campaign's plan is shown, where there are several."""
    titles = unique_labels({one.code: one.short_title for one in every})
    st.selectbox(
        "Phong trào",
        list(titles),
        index=list(titles).index(current.code),
        key="plan_campaign",
        format_func=lambda code: titles.get(code, code),
        on_change=_choose,
        width=420,
    )


def draw_words(campaign: Campaign, plan: Plan, words: PlanWords) -> None:
    """Bases, theme, purposes, requirements and groups in the plan's own words, with what errs."""
    _bases(words)
    if words.opening:
        st.markdown(_paragraphs(words.opening))
    st.markdown(f"> {plain(campaign.theme)}")
    for label, said in said_of.plan_facts(words.form, words.scope, _period(words)):
        st.markdown(f"**{label}:** {plain(said)}")
    for head, code in (("Mục đích", "I.1."), ("Yêu cầu", "I.2.")):
        passages = [one for one in campaign.preface if one.code.startswith(code)]
        if passages:
            st.header(head, anchor=False)
            _passages(passages)
    st.header("Nội dung thi đua và tổ chức thực hiện", anchor=False)
    for group in plan.groups:
        with st.expander(f"**{group.code}** {plain(group.title)}", expanded=True):
            st.markdown(_paragraphs(group.plan_text))
            _erratum(group.erratum)
    if words.closing:
        st.markdown(_paragraphs(words.closing))
    if campaign.errata:
        st.header("Ghi chú về văn bản gốc", anchor=False)
        _passages(campaign.errata)


def _bases(words: PlanWords) -> None:
    if words.bases:
        st.markdown(f"**{said_of.BASES}**")
        st.markdown("\n".join(f"- {plain(one)}" for one in words.bases))


def _period(words: PlanWords) -> str:
    return said_of.plan_period(words.starts_on, words.ends_on, is_suggested=words.is_suggested)


def draw_milestones(milestones: Sequence[Milestone]) -> None:
    if any(one.is_suggested for one in milestones):
        st.caption(
            f"Mốc ghi “{_SUGGESTED}” không có trong kế hoạch; Văn phòng xác nhận trước khi dùng."
        )
    lines = [f"**{format_date(one.due_on)}** · {_milestone(one)}" for one in milestones]
    st.markdown("\n\n".join(lines))


def _milestone(one: Milestone) -> str:
    suggested = f" ({_SUGGESTED})" if one.is_suggested else ""
    basis = f"  \n:small[Căn cứ: {plain(one.basis)}]" if one.basis else ""
    return f"{plain(one.name)}{suggested}{basis}"


def draw_tasks(plan: Plan) -> None:
    """All tasks, or those of one group, and beside them the open one."""
    groups = {f"{group.code} {group.short_title}": group.code for group in plan.groups}
    with st.container(key="narrowing", horizontal=True, vertical_alignment="center"):
        chosen = st.selectbox(
            "Nhóm nội dung",
            [ALL, *groups],
            key="plan_group",
            bind="query-params",
            persist_state="page",
            width=420,
            label_visibility="collapsed",
        )
        kept = groups.get(chosen)
        tasks = [task for task in plan.tasks if kept in (None, task.group_code)]
        st.caption(f"{len(tasks)}/{len(plan.tasks)} nhiệm vụ", width="content")
    list_pane, record_pane = list_record.panes()
    with list_pane:
        _list(tasks)
    with record_pane:
        opened = plan.tasks_by_code.get(SLOT.asked().get(admin.OPEN, ""))
        if opened is None:
            st.caption(":material/checklist: Bấm vào một nhiệm vụ để xem hướng dẫn.")
            return
        codes = [task.code for task in tasks]
        is_listed = opened.code in codes
        last, coming = list_record.around(codes, opened.code) if is_listed else (None, None)
        list_record.draw_nav(_show, str, last=last, coming=coming)
        draw_task(opened)


def _list(tasks: Sequence[Task]) -> None:
    tables.draw_rows(
        arrow.table(
            {
                "Mã": [task.code for task in tasks],
                "Nhiệm vụ": [task.short_title for task in tasks],
                "Hạn": [text.task_due(task) for task in tasks],
                "Ghi chú": [text.task_marks(task) for task in tasks],
            }
        ),
        key=TABLE,
        records=[task.code for task in tasks],
        alt="Danh mục nhiệm vụ của kế hoạch",
        height=tables.list_height(len(tasks)),
        widths={"Mã": 56, "Nhiệm vụ": 160, "Hạn": 132, "Ghi chú": 92},
        on_select=_open_row,
    )


def draw_task(task: Task) -> None:
    """One task with its guidance, and what its report asks for."""
    with st.container(border=True):
        st.header(f"{task.code} · {plain(task.short_title)}", anchor=False)
        st.markdown(plain(task.title))
        with st.container(horizontal=True):
            st.badge(f"Hạn {text.task_due(task)}", icon=":material/event:", color="blue")
            for remark in filter(None, remarks(task).split(", ")):
                st.badge(remark, color="gray")
        facts = (
            ("Đơn vị thực hiện", who(task)),
            ("Hướng dẫn", task.guidance),
            ("Minh chứng", task.evidence_hint),
            ("Lưu ý về dữ liệu", task.privacy_note),
        )
        for head, words in facts:
            if words:
                st.markdown(f"**{head}:** {plain(words)}")
        st.markdown("**Báo cáo gồm:**")
        st.markdown("\n".join(f"- {_question(field)}" for field in task.form.asked if parts(field)))


def who(task: Task) -> str:
    """The types of unit it is for."""
    if task.applies_to >= REPORTING_TYPES:
        return "Tất cả các đơn vị"
    return ", ".join(text.UNIT_TYPES[kind] for kind in UnitType if kind in task.applies_to)


def asked(task: Task) -> str:
    """What is counted: "Số hội nghị, Lượt người"."""
    return ", ".join(part.label for field in task.form.figures for part in _counted(field))


def remarks(task: Task) -> str:
    nil = "Cho phép Không phát sinh" if task.nil_allowed else ""
    return ", ".join(filter(None, (*text.task_marks(task).split(", "), nil)))


def draw_building(campaign: Campaign) -> None:
    """The way to the draft of this plan."""
    st.page_link(
        ROOT / "pages" / "office" / "builder.py",
        label="Thiết lập phong trào này",
        icon=":material/edit_note:",
        query_params={"campaign": campaign.code},
    )


def _choose() -> None:
    session.require(Action.PLAN_VIEW)
    st.query_params["campaign"] = st.session_state["plan_campaign"]


def _open_row() -> None:
    session.require(Action.PLAN_VIEW)
    code = tables.opened(TABLE)
    if code is not None:
        SLOT.open(open=code)


def _show(code: str | None) -> None:
    session.require(Action.PLAN_VIEW)
    SLOT.open(open=code)


def _passages(passages: Sequence[PlanText]) -> None:
    for one in passages:
        st.markdown(f"**{plain(one.code)}** {_paragraphs(one.text)}")
        _erratum(one.erratum)


def _paragraphs(words: str) -> str:
    return plain(words).replace("\n", "\n\n")


def _erratum(words: str) -> None:
    if words:
        st.caption(f":material/edit_note: {plain(words)}")


def _question(field: Field) -> str:
    labels = ", ".join(
        plain(part.label + (f" ({part.unit})" if part.unit else "")) for part in _counted(field)
    )
    mark = " — bắt buộc" if field.required else ""
    kind = " (tệp)" if spec_of(field).is_files else ""
    return f"{labels}{kind}{mark if spec_of(field).is_typed else ' — tự tính'}"


def _counted(field: Field) -> tuple[Part, ...]:
    """What is typed for it; the question itself where that is worked out."""
    return parts(field) if spec_of(field).is_typed else one_part(field)
