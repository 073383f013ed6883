"""The list of findings: what narrows it, its table, and what acts on several of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.quality.findings import RuleKey, Severity
from lib.domain.quality.reviews import REASON, Step
from lib.services.quality import acceptances
from lib.services.quality.acceptances import Target
from lib.services.quality.board import PAGE_LINES, Board, Line
from lib.services.quality.tallies import Show, Wanted
from lib.text import quality as words
from lib.ui.kit import arrow, paging, search, session, states, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone
from lib.ui.kit.step_acts import act_of
from lib.ui.kit.tables import Choice

FINDING, RULE, UNIT = "phat_hien", "quy_tac", "don_vi"
"""What stands in the address: the open finding, and the rule and unit that the list is of."""
NAME: Final = "soat_so_lieu"
FRAGMENT: Final = "findings"
PAGE: Final = "trang"
SLOT: Final = Slot("quality", (FINDING,))
NARROWED: Final = Slot("quality_of", (RULE, UNIT))
SHOWS: Final = {
    "chua-xem": Show.UNSEEN,
    "nang": Show.SEVERE,
    "vua": Show.MEDIUM,
    "nhe": Show.LIGHT,
    "da-xem": Show.SEEN,
}
FILTERS: Final = Filters(
    NAME,
    {
        "chua-xem": words.UNSEEN,
        "nang": words.SEVERITIES[Severity.SEVERE],
        "vua": words.SEVERITIES[Severity.MEDIUM],
        "nhe": words.SEVERITIES[Severity.LIGHT],
        "da-xem": words.SEEN,
    },
    Action.QUALITY_REVIEW,
    (FRAGMENT,),
    PAGE,
)
TONES: Final = {
    Severity.SEVERE: Tone.BAD,
    Severity.MEDIUM: Tone.BEGUN,
    Severity.LIGHT: Tone.IDLE,
}
_CHIPS: Final = states.chip_column(
    {words.SEVERITIES[one]: tone for one, tone in TONES.items()}, width_px=62
)
_WIDTHS_PX: Final = {"Đơn vị": 104, "Mã": 58, "Phát hiện": 184}
_REASON: Final = "quality_reason"
_DONE: Final = {
    Step.ACCEPT: "Đã xem, chấp nhận {count} phát hiện",
    Step.WITHDRAW: "Đã bỏ chấp nhận {count} phát hiện",
}

Lines = Callable[[], Sequence[Line]]
"""What a step is taken on, asked when its button is clicked."""


def wanted() -> Wanted:
    """What the list is asked for, once its search box has been drawn."""
    narrowed = NARROWED.asked()
    rule = narrowed.get(RULE, "")
    return Wanted(
        SHOWS[FILTERS.chosen],
        RuleKey(rule) if rule in {one.value for one in RuleKey} else None,
        narrowed.get(UNIT, ""),
        search.sought(NAME),
    )


def name(line: Line) -> str:
    """What a finding is called where several stand beside each other."""
    return f"{line.unit.short_name} {line.task.code}" if line.task else line.unit.short_name


def draw_search() -> None:
    """The box in which a unit or a task is sought."""
    search.box("Tìm đơn vị, nhiệm vụ", NAME, _seek)


def draw_narrowed(board: Board) -> None:
    """Which rule and unit the list is of, each with the way to take that back."""
    asked = wanted()
    units = {unit.code: unit.short_name for unit, _ in board.by_unit}
    shown = {
        RULE: words.RULES[asked.rule] if asked.rule else "",
        UNIT: units.get(asked.unit_code, asked.unit_code),
    }
    with st.container(horizontal=True, gap="xsmall", key="quality_narrowed"):
        for key, label in shown.items():
            if label:
                st.button(
                    plain(label), key=f"quality_not_{key}", icon=":material/close:",
                    help="Bỏ lọc", on_click=narrow, args=(key, None),
                )  # fmt: skip


def nothing(board: Board) -> str:
    """What an empty list says."""
    if wanted() == Wanted() and not any(board.by_show.values()):
        return "Chưa thấy điều gì đáng ngờ. Số liệu thay đổi thì danh sách này được soát lại."
    return "Không có phát hiện nào theo bộ lọc này."


def narrow(key: str, value: str | None) -> None:
    """Callback: show one rule or one unit; None shows all again."""
    session.require(Action.QUALITY_REVIEW)
    kept = {**NARROWED.asked(), key: value}
    NARROWED.open(**kept)
    st.session_state[PAGE] = 1
    st.rerun([FRAGMENT])


def choose(lines: Sequence[Line], on_open: Callable[[Line], None]) -> Choice[Line]:
    """The table: a click opens a finding, ticks choose several."""
    cells = {
        "Mức": arrow.chips([[words.SEVERITIES[one.finding.severity]] for one in lines]),
        "Đơn vị": [one.unit.short_name for one in lines],
        "Mã": [one.task.code if one.task else "" for one in lines],
        "Phát hiện": [words.RULES[one.finding.rule] for one in lines],
    }
    return tables.choose(
        lines,
        arrow.table(cells),
        name="quality",
        seen=target,
        alt="Những điều đáng ngờ trong số liệu",
        height=tables.list_height(len(lines)),
        widths=_WIDTHS_PX,
        columns={"Mức": _CHIPS},
        on_open=on_open,
    )


def draw_pages(actor: Actor, board: Board) -> None:
    """The way to the other pages."""
    paging.draw(board.pages, PAGE, actor, usual=PAGE_LINES, shown=len(board.lines))


def open_line(line: Line | None) -> None:
    """Make a finding the open one, in the address too; None closes it."""
    SLOT.open(**({FINDING: line.finding.fingerprint} if line else {}))


def draw_bar(campaign: Campaign, choice: Choice[Line]) -> None:
    """What may be done with all that are ticked; one's own work is passed over and named."""
    ticked = choice.ticked
    st.markdown(f"**{len(ticked)} mục đã chọn**")
    own = [line for line in ticked if line.is_own_work and not line.is_seen]
    if own:
        st.caption(
            f":material/person_off: Bỏ qua báo cáo của chính bạn: "
            f"{plain(', '.join(name(line) for line in own))}",
            help=text.SENTENCES["Refused"]["own_finding"],
        )
    accepted = partial(_ticked, choice, Step.ACCEPT)
    withdrawn = partial(_ticked, choice, Step.WITHDRAW)
    if count := len(accepted()):
        with st.popover(f"Chấp nhận ({count})", key="quality_accepting", icon=":material/check:"):
            draw_accept(
                campaign, accepted, key=choice.key, label=f"Đã xem, chấp nhận {count} phát hiện"
            )
    if count := len(withdrawn()):
        st.button(
            f"Bỏ chấp nhận {count} phát hiện", key=f"withdraw_{choice.key}",
            on_click=take, args=(campaign, Step.WITHDRAW, withdrawn),
        )  # fmt: skip


