"""Who may do what: one table, read by services, menu, docs and tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lib.domain.list_choices import UNCHOSEN, ListChoices
from lib.errors import Denied


class Role(StrEnum):
    STAFF = "staff"
    HEAD = "head"
    OFFICE = "office"
    LEADER = "leader"
    COUNCIL = "council"
    ADMIN = "admin"


FOREMOST: Sequence[Role] = (
    Role.LEADER, Role.OFFICE, Role.HEAD, Role.STAFF, Role.COUNCIL, Role.ADMIN,
)  # fmt: skip
"""Which of several roles says where a person's work begins."""


class Scope(StrEnum):
    OWN = "own"
    """The actor's home unit only."""
    OFFICE_UNIT = "office_unit"
    """Only what belongs to the Office's own unit."""
    ANY = "any"


class Action(StrEnum):
    ACCOUNT_SELF = "account.self"
    DESK_VIEW = "desk.view"
    PLAN_VIEW = "plan.view"
    SUMMARY_VIEW = "summary.view"
    ITEM_VIEW = "item.view"
    ITEM_SAVE = "item.save"
    ITEM_SEND = "item.send"
    ITEM_RECALL = "item.recall"
    ITEM_RECEIVE = "item.receive"
    ITEM_VERIFY = "item.verify"
    ITEM_RETURN = "item.return"
    COMMENT_UNIT = "comment.unit"
    COMMENT_OFFICE = "comment.office"
    QUALITY_REVIEW = "quality.review"
    OWN_TASK_EDIT = "own_task.edit"
    OWN_TASK_TICK = "own_task.tick"
    DOCUMENT_VIEW = "document.view"
    DOCUMENT_OVERVIEW = "document.overview"
    DOCUMENT_PUBLISH = "document.publish"
    DOCUMENT_PUBLISH_OWN = "document.publish_own"
    DOCUMENT_ACKNOWLEDGE = "document.acknowledge"
    OPINION_SEND = "opinion.send"
    OPINION_REVIEW = "opinion.review"
    NOTICE_VIEW = "notice.view"
    NOTICE_SEND = "notice.send"
    NOTICE_HANDLE = "notice.handle"
    REMINDER_VIEW = "reminder.view"
    REMINDER_MANAGE = "reminder.manage"
    NUMBER_SHOW = "number.show"
    EVIDENCE_RESTORE = "evidence.restore"
    EVIDENCE_ZIP = "evidence.zip"
    CAMPAIGN_LOAD = "campaign.load"
    CAMPAIGN_CLOSE = "campaign.close"
    CAMPAIGN_REOPEN = "campaign.reopen"
    REPORT_VIEW = "report.view"
    REPORT_EDIT = "report.edit"
    EVALUATION_EDIT = "evaluation.edit"
    EVALUATION_SEND = "evaluation.send"
    EVALUATION_REVIEW = "evaluation.review"
    EVALUATION_PROPOSE = "evaluation.propose"
    EVALUATION_CONCLUDE = "evaluation.conclude"
    EVALUATION_RULES = "evaluation.rules"
    EXPORT_CSV = "export.csv"
    CONNECTION_MANAGE = "connection.manage"
    NOMINATION_VIEW = "nomination.view"
    NOMINATION_EDIT = "nomination.edit"
    NOMINATION_SEND = "nomination.send"
    NOMINATION_RECEIVE = "nomination.receive"
    NOMINATION_CHECK = "nomination.check"
    NOMINATION_RETURN = "nomination.return"
    NOMINATION_DECIDE = "nomination.decide"
    COUNCIL_VIEW = "council.view"
    COUNCIL_MANAGE = "council.manage"
    DECISION_VIEW = "decision.view"
    DECISION_RELEASE = "decision.release"
    HONOUR_VIEW = "honour.view"
    EXEMPLAR_EDIT = "exemplar.edit"
    EXEMPLAR_PUBLISH = "exemplar.publish"
    PAPERS_UNIT = "papers.unit"
    PAPERS_MAKE = "papers.make"
    UNIT_REPORT_MAKE = "unit_report.make"
    FILES_OWN = "files.own"
    TEMPLATES_MANAGE = "templates.manage"
    PEOPLE_MANAGE = "people.manage"
    CONFIRMATION_DECIDE = "confirmation.decide"
    UNITS_MANAGE = "units.manage"
    AUDIT_VIEW = "audit.view"
    AUDIT_CAMPAIGN = "audit.campaign"
    AUDIT_INSTALLATION = "audit.installation"
    BACKUP_MAKE = "backup.make"
    UPKEEP_ANNOUNCE = "upkeep.announce"
    UPKEEP_FREEZE = "upkeep.freeze"
    HEALTH_DETAIL = "health.detail"


