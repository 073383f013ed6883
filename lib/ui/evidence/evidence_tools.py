"""What may be done with files of evidence: add, read, name, replace, take off, use again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib import text
from lib.domain import evidence
from lib.domain.access import Actor
from lib.domain.dossier import FILE_PART, Part
from lib.domain.evidence import Evidence
from lib.domain.files import ENDINGS, MEGABYTE, format_size
from lib.domain.vietnamese import format_date, format_instant
from lib.services.evidence import evidence as service
from lib.services.evidence.evidence import Listed
from lib.services.evidence.evidence_holders import Grant
from lib.text.files import NO_QUESTION
from lib.ui.evidence import evidence_state as page
from lib.ui.evidence import evidence_view
from lib.ui.kit import session
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain

_REUSE = {
    "nhiệm vụ": "Dùng lại tệp của nhiệm vụ khác",
    "đề nghị": "Dùng lại tệp của nhiệm vụ, đề nghị khác",
}


def rarer(actor: Actor, place: page.EvidencePanel, listed: Listed, zip_address: str) -> None:
    """One file to read, to name or to take off; all of them to save; those of before."""
    grant = listed.grant
    if listed.files:
        _one(place, listed.files, grant)
    if len(listed.files) > 1:
        zip_button(len(listed.files), zip_address)
    if grant:
        _reuse(actor, place, listed, grant)
    removed(place, listed.removed)


def zip_button(files: int, address: str) -> None:
    """All of them to save at once."""
    st.link_button(
        f"Tải cả {files} tệp (ZIP)", address, key="evidence_zip", icon=":material/download:"
    )


def adding(place: page.EvidencePanel, grant: Grant, now: page.State) -> None:
    """The way to add files, with what may be added."""
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
    retry(place, now, key)


def retry(place: page.EvidencePanel, now: page.State, key: str) -> None:
    """The way to try again what storage could not take, where it was tried."""
    if now.is_failed and now.at == place.question:
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
    if place.questions:
        _question(place, one, f"{begun}_question")
    st.session_state.setdefault(f"{begun}_title", one.title)
    st.session_state.setdefault(f"{begun}_day", format_date(one.effective_on))
    st.text_input(evidence.TITLE, key=f"{begun}_title", max_chars=evidence.TITLE_LIMIT)
    st.text_input(evidence.EFFECTIVE_ON, key=f"{begun}_day", placeholder=text.DAY_HINT)
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


def _question(place: page.EvidencePanel, one: Evidence, key: str) -> None:
    labels = unique_labels({field.key: field.label for field in place.questions})
    offered = {"": NO_QUESTION, **labels}
    st.session_state.setdefault(key, one.question if one.question in offered else "")
    st.selectbox(
        evidence.QUESTION,
        list(offered),
        key=key,
        format_func=lambda one: offered.get(one, one),
        on_change=page.name_question,
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


def removed(place: page.EvidencePanel, files: Sequence[Evidence]) -> None:
    """What was taken off last, each with the way to bring it back."""
    for one in files[-5:][::-1]:
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
