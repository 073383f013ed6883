"""Evidence of items: who may do what, done once, kept whole, and told in the history."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from lib.config import settings
from lib.domain.access import Action, Role, can
from lib.domain.evidence import EvidenceAct
from lib.domain.workflow import Step
from lib.errors import BadUpload, Conflict, Denied, Invalid, NotFound, Refused, Unavailable
from lib.services import clock
from lib.services.acts import new_act
from lib.services.checklist import verification
from lib.services.checklist.item_acts import Target
from lib.services.evidence import evidence, evidence_files
from lib.services.evidence.evidence import Upload
from lib.services.files import stored_files
from tests import files, small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, THU, VAN, YEN
from tests.services.evidence.evidence_scene import Scene, loaded  # noqa: F401 a fixture
from tests.small_campaign import HELD, SHARE

WORDS = ("remove", "restore", "reuse")


def test_adding_keeps_file_rows_history_and_audit(scene: Scene) -> None:
    before = scene.left()

    added = scene.add(("Biên bản.pdf", files.pdf()), ("Ảnh.png", files.image("PNG")))

    kept = scene.listed().files
    assert added.names == ("Biên bản.pdf", "Ảnh.png")
    assert [(one.title, one.file_name, one.revision_no) for one in kept] == [
        ("Biên bản", "Biên bản.pdf", 1), ("Ảnh", "Ảnh.png", 1),
    ]  # fmt: skip
    assert {one.uploaded_by_name for one in kept} == {LAN.full_name}
    assert kept[0].effective_on == clock.today()
    assert scene.left() == (
        before[0] + 2, before[1] + 2, before[2] + 2, before[3] + 1, before[4] + 1, before[5] + 2,
    )  # fmt: skip
    stored = stored_files.blobs(scene.db).path(kept[0].sha256)
    assert stored.read_bytes() == files.pdf()


def test_one_refused_file_does_not_hold_up_the_others(scene: Scene) -> None:
    added = scene.add(("a.pdf", files.EXE), ("b.pdf", files.pdf()), ("c.pdf", b""))

    assert added.names == ("b.pdf",)
    assert [(one.reason, one.facts["file"]) for one in added.refused] == [
        ("wrong_content", "a.pdf"), ("empty", "c.pdf"),
    ]  # fmt: skip
    assert [one.file_name for one in scene.listed().files] == ["b.pdf"]


def test_refused_files_leave_nothing(scene: Scene) -> None:
    before = scene.left()

    scene.add(("a.pdf", files.EXE), ("../b.pdf", files.pdf()), ("c\u202e.pdf", files.pdf()))

    assert scene.left() == before


def test_a_save_that_finds_no_room_leaves_no_files(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first files would have filled a disk that was nearly full already."""
    before = scene.left()

    def full(_work: object) -> None:
        raise Unavailable("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(scene.db, "write", full)
        for number in range(3):
            with pytest.raises(Unavailable):
                scene.add((f"{number}.pdf", files.pdf(words=str(number))))

    assert scene.left() == before
    assert not [one for one in stored_files.blobs(scene.db).root.rglob("*") if one.is_file()]


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_only_the_unit_adds_and_only_to_its_items(scene: Scene, person) -> None:
    before = scene.left()

    if person in (LAN, HUNG):
        scene.add(("a.pdf", files.pdf()), person=person, of=LAN)
        assert scene.left() != before
    else:
        with pytest.raises(Denied):
            scene.add(("a.pdf", files.pdf()), person=person, of=LAN)
        assert scene.left() == before


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_who_sees_and_opens_evidence(scene: Scene, person) -> None:
    found, lan = scene.one(), scene.who(LAN)
    may = person in (LAN, HUNG, MAI, VAN, SON)

    def opened() -> stored_files.OpenFile:
        return evidence_files.open_file(
            scene.db, scene.who(person), evidence_id=found.evidence_id, revision_no=1
        )

    if may:
        assert scene.seen(person, lan).files == (found,)
        assert opened().path.read_bytes() == files.pdf()
        assert (opened().name, opened().media_type) == ("Biên bản.pdf", "application/pdf")
    else:
        with pytest.raises(Denied):
            scene.seen(person, lan)
        with pytest.raises(NotFound):
            opened()


def test_what_is_not_there_is_not_opened(scene: Scene) -> None:
    found, lan = scene.one(), scene.who(LAN)

    for evidence_id, number in ((found.evidence_id, 2), (new_act(), 1)):
        with pytest.raises(NotFound):
            evidence_files.open_file(scene.db, lan, evidence_id=evidence_id, revision_no=number)
    scene.blobs()[0].unlink()
    with pytest.raises(NotFound):
        evidence_files.open_file(scene.db, lan, evidence_id=found.evidence_id, revision_no=1)
    assert stored_files.missing(scene.db) == 1


@pytest.mark.parametrize("state", ["sent", "received", "verified"])
def test_a_locked_item_keeps_its_evidence_as_it_is(scene: Scene, state: str) -> None:
    found = scene.one()
    gone = scene.one("b.pdf", files.pdf(words="b"))
    scene.use("remove", gone)
    scene.add(("c.pdf", files.pdf(words="c")), code=SHARE)
    other = scene.listed(code=SHARE).files[0]
    scene.lock(state=state)
    before = scene.left()

    acts = [
        lambda: scene.add(("d.pdf", files.pdf(words="d"))),
        lambda: scene.use("remove", found),
        lambda: scene.use("restore", gone),
        lambda: scene.use("reuse", other),
        lambda: revise(scene, found),
        lambda: rename(scene, found),
    ]
    for act in acts:
        with pytest.raises(Refused, match="locked"):
            act()

    assert scene.left() == before


def test_a_returned_item_takes_evidence(scene: Scene) -> None:
    scene.lock(state="returned")

    assert scene.add(("a.pdf", files.pdf())).names == ("a.pdf",)


def test_a_closed_campaign_takes_none(scene: Scene) -> None:
    scene.db.write(lambda tx: tx.run("UPDATE campaigns SET state = 'closed'"))
    before = scene.left()

    with pytest.raises(Refused, match="closed_campaign"):
        scene.add(("a.pdf", files.pdf()))

    assert scene.left()[:5] == before[:5]


def test_five_clicks_add_once(scene: Scene) -> None:
    act, before = new_act(), scene.left()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda _: scene.add(("a.pdf", files.pdf()), act=act), range(5)))
    scene.add(("a.pdf", files.pdf()), act=act)

    assert len(scene.listed().files) == 1
    assert scene.left() == (
        before[0] + 1, before[1] + 1, before[2] + 1, before[3] + 1, before[4] + 1, before[5] + 1,
    )  # fmt: skip


