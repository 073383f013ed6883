"""The Office changes the outline of its campaign's reports: kept while typed, tried, then saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.reports import document
from lib.domain.reports.document import Document
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.told import Told
from lib.errors import Conflict
from lib.services import acts, clock
from lib.services.acts import Act, CampaignRevision
from lib.services.campaigns import yaml_lines
from lib.services.closing import composing, outlines, reading
from lib.store import outlines as store
from lib.store.engine.db import Database, Reader, Writer
from lib.store.item_drafts import Draft

SOURCE: Final = "source"
"""What is typed, by its key in a draft."""


@dataclass(frozen=True, slots=True)
class OpenOutline:
    """The outline in force, as text.

    Attributes:
        version: 0 of one that came with the program, which nobody has saved.
        draft: what the actor has typed and not saved.
    """

    version: int
    source: str
    saved_by_name: str | None = None
    saved_at: datetime | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    saved_at: datetime


def opened(db: Database, actor: Actor, campaign: Campaign) -> OpenOutline:
    """The campaign's outline."""
    access.check(actor, Action.REPORT_EDIT)

    def read(tx: Reader) -> OpenOutline:
        version, source = outlines.source(tx, campaign)
        saved = store.outline(tx, campaign.campaign_id)
        draft = store.draft(tx, actor.account_id, campaign.campaign_id)
        if saved is None:
            return OpenOutline(version, source, draft=draft)
        return OpenOutline(version, source, saved.saved_by_name, saved.saved_at, draft)

    return db.read(read)


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
) -> Saved:
    """Put an outline in the place of the one in force; what the actor typed is no draft any more.

    Raises:
        BadFile, BadUpload: as `preview`; nothing was changed.
        Conflict: somebody saved one since.
    """
    intent = acts.intend(db, actor, Action.REPORT_EDIT, act_id=act_id, queue=campaign)
    outlines.check_typed(source, _names(db, campaign))

    def work(act: Act) -> Saved:
        version, _ = outlines.source(act.tx, campaign)
        if version != seen_version:
            raise Conflict("changed")
        put(act, campaign, source, version=version + 1)
        store.drop_draft(act.tx, actor.account_id, campaign.campaign_id)
        return Saved(version + 1, act.now)

    return intent.carry_out(work, again=lambda _: Saved(seen_version + 1, intent.now))


def put(
    act: Act, campaign: Campaign, source: str, *, version: int, of: CampaignRevision | None = None
) -> None:
    """Have a checked outline in force from now on, within an act.

    Args:
        of: the campaign at its new revision, where the act is not one on it.
    """
    store.put_outline(
        act.tx, campaign.campaign_id, source, version=version, author=act.author
    )  # fmt: skip
    act.tell("report.outline", campaign.campaign_id, {"version": version}, of=of)


def keep_draft(
    db: Database, actor: Actor, campaign: Campaign, *, seen_version: int, source: str
) -> datetime | None:
    """Keep what was typed for its writer alone; one that is none yet too.

    Returns:
        The instant it was kept; None for what is in force already, of which there is no draft.
    """
    access.check(actor, Action.REPORT_EDIT)
    now, kept = clock.now(), source[: yaml_lines.SIZE_LIMIT]

    def keep(tx: Writer) -> datetime | None:
        if source == outlines.source(tx, campaign)[1]:
            store.drop_draft(tx, actor.account_id, campaign.campaign_id)
            return None
        store.keep_draft(
            tx, actor.account_id, campaign.campaign_id, {SOURCE: kept}, seen_version=seen_version,
            now=now,
        )  # fmt: skip
        return now

    return db.write(keep)


def drop_draft(db: Database, actor: Actor, campaign: Campaign) -> None:
    """Forget what the actor typed and did not save."""
    access.check(actor, Action.REPORT_EDIT)
    db.write(lambda tx: store.drop_draft(tx, actor.account_id, campaign.campaign_id))


def _names(db: Database, campaign: Campaign) -> Told:
    return reading.bare(db, campaign)
