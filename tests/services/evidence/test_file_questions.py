"""Questions that files answer: tied to evidence, checked like answers, read wherever these are."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest

from lib import text
from lib.domain.evidence import EvidenceAct
from lib.domain.exports import Options
from lib.domain.forms import building
from lib.domain.forms.fields import Kind
from lib.domain.imports import Outcome
from lib.domain.nominations import Subject
from lib.domain.plan_drafts import Name, Part
from lib.domain.workflow import Step, WorkStatus
from lib.errors import BadUpload, Conflict, Denied, Invalid, NotFound, Problems, Refused
from lib.exports.registry import EXPORTS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.building import drafts, task_forms
from lib.services.checklist import checklist, verification
from lib.services.checklist.item_acts import Target
from lib.services.connections import editions
from lib.services.connections.editions import Shelf
from lib.services.evidence import evidence, evidence_holders, evidence_questions, evidence_uses
from lib.services.evidence.evidence import Upload
from lib.services.unit_sheets import books, writing
from lib.store import evidence as evidence_store
from tests import files as bytes_of
from tests.cast import BINH, CAST, HUNG, LAN, VAN
from tests.services.building.building_scene import LATER, running
from tests.services.evidence import file_question_scene as at
from tests.services.evidence.file_question_scene import MINUTES, PHOTOS
from tests.services.unit_sheets.sheet_scene import cells, filled, places, read
from tests.small_campaign import HELD, SHARE

PDF, OTHER_PDF, PHOTO = bytes_of.pdf(), bytes_of.pdf(words="Khác"), bytes_of.image("PNG")

pytestmark = [
    pytest.mark.usefixtures("own_data"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


@pytest.fixture
def scene(stage):
    with clock.at(LATER):
        yield stage.set(at.make)


def reasons(caught) -> list[tuple[str, object]]:
    return [(one.reason, one.facts["key"]) for one in caught.value.problems]


def use(scene, verb: str, one, *, code: str = HELD) -> None:
    getattr(evidence_uses, verb)(
        scene.db, scene.who(LAN), running(scene), at.held(scene, LAN, code), act_id=new_act(),
        evidence_id=one.evidence_id,
    )  # fmt: skip


def send(scene) -> None:
    one = at.opened(scene)
    verification.take_step(
        scene.db, scene.who(HUNG), running(scene), act_id=new_act(), step=Step.SEND,
        targets=[Target(one.item.unit_id, one.task.task_id, one.item.version)],
    )  # fmt: skip


def test_files_answer_the_question_they_are_added_to(scene):
    before = at.opened(scene).item.version

    added = at.add(scene, ("Biên bản.pdf", PDF))
    at.add(scene, ("a.png", PHOTO), question=PHOTOS)
    at.add(scene, ("khác.pdf", OTHER_PDF), question="")

    assert added.names == ("Biên bản.pdf",)
    assert at.answers(scene) == {
        MINUTES: ["Biên bản.pdf"], PHOTOS: ["a.png"], None: ["khác.pdf"],
    }  # fmt: skip
    now = at.opened(scene)
    assert (now.item.version, now.files) == (before, 3)
    assert now.item.files == {MINUTES: ["Biên bản.pdf"], PHOTOS: ["a.png"]}


def test_a_report_is_done_once_the_required_file_is_there(scene):
    with pytest.raises(Problems) as refused:
        at.save(scene)
    assert reasons(refused) == [("file_needed", MINUTES)]
    at.save(scene, status=WorkStatus.IN_PROGRESS)

    at.add(scene, ("Biên bản.pdf", PDF))
    at.save(scene)

    item = at.opened(scene).item
    assert (item.status, item.answers) == (WorkStatus.DONE, {"so_hoi_nghi": 4})
    send(scene)
    assert at.opened(scene).item.sent_by == scene.who(HUNG).account_id


def test_nothing_is_sent_whose_required_file_was_taken_off(scene):
    at.add(scene, ("Biên bản.pdf", PDF))
    at.save(scene)
    use(scene, "remove", at.files(scene)[0])

    assert not at.opened(scene).is_ready
    listed = checklist.unit_checklist(scene.db, scene.who(LAN), running(scene))
    assert not next(line for line in listed.lines if line.task.code == HELD).is_ready
    with pytest.raises(Refused) as refused:
        send(scene)
    assert refused.value.reason == "not_ready"

    at.add(scene, ("Lại.pdf", OTHER_PDF))
    send(scene)


def test_what_is_not_asked_needs_no_file(scene):
    at.built(scene, lambda draft: building.added(draft, Kind.YES_NO, {"label": "Có họp"}))
    at.built(scene, lambda draft: building.moved(draft, "co_hop", -2))
    at.built(scene, lambda draft: building.changed(draft, MINUTES, {
        "label": "Biên bản", "required": True, "show_when": {"field": "co_hop", "is": True},
    }))  # fmt: skip
    at.publish(scene)

    at.save(scene, {"so_hoi_nghi": "4", "co_hop": False})
    with pytest.raises(Problems) as refused:
        at.save(scene, {"so_hoi_nghi": "4", "co_hop": True})

    assert reasons(refused) == [("file_needed", MINUTES)]


def test_a_question_takes_its_types_and_so_many(scene):
    added = at.add(
        scene, ("a.png", PHOTO), ("1.pdf", PDF), ("giả.pdf", bytes_of.EXE),
        ("2.pdf", OTHER_PDF), ("3.pdf", bytes_of.pdf(words="Ba")),
    )  # fmt: skip

    assert added.names == ("1.pdf", "2.pdf")
    assert [(one.reason, one.facts["file"]) for one in added.refused] == [
        ("wrong_content", "giả.pdf"), ("other_type", "a.png"), ("question_full", "3.pdf"),
    ]  # fmt: skip
    assert [text.sentence(one) for one in added.refused[1:]] == [
        "a.png: câu hỏi “Biên bản” chỉ nhận PDF, Word (DOCX).",
        "3.pdf: câu hỏi “Biên bản” nhận tối đa 2 tệp. Vui lòng gỡ bớt tệp cũ.",
    ]
    assert at.answers(scene) == {MINUTES: ["1.pdf", "2.pdf"]}


def test_two_who_add_at_once_do_not_fill_it_twice(scene, monkeypatch):
    at.add(scene, ("1.pdf", PDF))
    monkeypatch.setattr(evidence_questions, "checked", lambda *_: (two, []))
    two = [_checked("2.pdf", OTHER_PDF), _checked("3.pdf", bytes_of.pdf(words="Ba"))]

    with pytest.raises(BadUpload) as refused:
        at.add(scene, ("2.pdf", OTHER_PDF))

    assert refused.value.reason == "question_full"
    assert at.answers(scene) == {MINUTES: ["1.pdf"]}


def _checked(name: str, content: bytes):
    from lib.services.files import file_checks

    return file_checks.checked(Upload(name, io.BytesIO(content)), evidence.limits())


def test_five_clicks_add_once(scene):
    act = new_act()

    for _ in range(5):
        at.add(scene, ("1.pdf", PDF), act=act)

    assert at.answers(scene) == {MINUTES: ["1.pdf"]}


def test_a_file_that_is_there_is_told_to_answer(scene):
    at.add(scene, ("1.pdf", PDF), question="")

    again = at.add(scene, ("1.pdf", PDF))
    (one,) = at.files(scene)
    at.tie(scene, one, MINUTES)

    assert [refused.reason for refused in again.refused] == ["file_there"]
    assert "“Biên bản”" in text.sentence(again.refused[0])
    assert at.answers(scene) == {MINUTES: ["1.pdf"]}
    at.save(scene)


def test_what_a_file_answers_can_be_changed(scene):
    at.add(scene, ("1.pdf", PDF))
    (one,) = at.files(scene)

    with pytest.raises(BadUpload) as refused:
        at.tie(scene, one, PHOTOS)
    assert refused.value.reason == "other_type"
    with pytest.raises(Conflict):
        at.tie(scene, one, "", seen=PHOTOS)
    at.tie(scene, one, "")

    assert at.answers(scene) == {None: ["1.pdf"]}
    entries = evidence.history_of(scene.db, scene.who(LAN), at.held(scene))
    assert [(entry.act, entry.question) for entry in entries] == [
        (EvidenceAct.RENAME, ""), (EvidenceAct.ADD, MINUTES),
    ]  # fmt: skip
    details = scene.db.read(
        lambda tx: tx.rows(
            "SELECT CAST(detail AS VARCHAR) FROM audit_events"
            " WHERE event IN ('evidence.add', 'evidence.rename') ORDER BY happened_at, revision"
        )
    )
    assert '"question": "Biên bản"' in details[0][0].replace('":"', '": "')
    assert '"before": "Biên bản"' in details[1][0].replace('":"', '": "')


def test_a_full_question_takes_none_back(scene):
    at.add(scene, ("1.pdf", PDF))
    (one,) = at.files(scene)
    use(scene, "remove", one)
    at.add(scene, ("2.pdf", OTHER_PDF), ("3.pdf", bytes_of.pdf(words="Ba")))

    with pytest.raises(BadUpload) as refused:
        use(scene, "restore", one)
    assert refused.value.reason == "question_full"
    use(scene, "remove", next(it for it in at.files(scene) if it.file_name == "3.pdf"))
    use(scene, "restore", one)

    assert sorted(at.answers(scene)[MINUTES]) == ["1.pdf", "2.pdf"]


def test_a_new_revision_keeps_to_the_types_of_the_question(scene):
    at.add(scene, ("1.pdf", PDF))
    (one,) = at.files(scene)

    def revise(name: str, content: bytes) -> None:
        evidence.add_revision(
            scene.db, scene.who(LAN), running(scene), act_id=new_act(),
            evidence_id=one.evidence_id, seen_version=one.version,
            upload=Upload(name, io.BytesIO(content)),
        )  # fmt: skip

    with pytest.raises(BadUpload) as refused:
        revise("a.png", PHOTO)
    revise("ký.pdf", OTHER_PDF)

    assert refused.value.reason == "other_type"
    assert at.opened(scene).item.files == {MINUTES: ["ký.pdf"]}


def test_used_for_another_task_it_answers_nothing_there(scene):
    at.add(scene, ("1.pdf", PDF))
    (one,) = at.files(scene)

    use(scene, "reuse", one, code=SHARE)

    assert [it.question for it in at.files(scene, code=SHARE)] == [None]
    assert at.answers(scene) == {MINUTES: ["1.pdf"]}


def test_ids_among_the_answers_are_no_files(scene):
    """Whatever a form sends for the question is not read, be it a file of the unit's own."""
    at.add(scene, ("lạ.pdf", PDF), person=BINH)
    at.add(scene, ("mình.pdf", OTHER_PDF), question="")
    ids = [str(one.evidence_id) for one in (*at.files(scene, BINH), *at.files(scene))]

    for given in (ids, ids[0], [{"evidence_id": ids[0]}], {MINUTES: ids}, "lạ.pdf"):
        with pytest.raises(Problems) as refused:
            at.save(scene, {"so_hoi_nghi": "4", MINUTES: given})
        assert reasons(refused) == [("file_needed", MINUTES)]

    at.save(scene, {"so_hoi_nghi": "4", MINUTES: ids}, status=WorkStatus.IN_PROGRESS)
    assert at.opened(scene).item.answers == {"so_hoi_nghi": 4}
    assert at.answers(scene) == {None: ["mình.pdf"]}


