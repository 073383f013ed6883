"""Letters: each taken at most once, whoever sends, wherever it breaks; none is lost in silence."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from lib.domain.reminders.digests import Digest
from lib.domain.reminders.letters import Fault, Outcome, Result
from lib.domain.reminders.outbox import LETTER_LIFE, RETRY, TRIES, Mail, State, Step
from lib.errors import Refused
from lib.services import clock
from lib.services.acts import new_act
from lib.services.operation import upkeep
from lib.services.reminders import channels, delivering, inbox, outbox, outbox_acts
from lib.services.reminders.delivering import Pass
from lib.services.reminders.outbox_acts import DigestTarget
from lib.store import reminders
from lib.store import sessions as sessions_store
from lib.store.engine.ids import new_id
from tests import cast
from tests.cast import LAN, VAN, YEN
from tests.services.reminders.reminder_scene import REPORTING, at, make_scene
from tests.support import post

NOW = at(-3, hour=8)


class Crash(BaseException):
    """The process dies here."""


@dataclass
class Sink:
    """A mail server's other side, and where the sender dies.

    Attributes:
        answers: by user name, what is said to the whole letter.
        dies: "text", "noted" or "taken": before the note, before the dot, after it.
    """

    taken: list[Digest] = field(default_factory=list)
    answers: dict[str, Outcome] = field(default_factory=dict)
    dies: str = ""
    closed: int = 0
    offered: list[Digest] = field(default_factory=list)

    def send(self, digest: Digest, before_last: Callable[[], None]) -> Outcome:
        answer = self.answers.get(digest.name, Outcome(Result.ACCEPTED))
        self.offered.append(digest)
        self._die("text")
        if answer.result == Result.LATER and answer.fault != Fault.TEXT:
            return answer
        before_last()
        self._die("noted")
        if answer.result == Result.ACCEPTED:
            self.taken.append(digest)
        self._die("taken")
        return answer

    def close(self) -> None:
        self.closed += 1

    def _die(self, place: str) -> None:
        if self.dies == place:
            raise Crash


def with_letters(scene):
    """Six digests that are out, their letters waiting."""
    for person in REPORTING:
        scene.run(
            "UPDATE accounts SET email = $1 WHERE username = $2",
            f"{person.username}@soxaydung.example.vn", person.username,
        )  # fmt: skip
    scene.tick(at(-3, hour=5))
    with clock.at(NOW):
        delivering.release(scene.db, has_letters=True, at_once=False)
    return scene


@pytest.fixture
def out(scene):
    return with_letters(scene)


def deliver(scene, sink, *, when=NOW, holder=None, **taken):
    with clock.at(when):
        return delivering.deliver(scene.db, sink, Pass(holder or new_id(), **taken))


def mails(scene):
    return Counter(one.mail for one in scene.kept())


def mine(scene, person=LAN):
    (found,) = [one for one in scene.kept() if one.account_id == person.account_id]
    return found


def test_everybody_with_an_address_has_one_letter(out):
    sink, holder = Sink(), new_id()

    assert deliver(out, sink, holder=holder) == 6
    assert deliver(out, sink, holder=holder) == 0

    assert sorted(one.email for one in sink.taken) == sorted(
        f"{one.username}@soxaydung.example.vn" for one in REPORTING
    )
    assert mails(out) == {Mail.SENT: 6}
    assert mine(out).mail_to == "lan@soxaydung.example.vn"
    assert sink.closed == 1


def test_letters_are_followed_in_the_outbox_and_no_kept_account_is_read_again(
    duck_stage, monkeypatch
):
    out = with_letters(duck_stage.set(make_scene))
    read = []
    actor = sessions_store.actor
    monkeypatch.setattr(
        sessions_store, "actor", lambda *args, **kw: read.append(args) or actor(*args, **kw)
    )

    def look():
        with clock.at(NOW):
            cast.actor(out.db, LAN)
            kept = outbox.board(out.db, cast.actor(out.db, VAN)).kept
        return Counter(one.mail for one in kept)

    before, looks = look(), len(read)
    deliver(out, Sink())

    assert (before, look()) == ({Mail.WAITING: 6}, {Mail.SENT: 6})
    assert len(read) == looks


def test_who_has_no_address_finds_it_in_the_tool(scene):
    scene.run("UPDATE accounts SET email = 'yen@x.vn' WHERE username = 'yen'")
    scene.tick(at(-3, hour=5))
    with clock.at(NOW):
        delivering.release(scene.db, has_letters=True, at_once=False)

    assert {one.account_id for one in scene.kept() if one.mail == Mail.WAITING} == {YEN.account_id}
    assert len(inbox.mine(scene.db, scene.who(LAN))) == 1


@pytest.mark.parametrize("place", ["text", "noted", "taken"])
def test_after_a_crash_no_letter_goes_twice_and_none_is_lost_in_silence(out, place):
    sink = Sink(dies=place)
    with pytest.raises(Crash):
        deliver(out, sink)
    later = NOW + delivering.LEASE

    sink.dies = ""
    deliver(out, sink, when=later)

    by_key = Counter(one.key for one in sink.taken)
    assert max(by_key.values()) == 1
    doubted = 0 if place == "text" else 1
    assert mails(out) == {Mail.SENT: 6 - doubted} | ({Mail.DOUBTFUL: 1} if doubted else {})
    assert len(sink.taken) == {"text": 6, "noted": 5, "taken": 6}[place]
    assert {one.state for one in out.kept()} == {State.RELEASED}


def test_of_two_servers_one_sends(out):
    first, second, sink = new_id(), new_id(), Sink(dies="text")
    with pytest.raises(Crash):
        deliver(out, sink, holder=first)

    other = Sink()
    assert deliver(out, other, holder=second) == 0
    assert deliver(out, other, holder=second, when=NOW + delivering.LEASE) == 6


def test_one_that_lost_the_lease_while_it_sent_cannot_send_what_another_took(out):
    """The first stands still between the text and the note; the second sends everything."""
    other, later = Sink(), NOW + 2 * delivering.LEASE

    @dataclass
    class Slow(Sink):
        def send(self, digest: Digest, before_last: Callable[[], None]) -> Outcome:
            if not other.taken:
                deliver(out, other, when=later)
            return super().send(digest, before_last)

    slow = Slow()
    assert deliver(out, slow) == 0

    assert (len(other.taken), slow.taken) == (6, [])
    assert mails(out) == {Mail.SENT: 6}


def test_one_that_was_doubted_while_it_sent_says_so_in_the_end(out):
    @dataclass
    class Doubted(Sink):
        def send(self, digest: Digest, before_last: Callable[[], None]) -> Outcome:
            outcome = super().send(digest, before_last)
            deliver(out, Sink(), when=NOW + 2 * delivering.LEASE)
            return outcome

    deliver(out, Doubted())

    assert mails(out) == {Mail.SENT: 6}


def test_a_lease_of_a_clock_gone_back_binds_nobody(out):
    with pytest.raises(Crash):
        deliver(out, Sink(dies="text"), when=NOW + timedelta(days=1))

    assert deliver(out, Sink()) == 6


def test_what_is_not_taken_now_is_tried_again_and_not_for_ever(out):
    sink = Sink(answers={LAN.full_name: Outcome(Result.LATER, Fault.BROKEN)})
    assert deliver(out, sink) == 5
    assert mine(out).mail == Mail.WAITING
    assert deliver(out, sink) == 0

    when = NOW
    for _ in range(TRIES):
        when += RETRY + timedelta(seconds=1)
        deliver(out, sink, when=when)
    assert (mine(out).mail, mine(out).mail_told) == (
        Mail.FAILED,
        "Đường truyền tới máy chủ thư đứt giữa chừng.",
    )
    assert len(sink.taken) == 5


@pytest.mark.parametrize(
    ("outcome", "mail", "told"),
    [
        (
            Outcome(Result.REFUSED, Fault.RECIPIENT, "no such user"),
            Mail.FAILED,
            "Máy chủ thư không nhận địa chỉ người nhận. Máy chủ nói: “no such user”.",
        ),
        (
            Outcome(Result.DOUBTFUL, Fault.BROKEN),
            Mail.DOUBTFUL,
            "Đường truyền tới máy chủ thư đứt giữa chừng.",
        ),
        (
            Outcome(Result.LATER, Fault.TEXT, "busy"),
            Mail.WAITING,
            "Máy chủ thư không nhận nội dung thư. Máy chủ nói: “busy”.",
        ),
    ],
    ids=["refused", "doubtful", "later"],
)
def test_the_office_is_told_what_became_of_it(out, outcome, mail, told):
    deliver(out, Sink(answers={LAN.full_name: outcome}))

    assert (mine(out).mail, mine(out).mail_told) == (mail, told)
    assert mails(out)[Mail.SENT] == 5


def test_a_doubtful_letter_is_sent_again_only_when_the_office_says_so(out):
    sink = Sink(answers={LAN.full_name: Outcome(Result.DOUBTFUL, Fault.BROKEN)})
    deliver(out, sink)
    sink.answers = {}
    day_after = NOW + timedelta(days=1)
    assert deliver(out, sink, when=day_after) == 0

    with clock.at(day_after):
        outbox_acts.take_step(
            out.db, out.who(VAN), act_id=new_act(), step=Step.RESEND,
            target=DigestTarget(mine(out).digest_id, mine(out).version),
        )  # fmt: skip
    assert deliver(out, sink, when=day_after) == 1
    assert (mine(out).mail, mine(out).mail_told) == (Mail.SENT, "")


LINE_FAULTS = (
    Fault.NO_HOST, Fault.NO_ANSWER, Fault.UNTRUSTED, Fault.NO_TLS, Fault.GREETING, Fault.NO_LOGIN,
    Fault.LOGIN,
)  # fmt: skip


@pytest.mark.parametrize("fault", LINE_FAULTS)
def test_without_a_line_the_pass_ends_and_no_letter_is_blamed(out, fault):
    down = Sink(answers={one.full_name: Outcome(Result.LATER, fault) for one in REPORTING})
    when = NOW
    for _ in range(TRIES + 1):
        when += timedelta(seconds=30)
        assert deliver(out, down, when=when) == 0

    assert len({one.name for one in down.offered}) == 1
    assert (len(down.offered), mails(out)) == (TRIES + 1, {Mail.WAITING: 6})
    told = {one.full_name: one.mail_told for one in out.kept() if one.mail_told}
    assert told == {
        down.offered[0].name: "Máy chủ thư không nhận kết nối. Quản trị xem lại thiết lập gửi thư."
    }
    assert deliver(out, Sink(), when=when) == 6
    assert {one.mail_told for one in out.kept()} == {""}


def test_a_try_of_a_clock_that_was_ahead_blocks_nothing(out):
    out.run("UPDATE reminder_digests SET tries = 1, tried_at = $1", NOW + timedelta(days=20))

    assert deliver(out, Sink()) == 6


def test_a_letter_is_offered_once_a_pass(out, monkeypatch):
    monkeypatch.setattr(delivering, "RETRY", timedelta(seconds=-1))
    sink = Sink(answers={LAN.full_name: Outcome(Result.LATER, Fault.TEXT)})

    assert deliver(out, sink) == 5

    assert len(sink.offered) == 6


def test_a_pass_ends_after_its_time(out):
    assert deliver(out, Sink(), longest_s=-1) == 0
    assert deliver(out, Sink()) == 6


def test_read_only_mode_and_an_end_are_noticed_between_letters(out):
    stopping = threading.Event()

    @dataclass
    class Last(Sink):
        def send(self, digest: Digest, before_last: Callable[[], None]) -> Outcome:
            outcome = super().send(digest, before_last)
            stopping.set()
            return outcome

    @dataclass
    class Freezing(Sink):
        def send(self, digest: Digest, before_last: Callable[[], None]) -> Outcome:
            outcome = super().send(digest, before_last)
            upkeep.freeze_at_terminal(out.db, act_id=new_act(), is_frozen=True)
            return outcome

    assert deliver(out, Last(), stopping=stopping) == 1
    assert deliver(out, Freezing()) == 1
    assert deliver(out, Sink()) == 0
    upkeep.freeze_at_terminal(out.db, act_id=new_act(), is_frozen=False)
    assert deliver(out, Sink()) == 4


def resend(scene, when):
    with clock.at(when):
        outbox_acts.take_step(
            scene.db, scene.who(VAN), act_id=new_act(), step=Step.RESEND,
            target=DigestTarget(mine(scene).digest_id, mine(scene).version),
        )  # fmt: skip


def test_of_a_campaign_that_ended_since_no_letter_goes(out):
    deliver(out, Sink(answers={LAN.full_name: Outcome(Result.REFUSED, Fault.RECIPIENT)}))
    out.run("UPDATE reminder_digests SET mail = 'waiting', tried_at = NULL WHERE mail = 'sent'")
    out.run("UPDATE campaigns SET state = 'closed'")
    sink = Sink()

    assert deliver(out, sink) == 0

    assert (sink.taken, mails(out)) == ([], {Mail.FAILED: 6})
    with pytest.raises(Refused, match="digest_ended"):
        resend(out, NOW)
    told = {one.mail_told for one in out.kept() if one.account_id != LAN.account_id}
    assert told == {"Các phong trào trong thư không còn thực hiện."}


def test_a_letter_tells_what_runs_of_what_the_tool_told(out):
    lines = [
        replace(line, campaign=campaign, subject=campaign, title=campaign)
        for line in mine(out).lines
        for campaign in ("da-xong", "nho")
    ]
    digest_id = mine(out).digest_id
    out.db.write(lambda tx: reminders.set_lines(tx, digest_id, lines))
    sink = Sink()
    deliver(out, sink)

    (letter,) = [one for one in sink.taken if one.name == LAN.full_name]
    assert [one.title for one in letter.lines] == ["nho"]
    assert len(mine(out).lines) == 2


def test_a_letter_that_is_too_old_does_not_go(out):
    sink = Sink(answers={LAN.full_name: Outcome(Result.DOUBTFUL, Fault.BROKEN)})
    deliver(out, sink)
    out.run("UPDATE reminder_digests SET mail = 'waiting' WHERE account_id = $1", YEN.account_id)
    late = NOW + LETTER_LIFE + timedelta(seconds=1)

    assert deliver(out, Sink(), when=late) == 0

    assert mine(out, YEN).mail == Mail.FAILED
    assert mine(out, YEN).mail_told.startswith("Đã quá 2 ngày")
    with pytest.raises(Refused, match="digest_lapsed"):
        resend(out, late)
    assert mine(out).mail == Mail.DOUBTFUL


def test_letters_reach_a_mail_server(out):
    with post.opened() as office:
        deliver(out, channels.Letters(post.settings(office), threading.Event()))

    assert sorted(office.recipients) == sorted(
        f"{one.username}@soxaydung.example.vn" for one in REPORTING
    )
    assert office.lines == 1
    assert b"checklist?campaign=3Dnho" in office.taken[0]


def test_an_address_that_is_none_ends_no_other_letter(out):
    out.run("UPDATE accounts SET email = 'không phải' WHERE username = 'lan'")
    with post.opened() as office:
        deliver(out, channels.Letters(post.settings(office), threading.Event()))

    assert (mine(out).mail, len(office.taken)) == (Mail.FAILED, 5)
