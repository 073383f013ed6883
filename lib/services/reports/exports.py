"""What the Office downloads, on a page or by the operator's command: the same bytes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.exports import Options, Snapshot
from lib.domain.masked_snapshots import masked
from lib.domain.nominations import Subject
from lib.errors import NotFound
from lib.exports import csv, worker
from lib.exports.export import AnyExport
from lib.exports.registry import EXPORTS
from lib.services import acts
from lib.services.acts import CampaignRevision, Intent, Queue
from lib.services.campaigns import award_rules, campaigns
from lib.services.campaigns.campaigns import Plan
from lib.services.evaluation import own_form
from lib.services.evaluation import rules as evaluation_rules
from lib.services.nominations import nomination_forms
from lib.services.reports import export_reads, past
from lib.services.reports.export_reads import Read
from lib.store import revisions
from lib.store import units as unit_store
from lib.store.engine.db import Database, Reader

# From so many rows, read or written, on a second of CPU goes into one file.
WORKER_FROM_ROWS = 10_000
_PIECE_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Made:
    """A file on its way: its name, its rows without the headings, and its bytes in pieces."""

    name: str
    rows: int
    pieces: Iterator[bytes]


def make(
    db: Database,
    actor: Actor,
    *,
    key: str,
    campaign_code: str | None,
    options: Options,
    as_of: str = "",
    address: str | None = None,
) -> Made:
    """The export of the campaign; that it was made is recorded before the first byte.

    Args:
        as_of: the instant that is asked for, as of `past.asked`.
        address: where the browser is.
    Raises:
        NotFound: no such export or campaign.
        Refused: as `past.asked`.
    """
    export = _export(key)
    intent = acts.intend(
        db, actor, export.action, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
    campaign = campaigns.campaign(db, actor, campaign_code)
    return _make(intent, export, past.asked(db, campaign, as_of), options)


def make_for_operator(
    db: Database, *, key: str, campaign_code: str | None, options: Options, as_of: str = ""
) -> Made:
    """The same file for whoever may use the server's terminal."""
    export = _export(key)
    intent = acts.intend_as(db, acts.OPERATOR, act_id=acts.new_act(), queue=Queue.NONE)
    campaign = campaigns.find(db, campaign_code)
    return _make(intent, export, past.asked(db, campaign, as_of), options)


def columns(db: Database, actor: Actor, campaign: Campaign, key: str) -> list[str]:
    """The headings of an export as its campaign's forms are now."""
    export = _export(key)
    access.check(actor, export.action)
    return export.headings(_with_forms(db, [key], campaign))


def _export(key: str) -> AnyExport:
    if key not in EXPORTS:
        raise NotFound("page")
    return EXPORTS[key]


def _make(intent: Intent, export: AnyExport, campaign: Campaign, options: Options) -> Made:
    taken = snapshot(intent.db, campaign, [export.key])
    rows = export.count(taken)
    intent.note(
        "export.csv",
        {"what": export.key, "rows": rows, **past.told(campaign)},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, taken.revision),
    )
    name = csv.file_name(export, taken, taken.as_of or intent.now)
    return Made(name, rows, pieces(export, taken, options, rows))


def pieces(export: AnyExport, taken: Snapshot, options: Options, rows: int) -> Iterator[bytes]:
    """The file's bytes; a large one is made by a process of its own.

    Args:
        rows: how many it will have.
    """
    read = sum(packed.count for packed in taken.items)
    is_large = max(rows, read) >= WORKER_FROM_ROWS
    return (_worker_pieces if is_large else csv.pieces)(export, taken, options)


def snapshot(db: Database, campaign: Campaign, keys: Iterable[str] = EXPORTS) -> Snapshot:
    """What these exports need, read at one instant; the rest stays empty."""
    return _read(db, campaign, keys, [export_reads.READS[key] for key in keys])


def named(db: Database, campaign: Campaign, key: str, *, is_whole: bool) -> Snapshot:
    """The same for one export with everybody's names, which change without the campaign.

    Args:
        is_whole: else without any rows: what its columns and the names in its cells follow.
    """
    wanted = [export_reads.with_people, *([export_reads.READS[key]] if is_whole else [])]
    return _read(db, campaign, [key], wanted)


def _read(
    db: Database,
    campaign: Campaign,
    keys: Iterable[str],
    wanted: Sequence[Read],
) -> Snapshot:
    plain = _with_forms(db, keys, campaign)
    reads = list(dict.fromkeys(wanted))

    def read(tx: Reader) -> Snapshot:
        revision, _, head = revisions.at(tx, campaign.campaign_id)
        units = tuple(unit_store.units(tx, plain.day))
        found = replace(plain, revision=revision, head=head.shown, units=units)
        for more in reads:
            found = more(tx, campaign.campaign_id, found)
        return found

    return masked(past.read(db, campaign, read))


def bare(db: Database, campaign: Campaign) -> Snapshot:
    """The plan alone, of which nothing is counted."""
    return planned(campaign, past.plan(db, campaign))


def planned(campaign: Campaign, plan: Plan) -> Snapshot:
    """The same of a plan that has been read."""
    day = past.day(campaign)
    found = Snapshot(campaign.code, campaign.revision, day, (), plan.groups, plan.tasks)
    return replace(found, as_of=campaign.at.instant) if campaign.at else found


def _with_forms(db: Database, keys: Iterable[str], campaign: Campaign) -> Snapshot:
    """What does not change between two revisions."""
    plain = bare(db, campaign)
    if "evaluations" in keys:
        has_points = evaluation_rules.from_file(db, campaign).scheme is not None
        form = db.read(lambda tx: own_form.in_force(tx, campaign))
        plain = replace(plain, has_points=has_points, evaluation_form=form)
    if export_reads.OF_NOMINATIONS.keys().isdisjoint(keys):
        return plain
    forms = {one: nomination_forms.current(db, campaign, one) for one in Subject}
    awards = award_rules.rules(db, campaign).award_forms
    return replace(plain, award_forms=awards, nomination_forms=forms)


def _worker_pieces(export: AnyExport, snapshot: Snapshot, options: Options) -> Iterator[bytes]:
    """The same bytes as csv.pieces gives, made by a process of their own.

    Raises:
        RuntimeError: it failed; what has come so far is not the whole file.
    """
    with tempfile.TemporaryFile() as order:
        worker.write_order(export.key, snapshot, options, order)
        order.seek(0)
        made = subprocess.Popen(  # noqa: S603 our own module in our own interpreter
            [sys.executable, "-m", worker.__name__], cwd=ROOT, stdin=order, stdout=subprocess.PIPE
        )
    with made, closing(made.stdout or BytesIO()) as out:
        try:
            yield from iter(partial(out.read, _PIECE_BYTES), b"")
        except GeneratorExit:  # whoever asked has left
            made.kill()
            raise
    if made.returncode != 0:
        raise RuntimeError(f"the export worker ended with {made.returncode}")
