"""What the settings of mail have to be, each by itself and beside the others."""

from __future__ import annotations

import ipaddress
import re
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import SecretStr

from lib.domain import emails
from lib.errors import Invalid
from lib.mail.settings import Security

_LABEL: Final = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST: Final = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
_PATH: Final = re.compile(r"(/[A-Za-z0-9._~-]+)*")
_PASSWORD_BYTES: Final = 500
_HERE: Final = ("localhost", "127.0.0.1", "::1")

Others = Mapping[str, object]
"""The settings before it, but for wrong ones."""


class WrongSetting(Exception):
    """A setting that cannot be used, and why."""


def checked(name: str, value: object, others: Others) -> object:
    """The value as it is used.

    Raises:
        WrongSetting: it cannot be.
    """
    return _CHECKS[name](value, others)


def password(path: Path) -> str:
    """The password that stands in a file, without the line's end.

    Raises:
        WrongSetting: there is no such file, or it holds no password.
    """
    try:
        with path.open("rb") as file:
            read = file.read(_PASSWORD_BYTES + 1)
    except OSError:
        raise WrongSetting("không đọc được tệp này") from None
    return _usable(read.decode("utf-8", "replace").rstrip("\r\n"))


def _host(value: object, _others: Others) -> object:
    host = str(value).strip()
    if host and not _HOST.fullmatch(host) and not _is_address(host):
        raise WrongSetting("cần tên máy chủ, như mail.so.gov.vn, không có cổng")
    return host


def _security(value: object, others: Others) -> object:
    if value == Security.NONE and _is_far(others) and not others.get("mail_plain"):
        raise WrongSetting(
            "không mã hóa chỉ dùng được với máy chủ thư ở ngay máy này; nếu vẫn muốn, đặt "
            "TDKT_MAIL_PLAIN=1"
        )
    return value


def _trusted(value: object, _others: Others) -> object:
    if isinstance(value, Path):
        try:
            ssl.create_default_context().load_verify_locations(value)
        except OSError:
            raise WrongSetting("không đọc được chứng thư (PEM) trong tệp này") from None
    return value


def _user(value: object, others: Others) -> object:
    user = str(value)
    if user and not (user.isascii() and user.isprintable()):
        raise WrongSetting("chỉ dùng chữ không dấu trên một dòng")
    if user and others.get("mail_security") == Security.NONE and _is_far(others):
        raise WrongSetting("không gửi mật khẩu qua đường không mã hóa; chọn starttls hoặc tls")
    return user


def _password_file(value: object, _others: Others) -> object:
    if isinstance(value, Path):
        password(value)
    return value


def _password(value: object, others: Others) -> object:
    given = [one for one in (value, others.get("mail_password_file")) if one is not None]
    if len(given) > 1:
        raise WrongSetting("đặt mật khẩu ở đây hoặc trong TDKT_MAIL_PASSWORD_FILE, không cả hai")
    if given and not others.get("mail_user"):
        raise WrongSetting("có mật khẩu thì cần TDKT_MAIL_USER")
    if not given and others.get("mail_user") and "mail_password_file" in others:
        raise WrongSetting("có TDKT_MAIL_USER thì cần mật khẩu, hoặc TDKT_MAIL_PASSWORD_FILE")
    if isinstance(value, SecretStr):
        _usable(value.get_secret_value())
    return value


def _from(value: object, others: Others) -> object:
    try:
        address = emails.parse(value, "")
    except Invalid:
        raise WrongSetting("cần một địa chỉ, như thidua@so.gov.vn") from None
    if others.get("mail_host") and not address:
        raise WrongSetting("có TDKT_MAIL_HOST thì cần địa chỉ đứng tên thư")
    return address


def _from_name(value: object, _others: Others) -> object:
    if not str(value).isprintable():
        raise WrongSetting("cần một dòng chữ")
    return value


def _base(value: object, others: Others) -> object:
    address = str(value).strip().rstrip("/")
    if not address:
        if others.get("mail_host"):
            raise WrongSetting("có TDKT_MAIL_HOST thì cần địa chỉ này cho đường dẫn trong thư")
        return ""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise WrongSetting(_NO_BASE) from None
    is_host = bool(_HOST.fullmatch(host)) or _is_address(host)
    is_bare = not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme not in ("https", "http") or not is_host or not is_bare:
        raise WrongSetting(_NO_BASE)
    if not _PATH.fullmatch(parts.path):
        raise WrongSetting(_NO_BASE)
    return address


_NO_BASE: Final = "cần địa chỉ như https://thidua.so.gov.vn, không có ? và #"
_CHECKS: Final[Mapping[str, Callable[[object, Others], object]]] = {
    "mail_host": _host,
    "mail_security": _security,
    "mail_trusted": _trusted,
    "mail_user": _user,
    "mail_password_file": _password_file,
    "mail_password": _password,
    "mail_from": _from,
    "mail_from_name": _from_name,
    "base_url": _base,
}


def _usable(secret: str) -> str:
    if not secret or len(secret) > _PASSWORD_BYTES:
        raise WrongSetting("mật khẩu trống hoặc quá dài")
    if not (secret.isascii() and secret.isprintable()):
        raise WrongSetting("mật khẩu chỉ dùng chữ không dấu trên một dòng")
    return secret


def _is_far(others: Others) -> bool:
    """Whether letters leave this machine."""
    return bool(others.get("mail_host")) and others["mail_host"] not in _HERE


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
