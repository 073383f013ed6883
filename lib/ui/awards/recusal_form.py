"""What the Office records of who does not vote on a case: a small form beside the votes."""

from __future__ import annotations

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.council import Meeting
from lib.domain.nomination_workflow import Step, states_before
from lib.domain.recusals import TIE, TIE_LIMIT, Tie
from lib.services.awards import recusals
from lib.services.awards.council import Line
from lib.services.awards.recusals import Seat
from lib.ui.awards import council_state as page
from lib.ui.kit import session
from lib.ui.kit.choices import unique_labels
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import act_of, mark


def draw(campaign: Campaign, held: Meeting, line: Line) -> None:
    """The form, while a result can still be entered."""
    if line.nomination.state not in states_before(Step.VOTE):
        return
    begun = f"{page.prefix(line.nomination.nomination_id)}_recusal_{held.version}"
    names = unique_labels({place: one.full_name for place, one in enumerate(held.members)})
    told = {place: held.recusal(line.vote, one) for place, one in enumerate(held.members)}
    with st.popover(
        "Ghi nhận người không tham gia",
        key=f"{begun}_{page.rounds()}",
        icon=":material/person_off:",
    ):
        st.selectbox(
            "Thành viên *", [place for place, why in told.items() if why is None], index=None,
            key=f"{begun}_place", format_func=lambda place: names.get(place, ""),
            placeholder="Chọn thành viên",
        )  # fmt: skip
        st.text_input(
            f"{TIE} *", key=f"{begun}_tie", autocomplete="off", max_chars=TIE_LIMIT,
            placeholder="có quan hệ vợ chồng với người được đề nghị",
            help="In nguyên văn trong biên bản, sau chữ “do”.",
        )  # fmt: skip
        st.button(
            "Ghi nhận", key=f"{begun}_add", type="primary", on_click=_add,
            args=(campaign, held, line, begun),
        )  # fmt: skip
        for place, why in told.items():
            if why is not None and why.tie == Tie.STATED:
                st.markdown(plain(text.recused(names[place], why)))
                seen = mark((held.meeting_id, held.version, line.nomination.nomination_id, place))
                st.button(
                    f"Bỏ ghi nhận {plain(names[place])}", key=f"unrecuse_{seen}", on_click=_remove,
                    args=(campaign, held, line, place),
                )  # fmt: skip


def _add(campaign: Campaign, held: Meeting, line: Line, begun: str) -> None:
    """Callback: the chosen member does not vote on the case."""
    actor = session.require(Action.COUNCIL_MANAGE)
    seat = _seat(held, line, st.session_state.get(f"{begun}_place"))
    tie = str(st.session_state.get(f"{begun}_tie", ""))
    with page.SLOT.attempt("Đã ghi nhận người không tham gia biểu quyết."):
        recusals.recuse(
            session.db(), actor, campaign, act_id=act_of("recuse", [(seat, tie)]), seat=seat,
            tie=tie, reason=page.reason(),
        )  # fmt: skip
        page.done()


def _remove(campaign: Campaign, held: Meeting, line: Line, place: int) -> None:
    """Callback: the member votes on it again."""
    actor = session.require(Action.COUNCIL_MANAGE)
    seat = _seat(held, line, place)
    with page.SLOT.attempt("Đã bỏ ghi nhận không tham gia biểu quyết."):
        recusals.unrecuse(
            session.db(), actor, campaign, act_id=act_of("unrecuse", [seat]), seat=seat,
            reason=page.reason(),
        )  # fmt: skip
        page.done()


def _seat(held: Meeting, line: Line, place: object) -> Seat:
    return Seat(held.meeting_id, held.version, line.nomination.nomination_id, place)
