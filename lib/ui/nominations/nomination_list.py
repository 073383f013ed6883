"""A unit's nominations as one table to read, and what may be done with many of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.nomination_workflow import QUIET, State, Step
from lib.domain.nominations import NAME, AwardRules, Nomination, Subject
from lib.services.nominations import nomination_warnings, nominations
from lib.services.nominations.nomination_acts import Target
from lib.services.nominations.nominations import PAGE_ROWS, Listed
from lib.ui.kit import arrow, page_head, paging, send_many, session, states, tables
from lib.ui.kit.filters import Filters
from lib.ui.kit.markdown import plain
from lib.ui.kit.send_many import Sendable
from lib.ui.nominations import nomination_state, nomination_view
from lib.web.sheets import list_sheets
from lib.web.sheets import routes as sheets

PAGE: Final = "trang_de_nghi"
FRAGMENTS: Final = ("nominations",)
STATES: Final[Mapping[str, frozenset[State]]] = {
    "tat-ca": frozenset(State),
    "can-lam": frozenset({State.DRAFT, State.RETURNED}),
    "da-gui": QUIET | {State.SENT, State.RECEIVED, State.CHECKED},
    "duoc-khen": frozenset({State.PUBLISHED}),
}
FILTERS: Final = Filters(
    "de_nghi",
    {
        "tat-ca": "Tất cả",
        "can-lam": "Cần làm",
        "da-gui": "Đã gửi",
        "duoc-khen": "Được khen thưởng",
    },
    Action.NOMINATION_EDIT,
    FRAGMENTS,
    PAGE,
)
_CHIPS: Final = states.chip_column(
    {text.SHORT_NOMINATION_STATES[one]: tone for one, tone in states.NOMINATIONS.items()},
    width_px=146,
    help_text="; ".join(
        f"“{short}”: {text.NOMINATION_STATES[one].lower()}"
        for one, short in text.SHORT_NOMINATION_STATES.items()
        if short != text.NOMINATION_STATES[one]
    ),
)

_ICONS: Final[Mapping[Subject, str]] = {
    Subject.COLLECTIVE: "group_add",
    Subject.INDIVIDUAL: "person_add",
}


def counts(
    by_state: Mapping[State, int], filters: Mapping[str, frozenset[State]]
) -> dict[str, int]:
    """How many each filter keeps."""
    return {name: sum(by_state.get(state, 0) for state in kept) for name, kept in filters.items()}


def draw(
    rows: Sequence[Nomination],
    rules: AwardRules,
    *,
    key: str,
    on_select: Callable[[], None] | None,
    units: Mapping[UUID, str] | None = None,
) -> None:
    """The table; a click opens a nomination.

    Args:
        units: short names by unit id, where the list is of several units.
    """
    kinds = [f"{row.name} ({text.SUBJECTS[row.subject].lower()})" for row in rows]
    chips = [[text.SHORT_NOMINATION_STATES[row.state]] for row in rows]
    if units is None:
        first = {"Tên": (kinds, 156), "Hình thức": ([award_name(rules, row) for row in rows], 110)}
    else:
        first = {"Đơn vị": ([units.get(row.unit_id, "") for row in rows], 100), "Tên": (kinds, 166)}
    cells: dict[str, Any] = {name: column for name, (column, _) in first.items()}
    tables.draw_rows(
        arrow.table({**cells, "Trạng thái": arrow.chips(chips)}),
        key=key,
        alt="Danh sách đề nghị khen thưởng",
        height=tables.list_height(len(rows)),
        widths={name: width for name, (_, width) in first.items()},
        columns={"Trạng thái": _CHIPS},
        records=[row.nomination_id for row in rows],
        on_select=on_select,
    )


def draw_pages(actor: Actor, listed: Listed, key: str = PAGE) -> None:
    """The way to the other pages."""
    paging.draw(listed.pages, key, actor, usual=PAGE_ROWS, shown=len(listed.rows))


def draw_print(campaign: Campaign, name: str, states: Collection[State], sought: str) -> None:
    """The way to the list's sheet, narrowed as it is."""
    narrowed = list_sheets.narrowed(states, State, sought)
    page_head.draw_print(sheets.url(name, campaign.code, **narrowed))


def award_name(rules: AwardRules, row: Nomination) -> str:
    award = rules.award(row.award_code)
    return award.name if award else ""


def draw_start(actor: Actor, campaign: Campaign, *, on_open: Callable[[str, str], None]) -> None:
    """What stands in the place of the record while none is open.

    What the viewer has begun and never saved, each with a way back to it.
    """
    for draft in nominations.own_drafts(session.db(), actor, campaign):
        if draft.seen_version:
            continue
        name = str(draft.answers.get(NAME[draft.subject]) or "chưa có tên")
        st.button(
            f"Bản nháp chưa lưu: {plain(name)} ({text.SUBJECTS[draft.subject].lower()})",
            key=f"nomination_draft_{draft.nomination_id}",
            type="tertiary",
            icon=":material/edit_note:",
            on_click=on_open,
            args=(str(draft.nomination_id), draft.subject.value),
        )
    st.caption(":material/checklist: Bấm vào một đề nghị trong danh sách để xem và soạn tiếp.")


def draw_new(*, on_begin: Callable[[Subject], None]) -> None:
    """The two ways to begin."""
    for subject, icon in _ICONS.items():
        st.button(
            f"Đề nghị {text.SUBJECTS[subject].lower()}",
            key=f"nominate_{subject.value}",
            icon=f":material/{icon}:",
            on_click=on_begin,
            args=(subject,),
        )


def draw_send(actor: Actor, campaign: Campaign, ready: Sequence[Nomination]) -> None:
    """The head's way to send all that are ready; nothing where there are none."""
    if not ready:
        return

    def read() -> list[Sendable[Target]]:
        keys = [one.nomination_id for one in ready]
        concerns = nomination_warnings.before_sending(session.db(), actor, campaign, keys)
        return [
            Sendable(
                Target(one.nomination_id, one.version),
                one.name,
                " ".join(
                    nomination_view.concern(each, actor.unit_name)
                    for each in concerns.get(one.nomination_id, ())
                ),
            )
            for one in ready
        ]

    send_many.draw(
        len(ready),
        read,
        noun="đề nghị",
        send=lambda targets: nomination_state.step(
            campaign, targets, Step.SEND, "Đã gửi Văn phòng {count} đề nghị"
        ),
    )
