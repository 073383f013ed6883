"""The rule of evaluation as the Office edits it: the labels as a list, one of them as a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_rules import Rules
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.vietnamese import format_instant
from lib.services.evaluation import evaluation_forms, rules
from lib.services.evaluation.drafts import Place
from lib.services.evaluation.evaluation_forms import Kind
from lib.services.evaluation.rules import OpenedLabel, Saved
from lib.ui.evaluation.evaluation_records import KeptRecord
from lib.ui.evaluation.own_view import draw_form
from lib.ui.kit import session, tables
from lib.ui.kit.conflict import Other
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.record import Kept, Raw
from lib.ui.kit.tables import Column

LABEL: Final = "muc"
"""What stands in the address: the code of the open label."""
SLOT: Final = Slot("evaluation_rules", (LABEL,))
TABLE: Final = "evaluation_labels"


@dataclass(frozen=True, slots=True)
class LabelRecord(KeptRecord):
    """One label with its conditions."""

    opened: OpenedLabel
    slot: ClassVar[Slot] = SLOT
    noun: ClassVar[str] = "label"
    right: ClassVar[Action] = Action.EVALUATION_RULES

    @property
    def title(self) -> str:
        return self.opened.label.name

    @property
    def version(self) -> int:
        return self.opened.label.version

    @property
    def form(self) -> Form:
        return self.opened.form

    @property
    def draft(self) -> Kept | None:
        return self.opened.draft

    @property
    def other(self) -> Other:
        return Other(self.opened.rules.changed_by_name or None, self.opened.rules.changed_at)

    @property
    def place(self) -> Place:
        return Place(Kind.LABEL, self.opened.label.code)

    @property
    def answers(self) -> Mapping[str, Value]:
        return evaluation_forms.label_answers(self.opened.label)

    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Saved:
        return rules.save_label(
            session.db(), actor, self.campaign, act_id=act_id, code=self.key, seen_version=seen,
            raw=raw,
        )  # fmt: skip


def draw_list(now: Rules) -> None:
    """The labels with their conditions, the best first; a click opens one."""
    labels = now.labels
    tables.draw(
        [
            Column("Mức", [one.name for one in labels], 130),
            Column("Khi", [text.rule_words(one.conditions) for one in labels], 280),
        ],
        key=TABLE,
        alt="Các mức đánh giá và điều kiện",
        records=[one.code for one in labels],
        on_select=choose_row,
    )
    st.caption(
        "Gợi ý là mức đầu tiên có đủ mọi điều kiện; Văn phòng và lãnh đạo vẫn quyết định. "
        + (
            "Quy tắc đề xuất, Văn phòng chưa sửa."
            if now.is_suggested
            else f"Sửa lần cuối: {plain(now.changed_by_name)}, {format_instant(now.changed_at)}."
            if now.changed_at
            else "Quy tắc của kế hoạch."
        )
    )


def draw_form_of(actor: Actor, campaign: Campaign, code: str) -> None:
    """One label's form."""
    opened = rules.opened(session.db(), actor, campaign, code)
    with st.container(border=True, key="evaluation_label"):
        st.header(plain(opened.label.name), anchor=False)
        st.caption("Để trống điều kiện nào thì mức này không xét điều kiện ấy.")
        draw_form(LabelRecord(campaign, opened))
        SLOT.notices()


def choose_row() -> None:
    """Callback of the table: open the chosen label."""
    chosen = tables.opened(TABLE, already=SLOT.asked().get(LABEL))
    if chosen is not None:
        show(chosen)


def show(code: str | None) -> None:
    """Callback of what opens a label; None closes the open one."""
    session.require(Action.EVALUATION_RULES)
    SLOT.open(**({LABEL: code} if code else {}))
    st.rerun(["evaluation_rules"])
