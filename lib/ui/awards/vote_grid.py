"""All counted results of a meeting in one grid, checked and stored as one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from lib import text
from lib.domain.campaigns import Campaign
from lib.domain.council import Ballot, Meeting
from lib.domain.council_counts import VOTES_LIMIT
from lib.services.awards.council import Line
from lib.services.awards.council_votes import TypedVote
from lib.ui.awards import council_state as page
from lib.ui.awards import council_view
from lib.ui.kit.markdown import plain
from lib.ui.kit.step_acts import mark

_NAME = "Tên"
_ON_PAPER = ("issued", "returned", "valid")


def draw(campaign: Campaign, held: Meeting, every: Sequence[Line], own: Collection[UUID]) -> None:
    """The grid; what nobody has typed in stands at 0, papers at those who vote on it.

    Args:
        own: the nominations whose votes somebody else must enter.
    """
    judged = council_view.not_own([line.nomination for line in every], own)
    lines = [line for line in every if line.nomination in judged]
    if not lines:
        return
    keys = page.COUNT_KEYS if held.data.ballot == Ballot.PAPERS else page.COUNT_KEYS[3:]
    rows = [_row(held, line, keys) for line in lines]
    key = f"council_votes_{mark((held.version, *(page.target(line.nomination) for line in lines)))}"
    st.caption("Gõ số phiếu ngay trong bảng; dòng không gõ vào thì giữ nguyên.")
    count = st.column_config.NumberColumn(min_value=0, max_value=VOTES_LIMIT, step=1, width=104)
    st.data_editor(
        pd.DataFrame(
            [
                {_NAME: line.nomination.name} | _labelled(row)
                for line, row in zip(lines, rows, strict=True)
            ]
        ),
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[_NAME],
        column_config={text.COUNT_FIELDS[name]: count for name in keys},
        alt="Kết quả biểu quyết của từng đề nghị, sửa được",
    )
    council_view.recused(lines)
    for line in lines:
        for name in keys:
            fault = page.SLOT.now.faults.get(f"{line.nomination.nomination_id}_{name}")
            if fault is not None:
                st.markdown(f":red[{plain(f'{line.nomination.name}: {fault.words}')}]")
    st.button(
        "Lưu các kết quả đã nhập",
        key=f"enter_{key}",
        type="primary",
        icon=":material/save:",
        on_click=_enter,
        args=(campaign, held, lines, rows, key),
    )


def _enter(
    campaign: Campaign,
    held: Meeting,
    lines: Sequence[Line],
    rows: Sequence[dict[str, int]],
    key: str,
) -> None:
    """Callback: the results of all rows in which somebody has typed."""
    typed: Any = st.session_state.get(key) or {}
    edits = {int(place): changed for place, changed in typed.get("edited_rows", {}).items()}
    names = {label: name for name, label in text.COUNT_FIELDS.items()}
    votes = []
    for place, changed in sorted(edits.items()):
        if place in range(len(lines)):
            counts = rows[place] | {names[label]: count for label, count in changed.items()}
            votes.append(
                TypedVote(
                    page.target(lines[place].nomination),
                    {name: "" if count is None else str(count) for name, count in counts.items()},
                    lines[place].vote.conclusion,
                )
            )
    page.enter_votes(campaign, held, votes, f"Đã lưu kết quả biểu quyết của {len(votes)} đề nghị.")


def _row(held: Meeting, line: Line, keys: Sequence[str]) -> dict[str, int]:
    counts = line.vote.counts
    if counts is not None:
        return {key: getattr(counts, key) or 0 for key in keys}
    return {key: held.taking_part(line.vote) if key in _ON_PAPER else 0 for key in keys}


def _labelled(row: Mapping[str, int]) -> dict[str, int]:
    return {text.COUNT_FIELDS[key]: count for key, count in row.items()}
