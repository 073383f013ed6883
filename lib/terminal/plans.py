"""A plan read out of a file, without a database: what was understood, and what is asked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Final

from lib import text
from lib.domain.files import Limits
from lib.domain.plan_text.as_data import as_data
from lib.domain.plan_text.nouns import Deadline, Group, Plan
from lib.domain.vietnamese import format_date, format_number
from lib.errors import BadFile
from lib.services.campaigns import plan_files
from lib.services.campaigns.plan_files import ReadPlan

_WIDTH: Final = 96
_UNSAID: Final = "(chưa có)"


def import_plan(arguments: argparse.Namespace) -> None:
    """Print a plan as it was understood; nothing is written."""
    if not arguments.dry_run:
        raise SystemExit(
            "Lệnh này chỉ đọc thử: vui lòng thêm --dry-run. Phong trào được tạo trong ứng dụng."
        )
    found = plan_files.read(arguments.file.name, _content(arguments))
    if arguments.json:
        print(json.dumps(_data(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_told(found)))


def _content(arguments: argparse.Namespace) -> bytes:
    """The bytes of the file, no more than are taken."""
    limit = Limits().file_bytes
    try:
        with arguments.file.open("rb") as opened:
            content: bytes = opened.read(limit + 1)
    except FileNotFoundError as error:
        raise BadFile(
            "unreadable", file=arguments.file.name, line=0, detail=text.FILE_PROBLEMS["no_file"]
        ) from error
    except IsADirectoryError as error:
        raise BadFile(
            "unreadable", file=arguments.file.name, line=0, detail=text.FILE_PROBLEMS["not_file"]
        ) from error
    except OSError as error:
        raise BadFile(
            "unreadable", file=arguments.file.name, line=0, detail=text.FILE_PROBLEMS["cannot_open"]
        ) from error
    return content


def _data(found: ReadPlan) -> dict[str, object]:
    data = as_data(found.plan)
    for told, question in zip(data["questions"], found.plan.questions, strict=True):
        told["question"] = text.question_line(question)
    read = {"file": found.name, "format": found.kind}
    return (
        read
        | data
        | {
            "warnings": list(found.warnings),
            "left_out": dict(found.left_out),
            "text": list(found.lines),
        }
    )


def _told(found: ReadPlan) -> Iterator[str]:
    """The plan as a page of text."""
    plan, head = found.plan, found.plan.head
    yield from (text.READ_WARNINGS[one] for one in found.warnings)
    yield f"{plan.kind or _UNSAID}: {plan.title or _UNSAID}"
    day = format_date(head.day) if head.day else _UNSAID
    yield f"Cơ quan: {head.agency or _UNSAID}"
    yield f"Số: {head.number or _UNSAID}. Ngày: {day}. Nơi: {head.place or _UNSAID}"
    if plan.theme:
        yield f"Chủ đề: “{plan.theme}”"
    yield from _listed(
        "Căn cứ", [f"{_short(one.text)} {_at(one.lines)}" for one in plan.legal_bases]
    )
    yield from _listed(
        "Căn cứ khác", [f"{_short(one.text)} {_at(one.lines)}" for one in plan.grounds]
    )
    yield ""
    yield "Nội dung"
    yield from _outline(plan.groups, "  ")
    yield ""
    yield from _listed(
        "Trách nhiệm", [f"{_short(one.unit)} {_at(one.lines)}" for one in plan.duties]
    )
    limits = [one for one in plan.deadlines if one.is_limit]
    yield from _listed(
        "Thời hạn trong văn bản",
        [f"{_stretch(one)} (“{one.words}”) {_at(one.lines)}" for one in limits],
    )
    yield from _listed("Nơi nhận", [one.text for one in plan.recipients])
    if plan.signer:
        rank = f"{plan.signer.rank} " if plan.signer.rank else ""
        yield f"Người ký: {plan.signer.title}: {rank}{plan.signer.name or _UNSAID}"
    yield from _listed(
        "Phụ lục, biểu mẫu", [f"{_short(one.title)} {_at(one.lines)}" for one in plan.annexes]
    )
    yield from _listed("Cần xem lại", [text.question_line(one) for one in plan.questions])
    yield from _listed(
        "Dòng chưa xếp được",
        [f"Dòng {no}: {_short(found.lines[no - 1].strip())}" for no in plan.unplaced],
    )
    yield from _counted(plan, found)


def _counted(plan: Plan, found: ReadPlan) -> Iterator[str]:
    total, left = len(plan.places), len(plan.unplaced)
    yield ""
    yield f"Đã xếp {format_number(total - left)} trên {format_number(total)} dòng có chữ."
    if left_out := text.left_out_line(found.left_out):
        yield left_out


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title}:"
        yield from (f"  - {one}" for one in lines)


def _outline(groups: Sequence[Group], indent: str) -> Iterator[str]:
    for one in groups:
        told = f"{one.title}: {one.text}" if one.title and one.text else one.title or one.text
        under = f" [{len(one.points)} ý]" if one.points else ""
        yield f"{indent}{one.code}. {_short(told)}{under} {_at(one.lines)}"
        yield from _outline(one.children, f"{indent}  ")


def _stretch(one: Deadline) -> str:
    if one.begins is None:
        return f"chậm nhất {format_date(one.ends)}"
    return (
        format_date(one.ends)
        if one.begins == one.ends
        else f"{format_date(one.begins)} đến {format_date(one.ends)}"
    )


def _at(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    return f"(dòng {lines[0]})" if lines[0] == lines[-1] else f"(dòng {lines[0]}–{lines[-1]})"


def _short(told: str) -> str:
    return told if len(told) <= _WIDTH else f"{told[:_WIDTH].rstrip()}…"
