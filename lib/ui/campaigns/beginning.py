"""Beginning a campaign in the app: what it is called and the day that its days are counted from."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import CODE_LIMIT, SHORT_TITLE_LIMIT, TITLE_LIMIT
from lib.services.building import new_campaign
from lib.services.building.new_campaign import Begun
from lib.text.campaigns import NEW_FIELDS
from lib.ui.campaigns.plan import PAGE
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("begin")
_USUAL_ANCHOR: Final = "Kết thúc phong trào"


def draw() -> None:
    """The fields of a new campaign."""
    feedback.show_notes(SLOT.name)
    st.caption(
        "Phong trào mới chưa có nhóm nội dung, nhiệm vụ; các đơn vị chưa được giao gì. Văn phòng "
        "thêm ở “Thiết lập phong trào”, rồi bắt đầu ở trang Tổng kết."
    )
    begun = SLOT.blank()
    with st.container(horizontal=True):
        _line(begun, "code", CODE_LIMIT, width=220, placeholder="TD-2027")
        _line(begun, "short_title", SHORT_TITLE_LIMIT, width=320)
    _line(begun, "title", TITLE_LIMIT)
    with st.container(horizontal=True):
        _line(begun, "anchor", TITLE_LIMIT, width=320, value=_USUAL_ANCHOR)
        with st.container(width=220):
            st.date_input(
                f"{NEW_FIELDS['anchor_on']} *", value=None, key=f"{begun}_anchor_on",
                format="DD/MM/YYYY",
                help="Các mốc và hạn khác tính từ ngày này; sau đổi được.",
            )  # fmt: skip
            SLOT.problem("anchor_on")
    st.button(
        "Tạo phong trào", key=f"{begun}_make", type="primary", icon=":material/add:",
        on_click=_begin, args=(begun, SLOT.now.act("begin")),
    )  # fmt: skip


def _line(
    begun: str,
    field: str,
    limit: int,
    *,
    width: int | None = None,
    value: str = "",
    placeholder: str | None = None,
) -> None:
    with st.container(width=width or "stretch"):
        st.text_input(
            f"{NEW_FIELDS[field]} *", value, key=f"{begun}_{field}", max_chars=limit,
            autocomplete="off", placeholder=placeholder,
        )  # fmt: skip
        SLOT.problem(field)


def _begin(begun: str, act_id: UUID) -> None:
    """Callback: make it; what was typed stays where it cannot be taken."""
    actor = session.require(Action.CAMPAIGN_LOAD)
    told = Begun(**{name: st.session_state.get(f"{begun}_{name}") for name in NEW_FIELDS})
    with SLOT.attempt():
        made = new_campaign.begin(session.db(), actor, act_id=act_id, told=told)
        feedback.note(
            feedback.Kind.SUCCESS,
            f"Đã tạo {plain(made.code)}, đang chuẩn bị. Bấm “Thiết lập phong trào” để thêm nội "
            "dung, nhiệm vụ.",
            PAGE,
        )
        st.query_params["campaign"] = made.code
        SLOT.next_blank()
