"""Points and the ranking, as the unit, the Office and a leader see them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from lib.config import ROOT
from lib.domain.campaigns import CampaignState
from lib.services import clock
from lib.services.campaigns import campaigns, files
from tests.browser import office as offices
from tests.browser.office import DAYS_AHEAD
from tests.browser.test_evaluation import fill, pick
from tests.browser.visitor import Look
from tests.cast import HUNG, LAN, SON, VAN, YEN
from tests.support.acting import act_as_nobody

SCREEN, PHONE = Look(1366, height=768), Look(360)
POINTS = """
  points:
    suggested: true
    criteria:
      - {code: to_chuc, title: "Tổ chức, quán triệt", most: 40, step: 0.5, groups: [II.1]}
      - {code: bao_cao, title: "Báo cáo đúng hạn, đủ căn cứ", most: 60, step: 0.5}
      - {code: sang_kien, title: "Có sáng kiến được áp dụng", most: 5, weight: bonus}
      - {code: vi_pham, title: "Có vi phạm bị nhắc nhở", most: 10, weight: deduction}
    groups:
      - {code: hai_phong, name: "Khối hai phòng", units: [QLXD, QHKT]}
    ties: [on_time, times_returned]

details:
"""


def give_points(db) -> None:
    """The campaign as if its file had said so from the beginning."""
    path = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
    told = path.read_text("utf-8").replace("\ndetails:\n", POINTS)
    seed = files.read("bau-cu-2021.yaml", told.encode())
    act_as_nobody(
        db,
        lambda act: campaigns.load_campaign(
            act, seed, state=CampaignState.RUNNING, dates_moved=True,
            anchor_on=clock.today() + timedelta(days=DAYS_AHEAD),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("points")
    cache = tmp_path_factory.getbasetemp() / "cache"
    with offices.opened(office, folder, cache, give_points) as server:
        yield server


def assess(visitor, first: str) -> None:
    """A unit's own points and label, saved."""
    fill(visitor, "Điểm tiêu chí 1", first)
    fill(visitor, "Ghi chú tiêu chí 1", "Biên bản số 3 ngày 22/11")
    fill(visitor, "Điểm tiêu chí 2", "60")
    pick(visitor, "Hoàn thành")
    fill(visitor, "Lý do *", "Đã phổ biến đến toàn thể công chức")
    visitor.press("Lưu")
    visitor.sees(re.compile("Đã lưu "))


def ranks(visitor) -> list[list[str]]:
    """The rows of the ranking's table."""
    table = visitor.page.locator("table", has=visitor.page.locator("th", has_text="Hạng"))
    table.wait_for()
    return [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]


def test_from_a_units_points_to_the_ranking_of_its_group(enter):
    first = enter(HUNG, "assessment", SCREEN)
    first.sees("Tổng điểm:")
    assess(first, "35,5")
    first.sees("95,5/100 điểm")
    fill(first, "Điểm tiêu chí 4", "2,5")
    first.press("Lưu")
    first.sees("Điểm tiêu chí 4: điểm cho theo bước 1. Vui lòng nhập lại.")
    fill(first, "Điểm tiêu chí 4", "2")
    first.sees("93,5/100 điểm")
    first.press("Lưu")
    first.sees(re.compile("Đã lưu "))
    first.press("Gửi Văn phòng")
    first.sees("Đã gửi Văn phòng")

    office = enter(VAN, "evaluation?don_vi=QLXD", SCREEN)
    office.sees("Tiêu chí 1, tự chấm: Biên bản số 3 ngày 22/11")
    expect(office.page.get_by_role("textbox", name="Điểm tiêu chí 1", exact=True)).to_have_value(
        "35,5"
    )
    fill(office, "Điểm tiêu chí 1", "30")
    pick(office, "Hoàn thành")
    office.press("Lưu")
    office.sees("Chưa gửi được, còn thiếu: lý do khác điểm nêu trước (Tổ chức, quán triệt)")
    fill(office, "Lý do điểm tiêu chí 1", "Thiếu một hội nghị")
    office.press("Lưu")
    office.press("Gửi đề xuất: Hoàn thành, 88/100 điểm")
    office.sees("Đã đề xuất 1 đơn vị")
    assert office.sideways_px() == 0

    leader = enter(SON, "evaluation?don_vi=QLXD", SCREEN)
    leader.press("Kết luận như đề xuất: Hoàn thành, 88/100 điểm")
    leader.sees("Đã kết luận 1 đơn vị")
    leader.go("evaluation")
    leader.sees("Xếp hạng tạm: 1/2 đơn vị của nhóm đã được kết luận.")
    first.go("assessment")
    first.sees("Xếp hạng hiện ở đây sau khi mọi đơn vị trong nhóm được kết luận.")
    expect(first.page.get_by_text("Thiếu một hội nghị")).to_have_count(0)

    other = enter(YEN, "assessment", PHONE)
    assess(other, "28")
    other.press("Gửi Văn phòng")
    other.sees("Đã gửi Văn phòng")
    phone = enter(VAN, "evaluation?don_vi=QHKT", PHONE)
    pick(phone, "Hoàn thành")
    phone.press("Lưu")
    phone.press("Gửi đề xuất: Hoàn thành, 88/100 điểm")
    phone.sees("Đã đề xuất 1 đơn vị")
    assert phone.sideways_px() == 0
    leader.go("evaluation?don_vi=QHKT")
    leader.press("Kết luận như đề xuất: Hoàn thành, 88/100 điểm")
    leader.sees("Đã kết luận 1 đơn vị")

    leader.go("evaluation")
    # One report of the first unit was sent back, none of the other's.
    assert ranks(leader) == [["1", "Quy hoạch - Kiến trúc", "88"], ["2", "QL xây dựng", "88"]]
    leader.sees(re.compile("bằng điểm với Quy hoạch - Kiến trúc; tỷ lệ đúng hạn .*bị trả lại 1"))
    for visitor in (first, other):
        visitor.go("assessment")
        visitor.sees("Xếp hạng Khối hai phòng")
        assert [row[0] for row in ranks(visitor)] == ["1", "2"]
        assert visitor.sideways_px() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_with_points_have_no_barrier(enter, scheme):
    for person, path in ((LAN, "assessment"), (VAN, "evaluation"), (YEN, "assessment")):
        visitor = enter(person, path, Look(1366, scheme, height=768))
        assert visitor.barriers() == []
