"""Short ways to have a file made, and to wait for what becomes of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from lib.domain.jobs import Job, Kind, State
from lib.domain.papers.papers import Pack, Paper, PaperData
from lib.exports.docx.making import orders, packs
from lib.exports.docx.making.orders import Order
from lib.exports.docx.templates import build
from lib.services.acts import new_act
from lib.services.jobs import jobs
from lib.services.jobs.jobs import OwnJob, Wanted
from lib.services.jobs.runner import Runner
from lib.store import jobs as store
from lib.store.engine.db import Database
from tests.cast import LAN, Person
from tests.exports.paper_data import some_data
from tests.services.nominations.nomination_scene import Scene

TEMPLATES = {paper: build.FOLDER / f"{paper}.docx" for paper in Paper}
SHORT = some_data(Pack.UNIT)
LONG = some_data(Pack.BANG_KHEN, 400)
"""Its maker takes a minute unless it is ended."""


@contextmanager
def runner(db: Database) -> Iterator[Runner]:
    """A runner, as a server has one."""
    one = Runner(db)
    one.start()
    try:
        yield one
    finally:
        one.stop()


def wanted(
    scene: Scene,
    data: PaperData = SHORT,
    *,
    unit_id: UUID | None = None,
    kind: Kind = Kind.UNIT_PAPERS,
    templates: Mapping[Paper, Path] = TEMPLATES,
    **parameters: str,
) -> Wanted:
    order = orders.to_json(Order(data, {one: str(path) for one, path in templates.items()}))
    return Wanted(
        kind=kind, campaign=scene.campaign, parameters=parameters, revision=7,
        file_name="TDKT_nho_r7.zip", steps=sum(1 for _ in packs.files(data)),
        order=lambda out: out.write(order.encode()), told=b"{}", unit_id=unit_id,
    )  # fmt: skip


def ask(
    scene: Scene, data: PaperData = SHORT, *, person: Person = LAN, number: int = 0, **more: object
) -> Job:
    """The job that the person has asked for; another number is another job."""
    actor = scene.who(person)
    asked = wanted(scene, data, unit_id=actor.unit_id, number=str(number), **more)  # type: ignore[arg-type]
    return jobs.ask(scene.db, actor, asked, act_id=new_act())


def now(scene: Scene, job: Job) -> Job:
    found = scene.db.read(lambda tx: store.job(tx, job.job_id))
    assert found is not None
    return found


def once(scene: Scene, job: Job, is_so: Callable[[Job], bool]) -> Job:
    """The job as soon as it is so; what is over will not be so any more."""
    while not is_so(told := now(scene, job)):
        assert told.is_under_way, told
        time.sleep(0.02)
    return told


def ended(scene: Scene, job: Job) -> Job:
    return once(scene, job, lambda told: not told.is_under_way)


def begun(scene: Scene, job: Job) -> Job:
    """Once its maker has come some steps."""
    return once(scene, job, lambda told: told.state == State.RUNNING and told.done > 0)


def mine(scene: Scene, person: Person = LAN) -> list[OwnJob]:
    return jobs.mine(scene.db, scene.who(person))


def left(folder: Path) -> list[str]:
    """What lies in the folder of jobs, but for the lock."""
    found = [one.name for one in folder.rglob("*") if one.is_file()]
    return sorted(one for one in found if one != "runner.lock")
