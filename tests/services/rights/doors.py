"""For each right that no step needs: a service that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lib.domain.access import Action
from lib.domain.nomination_workflow import Level
from lib.errors import AppError, Denied, NotFound
from lib.services.acts import new_act
from lib.services.audit import log
from lib.services.awards import council, decision_board, exemplars
from lib.services.campaigns import campaigns
from lib.services.checklist import checklist
from lib.services.connections import connections
from lib.services.desk import desks
from lib.services.evidence import evidence_files, evidence_holders
from lib.services.jobs import jobs
from lib.services.nominations import nominations
from lib.services.operation import backup, upkeep
from lib.services.packages import loading
from lib.services.packages.reading import Incoming
from lib.services.papers import paper_templates, papers, unit_reports
from lib.services.people import account, confirmations, people_list, unit_list
from lib.services.reports import exports, summary
from tests import small_campaign
from tests.services.rights.rehearsal import Rehearsal
from tests.services.rights.scene import Scene
from tests.services.rights.who import Try

Door = Callable[[Any, Scene, Try], object]


def _item(db: Any, scene: Scene, one: Try) -> object:
    return checklist.opened_item(
        db, one.actor, scene.campaign, unit_id=scene.units[one.owner],
        task_code=small_campaign.HELD,
    )  # fmt: skip


def _restore(db: Any, scene: Scene, one: Try) -> object:
    held = evidence_holders.OfItem(scene.units[one.owner], scene.task_id)
    return db.read(lambda tx: held.restore_grant(tx, one.actor))


def _nomination(db: Any, scene: Scene, one: Try) -> object:
    key = scene.nominations[one.owner, Level.AGENCY]
    return nominations.opened(db, one.actor, scene.campaign, key)


def _unit_papers(db: Any, scene: Scene, one: Try) -> object:
    # Always of the actor's own unit.
    return papers.make_unit_pack(db, one.actor, scene.campaign)


def _unit_report(db: Any, scene: Scene, one: Try) -> object:
    # The campaign asks for none, which who may not ask for one does not learn.
    return unit_reports.report(db, one.actor, scene.campaign, scene.units[one.owner])


DOORS: Mapping[Action, Door] = {
    Action.ACCOUNT_SELF: lambda db, _, one: account.own_account(db, one.actor),
    Action.DESK_VIEW: lambda db, _, one: desks.of_person(db, one.actor),
    Action.PLAN_VIEW: lambda db, _, one: campaigns.campaigns(db, one.actor),
    Action.SUMMARY_VIEW: lambda db, scene, one: summary.units(db, one.actor, scene.campaign),
    Action.ITEM_VIEW: _item,
    Action.EVIDENCE_RESTORE: _restore,
    Action.EVIDENCE_ZIP: lambda db, scene, one: evidence_files.zip_of(
        db, one.actor, scene.campaign
    ),
    Action.CAMPAIGN_LOAD: lambda db, _, one: loading.tried(db, one.actor, Incoming("x.yaml", [])),
    Action.EXPORT_CSV: lambda db, scene, one: exports.columns(
        db, one.actor, scene.campaign, "items"
    ),
    Action.CONNECTION_MANAGE: lambda db, scene, one: connections.listed(
        db, one.actor, scene.campaign
    ),
    Action.NOMINATION_VIEW: _nomination,
    Action.COUNCIL_VIEW: lambda db, scene, one: council.meetings(db, one.actor, scene.campaign),
    Action.DECISION_VIEW: lambda db, scene, one: decision_board.board(
        db, one.actor, scene.campaign
    ),
    Action.HONOUR_VIEW: lambda db, scene, one: exemplars.board(db, one.actor, scene.campaign),
    Action.PAPERS_UNIT: _unit_papers,
    Action.UNIT_REPORT_MAKE: _unit_report,
    Action.PAPERS_MAKE: lambda db, scene, one: papers.choices(db, one.actor, scene.campaign),
    Action.FILES_OWN: lambda db, _, one: jobs.mine(db, one.actor),
    Action.TEMPLATES_MANAGE: lambda db, _, one: paper_templates.listed(db, one.actor),
    Action.PEOPLE_MANAGE: lambda db, _, one: people_list.units(db, one.actor),
    Action.CONFIRMATION_DECIDE: lambda db, _, one: confirmations.waiting(db, one.actor),
    Action.UNITS_MANAGE: lambda db, _, one: unit_list.units(db, one.actor, unit_list.Filter()),
    Action.AUDIT_VIEW: lambda db, _, one: log.units(db, one.actor),
    Action.AUDIT_CAMPAIGN: lambda db, scene, one: log.entries(
        db, one.actor, scene.campaign, log.Filter()
    ),
    Action.AUDIT_INSTALLATION: lambda db, _, one: log.entries(db, one.actor, None, log.Filter()),
    Action.BACKUP_MAKE: lambda db, _, one: backup.backups(db, one.actor),
    Action.UPKEEP_ANNOUNCE: lambda db, _, one: upkeep.stored(db, one.actor),
    Action.UPKEEP_FREEZE: lambda db, _, one: upkeep.freeze(
        db, one.actor, act_id=new_act(), is_frozen=False
    ),
}
OF_A_UNIT = frozenset(
    {Action.ITEM_VIEW, Action.EVIDENCE_RESTORE, Action.NOMINATION_VIEW, Action.UNIT_REPORT_MAKE}
)
"""Those that are asked for on a thing of the owner's; the others for any thing at all."""


def is_open(rehearsed: Rehearsal, scene: Scene, action: Action, one: Try) -> bool:
    """Whether the service lets the actor in, whatever comes of it then."""
    try:
        DOORS[action](rehearsed, scene, one)
    except Denied:
        return False
    except NotFound as missing:
        return missing.reason != "nomination"
    except AppError:
        return True
    return True
