from __future__ import annotations

import uuid
from datetime import date

import pytest

from lib.config import ROOT
from lib.domain import packages
from lib.domain.campaigns import CampaignState
from lib.domain.papers.papers import Paper
from lib.domain.vietnamese import format_date
from lib.services.campaigns import campaigns
from lib.services.papers import paper_templates
from tests.cast import CAST, LAN, MAI, QUANG, make_cast
from tests.pages.conftest import button
from tests.services.packages import package_scene
from tests.support.loading import load_content
from tests.support.trace import trace

PAGE = "shared/plan"
PLAN = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
UNITS = ROOT / "data" / "units.yaml"


def load_plan(database):
    make_cast(database)
    load_content(database, MAI, act_id=uuid.uuid4(), name=PLAN.name, content=PLAN.read_bytes())
    return database


@pytest.fixture
def plan(house):
    database = house.set(load_plan)
    return campaigns.plan(database, campaigns.find(database))


def words(at):
    return "\n".join(one.value for kind in ("markdown", "caption") for one in at.main.get(kind))


def view(at, name):
    return at.segmented_control(key="plan_view").set_value(name).run()


def alerts(at):
    return [(one.type, one.value) for kind in ("success", "error", "info") for one in at.get(kind)]


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_everybody_reads_the_plans_own_words(app, plan, person):
    at = app(person, PAGE)

    assert at.title[0].value == "Kế hoạch"
    assert [one.value for one in at.main.header] == [
        "Mục đích",
        "Yêu cầu",
        "Nội dung thi đua và tổ chức thực hiện",
        "Ghi chú về văn bản gốc",
    ]
    assert [one.label.split(" ")[0] for one in at.expander][:7] == [
        f"**{code}**" for code in ("II.1", "II.2", "II.3", "II.4", "II.5", "V.1", "V.2")
    ]
    assert "Đẩy mạnh phong trào thi đua yêu nước" in words(at)
    assert "Văn bản nguồn lặp từ" in words(at)


def test_the_milestones_say_which_are_suggested(app, plan):
    at = view(app(LAN, PAGE), "Mốc thời gian")

    (shown,) = [one.value for one in at.markdown if "Ngày bầu cử" in one.value]
    lines = shown.split("\n\n")
    assert [line[2:12] for line in lines] == [format_date(one.due_on) for one in plan.milestones]
    assert ["(đề xuất)" in line for line in lines] == [one.is_suggested for one in plan.milestones]


def test_the_tasks_stand_in_the_plans_order_with_their_days(app, plan):
    at = view(app(LAN, PAGE), "Nhiệm vụ")

    shown = at.dataframe[0].value
    assert list(shown["Mã"]) == [task.code for task in plan.tasks]
    assert all(day.endswith("(đề xuất)") for day in shown["Hạn"])
    assert "35/35 nhiệm vụ" in words(at)


def test_the_tasks_are_filtered_by_group(app, plan):
    at = view(app(LAN, PAGE), "Nhiệm vụ")
    chosen = next(one for one in at.selectbox(key="plan_group").options if one.startswith("V.2"))
    at.selectbox(key="plan_group").set_value(chosen).run()

    assert {code.rpartition(".")[0] for code in at.dataframe[0].value["Mã"]} == {"V.2"}


def test_an_address_opens_a_task_with_its_guidance(app, plan):
    at = app(LAN, PAGE)
    at.query_params["open"] = "II.1.1"
    view(at, "Nhiệm vụ")
    task = plan.tasks_by_code["II.1.1"]
    opened = [one.value for one in at.main.header]
    guidance = words(at)
    beside = list(at.dataframe[0].value["Mã"])
    at.button(key="record_close").click().run()

    assert opened == [f"II.1.1 · {task.short_title}"]
    assert "**Hướng dẫn:**" in guidance
    assert "**Minh chứng:**" in guidance
    assert "II.1.1" in beside
    assert "**Hướng dẫn:**" not in words(at)


