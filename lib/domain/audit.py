"""The events the audit log knows, each with the keys its detail may carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

EVENTS: Mapping[str, frozenset[str]] = {
    "agency.set_up": frozenset({"name", "superior", "campaign"}),
    "account.sign_in": frozenset({"browser", "failures"}),
    "account.sign_in_failed": frozenset({"browser", "failures", "left_out"}),
    "account.sign_in_locked": frozenset({"what", "failures", "until"}),
    "account.strange_sign_in": frozenset({"browser"}),
    "account.confirm_sign_in": frozenset({"sign_in"}),
    "account.forget_device": frozenset({"browser", "sessions"}),
    "account.wrong_password": frozenset({"failures", "left_out"}),
    "account.sign_out": frozenset(),
    "account.wrong_second_factor": frozenset({"failures", "left_out"}),
    "account.prove_second_factor": frozenset(),
    "account.use_recovery_code": frozenset({"left"}),
    "account.set_up_second_factor": frozenset(),
    "account.new_recovery_codes": frozenset(),
    "account.remove_second_factor": frozenset(),
    "account.reset_second_factor": frozenset(),
    "account.second_factor_rule": frozenset({"is_rule"}),
    "account.create": frozenset({"username", "unit", "roles", "alone"}),
    "account.change": frozenset({"changed", "before", "after", "alone"}),
    "account.reset_password": frozenset({"alone"}),
    "account.propose": frozenset({"kind", "roles"}),
    "account.confirm": frozenset({"kind", "roles", "proposed_by"}),
    "account.decline": frozenset({"kind", "roles", "proposed_by"}),
    "account.withdraw": frozenset({"kind", "roles"}),
    "account.change_password": frozenset(),
    "account.close": frozenset(),
    "account.reopen": frozenset(),
    "account.end_sessions": frozenset({"count"}),
    "account.import": frozenset({"file", "added", "changed_rows", "same", "skipped", "faulty"}),
    "account.undo_import": frozenset({"file", "added", "changed_rows"}),
    "unit.create": frozenset({"code", "name"}),
    "unit.rename": frozenset({"before", "after", "valid_from"}),
    "unit.change": frozenset({"changed", "before", "after"}),
    "unit.close": frozenset({"closed_on"}),
    "unit.reopen": frozenset(),
    "unit.import": frozenset({"file", "added", "changed_rows", "same", "skipped", "faulty"}),
    "unit.undo_import": frozenset({"file", "added", "changed_rows"}),
    "campaign.start": frozenset({"code", "reason"}),
    "campaign.close": frozenset({"code", "reason", "open"}),
    "campaign.ask_reopen": frozenset({"code", "reason"}),
    "campaign.reopen": frozenset({"code", "reason"}),
    "campaign.drop_reopen": frozenset({"code", "reason"}),
    "campaign.load": frozenset({"code", "tasks", "items"}),
    "campaign.reload": frozenset({"code", "tasks", "items", "forms"}),
    "report.begin": frozenset({"kind"}),
    "report.write": frozenset({"section", "version"}),
    "report.take_figures": frozenset({"section", "version"}),
    "report.give_back": frozenset({"section", "version"}),
    "report.ready": frozenset({"sha256", "snapshot", "revision"}),
    "report.resume": frozenset({"reason"}),
    "report.sign": frozenset({"number", "signed_on", "signer"}),
    "report.put_scan": frozenset({"file", "sha256", "revision", "reason"}),
    "report.open_scan": frozenset({"revision"}),
    "report.outline": frozenset({"version"}),
    "item.save": frozenset({"version", "status"}),
    "item.send": frozenset({"items"}),
    "item.recall": frozenset({"items"}),
    "item.receive": frozenset({"items"}),
    "item.verify": frozenset({"items"}),
    "item.return": frozenset({"items", "reason", "due_on"}),
    "quality.accept": frozenset({"items", "unit", "rules", "reason"}),
    "quality.withdraw": frozenset({"items", "unit", "rules"}),
    "notice.send": frozenset({"number", "unit"}),
    "notice.forward": frozenset({"number", "to", "forwarded_on"}),
    "notice.close": frozenset({"number", "reason"}),
    "notice.reopen": frozenset({"number"}),
    "opinion.send": frozenset({"topic"}),
    "opinion.receive": frozenset({"opinions"}),
    "opinion.group": frozenset({"name"}),
    "opinion.answer": frozenset({"public"}),
    "opinion.forward": frozenset({"to", "forwarded_on"}),
    "opinion.close": frozenset({"reason"}),
    "opinion.reopen": frozenset(),
    "opinion.rules": frozenset({"anonymous", "address"}),
    "own_task.add": frozenset({"name", "group", "inner_due_on", "assignee"}),
    "own_task.change": frozenset({"name", "changed", "before", "after"}),
    "own_task.tick": frozenset({"name"}),
    "own_task.untick": frozenset({"name"}),
    "own_task.drop": frozenset({"name"}),
    "own_task.assign": frozenset({"inner_due_on", "assignee", "version"}),
    "document.save": frozenset({"number", "version"}),
    "document.attach": frozenset({"number", "file", "sha256"}),
    "document.publish": frozenset({"number", "edition", "sha256", "asks_again"}),
    "document.drop": frozenset({"number"}),
    "document.withdraw": frozenset({"number", "reason"}),
    "document.acknowledge": frozenset({"number", "unit", "edition", "sha256", "people", "version"}),
    "document.read": frozenset({"number", "edition", "sha256"}),
    "document.open": frozenset({"number", "edition"}),
    "evidence.add": frozenset({"unit", "task", "nomination", "part", "question", "files"}),
    "evidence.revise": frozenset({"unit", "task", "files"}),
    "evidence.rename": frozenset({"unit", "task", "nomination", "before", "after"}),
    "evidence.remove": frozenset({"unit", "task", "nomination"}),
    "evidence.restore": frozenset({"unit", "task", "nomination"}),
    "evidence.reuse": frozenset({"unit", "task", "nomination", "part"}),
    "nomination.save": frozenset({"unit", "version", "name", "person"}),
    "nomination.send": frozenset({"unit"}),
    "nomination.recall": frozenset({"unit"}),
    "nomination.withdraw": frozenset({"unit", "reason"}),
    "nomination.receive": frozenset({"unit"}),
    "nomination.check": frozenset({"unit", "opinion", "passed_over", "warnings"}),
    "nomination.return": frozenset({"unit", "reason", "due_on"}),
    "nomination.award": frozenset({"unit", "reason"}),
    "nomination.decline": frozenset({"unit", "reason"}),
    "nomination.propose": frozenset({"unit", "reason"}),
    "nomination.rescind": frozenset({"unit", "reason", "decision"}),
    "nomination.record_refusal": frozenset({"unit", "reason"}),
    "council.open": frozenset({"title", "held_on"}),
    "council.change": frozenset({"version", "reason"}),
    "council.members": frozenset({"version", "members", "present", "reason"}),
    "council.table": frozenset({"nominations"}),
    "council.untable": frozenset({"nominations"}),
    "council.vote": frozenset({"nomination", "counts", "conclusion", "reason"}),
    "council.recuse": frozenset({"nomination", "name", "tie", "reason"}),
    "council.unrecuse": frozenset({"nomination", "name", "tie", "reason"}),
    "council.close": frozenset({"nominations"}),
    "decision.prepare": frozenset({"award", "title", "nominations"}),
    "decision.change": frozenset({"title", "nominations"}),
    "decision.record": frozenset({"award", "number", "signed_on", "signer", "nominations"}),
    "decision.release": frozenset({"number", "signed_on", "signer", "nominations"}),
    "decision.rescind": frozenset({"number", "reason", "nominations"}),
    "exemplar.save": frozenset({"unit", "version", "name"}),
    "exemplar.send": frozenset({"unit", "name"}),
    "exemplar.return": frozenset({"unit", "name", "reason"}),
    "exemplar.publish": frozenset({"unit", "name"}),
    "exemplar.tell": frozenset({"unit", "name", "version"}),
    "exemplar.withdraw": frozenset({"unit", "name", "reason"}),
    "evaluation.save": frozenset({"unit", "version"}),
    "evaluation.send": frozenset({"unit", "label"}),
    "evaluation.recall": frozenset({"unit"}),
    "evaluation.return": frozenset({"unit", "reason", "due_on"}),
    # Without the label: who has not assessed a unit yet is not to read it here.
    "evaluation.assess": frozenset({"unit", "version"}),
    "evaluation.propose": frozenset({"unit", "label", "reason", "hint", "own_unit", "points"}),
    "evaluation.withdraw": frozenset({"unit"}),
    "evaluation.send_back": frozenset({"unit", "reason"}),
    "evaluation.conclude": frozenset({"unit", "label", "reason", "points"}),
    "evaluation.save_answer": frozenset({"unit", "version"}),
    "evaluation.answer": frozenset({"unit"}),
    "evaluation.rule": frozenset({"label", "version", "name", "rule"}),
    "export.zip": frozenset({"what", "files"}),
    # Told until packs of papers were asked for like other files.
    "export.papers": frozenset({"what", "papers"}),
    "export.ask": frozenset({"what", "file"}),
    "export.cancel": frozenset({"what", "file"}),
    "export.take": frozenset({"what", "file", "sha256", "size_bytes"}),
    "export.heads": frozenset({"chains"}),
    "export.print": frozenset({"what", "rows"}),
    "evidence.open": frozenset({"unit", "revision"}),
    "template.open": frozenset(),
    "backup.restore": frozenset({"name", "made_at"}),
    "audit.erase": frozenset({"chain", "until", "events", "what"}),
    "template.put": frozenset({"file", "sha256"}),
    "template.put_back": frozenset(),
    "export.bundle": frozenset(),
    "backup.load_bundle": frozenset({"rows", "files"}),
    "connection.create": frozenset({"name", "tables", "expires_on"}),
    "connection.revoke": frozenset({"name", "requests", "rows"}),
    # Once an hour for each table: `rows` it has, and what was read since the last telling.
    "connection.read": frozenset({"name", "what", "rows", "requests", "rows_before"}),
    "connection.refuse": frozenset({"failures", "left_out"}),
    "plan.change": frozenset({"what", "code"}),
    "plan.publish": frozenset({"rows"}),
    "plan.drop": frozenset(),
    "plan.undo_import": frozenset({"file", "added", "changed_rows"}),
    "plan.import": frozenset({"file", "added", "changed_rows", "same", "skipped", "faulty"}),
    "intake.begin": frozenset({"file", "rows"}),
    "intake.change": frozenset({"what", "line", "items"}),
    "intake.make": frozenset({"code"}),
    "export.campaign": frozenset({"rows"}),
    "export.package": frozenset({"files"}),
    "export.csv": frozenset({"what", "rows", "as_of"}),
    "export.xlsx": frozenset({"what", "rows", "as_of"}),
    "backup.make": frozenset({"name", "size_bytes", "files"}),
}


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One act; `act_id` is its idempotency key."""

    act_id: UUID
    event: str
    happened_at: datetime
    account_id: UUID | None
    actor_name: str
    subject: str
    address: str | None = None
    campaign_id: UUID | None = None
    revision: int | None = None
    detail: Mapping[str, object] = field(default_factory=dict)


def require_declared(event: str, detail: Mapping[str, object]) -> None:
    """Nothing for an event that may be told; what was told by an older version may be another.

    Raises:
        ValueError: an event or a key of `detail` that EVENTS does not declare.
    """
    if event not in EVENTS:
        raise ValueError(f"undeclared audit event {event!r}")
    if extra := detail.keys() - EVENTS[event]:
        raise ValueError(f"undeclared keys in {event}: {sorted(extra)}")
