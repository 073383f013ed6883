"""Taking a campaign away as a file, and making another after it."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import CODE_LIMIT, SHORT_TITLE_LIMIT, TITLE_LIMIT, Campaign
from lib.domain.vietnamese import format_date
from lib.services.campaigns import copying
from lib.services.campaigns.campaigns import Plan
from lib.services.campaigns.copying import Copied
from lib.text.campaigns import COPY_FIELDS
from lib.ui.campaigns.plan import PAGE, SLOT
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain
from lib.web import campaign_file

_KEYS: Final = {name: f"copy_{name}" for name in COPY_FIELDS}


def draw(campaign: Campaign, shown: Plan) -> None:
    """The file, and the fields of a copy with what becomes of its days."""
    st.link_button(
        "Tải tệp phong trào (YAML)",
        campaign_file.url(campaign.code),
        key="campaign_file",
        icon=":material/download:",
        help="Sửa rồi nạp lại ở “Nạp tệp khác”, hoặc chuyển sang máy khác.",
    )
    st.markdown("**Nhân bản phong trào này**")
    st.caption(
        "Phong trào mới có cùng nhóm nội dung, nhiệm vụ, mẫu báo cáo, mốc và quy tắc; chưa có báo "
        "cáo nào và chờ Văn phòng bắt đầu ở trang Tổng kết. Mọi ngày dời theo ngày mốc."
    )
    anchor = next(one for one in shown.milestones if one.key == campaign.anchor)
    with st.container(horizontal=True):
        st.text_input(COPY_FIELDS["code"], key=_KEYS["code"], max_chars=CODE_LIMIT, width=200)
        st.text_input(
            COPY_FIELDS["short_title"],
            key=_KEYS["short_title"],
            max_chars=SHORT_TITLE_LIMIT,
            width=320,
        )
        day = st.date_input(
            f"{COPY_FIELDS['anchor_on']}: {plain(anchor.name)}",
            value=None, key=_KEYS["anchor_on"], format="DD/MM/YYYY", width=260,
        )  # fmt: skip
    st.text_input(COPY_FIELDS["title"], key=_KEYS["title"], max_chars=TITLE_LIMIT)
    if isinstance(day, date):
        moved = day - anchor.due_on
        due = [task.due_on + moved for task in shown.tasks]
        st.caption(
            f"Dời {moved.days} ngày: hạn nhiệm vụ từ {format_date(min(due))} đến "
            f"{format_date(max(due))}, đều ghi “đề xuất” cho đến khi xác nhận."
        )
    st.button(
        "Nhân bản", key="copy_make", icon=":material/content_copy:", on_click=_copy,
        args=(campaign, SLOT.now.act("copy")),
    )  # fmt: skip


def _copy(campaign: Campaign, act_id: UUID) -> None:
    """Callback: make it; what was typed stays where it cannot be taken."""
    actor = session.require(Action.CAMPAIGN_LOAD)
    told = Copied(**{name: st.session_state.get(key) for name, key in _KEYS.items()})
    with feedback.noted(PAGE):
        made = copying.copy(session.db(), actor, campaign, act_id=act_id, told=told)
        feedback.note(
            feedback.Kind.SUCCESS,
            f"Đã nhân bản thành {plain(made.code)}: {made.tasks} nhiệm vụ. Xem lại ở đây, rồi bắt "
            "đầu ở trang Tổng kết.",
            PAGE,
        )
        for key in _KEYS.values():
            st.session_state.pop(key, None)
        st.query_params["campaign"] = made.code
        SLOT.next_blank()