def test_moved_dates_are_said(app, plan, database):
    database.write(
        lambda tx: tx.run("UPDATE campaigns SET dates_moved = TRUE, version = version + 1")
    )

    at = app(LAN, PAGE)

    assert "Các mốc đã dời để xem thử" in words(at)


@pytest.mark.parametrize("person", [LAN, QUANG], ids=lambda person: person.username)
def test_without_a_campaign_it_says_how_to_load_one(app, person):
    at = app(person, PAGE)

    assert alerts(at) == [
        ("info", "Chưa có phong trào nào. Văn phòng nạp kế hoạch tại trang Kế hoạch.")
    ]
    assert "`manage.py load TỆP`" in words(at)
    assert len(at.file_uploader) == 0


def send(at, name, content):
    [uploader] = at.file_uploader
    return uploader.set_value((name, content, "application/octet-stream")).run()


def changes(at):
    """What the file would change, as listed."""
    return next(one.value for one in at.main.markdown if one.value.startswith("- **"))


def load(at, name, content):
    send(at, name, content)
    return at.button(key="plan_load").click().run()


def test_the_office_loads_a_plan(app, database):
    at = load(app(MAI, PAGE), PLAN.name, PLAN.read_bytes())

    assert alerts(at) == [
        ("success", "Đã nạp TD-BC-2021: 35 nhiệm vụ, giao 118 mục cho các đơn vị.")
    ]
    assert campaigns.find(database).code == "TD-BC-2021"


def test_a_file_is_shown_before_it_is_loaded(app, plan, database):
    at, before = app(MAI, PAGE), trace(database)

    changed = PLAN.read_text("utf-8").replace("Thi đua bầu cử 2021", "Thi đua bầu cử")
    send(at, PLAN.name, changed.encode())
    assert changes(at).startswith("- **Thông tin chung**: ")
    assert "Chưa nạp gì." in words(at)
    assert trace(database) == before

    at.button(key="plan_file_drop").click().run()

    assert len(at.file_uploader) == 1
    assert trace(database) == before


def test_the_office_loads_a_package(app, house, own_data):
    database = house.set(package_scene.play)
    content = package_scene.taken(database)
    held = package_scene.members(content)
    held.pop(packages.MANIFEST)
    held[packages.CAMPAIGN] = held[packages.CAMPAIGN].replace(b"TD-BC-2021", b"TD-BC-2026")
    mine = package_scene.papers_made.template(Paper.DECISION)
    held[packages.TEMPLATES[Paper.DECISION]] = mine

    at = send(app(MAI, PAGE), "goi.zip", package_scene.zipped(package_scene.summed(held)))
    listed = changes(at)
    at.toggle(key="plan_templates").set_value(False).run()
    without = changes(at)
    at.button(key="plan_load").click().run()

    assert "Mẫu văn bản" in listed
    assert "Mẫu văn bản" not in without
    assert alerts(at) == [
        ("success", "Đã nạp TD-BC-2026: 35 nhiệm vụ, giao 118 mục cho các đơn vị.")
    ]
    assert paper_templates.in_force(database)[Paper.DECISION].name == "decision.docx"


def test_the_office_loads_units(app, plan, database):
    at = load(app(MAI, PAGE), UNITS.name, UNITS.read_bytes())

    assert alerts(at) == [("success", "Đã thêm 5 đơn vị.")]


def test_the_same_file_again_changes_nothing(app, plan, database):
    at = app(MAI, PAGE)
    before = trace(database)

    send(at, PLAN.name, PLAN.read_bytes())

    assert alerts(at) == [("info", "Nội dung tệp này đã có, không có gì thay đổi.")]
    assert at.button(key="plan_load").disabled
    assert trace(database) == before


def test_a_changed_file_is_loaded_over_its_campaign(app, plan, database):
    text = PLAN.read_text("utf-8")
    changed = text.replace("short_title: Thi đua bầu cử 2021", "short_title: Thi đua bầu cử")

    at = load(app(MAI, PAGE), PLAN.name, changed.encode())

    assert alerts(at) == [
        (
            "success",
            "Đã cập nhật TD-BC-2021 theo tệp mới: giao thêm 0 mục cho các đơn vị, 0 nhiệm "
            "vụ dùng mẫu báo cáo mới. Báo cáo đã có được giữ nguyên.",
        )
    ]
    assert campaigns.find(database).short_title == "Thi đua bầu cử"


