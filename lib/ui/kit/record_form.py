"""The form of a record that the form engine asks: drafts while typing, one save, conflicts settled.

A page says which record, which form, which services (`Record`); all else is here, for every kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

import streamlit as st

from lib.domain.access import Actor
from lib.domain.forms import forms, personal
from lib.domain.forms.kinds import parts
from lib.domain.vietnamese import format_instant, format_time
from lib.errors import AppError, Problems
from lib.text import sentence
from lib.ui.kit import conflict, fields, session
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Fault, OpenForm, faults
from lib.ui.kit.record import Kept, Raw, Record


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A form as it was drawn; its callbacks may run after another record was opened.

    Attributes:
        prefix: what its widget keys begin with.
        seen: the version that its save replaces.
        act: the idempotency key of that save.
    """

    prefix: str
    seen: int
    act: UUID


def begin(record: Record) -> OpenForm:
    """The open form of the record; the version first seen stays until it is saved."""
    seen = record.draft.seen_version if record.draft else record.version
    return record.slot.begin(record.key, seen)


def drawn(record: Record) -> DrawnForm:
    """The form as it is drawn now, for its widgets to hand to their callbacks.

    The prefix stays over a save: new keys would drop what is typed while the save is under way.
    """
    now = begin(record)
    prefix = f"{record.slot.name}_{record.key}_{now.opening}"
    return DrawnForm(prefix, now.seen_version, now.act("save"))


def started(record: Record, start: Raw, form: DrawnForm) -> dict[str, object]:
    """What the widgets start from: the draft over `start`; after a save they start anew.

    Args:
        start: the stored record as widgets hold it, with what an empty form begins with.
    """
    raw = {**start, **(record.draft.answers if record.draft else {})}
    now = record.slot.now
    if now.is_fresh:
        now.is_fresh = False
        # Only those that hold it in other letters: a widget that begins anew loses its cursor.
        for key, value in _held(record, form).items():
            wanted = raw.get(key)
            if value != wanted and (value or wanted):
                st.session_state.pop(f"{form.prefix}_{key}", None)
    return raw


def typed(record: Record, form: DrawnForm) -> dict[str, object]:
    """What was typed: part key -> raw value, with what is typed beside the fields.

    A mask was not: it stands for the number as it is now, whoever has given another meanwhile.
    """
    raw = _held(record, form)
    for field in record.form.masked:
        if personal.is_mask(raw.get(field.key)):
            raw[field.key] = record.stored.get(field.key)
    return raw


def _held(record: Record, form: DrawnForm) -> dict[str, object]:
    """What stands in the widgets."""
    raw = dict(fields.read(record.form, form.prefix))
    for key, absent in record.besides.items():
        raw[key] = st.session_state.get(f"{form.prefix}_{key}") or absent
    return raw


def keep(record: Record, form: DrawnForm) -> None:
    """Callback of every field: keep the person's draft on the server.

    A click on "Lưu" right after typing brings both in one message: the save stores what was typed,
    or keeps it when it is refused.
    """
    if not st.session_state.get(record.button("save")):
        _keep(record, form)


def drop(record: Record) -> None:
    """Callback: forget the draft and show what is stored; what nobody has saved is closed."""
    actor = session.require(record.right)
    record.drop(actor)
    slot = record.slot
    now = slot.open(**(slot.now.address if record.version else {}))
    now.tell("Đã bỏ bản nháp")
    _draw_anew(record, actor)


def save(record: Record, form: DrawnForm) -> None:
    """Callback of "Lưu"."""
    _save(record, typed(record, form), form)


def save_chosen(record: Record, form: DrawnForm) -> None:
    """Callback after a conflict: field by field mine or theirs, saved over their version."""
    mine, theirs = typed(record, form), record.stored
    for key in record.slot.now.conflict or ():
        if conflict.takes_theirs(form.prefix, key):
            for part in _part_keys(record, key):
                mine[part] = theirs.get(part)
    _save(record, mine, replace(form, seen=record.version))


