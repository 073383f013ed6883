"""Notices of false information as a list, and one of them with its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.notices import REASON_LIMIT, SOURCE, STEPS, TO_LIMIT, State, Step
from lib.domain.vietnamese import format_date
from lib.services.opinions import notice_acts, notices
from lib.services.opinions.notice_acts import NoticeSaid, NoticeTarget
from lib.services.opinions.notices import NoticeLine
from lib.text import DAY_HINT, SENTENCES
from lib.text.notices import NOTICE_FIELDS, NOTICE_STATES, NOTICE_STEPS
from lib.ui.kit import arrow, fields, page_head, session, states, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.history import HistoryLine, steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone
from lib.ui.kit.step_acts import act_of
from lib.web.notices import url
from lib.web.sheets import list_sheets
from lib.web.sheets import routes as sheets

SLOT: Final = Slot("notices", ("thong_bao",))
ALL: Final = "tat-ca"
STATES: Final = {
    "tiep-nhan": State.RECEIVED,
    "da-chuyen": State.FORWARDED,
    "dong": State.CLOSED,
}
FILTERS: Final = Filters(
    "thong_bao",
    {ALL: "Tất cả", **{name: NOTICE_STATES[state] for name, state in STATES.items()}},
    Action.NOTICE_VIEW,
    ("notices",),
)
_TONES: Final = {
    State.RECEIVED: Tone.WAITING,
    State.FORWARDED: Tone.GOOD,
    State.CLOSED: Tone.IDLE,
}
_CHIPS: Final = states.chip_column(
    {NOTICE_STATES[state]: tone for state, tone in _TONES.items()}, width_px=92
)
_TABLE: Final = "notices_table"
_WIDTHS_PX: Final = {"Số": 44, "Ngày": 82, "Đơn vị": 92, "Nguồn": 110}
_DONE: Final = {
    Step.FORWARD: "Đã ghi nơi chuyển",
    Step.CLOSE: "Đã đóng thông báo",
    Step.REOPEN: "Đã mở lại thông báo",
}
_PARTS: Final = ("forwarded_to", "forwarded_on", "reason")
_KEPT: Final = "page"


def counts(found: Sequence[NoticeLine]) -> Mapping[str, int]:
    """How many each filter keeps."""
    of_states = {
        name: sum(one.notice.state == state for one in found) for name, state in STATES.items()
    }
    return {ALL: len(found), **of_states}


def kept(found: Sequence[NoticeLine]) -> list[NoticeLine]:
    """Those that the filter in force keeps."""
    wanted = STATES.get(FILTERS.chosen)
    return [one for one in found if wanted is None or one.notice.state == wanted]


def draw_list(lines: Sequence[NoticeLine], show: Callable[[NoticeLine | None], None]) -> None:
    """The table; a click opens a notice."""
    chips = [[NOTICE_STATES[one.notice.state]] for one in lines]
    by_id = {str(one.notice.notice_id): one for one in lines}
    tables.draw_rows(
        arrow.table(
            {
                "Số": [str(one.notice.number) for one in lines],
                "Ngày": [format_date(one.notice.received_on) for one in lines],
                "Bước": arrow.chips(chips),
                "Đơn vị": [one.unit_name for one in lines],
                "Nguồn": [str(one.notice.answers[SOURCE]) for one in lines],
            }
        ),
        key=_TABLE,
        alt="Thông báo thông tin sai sự thật, mới nhất ở trên",
        height=tables.list_height(len(lines)),
        widths=_WIDTHS_PX,
        columns={"Bước": _CHIPS},
        records=list(by_id),
        on_select=partial(_clicked, by_id, show),
    )


def draw_print(campaign: Campaign) -> None:
    """The way to the list's sheet, narrowed as it is."""
    wanted = STATES.get(FILTERS.chosen)
    narrowed = list_sheets.narrowed([wanted] if wanted else [*State], State)
    page_head.draw_print(sheets.url("notices", campaign.code, **narrowed))


def open_line(line: NoticeLine | None) -> None:
    """Make a notice the open one, in the address too; None closes it."""
    SLOT.open(thong_bao=line.notice.notice_id if line else None)


def opened(lines: Sequence[NoticeLine]) -> NoticeLine | None:
    """The one that the address names; None when none of them is."""
    wanted = SLOT.asked_id("thong_bao")
    return next((one for one in lines if one.notice.notice_id == wanted), None)


def name(line: NoticeLine) -> str:
    return f"Số {line.notice.number}"


