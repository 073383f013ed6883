"""The table accounts: every statement that reads or changes it, but for sign-in's join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lib.domain import list_choices as choices_of_lists
from lib.domain.access import Role
from lib.domain.accounts import Account, NewAccount, roles_from_text
from lib.domain.list_choices import ListChoices
from lib.store.account_writes import AccountWrites
from lib.store.engine.db import Reader, Row, Writer


@dataclass(frozen=True, slots=True)
class StoredPassword:
    """What a password is checked against, and the version of the account it was read from."""

    account_id: UUID
    password_hash: str
    version: int


def account(tx: Reader, account_id: UUID) -> Account | None:
    row = tx.row(
        """
        SELECT
            account_id, username, full_name, unit_id, roles, is_open, must_change,
            password_expires_at, version, email
        FROM accounts
        WHERE account_id = $1
        """,
        [account_id],
    )
    return _account(row) if row else None


def names(tx: Reader) -> dict[UUID, str]:
    """The full name of every account, by its id."""
    return dict(tx.rows("SELECT account_id, full_name FROM accounts"))


def by_username(tx: Reader, username: str) -> Account | None:
    row = tx.row(
        """
        SELECT
            account_id, username, full_name, unit_id, roles, is_open, must_change,
            password_expires_at, version, email
        FROM accounts
        WHERE username = $1
        """,
        [username],
    )
    return _account(row) if row else None


def accounts(tx: Reader) -> list[Account]:
    """All accounts, closed ones too, by given name and then the rest of the name."""
    rows = tx.rows(
        """
        SELECT
            account_id, username, full_name, unit_id, roles, is_open, must_change,
            password_expires_at, version, email
        FROM accounts
        ORDER BY given_name COLLATE vi, full_name COLLATE vi, username
        """
    )
    return [_account(row) for row in rows]


def accounts_of_unit(tx: Reader, unit_id: UUID) -> list[Account]:
    """The unit's accounts in the order of accounts()."""
    rows = tx.rows(
        """
        SELECT
            account_id, username, full_name, unit_id, roles, is_open, must_change,
            password_expires_at, version, email
        FROM accounts
        WHERE unit_id = $1
        ORDER BY given_name COLLATE vi, full_name COLLATE vi, username
        """,
        [unit_id],
    )
    return [_account(row) for row in rows]


def has_accounts(tx: Reader) -> bool:
    return (
        tx.row(
            """
            SELECT 1
            FROM accounts
            LIMIT 1
            """
        )
        is not None
    )


def open_admins(tx: Reader) -> int:
    """How many open accounts may administer."""
    row = tx.row(
        """
        SELECT count(*)
        FROM accounts
        WHERE is_open
            AND roles LIKE $1
        """,
        [f"%,{Role.ADMIN},%"],
    )
    return int(row[0]) if row else 0


def open_names(tx: Reader, role: Role, *, limit: int) -> list[str]:
    """The names of some open accounts of the role, in the order of accounts()."""
    rows = tx.rows(
        """
        SELECT full_name
        FROM accounts
        WHERE is_open
            AND roles LIKE $1
        ORDER BY given_name COLLATE vi, full_name COLLATE vi, username
        LIMIT $2
        """,
        [f"%,{role},%", limit],
    )
    return [full_name for (full_name,) in rows]


def stored_password(tx: Reader, account_id: UUID) -> StoredPassword | None:
    row = tx.row(
        """
        SELECT account_id, password_hash, version
        FROM accounts
        WHERE account_id = $1
        """,
        [account_id],
    )
    return StoredPassword(*row) if row else None


def usable_password(tx: Reader, username: str, now: datetime) -> StoredPassword | None:
    """What to check a sign-in against; None for an unknown or closed account, one whose one-time
    password has run out, and one that has no role yet.
    """
    row = tx.row(
        """
        SELECT account_id, password_hash, version
        FROM accounts
        WHERE username = $1
            AND is_open
            AND roles <> ','
            AND (password_expires_at IS NULL OR password_expires_at > $2)
        """,
        [username, now],
    )
    return StoredPassword(*row) if row else None


def list_choices(tx: Reader, account_id: UUID) -> ListChoices:
    """How the person wants lists drawn."""
    row = tx.row("SELECT list_choices FROM accounts WHERE account_id = $1", [account_id])
    return choices_of_lists.from_text(row[0] if row else "")


def set_list_choices(tx: Writer, account_id: UUID, choices: ListChoices) -> None:
    """Store them; whoever edits the account meanwhile is in nobody's way."""
    tx.run(
        """
        UPDATE accounts
        SET list_choices = $1
        WHERE account_id = $2
        """,
        [choices_of_lists.to_text(choices), account_id],
    )


def insert_account(tx: Writer, new: NewAccount) -> None:
    """Store an open account.

    Raises:
        Duplicate: the user name is taken (at the latest when the transaction commits).
    """
    writes = AccountWrites()
    writes.add(new)
    writes.run(tx)


def update_account(tx: Writer, changed: Account, *, seen_version: int) -> None:
    """Store name, unit, roles and address.

    Raises:
        Conflict: somebody else changed the account since `seen_version`.
    """
    writes = AccountWrites()
    writes.update(changed, seen_version=seen_version)
    writes.run(tx)


def set_open(tx: Writer, account_id: UUID, *, is_open: bool, seen_version: int) -> None:
    """Close or reopen the account; a closed one's sessions end at their next click.

    Raises:
        Conflict: somebody else changed the account since `seen_version`.
    """
    writes = AccountWrites()
    writes.set_open(account_id, is_open=is_open, seen_version=seen_version)
    writes.run(tx)


def set_password(
    tx: Writer, account_id: UUID, password_hash: str, *, set_at: datetime, seen_version: int
) -> None:
    """Store a password the person chose; sessions begun before `set_at` are over.

    Raises:
        Conflict: somebody else changed the account since `seen_version`.
    """
    tx.change(
        """
        UPDATE accounts
        SET password_hash = $1, password_set_at = $2, password_expires_at = NULL,
            must_change = FALSE, version = version + 1
        WHERE account_id = $3
            AND version = $4
        """,
        [password_hash, set_at, account_id, seen_version],
    )


def set_one_time_password(
    tx: Writer,
    account_id: UUID,
    password_hash: str,
    *,
    set_at: datetime,
    expires_at: datetime,
    seen_version: int,
) -> None:
    """Store a password to be changed at the next sign-in; sessions begun before are over.

    Raises:
        Conflict: somebody else changed the account since `seen_version`.
    """
    tx.change(
        """
        UPDATE accounts
        SET password_hash = $1, password_set_at = $2, password_expires_at = $3,
            must_change = TRUE, version = version + 1
        WHERE account_id = $4
            AND version = $5
        """,
        [password_hash, set_at, expires_at, account_id, seen_version],
    )


def _account(row: Row) -> Account:
    account_id, username, full_name, unit_id, roles, *rest = row
    return Account(account_id, username, full_name, unit_id, roles_from_text(roles), *rest)
