"""The workbook as a job: who may ask, one revision whatever is saved meanwhile, safe orders."""

from __future__ import annotations

import io
import os
import pickle
from datetime import timedelta

import openpyxl
import pytest

from lib import text
from lib.domain.jobs import State
from lib.domain.vietnamese import format_instant, local
from lib.errors import Denied, NotFound
from lib.exports.registry import EXPORTS
from lib.exports.workbook import orders
from lib.services import clock
from lib.services.campaigns import campaigns
from lib.services.jobs import jobs
from lib.services.reports import exports, past, workbooks
from tests import small_campaign
from tests.cast import HUNG, LAN, MAI, QUANG, SON, VAN
from tests.exports import scene as reports
from tests.services.jobs.waiting import ended, runner
from tests.services.nominations.nomination_scene import Scene, make_scene
from tests.support.stages import Stage

pytestmark = [
    pytest.mark.usefixtures("own_data"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


@pytest.fixture
def scene(stage: Stage) -> Scene:
    made: Scene = stage.set(make_scene)
    return made


def asked(scene: Scene, person=MAI):
    return workbooks.ask(scene.db, scene.who(person), scene.campaign)


def test_the_office_asks_and_takes_it(scene: Scene) -> None:
    scene.save(LAN)
    with runner(scene.db):
        job = ended(scene, asked(scene))

    assert (job.state, job.done) == (State.DONE, len(EXPORTS))
    file = jobs.take(scene.db, scene.who(MAI), job.job_id)
    assert file.name.startswith("TDKT_nho_workbook_")
    assert file.name.endswith(f"_r{job.revision}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(file.path.read_bytes()))
    assert book.sheetnames == [text.COVER, *text.EXPORT_SHEETS.values()]
    told = {row[0].value: row[1].value for row in book[text.COVER].iter_rows(max_col=2)}
    assert (told["Người lập"], told["Bản số liệu"]) == (MAI.full_name, f"r{job.revision}")


def test_one_of_then_tells_of_then(scene: Scene) -> None:
    before = small_campaign.LOADED_AT + timedelta(minutes=1)
    scene.save(LAN)
    past_one = past.at(scene.db, scene.campaign, before)
    with runner(scene.db):
        job = ended(scene, workbooks.ask(scene.db, scene.who(MAI), past_one))

    file = jobs.take(scene.db, scene.who(MAI), job.job_id)
    assert f"_workbook_{local(before):%Y%m%d-%H%M}_r{past_one.revision}.xlsx" in file.name
    book = openpyxl.load_workbook(io.BytesIO(file.path.read_bytes()))
    told = {row[0].value: row[1].value for row in book[text.COVER].iter_rows(max_col=2)}
    assert told[text.COVER_LABELS["day"]] == format_instant(before)
    assert book[text.EXPORT_SHEETS["nominations_individual"]]["A2"].value is None


def test_what_is_saved_after_asking_is_not_in_it(scene: Scene) -> None:
    scene.save(LAN)
    job = asked(scene)
    scene.save(LAN, ho_ten="Người Đến Sau")
    with runner(scene.db):
        ended(scene, job)

    path = jobs.take(scene.db, scene.who(MAI), job.job_id).path
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))[
        text.EXPORT_SHEETS["nominations_individual"]
    ]
    assert sheet.max_row == 2


@pytest.mark.parametrize("person", [LAN, HUNG, SON, QUANG], ids=lambda one: one.username)
def test_nobody_else_asks(scene: Scene, person) -> None:
    with pytest.raises(Denied):
        asked(scene, person)


def test_a_colleague_takes_another_ones_not(scene: Scene) -> None:
    with runner(scene.db):
        job = ended(scene, asked(scene))

    with pytest.raises(NotFound):
        jobs.take(scene.db, scene.who(VAN), job.job_id)


def test_an_order_comes_back_as_it_was_written(stage: Stage) -> None:
    db = stage.set(reports.play).db
    with clock.at(reports.NOW):
        campaign = campaigns.find(db)
        snapshot = exports.snapshot(db, campaign)
        cover = workbooks.origin(db, campaign, "Hoàng Thị Mai", clock.now())
    written = io.BytesIO()

    orders.write(written, snapshot, cover)
    written.seek(0)

    assert orders.read(written) == (snapshot, cover)


class Attack:
    def __reduce__(self):
        return (os.mkdir, ("/tmp/never",))


def test_an_order_that_somebody_else_wrote_runs_nothing() -> None:
    written = io.BytesIO(pickle.dumps((Attack(), None)))

    with pytest.raises(pickle.UnpicklingError):
        orders.read(written)


class Named:
    """What is pickled as a call of this name of a module of ours, with these arguments."""

    def __init__(self, module: str, name: str, *given: object) -> None:
        self.module, self.name, self.given = module, name, given

    def written(self) -> bytes:
        """By hand, as no honest pickle has a name that leads on."""
        out = b"\x80\x04"
        for word in (self.module, self.name):
            out += b"\x8c" + bytes([len(word)]) + word.encode()
        return out + b"\x93" + pickle.dumps(self.given, protocol=4)[2:-1] + b"R."


@pytest.mark.parametrize(
    ("module", "name", "given"),
    [
        ("lib.domain.audit_chain", "json.codecs.builtins.exec", ("raise SystemExit",)),
        ("lib.domain.audit_chain", "dataclass", (int,)),
        ("lib.domain.persons", "account_of", ("", None, ())),
    ],
    ids=["a name that leads on", "an import", "a function"],
)
def test_an_order_calls_nothing_but_what_makes_our_values(module, name, given) -> None:
    with pytest.raises(pickle.UnpicklingError, match="no value of an order"):
        orders.read(io.BytesIO(Named(module, name, *given).written()))
