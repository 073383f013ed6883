"""People of the demo attach files, and mend what went wrong with one."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.evidence import Evidence
from lib.domain.files import FileKind
from lib.services import clock
from lib.services.demo import demo_files
from lib.services.demo.demo_data import Paper
from lib.services.demo.demo_files import Occasion
from lib.services.demo.demo_story import Act, Slip
from lib.services.evidence import evidence, evidence_uses
from lib.services.evidence.evidence_holders import OfItem
from lib.services.files.file_checks import Upload
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id

# The story leaves six minutes between two acts on an item.
_SOON: Final = timedelta(minutes=2)
_ENDINGS: Final = {"scan": FileKind.PDF, "photo": FileKind.JPG}


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """Whose item it is."""

    agency: str
    unit: str
    unit_id: UUID
    task_id: UUID


def attach(
    db: Database, actor: Actor, campaign: Campaign, act: Act, place: EvidencePlace, stray: Paper
) -> None:
    """What the act brings along is uploaded two minutes after it; a slip is mended two later."""
    occasion = Occasion(place.agency, place.unit, act.when)
    papers = [*act.papers, stray] if act.slip == Slip.STRAY_FILE else list(act.papers)
    if act.slip == Slip.WRONG_PAGE:
        papers[0] = replace(papers[0], lines=papers[0].lines[:2])
    with clock.at(act.when + _SOON):
        evidence.add(
            db,
            actor,
            campaign,
            act_id=new_id(),
            unit_id=place.unit_id,
            task_code=act.task_code,
            uploads=[_upload(paper, occasion) for paper in papers],
        )
        listed = evidence.of_item(db, actor, unit_id=place.unit_id, task_id=place.task_id)
    if act.slip is not None:
        with clock.at(act.when + 2 * _SOON):
            _mend(db, actor, campaign, act, place, listed.files)


def _mend(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    act: Act,
    place: EvidencePlace,
    files: tuple[Evidence, ...],
) -> None:
    if act.slip == Slip.WRONG_PAGE:
        occasion = Occasion(place.agency, place.unit, act.when)
        evidence.add_revision(
            db,
            actor,
            campaign,
            act_id=new_id(),
            evidence_id=files[0].evidence_id,
            seen_version=files[0].version,
            upload=_upload(act.papers[0], occasion),
        )
    else:
        evidence_uses.remove(
            db,
            actor,
            campaign,
            OfItem(place.unit_id, place.task_id, act.task_code),
            act_id=new_id(),
            evidence_id=files[-1].evidence_id,
        )


def _upload(paper: Paper, occasion: Occasion) -> Upload:
    name = f"{paper.name}.{_ENDINGS[paper.kind]}"
    return Upload(name, io.BytesIO(demo_files.drawn(paper, occasion)))
