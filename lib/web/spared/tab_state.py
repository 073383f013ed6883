"""What a widget asks of its tab's state is looked up; nobody copies the whole state for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import structlog
from streamlit.runtime.state import session_state
from streamlit.runtime.state.common import is_element_id
from streamlit.runtime.state.safe_session_state import SafeSessionState

_COPIED: Final = "filtered_state"
_log = structlog.get_logger(__name__)


def look_up() -> None:
    """Let Streamlit's fields find their own value without a copy of all that a tab holds.

    Each field for text, numbers, days and each list asks whether its key holds None, and asks it of
    a copy of the whole state: an eighth of a save's run (decision 0076). Where that copy is made
    in another way, nothing is done: a page then costs what it did.
    """
    known = SafeSessionState.__dict__.get(_COPIED)
    if not isinstance(known, property) or known.fget is None:
        _log.warning("tab_state_is_copied")
    elif not hasattr(known.fget, "copied"):
        setattr(SafeSessionState, _COPIED, property(_looking_up(known.fget)))


def _looking_up(copied: Callable[[Any], Mapping[str, Any]]) -> Callable[[Any], Mapping[str, Any]]:
    def filtered_state(state: SafeSessionState) -> Mapping[str, Any]:
        return TabState(state, copied)

    filtered_state.copied = copied  # type: ignore[attr-defined]
    return filtered_state


class TabState(Mapping[str, Any]):
    """Values by their keys, as the copy has them; all of them only for who asks for all."""

    def __init__(self, state: SafeSessionState, copied: Callable[[Any], Mapping[str, Any]]) -> None:
        self._held = state
        self._copied = copied

    def __getitem__(self, key: str) -> Any:
        if is_element_id(key) or session_state._is_internal_key(key):
            raise KeyError(key)
        with self._held._lock:
            return self._held._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._copied(self._held))

    def __len__(self) -> int:
        return len(self._copied(self._held))

    def __repr__(self) -> str:
        return repr(self._copied(self._held))
