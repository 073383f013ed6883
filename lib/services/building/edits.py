"""Changes of a plan's draft: a record saved, added, left out or taken back; the draft dropped.

A draft holds nobody to anything: what is in force changes when it is published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import SHORT_TITLE_LIMIT, TITLE_LIMIT, Campaign
from lib.domain.forms import forms
from lib.domain.forms.kinds import parts
from lib.domain.plan_drafts import HEAD, LISTED, Body, Name, Part
from lib.domain.vietnamese import nfc
from lib.errors import Conflict, NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act, Queue
from lib.services.building import beginnings, changing, drafts, record_forms
from lib.services.building.drafts import FIRST, OpenRecord
from lib.store import plan_drafts as store
from lib.store.engine.db import Database, Reader, Writer

TYPED_LIMIT: Final = 6000
Typed = Callable[[Writer, UUID, UUID, Name, int, int], None]
"""What becomes of what the actor typed: account, campaign, record, version seen and made."""


def _drop_typed(
    tx: Writer, account_id: UUID, campaign_id: UUID, name: Name, _seen: int, _made: int
) -> None:
    store.drop_typed(tx, account_id, campaign_id, name)


@dataclass(frozen=True, slots=True)
class Saved:
    version: int
    saved_at: datetime


def save(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    name: Name,
    seen_version: int,
    raw: Mapping[str, object],
) -> Saved:
    """Put what was typed into the draft; the actor's own draft of the record is gone with it.

    Raises:
        NotFound: no such record.
        Problems: values that cannot be taken.
        Conflict: somebody saved it since.
        Refused: `closed_campaign`.
    """

    def change(one: OpenRecord) -> Body:
        given = forms.parse_answers(one.form, raw, complete=True)
        return record_forms.body(name, one.body, given)

    return _change(db, actor, campaign, act_id, name, seen_version, change)


def put(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    name: Name,
    seen_version: int,
    change: Callable[[OpenRecord], Body],
) -> Saved:
    """Put what becomes of a part of a record that its form does not ask, as a task's questions.

    What the actor has typed into the form and not saved stays, over the new version.

    Raises:
        NotFound, Conflict, Refused: as `save`; and what `change` raises.
    """
    return _change(db, actor, campaign, act_id, name, seen_version, change, typed=store.move_typed)


def take_out(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, name: Name, seen_version: int
) -> Saved:
    """Leave a record out of the plan to come; what stays in every plan never.

    Raises:
        NotFound, Conflict, Refused: as `save`.
    """
    if name.part.stays:
        raise NotFound("page")
    return _change(db, actor, campaign, act_id, name, seen_version, lambda _: None)


def take_back(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, name: Name, seen_version: int
) -> Saved:
    """Have a record as the plan in force has it; one that is new is left out.

    Raises:
        NotFound, Conflict, Refused: as `save`.
    """

    return _change(db, actor, campaign, act_id, name, seen_version, lambda one: one.before)


def add(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    part: Part,
    title: str,
    under: str = "",
    form: str = "",
) -> Name:
    """A new record in the draft, to be gone through by its form; its name.

    Args:
        title: its short title, or a milestone's name.
        under: a task's group; what a group's code is to be.
        form: of a task, a key of the library.
    Raises:
        Refused: `bad_choice`, nothing that a plan can have; `closed_campaign`.
    """
    words = " ".join(nfc(title).split())
    is_short = part in (Part.GROUP, Part.TASK)
    limit = SHORT_TITLE_LIMIT if is_short else TITLE_LIMIT
    if not 0 < len(words) <= limit or part not in LISTED:
        raise Refused("bad_choice")
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)

    def work(act: Act) -> Name:
        told = changing.begun(act, campaign)
        made = beginnings.begun(told, part, words, under, form)
        name = Name(part, str(made[part.key]))
        changing.put(act, campaign, name, made)
        return name

    def again(tx: Reader) -> Name:
        found = store.changed(tx, campaign.campaign_id, store.place(tx, campaign.campaign_id)[0])
        return found[-1].name if found else Name(Part.HEAD, HEAD)

    return intent.carry_out(work, again=again)


def keep_typed(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    name: Name,
    seen_version: int,
    raw: Mapping[str, object],
) -> datetime | None:
    """Keep what was typed for its writer alone.

    Returns:
        The instant it was kept; None for what the draft says already.
    """
    access.check(actor, Action.CAMPAIGN_LOAD)
    now = clock.now()

    def keep(tx: Writer) -> datetime | None:
        one = drafts.read(tx, campaign, actor.account_id).record(name)
        known = {part.key for field in one.form.fields for part in parts(field)}
        kept = {
            key: value[:TYPED_LIMIT] if isinstance(value, str) else value
            for key, value in raw.items()
            if key in known
        }
        if forms.says_the_same(one.form, kept, one.answers):
            store.drop_typed(tx, actor.account_id, campaign.campaign_id, name)
            return None
        store.keep_typed(
            tx, actor.account_id, campaign.campaign_id, name, kept, seen_version=seen_version,
            now=now,
        )  # fmt: skip
        return now

    return db.write(keep)


def drop_typed(db: Database, actor: Actor, campaign: Campaign, name: Name) -> None:
    """Forget what the actor typed and did not save."""
    access.check(actor, Action.CAMPAIGN_LOAD)
    db.write(lambda tx: store.drop_typed(tx, actor.account_id, campaign.campaign_id, name))


def drop(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, seen_version: int
) -> None:
    """Begin again from the plan in force; what the draft said stays under its number.

    Raises:
        Conflict: somebody changed the draft since.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)

    def work(act: Act) -> None:
        if store.place(act.tx, campaign.campaign_id)[1] != seen_version:
            raise Conflict("changed")
        store.move(act.tx, campaign.campaign_id, act.now, is_over=True)
        act.tell("plan.drop", campaign.code, {})

    intent.carry_out(work, again=acts.nothing)


def _change(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    act_id: UUID,
    name: Name,
    seen_version: int,
    change: Callable[[OpenRecord], Body | None],
    *,
    typed: Typed = _drop_typed,
) -> Saved:
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.NONE)

    def work(act: Act) -> Saved:
        one = changing.begun(act, campaign).record(name)
        if one.version != seen_version:
            raise Conflict("changed")
        version = changing.put(act, campaign, name, change(one))
        typed(act.tx, actor.account_id, campaign.campaign_id, name, seen_version, version)
        return Saved(version, act.now)

    def again(tx: Reader) -> Saved:
        return Saved(store.versions(tx, campaign.campaign_id).get(name, FIRST), intent.now)

    return intent.carry_out(work, again=again)
