"""A record that is open in this tab: which one, the version first seen, what the last click did.

Every page that changes something has a `Slot`. What it holds is one typed `OpenForm` in the tab's
session, so that pages do not each remember these things in a way of their own (decision 0015).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import streamlit as st

from lib import text
from lib.errors import AppError, Conflict, Problems
from lib.services.acts import new_act
from lib.ui.kit import feedback, presence
from lib.ui.kit.markdown import plain


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field; the reason is a key of `text.SENTENCES`."""

    reason: str
    words: str


@dataclass(slots=True)
class OpenForm:
    """What a tab remembers of the record that is open on a page.

    Attributes:
        address: what stands for the record in the page's address.
        record: its key, as widget keys hold it; "" while none is open.
        seen: the version that the next act replaces; None until the form is drawn again.
        opening: numbers the forms of this tab, so that a form drawn anew begins anew.
        acts: idempotency keys by verb, of what the buttons now drawn would do.
        faults: by field, of the last refused act.
        conflict: the fields in which another's version differs; None without a conflict.
        saved: what the last save stored, so that the second of two clicks finds nothing to do.
        is_fresh: whether the widgets still have to start anew from what is stored.
        notice, error: what came of the last click.
        is_told: whether the notice stands beside the button that did it.
        round: of forms for a new record, and of tables that are to forget what was chosen.
        once: what is shown once and stored nowhere, as a first password, until it is noted.
    """

    address: dict[str, str] = field(default_factory=dict)
    record: str = ""
    seen: int | None = None
    opening: int = 0
    acts: dict[str, UUID] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    conflict: tuple[str, ...] | None = None
    saved: Mapping[str, object] | None = None
    is_fresh: bool = False
    notice: str = ""
    error: str = ""
    is_told: bool = False
    round: int = 0
    once: tuple[Any, ...] = ()

    @property
    def seen_version(self) -> int:
        """The version first seen, once the form has been drawn."""
        return self.seen or 0

    def act(self, verb: str) -> UUID:
        """The key of what a button now drawn would do; the same for every click on it."""
        if verb not in self.acts:
            self.acts[verb] = new_act()
        return self.acts[verb]

    def tell(self, notice: str) -> None:
        """Say what was done, in the place of everything said before."""
        self.notice, self.error, self.is_told = notice, "", False

    def refuse(self, refusal: AppError) -> None:
        """Keep what a refusal says, at its fields too; what was typed stays."""
        self.error, self.notice = text.sentence(refusal), ""
        self.faults = faults(refusal)
        if isinstance(refusal, Conflict):
            self.conflict = ()

    def settle(self) -> None:
        """The next act is another one, over what is stored now."""
        self.acts, self.seen, self.faults, self.conflict = {}, None, {}, None


