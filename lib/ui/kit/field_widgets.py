"""The widgets of each kind of field.

What widgets could check in the browser (`required=`, `validate=`, `max_chars=`) is not used: such a
widget keeps a refused or cut text to itself, and the draft would differ from the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from lib import text
from lib.domain.forms.fields import Field, Kind, Part, active
from lib.domain.forms.forms import Worked
from lib.domain.forms.kinds import parts
from lib.domain.vietnamese import NOTHING, format_date
from lib.ui.kit import row_table, uploads
from lib.ui.kit.markdown import plain

DrawFiles = Callable[[Field], None]
OnChange = Callable[[], None] | Literal["rerun", "ignore"]

# More letters than these do not fit beside each other on a telephone.
_LETTERS_IN_VIEW = 48


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a field's widgets stand: what they start from, their keys, what a change calls.

    Attributes:
        persons: the names that a person can be chosen from.
        worked: what a computed question comes to.
        files: draws a question for files, where files are kept; elsewhere they are only chosen.
    """

    raw: Mapping[str, object]
    key_prefix: str
    on_change: OnChange
    disabled: bool
    persons: Sequence[str] = ()
    worked: Worked | None = None
    files: DrawFiles | None = None

    def key(self, part: Part) -> str:
        return f"{self.key_prefix}_{part.key}"


def _label(field: Field, part: Part) -> str:
    unit = f" ({part.unit})" if part.unit else ""
    return f"{plain(part.label + unit)}{' *' if field.required else ''}"


def _help(field: Field) -> str | None:
    return plain(field.help) or None


def _start(place: FieldPlace, part: Part, value: object) -> str:
    """The widget's key; its first value goes into the session, since a later one stands there."""
    key = place.key(part)
    if value is not None and key not in st.session_state:
        st.session_state[key] = value
    return key


def _text(given: object) -> str | None:
    if type(given) is date:
        return format_date(given)
    if isinstance(given, list):
        return "\n".join(str(one) for one in given)
    return None if given is None else str(given)


def _line(field: Field, place: FieldPlace, *, placeholder: str = "") -> None:
    (part,) = parts(field)
    st.text_input(
        _label(field, part),
        key=_start(place, part, _text(place.raw.get(part.key))),
        help=_help(field),
        placeholder=placeholder,
        autocomplete="off",
        on_change=place.on_change,
        disabled=place.disabled,
    )


def _person(field: Field, place: FieldPlace) -> None:
    """The name, and beside it a list that only fills it in: whoever is on none is typed."""
    if not place.persons:
        _line(field, place)
        return
    name = place.key(parts(field)[0])
    listed = f"{name}_listed"
    typing, choosing = st.columns(2, vertical_alignment="bottom")
    with typing:
        _line(field, place)
    choosing.selectbox(
        "Chọn từ danh sách của đơn vị",
        place.persons,
        index=None,
        key=listed,
        placeholder="Chọn họ và tên",
        on_change=_fill_in,
        args=(name, listed, place.on_change),
        disabled=place.disabled,
    )
    typed = " ".join(str(st.session_state.get(name) or "").split()).lower()
    if typed and typed not in {one.lower() for one in place.persons}:
        st.caption("Chưa có trong danh sách của đơn vị; lưu thì được ghi thêm vào danh sách.")


def _fill_in(name: str, listed: str, on_change: OnChange) -> None:
    """Callback: the chosen name stands in the field, and the list waits for another choice."""
    st.session_state[name] = st.session_state[listed]
    st.session_state[listed] = None
    if callable(on_change):
        on_change()


def _count(field: Field, part: Part, place: FieldPlace, *, with_help: bool) -> None:
    """A text, since a number widget reads 1.234 as 1,234; telephones offer digits for it."""
    st.text_input(
        _label(field, part),
        key=_start(place, part, _text(place.raw.get(part.key))),
        type="phone",
        icon="",
        placeholder="",
        help=_help(field) if with_help else None,
        autocomplete="off",
        on_change=place.on_change,
        disabled=place.disabled,
    )


def _whole(field: Field, place: FieldPlace) -> None:
    (part,) = parts(field)
    _count(field, part, place, with_help=True)


def _share(field: Field, place: FieldPlace) -> None:
    st.markdown(f":small[{plain(field.label)}]", help=_help(field))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for part in parts(field):
            _count(field, part, place, with_help=False)


