from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import httpx
import pytest
from streamlit import file_util

from lib.web.index import rewritten
from lib.web.packing import Packer, choose

STATIC = Path(file_util.get_static_dir())
BUNDLE = next((STATIC / "static" / "js").glob("index.*.js"))
BUNDLE_URL = f"/static/js/{BUNDLE.name}"
DECODE = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


def raw(site, path, **headers):
    """Status, headers and the bytes as they were on the wire."""
    with httpx.stream("GET", site.url + path, headers={"Accept-Encoding": "", **headers}) as answer:
        return answer.status_code, answer.headers, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("BR", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.0", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_choose(accepted, encoding):
    assert choose(accepted) == encoding


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_a_bundle_arrives_whole_in_each_encoding(site, encoding):
    status, headers, body = raw(site, BUNDLE_URL, **{"Accept-Encoding": encoding})

    assert (status, headers.get("content-encoding", "")) == (200, encoding)
    assert headers["cache-control"] == "public, immutable, max-age=31536000"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert int(headers["content-length"]) == len(body)
    assert DECODE[encoding](body) == BUNDLE.read_bytes()


def test_the_bundle_is_a_third_on_the_wire(site):
    _, _, body = raw(site, BUNDLE_URL, **{"Accept-Encoding": "br"})

    assert len(body) < BUNDLE.stat().st_size / 3


@pytest.mark.parametrize("path", [BUNDLE_URL, "/", "/thidua/vi.js"])
def test_what_the_browser_has_is_not_sent_again(site, path):
    etag = httpx.get(site.url + path).headers["etag"]

    answer = httpx.get(site.url + path, headers={"If-None-Match": f'W/"x", {etag}'})

    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)


def test_a_head_has_no_body(site):
    answer = httpx.head(site.url + BUNDLE_URL)

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 100_000


def test_a_range_is_streamlit_s_own_bytes(site):
    status, headers, body = raw(site, BUNDLE_URL, Range="bytes=10-19")

    assert (status, body) == (206, BUNDLE.read_bytes()[10:20])
    assert "content-encoding" not in headers


def test_a_font_is_not_packed_again(site):
    font = next((STATIC / "static" / "media").glob("SourceSans*Upright*.woff2"))

    _, headers, body = raw(site, f"/static/media/{font.name}", **{"Accept-Encoding": "br"})

    assert "content-encoding" not in headers
    assert body == font.read_bytes()


@pytest.mark.parametrize("path", ["/static/js/", "/static/%2e%2e/index.html", "/static/js/none.js"])
def test_only_known_files_are_static(site, path):
    status, _, body = raw(site, path)

    assert status in {400, 404}
    assert b"<title>Streamlit" not in body


@pytest.mark.parametrize("path", ["/", "/index.html", "/checklist", "/any/thing"])
@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_every_page_is_ours(site, path, encoding):
    status, headers, body = raw(site, path, **{"Accept-Encoding": encoding})

    page = DECODE[encoding](body).decode()
    assert (status, headers.get("content-encoding", "")) == (200, encoding)
    assert headers["cache-control"] == "no-cache"
    assert '<html lang="vi">' in page
    assert "<title>Thi đua</title>" in page
    assert re.search(r'<script src="\./thidua/vi\.js\?v=[0-9a-f]{12}" defer></script>', page)
    assert "<title>Streamlit" not in page
    assert "agent" not in page
    assert "You need" not in page


def test_our_files_are_kept_for_ever_under_their_mark(site):
    page = httpx.get(site.url).text
    marked = re.search(r"thidua/vi\.js\?v=[0-9a-f]{12}", page)[0]

    answers = {
        path: httpx.get(f"{site.url}/{path}").headers["cache-control"]
        for path in (marked, "thidua/vi.js", "thidua/vi.js?v=old")
    }

    assert answers == {
        marked: "public, immutable, max-age=31536000",
        "thidua/vi.js": "no-cache",
        "thidua/vi.js?v=old": "no-cache",
    }


def test_an_unknown_streamlit_page_is_refused():
    with pytest.raises(ValueError, match=r"has no"):
        rewritten("<html></html>", str, icon_font="x")


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "a.js"
    file.write_text("let a = 1;\n" * 1000)
    return file


def test_a_file_is_packed_once_per_process_and_disk(tmp_path, file):
    cache = tmp_path / "cache"
    packed = Packer(cache).packed(file, "br")
    kept = {each: each.stat().st_mtime_ns for each in cache.iterdir()}

    again = Packer(cache)

    assert again.packed(file, "br") == packed
    assert again.packed(file, "br") is again.packed(file, "br")
    assert {each: each.stat().st_mtime_ns for each in cache.iterdir()} == kept


@pytest.mark.parametrize("spoilt", [b"", b"\x1f", b"xxxx", None], ids=repr)
def test_a_spoilt_cache_is_made_again(tmp_path, file, spoilt):
    cache = tmp_path / "cache"
    packed = Packer(cache).packed(file, "br")
    [kept] = cache.iterdir()
    kept.write_bytes(brotli.compress(b"other") if spoilt is None else spoilt)

    again = Packer(cache).packed(file, "br")

    assert again == packed
    assert kept.read_bytes() == packed.body


def test_a_cache_that_may_not_be_written_is_done_without(tmp_path, file):
    (tmp_path / "cache").write_bytes(b"no folder")

    packed = Packer(tmp_path / "cache").packed(file, "gzip")

    assert gzip.decompress(packed.body) == file.read_bytes()


def test_a_changed_file_is_packed_anew(tmp_path, file):
    cache = tmp_path / "cache"
    before = Packer(cache).packed(file, "br")
    file.write_text("let b = 2;\n" * 1000)

    after = Packer(cache).packed(file, "br")

    assert brotli.decompress(after.body) == file.read_bytes()
    assert after.etag != before.etag
