"""Keys for programs: made with a secret that is shown once, listed, revoked (decision 0044)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.connections import MOST_LIVE, PREFIX, SECRET_BYTES, Connection, State, Use
from lib.domain.second_factor import may_have
from lib.domain.vietnamese import local_day
from lib.errors import NotFound, Refused
from lib.services import acts, clock
from lib.services.acts import Act, CampaignRevision, Queue
from lib.services.connections import connection_forms
from lib.services.connections.connection_forms import TypedKey
from lib.services.people import account, second_factor, sessions
from lib.store import accounts, attempts, second_factors
from lib.store import connections as store
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id

READS: Final = Action.EXPORT_CSV
"""What whoever made a key needs for as long as it is to read."""


class Proof(StrEnum):
    """What is asked for before a key is made, so that a screen left open makes none."""

    PASSWORD = "password"  # noqa: S105 - names what is asked for
    CODE = "code"
    """The second factor, where the account has one."""
    NONE = "none"
    """The session has just shown it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A key in the Office's list."""

    connection: Connection
    state: State


@dataclass(frozen=True, slots=True)
class Made:
    """A key with its secret, this once."""

    connection: Connection
    secret: str


def listed(db: Database, actor: Actor, campaign: Campaign) -> list[Listed]:
    """The campaign's keys, those that read first, then the newest."""
    access.check(actor, Action.CONNECTION_MANAGE)
    today = clock.today()

    def read(tx: Reader) -> list[Listed]:
        found = store.of_campaign(tx, campaign.campaign_id)
        may = {one.made_by: _may_read(tx, one.made_by) for one in found}
        return [Listed(one, one.state(today, may=may[one.made_by])) for one in found]

    return sorted(db.read(read), key=lambda one: one.state != State.LIVE)


def needed(db: Database, actor: Actor) -> Proof:
    """What the actor has to show before a key is made."""
    access.check(actor, Action.CONNECTION_MANAGE)
    if db.read(lambda tx: second_factors.in_force(tx, actor.account_id)) is None:
        return Proof.PASSWORD
    return Proof.CODE if second_factor.is_stale(db, actor) else Proof.NONE


def make(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    form: TypedKey,
    proof: str,
    address: str | None = None,
) -> Made | None:
    """A key of the campaign; None when this very act has made it already.

    Args:
        proof: the code or the password, as `needed` says.
    Raises:
        Problems: what cannot be taken as typed.
        Invalid: "wrong_password".
        Denied: "role"; "wrong_second" or "waiting" after wrong tries.
        Refused: "second_factor_needed"; "connections_full", too many keys read already.
    """
    intent = acts.intend(
        db, actor, Action.CONNECTION_MANAGE, act_id=act_id, queue=Queue.NONE, address=address
    )
    today = local_day(intent.now)
    typed = connection_forms.taken(form, today)
    _prove(db, actor, proof, address)
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    connection = Connection(
        connection_id=new_id(),
        campaign_id=campaign.campaign_id,
        name=typed.name,
        tables=tuple(Use(one) for one in typed.tables),
        expires_on=typed.expires_on,
        made_by=actor.account_id,
        maker=actor.full_name,
        made_at=intent.now,
    )

    def work(act: Act) -> Made | None:
        live = [
            one
            for one in store.of_campaign(act.tx, campaign.campaign_id)
            if one.state(today, may=True) == State.LIVE
        ]
        if len(live) >= MOST_LIVE:
            raise Refused("connections_full", limit=MOST_LIVE)
        store.insert(act.tx, connection, sessions.digest(secret))
        detail = {
            "name": typed.name,
            "tables": list(typed.tables),
            "expires_on": typed.expires_on.isoformat(),
        }
        act.tell("connection.create", connection.connection_id, detail, of=_revision(campaign))
        return Made(connection, secret)

    return intent.carry_out(work, again=lambda _: None)


def revoke(
    db: Database, actor: Actor, campaign: Campaign, connection_id: UUID, *, act_id: UUID,
    address: str | None = None,
) -> None:  # fmt: skip
    """End a key at once, whoever made it; a second click changes nothing.

    Raises:
        NotFound: the campaign has none of this id.
    """
    intent = acts.intend(
        db, actor, Action.CONNECTION_MANAGE, act_id=act_id, queue=Queue.NONE, address=address
    )

    def work(act: Act) -> None:
        found = store.connection(act.tx, connection_id)
        if found is None or found.campaign_id != campaign.campaign_id:
            raise NotFound("connection")
        if store.revoke(act.tx, connection_id, actor.account_id, act.now):
            rows = sum(one.rows for one in found.tables)
            detail = {"name": found.name, "requests": found.requests, "rows": rows}
            act.tell("connection.revoke", connection_id, detail, of=_revision(campaign))

    intent.carry_out(work, again=acts.nothing)


def may_read(actor: Actor) -> bool:
    """Whether a key of this account reads."""
    return access.can(actor, Action.CONNECTION_MANAGE) and access.can(actor, READS)


def _may_read(tx: Reader, account_id: UUID) -> bool:
    """The same of an account that is not here now."""
    found = accounts.account(tx, account_id)
    if found is None or not found.is_open:
        return False
    actor = Actor(
        found.account_id, found.username, found.full_name, found.unit_id, "", found.roles,
        must_change=found.must_change,
    )  # fmt: skip
    return may_read(with_rule(tx, actor))


def with_rule(tx: Reader, actor: Actor) -> Actor:
    """The actor, who may have to set up a second factor first."""
    if not second_factors.is_rule(tx) or not may_have(actor.roles):
        return actor
    has_one = second_factors.in_force(tx, actor.account_id) is not None
    return actor if has_one else replace(actor, must_enrol=True)


def _prove(db: Database, actor: Actor, proof: str, address: str | None) -> None:
    match needed(db, actor):
        case Proof.PASSWORD:
            account.check_password(db, actor, proof, address)
            # Which has counted as a wrong try until now.
            own = attempts.own_password(actor.username)
            db.write(lambda tx: attempts.clear(tx, own))
        case Proof.CODE:
            if not proof:
                raise Refused("second_factor_needed")
            second_factor.prove(db, actor, proof, address)
        case Proof.NONE:
            pass


def _revision(campaign: Campaign) -> CampaignRevision:
    return CampaignRevision(campaign.campaign_id, campaign.revision)
