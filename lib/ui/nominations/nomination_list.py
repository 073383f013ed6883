"""A unit's nominations as one table to read, and what may be done with many of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.nomination_workflow import DECIDED, State, Step
from lib.domain.nominations import NAME, AwardRules, Nomination, Subject
from lib.domain.vietnamese import format_date
from lib.services.nominations import nominations
from lib.services.nominations.nomination_acts import Target
from lib.ui.kit import session, tables
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark
from lib.ui.kit.tables import Column
from lib.ui.nominations import nomination_state

ALL: Final = "Tất cả"
FILTERS: Final[Mapping[str, frozenset[State] | None]] = {
    ALL: None,
    "Cần làm": frozenset({State.DRAFT, State.RETURNED}),
    "Đã gửi": frozenset({State.SENT, State.RECEIVED, State.CHECKED, State.TABLED, State.VOTED}),
    "Được khen, được đề nghị": DECIDED,
}

_ICONS: Final[Mapping[Subject, str]] = {
    Subject.COLLECTIVE: "group_add",
    Subject.INDIVIDUAL: "person_add",
}


def draw(
    rows: Sequence[Nomination],
    rules: AwardRules,
    *,
    key: str,
    on_select: Callable[[], None] | None,
    units: Mapping[UUID, str] | None = None,
) -> None:
    """The table; every cell is text.

    Args:
        units: short names by unit id, where the list is of several units.
    """
    columns = [
        Column("Tên", [row.name for row in rows], 220),
        Column("Loại", [text.SUBJECTS[row.subject] for row in rows], 84),
        Column("Hình thức", [award_name(rules, row) for row in rows], 190),
        Column("Trạng thái", [text.NOMINATION_STATES[row.state] for row in rows], 140),
        Column("Hạn", [format_date(row.due_on) if row.due_on else "" for row in rows], 95),
        Column("Người lưu", [row.saved_by_name or "" for row in rows], 150),
    ]
    if units is not None:
        columns.insert(0, Column("Đơn vị", [units.get(row.unit_id, "") for row in rows], 130))
    tables.draw(
        columns,
        key=key,
        alt="Danh sách đề nghị khen thưởng",
        records=[row.nomination_id for row in rows],
        on_select=on_select,
    )


def award_name(rules: AwardRules, row: Nomination) -> str:
    award = rules.award(row.award_code)
    return award.name if award else ""


def draw_drafts(actor: Actor, campaign: Campaign, *, on_open: Callable[[str, str], None]) -> None:
    """What the viewer has begun and never saved, each with a way back to it."""
    for draft in nominations.own_drafts(session.db(), actor, campaign):
        if draft.seen_version:
            continue
        name = str(draft.answers.get(NAME[draft.subject]) or "chưa có tên")
        st.button(
            f"Bản nháp chưa lưu: {plain(name)} ({text.SUBJECTS[draft.subject].lower()})",
            key=f"nomination_draft_{draft.nomination_id}",
            type="tertiary",
            icon=":material/edit_note:",
            on_click=on_open,
            args=(str(draft.nomination_id), draft.subject.value),
        )


def draw_new(*, on_begin: Callable[[Subject], None]) -> None:
    """The two ways to begin."""
    with st.container(horizontal=True):
        for subject, icon in (
            (Subject.COLLECTIVE, "group_add"),
            (Subject.INDIVIDUAL, "person_add"),
        ):
            st.button(
                f"Đề nghị {text.SUBJECTS[subject].lower()}",
                key=f"nominate_{subject.value}",
                icon=f":material/{icon}:",
                on_click=on_begin,
                args=(subject,),
            )


def draw_send(campaign: Campaign, ready: Sequence[Nomination]) -> None:
    """The head's way to send all that are ready; nothing where there are none."""
    if not ready:
        return
    with st.popover(f"Gửi Văn phòng ({len(ready)})", icon=":material/send:"):
        st.write("Gửi các đề nghị đã đủ:")
        st.caption(plain(", ".join(one.name for one in ready)))
        targets = [Target(one.nomination_id, one.version) for one in ready]
        st.button(
            "Gửi tất cả",
            key=f"send_all_{mark(tuple(targets))}",
            type="primary",
            on_click=nomination_state.step,
            args=(campaign, targets, Step.SEND, "Đã gửi Văn phòng {count} đề nghị"),
        )
