"""A real mail server in this process, which keeps what it takes and says what it is told to."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lib.mail.settings import MailSettings, Security
from tests.support.pg import free_port

USER, PASSWORD = "thidua", "sóng vỗ".encode().hex()


@dataclass
class PostOffice:
    """What came in, and what is answered.

    Attributes:
        taken: whole letters, as they came over the line.
        answers: what is said to "MAIL", "RCPT" and "DATA" (the end of the text) instead of 250.
        answer_after_s: how long the answer to a text is waited for.
        before_answer: what happens between the end of a text and the word that it is taken.
        cut_at: the step at which the line is cut without a word.
        lines: how many connections have been greeted.
        logins: user names that have signed in; encrypted: whether each letter came over TLS.
    """

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    cut_at: str = ""
    lines: int = 0
    logins: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answer_after_s: float = 0
    before_answer: Callable[[], None] = field(default=lambda: None)
    transport: asyncio.Transport | None = None
    loop: asyncio.AbstractEventLoop | None = None

    def cut(self) -> None:
        """Cut the line that is open now, from another thread, and wait until that is done."""
        done = threading.Event()
        assert self.loop is not None
        assert self.transport is not None
        self.loop.call_soon_threadsafe(self.transport.abort)
        self.loop.call_soon_threadsafe(done.set)
        done.wait()

    async def handle_EHLO(
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list
    ) -> list:
        session.host_name = hostname
        self.lines += 1
        self.transport = server.transport
        return responses

    async def handle_MAIL(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._said("MAIL", server)

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._said("RCPT", server)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        said = self._said("DATA", server)
        if said.startswith("250"):
            self.taken.append(envelope.original_content)
            self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
            self.recipients += envelope.rcpt_tos
            self.before_answer()
            await asyncio.sleep(self.answer_after_s)
        return said

    def sign_in(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
    ) -> AuthResult:
        known = LoginPassword(USER.encode(), PASSWORD.encode())
        if data == known:
            self.logins.append(USER)
        return AuthResult(success=data == known, handled=data == known)

    def _said(self, step: str, server: SMTP) -> str:
        if self.cut_at == step:
            server.transport.abort()
        return self.answers.get(step, "250 OK")


@contextmanager
def opened(
    *, certificate: Path | None = None, security: Security = Security.NONE
) -> Iterator[PostOffice]:
    """A server that listens for as long as this lasts."""
    office = PostOffice(free_port())
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=office.port,
        ssl_context=context if security == Security.TLS else None,
        tls_context=context if security == Security.STARTTLS else None,
        require_starttls=security == Security.STARTTLS,
        authenticator=office.sign_in,
        # Nobody listens to a line within one machine.
        auth_require_tls=security == Security.STARTTLS,
    )
    office.loop = controller.loop
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def settings(office: PostOffice, **changes: object) -> MailSettings:
    """What sends letters to that server."""
    known: dict[str, object] = {
        "host": "127.0.0.1",
        "port": office.port,
        "security": Security.NONE,
        "sender": "thidua@soxaydung.gov.vn",
        "sender_name": "Văn phòng Sở, Thi đua",
        "base": "https://thidua.soxaydung.gov.vn",
        "timeout_s": 10,
        "per_minute": 60_000,
    }
    return MailSettings(**{**known, **changes})  # type: ignore[arg-type]


def make_certificate(path: Path, name: str = "localhost") -> Path:
    """A certificate with its key, which vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
