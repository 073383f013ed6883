"""What a browser sends back for a widget that nobody has touched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState


def _text(widget: Any, state: WidgetState) -> None:
    state.string_value = widget.value if widget.set_value else widget.default


def _option(widget: Any, state: WidgetState) -> None:
    if widget.set_value:
        state.string_value = widget.raw_value
    elif widget.HasField("default"):
        state.string_value = widget.options[widget.default]
    # With nothing chosen Chromium names the widget and sends no value.


def _group(widget: Any, state: WidgetState) -> None:
    chosen = (
        list(widget.raw_values)
        if widget.set_value
        else [widget.options[index].content for index in widget.default]
    )
    state.string_array_value.data.extend(chosen)


def _several(widget: Any, state: WidgetState) -> None:
    chosen = (
        list(widget.raw_values)
        if widget.set_value
        else [widget.options[index] for index in widget.default]
    )
    state.string_array_value.data.extend(chosen)


def _tick(widget: Any, state: WidgetState) -> None:
    state.bool_value = widget.value if widget.set_value else widget.default


def _number(widget: Any, state: WidgetState) -> None:
    state.double_value = widget.value if widget.set_value else widget.default


def _page(widget: Any, state: WidgetState) -> None:
    state.int_value = widget.value if widget.set_value else widget.default


_STATES: Final[dict[str, Callable[[Any, WidgetState], None]]] = {
    "text_input": _text,
    "text_area": _text,
    "selectbox": _option,
    "radio": _option,
    "button_group": _group,
    "multiselect": _several,
    "checkbox": _tick,
    "number_input": _number,
    "pagination": _page,
}


def state_of(element: Element) -> tuple[WidgetState, bool] | None:
    """The state of a widget as drawn, and whether the server sets it over what it held.

    None for what sends nothing until it is used.
    """
    kind = element.WhichOneof("type")
    if kind not in _STATES:
        return None
    widget = getattr(element, kind)
    state = WidgetState(id=widget.id)
    _STATES[kind](widget, state)
    return state, widget.set_value
