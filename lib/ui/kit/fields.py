"""How a form is drawn, and what its widgets hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from lib.domain.forms.answered import Answered
from lib.domain.forms.fields import Field, Value
from lib.domain.forms.file_kinds import Files
from lib.domain.forms.forms import Form, Worked, visible, worked_out
from lib.domain.forms.kinds import parts, show, spec_of
from lib.ui.kit.field_widgets import DRAWINGS, DrawFiles, FieldPlace, OnChange
from lib.ui.kit.markdown import plain, plain_lines

_ABSENT: Final = object()


def draw(
    field: Field,
    raw: Mapping[str, object],
    *,
    key_prefix: str,
    on_change: OnChange,
    disabled: bool = False,
    problem: str | None = None,
    persons: Sequence[str] = (),
    worked: Worked | None = None,
    files: DrawFiles | None = None,
) -> None:
    """The field's widgets, with the keys `<key_prefix>_<part key>`.

    Args:
        raw: what the widgets start from while the session has no value of theirs.
        on_change: called when a widget is left with a new value.
        problem: the sentence to show under the field.
        persons: the names that a person can be chosen from.
        worked: what a computed question comes to.
        files: draws a question for files.
    """
    DRAWINGS[field.kind](
        field, FieldPlace(raw, key_prefix, on_change, disabled, persons, worked, files)
    )
    if problem:
        st.markdown(f":red[{plain(problem)}]")


def draw_form(
    form: Form,
    raw: Mapping[str, object],
    *,
    key_prefix: str,
    on_change: OnChange,
    disabled: bool = False,
    problems: Mapping[str, str] | None = None,
    persons: Sequence[str] = (),
) -> None:
    """All fields that are asked now, as typed so far.

    Args:
        problems: field key -> the sentence to show under it.
        persons: the names that a person can be chosen from.
    """
    typed = {**raw, **read(form, key_prefix)}
    draw_fields(
        visible(form, typed),
        raw,
        key_prefix=key_prefix,
        on_change=on_change,
        disabled=disabled,
        problems=problems,
        persons=persons,
        worked=worked_out(form, typed),
    )


def draw_fields(
    shown: Sequence[Field],
    raw: Mapping[str, object],
    *,
    key_prefix: str,
    on_change: OnChange,
    disabled: bool = False,
    problems: Mapping[str, str] | None = None,
    persons: Sequence[str] = (),
    worked: Mapping[str, Worked] | None = None,
    files: DrawFiles | None = None,
) -> None:
    """These fields one after another, with a line behind a group that others follow.

    Args:
        problems: field key -> the sentence to show under it.
        worked: field key -> what it comes to.
        files: draws each question for files.
    """
    group = ""
    for field in shown:
        is_heading = spec_of(field).is_group
        if group and not is_heading and not field.group:
            st.divider()
        group = field.key if is_heading else field.group
        draw(
            field,
            raw,
            key_prefix=key_prefix,
            on_change=on_change,
            disabled=disabled,
            problem=(problems or {}).get(field.key),
            persons=persons,
            worked=(worked or {}).get(field.key),
            files=files,
        )


def answered(
    form: Form,
    answers: Mapping[str, Value],
    files: Mapping[str, str] | None = None,
    *,
    beside: Mapping[str, str] | None = None,
) -> list[str]:
    """Every answered question with its answer, a line of Markdown each, in the form's order.

    Args:
        files: field key -> the files that answer it, as Markdown.
        beside: field key -> what stands after its answer, as Markdown.
    """
    told = (
        (field, (files or {}).get(field.key) or plain(show(field, answers)))
        for field in visible(form, answers)
    )
    after = beside or {}
    return [
        f"**{plain(field.label)}:** {answer}{after.get(field.key, '')}"
        for field, answer in told
        if answer
    ]


def read(form: Form, key_prefix: str) -> dict[str, object]:
    """What the widgets hold now; a widget that is not on the screen has no key.

    An emptied widget gives "", None or []: laid over a draft it empties the draft's value too.
    """
    state = st.session_state
    held = {
        part.key: state.get(f"{key_prefix}_{part.key}", _ABSENT)
        for field in form.asked
        for part in parts(field)
        if not spec_of(field).is_files
    }
    return {key: value for key, value in held.items() if value is not _ABSENT}


def chosen(form: Form, key_prefix: str) -> Files:
    """The names of the files that are chosen, where nothing keeps them."""
    held = {one.key: st.session_state.get(f"{key_prefix}_{one.key}") for one in form.files}
    return {key: [file.name for file in files] for key, files in held.items() if files}


def show_answered(given: Sequence[Answered]) -> None:
    """What was answered to a campaign's own questions."""
    if given:
        told = (f"**{plain(one.label)}:** {plain_lines(one.words)}" for one in given)
        st.markdown("  \n".join(told))
