"""What people do about the devices that know their account, and about sign-ins from others."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.devices import TOLD_FOR, KnownDevice, SignIn, StrangeSignIn
from lib.errors import Denied, NotFound
from lib.services import acts, clock
from lib.services.acts import Act, Intent, Queue
from lib.store import devices as store
from lib.store import sessions
from lib.store.engine.db import Database, Reader

SIGN_INS: Final = 10


def own_devices(db: Database, actor: Actor) -> list[KnownDevice]:
    """The devices that the actor's account knows, the one used last first."""
    access.check(actor, Action.ACCOUNT_SELF)
    now = clock.now()
    return db.read(lambda tx: store.devices(tx, actor.account_id, _here(tx, actor), now=now))


def last_sign_ins(db: Database, actor: Actor) -> list[SignIn]:
    """The actor's last sign-ins, the newest first."""
    access.check(actor, Action.ACCOUNT_SELF)
    return db.read(lambda tx: store.sign_ins(tx, actor.account_id, most=SIGN_INS))


def strange_sign_ins(db: Database, actor: Actor) -> list[StrangeSignIn]:
    """Sign-ins from devices that the actor's account did not know, the newest first.

    The device that a strange sign-in came from is not told of it. A device that is newer than it
    hears of it for some days and cannot confirm it: whoever guessed a password may come back from
    a second one.
    """
    access.check(actor, Action.ACCOUNT_SELF)
    now = clock.now()
    return db.read(lambda tx: _strange(tx, actor, now))


def confirm(db: Database, actor: Actor, sign_in_id: UUID) -> None:
    """Say that a strange sign-in was one's own; a second click changes nothing.

    Raises:
        NotFound: there is none that this device may vouch for.
    """
    intent = _intend(db, actor)

    def work(act: Act) -> None:
        told = {one.sign_in.sign_in_id: one for one in _strange(act.tx, actor, act.now)}
        if sign_in_id not in told or not told[sign_in_id].may_confirm:
            raise NotFound("sign_in")
        store.confirm(act.tx, actor.account_id, sign_in_id, now=act.now)
        act.tell("account.confirm_sign_in", actor.account_id, {"sign_in": str(sign_in_id)})

    intent.carry_out(work, again=acts.nothing)


def forget_device(db: Database, actor: Actor, device_id: UUID) -> int:
    """How many other sessions ended with it: the device is not the actor's any more."""
    session_id = actor.session_id
    if session_id is None:
        raise Denied("signed_out")

    def work(act: Act) -> int:
        browser = store.end(act.tx, actor.account_id, device_id, now=act.now)
        if browser is None:
            return 0
        ended = sessions.end_at_device(act.tx, actor.account_id, device_id, session_id, now=act.now)
        detail = {"browser": browser, "sessions": ended}
        act.tell("account.forget_device", actor.account_id, detail)
        return ended

    return _intend(db, actor).carry_out(work, again=lambda _: 0)


def _strange(tx: Reader, actor: Actor, now: datetime) -> list[StrangeSignIn]:
    here = _here(tx, actor)
    known = store.cookie(tx, actor.account_id, here) if here else None
    since = known[1] if known else now
    found = [
        StrangeSignIn(one, since < one.happened_at)
        for one in store.strange(tx, actor.account_id)
        if one.device_id != here
    ]
    return [one for one in found if one.may_confirm or one.sign_in.happened_at > now - TOLD_FOR]


def _here(tx: Reader, actor: Actor) -> UUID | None:
    return sessions.device_of(tx, actor.session_id) if actor.session_id else None


def _intend(db: Database, actor: Actor) -> Intent:
    return acts.intend(db, actor, Action.ACCOUNT_SELF, act_id=acts.new_act(), queue=Queue.NONE)
