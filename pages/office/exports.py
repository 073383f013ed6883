"""The Office downloads what was reported, and the summary's figures."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import text
from lib.domain.access import Action
from lib.domain.exports import Dates, Decimals, Options
from lib.domain.jobs import Kind
from lib.exports.registry import EXPORTS
from lib.services.reports import exports, workbooks
from lib.ui.connections import way_in
from lib.ui.jobs import own_files
from lib.ui.kit import feedback, moment, page_head, session
from lib.ui.reports import bundle
from lib.web import evidence
from lib.web.exports import url

actor = session.require(Action.EXPORT_CSV)

TITLE, _PLACE = "Kết xuất", "workbook"
asked = moment.asked(actor, TITLE)
campaign = asked.campaign
with (
    page_head.draw(TITLE, campaign.short_title),
    st.popover(
        "Thời điểm", type="tertiary", on_change="rerun", key="exports_moment",
        icon=":material/history:",
    ) as choice,
):  # fmt: skip
    if choice.open:
        moment.draw_choice(campaign, Action.EXPORT_CSV)
moment.draw_banner(asked, Action.EXPORT_CSV)
st.caption(
    "Tệp CSV mở được ngay bằng Excel, lấy số liệu tại "
    f"{'thời điểm đã chọn' if campaign.at else 'lúc bấm'} và ghi số bản ở từng dòng. Mỗi lần tải "
    "được ghi vào nhật ký."
)

with st.container(horizontal=True):
    dates = st.segmented_control(
        "Ngày tháng",
        [form.value for form in Dates],
        key="dates",
        default=Dates.VI.value,
        format_func={"iso": "2026-11-22", "vi": "22/11/2026"}.__getitem__,
        required=True,
        bind="query-params",
    )
    decimals = st.segmented_control(
        "Dấu thập phân",
        [form.value for form in Decimals],
        key="decimals",
        default=Decimals.COMMA.value,
        format_func={".": "1234.5", ",": "1234,5"}.__getitem__,
        required=True,
        bind="query-params",
        help="Chọn dạng giống Excel của bạn. Với 1234.5 các cột ngăn nhau bằng dấu phẩy, với "
        "1234,5 bằng dấu chấm phẩy.",
    )
options = Options(Dates(dates), Decimals(decimals))


def begin() -> None:
    """Callback: ask for the workbook."""
    asking = session.require(Action.EXPORT_CSV)
    with feedback.noted(_PLACE):
        workbooks.ask(session.db(), asking, campaign, address=session.address())


def line(name: str, hint: str) -> DeltaGenerator:
    """What can be downloaded; its acts go beside the words."""
    words, acts = st.columns((62, 38), vertical_alignment="center")
    words.markdown(f"**{name}**  \n:small[{hint}]")
    return acts.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center"
    )


with st.container(border=True, key="export_workbook"):
    with line(
        text.JOB_KINDS[Kind.WORKBOOK],
        "Mọi bảng dưới đây trong một tệp XLSX của cùng một bản số liệu: trang bìa, mỗi bảng một "
        "trang tính, dòng cộng, biểu đồ.",
    ):
        st.button("Lập sổ Excel", key="workbook_begin", icon=":material/table:", on_click=begin)
    feedback.show_notes(_PLACE)
    own_files.draw({Kind.WORKBOOK}, name=_PLACE)

way_in.draw()

for key, export in EXPORTS.items():
    with st.container(border=True, key=f"export_{key}"):
        with line(export.label, text.EXPORT_HINTS[key]):
            is_told = st.toggle("Các cột trong tệp", key=f"columns_{key}")
            st.link_button(
                f"Tải CSV: {text.EXPORT_FILES[key]}",
                url(key, campaign.code, options, moment.written(campaign)),
                key=f"download_{key}",
                icon=":material/download:",
            )
        if is_told:
            st.write(" · ".join(exports.columns(session.db(), actor, campaign, key)))

if campaign.at is None:
    with (
        st.container(border=True, key="export_files"),
        line("Minh chứng", "Mọi tệp đang dùng, bản mới nhất, xếp theo đơn vị và nhiệm vụ."),
    ):
        st.link_button(
            "Tải ZIP: minh chứng của phong trào",
            evidence.zip_url(campaign.code),
            key="download_files",
            icon=":material/download:",
        )
    bundle.draw(actor, campaign)
else:
    st.caption("Tệp minh chứng và toàn bộ dữ liệu chỉ tải được theo hiện tại.")
