"""What the figures of a campaign come to, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from lib.domain.summary import Summary, due_by
from lib.domain.vietnamese import format_number, format_share


def sentence(shown: Summary) -> Iterator[tuple[str, bool]]:
    """How far the campaign is, against what is due by now, and who holds it up.

    Yields:
        Its words piece by piece, each with whether it stands out.
    """
    total = shown.total
    if not total.assigned:
        yield "Chưa có nhiệm vụ nào phải báo cáo.", False
        return
    done = f"{format_number(total.complete)}/{format_number(total.assigned)}"
    yield format_share(total.completion), True
    yield f" nhiệm vụ đã hoàn thành ({done}), ", False
    yield from _pace(shown)
    yield f"; {_late(shown)}.", False


def _pace(shown: Summary) -> Iterator[tuple[str, bool]]:
    due = due_by(shown.trend, shown.day)
    ahead = round((shown.total.complete - due) * 100 / shown.total.assigned)
    if ahead < 0:
        yield f"chậm {-ahead} điểm", True
        yield " so với tiến độ", False
    else:
        yield f"nhanh hơn tiến độ {ahead} điểm" if ahead else "đúng tiến độ", False


def _late(shown: Summary) -> str:
    """Which units have most of what is overdue."""
    overdue = shown.total.overdue
    if not overdue:
        return "không có nhiệm vụ quá hạn"
    names = ", ".join(
        f"{unit.short_name} ({format_number(count)})" for unit, count in shown.most_late
    )
    held = sum(count for _, count in shown.most_late)
    if held == overdue:
        return f"{format_number(overdue)} nhiệm vụ quá hạn ở {names}"
    return f"{len(shown.most_late)} đơn vị chiếm {held * 100 // overdue} % việc quá hạn: {names}"
