"""Reports of units: figures fixed with what is sent, papers of them, and who may have these."""

from __future__ import annotations

import io
import os
import tempfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lib.domain.access import Role
from lib.domain.jobs import Job, Kind, State
from lib.domain.nomination_workflow import Step as NominationStep
from lib.domain.nominations import Subject
from lib.domain.papers.papers import Paper
from lib.domain.unit_reports import Ending, Told
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import Denied, NotFound, Refused
from lib.exports import pdf
from lib.services import clock
from lib.services.acts import new_act
from lib.services.jobs import job_files, jobs
from lib.services.papers import unit_report_files, unit_reports
from lib.services.papers.unit_reports import PAGE_ROWS
from lib.store import units as units_store
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, VAN, YEN, Person
from tests.exports import docx_checker
from tests.exports.docx_reading import Reader
from tests.factories import many_units
from tests.services.jobs.waiting import ended, runner
from tests.services.nominations import nomination_scene
from tests.services.papers.report_scene import LATER, NOW, REPORT, ReportScene, make_scene
from tests.small_campaign import HELD, NIL, OPTIONAL, SHARE
from tests.support.stages import Stage


@pytest.fixture
def scene(stage: Stage, own_data: Path) -> ReportScene:
    made: ReportScene = stage.set(make_scene)
    return made


def told(scene: ReportScene) -> dict[str, tuple[Told, tuple[str, ...]]]:
    fixed = scene.fixed()
    assert fixed is not None
    tasks = [task for group in fixed.figures.groups for task in group.tasks]
    return {one.code: (one.told, tuple(it.value for it in one.figures)) for one in tasks}


def ask(
    scene: ReportScene, person: Person, *, of: Person = LAN, ending: Ending = Ending.DOCX
) -> Job:
    with clock.at(NOW):
        return unit_reports.ask(
            scene.db, scene.who(person), scene.campaign, unit_id=scene.who(of).unit_id,
            ending=ending,
        )  # fmt: skip


def ask_all(scene: ReportScene, person: Person, *, with_pdf: bool = False) -> Job:
    with clock.at(NOW):
        return unit_reports.ask_all(scene.db, scene.who(person), scene.campaign, with_pdf=with_pdf)


def made(scene: ReportScene, job: Job, person: Person = LAN) -> bytes:
    with runner(scene.db):
        assert ended(scene, job).state == State.DONE
    return jobs.take(scene.db, scene.who(person), job.job_id).path.read_bytes()


def words(content: bytes) -> str:
    return "\n".join(one.text for one in Reader(content).paragraphs())


def test_figures_are_fixed_with_what_is_sent(scene: ReportScene) -> None:
    scene.report(LAN, HELD, so_hoi_nghi="1.234")
    scene.report(LAN, SHARE, ty_le_num="248", ty_le_den="249")
    scene.report(LAN, NIL, status=WorkStatus.NIL)
    sent = scene.sent()

    assert told(scene) == {
        HELD: (Told.DONE, ("1.234 hội nghị",)),
        SHARE: (Told.DONE, ("248/249 người (99,6%)",)),
        NIL: (Told.NIL, ()),
        OPTIONAL: (Told.MISSING, ()),
    }
    counts = sent.figures.progress
    assert (counts.assigned, counts.complete, counts.nil, counts.optional) == (4, 4, 1, 1)
    assert (sent.version, sent.sent_at) == (scene.item(LAN).version, NOW)
    assert sent.answers["han_che"] == "Còn 01 hội nghị chậm."


def test_what_changes_later_moves_nothing_until_it_is_sent_again(scene: ReportScene) -> None:
    scene.report(LAN, HELD, so_hoi_nghi="3")
    first = scene.sent()
    scene.report(LAN, HELD, so_hoi_nghi="9", at=LATER)
    assert scene.fixed() == first
    scene.take(MAI, Step.RETURN, at=LATER)
    assert scene.fixed() == first

    scene.report(LAN, uu_diem="Đã bổ sung.", at=LATER)
    scene.take(HUNG, Step.SEND, at=LATER)

    assert told(scene)[HELD] == (Told.DONE, ("9 hội nghị",))
    again = scene.fixed()
    assert again is not None
    assert (again.answers["uu_diem"], again.sent_at) == ("Đã bổ sung.", LATER)
    assert again.revision > first.revision


