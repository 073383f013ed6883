"""What a maker is told: a snapshot comes back whole, and one of an earlier version too."""

from __future__ import annotations

import io
from dataclasses import fields
from datetime import date

from lib.domain.exports import Snapshot
from lib.exports import orders

SNAPSHOT = Snapshot("nho", 3, date(2021, 5, 25), (), (), (), has_points=True)


def kept(snapshot: Snapshot) -> Snapshot:
    out = io.BytesIO()
    orders.write(out, snapshot, None)
    out.seek(0)
    found, _ = orders.read(out)
    return found


def test_what_was_told_comes_back():
    found = kept(SNAPSHOT)

    assert (found.campaign_code, found.revision, found.has_points) == ("nho", 3, True)


def test_a_snapshot_of_an_earlier_version_has_what_was_unknown_then(monkeypatch):
    known = [one.name for one in fields(Snapshot)][:-3]
    monkeypatch.setattr(
        Snapshot, "__getstate__", lambda self: [getattr(self, name) for name in known]
    )

    found = kept(SNAPSHOT)

    assert (found.revision, found.as_of, found.exemplars, found.has_points) == (3, None, (), False)