def test_the_tasks_say_which_go_beyond_the_plan(app, plan):
    at = view(app(LAN, PAGE), "Nhiệm vụ")

    marks = dict(zip(at.dataframe[0].value["Mã"], at.dataframe[0].value["Ghi chú"], strict=True))
    assert [marks[code] for code in ("II.1.1", "II.2.4", "II.2.5", "II.2.6")] == [
        "", "Khuyến khích", "Khuyến khích, đề xuất", "Đề xuất",
    ]  # fmt: skip


def test_a_broken_file_is_refused_with_its_line(app, database):
    at = app(MAI, PAGE)
    before = trace(database)

    send(at, "hong.yaml", b"kind: campaign\ncode: [\n")

    ((_kind, said),) = (one for one in alerts(at) if one[0] == "error")
    assert said.startswith("hong.yaml, dòng ")
    assert trace(database) == before


@pytest.mark.parametrize(
    "person",
    [one for one in CAST if one.username not in ("mai", "van")],
    ids=lambda person: person.username,
)
def test_only_the_office_is_offered_to_load(app, plan, person):
    at = app(person, PAGE)

    assert len(at.file_uploader) == 0
    assert "plan_load" not in {one.key for one in at.button}


def test_a_campaign_is_copied(app, plan, database):
    at = app(MAI, PAGE)
    fields = {one.key: one for one in at.text_input}
    fields["copy_code"].set_value("td-moi")
    fields["copy_short_title"].set_value("Thi đua mới")
    fields["copy_title"].set_value("Phong trào mới")
    at.date_input(key="copy_anchor_on").set_value(date(2026, 5, 23)).run()
    assert any("ngày về sau: hạn nhiệm vụ từ" in one.value for one in at.caption)
    at.text_area(key="copy_more_swaps").set_value("Việc → Nhiệm vụ")

    button(at, "Nhân bản").click().run()

    assert any("Đã nhân bản thành TD-MOI" in one.value for one in at.success)
    assert campaigns.find(database, "TD-MOI").state == CampaignState.PREPARING


def test_a_copy_without_a_code_keeps_what_was_typed(app, plan):
    at = app(MAI, PAGE)
    at.text_input(key="copy_title").set_value("Phong trào mới")

    button(at, "Nhân bản").click().run()

    assert "vui lòng nhập" in at.error[0].value
    assert at.text_input(key="copy_title").value == "Phong trào mới"


def test_a_pair_of_words_without_an_arrow_is_refused_by_its_line(app, plan, database):
    at = app(MAI, PAGE)
    at.date_input(key="copy_anchor_on").set_value(date(2026, 5, 23)).run()
    at.text_area(key="copy_more_swaps").set_value("Việc thành Nhiệm vụ")

    button(at, "Nhân bản").click().run()

    assert "“Việc thành Nhiệm vụ” thiếu mũi tên" in at.error[0].value
    assert at.text_area(key="copy_more_swaps").value == "Việc thành Nhiệm vụ"


def test_the_plans_paper_is_read_with_its_bases_and_its_period(app, plan):
    told = words(app(LAN, PAGE))
    assert "Thực hiện Chỉ thị số 03/CT-UBND" in told
    assert "Trên đây là Kế hoạch phát động" in told
    assert "- Chỉ thị số 03/CT-UBND ngày 01 tháng 02 năm 2021" in told
    assert "Thông tư số 12/2019/TT-BNV" not in told
    assert "**Loại hình:** Thi đua theo đợt (chuyên đề)" in told
    assert "**Phạm vi, đối tượng:** Công chức, viên chức" in told
    assert "**Thời gian:** từ 01/03/2021 đến 12/06/2021 (đề xuất)" in told
