"""New and changed accounts, gathered and stored in one go: a statement however many there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from lib.domain.accounts import Account, NewAccount, roles_to_text
from lib.domain.vietnamese import given_name, search_key
from lib.store.engine.db import Writer
from lib.store.engine.versions import VersionMoves

_MOVE: Final = """
    UPDATE accounts
    SET version = given.version
    FROM (
        SELECT
            CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID) AS account_id,
            unnest(CAST($2 AS INTEGER[])) AS seen,
            unnest(CAST($3 AS INTEGER[])) AS version
    ) AS given
    WHERE accounts.account_id = given.account_id AND accounts.version = given.seen
"""


@dataclass(slots=True)
class AccountWrites:
    """What is to be stored about accounts.

    Attributes:
        opened: whether each is open from now on.
        moved: versions of accounts that were there before.
    """

    added: list[NewAccount] = field(default_factory=list)
    changed: dict[UUID, Account] = field(default_factory=dict)
    opened: dict[UUID, bool] = field(default_factory=dict)
    moved: VersionMoves = field(default_factory=VersionMoves)

    def add(self, new: NewAccount) -> None:
        """An open account."""
        self.added.append(new)

    def update(self, changed: Account, *, seen_version: int) -> None:
        """Another name, unit, roles and address.

        Raises:
            Conflict: what was gathered so far gives it another version.
        """
        self.moved.add(changed.account_id, seen_version)
        self.changed[changed.account_id] = changed

    def set_open(self, account_id: UUID, *, is_open: bool, seen_version: int) -> None:
        """Close or reopen the account; a closed one's sessions end at their next click.

        Raises:
            Conflict: what was gathered so far gives it another version.
        """
        self.moved.add(account_id, seen_version)
        self.opened[account_id] = is_open

    def run(self, tx: Writer) -> None:
        """Store it.

        Raises:
            Conflict: somebody else changed one of the accounts since it was read.
            Duplicate: a user name is taken (at the latest when the transaction commits).
        """
        if self.added:
            _insert(tx, self.added)
        self.moved.run(tx, _MOVE)
        if self.changed:
            _update(tx, list(self.changed.values()))
        if self.opened:
            _set_open(tx, self.opened)
        for part in (self.added, self.changed, self.opened):
            part.clear()


def _insert(tx: Writer, added: list[NewAccount]) -> None:
    tx.run(
        """
        INSERT INTO accounts (
            account_id, username, full_name, given_name, search_key, unit_id, roles,
            password_hash, password_set_at, password_expires_at, must_change, created_at, email
        )
        SELECT
            CAST(account_id AS UUID), username, full_name, given_name, search_key,
            CAST(unit_id AS UUID), roles, password_hash, created_at, password_expires_at,
            must_change, created_at, email
        FROM (
            SELECT
                unnest(CAST($1 AS VARCHAR[])) AS account_id,
                unnest(CAST($2 AS VARCHAR[])) AS username,
                unnest(CAST($3 AS VARCHAR[])) AS full_name,
                unnest(CAST($4 AS VARCHAR[])) AS given_name,
                unnest(CAST($5 AS VARCHAR[])) AS search_key,
                unnest(CAST($6 AS VARCHAR[])) AS unit_id,
                unnest(CAST($7 AS VARCHAR[])) AS roles,
                unnest(CAST($8 AS VARCHAR[])) AS password_hash,
                unnest(CAST($9 AS TIMESTAMPTZ[])) AS created_at,
                unnest(CAST($10 AS TIMESTAMPTZ[])) AS password_expires_at,
                unnest(CAST($11 AS BOOLEAN[])) AS must_change,
                unnest(CAST($12 AS VARCHAR[])) AS email
        ) AS given
        """,
        [
            [str(one.account_id) for one in added],
            [one.username for one in added],
            [one.full_name for one in added],
            [given_name(one.full_name) for one in added],
            [_key(one.full_name, one.username) for one in added],
            [str(one.unit_id) for one in added],
            [roles_to_text(one.roles) for one in added],
            [one.password_hash for one in added],
            [one.created_at for one in added],
            [one.password_expires_at for one in added],
            [one.must_change for one in added],
            [one.email for one in added],
        ],
    )


def _update(tx: Writer, changed: list[Account]) -> None:
    tx.run(
        """
        UPDATE accounts
        SET full_name = given.full_name,
            given_name = given.given_name,
            search_key = given.search_key,
            unit_id = CAST(given.unit_id AS UUID),
            roles = given.roles,
            email = given.email
        FROM (
            SELECT
                CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID) AS account_id,
                unnest(CAST($2 AS VARCHAR[])) AS full_name,
                unnest(CAST($3 AS VARCHAR[])) AS given_name,
                unnest(CAST($4 AS VARCHAR[])) AS search_key,
                unnest(CAST($5 AS VARCHAR[])) AS unit_id,
                unnest(CAST($6 AS VARCHAR[])) AS roles,
                unnest(CAST($7 AS VARCHAR[])) AS email
        ) AS given
        WHERE accounts.account_id = given.account_id
        """,
        [
            [str(one.account_id) for one in changed],
            [one.full_name for one in changed],
            [given_name(one.full_name) for one in changed],
            [_key(one.full_name, one.username) for one in changed],
            [str(one.unit_id) for one in changed],
            [roles_to_text(one.roles) for one in changed],
            [one.email for one in changed],
        ],
    )


def _set_open(tx: Writer, opened: dict[UUID, bool]) -> None:
    tx.run(
        """
        UPDATE accounts
        SET is_open = given.is_open
        FROM (
            SELECT
                CAST(unnest(CAST($1 AS VARCHAR[])) AS UUID) AS account_id,
                unnest(CAST($2 AS BOOLEAN[])) AS is_open
        ) AS given
        WHERE accounts.account_id = given.account_id
        """,
        [[str(account_id) for account_id in opened], list(opened.values())],
    )


def _key(full_name: str, username: str) -> str:
    return search_key(f"{full_name} {username}")
