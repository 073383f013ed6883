"""Sheets of paper of the served app: whose they are, what they hold, how they lie on A4."""

from __future__ import annotations

import io
import re
import shutil

import pypdf
import pytest

from lib import text
from lib.domain.access import Role
from lib.domain.agency import Agency
from lib.domain.summary import Slice
from lib.errors import Denied
from lib.services import clock
from lib.store.engine.duck import DuckDatabase
from lib.web.cookies import SECURE_NAME
from lib.web.sheets import meeting_sheet, routes
from lib.web.sheets import sheet as sheets
from lib.web.sheets.sheet import NUMBER, Column, Section, Sheet
from tests.cast import BINH, CAST, LAN, QUANG, SON, VAN
from tests.exports import scene
from tests.services.awards.award_scene import FIVE, meet, voted
from tests.services.nominations.nomination_scene import NOW, make_scene
from tests.support.trace import events
from tests.web.office import Office, cookie
from tests.web.serving import ROOT, served

NAMES = (
    "summary",
    "checklist",
    "plan",
    "nominations",
    "review",
    "documents",
    "notices",
    "evaluation",
    "feedback",
    "people",
    "units",
)
_ADMINS = {"people", "units"}
WIDTH_PX = {"landscape": 1009, "portrait": 661}
"""What A4 leaves between its margins, at 96 to the inch."""


def reader(name):
    return QUANG if name in _ADMINS else VAN


def address(name, **asked):
    return routes.url(name, "nho", **asked)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_is_for_who_is_signed_in(office, name):
    answer = office.get(address(name), reader(name).username)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert office.get(address(name)).status_code == 403
    assert office.get(address(name), "signed out").status_code == 403
    assert (
        office.get(
            address(name), reader(name).username, **{"Sec-Fetch-Site": "cross-site"}
        ).status_code
        == 403
    )


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_a_checklist_is_of_ones_own_unit(office, person):
    answer = office.get(address("checklist"), person.username)

    reports = not person.roles.isdisjoint({Role.STAFF, Role.HEAD, Role.OFFICE, Role.LEADER})
    assert (answer.status_code == 200) is reports
    assert ("10/12" in answer.text) is (person.unit == LAN.unit)


def test_the_summary_holds_every_figure_every_unit_and_the_open_list(office):
    told = office.get(address("summary"), SON.username).text

    for words in ("Đúng hạn", "Không phát sinh", "Khuyến khích đã làm", "Thanh tra", "r14"):
        assert words in told
    assert f"{text.SLICES[Slice.OVERDUE]}: " in told
    asked = {"xem": text.SLICES[Slice.COMPLETE], "don_vi": "QLXD"}
    assert (
        f"{text.SLICES[Slice.COMPLETE]}: 1 nhiệm vụ"
        in office.get(address("summary", **asked), SON.username).text
    )


def test_figures_of_reports_are_for_who_may_look_into_them(office):
    asked = {"xem": text.SLICES[Slice.ASSIGNED]}
    seen = {
        person.username: "10/12" in office.get(address("summary", **asked), person.username).text
        for person in (SON, LAN, BINH)
    }

    assert seen == {"son": True, "lan": True, "binh": False}


@pytest.mark.usefixtures("own_data")
def test_who_opened_which_sheet_is_recorded_and_who_was_refused_is_not(tmp_path, duck_template):
    path = tmp_path / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    db = DuckDatabase(path)
    scene.play(db)
    cookies = {person.username: cookie(db, person) for person in (LAN, QUANG, VAN)}
    db.close()
    with served(tmp_path, ROOT / "app.py", {"TDKT_DATABASE": str(path)}) as server:
        seen = Office(server, cookies)
        for name, person in (("plan", LAN), ("checklist", LAN), ("summary", VAN), ("units", QUANG)):
            assert seen.get(address(name), person.username).status_code == 200
        assert seen.get(address("checklist"), QUANG.username).status_code == 403
        assert seen.get(address("units"), VAN.username).status_code == 403
        assert seen.get("/print/accounts", VAN.username).status_code == 404

    db = DuckDatabase(path)
    recorded = db.read(
        lambda tx: tx.rows(
            """
            SELECT actor_name, address, subject, revision, detail ->> 'what'
            FROM audit_events
            WHERE event = 'export.print'
            ORDER BY happened_at, act_id
            """
        )
    )
    (checklist,) = [told for _, _, told in events(db, "export.print") if told["what"] == NAMES[1]]
    db.close()
    where = "127.0.0.1", "nho", 14
    assert recorded == [
        (LAN.full_name, *where, "plan"),
        (LAN.full_name, *where, "checklist"),
        (VAN.full_name, *where, "summary"),
        (QUANG.full_name, "127.0.0.1", text.INSTALLATION_CHAIN, None, "units"),
    ]
    assert checklist["rows"] > 0


