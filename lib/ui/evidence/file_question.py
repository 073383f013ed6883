"""A question of an item's form that files answer: the way to add some, and those that do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from lib.domain.evidence import Evidence
from lib.domain.files import format_size
from lib.domain.forms.fields import Field
from lib.services.evidence import evidence as service
from lib.ui.evidence import evidence_state as page
from lib.ui.evidence import evidence_tools, evidence_view
from lib.ui.kit import uploads
from lib.ui.kit.markdown import plain


def draw(place: page.EvidencePanel, files: Sequence[Evidence], field: Field) -> None:
    """The question, drawn where the form asks it.

    Args:
        files: all that back the item.
    """
    here = replace(place, question=field.key)
    now = page.begin(here)
    answering = [one for one in files if one.question == field.key]
    with st.container(key=f"file_question_{field.key}"):
        _adding(here, field, now, len(answering))
        page.notices(now, field.key)
        for one in answering:
            _one(here, one)


def _adding(place: page.EvidencePanel, field: Field, now: page.State, there: int) -> None:
    if field.max_files is not None and there >= field.max_files:
        required = " *" if field.required else ""
        st.markdown(f":small[{plain(field.label)}{required}]", help=plain(field.help) or None)
        st.caption(f"Đã đủ {field.max_files} tệp. Muốn thay, vui lòng gỡ tệp cũ trước.")
        return
    key = f"evidence_upload_{field.key}_{now.round}"
    uploads.asked(
        field, key=key, file_bytes=service.limits().file_bytes, on_change=page.add,
        args=(place, key),
    )  # fmt: skip
    evidence_tools.retry(place, now, key)


def _one(place: page.EvidencePanel, one: Evidence) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/attach_file: {evidence_view.link(one)} "
            f":small[{format_size(one.size_bytes)}]",
            width="content",
        )
        st.button(
            "Gỡ",
            key=f"{page.prefix(one)}_off",
            type="tertiary",
            help=f"Gỡ {plain(one.file_name)}",
            on_click=page.use,
            args=(place, page.Verb.REMOVE, one),
        )
