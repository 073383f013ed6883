"""The evidence of an item or nomination: what there is, adding to it, looking at it in the page."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain import access, evidence
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.dossier import FILE_PART, Part
from lib.domain.evidence import Evidence
from lib.domain.files import ENDINGS, MEGABYTE, format_size
from lib.domain.units import Unit
from lib.domain.vietnamese import format_date, format_instant
from lib.domain.workflow import WorkStatus
from lib.services.checklist.checklist import OpenedItem
from lib.services.evidence import evidence as service
from lib.services.evidence import evidence_holders
from lib.services.evidence.evidence import Listed
from lib.services.evidence.evidence_holders import Grant, Held, OfNomination
from lib.services.nominations.nominations import OpenedNomination
from lib.ui.evidence import evidence_state as page
from lib.ui.evidence import evidence_view
from lib.ui.kit import session
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.history import HistoryLine, history_line
from lib.ui.kit.markdown import plain
from lib.web.evidence import zip_url

_REUSE = {
    "nhiệm vụ": "Dùng lại tệp của nhiệm vụ khác",
    "đề nghị": "Dùng lại tệp của nhiệm vụ, đề nghị khác",
}


def hint(opened: OpenedItem) -> None:
    """At once, what a finished item lacks; the plan of 2021 makes no file a condition."""
    if opened.item.status == WorkStatus.DONE and not opened.is_backed:
        st.warning(
            "Nhiệm vụ đã hoàn thành nhưng chưa có tệp hoặc đường dẫn minh chứng. Vẫn lưu và gửi "
            "được; nên bổ sung trước hạn.",
            icon=":material/attach_file:",
        )


def counted(files: int) -> str:
    """How many there are; apart from the part's title, which would fold it if it changed."""
    return f"{files} tệp minh chứng" if files else "chưa có tệp minh chứng"


