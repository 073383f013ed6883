from __future__ import annotations

import os

import pytest
from pydantic import ValidationError

import manage
from lib.config import Settings, settings
from lib.errors import Refused
from lib.mail.settings import Security
from lib.services.mail import mail
from tests.support import post

GOOD = {
    "MAIL_HOST": "mail.so.gov.vn", "MAIL_FROM": "thidua@so.gov.vn",
    "BASE_URL": "https://thidua.so.gov.vn",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    for name in list(os.environ):
        if name.startswith(("TDKT_MAIL", "TDKT_BASE")):
            monkeypatch.delenv(name)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def told(monkeypatch):
    def tell(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"TDKT_{name}", str(value))

    return tell


def wrong():
    with pytest.raises(ValidationError) as refused:
        Settings()
    return [("_".join(map(str, one["loc"])), one["msg"]) for one in refused.value.errors()]


def test_without_a_server_no_letters_leave():
    assert mail.in_force() is None
    with pytest.raises(Refused, match="no_mail_server"):
        mail.required()


def test_a_server_with_all_that_letters_need(told, tmp_path):
    (tmp_path / "secret").write_text("mat-khau\n")
    told(
        **GOOD, MAIL_USER="thidua", MAIL_PASSWORD_FILE=tmp_path / "secret", MAIL_PORT=465,
        MAIL_SECURITY="tls", MAIL_FROM_NAME="Văn phòng Sở", MAIL_PER_MINUTE=5,
    )  # fmt: skip

    found = mail.required()

    assert (found.host, found.port, found.security) == ("mail.so.gov.vn", 465, Security.TLS)
    assert (found.user, found.password, found.per_minute) == ("thidua", "mat-khau", 5)
    assert (found.sender, found.sender_name) == ("thidua@so.gov.vn", "Văn phòng Sở")
    assert "mat-khau" not in repr(found)


def test_a_password_file_that_is_gone_stops_no_page(told, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("mat-khau\n")
    told(**GOOD, MAIL_USER="thidua", MAIL_PASSWORD_FILE=secret)
    assert mail.required().password == "mat-khau"

    secret.write_text("moi\n")
    assert mail.required().password == "moi"
    secret.unlink()

    assert mail.required().password == ""


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"MAIL_HOST": "mail.so.gov.vn"}, ["mail_from", "base_url"]),
        ({**GOOD, "MAIL_HOST": "mail.so.gov.vn:587"}, ["mail_host"]),
        ({**GOOD, "MAIL_HOST": "so.vn\nevil"}, ["mail_host"]),
        ({**GOOD, "MAIL_PORT": "0"}, ["mail_port"]),
        ({**GOOD, "MAIL_SECURITY": "ssl"}, ["mail_security"]),
        ({**GOOD, "MAIL_SECURITY": "none"}, ["mail_security"]),
        ({**GOOD, "MAIL_SECURITY": "none", "MAIL_PLAIN": "1", "MAIL_USER": "a",
          "MAIL_PASSWORD": "b"}, ["mail_user", "mail_password"]),
        ({**GOOD, "MAIL_USER": "thidua"}, ["mail_password"]),
        ({**GOOD, "MAIL_PASSWORD": "b"}, ["mail_password"]),
        ({**GOOD, "MAIL_USER": "a", "MAIL_PASSWORD": "mật khẩu"}, ["mail_password"]),
        ({**GOOD, "MAIL_USER": "a", "MAIL_PASSWORD": "b\nc"}, ["mail_password"]),
        ({**GOOD, "MAIL_USER": "á", "MAIL_PASSWORD": "b"}, ["mail_user", "mail_password"]),
        ({**GOOD, "MAIL_USER": "a", "MAIL_PASSWORD_FILE": "/nowhere"}, ["mail_password_file"]),
        ({**GOOD, "MAIL_TRUSTED": "/nowhere"}, ["mail_trusted"]),
        ({**GOOD, "MAIL_FROM": "thidua"}, ["mail_from"]),
        ({**GOOD, "MAIL_FROM": "a@so.vn, b@so.vn"}, ["mail_from"]),
        ({**GOOD, "MAIL_FROM_NAME": "Sở\nBcc: a@so.vn"}, ["mail_from_name"]),
        ({**GOOD, "MAIL_TIMEOUT_S": "0"}, ["mail_timeout_s"]),
        ({**GOOD, "MAIL_PER_MINUTE": "0"}, ["mail_per_minute"]),
        ({**GOOD, "BASE_URL": "thidua.so.gov.vn"}, ["base_url"]),
        ({**GOOD, "BASE_URL": "https://so.vn/?x=1"}, ["base_url"]),
        ({**GOOD, "BASE_URL": "https://a:b@so.vn"}, ["base_url"]),
        ({**GOOD, "BASE_URL": "https://so.vn:99999"}, ["base_url"]),
        ({**GOOD, "BASE_URL": 'https://so.vn/"><b>'}, ["base_url"]),
        ({**GOOD, "BASE_URL": "javascript:alert(1)"}, ["base_url"]),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named(told, values, names):
    told(**values)

    assert [name for name, _ in wrong()] == names