_EVERYONE = dict.fromkeys(Role, Scope.ANY)
_OWN_UNIT = {Role.STAFF: Scope.OWN, Role.HEAD: Scope.OWN}
_UNIT_AND_ABOVE = {**_OWN_UNIT, Role.OFFICE: Scope.ANY, Role.LEADER: Scope.ANY}
_OFFICE_DESK = {Role.OFFICE: Scope.ANY, Role.LEADER: Scope.OFFICE_UNIT}

POLICY: Mapping[Action, Mapping[Role, Scope]] = {
    Action.ACCOUNT_SELF: _EVERYONE,
    Action.DESK_VIEW: _EVERYONE,
    Action.PLAN_VIEW: _EVERYONE,
    Action.SUMMARY_VIEW: _EVERYONE,
    Action.ITEM_VIEW: _UNIT_AND_ABOVE,
    Action.ITEM_SAVE: _OWN_UNIT,
    Action.ITEM_SEND: {Role.HEAD: Scope.OWN},
    Action.ITEM_RECALL: {Role.HEAD: Scope.OWN},
    Action.ITEM_RECEIVE: _OFFICE_DESK,
    Action.ITEM_VERIFY: _OFFICE_DESK,
    Action.ITEM_RETURN: _OFFICE_DESK,
    # On an item: for its unit, and for the Office by whoever may receive it and has no part in it.
    Action.COMMENT_UNIT: _OWN_UNIT,
    Action.COMMENT_OFFICE: _OFFICE_DESK,
    # Never what is found on a report that they saved or sent themselves.
    Action.QUALITY_REVIEW: {Role.OFFICE: Scope.ANY},
    # What a unit adds to the plan for itself; who may see its items sees that too.
    Action.OWN_TASK_EDIT: {Role.HEAD: Scope.OWN},
    Action.OWN_TASK_TICK: _OWN_UNIT,
    # What the Office publishes for units, and what a unit publishes for its own people.
    Action.DOCUMENT_VIEW: _UNIT_AND_ABOVE,
    # All that the Office publishes, and which units have acknowledged it.
    Action.DOCUMENT_OVERVIEW: {Role.OFFICE: Scope.ANY, Role.LEADER: Scope.ANY},
    Action.DOCUMENT_PUBLISH: {Role.OFFICE: Scope.ANY},
    Action.DOCUMENT_PUBLISH_OWN: {Role.HEAD: Scope.OWN},
    # For the unit, or for oneself of a document of the unit's own.
    Action.DOCUMENT_ACKNOWLEDGE: _OWN_UNIT,
    # Named or anonymous; what the Office does with either is one right.
    Action.OPINION_SEND: _EVERYONE,
    Action.OPINION_REVIEW: {Role.OFFICE: Scope.ANY},
    # Of false information; nobody handles what they sent themselves.
    Action.NOTICE_VIEW: _UNIT_AND_ABOVE,
    Action.NOTICE_SEND: _OWN_UNIT,
    Action.NOTICE_HANDLE: {Role.OFFICE: Scope.ANY},
    # One's own inbox; and what goes to whom, with reminding at once.
    Action.REMINDER_VIEW: _EVERYONE,
    Action.REMINDER_MANAGE: {Role.OFFICE: Scope.ANY},
    # On record each time.
    Action.NUMBER_SHOW: {**_OWN_UNIT, Role.OFFICE: Scope.ANY},
    Action.EVIDENCE_RESTORE: {**_OWN_UNIT, Role.OFFICE: Scope.ANY},
    Action.EVIDENCE_ZIP: {Role.OFFICE: Scope.ANY},
    Action.CAMPAIGN_LOAD: {Role.OFFICE: Scope.ANY},
    Action.CAMPAIGN_CLOSE: {Role.OFFICE: Scope.ANY},
    # Asked for by one of the two and confirmed by the other: lib/domain/campaign_end.py.
    Action.CAMPAIGN_REOPEN: {Role.OFFICE: Scope.ANY, Role.LEADER: Scope.ANY},
    # The closing report, and interim ones.
    Action.REPORT_VIEW: {Role.OFFICE: Scope.ANY, Role.LEADER: Scope.ANY},
    Action.REPORT_EDIT: {Role.OFFICE: Scope.ANY},
    Action.EVALUATION_EDIT: _OWN_UNIT,
    Action.EVALUATION_SEND: {Role.HEAD: Scope.OWN},
    # The list of all units; each side acts on it by a right of its own.
    Action.EVALUATION_REVIEW: {Role.OFFICE: Scope.ANY, Role.LEADER: Scope.ANY},
    Action.EVALUATION_PROPOSE: {Role.OFFICE: Scope.ANY},
    Action.EVALUATION_CONCLUDE: {Role.LEADER: Scope.ANY},
    Action.EVALUATION_RULES: {Role.OFFICE: Scope.ANY},
    Action.EXPORT_CSV: {Role.OFFICE: Scope.ANY},
    # Making keys for programs, and revoking anybody's.
    Action.CONNECTION_MANAGE: {Role.OFFICE: Scope.ANY},
    # Council members read, besides, what is put before a meeting of theirs.
    Action.NOMINATION_VIEW: _UNIT_AND_ABOVE,
    Action.NOMINATION_EDIT: _OWN_UNIT,
    Action.NOMINATION_SEND: {Role.HEAD: Scope.OWN},
    Action.NOMINATION_RECEIVE: _OFFICE_DESK,
    Action.NOMINATION_CHECK: _OFFICE_DESK,
    Action.NOMINATION_RETURN: _OFFICE_DESK,
    Action.NOMINATION_DECIDE: {Role.LEADER: Scope.ANY},
    Action.COUNCIL_VIEW: {
        Role.OFFICE: Scope.ANY,
        Role.LEADER: Scope.ANY,
        Role.COUNCIL: Scope.ANY,
    },
    Action.COUNCIL_MANAGE: {Role.OFFICE: Scope.ANY},
    Action.DECISION_VIEW: {Role.OFFICE: Scope.ANY, Role.LEADER: Scope.ANY},
    Action.DECISION_RELEASE: {Role.OFFICE: Scope.ANY},
    Action.HONOUR_VIEW: _EVERYONE,
    Action.EXEMPLAR_EDIT: _OWN_UNIT,
    Action.EXEMPLAR_PUBLISH: {Role.OFFICE: Scope.ANY},
    Action.PAPERS_UNIT: _OWN_UNIT,
    Action.PAPERS_MAKE: {Role.OFFICE: Scope.ANY},
    Action.UNIT_REPORT_MAKE: {**_OWN_UNIT, Role.OFFICE: Scope.ANY},
    # The list of what one has asked for; each file asks for the right of its kind besides.
    Action.FILES_OWN: _EVERYONE,
    Action.TEMPLATES_MANAGE: {Role.OFFICE: Scope.ANY},
    Action.PEOPLE_MANAGE: {Role.ADMIN: Scope.ANY},
    # Never what they proposed themselves, and never what they would receive (decision 0030).
    Action.CONFIRMATION_DECIDE: {Role.ADMIN: Scope.ANY, Role.LEADER: Scope.ANY},
    Action.UNITS_MANAGE: {Role.ADMIN: Scope.ANY},
    # The page; each of its two logs has a right of its own.
    Action.AUDIT_VIEW: {Role.OFFICE: Scope.ANY, Role.LEADER: Scope.ANY, Role.ADMIN: Scope.ANY},
    Action.AUDIT_CAMPAIGN: {Role.OFFICE: Scope.ANY, Role.LEADER: Scope.ANY},
    Action.AUDIT_INSTALLATION: {Role.ADMIN: Scope.ANY},
    Action.BACKUP_MAKE: {Role.ADMIN: Scope.ANY},
    # What every page says of maintenance; and that nothing may be changed meanwhile.
    Action.UPKEEP_ANNOUNCE: {Role.OFFICE: Scope.ANY, Role.ADMIN: Scope.ANY},
    Action.UPKEEP_FREEZE: {Role.ADMIN: Scope.ANY},
    Action.HEALTH_DETAIL: {Role.ADMIN: Scope.ANY},
}

