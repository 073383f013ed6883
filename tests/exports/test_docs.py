"""docs/exports.md names every column of every export, in its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lib.domain.campaigns import Task
from lib.domain.exports import Snapshot
from lib.domain.nominations import Subject
from lib.exports.answers import answer_columns
from lib.exports.registry import EXPORTS
from lib.services.campaigns import award_rules, campaigns, files
from lib.services.nominations import nomination_forms
from lib.store.engine.duck import DuckDatabase
from tests import small_campaign

ROOT = Path(__file__).parents[2]
AWARDS = "*mỗi hình thức khen thưởng của phong trào*"
FORM_COLUMNS = "*các cột của mẫu báo cáo*"


def tables() -> dict[str, list[list[str]]]:
    """The rows of each table of the page by the heading above it, without the table's head."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for line in (ROOT / "docs" / "exports.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("| ") and not line.startswith("| cột"):
            cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
            found.setdefault(heading, []).append(cells)
    return found


def snapshot(tasks: tuple[Task, ...] = ()) -> Snapshot:
    return Snapshot("nho", 1, date(2021, 5, 20), (), (), tasks)


@pytest.fixture
def tasks(duck: DuckDatabase) -> tuple[Task, ...]:
    """Those of the campaign that is shipped."""
    path = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
    small_campaign.load(duck, seed=files.campaign_from_file(path))
    return campaigns.plan(duck, campaigns.find(duck)).tasks


def test_items(tasks: tuple[Task, ...]) -> None:
    documented = [row[0] for row in tables()["`items`: báo cáo từng nhiệm vụ"]]

    columns = EXPORTS["items"].headings(snapshot(tasks))

    asked = documented.index(FORM_COLUMNS)
    documented[asked : asked + 1] = [one.heading for one in answer_columns(tasks)]
    assert columns == documented


def test_units_and_groups() -> None:
    rows = tables()["`units` và `groups`: tổng hợp"]

    documented = {
        key: [row[0] for row in rows if row[-1] != f"chỉ có trong `{other}`"]
        for key, other in (("units", "groups"), ("groups", "units"))
    }

    assert documented == {key: EXPORTS[key].headings(snapshot()) for key in documented}


def test_form_columns_name_their_tasks(tasks: tuple[Task, ...]) -> None:
    codes = {str(task.task_id): task.code for task in tasks}

    documented = tables()["Các cột của mẫu báo cáo"]

    fills: list[list[str]] = []
    for column in answer_columns(tasks):
        some = [code for task_id, code in codes.items() if task_id in column.slots]
        every = len(some) == len(tasks)
        fills.append([column.heading, "mọi nhiệm vụ" if every else ", ".join(some)])
    assert documented == fills


def test_nominations_and_awards(duck: DuckDatabase) -> None:
    path = ROOT / "data" / "campaigns" / "bau-cu-2021.yaml"
    small_campaign.load(duck, seed=files.campaign_from_file(path))
    campaign = campaigns.find(duck)
    forms = {one: nomination_forms.current(duck, campaign, one) for one in Subject}
    awards = award_rules.rules(duck, campaign).award_forms
    given = replace(snapshot(), nomination_forms=forms, award_forms=awards)
    lists = "`nominations_collective` và `nominations_individual`: danh sách đề nghị khen thưởng"
    names = ("nominations_collective", "nominations_individual")
    counted = [row[0] for row in tables()["`awards_0603`: số lượng khen thưởng"]]
    place = counted.index(AWARDS)

    documented = {
        key: [row[0] for row in tables()[lists] if row[-1] != f"chỉ có trong `{other}`"]
        for key, other in (names, names[::-1])
    } | {"awards_0603": [*counted[:place], *(one.name for one in awards), *counted[place + 1 :]]}

    assert documented == {key: EXPORTS[key].headings(given) for key in documented}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("`indicators`: số liệu cộng theo chỉ tiêu", "indicators"),
        ("`decisions`: quyết định khen thưởng", "decisions"),
        ("`evidence`: danh mục minh chứng", "evidence"),
        ("`documents`: văn bản Văn phòng đã đăng", "documents"),
        ("`acknowledgements`: xác nhận văn bản của các đơn vị", "acknowledgements"),
        ("`opinions`: ý kiến, kiến nghị", "opinions"),
        ("`notices`: thông báo thông tin sai sự thật", "notices"),
        ("`comments`: trao đổi giữa Văn phòng và đơn vị", "comments"),
    ],
)
def test_lists_with_columns_of_their_own(heading: str, key: str) -> None:
    assert [row[0] for row in tables()[heading]] == EXPORTS[key].headings(snapshot())