def test_the_same_content_is_on_disk_once(scene: Scene) -> None:
    scene.add(("a.pdf", files.pdf()))
    scene.add(("b.pdf", files.pdf()), code=SHARE)
    scene.add(("c.pdf", files.pdf()), person=BINH)

    again = scene.add(("a lần nữa.pdf", files.pdf()), ("x.pdf", files.pdf(words="x")),
                      ("y.pdf", files.pdf(words="x")))  # fmt: skip

    assert again.names == ("x.pdf",)
    assert [one.reason for one in again.refused] == ["same_file", "same_file"]
    assert len(scene.blobs()) == 2


def test_an_item_has_room_for_so_much(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TDKT_EVIDENCE_ITEM_MB", "1")
    settings.cache_clear()
    big = files.pdf(b"% " + b"x" * 700_000 + b"\n")

    added = scene.add(("a.pdf", big), ("b.pdf", big + b" "), ("c.pdf", files.pdf()))

    assert added.names == ("a.pdf", "c.pdf")
    assert [one.reason for one in added.refused] == ["item_full"]
    scene.add(("b.pdf", big + b" "), code=SHARE)
    other = scene.listed(code=SHARE).files[0]
    before = scene.left()
    with pytest.raises(BadUpload, match="item_full"):
        scene.use("reuse", other)
    assert scene.left() == before


def revise(scene: Scene, found, content: bytes | None = None, *, person=LAN, seen=None, act=None):
    return evidence.add_revision(
        scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
        evidence_id=found.evidence_id, seen_version=seen or found.version,
        upload=Upload("bản ký.pdf", io.BytesIO(content or files.pdf(words="ký"))),
    )  # fmt: skip


def rename(scene: Scene, found, title="Tên mới", day=date(2021, 3, 2), *, person=LAN, act=None):
    evidence.rename(
        scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
        evidence_id=found.evidence_id, seen_version=found.version, title=title, effective_on=day,
    )  # fmt: skip


def test_a_new_revision_keeps_the_old_one(scene: Scene) -> None:
    found, act = scene.one(), new_act()

    assert [revise(scene, found, act=act) for _ in range(2)] == [2, 2]

    (now,) = scene.listed().files
    assert (now.revision_no, now.file_name, now.version) == (2, "bản ký.pdf", 2)
    lan = scene.who(LAN)
    contents = [
        evidence_files.open_file(
            scene.db, lan, evidence_id=found.evidence_id, revision_no=number
        ).path.read_bytes()
        for number in (1, 2)
    ]
    assert contents == [files.pdf(), files.pdf(words="ký")]


def test_a_revision_over_a_stale_version_or_of_the_same_file_is_refused(scene: Scene) -> None:
    found = scene.one()
    revise(scene, found, person=HUNG)
    before = scene.left()

    with pytest.raises(Conflict):
        revise(scene, found, files.pdf(words="khác"))
    with pytest.raises(BadUpload, match="same_file"):
        revise(scene, scene.listed().files[0])
    with pytest.raises(BadUpload, match="wrong_content"):
        revise(scene, found, files.EXE)

    assert scene.left()[:5] == before[:5]


def test_naming_changes_title_and_day(scene: Scene) -> None:
    found, act = scene.one(), new_act()

    for _ in range(2):
        rename(scene, found, "  Biên bản   hội nghị ", act=act)

    (now,) = scene.listed().files
    assert (now.title, now.effective_on) == ("Biên bản hội nghị", date(2021, 3, 2))
    assert (now.version, now.file_name) == (2, "Biên bản.pdf")


@pytest.mark.parametrize(
    ("title", "day", "reason"),
    [
        (" ", date(2021, 3, 2), "required"),
        ("a" * 201, date(2021, 3, 2), "too_long"),
        ("a\x07", date(2021, 3, 2), "control_characters"),
        ("a", None, "required"),
        ("a", date(2099, 1, 1), "date_too_late"),
    ],
)
def test_names_that_cannot_be_taken(scene: Scene, title, day, reason) -> None:
    found = scene.one()
    before = scene.left()

    with pytest.raises(Invalid, match=reason):
        rename(scene, found, title, day)

    assert scene.left() == before


@pytest.mark.parametrize("person", [BINH, YEN, MAI, VAN, SON, THU, QUANG])
def test_nobody_else_changes_evidence(scene: Scene, person) -> None:
    found = scene.one()
    scene.use("remove", scene.one("b.pdf", files.pdf(words="b")))
    before = scene.left()
    refusals = (Denied, NotFound)

    for act in (
        lambda: revise(scene, found, person=person),
        lambda: rename(scene, found, person=person),
        lambda: scene.use("remove", found, person=person),
        lambda: scene.use("reuse", found, person=person, code=SHARE),
    ):
        with pytest.raises(refusals):
            act()

    assert scene.left()[:5] == before[:5]


def test_what_was_removed_comes_back(scene: Scene) -> None:
    found = scene.one()

    scene.use("remove", found)
    gone = scene.listed()
    scene.use("restore", found, person=HUNG, of=LAN)

    assert gone.files == ()
    assert [one.evidence_id for one in gone.removed] == [found.evidence_id]
    assert gone.removed[0].removed_by_name == LAN.full_name
    assert scene.listed().files == (found,)
    assert scene.listed().removed == ()


@pytest.mark.parametrize("verb", WORDS)
def test_five_clicks_do_it_once(scene: Scene, verb: str) -> None:
    found, act = scene.one(), new_act()
    code = SHARE if verb == "reuse" else HELD
    if verb == "restore":
        scene.use("remove", found)
    before = scene.left()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda _: scene.use(verb, found, code=code, act=act), range(5)))

    assert scene.left() == (*before[:2], before[2] + 1, before[3] + 1, before[4] + 1, before[5])


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_who_brings_back_from_a_locked_item(scene: Scene, person) -> None:
    found = scene.one()
    scene.use("remove", found)
    scene.lock()
    before = scene.left()

    if Role.OFFICE in person.roles:
        scene.use("restore", found, person=person)
        assert scene.listed().files == (found,)
    else:
        with pytest.raises((Denied, Refused)):
            scene.use("restore", found, person=person)
        assert scene.left() == before
    removable = can(scene.who(person), Action.ITEM_VIEW, unit_id=scene.who(LAN).unit_id)
    assert removable or person not in (LAN, HUNG, MAI, VAN, SON)


