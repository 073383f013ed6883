"""A digest as a letter: plain text and HTML that say the same, one link for each thing."""

from __future__ import annotations

import hashlib
import html
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from lib.domain import emails
from lib.domain.reminders.digests import Digest, Line
from lib.domain.vietnamese import format_date, format_number
from lib.mail.settings import MailSettings
from lib.text import mail as words

_ID_DIGITS: Final = 32
_IN_LINKS: Final = "/?#[]@!$&'()*+,;=:%~"
_STYLE: Final = "font-family:Arial,sans-serif;font-size:16px;line-height:1.5;max-width:40em"
_HTML: Final = """\
<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{subject}</title>
<style>:root {{ color-scheme: light dark; supported-color-schemes: light dark; }}</style>
</head>
<body style="{style}">
{body}
</body>
</html>
"""


def compose(digest: Digest, settings: MailSettings, *, at: datetime) -> EmailMessage:
    """The letter of a digest; its Message-ID is the same however often it is composed.

    Args:
        at: when it is written.
    Raises:
        Invalid: the person has no address that letters can go to.
    """
    subject = words.SUBJECT.format(
        day=format_date(digest.day), count=format_number(len(digest.lines))
    )
    message = _begun(digest.key, digest.name, digest.email, subject, settings, at)
    _fill(message, _text(digest, settings.base), _body(digest, settings.base))
    return message


def compose_trial(address: str, settings: MailSettings, *, at: datetime) -> EmailMessage:
    """A letter that says nothing but that letters arrive.

    Raises:
        Invalid: that is no address.
    """
    key = f"{at.isoformat()} {address}"
    message = _begun(key, "", address, words.TRIAL_SUBJECT, settings, at)
    lines = [words.TRIAL_TEXT, words.TRIAL_LINK, settings.base]
    link = f'<a href="{_escaped(settings.base)}">{_escaped(settings.base)}</a>'
    body = [f"<p>{words.TRIAL_TEXT}</p>", f"<p>{words.TRIAL_LINK} {link}</p>"]
    _fill(message, "\n\n".join(lines) + "\n", "\n".join(body))
    return message


def _begun(
    key: str, name: str, address: str, subject: str, settings: MailSettings, at: datetime
) -> EmailMessage:
    """A letter without its text."""
    to = emails.parse(address, words.ADDRESS)
    if not to:
        raise emails.none(words.ADDRESS)
    message = EmailMessage(SMTP)
    message["Subject"] = subject
    message["From"] = Address(_line(settings.sender_name), addr_spec=settings.sender)
    message["To"] = Address(_line(name), addr_spec=to)
    message["Date"] = format_datetime(at)
    digest = hashlib.sha256(key.encode()).hexdigest()[:_ID_DIGITS]
    message["Message-ID"] = f"<{digest}@{settings.domain}>"
    # Answering machines keep still, and mail programs show no answer of theirs to anybody.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    return message


def _fill(message: EmailMessage, text: str, body: str) -> None:
    message.set_content(text, cte="quoted-printable")
    subject = _escaped(str(message["Subject"]))
    whole = _HTML.format(subject=subject, style=_STYLE, body=body)
    message.add_alternative(whole, subtype="html", cte="quoted-printable")


def _text(digest: Digest, base: str) -> str:
    parts = [words.GREETING.format(name=_line(digest.name)), _opening(digest)]
    if digest.note:
        parts.append(words.NOTE.format(note=_line(digest.note)))
    for number, line in enumerate(digest.lines, 1):
        parts.append(f"{number}. {_line(line.title)}\n   {_why(line)}\n   {_link(base, line)}")
    parts.append("-- \n" + "\n".join(words.FOOT))
    return "\n\n".join(parts) + "\n"


def _body(digest: Digest, base: str) -> str:
    greeting = _escaped(words.GREETING.format(name=_line(digest.name)))
    parts = [f"<p>{greeting}</p>", f"<p>{_escaped(_opening(digest))}</p>"]
    if digest.note:
        parts.append(f"<p><b>{_escaped(words.NOTE.format(note=_line(digest.note)))}</b></p>")
    parts += ["<ol>", *_items(digest.lines, base), "</ol>", "<hr>"]
    parts.append(f'<p style="font-size:14px">{_escaped(" ".join(words.FOOT))}</p>')
    return "\n".join(parts)


def _items(lines: Sequence[Line], base: str) -> list[str]:
    return [
        f'<li style="margin-bottom:12px"><a href="{_escaped(_link(base, line))}">'
        f"{_escaped(_line(line.title))}</a><br>{_escaped(_why(line))}</li>"
        for line in lines
    ]


def _opening(digest: Digest) -> str:
    return words.OPENING.format(day=format_date(digest.day), count=format_number(len(digest.lines)))


def _why(line: Line) -> str:
    why = _line(line.why)
    if line.due_on is None:
        return why
    return words.DUE.format(why=why, day=format_date(line.due_on))


def _link(base: str, line: Line) -> str:
    """The item's address, of the tool's own whatever the path says."""
    return f"{base}/{quote(line.path.lstrip('/'), safe=_IN_LINKS)}"


def _line(text: str) -> str:
    """One line: what would break a header or a list is a blank."""
    shown = (" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join("".join(shown).split())


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)
