"""The Office's list of sent items: what waits, and what acts on several of them at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import pyarrow as pa
import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.checklist import RETURN_DUE
from lib.domain.forms import typed
from lib.domain.workflow import Step, Verification
from lib.services.checklist import comments, verification
from lib.services.checklist.item_acts import Target
from lib.services.checklist.verification import PAGE_ROWS, Inbox, InboxLine
from lib.ui.kit import arrow, paging, session, states, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone
from lib.ui.kit.step_acts import act_of
from lib.ui.kit.tables import Choice

UNIT, ITEM = "don_vi", "item"
"""What stands in the address: the codes of the open item's unit and task."""
SLOT: Final = Slot("inbox", (UNIT, ITEM))
STATES: Final = {
    "cho-tiep-nhan": Verification.SENT,
    "da-tiep-nhan": Verification.RECEIVED,
    "da-xac-nhan": Verification.VERIFIED,
    "bi-tra-lai": Verification.RETURNED,
}
TALKED: Final = "trao-doi"
"""The filter that keeps items in any state, on which a comment waits."""
PAGE: Final = "trang_tiep_nhan"
FILTERS: Final = Filters(
    "tiep_nhan",
    {**{name: text.VERIFICATIONS[state] for name, state in STATES.items()}, TALKED: "Trao đổi"},
    Action.ITEM_RECEIVE,
    ("desk",),
    PAGE,
)
STEPS: Final = {
    Verification.SENT: (Step.RECEIVE, Step.RETURN),
    Verification.RECEIVED: (Step.VERIFY, Step.RETURN),
    Verification.VERIFIED: (Step.RETURN,),
    Verification.RETURNED: (),
}
_DONE: Final = {
    Step.RECEIVE: "Đã tiếp nhận {count} nhiệm vụ",
    Step.VERIFY: "Đã xác nhận {count} nhiệm vụ",
    Step.RETURN: "Đã trả lại {count} nhiệm vụ",
}
_FILES, _LINK, _NOTHING = "Tệp", "Đường dẫn", "Chưa có"
_REASON, _DUE = "inbox_reason", "inbox_due"
_WIDTHS_PX: Final = {"Đơn vị": 88, "Mã": 48}
_BACKING: Final = states.chip_column(
    {_FILES: Tone.GOOD, _LINK: Tone.GOOD, _NOTHING: Tone.BEGUN}, width_px=104
)
_TO_ANSWER, _ASKED = "Mới", "Đã hỏi"
_TALKS: Final = states.chip_column({_TO_ANSWER: Tone.BAD, _ASKED: Tone.WAITING}, width_px=84)


Lines = Callable[[], Sequence[InboxLine]]
"""What a step is taken on, asked when its button is clicked."""


def name(line: InboxLine) -> str:
    """What an item is called where several units' stand beside each other."""
    return f"{line.unit.short_name} {line.task.code}"


def table(lines: Sequence[InboxLine]) -> pa.Table:
    """One row per line; what is asked only where anything is."""
    talks = [_talk(line) for line in lines]
    told = {"Trao đổi": arrow.chips(talks)} if any(talks) else {}
    return arrow.table(
        {
            "Đơn vị": [line.unit.short_name for line in lines],
            "Mã": [line.task.code for line in lines],
            "Minh chứng": arrow.chips([_backing(line) for line in lines]),
            **told,
        }
    )


def choose(lines: Sequence[InboxLine], on_open: Callable[[InboxLine], None]) -> Choice[InboxLine]:
    """The table: a click opens a line, ticks choose several."""
    return tables.choose(
        lines,
        table(lines),
        name="inbox",
        seen=target,
        alt="Nhiệm vụ các đơn vị đã gửi",
        height=tables.list_height(len(lines)),
        widths=_WIDTHS_PX,
        columns={"Minh chứng": _BACKING, "Trao đổi": _TALKS},
        on_open=on_open,
    )


def open_line(line: InboxLine | None) -> None:
    """Make a line the open one, in the address too; None closes it."""
    if line is None:
        SLOT.open()
    else:
        SLOT.open(**{UNIT: line.unit.code, ITEM: line.task.code})


def draw_start(first: InboxLine, show: Callable[[InboxLine], None]) -> None:
    """What stands in the place of the record while none is open."""
    st.caption(
        ":material/checklist: Bấm vào một dòng để xem báo cáo và minh chứng; đánh dấu "
        "nhiều dòng để xử lý cùng."
    )
    st.button(
        f"Mở báo cáo đầu tiên ({plain(name(first))})",
        key="record_coming",
        icon=":material/chevron_right:",
        on_click=show,
        args=(first,),
    )


def page(actor: Actor, campaign: Campaign) -> Inbox:
    """The page that is asked for of what the filter in force keeps."""
    return verification.inbox(session.db(), actor, campaign, _states(), page=paging.asked(PAGE))


