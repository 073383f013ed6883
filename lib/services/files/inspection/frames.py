"""What server and keeper say to each other: facts in JSON and the bytes that they are about."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Final

Facts = Mapping[str, object]
_LENGTHS: Final = struct.Struct(">II")
_FACTS_LIMIT: Final = 1 << 20
CONTENT_LIMIT: Final = 1 << 28
"""Above every file that a setting lets in, and what an inspector may answer."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One order or one answer."""

    facts: Facts
    content: bytes = b""


class BrokenFrame(Exception):
    """What came is no frame, or not all of one: the other side has ended or gone mad."""


def packed(frame: Frame) -> bytes:
    facts = json.dumps(frame.facts).encode()
    return _LENGTHS.pack(len(facts), len(frame.content)) + facts + frame.content


def unpacked(told: bytes) -> Frame:
    """The frame of bytes that hold nothing else.

    Raises:
        BrokenFrame: they do not hold one.
    """
    if len(told) < _LENGTHS.size:
        raise BrokenFrame
    of_facts, of_content = _lengths(told[: _LENGTHS.size])
    end = _LENGTHS.size + of_facts
    if len(told) != end + of_content:
        raise BrokenFrame
    return Frame(_facts(told[_LENGTHS.size : end]), told[end:])


def write(frame: Frame, out: IO[bytes]) -> None:
    out.write(packed(frame))
    out.flush()


def read(source: IO[bytes]) -> Frame:
    """The next frame.

    Raises:
        BrokenFrame: there is none any more.
    """
    of_facts, of_content = _lengths(_exactly(source, _LENGTHS.size))
    facts = _facts(_exactly(source, of_facts))
    return Frame(facts, _exactly(source, of_content))


def _exactly(source: IO[bytes], size: int) -> bytes:
    told = source.read(size)
    if len(told) < size:
        raise BrokenFrame
    return told


def _lengths(head: bytes) -> tuple[int, int]:
    of_facts, of_content = _LENGTHS.unpack(head)
    if of_facts > _FACTS_LIMIT or of_content > CONTENT_LIMIT:
        raise BrokenFrame
    return of_facts, of_content


def _facts(told: bytes) -> Facts:
    try:
        facts = json.loads(told)
    except (ValueError, RecursionError) as error:
        raise BrokenFrame from error
    if not isinstance(facts, dict):
        raise BrokenFrame
    return facts