def draw(actor: Actor, campaign: Campaign, unit: Unit, task: Task, *, may_edit: bool) -> None:
    """A part to unfold; while it is closed, nothing of it is read or sent.

    Args:
        may_edit: whether the viewer may change the files now.
    """
    with st.expander(
        "Minh chứng", key="item_evidence", icon=":material/folder_open:", on_change="rerun"
    ) as part:
        if not part.open:
            return
        listed = service.of_item(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
        is_own = unit.unit_id == actor.unit_id
        may_restore = not is_own and access.can(
            actor, Action.EVIDENCE_RESTORE, unit_id=unit.unit_id
        )
        grant = Grant(unit.unit_id) if may_edit else None
        removed = listed.removed if may_edit or may_restore else ()
        _unfolded(
            actor,
            page.EvidencePanel(campaign, evidence_holders.of_task(unit.unit_id, task)),
            Listed(listed.files, removed, grant),
            zip_url(campaign.code, unit_code=unit.code, task_code=task.code),
        )


def draw_shown(actor: Actor, campaign: Campaign, unit: Unit, task: Task) -> None:
    """The files themselves, for whoever checks a report: nothing to unfold or to choose first."""
    listed = service.of_item(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
    evidence_view.gallery(listed.files)
    if len(listed.files) > 1:
        address = zip_url(campaign.code, unit_code=unit.code, task_code=task.code)
        _zip_button(len(listed.files), address)
    place = page.EvidencePanel(campaign, evidence_holders.of_task(unit.unit_id, task))
    page.notices(page.begin(place))
    if unit.unit_id != actor.unit_id and access.can(
        actor, Action.EVIDENCE_RESTORE, unit_id=unit.unit_id
    ):
        _removed(place, listed.removed)


def draw_for_nomination(actor: Actor, campaign: Campaign, opened: OpenedNomination) -> None:
    """The same for a nomination's dossier; who may change which file is the services' to say."""
    found = opened.nomination
    with st.expander(
        "Tệp của hồ sơ", key="nomination_evidence", icon=":material/folder_open:",
        on_change="rerun",
    ) as part:  # fmt: skip
        if not part.open:
            return
        if not found.version:
            st.info("Lưu đề nghị trước khi thêm tệp.", icon=":material/save:")
            return
        listed = service.of_nomination(session.db(), actor, campaign, found.nomination_id)
        is_unit = listed.grant is not None and not listed.grant.is_late
        action = Action.NOMINATION_EDIT if is_unit else Action.NOMINATION_CHECK
        place = page.EvidencePanel(
            campaign, OfNomination(campaign, found.nomination_id), "đề nghị", action, action
        )
        _unfolded(actor, place, listed, zip_url(campaign.code, nomination=found.nomination_id))


def draw_nomination_shown(actor: Actor, campaign: Campaign, nomination_id: UUID) -> None:
    """The files of a dossier themselves, for whoever decides on it."""
    listed = service.of_nomination(session.db(), actor, campaign, nomination_id)
    evidence_view.gallery(listed.files, key=f"dossier_{nomination_id}")


def _unfolded(actor: Actor, place: page.EvidencePanel, listed: Listed, zip_address: str) -> None:
    now, grant = page.begin(place), listed.grant
    page.notices(now)
    if grant:
        _adding(place, grant, now)
    evidence_view.lines(listed.files)
    if listed.files:
        _one(place, listed.files, grant)
    if len(listed.files) > 1:
        _zip_button(len(listed.files), zip_address)
    if grant:
        _reuse(actor, place, listed, grant)
    _removed(place, listed.removed)


def _zip_button(files: int, address: str) -> None:
    st.link_button(
        f"Tải cả {files} tệp (ZIP)", address, key="evidence_zip", icon=":material/download:"
    )


def history(actor: Actor, unit: Unit, task: Task) -> list[HistoryLine]:
    """Each act on the item's evidence."""
    return _told(actor, evidence_holders.of_task(unit.unit_id, task))


def nomination_history(
    actor: Actor, campaign: Campaign, opened: OpenedNomination
) -> list[HistoryLine]:
    """The same for a nomination's files."""
    return _told(actor, OfNomination(campaign, opened.nomination.nomination_id))


def _told(actor: Actor, held: Held) -> list[HistoryLine]:
    return [
        history_line(
            entry.done_at, text.EVIDENCE_ACTS[entry.act], entry.done_by_name,
            entry.title + (f" (bản {entry.revision_no})" if entry.revision_no > 1 else ""),
        )
        for entry in service.history_of(session.db(), actor, held)
    ]  # fmt: skip


def _adding(place: page.EvidencePanel, grant: Grant, now: page.State) -> None:
    bounds = service.limits()
    key = f"evidence_upload_{now.round}"
    if len(grant.parts) > 1:
        parts = _parts(grant)
        if st.session_state.get(page.PART) not in parts:
            # A file is no part of the dossier until somebody says so.
            st.session_state[page.PART] = "" if "" in parts else parts[0]
        st.selectbox(FILE_PART, parts, key=page.PART, format_func=_part_name)
    st.file_uploader(
        "Thêm tệp hoặc ảnh chụp",
        type=list(ENDINGS),
        accept_multiple_files=True,
        key=key,
        max_upload_size=bounds.file_bytes // MEGABYTE,
        on_change=page.add,
        args=(place, key),
        help="PDF, DOCX, XLSX, JPG, PNG, WEBP. Vị trí và thông tin máy chụp trong ảnh được xóa.",
    )
    st.caption(
        f"Mỗi tệp tối đa {format_size(bounds.file_bytes)}, mỗi {place.noun} tối đa "
        f"{format_size(bounds.holder_bytes)}. Không tải văn bản mật, ảnh căn cước, danh "
        "sách cử tri hay thông tin sức khỏe."
    )
    if now.is_failed:
        st.button("Thử lại", key="evidence_retry", on_click=page.add, args=(place, key))


def _parts(grant: Grant) -> list[str]:
    return [part.value if part else "" for part in grant.parts]


def _part_name(value: str) -> str:
    return text.file_part(Part(value) if value else None)


def _one(place: page.EvidencePanel, files: Sequence[Evidence], grant: Grant | None) -> None:
    by_id = {str(one.evidence_id): one for one in files}
    names = {key: f"{number}. {one.title}" for number, (key, one) in enumerate(by_id.items(), 1)}
    if st.session_state.get("evidence_chosen") not in by_id:
        st.session_state["evidence_chosen"] = None
    chosen = st.selectbox(
        "Xem một tệp" + (", sửa hoặc gỡ" if grant else ""),
        list(by_id),
        index=None,
        key="evidence_chosen",
        format_func=lambda key: names.get(key, key),
        placeholder="Chọn tệp",
    )
    if chosen is None:
        return
    one = by_id[chosen]
    evidence_view.preview(one)
    if grant and grant.covers(one):
        _editing(place, one, grant)


def _editing(place: page.EvidencePanel, one: Evidence, grant: Grant) -> None:
    begun = page.prefix(one)
    if len(grant.parts) > 1:
        st.session_state.setdefault(f"{begun}_part", one.part.value if one.part else "")
        st.selectbox(
            FILE_PART,
            _parts(grant),
            key=f"{begun}_part",
            format_func=_part_name,
            on_change=page.name_part,
            args=(place, one),
        )
    st.session_state.setdefault(f"{begun}_title", one.title)
    st.session_state.setdefault(f"{begun}_day", format_date(one.effective_on))
    st.text_input(evidence.TITLE, key=f"{begun}_title", max_chars=evidence.TITLE_LIMIT)
    st.text_input(evidence.EFFECTIVE_ON, key=f"{begun}_day", placeholder="dd/mm/yyyy")
    with st.container(horizontal=True):
        st.button("Lưu tên và ngày", key=f"{begun}_rename", on_click=page.rename, args=(place, one))
        st.button(
            f"Gỡ khỏi {place.noun}",
            key=f"{begun}_remove",
            icon=":material/delete:",
            on_click=page.use,
            args=(place, page.Verb.REMOVE, one),
        )
    if st.toggle("Thay bằng tệp mới (giữ bản cũ)", key=f"{begun}_replace"):
        st.file_uploader(
            "Tệp mới",
            type=list(ENDINGS),
            key=f"{begun}_file",
            max_upload_size=service.limits().file_bytes // MEGABYTE,
            on_change=page.revise,
            args=(place, one),
        )


def _reuse(actor: Actor, place: page.EvidencePanel, listed: Listed, grant: Grant) -> None:
    if not st.toggle(_REUSE[place.noun], key="evidence_reuse"):
        return
    here = {one.evidence_id for one in listed.files}
    every = service.of_unit(session.db(), actor, place.campaign, grant.owner_id)
    others = {str(one.evidence_id): one for one in every if one.evidence_id not in here}
    if not others:
        st.caption("Đơn vị chưa có tệp nào khác.")
        return
    names = unique_labels({key: one.title for key, one in others.items()})
    if st.session_state.get(page.OTHER) not in others:
        st.session_state[page.OTHER] = None
    chosen = st.selectbox(
        "Tệp đã có của đơn vị",
        list(others),
        index=None,
        key=page.OTHER,
        format_func=lambda key: names.get(key, key),
        placeholder="Chọn tệp",
    )
    if chosen is not None:
        st.button(
            f"Dùng cho {place.noun} này",
            key="evidence_use",
            on_click=page.reuse,
            args=(place, others),
        )


def _removed(place: page.EvidencePanel, removed: Sequence[Evidence]) -> None:
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
