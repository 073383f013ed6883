"""A pack of 200 nominees, and the same templates filled by bare docxtpl; each in a process."""

from __future__ import annotations

import io
import os
import re
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from docxtpl import DocxTemplate

from bench import data
from bench.samples import Sample, Samples
from lib.domain.jobs import Kind
from lib.domain.papers import paper_fields
from lib.domain.papers.law_packs import LegalBasis, law_pack
from lib.domain.papers.paper_meetings import CouncilMeeting, Member
from lib.domain.papers.paper_parts import (
    AgencyHead,
    Award,
    CampaignFacts,
    Collective,
    Desk,
    Individual,
    Signer,
)
from lib.domain.papers.papers import Pack, Paper, PaperData
from lib.domain.papers.votes import Vote
from lib.exports import making
from lib.exports.docx.making import orders, packs
from lib.exports.docx.making.orders import Order
from lib.exports.docx.templates import build
from lib.services.acts import new_act
from lib.services.campaigns import campaigns
from lib.services.jobs import jobs
from lib.services.jobs.jobs import Wanted

NOMINEES: Final = 200
ROOT: Final = Path(__file__).resolve().parents[1]
_PEAK: Final = re.compile(r"VmHWM:\s+(\d+)")
_DAY: Final = date(2021, 6, 14)
_AWARD: Final = Award("BK", "Bằng khen của Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh")
_STORY: Final = "\n".join(
    f"Nội dung {number}: tổ chức 12 hội nghị cho 480 lượt người, đúng tiến độ & đúng đối tượng."
    for number in range(1, 13)
)
_VOTE: Final = Vote(9, 1, 0, present=10, members=11, issued=10, returned=10, valid=10)


def order(nominees: int = NOMINEES) -> Order:
    """The pack of a Bằng khen, one collective in ten nominees."""
    templates = {paper: str(build.FOLDER / f"{paper}.docx") for paper in Paper}
    return Order(_data(nominees), templates)


def measure(samples: Samples, folder: Path, repetitions: int) -> None:
    """Both ways in turn, the first of each left out."""
    told = orders.to_json(order()).encode()
    modules = {"papers_200": making.__name__, "papers_bare": __name__}
    for number in range(-1, repetitions):
        for act, module in modules.items():
            sample = _made(module, told, folder / "pack.zip")
            if number >= 0:
                samples.add(act, sample)


def ask(database: Path, nominees: int) -> None:
    """Let a pack wait in the database for the runner of the next server."""
    with data.opened(database) as db, data.beside(database):
        campaign, asked = campaigns.find(db), order(nominees)
        told = orders.to_json(asked).encode()
        wanted = Wanted(
            kind=Kind.PAPERS, campaign=campaign, parameters={}, revision=campaign.revision,
            file_name="bench.zip", steps=sum(1 for _ in packs.files(asked.data)),
            order=lambda out: out.write(told),
        )  # fmt: skip
        jobs.ask(db, data.actor(db, data.OFFICE), wanted, act_id=new_act())


class Making:
    """The process that makes what was asked for, once it has begun to write."""

    def __init__(self, database: Path) -> None:
        folder = database.parent / "jobs" / database.stem
        while not (found := list(_writing(folder))):
            time.sleep(0.05)
        self._pid = found[0]

    @property
    def is_over(self) -> bool:
        return self._pid not in {pid for pid, _ in _processes()}

    def pause(self) -> None:
        """Raises RuntimeError: it has been made."""
        try:
            os.kill(self._pid, signal.SIGSTOP)
        except ProcessLookupError:
            raise RuntimeError("the file was made before the saves had ended") from None

    def go_on(self) -> None:
        os.kill(self._pid, signal.SIGCONT)

    def end(self) -> int:
        """Wait until it is made; the most memory that was seen of it, in KiB."""
        most = 0
        status = Path(f"/proc/{self._pid}/status")
        with suppress(OSError):
            while found := _PEAK.search(status.read_text()):
                most = int(found[1])
                time.sleep(0.05)
        return most


def _writing(folder: Path) -> Iterator[int]:
    """The processes that write something there."""
    parts = {str(one).encode() for one in folder.glob("*.part") if one.stat().st_size}
    return (pid for pid, words in _processes() if not parts.isdisjoint(words))


def _processes() -> Iterator[tuple[int, list[bytes]]]:
    """Each with the words that it was started with."""
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield int(one.parent.name), one.read_bytes().split(b"\0")


def command(module: str, target: Path) -> list[str]:
    """How a maker is started."""
    return [sys.executable, "-m", module, Kind.PAPERS, str(target)]


def _made(module: str, told: bytes, target: Path) -> Sample:
    """What one process cost from its start to its end."""
    before, began = _children_s(), time.perf_counter()
    subprocess.run(command(module, target), cwd=ROOT, input=told, check=True, capture_output=True)
    wall_ms = (time.perf_counter() - began) * 1000
    return Sample((_children_s() - before) * 1000, wall_ms, target.stat().st_size)


def _children_s() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _data(nominees: int) -> PaperData:
    desk = Desk("Văn phòng Sở", "VĂN PHÒNG", "VP", Signer("CHÁNH VĂN PHÒNG"))
    member = Member("Đoàn Quốc Chính", "Giám đốc Sở", "Chủ tịch Hội đồng", is_chair=True)
    return PaperData(
        pack=Pack.BANG_KHEN,
        day=_DAY,
        made_at=datetime(2021, 6, 14, 7, tzinfo=UTC),
        campaign=CampaignFacts("TD-BC-2021", "Phát động phong trào thi đua bầu cử", 1, "1-0f3a"),
        agency=AgencyHead(
            "UBND tỉnh Cao Bằng", "UBND TỈNH CAO BẰNG", "Sở Xây dựng tỉnh Cao Bằng",
            "SỞ XÂY DỰNG", "SXD", "Cao Bằng",
        ),
        law=law_pack(_DAY),
        bases=(LegalBasis("Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"),),
        director=Signer("GIÁM ĐỐC"),
        office=desk,
        appraiser="Sở Nội vụ",
        award=_AWARD,
        council=CouncilMeeting(2021, members=(member,), is_held=True),
        collectives=tuple(_collective(number) for number in range(nominees // 10)),
        individuals=tuple(_individual(number) for number in range(nominees - nominees // 10)),
    )  # fmt: skip


def _collective(number: int) -> Collective:
    return Collective(
        f"Tổ công tác số {number}", "Phòng Quản lý xây dựng", "Đã có thành tích xuất sắc", _STORY,
        _AWARD.name, 12, 5, _VOTE, "Đề nghị khen thưởng",
    )  # fmt: skip


def _individual(number: int) -> Individual:
    return Individual(
        f"Nguyễn Thị Lan {number}", "Bà", True, "Chuyên viên", "Phòng Quản lý xây dựng",
        "Đã có thành tích xuất sắc", _STORY, _AWARD.name, 1988, "", _VOTE, "Đề nghị khen thưởng",
    )  # fmt: skip


def _bare(told: Order) -> Iterator[tuple[str, bytes]]:
    """What docxtpl's own manual does, for the same papers."""
    for file in packs.files(told.data):
        paper = DocxTemplate(told.templates[file.paper])
        paper.render(paper_fields.context(file.paper, told.data, file.nominee), autoescape=True)
        written = io.BytesIO()
        paper.save(written)
        yield file.name, written.getvalue()


def main() -> None:
    told = orders.from_json(sys.stdin.buffer.read().decode())
    with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_STORED) as pack:
        for name, content in _bare(told):
            pack.writestr(name, content)


if __name__ == "__main__":
    main()
