"""What a unit and the Office ask each other about the open item, and the way to ask and answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign, Task
from lib.domain.checklist import Item
from lib.domain.comments import LETTERS, Comment, Side, Step, Thread
from lib.domain.units import Unit
from lib.domain.vietnamese import format_instant
from lib.services.checklist import comment_acts, comments
from lib.services.checklist.comments import Place, Talk
from lib.text import comments as words
from lib.ui.kit import session
from lib.ui.kit.history import HistoryLine, history_line
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import mark

SLOT: Final = Slot("talk")
_TITLES: Final = {Side.UNIT: "Trao đổi với Văn phòng", Side.OFFICE: "Trao đổi với đơn vị"}
_ASKS: Final = {Side.UNIT: "Hỏi Văn phòng", Side.OFFICE: "Hỏi đơn vị"}
_ANSWER, _MORE = "Trả lời", "Viết thêm"
_SENDS: Final = {
    _ANSWER: "Gửi trả lời",
    _MORE: "Gửi thêm",
    **dict.fromkeys(_ASKS.values(), "Gửi câu hỏi"),
}
_LEADS: Final = "talk_leads"
_SENT, _SEEN = "Đã gửi nội dung trao đổi.", "Đã đánh dấu đã xem."
_BOX_PX: Final = 90


@dataclass(frozen=True, slots=True)
class Panel:
    """On which item, for which side, and what tells of it.

    Attributes:
        redrawn: the fragments that are drawn anew after an act; without any, its own.
    """

    campaign: Campaign
    unit: Unit
    task: Task
    side: Side
    redrawn: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the keys of its widgets begin with, so that a late click is for no other item."""
        return f"talk_{mark((self.unit.unit_id, self.task.task_id, self.side))}"

    def place(self, thread: Thread | None = None) -> Place:
        thread_id = thread.thread_id if thread else None
        return Place(self.unit.unit_id, self.task.task_id, self.side, thread_id)


def leads(panel: Panel, *, is_asked: bool) -> bool:
    """Whether it stands before the report: once one is asked, for as long as the tab shows it.

    What was just answered does not move away from who answers.
    """
    if is_asked:
        st.session_state[_LEADS] = panel.key
    held: object = st.session_state.get(_LEADS)
    return held == panel.key


def draw(actor: Actor, panel: Panel, item: Item) -> None:
    """In sight while a comment waits for either side; else folded, and nothing of it is read."""
    if SLOT.now.record != panel.key:
        SLOT.open()
        SLOT.begin(panel.key, 0)
    if item.waits_unit or item.waits_office:
        with st.container(border=True, key=f"{panel.key}_open"):
            st.markdown(f":material/forum: **{_TITLES[panel.side]}**")
            _draw(actor, panel)
        return
    with st.expander(
        _TITLES[panel.side], key=f"{panel.key}_part", icon=":material/forum:", on_change="rerun"
    ) as part:
        if part.open:
            _draw(actor, panel)
    if not part.open:
        SLOT.notices()


def history(actor: Actor, unit: Unit, task: Task) -> list[HistoryLine]:
    """Each comment as a line of the item's history."""
    found = comments.history(session.db(), actor, unit_id=unit.unit_id, task_id=task.task_id)
    return [
        history_line(
            one.done_at, words.STEPS[one.step], f"{words.SIDES[one.side]}: {one.done_by_name}",
            one.body,
        )
        for one in found
    ]  # fmt: skip


def _draw(actor: Actor, panel: Panel) -> None:
    talk = comments.of_item(
        session.db(), actor, panel.campaign, panel.unit, panel.task.task_id, side=panel.side
    )
    for number, thread in enumerate(talk.threads):
        with st.container(key=f"{panel.key}_thread_{number}", gap="xsmall"):
            for one in thread.comments:
                _comment(one)
            if talk.may_write:
                _answer(panel, talk, thread)
    SLOT.notices()
    if talk.may_write:
        _ask(panel, talk)
    elif not talk.threads:
        st.caption("Chưa có trao đổi nào.")


