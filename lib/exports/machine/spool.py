"""A CSV that is kept on the disk for a while, to be read in parts by row or by byte.

The file has no name: nobody else opens it, and it is gone with the process.
"""

from __future__ import annotations

import csv
import io
import tempfile
import threading
from collections.abc import Iterable, Iterator
from typing import IO, Final

_BLOCK_ROWS: Final = 500
_PIECE_BYTES: Final = 1 << 16


class Spool:
    """The file with where its rows begin; safe for all threads.

    Args:
        pieces: its bytes: headings in the first row, no options that part cells by semicolons
            where rows are read.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._lock = threading.Lock()
        self._held, self._is_retired = 0, False
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this call
        try:
            self.size, self.rows, self._blocks = _fill(self._file, pieces)
        except BaseException:
            self._file.close()
            raise

    def hold(self) -> bool:
        """Keep it open until `leave`; False once it was closed."""
        with self._lock:
            if self._file.closed:
                return False
            self._held += 1
            return True

    def leave(self) -> None:
        with self._lock:
            self._held -= 1
            self._close_unused()

    def retire(self) -> None:
        """Close it as soon as nobody holds it."""
        with self._lock:
            self._is_retired = True
            self._close_unused()

    def pieces(self, first: int, last: int) -> Iterator[bytes]:
        """The bytes from `first` up to, not with, `last`, in pieces."""
        while first < last:
            piece = self._read(first, min(last, first + _PIECE_BYTES))
            if not piece:
                return
            yield piece
            first += len(piece)

    def cells(self, first: int, count: int) -> list[list[str]]:
        """So many rows from the one of this number on, counted from 0 without the headings."""
        last = min(first + count, self.rows)
        if first >= last:
            return []
        block, end = first // _BLOCK_ROWS, -(-last // _BLOCK_ROWS)
        until = self._blocks[end] if end < len(self._blocks) else self.size
        told = self._read(self._blocks[block], until).decode()
        read = list(csv.reader(io.StringIO(told, newline="")))
        skipped = block * _BLOCK_ROWS
        return read[first - skipped : last - skipped]

    def _read(self, first: int, last: int) -> bytes:
        with self._lock:
            self._file.seek(first)
            return self._file.read(last - first)

    def _close_unused(self) -> None:
        if self._is_retired and not self._held:
            self._file.close()


def _fill(out: IO[bytes], pieces: Iterable[bytes]) -> tuple[int, int, list[int]]:
    """How long the file is, how many rows it has, and where every 500th begins."""
    size, rows, blocks = 0, -1, []
    is_quoted = False
    for piece in pieces:
        out.write(piece)
        # Cells may hold line ends, between an odd number of quotation marks and the next.
        for line in piece.splitlines(keepends=True) if piece else ():
            size += len(line)
            is_quoted ^= line.count(b'"') % 2 == 1
            if not is_quoted and line.endswith(b"\n"):
                rows += 1
                if rows % _BLOCK_ROWS == 0:
                    blocks.append(size)
    out.flush()
    return size, max(rows, 0), blocks
