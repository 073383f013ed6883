"""One page for leaders out of the figures of a report: what came of it, what is late, what waits.

Sentences are as long as their names, so few are named and long ones are cut: it stays one page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from lib.domain import evaluations
from lib.domain.decisions import DecisionState
from lib.domain.exports import Snapshot
from lib.domain.nomination_workflow import State as NominationState
from lib.domain.papers.leader_brief import BriefGroup, LeaderBrief
from lib.domain.papers.paper_parts import written_date
from lib.domain.papers.papers import PaperData
from lib.domain.reports.counted import NOTHING
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.report import State
from lib.domain.reports.sentences import compose
from lib.domain.reports.told import Told
from lib.domain.vietnamese import capital, format_number, share_in_text

MOST_GROUPS: Final = 7
"""More are told as one row."""
_NAMED: Final = 3
"""So many units are named."""
_UNIT_LETTERS: Final = 25
_GROUP_LETTERS: Final = 38
_SUBJECT_LETTERS: Final = 190
_SUBJECTS: Final = {ReportKind.CLOSING: "kết quả", ReportKind.INTERIM: "kết quả sơ kết"}
_RESULT: Final = (
    "Các đơn vị đã hoàn thành {xong}/{giao} lượt nhiệm vụ bắt buộc[[, đạt {ty_le}]]; đúng hạn "
    "{dung_han}, chậm {cham}, quá hạn {qua_han}; {don_vi_du|02}/{don_vi|02} đơn vị hoàn thành tất "
    "cả nhiệm vụ bắt buộc."
)
_PROVINCE: Final = (
    "[[; đã trình cấp trên tặng Bằng khen cho {da_trinh.tinh.ca_hai}]]"
    "[[; cấp trên đã tặng Bằng khen cho {khen.tinh.ca_hai}]]."
)
_AWARDED: Final = f"Giám đốc đã tặng Giấy khen cho {{khen.co_quan.ca_hai}}{_PROVINCE}"
_NOT_AWARDED: Final = f"Chưa có quyết định tặng Giấy khen nào được công bố{_PROVINCE}"
_UNCHECKED: Final = (
    "{cho} lượt đã hoàn thành chưa được Văn phòng xác nhận[[; {tra_lai} lượt đang bị trả lại]]."
)
_RETURNED: Final = "{tra_lai} lượt nhiệm vụ đang bị trả lại."
_NOTHING_LATE: Final = "Không có nhiệm vụ quá hạn."
_WAITS: Final = "{what}. {office} kính trình Lãnh đạo xem xét, quyết định./."
_NOTHING_WAITS: Final = (
    "Không có việc chờ Lãnh đạo quyết định. {office} kính báo cáo Lãnh đạo xem xét./."
)
_COUNTS: Final = ("giao", "xong", "qua_han")


def told(
    counted: Told, paper: PaperData, kind: ReportKind, *, state: State | None, is_draft: bool
) -> LeaderBrief:
    """All of the page.

    Args:
        paper: what every paper of the campaign tells.
        state: of the report whose figures these are; None where nobody has begun one.
    """
    day = written_date(counted.figures.facts.snapshot.day, None)
    subject = f"Tóm tắt {_SUBJECTS[kind]} {paper.campaign.movement}"
    has_award = counted.value("khen.co_quan").number
    return LeaderBrief(
        subject=_cut(subject, _SUBJECT_LETTERS),
        addressee=f"Lãnh đạo {paper.agency.name}",
        opening=f"{paper.office.name} báo cáo tóm tắt, số liệu tính đến {day}:",
        results=tuple(
            compose(one, counted).text for one in (_RESULT, _AWARDED if has_award else _NOT_AWARDED)
        ),
        groups=tuple(_groups(counted)),
        late=tuple(_late(counted)),
        waiting=_waiting(counted.figures.facts.snapshot, kind, state, paper.office.name),
        is_draft=is_draft,
    )


def _groups(counted: Told) -> Iterator[BriefGroup]:
    groups = counted.figures.facts.snapshot.groups
    shown = groups if len(groups) <= MOST_GROUPS else groups[: MOST_GROUPS - 1]
    for group in shown:
        name = f"{group.code}. {group.short_title}"
        yield _group(_cut(name, _GROUP_LETTERS), _numbers(counted, [group.code]))
    rest = [group.code for group in groups[len(shown) :]]
    if rest:
        yield _group(f"{len(rest)} nhóm khác", _numbers(counted, rest))
    yield _group("Tổng cộng", _numbers(counted, [""]), is_total=True)


def _numbers(counted: Told, codes: Sequence[str]) -> list[int]:
    """What the groups come to together, in the order of `_COUNTS`; "" is the campaign."""
    return [
        sum(int(counted.value(f"{code}.{name}" if code else name).number or 0) for code in codes)
        for name in _COUNTS
    ]


def _group(name: str, numbers: Sequence[int], *, is_total: bool = False) -> BriefGroup:
    assigned, complete, overdue = numbers
    share = share_in_text(Fraction(complete, assigned)) if assigned else NOTHING
    return BriefGroup(
        name, format_number(assigned), format_number(complete), format_number(overdue), share,
        is_total,
    )  # fmt: skip


def _late(counted: Told) -> Iterator[str]:
    rows = counted.figure("qua_han").rows
    by_unit = Counter(row.unit_code for row in rows)
    names = {one.code: _cut(one.short_name, _UNIT_LETTERS) for one in counted.figures.facts.units}
    if rows:
        most = [f"{names[code]} ({count})" for code, count in by_unit.most_common()]
        which = ", nhiều nhất: " if len(most) > _NAMED else ": "
        said = compose(f"Quá hạn {{qua_han}} lượt ở {len(by_unit):02} đơn vị", counted).text
        yield f"{said}{which}{', '.join(most[:_NAMED])}."
    else:
        yield _NOTHING_LATE
    silent = [names[one.code] for one in counted.figures.facts.silent]
    if silent:
        others = f" và {len(silent) - _NAMED:02} đơn vị khác" if len(silent) > _NAMED else ""
        said = compose("{don_vi_im_lang|02} đơn vị chưa hoàn thành nhiệm vụ nào: ", counted).text
        yield f"{said}{', '.join(silent[:_NAMED])}{others}."
    if counted.value("cho").number:
        yield compose(_UNCHECKED, counted).text
    elif counted.value("tra_lai").number:
        yield compose(_RETURNED, counted).text


def _waiting(snapshot: Snapshot, kind: ReportKind, state: State | None, office: str) -> str:
    """As in "Quyết định khen thưởng 05 trường hợp …; ký Báo cáo tổng kết. Văn phòng …./."."""
    what = "; ".join(_decisions(snapshot, kind, state))
    if not what:
        return _NOTHING_WAITS.format(office=office)
    return _WAITS.format(what=capital(what), office=office)


def _decisions(snapshot: Snapshot, kind: ReportKind, state: State | None) -> Iterator[str]:
    voted = sum(
        line.state == NominationState.VOTED
        for lines in snapshot.nominations.values()
        for line in lines
    )
    proposed = sum(
        line.state == evaluations.State.PROPOSED for line in snapshot.evaluations.values()
    )
    drafts = sum(one.state == DecisionState.PREPARED for one in snapshot.decisions)
    if voted:
        yield f"quyết định khen thưởng {voted:02} trường hợp Hội đồng đã biểu quyết"
    if drafts:
        yield f"ký {drafts:02} dự thảo quyết định khen thưởng"
    if proposed:
        yield f"kết luận đánh giá {proposed:02} đơn vị đã có đề xuất của Văn phòng"
    if state == State.READY:
        yield f"ký Báo cáo {'tổng kết' if kind == ReportKind.CLOSING else 'sơ kết'}"


def _cut(name: str, letters: int) -> str:
    """The name, or its first words where it is too long."""
    if len(name) <= letters:
        return name
    return name[:letters].rsplit(" ", 1)[0].rstrip(" ,;-")
