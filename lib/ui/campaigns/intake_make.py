"""What the campaign is called and when it ends; what is still missing; and the making of it."""

from __future__ import annotations

import functools
from datetime import date
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Actor
from lib.domain.plan_intake import HeadField
from lib.domain.vietnamese import format_number
from lib.services.campaigns import intake
from lib.services.campaigns.intake_reading import Opened
from lib.text.intake import INTAKE_HEAD, INTAKE_MISSING
from lib.ui.campaigns import intake_state as page
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain

_DAYS: Final = (HeadField.ENDS_ON, HeadField.BLANK_DUE)


def draw(actor: Actor, told: Opened) -> None:
    """The fields on the left, on the right what is missing and the button."""
    left, right = st.columns((55, 45), gap="medium")
    with left:
        for field in HeadField:
            _draw_field(told, field)
    with right, st.container(border=True, key="intake_check"):
        taken = [one for one in told.tasks if one.is_taken]
        groups = {one.proposal.group_code for one in taken}
        st.markdown(
            f"**{format_number(len(taken))} nhiệm vụ** trong {len(groups)} nhóm nội dung sẽ được "
            "giao cho các đơn vị đang hoạt động."
        )
        for key, facts in told.missing:
            st.markdown(f":material/error: {plain(INTAKE_MISSING[key].format(**facts))}")
        st.button(
            "Tạo phong trào", key="intake_make", type="primary", icon=":material/flag:",
            disabled=bool(told.missing), on_click=_make,
            args=(told.intake.intake_id, told.intake.version, page.SLOT.now.act("make")),
        )  # fmt: skip
        if not told.missing:
            st.download_button(
                "Tải tệp phong trào (YAML)",
                # Made when it is asked for, in a thread that has no session.
                functools.partial(intake.file, session.db(), actor, told.intake.intake_id),
                file_name=f"{told.head[HeadField.CODE].lower()}.yaml",
                mime="application/yaml",
                key="intake_yaml",
                type="tertiary",
                icon=":material/download:",
            )


def _draw_field(told: Opened, field: HeadField) -> None:
    key = f"intake_{field.value}_{told.intake.intake_id}"
    value = told.head.get(field, "")
    args = (told.intake.intake_id, told.intake.version, field, key)
    label = INTAKE_HEAD[field]
    if field in _DAYS:
        st.session_state.setdefault(key, date.fromisoformat(value) if value else None)
        st.date_input(
            label, value=None, key=key, format="DD/MM/YYYY", on_change=_named, args=args, width=220
        )
        return
    st.session_state.setdefault(key, value)
    st.text_input(
        label, key=key, max_chars=intake.LENGTHS[field], on_change=_named, args=args,
    )  # fmt: skip


def _named(intake_id: UUID, version: int, field: HeadField, key: str) -> None:
    """Callback of a field."""
    actor = session.require(page.ACTION)
    value = st.session_state.get(key)
    told = value.isoformat() if isinstance(value, date) else str(value or "")
    page.do(
        lambda act_id: intake.name(
            session.db(), actor, intake_id, act_id=act_id, seen_version=version, head={field: told}
        )
    )


def _make(intake_id: UUID, version: int, act_id: UUID) -> None:
    """Callback: the campaign runs from here on."""
    actor = session.require(page.ACTION)
    with feedback.noted(page.PAGE):
        made = intake.make(session.db(), actor, intake_id, act_id=act_id, seen_version=version)
        page.show(None)
        feedback.note(
            feedback.Kind.SUCCESS,
            f"Đã tạo phong trào {plain(made.code)}: {made.tasks} nhiệm vụ, giao {made.items} mục. "
            "Xem ở trang Kế hoạch.",
            page.PAGE,
        )
