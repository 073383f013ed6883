"""Typing and saving nominations: the person's draft, and the version that everybody sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain import access, nominations
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.forms.forms import Form
from lib.domain.forms.kinds import parts
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import Nomination, Subject
from lib.errors import NotFound
from lib.services import acts, clock
from lib.services.acts import Act
from lib.services.nominations import nomination_acts, nomination_forms, persons
from lib.services.nominations.nomination_acts import Target
from lib.store import nomination_drafts as drafts_store
from lib.store import nomination_writes as writes
from lib.store import nominations as store
from lib.store.engine.db import Database, Reader, Writer
from lib.store.engine.ids import new_id

DRAFT_TEXT_LIMIT = 6000


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    saved_at: datetime


def new_nomination_id() -> UUID:
    """The key of a nomination to come: made when its empty form is opened."""
    return new_id()


def save_nomination(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    nomination_id: UUID,
    subject: Subject,
    seen_version: int,
    raw: Mapping[str, object],
) -> Saved:
    """Store a nomination of the actor's unit; the actor's draft of it is gone with it.

    Args:
        seen_version: 0 for one that nobody has saved yet.
    Raises:
        Problems: values that cannot be taken.
        Conflict: somebody saved since `seen_version`.
        Refused: locked, or the campaign does not take nominations.
    """
    intent = acts.intend(
        db, actor, Action.NOMINATION_EDIT, act_id=act_id, queue=campaign, unit_id=actor.unit_id
    )
    form = nomination_forms.current(db, campaign, subject)

    def save(act: Act) -> Saved:
        nominations.check_open(act.state, Step.SAVE)
        before = _before(
            act.tx, actor, campaign, Target(nomination_id, seen_version), subject, form
        )
        after = persons.named(act, nominations.saved(before, form, raw))
        if before.version == 0:
            writes.insert_nomination(act.tx, after, act.author)
        else:
            writes.save_nomination(act.tx, after, act.author)
        drafts_store.drop_draft(act.tx, actor.account_id, nomination_id)
        detail = {
            "unit": actor.unit_name,
            "version": seen_version + 1,
            "name": after.name,
            "person": str(after.person_id or ""),
        }
        act.tell("nomination.save", nomination_id, detail)
        return Saved(seen_version + 1, intent.now)

    return intent.carry_out(save, again=lambda _: Saved(seen_version + 1, intent.now))


def keep_draft(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    nomination_id: UUID,
    subject: Subject,
    seen_version: int,
    raw: Mapping[str, object],
) -> datetime | None:
    """Keep what was typed for its writer alone.

    Returns:
        The instant it was kept; None for what is stored already, of which there is no draft.
    """
    access.check(actor, Action.NOMINATION_EDIT, unit_id=actor.unit_id)
    form = nomination_forms.current(db, campaign, subject)
    known = {part.key for field in form.fields for part in parts(field)}
    kept = {
        key: value[:DRAFT_TEXT_LIMIT] if isinstance(value, str) else value
        for key, value in raw.items()
        if key in known
    }
    now = clock.now()

    def keep(tx: Writer) -> datetime | None:
        there = store.nomination(tx, nomination_id)
        if there is not None and there.unit_id != actor.unit_id:
            raise NotFound("nomination")
        if there is not None and forms.says_the_same(form, kept, there.answers):
            drafts_store.drop_draft(tx, actor.account_id, nomination_id)
            return None
        drafts_store.keep_draft(
            tx, account_id=actor.account_id, nomination_id=nomination_id,
            campaign_id=campaign.campaign_id, unit_id=actor.unit_id, subject=subject,
            answers=kept, seen_version=seen_version, now=now,
        )  # fmt: skip
        return now

    return db.write(keep)


def drop_draft(db: Database, actor: Actor, nomination_id: UUID) -> None:
    """Forget what the actor typed and did not save."""
    access.check(actor, Action.NOMINATION_EDIT, unit_id=actor.unit_id)
    db.write(lambda tx: drafts_store.drop_draft(tx, actor.account_id, nomination_id))


def _before(
    tx: Reader, actor: Actor, campaign: Campaign, target: Target, subject: Subject, form: Form
) -> Nomination:
    """What the save replaces: the stored nomination, or an empty one at version 0."""
    there = store.nomination(tx, target.nomination_id)
    if there is None and target.seen_version == 0:
        return nominations.begun(
            target.nomination_id, campaign.campaign_id, actor.unit_id, subject, form
        )
    if there is None or (there.campaign_id, there.unit_id, there.subject) != (
        campaign.campaign_id,
        actor.unit_id,
        subject,
    ):
        raise NotFound("nomination")
    nomination_acts.require_seen(there, target)
    return there