def draw(actor: Actor, campaign: Campaign, line: NoticeLine) -> None:
    """The open notice with what may be done now."""
    one = line.notice
    SLOT.begin(str(one.notice_id), one.version)
    with st.container(border=True, key="notice_open"):
        st.header(plain(name(line)), anchor=False)
        state = states.badge(_TONES[one.state], NOTICE_STATES[one.state])
        st.caption(f"{state} {plain(line.unit_name)} · {format_date(one.received_on)}")
        st.markdown("  \n".join(fields.answered(notices.form(), one.answers)))
        if one.picture is not None:
            _picture(one.notice_id)
        if one.forwarded_on is not None:
            st.markdown(
                f"**Đã chuyển:** {plain(one.forwarded_to)}, ngày {format_date(one.forwarded_on)}"
            )
        if one.closed_reason:
            st.markdown(f"**Lý do đóng:** {plain(one.closed_reason)}")
        SLOT.notices()
        if access.can(actor, Action.NOTICE_HANDLE):
            _steps(campaign, line)
        unfold(
            "Lịch sử xử lý", lambda: _history(actor, line), key="notice_history", actor=actor,
            record=str(one.notice_id),
        )  # fmt: skip


def _picture(notice_id: UUID) -> None:
    address, words = url(notice_id), NOTICE_FIELDS["picture"]
    st.html(f'<img src="{address}" alt="{words}" style="max-width:100%;max-height:50vh">')
    st.link_button("Mở ảnh", address, key=f"picture_{notice_id}", icon=":material/open_in_new:")


def _steps(campaign: Campaign, line: NoticeLine) -> None:
    if line.is_own:
        st.info(SENTENCES["Refused"]["own_notice"], icon=":material/person_off:")
        return
    one, key = line.notice, str(line.notice.notice_id)
    allowed = [step for state, step in STEPS if state == one.state]
    with st.container(horizontal=True, vertical_alignment="center", key="notice_steps"):
        if Step.FORWARD in allowed:
            with st.popover("Chuyển", key="notice_forward", icon=":material/forward:"):
                _line(f"{key}_forwarded_to", "forwarded_to", max_chars=TO_LIMIT)
                _line(f"{key}_forwarded_on", "forwarded_on", placeholder=DAY_HINT)
                _button(campaign, Step.FORWARD, line, "Ghi nơi chuyển")
        if Step.CLOSE in allowed:
            with st.popover("Đóng", key="notice_close", icon=":material/inventory_2:"):
                st.text_area(
                    NOTICE_FIELDS["reason"], key=f"{key}_reason", max_chars=REASON_LIMIT,
                    height=80, persist_state=_KEPT, help="Bắt buộc khi chưa chuyển.",
                )  # fmt: skip
                SLOT.problem("reason")
                _button(campaign, Step.CLOSE, line, "Đóng thông báo")
        if Step.REOPEN in allowed:
            _button(campaign, Step.REOPEN, line, NOTICE_STEPS[Step.REOPEN])


def _line(key: str, part: str, *, max_chars: int = 20, placeholder: str = "") -> None:
    st.text_input(
        f"{NOTICE_FIELDS[part]} *", key=key, max_chars=max_chars, autocomplete="off",
        placeholder=placeholder, persist_state=_KEPT,
    )  # fmt: skip
    SLOT.problem(part)


def _button(campaign: Campaign, step: Step, line: NoticeLine, label: str) -> None:
    one = line.notice
    st.button(
        label, key=f"{step}_{one.notice_id}_{one.version}", type="primary", on_click=_take,
        args=(campaign, step, line),
    )  # fmt: skip


def _take(campaign: Campaign, step: Step, line: NoticeLine) -> None:
    """Callback of every step; the notice stays open."""
    actor, state = session.require(Action.NOTICE_HANDLE), st.session_state
    target = NoticeTarget(line.notice.notice_id, line.notice.version)
    key = str(line.notice.notice_id)
    said = NoticeSaid(**{part: state.get(f"{key}_{part}") for part in _PARTS})
    SLOT.take(
        lambda: notice_acts.take_step(
            session.db(), actor, campaign, act_id=act_of(step, [target]), target=target,
            step=step, said=said,
        ),
        _DONE[step],
        [f"{key}_{part}" for part in _PARTS],
    )  # fmt: skip


def _clicked(by_id: Mapping[str, NoticeLine], show: Callable[[NoticeLine | None], None]) -> None:
    session.require(Action.NOTICE_VIEW)
    chosen = tables.opened(_TABLE, already=SLOT.asked().get("thong_bao"))
    if chosen is not None and chosen in by_id:
        show(by_id[chosen])


def _history(actor: Actor, line: NoticeLine) -> list[HistoryLine]:
    entries = notices.history(session.db(), actor, line.notice.notice_id)
    return steps(entries, NOTICE_STEPS)