def test_another_unit_s_file_answers_nothing(scene):
    at.add(scene, ("lạ.pdf", PDF), person=BINH)
    (theirs,) = at.files(scene, BINH)

    with pytest.raises(NotFound):
        at.tie(scene, theirs, MINUTES)
    with pytest.raises(Denied):
        at.tie(scene, theirs, "", of=BINH)
    with pytest.raises(NotFound):
        use(scene, "reuse", theirs)

    assert at.answers(scene, BINH) == {MINUTES: ["lạ.pdf"]}
    assert at.answers(scene) == {}


def test_a_removed_file_answers_nothing(scene):
    at.add(scene, ("1.pdf", PDF), question="")
    (one,) = at.files(scene)
    use(scene, "remove", one)

    with pytest.raises(Conflict):
        at.tie(scene, one, MINUTES)


@pytest.mark.parametrize("question", ["khong_co", "so_hoi_nghi", ["bien_ban"], 7, "bien_ban "])
def test_no_file_is_added_to_what_is_no_question_for_files(scene, question):
    with pytest.raises(Invalid) as refused:
        at.add(scene, ("1.pdf", PDF), question=question)

    assert refused.value.reason == "not_choice"
    assert at.files(scene) == ()


def test_no_file_is_added_to_the_question_of_another_task(scene):
    with pytest.raises(Invalid):
        at.add(scene, ("1.pdf", PDF), code=SHARE)


