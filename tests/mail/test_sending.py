from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from uuid import UUID

import pytest

from lib.domain.reminders.digests import Digest, Line
from lib.domain.reminders.letters import Fault, Outcome, Result
from lib.mail import sending
from lib.mail.composing import compose
from lib.mail.sending import Post, send
from lib.mail.settings import Security
from tests.support import post
from tests.support.pg import free_port

AT = datetime(2026, 11, 30, 1, tzinfo=UTC)
ACCEPTED = Outcome(Result.ACCEPTED)


@pytest.fixture
def office():
    with post.opened() as opened:
        yield opened


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return post.make_certificate(tmp_path_factory.mktemp("tls") / "localhost.pem")


def letter(settings, to="lan@so.vn", title="Tuyên truyền trực quan"):
    lines = (Line("còn 3 ngày", title, None, "/checklist"),)
    digest = Digest(
        f"{to} {title}", date(2026, 11, 30), "Nguyễn Thị Lan", to, UUID(int=1), False, lines
    )
    return compose(digest, settings, at=AT)


def nothing():
    """What is to be noted before the dot."""


def test_a_letter_is_handed_over_whole(office):
    settings = post.settings(office)
    noted = []

    outcome = send(letter(settings), settings, lambda: noted.append(list(office.taken)))

    assert outcome == ACCEPTED
    # When the caller notes it, the server has no letter yet.
    assert noted == [[]]
    [taken] = office.taken
    read = message_from_bytes(taken, policy=default)
    assert read["Subject"] == "Nhắc việc thi đua ngày 30/11/2026: 1 việc"
    assert "Tuyên truyền trực quan" in next(read.iter_parts()).get_content()
    assert office.recipients == ["lan@so.vn"]


@pytest.mark.parametrize(
    ("step", "fault"),
    [("MAIL", Fault.SENDER), ("RCPT", Fault.RECIPIENT), ("DATA", Fault.TEXT)],
)
@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("550 No such user here", Result.REFUSED), ("554 spam", Result.REFUSED),
        ("451 try again", Result.LATER), ("450 greylisted", Result.LATER),
        ("530 Authentication required", Result.LATER),
    ],
)  # fmt: skip
def test_a_server_that_says_no_has_no_letter(office, step, fault, said, result):
    settings = post.settings(office)
    office.answers[step] = said
    noted = []

    outcome = send(letter(settings), settings, lambda: noted.append(1))

    assert (outcome.result, outcome.fault) == (result, fault)
    assert outcome.told == said[4:]
    assert office.taken == []
    # Only a letter whose text went over was noted.
    assert len(noted) == (step == "DATA")


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_line_cut_before_the_text(office, step):
    settings = post.settings(office)
    office.cut_at = step

    outcome = send(letter(settings), settings, lambda: pytest.fail("noted"))

    assert outcome == Outcome(Result.LATER, Fault.BROKEN)
    assert office.taken == []


def test_a_line_cut_before_the_dot_leaves_the_server_nothing(office):
    settings = post.settings(office)

    outcome = send(letter(settings), settings, office.cut)

    # From here it cannot be told from a line that broke behind the dot.
    assert outcome == Outcome(Result.DOUBTFUL, Fault.BROKEN)
    assert office.taken == []


def test_a_line_cut_behind_the_dot_is_doubtful_and_the_server_has_one(office):
    settings = post.settings(office)
    office.cut_at = "DATA"

    outcome = send(letter(settings), settings, nothing)

    assert outcome == Outcome(Result.DOUBTFUL, Fault.BROKEN)
    assert len(office.taken) == 1


def test_a_server_may_take_its_time_to_look_at_a_letter(office):
    settings = post.settings(office, timeout_s=0.5)
    office.answer_after_s = 1.5

    with Post(settings) as line:
        outcomes = [line.send(letter(settings), nothing) for _ in range(2)]

    assert outcomes == [ACCEPTED, ACCEPTED]
    assert (office.lines, len(office.taken)) == (1, 2)


