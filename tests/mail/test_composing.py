from __future__ import annotations

import html.parser
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import SMTP, default
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.reminders.digests import Digest, Line
from lib.errors import Invalid
from lib.mail.composing import compose, compose_trial
from tests.support.post import PostOffice, settings

AT = datetime(2026, 11, 30, 1, tzinfo=UTC)
MAIL = settings(PostOffice())
LINES = (
    Line("bị trả lại", "Tuyên truyền <b>2 & 3</b>", date(2026, 12, 3), "/checklist?viec=II.1.1"),
    Line("còn 3 ngày", "Báo cáo của đơn vị", None, "/documents?vb=1&campaign=nho"),
    Line("chưa xác nhận", "Kế hoạch số 45", date(2026, 12, 1), "/documents?vb=2"),
)  # fmt: skip
DIGEST = Digest(
    "lan 2026-11-30", date(2026, 11, 30), "Nguyễn Thị Lan", "lan@so.vn", UUID(int=1), False, LINES
)


def read(message):
    """The letter as a mail program reads it."""
    return message_from_bytes(message.as_bytes(policy=SMTP), policy=default)


def parts(message):
    plain, rich = read(message).iter_parts()
    return plain.get_content().replace("\r\n", "\n"), rich.get_content()


class Links(html.parser.HTMLParser):
    """Addresses of a page, its words, and whatever it would load."""

    def __init__(self, page):
        super().__init__()
        self.links, self.words, self.tags = [], [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for key, value in attrs if key in ("href", "src")]

    def handle_data(self, data):
        self.words.append(data)


def test_the_head_of_a_letter():
    letter = read(compose(DIGEST, MAIL, at=AT))

    assert letter["Subject"] == "Nhắc việc thi đua ngày 30/11/2026: 3 việc"
    assert letter["From"].addresses[0].display_name == "Văn phòng Sở, Thi đua"
    assert letter["From"].addresses[0].addr_spec == "thidua@soxaydung.gov.vn"
    assert [(one.display_name, one.addr_spec) for one in letter["To"].addresses] == [
        ("Nguyễn Thị Lan", "lan@so.vn")
    ]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["Date"].datetime == AT
    assert letter.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in letter.iter_parts()] == ["text/plain", "text/html"]


def test_the_plain_text():
    plain, _ = parts(compose(replace(DIGEST, note="Họp lúc 14 giờ."), MAIL, at=AT))

    assert plain == (
        "Kính gửi: Nguyễn Thị Lan\n\n"
        "Ngày 30/11/2026 có 3 việc thi đua cần làm hoặc sắp đến hạn.\n\n"
        "Văn phòng nhắn: Họp lúc 14 giờ.\n\n"
        "1. Tuyên truyền <b>2 & 3</b>\n"
        "   bị trả lại; hạn 03/12/2026\n"
        "   https://thidua.soxaydung.gov.vn/checklist?viec=II.1.1\n\n"
        "2. Báo cáo của đơn vị\n"
        "   còn 3 ngày\n"
        "   https://thidua.soxaydung.gov.vn/documents?vb=1&campaign=nho\n\n"
        "3. Kế hoạch số 45\n"
        "   chưa xác nhận; hạn 01/12/2026\n"
        "   https://thidua.soxaydung.gov.vn/documents?vb=2\n\n"
        "-- \n"
        "Bấm vào đường dẫn, đăng nhập nếu được hỏi, trang của việc ấy mở ra.\n"
        "Việc nào vừa làm xong, xin bỏ qua. Thư do phần mềm Thi đua gửi tự động, xin không trả "
        "lời.\n"
    )