def test_what_is_sent_with_it_counts_as_sent(scene: ReportScene) -> None:
    scene.report(LAN, HELD, so_hoi_nghi="3")
    scene.report(LAN)

    scene.take(HUNG, Step.SEND, REPORT, HELD)

    fixed = scene.fixed()
    assert fixed is not None
    assert fixed.figures.progress.sent == 2


def test_it_is_fixed_at_the_revision_and_the_head_of_its_own_act(scene: ReportScene) -> None:
    sent = scene.sent()

    number, sha256, revision = scene.db.read(
        lambda tx: tx.row(
            "SELECT number, hash, revision FROM audit_events WHERE event = 'item.send'"
        )
    )
    assert (sent.revision, sent.audit_head) == (revision, f"{number}-{sha256[:16]}")


def test_an_act_that_is_refused_fixes_nothing(scene: ReportScene) -> None:
    scene.report(LAN)

    with pytest.raises(Refused):
        scene.take(HUNG, Step.SEND, REPORT, HELD)

    assert scene.fixed() is None


def test_nominations_are_counted_as_two_kinds_once_they_are_sent(scene: ReportScene) -> None:
    people = [scene.save(LAN, ho_ten=f"Người {letter}") for letter in "AB"]
    whole = scene.save(LAN, subject=Subject.COLLECTIVE)
    scene.save(LAN, ho_ten="Còn Soạn")
    scene.step(HUNG, NominationStep.SEND, *people, whole)
    scene.step(
        VAN, NominationStep.RETURN, scene.stored(people[1].nomination_id), note="Thiếu",
        due_on=nomination_scene.NEW_DUE,
    )  # fmt: skip

    figures = scene.sent().figures

    assert (figures.collectives, figures.individuals) == (1, 1)


@pytest.mark.parametrize("state", Verification)
def test_who_may_have_it_made_in_whatever_state(scene: ReportScene, state: Verification) -> None:
    scene.bring(state)
    for person in CAST:
        own = person.unit == LAN.unit and bool(person.roles & {Role.STAFF, Role.HEAD})
        may = own or Role.OFFICE in person.roles
        try:
            job = ask(scene, person)
        except Denied:
            assert not may, person.username
        else:
            assert may, person.username
            assert job.kind == Kind.UNIT_REPORT


@pytest.mark.parametrize("state", Verification)
def test_the_paper_says_whether_its_figures_are_those_of_what_was_sent(
    scene: ReportScene, state: Verification
) -> None:
    scene.bring(state)
    unit_id = scene.who(LAN).unit_id

    with clock.at(LATER):
        shown = unit_reports.report(scene.db, scene.who(LAN), scene.campaign, unit_id)

    is_sent = state not in (Verification.NOT_SENT, Verification.RETURNED)
    assert shown.is_fixed == is_sent
    assert shown.as_of == (
        "Số liệu chốt ngày 25 tháng 5 năm 2021, khi gửi Văn phòng Sở."
        if is_sent
        else "Số liệu tạm tính đến ngày 27 tháng 5 năm 2021; báo cáo chưa gửi Văn phòng Sở."
    )


def test_a_report_sent_before_figures_were_kept_is_told_as_provisional(scene: ReportScene) -> None:
    scene.sent()
    scene.db.write(lambda tx: tx.run("DELETE FROM unit_reports"))

    with clock.at(LATER):
        shown = unit_reports.report(
            scene.db, scene.who(LAN), scene.campaign, scene.who(LAN).unit_id
        )

    assert not shown.is_fixed


def test_those_of_all_units_are_for_the_office_alone(scene: ReportScene) -> None:
    for person in CAST:
        if Role.OFFICE in person.roles:
            assert ask_all(scene, person).kind == Kind.UNIT_REPORTS
        else:
            with pytest.raises(Denied):
                ask_all(scene, person)


def test_the_right_is_asked_for_again_when_the_file_is_taken(scene: ReportScene) -> None:
    job = ask(scene, LAN)
    made(scene, job)
    elsewhere = scene.who(BINH).unit_id
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE accounts SET unit_id = $2 WHERE account_id = $1", [LAN.account_id, elsewhere]
        )
    )
    scene.actors.clear()

    with pytest.raises(Denied):
        jobs.take(scene.db, scene.who(LAN), job.job_id)


