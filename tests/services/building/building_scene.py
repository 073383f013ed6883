"""A small campaign that runs under a code as campaigns out of files have one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from lib.domain.campaigns import Campaign
from lib.domain.forms import forms
from lib.domain.plan_drafts import Name
from lib.services.acts import new_act
from lib.services.building import drafts, edits, ordering, publishing
from lib.services.campaigns import campaigns
from lib.store.engine.db import Database
from tests.cast import VAN
from tests.services.nominations import nomination_scene
from tests.services.nominations.nomination_scene import Scene

LATER = datetime(2021, 3, 22, 2, tzinfo=UTC)


def make_scene(db: Database) -> Scene:
    made = nomination_scene.make_scene(db)
    db.write(lambda tx: tx.run("UPDATE campaigns SET code = 'TD-NHO'"))
    return made


def running(scene: Scene) -> Campaign:
    """The campaign as it is now."""
    return campaigns.find(scene.db)


def plan_of(scene):
    return drafts.opened(scene.db, scene.who(VAN), running(scene))


def typed(scene, name, /, **changes):
    one = plan_of(scene).record(name)
    return {**forms.start(one.form, one.answers), **changes}


def save(scene, name, /, who=VAN, seen=None, **changes):
    return edits.save(
        scene.db, scene.who(who), running(scene), act_id=new_act(), name=name,
        seen_version=plan_of(scene).record(name).version if seen is None else seen,
        raw=typed(scene, name, **changes),
    )  # fmt: skip


def act(scene, what, name, who=VAN):
    return what(
        scene.db, scene.who(who), running(scene), act_id=new_act(), name=name,
        seen_version=plan_of(scene).record(name).version,
    )  # fmt: skip


def add(scene, part, title, **more):
    return edits.add(
        scene.db, scene.who(VAN), running(scene), act_id=new_act(), part=part,
        title=title, **more,
    )  # fmt: skip


def check(scene):
    return publishing.check(scene.db, scene.who(VAN), running(scene))


def publish(scene, who=VAN):
    return publishing.publish(
        scene.db, scene.who(who), running(scene), act_id=new_act(),
        seen_version=plan_of(scene).version,
    )  # fmt: skip


def said(scene) -> Mapping[Name, tuple[str, ...]]:
    return {one.name: (*one.what, *filter(None, [one.fate])) for one in check(scene).told}


def move(scene, name, by, who=VAN, seen=None, act_id=None):
    version = plan_of(scene).order_version(name.part) if seen is None else seen
    ordering.move(
        scene.db, scene.who(who), running(scene), act_id=act_id or new_act(), name=name, by=by,
        seen_version=version,
    )  # fmt: skip
