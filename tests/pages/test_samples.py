from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from lib import text
from lib.config import ROOT, settings
from lib.domain.forms.fields import Kind
from lib.errors import Denied, Refused
from lib.text import sentence
from lib.ui.frame import nav
from lib.ui.samples import report, typed
from tests.cast import CAST, QUANG
from tests.pages.conftest import button, page_file
from tests.support.trace import trace

PAGE = "dev/samples"
LIST, CHOICE = "samples_list", "samples_choice"


@pytest.fixture
def served(house, monkeypatch):
    """The app serves the samples; what was kept of its menu without them is forgotten."""
    monkeypatch.setenv("TDKT_SAMPLES", "1")
    forget()
    yield
    forget()


def forget():
    settings.cache_clear()
    nav._menu.cache_clear()
    nav._everywhere.cache_clear()


@pytest.fixture
def at(app, served, database):
    """The page; whatever is done there, nothing is stored."""
    shown = app(QUANG, PAGE)
    before = trace(database)
    yield shown
    assert trace(database) == before


def addresses(at):
    return {one["url_pathname"] for one in at._registered_pages.values()}


def values(elements):
    return [one.value for one in elements]


def titles(at):
    """Of open records; a form has headings of its own."""
    return [one for one in values(at.subheader) if " · " in one]


def table(at, begun):
    (found,) = [one for one in at.dataframe if str(one.key).startswith(begun)]
    return found


def codes(at, begun):
    return list(table(at, begun).value["Mã"])


def state_of(at, code):
    rows = table(at, LIST).value.set_index("Mã")
    return rows.loc[code, "Trạng thái"][0]


def tick(at, *rows):
    key = table(at, CHOICE).key
    at.session_state[key] = {"selection": {"rows": list(rows), "columns": []}}
    return at.run()


def field(at, key):
    (found,) = [
        one
        for kind in ("text_input", "text_area", "segmented_control")
        for one in at.get(kind)
        if str(one.key).startswith(report.SLOT.name) and str(one.key).endswith(f"_{key}")
    ]
    return found


def said(at):
    """What came of the form's last act."""
    mark = ":material/check: "
    return [one.removeprefix(mark) for one in values(at.caption) if one.startswith(mark)]


@pytest.mark.parametrize("person", [None, *CAST], ids=lambda one: one.username if one else "nobody")
def test_without_the_setting_there_is_no_such_address(app, person):
    at = app(person)

    assert nav.SAMPLES.url_path not in addresses(at)
    with pytest.raises(ValueError, match="Could not find"):
        at.switch_page(str(page_file(PAGE)))


def test_with_it_who_manages_people_has_the_page(app, served):
    at = app(QUANG, PAGE)

    assert nav.SAMPLES.url_path in addresses(at)
    assert values(at.title) == ["Bộ mẫu"]


@pytest.mark.parametrize("person", [one for one in CAST if one != QUANG], ids=lambda p: p.username)
def test_who_may_not_manage_people_is_refused(app, served, person):
    at = app(person)
    (found,) = [
        one for one in at._registered_pages.values() if one["url_pathname"] == nav.SAMPLES.url_path
    ]
    at._page_hash = found["page_script_hash"]  # AppTest has no public way to a page without a file
    at.run()

    assert values(at.title) == [text.REFUSED_PAGE]
    assert values(at.error) == [sentence(Denied("role"))]


def test_run_alone_it_shows_nothing(database):
    at = AppTest.from_file(str(page_file(PAGE))).run()

    assert values(at.error) == [sentence(Denied("signed_out"))]
    assert len(at.main) == 1


def test_headings_name_modules_that_are_there(at):
    named = {
        name
        for words in (*values(at.header), values(at.caption)[0].replace("\\", ""))
        for name in re.findall(r"kit/(\w+)", words)
    }

    assert len(named) > 10
    assert all((ROOT / "lib" / "ui" / "kit" / f"{name}.py").is_file() for name in named)


def test_the_act_in_the_page_head_puts_everything_back(at):
    at.button(key="samples_recall").click().run()
    assert state_of(at, "I.3") == "Đã hoàn thành"

    at.button(key="samples_reset").click().run()

    assert state_of(at, "I.3") == "Chờ tiếp nhận"
    assert values(at.success)[0] == "Đã đặt lại dữ liệu mẫu."


def test_filters_count_and_keep_what_they_say(at):
    at.button(key="loc_mau_qua-han").click().run()

    assert button(at, "Quá hạn **1**").icon == ":material/check:"
    assert codes(at, LIST) == ["II.2"]
    assert at.query_params["loc_mau"] == "qua-han"


def test_what_is_sought_needs_no_accents(at):
    at.text_input(key="tim_mau").set_value("van hoa").run()

    assert codes(at, LIST) == ["II.3"]
    assert button(at, "Tất cả **1**")


def test_a_search_without_matches_says_what_to_do(at):
    at.text_input(key="tim_mau").set_value("không có").run()

    assert any("Không có nhiệm vụ nào theo bộ lọc này" in one for one in values(at.info))


def test_a_record_leads_on_to_the_next_and_out(at):
    at.query_params["mau"] = "I.2"
    at.run()
    assert titles(at) == ["I.2 · Hội nghị phổ biến phong trào"]

    at.button(key="record_coming").click().run()
    assert titles(at) == ["I.3 · Tin bài tuyên truyền"]
    assert at.query_params["mau"] == "I.3"
    at.button(key="record_close").click().run()

    assert titles(at) == []


