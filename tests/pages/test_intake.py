"""The page that makes a campaign out of a plan's text."""

from __future__ import annotations

from datetime import date

import pytest

from lib.domain.campaigns import CampaignState
from lib.services.campaigns import campaigns
from tests.cast import MAI, VAN, Person
from tests.domain.plan_text.test_proposals import PLAN
from tests.pages.conftest import button

PAGE = "office/intake"


@pytest.fixture(autouse=True)
def _data(own_data):
    pass


def pasted(app, person: Person = VAN):
    at = app(person, PAGE)
    at.text_area(key="intake_pasted").set_value("\n".join(PLAN))
    return button(at, "Đọc phần đã dán").click().run()


def step(at, name: str):
    return at.get("segmented_control")[0].set_value(name).run()


def test_from_a_text_to_a_campaign(app, database):
    at = pasted(app)
    assert at.get("segmented_control")[0].value == "Văn bản"
    assert any("không dòng nào bị bỏ sót" in one.value for one in at.caption)
    outline = next(one.value for one in at.markdown if "**II** NỘI DUNG" in one.value)
    assert "Tổ chức hội nghị quán triệt" in outline

    step(at, "Tạo phong trào")
    assert at.button(key="intake_make").disabled
    fields = {one.label: one for one in (*at.text_input, *at.date_input)}
    fields["Mã phong trào"].set_value("TD-CCHC").run()
    at.date_input[0].set_value(date(2026, 12, 15)).run()
    at.date_input[1].set_value(date(2026, 11, 30)).run()
    assert not at.button(key="intake_make").disabled

    at.button(key="intake_make").click().run()

    assert any("Đã tạo phong trào TD-CCHC: 5 nhiệm vụ" in one.value for one in at.success)
    assert campaigns.find(database, "TD-CCHC").state == CampaignState.RUNNING


def test_it_is_gone_on_with_by_a_colleague(app):
    pasted(app, MAI)
    at = app(VAN, PAGE)

    button(at, "Làm tiếp").click().run()
    step(at, "Nhiệm vụ")

    (table,) = [one.value for one in at.get("data_editor") or at.dataframe if "Lấy" in one.value]
    assert list(table["Mã"])[:4] == ["I.1", "I.2", "II.1", "II.2.A"]
    assert dict(zip(table["Mã"], table["Lấy"], strict=True))["II.1"]


def test_a_line_is_said_to_be_no_task(app):
    at = pasted(app)
    line = PLAN.index("- Theo dõi, đôn đốc các đơn vị; tổng hợp báo cáo.") + 1
    at.query_params["dong"] = str(line)
    at.run()
    assert any(f"**Dòng {line}**" in one.value for one in at.markdown)

    button(at, "Không phải nhiệm vụ").click().run()

    step(at, "Nhiệm vụ")
    assert any("Lấy 4/9 ý" in one.value for one in at.caption)


def test_nothing_pasted_is_told(app):
    at = button(app(VAN, PAGE), "Đọc phần đã dán").click().run()

    assert len(at.error) == 1


def test_what_is_gone_leads_back(app):
    at = app(VAN, PAGE)
    at.query_params["mo"] = "01a22865-aa20-71ca-ab4b-6c89265b6330"
    at.run()

    assert any("không còn làm dở" in one.value for one in at.info)
    assert button(at, "Đọc phần đã dán")


def test_a_plan_is_dropped(app):
    at = pasted(app)
    at.session_state["intake_drop_box"] = True
    at.run()
    button(at, "Bỏ").click().run()

    assert not [one for one in at.button if one.label == "Làm tiếp"]
