"""Notices of false information: rights for the cast, every step, pictures, attacks."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import pytest

from lib.domain.access import Actor
from lib.domain.campaigns import CampaignState
from lib.domain.notices import STEPS, Notice, State, Step
from lib.errors import BadUpload, Conflict, Denied, NotFound, Problems, Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.files.file_checks import Upload
from lib.services.opinions import notice_acts, notices
from lib.services.opinions.notice_acts import NoticeSaid, NoticeTarget
from lib.services.reports import waiting
from tests import files
from tests.cast import BINH, CAST, HUNG, LAN, MAI, QUANG, SON, THU, VAN, Person
from tests.services.opinions.opinion_scene import NIGHT, NOW, Scene
from tests.support.trace import events

RAW = {
    "nguon": "Một nhóm trên mạng",
    "duong_dan": "https://mang.example/1",
    "noi_dung": "Sai ngày.",
}
SAID = {
    Step.FORWARD: {"forwarded_to": "Công an tỉnh", "forwarded_on": "20/3/2021"},
    Step.CLOSE: {"reason": "Đã có thông báo số 1."},
    Step.REOPEN: {},
}
UNITS = {"lan", "hung", "binh", "yen", "mai", "van"}
OFFICE = {MAI.username, VAN.username}


@dataclass
class Desk:
    """Short ways to notices."""

    scene: Scene

    def who(self, person: Person) -> Actor:
        return self.scene.who(person)

    def send(self, person: Person = LAN, *, act=None, upload=None, **changes: object) -> Notice:
        with clock.at(NOW):
            notice_acts.send(
                self.scene.db, self.who(person), self.scene.campaign, act_id=act or new_act(),
                raw={**RAW, **changes}, upload=upload,
            )  # fmt: skip
        return self.seen()[0]

    def seen(self, person: Person = VAN) -> list[Notice]:
        found = notices.lines(self.scene.db, self.who(person), self.scene.campaign)
        return [one.notice for one in found]

    def step(self, person: Person, one: Notice, step: Step, *, act=None, **said: object) -> None:
        with clock.at(NIGHT):
            notice_acts.take_step(
                self.scene.db, self.who(person), self.scene.campaign, act_id=act or new_act(),
                target=NoticeTarget(one.notice_id, one.version), step=step,
                said=NoticeSaid(**said),
            )  # fmt: skip

    def put(self, state: State) -> Notice:
        self.scene.db.write(lambda tx: tx.run("UPDATE notices SET state = $1", [state.value]))
        return self.seen()[0]


@pytest.fixture
def desk(scene: Scene) -> Desk:
    return Desk(scene)


def upload(content: bytes, name: str = "Ảnh Nguyễn Văn A.png") -> Upload:
    return Upload(name, io.BytesIO(content))


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_sending_by_the_cast(desk, person):
    if person.username not in UNITS:
        with pytest.raises(Denied):
            desk.send(person)
        assert desk.seen() == []
        return
    sent = desk.send(person)

    assert (sent.number, sent.state, sent.received_on) == (1, State.RECEIVED, NOW.date())
    assert sent.unit_id == desk.who(person).unit_id
    assert events(desk.scene.db, "notice.") == [
        ("notice.send", person.full_name, {"number": 1, "unit": desk.who(person).unit_name})
    ]


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_reading_by_the_cast(desk, person):
    ours = desk.send(LAN, upload=upload(files.image("PNG")))
    theirs = desk.send(BINH, upload=upload(files.image("PNG")))
    actor, db = desk.who(person), desk.scene.db
    seen = {
        "lan": [ours], "hung": [ours], "binh": [theirs], "yen": [theirs],
        "mai": [theirs, ours], "van": [theirs, ours], "son": [theirs, ours],
    }.get(person.username)  # fmt: skip

    if seen is None:
        with pytest.raises(Denied):
            desk.seen(person)
    else:
        assert desk.seen(person) == seen
    for one in (ours, theirs):
        for door in (notices.history, notices.picture):
            if seen and one in seen:
                assert door(db, actor, one.notice_id)
            else:
                with pytest.raises(Denied):
                    door(db, actor, one.notice_id)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_every_state_and_step(desk, state, step):
    desk.send()
    one = desk.put(state)
    target = STEPS.get((state, step))

    if target is None:
        with pytest.raises(Refused, match="notice_state"):
            desk.step(VAN, one, step, **SAID[step])
        assert desk.seen() == [one]
    else:
        desk.step(VAN, one, step, **SAID[step])
        assert (desk.seen()[0].state, desk.seen()[0].version) == (target, 2)


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
@pytest.mark.parametrize("step", Step)
def test_every_step_by_the_cast(desk, person, step):
    desk.send()
    one = desk.put(State.CLOSED if step == Step.REOPEN else State.RECEIVED)

    if person.username in OFFICE:
        desk.step(person, one, step, **SAID[step])
        assert desk.seen()[0].version == 2
    else:
        with pytest.raises(Denied):
            desk.step(person, one, step, **SAID[step])
        assert desk.seen() == [one]


def test_nobody_handles_what_they_sent_themselves(desk):
    one = desk.send(MAI)

    with pytest.raises(Refused, match="own_notice"):
        desk.step(MAI, one, Step.FORWARD, **SAID[Step.FORWARD])
    desk.step(VAN, one, Step.FORWARD, **SAID[Step.FORWARD])

    assert desk.seen()[0].forwarded_to == "Công an tỉnh"


def test_it_is_numbered_and_clicked_twice_it_is_one(desk):
    act = new_act()
    desk.send(act=act)
    desk.send(act=act)
    desk.send(HUNG)

    assert [one.number for one in desk.seen()] == [2, 1]


def test_a_stale_version_is_refused_and_a_second_click_does_nothing(desk):
    one, act = desk.send(), new_act()
    desk.step(VAN, one, Step.FORWARD, act=act, **SAID[Step.FORWARD])
    desk.step(VAN, one, Step.FORWARD, act=act, **SAID[Step.FORWARD])

    with pytest.raises(Conflict):
        desk.step(MAI, one, Step.CLOSE, **SAID[Step.CLOSE])

    entries = notices.history(desk.scene.db, desk.who(VAN), one.notice_id)
    assert [(entry.step, entry.note) for entry in entries] == [
        ("forward", "Công an tỉnh"), ("send", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [{"nguon": ""}, {"noi_dung": " "}, {"duong_dan": "javascript:alert(1)"}, {"nguon": 7},
     {"noi_dung": "x" * 3001}],
    ids=repr,
)  # fmt: skip
def test_what_cannot_be_taken_is_refused(desk, typed):
    with pytest.raises(Problems):
        desk.send(**typed)

    assert desk.seen() == []


@pytest.mark.parametrize(
    "said",
    [{"forwarded_to": "", "forwarded_on": "20/3/2021"}, {"forwarded_to": "Sở", "forwarded_on": ""},
     {"forwarded_to": "Sở", "forwarded_on": "1/1/2031"}],
    ids=repr,
)  # fmt: skip
def test_sending_on_says_to_whom_and_when(desk, said):
    one = desk.send()

    with pytest.raises(Problems):
        desk.step(VAN, one, Step.FORWARD, **said)

    assert desk.seen() == [one]


def test_closing_what_was_not_sent_on_takes_a_reason(desk):
    one = desk.send()
    with pytest.raises(Refused, match="reason_needed"):
        desk.step(VAN, one, Step.CLOSE)
    desk.step(VAN, one, Step.FORWARD, **SAID[Step.FORWARD])
    desk.step(VAN, desk.seen()[0], Step.CLOSE)

    assert desk.seen()[0].state == State.CLOSED


def test_a_picture_is_kept_under_a_name_of_ours(desk):
    one = desk.send(upload=upload(files.image("PNG")))
    opened = notices.picture(desk.scene.db, desk.who(VAN), one.notice_id)

    assert (opened.name, opened.media_type) == ("thong-tin-1.png", "image/png")
    assert opened.path.read_bytes()[:4] == b"\x89PNG"
    stored = desk.scene.db.read(lambda tx: repr(tx.rows("SELECT * FROM notices")))
    assert "Nguy" not in stored


@pytest.mark.parametrize(
    "given",
    [upload(b"", "a.png"), upload(b"MZ" * 50, "a.png"), upload(b"%PDF-1.4", "a.pdf")],
    ids=["empty", "program", "document"],
)
def test_what_is_no_picture_is_refused(desk, given):
    with pytest.raises(BadUpload):
        desk.send(upload=given)

    assert desk.seen() == []


def test_a_pdf_is_harmless_but_no_picture(desk):
    with pytest.raises(BadUpload, match="not_picture"):
        desk.send(upload=upload(files.pdf(), "a.pdf"))


def test_there_is_no_picture_where_none_was_sent(desk):
    one = desk.send()

    with pytest.raises(NotFound):
        notices.picture(desk.scene.db, desk.who(VAN), one.notice_id)
    with pytest.raises(NotFound):
        notices.history(desk.scene.db, desk.who(VAN), new_act())
    with pytest.raises(NotFound):
        desk.step(VAN, replace(one, notice_id=new_act()), Step.FORWARD, **SAID[Step.FORWARD])


def test_nothing_is_taken_unless_the_campaign_runs(desk):
    desk.scene.put_state(CampaignState.CLOSED)

    with pytest.raises(Refused, match="not_running"):
        desk.send()


def test_the_office_is_told_in_the_menu_how_many_wait(desk):
    desk.send()
    desk.step(VAN, desk.send(), Step.FORWARD, **SAID[Step.FORWARD])

    for person in (LAN, VAN, SON, THU, QUANG):
        told = waiting.counts(desk.scene.db, desk.who(person))
        assert told.get("notice.view", 0) == (1 if person == VAN else 0)
