"""Taking a campaign away as a file, and making another after it."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import CODE_LIMIT, SHORT_TITLE_LIMIT, TITLE_LIMIT, Campaign
from lib.domain.vietnamese import format_date
from lib.errors import Invalid
from lib.services import copying
from lib.services.campaigns.campaigns import Plan
from lib.services.copying import Copied, Copy
from lib.text.campaigns import COPY_FIELDS, NEW_FIELDS, SWAPS
from lib.ui.campaigns.plan import PAGE, SLOT
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain
from lib.web import campaign_file

_KEYS: Final = {name: f"copy_{name}" for name in COPY_FIELDS}
_MORE, _TERMS = "copy_more_swaps", "copy_terms"
_ARROW: Final = "→"
_CITES: Final = 5
"""Papers named one by one in the answer."""


def draw(campaign: Campaign, shown: Plan) -> None:
    """The file, and the fields of a copy with what becomes of its days."""
    with st.container(horizontal=True):
        st.link_button(
            "Tải tệp phong trào (YAML)",
            campaign_file.url(campaign.code),
            key="campaign_file",
            icon=":material/download:",
            help="Sửa rồi nạp lại ở “Nạp tệp khác”.",
        )
        st.link_button(
            "Tải gói phong trào (ZIP)",
            campaign_file.package_url(campaign.code),
            key="campaign_package",
            icon=":material/package:",
            help="Tệp phong trào cùng bố cục báo cáo, mẫu văn bản riêng, để chuyển sang máy khác.",
        )
    if not shown.tasks:
        st.caption("Phong trào chưa có nhiệm vụ nên chưa nhân bản được.")
        return
    st.markdown("**Nhân bản phong trào này**")
    st.caption(
        "Phong trào mới có cùng nhóm nội dung, nhiệm vụ, mẫu báo cáo, mốc và quy tắc; chưa có báo "
        "cáo nào và chờ Văn phòng bắt đầu ở trang Tổng kết. Mọi ngày dời theo ngày mốc. Số, ngày "
        "văn bản, căn cứ riêng và ghi chú sai sót của kế hoạch cũ không theo sang; giấy tờ lấy căn "
        "cứ pháp lý theo ngày của chúng."
    )
    anchor = next(one for one in shown.milestones if one.key == campaign.anchor)
    with st.container(horizontal=True):
        st.text_input(NEW_FIELDS["code"], key=_KEYS["code"], max_chars=CODE_LIMIT, width=200)
        st.text_input(
            NEW_FIELDS["short_title"],
            key=_KEYS["short_title"],
            max_chars=SHORT_TITLE_LIMIT,
            width=320,
        )
        day = st.date_input(
            f"{NEW_FIELDS['anchor_on']}: {plain(anchor.name)}",
            value=None, key=_KEYS["anchor_on"], format="DD/MM/YYYY", width=260,
        )  # fmt: skip
    st.text_input(NEW_FIELDS["title"], key=_KEYS["title"], max_chars=TITLE_LIMIT)
    if isinstance(day, date):
        moved = day - anchor.due_on
        way = "về trước" if moved.days < 0 else "về sau"
        due = [task.due_on + moved for task in shown.tasks]
        st.caption(
            f"Dời {abs(moved.days)} ngày {way}: hạn nhiệm vụ từ {format_date(min(due))} đến "
            f"{format_date(max(due))}, đều ghi “đề xuất” cho đến khi xác nhận."
        )
        _draw_swaps(campaign, day)
    st.button(
        "Nhân bản", key="copy_make", icon=":material/content_copy:", on_click=_copy,
        args=(campaign, SLOT.now.act("copy")),
    )  # fmt: skip


def _draw_swaps(campaign: Campaign, day: date) -> None:
    """Other words for what belongs to the old campaign's time."""
    st.markdown("**Chữ của kỳ cũ trong kế hoạch**")
    found = copying.dated_terms(session.db(), session.require(Action.CAMPAIGN_LOAD), campaign, day)
    # Proposals are others at the day of another year.
    keys = {term.words: f"copy_swap_{day.year}_{term.words}" for term in found}
    st.session_state[_TERMS] = keys
    if found:
        st.caption(
            "Để trống là giữ nguyên. Số, ngày của văn bản được trích không bị đổi. Chữ điền sẵn là "
            "đề xuất, tính theo ngày mốc mới."
        )
    with st.container(horizontal=True):
        for term in found:
            st.session_state.setdefault(keys[term.words], term.proposal)
            st.text_input(
                f"{plain(term.words)} ({term.places} chỗ) đổi thành",
                key=keys[term.words], max_chars=SHORT_TITLE_LIMIT, width=260,
            )  # fmt: skip
    st.text_area(
        f"Đổi thêm, mỗi dòng một cặp: chữ cũ {_ARROW} chữ mới",
        key=_MORE, placeholder=f"phòng Tổ chức {_ARROW} Văn phòng", height=80,
    )  # fmt: skip


def _swaps() -> dict[str, object]:
    """Old words -> new ones, as typed.

    Raises:
        Invalid: a line without the arrow.
    """
    told: dict[str, object] = {
        words: st.session_state.get(key) for words, key in st.session_state.get(_TERMS, {}).items()
    }
    for line in str(st.session_state.get(_MORE) or "").splitlines():
        old, arrow, new = line.partition(_ARROW if _ARROW in line else "->")
        if not arrow and line.strip():
            raise Invalid("not_swap", field=SWAPS, line=line.strip())
        if line.strip():
            told[old.strip()] = new.strip()
    return told


def _said(made: Copy) -> str:
    told = (
        f"Đã nhân bản thành {plain(made.loaded.code)}: {made.loaded.tasks} nhiệm vụ, đổi chữ ở "
        f"{made.swapped} chỗ. Xem lại ở đây, rồi bắt đầu ở trang Tổng kết."
    )
    if not made.cites:
        return told
    listed = ", ".join(plain(one) for one in made.cites[:_CITES])
    more = f" và {len(made.cites) - _CITES} văn bản khác" if len(made.cites) > _CITES else ""
    return (
        f"{told} Lời kế hoạch còn nhắc {listed}{more}: vui lòng xem có còn đúng không, sửa ở Thiết "
        "lập phong trào."
    )


def _copy(campaign: Campaign, act_id: UUID) -> None:
    """Callback: make it; what was typed stays where it cannot be taken."""
    actor = session.require(Action.CAMPAIGN_LOAD)
    with feedback.noted(PAGE):
        told = Copied(
            **{name: st.session_state.get(key) for name, key in _KEYS.items()}, swaps=_swaps()
        )
        made = copying.copy(session.db(), actor, campaign, act_id=act_id, told=told)
        feedback.note(feedback.Kind.SUCCESS, _said(made), PAGE)
        swap_keys = st.session_state.pop(_TERMS, {}).values()
        for key in (*_KEYS.values(), *swap_keys, _MORE):
            st.session_state.pop(key, None)
        st.query_params["campaign"] = made.loaded.code
        SLOT.next_blank()