def test_who_is_to_stop_does_not_wait_for_a_server_that_keeps_still(office, monkeypatch):
    monkeypatch.setattr(sending, "_FAREWELL_S", 0.2)
    settings = post.settings(office)
    office.answer_after_s = 3600
    stopping = threading.Event()

    with Post(settings, is_stopping=stopping.is_set) as line:
        outcome = line.send(letter(settings), stopping.set)

    assert outcome == Outcome(Result.DOUBTFUL, Fault.BROKEN)
    assert len(office.taken) == 1


class Crash(BaseException):
    """The process dies."""


def test_who_cannot_note_it_sends_nothing(office):
    settings = post.settings(office)

    def fail():
        raise Crash

    with Post(settings) as line:
        with pytest.raises(Crash):
            line.send(letter(settings), fail)
        assert office.taken == []
        # The next letter goes over a line of its own, and what was begun is not in it.
        assert line.send(letter(settings, title="Việc khác"), nothing) == ACCEPTED

    [taken] = office.taken
    assert "Việc khác" in next(message_from_bytes(taken, policy=default).iter_parts()).get_content()


def test_many_letters_go_over_one_line_whatever_is_said_of_some(office):
    settings = post.settings(office)
    with Post(settings) as line:
        outcomes = []
        for number in range(6):
            office.answers = {"RCPT": "550 no"} if number == 1 else {}
            office.answers |= {"DATA": "451 later"} if number == 3 else {}
            outcomes.append(line.send(letter(settings, f"a{number}@so.vn"), nothing).result)

    assert outcomes == [
        Result.ACCEPTED, Result.REFUSED, Result.ACCEPTED, Result.LATER, Result.ACCEPTED,
        Result.ACCEPTED,
    ]  # fmt: skip
    assert office.lines == 1
    assert office.recipients == ["a0@so.vn", "a2@so.vn", "a4@so.vn", "a5@so.vn"]


def test_a_line_that_died_between_letters_is_begun_anew(office):
    settings = post.settings(office)
    with Post(settings) as line:
        line.send(letter(settings), nothing)
        office.cut()
        outcome = line.send(letter(settings, "hai@so.vn"), nothing)

    assert outcome == ACCEPTED
    assert (office.lines, len(office.taken)) == (2, 2)


def test_letters_keep_their_distance(office):
    settings = post.settings(office, per_minute=6)
    waited = []
    with Post(settings, sleep=waited.append) as line:
        for _ in range(3):
            line.send(letter(settings), nothing)

    assert len(office.taken) == 3
    assert len(waited) == 2
    assert all(0 < one <= 10 for one in waited)


@pytest.mark.parametrize(
    "text", [".", "..", ".\r\n.\r\nMAIL FROM:<x@so.vn>", "\n.\n", "a\rb", "x" * 5000]
)
def test_a_text_with_dots_and_long_lines_arrives_as_it_is(office, text):
    settings = post.settings(office)
    message = EmailMessage(SMTP)
    message["From"], message["To"] = settings.sender, "lan@so.vn"
    message.set_content(text, cte="quoted-printable")
    written = message.as_bytes(policy=SMTP)

    assert send(message, settings, nothing) == ACCEPTED

    assert office.taken == [written]
    assert office.recipients == ["lan@so.vn"]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_letter_goes_over_tls_to_a_server_that_is_trusted(certificate, security):
    with post.opened(certificate=certificate, security=security) as office:
        settings = post.settings(
            office, host="localhost", security=security, trusted=certificate, user=post.USER,
            password=post.PASSWORD,
        )  # fmt: skip

        assert send(letter(settings), settings, nothing) == ACCEPTED

    assert (office.encrypted, office.logins) == ([True], [post.USER])


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_nothing_goes_to_a_server_that_is_not_trusted(certificate, security):
    with post.opened(certificate=certificate, security=security) as office:
        stranger = post.settings(office, host="localhost", security=security)
        other_name = replace(stranger, host="127.0.0.1", trusted=certificate)

        outcomes = [
            send(letter(one), one, lambda: pytest.fail("noted")) for one in (stranger, other_name)
        ]

    assert outcomes == [Outcome(Result.LATER, Fault.UNTRUSTED)] * 2
    assert (office.taken, office.logins) == ([], [])


