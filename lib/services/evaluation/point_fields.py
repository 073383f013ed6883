"""The fields that ask for points under a campaign's criteria, and what their answers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from lib.domain import evaluation_points
from lib.domain.campaigns import Campaign
from lib.domain.evaluation_points import (
    EVIDENCE,
    NOTE,
    NOTE_LIMIT,
    POINTS,
    Criterion,
    Scheme,
    Score,
    Scores,
)
from lib.domain.evidence import Evidence
from lib.domain.forms import kinds
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form
from lib.domain.forms.typed import canonical
from lib.domain.vietnamese import format_number
from lib.errors import Invalid, Problems
from lib.store import campaigns as campaigns_store
from lib.store import evidence as evidence_store
from lib.store.engine.db import Reader

Offered = Mapping[str, Sequence[Evidence]]
"""By criterion, the unit's files that may back it."""
_FILE: Final = "tep_"


def offered(tx: Reader, campaign: Campaign, unit_id: UUID, scheme: Scheme | None) -> Offered:
    """The files of the unit's reports, each under the criteria whose tasks it backs."""
    if scheme is None:
        return {}
    campaign_id = campaign.campaign_id
    group_of = {
        one.task_id: one.group_code for one in campaigns_store.tasks(tx, campaign_id, retired=True)
    }
    files = evidence_store.of_unit(tx, campaign_id, unit_id)
    found: dict[str, Sequence[Evidence]] = {}
    for criterion in scheme.criteria:
        backing = {
            one.evidence_id: one
            for one in files
            if one.task_id in group_of and _backs(criterion, group_of[one.task_id])
        }
        found[criterion.code] = tuple(backing.values())
    return found


def asked(scheme: Scheme, files: Offered, *, is_own: bool) -> list[Mapping[str, object]]:
    """The fields of all criteria, in their order.

    Args:
        is_own: for the unit, which names what backs its points; others say why theirs differ.
    """
    fields: list[Mapping[str, object]] = []
    for number, one in enumerate(scheme.criteria, start=1):
        fields.append(
            {
                "key": POINTS + one.code,
                "label": f"Điểm tiêu chí {number}",
                "kind": "decimal",
                "maximum": canonical(one.most),
                "help": f"Từ 0 đến {format_number(one.most)}, bước {format_number(one.step)}.",
            }
        )
        if is_own and files.get(one.code):
            choices = [
                {"key": file_key(file.evidence_id), "label": label}
                for file, label in zip(files[one.code], _labels(files[one.code]), strict=True)
            ]
            fields.append(
                {
                    "key": EVIDENCE + one.code,
                    "label": f"Minh chứng tiêu chí {number}",
                    "kind": "choices",
                    "choices": choices,
                }
            )
        label = f"Ghi chú tiêu chí {number}" if is_own else f"Lý do điểm tiêu chí {number}"
        told = "Giấy tờ làm căn cứ, cách tính." if is_own else "Bắt buộc khi khác điểm nêu trước."
        fields.append(
            {
                "key": NOTE + one.code, "label": label, "kind": "long_text",
                "max_length": NOTE_LIMIT, "help": told,
            }
        )  # fmt: skip
    return fields


def scores(scheme: Scheme | None, given: Mapping[str, Value]) -> Scores:
    """What the parsed answers of a form say; a note without points says nothing yet.

    Raises:
        Problems: points that are no multiple of their criterion's step.
    """
    found: list[Score] = []
    problems: list[Invalid] = []
    for number, one in enumerate(scheme.criteria if scheme else (), start=1):
        told = given.get(POINTS + one.code)
        note, files = given.get(NOTE + one.code), given.get(EVIDENCE + one.code)
        if told is None:
            if note or files:
                label = f"Điểm tiêu chí {number}"
                problems.append(Invalid("required", field=label, key=POINTS + one.code))
            continue
        points = Decimal(str(told))
        refused = evaluation_points.problem(one, points, f"Điểm tiêu chí {number}")
        if refused is not None:
            facts = {**refused.facts, "key": POINTS + one.code}
            problems.append(Invalid(refused.reason, **facts))
        keys = files if isinstance(files, list) else []
        found.append(Score(one.code, points, str(note or ""), tuple(map(_file_id, keys))))
    if problems:
        raise Problems(problems)
    return tuple(found)


def so_far(scheme: Scheme, form: Form, raw: Mapping[str, object]) -> Scores:
    """The points that could be stored by now, for a sum while typing."""
    fields = {one.key: one for one in form.fields}
    found = []
    for one in scheme.criteria:
        field = fields[POINTS + one.code]
        try:
            told = kinds.parse(field, raw).get(field.key)
        except Invalid:
            continue
        points = None if told is None else Decimal(str(told))
        if points is not None and evaluation_points.problem(one, points, field.label) is None:
            found.append(Score(one.code, points))
    return tuple(found)


def answers(given: Sequence[Score]) -> dict[str, Value]:
    """The scores as the answers of a form."""
    told: dict[str, Value] = {}
    for one in given:
        told[POINTS + one.code] = canonical(one.points)
        if one.evidence:
            told[EVIDENCE + one.code] = [file_key(each) for each in one.evidence]
        if one.note:
            told[NOTE + one.code] = one.note
    return told


def file_key(evidence_id: UUID) -> str:
    """What stands for a file among the choices."""
    return _FILE + evidence_id.hex


def _file_id(key: str) -> UUID:
    return UUID(hex=key.removeprefix(_FILE))


def _backs(criterion: Criterion, group: str) -> bool:
    return not criterion.content_groups or group in criterion.content_groups


def _labels(files: Sequence[Evidence]) -> list[str]:
    """Their titles, numbered: two files may have one title."""
    return [f"{number}. {one.title}" for number, one in enumerate(files, start=1)]
