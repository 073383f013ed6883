"""The ZIP of a campaign: every file in it is one that the manifest names, with its very sum."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lib.domain import packages
from lib.domain.files import Limits
from lib.errors import BadUpload
from lib.services.files.contents import zipped

_SHOWN: Final = 60
Entry = Mapping[str, Any]


def inspected(content: bytes, asked: Mapping[str, Any]) -> tuple[dict[str, object], bytes]:
    """The files of the package: path, size and name of each, and their bytes one after another.

    Args:
        asked: `name`, fit to be shown, and `limits`.
    Raises:
        BadUpload: why it is not taken, and which file within it is to blame.
    """
    file, limits = str(asked["name"]), Limits(**asked["limits"])
    held = _unpacked(content, file, limits)
    listed = _listed(held.pop(packages.MANIFEST, b""), file)
    _require_listed(held, listed, file)
    members = [[path, len(held[path]), listed[path].get("name", "")] for path in held]
    return {"members": members}, b"".join(held.values())


def _unpacked(content: bytes, file: str, limits: Limits) -> dict[str, bytes]:
    """Every file by its path, read to its end."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except zipped.BROKEN as error:
        raise BadUpload("damaged", file=file) from error
    with package:
        parts = package.infolist()
        is_large = sum(part.file_size for part in parts) > limits.unpacked_bytes
        if len(parts) > limits.entries or is_large:
            raise BadUpload("bomb", file=file)
        if not zipped.is_alone(content, parts):
            raise BadUpload("polyglot", file=file)
        _require_plain(parts, file)
        return {part.filename: _held(package, part, file) for part in parts}


def _require_plain(parts: Sequence[zipfile.ZipInfo], file: str) -> None:
    """Nothing when every part is one that a package may have, once, and open to all."""
    seen: set[str] = set()
    for part in parts:
        if part.filename in seen:
            raise _refusal("package_twice", file, part.filename)
        seen.add(part.filename)
        if part.filename not in packages.KNOWN:
            raise _refusal("package_unknown", file, part.filename)
        if part.flag_bits & 1:
            raise _refusal("package_locked", file, part.filename)
        if part.file_size > packages.MEMBER_BYTES:
            raise _refusal("package_large", file, part.filename)
        if part.compress_type not in zipped.PACKINGS:
            raise _refusal("package_damaged", file, part.filename)


def _held(package: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> bytes:
    try:
        return package.read(part)
    except zipped.BROKEN as error:
        raise _refusal("package_damaged", file, part.filename) from error


def _listed(told: bytes, file: str) -> dict[str, Entry]:
    """What the manifest says of each file, by its path."""
    if not told:
        raise _refusal("package_lacks", file, packages.MANIFEST)
    try:
        manifest = json.loads(told)
        is_known = (manifest["format"], manifest["schema"]) == (packages.FORMAT, packages.SCHEMA)
        entries = {str(one["path"]): one for one in manifest["files"]}
        is_whole = all(_is_entry(one) for one in entries.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refusal("package_manifest", file, packages.MANIFEST) from error
    if not (is_known and is_whole and len(entries) == len(manifest["files"])):
        raise _refusal("package_manifest", file, packages.MANIFEST)
    return entries


def _is_entry(one: Entry) -> bool:
    return isinstance(one.get("sha256"), str) and isinstance(one.get("name", ""), str)


def _require_listed(held: Mapping[str, bytes], listed: Mapping[str, Entry], file: str) -> None:
    """Nothing when the manifest tells of these files, and of no others."""
    for path in sorted({*listed} - {*held}):
        raise _refusal("package_lacks", file, path)
    for path, content in held.items():
        if path not in listed:
            raise _refusal("package_unlisted", file, path)
        if hashlib.sha256(content).hexdigest() != listed[path]["sha256"]:
            raise _refusal("package_sum", file, path)
    if packages.CAMPAIGN not in held:
        raise _refusal("package_lacks", file, packages.CAMPAIGN)


def _refusal(reason: str, file: str, path: str) -> BadUpload:
    """A refusal that names a file within, as a sentence may quote it."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in path)
    shown = plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
    return BadUpload(reason, file=file, name=shown)
