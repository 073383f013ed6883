"""The evidence of one item: what there is, adding to it, and looking at it in the page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from lib import text
from lib.domain import access, evidence
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.evidence import Evidence
from lib.domain.units import Unit
from lib.domain.vietnamese import format_date, format_instant
from lib.domain.workflow import WorkStatus
from lib.services import evidence as service
from lib.services.checklist import Opened
from lib.services.evidence import Listed
from lib.ui import evidence_state as page
from lib.ui import session
from lib.ui.fields import plain
from lib.web.evidence import url, zip_url


def hint(opened: Opened) -> None:
    """At once, what a finished item lacks; the plan of 2021 makes no file a condition."""
    if opened.item.status == WorkStatus.DONE and not opened.is_backed:
        st.warning(
            "Nhiệm vụ đã hoàn thành nhưng chưa có tệp hoặc đường dẫn minh chứng. Vẫn lưu và gửi "
            "được; nên bổ sung trước hạn.",
            icon=":material/attach_file:",
        )


def draw(
    actor: Actor, campaign: Campaign, unit: Unit, task: Task, *, files: int, may_edit: bool
) -> None:
    """A part to unfold; while it is closed, nothing of it is read or sent.

    Args:
        files: how many there are.
        may_edit: whether the viewer may change them now.
    """
    st.caption(f":material/attach_file: {files} tệp minh chứng" if files else "Chưa có tệp.")
    with st.expander(
        "Minh chứng", key="item_evidence", icon=":material/folder_open:", on_change="rerun"
    ) as part:
        if not part.open:
            return
        now = page.begin(task.code, unit.code)
        page.notices(now)
        listed = service.of_item(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
        place = page.Place(campaign, unit.unit_id, task.code)
        if may_edit:
            _adding(place, now)
        _files(listed.files)
        if listed.files:
            _one(place, listed.files, may_edit=may_edit)
        if len(listed.files) > 1:
            st.link_button(
                f"Tải cả {len(listed.files)} tệp (ZIP)",
                zip_url(campaign.code, unit_code=unit.code, task_code=task.code),
                key="evidence_zip",
                icon=":material/download:",
            )
        if may_edit:
            _reuse(actor, place, listed)
        is_own = unit.unit_id == actor.unit_id
        if may_edit or (
            not is_own and access.can(actor, Action.EVIDENCE_RESTORE, unit_id=unit.unit_id)
        ):
            _removed(place, listed.removed)


def history(actor: Actor, unit: Unit, task: Task) -> list[tuple[datetime, str]]:
    """Each act on the item's evidence: its instant and its line."""
    entries = service.history(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
    return [
        (
            entry.done_at,
            " · ".join(
                (
                    format_instant(entry.done_at),
                    text.EVIDENCE_ACTS[entry.act],
                    entry.done_by_name,
                    entry.title + (f" (bản {entry.revision_no})" if entry.revision_no > 1 else ""),
                )
            ),
        )
        for entry in entries
    ]


def _adding(place: page.Place, now: page.State) -> None:
    bounds = service.limits()
    key = f"evidence_upload_{now.round}"
    st.file_uploader(
        "Thêm tệp hoặc ảnh chụp",
        type=list(evidence.ENDINGS),
        accept_multiple_files=True,
        key=key,
        max_upload_size=bounds.file_bytes // evidence.MEGABYTE,
        on_change=page.add,
        args=(place, key),
        help="PDF, DOCX, XLSX, JPG, PNG, WEBP. Vị trí và thông tin máy chụp trong ảnh được xóa.",
    )
    st.caption(
        f"Mỗi tệp tối đa {evidence.format_size(bounds.file_bytes)}, mỗi nhiệm vụ tối đa "
        f"{evidence.format_size(bounds.item_bytes)}. Không tải văn bản mật, ảnh căn cước, danh "
        "sách cử tri hay thông tin sức khỏe."
    )
    if now.is_failed:
        st.button("Thử lại", key="evidence_retry", on_click=page.add, args=(place, key))


def _files(files: Sequence[Evidence]) -> None:
    lines = [
        f"{number}. **{plain(one.title)}** · {plain(one.file_name)} · "
        f"{evidence.format_size(one.size_bytes)} · ngày {format_date(one.effective_on)} · "
        f"{plain(one.uploaded_by_name)}, {format_instant(one.uploaded_at)}"
        + (f" · bản {one.revision_no}" if one.revision_no > 1 else "")
        for number, one in enumerate(files, start=1)
    ]
    st.markdown("\n".join(lines) if lines else "Chưa có tệp minh chứng nào.")


def _one(place: page.Place, files: Sequence[Evidence], *, may_edit: bool) -> None:
    by_id = {str(one.evidence_id): one for one in files}
    names = {key: f"{number}. {one.title}" for number, (key, one) in enumerate(by_id.items(), 1)}
    if st.session_state.get("evidence_chosen") not in by_id:
        st.session_state["evidence_chosen"] = None
    chosen = st.selectbox(
        "Xem một tệp" + (", sửa hoặc gỡ" if may_edit else ""),
        list(by_id),
        index=None,
        key="evidence_chosen",
        format_func=lambda key: names.get(key, key),
        placeholder="Chọn tệp",
    )
    if chosen is None:
        return
    one = by_id[chosen]
    _preview(one)
    if may_edit:
        _editing(place, one)


def _preview(one: Evidence) -> None:
    address = url(one.evidence_id, one.revision_no)
    title = html.escape(one.title, quote=True)
    if one.is_image:
        st.html(f'<img src="{address}" alt="{title}" style="max-width:100%;max-height:70vh">')
    elif one.is_pdf:
        # static/vi.js puts a frame there: those of Streamlit bar a browser's reader of PDF.
        st.html(f'<div data-pdf="{address}" title="{title}"></div>')
    with st.container(horizontal=True):
        if one.is_image or one.is_pdf:
            st.link_button(
                "Mở thẻ mới", address, key="evidence_open", icon=":material/open_in_new:"
            )
        st.link_button(
            "Tải về", f"{address}?tai=1", key="evidence_save", icon=":material/download:"
        )
        for number in range(one.revision_no - 1, 0, -1):
            st.link_button(
                f"Bản {number}",
                f"{url(one.evidence_id, number)}?tai=1",
                key=f"evidence_save_{number}",
                type="tertiary",
            )


def _editing(place: page.Place, one: Evidence) -> None:
    begun = page.prefix(one)
    st.session_state.setdefault(f"{begun}_title", one.title)
    st.session_state.setdefault(f"{begun}_day", format_date(one.effective_on))
    st.text_input(evidence.TITLE, key=f"{begun}_title", max_chars=evidence.TITLE_LIMIT)
    st.text_input(evidence.EFFECTIVE_ON, key=f"{begun}_day", placeholder="dd/mm/yyyy")
    with st.container(horizontal=True):
        st.button("Lưu tên và ngày", key="evidence_rename", on_click=page.rename, args=(place, one))
        st.button(
            "Gỡ khỏi nhiệm vụ",
            key="evidence_remove",
            icon=":material/delete:",
            on_click=page.use,
            args=(place, page.Verb.REMOVE, one),
        )
    if st.toggle("Thay bằng tệp mới (giữ bản cũ)", key=f"{begun}_replace"):
        st.file_uploader(
            "Tệp mới",
            type=list(evidence.ENDINGS),
            key=f"{begun}_file",
            max_upload_size=service.limits().file_bytes // evidence.MEGABYTE,
            on_change=page.revise,
            args=(place, one),
        )


def _reuse(actor: Actor, place: page.Place, listed: Listed) -> None:
    if not st.toggle("Dùng lại tệp của nhiệm vụ khác", key="evidence_reuse"):
        return
    here = {one.evidence_id for one in listed.files}
    every = service.of_unit(session.db(), actor, place.campaign, place.unit_id)
    others = {str(one.evidence_id): one for one in every if one.evidence_id not in here}
    if not others:
        st.caption("Đơn vị chưa có tệp nào ở nhiệm vụ khác.")
        return
    if st.session_state.get("evidence_other") not in others:
        st.session_state["evidence_other"] = None
    chosen = st.selectbox(
        "Tệp đã có của đơn vị",
        list(others),
        index=None,
        key="evidence_other",
        format_func=lambda key: others[key].title if key in others else key,
        placeholder="Chọn tệp",
    )
    if chosen is not None:
        st.button(
            "Dùng cho nhiệm vụ này",
            key="evidence_use",
            on_click=page.use,
            args=(place, page.Verb.REUSE, others[chosen]),
        )


def _removed(place: page.Place, removed: Sequence[Evidence]) -> None:
    for one in removed[-5:][::-1]:
        with st.container(horizontal=True, vertical_alignment="center"):
            when = format_instant(one.removed_at) if one.removed_at else ""
            st.caption(f"Đã gỡ: {plain(one.title)} ({plain(one.removed_by_name or '')}, {when})")
            st.button(
                "Khôi phục",
                key=f"evidence_restore_{one.use_id}",
                icon=":material/undo:",
                on_click=page.use,
                args=(place, page.Verb.RESTORE, one),
            )
