"""The Office's outbox as a list: who is told what, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from lib.domain.access import Action
from lib.domain.reminders.outbox import RESENT, Kept, Mail, State
from lib.domain.vietnamese import format_date
from lib.services.reminders.outbox import Board
from lib.text.reminders import DIGEST_STATES, MAILS
from lib.ui.kit import arrow, session, states, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.open_form import Slot
from lib.ui.kit.states import Tone

OPEN: Final = "thu"
SLOT: Final = Slot("outbox", (OPEN,))
ALL, FAULTY = "tat-ca", "can-xem"
STATES: Final = {
    "cho-gui": State.WAITING,
    "dang-giu": State.HELD,
    "da-gui": State.RELEASED,
    "khong-gui": State.DROPPED,
}
FRAGMENT: Final = "outbox"
FILTERS: Final = Filters(
    "hop_gui",
    {
        "cho-gui": DIGEST_STATES[State.WAITING],
        "dang-giu": DIGEST_STATES[State.HELD],
        FAULTY: "Cần xem",
        "da-gui": DIGEST_STATES[State.RELEASED],
        ALL: "Tất cả",
    },
    Action.REMINDER_MANAGE,
    (FRAGMENT,),
)
_TONES: Final = {
    State.WAITING: Tone.WAITING,
    State.HELD: Tone.BEGUN,
    State.RELEASED: Tone.GOOD,
    State.DROPPED: Tone.IDLE,
}
_CHIPS: Final = states.chip_column(
    {
        **{DIGEST_STATES[state]: tone for state, tone in _TONES.items()},
        **{MAILS[mail]: Tone.BAD for mail in RESENT},
    },
    width_px=116,
)
_TABLE: Final = "outbox_table"
_WIDTHS_PX: Final = {"Ngày": 82, "Người nhận": 148, "Đơn vị": 122, "Việc": 40}


def counts(board: Board) -> Mapping[str, int]:
    """How many each filter keeps."""
    return {name: len(_of(board, name)) for name in FILTERS.labels}


def kept(board: Board) -> Sequence[Kept]:
    """Those that the filter in force keeps."""
    return _of(board, FILTERS.chosen)


def draw_list(board: Board, found: Sequence[Kept], show: Callable[[Kept | None], None]) -> None:
    """The table; a click opens a digest."""
    by_id = {str(one.digest_id): one for one in found}
    tables.draw_rows(
        arrow.table(
            {
                "Ngày": [format_date(one.day) for one in found],
                "Người nhận": [one.full_name for one in found],
                "Đơn vị": [board.units.get(one.unit_id, "") for one in found],
                "Việc": [str(len(one.lines)) for one in found],
                "Bước": arrow.chips([[chip(one)] for one in found]),
            }
        ),
        key=_TABLE,
        alt="Thư nhắc việc, ngày mới nhất ở trên",
        height=tables.list_height(len(found)),
        widths=_WIDTHS_PX,
        columns={"Bước": _CHIPS},
        records=list(by_id),
        on_select=partial(_clicked, by_id, show),
    )


def chip(one: Kept) -> str:
    """What the list says of it: a letter in trouble before all else."""
    return MAILS[one.mail] if one.mail in RESENT else DIGEST_STATES[one.state]


def badge(one: Kept) -> str:
    tone = Tone.BAD if one.mail in RESENT else _TONES[one.state]
    return states.badge(tone, chip(one))


def open_one(one: Kept | None) -> None:
    """Make a digest the open one, in the address too; None closes it."""
    SLOT.open(thu=one.digest_id if one else None)


def opened(board: Board) -> Kept | None:
    """The one that the address names; None when none of them is."""
    wanted = SLOT.asked_id(OPEN)
    return next((one for one in board.kept if one.digest_id == wanted), None)


def name(one: Kept) -> str:
    return one.full_name


def is_letter(one: Kept) -> bool:
    """Whether there is a letter besides what stands in the tool."""
    return one.mail != Mail.NONE


def _of(board: Board, name: str) -> Sequence[Kept]:
    if name == FAULTY:
        return [one for one in board.kept if one.mail in RESENT]
    wanted = STATES.get(name)
    return [one for one in board.kept if wanted is None or one.state == wanted]


def _clicked(by_id: Mapping[str, Kept], show: Callable[[Kept | None], None]) -> None:
    session.require(Action.REMINDER_MANAGE)
    chosen = tables.opened(_TABLE, already=SLOT.asked().get(OPEN))
    if chosen is not None and chosen in by_id:
        show(by_id[chosen])
