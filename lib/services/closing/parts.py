"""One part of a draft report as a record: typed, changed by hand, given back to the data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.forms.forms import Form
from lib.domain.reports import hand
from lib.domain.reports.document import Line, LineKind
from lib.domain.reports.report import State
from lib.domain.reports.sentences import Words
from lib.errors import Conflict, NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act
from lib.services.closing import composing
from lib.services.closing.composing import Composed
from lib.store import closing_parts as store
from lib.store.closing_parts import StoredPart
from lib.store.engine.db import Database, Reader, Writer
from lib.store.item_drafts import Draft

WORDS: Final = "words"
"""The one field of a part."""
BASE: Final = "base"
"""Beside it: the paragraph that typing began from, whose figures are bound."""
_LIMIT: Final = 5000
_DRAFT_LIMIT: Final = 6000
_BASE_LIMIT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A part with what its editor needs.

    Attributes:
        draft: what the actor has typed and not saved.
        stored: who saved it last; None where nobody ever did.
    """

    line: Line
    draft: Draft | None
    stored: StoredPart | None


def form(label: str) -> Form:
    """What a part asks: its words."""
    asked = {"key": WORDS, "label": label, "kind": "long_text", "max_length": _LIMIT}
    return forms.form_from_data({"key": "closing_part", "version": 1, "fields": [asked]})


def base(words: Words) -> str:
    """A paragraph with its figures, for `BASE`."""
    return json.dumps([words.text, [[one.start, one.end, one.name] for one in words.spans]])


def opened(db: Database, actor: Actor, made: Composed, line: Line) -> OpenPart:
    """A part of a report with what the actor has typed of it."""
    access.check(actor, Action.REPORT_EDIT)
    drafts = db.read(lambda tx: store.drafts(tx, actor.account_id, made.report.report_id))
    return OpenPart(line, drafts.get(line.key), made.parts.get(line.key))


def versions(
    db: Database, actor: Actor, campaign: Campaign, report_id: UUID, part_key: str
) -> list[StoredPart]:
    """Every version of a part, the newest first."""
    access.check(actor, Action.REPORT_VIEW)

    def read(tx: Reader) -> list[StoredPart]:
        composing.of_report(tx, campaign, report_id)
        return store.versions(tx, report_id, part_key)

    return db.read(read)


def save(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    report_id: UUID,
    part_key: str,
    seen_version: int,
    raw: Mapping[str, object],
) -> Saved:
    """Store the words of a part; figures that still stand in their place stay bound.

    Raises:
        Problems: the words cannot be taken.
        NotFound: the report has no such part.
        Refused: `report_state`.
        Conflict: somebody saved since `seen_version`.
    """
    line = _line(db, actor, campaign, report_id, part_key)
    answers = forms.parse_answers(form(line.label or part_key), raw, complete=False)
    words = hand.bind(_base(raw, line), str(answers.get(WORDS, "")))
    return _put(
        db, actor, campaign, "report.write", act_id=act_id, report_id=report_id,
        part_key=part_key, seen_version=seen_version, words=lambda _: words,
    )  # fmt: skip


def take_figures(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    report_id: UUID,
    part_key: str,
    seen_version: int,
) -> Saved:
    """Put the figures of now into a paragraph that was changed by hand.

    Raises:
        NotFound, Refused, Conflict: as `save`; `no_hand` where it follows the data.
    """
    made, line = _part(db, actor, campaign, report_id, part_key)
    if not line.is_by_hand:
        raise Refused("no_hand")
    if made.reading is None:
        raise Refused("report_state")
    told = made.reading.told
    return _put(
        db, actor, campaign, "report.take_figures", act_id=act_id, report_id=report_id,
        part_key=part_key, seen_version=seen_version,
        words=lambda before: hand.taken(before, told),
    )  # fmt: skip


