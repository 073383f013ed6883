"""Links of reminders open what they name: addresses as services write them are those of pages."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest

from lib.domain.desk import Kind
from lib.domain.desk import Waiting as OnDesk
from lib.domain.reminders.composing import Waiting
from lib.domain.reminders.rules import Subject
from lib.services.reminders import places
from lib.ui.frame import nav
from lib.ui.home.places import PLACES

ON_DESK = {
    Subject.RETURNED: Kind.RETURNED,
    Subject.UNIT_REPORT: Kind.OVERDUE,
    Subject.ITEM: Kind.OVERDUE,
    Subject.DOCUMENT: Kind.DOCUMENTS,
    Subject.NOMINATION: Kind.NOMINATIONS_RETURNED,
    Subject.EVALUATION: Kind.EVALUATION_RETURNED,
    Subject.OWN_TASK: Kind.OWN_TASKS,
    Subject.OWN_DOCUMENT: Kind.DOCUMENTS_TO_READ,
}


@pytest.mark.parametrize("subject", list(Subject))
def test_a_link_leads_where_the_desk_does(subject):
    place = PLACES[ON_DESK[subject]]
    entry = next(one for one in nav.ENTRIES if one.path == place.page)
    opens = {
        name: value
        for name, value in place.one(OnDesk("a&b", "")).items()
        if name not in place.whole
    }

    parts = urlsplit(places.path(Waiting(subject, "a&b", "TD-1", UUID(int=1), "")))

    assert parts.path == f"/{entry.url_path}"
    assert dict(parse_qsl(parts.query)) == {"campaign": "TD-1", **opens}