def test_after_30_days_it_stays_removed(scene: Scene) -> None:
    found = scene.one()
    scene.use("remove", found)
    later = clock.now() + timedelta(days=31)

    with clock.at(later):
        assert scene.listed().removed == ()
        with pytest.raises(Refused, match="undo_over"):
            scene.use("restore", found)

    assert len(scene.listed().removed) == 1


def test_one_file_backs_several_items(scene: Scene) -> None:
    found = scene.one()

    scene.use("reuse", found, code=SHARE)

    assert [one.evidence_id for one in scene.listed(code=SHARE).files] == [found.evidence_id]
    assert len(scene.blobs()) == 1
    lan = scene.who(LAN)
    every = evidence.of_unit(scene.db, lan, scene.campaign, lan.unit_id)
    assert [one.evidence_id for one in every] == [found.evidence_id]
    counted = evidence.counts(scene.db, lan, scene.campaign, lan.unit_id)
    tasks = {small_campaign.task(scene.db, code).task_id for code in (HELD, SHARE)}
    assert counted == dict.fromkeys(tasks, 1)
    with pytest.raises(BadUpload, match="same_file"):
        scene.use("reuse", found, code=SHARE)
    scene.use("remove", found, code=SHARE)
    scene.use("reuse", found, code=SHARE)
    assert len(scene.listed(code=SHARE).files) == 1