def draw_accept(
    campaign: Campaign, lines: Lines, *, key: str, label: str, coming: Line | None = None
) -> None:
    """The way to accept them, which asks for a reason.

    Args:
        key: ends the keys of its widgets, so that a late click is for no other.
    """
    st.text_area(f"{REASON} *", key=f"{_REASON}_{key}", height="content")
    st.button(
        label, key=f"accept_{key}", type="primary", icon=":material/check:",
        on_click=take, args=(campaign, Step.ACCEPT, lines, coming, f"{_REASON}_{key}"),
    )  # fmt: skip


def take(
    campaign: Campaign, step: Step, lines: Lines, coming: Line | None = None, reason_key: str = ""
) -> None:
    """Callback of every step: all of the lines, or none.

    Args:
        coming: what is opened then.
        reason_key: where the reason is typed.
    """
    actor = session.require(Action.QUALITY_REVIEW)
    targets = [target(line) for line in lines()]
    act_id = act_of(step, targets)

    def act() -> int:
        if step == Step.WITHDRAW:
            return acceptances.withdraw(
                session.db(), actor, campaign, act_id=act_id, targets=targets
            )
        return acceptances.accept(
            session.db(), actor, campaign, act_id=act_id, targets=targets,
            reason=st.session_state.get(reason_key, ""),
        )  # fmt: skip

    if SLOT.step(act, _DONE[step]):
        notice = SLOT.now.notice
        open_line(coming)
        SLOT.now.tell(notice)
        if reason_key:
            st.session_state.pop(reason_key, None)


def target(line: Line) -> Target:
    return Target(line.finding.fingerprint, line.version)


def _ticked(choice: Choice[Line], step: Step) -> list[Line]:
    """What is ticked by the time of the click and may take the step."""
    if step == Step.WITHDRAW:
        return [line for line in choice.ticked if line.is_seen]
    return [line for line in choice.ticked if not line.is_seen and not line.is_own_work]


def _seek() -> None:
    """Callback of the search box."""
    paging.first(PAGE, Action.QUALITY_REVIEW)
    st.rerun([FRAGMENT])
