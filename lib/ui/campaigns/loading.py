"""Loading a campaign or a list of units from its file."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.config import ROOT
from lib.domain.access import Action
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Loaded
from lib.ui.campaigns.plan import PAGE, SLOT
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain

_FILE_LIMIT_MB: Final = 1


def draw() -> None:
    """A plan to read, or a file to load, for whoever may."""
    st.page_link(
        ROOT / "pages" / "office" / "intake.py",
        label="Nhập từ văn bản kế hoạch (Word, PDF, chữ)",
        icon=":material/upload_file:",
    )
    key = f"{SLOT.blank()}_file"
    uploaded = st.file_uploader(
        "Tệp kế hoạch hoặc danh sách đơn vị (YAML)",
        type=["yaml", "yml"],
        key=key,
        max_upload_size=_FILE_LIMIT_MB,
        help="Mẫu: data/campaigns/bau-cu-2021.yaml và data/units.yaml của chương trình.",
    )
    st.button(
        "Nạp tệp",
        key="plan_load",
        type="primary",
        icon=":material/upload_file:",
        disabled=uploaded is None,
        on_click=_load,
        args=(SLOT.now.act("load"), key),
    )


def _load(act_id: UUID, key: str) -> None:
    actor = session.require(Action.CAMPAIGN_LOAD)
    uploaded = st.session_state.get(key)
    if uploaded is None:
        return
    with SLOT.attempt():
        loaded = campaigns.load_file(
            session.db(), actor, act_id=act_id, name=uploaded.name, content=uploaded.getvalue()
        )
        feedback.note(feedback.Kind.SUCCESS, _told(loaded), PAGE)
        SLOT.next_blank()


def _told(loaded: Loaded) -> str:
    if loaded.over:
        return text.reloaded(plain(loaded.code), loaded.items, loaded.over.forms, loaded.over.kept)
    if loaded.tasks:
        return (
            f"Đã nạp {plain(loaded.code)}: {loaded.tasks} nhiệm vụ, giao {loaded.items} mục cho "
            "các đơn vị."
        )
    if loaded.units:
        return f"Đã thêm {loaded.units} đơn vị."
    return "Nội dung tệp này đã có, không có gì thay đổi."
