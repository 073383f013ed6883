"""Lists of nominations as CSV: they follow the form, and count what the summary counts."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import pytest

from lib.domain.exports import Options
from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.forms import form_to_data
from lib.domain.nominations import Subject
from lib.services.nominations import nomination_forms
from lib.services.reports import exports
from lib.store import form_versions
from lib.store.engine.db import Database
from tests.exports import award_scene, scene
from tests.services.awards.award_scene import FIVE, meet, voted
from tests.services.nominations.nomination_scene import NOW, Scene, make_scene
from tests.support.stages import Stage

LISTS = ("nominations_collective", "nominations_individual")


@pytest.fixture
def played(stage: Stage) -> Scene:
    return stage.set(award_scene.play)


def table(db: Database, key: str) -> list[dict[str, str]]:
    text = scene.file_of(db, key, Options()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_lists_hold_every_nomination(played: Scene) -> None:
    (stored,) = played.db.read(lambda tx: tx.rows("SELECT count(*) FROM nominations"))

    assert sum(len(table(played.db, key)) for key in LISTS) == stored[0]


def test_counts_of_form_0603_are_those_of_the_lists(played: Scene) -> None:
    rows = table(played.db, "nominations_individual")
    sent = Counter(
        row["Nhóm đối tượng"] for row in rows if row["Trạng thái"] not in {"Đang soạn", "Đã rút"}
    )
    published = Counter(row["Nhóm đối tượng"] for row in rows if row["Trạng thái"] == "Đã công bố")

    counted = {row["Đối tượng"]: row for row in table(played.db, "awards_0603")}

    assert counted["Cá nhân"]["Số đề nghị"] == str(sent.total())
    assert {key: counted[key]["Số đề nghị"] for key in sent} == {
        key: str(count) for key, count in sent.items()
    }
    assert {key: counted[key]["Giấy khen của Giám đốc Sở"] for key in published} == {
        key: str(count) for key, count in published.items()
    }


def test_a_decision_that_is_only_prepared_does_not_leave(played: Scene) -> None:
    numbers = {
        row["Họ và tên"]: row["Số quyết định"]
        for row in table(played.db, "nominations_individual")
        if row["Trạng thái"] in {"Đã công bố", "Đã quyết định khen thưởng"}
    }

    assert numbers == {"Ân Được Khen": "45/QĐ-SXD", "Ích Chưa Công Bố": ""}


def test_who_does_not_vote_on_a_case_of_an_open_meeting_is_left_out(stage: Stage) -> None:
    played = stage.set(make_scene)
    held = meet(played, members=FIVE)
    voted(played, held)

    [row] = table(played.db, "nominations_individual")

    assert [row[name] for name in (
        "Tổng số thành viên Hội đồng", "Thành viên không tham gia biểu quyết trường hợp này",
        "Thành viên dự họp hoặc có ý kiến bằng văn bản", "Tỷ lệ đồng ý trên số dự họp (%)",
        "Tỷ lệ đồng ý trên tổng số thành viên (%)",
    )] == ["5", "1", "4", "75.0", "75.0"]  # fmt: skip


def test_a_new_field_of_the_form_shows_up_by_itself(played: Scene) -> None:
    form = nomination_forms.current(played.db, played.campaign, Subject.INDIVIDUAL)
    more = replace(
        form,
        version=form.version + 1,
        fields=(*form.fields, Field("que_quan", "Quê quán", Kind.SHORT_TEXT)),
    )
    played.db.write(
        lambda tx: form_versions.publish_form(
            tx, key=form.key, version=more.version, body=json_of(more), now=NOW
        )
    )
    nomination_forms._current.cache_clear()
    played.save(ho_ten="Vi Thêm Mục", que_quan="=Hòa An")

    rows = table(played.db, "nominations_individual")

    assert {row["Họ và tên"]: row["Quê quán"] for row in rows if row["Quê quán"]} == {
        "Vi Thêm Mục": "'=Hòa An"
    }


@pytest.mark.parametrize("key", [*LISTS, "awards_0603"])
def test_the_worker_makes_the_same_bytes(
    played: Scene, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    here = scene.file_of(played.db, key, Options())
    monkeypatch.setattr(exports, "WORKER_FROM_ROWS", 0)

    assert scene.file_of(played.db, key, Options()) == here


def json_of(form) -> str:
    return json.dumps(form_to_data(form), ensure_ascii=False, default=str)
