"""Preparing a document: its form, its file, and how it goes out, is dropped or withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.documents import REASON_LIMIT, State, right_to_publish
from lib.domain.files import ENDINGS, MEGABYTE
from lib.domain.forms import forms
from lib.services.documents import document_edits, document_steps
from lib.services.documents import documents as service
from lib.services.documents.document_acts import LIMITS, Target
from lib.services.documents.documents import Board, Opened
from lib.services.files.file_checks import Upload
from lib.text.documents import NEW_FOR_UNITS, REASON
from lib.ui.documents import document_state as page
from lib.ui.documents import document_view
from lib.ui.kit import record_form, session, uploads
from lib.ui.kit.asking import ask
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of, mark

_PRIVACY: Final = (
    "Không đưa lên văn bản mật, văn bản có số căn cước, dữ liệu sức khỏe hoặc danh sách cử tri."
)


def draw(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    """The form, the file, and the buttons of what is being prepared."""
    record = page.record_of(campaign, opened)
    record_form.begin(record)
    if opened.line.document.current:
        st.markdown(f"**Soạn bản {opened.line.document.current + 1}**")
    with st.container(key="document_form"):
        _form(record)
    page.SLOT.notices()
    if opened.line.document.version:
        _file(campaign, opened)
        _going_out(campaign, opened)
    else:
        st.caption("Lưu xong thì đưa tệp lên và đăng được.")


def draw_new(board: Board, campaign: Campaign, *, on_begin: Callable[[bool], None]) -> None:
    """The ways to begin."""
    if campaign.state == CampaignState.CLOSED or campaign.at is not None:
        return
    for may, is_own, words in (
        (board.may_publish, False, NEW_FOR_UNITS),
        (board.may_publish_own, True, "Văn bản nội bộ"),
    ):
        if may:
            st.button(
                words, key=f"document_new_{is_own}", icon=":material/add:", on_click=on_begin,
                args=(is_own,), type="secondary" if is_own else "primary",
            )  # fmt: skip


def is_open(campaign: Campaign, opened: Opened) -> bool:
    """Whether anything may be prepared of the document."""
    is_closed = campaign.state == CampaignState.CLOSED
    return not is_closed and opened.line.document.state != State.WITHDRAWN


def draw_acts(campaign: Campaign, opened: Opened) -> None:
    """What may be done with a document that is out: the next version, or out of force."""
    document = opened.line.document
    if document.state != State.PUBLISHED or campaign.state == CampaignState.CLOSED:
        return
    target = page.target_of(opened)
    with st.container(horizontal=True, vertical_alignment="center"):
        words = "Soạn tiếp bản sửa" if opened.line.entry.working else "Sửa thành bản mới"
        st.button(
            words, key=f"document_edit_{mark(target)}", icon=":material/edit:", on_click=_edit,
            args=(opened, ),
        )  # fmt: skip
        with st.popover("Thu hồi", icon=":material/block:"):
            st.markdown("Văn bản không còn hiệu lực; đơn vị vẫn thấy nó cùng lý do.")
            key = f"document_reason_{mark(target)}"
            st.text_area(f"{REASON} *", key=key, max_chars=REASON_LIMIT, height="content")
            st.button(
                "Thu hồi văn bản này", key=f"document_withdraw_{mark(target)}",
                on_click=_withdraw, args=(campaign, target, key),
            )  # fmt: skip


def _form(record: page.DocumentRecord) -> None:
    form = record_form.drawn(record)
    raw = record_form.started(record, forms.start(record.form, record.answers), form)
    record_form.draw(record, form, raw)


def _file(campaign: Campaign, opened: Opened) -> None:
    target, working = page.target_of(opened), opened.line.entry.working
    has_file = working is not None and working.content.file is not None
    with st.container(border=True, key="document_file"):
        st.markdown("**Tệp văn bản**")
        document_view.prepared_file(opened)
        key = f"document_upload_{mark(target)}"
        chosen = st.file_uploader(
            "Tệp khác thay tệp này" if has_file else "Tệp văn bản",
            type=list(ENDINGS), key=key, max_upload_size=LIMITS.file_bytes // MEGABYTE,
            help=f"{_PRIVACY} PDF có chữ và DOCX thì tìm được theo chữ trong tệp.",
        )  # fmt: skip
        st.caption(_PRIVACY)
        with st.container(horizontal=True):
            if chosen is not None:
                st.button(
                    "Lưu tệp", key=f"{key}_save", type="primary", icon=":material/save:",
                    on_click=_attach, args=(campaign, target, key),
                )  # fmt: skip
            if has_file:
                ask(
                    "Bỏ tệp", "delete", "Bản đang soạn không còn tệp; cần liên kết mới đăng được.",
                    key=f"{key}_drop", act=_detach, args=(campaign, target),
                )  # fmt: skip


def _going_out(campaign: Campaign, opened: Opened) -> None:
    """The button, or why there is none."""
    target, working = page.target_of(opened), opened.line.entry.working
    with st.container(horizontal=True, vertical_alignment="center"):
        if campaign.state != CampaignState.RUNNING:
            st.caption(text.NO_REPORTS[campaign.state])
        elif opened.draft:
            st.caption("Lưu trước khi đăng: có nội dung mới chỉ ở bản nháp của bạn.")
        elif working is None:
            st.caption("Lưu bản sửa trước khi đăng.")
        elif lacking := service.lacking(opened):
            st.caption(f":material/info: Chưa đăng được, còn thiếu: {plain(', '.join(lacking))}")
        elif working.content.file is None and not working.content.links:
            st.caption(":material/info: Chưa đăng được, còn thiếu: tệp hoặc liên kết")
        else:
            st.button(
                _publishing(opened), key=f"document_publish_{mark(target)}", type="primary",
                icon=":material/campaign:", on_click=_publish, args=(campaign, target),
            )  # fmt: skip
        if working is not None:
            ask(
                "Bỏ bản đang soạn", "delete",
                "Nội dung và tệp đang soạn mất; bản đã đăng, nếu có, vẫn giữ nguyên.",
                key=f"document_drop_{mark(target)}", act=_drop, args=(campaign, target),
            )  # fmt: skip


def _publishing(opened: Opened) -> str:
    document = opened.line.document
    if document.current:
        return f"Đăng bản {document.current + 1}"
    return "Đăng cho người của đơn vị" if document.is_own else "Đăng cho các đơn vị"


def _edit(opened: Opened) -> None:
    """Callback: open the form of the next version."""
    session.require(opened.line.document.right)
    page.open_document(opened.line.document.document_id, is_edited=True)
    st.rerun([*page.FRAGMENTS])


def _publish(campaign: Campaign, target: Target) -> None:
    """Callback."""
    actor = session.require(right_to_publish(is_own=target.is_own))

    page.take(
        lambda: document_steps.publish(
            session.db(), actor, campaign, act_id=act_of("publish", [target]), target=target
        ),
        "Đã đăng văn bản",
        then={page.OPEN: target.document_id},
    )


def _drop(campaign: Campaign, target: Target) -> None:
    """Callback."""
    actor = session.require(right_to_publish(is_own=target.is_own))

    page.take(
        lambda: document_steps.drop(
            session.db(), actor, campaign, act_id=act_of("drop", [target]), target=target
        ),
        "Đã bỏ bản đang soạn",
        then={},
    )


def _withdraw(campaign: Campaign, target: Target, key: str) -> None:
    """Callback."""
    actor = session.require(right_to_publish(is_own=target.is_own))
    page.take(
        lambda: document_steps.withdraw(
            session.db(), actor, campaign, act_id=act_of("withdraw", [target]), target=target,
            reason=st.session_state.get(key, ""),
        ),
        "Đã thu hồi văn bản",
    )  # fmt: skip


def _attach(campaign: Campaign, target: Target, key: str) -> None:
    """Callback: the chosen file is that of what is being prepared."""
    actor = session.require(right_to_publish(is_own=target.is_own))
    given = st.session_state.get(key)
    if given is None:
        return

    def work() -> None:
        document_edits.attach(
            session.db(), actor, campaign, act_id=act_of("attach", [(target, given.file_id)]),
            target=target, upload=Upload(given.name, given),
        )  # fmt: skip
        uploads.let_go([given])

    page.take(work, "Đã lưu tệp")


def _detach(campaign: Campaign, target: Target) -> None:
    """Callback."""
    actor = session.require(right_to_publish(is_own=target.is_own))
    page.take(
        lambda: document_edits.detach(
            session.db(), actor, campaign, act_id=act_of("detach", [target]), target=target
        ),
        "Đã bỏ tệp",
    )
