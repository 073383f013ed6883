"""Which question of a record's form is open in the builder, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain.campaigns import Campaign
from lib.domain.forms.building import FormDraft
from lib.domain.forms.fields import Kind
from lib.domain.plan_drafts import Name
from lib.services.building import task_forms
from lib.services.building.drafts import OpenRecord
from lib.services.building.task_forms import RecordForm
from lib.ui.building import builder_state as page
from lib.ui.kit import session
from lib.ui.kit.open_form import OpenForm, Slot

PLACE: Final = "builder_questions"
SLOT: Final = Slot(PLACE)
_OPEN: Final = "builder_question"


@dataclass(frozen=True, slots=True)
class EditedForm:
    """The form of the record that is open, as it was drawn."""

    campaign: Campaign
    record: OpenRecord
    form: RecordForm

    @property
    def draft(self) -> FormDraft:
        return self.form.draft


@dataclass(frozen=True, slots=True)
class Question:
    """The question that is open: the key of one that there is, or the kind of a new one."""

    of: Name
    key: str = ""
    kind: Kind | None = None


def opened(edited: EditedForm) -> Question | None:
    """The open question of this record."""
    held = st.session_state.get(_OPEN)
    if not isinstance(held, Question) or held.of != edited.record.name:
        return None
    return held


def begin(edited: EditedForm) -> OpenForm:
    """What the tab remembers of the form."""
    return SLOT.begin(page.address(edited.record.name), edited.record.version)


def show(question: Question | None) -> None:
    """Callback: open a question; None closes the open one. What was typed into it is dropped."""
    session.require(page.RIGHT)
    st.session_state[_OPEN] = question
    SLOT.next_blank()
    SLOT.now.settle()


def do(
    edited: EditedForm, act_id: UUID, act: Callable[[FormDraft], FormDraft], done: str
) -> FormDraft | None:
    """Carry out an act of a callback, and say what came of it; the questions after it."""
    actor = session.require(page.RIGHT)
    made: list[FormDraft] = []

    def one(draft: FormDraft) -> FormDraft:
        made.append(act(draft))
        return made[-1]

    with SLOT.attempt(done):
        task_forms.change(
            session.db(), actor, edited.campaign, act_id=act_id, name=edited.record.name,
            seen_version=edited.record.version, act=one,
        )  # fmt: skip
        # The record's own form goes on over the new version.
        page.SLOT.now.settle()
        return made[-1] if made else edited.draft
    return None
