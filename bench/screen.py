"""What a browser knows of one page: what it takes in and what it sends, without the line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.typing import Origin, Subprotocol

from bench.widgets import state_of

COOKIE: Final = "__Host-tdkt"
_FINISHED: Final = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


@dataclass(frozen=True, slots=True)
class Run:
    """What one message of the browser led to, until the script had finished for good.

    Attributes:
        wire_bytes: both ways, with the frames' heads.
        elements: how many were sent; the containers around them are not counted.
    """

    wall_s: float
    wire_bytes: int
    elements: int


@dataclass(slots=True)
class _Shown:
    delta: Delta
    widget_id: str
    run: int


@dataclass(slots=True)
class _Kept:
    delta: Delta
    last_run: int


@dataclass(slots=True)
class _Act:
    """What came since the browser's last message.

    Attributes:
        ended_at: when the last script finished; None while one is under way.
    """

    wire_bytes: int
    began_at: float
    elements: int = 0
    fragments: set[str] = field(default_factory=set)
    is_whole: bool = False
    ended_at: float | None = None


@dataclass(slots=True)
class Screen:
    """An open page.

    Attributes:
        typed: the widgets a person has changed, by the end of their key.
        refresh_s: how often the page's timer goes off; 0 without one.
    """

    url: str
    page: str
    query: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    refresh_s: float = 0.0
    _shown: dict[tuple[int, ...], _Shown] = field(default_factory=dict)
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _act: _Act = field(default_factory=lambda: _Act(0, 0.0))
    _runs: int = 0
    _remembered_runs: int = 0
    _script_hash: str = ""
    _polled: str = ""

    def rerun(self) -> bytes:
        """The message that runs the whole page with nothing changed, also for the first time."""
        return self._begin(self._rerun("", ()))

    def refresh(self) -> bytes:
        """The message of the page's timer."""
        if not self._polled:
            raise LookupError(f"{self.page} has no fragment that runs by itself")
        message = self._rerun(self._polled, ())
        message.rerun_script.is_auto_rerun = True
        return self._begin(message)

    def leave_field(self, key_end: str, value: str) -> bytes:
        """The message of a person who typed into the field whose key ends so, and left it."""
        self.typed[key_end] = value
        return self._begin(self._rerun(self._widget(key_end).delta.fragment_id, ()))

    def click(self, key_end: str) -> bytes:
        """The message of a click on the button whose key ends so, with all typed so far."""
        button = self._widget(key_end)
        pressed = WidgetState(id=button.widget_id, trigger_value=True)
        return self._begin(self._rerun(button.delta.fragment_id, (pressed,)))

    def feed(self, frame: bytes) -> Run | None:
        """Take in what the server sent: the run once it is over, drawn and done with.

        Raises:
            RuntimeError: the page shows an exception, or does not run at all.
        """
        act = self._act
        act.wire_bytes += framed(len(frame))
        got = ForwardMsg.FromString(frame)
        kind = got.WhichOneof("type")
        if kind in {"delta", "ref_hash"}:
            act.elements += not got.delta.HasField("add_block")
            self._draw(got)
        elif kind == "new_session":
            if act.ended_at is None:
                # The run before was cut short, and such a one takes nothing off the page.
                act.fragments, act.is_whole = set(), False
            act.fragments.update(got.metadata.run.fragment_ids)
            act.is_whole = act.is_whole or not got.metadata.run.fragment_ids
            act.ended_at = None
            self._remembered_runs = got.new_session.config.max_cached_message_age
        elif kind == "navigation":
            self._script_hash = got.navigation.page_script_hash
        elif kind == "auto_rerun":
            self._polled, self.refresh_s = got.auto_rerun.fragment_id, got.auto_rerun.interval
        elif kind == "script_finished" and got.script_finished in _FINISHED:
            act.ended_at = time.perf_counter()
        elif kind == "script_finished" and (
            got.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
        ):
            raise RuntimeError(f"{self.page} does not run")
        elif kind == "session_status_changed" and act.ended_at is not None:
            self._forget(set() if act.is_whole else act.fragments)
            return Run(act.ended_at - act.began_at, act.wire_bytes, act.elements)
        return None

    def shown(self) -> str:
        """Everything that is on the page, in its order."""
        return "\n".join(str(shown.delta) for _, shown in sorted(self._shown.items()))

    def told(self) -> Iterator[str]:
        """The page's words and alerts."""
        for shown in self._shown.values():
            element = shown.delta.new_element
            if element.HasField("markdown"):
                yield element.markdown.body
            elif element.HasField("alert"):
                yield element.alert.body

    def _begin(self, message: BackMsg) -> bytes:
        payload: bytes = message.SerializeToString()
        # What a browser sends is masked.
        self._act = _Act(framed(len(payload)) + 4, time.perf_counter())
        return payload

    def _draw(self, got: ForwardMsg) -> None:
        delta = got.delta
        if got.WhichOneof("type") == "ref_hash":
            kept = self._kept[got.ref_hash]
            kept.last_run = self._runs
            delta = kept.delta
        elif got.metadata.cacheable:
            self._kept[got.hash] = _Kept(delta, self._runs)
        element = delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(f"{self.page}: {element.exception.message}")
        path = tuple(got.metadata.delta_path)
        self._shown[path] = _Shown(delta, _widget_id(element), self._runs)
        drawn = state_of(element)
        if drawn is not None:
            state, is_told = drawn
            # A widget keeps what it holds until the server sets it.
            self._states[state.id] = state if is_told else self._states.get(state.id, state)

    def _forget(self, fragments: set[str]) -> None:
        """Take off the page what the run did not draw again, as browsers do.

        A big message is remembered for longer, should it come again.
        """
        self._shown = {
            path: shown
            for path, shown in self._shown.items()
            if shown.run == self._runs or (fragments and shown.delta.fragment_id not in fragments)
        }
        self._runs += 1
        self._kept = {
            key: kept
            for key, kept in self._kept.items()
            if (fragments and kept.delta.fragment_id not in fragments)
            or self._runs - kept.last_run <= self._remembered_runs
        }

    def _rerun(self, fragment_id: str, pressed: Sequence[WidgetState]) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.widget_states.widgets.extend([*self._widget_states(), *pressed])
        if self._script_hash:
            state.page_script_hash = self._script_hash
        else:
            state.page_name = self.page
        state.fragment_id = fragment_id
        state.cached_message_hashes.extend(self._kept)
        context = state.context_info
        context.timezone, context.timezone_offset = "Asia/Ho_Chi_Minh", -420
        context.locale, context.color_scheme = "vi-VN", "light"
        context.url = f"{self.url}/{self.page}"
        return message

    def _widget_states(self) -> list[WidgetState]:
        states = [
            self._states[shown.widget_id]
            for shown in self._shown.values()
            if shown.widget_id in self._states
        ]
        for state in states:
            for key_end, value in self.typed.items():
                if state.id.endswith((f"_{key_end}", f"-{key_end}")):
                    _type(state, value)
        return states

    def _widget(self, key_end: str) -> _Shown:
        """The one widget whose key ends so."""
        found = [shown for shown in self._shown.values() if shown.widget_id.endswith(key_end)]
        if len(found) != 1:
            raise LookupError(f"{self.page} has {len(found)} widgets {key_end}:\n{self.shown()}")
        return found[0]


def connection(url: str, cookie: str | None) -> dict[str, Any]:
    """How a browser connects to a page's stream: what `connect` of websockets is called with."""
    return {
        "uri": f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        "subprotocols": [Subprotocol("streamlit")],
        "origin": Origin(url),
        "additional_headers": {"Cookie": f"{COOKIE}={cookie}"} if cookie else {},
        "compression": None,
        "max_size": None,
        # Browsers ask nobody whether the line still stands.
        "ping_interval": None,
        "proxy": None,
    }


def framed(payload_bytes: int) -> int:
    """The size of a WebSocket frame around so many bytes."""
    return payload_bytes + (2 if payload_bytes < 126 else 4 if payload_bytes < 1 << 16 else 10)


def _type(state: WidgetState, value: str) -> None:
    if state.HasField("string_array_value"):
        state.string_array_value.data[:] = [value]
    else:
        state.string_value = value


def _widget_id(element: Element) -> str:
    kind = element.WhichOneof("type")
    return str(getattr(getattr(element, kind), "id", "")) if kind else ""
