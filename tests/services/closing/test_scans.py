"""The scan of a signed report: by whom, of what, in whose place, and that none is lost."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from lib.domain.access import Role
from lib.domain.reports.report import State
from lib.errors import BadUpload, Conflict, Denied, NotFound, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.closing import scans
from lib.services.files import stored_files
from lib.services.files.file_checks import Upload
from lib.store import closing_reports
from tests import files
from tests.cast import CAST, MAI, SON, VAN
from tests.services.closing.report_scene import NOW, ReportScene, make, make_signed


@pytest.fixture
def scene(stage, own_data) -> ReportScene:
    return stage.set(make_signed)


def put(scene, report_id, content=None, *, person=MAI, seen=0, reason="", act=None, name="ky.pdf"):
    stream = io.BytesIO(files.pdf() if content is None else content)
    with clock.at(NOW):
        scans.put(
            scene.db, scene.who(person), scene.again(), act_id=act or new_act(),
            report_id=report_id, seen_number=seen, upload=Upload(name, stream), reason=reason,
        )  # fmt: skip


def no_pages() -> bytes:
    """A sound PDF that shows nothing."""
    made = io.BytesIO()
    with pikepdf.new() as empty:
        empty.save(made)
    return made.getvalue()


def listed(scene, report_id, person=MAI):
    return scans.listed(scene.db, scene.who(person), scene.again(), report_id)


def told(scene, event):
    return scene.db.read(
        lambda tx: tx.rows("SELECT detail FROM audit_events WHERE event = $1", [event])
    )


def test_the_scan_is_kept_with_its_pages_and_checksum_and_told_of(scene):
    report_id, content = scene.signed(), files.pdf()
    before = scene.again().revision

    put(scene, report_id, content, name="Báo cáo ký.PDF")

    [one] = listed(scene, report_id)
    assert (one.number, one.file_name, one.pages, one.size_bytes, one.reason) == (
        1, "Báo cáo ký.pdf", 1, len(content), "",
    )  # fmt: skip
    assert one.sha256 == hashlib.sha256(content).hexdigest()
    opened = scans.open_scan(scene.db, scene.who(SON), report_id, 1)
    assert (opened.path.read_bytes(), opened.media_type) == (content, "application/pdf")
    assert scene.again().revision == before + 1
    assert len(told(scene, "report.put_scan")) == 1


def test_another_takes_its_place_with_a_reason_and_the_first_stays(scene):
    report_id, first, second = scene.signed(), files.pdf(), files.pdf(words="Bản rõ hơn")
    put(scene, report_id, first)
    with pytest.raises(Refused) as caught:
        put(scene, report_id, second, seen=1, reason="  ")
    assert caught.value.reason == "reason_needed"

    put(scene, report_id, second, seen=1, reason="Bản trước thiếu trang", person=VAN)

    found = listed(scene, report_id)
    assert [(one.number, one.reason) for one in found] == [(2, "Bản trước thiếu trang"), (1, "")]
    kept = [
        scans.open_scan(scene.db, scene.who(MAI), report_id, number).path.read_bytes()
        for number in (1, 2)
    ]
    assert kept == [first, second]
    with clock.at(NOW + timedelta(days=60)):
        stored_files.clean_up(scene.db)
    assert stored_files.missing(scene.db) == 0


def test_everybody_puts_and_reads_by_right(scene):
    report_id = scene.signed()
    put(scene, report_id)
    number = 1
    for person in CAST:
        may_read = bool(person.roles & {Role.OFFICE, Role.LEADER})
        for work in (
            lambda who: scans.listed(scene.db, who, scene.again(), report_id),
            lambda who: scans.open_scan(scene.db, who, report_id, 1),
        ):
            if may_read:
                work(scene.who(person))
            else:
                with pytest.raises(Denied):
                    work(scene.who(person))
        content = files.pdf(words=person.username)
        if Role.OFFICE in person.roles:
            put(scene, report_id, content, seen=number, reason="Rõ hơn", person=person)
            number += 1
        else:
            with pytest.raises(Denied):
                put(scene, report_id, content, seen=number, reason="Rõ hơn", person=person)
        assert listed(scene, report_id)[0].number == number


@pytest.mark.parametrize("state", [State.DRAFT, State.READY])
def test_what_is_not_signed_has_no_scan(stage, own_data, state):
    scene = stage.set(make)
    report_id = scene.begin()
    if state == State.READY:
        scene.fill(report_id)
        scene.hold(report_id)
    with pytest.raises(Refused) as caught:
        put(scene, report_id)
    assert caught.value.reason == "report_state"
    assert listed(scene, report_id) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (files.docx(), "not_pdf"),
        (no_pages(), "damaged"),
        (files.pdf(b"4 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n"), "active"),
        (b"%PDF-1.7\n", "damaged"),
        (b"", "empty"),
        (b"MZ\x90", "wrong_content"),
    ],
    ids=["docx", "no pages", "script", "cut off", "empty", "program"],
)
def test_what_is_no_harmless_pdf_with_pages_is_not_kept(scene, content, reason):
    report_id = scene.signed()
    with pytest.raises(BadUpload) as caught:
        put(scene, report_id, content)
    assert caught.value.reason == reason
    assert listed(scene, report_id) == []
    assert told(scene, "report.put_scan") == []


def test_the_same_file_again_and_a_stale_page_change_nothing(scene):
    report_id = scene.signed()
    put(scene, report_id)
    with pytest.raises(BadUpload) as caught:
        put(scene, report_id, seen=1, reason="Lần nữa")
    assert caught.value.reason == "same_file"
    with pytest.raises(Conflict):
        put(scene, report_id, files.pdf(words="khác"), seen=0)
    assert [one.number for one in listed(scene, report_id)] == [1]


def test_a_second_click_puts_one(scene):
    report_id, act = scene.signed(), new_act()
    for _ in range(2):
        put(scene, report_id, act=act)
    assert len(listed(scene, report_id)) == 1


def test_it_is_on_record_once_a_day_who_opened_it(scene):
    report_id = scene.signed()
    put(scene, report_id)
    before = scene.again().revision
    for day in (0, 0, 1):
        with clock.at(NOW + timedelta(days=day)):
            scans.open_scan(scene.db, scene.who(SON), report_id, 1)
    assert len(told(scene, "report.open_scan")) == 2
    assert scene.again().revision == before


def test_what_there_is_not_is_not_found(scene):
    report_id = scene.signed()
    put(scene, report_id)
    other = replace(scene.again(), campaign_id=new_act())
    for work in (
        lambda: scans.listed(scene.db, scene.who(MAI), other, report_id),
        lambda: scans.open_scan(scene.db, scene.who(MAI), report_id, 2),
        lambda: scans.open_scan(scene.db, scene.who(MAI), new_act(), 1),
    ):
        with pytest.raises(NotFound):
            work()
    assert scene.db.read(lambda tx: closing_reports.report(tx, report_id)).state == State.SIGNED
