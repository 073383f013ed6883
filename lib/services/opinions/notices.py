"""Notices of false information: the Office's list, a unit's own, their screenshots."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import yaml

from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.notices import Notice
from lib.errors import NotFound
from lib.services import clock
from lib.services.files import stored_files
from lib.services.files.stored_files import OpenFile
from lib.store import notices as store
from lib.store import opinions as opinions_store
from lib.store.engine.db import Database, Reader
from lib.store.notices import NoticeEntry

_PATH: Final = ROOT / "data" / "forms" / "false-information.yaml"


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list.

    Attributes:
        is_own: whether the reader has sent it.
    """

    notice: Notice
    unit_name: str
    is_own: bool


@functools.cache
def form() -> Form:
    """The form as it is asked now."""
    return form_from_data(yaml.safe_load(_PATH.read_text(encoding="utf-8")))


def lines(db: Database, actor: Actor, campaign: Campaign) -> Sequence[NoticeLine]:
    """All of the campaign for who may see any unit's, else those of the actor's unit."""
    access.check(actor, Action.NOTICE_VIEW)
    sees_all = access.Scope.ANY in access.scopes(actor, Action.NOTICE_VIEW)
    unit_id, today = (None if sees_all else actor.unit_id), clock.today()

    def read(tx: Reader) -> tuple[Sequence[Notice], Mapping[UUID, str]]:
        found = (
            store.of_campaign(tx, campaign.campaign_id)
            if unit_id is None
            else store.of_unit(tx, campaign.campaign_id, unit_id)
        )
        return found, opinions_store.unit_names(tx, {one.unit_id for one in found}, today)

    found, names = db.kept(("notices", campaign.campaign_id, unit_id, today), store.LISTED, read)
    return [
        NoticeLine(one, names.get(one.unit_id, ""), one.sent_by == actor.account_id)
        for one in found
    ]


def history(db: Database, actor: Actor, notice_id: UUID) -> list[NoticeEntry]:
    """What was done with one, the newest first.

    Raises:
        NotFound: there is none.
        Denied: it is of a unit whose notices the actor may not see.
    """
    _seen(db, actor, notice_id)
    return db.read(lambda tx: store.history(tx, notice_id))


def picture(db: Database, actor: Actor, notice_id: UUID) -> OpenFile:
    """The screenshot, for whoever may see the notice.

    Raises:
        NotFound: there is none.
        Denied: it is of a unit whose notices the actor may not see.
    """
    return stored_files.opened(db, store.stored_file(_seen(db, actor, notice_id)), "notice")


def _seen(db: Database, actor: Actor, notice_id: UUID) -> Notice:
    access.check(actor, Action.NOTICE_VIEW)
    found = db.read(lambda tx: store.notice(tx, notice_id))
    if found is None:
        raise NotFound("notice")
    access.check(actor, Action.NOTICE_VIEW, unit_id=found.unit_id)
    return found