def test_no_password_goes_over_a_line_that_is_not_kept(office):
    settings = post.settings(
        office, security=Security.STARTTLS, user=post.USER, password=post.PASSWORD
    )

    outcome = send(letter(settings), settings, lambda: pytest.fail("noted"))

    assert outcome == Outcome(Result.LATER, Fault.NO_TLS)
    assert (office.taken, office.logins) == ([], [])


def test_a_server_without_tls_where_it_is_awaited(office):
    settings = post.settings(office, security=Security.TLS)

    assert send(letter(settings), settings, nothing) == Outcome(Result.LATER, Fault.NO_TLS)


def test_a_wrong_password_is_no_fault_of_the_letter():
    with post.opened() as office:
        settings = post.settings(office, user=post.USER, password="sai")

        outcome = send(letter(settings), settings, lambda: pytest.fail("noted"))

    assert (outcome.result, outcome.fault) == (Result.LATER, Fault.LOGIN)
    assert "sai" not in outcome.told
    assert office.taken == []


def test_nobody_listens(office):
    settings = post.settings(office, port=free_port())

    assert send(letter(settings), settings, nothing) == Outcome(Result.LATER, Fault.NO_ANSWER)


def test_no_such_host(office, monkeypatch):
    def unknown(*_args, **_more):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    settings = post.settings(office, host="khong-co.invalid")

    assert send(letter(settings), settings, nothing) == Outcome(Result.LATER, Fault.NO_HOST)


@contextmanager
def scripted(*lines):
    """A server that says the first of these lines, and each other one to what it hears."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_say, args=(listening, lines))
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def _say(listening, lines):
    with listening.accept()[0] as line, line.makefile("rb") as heard:
        end = b"\r\n"
        for one in lines:
            line.sendall(one)
            if not any(told == end or end == b"\r\n" for told in heard):
                return
            end = b".\r\n" if one.startswith(b"354") else b"\r\n"


GOOD = (b"220 so.vn\r\n", b"250 so.vn\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n")


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (b"250 taken\r\n", Result.ACCEPTED), (b"252 maybe\r\n", Result.ACCEPTED),
        (b"354 what\r\n", Result.DOUBTFUL), (b"xyz\r\n", Result.DOUBTFUL),
        (b"421 closing\r\n", Result.LATER), (b"552-too\r\n552 large\r\n", Result.REFUSED),
        (b"25", Result.DOUBTFUL), (b"250-ta\r\n", Result.DOUBTFUL), (b"", Result.DOUBTFUL),
    ],
)  # fmt: skip
def test_what_is_said_to_the_dot_decides(answer, result):
    with scripted(*GOOD, answer) as port:
        settings = post.settings(post.PostOffice(port))

        outcome = send(letter(settings), settings, nothing)

    assert outcome.result == result


@pytest.mark.parametrize(
    "lines",
    [
        (b"554 no\r\n",),
        (b"421 busy\r\n",),
        (b"220 so.vn\r\n", b"500 no\r\n"),
        (b"HTTP/1.1 400\r\n",),
    ],
)
def test_a_server_that_takes_nobody_may_do_so_another_time(lines):
    with scripted(*lines) as port:
        settings = post.settings(post.PostOffice(port))

        outcome = send(letter(settings), settings, lambda: pytest.fail("noted"))

    assert outcome.result == Result.LATER


def test_the_words_of_a_server_are_one_short_line(office):
    settings = post.settings(office)
    office.answers["RCPT"] = "550 \x1b[31mno\x07" + "x" * 400

    outcome = send(letter(settings), settings, nothing)

    assert outcome.told.isprintable()
    assert len(outcome.told) <= 201


def test_a_name_that_cannot_be_asked_for_is_no_host(office):
    settings = replace(post.settings(office), host="mail..so.vn")

    assert send(letter(settings), settings, nothing).fault == Fault.NO_HOST
