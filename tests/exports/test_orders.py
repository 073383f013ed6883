"""What a maker is told: a snapshot comes back whole, and one of an earlier version too."""

from __future__ import annotations

import io
import uuid
from dataclasses import fields, replace
from datetime import date

from lib.domain.campaigns import DueSource, Task
from lib.domain.exports import Snapshot
from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.forms import Form
from lib.domain.nominations import Subject
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
    names = [one.name for one in fields(Snapshot)]
    known = names[: names.index("as_of")]
    monkeypatch.setattr(
        Snapshot, "__getstate__", lambda self: [getattr(self, name) for name in known]
    )

    found = kept(SNAPSHOT)

    assert (found.revision, found.as_of, found.exemplars, found.has_points) == (3, None, (), False)
    assert found.documents == found.acknowledgements == found.findings == ()


def test_forms_of_an_earlier_version_have_what_was_unknown_then(monkeypatch):
    form = Form(
        "viec", 1, (Field("so", "Số", Kind.WHOLE, running=True), Field("x", "X", Kind.LINK))
    )
    task = Task(
        uuid.uuid4(), uuid.uuid4(), "II.1.1", "II.1", "Việc", "Việc", "", "", "",
        date(2021, 5, 1), DueSource.CONFIRMED, frozenset(), True, True, 1, form,
    )  # fmt: skip
    asked = replace(SNAPSHOT, tasks=(task,), nomination_forms={Subject.COLLECTIVE: form})
    for made, added in (
        (Field, {"of", "group", "columns", "column", "max_files", "types", "counts"}),
        (Form, {"computed", "files", "masked"}),
    ):
        known = [one.name for one in fields(made) if one.name not in added]
        assert [one.name for one in fields(made)][: len(known)] == known
        monkeypatch.setattr(
            made, "__getstate__", lambda self, known=known: [getattr(self, name) for name in known]
        )

    found = kept(asked)

    (form_again,) = {found.tasks[0].form, found.nomination_forms[Subject.COLLECTIVE]}
    assert form_again == form
    assert (form_again.computed, form_again.totals) == ((), form.totals)
    assert (form_again.files, form_again.masked) == ((), ())