@pytest.mark.parametrize(
    "values",
    [
        {"MAIL_HOST": "localhost", "MAIL_SECURITY": "none"},
        {"MAIL_HOST": "127.0.0.1", "MAIL_SECURITY": "none", "MAIL_USER": "a", "MAIL_PASSWORD": "b"},
        {"MAIL_SECURITY": "none", "MAIL_PLAIN": "1"},
        {"BASE_URL": "http://10.0.0.5:8501/thi-dua/"},
    ],
)
def test_what_may_be_said_otherwise(told, values):
    told(**{**GOOD, **values})

    assert mail.required().base in (GOOD["BASE_URL"], "http://10.0.0.5:8501/thi-dua")


def test_a_secret_in_a_wrong_setting_is_not_printed(told, capsys):
    told(**GOOD, MAIL_PASSWORD="geheim")

    code = manage.main(["check-config"])

    printed = capsys.readouterr()
    assert code == 1
    assert printed.err.startswith("TDKT_MAIL_PASSWORD: giá trị không hợp lệ")
    assert "geheim" not in printed.out + printed.err


def test_no_secret_is_printed_among_good_ones(told, capsys):
    told(**GOOD, MAIL_USER="thidua", MAIL_PASSWORD="geheim")

    code = manage.main(["check-config"])

    printed = capsys.readouterr()
    assert code == 0
    assert "TDKT_MAIL_PASSWORD=********" in printed.out
    assert "geheim" not in printed.out + printed.err


@pytest.fixture
def office(told):
    with post.opened() as opened:
        told(
            MAIL_HOST="127.0.0.1", MAIL_PORT=opened.port, MAIL_SECURITY="none",
            MAIL_FROM="thidua@so.gov.vn", BASE_URL="https://thidua.so.gov.vn",
        )  # fmt: skip
        yield opened


def test_a_trial_arrives(office, capsys):
    code = manage.main(["mail-test", "lan@so.vn"])

    assert code == 0
    assert (office.recipients, len(office.taken)) == (["lan@so.vn"], 1)
    assert "Máy chủ thư đã nhận thư." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("step", "said", "words"),
    [
        ("MAIL", "550 no relay", "TDKT_MAIL_FROM"),
        ("RCPT", "550 unknown", "không nhận địa chỉ người nhận. Máy chủ nói: “unknown”"),
        ("DATA", "451 later", "Thư chưa được nhận; có thể gửi lại."),
    ],
)
def test_a_trial_that_does_not_leave_says_why(office, capsys, step, said, words):
    office.answers[step] = said

    with pytest.raises(SystemExit) as ended:
        manage.main(["mail-test", "lan@so.vn"])

    assert ended.value.code == 1
    assert words in capsys.readouterr().err
    assert office.taken == []


@pytest.mark.parametrize("address", ["lan", "", "a@so.vn,b@so.vn"])
def test_a_trial_to_no_address_is_refused(office, capsys, address):
    assert manage.main(["mail-test", address]) == 1

    assert "ghi một địa chỉ" in capsys.readouterr().err
    assert office.lines == 0


def test_a_trial_without_a_server_says_what_to_set(capsys):
    assert manage.main(["mail-test", "lan@so.vn"]) == 1

    assert "TDKT_MAIL_HOST" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["mail..so.vn", "mail.-so.vn", "mail-.so.vn", "a" * 64 + ".vn"])
def test_a_host_of_labels_that_are_none_is_refused(told, host):
    told(**GOOD | {"MAIL_HOST": host})

    assert "mail_host" in wrong()[0][0].lower()
