"""While no finding is open: how many there are of each rule and unit, each leading to its list."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib.domain.access import Action
from lib.domain.quality.rules import RULES
from lib.domain.vietnamese import format_date, format_number
from lib.services.quality.board import Board
from lib.text import quality as words
from lib.ui.kit import arrow, session, states, tables
from lib.ui.quality import finding_list
from lib.ui.quality.finding_list import RULE, UNIT

_CHIPS: Final = states.chip_column(
    {words.SEVERITIES[one]: tone for one, tone in finding_list.TONES.items()}, width_px=70
)
_BY_RULE, _BY_UNIT = "quality_rules", "quality_units"


def draw(board: Board) -> None:
    """The two tables; a click in one narrows the list."""
    st.caption(
        f"Soát trên bản số liệu r{board.revision}, {format_date(board.day)}. Bấm vào một quy tắc "
        "hay một đơn vị để lọc; các ngưỡng là đề xuất."
    )
    if board.without_heads:
        st.caption(
            f":material/info: {format_number(board.without_heads)} đơn vị chưa có số người (Quản "
            "trị nhập ở trang Đơn vị) nên không được so theo đầu người."
        )
    rules = [rule for rule in RULES if rule.key in board.by_rule]
    if rules:
        tables.draw_rows(
            arrow.table(
                {
                    "Quy tắc": [words.RULES[rule.key] for rule in rules],
                    "Mức": arrow.chips([[words.SEVERITIES[rule.severity]] for rule in rules]),
                    "Phát hiện": [format_number(board.by_rule[rule.key]) for rule in rules],
                }
            ),
            key=_BY_RULE,
            alt="Số phát hiện theo quy tắc",
            height=tables.fitting(len(rules)),
            widths={"Quy tắc": 220, "Phát hiện": 80},
            columns={"Mức": _CHIPS},
            records=[rule.key.value for rule in rules],
            on_select=_to_rule,
        )
    if board.by_unit:
        tables.draw(
            [
                tables.Column("Đơn vị", [unit.name for unit, _ in board.by_unit], 300),
                tables.Column(
                    "Phát hiện", [format_number(count) for _, count in board.by_unit], 80
                ),
            ],
            key=_BY_UNIT,
            alt="Đơn vị có nhiều phát hiện nhất",
            records=[unit.code for unit, _ in board.by_unit],
            on_select=_to_unit,
        )


def _to_rule() -> None:
    """Callback of a click on a rule."""
    _narrow(RULE, _BY_RULE)


def _to_unit() -> None:
    """Callback of a click on a unit."""
    _narrow(UNIT, _BY_UNIT)


def _narrow(param: str, table: str) -> None:
    session.require(Action.QUALITY_REVIEW)
    chosen = tables.opened(table)
    if chosen is not None:
        finding_list.narrow(param, str(chosen))
