"""Whether the audit log is whole: every chain read from its first event to its head."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.audit_chain import Broken, Fault, Head, Link, first_fault, key_of
from lib.domain.vietnamese import format_instant
from lib.errors import BadFile, Invalid
from lib.services import acts, clock
from lib.services.acts import Queue
from lib.store import audit
from lib.store import campaigns as campaigns_store
from lib.store.engine.db import Database, Reader

Kept = Mapping[str, Mapping[int, str]]
"""Heads kept elsewhere: a chain's key -> number -> the hash or its first digits."""
_AT_ONCE: Final = 5000
_FORMAT: Final = "tdkt-heads-1"
_LEAST_DIGITS: Final = 8
_WORDS_A_LINE: Final = 3


class Stopped(Exception):
    """The reading was given up."""


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """One chain as it was read.

    Attributes:
        key: the campaign's id, or `installation`.
        title: the campaign's code, or what the installation's chain is called.
    """

    key: str
    title: str
    head: Head
    broken: Broken | None = None

    @property
    def told(self) -> str:
        """A sentence of the first bad place, or that there is none."""
        fault = self.broken.fault.value if self.broken else "whole"
        number = self.broken.number if self.broken else self.head.number
        return text.CHAIN_FAULTS[fault].format(title=self.title, number=number)


def verify(
    db: Database, *, kept: Kept | None = None, rest: Callable[[], bool] = lambda: False
) -> list[ChainCheck]:
    """Every chain, the installation's first.

    Args:
        rest: called between two portions; whether to give up.
    Raises:
        Stopped: it said so.
    """
    heads, titles = db.read(lambda tx: (audit.heads(tx), _titles(tx)))
    found = []
    for campaign_id, head in heads.items():
        key = key_of(campaign_id)
        elsewhere = (kept or {}).get(key)
        broken = first_fault(_links(db, campaign_id, head, rest), head, elsewhere)
        found.append(ChainCheck(key, titles.get(campaign_id, key), head, broken))
    # A chain of which a head was kept, and nothing is left.
    gone = (kept or {}).keys() - {one.key for one in found}
    found += [ChainCheck(key, key, Head(), Broken(1, Fault.CUT)) for key in sorted(gone)]
    return found


def heads(db: Database) -> dict[str, Head]:
    """Where each chain ends, by its key: for notes that are kept elsewhere."""
    return {key_of(key): head for key, head in db.read(audit.heads).items()}


def heads_file(db: Database, actor: Actor, *, address: str | None = None) -> str:
    """A small text with where each chain ends, to be kept where nobody of the office writes.

    Raises:
        Denied: the actor sees no log.
    """
    intent = acts.intend(
        db, actor, Action.AUDIT_VIEW, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
    ends, titles = db.read(lambda tx: (audit.heads(tx), _titles(tx)))
    detail = {"chains": len(ends)}
    intent.carry_out(lambda act: act.tell("export.heads", "heads", detail), again=acts.nothing)
    lines = [f"# {text.HEADS_FILE.format(at=format_instant(clock.now()))}", _FORMAT]
    for campaign_id, end in ends.items():
        lines.append(
            f"{key_of(campaign_id)} {end.number} {end.sha256 or '-'}"
            f"  # {titles.get(campaign_id, '')}"
        )
    return "\n".join(lines) + "\n"


def parse_heads(content: str, name: str) -> dict[str, dict[int, str]]:
    """What such a text says.

    Raises:
        BadFile: it is none; with the line.
    """
    lines = [line.partition("#")[0].split() for line in content.splitlines()]
    told = [(number, words) for number, words in enumerate(lines, start=1) if words]
    if not told or told[0][1] != [_FORMAT]:
        raise BadFile("schema", file=name, line=1, detail=text.BAD_HEADS)
    found: dict[str, dict[int, str]] = {}
    for number, words in told[1:]:
        if len(words) != _WORDS_A_LINE or not words[1].isdecimal():
            raise BadFile("schema", file=name, line=number, detail=text.BAD_HEADS)
        if int(words[1]):
            found.setdefault(words[0], {})[int(words[1])] = words[2]
    return found


def parse_head(told: str, db: Database) -> dict[str, dict[int, str]]:
    """A head as it stands on a paper, after its campaign's code: CODE:1234-0f3a…

    Raises:
        Invalid: it is none, or there is no such campaign.
    """
    code, _, rest = told.rpartition(":")
    number, _, digits = rest.partition("-")
    keys = {title: key_of(campaign_id) for campaign_id, title in db.read(_titles).items()}
    key = keys.get(code, code if code in keys.values() else None)
    if key is None or not number.isdecimal() or len(digits) < _LEAST_DIGITS:
        raise Invalid("not_head", told=told)
    return {key: {int(number): digits.lower()}}


def _links(
    db: Database, campaign_id: UUID | None, head: Head, rest: Callable[[], bool]
) -> Iterator[Link]:
    # A number past the head would mean that the head has been put back.
    last = db.read(lambda tx: audit.last_number(tx, campaign_id))
    for after in range(0, max(head.number, last), _AT_ONCE):
        if rest():
            raise Stopped
        portion = functools.partial(
            audit.links, campaign_id=campaign_id, after=after, until=after + _AT_ONCE
        )
        yield from db.read(portion)


def _titles(tx: Reader) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = {None: text.INSTALLATION_CHAIN}
    found.update((one.campaign_id, one.code) for one in campaigns_store.heads(tx))
    return found
