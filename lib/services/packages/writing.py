"""A campaign as one ZIP: what its file does not hold stands beside it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Final

from lib.domain import access, packages
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.packages import Member
from lib.domain.papers.papers import Paper
from lib.services import acts
from lib.services.acts import CampaignRevision, Queue
from lib.services.campaigns import campaigns, file_writing
from lib.services.closing import outlines
from lib.services.files import stored_files
from lib.services.papers import paper_templates
from lib.services.reports.exports import Made
from lib.store.engine.db import Database, Reader
from lib.store.papers import TemplateRow

RIGHTS: Final = (Action.CAMPAIGN_LOAD, Action.REPORT_EDIT, Action.TEMPLATES_MANAGE)
"""For the campaign's file, the outline of its reports, the templates of papers."""
# The same campaign makes the same bytes, on whatever day.
_DAY: Final = (1980, 1, 1, 0, 0, 0)


def file(
    db: Database, actor: Actor, campaign_code: str | None, *, address: str | None = None
) -> Made:
    """The campaign's package; that it was taken is recorded before its first byte.

    Args:
        address: where the browser is.
    Raises:
        NotFound: no such campaign.
    """
    for right in RIGHTS:
        access.check(actor, right)
    intent = acts.intend(
        db, actor, Action.CAMPAIGN_LOAD, act_id=acts.new_act(), queue=Queue.NONE, address=address
    )
    campaign = campaigns.campaign(db, actor, campaign_code)
    members = _members(db, campaign)
    intent.note(
        "export.package",
        {"files": len(members)},
        subject=campaign.code,
        of=CampaignRevision(campaign.campaign_id, campaign.revision),
    )
    name = f"TDKT_{campaign.code}_phong-trao_r{campaign.revision}{packages.ENDING}"
    return Made(name, len(members), iter([packed(campaign.code, members)]))


def packed(code: str, members: Sequence[Member]) -> bytes:
    """The ZIP of the files, its manifest first."""
    listed = [
        {
            "path": one.path, "size": len(one.content),
            "sha256": hashlib.sha256(one.content).hexdigest(),
            **({"name": one.name} if one.name else {}),
        }
        for one in members
    ]  # fmt: skip
    told = {
        "format": packages.FORMAT, "schema": packages.SCHEMA, "campaign": code, "files": listed,
    }  # fmt: skip
    manifest = json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for one in (Member(packages.MANIFEST, manifest), *members):
            info = zipfile.ZipInfo(one.path, _DAY)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, one.content)
    return sink.getvalue()


def _members(db: Database, campaign: Campaign) -> list[Member]:
    """The campaign's file, its own outline of reports, and the Office's own templates."""

    def read(tx: Reader) -> tuple[bytes, str | None, dict[Paper, TemplateRow]]:
        seed = file_writing.with_comments(tx, campaign, file_writing.stored(tx, campaign))
        outline = outlines.own_source(tx, campaign)
        return file_writing.written(seed), outline, dict(paper_templates.own_files(tx))

    told, outline, templates = db.read(read)
    members = [Member(packages.CAMPAIGN, told)]
    if outline is not None:
        members.append(Member(packages.OUTLINE, outline.encode()))
    kept = stored_files.blobs(db)
    for paper, path in packages.TEMPLATES.items():
        row = templates.get(paper)
        # What the disk has lost is not in force either.
        if row is not None and row.sha256 is not None and kept.has(row.sha256):
            members.append(Member(path, kept.path(row.sha256).read_bytes(), row.file_name))
    return members