def test_the_page_says_the_same_and_loads_nothing():
    plain, rich = parts(compose(DIGEST, MAIL, at=AT))
    page = Links(rich)

    assert page.links == [
        "https://thidua.soxaydung.gov.vn/checklist?viec=II.1.1",
        "https://thidua.soxaydung.gov.vn/documents?vb=1&campaign=nho",
        "https://thidua.soxaydung.gov.vn/documents?vb=2",
    ]
    assert all(link in plain for link in page.links)
    assert "Tuyên truyền <b>2 & 3</b>" in page.words
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "p", "ol", "li", "a", "br", "hr", "b",
    }  # fmt: skip
    assert "url(" not in rich
    # Colours are the reader's own, so that a dark screen stays readable.
    assert 'content="light dark"' in rich
    assert not {"color:", "background"} & set(rich.replace("-", " ").replace('"', " ").split())


def test_the_same_letter_has_the_same_name():
    first, again = (compose(DIGEST, MAIL, at=AT)["Message-ID"] for _ in range(2))
    other = compose(replace(DIGEST, key="lan 2026-12-01"), MAIL, at=AT)["Message-ID"]

    assert first == again
    assert first != other
    assert first.endswith("@soxaydung.gov.vn>")
    assert "lan" not in first


@pytest.mark.parametrize(
    "hostile",
    [
        "Lan\r\nBcc: tat-ca@so.vn", "Lan\nSubject: x\n\nNội dung khác", "Lan\u2028Bcc: a@so.vn",
        "Lan\x00\x0b\x0c\x85", '"Lan", <b@so.vn>', "Lan, b@so.vn", "<script>alert(1)</script>",
        "\u202eevil", "=?utf-8?q?x?= <b@so.vn>", "L" * 500, ".",
    ],
)  # fmt: skip
def test_no_name_or_title_brings_a_header_or_another_recipient(hostile):
    line = Line(hostile, hostile, None, f"/checklist?viec={hostile}")
    digest = replace(DIGEST, name=hostile, lines=(line,), note=hostile)

    message = compose(digest, replace(MAIL, sender_name=hostile), at=AT)
    letter = read(message)

    assert [one.addr_spec for one in letter["To"].addresses] == ["lan@so.vn"]
    assert [one.addr_spec for one in letter["From"].addresses] == ["thidua@soxaydung.gov.vn"]
    assert sorted(letter.keys()) == sorted(compose(DIGEST, MAIL, at=AT).keys())
    assert letter["Subject"] == "Nhắc việc thi đua ngày 30/11/2026: 1 việc"
    plain, rich = parts(message)
    assert "script" not in Links(rich).tags
    assert plain.count("https://") == 1
    [link] = Links(rich).links
    assert link.startswith("https://thidua.soxaydung.gov.vn/checklist?viec=")
    assert not any(one.isspace() or ord(one) < 33 for one in link)


@pytest.mark.parametrize("path", ["//evil.vn/x", "@evil.vn", "https://evil.vn", "\\\\evil.vn", ""])
def test_a_link_leads_into_the_tool_alone(path):
    digest = replace(DIGEST, lines=(Line("vì", "Việc", None, path),))

    _, rich = parts(compose(digest, MAIL, at=AT))

    [link] = Links(rich).links
    assert link.startswith("https://thidua.soxaydung.gov.vn/")


@pytest.mark.parametrize("address", ["", "lan", "a@so.vn, b@so.vn", "a@so.vn\r\nBcc: b@so.vn"])
def test_nothing_is_composed_to_what_is_no_address(address):
    with pytest.raises(Invalid):
        compose(replace(DIGEST, email=address), MAIL, at=AT)


@given(title=st.text(max_size=400), name=st.text(max_size=100))
def test_whatever_is_told_goes_over_any_line(title, name):
    message = compose(
        replace(DIGEST, name=name, lines=(Line(title, title, None, "/x"),)), MAIL, at=AT
    )
    written = message.as_bytes(policy=SMTP)

    assert written.isascii()
    assert all(len(line) <= 998 for line in written.split(b"\r\n"))
    assert written.replace(b"\r\n", b"").count(b"\n") == 0


def test_a_trial_says_what_it_is():
    letter = compose_trial("lan@so.vn", MAIL, at=AT)

    plain, rich = parts(letter)
    assert read(letter)["Subject"] == "Thư thử của phần mềm Thi đua"
    assert MAIL.base in plain
    assert Links(rich).links == [MAIL.base]
