"""The outline of a campaign's reports as text: changed, tried on today's figures, saved."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.reports.outline import ReportKind
from lib.errors import AppError
from lib.services.closing import outline_edits
from lib.services.closing.outline_edits import SOURCE
from lib.ui.closing import report_paper
from lib.ui.closing.outline_record import LABEL, SLOT, OutlineRecord, compared
from lib.ui.kit import list_record, record_form, session
from lib.ui.kit.markdown import plain

_FRAGMENT: Final = "outline"
_HEIGHT_PX: Final = 480


def draw(actor: Actor, campaign: Campaign) -> None:
    """The text beside what a report would be by it."""
    del actor  # asked again by every run

    @st.fragment(key=_FRAGMENT)
    def editor() -> None:
        viewer = session.require(Action.REPORT_EDIT)
        record = OutlineRecord(campaign, outline_edits.opened(session.db(), viewer, campaign))
        list_pane, record_pane = list_record.panes()
        with list_pane:
            source = _form(record)
        with record_pane:
            _preview(viewer, campaign, source)

    editor()


def _form(record: OutlineRecord) -> str:
    """The text and what may be done with it; what stands in the box now."""
    form = record_form.drawn(record)
    raw = record_form.started(record, record.stored, form)
    key = f"{form.prefix}_{SOURCE}"
    source = st.text_area(
        LABEL, value=str(raw[SOURCE]), key=key, height=_HEIGHT_PX,
        on_change=partial(record_form.keep, record, form),
        help="Đầu tệp chỉ cách viết: tên số liệu trong { }, phần bỏ được trong [[ ]].",
    )  # fmt: skip
    SLOT.notices()
    record_form.draw_end(record, form)
    if SLOT.now.conflict:
        with st.expander("So sánh từng dòng: − của bản đã lưu, + của tôi"):
            _compare(record.opened.source, source)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Xem thử", key=f"{form.prefix}_try", icon=":material/visibility:")
        with st.popover("Cách viết", icon=":material/help:"):
            _guide()
        version = record.version
        st.caption(f"Đang dùng: {f'bản {version}' if version else 'theo chương trình'}")
    return source


def _compare(stored: str, mine: str) -> None:
    for line in compared(stored, mine):
        sign, words = ("+", line[1:]) if line.startswith("+") else ("−", line[1:])
        st.markdown(f":{'green' if sign == '+' else 'red'}[{sign} {plain(words.strip())}]")


def _guide() -> None:
    st.markdown(
        "Mỗi phần là `sentence` (câu theo số liệu), `typed` (Văn phòng viết) hoặc `groups` (kết "
        "quả từng nhóm). Mã của phần dùng mãi: lời đã viết được lưu theo mã.\n\n"
        "`{giao}` là một số; `{giao|02}` viết 05, `{giao|chu}` viết 05 (năm). `[[ … ]]` được bỏ đi "
        "khi số bên trong bằng 0 hoặc chưa có. `when` nêu số phải khác 0; `!` ở trước: phải bằng "
        "0.\n\nĐặt mã nhóm, mã nhiệm vụ ở trước: `{II.1.xong}`, `{II.1.1.bao_cao}`; hoặc mã câu "
        "hỏi trong biểu mẫu: `{II.1.1.luot_nguoi}`, của tỷ lệ có thêm `.tu`, `.mau`. Khen thưởng: "
        "`{khen.co_quan.ca_hai}`, `{da_trinh.tinh.tap_the}`, `{quyet_dinh.GK}`. Điển hình đã đăng: "
        "`{dien_hinh.ca_hai}`, `{dien_hinh.ca_nhan.ten}`. Văn bản: `{van_ban}`, `{van_ban.du}`, "
        "`{van_ban.luot}`. Ý kiến: `{y_kien}`, `{y_kien.chu_de}`, `{y_kien.tra_loi}`; thông tin "
        "sai sự thật: `{tin_sai}`, `{tin_sai.chuyen}`, `{tin_sai.noi_chuyen}`."
    )
    names = "\n".join(f"- `{name}`: {words}" for name, words in text.FIGURES.items())
    st.markdown(f"Tên số liệu:\n\n{names}")


def _preview(viewer: Actor, campaign: Campaign, source: str) -> None:
    try:
        made = outline_edits.preview(
            session.db(), viewer, campaign, kind=ReportKind.CLOSING, source=source
        )
    except AppError as refusal:
        st.error(text.sentence(refusal), icon=":material/error:")
        return
    report_paper.draw_plain(made)