def _area(field: Field, place: FieldPlace, *, placeholder: str = "") -> None:
    (part,) = parts(field)
    st.text_area(
        _label(field, part),
        key=_start(place, part, _text(place.raw.get(part.key))),
        height="content",
        help=_help(field),
        placeholder=placeholder,
        on_change=place.on_change,
        disabled=place.disabled,
    )


def _yes_no(field: Field, place: FieldPlace) -> None:
    (part,) = parts(field)
    given = place.raw.get(part.key)
    st.segmented_control(
        _label(field, part),
        (True, False),
        key=_start(place, part, given if isinstance(given, bool) else None),
        format_func=text.YES_NO.__getitem__,
        help=_help(field),
        on_change=place.on_change,
        disabled=place.disabled,
    )


def _choice(field: Field, place: FieldPlace) -> None:
    (part,) = parts(field)
    labels = active(field)
    given = place.raw.get(part.key)
    key = _start(place, part, given if isinstance(given, str) and given in labels else None)
    if _fit_in_view(labels):
        st.segmented_control(
            _label(field, part),
            tuple(labels),
            key=key,
            format_func=lambda chosen: plain(labels[chosen]),
            help=_help(field),
            on_change=place.on_change,
            disabled=place.disabled,
            wrap=True,
        )
        return
    st.selectbox(
        _label(field, part),
        tuple(labels),
        index=None,
        key=key,
        format_func=labels.__getitem__,
        help=_help(field),
        placeholder="Chọn một mục",
        on_change=place.on_change,
        disabled=place.disabled,
    )


def _choices(field: Field, place: FieldPlace) -> None:
    (part,) = parts(field)
    labels = active(field)
    given = place.raw.get(part.key)
    chosen = [one for one in labels if one in given] if isinstance(given, list) else None
    key = _start(place, part, chosen)
    if _fit_in_view(labels):
        st.pills(
            _label(field, part),
            tuple(labels),
            selection_mode="multi",
            key=key,
            format_func=lambda one: plain(labels[one]),
            help=_help(field),
            on_change=place.on_change,
            disabled=place.disabled,
            wrap=True,
        )
        return
    st.multiselect(
        _label(field, part),
        tuple(labels),
        key=key,
        format_func=labels.__getitem__,
        help=_help(field),
        placeholder="Chọn các mục",
        on_change=place.on_change,
        disabled=place.disabled,
    )


def _worked_out(field: Field, place: FieldPlace) -> None:
    """A text and no widget: there is nothing to type."""
    worked = place.worked or Worked("", "")
    with st.container(gap=None):
        st.markdown(f":small[{plain(field.label)}]", help=_help(field))
        st.markdown(f"**{plain(worked.shown or NOTHING)}**")
        st.caption(plain(f"Tự tính: {worked.how}"))


def _rows(field: Field, place: FieldPlace) -> None:
    (part,) = parts(field)
    required = " *" if field.required else ""
    st.markdown(f":small[{plain(field.label)}{required}]", help=_help(field))
    row_table.draw(
        {one.key: one.label for one in field.columns if not one.retired},
        place.raw.get(part.key),
        key=place.key(part),
        alt=field.label,
        on_change=place.on_change,
        disabled=place.disabled,
    )


def _files(field: Field, place: FieldPlace) -> None:
    if place.files is not None:
        place.files(field)
        return
    (part,) = parts(field)
    uploads.asked(field, key=place.key(part))


def _heading(field: Field, _place: FieldPlace) -> None:
    st.subheader(plain(field.label), anchor=False, help=_help(field))


def _fit_in_view(labels: Mapping[str, str]) -> bool:
    return sum(len(label) for label in labels.values()) <= _LETTERS_IN_VIEW


DRAWINGS: dict[Kind, Callable[[Field, FieldPlace], None]] = {
    Kind.SHORT_TEXT: _line,
    Kind.PERSON: _person,
    Kind.LONG_TEXT: _area,
    Kind.WHOLE: _whole,
    Kind.YEAR: _whole,
    Kind.DECIMAL: _line,
    Kind.PERCENT: _share,
    Kind.DATE: partial(_line, placeholder=text.DAY_HINT),
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.LINK: partial(_area, placeholder="https://… mỗi dòng một đường dẫn"),
    Kind.PERSONAL: _line,
    Kind.SUM: _worked_out,
    Kind.DIFFERENCE: _worked_out,
    Kind.SHARE: _worked_out,
    Kind.ROWS: _rows,
    Kind.TOTAL: _worked_out,
    Kind.FILES: _files,
    Kind.GROUP: _heading,
}