def _comment(one: Comment) -> None:
    who = f"{words.SIDES[one.side]} · {plain(one.done_by_name)} ({plain(one.home)})"
    when = format_instant(one.done_at)
    if one.step == Step.SEEN:
        st.caption(f":material/visibility: {words.STEPS[one.step]} · {who} · {when}")
        return
    body = plain(one.body).replace("\n", "  \n")
    st.markdown(f":small[**{who}** · {when}]  \n{body}")


def _answer(panel: Panel, talk: Talk, thread: Thread) -> None:
    """The box for an answer, at once where one is waited for or has been begun."""
    draft, place, seen = talk.drafts.get(thread.thread_id), panel.place(thread), thread.last
    if thread.waits_for != panel.side and draft is None:
        more = f"{panel.key}_{thread.thread_id}_more"
        with st.popover(_MORE, key=more, type="tertiary", width="content"):
            _box(panel, place, _MORE, "", seen.comment_id)
        return
    with _box(panel, place, _ANSWER, draft or "", seen.comment_id):
        if thread.waits_for == panel.side:
            st.button(
                "Đã xem, không cần trả lời",
                key=f"{panel.key}_seen_{seen.comment_id}",
                type="tertiary",
                icon=":material/visibility:",
                on_click=_see,
                args=(panel, place, seen.comment_id, SLOT.now.act(f"seen_{seen.comment_id}")),
            )


def _ask(panel: Panel, talk: Talk) -> None:
    """The box for a question of one's own, folded while another one is talked about."""
    label, draft = _ASKS[panel.side], talk.drafts.get(None)
    if talk.threads and draft is None:
        with st.popover(label, key=f"{panel.key}_ask", icon=":material/forum:"):
            _box(panel, panel.place(), label, "", None)
    else:
        _box(panel, panel.place(), label, draft or "", None)


def _box(panel: Panel, place: Place, label: str, draft: str, seen: UUID | None) -> DeltaGenerator:
    """The text and the way to send it; what is given stands beside that."""
    key = _key(panel, place)
    st.session_state.setdefault(key, draft)
    st.text_area(
        label, key=key, max_chars=LETTERS, height=_BOX_PX, on_change=_keep,
        args=(panel, place, key),
    )  # fmt: skip
    beside = st.container(horizontal=True, vertical_alignment="center")
    beside.button(
        _SENDS[label],
        key=f"{key}_send",
        icon=":material/send:",
        on_click=_say,
        args=(panel, place, key, seen, SLOT.now.act(key)),
    )
    return beside


def _key(panel: Panel, place: Place) -> str:
    """Of a box: another one for what is typed next, as fast clicks send the last text again."""
    return f"{panel.key}_{place.thread_id or 'new'}_{SLOT.now.round}"


def _keep(panel: Panel, place: Place, key: str) -> None:
    """Callback of a box that was left; what has just been sent from it is no draft."""
    if key != _key(panel, place):
        return
    actor = session.require(place.side.right)
    typed = st.session_state.get(key, "")
    comments.keep_draft(session.db(), actor, panel.campaign, place, typed)


def _say(panel: Panel, place: Place, key: str, seen: UUID | None, act_id: UUID) -> None:
    """Callback: what was typed is said; refused, it stays.

    A later one of fast clicks comes from a box that has been sent, whose text is gone.
    """
    if SLOT.now.record == panel.key and key != _key(panel, place):
        return
    actor = session.require(place.side.right)

    def work() -> None:
        comment_acts.say(
            session.db(), actor, panel.campaign, act_id=act_id, place=place,
            body=st.session_state.get(key, ""), seen=seen,
        )  # fmt: skip
        SLOT.next_blank()

    SLOT.take(work, _SENT, [key])
    if panel.redrawn:
        st.rerun([*panel.redrawn])


def _see(panel: Panel, place: Place, seen: UUID, act_id: UUID) -> None:
    """Callback: the last comment was read and needs no answer."""
    actor = session.require(place.side.right)
    SLOT.take(
        lambda: comment_acts.mark_seen(
            session.db(), actor, panel.campaign, act_id=act_id, place=place, seen=seen
        ),
        _SEEN,
        [],
    )
    if panel.redrawn:
        st.rerun([*panel.redrawn])