def give_back(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    report_id: UUID,
    part_key: str,
    seen_version: int,
) -> Saved:
    """Let a paragraph follow the data again; its words stay among its versions.

    Raises:
        NotFound, Refused, Conflict: as `take_figures`.
    """
    if not _line(db, actor, campaign, report_id, part_key).is_by_hand:
        raise Refused("no_hand")
    return _put(
        db, actor, campaign, "report.give_back", act_id=act_id, report_id=report_id,
        part_key=part_key, seen_version=seen_version, words=lambda before: before,
        is_dropped=True,
    )  # fmt: skip


def keep_draft(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    report_id: UUID,
    part_key: str,
    seen_version: int,
    raw: Mapping[str, object],
) -> datetime | None:
    """Keep what was typed for its writer alone.

    Returns:
        The instant it was kept; None for what stands there already, of which there is no draft.
    """
    line = _line(db, actor, campaign, report_id, part_key)
    words = str(raw.get(WORDS) or "")[:_DRAFT_LIMIT]
    now = clock.now()

    def keep(tx: Writer) -> datetime | None:
        if words.strip() == line.words.text.strip():
            store.drop_draft(tx, actor.account_id, report_id, part_key)
            return None
        kept = {WORDS: words, BASE: str(raw.get(BASE) or "")[:_BASE_LIMIT]}
        store.keep_draft(
            tx, account_id=actor.account_id, report_id=report_id, part_key=part_key, answers=kept,
            seen_version=seen_version, now=now,
        )  # fmt: skip
        return now

    return db.write(keep)


def drop_draft(db: Database, actor: Actor, report_id: UUID, part_key: str) -> None:
    """Forget what the actor typed and did not save."""
    access.check(actor, Action.REPORT_EDIT)
    db.write(lambda tx: store.drop_draft(tx, actor.account_id, report_id, part_key))


def _put(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    event: str,
    *,
    act_id: UUID,
    report_id: UUID,
    part_key: str,
    seen_version: int,
    words: Callable[[Words], Words],
    is_dropped: bool = False,
) -> Saved:
    intent = acts.intend(db, actor, Action.REPORT_EDIT, act_id=act_id, queue=campaign)

    def work(act: Act) -> Saved:
        report = composing.of_report(act.tx, campaign, report_id)
        if report.state != State.DRAFT:
            raise Refused("report_state")
        there = store.parts(act.tx, report_id).get(part_key)
        before = there.written if there else None
        if (before.version if before else 0) != seen_version:
            raise Conflict("changed")
        store.put(
            act.tx, report_id, part_key, words(before.words if before else Words("")),
            version=seen_version + 1, author=act.author, is_dropped=is_dropped,
        )  # fmt: skip
        store.drop_draft(act.tx, actor.account_id, report_id, part_key)
        act.tell(event, report_id, {"section": part_key, "version": seen_version + 1})
        return Saved(seen_version + 1, act.now)

    return intent.carry_out(work, again=lambda _: Saved(seen_version + 1, intent.now))


def _line(db: Database, actor: Actor, campaign: Campaign, report_id: UUID, part_key: str) -> Line:
    return _part(db, actor, campaign, report_id, part_key)[1]


def _part(
    db: Database, actor: Actor, campaign: Campaign, report_id: UUID, part_key: str
) -> tuple[Composed, Line]:
    """The report as it is now, and the part of it.

    Raises:
        NotFound: it has none of this key.
    """
    access.check(actor, Action.REPORT_EDIT)
    made = composing.composed(db, campaign, report_id)
    line = made.document.line(part_key)
    if line is None:
        raise NotFound("report")
    return made, line


def _base(raw: Mapping[str, object], line: Line) -> Words:
    """What typing began from: as the page kept it, else the part as it is now."""
    if line.kind == LineKind.TYPED:
        return Words("")
    try:
        text, spans = json.loads(str(raw.get(BASE) or ""))
        return hand.checked(str(text), [(int(one[0]), int(one[1]), str(one[2])) for one in spans])
    except (ValueError, TypeError, IndexError):
        return line.words
