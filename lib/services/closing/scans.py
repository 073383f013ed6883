"""The signed paper of a report as a PDF: put there by the Office, for all who read the report."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.files import CheckedFile, FileKind, Limits
from lib.domain.nominations import clean_note
from lib.domain.reports.report import Report, Scan, State
from lib.errors import BadUpload, Conflict, Refused
from lib.services import acts
from lib.services.acts import Act
from lib.services.closing import composing
from lib.services.files import file_checks, openings, stored_files
from lib.services.files.file_checks import Upload
from lib.services.files.stored_files import OpenFile
from lib.store import closing_reports
from lib.store import closing_scans as store
from lib.store.engine.db import Database, Reader
from lib.store.file_records import StoredFile

LIMITS: Final = Limits()
_OPENED: Final = UUID("0d5a2f0e-6d0a-4b0c-8f57-52a5a6a1c4de")


def listed(db: Database, actor: Actor, campaign: Campaign, report_id: UUID) -> list[Scan]:
    """Every scan of the report, the newest first: that one is the report's.

    Raises:
        NotFound: the campaign has no such report.
    """
    access.check(actor, Action.REPORT_VIEW)

    def read(tx: Reader) -> list[Scan]:
        composing.of_report(tx, campaign, report_id)
        return store.scans(tx, report_id)

    return db.read(read)


def put(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    act_id: UUID,
    report_id: UUID,
    seen_number: int,
    upload: Upload,
    reason: object = "",
) -> None:
    """Put the scan of a signed report there, or another in its place; the ones before stay.

    Args:
        seen_number: of the one in whose place it comes; 0 where there is none yet.
        reason: why, where it takes the place of one.
    Raises:
        BadUpload: no harmless PDF with pages, or the very file that is there.
        Refused: `report_state`, it is not signed; `reason_needed`.
        NotFound: the campaign has no such report.
        Conflict: somebody put one there since.
        Unavailable: no room on the disk.
    """
    intent = acts.intend(db, actor, Action.REPORT_EDIT, act_id=act_id, queue=campaign)
    why = clean_note(reason)
    _require_signed(db.read(lambda tx: composing.of_report(tx, campaign, report_id)))
    if seen_number and why is None:
        raise Refused("reason_needed")
    file = _checked(upload)

    def work(act: Act, sha256: str) -> None:
        _require_signed(composing.of_report(act.tx, campaign, report_id))
        there = store.scans(act.tx, report_id)
        if (there[0].number if there else 0) != seen_number:
            raise Conflict("changed")
        if there and there[0].sha256 == sha256:
            raise BadUpload("same_file", file=file.name)
        store.put(
            act.tx, report_id, seen_number + 1, file, sha256=sha256,
            reason=why if there else None, author=act.author,
        )  # fmt: skip
        detail = {"file": file.name, "sha256": sha256, "revision": seen_number + 1}
        act.tell("report.put_scan", report_id, detail | ({"reason": why} if there else {}))

    with stored_files.storing(db, [file.content]) as (checksum,):
        intent.carry_out(lambda act: work(act, checksum), again=acts.nothing)


def open_scan(
    db: Database, actor: Actor, report_id: UUID, number: int, *, address: str | None = None
) -> OpenFile:
    """One scan for whoever may read the report; once a day it is on record who opened it.

    Raises:
        NotFound: there is none.
    """
    access.check(actor, Action.REPORT_VIEW)

    def read(tx: Reader) -> tuple[Report | None, StoredFile | None]:
        return closing_reports.report(tx, report_id), store.stored_file(tx, report_id, number)

    report, stored = db.read(read)
    file = stored_files.opened(db, stored, "report")
    if report is not None:
        openings.tell(
            db, actor, "report.open_scan", {"revision": number}, subject=report.report_id,
            number=number, campaign_id=report.campaign_id, space=_OPENED, address=address,
        )  # fmt: skip
    return file


def _checked(upload: Upload) -> CheckedFile:
    file = file_checks.checked(upload, LIMITS)
    if file.kind != FileKind.PDF:
        raise BadUpload("not_pdf", file=file.name)
    if not file.pages:
        raise BadUpload("damaged", file=file.name)
    return file


def _require_signed(report: Report) -> None:
    if report.state != State.SIGNED:
        raise Refused("report_state")