def test_a_file_that_also_backs_a_locked_item_is_not_replaced(scene: Scene) -> None:
    found = scene.one()
    scene.use("reuse", found, code=SHARE)
    scene.lock(SHARE)
    before = scene.left()

    with pytest.raises(Refused, match="locked"):
        revise(scene, found)
    with pytest.raises(Refused, match="locked"):
        rename(scene, found)
    scene.use("remove", found)

    assert scene.left()[:2] == before[:2]
    assert [one.version for one in scene.listed(code=SHARE).files] == [1]


def test_another_unit_s_file_is_not_reused(scene: Scene) -> None:
    found = scene.one()

    for person in (BINH, MAI):
        with pytest.raises(NotFound):
            scene.use("reuse", found, person=person, of=person)
    assert scene.listed(BINH).files == ()


def test_the_item_tells_its_history(scene: Scene) -> None:
    found = scene.one()
    revise(scene, found)
    rename(scene, scene.listed().files[0])
    scene.use("remove", found, person=HUNG, of=LAN)
    scene.use("restore", found)
    scene.use("reuse", found, code=SHARE)
    lan = scene.who(LAN)

    told = {
        code: [
            (one.act, one.title, one.revision_no, one.done_by_name)
            for one in evidence.history(
                scene.db, lan, unit_id=lan.unit_id,
                task_id=small_campaign.task(scene.db, code).task_id,
            )
        ]
        for code in (HELD, SHARE)
    }  # fmt: skip

    assert told[HELD] == [
        (EvidenceAct.RESTORE, "Tên mới", 2, LAN.full_name),
        (EvidenceAct.REMOVE, "Tên mới", 2, HUNG.full_name),
        (EvidenceAct.RENAME, "Tên mới", 2, LAN.full_name),
        (EvidenceAct.REVISE, "Biên bản", 2, LAN.full_name),
        (EvidenceAct.ADD, "Biên bản", 1, LAN.full_name),
    ]
    assert told[SHARE] == [(EvidenceAct.REUSE, "Tên mới", 2, LAN.full_name)]


