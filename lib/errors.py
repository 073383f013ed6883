"""Refusals a person can act on; the words for them are in lib/text."""

from __future__ import annotations

import errno
from typing import ClassVar, Final

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_RIGHT: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
DISK_ERRORS: Final = _NO_ROOM | _NO_RIGHT | {errno.EIO}


class AppError(Exception):
    """A refusal with a reason and the facts its sentence needs.

    Args:
        reason: one of REASONS; together with the class it chooses the sentence in lib/text.
        facts: values for the placeholders of that sentence.
    """

    REASONS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, reason: str, **facts: object) -> None:
        if reason not in self.REASONS:
            raise ValueError(f"{type(self).__name__} knows no reason {reason!r}")
        super().__init__(reason)
        self.reason = reason
        self.facts = facts

    def __str__(self) -> str:
        return f"{type(self).__name__}({self.reason}, {self.facts})"


class Invalid(AppError):
    """One value cannot be taken as typed; facts carry `field`, the label the person sees."""

    REASONS = frozenset(
        {
            "not_days", "rule_empty",
            "required", "too_long", "not_number", "not_whole", "too_small", "too_large",
            "not_date", "not_choice", "not_link", "too_many_links", "zero_denominator",
            "above_denominator", "above_other", "above_other_day", "below_other",
            "below_other_day", "lower_total", "control_characters", "date_too_early",
            "date_too_late", "not_username", "not_email", "short_password", "long_password",
            "weak_password", "same_password", "wrong_password", "passwords_differ",
            "wrong_code", "no_role", "not_code", "past_deadline", "past_election",
            "unreadable", "not_fraction",
            "not_clock", "above_count", "sum_differs", "not_head", "name_taken",
            "not_campaign_code", "not_swap",
            "not_step",
            "formula", "doubled_row", "no_unit", "not_listed",
            "rule_lost", "choice_twice", "limit_range", "operand_count",
            "column_count", "too_many_rows", "file_needed", "masked", "too_few_signs",
        }
    )  # fmt: skip


class Problems(AppError):
    """Several values cannot be taken; `problems` lists them in the order of the form."""

    REASONS = frozenset({"invalid"})

    def __init__(self, problems: list[Invalid]) -> None:
        super().__init__("invalid", count=len(problems))
        self.problems = problems


class BadUpload(AppError):
    """A file that a person uploads is not taken; facts carry `file`, its name."""

    REASONS = frozenset(
        {
            "too_large", "empty", "bad_name", "not_taken", "wrong_content", "heic", "old_office",
            "protected", "macros", "active", "nested", "bomb", "polyglot", "damaged",
            "too_many_pixels", "same_file", "item_full", "too_many", "active_document",
            "outside", "unchecked", "checks_busy", "not_pdf", "not_workbook", "too_many_rows",
            "too_wide", "no_heads", "heads", "no_rows", "other_unit", "other_campaign", "no_survey",
            "other_type", "question_full", "file_there",
            "package_twice", "package_unknown", "package_locked", "package_large",
            "package_damaged", "package_lacks", "package_manifest", "package_unlisted",
            "package_sum",
            "not_picture",
        }
    )  # fmt: skip


class BadTemplate(AppError):
    """A template of a paper is not taken; facts carry `file`, and `name`, what is meant in it."""

    REASONS = frozenset({"not_docx", "unknown_field", "code", "syntax", "broken"})


class BadPlan(AppError):
    """A plan cannot be read out of a file; facts carry `file`."""

    REASONS = frozenset(
        {
            "not_plan", "scan", "no_text", "not_text", "old_letters", "too_many_lines",
            "too_long_line", "too_much_text", "too_many_pages", "no_office", "unconverted",
        }
    )  # fmt: skip


