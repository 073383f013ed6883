"""The list of units that have acknowledged a document, as a paper to be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import access, documents
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.documents import Acknowledgement, Content
from lib.domain.jobs import Job, Kind
from lib.domain.papers.acknowledgement_list import AcknowledgementList, AcknowledgementRow
from lib.domain.papers.papers import Pack, Paper, PaperData
from lib.domain.reports.counted import NOTHING
from lib.domain.vietnamese import format_date, format_instant, format_number
from lib.errors import NotFound
from lib.exports.docx.making import orders, packs
from lib.exports.docx.making.orders import Order
from lib.services import acts
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.papers import paper_data, paper_templates
from lib.store import acknowledgements as store
from lib.store import documents as documents_store
from lib.store.acknowledgements import Standing
from lib.store.documents import Entry
from lib.store.engine.db import Database, Reader
from lib.text import documents as words

_ALL: Final = 100_000


def ask(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    document_id: UUID,
    *,
    address: str | None = None,
) -> Job:
    """Ask for the list of one document of the Office.

    Raises:
        NotFound: there is none, or it was never published.
        Refused: the actor has asked for enough already.
    """
    access.check(actor, Action.DOCUMENT_OVERVIEW)
    data = db.read(lambda tx: _read(tx, campaign, document_id))
    template = str(paper_templates.in_force(db)[Paper.ACKNOWLEDGEMENT_LIST])
    order = orders.to_json(Order(data, {Paper.ACKNOWLEDGEMENT_LIST: template})).encode()
    wanted = Wanted(
        kind=Kind.ACKNOWLEDGEMENT_LIST, campaign=campaign,
        parameters={"document": str(document_id)}, revision=data.campaign.revision,
        file_name=packs.file_name(data, text.PACK_FILES[Pack.DOCUMENTS], "docx"), steps=1,
        order=lambda out: out.write(order),
    )  # fmt: skip
    return jobs.ask(db, actor, wanted, act_id=acts.new_act(), address=address)


def _read(tx: Reader, campaign: Campaign, document_id: UUID) -> PaperData:
    entry = documents_store.entry(tx, document_id)
    if entry is None or entry.document.campaign_id != campaign.campaign_id:
        raise NotFound("document")
    if entry.document.is_own or entry.published is None:
        raise NotFound("document")
    data = paper_data.base(tx, campaign, Pack.DOCUMENTS)
    found = store.standings(
        tx, campaign.campaign_id, document_id, data.day, is_missing=None, limit=_ALL, offset=0
    )
    return replace(data, acknowledged=_told(entry, found, data))


def _told(entry: Entry, found: list[Standing], data: PaperData) -> AcknowledgementList:
    rows = tuple(_row(number, one) for number, one in enumerate(found, 1))
    content = entry.content
    has = [one for one in found if one.number is not None]
    people = sum(_said(one).told_count for one in has)
    return AcknowledgementList(
        subject=words.LIST_SUBJECT.format(number=content.number),
        about=_about(entry, content),
        result=words.LIST_RESULT.format(
            at=format_instant(data.made_at), has=format_number(len(has)),
            units=format_number(len(found)), people=format_number(people),
        ),
        rows=rows,
    )  # fmt: skip


def _about(entry: Entry, content: Content) -> str:
    published = entry.published
    issued = format_date(content.issued_on) if content.issued_on else NOTHING
    told = words.LIST_ABOUT.format(
        number=content.number, day=issued, issuer=content.line(documents.ISSUER),
        abstract=content.abstract,
    )  # fmt: skip
    if published is not None:
        told += words.LIST_PUBLISHED.format(
            edition=published.number, at=format_instant(published.published_at)
        )
    if content.due_on:
        told += words.LIST_DUE.format(day=format_date(content.due_on))
    return f"{told}."


def _row(number: int, one: Standing) -> AcknowledgementRow:
    if one.number is None or one.given_at is None:
        return AcknowledgementRow(
            str(number), one.name, NOTHING, NOTHING, NOTHING, words.HAS_NOT
        )  # fmt: skip
    said = _said(one)
    return AcknowledgementRow(
        str(number), one.name, str(one.number), format_number(said.told_count),
        format_date(said.told_on) if said.told_on else NOTHING,
        f"{one.given_by_name}, {format_instant(one.given_at)}",
    )  # fmt: skip


def _said(one: Standing) -> Acknowledgement:
    return Acknowledgement(one.unit_id, one.number or 0, one.unit_id, one.answers)
