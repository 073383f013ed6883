"""What a maker in a process of its own is told: a snapshot in pieces, and what belongs to it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from typing import Any, BinaryIO, Final

from lib.domain.exports import EvidenceLine, PackedItems, Snapshot
from lib.domain.forms.fields import Field
from lib.domain.forms.forms import Form

_END: Final = None
# Whatever lies on the disk, reading it calls nothing but what makes our own values.
_OURS: Final = ("lib.domain.", "lib.exports.workbook.origin")
_OTHERS: Final = frozenset(
    {
        ("uuid", "UUID"), ("uuid", "SafeUUID"), ("datetime", "date"), ("datetime", "datetime"),
        ("datetime", "timezone"), ("datetime", "timedelta"), ("decimal", "Decimal"),
        ("builtins", "frozenset"), ("builtins", "set"),
    }
)  # fmt: skip


def write(out: BinaryIO, snapshot: Snapshot, beside: object) -> None:
    """Write what `read` reads, in small pieces, between which other threads get their turn.

    Args:
        beside: what else the maker has to know, of plain values and ours.
    """
    pickle.dump((replace(snapshot, items=()), beside), out)
    for packed in snapshot.items:
        pickle.dump(packed, out)
    pickle.dump(_END, out)


def read(told: BinaryIO) -> tuple[Snapshot, Any]:
    """The snapshot, whose items come as they are asked for, and what belongs to it.

    Raises:
        pickle.UnpicklingError: the order names what is no value of ours.
    """
    snapshot, beside = _Values(told).load()
    snapshot = _complete(snapshot)
    items: Iterator[PackedItems] = iter(lambda: _Values(told).load(), _END)
    return replace(snapshot, items=items), beside


def _complete(snapshot: Snapshot) -> Snapshot:
    """With the defaults of what there was not yet when it was kept, in its forms too."""
    _fill(snapshot)
    for line in snapshot.evidence:
        _fill(line)
    asked = snapshot.nomination_forms.items()
    return replace(
        snapshot,
        tasks=tuple(replace(one, form=_form(one.form)) for one in snapshot.tasks),
        nomination_forms={subject: _form(form) for subject, form in asked},
    )


def _form(form: Form) -> Form:
    """Made anew of its fields, as it keeps what it finds out about them."""
    for field in form.fields:
        _fill(field)
        for column in field.columns:
            _fill(column)
    return replace(form)


def _fill(value: Snapshot | Field | EvidenceLine) -> None:
    for one in fields(value):
        if not hasattr(value, one.name):
            given = one.default if one.default is not MISSING else {}
            object.__setattr__(value, one.name, given)


class _Values(pickle.Unpickler):
    """Reads plain values and the dataclasses that snapshots are made of."""

    def find_class(self, module: str, name: str) -> Any:
        # A dotted name would lead on, from a module of ours to what it imports.
        if (module, name) in _OTHERS or (module.startswith(_OURS) and name.isidentifier()):
            found = super().find_class(module, name)
            # Nor is what a module of ours imports one of our values, or a function.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of an order")
