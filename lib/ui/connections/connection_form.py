"""A new key: what it may read and until when, and its secret, this once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.connections import DEFAULT_DAYS, LONGEST_DAYS, NAME_LIMIT, in_order
from lib.domain.vietnamese import format_date
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.connections import connections
from lib.services.connections.connection_forms import TypedKey
from lib.services.connections.connections import Made, Proof
from lib.text.connections import CONNECTION_FIELDS as LABELS
from lib.ui.connections import addresses
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

NEW_SLOT: Final = Slot("connections_new")
_WIDTH_PX: Final = 640


def draw_new(actor: Actor, campaign: Campaign) -> None:
    """The form; or the secret of the key that was just made, until it is put away."""
    feedback.show_notes(NEW_SLOT.name)
    with st.container(border=True, width=_WIDTH_PX, key="connection_new"):
        if NEW_SLOT.now.once:
            _secret(NEW_SLOT.now.once[0])
        else:
            _form(actor, campaign)


def _form(actor: Actor, campaign: Campaign) -> None:
    prefix = NEW_SLOT.blank()
    until = clock.today() + timedelta(days=DEFAULT_DAYS)
    st.session_state.setdefault(f"{prefix}_expires_on", format_date(until))
    st.caption(
        "Khóa cho một chương trình đọc các bảng được chọn của phong trào này, chỉ đọc. Nó đọc được "
        "khi bạn còn quyền của Văn phòng, và thu hồi được bất cứ lúc nào."
    )
    st.text_input(
        LABELS["name"], key=f"{prefix}_name", placeholder="Power BI phòng Kế hoạch",
        max_chars=NAME_LIMIT, autocomplete="off",
    )  # fmt: skip
    NEW_SLOT.problem("name")
    st.multiselect(
        LABELS["tables"], list(EXPORTS), key=f"{prefix}_tables", placeholder="Chọn bảng",
        format_func=text.EXPORTS.__getitem__,
    )  # fmt: skip
    NEW_SLOT.problem("tables")
    st.text_input(
        LABELS["expires_on"], key=f"{prefix}_expires_on", placeholder=text.DAY_HINT,
        autocomplete="off", width=200, help=f"Lâu nhất {LONGEST_DAYS} ngày kể từ hôm nay.",
    )  # fmt: skip
    NEW_SLOT.problem("expires_on")
    _proof(actor, prefix)
    st.button(
        "Tạo khóa", key=f"{prefix}_make", type="primary", icon=":material/key:", on_click=_make,
        args=(campaign, prefix, NEW_SLOT.now.act("make")),
    )  # fmt: skip


def _proof(actor: Actor, prefix: str) -> None:
    asked = connections.needed(session.db(), actor)
    if asked == Proof.PASSWORD:
        st.text_input(
            LABELS["password"], type="password", key=f"{prefix}_proof", width=320,
            autocomplete="current-password",
        )  # fmt: skip
    elif asked == Proof.CODE:
        st.text_input(
            LABELS["code"], key=f"{prefix}_proof", width=240, autocomplete="one-time-code",
            help="Mã 6 chữ số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng.",
        )  # fmt: skip


def _secret(made: Made) -> None:
    one = made.connection
    st.markdown(f"**Khóa của {plain(one.name)}**")
    st.code(made.secret, language=None, wrap_lines=True)
    st.caption(
        "Khóa chỉ hiện lần này. Bấm biểu tượng sao chép ở góc khung, dán vào chương trình hoặc nơi "
        f"cất mật khẩu. Dùng đến hết ngày {format_date(one.expires_on)}. Ai có khóa đều đọc được "
        "các bảng đã chọn: không gửi qua thư, không dán vào địa chỉ."
    )
    addresses.draw(in_order(one.opens, EXPORTS), key="connection_new")
    st.button("Đã cất khóa", key="connections_noted", type="primary", on_click=_noted)


def _make(campaign: Campaign, prefix: str, act_id: UUID) -> None:
    """Callback: make the key; what was typed as a proof is not kept."""
    actor, state = session.require(Action.CONNECTION_MANAGE), st.session_state
    proof = str(state.get(f"{prefix}_proof") or "")
    form = TypedKey(
        name=state.get(f"{prefix}_name"),
        tables=list(state.get(f"{prefix}_tables") or ()),
        expires_on=state.get(f"{prefix}_expires_on"),
    )
    with NEW_SLOT.attempt():
        made = connections.make(
            session.db(), actor, campaign, act_id=act_id, form=form, proof=proof,
            address=session.address(),
        )  # fmt: skip
        # Of two clicks the first has made it and shows it.
        if made is not None:
            NEW_SLOT.now.once = (made,)
            NEW_SLOT.next_blank()
    if f"{prefix}_proof" in state:
        state[f"{prefix}_proof"] = ""


def _noted() -> None:
    """Callback: the secret is put away."""
    session.require(Action.CONNECTION_MANAGE)
    NEW_SLOT.now.once = ()