def test_the_paper_is_in_good_form_and_says_what_was_fixed(scene: ReportScene) -> None:
    scene.report(LAN, HELD, so_hoi_nghi="1.234")
    scene.report(LAN, NIL, status=WorkStatus.NIL)
    scene.sent()
    scene.report(LAN, HELD, so_hoi_nghi="1.999", at=LATER)

    content = made(scene, ask(scene, LAN))

    assert docx_checker.problems(content, Paper.UNIT_REPORT) == []
    said = words(content).replace("\u00a0", " ")
    assert "(1.234 hội nghị)" in said
    assert "1.999" not in said
    assert "Không phát sinh: Việc II.2.1" in said
    assert "Chưa báo cáo: Việc II.1.2" in said
    assert "Phối hợp tốt với A & B < 5 ngày." in said
    assert "Số:      /BC-QLXD" in said


def test_the_office_reports_to_the_leaders(scene: ReportScene) -> None:
    scene.report(MAI)
    scene.take(VAN, Step.SEND, of=MAI)

    shown = unit_reports.report(scene.db, scene.who(MAI), scene.campaign, scene.who(MAI).unit_id)

    assert shown.addressee == "Lãnh đạo Sở Xây dựng tỉnh Cao Bằng"


def test_all_units_are_in_the_zip_and_the_terminal_writes_the_same(
    scene: ReportScene, tmp_path: Path
) -> None:
    scene.sent()
    one, all_of_them = tmp_path / "one.docx", tmp_path / "all.zip"
    paged = made(scene, ask(scene, LAN)), made(scene, ask_all(scene, MAI), MAI)

    with clock.at(NOW):
        unit_report_files.write_for_operator(
            scene.db, campaign_code=None, unit_code="QLXD", out=one
        )
        count = unit_report_files.write_for_operator(
            scene.db, campaign_code=None, unit_code=None, out=all_of_them
        )

    assert one.read_bytes() == paged[0]
    with zipfile.ZipFile(all_of_them) as pack, zipfile.ZipFile(io.BytesIO(paged[1])) as of_page:
        assert pack.namelist() == [
            "Bao-cao-don-vi_VP_tam-tinh.docx",
            "Bao-cao-don-vi_TTR_tam-tinh.docx",
            "Bao-cao-don-vi_QLXD.docx",
            "Bao-cao-don-vi_QHKT_tam-tinh.docx",
        ]
        assert count == len(pack.namelist())
        assert of_page.namelist() == pack.namelist()
        # Those of the others tell of the log's end, which the asking has moved.
        assert pack.read("Bao-cao-don-vi_QLXD.docx") == one.read_bytes()
        assert of_page.read("Bao-cao-don-vi_QLXD.docx") == one.read_bytes()
        for name in pack.namelist():
            assert docx_checker.problems(pack.read(name), Paper.UNIT_REPORT) == []


def test_asking_and_taking_are_in_the_log(scene: ReportScene) -> None:
    sent = scene.sent()
    made(scene, ask(scene, LAN))

    events = scene.db.read(
        lambda tx: tx.rows(
            """
            SELECT event, actor_name, revision FROM audit_events
            WHERE event LIKE 'export.%' ORDER BY number
            """
        )
    )
    assert events == [
        ("export.ask", LAN.full_name, sent.revision),
        ("export.take", LAN.full_name, sent.revision),
    ]


def test_without_libreoffice_a_pdf_is_refused_in_words(
    scene: ReportScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "program", lambda: None)

    for asking in (
        lambda: ask(scene, LAN, ending=Ending.PDF),
        lambda: ask_all(scene, MAI, with_pdf=True),
    ):
        with pytest.raises(Refused) as caught:
            asking()
        assert caught.value.reason == "no_pdf"
    assert not unit_reports.has_pdf()


def test_with_libreoffice_it_is_a_pdf_for_the_archive(scene: ReportScene) -> None:
    scene.sent()

    content = made(scene, ask(scene, LAN, ending=Ending.PDF))

    assert content.startswith(b"%PDF-")
    assert b"pdfaid:part" in content


def test_the_zip_holds_both_where_both_are_asked_for(scene: ReportScene) -> None:
    content = made(scene, ask_all(scene, MAI, with_pdf=True), MAI)

    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert sorted(Path(one).suffix for one in pack.namelist()) == [".docx"] * 4 + [".pdf"] * 4


