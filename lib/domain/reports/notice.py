"""The notice of results out of the figures of a report of the same revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from lib.domain.exports import Snapshot
from lib.domain.nominations import AwardForm
from lib.domain.papers.paper_parts import how_many, written_date
from lib.domain.papers.papers import PaperData
from lib.domain.papers.report_paper import UnitRow
from lib.domain.papers.result_notice import EvaluatedUnit, RankedRow, ResultNotice
from lib.domain.reports import annexes
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.sentences import compose
from lib.domain.reports.told import Told
from lib.domain.vietnamese import format_number

_SUBJECTS: Final = {ReportKind.CLOSING: "Kết quả", ReportKind.INTERIM: "Kết quả sơ kết"}
_ENDED: Final = "đã kết thúc phong trào thi đua và thông báo kết quả"
_RESULTS: Final = (
    "Các đơn vị đã hoàn thành {xong}/{giao} lượt nhiệm vụ bắt buộc, đạt {ty_le}; đúng hạn "
    "{dung_han}, chậm {cham}, quá hạn {qua_han}.",
    "{don_vi_du|02}/{don_vi|02} đơn vị hoàn thành tất cả nhiệm vụ bắt buộc.",
)
_NOBODY: Final = "Đến ngày chốt số liệu chưa có quyết định khen thưởng nào được công bố."


def told(
    counted: Told, paper: PaperData, kind: ReportKind, *, has_ended: bool, is_draft: bool
) -> ResultNotice:
    """All of the notice.

    Args:
        paper: what every paper of the campaign tells.
        has_ended: whether the campaign has, which an interim notice does not say.
    """
    snapshot = counted.figures.facts.snapshot
    has_ended = has_ended and kind == ReportKind.CLOSING
    says = _ENDED if has_ended else f"thông báo {_SUBJECTS[kind].lower()} phong trào thi đua"
    day = written_date(snapshot.day, None)
    grounds = f"Thực hiện {paper.bases[-1].text}, " if paper.bases else ""
    units = evaluated(annexes.units(snapshot))
    return ResultNotice(
        subject=f"{_SUBJECTS[kind]} {paper.campaign.movement}",
        opening=f"{grounds}{paper.agency.name} {says}, số liệu tính đến {day}, như sau:",
        results=tuple(compose(one, counted).text for one in _RESULTS),
        awards=tuple(_awards(counted, snapshot.award_forms)) or (_NOBODY,),
        honours=tuple(annexes.awarded(snapshot)),
        honoured=how_many(*_honoured(counted, snapshot.award_forms)),
        units=units,
        ranking=tuple(_ranking(snapshot)) if units else (),
        is_draft=is_draft,
    )


def unconcluded(rows: Iterable[UnitRow]) -> tuple[str, ...]:
    """The units that nobody has concluded on."""
    return tuple(row.name for row in rows if not row.is_total and not row.result)


def evaluated(rows: tuple[UnitRow, ...]) -> tuple[EvaluatedUnit, ...]:
    """All of them, or none while some are open: a list with gaps would tell of these too."""
    if unconcluded(rows):
        return ()
    return tuple(
        EvaluatedUnit(row.number, row.name, row.result) for row in rows if not row.is_total
    )


def _ranking(snapshot: Snapshot) -> Iterator[RankedRow]:
    """Each group of units that is ranked; equal ranks in the agency's order."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for unit in snapshot.units:
        line = snapshot.evaluations.get(unit.unit_id)
        if line is not None and line.rank:
            if not line.concluded_points:
                # Concluded before there were points.
                return
            ranked = groups.setdefault(line.ranked_group, [])
            ranked.append((line.rank, unit.name, format_number(Decimal(line.concluded_points))))
    for name, ranked in groups.items():
        yield RankedRow("", name)
        for one in sorted(ranked, key=lambda one: int(one[0])):
            yield RankedRow(*one)


def _honoured(counted: Told, awards: Sequence[AwardForm]) -> Iterator[int]:
    """Collectives, then persons, as often as each is on the list."""
    for who in ("tap_the", "ca_nhan"):
        yield sum(len(counted.figure(f"khen.{one.code}.{who}").rows) for one in awards)


def _awards(counted: Told, awards: Iterable[AwardForm]) -> Iterator[str]:
    for award in awards:
        if counted.value(f"khen.{award.code}").number:
            told_of = f"{{khen.{award.code}.ca_hai}}[[ ({{quyet_dinh.{award.code}}})]]"
            given = award.name.split(" của ")[0]
            yield f"{award.decided_by} đã tặng {given} cho {compose(told_of, counted).text}."
