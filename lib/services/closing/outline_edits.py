"""The Office changes the outline of its campaign's reports: tried first, then saved."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.reports import document
from lib.domain.reports.document import Document
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.told import Told
from lib.errors import Conflict
from lib.services import acts
from lib.services.acts import Act
from lib.services.closing import composing, outlines, reading
from lib.store import closing_parts as store
from lib.store.engine.db import Database


@dataclass(frozen=True, slots=True)
class OpenOutline:
    """The outline in force, as text.

    Attributes:
        version: 0 of one that came with the program.
    """

    version: int
    source: str


def opened(db: Database, actor: Actor, campaign: Campaign) -> OpenOutline:
    """The campaign's outline."""
    access.check(actor, Action.REPORT_EDIT)
    return OpenOutline(*db.read(lambda tx: outlines.source(tx, campaign)))


def preview(
    db: Database, actor: Actor, campaign: Campaign, *, kind: ReportKind, source: str
) -> Document:
    """What a report of this kind would be by such an outline; nothing is saved.

    Raises:
        BadFile: the outline cannot be used, with its line.
        BadUpload: `checks_busy`.
    """
    access.check(actor, Action.REPORT_EDIT)
    outline = outlines.check_typed(source, _names(db, campaign))
    return document.composed(outline, composing.now(db, campaign, kind).told, {})


def save(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    seen_version: int,
    source: str,
) -> int:
    """Put an outline in the place of the one in force; its version.

    Raises:
        BadFile, BadUpload: as `preview`; nothing was changed.
        Conflict: somebody saved one since.
    """
    intent = acts.intend(db, actor, Action.REPORT_EDIT, act_id=act_id, queue=campaign)
    outlines.check_typed(source, _names(db, campaign))

    def work(act: Act) -> int:
        version, _ = outlines.source(act.tx, campaign)
        if version != seen_version:
            raise Conflict("changed")
        store.put_outline(
            act.tx, campaign.campaign_id, source, version=version + 1, author=act.author
        )
        act.tell("report.outline", campaign.campaign_id, {"version": version + 1})
        return version + 1

    return intent.carry_out(work, again=lambda _: seen_version + 1)


def _names(db: Database, campaign: Campaign) -> Told:
    return reading.bare(db, campaign)
