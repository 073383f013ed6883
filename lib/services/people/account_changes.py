"""Changes of an account inside an act that may make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from lib.domain.access import Role
from lib.domain.accounts import ONE_TIME_LIFE, Account, NewAccount
from lib.domain.confirmations import Kind, is_guarded
from lib.domain.units import Unit
from lib.errors import Conflict, Duplicate, NotFound, Refused
from lib.services import clock
from lib.services.acts import Act
from lib.services.people import passwords, proposals
from lib.services.people.people_forms import Typed
from lib.store import accounts as store
from lib.store import sessions
from lib.store import units as units_store
from lib.store.account_writes import AccountWrites
from lib.store.engine.db import Reader
from lib.store.engine.ids import new_id


@dataclass(slots=True)
class Accounts:
    """Changes of accounts in one act, which `finish` stores.

    Attributes:
        units: home units that were read so far; nobody else closes one during the act.
        closed: those whose sessions end.
    """

    act: Act
    units: dict[UUID, Unit] = field(default_factory=dict)
    writes: AccountWrites = field(default_factory=AccountWrites)
    closed: list[UUID] = field(default_factory=list)

    def begin(self, typed: Typed, hashed: str | None) -> tuple[UUID, bool]:
        """The id of an open account with a one-time password, and whether roles of it wait.

        With a role that one admin cannot give alone it has no password until a second person
        confirms.

        Args:
            typed: with a user name that is free (`require_free`).
            hashed: the one-time password's; None for an account that gets its first password later.
        Raises:
            NotFound: there is no such unit. Refused: `closed_unit`.
        """
        self.open_unit(typed.unit_id)
        act, account_id = self.act, new_id()
        nobody = Account(
            account_id, typed.username, typed.full_name, typed.unit_id, frozenset(),
            is_open=True, must_change=True, password_expires_at=None, version=1,
            email=typed.email,
        )  # fmt: skip
        now = self._roles_at_once(nobody, typed.roles)
        waits = now != typed.roles
        alone = {} if waits else proposals.told(nobody.roles, now)
        if waits or hashed is None:
            # It runs out as it begins: nobody has this password.
            hashed, expires_at = passwords.dummy_hash(), act.now
        else:
            expires_at = act.now + ONE_TIME_LIFE
        self.create(account_id, replace(typed, roles=now), hashed, expires_at, alone)
        if waits:
            self._propose(account_id, 1, typed.roles)
        return account_id, waits

    def create(
        self,
        account_id: UUID,
        typed: Typed,
        hashed: str,
        expires_at: datetime | None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        """A new account.

        Args:
            typed: with a user name that is free (`require_free`).
            expires_at: None for a password that the person chose.
            more: what the audit log says besides.
        Raises:
            NotFound: there is no such unit. Refused: `closed_unit`.
        """
        unit = self.open_unit(typed.unit_id)
        self.writes.add(
            NewAccount(
                account_id=account_id,
                username=typed.username,
                full_name=typed.full_name,
                unit_id=typed.unit_id,
                roles=typed.roles,
                password_hash=hashed,
                must_change=expires_at is not None,
                password_expires_at=expires_at,
                created_at=self.act.now,
                email=typed.email,
            )
        )
        detail = {"username": typed.username, "unit": unit.code, "roles": sorted(typed.roles)}
        self.act.tell("account.create", account_id, {**detail, **(more or {})})

    def change(self, before: Account, typed: Typed) -> tuple[int, bool]:
        """Another name, home unit, roles, address: the version then, and whether roles wait.

        Raises:
            Refused: `last_admin`, `closed_unit`, `closed_account`.
        """
        now = self._roles_at_once(before, typed.roles)
        after = replace(
            before, full_name=typed.full_name, unit_id=typed.unit_id, roles=now, email=typed.email
        )
        version = before.version + (after != before)
        if after != before:
            self.put(before, after, proposals.told(before.roles, now))
        if now == typed.roles:
            return version, False
        self._propose(before.account_id, version, typed.roles)
        return version, True

    def put(
        self, before: Account, after: Account, more: Mapping[str, object] | None = None
    ) -> None:
        """Name, home unit, roles and address, inside the act that may.

        Args:
            more: what the audit log says besides.
        Raises:
            Refused: `last_admin`, `closed_unit`.
        """
        if before.is_open and Role.ADMIN in before.roles - after.roles:
            self.finish()
            check_other_admin(self.act.tx)
        if after.unit_id != before.unit_id:
            self.open_unit(after.unit_id)
        proposals.remember_second_person(self.act, before, after)
        self.writes.update(after, seen_version=before.version)
        told = {**self._changes(before, after), **(more or {})}
        self.act.tell("account.change", after.account_id, told)

    def close(self, account: Account) -> None:
        """Close the account and end its sessions.

        Raises:
            Refused: `last_admin`.
        """
        if Role.ADMIN in account.roles:
            self.finish()
            check_other_admin(self.act.tx)
        self.writes.set_open(account.account_id, is_open=False, seen_version=account.version)
        self.closed.append(account.account_id)
        self.act.tell("account.close", account.account_id)

    def open_again(self, account: Account) -> None:
        """Open the closed account, inside the act that may.

        Raises:
            Refused: `closed_unit`.
        """
        self.open_unit(account.unit_id)
        self.writes.set_open(account.account_id, is_open=True, seen_version=account.version)
        self.act.tell("account.reopen", account.account_id)

    def open_unit(self, unit_id: UUID) -> Unit:
        """The unit, if people may belong to it from now on.

        Raises:
            NotFound: there is none.
            Refused: `closed_unit`.
        """
        unit = self._unit(unit_id)
        if unit is None:
            raise NotFound("unit")
        if not unit.is_open(clock.today()):
            raise Refused("closed_unit")
        return unit

    def finish(self) -> None:
        """Store what has been gathered.

        Raises:
            Conflict: somebody else changed one of the accounts since it was read.
        """
        self.writes.run(self.act.tx)
        if self.closed:
            sessions.end_of(self.act.tx, self.closed, now=self.act.now)
            self.closed.clear()

    def _unit(self, unit_id: UUID) -> Unit | None:
        if unit_id not in self.units:
            unit = units_store.unit(self.act.tx, unit_id, clock.today())
            if unit is None:
                return None
            self.units[unit_id] = unit
        return self.units[unit_id]

    def _roles_at_once(self, before: Account, wanted: frozenset[Role]) -> frozenset[Role]:
        if is_guarded(wanted - before.roles):
            # Whether somebody is the first of a role is asked of the stored accounts.
            self.finish()
        return proposals.roles_at_once(self.act, before, wanted)

    def _propose(self, account_id: UUID, version: int, roles: frozenset[Role]) -> None:
        self.finish()
        proposals.propose(self.act, Kind.ROLES, account_id=account_id, version=version, roles=roles)

    def _changes(self, before: Account, after: Account) -> dict[str, object]:
        old, new = self._facts(before), self._facts(after)
        changed = [key for key in old if old[key] != new[key]]
        return {
            "changed": changed,
            "before": {key: old[key] for key in changed},
            "after": {key: new[key] for key in changed},
        }

    def _facts(self, account: Account) -> dict[str, object]:
        unit = self._unit(account.unit_id)
        return {
            "full_name": account.full_name,
            "unit": unit.code if unit else None,
            "roles": sorted(account.roles),
            "email": account.email,
        }


def require_free(tx: Reader, username: str) -> None:
    """Nothing while nobody has the user name.

    Raises:
        Duplicate: `username`.
    """
    if store.by_username(tx, username) is not None:
        raise Duplicate("username", username=username)


def seen(tx: Reader, account_id: UUID, seen_version: int) -> Account:
    """The account, if it still has the version that the admin saw.

    Raises:
        NotFound: there is none.
        Conflict: somebody has changed it since.
    """
    account = store.account(tx, account_id)
    if account is None:
        raise NotFound("account")
    if account.version != seen_version:
        raise Conflict("changed")
    return account


def check_other_admin(tx: Reader) -> None:
    """Refuse what would leave nobody to administer."""
    if store.open_admins(tx) <= 1:
        raise Refused("last_admin")
