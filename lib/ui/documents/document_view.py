"""One document to read: what it says, its file, its versions, its way so far."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from lib.domain import documents
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import Content, State, Version
from lib.domain.files import format_size
from lib.domain.forms.fields import Field
from lib.domain.forms.kinds import show
from lib.domain.vietnamese import format_date, format_instant
from lib.services.documents import document_forms
from lib.services.documents import documents as service
from lib.services.documents.document_files import WORKING
from lib.services.documents.documents import Opened
from lib.text.documents import STEPS
from lib.ui.documents import document_list
from lib.ui.kit import session, states
from lib.ui.kit.history import HistoryLine, history_line, unfold
from lib.ui.kit.markdown import plain, plain_lines
from lib.web.documents import url


def head(opened: Opened) -> None:
    """What it is called, how it stands, and what it is about."""
    line = opened.line
    content = line.entry.content
    st.header(plain(content.number or content.abstract or "Văn bản mới"), anchor=False)
    if not line.document.version:
        return
    told = [f"Bản {line.document.current}"] if line.document.current > 1 else []
    if line.document.is_own:
        told.append("Nội bộ đơn vị")
    if line.due_on:
        told.append(f"Hạn phổ biến {format_date(line.due_on)}")
    badge = states.badge(document_list.tone(line), document_list.standing(line))
    st.markdown(f"{badge} :small[{' · '.join(told)}]" if told else badge)
    if line.document.state == State.WITHDRAWN:
        st.warning(
            plain_lines(line.document.reason), title="Văn bản đã thu hồi", icon=":material/block:"
        )


def body(opened: Opened) -> None:
    """What the version in force says, with its file."""
    published = opened.line.entry.published
    if published is None:
        return
    st.markdown("  \n".join(_told(opened, published)))
    files(published.content, url(opened.line.document.document_id, published.number), key="now")


def files(content: Content, address: str, *, key: str) -> None:
    """The ways to what is to be read."""
    if content.file is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.link_button(
                "Mở văn bản", address, key=f"document_open_{key}", icon=":material/open_in_new:"
            )
            st.link_button(
                "Tải về", f"{address}?tai=1", key=f"document_take_{key}",
                icon=":material/download:", type="tertiary",
            )  # fmt: skip
            size = format_size(content.file.size_bytes)
            st.caption(plain(f"{content.file.name}, {size}"), width="content")
    for number, link in enumerate(content.links, start=1):
        st.link_button(
            link, link, key=f"document_link_{key}_{number}", type="tertiary",
            icon=":material/link:",
        )  # fmt: skip


def prepared_file(opened: Opened) -> None:
    """The file of what is being prepared."""
    working = opened.line.entry.working
    if working is not None and working.content.file is not None:
        content = Content({}, working.content.file)
        files(content, url(opened.line.document.document_id, WORKING), key="working")
        if not working.content.file.has_text:
            st.caption("Không đọc được chữ trong tệp, nên chỉ tìm được theo số, trích yếu.")


def versions(opened: Opened) -> None:
    """The versions before the one in force."""
    older = opened.versions[1:]
    if not older:
        return
    with st.expander(f"Các bản trước ({len(older)})", key="document_versions"):
        for one in older:
            st.markdown("  \n".join(_told(opened, one)))
            address = url(opened.line.document.document_id, one.number)
            files(one.content, address, key=f"version_{one.number}")


def history(actor: Actor, campaign: Campaign, opened: Opened) -> None:
    """Every step, for those who may publish it."""
    document = opened.line.document
    if not document.version or not service.may_prepare(actor, document):
        return

    def read() -> list[HistoryLine]:
        found = service.history(session.db(), actor, campaign, document.document_id)
        return [
            history_line(
                one.done_at, STEPS[one.step].format(number=one.number), one.done_by_name,
                one.reason,
            )
            for one in found
        ]  # fmt: skip

    unfold("Lịch sử", read, key="document_history", actor=actor, record=str(document.document_id))


def _told(opened: Opened, version: Version) -> Iterator[str]:
    """What a version says, a line of Markdown each."""
    content = version.content
    if content.number:
        yield f"**{plain_lines(content.abstract)}**"
    issued = content.line(documents.ISSUER)
    if content.issued_on:
        issued += f", ngày {format_date(content.issued_on)}"
    yield plain(issued)
    valid = [
        f"{words} {format_date(day)}"
        for words, day in (
            ("có hiệu lực từ", content.day(documents.VALID_FROM)),
            ("hết hiệu lực", content.day(documents.VALID_UNTIL)),
        )
        if day
    ]
    if valid:
        yield f":small[{plain('; '.join(valid).capitalize())}]"
    if not opened.line.document.is_own:
        yield f":small[Gửi tới: {plain(_to_whom(opened, content))}]"
    change = content.line(documents.CHANGE)
    if change:
        again = content.answers.get(documents.ASKS_AGAIN) is True
        yield f":small[Bản {version.number} sửa: {plain(change)}" + (
            "; cần xác nhận lại]" if again else "]"
        )
    by = f"{version.published_by_name} đăng {format_instant(version.published_at)}"
    yield f":small[{plain(by)} · SHA-256 {version.fingerprint[:16]}…]"


def _to_whom(opened: Opened, content: Content) -> str:
    form = document_forms.document(
        document_forms.reporting(session.db()), is_own=False, is_correction=False
    )
    asked: dict[str, Field] = {field.key: field for field in form.fields}
    audience = content.answers.get(documents.AUDIENCE)
    chosen = {documents.Audience.TYPES: documents.TYPES, documents.Audience.UNITS: documents.UNITS}
    key = next((key for one, key in chosen.items() if one == audience), documents.AUDIENCE)
    return show(asked[key], content.answers)
