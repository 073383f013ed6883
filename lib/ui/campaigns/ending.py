"""The end of a campaign on screen: what is still open, the step that comes next, what has been."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.config import ROOT
from lib.domain.access import Action, Actor
from lib.domain.campaign_end import Asked, Point, Step
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.vietnamese import format_instant, format_number
from lib.services.campaigns import ending
from lib.services.campaigns.ending import Ending
from lib.ui.kit import feedback, session
from lib.ui.kit.asking import ask
from lib.ui.kit.history import HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of

SLOT: Final = Slot("ending")
_NOTE: Final = "ending_note"
_WIDTH_PX: Final = 720
_PAGES: Final = ROOT / "pages"
_RECEIVED: Final = "office/verification"
# Where each is dealt with: the page, what it is called there, and what its address asks for.
_WAYS: Final[Mapping[Point, tuple[str, str, Mapping[str, str]]]] = {
    Point.SENT: (_RECEIVED, "Tiếp nhận", {"loc_tiep_nhan": "cho-tiep-nhan"}),
    Point.RECEIVED: (_RECEIVED, "Xác nhận", {"loc_tiep_nhan": "da-tiep-nhan"}),
    Point.RETURNED: (_RECEIVED, "Xem nhiệm vụ bị trả lại", {"loc_tiep_nhan": "bi-tra-lai"}),
    Point.SILENT_UNITS: ("shared/summary", "Xem các đơn vị", {}),
    Point.INCOMPLETE: ("shared/summary", "Xem theo đơn vị", {}),
    Point.NOMINATIONS: ("office/review", "Xem các đề nghị", {}),
    Point.MEETINGS: ("council/meeting", "Mở cuộc họp", {}),
    Point.DECISIONS: ("office/decisions", "Xem quyết định", {"loc_quyet_dinh": "quyet-dinh"}),
}
_DONE: Final = {
    Step.START: "Phong trào đã bắt đầu.",
    Step.CLOSE: "Đã kết thúc phong trào. Báo cáo và đề nghị chỉ còn xem được.",
    Step.ASK_REOPEN: "Đã đề nghị mở lại; chờ người thứ hai xác nhận.",
    Step.REOPEN: "Phong trào đã mở lại, nhận báo cáo và đề nghị như trước.",
    Step.DROP_REOPEN: "Phong trào vẫn đã kết thúc.",
}


def draw(actor: Actor, campaign: Campaign) -> None:
    """What is open, what can be done now, and every step so far."""
    now = ending.ending(session.db(), actor, campaign)
    with st.container(width=_WIDTH_PX, key="ending"):
        feedback.show_notes(SLOT.name)
        _points(campaign, now)
        _next(campaign, now)

    def read() -> list[HistoryLine]:
        return steps(now.history, text.CAMPAIGN_STEPS)

    if now.history:
        unfold(
            "Các lần bắt đầu, kết thúc, mở lại", read, key="ending_history", actor=actor,
            record=str(campaign.campaign_id),
        )  # fmt: skip


def _points(campaign: Campaign, now: Ending) -> None:
    st.header("Còn mở", anchor=False)
    if not now.points:
        st.success("Không còn việc nào mở.", icon=":material/task_alt:")
        return
    with st.container(border=True, gap="xsmall"):
        for point, count in now.points.items():
            _point(campaign, point, count)


def _point(campaign: Campaign, point: Point, count: int) -> None:
    page, label, query = _WAYS[point]
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute",
        key=f"open_{point}",
    ):  # fmt: skip
        words = text.OPEN_POINTS[point].format(count=f"**{format_number(count)}**")
        st.markdown(words, width="content")
        st.page_link(
            _PAGES / f"{page}.py", label=label, icon=":material/arrow_forward:", width="content",
            query_params={"campaign": campaign.code, **query},
        )  # fmt: skip


def _next(campaign: Campaign, now: Ending) -> None:
    st.header("Trạng thái phong trào", anchor=False)
    st.markdown(f"**{text.CAMPAIGN_STATES[now.state]}**")
    if now.state == CampaignState.PREPARING and now.may_close:
        _ask(
            campaign, Step.START, "Bắt đầu phong trào", "play_arrow",
            "Các đơn vị báo cáo và đề nghị khen thưởng được từ lúc này.",
        )  # fmt: skip
    elif now.state == CampaignState.RUNNING:
        _close(campaign, now)
    elif now.asked is not None:
        _asked(campaign, now, now.asked)
    elif now.may_ask:
        _reason("Lý do mở lại *")
        _ask(
            campaign, Step.ASK_REOPEN, "Đề nghị mở lại", "lock_open",
            "Phong trào mở lại khi người thứ hai xác nhận: Văn phòng đề nghị thì lãnh đạo xác "
            "nhận, lãnh đạo đề nghị thì Văn phòng xác nhận.",
        )  # fmt: skip


def _close(campaign: Campaign, now: Ending) -> None:
    if not now.may_close:
        st.caption("Văn phòng kết thúc phong trào.")
        return
    if now.points:
        st.caption("Còn việc mở thì vẫn kết thúc được, nhưng phải ghi lý do.")
        _reason("Lý do kết thúc khi còn việc mở *")
    _ask(
        campaign, Step.CLOSE, "Kết thúc phong trào", "lock",
        "Từ lúc này không nhận báo cáo, minh chứng và đề nghị khen thưởng nữa; các đề nghị đã gửi "
        "vẫn được xét tiếp. Mở lại cần Văn phòng và lãnh đạo cùng đồng ý.",
    )  # fmt: skip


def _asked(campaign: Campaign, now: Ending, asked: Asked) -> None:
    st.info(
        f"{plain(asked.full_name)} ({text.ROLES[asked.side]}) đề nghị mở lại lúc "
        f"{format_instant(asked.asked_at)}: {plain(asked.note)}",
        icon=":material/how_to_reg:",
    )
    with st.container(horizontal=True):
        if now.may_confirm:
            _ask(
                campaign, Step.REOPEN, "Đồng ý mở lại", "lock_open",
                "Các đơn vị báo cáo và đề nghị khen thưởng được trở lại.",
            )  # fmt: skip
        if now.may_drop:
            st.button(
                "Không mở lại" if now.may_confirm else "Rút đề nghị mở lại", key="ending_drop",
                on_click=_take, args=(campaign, Step.DROP_REOPEN, _act(campaign, Step.DROP_REOPEN)),
            )  # fmt: skip
    if not now.may_confirm:
        st.caption(f"Chờ {text.ROLES[asked.other_side].lower()} xác nhận.")


def _reason(label: str) -> None:
    st.text_area(label, key=_NOTE, height="content")


def _ask(campaign: Campaign, step: Step, label: str, icon: str, consequence: str) -> None:
    ask(
        label, icon, consequence, key=f"ending_{step}", act=_take,
        args=(campaign, step, _act(campaign, step)),
    )  # fmt: skip


def _act(campaign: Campaign, step: Step) -> UUID:
    return act_of(step, [(campaign.campaign_id, campaign.state, campaign.revision)])


def _take(campaign: Campaign, step: Step, act_id: UUID) -> None:
    """Callback: one step, with the reason that stands in the box."""
    actor = session.require(Action.CAMPAIGN_REOPEN)
    note = st.session_state.get(_NOTE, "") if step in (Step.CLOSE, Step.ASK_REOPEN) else ""
    with SLOT.attempt(_DONE[step]):
        ending.take_step(session.db(), actor, campaign, act_id=act_id, step=step, note=note)
        st.session_state.pop(_NOTE, None)
