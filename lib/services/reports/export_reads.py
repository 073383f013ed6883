"""What each export reads beside the plan, one addition to a snapshot at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final, TypeAlias
from uuid import UUID

from lib.domain.council import Meeting, Vote
from lib.domain.exports import NominationLine, Snapshot
from lib.domain.nominations import Subject
from lib.services.evaluation import evaluation_lines
from lib.services.nominations import council_ties
from lib.services.opinions import lines as opinion_lines
from lib.services.quality import quality_lines
from lib.store import document_lists, item_comments, nomination_reports, reports
from lib.store import exports as store
from lib.store.engine.db import Reader

Read: TypeAlias = Callable[[Reader, UUID, Snapshot], Snapshot]
"""Reads of a campaign by its id, into a snapshot that may hold something already."""


def with_people(tx: Reader, _campaign_id: UUID, bare: Snapshot) -> Snapshot:
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


def _with_documents(tx: Reader, campaign_id: UUID, bare: Snapshot) -> Snapshot:
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


OF_NOMINATIONS: Final[Mapping[str, Read]] = {
    "nominations_collective": partial(_with_nominations, Subject.COLLECTIVE),
    "nominations_individual": partial(_with_nominations, Subject.INDIVIDUAL),
    "awards_0603": _with_awards,
    "decisions": _with_decisions,
}
READS: Final[Mapping[str, Read]] = {
    "items": _with_items,
    "units": _with_units,
    "groups": _with_groups,
    "evaluations": _with_evaluations,
    "indicators": _with_items,
    "evidence": _with_evidence,
    "documents": _with_documents,
    "acknowledgements": _with_documents,
    "opinions": opinion_lines.with_opinions,
    "notices": opinion_lines.with_notices,
    "quality": _with_findings,
    "comments": _with_comments,
    **OF_NOMINATIONS,
}
