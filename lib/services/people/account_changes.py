"""Changes of an account inside an act that may make them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from lib.domain.access import Role
from lib.domain.accounts import Account
from lib.domain.units import Unit
from lib.errors import Conflict, NotFound, Refused
from lib.services import clock
from lib.services.acts import Act
from lib.services.people import proposals
from lib.store import accounts as store
from lib.store import units as units_store
from lib.store.engine.db import Reader


def open_again(act: Act, account: Account) -> None:
    """Open the closed account, inside the act that may."""
    open_unit(act.tx, account.unit_id)
    store.set_open(act.tx, account.account_id, is_open=True, seen_version=account.version)
    act.tell("account.reopen", account.account_id)


def put(
    act: Act, before: Account, after: Account, more: Mapping[str, object] | None = None
) -> None:
    """Store name, home unit and roles, inside the act that may.

    Args:
        more: what the audit log says besides.
    Raises:
        Refused: `last_admin`, `closed_unit`.
        Conflict: somebody else changed the account since `before` was read.
    """
    if before.is_open and Role.ADMIN in before.roles - after.roles:
        check_other_admin(act.tx)
    if after.unit_id != before.unit_id:
        open_unit(act.tx, after.unit_id)
    proposals.remember_second_person(act, before, after)
    store.update_account(act.tx, after, seen_version=before.version)
    act.tell(
        "account.change", after.account_id, {**_changes(act.tx, before, after), **(more or {})}
    )


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


def open_unit(tx: Reader, unit_id: UUID) -> Unit:
    """The unit, if people may belong to it from now on.

    Raises:
        NotFound: there is none.
        Refused: `closed_unit`.
    """
    today = clock.today()
    unit = units_store.unit(tx, unit_id, today)
    if unit is None:
        raise NotFound("unit")
    if not unit.is_open(today):
        raise Refused("closed_unit")
    return unit


def check_other_admin(tx: Reader) -> None:
    """Refuse what would leave nobody to administer."""
    if store.open_admins(tx) <= 1:
        raise Refused("last_admin")


def _facts(tx: Reader, account: Account) -> dict[str, object]:
    unit = units_store.unit(tx, account.unit_id, clock.today())
    return {
        "full_name": account.full_name,
        "unit": unit.code if unit else None,
        "roles": sorted(account.roles),
    }


def _changes(tx: Reader, before: Account, after: Account) -> dict[str, object]:
    old, new = _facts(tx, before), _facts(tx, after)
    changed = [key for key in old if old[key] != new[key]]
    return {
        "changed": changed,
        "before": {key: old[key] for key in changed},
        "after": {key: new[key] for key in changed},
    }
