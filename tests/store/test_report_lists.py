"""The rows behind a figure, the sums of the answers, names of a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lib.domain.forms.fields import Field, Kind
from lib.domain.summary import Slice, UnitLabel
from lib.domain.units import UnitName
from lib.domain.workflow import Verification
from lib.store import report_lists, units
from lib.store.engine.db import Database
from lib.store.report_lists import Wanted
from tests.factories import BEGAN_ON, Made, a_campaign, a_form, a_task, put_item

TODAY = date(2021, 5, 23)
TWO_GROUPS = [a_task("II.1.1"), a_task("II.2.1")]


def found(db: Database, made: Made, wanted: Wanted, limit: int = 50) -> list[tuple[object, object]]:
    rows = db.read(
        lambda tx: report_lists.items(tx, made.campaign_id, TODAY, wanted, offset=0, limit=limit)
    )
    return [(row.unit_id, row.task_id) for row in rows]


def test_rows_are_filtered_by_unit_group_and_name(db):
    made = a_campaign(db, units=2, tasks=TWO_GROUPS)
    (first, second), (one, two) = made.unit_ids, made.task_ids

    assert found(db, made, Wanted(Slice.ASSIGNED, unit_id=second)) == [(second, one), (second, two)]
    assert len(found(db, made, Wanted(Slice.ASSIGNED, group_code="II.2"))) == 2
    assert found(db, made, Wanted(Slice.ASSIGNED, first, "II.2")) == [(first, two)]
    assert found(db, made, Wanted(Slice.ASSIGNED, None, "II.1", "dong so 2")) == [(second, one)]


def test_rows_come_in_pages_the_earliest_due_first(db):
    made = a_campaign(db, units=1, tasks=[a_task("II.1.1"), a_task("II.1.2", offset_days=-1)])
    wanted = Wanted(Slice.ASSIGNED)

    def page(offset: int) -> list[object]:
        rows = db.read(
            lambda tx: report_lists.items(
                tx, made.campaign_id, TODAY, wanted, offset=offset, limit=1
            )
        )
        return [row.task_id for row in rows]

    assert (page(0), page(1), page(2)) == ([made.task_ids[1]], [made.task_ids[0]], [])


def test_figures_are_added_up_over_the_items_that_count(db):
    form = a_form(
        "ty-le",
        Field("nguoi", "Người dự", Kind.PERCENT, numerator="Dự", denominator="Tổng"),
        Field("so_tien", "Số tiền", Kind.DECIMAL, unit="triệu đồng"),
    )
    made = a_campaign(db, units=3, tasks=[a_task("II.1.1", form=form)])
    answers = [
        '{"nguoi_num": 9, "nguoi_den": 10, "so_tien": "1.5"}',
        '{"nguoi_num": 1, "nguoi_den": 90}',
        '{"nguoi_num": 7, "nguoi_den": 7}',
    ]
    for unit_id, body in zip(made.unit_ids, answers, strict=True):
        put_item(
            db,
            unit_id,
            made.task_ids[0],
            answers=body,
            verification=Verification.RETURNED,
            is_active=body != answers[2],
        )

    totals = db.read(lambda tx: report_lists.part_totals(tx, made.campaign_id))

    assert [(one.part_key, one.total, one.items) for one in totals] == [
        ("nguoi_num", Decimal(10), 2),
        ("nguoi_den", Decimal(100), 2),
        ("so_tien", Decimal("1.5"), 1),
    ]


def test_a_unit_is_named_as_on_the_day_asked_for(db):
    made = a_campaign(db, units=1)
    unit_id = made.unit_ids[0]
    renamed_on = date(2021, 6, 1)
    db.write(
        lambda tx: units.rename_unit(
            tx, unit_id, UnitName(renamed_on, "Phòng Mới", "Mới"), seen_version=1
        )
    )

    def label(on: date) -> UnitLabel:
        found = db.read(lambda tx: report_lists.unit_labels(tx, [unit_id], on))
        assert list(found.values()) == db.read(lambda tx: report_lists.all_unit_labels(tx, on))
        return found[unit_id]

    assert label(BEGAN_ON) == UnitLabel(unit_id, "DV0001", "Phòng Đông số 1", "Phòng 1", 1)
    assert label(renamed_on) == UnitLabel(unit_id, "DV0001", "Phòng Mới", "Mới", 1)