def test_a_cancelled_job_takes_its_libreoffice_along(
    scene: ReportScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    with runner(scene.db):
        job = ask_all(scene, MAI, with_pdf=True)
        while not (found := offices_of(scene, job)):
            time.sleep(0.02)
        jobs.cancel(scene.db, scene.who(MAI), job.job_id, act_id=new_act())

        while any(Path(f"/proc/{one}").exists() for one in found):
            time.sleep(0.02)

    assert left(scene) == []
    assert not list(rooms.rglob("*.docx"))


def left(scene: ReportScene) -> list[str]:
    root = job_files.of(scene.db).root
    return [one.name for one in root.iterdir() if one.suffix != ".lock"]


def offices_of(scene: ReportScene, job: Job) -> list[int]:
    """What the job's maker has had started."""
    part = str(job_files.of(scene.db).root / str(job.job_id)).encode()
    groups, found = set(), []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if part in one.read_bytes():
                groups.add(os.getpgid(int(one.parent.name)))
    for one in Path("/proc").glob("[0-9]*/comm"):
        with suppress(OSError):
            if "soffice" in one.read_text() and os.getpgid(int(one.parent.name)) in groups:
                found.append(int(one.parent.name))
    return found


def test_the_board_says_where_each_stands(scene: ReportScene) -> None:
    scene.sent()
    for person in (MAI, SON):
        board = unit_reports.board(scene.db, scene.who(person), scene.campaign)
        assert board is not None
        states = {one.unit.code: (one.verification, one.sent_at) for one in board.lines}
        assert states == {
            "VP": (Verification.NOT_SENT, None),
            "TTR": (Verification.NOT_SENT, None),
            "QLXD": (Verification.SENT, NOW),
            "QHKT": (Verification.NOT_SENT, None),
        }
    for person in (LAN, HUNG, YEN):
        with pytest.raises(Denied):
            unit_reports.board(scene.db, scene.who(person), scene.campaign)


def test_the_board_has_pages_and_counts_all(scene: ReportScene) -> None:
    many_units(scene.db, 45, campaign_id=scene.campaign.campaign_id)
    scene.sent()

    def board(**asked: Any) -> unit_reports.Board:
        found = unit_reports.board(scene.db, scene.who(MAI), scene.campaign, **asked)
        assert found is not None
        return found

    pages = [board(page=page) for page in (1, 2, 3)]

    units = scene.db.read(lambda tx: units_store.units(tx, NOW.date()))
    told = [one.unit for page in pages for one in page.lines]
    assert told == [one for one in units if one.unit_id in {unit.unit_id for unit in told}]
    assert [len(one.lines) for one in pages] == [PAGE_ROWS, PAGE_ROWS, 49 - 2 * PAGE_ROWS]
    assert {(one.total, one.pages) for one in pages} == {(49, 3)}
    for page in (-1, 0, 4, 10**6):
        assert board(page=page).lines == pages[0].lines
    assert len(board(page_rows=100).lines) == 49
    counts = {Verification.NOT_SENT: 48, Verification.SENT: 1}
    assert all(one.by_state == counts for one in (*pages, board(sought="qlxd")))


@pytest.mark.parametrize(
    ("sought", "codes"),
    [
        ("quan ly XAY", ["QLXD"]), ("qlxd", ["QLXD"]), ("dv000", [f"DV000{n}" for n in (1, 2, 3)]),
        ("không có ai", []), ("%", []), ("'", []), ("", [*"1234567"]),
    ],
)  # fmt: skip
def test_a_unit_is_sought_on_the_board_without_accents(
    scene: ReportScene, sought: str, codes: list[str]
) -> None:
    many_units(scene.db, 3, campaign_id=scene.campaign.campaign_id)

    found = unit_reports.board(scene.db, scene.who(SON), scene.campaign, sought=sought, page=5)

    assert found is not None
    assert found.total == len(found.lines) == len(codes)
    assert not sought or [one.unit.code for one in found.lines] == codes


def test_a_campaign_without_such_a_task_has_no_reports(stage: Stage, own_data: Path) -> None:
    scene = stage.set(nomination_scene.make_scene)
    unit_id = scene.who(LAN).unit_id

    assert unit_reports.board(scene.db, scene.who(MAI), scene.campaign) is None
    for asking in (
        lambda: unit_reports.report(scene.db, scene.who(LAN), scene.campaign, unit_id),
        lambda: unit_reports.ask(
            scene.db, scene.who(LAN), scene.campaign, unit_id=unit_id, ending=Ending.DOCX
        ),
        lambda: unit_reports.ask_all(scene.db, scene.who(MAI), scene.campaign, with_pdf=False),
    ):
        with pytest.raises(NotFound) as caught:
            asking()
        assert caught.value.reason == "unit_report"
