"""The bench: it measures what it says, on a served app, and knows a broken limit."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

from bench import data, lists, menu, papers, session
from bench.figures import FIGURES, NAMES
from bench.samples import Line, Sample, Samples
from lib.domain.access import POLICY, Role
from lib.domain.agency import Agency
from lib.domain.campaigns import CampaignState
from lib.exports import making
from lib.exports.docx.making import orders
from lib.services import clock
from lib.services.acts import Act
from lib.services.campaigns import campaigns, files
from lib.services.operation import runtime, setup
from lib.store import setup as setup_store
from lib.ui.frame import nav
from tests.cast import make_cast
from tests.exports.docx_reading import Reader
from tests.support.acting import act_as_nobody

KEYS = {"figure", "cpu_ms", "wall_ms", "bytes", "repetitions", "limit", "ok"}


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


def test_prints_a_save_beside_bare_streamlit_and_an_empty_page(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TDKT_DATA_DIR", str(tmp_path))
    ratios = {
        "bare": set(), "empty": {"ratio_bare"}, "save": {"ratio_bare"},
        "page_load_checklist": {"ratio_empty"},
    }  # fmt: skip

    samples = session.measure(tmp_path, frozenset(ratios), 2, build)

    lines = [figure.line(samples).data() for figure in FIGURES if figure.name in ratios]
    assert {line["figure"]: set(line) - KEYS for line in lines} == ratios
    for line in lines:
        assert set(line) >= KEYS
        assert line["cpu_ms"] > 0
        assert line["bytes"] > 500
        assert all(line[name] > 0 for name in ratios[line["figure"]])
    # An empty page is run twice in each round.
    assert [line["repetitions"] for line in lines] == [4, 4, 2, 2]


def test_every_figure_of_the_issue_is_there() -> None:
    assert set(NAMES) >= {
        "bare", "empty", "save", "summary_idle", "summary_changed", "summary_4000",
        "page_load_checklist", "page_load_summary", "sign_in_load", "cold_start", "papers_200",
        "save_while_papers", "nominations_list",
    }  # fmt: skip


def test_both_ways_of_making_papers_make_the_same(tmp_path: Path) -> None:
    told = orders.to_json(papers.order(4)).encode()
    target = tmp_path / "pack.zip"

    packs = []
    for module in (making.__name__, papers.__name__):
        subprocess.run(papers.command(module, target), input=told, check=True, cwd=papers.ROOT)
        with zipfile.ZipFile(target) as pack:
            packs.append(
                {name: len(Reader(pack.read(name)).sections()) for name in pack.namelist()}
            )

    assert packs[0] == packs[1]
    assert len(packs[0]) == 3 + 4


def test_a_line_above_its_limit_is_not_ok() -> None:
    line = Line("save", {"ratio_bare": 5.1, "bytes": 900}, {"ratio_bare": 5, "bytes": 1000})

    assert not line.is_ok
    assert line.data()["limit"] == {"ratio_bare": 5, "bytes": 1000}


def test_a_line_below_what_it_must_reach_is_not_ok() -> None:
    assert not Line("empty_with_gc", {"ratio_empty": 1.1}, least={"ratio_empty": 2}).is_ok


def test_ratios_are_of_median_cpu() -> None:
    samples = Samples()
    for cpu_ms in (1.0, 2.0, 90.0):
        samples.add("empty", Sample(cpu_ms, 5.0, 100))
        samples.add("save", Sample(3 * cpu_ms, 5.0, 100))

    assert samples.median("save").cpu_ms == 6.0
    assert samples.ratio("save", "empty") == 3.0


def test_every_list_that_is_measured_stands_in_the_menu_of_whom_it_is_measured_as(
    monkeypatch,
) -> None:
    monkeypatch.setattr(nav, "ENTRIES", nav.ENTRIES)
    menu.add()
    actions = {entry.url_path: entry.action for entry in nav.ENTRIES}
    roles = {data.OFFICE: Role.OFFICE, data.ADMIN: Role.ADMIN}

    for page in lists.PAGES:
        assert roles[lists.person(page)] in POLICY[actions[page]], page
