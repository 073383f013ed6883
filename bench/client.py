"""One browser tab as the server sees it: raw WebSocket, no compression, the same messages."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from bench.widgets import state_of

COOKIE: Final = "__Host-tdkt"
_TIMEOUT_S: Final = 120
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
    message: ForwardMsg
    run: int


@dataclass(slots=True)
class _Kept:
    message: ForwardMsg
    fragment_id: str
    last_run: int


@dataclass(slots=True)
class Tab:
    """An open page; `typed` are the widgets a person has changed, by the end of their key."""

    url: str
    page: str
    cookie: str | None = None
    query: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    _connection: ExitStack = field(default_factory=ExitStack)
    _socket: Any = None
    _shown: dict[tuple[int, ...], _Shown] = field(default_factory=dict)
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _runs: int = 0
    _remembered_runs: int = 0
    _script_hash: str = ""
    _polled: str = ""

    def open(self) -> Run:
        """Connect and draw the page for the first time."""
        began = time.perf_counter()
        socket = connect(
            f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(self.url),
            additional_headers={"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {},
            compression=None,
            max_size=None,
            proxy=None,
        )
        self._socket = self._connection.enter_context(socket)
        connected_s = time.perf_counter() - began
        run = self._send(self._rerun("", ()))
        return Run(run.wall_s + connected_s, run.wire_bytes, run.elements)

    def close(self) -> None:
        """Leave the page, as closing the tab does."""
        self._connection.close()

    def rerun(self) -> Run:
        """Run the whole page again with nothing changed."""
        return self._send(self._rerun("", ()))

    def refresh(self) -> Run:
        """Do what the page's timer does."""
        if not self._polled:
            raise LookupError(f"{self.page} has no fragment that runs by itself")
        message = self._rerun(self._polled, ())
        message.rerun_script.is_auto_rerun = True
        return self._send(message)

    def leave_field(self, key_end: str, value: str) -> Run:
        """Type into the field whose key ends so, and leave it."""
        self.typed[key_end] = value
        return self._send(self._rerun(self._fragment_of(key_end), ()))

    def click(self, key_end: str) -> Run:
        """Click the button whose key ends so, with all that was typed so far."""
        pressed = WidgetState(id=self._widget(key_end)[1], trigger_value=True)
        return self._send(self._rerun(self._fragment_of(key_end), (pressed,)))

    def shown(self) -> str:
        """Everything that is on the page, in its order."""
        return "\n".join(str(shown.message.delta) for _, shown in sorted(self._shown.items()))

    def _send(self, message: BackMsg) -> Run:
        payload = message.SerializeToString()
        wire_bytes = framed(len(payload)) + 4  # what a browser sends is masked
        elements, fragments, is_whole = 0, set(), False
        began = time.perf_counter()
        self._socket.send(payload)
        wall_s = 0.0
        while True:
            frame = self._socket.recv(timeout=_TIMEOUT_S)
            wire_bytes += framed(len(frame))
            got = ForwardMsg.FromString(frame)
            kind = got.WhichOneof("type")
            if kind in {"delta", "ref_hash"}:
                elements += not got.delta.HasField("add_block")
                self._draw(got)
            elif kind == "new_session":
                fragments.update(got.metadata.run.fragment_ids)
                is_whole = is_whole or not got.metadata.run.fragment_ids
                self._remembered_runs = got.new_session.config.max_cached_message_age
            elif kind == "navigation":
                self._script_hash = got.navigation.page_script_hash
            elif kind == "auto_rerun":
                self._polled = got.auto_rerun.fragment_id
            elif kind == "script_finished" and got.script_finished in _FINISHED:
                wall_s = time.perf_counter() - began
            elif kind == "script_finished" and (
                got.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
            ):
                raise RuntimeError(f"{self.page} does not run")
            elif kind == "session_status_changed" and wall_s:
                break
        self._forget(set() if is_whole else fragments)
        return Run(wall_s, wire_bytes, elements)

    def _draw(self, got: ForwardMsg) -> None:
        path = tuple(got.metadata.delta_path)
        if got.WhichOneof("type") == "ref_hash":
            kept = self._kept[got.ref_hash]
            kept.last_run = self._runs
            full = ForwardMsg()
            full.CopyFrom(kept.message)
            full.metadata.CopyFrom(got.metadata)
            got = full
        elif got.metadata.cacheable:
            self._kept[got.hash] = _Kept(got, got.delta.fragment_id, self._runs)
        if got.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(f"{self.page}: {got.delta.new_element.exception.message}")
        self._shown[path] = _Shown(got, self._runs)
        drawn = state_of(got.delta.new_element)
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
            if shown.run == self._runs
            or (fragments and shown.message.delta.fragment_id not in fragments)
        }
        self._runs += 1
        self._kept = {
            key: kept
            for key, kept in self._kept.items()
            if (fragments and kept.fragment_id not in fragments)
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
        on_page = [
            inner.id
            for shown in self._shown.values()
            if (inner := _widget_in(shown.message.delta.new_element)) is not None
        ]
        states = [self._states[widget_id] for widget_id in on_page if widget_id in self._states]
        for state in states:
            for key_end, value in self.typed.items():
                if state.id.endswith((f"_{key_end}", f"-{key_end}")):
                    state.string_value = value
        return states

    def _fragment_of(self, key_end: str) -> str:
        return self._widget(key_end)[0]

    def _widget(self, key_end: str) -> tuple[str, str]:
        """The fragment and the id of the one widget whose key ends so."""
        found = [
            (shown.message.delta.fragment_id, str(widget.id))
            for shown in self._shown.values()
            if (widget := _widget_in(shown.message.delta.new_element)) is not None
            and widget.id.endswith(key_end)
        ]
        if len(found) != 1:
            raise LookupError(f"{self.page} has {len(found)} widgets {key_end}:\n{self.shown()}")
        return found[0]


def _widget_in(element: Element) -> Any | None:
    kind = element.WhichOneof("type")
    inner = getattr(element, kind) if kind else None
    return inner if getattr(inner, "id", "") else None


def framed(payload_bytes: int) -> int:
    """The size of a WebSocket frame around so many bytes."""
    return payload_bytes + (2 if payload_bytes < 126 else 4 if payload_bytes < 1 << 16 else 10)
