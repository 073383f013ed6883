"""The outline of a campaign's reports as text: changed, tried on today's figures, saved."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.reports.outline import ReportKind
from lib.errors import AppError
from lib.services.closing import outline_edits
from lib.services.closing.outline_edits import OpenOutline
from lib.ui.closing import report_paper
from lib.ui.kit import feedback, list_record, session
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of

SLOT: Final = Slot("outline")
_FRAGMENT: Final = "outline"
_HEIGHT_PX: Final = 480


def draw(actor: Actor, campaign: Campaign) -> None:
    """The text beside what a report would be by it."""
    del actor  # asked again by every run

    @st.fragment(key=_FRAGMENT)
    def editor() -> None:
        viewer = session.require(Action.REPORT_EDIT)
        found = outline_edits.opened(session.db(), viewer, campaign)
        form = SLOT.begin(str(campaign.campaign_id), found.version)
        key = f"outline_{form.opening}_{found.version}"
        list_pane, record_pane = list_record.panes()
        with list_pane:
            feedback.show_notes(SLOT.name)
            st.text_area(
                "Bố cục và câu mẫu (YAML)", value=found.source, key=key, height=_HEIGHT_PX,
                help="Đầu tệp chỉ cách viết: tên số liệu trong { }, phần bỏ được trong [[ ]].",
            )  # fmt: skip
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    "Lưu bố cục", key=f"{key}_save", type="primary", icon=":material/save:",
                    on_click=_save, args=(campaign, found, key),
                )  # fmt: skip
                st.button("Xem thử", key=f"{key}_try", icon=":material/visibility:")
                with st.popover("Cách viết", icon=":material/help:"):
                    _guide()
                came = "theo chương trình" if not found.version else f"bản {found.version}"
                st.caption(f"Đang dùng: {came}")
        with record_pane:
            _preview(viewer, campaign, str(st.session_state.get(key, found.source)))

    editor()


def _guide() -> None:
    st.markdown(
        "Mỗi phần là `sentence` (câu theo số liệu), `typed` (Văn phòng viết) hoặc `groups` (kết "
        "quả từng nhóm). Mã của phần dùng mãi: lời đã viết được lưu theo mã.\n\n"
        "`{giao}` là một số; `{giao|02}` viết 05, `{giao|chu}` viết 05 (năm). `[[ … ]]` được bỏ đi "
        "khi số bên trong bằng 0 hoặc chưa có. `when` nêu số phải khác 0; `!` ở trước: phải bằng "
        "0.\n\nĐặt mã nhóm, mã nhiệm vụ ở trước: `{II.1.xong}`, `{II.1.1.bao_cao}`; hoặc mã câu "
        "hỏi trong biểu mẫu: `{II.1.1.luot_nguoi}`, của tỷ lệ có thêm `.tu`, `.mau`. Khen thưởng: "
        "`{khen.co_quan.ca_hai}`, `{da_trinh.tinh.tap_the}`, `{quyet_dinh.GK}`. Điển hình đã đăng: "
        "`{dien_hinh.ca_hai}`, `{dien_hinh.ca_nhan.ten}`."
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


def _save(campaign: Campaign, found: OpenOutline, key: str) -> None:
    """Callback: save what stands in the box."""
    actor = session.require(Action.REPORT_EDIT)
    source = str(st.session_state.get(key, ""))
    with SLOT.attempt("Đã lưu bố cục; các báo cáo đang soạn dùng bố cục này."):
        outline_edits.save(
            session.db(), actor, campaign,
            act_id=act_of("outline", [(campaign.campaign_id, found.version, source)]),
            seen_version=found.version, source=source,
        )  # fmt: skip