def test_every_state_is_a_badge_and_a_chip(at):
    shown = " ".join(values(at.markdown))
    (chips,) = [list(one.value["Trạng thái"]) for one in at.dataframe if "Nhóm" in one.value]

    words = [
        *text.WORK_STATUSES.values(),
        *text.VERIFICATIONS.values(),
        *text.NOMINATION_STATES.values(),
        *text.DECISION_STATES.values(),
    ]
    assert [word for word in words if f"-badge[{word}]" not in shown] == []
    assert sorted(chip for (chip,) in chips) == sorted(words)


def test_the_form_asks_every_kind_of_field(at):
    assert {one.kind for one in report.FORM.fields} == set(Kind)
    assert field(at, "so_van_ban").value == "12/KH-SXD"
    assert ":red[Số hội nghị: vui lòng nhập số nguyên, ví dụ 1.234.]" in values(at.markdown)

    field(at, "co_bien_ban").set_value(False).run()

    assert field(at, "ly_do").label == "Lý do chưa có biên bản"


def test_what_is_wrong_is_not_saved(at):
    at.button(key="save_sample_report").click().run()

    assert said(at)[0].startswith("Đã giữ bản nháp")
    assert any("Số hội nghị" in one for one in values(at.error))


def test_the_form_saves_once(at):
    field(at, "so_hoi_nghi").set_value("4")
    at.button(key="save_sample_report").click().run()
    assert said(at)[0].startswith("Đã lưu ")
    assert "Bỏ bản nháp" not in [one.label for one in at.button]

    field(at, "so_hoi_nghi").set_value("5").run()
    button(at, "Bỏ bản nháp").click().run()

    assert field(at, "so_hoi_nghi").value == "4"
    assert said(at) == ["Đã bỏ bản nháp"]


def test_all_that_are_ticked_are_received(at):
    tick(at, 0, 2)
    assert "**2 mục đã chọn**" in values(at.markdown)

    button(at, "Tiếp nhận 2 nhiệm vụ").click().run()

    assert codes(at, CHOICE) == ["I.4"]
    assert [state_of(at, code) for code in ("I.3", "I.4", "I.5")] == [
        "Đã tiếp nhận", "Chờ tiếp nhận", "Đã tiếp nhận",
    ]  # fmt: skip
    assert values(at.success) == ["Đã tiếp nhận 2 nhiệm vụ."]


def test_the_act_that_asks_tells_what_follows_and_does_it(at):
    assert "3 nhiệm vụ mở lại để đơn vị sửa; sửa xong phải gửi lại." in values(at.markdown)

    at.button(key="samples_recall").click().run()

    assert {state_of(at, code) for code in ("I.3", "I.4")} == {"Đã hoàn thành"}
    assert values(at.success) == ["Đã thu hồi 3 nhiệm vụ."]


def test_the_dialogue_sends_what_is_ticked(at):
    at.session_state["sending"] = True
    at.run()
    at.checkbox[0].uncheck().run()
    button(at, "Gửi 2 nhiệm vụ cho Văn phòng").click().run()

    assert [state_of(at, code) for code in ("II.4", "III.1", "III.2")] == [
        "Đã hoàn thành", "Chờ tiếp nhận", "Chờ tiếp nhận",
    ]  # fmt: skip
    assert values(at.success) == ["Đã gửi Văn phòng 2 nhiệm vụ."]


@pytest.mark.parametrize(
    ("label", "kind", "words"),
    [
        ("Báo đã xong", "success", "Đã lưu đơn vị."),
        ("Báo cho biết", "info", "Văn phòng đã được báo."),
        ("Báo cần xem lại", "warning", "Số liệu thấp hơn lần báo cáo trước."),
        ("Báo bị từ chối", "error", sentence(Refused("own_work"))),
    ],
    ids=["success", "info", "warning", "error"],
)
def test_a_message_stands_beside_its_act(at, label, kind, words):
    button(at, label).click().run()

    assert words in values(at.get(kind))


def test_a_conflict_is_settled_field_by_field(at):
    choices = [one for one in at.radio if one.label != typed.RADIO]
    assert [one.options for one in choices] == [["Giữ của tôi", "Lấy của Trần Thị Mai"]] * 2
    assert [one.proto.captions for one in choices] == [
        ["3 hội nghị", "4 hội nghị"],
        ["Đã quán triệt tại cơ quan.", "Đã quán triệt tại 5 đơn vị."],
    ]

    at.radio[1].set_value("theirs")
    button(at, "Lưu lựa chọn").click().run()

    assert values(at.success) == ["Đã lưu: giữ 1 mục của tôi, lấy 1 mục của người khác."]
    assert [one for one in at.radio if one.label != typed.RADIO] == []


def test_the_history_is_unfolded_newest_first(at):
    at.session_state["samples_history"] = True
    at.run()

    lines = [one.split(" · ", 1)[1] for one in values(at.caption) if re.match(r"\d\d/.* · ", one)]
    assert lines == [
        "Trả lại · Lê Thị Vân · Thiếu biên bản.",
        "Gửi Văn phòng · Hoàng Văn Hùng",
        "Lưu · Nguyễn Thị Lan",
        "Giao nhiệm vụ · Hệ thống",
    ]


def test_a_list_of_several_pages_is_leafed_through(at):
    at.pagination[0].set_value(5).run()

    (shown,) = [list(one.value["Số"]) for one in at.dataframe if "Số" in one.value]
    assert (shown[0], shown[-1]) == ("81/CV-VP", "97/CV-VP")


def test_a_click_after_the_right_was_lost_does_nothing(app, served, database):
    at = app(QUANG, PAGE)
    database.write(
        lambda tx: tx.run(
            "UPDATE accounts SET roles = $1 WHERE username = $2", [",staff,", QUANG.username]
        )
    )

    at.button(key="samples_recall").click().run()

    assert not any("Đã thu hồi" in one for one in values(at.success))
