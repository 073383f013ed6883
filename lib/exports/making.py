"""Makes one file in a process of its own, so that saves go on while it is made.

It reads what the file is made of from the standard input, and writes a line for every step.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from lib.domain.jobs import Kind
from lib.exports import bundle_maker
from lib.exports.docx.making import guide_maker, pack_maker, unit_paper_maker
from lib.exports.workbook import maker as workbook_maker

Maker = Callable[[BinaryIO, Path], Iterator[object]]
"""Writes the file of an order to a path; gives something after each of its steps."""
MAKERS: Final[Mapping[Kind, Maker]] = {
    Kind.PAPERS: pack_maker.make_ordered,
    Kind.UNIT_PAPERS: pack_maker.make_ordered,
    Kind.REPORT: pack_maker.make_one_ordered,
    Kind.REPORT_PDF: pack_maker.make_one_pdf_ordered,
    Kind.RESULT_NOTICE: pack_maker.make_one_ordered,
    Kind.LEADER_BRIEF: pack_maker.make_one_ordered,
    Kind.LEADER_BRIEF_PDF: pack_maker.make_one_pdf_ordered,
    Kind.ACKNOWLEDGEMENT_LIST: pack_maker.make_one_ordered,
    Kind.UNIT_REPORT: unit_paper_maker.make_one,
    Kind.UNIT_REPORT_PDF: unit_paper_maker.make_one,
    Kind.UNIT_REPORTS: unit_paper_maker.make_all,
    Kind.URGING_LETTER: unit_paper_maker.make_one,
    Kind.URGING_LETTERS: unit_paper_maker.make_all,
    Kind.WORKBOOK: workbook_maker.make_ordered,
    Kind.BUNDLE: bundle_maker.make_ordered,
    Kind.GUIDE: guide_maker.make_ordered,
    Kind.GUIDE_PDF: guide_maker.make_pdf_ordered,
}


_CPU_S: Final = 3600


def main(kind: str, target: str) -> None:
    os.umask(0o077)
    # A terminal and a service manager tell every process of a server to end. Whether this one does,
    # the server says, which kills it; without a server it ends at its next word.
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    _give_way()
    for _ in MAKERS[Kind(kind)](sys.stdin.buffer, Path(target)):
        sys.stdout.write("\n")
        sys.stdout.flush()


if sys.platform == "win32":

    def _give_way() -> None:
        """Windows has neither."""

else:
    import resource

    def _give_way() -> None:
        """Let everybody else go first, and the kernel end what a killed server left behind."""
        os.nice(19)
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))


if __name__ == "__main__":
    main(*sys.argv[1:])
