"""The users' guide of a person's roles as one file: asked for, and made beside everybody's work."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection, Mapping
from typing import Final

from lib.config import ROOT, VERSION
from lib.domain import access
from lib.domain.access import Action, Actor, Role
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Job, Kind
from lib.domain.unit_reports import Ending
from lib.domain.vietnamese import search_key
from lib.services import acts
from lib.services.files import zips
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted
from lib.services.papers import unit_reports
from lib.store.engine.db import Database
from lib.text import guide as words

KINDS: Final[Mapping[Ending, Kind]] = {Ending.DOCX: Kind.GUIDE, Ending.PDF: Kind.GUIDE_PDF}
_FOLDER: Final = ROOT / "docs"
_HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)


@functools.cache
def sections() -> Mapping[str, str]:
    """The guide's sections, title -> Markdown with its pictures."""
    _, *parts = _HEADING.split((_FOLDER / "huong-dan.md").read_text(encoding="utf-8"))
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


def of_roles(roles: Collection[Role]) -> list[tuple[str, str]]:
    """Title and text of the sections that are in the guide of these roles, in its order."""
    return [one for one in sections().items() if words.is_for(one[0], roles)]


def ask(
    db: Database,
    actor: Actor,
    campaign: Campaign,
    *,
    ending: Ending,
    address: str | None = None,
) -> Job:
    """Ask for the guide of the actor's own roles.

    Args:
        campaign: in whose list of files it stands; nothing of it is in the guide.
    Raises:
        Refused: `no_pdf`; the actor has asked for enough already.
    """
    access.check(actor, Action.ACCOUNT_SELF)
    unit_reports.check_ending(ending)
    told, roles = of_roles(actor.roles), words.named(actor.roles)
    order = json.dumps(
        {
            "title": words.TITLE,
            "subject": words.SUBJECT.format(roles=roles),
            "origin": words.VERSION.format(version=VERSION),
            "sections": told,
            "pictures": str(_FOLDER / "images"),
        }
    ).encode()
    name = words.FILE.format(
        roles=zips.plain_name("-".join(search_key(roles).replace(",", "").split())),
        version=VERSION, ending=ending,
    )  # fmt: skip
    wanted = Wanted(
        kind=KINDS[ending], campaign=campaign, parameters={"roles": roles, "version": VERSION},
        revision=campaign.revision, file_name=name, steps=len(told) + 1,
        order=lambda out: out.write(order),
    )  # fmt: skip
    return jobs.ask(db, actor, wanted, act_id=acts.new_act(), address=address)
