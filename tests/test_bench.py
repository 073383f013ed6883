"""The bench: it measures what it says, on a served app, and knows a broken limit."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from bench import papers, session, twin
from bench.figures import FIGURES, NAMES
from bench.samples import Line, Sample, Samples
from lib.domain.agency import Agency
from lib.domain.campaigns import CampaignState
from lib.exports.docx import orders, worker
from lib.services import campaigns, clock, files, runtime, setup
from lib.services.acts import Act
from lib.store import setup as setup_store
from tests.cast import make_cast
from tests.exports.docx_reading import Reader
from tests.support.acting import act_as_nobody

KEYS = {
    "figure", "cpu_ms", "wall_ms", "bytes", "ratio_twin", "ratio_empty", "repetitions", "limit",
    "ok",
}  # fmt: skip


def build(path: Path) -> None:
    """The 2021 campaign and the cast, on which nobody has reported."""
    db = runtime.open_migrated(str(path), create=True)
    now = clock.now()

    def load(act: Act) -> None:
        campaigns.load_campaign(
            act, files.campaign_from_file(setup.CAMPAIGN_FILE), state=CampaignState.RUNNING,
            anchor_on=clock.today(), dates_moved=True,
        )  # fmt: skip
        setup_store.insert_agency(act.tx, Agency("Sở Xây dựng", "Ủy ban nhân dân tỉnh"), now=now)

    make_cast(db)
    act_as_nobody(db, load)
    db.close()


def test_prints_a_save_beside_its_twin_and_an_empty_page(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TDKT_DATA_DIR", str(tmp_path))
    wanted = frozenset({"save", "page_load_checklist"})

    samples = session.measure(tmp_path, wanted, 2, build)

    lines = [figure.line(samples).data() for figure in FIGURES if figure.name in wanted]
    assert [line["figure"] for line in lines] == ["save", "page_load_checklist"]
    for line in lines:
        assert set(line) == KEYS
        assert line["repetitions"] == 2
        assert line["cpu_ms"] > 0
        assert line["bytes"] > 1000
        assert line["ratio_twin"] > 0
        assert line["ratio_empty"] > 0


def test_every_figure_of_the_issue_is_there() -> None:
    assert set(NAMES) >= {
        "save", "summary_idle", "summary_changed", "summary_4000", "page_load_checklist",
        "page_load_summary", "sign_in_load", "cold_start", "papers_200", "save_while_papers",
        "nominations_list",
    }  # fmt: skip


def test_both_ways_of_making_papers_make_the_same(tmp_path: Path) -> None:
    order = papers.order(tmp_path, 4)
    told = orders.to_json(order).encode()

    packs = []
    for module in (worker.__name__, papers.__name__):
        subprocess.run([sys.executable, "-m", module], input=told, check=True, cwd=papers.ROOT)
        with zipfile.ZipFile(order.target) as pack:
            packs.append(
                {name: len(Reader(pack.read(name)).sections()) for name in pack.namelist()}
            )

    assert packs[0] == packs[1]
    assert len(packs[0]) == 3 + 4


def test_a_line_above_its_limit_is_not_ok() -> None:
    line = Line("save", {"ratio_twin": 1.6, "bytes": 900}, {"ratio_twin": 1.5, "bytes": 1000})

    assert not line.is_ok
    assert line.data()["limit"] == {"ratio_twin": 1.5, "bytes": 1000}


def test_a_line_below_what_it_must_reach_is_not_ok() -> None:
    assert not Line("empty_with_gc", {"ratio_empty": 1.1}, least={"ratio_empty": 2}).is_ok


def test_ratios_are_of_median_cpu() -> None:
    samples = Samples()
    for cpu_ms in (1.0, 2.0, 90.0):
        samples.add("empty", Sample(cpu_ms, 5.0, 100))
        samples.add("save", Sample(3 * cpu_ms, 5.0, 100))

    assert samples.median("save").cpu_ms == 6.0
    assert samples.ratio("save", "empty") == 3.0
    assert samples.ratio("save", None) is None


def test_pages_are_compared_without_what_every_run_has_anew() -> None:
    ours = 'id: "$$ID-0123456789abcdef0123456789abcdef-save_item"\nbody: "Đã lưu 14:03:22"'
    twins = 'id: "$$ID-fedcba9876543210fedcba9876543210-save_item"\nbody: "Đã lưu 9:59:01"'

    assert twin.alike(ours) == twin.alike(twins)
    assert twin.alike(ours) != twin.alike(twins.replace("Đã lưu", "Chưa lưu"))