class Refused(AppError):
    """A rule of the product does not allow this step now."""

    REASONS = frozenset(
        {
            "wrong_state", "locked", "not_ready", "unsaved", "unchanged", "own_work",
            "nil_not_allowed", "closed_campaign",
            "not_running", "last_admin", "already_set_up", "closed_unit", "closed_account",
            "last_office", "note_needed", "deadline_needed", "field_kind", "newer_figures",
            "nothing_ready", "not_reporting", "running_items", "code_needed",
            "own_account", "undo_over", "nomination_locked", "nomination_state",
            "nomination_not_ready", "reason_needed", "award_level", "own_nomination",
            "own_unit", "tie_needed", "recused_already", "not_stated", "not_member", "nobody_votes",
            "vote_unfit", "bad_instant", "future_instant", "before_campaign",
            "after_instant", "intake_unready", "plan_unready", "unmoved",
            "bad_choice",
            "warnings_open", "opinion_needed", "no_quorum", "votes_missing", "votes_entered",
            "conclusion_needed", "meeting_closed", "not_before_meeting", "one_chair",
            "decision_state", "decision_empty", "one_award", "other_decision", "exemplar_state",
            "consent_needed", "story_needed", "own_exemplar", "nothing_chosen",
            "campaign_state", "no_tasks", "reopen_asked", "reopen_not_asked", "second_side",
            "report_state", "report_begun", "report_held_back", "report_signed",
            "no_hand",
            "second_person", "lapsed", "no_roles_yet",
            "evaluation_state", "evaluation_reason", "evaluation_unsaved", "evaluation_lacking",
            "own_evaluation",
            "own_unit_evaluation", "answer_needed", "unreachable_label",
            "points_lacking", "points_reason", "points_given", "topics_kept",
            "second_factor_needed", "second_factor_rule", "no_second_factor", "too_many_jobs",
            "no_pdf", "connections_full", "newer_edition", "import_faults", "import_changed",
            "closed_row", "nothing_imported", "import_used",
            "field_used", "field_last", "field_awaited", "form_full",
            "fixed_lacks", "fixed_kind", "fixed_asked", "fixed_required", "fixed_choice",
            "fixed_barred",
            "own_task_state", "own_tasks_full", "inner_deadline",
            "document_state", "document_empty", "document_unprepared", "no_such_units",
            "finding_gone", "finding_state", "own_finding",
            "author_needed",
            "complaint", "no_anonymity", "opinions_a_day", "codes_tried", "anonymity_kept",
            "frozen", "bring_back_over",
            "opinion_state", "own_opinion", "one_topic", "notice_state", "own_notice",
            "no_mail_server",
            "digest_state", "digest_empty", "digest_gone", "digest_ended", "digest_lapsed",
            "nobody_to_remind", "clock_right",
            "no_demo",
            "nothing_to_urge",
            "comments_full", "comment_seen", "own_comment",
        }
    )  # fmt: skip


class Conflict(AppError):
    """Somebody else changed the row since it was read; never retried blindly."""

    REASONS = frozenset({"changed"})


class Duplicate(AppError):
    """A key, a unique value or a check of the schema refused the row."""

    REASONS = frozenset({"exists", "username", "unit_code"})


class Denied(AppError):
    """The actor may not do this, whatever the menu showed."""

    REASONS = frozenset(
        {
            "role", "unit", "signed_out", "must_change", "must_enrol", "credentials", "waiting",
            "wrong_second", "half_over", "key", "key_waiting",
        }
    )  # fmt: skip


class NotFound(AppError):
    """There is no such record, or the actor may not know of it."""

    REASONS = frozenset(
        {
            "item", "unit", "account", "campaign", "task", "page", "evidence", "nomination",
            "meeting", "decision", "exemplar", "paper", "nominees", "sign_in",
            "confirmation", "file", "report", "figure",
            "unit_report", "table", "connection", "question", "own_task", "document",
            "opinion", "opinion_code",
            "notice", "digest",
            "comment",
        }
    )  # fmt: skip


class Unavailable(AppError):
    """Storage cannot serve now; nothing was saved."""

    REASONS = frozenset(
        {
            "busy", "disk_full", "in_use", "missing_file", "missing_but_log", "damaged",
            "damaged_log", "reopened", "newer_schema", "changed_migration", "no_server",
            "no_checkpoint_room", "stopped", "bad_backup", "not_empty", "uncertain", "disk_error",
            "read_only", "cannot_open", "lost_file",
            "hashing_busy", "downloads_busy",
            "bad_bundle", "bundle_schema", "bundle_not_empty",
        }
    )  # fmt: skip


class BadFile(AppError):
    """A file that came in cannot be used; facts carry `file`, `line` and `detail`."""

    REASONS = frozenset({"syntax", "schema", "reference", "unreadable"})


def disk_refusal(error: OSError, path: object = "") -> Unavailable:
    """What the operating system's refusal means: no room, no right to write, or a failing disk.

    Args:
        path: what was to be read or written, where the error itself does not name it.
    """
    facts = {"path": str(path or error.filename or ""), "detail": str(error)[:300]}
    if error.errno in _NO_ROOM:
        return Unavailable("disk_full", **facts)
    if error.errno in _NO_RIGHT:
        return Unavailable("read_only", **facts)
    return Unavailable("disk_error", **facts)
