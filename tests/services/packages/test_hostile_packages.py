"""What is no package, or one that somebody has made to harm: refused by place, nothing stays."""

from __future__ import annotations

import io
import json
import struct
import zipfile

import pytest

from lib.domain import packages
from lib.errors import BadFile, BadTemplate, BadUpload
from lib.exports.docx.writing import package
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import paragraph
from lib.services.packages import reading
from lib.text import sentence
from tests.exports import papers_made
from tests.services.packages import package_scene as scene
from tests.services.packages.package_scene import summed, zipped

CAMPAIGN = scene.FILE.read_bytes()
GOOD = {packages.CAMPAIGN: CAMPAIGN}
TEMPLATE = packages.TEMPLATES[scene.LETTER]


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(BadUpload) as caught:
        reading.read("goi.zip", content)
    assert sentence(caught.value).startswith("goi.zip: ")
    return caught.value.reason, str(caught.value.facts.get("name", ""))


def told(**changes: object) -> bytes:
    """A package whose manifest says otherwise."""
    held = summed(GOOD)
    manifest = {**json.loads(held[packages.MANIFEST]), **changes}
    return zipped({**held, packages.MANIFEST: json.dumps(manifest).encode()})


def with_member(name: str, content: bytes = b"x") -> bytes:
    return zipped(summed({**GOOD, name: content}))


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return zipped(summed(GOOD), lambda one: one.writestr(packages.CAMPAIGN, CAMPAIGN))


def flagged(bit: int, content: bytes) -> bytes:
    """With a bit of the flags set for every file, in its own head and in the list at the end."""
    made = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", made, at + place)
            struct.pack_into("<H", made, at + place, flags | bit)
            at = made.find(mark, at + 4)
    return bytes(made)


def packed_by(way: int) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", way) as made:
        for path, content in summed(GOOD).items():
            made.writestr(path, content)
    return sink.getvalue()


def spoilt() -> bytes:
    """A file whose bytes are not those that were packed."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as made:
        for path, content in summed(GOOD).items():
            made.writestr(path, content)
    return sink.getvalue().replace(CAMPAIGN[:40], b"x" * 40, 1)


def test_a_package_of_a_campaigns_file_alone_is_taken():
    found = reading.read("goi.zip", zipped(summed(GOOD)))
    assert (found.outline, dict(found.templates)) == (None, {})


PATHS = (
    "../phong-trao.yaml", "/etc/passwd", "C:\\x.yaml", "mau-van-ban/../x.docx", "PHONG-TRAO.YAML",
    "mau-van-ban/", "mau-van-ban/khac.docx", "a" * 300, "a\u202eb.yaml",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_only_what_a_package_has_may_stand_in_it(path):
    reason, named = refusal(with_member(path, b""))
    assert reason == "package_unknown"
    assert named[:10] == "".join(one if one.isprintable() else "?" for one in path)[:10]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"x", ("damaged", "")),
        (zipped(summed(GOOD))[:-30], ("damaged", "")),
        (b"MZ" + zipped(summed(GOOD)), ("polyglot", "")),
        (zipped(summed(GOOD)) + b"PK", ("polyglot", "")),
        (zipped({}), ("package_lacks", packages.MANIFEST)),
        (zipped(GOOD), ("package_lacks", packages.MANIFEST)),
        (zipped(summed({})), ("package_lacks", packages.CAMPAIGN)),
        (told(files=[]), ("package_unlisted", packages.CAMPAIGN)),
        (told(format="khac"), ("package_manifest", packages.MANIFEST)),
        (told(schema=2), ("package_manifest", packages.MANIFEST)),
        (told(files={"path": 1}), ("package_manifest", packages.MANIFEST)),
        (told(files=[{"path": packages.CAMPAIGN}]), ("package_manifest", packages.MANIFEST)),
        (told(files=[1]), ("package_manifest", packages.MANIFEST)),
        (
            zipped({**GOOD, packages.MANIFEST: b"[" * 100_000}),
            ("package_manifest", packages.MANIFEST),
        ),
        (zipped({**GOOD, packages.MANIFEST: b"\xff"}), ("package_manifest", packages.MANIFEST)),
        (
            zipped({packages.MANIFEST: summed({**GOOD, TEMPLATE: b""})[packages.MANIFEST], **GOOD}),
            ("package_lacks", TEMPLATE),
        ),
        (
            zipped({**summed(GOOD), packages.CAMPAIGN: CAMPAIGN + b"\n"}),
            ("package_sum", packages.CAMPAIGN),
        ),
        (flagged(1, zipped(summed(GOOD))), ("package_locked", packages.MANIFEST)),
        (spoilt(), ("package_damaged", packages.CAMPAIGN)),
        (packed_by(zipfile.ZIP_LZMA), ("package_damaged", packages.MANIFEST)),
        (with_member(TEMPLATE, bytes((2 << 20) + 1)), ("package_large", TEMPLATE)),
        (with_member(packages.OUTLINE, bytes(60 << 20)), ("bomb", "")),
    ],
    ids=range(22),
)  # fmt: skip
def test_each_is_refused_with_place_and_reason(content, expected):
    assert refusal(content) == expected


def test_a_file_that_stands_there_twice_is_refused():
    assert refusal(twice()) == ("package_twice", packages.CAMPAIGN)


def test_a_size_that_lies_is_refused():
    """The list at the end says 10 bytes of what unpacks to much more."""
    made = bytearray(zipped(summed(GOOD)))
    at = made.rfind(b"PK\x01\x02")
    struct.pack_into("<I", made, at + 24, 10)
    assert refusal(bytes(made)) == ("package_damaged", packages.CAMPAIGN)


def test_what_is_too_large_or_empty_is_not_even_opened():
    assert refusal(bytes(packages.LIMITS.file_bytes + 1))[0] == "too_large"
    assert refusal(b"")[0] == "empty"


def test_the_campaign_within_is_read_as_any_file_is():
    with pytest.raises(BadFile) as caught:
        reading.read("goi.zip", zipped(summed({packages.CAMPAIGN: b"kind: campaign\ncode: [\n"})))
    assert caught.value.facts["file"] == packages.CAMPAIGN
    units = (scene.ROOT / "data" / "units.yaml").read_bytes()
    assert refusal(zipped(summed({packages.CAMPAIGN: units}))) == (
        "package_lacks", packages.CAMPAIGN,
    )  # fmt: skip


def test_the_outline_within_is_read_as_any_is():
    with pytest.raises(BadFile) as caught:
        reading.read("goi.zip", with_member(packages.OUTLINE, b"!!python/object:os.system x"))
    assert caught.value.facts["file"] == packages.OUTLINE


def test_the_templates_within_are_checked_as_any_is():
    made = papers_made.template(scene.LETTER)
    strange = package.docx("", [Section(paragraph("Body", "{{ nguoi_la }}"))])
    with pytest.raises(BadTemplate) as refused:
        reading.read("goi.zip", with_member(TEMPLATE, strange))
    assert "nguoi_la" in sentence(refused.value)
    with pytest.raises(BadUpload) as caught:
        reading.read("goi.zip", with_member(TEMPLATE, made[:-500]))
    assert (caught.value.reason, caught.value.facts["file"]) == (
        "damaged", TEMPLATE.rpartition("/")[2],
    )  # fmt: skip