def faults(refusal: AppError) -> dict[str, Fault]:
    """What is wrong, by field."""
    if not isinstance(refusal, Problems):
        return {}
    return {
        str(one.facts.get("key")): Fault(one.reason, text.sentence(one)) for one in refusal.problems
    }


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a page keeps its open record.

    Attributes:
        name: the page's, with which its widget keys begin.
        params: the names in the address that say which record is open.
    """

    name: str
    params: tuple[str, ...] = ()

    @property
    def now(self) -> OpenForm:
        """What the tab remembers."""
        held: Any = st.session_state.setdefault(f"_open_{self.name}", OpenForm())
        return held  # type: ignore[no-any-return]

    def open(self, **address: object) -> OpenForm:
        """Make another record the open one, in the address too; what was typed is dropped.

        Args:
            address: values by their names in the address; without any, no record is open.
        """
        if self.params:
            # What has no place in the address is part of the record that is open.
            presence.leave()
        last = self.now
        named = {name: str(value) for name, value in address.items() if value is not None}
        made = OpenForm(address=named, opening=last.opening + 1, round=last.round)
        st.session_state[f"_open_{self.name}"] = made
        self._put_address(named)
        return made

    def follow(self) -> None:
        """Open what the address names; for whole runs, as after going back in the browser."""
        self.now.address = self._given()

    def asked(self) -> dict[str, str]:
        """What is open, by the names in the address.

        Between whole runs this tab's memory says it, not the address: a message that was sent
        before the last answer was seen carries the address of that time (decision 0014).
        """
        named = self.now.address
        if named != self._given():
            self._put_address(named)
        return named

    def asked_id(self, param: str) -> UUID | None:
        """The key of what is open, by its name in the address; what is none counts as nothing."""
        return _as_id(self.asked().get(param, ""))

    def begin(self, record: str, version: int) -> OpenForm:
        """The form of the record; the version first seen stays until an act has been done."""
        now = self.now
        if now.record != record:
            said = now.notice, now.error
            now = OpenForm(
                address=now.address, record=record, opening=now.opening + 1, round=now.round
            )
            now.notice, now.error = said
            st.session_state[f"_open_{self.name}"] = now
        if now.seen is None:
            now.seen = version
        return now

    @contextmanager
    def attempt(self, done: str = "") -> Iterator[None]:
        """Do an act in a callback, and keep what came of it for the page's show_notes()."""
        now = self.now
        now.faults, now.conflict = {}, None
        try:
            yield
        except AppError as refusal:
            now.faults = faults(refusal)
            words = text.sentence(refusal)
            if now.faults:
                # The rest stands at the fields.
                words = words.partition("\n")[0]
            if isinstance(refusal, Conflict):
                # The next save is over the version that is shown from now on, knowingly.
                now.seen, now.conflict = None, ()
            feedback.note(feedback.Kind.ERROR, words, self.name)
        else:
            self.now.settle()
            if done:
                feedback.note(feedback.Kind.SUCCESS, done, self.name)

    def step(self, work: Callable[[], int], done: str, *, fragments: Sequence[str] = ()) -> bool:
        """Take a step on one record or several in a callback; whether it was taken.

        Args:
            work: how many there were.
            done: what is said then; {count} is that number.
            fragments: what is drawn anew; without any, the whole page is.
        """
        now = self.now
        try:
            count = work()
        except AppError as refusal:
            now.error, now.notice = text.sentence(refusal), ""
            is_taken = False
        else:
            now.settle()
            now.record, now.saved, now.round = "", None, now.round + 1
            now.tell(done.format(count=count))
            is_taken = True
        if fragments:
            st.rerun([*fragments])
        return is_taken

    def take(self, work: Callable[[], object], done: str, typed: Iterable[str]) -> None:
        """Take a step in a callback on the record that is open and stays so.

        Args:
            done: what is said then.
            typed: the keys of what was typed for it, which is gone then.
        """
        now = self.now
        try:
            work()
        except AppError as refusal:
            now.refuse(refusal)
        else:
            now.settle()
            now.tell(done)
            for key in typed:
                st.session_state.pop(key, None)

    def blank(self) -> str:
        """What the keys of a form for a new record begin with.

        They change with `next_blank`, since a browser that clicked twice sends the old form again.
        """
        return f"{self.name}_{self.now.round}"

    def next_blank(self) -> None:
        """Empty the form for a new record, and let tables forget what was chosen in them."""
        self.now.round += 1

    def problem(self, key: str) -> None:
        """What is wrong with a field, right under it."""
        fault = self.now.faults.get(key)
        if fault is not None:
            st.markdown(f":red[{plain(fault.words)}]")

    def stored_value(self, typed: object, stored: object, shown: str) -> None:
        """Under a field after a conflict: what somebody else has saved there meanwhile."""
        if self.now.conflict is not None and typed != stored:
            st.caption(f":orange[Bản đang lưu:] {plain(shown)}")

    def fill(self, stored: Mapping[str, object]) -> None:
        """Let widgets start from what is stored: those without a value, and all after a save."""
        now = self.now
        for key, value in stored.items():
            if now.is_fresh or key not in st.session_state:
                st.session_state[key] = value
        now.is_fresh = False

    def notice_here(self) -> None:
        """Draw what was done beside the button that did it, in place of `notices` below."""
        now = self.now
        if now.notice:
            st.caption(f":material/check: {now.notice}", width="content")
            now.is_told = True

    def notices(self) -> None:
        """Draw what came of the last click."""
        now = self.now
        if now.error:
            st.error(now.error, icon=":material/error:")
        if now.notice and not now.is_told:
            st.caption(f":material/check: {now.notice}")
        now.is_told = False

    def _given(self) -> dict[str, str]:
        held = st.query_params
        return {name: held[name] for name in self.params if name in held}

    def _put_address(self, named: Mapping[str, str]) -> None:
        for name in self.params:
            if name in named:
                st.query_params[name] = named[name]
            else:
                st.query_params.pop(name, None)


def asked_id(param: str) -> UUID | None:
    """The record that the address names by its key; what is none counts as nothing."""
    return _as_id(st.query_params.get(param, ""))


def _as_id(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
