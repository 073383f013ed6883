"""One record of the plan: its form, its questions, the way out of the draft."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from lib.domain import plan_drafts
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.plan_drafts import Name
from lib.services.building import edits, ordering
from lib.services.building.drafts import OpenRecord, PlanDraft
from lib.services.building.edits import Saved
from lib.text import plan_drafts as words
from lib.ui.building import builder_state as page
from lib.ui.building import form_editor
from lib.ui.building.builder_state import PlanRecord
from lib.ui.kit import record_form, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark


def draw(actor: Actor, campaign: Campaign, draft: PlanDraft, opened: OpenRecord) -> None:
    """The record as the draft has it; a form unless the draft leaves it out."""
    with st.container(border=True, key="builder_form"):
        st.header(plain(page.title_of(opened)), anchor=False)
        if opened.is_out:
            st.info("Bản nháp bỏ mục này khỏi kế hoạch.", icon=":material/delete:")
        elif not opened.name.part.is_form:
            _form(PlanRecord(campaign, opened))
        page.SLOT.notices()
        with st.container(horizontal=True):
            _ways(campaign, opened)
            _places(campaign, draft, opened)
    if opened.name.part.has_questions and not opened.is_out:
        form_editor.draw(actor, campaign, opened)


def _form(record: PlanRecord) -> None:
    form = record_form.drawn(record)
    raw = record_form.started(record, record.stored, form)
    record_form.draw(record, form, raw)


def _ways(campaign: Campaign, opened: OpenRecord) -> None:
    """Leaving a record out, and having it as it is in force."""
    if opened.is_changed:
        label = "Bỏ mục mới này" if opened.is_new else "Lấy lại bản đang áp dụng"
        _way(label, "undo", campaign, opened, edits.take_back, words.TAKEN_BACK)
    if not opened.name.part.stays and not opened.is_out and not opened.is_new:
        _way("Bỏ khỏi kế hoạch", "delete", campaign, opened, edits.take_out, words.TAKEN_OUT)


def _places(campaign: Campaign, draft: PlanDraft, opened: OpenRecord) -> None:
    """Up and down among its like, where these do not stand by their codes."""
    if opened.is_out or not opened.name.part.is_ordered:
        return
    codes = plan_drafts.codes(draft.content, opened.name.part)
    place, seen = codes.index(opened.name.code), draft.order_version(opened.name.part)
    now = page.SLOT.begin(page.address(opened.name), opened.version)
    for label, icon, by, is_there, done in (
        ("Lên", "arrow_upward", -1, place > 0, words.MOVED_UP),
        ("Xuống", "arrow_downward", 1, place < len(codes) - 1, words.MOVED_DOWN),
    ):
        st.button(
            label, key=f"builder_{icon}_{mark((opened.name, seen))}", type="tertiary",
            icon=f":material/{icon}:", disabled=not is_there, on_click=_move,
            args=(campaign, opened.name, by, seen, now.act(icon), done),
        )  # fmt: skip


def _move(campaign: Campaign, name: Name, by: int, seen: int, act_id: UUID, done: str) -> None:
    def work(actor: Actor) -> None:
        ordering.move(
            session.db(), actor, campaign, act_id=act_id, name=name, by=by, seen_version=seen
        )

    page.step(work, done)


def _way(
    label: str,
    icon: str,
    campaign: Campaign,
    opened: OpenRecord,
    what: Callable[..., Saved],
    done: str,
) -> None:
    now = page.SLOT.begin(page.address(opened.name), opened.version)
    st.button(
        label, key=f"builder_{icon}_{mark(opened.name)}", type="tertiary",
        icon=f":material/{icon}:", on_click=_take,
        args=(what, campaign, opened, now.act(icon), done),
    )  # fmt: skip


def _take(
    what: Callable[..., Saved], campaign: Campaign, opened: OpenRecord, act_id: UUID, done: str
) -> None:
    def work(actor: Actor) -> object:
        return what(
            session.db(), actor, campaign, act_id=act_id, name=opened.name,
            seen_version=opened.version,
        )  # fmt: skip

    page.step(work, done)
