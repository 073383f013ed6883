"""The fields of points: a criterion with what it asks, and the sum of what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from lib.domain.evaluation_points import EVIDENCE, NOTE, POINTS, Criterion, Scheme
from lib.domain.forms.fields import Field
from lib.domain.forms.forms import Form
from lib.services.evaluation import point_fields
from lib.text import points as words
from lib.ui.kit import fields
from lib.ui.kit.field_widgets import OnChange
from lib.ui.kit.markdown import plain

_SHARES = (2, 5)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the fields of points stand.

    Attributes:
        raw: what the widgets start from.
        prefix: what their keys begin with.
        problems: field key -> the sentence under it.
        beside: criterion -> what is told above its fields, as Markdown of ours.
    """

    raw: Mapping[str, object]
    prefix: str
    on_change: OnChange
    problems: Mapping[str, str]
    beside: Mapping[str, str]


def rest(form: Form, scheme: Scheme | None) -> Form:
    """The form without the fields of points."""
    if scheme is None:
        return form
    keys = {begin + one.code for one in scheme.criteria for begin in (POINTS, EVIDENCE, NOTE)}
    return Form(form.key, form.version, tuple(one for one in form.fields if one.key not in keys))


def draw(form: Form, scheme: Scheme, asked: Asked) -> None:
    """All criteria, and how many points that makes by now."""
    by_key = {one.key: one for one in form.fields}
    for number, criterion in enumerate(scheme.criteria, start=1):
        with st.container(key=f"criterion_{criterion.code}", gap="small"):
            _criterion(number, criterion, by_key, asked)
    held = {**asked.raw, **fields.read(form, asked.prefix)}
    told = words.total_words(scheme, point_fields.so_far(scheme, form, held))
    st.markdown(f"**Tổng điểm:** {plain(told)}")


def _criterion(
    number: int, criterion: Criterion, by_key: Mapping[str, Field], asked: Asked
) -> None:
    title = f"**{plain(words.criterion_words(number, criterion))}**"
    told = asked.beside.get(criterion.code)
    st.markdown(f"{title}  \n{told}" if told else title)
    points, note = st.columns(_SHARES, gap="small")
    with points:
        _field(by_key[POINTS + criterion.code], asked)
    with note:
        _field(by_key[NOTE + criterion.code], asked)
    if EVIDENCE + criterion.code in by_key:
        _field(by_key[EVIDENCE + criterion.code], asked)


def _field(field: Field, asked: Asked) -> None:
    fields.draw(
        field,
        asked.raw,
        key_prefix=asked.prefix,
        on_change=asked.on_change,
        problem=asked.problems.get(field.key),
    )
