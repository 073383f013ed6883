"""The signed paper as a PDF beside its report: looked at, put there, another put in its place."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.files import MEGABYTE, format_size
from lib.domain.reports.report import Report, Scan
from lib.domain.vietnamese import format_instant, format_number
from lib.services.closing import scans
from lib.services.files.file_checks import Upload
from lib.ui.closing import report_state as page
from lib.ui.kit import session, uploads
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of
from lib.web.reports import scan_url


def draw(actor: Actor, campaign: Campaign, report: Report, *, may_edit: bool) -> None:
    """The scan of a signed report; the Office puts one there."""
    found = scans.listed(session.db(), actor, campaign, report.report_id)
    with st.container(border=True, key="report_scan"):
        st.markdown("**Bản ký (PDF quét)**")
        if found:
            _shown(report, found[0])
        else:
            st.caption("Chưa có bản quét của văn bản đã ký.")
        if may_edit and not found:
            _adding(campaign, report, found)
        if may_edit and found:
            with st.popover("Thay bản quét", icon=":material/swap_horiz:"):
                st.markdown("Bản đang có vẫn được giữ và mở được.")
                st.text_area("Lý do thay *", key=f"scan_reason_{found[0].number}", height="content")
                _adding(campaign, report, found)
        if len(found) > 1:
            with st.expander(f"Bản quét trước ({len(found) - 1})", key="report_scans_before"):
                for old in found[1:]:
                    _shown(report, old)
        if found:
            st.caption(
                "Còn mở được mãi: trang này, DOCX, PDF và sổ Excel của bản đã giữ nguyên, bản quét."
            )


def _shown(report: Report, scan: Scan) -> None:
    address = scan_url(report.report_id, scan.number)
    with st.container(horizontal=True):
        st.link_button(
            "Mở bản quét", address, key=f"scan_open_{scan.number}", icon=":material/open_in_new:"
        )
        st.link_button(
            "Tải về", f"{address}?tai=1", key=f"scan_take_{scan.number}",
            icon=":material/download:",
        )  # fmt: skip
    reason = f" Lý do thay: {scan.reason}." if scan.reason else ""
    st.caption(
        plain(
            f"{scan.file_name}, {format_number(scan.pages)} trang, {format_size(scan.size_bytes)}; "
            f"{scan.uploaded_by_name} đưa lên {format_instant(scan.uploaded_at)}.{reason} "
            f"SHA-256 {scan.sha256[:16]}…"
        )
    )


def _adding(campaign: Campaign, report: Report, found: Sequence[Scan]) -> None:
    seen = found[0].number if found else 0
    key = f"scan_upload_{report.report_id}_{seen}"
    chosen = st.file_uploader(
        "Tệp quét văn bản đã ký", type=["pdf"], key=key,
        max_upload_size=scans.LIMITS.file_bytes // MEGABYTE,
        help="Quét đủ các trang, cả phụ lục, có số, ngày, chữ ký và con dấu, thành một tệp PDF "
        "không đặt mật khẩu.",
    )  # fmt: skip
    st.button(
        "Lưu bản quét", key=f"{key}_save", type="primary", icon=":material/save:",
        disabled=chosen is None, on_click=_put, args=(campaign, report, seen, key),
    )  # fmt: skip


def _put(campaign: Campaign, report: Report, seen: int, key: str) -> None:
    """Callback: the chosen file is the report's scan from now on."""
    actor = session.require(Action.REPORT_EDIT)
    given = st.session_state.get(key)
    if given is None:
        return

    def act() -> int:
        scans.put(
            session.db(), actor, campaign,
            act_id=act_of("scan", [(report.report_id, seen, given.file_id)]),
            report_id=report.report_id, seen_number=seen, upload=Upload(given.name, given),
            reason=st.session_state.get(f"scan_reason_{seen}", ""),
        )  # fmt: skip
        uploads.let_go([given])
        return 1

    page.SLOT.step(act, "Đã lưu bản quét", fragments=[page.FRAGMENT])
