"""A task's questions as an XLSForm: the file that goes out, and files that come in."""

from __future__ import annotations

import io

import openpyxl
import pytest

from lib.domain.forms.xlsform import incoming
from lib.domain.forms.xlsform.book import Became, Reason
from lib.domain.forms.xlsform.outgoing import outgoing
from lib.domain.plan_drafts import Name, Part
from lib.errors import BadUpload, Conflict, Denied
from lib.services.acts import new_act
from lib.services.building import drafts, task_forms, xlsforms
from lib.services.campaigns import campaigns
from lib.text import xlsform as words
from tests.cast import CAST, MAI, VAN
from tests.services.building.building_scene import running
from tests.small_campaign import HELD
from tests.support.sheets import saved, upload
from tests.support.trace import trace

TASK = Name(Part.TASK, HELD)
HEADS = ("type", "name", "label", "hint", "required", "constraint", "relevant")
ASKED = [
    ("select_one kenh", "kenh", "Kênh truyền thông", "", "yes", "", ""),
    ("integer", "so_tin", "Số tin", "Của cả đợt", "", ". <= 900", "${kenh} = 'loa'"),
    ("geopoint", "noi", "Nơi phát", "", "", "", ""),
]
LISTED = [("kenh", "loa", "Loa"), ("kenh", "mang", "Mạng xã hội")]


def workbook(survey, choices=LISTED, heads=HEADS, **more):
    """An XLSForm with these sheets; a sheet with None has none."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in {
        "settings": [("form_title",), ("Mẫu",)],
        "survey": None if survey is None else [heads, *survey],
        "choices": [("list_name", "name", "label"), *choices], **more,
    }.items():  # fmt: skip
        if rows is not None:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
    return book


def read(book):
    return xlsforms.read(upload(saved(book), "mau.xlsx"))


def opened(scene, who=VAN):
    who = scene.who(who)
    record = drafts.opened(scene.db, who, running(scene)).record(TASK)
    return record, task_forms.opened(scene.db, who, running(scene), record)


def take(scene, book, who=VAN, seen=None):
    record, _ = opened(scene)
    return task_forms.change(
        scene.db, scene.who(who), running(scene), act_id=new_act(), name=TASK,
        seen_version=record.version if seen is None else seen,
        act=lambda draft: incoming.taken(draft, book).draft,
    )  # fmt: skip


def test_a_form_goes_out_and_comes_back_the_same(scene):
    record, form = opened(scene)
    told = outgoing(form.draft.fields)
    content = xlsforms.workbook(scene.who(VAN), record, told)
    book = openpyxl.load_workbook(io.BytesIO(content))

    result = incoming.taken(form.draft, xlsforms.read(upload(content)))

    assert book.sheetnames == ["survey", "choices", "settings"]
    assert [cell.value for cell in book["survey"][1]][:3] == ["type", "name", "label"]
    assert [cell.value for cell in book["settings"][2]][:2] == [
        record.body["short_title"], f"nhiem_vu_{HELD.replace('.', '_')}",
    ]  # fmt: skip
    assert result.draft == form.draft
    assert {became for _, became in result.became} == {Became.SAME}
    assert len(result.became) == len(told.survey) > 0


def test_questions_come_into_the_draft_and_nothing_in_force_moves(scene):
    before = campaigns.plan(scene.db, running(scene))
    _, form = opened(scene)
    book = read(workbook(ASKED))
    shown = incoming.taken(form.draft, book)

    take(scene, book)

    _, after = opened(scene)
    assert after.draft.fields == shown.draft.fields
    assert [one.key for one in after.draft.fields[-2:]] == ["kenh", "so_tin"]
    assert after.draft.field("so_tin").show_when == ("kenh", "loa")
    assert [(one.row, one.reason) for one in shown.not_taken] == [(4, Reason.TYPE)]
    assert words.reason(shown.not_taken[0]).startswith("Loại “geopoint” không có ở đây")
    assert campaigns.plan(scene.db, running(scene)) == before
    assert incoming.taken(after.draft, book).writes == 0


def test_what_stands_beside_is_told_by_row_and_column():
    book = workbook(
        [("integer", "a", "A", "=1+1", "", "", "", "", "x.jpg")],
        [("kenh", "", "Loa")],
        heads=(*HEADS, "label::English (en)", "media::image"),
    )
    book["survey"]["D2"] = "=A1"

    made = read(book)

    assert [one.cells for one in made.survey] == [{"type": "integer", "name": "a", "label": "A"}]
    assert [(one.sheet, one.row, one.column, one.reason) for one in made.not_taken] == [
        ("survey", 1, "media::image", Reason.COLUMN),
        ("survey", 2, "hint", Reason.FORMULA),
        ("choices", 2, "", Reason.LIST),
    ]


def test_labels_of_a_language_are_labels():
    heads = ("Type", " NAME ", "label::Tiếng Việt (vi)", "label::English (en)")

    made = read(workbook([("integer", "a", "Số tin", "News")], heads=heads))

    assert made.survey[0].cells["label"] == "Số tin"
    assert [one.column for one in made.not_taken] == ["label::English (en)"]


def hidden(book):
    book["survey"].sheet_state = "hidden"
    return book


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"PK\x03\x04none", "not_workbook|damaged|wrong_kind"),
        (lambda: saved(workbook(None)), "no_survey"),
        (lambda: saved(hidden(workbook(ASKED))), "no_survey"),
        (lambda: saved(workbook([("a", "b")], heads=("loại", "tên"))), "no_survey"),
        (lambda: saved(workbook([("text", "a", "A")] * 2100)), "too_many_rows"),
        (lambda: saved(workbook([["text"] * 300])), "too_wide"),
    ],
    ids=["none", "no sheet", "hidden", "other heads", "long", "wide"],
)
def test_a_file_that_is_no_xlsform_is_refused(content, reason):
    with pytest.raises(BadUpload, match=reason):
        xlsforms.read(upload(content(), "mau.xlsx"))


def test_a_form_that_moved_since_is_not_written_over(scene):
    record, _ = opened(scene)
    book = read(workbook(ASKED))
    take(scene, book)
    before = trace(scene.db)

    with pytest.raises(Conflict):
        take(scene, book, seen=record.version)

    assert trace(scene.db) == before


@pytest.mark.parametrize("who", CAST, ids=[one.username for one in CAST])
def test_only_who_may_load_campaigns(scene, who):
    book, (record, form) = read(workbook(ASKED)), opened(scene)
    before = trace(scene.db)
    told = outgoing(form.draft.fields)
    if who in (MAI, VAN):
        assert xlsforms.workbook(scene.who(who), record, told)
        take(scene, book, who)
        return
    with pytest.raises(Denied):
        xlsforms.workbook(scene.who(who), record, told)
    with pytest.raises(Denied):
        take(scene, book, who)
    assert trace(scene.db) == before
