"""The files that a person asked for: how far each is, and its download."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.files import format_size
from lib.domain.jobs import Job, Kind, State
from lib.domain.vietnamese import format_instant
from lib.services.acts import new_act
from lib.services.jobs import jobs
from lib.services.jobs.jobs import OwnJob
from lib.ui.kit import feedback, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.states import Tone, badge
from lib.web.jobs import url

PLACE: Final = "jobs"
_EVERY_S: Final = 2
_OVER: Final = 20
"""How many are listed of which nothing is left to do."""
_TOLD_ONCE: Final = frozenset({State.FAILED, State.CANCELLED})
_TONES: Final = {
    State.WAITING: Tone.IDLE,
    State.RUNNING: Tone.WAITING,
    State.DONE: Tone.GOOD,
    State.FAILED: Tone.BAD,
    State.CANCELLED: Tone.IDLE,
    State.LAPSED: Tone.IDLE,
}

Beside = Callable[[Actor, Job], None]
"""Draws what is to be known of a finished file before it is taken."""


def nothing(_actor: Actor, _job: Job) -> None:
    """Beside a file of which nothing is to be known."""


def draw(kinds: Collection[Kind], *, name: str, beside: Beside = nothing, empty: str = "") -> None:
    """The list; it looks again while something is under way, and only then.

    Args:
        kinds: which are shown. Where not all are, those that are over go, but for the newest.
        name: of the place on its page.
        empty: what is said where there is none.
    """
    slot = f"_jobs_{name}"
    actor = session.require(Action.FILES_OWN)
    mine = jobs.mine(session.db(), actor)
    read = [mine]

    def listing() -> None:
        # Its timer runs it, and a click on its button counts by itself.
        with session.unattended():
            viewer = session.require(Action.FILES_OWN)
        # The page's own run has just read them.
        found = read.pop() if read else jobs.mine(session.db(), viewer)
        shown = _shown(found, kinds)
        is_under_way = _is_under_way(shown)
        was_under_way, st.session_state[slot] = st.session_state.get(slot), is_under_way
        if was_under_way and not is_under_way:
            # Only a whole run ends the timer.
            session.rerun_unattended()
        feedback.show_notes(PLACE)
        for one in shown:
            _draw(viewer, one, beside)
        if not shown and empty:
            st.info(empty, icon=":material/inbox:")
        _tell_left_out(found, shown, kinds)

    st.session_state.pop(slot, None)
    every_s = _EVERY_S if _is_under_way(_shown(mine, kinds)) else None
    st.fragment(listing, run_every=every_s, key=f"jobs_{name}")()


def _shown(found: Sequence[OwnJob], kinds: Collection[Kind]) -> list[OwnJob]:
    """All that can be cancelled or taken, and some of what is over."""
    chosen = [one for one in found if one.job.kind in kinds]
    over = [one for one in chosen if not (one.job.is_under_way or one.is_there)]
    if len(kinds) == len(Kind):
        kept = over[:_OVER]
    else:
        kept = [one for one in over[:1] if one is chosen[0] and one.job.state in _TOLD_ONCE]
    return [one for one in chosen if one in kept or one not in over]


def _tell_left_out(
    found: Sequence[OwnJob], shown: Sequence[OwnJob], kinds: Collection[Kind]
) -> None:
    left_out = len(found) - len(shown)
    if left_out and len(kinds) == len(Kind):
        st.caption(f"Còn {left_out} yêu cầu cũ hơn đã hủy, không lập được hoặc hết hạn giữ.")


def _is_under_way(found: Sequence[OwnJob]) -> bool:
    return any(one.job.is_under_way for one in found)


def _draw(actor: Actor, one: OwnJob, beside: Beside) -> None:
    job = one.job
    state = State.LAPSED if job.state == State.DONE and not one.is_there else job.state
    with st.container(border=True, key=f"own_file_{job.job_id}"):
        words, acts = st.columns((62, 38), vertical_alignment="center")
        with words:
            chip = badge(_TONES[state], text.JOB_STATES[state])
            st.markdown(f"**{text.JOB_KINDS[job.kind]}** {chip}  \n:small[{plain(_about(one))}]")
            if hint := _hint(one):
                st.caption(plain(hint))
            if one.is_there and one.is_allowed:
                beside(actor, job)
        with acts.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="center"
        ):
            _draw_acts(one)


def _draw_acts(one: OwnJob) -> None:
    job = one.job
    if job.state == State.RUNNING:
        share = min(job.done / job.total, 1.0) if job.total else 0.0
        st.progress(share, f"Đang lập: {job.done}/{job.total}")
    if job.is_under_way:
        st.button(
            "Hủy",
            key=f"job_cancel_{job.job_id}",
            icon=":material/cancel:",
            on_click=_cancel,
            args=(job.job_id,),
        )
    elif one.is_there and one.is_allowed:
        st.link_button(
            f"Tải ({format_size(job.size_bytes or 0)})",
            url(job.job_id),
            key=f"job_take_{job.job_id}",
            icon=":material/download:",
        )


def _about(one: OwnJob) -> str:
    job = one.job
    about = f"{job.file_name} · yêu cầu {format_instant(job.asked_at)}"
    if one.is_there and job.expires_at is not None:
        about += f" · giữ đến {format_instant(job.expires_at)}"
    return about


def _hint(one: OwnJob) -> str:
    job = one.job
    if job.failure is not None:
        return text.JOB_FAILURES[job.failure].format(number=job.error_no)
    if job.state == State.RUNNING and job.tries > 1:
        return text.JOB_AGAIN
    return text.JOB_BARRED if one.is_there and not one.is_allowed else ""


def _cancel(job_id: UUID) -> None:
    """Callback: end what is under way; nothing of it is kept."""
    actor = session.require(Action.FILES_OWN)
    with feedback.noted(PLACE):
        jobs.cancel(session.db(), actor, job_id, act_id=new_act(), address=session.address())
