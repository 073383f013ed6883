"""Rows of accounts: each goes through what the form of a person goes through."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from lib import text
from lib.domain.access import Role
from lib.domain.accounts import Account, parse_username
from lib.domain.confirmations import Kind, Outcome, Proposal, is_guarded
from lib.domain.imports import Row, Sheet, Subject
from lib.domain.problem_collector import ProblemCollector
from lib.domain.vietnamese import search_key
from lib.errors import Invalid, Refused
from lib.services import clock
from lib.services.acts import Act
from lib.services.people import people_forms
from lib.services.people.account_changes import Accounts
from lib.services.people.imports.subjects import Prepared, Written
from lib.services.people.people_forms import Typed
from lib.store import accounts as store
from lib.store import confirmations, imports, units
from lib.store.imports import ImportRow, Place

_ROLES: Final = {search_key(words): role for role, words in text.ROLES.items()}
_QUOTED: Final = 40
_BETWEEN: Final = re.compile(r"[;,\n]")


@dataclass(frozen=True, slots=True)
class _Read:
    """What a row says of a person, and what is wrong with it besides its unit."""

    unit: str
    typed: Typed
    problems: tuple[Invalid, ...]


def prepared(sheet: Sheet) -> Prepared:
    """The rows of the sheet, read before the act that writes them."""
    read = {row.number: _read(row) for row in sheet.rows}
    return Prepared(
        tuple(_name(row) for row in sheet.rows),
        lambda act: PersonRows(act, read, has_emails="email" in sheet.columns),
    )


@dataclass(slots=True)
class PersonRows:
    """The accounts of one import.

    Attributes:
        read: what each row says, by its number.
        accounts: those there are, by user name.
        units: keys of units by their codes.
        waiting: roles that wait for a second person, by account.
        back: those that an import added and was taken back, with their version since.
        made: what is stored at the end.
        has_emails: whether the sheet has that column; without it addresses stay as they are.
    """

    act: Act
    read: Mapping[int, _Read] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    units: dict[str, UUID] = field(default_factory=dict)
    waiting: dict[UUID, Proposal] = field(default_factory=dict)
    back: dict[str, int] = field(default_factory=dict)
    has_emails: bool = False
    made: Accounts = field(init=False)
    _by_id: dict[UUID, Account] = field(init=False)

    def __post_init__(self) -> None:
        tx = self.act.tx
        self.accounts = {one.username: one for one in store.accounts(tx)}
        self._by_id = {one.account_id: one for one in self.accounts.values()}
        every = units.units(tx, clock.today())
        self.units = {one.code: one.unit_id for one in every}
        self.made = Accounts(self.act, {one.unit_id: one for one in every})
        self.waiting = {
            one.account_id: one for one in confirmations.waiting(tx) if one.kind == Kind.ROLES
        }
        self.back = imports.taken_back(tx, Place(Subject.PEOPLE))

    def is_known(self, name: str) -> bool:
        account = self.accounts.get(name)
        return account is not None and not self._is_back(account)

    def write(self, row: Row) -> Written:
        typed = self._taken(self.read[row.number])
        known = self.accounts.get(typed.username)
        if known is None:
            account_id, waits = self.made.begin(typed, None)
            return Written(account_id, 1, is_new=True, waits=waits)
        is_back = self._is_back(known)
        if is_back:
            # Refused before anything of the row is written.
            self.made.open_unit(typed.unit_id)
            self.made.open_again(known)
            known = replace(known, is_open=True, version=known.version + 1)
        elif not known.is_open:
            raise Refused("closed_account")
        if not self.has_emails:
            typed = replace(typed, email=known.email)
        written = self._changed(known, typed)
        return replace(written, is_new=True, was=None) if is_back else written

    def take_back(self, one: ImportRow) -> int:
        account = self._by_id.get(UUID(one.record))
        if account is None or account.version != one.version:
            raise Refused("import_used", name=one.name, row=one.row_number)
        if one.was is None:
            self.made.close(account)
            return account.version + 1
        roles, unit_id = one.was["roles"], UUID(str(one.was["unit_id"]))
        listed = roles if isinstance(roles, list) else []
        typed = Typed(
            str(one.was["full_name"]),
            unit_id,
            frozenset(Role(str(r)) for r in listed),
            email=str(one.was.get("email", account.email)),
        )
        self._withdraw(account)
        return self._changed(account, typed).version

    def finish(self) -> None:
        self.made.finish()

    def _is_back(self, account: Account) -> bool:
        """Whether it may simply begin again; one with guarded roles takes a second person."""
        return (
            self.back.get(str(account.account_id)) == account.version
            and not account.is_open
            and not is_guarded(account.roles)
        )

    def _changed(self, account: Account, typed: Typed) -> Written:
        """Write what differs; roles that wait already are not asked for again."""
        asked = self.waiting.get(account.account_id)
        pairs = (
            ("full_name", account.full_name, typed.full_name),
            ("unit", account.unit_id, typed.unit_id),
            ("roles", account.roles, typed.roles),
            ("email", account.email, typed.email),
        )
        changed = tuple(key for key, before, after in pairs if before != after)
        if changed == ("roles",) and asked is not None and asked.roles == typed.roles:
            return Written(account.account_id, account.version)
        version, waits = self.made.change(account, typed) if changed else (account.version, False)
        was = {
            "full_name": account.full_name, "unit_id": str(account.unit_id),
            "roles": sorted(role.value for role in account.roles),
            "email": account.email,
        }  # fmt: skip
        return Written(account.account_id, version, changed=changed, was=was, waits=waits)

    def _withdraw(self, account: Account) -> None:
        """Let go of roles that the import asked for and nobody has decided on."""
        asked = self.waiting.get(account.account_id)
        if asked is None:
            return
        by = self.act.author.account_id
        confirmations.decide(
            self.act.tx, asked.confirmation_id, Outcome.WITHDRAWN, by=by, now=self.act.now
        )
        roles = sorted(asked.roles or ())
        self.act.tell("account.withdraw", account.account_id, {"kind": asked.kind, "roles": roles})

    def _taken(self, read: _Read) -> Typed:
        """The row's values.

        Raises:
            Problems: values that cannot be taken.
        """
        collector = ProblemCollector()
        unit_id = collector.take("unit", lambda: self._unit(read.unit), UUID(int=0))
        if read.problems:
            collector.add(read.problems)
        collector.finish()
        return replace(read.typed, unit_id=unit_id)

    def _unit(self, words: str) -> UUID:
        label = text.UNIT_FIELDS["code"]
        if not words:
            raise Invalid("required", field=label)
        unit_id = self.units.get(words.strip().upper())
        if unit_id is None:
            raise Invalid("no_unit", field=label, told=words[:_QUOTED])
        return unit_id


def _name(row: Row) -> str | None:
    try:
        return parse_username(row.cells.get("username", ""))
    except Invalid:
        return None


def _read(row: Row) -> _Read:
    cells, collector = row.cells, ProblemCollector()
    roles = collector.take("roles", lambda: _roles(cells.get("roles", "")), list(Role))
    typed = people_forms.taken(
        collector,
        username=cells.get("username", ""),
        full_name=cells.get("full_name", ""),
        unit_id=UUID(int=0),
        roles=roles,
        email=cells.get("email", ""),
    )
    return _Read(cells.get("unit", ""), typed, collector.problems)


def _roles(words: str) -> list[Role]:
    named = [one.strip() for one in _BETWEEN.split(words) if one.strip()]
    for one in named:
        if search_key(one) not in _ROLES:
            raise Invalid("not_listed", field=text.PERSON_FIELDS["roles"], told=one[:_QUOTED])
    return [_ROLES[search_key(one)] for one in named]