def opened(actor: Actor, campaign: Campaign, lines: Sequence[InboxLine]) -> InboxLine | None:
    """What the address names, on another page too; None when the filter keeps no such line."""
    asked = SLOT.asked()
    unit, task = asked.get(UNIT), asked.get(ITEM)
    if not unit or not task:
        return None
    for one in lines:
        if (one.unit.code, one.task.code) == (unit, task):
            return one
    return verification.line(
        session.db(), actor, campaign, _states(), unit_code=unit, task_code=task
    )


def draw_pages(actor: Actor, found: Inbox) -> None:
    """The way to the other pages."""
    paging.draw(found.pages, PAGE, actor, usual=PAGE_ROWS, shown=len(found.lines))


def counts(actor: Actor, campaign: Campaign, found: Inbox) -> dict[str, int]:
    """How many items each filter keeps."""
    of_states = {name: found.by_state.get(state, 0) for name, state in STATES.items()}
    talked = comments.on_desk(session.db(), actor, campaign.campaign_id)
    return {**of_states, TALKED: len(talked)}


def nothing(kept: Mapping[str, int]) -> str:
    """What an empty list says."""
    shown = STATES.get(FILTERS.chosen)
    if shown is None:
        return "Không có trao đổi nào đang chờ. Đơn vị hỏi, trả lời Văn phòng thì hiện ở đây."
    told = f"Không có nhiệm vụ nào ở trạng thái “{text.VERIFICATIONS[shown]}”."
    if any(kept.values()):
        return told
    return f"{told} Nhiệm vụ hiện ở đây sau khi thủ trưởng đơn vị gửi Văn phòng."


def draw_bar(campaign: Campaign, choice: Choice[InboxLine]) -> None:
    """What may be done with all that are ticked; one's own work is passed over and named."""
    own = [line for line in choice.ticked if line.is_own_work]
    st.markdown(f"**{len(choice.ticked)} mục đã chọn**")
    if own:
        names = ", ".join(name(line) for line in own)
        st.caption(
            f":material/person_off: Bỏ qua việc của chính bạn: {plain(names)}",
            help=text.SENTENCES["Refused"]["own_work"],
        )
    count = len(choice.ticked) - len(own)
    lines = partial(_ticked, choice)
    shown = STATES.get(FILTERS.chosen)
    for step in STEPS[shown] if count and shown else ():
        if step == Step.RETURN:
            draw_return(campaign, lines, key=choice.key, count=count)
            continue
        st.button(
            f"{text.STEPS[step]} {count} nhiệm vụ",
            key=f"{step}_{choice.key}",
            type="primary",
            on_click=take,
            args=(campaign, step, lines),
        )


def draw_return(campaign: Campaign, lines: Lines, *, key: str, count: int = 0) -> None:
    """The way to return them: it asks for a reason and a new deadline.

    Args:
        key: ends the keys of its widgets, so that a late click is for no other.
        count: how many are ticked; 0 for the open one.
    """
    label = f"Trả lại ({count})" if count else "Trả lại"
    with st.popover(label, key="inbox_returning", icon=":material/undo:"):
        st.text_area("Lý do trả lại *", key=_REASON)
        st.text_input("Hạn bổ sung *", key=_DUE, placeholder=text.DAY_HINT)
        st.button(
            f"Trả lại {count or 1} nhiệm vụ",
            key=f"return_{key}",
            on_click=take,
            args=(campaign, Step.RETURN, lines),
        )


def take(campaign: Campaign, step: Step, lines: Lines, coming: InboxLine | None = None) -> None:
    """Callback of every step: all of the lines, or none.

    Args:
        coming: what is opened then.
    """
    actor = session.require(Action.ITEM_RECEIVE)
    targets = [target(line) for line in lines()]
    is_return = step == Step.RETURN
    held = st.session_state.get
    taken = SLOT.step(
        lambda: verification.take_step(
            session.db(), actor, campaign, act_id=act_of(step, targets), step=step,
            targets=targets, reason=held(_REASON, "") if is_return else "",
            due_on=typed.day(held(_DUE, ""), RETURN_DUE) if is_return else None,
        ),
        _DONE[step],
    )  # fmt: skip
    if taken:
        notice = SLOT.now.notice
        open_line(coming)
        SLOT.now.tell(notice)
        for key in (_REASON, _DUE):
            st.session_state.pop(key, None)


def target(line: InboxLine) -> Target:
    return Target(line.item.unit_id, line.item.task_id, line.item.version)


def _states() -> list[Verification] | None:
    """What the filter in force keeps; None for what is talked of in any state."""
    shown = STATES.get(FILTERS.chosen)
    return None if shown is None else [shown]


def _ticked(choice: Choice[InboxLine]) -> list[InboxLine]:
    """What is ticked by the time of the click, without one's own work."""
    return [line for line in choice.ticked if not line.is_own_work]


def _talk(line: InboxLine) -> list[str]:
    return [_TO_ANSWER] * line.item.waits_office + [_ASKED] * line.item.waits_unit


def _backing(line: InboxLine) -> list[str]:
    found = [_FILES] * bool(line.files) + [_LINK] * line.has_link
    return found or [_NOTHING]