AWARDING: Collection[Action] = frozenset(
    {
        Action.NOMINATION_CHECK, Action.NOMINATION_DECIDE, Action.COUNCIL_VIEW,
        Action.COUNCIL_MANAGE, Action.DECISION_RELEASE,
    }
)  # fmt: skip
"""What leads to an award; a seat at the council begins with the right to read its papers."""
GUARDED: frozenset[Role] = frozenset(
    role for action in (*AWARDING, Action.PEOPLE_MANAGE) for role in POLICY[action]
)
"""Roles that one admin alone cannot give: those that award, and that of a further admin."""
CONFIRMING: frozenset[Role] = frozenset(POLICY[Action.CONFIRMATION_DECIDE])
"""Roles of which the second person has one."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An account as the database has it now."""

    account_id: UUID
    username: str
    full_name: str
    unit_id: UUID
    unit_name: str
    roles: frozenset[Role]
    session_id: UUID | None = None
    must_change: bool = False
    must_enrol: bool = False
    """It is the rule to have a second factor, and the account has none."""
    unread: int = 0
    """Digests in the inbox that are new; they come with the account, so that no run asks again."""
    lists: ListChoices = UNCHOSEN


def foremost(roles: Collection[Role]) -> Role | None:
    """The role that a person's first page is of; None without any."""
    return next((role for role in FOREMOST if role in roles), None)


