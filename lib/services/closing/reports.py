"""Reports of a campaign for people: which there are, begun, held fast, taken up again, signed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms import typed
from lib.domain.nominations import clean_note
from lib.domain.reports import report as ways
from lib.domain.reports.counted import Figure
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.report import Report, State, Step
from lib.domain.reports.sentences import split_name
from lib.errors import Conflict, Invalid, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.closing import composing, figure_names, freezing
from lib.services.closing.composing import Composed
from lib.services.files import stored_files
from lib.store import closing_parts
from lib.store import closing_reports as store
from lib.store.closing_reports import Frozen, ReportEntry
from lib.store.engine.db import Database, Reader
from lib.store.engine.ids import new_id


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure of a paragraph.

    Attributes:
        name: as the paragraph binds it; title: what it counts, in words.
    """

    name: str
    title: str
    figure: Figure


_NUMBER_LIMIT: Final = 60
_NAME_LIMIT: Final = 120


def listed(db: Database, actor: Actor, campaign: Campaign) -> list[Report]:
    """The campaign's reports, the newest first."""
    access.check(actor, Action.REPORT_VIEW)
    return db.read(lambda tx: store.reports(tx, campaign.campaign_id))


def opened(db: Database, actor: Actor, campaign: Campaign, report_id: UUID) -> Composed:
    """One of them as it is now.

    Raises:
        NotFound: the campaign has no such report.
    """
    access.check(actor, Action.REPORT_VIEW)
    return composing.composed(db, campaign, report_id)


def history(db: Database, actor: Actor, campaign: Campaign, report_id: UUID) -> list[ReportEntry]:
    """Every step of the report, the newest first."""
    access.check(actor, Action.REPORT_VIEW)

    def read(tx: Reader) -> list[ReportEntry]:
        composing.of_report(tx, campaign, report_id)
        return store.steps(tx, report_id)

    return db.read(read)


def figures(db: Database, actor: Actor, made: Composed, names: Iterable[str]) -> list[NamedFigure]:
    """The figures of these names, as far as there are any."""
    access.check(actor, Action.REPORT_VIEW)
    told = composing.told(db, made)
    found = []
    for name in names:
        with suppress(KeyError):
            title = figure_names.name_of(told.figures.facts, name)
            found.append(NamedFigure(name, title, told.figure(split_name(name)[0])))
    return found


def begin(
    db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, kind: ReportKind
) -> UUID:
    """Begin a report; its id.

    Raises:
        Refused: `report_begun`, a campaign has one closing report, and one interim draft at a time.
    """
    intent = acts.intend(db, actor, Action.REPORT_EDIT, act_id=act_id, queue=campaign)
    report_id = new_id()

    def work(act: Act) -> UUID:
        for one in store.reports(act.tx, campaign.campaign_id):
            is_over = kind == ReportKind.INTERIM and one.state == State.SIGNED
            if one.kind == kind and not is_over:
                raise Refused("report_begun")
        store.begin(act.tx, report_id, campaign.campaign_id, kind, act.author)
        act.tell("report.begin", report_id, {"kind": kind.value})
        return report_id

    def again(tx: Reader) -> UUID:
        found = store.reports(tx, campaign.campaign_id)
        return next((one.report_id for one in found if one.kind == kind), report_id)

    return intent.carry_out(work, again=again)


def hold(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    report_id: UUID,
    seen_version: int,
) -> None:
    """Hold the report fast for the signature: figures, words and annexes of one revision.

    Raises:
        Refused: `report_state`; `report_held_back`, something is not as it must be.
        Conflict: somebody took a step since.
        Unavailable: no room on the disk.
    """
    intent = acts.intend(db, actor, Action.REPORT_EDIT, act_id=act_id, queue=campaign)
    made = composing.composed(db, campaign, report_id)
    ways.row_of(made.report.state, Step.READY)
    if made.reading is None or not made.is_ready:
        raise Refused("report_held_back")
    data = freezing.frozen(
        freezing.paper(made.reading, made.document, is_draft=False), made.document
    )
    snapshot = made.reading.snapshot

    def work(act: Act, snapshot_sha256: str) -> None:
        before = composing.of_report(act.tx, campaign, report_id)
        ways.row_of(before.state, Step.READY)
        _require_seen(before, seen_version)
        # Figures may have moved since: what is held is what was seen. Words must not be lost.
        if closing_parts.parts(act.tx, report_id) != made.parts:
            raise Conflict("changed")
        kept = Frozen(
            snapshot.revision, snapshot.head, snapshot.day, data, freezing.sha256(data),
            snapshot_sha256,
        )  # fmt: skip
        store.hold(act.tx, report_id, kept, act.author)
        told = {"sha256": kept.sha256, "snapshot": snapshot_sha256, "revision": kept.revision}
        act.tell("report.ready", report_id, told)

    with stored_files.storing(db, [freezing.packed(snapshot)]) as (checksum,):
        intent.carry_out(lambda act: work(act, checksum), again=acts.nothing)


def resume(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    report_id: UUID,
    seen_version: int,
    note: object,
) -> None:
    """Take up again what was held fast, with a reason.

    Raises:
        Refused: `report_state`, `reason_needed`.
        Conflict: somebody took a step since.
    """
    intent = acts.intend(db, actor, Action.REPORT_EDIT, act_id=act_id, queue=campaign)
    why = clean_note(note)
    if why is None:
        raise Refused("reason_needed")

    def work(act: Act) -> None:
        before = composing.of_report(act.tx, campaign, report_id)
        ways.row_of(before.state, Step.RESUME)
        _require_seen(before, seen_version)
        store.resume(act.tx, report_id, why, act.author)
        act.tell("report.resume", report_id, {"reason": why})

    intent.carry_out(work, again=acts.nothing)


def sign(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    report_id: UUID,
    seen_version: int,
    number: object,
    signed_on: object,
    signer: object,
    signer_position: object,
) -> None:
    """Record that the paper was signed; nothing of it changes any more.

    Raises:
        Invalid: number, day or signer; the day is not before that of the figures.
        Refused: `report_state`.
        Conflict: somebody took a step since.
    """
    intent = acts.intend(db, actor, Action.REPORT_EDIT, act_id=act_id, queue=campaign)
    told = {
        "number": _needed(number, "Số, ký hiệu", _NUMBER_LIMIT),
        "signer": _needed(signer, "Người ký", _NAME_LIMIT),
        "signer_position": _needed(signer_position, "Chức vụ", _NAME_LIMIT),
    }

    def work(act: Act) -> None:
        before = composing.of_report(act.tx, campaign, report_id)
        ways.row_of(before.state, Step.SIGN)
        _require_seen(before, seen_version)
        on = _signed_on(before, signed_on)
        store.sign(act.tx, report_id, signed_on=on, author=act.author, **told)
        detail = {"number": told["number"], "signed_on": on.isoformat(), "signer": told["signer"]}
        act.tell("report.sign", report_id, detail)

    intent.carry_out(work, again=acts.nothing)


def _signed_on(before: Report, given: object) -> date:
    first = before.figures_on or typed.FIRST_DAY
    day = typed.day(given, "Ngày ký", first, typed.LAST_DAY)
    if day is None:
        raise Invalid("required", field="Ngày ký")
    return day


def _needed(given: object, label: str, limit: int) -> str:
    found = typed.line(given, label, limit)
    if not found:
        raise Invalid("required", field=label)
    return found


def _require_seen(before: Report, seen_version: int) -> None:
    if before.version != seen_version:
        raise Conflict("changed")
