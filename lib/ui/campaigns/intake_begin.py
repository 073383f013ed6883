"""Bringing a plan in: a file, or text that was pasted; and those that wait to be gone on with."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from lib.domain.access import Actor
from lib.domain.vietnamese import format_instant
from lib.services.campaigns import intake, plan_files
from lib.ui.campaigns import intake_state as page
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain

FILE_LIMIT_MB = 10
_PASTED = "intake_pasted"


def draw(actor: Actor) -> None:
    """The two ways in, and what was begun before."""
    st.caption(
        "Tải lên văn bản kế hoạch; phần mềm đọc các mục, căn cứ, hạn, nơi nhận và đề xuất nhiệm "
        "vụ. Anh/chị sửa, chọn rồi mới tạo phong trào; trước bước đó chưa có gì tới các đơn vị."
    )
    left, right = st.columns(2)
    with left.container(border=True, key="intake_file"):
        _draw_file()
    with right.container(border=True, key="intake_paste"):
        _draw_paste()
    waiting = intake.headings(session.db(), actor)
    if waiting:
        st.header("Đang làm dở", anchor=False)
    for one in waiting:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(
                f"**{plain(one.file_name)}**  \n:small[{plain(one.begun_by_name)}, sửa lúc "
                f"{format_instant(one.updated_at)}]"
            )
            st.button(
                "Làm tiếp", key=f"intake_open_{one.intake_id}", on_click=page.show,
                args=(one.intake_id,), width="content",
            )  # fmt: skip


def _draw_file() -> None:
    key = f"intake_upload_{page.SLOT.now.act('begin')}"
    uploaded = st.file_uploader(
        "Tệp kế hoạch (.docx, .doc, .pdf có chữ, .txt, .md)",
        type=[one.removeprefix(".") for one in plan_files.ENDINGS],
        key=key,
        max_upload_size=FILE_LIMIT_MB,
    )
    st.button(
        "Đọc tệp", key="intake_read", type="primary", icon=":material/upload_file:",
        disabled=uploaded is None, on_click=_read, args=(page.SLOT.now.act("begin"), key),
    )  # fmt: skip


def _draw_paste() -> None:
    st.text_area(
        "Hoặc dán phần chữ của kế hoạch",
        key=_PASTED,
        height=120,
        placeholder="Chép toàn bộ văn bản trong Word hoặc PDF rồi dán vào đây",
    )
    st.button(
        "Đọc phần đã dán", key="intake_read_pasted", icon=":material/content_paste:",
        on_click=_read_pasted, args=(page.SLOT.now.act("paste"),),
    )  # fmt: skip


def _read(act_id: UUID, key: str) -> None:
    """Callback: read the chosen file."""
    actor = session.require(page.ACTION)
    uploaded = st.session_state.get(key)
    if uploaded is None:
        return
    with feedback.noted(page.PAGE):
        page.show(
            intake.begin(
                session.db(), actor, act_id=act_id, name=uploaded.name,
                content=uploaded.getvalue(),
            )
        )  # fmt: skip
        page.SLOT.next_blank()


def _read_pasted(act_id: UUID) -> None:
    """Callback: read what was pasted; it stays there if it cannot be read."""
    actor = session.require(page.ACTION)
    with feedback.noted(page.PAGE):
        page.show(
            intake.begin_pasted(
                session.db(), actor, act_id=act_id, pasted=st.session_state.get(_PASTED) or ""
            )
        )
        st.session_state.pop(_PASTED, None)
        page.SLOT.next_blank()