def draw(record: Record, form: DrawnForm, raw: Raw, *, persons: Sequence[str] = ()) -> None:
    """The fields with what is wrong about them, and what stands below.

    Args:
        raw: as `started` gave it.
        persons: the names that a person can be chosen from.
    """
    found = problems(record, {**raw, **typed(record, form)})
    fields.draw_form(
        record.form, raw, key_prefix=form.prefix, on_change=partial(keep, record, form),
        problems={key: fault.words for key, fault in found.items()}, persons=persons,
    )  # fmt: skip
    draw_end(record, form)


def draw_end(record: Record, form: DrawnForm) -> None:
    """What stands below the fields: the buttons, or a conflict to be settled.

    That somebody saved since the draft was begun is told as soon as it is seen, not at the save.
    """
    now = record.slot.now
    if record.draft and record.draft.seen_version < record.version:
        now.conflict = now.conflict or ()
    if now.conflict is None:
        _draw_buttons(record, form)
        return
    try:
        rows = record.differences(typed(record, form))
    except Problems as found:
        st.error(sentence(found))
        _draw_buttons(record, form)
        return
    now.conflict = tuple(row.key for row in rows)
    conflict.draw(rows, record.other, begun=form.prefix, on_save=partial(save_chosen, record, form))
    if record.draft:
        _draw_drop(record, record.draft)


def problems(record: Record, raw: Raw) -> dict[str, Fault]:
    """What to say under each field: of the last "Lưu", else of what stands there now."""
    if record.slot.now.faults:
        return record.slot.now.faults
    try:
        forms.parse_answers(record.form, raw, complete=False, held=record.answers)
    except Problems as found:
        return faults(found)
    return {}


def _draw_buttons(record: Record, form: DrawnForm) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="record_acts"):
        st.button(
            record.saves, key=record.button("save"), type="primary", icon=":material/save:",
            on_click=save, args=(record, form),
        )  # fmt: skip
        if record.draft:
            _draw_drop(record, record.draft)
        record.slot.notice_here()


def _draw_drop(record: Record, draft: Kept) -> None:
    """The way back to what is stored, and from when the draft is, where no note tells it."""
    st.button("Bỏ bản nháp", key=record.button("drop"), on_click=drop, args=(record,))
    if not record.slot.now.notice:
        st.caption(f"Bản nháp lúc {format_instant(draft.kept_at)}")


def _keep(record: Record, form: DrawnForm) -> None:
    actor, now = session.require(record.right), record.slot.now
    try:
        kept_at = record.keep(actor, form.seen, typed(record, form))
    except AppError as refusal:
        now.error = sentence(refusal)
        return
    if kept_at is not None:
        now.tell(f"Đã giữ bản nháp {format_time(kept_at)}")
    elif record.draft is not None:
        # What was typed is stored already, so the draft is gone; the note of an act stays.
        now.tell("")


def _save(record: Record, raw: Raw, form: DrawnForm) -> None:
    actor, now = session.require(record.right), record.slot.now
    is_saved = record.draft is None and raw == now.saved
    if now.conflict is None and (is_saved or record.is_stored(raw)):
        now.tell(now.notice or "Chưa có thay đổi nào để lưu")
        return
    try:
        stored = record.save(actor, form.act, form.seen, raw)
    except AppError as refusal:
        _keep(record, form)
        kept = now.notice
        now.refuse(refusal)
        now.notice = kept
        return
    said = format_time(stored.saved_at)
    if now.record != record.key:
        now.notice = f"Đã lưu {plain(record.title)} {said}"
        return
    now.settle()
    now.seen, now.saved, now.is_fresh = stored.version, raw, True
    now.tell(f"Đã lưu {said}")
    _draw_anew(record, actor)


def _draw_anew(record: Record, actor: Actor) -> None:
    """What an act changes; the run of a click draws the fragment it stands in anyway."""
    fragments = record.redrawn(actor)
    if fragments:
        st.rerun([*fragments])


def _part_keys(record: Record, key: str) -> list[str]:
    """The raw keys of a field, or of what is typed beside the fields."""
    if key in record.besides:
        return [key]
    return [part.key for field in record.form.fields if field.key == key for part in parts(field)]
