"""Loading a campaign or a list of units from a file: sent, shown what it changes, loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.config import ROOT
from lib.domain import access, packages
from lib.domain.access import Action, Actor
from lib.domain.files import MEGABYTE
from lib.errors import Refused
from lib.services.campaigns.campaigns import Loaded
from lib.services.packages import loading, reading
from lib.services.packages.loading import Trial
from lib.services.packages.reading import Incoming
from lib.services.packages.writing import RIGHTS
from lib.text import packages as words
from lib.ui.campaigns.plan import PAGE
from lib.ui.kit import feedback, session, uploads
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot

SLOT: Final = Slot("plan_file")
_TEMPLATES: Final = "plan_templates"
_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class _Open:
    """The file that was sent, and what it would change; kept by the tab.

    Attributes:
        whole: as it was sent, whatever of it is wanted.
    """

    whole: Incoming = field(repr=False)
    wanted: Incoming = field(repr=False)
    trial: Trial


def draw() -> None:
    """A plan to read, or a file to load, for whoever may."""
    if SLOT.now.once:
        _draw_trial(SLOT.now.once[0])
        return
    st.page_link(
        ROOT / "pages" / "office" / "intake.py",
        label="Nhập từ văn bản kế hoạch (Word, PDF, chữ)",
        icon=":material/upload_file:",
    )
    key = f"{SLOT.blank()}_sent"
    st.file_uploader(
        "Gói phong trào (ZIP), tệp kế hoạch hoặc danh sách đơn vị (YAML)",
        type=["zip", "yaml", "yml"],
        key=key,
        max_upload_size=packages.LIMITS.file_bytes // MEGABYTE,
        on_change=_send,
        args=(key,),
        help="Mẫu: data/campaigns/bau-cu-2021.yaml và data/units.yaml của chương trình.",
    )
    st.caption("Phần mềm cho xem trước những gì sẽ thay đổi, chưa nạp gì.")


def _draw_trial(found: _Open) -> None:
    lines = found.trial.lines
    st.markdown(f"**{plain(found.whole.name)}** sẽ thay đổi {len(lines)} điều. Chưa nạp gì.")
    if found.whole.templates:
        st.toggle(
            "Lấy cả mẫu văn bản trong gói; mọi phong trào trên máy này dùng chung mẫu",
            key=_TEMPLATES, on_change=_try_again,
        )  # fmt: skip
    if not lines:
        st.info(words.NOTHING, icon=":material/inbox:")
    with st.container(horizontal=True):
        st.button(
            "Nạp tệp",
            key="plan_load",
            type="primary",
            icon=":material/upload_file:",
            disabled=not lines,
            on_click=_load,
            args=(SLOT.now.act("load"),),
        )
        st.button("Chọn tệp khác", key="plan_file_drop", on_click=_drop)
    said = [f"- **{plain(one.head)}**: {plain(one.words)}" for one in lines[:_SHOWN]]
    st.markdown("\n".join(said))
    if len(lines) > _SHOWN:
        st.caption(f"Hiện {_SHOWN} điều đầu trong {len(lines)} điều.")


def _send(key: str) -> None:
    """Callback of the uploader."""
    actor = session.require(Action.CAMPAIGN_LOAD)
    given = st.session_state.get(key)
    if given is None:
        return
    with feedback.noted(PAGE):
        whole = reading.read(given.name, given.getvalue())
        may_all = all(access.can(actor, right) for right in RIGHTS)
        st.session_state[_TEMPLATES] = may_all
        SLOT.now.once = (_tried(actor, whole),)
    uploads.let_go([given])
    SLOT.next_blank()


def _tried(actor: Actor, whole: Incoming) -> _Open:
    wanted = whole if st.session_state.get(_TEMPLATES) else whole.bare
    return _Open(whole, wanted, loading.tried(session.db(), actor, wanted))


def _try_again() -> None:
    """Callback of the choice."""
    actor = session.require(Action.CAMPAIGN_LOAD)
    if SLOT.now.once:
        with feedback.noted(PAGE):
            SLOT.now.once = (_tried(actor, SLOT.now.once[0].whole),)


def _load(act_id: UUID) -> None:
    """Callback: load what was shown; what has moved since is shown anew."""
    actor = session.require(Action.CAMPAIGN_LOAD)
    if not SLOT.now.once:
        return
    found: _Open = SLOT.now.once[0]
    with feedback.noted(PAGE):
        try:
            done = loading.load(
                session.db(), actor, act_id=act_id, incoming=found.wanted, seen=found.trial
            )
        except Refused:
            SLOT.now.once = (_tried(actor, found.whole),)
            raise
        SLOT.now.once = ()
        SLOT.now.settle()
        feedback.note(feedback.Kind.SUCCESS, _told(done.loaded), PAGE)


def _drop() -> None:
    """Callback: look at another file; nothing was loaded."""
    session.require(Action.CAMPAIGN_LOAD)
    SLOT.now.once = ()


def _told(loaded: Loaded) -> str:
    if loaded.over:
        return text.reloaded(plain(loaded.code), loaded.items, loaded.over.forms, loaded.over.kept)
    if loaded.tasks:
        return (
            f"Đã nạp {plain(loaded.code)}: {loaded.tasks} nhiệm vụ, giao {loaded.items} mục cho "
            "các đơn vị."
        )
    if loaded.units:
        return f"Đã thêm {loaded.units} đơn vị."
    return f"Đã nạp {plain(loaded.code)}."