def test_no_file_of_a_nomination_answers_a_question(scene):
    nomination = evidence_holders.OfNomination(running(scene), uuid4())

    with pytest.raises(Invalid):
        evidence.add_to(
            scene.db, scene.who(LAN), running(scene), nomination, act_id=new_act(),
            uploads=[Upload("1.pdf", io.BytesIO(PDF))], question=MINUTES,
        )  # fmt: skip


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_only_the_unit_says_what_its_files_answer(scene, person):
    at.add(scene, ("1.pdf", PDF), question="")
    (one,) = at.files(scene)

    if person in (LAN, HUNG):
        at.tie(scene, one, MINUTES, person=person)
        at.add(scene, ("2.pdf", OTHER_PDF), person=person, of=LAN)
        assert at.answers(scene) == {MINUTES: ["1.pdf", "2.pdf"]}
        return
    with pytest.raises(Denied):
        at.tie(scene, one, MINUTES, person=person)
    with pytest.raises(Denied):
        at.add(scene, ("2.pdf", OTHER_PDF), person=person, of=LAN)
    assert at.answers(scene) == {None: ["1.pdf"]}


def test_what_was_sent_keeps_its_files(scene):
    at.add(scene, ("1.pdf", PDF))
    (one,) = at.files(scene)
    at.save(scene)
    send(scene)

    for act in (
        lambda: at.tie(scene, one, ""),
        lambda: at.add(scene, ("2.pdf", OTHER_PDF)),
        lambda: use(scene, "remove", one),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reason == "locked"


def test_a_question_that_is_retired_keeps_its_files_and_asks_them_again(scene):
    at.add(scene, ("1.pdf", PDF))
    at.built(scene, lambda draft: building.retired(draft, MINUTES))
    at.publish(scene)

    at.save(scene)
    assert at.answers(scene) == {MINUTES: ["1.pdf"]}
    with pytest.raises(Invalid):
        at.add(scene, ("2.pdf", OTHER_PDF))
    assert at.rows(scene, "evidence")[0]["Trả lời câu hỏi"] == "Biên bản"

    at.built(scene, lambda draft: building.asked_again(draft, MINUTES))
    at.publish(scene)
    assert at.opened(scene).item.files == {MINUTES: ["1.pdf"]}


def test_a_question_that_files_answer_is_used(scene):
    at.add(scene, ("1.pdf", PDF))
    use(scene, "remove", at.files(scene)[0])

    with pytest.raises(Refused) as refused:
        at.built(scene, lambda draft: building.removed(draft, MINUTES))
    at.built(scene, lambda draft: building.removed(draft, PHOTOS))

    assert refused.value.reason == "field_used"


def test_files_of_nominations_are_parts_of_the_dossier(scene):
    name = Name(Part.NOMINATION, Subject.INDIVIDUAL.value)
    who, campaign = scene.who(VAN), running(scene)
    record = drafts.opened(scene.db, who, campaign).record(name)

    with pytest.raises(Refused) as refused:
        task_forms.change(
            scene.db, who, campaign, act_id=new_act(), name=name, seen_version=record.version,
            act=lambda draft: building.added(draft, Kind.FILES, {"label": "Ảnh"}),
        )  # fmt: skip

    assert refused.value.reason == "fixed_barred"


def test_files_stand_in_exports_and_for_programs(scene):
    at.add(scene, ("=1+1.pdf", PDF), ("2.pdf", OTHER_PDF))
    at.add(scene, ("a.png", PHOTO), question="")
    at.save(scene)

    unit = {"Mã đơn vị": "QLXD", "Mã nhiệm vụ": HELD}
    (told,) = [one for one in at.rows(scene, "items") if unit.items() <= one.items()]
    tied = {one["Tên tệp"]: one["Trả lời câu hỏi"] for one in at.rows(scene, "evidence")}
    shelf = Shelf()
    edition = editions.take(scene.db, running(scene), EXPORTS["items"], Options(), None, shelf)
    types = {one.label: (one.name, one.type.value) for one in edition.columns}
    edition.leave()
    shelf.clear()

    assert told["Biên bản"].lstrip("'") == "=1+1.pdf; 2.pdf"
    assert not told["Biên bản"].startswith("=")
    assert (told["Biên bản (số tệp)"], told["Ảnh chụp (số tệp)"]) == ("2", "0")
    assert (told["Ảnh chụp"], told["Số minh chứng"]) == ("", "3")
    assert sorted(tied.values()) == ["", "Biên bản", "Biên bản"]
    assert types["Biên bản"][1] == "text"
    name, kind = types["Biên bản (số tệp)"]
    assert name.endswith("_bien_ban_so_tep")
    assert kind == "number"


def test_of_an_earlier_instant_it_tells_what_answered_then(scene):
    later = LATER + timedelta(hours=1)
    at.add(scene, ("1.pdf", PDF))
    (one,) = at.files(scene)
    with clock.at(later):
        at.tie(scene, one, "")
        evidence.rename(
            scene.db, scene.who(LAN), running(scene), act_id=new_act(),
            evidence_id=one.evidence_id, seen_version=one.version, title="Mới",
            effective_on=clock.today(),
        )  # fmt: skip
    with clock.at(later + timedelta(hours=1)):
        at.tie(scene, at.files(scene)[0], MINUTES)
    with clock.at(later + timedelta(hours=2)):
        use(scene, "remove", one)
    seen = {}
    with clock.at(later + timedelta(hours=3)):
        for hour in range(4):
            moment = clock_words(LATER + timedelta(hours=hour, minutes=1))
            listed = at.rows(scene, "evidence", as_of=moment)
            counted = {row["Biên bản (số tệp)"] for row in at.rows(scene, "items", as_of=moment)}
            seen[hour] = [row["Trả lời câu hỏi"] for row in listed], "1" in counted

    assert seen == {
        0: (["Biên bản"], True), 1: ([""], False), 2: (["Biên bản"], True), 3: ([], False),
    }  # fmt: skip


def clock_words(instant) -> str:
    from lib.domain.vietnamese import local

    return f"{local(instant):%Y-%m-%dT%H:%M}"


def test_the_units_workbook_shows_the_names_and_takes_none(scene):
    at.add(scene, ("1.pdf", PDF), ("2.pdf", OTHER_PDF))
    lan = scene.who(LAN)
    content = books.workbook(scene.db, lan, running(scene))
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    place = places(page)
    locked = {
        row[place["key"] - 1].value: row[place["value"] - 1].protection.locked
        for row in page.iter_rows(min_row=3)
        if row[place["code"] - 1].value == HELD
    }
    typed = {(HELD, MINUTES): "khác.pdf", (HELD, "so_hoi_nghi"): "5"}
    done = {(HELD, "status"): text.WORK_STATUSES[WorkStatus.DONE]}

    tried = writing.tried(scene.db, lan, running(scene), read(filled(content, typed | done)))

    assert cells(content)[HELD, MINUTES] == "1.pdf; 2.pdf"
    assert (locked[MINUTES], locked["so_hoi_nghi"]) == (True, False)
    (changed,) = [one for one in tried.tasks if one.outcome != Outcome.SAME]
    assert changed.outcome == Outcome.CHANGED
    assert "Biên bản" not in {one.label for one in changed.changes}


def test_the_workbook_refuses_what_lacks_the_file(scene):
    lan = scene.who(LAN)
    content = books.workbook(scene.db, lan, running(scene))
    done = {
        (HELD, "so_hoi_nghi"): "5", (HELD, MINUTES): "có.pdf",
        (HELD, "status"): text.WORK_STATUSES[WorkStatus.DONE],
    }  # fmt: skip

    tried = writing.tried(scene.db, lan, running(scene), read(filled(content, done)))

    (refused,) = [one for one in tried.tasks if one.outcome != Outcome.SAME]
    assert refused.outcome == Outcome.FAULTY
    assert [one.words for one in refused.faults] == [
        "Biên bản: vui lòng thêm tệp, mục này bắt buộc."
    ]


def test_a_form_without_such_questions_asks_nothing_of_files(scene, monkeypatch):
    """The save of a report, the unit's list of which no task asks for files, and a step."""
    for key in (MINUTES, PHOTOS):
        at.built(scene, lambda draft, key=key: building.removed(draft, key))
    at.publish(scene)

    def asked(*_args: object) -> None:
        raise AssertionError("the files were asked for")

    monkeypatch.setattr(evidence_store, "answering", asked)
    at.save(scene)
    checklist.unit_checklist(scene.db, scene.who(LAN), running(scene))
    send(scene)
