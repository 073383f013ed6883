"""The Office's list of opinions: what waits, and the way into a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from lib.domain.access import Action
from lib.domain.campaigns import Campaign
from lib.domain.opinions import Opinion, State
from lib.domain.vietnamese import format_date
from lib.services.opinions import desk, desk_acts, opinion_forms
from lib.services.opinions.desk import Line
from lib.services.opinions.desk_acts import Target
from lib.text import opinions as text
from lib.ui.kit import arrow, page_head, session, states, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.open_form import Slot
from lib.ui.kit.step_acts import act_of
from lib.ui.kit.tables import Choice
from lib.ui.opinions.answers_view import TONES
from lib.web.sheets import list_sheets
from lib.web.sheets import routes as sheets

SLOT: Final = Slot("opinion_desk", ("y_kien",))
ALL: Final = "tat-ca"
STATES: Final = {
    "tiep-nhan": State.RECEIVED,
    "da-chuyen": State.FORWARDED,
    "da-tra-loi": State.ANSWERED,
    "dong": State.CLOSED,
}
FILTERS: Final = Filters(
    "y_kien",
    {**{name: text.OPINION_STATES[state] for name, state in STATES.items()}, ALL: "Tất cả"},
    Action.OPINION_REVIEW,
    ("opinion_desk",),
)
_CHIPS: Final = states.chip_column(
    {text.OPINION_STATES[state]: tone for state, tone in TONES.items()}, width_px=92
)
_WIDTHS_PX: Final = {"Ngày": 82, "Chủ đề": 104, "Nội dung": 140}


def counts(found: Sequence[Line]) -> Mapping[str, int]:
    """How many each filter keeps."""
    of_states = {
        name: sum(one.opinion.state == state for one in found) for name, state in STATES.items()
    }
    return {**of_states, ALL: len(found)}


def kept(found: Sequence[Line]) -> list[Line]:
    """Those that the filter in force keeps."""
    wanted = STATES.get(FILTERS.chosen)
    return [one for one in found if wanted is None or one.opinion.state == wanted]


def choose(
    campaign: Campaign, lines: Sequence[Line], on_open: Callable[[Line], None]
) -> Choice[Line]:
    """The table: a click opens an opinion, ticks choose several."""
    chips = [[text.OPINION_STATES[one.opinion.state]] for one in lines]
    return tables.choose(
        lines,
        arrow.table(
            {
                "Ngày": [format_date(one.opinion.received_on) for one in lines],
                "Bước": arrow.chips(chips),
                "Chủ đề": [topic(campaign, one) for one in lines],
                "Nội dung": [_words(one.opinion) for one in lines],
            }
        ),
        name="opinions",
        seen=target,
        alt="Ý kiến, kiến nghị đã nhận",
        height=tables.list_height(len(lines)),
        widths=_WIDTHS_PX,
        columns={"Bước": _CHIPS},
        on_open=on_open,
    )


def draw_print(campaign: Campaign) -> None:
    """The way to the list's sheet, narrowed as it is."""
    wanted = STATES.get(FILTERS.chosen)
    narrowed = list_sheets.narrowed([wanted] if wanted else [*State], State)
    page_head.draw_print(sheets.url("feedback", campaign.code, **narrowed))


def open_line(line: Line | None) -> None:
    """Make an opinion the open one, in the address too; None closes it."""
    SLOT.open(y_kien=line.opinion.opinion_id if line else None)


def opened(lines: Sequence[Line]) -> Line | None:
    """The one that the address names; None when none of them is."""
    wanted = SLOT.asked_id("y_kien")
    return next((one for one in lines if one.opinion.opinion_id == wanted), None)


def draw_grouping(
    campaign: Campaign,
    found: Sequence[Line],
    lines: Callable[[], Sequence[Line]],
    *,
    key: str,
    now: str = "",
    count: int = 1,
) -> None:
    """The way into a group: one that there is, or a new one.

    Args:
        lines: what is put there, asked when the button is clicked.
        key: ends the keys of its widgets, so that a late click is for no other.
        now: the name of the group that they are in.
    """
    names = desk.labels(found)
    label = f"opinion_label_{key}"
    with st.popover("Đặt nhóm", key="opinion_grouping", icon=":material/label:"):
        st.selectbox(
            text.OPINION_FIELDS["label"], names,
            index=names.index(now) if now in names else None, key=label,
            placeholder="Chọn hoặc gõ tên nhóm", accept_new_options=True,
        )  # fmt: skip
        st.button(
            f"Đặt nhóm cho {count} ý kiến", key=f"group_{key}", type="primary",
            on_click=_group, args=(campaign, label, lines),
        )  # fmt: skip


def target(line: Line) -> Target:
    return Target(line.opinion.opinion_id, line.opinion.version)


def topic(campaign: Campaign, line: Line) -> str:
    """What the opinion is about."""
    return opinion_forms.topics(session.db(), campaign).get(line.opinion.topic, line.opinion.topic)


def name(line: Line) -> str:
    """What an opinion is called beside its neighbours."""
    words = line.opinion.text.split()
    return " ".join(words[:4]) + ("…" if len(words) > 4 else "")


def _words(one: Opinion) -> str:
    return f"{one.label}: {one.text}" if one.label else one.text


def _group(campaign: Campaign, key: str, lines: Callable[[], Sequence[Line]]) -> None:
    """Callback: all of the lines, or none."""
    actor = session.require(Action.OPINION_REVIEW)
    targets = [target(line) for line in lines()]
    label = st.session_state.get(key) or ""
    open_now = SLOT.now.address
    SLOT.step(
        lambda: desk_acts.group(
            session.db(), actor, campaign, act_id=act_of(f"group {label}", targets),
            targets=targets, label=label,
        ),
        "Đã đặt nhóm cho {count} ý kiến",
    )  # fmt: skip
    SLOT.now.address = open_now
