"""What acts on evidence share: their conditions, and the rows that each of them writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from lib.domain import evidence as rules
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.dossier import Part, file_part
from lib.domain.evidence import Evidence, EvidenceAct, Holder
from lib.domain.files import CheckedFile, Limits
from lib.domain.vietnamese import local_day
from lib.errors import Conflict, Denied, NotFound
from lib.services import acts
from lib.services.acts import Act
from lib.services.evidence import evidence_holders
from lib.services.evidence.evidence_holders import Grant, Held
from lib.services.files import intake
from lib.services.files.intake import Standing
from lib.store import evidence as store
from lib.store import evidence_writes as writes
from lib.store.engine.db import Reader
from lib.store.engine.ids import new_id


def grant(act: Act, held: Held) -> Grant:
    """Which files of one holder the act may change.

    Raises:
        Refused: it is locked, or the campaign is not open.
    """
    given = held.grant(act.tx, act.actor)
    given.check_campaign(act.state)
    return given


def grants(tx: Reader, actor: Actor, campaign: Campaign, known: Evidence) -> list[Grant]:
    """The grants of everything that the evidence backs: each of them must allow its change.

    Raises:
        Denied: it backs something that is not the actor's.
        Refused: something that it backs is locked.
    """
    given = []
    backed = active(tx, known.evidence_id)
    if len(evidence_holders.seen(tx, actor, backed)) < len(backed):
        raise Denied("unit")
    for one in backed:
        found = evidence_holders.of_use(campaign, one).grant(tx, actor)
        if not found.covers(one):
            raise Denied("unit")
        given.append(found)
    return given


def owned(tx: Reader, actor: Actor, campaign: Campaign, evidence_id: UUID) -> Evidence:
    """An evidence that backs something which the actor may see.

    Raises:
        NotFound: there is none that the actor may know of.
    """
    found = evidence_holders.seen(tx, actor, active(tx, evidence_id))
    if not found or found[0].campaign_id != campaign.campaign_id:
        raise NotFound("evidence")
    return found[0]


def changeable(act: Act, evidence_id: UUID, seen_version: int) -> Evidence:
    """The evidence, if it still has the version that was seen and all that it backs is open.

    Raises:
        Conflict: somebody changed it, or took it off all that it backed.
        Denied, Refused: as for `grants`.
    """
    found = active(act.tx, evidence_id)
    if not found or found[0].version != seen_version:
        raise Conflict("changed")
    for one in grants(act.tx, act.actor, act.campaign, found[0]):
        one.check_campaign(act.state)
    return found[0]


def use(tx: Reader, evidence_id: UUID, holder: Holder, given: Grant) -> Evidence:
    """The evidence as it backs or backed one holder.

    Raises:
        NotFound: it never did.
        Denied: it is not among the files that may be changed.
    """
    for one in store.uses(tx, evidence_id):
        if one.holder == holder:
            if not given.covers(one):
                raise Denied("unit")
            return one
    raise NotFound("evidence")


def reusable(
    tx: Reader, actor: Actor, campaign: Campaign, evidence_id: UUID, given: Grant
) -> list[Evidence]:
    """The evidence of the owner with everything that it backs or backed.

    Raises:
        NotFound: there is none in this campaign, or nothing that it backs may be seen.
    """
    found = store.uses(tx, evidence_id)
    if not found or (found[0].campaign_id, found[0].unit_id) != (
        campaign.campaign_id, given.owner_id,
    ):  # fmt: skip
        raise NotFound("evidence")
    backing = [one for one in found if one.removed_at is None]
    if not evidence_holders.seen(tx, actor, backing):
        raise NotFound("evidence")
    return found


def standing(tx: Reader, actor: Actor, act_id: UUID, held: Held, part: object) -> Standing | None:
    """What the holder has before the act adds to it; None when it was carried out before.

    Raises:
        Invalid: the actor brings no such part.
        NotFound, Denied, Refused: as for the holder's grant.
    """
    held.shown(tx, actor)
    if acts.is_done(tx, act_id):
        return None
    file_part(part, held.grant(tx, actor).parts)
    found = store.of_holder(tx, held.holder)
    sums = frozenset(one.sha256 for one in found if one.removed_at is None)
    return Standing(sums, *store.size(tx, held.holder))


def insert(
    act: Act,
    held: Held,
    file: CheckedFile,
    *,
    sha256: str,
    owner_id: UUID,
    part: Part | None,
    question: str | None,
) -> None:
    """A new evidence of one revision, which backs the holder."""
    evidence_id, title = new_id(), rules.title_of(file.name)
    today = local_day(act.author.done_at)
    writes.insert_evidence(
        act.tx, evidence_id=evidence_id, campaign_id=act.campaign.campaign_id, unit_id=owner_id,
        title=title, effective_on=today, author=act.author,
    )  # fmt: skip
    writes.insert_revision(
        act.tx, evidence_id=evidence_id, revision_no=1, sha256=sha256, file=file, author=act.author
    )
    writes.insert_use(
        act.tx, evidence_id=evidence_id, unit_id=owner_id, holder=held.holder, part=part,
        question=question, author=act.author,
    )  # fmt: skip
    writes.append_history(
        act.tx, EvidenceAct.ADD, campaign_id=act.campaign.campaign_id, evidence_id=evidence_id,
        unit_id=owner_id, holders=[held.holder], title=title, effective_on=today,
        revision_no=1, question=question or "", author=act.author,
    )  # fmt: skip


def change(act: Act, known: Evidence, title: str, effective_on: date) -> None:
    """Store title and day over the version of `known`."""
    writes.change_evidence(
        act.tx, known.evidence_id, seen_version=known.version, title=title,
        effective_on=effective_on, author=act.author,
    )  # fmt: skip


def append(
    act: Act,
    kind: EvidenceAct,
    known: Evidence,
    *,
    holders: Sequence[Holder] | None = None,
    title: str | None = None,
    effective_on: date | None = None,
    revision_no: int | None = None,
    question: str | None = None,
) -> Sequence[Holder]:
    """Tell the act in the history of `holders`, or of all that it now backs; which they were.

    Args:
        question: which one it answers there from now on, "" for none; None where that stays.
    """
    if holders is None:
        holders = [one.holder for one in active(act.tx, known.evidence_id)]
    writes.append_history(
        act.tx, kind, campaign_id=known.campaign_id, evidence_id=known.evidence_id,
        unit_id=known.unit_id, holders=holders, title=title or known.title,
        effective_on=effective_on or known.effective_on,
        revision_no=revision_no or known.revision_no, question=question, author=act.author,
    )  # fmt: skip
    return holders


def tell(
    act: Act, kind: EvidenceAct, subject: str, owner_id: UUID, detail: Mapping[str, object]
) -> None:
    """Append the act to the audit log."""
    act.tell(f"evidence.{kind.value}", subject, {"unit": str(owner_id), **detail})


def require_room(tx: Reader, holder: Holder, name: str, limits: Limits) -> None:
    """Nothing while the holder keeps its limits.

    Raises:
        BadUpload: it has too many files or bytes.
    """
    files, size_bytes = store.size(tx, holder)
    intake.check_room(limits, name, files=files, size_bytes=size_bytes)


def active(tx: Reader, evidence_id: UUID) -> list[Evidence]:
    """The evidence with everything that it backs now."""
    return [one for one in store.uses(tx, evidence_id) if one.removed_at is None]
