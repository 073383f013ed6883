"""What the Office downloads, on a page or by the operator's command: the same bytes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from uuid import UUID

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.council import Meeting, Vote
from lib.domain.exports import NominationLine, Options, Snapshot
from lib.domain.nominations import Subject
from lib.errors import NotFound
from lib.exports import csv, worker
from lib.exports.export import AnyExport
from lib.exports.registry import EXPORTS
from lib.services import acts
from lib.services.acts import CampaignRevision, Intent, Queue
from lib.services.campaigns import award_rules, campaigns
from lib.services.campaigns.campaigns import Plan
from lib.services.evaluation import evaluation_lines, own_form
from lib.services.evaluation import rules as evaluation_rules
from lib.services.nominations import council_ties, nomination_forms
from lib.services.opinions import lines as opinion_lines
from lib.services.quality import quality_lines
from lib.services.reports import past
from lib.store import document_lists, item_comments, nomination_reports, reports, revisions
from lib.store import exports as store
from lib.store import units as unit_store
from lib.store.engine.db import Database, Reader

# From so many rows, read or written, on a second of CPU goes into one file.
WORKER_FROM_ROWS = 10_000
_PIECE_BYTES = 1 << 16


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
    return _read(db, campaign, keys, [_READS[key] for key in keys])


def named(db: Database, campaign: Campaign, key: str, *, is_whole: bool) -> Snapshot:
    """The same for one export with everybody's names, which change without the campaign.

    Args:
        is_whole: else without any rows: what its columns and the names in its cells follow.
    """
    return _read(db, campaign, [key], [_with_people, *([_READS[key]] if is_whole else [])])


def _read(
    db: Database,
    campaign: Campaign,
    keys: Iterable[str],
    wanted: Sequence[Callable[[Reader, UUID, Snapshot], Snapshot]],
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

    return past.read(db, campaign, read)


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
    if _OF_NOMINATIONS.keys().isdisjoint(keys):
        return plain
    forms = {one: nomination_forms.current(db, campaign, one) for one in Subject}
    awards = award_rules.rules(db, campaign).award_forms
    return replace(plain, award_forms=awards, nomination_forms=forms)


def _with_people(tx: Reader, _campaign_id: UUID, bare: Snapshot) -> Snapshot:
    return replace(bare, people=store.people(tx))


def _with_items(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    places = {unit.unit_id: place for place, unit in enumerate(bare.units)}
    packed = store.packed_items(tx, campaign_id, bare.day)
    packed.sort(key=lambda one: places[one.unit_id])
    return replace(bare, items=tuple(packed), people=store.people(tx))


def _with_units(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    return replace(bare, by_unit=dict(reports.by_unit(tx, campaign_id, bare.day)))


def _with_groups(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    return replace(bare, by_group=dict(reports.by_group(tx, campaign_id, bare.day)))


def _with_nominations(subject: Subject, tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    found = nomination_reports.lines(tx, campaign_id, subject)
    votes = council_ties.votes_on(tx, [line.nomination_id for line in found])
    counted = tuple(
        _with_council(line, *votes[line.nomination_id]) if line.nomination_id in votes else line
        for line in found
    )
    listed = {**bare.nominations, subject: counted}
    return replace(bare, nominations=listed, people=store.people(tx))


def _with_council(line: NominationLine, held: Meeting, vote: Vote) -> NominationLine:
    return replace(
        line,
        members=len(held.members),
        recused=len(held.recused(vote)),
        taking_part=held.taking_part(vote),
    )


def _with_awards(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    return replace(bare, awards=tuple(nomination_reports.award_counts(tx, campaign_id)))


def _with_decisions(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    found = tuple(store.decisions(tx, campaign_id))
    return replace(bare, decisions=found, people=store.people(tx))


def _with_evidence(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    return replace(bare, evidence=tuple(store.evidence(tx, campaign_id)), people=store.people(tx))


def _with_evaluations(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    return replace(bare, evaluations=evaluation_lines.of_all(tx, campaign_id, bare.units))


def with_documents(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    """With the documents of the Office and who has acknowledged them."""
    listed = document_lists.document_lines(tx, campaign_id, bare.day)
    said = document_lists.acknowledgement_lines(tx, campaign_id, bare.day, listed)
    return replace(
        bare, documents=tuple(listed), acknowledgements=tuple(said), people=store.people(tx)
    )


def _with_findings(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    return replace(bare, findings=quality_lines.of_all(tx, campaign_id, bare))


def _with_comments(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
    return replace(bare, comments=item_comments.lines(tx, campaign_id), people=store.people(tx))


_OF_NOMINATIONS: Mapping[str, Callable[[Reader, UUID, Snapshot], Snapshot]] = {
    "nominations_collective": partial(_with_nominations, Subject.COLLECTIVE),
    "nominations_individual": partial(_with_nominations, Subject.INDIVIDUAL),
    "awards_0603": _with_awards,
    "decisions": _with_decisions,
}
_READS: Mapping[str, Callable[[Reader, UUID, Snapshot], Snapshot]] = {
    "items": _with_items,
    "units": _with_units,
    "groups": _with_groups,
    "evaluations": _with_evaluations,
    "indicators": _with_items,
    "evidence": _with_evidence,
    "documents": with_documents,
    "acknowledgements": with_documents,
    "opinions": opinion_lines.with_opinions,
    "notices": opinion_lines.with_notices,
    "quality": _with_findings,
    "comments": _with_comments,
    **_OF_NOMINATIONS,
}


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