def can(
    actor: Actor, action: Action, *, unit_id: UUID | None = None, is_office_unit: bool = False
) -> bool:
    """Whether some role of the actor gives the right.

    Args:
        unit_id: the unit that owns the thing; None asks "for any unit at all?", as the menu does.
        is_office_unit: whether that unit is the Office's own.
    """
    given = scopes(actor, action)
    if unit_id is None or Scope.ANY in given:
        return bool(given)
    if Scope.OFFICE_UNIT in given and is_office_unit:
        return True
    return Scope.OWN in given and unit_id == actor.unit_id


def scopes(actor: Actor, action: Action) -> set[Scope]:
    """How far the right reaches that the actor's roles give; empty without it."""
    if _first_of_all(actor, action) is not None:
        return set()
    given = POLICY[action]
    return {given[role] for role in actor.roles if role in given}


def check(
    actor: Actor, action: Action, *, unit_id: UUID | None = None, is_office_unit: bool = False
) -> None:
    """Raise Denied unless the actor may; a first password, or a second factor, comes before all."""
    first = _first_of_all(actor, action)
    if first is not None:
        raise Denied(first)
    if not can(actor, action, unit_id=unit_id, is_office_unit=is_office_unit):
        reason = "unit" if can(actor, action) else "role"
        raise Denied(reason, action=action.value)


def _first_of_all(actor: Actor, action: Action) -> str | None:
    """What the actor has to do before this; None for nothing."""
    if action == Action.ACCOUNT_SELF:
        return None
    if actor.must_change:
        return "must_change"
    return "must_enrol" if actor.must_enrol else None
