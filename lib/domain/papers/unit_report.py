"""What a unit's own report says: its fixed figures in sentences, beside what its head has typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from lib.domain.papers.number_words import counted
from lib.domain.papers.paper_parts import BLANK, paragraphs, written_date
from lib.domain.progress import Progress
from lib.domain.unit_reports import Figure, Figures, GroupFigures, TaskFigures, Told
from lib.domain.vietnamese import format_number, share_in_text

_TOLD: Final = {
    Told.DONE: "Kết quả",
    Told.UNDER_WAY: "Đang thực hiện",
    Told.NIL: "Không phát sinh",
    Told.RETURNED: "Đang bổ sung theo yêu cầu của Văn phòng",
    Told.MISSING: "Chưa báo cáo",
}
_COMPLETE: Final = (Told.DONE, Told.NIL)
_END: Final = "./."


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """One content group; `told` is all that the unit says of its tasks."""

    title: str
    told: str


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit's report, ready for its paper.

    Attributes:
        addressee: whom it goes to, as in "Văn phòng Sở".
        plan: the campaign's own paper as it is cited.
        as_of: the sentence that says of which day the figures are.
        is_fixed: whether they are those of what was sent.
        staff: how many people the unit has, or room to write it.
        progress: the sentence of its tasks; `optional`: of those it need not do, or nothing.
        awards: the sentence of its nominations.
        merits, limits, causes, proposals: paragraphs; none where nothing was typed.
    """

    addressee: str
    plan: str
    as_of: str
    is_fixed: bool
    staff: str
    progress: str
    optional: str
    groups: tuple[ReportGroup, ...]
    awards: str
    merits: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


def told(
    figures: Figures,
    typed: Sequence[str],
    *,
    addressee: str,
    plan: str,
    day: date,
    is_fixed: bool,
) -> UnitReport:
    """The report in words.

    Args:
        typed: merits, limits, causes and proposals; "" for what nobody has typed.
        day: of the figures.
    """
    merits, limits, causes, proposals = map(_typed, typed)
    return UnitReport(
        addressee=addressee,
        plan=plan,
        as_of=_as_of(day, addressee, is_fixed=is_fixed),
        is_fixed=is_fixed,
        staff=f"{BLANK} người" if figures.headcount is None else _people(figures.headcount),
        progress=_progress(figures.progress),
        optional=_optional(figures.progress),
        groups=tuple(ReportGroup(one.title, _group(one)) for one in figures.groups),
        awards=_awards(figures.collectives, figures.individuals),
        merits=merits,
        limits=limits,
        causes=causes,
        proposals=proposals,
    )


def _typed(text: str) -> tuple[str, ...]:
    # The paper ends once, behind its last words.
    lines = paragraphs(text)
    return tuple(f"{one.removesuffix(_END)}." if one.endswith(_END) else one for one in lines)


def _as_of(day: date, addressee: str, *, is_fixed: bool) -> str:
    written = written_date(day, None)
    if is_fixed:
        return f"Số liệu chốt {written}, khi gửi {addressee}."
    return f"Số liệu tạm tính đến {written}; báo cáo chưa gửi {addressee}."


def _people(count: int) -> str:
    return f"{format_number(count)} người"


def _progress(counts: Progress) -> str:
    if not counts.assigned:
        return "Đơn vị không được giao nhiệm vụ bắt buộc."
    share = share_in_text(Fraction(counts.complete, counts.assigned))
    done = f"{format_number(counts.complete)}/{format_number(counts.assigned)} ({share})"
    return (
        f"Được giao {format_number(counts.assigned)} nhiệm vụ bắt buộc; hoàn thành {done}, trong "
        f"đó đúng hạn {format_number(counts.on_time)}, sau hạn {format_number(counts.late)}, không "
        f"phát sinh {format_number(counts.nil)}; quá hạn chưa hoàn thành "
        f"{format_number(counts.overdue)}."
    )


def _optional(counts: Progress) -> str:
    if not counts.optional:
        return ""
    done = f"{format_number(counts.optional_complete)}/{format_number(counts.optional)}"
    return f"Ngoài ra hoàn thành {done} nhiệm vụ khuyến khích."


def _group(group: GroupFigures) -> str:
    done = sum(one.told in _COMPLETE for one in group.tasks)
    sentences = [f"hoàn thành {format_number(done)}/{format_number(len(group.tasks))} nhiệm vụ"]
    for state, head in _TOLD.items():
        its = [_task(one) for one in group.tasks if one.told == state]
        if its:
            sentences.append(f"{head}: {'; '.join(its)}")
    return ". ".join(sentences) + "."


def _task(task: TaskFigures) -> str:
    units = [one.unit for one in task.figures]
    # What is counted says which figure it is, unless two count the same.
    said = [
        one.value if one.unit and units.count(one.unit) == 1 else _labelled(one)
        for one in task.figures
    ]
    return f"{task.title} ({', '.join(said)})" if said else task.title


def _labelled(figure: Figure) -> str:
    return f"{figure.label[:1].lower()}{figure.label[1:]}: {figure.value}"


def _awards(collectives: int, individuals: int) -> str:
    if not collectives and not individuals:
        return "Đơn vị không gửi đề nghị khen thưởng."
    return (
        f"Đơn vị đã gửi đề nghị khen thưởng {counted(collectives)} tập thể, "
        f"{counted(individuals)} cá nhân."
    )