def test_who_brought_evidence_does_not_verify_the_item(scene: Scene) -> None:
    scene.add(("a.pdf", files.pdf()), person=MAI)
    mai, task = scene.who(MAI), small_campaign.task(scene.db, HELD)
    scene.db.write(
        lambda tx: tx.run(
            "UPDATE items SET verification = 'sent' WHERE unit_id = $1 AND task_id = $2",
            [mai.unit_id, task.task_id],
        )
    )

    with pytest.raises(Refused, match="own_work"):
        verification.take_step(
            scene.db, mai, scene.campaign, act_id=new_act(), step=Step.RECEIVE,
            targets=[Target(mai.unit_id, task.task_id, 1)],
        )  # fmt: skip


def zipped(scene: Scene, person, **what) -> tuple[str, dict[str, bytes]]:
    made = evidence_files.zip_of(scene.db, scene.who(person), scene.campaign, **what)
    with zipfile.ZipFile(io.BytesIO(b"".join(made.pieces))) as package:
        assert package.testzip() is None
        return made.name, {name: package.read(name) for name in package.namelist()}


def test_zips_are_named_by_unit_and_item(scene: Scene) -> None:
    found = scene.one()
    scene.add(("Biên bản.pdf", files.pdf(words="2")), ("Ảnh.png", files.image("PNG")))
    scene.use("reuse", found, code=SHARE)
    scene.add(("q.pdf", files.pdf(words="q")), person=BINH)
    scene.use("remove", scene.listed().files[-1])

    _, item = zipped(scene, LAN, unit_code="QLXD", task_code=HELD)
    _, unit = zipped(scene, SON, unit_code="QLXD")
    name, everything = zipped(scene, MAI)

    folder = f"QLXD/{HELD} Việc {HELD}"
    assert item == {
        f"{folder}/Biên bản.pdf": files.pdf(), f"{folder}/Biên bản (2).pdf": files.pdf(words="2"),
    }  # fmt: skip
    assert unit == {**item, f"QLXD/{SHARE} Việc {SHARE}/Biên bản.pdf": files.pdf()}
    assert everything == {**unit, f"QHKT/{HELD} Việc {HELD}/q.pdf": files.pdf(words="q")}
    assert name.startswith("TDKT_nho_minh-chung_")
    assert name.endswith(f"_r{small_campaign.stored(scene.db).revision}.zip")


def test_a_zip_names_what_is_missing(scene: Scene) -> None:
    scene.one()
    scene.add(("b.pdf", files.pdf(words="b")))
    stored_files.blobs(scene.db).path(scene.listed().files[0].sha256).unlink()

    _, found = zipped(scene, LAN, unit_code="QLXD")

    folder = f"QLXD/{HELD} Việc {HELD}"
    assert found == {
        f"{folder}/b.pdf": files.pdf(words="b"),
        "thieu-tep.txt": f"{folder}/Biên bản.pdf".encode(),
    }


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_who_takes_which_zip(scene: Scene, person) -> None:
    scene.one()

    def taken(**what) -> bool:
        try:
            return bool(zipped(scene, person, **what))
        except (Denied, NotFound):
            return False

    is_office = Role.OFFICE in person.roles
    may_see = person in (LAN, HUNG, MAI, VAN, SON)
    assert [taken(), taken(unit_code="QLXD"), taken(unit_code="QLXD", task_code=HELD)] == [
        is_office, may_see, may_see,
    ]  # fmt: skip
    recorded = scene.db.read(
        lambda tx: tx.rows("SELECT count(*) FROM audit_events WHERE event = 'export.zip'")
    )
    assert recorded == [(is_office + 2 * may_see,)]


def test_there_is_no_empty_zip(scene: Scene) -> None:
    for what in ({}, {"unit_code": "VP"}, {"unit_code": "KHONG"}):
        with pytest.raises(NotFound):
            zipped(scene, MAI, **what)
