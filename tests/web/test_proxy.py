from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import nullcontext

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.exceptions import InvalidStatus

from lib.web.cookies import SECURE_NAME
from tests.web.serving import ROOT, run_async, visit

SAMPLES = ROOT / "docs" / "deploy"
HSTS = "max-age=31536000; includeSubDomains"
LIVE = f"{SECURE_NAME}=live"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A certificate for localhost and room for the proxy's files."""
    folder = tmp_path_factory.mktemp("proxy")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "thidua.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "thidua.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder


def adapted(sample, folder, site, *, plain, secure):
    """The sample with our ports and certificate; every line that matters is the sample's own."""
    text = (SAMPLES / sample).read_text(encoding="utf-8")
    changes = {
        "/etc/ssl/thidua": str(folder / "thidua"),
        "127.0.0.1:8501": f"127.0.0.1:{site.port}",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "server_name thidua.example.vn;": "server_name localhost;",
        "\nthidua.example.vn {": f"\nhttps://localhost:{secure} {{",
    }
    for old, new in changes.items():
        text = text.replace(old, new)
    assert "example" not in text
    assert "/etc/ssl" not in text
    return text


def nginx(folder, site, plain, secure):
    body = adapted("nginx.conf", folder, site, plain=plain, secure=secure)
    config = folder / "nginx.conf"
    config.write_text(
        f"pid {folder}/nginx.pid; daemon off; error_log {folder}/error.log;\n"
        + ("user root;\n" if os.geteuid() == 0 else "")
        + "events {}\n"
        + f"http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;\n"
        + f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        + f"{body}\n}}\n",
        encoding="utf-8",
    )
    return [shutil.which("nginx", path="/usr/sbin:/usr/bin:/bin"), "-c", str(config), "-p", folder]


def caddy(folder, site, plain, secure):
    body = adapted("Caddyfile", folder, site, plain=plain, secure=secure)
    config = folder / "Caddyfile"
    options = f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n}}\n"
    config.write_text(options + body, encoding="utf-8")
    return [shutil.which("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]


@pytest.fixture(scope="module")
def proxy(folder, site):
    """One of the two sample files in service before the stand-in app; nginx where it is there."""
    plain, secure = free_port(), free_port()
    is_nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/bin") is not None
    command = (nginx if is_nginx else caddy)(folder, site, plain, secure)
    assert command[0], "install nginx or caddy"
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    _wait_for(secure, process)
    yield f"https://localhost:{secure}"
    process.terminate()
    process.communicate()


def _wait_for(port, process):
    for _ in range(200):
        assert process.poll() is None, process.stdout.read().decode()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the proxy does not listen")


@pytest.fixture(scope="module")
def trust(folder):
    return ssl.create_default_context(cafile=folder / "thidua.crt")


def test_the_page_comes_through_tls(proxy, trust):
    answer = httpx.get(proxy, verify=trust)

    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert '<html lang="vi">' in answer.text


def test_browsers_are_told_to_come_by_tls_only(proxy, trust):
    answer = httpx.get(f"{proxy}/media/none", verify=trust)

    assert answer.status_code == 403
    assert answer.headers["Strict-Transport-Security"] == HSTS


@pytest.mark.parametrize("sample", ["nginx.conf", "Caddyfile"])
def test_both_samples_say_so(sample):
    """Only one of them is in service here."""
    lines = (SAMPLES / sample).read_text(encoding="utf-8").splitlines()
    (told,) = [line for line in lines if "Strict-Transport-Security" in line]

    assert f'Strict-Transport-Security "{HSTS}"' in told


@pytest.mark.parametrize(
    ("cipher", "is_taken"),
    [("ECDHE-ECDSA-AES128-GCM-SHA256", True), ("ECDHE-ECDSA-AES128-SHA256", False)],
)
def test_tls_1_2_is_taken_with_authenticated_ciphers_alone(proxy, folder, cipher, is_taken):
    trust = ssl.create_default_context(cafile=folder / "thidua.crt")
    trust.maximum_version = ssl.TLSVersion.TLSv1_2
    trust.set_ciphers(cipher)

    with pytest.raises(httpx.ConnectError) if not is_taken else nullcontext():
        assert httpx.get(proxy, verify=trust).status_code == 200


def test_the_sample_speaks_no_older_tls():
    # Debian's library refuses it by itself, so that asking would show nothing of the sample.
    text = (SAMPLES / "nginx.conf").read_text(encoding="utf-8")
    (protocols,) = re.findall(r"^ *ssl_protocols +(.+);$", text, flags=re.MULTILINE)

    assert protocols.split() == ["TLSv1.2", "TLSv1.3"]


def test_the_live_line_comes_through_tls(proxy, trust):
    _, text = run_async(lambda: visit(proxy, ssl=trust, cookie=LIVE))

    assert "Tên đăng nhập" in text


def test_a_foreign_origin_is_refused_behind_the_proxy_too(proxy, trust):
    with pytest.raises(InvalidStatus) as refusal:
        run_async(lambda: visit(proxy, ssl=trust, origin="https://evil.example"))

    assert refusal.value.response.status_code == 403


def test_the_cookie_and_files_work_behind_the_proxy(proxy, trust):
    refused = httpx.get(f"{proxy}/media/none", verify=trust)
    reached = httpx.get(f"{proxy}/media/none", verify=trust, headers={"Cookie": LIVE})

    assert (refused.status_code, reached.status_code) == (403, 404)


def test_a_file_of_20_mb_fits_through_the_proxy(proxy, trust):
    answer = httpx.put(
        f"{proxy}/_stcore/upload_file/a/b",
        content=b"x" * 20_500_000,
        verify=trust,
        headers={"Cookie": LIVE, "Origin": proxy},
    )

    assert answer.status_code == 403  # ours: nobody's tab; the proxy would have said 413
