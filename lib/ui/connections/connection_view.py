"""One key: what it opens, what was read by it, and its end."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.connections import Connection, State, in_order
from lib.domain.vietnamese import format_date, format_instant, format_number
from lib.services.connections import connections
from lib.services.connections.connections import Listed
from lib.text.connections import CONNECTION_STATES
from lib.ui.connections import addresses
from lib.ui.connections.connection_list import NEVER, SLOT, TONES
from lib.ui.kit import session, states
from lib.ui.kit.asking import ask
from lib.ui.kit.history import draw_log_link
from lib.ui.kit.markdown import plain
from lib.ui.kit.tables import Column
from lib.ui.kit.tables import draw as draw_table

_BARRED = (
    "Tài khoản tạo khóa đã đóng, không còn vai trò Văn phòng, hoặc phải đổi mật khẩu hay bật xác "
    "thực hai lớp trước; khóa đọc lại được khi tài khoản ấy lại có quyền."
)


def draw(campaign: Campaign, listed: Listed) -> None:
    """The open key."""
    one = listed.connection
    SLOT.begin(str(one.connection_id), 0)
    with st.container(border=True, key="connection_open"):
        st.header(plain(one.name), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(states.badge(TONES[listed.state], CONNECTION_STATES[listed.state]))
            st.caption(
                f"{plain(one.maker)} tạo lúc {format_instant(one.made_at)}, dùng đến hết ngày "
                f"{format_date(one.expires_on)}"
            )
        if listed.state == State.BARRED:
            st.warning(_BARRED, icon=":material/key_off:")
        if one.revoked_at is not None:
            st.caption(f"Thu hồi lúc {format_instant(one.revoked_at)}.")
        _uses(one)
        with st.container(horizontal=True, vertical_alignment="center"):
            if one.revoked_at is None:
                ask(
                    "Thu hồi khóa",
                    "key_off",
                    f"Chương trình dùng khóa “{plain(one.name)}” không đọc được nữa, ngay từ lần "
                    "đọc tới. Khóa đã thu hồi không dùng lại được.",
                    key=f"connection_revoke_{one.connection_id}",
                    act=_revoke,
                    args=(campaign, one.connection_id, SLOT.now.act("revoke")),
                )
            draw_log_link(str(one.connection_id))
        if listed.state == State.LIVE:
            addresses.draw(in_order(one.opens, text.EXPORTS), key="connection")


def _uses(one: Connection) -> None:
    by_table = {use.table: use for use in one.tables}
    uses = [by_table[table] for table in in_order(by_table, text.EXPORTS)]
    draw_table(
        [
            Column("Bảng được đọc", [text.EXPORT_SHEETS[use.table] for use in uses], 130),
            Column("Số lần đọc", [format_number(use.requests) for use in uses], 90),
            Column("Số dòng đã đọc", [format_number(use.rows) for use in uses], 120),
            Column(
                "Đọc gần nhất",
                [format_instant(use.used_at) if use.used_at else NEVER for use in uses],
                112,
            ),
        ],
        key=f"connection_uses_{one.connection_id}",
        alt="Các bảng mà khóa được đọc, và đã đọc bao nhiêu",
    )


def _revoke(campaign: Campaign, connection_id: UUID, act_id: UUID) -> None:
    """Callback: end the key."""
    actor = session.require(Action.CONNECTION_MANAGE)
    with SLOT.attempt("Đã thu hồi khóa."):
        connections.revoke(
            session.db(), actor, campaign, connection_id, act_id=act_id, address=session.address()
        )
