"""A morning's digest from the Office's outbox to its person's inbox, and from there to the work."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from lib.domain.vietnamese import local_day
from lib.services import clock
from lib.services.reminders import composing
from tests.browser import office as offices
from tests.browser.visitor import Look
from tests.cast import HUNG, LAN, VAN
from tests.support.looks import walked_in


def due_today(db):
    """A task of every unit is due on the day, and the day's digests lie in the outbox."""
    today = local_day(clock.now())
    db.write(
        lambda tx: tx.run(
            """
            UPDATE items
            SET due_on = $1, work_status = 'not_started', verification = 'not_sent'
            WHERE task_id = (SELECT task_id FROM tasks WHERE code = 'II.4.2')
            """,
            [today],
        )
    )
    composing.compose(db)


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    folder, cache = tmp_path_factory.mktemp("site"), tmp_path_factory.getbasetemp() / "cache"
    with offices.opened(office, folder, cache, due_today) as server:
        yield server


@pytest.mark.parametrize(
    ("width", "reader"), walked_in((360, HUNG), (1366, LAN)), ids=["phone", "desk"]
)
def test_from_the_outbox_to_the_work(enter, width, reader):
    note = f"Xin báo cáo trong buổi sáng {width}."
    office = enter(VAN, "outbox", Look(width))
    office.choose_row(office.row_of(reader.full_name), x=140)
    office.sees("Sẽ gửi lúc")
    office.press("Sửa")
    office.page.get_by_role("textbox", name="Lời Văn phòng").fill(note)
    office.press("Lưu")
    office.sees("Đã sửa thư nhắc")
    assert office.sideways_px() == 0
    office.press("Gửi ngay")
    office.sees("người nhận thấy ngay")

    person = enter(reader, "reminders", Look(width))
    person.sees(note)
    assert person.sideways_px() == 0
    person.press("Đánh dấu đã đọc hết")
    expect(person.page.get_by_role("button", name="Đánh dấu đã đọc hết")).to_have_count(0)
    person.page.get_by_role("link", name="II.4.2").first.click()
    person.sees("Lưu")
    assert "item=II.4.2" in person.page.url