@pytest.mark.parametrize(
    "asked", ["/print/accounts", "/print/plan?campaign=khac", "/print/meeting?meeting=x",
              "/print/meeting?meeting=00000000-0000-0000-0000-000000000001"],
)  # fmt: skip
def test_what_there_is_not(office, asked):
    assert office.get(asked, VAN.username).status_code == 404


def test_what_people_typed_is_text():
    evil = "<script>alert(1)</script> & \"'"
    sheet = Sheet(evil, evil, [Section(evil, [evil], [Column(evil, [evil], NUMBER)])], 7)

    made = sheets.page(sheet, Agency(evil, evil), clock.now(), is_demo=True)

    assert "<script" not in made.lower()
    assert made.count("&lt;script&gt;alert(1)") == 7


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_fits_its_paper(office, page, name):
    page.context.add_cookies(
        [
            {
                "name": SECURE_NAME, "value": office.cookies[reader(name).username], "secure": True,
                "url": office.server.url.replace("http:", "https:"),
            }
        ]
    )  # fmt: skip
    page.goto(f"{office.server.url}{address(name)}")
    way = "landscape" if "landscape" in page.locator("style").inner_text() else "portrait"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": WIDTH_PX[way], "height": 700})

    assert page.evaluate("() => document.documentElement.scrollWidth") <= WIDTH_PX[way]
    assert page.locator(".hint").is_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    width_pt = float(re.search(rb"/MediaBox \[0 0 ([0-9.]+) ", paper)[1])
    assert width_pt == pytest.approx(842 if way == "landscape" else 595, abs=1)


@pytest.fixture
def long_sheet(page):
    """A sheet whose table needs several pages, as a browser that shows it wants it printed."""
    rows = [f"Nhiệm vụ thứ {number}" for number in range(200)]
    columns = [Column("Nội dung công việc", rows), Column("Số liệu", rows, NUMBER)]
    sheet = Sheet("Bản in dài", "Thử", [Section("", [], columns)], 7)
    page.set_content(sheets.page(sheet, None, clock.now(), is_demo=False))
    return page


def test_every_page_of_a_sheet_repeats_the_heads_and_bears_its_number(long_sheet):
    printed = pypdf.PdfReader(io.BytesIO(long_sheet.pdf(prefer_css_page_size=True))).pages

    told = [one.extract_text() for one in printed]
    assert len(told) > 3
    assert [one.count("Nội dung công việc") for one in told] == [1] * len(told)
    assert [f"{number}/{len(told)}" in one for number, one in enumerate(told, 1)] == [True] * len(
        told
    )


INKS = """() => ["body", "h1", "th", "td", "td.number"].map((part) => {
    const look = getComputedStyle(document.querySelector(part));
    return [look.color, look.backgroundColor];
})"""
BLACK, WHITE, CLEAR = "rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"


def test_a_sheet_is_black_on_white_in_dark_mode_too(long_sheet):
    long_sheet.emulate_media(media="print", color_scheme="dark")

    inks = long_sheet.evaluate(INKS)

    assert {ink for ink, _ in inks} == {BLACK}
    assert [ground for _, ground in inks] == [WHITE, *[CLEAR] * 4]
    assert long_sheet.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == (
        "light"
    )


def test_a_meeting_is_printed_for_who_may_see_it(stage):
    played = stage.set(make_scene)
    held = meet(played)
    voted(played, held)

    def printed(person):
        with clock.at(NOW):
            return meeting_sheet.sheet(
                played.db, played.who(person), played.campaign, held.meeting_id
            )

    made = printed(VAN)
    (cases,) = [one for one in made.sections if one.title.startswith("Đề nghị trình")]
    assert [cell for cell, _ in cases.rows[0]][3:] == ["3", "1", "0", "75,0 %", "75,0 %"]
    assert printed(SON) == made
    with pytest.raises(Denied):
        printed(BINH)


def test_a_printed_meeting_says_who_does_not_vote(stage):
    scene = stage.set(make_scene)
    held = meet(scene, members=FIVE)
    voted(scene, held)

    with clock.at(NOW):
        made = meeting_sheet.sheet(scene.db, scene.who(VAN), scene.campaign, held.meeting_id)

    assert made.sections[-1].lines == [
        "Hoàng Văn Đức: không tham gia biểu quyết: Trần Văn Hùng (đã tham gia lập, gửi hồ sơ)",
        "Kết luận: Hội đồng thống nhất.",
    ]
