"""A whole campaign is built in the app alone, and its file is the one that is shipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import yaml

from lib.domain import plan_drafts
from lib.domain.campaign_end import Step
from lib.domain.campaigns import CampaignState
from lib.domain.forms import building, forms
from lib.domain.forms.building import FormDraft
from lib.domain.forms.field_data import field_from_data
from lib.domain.forms.fields import Field
from lib.domain.plan_drafts import HEAD, RULES, WORDS, Name, Part
from lib.services.acts import new_act
from lib.services.building import (
    drafts,
    edits,
    new_campaign,
    ordering,
    publishing,
    record_forms,
    task_forms,
)
from lib.services.building.new_campaign import Begun
from lib.services.campaigns import campaigns, ending, file_writing, files
from lib.services.checklist import checklist
from lib.services.operation import checks
from lib.services.reports import campaign_files
from lib.store.engine.db import Database
from lib.ui.building import field_settings
from lib.ui.building.field_settings import Settings
from tests.cast import LAN, VAN, actor, with_cast
from tests.services.campaigns.test_files import SHIPPED

# What a task's form begins with, before its own questions are asked.
LIBRARY, BEGINS_WITH, ENDS_WITH = "co_khong", ("da_thuc_hien", "ket_qua"), ("ghi_chu", "duong_dan")
Body = Mapping[str, Any]


@pytest.fixture
def db(duck_stage) -> Database:
    duck_stage.set(with_cast)
    return duck_stage.database


class Builder:
    """The Office at “Thiết lập phong trào”, with what its widgets send."""

    def __init__(self, db: Database, code: str) -> None:
        self.db, self.code, self.office = db, code, actor(db, VAN)

    @property
    def campaign(self):
        return campaigns.find(self.db, self.code)

    @property
    def draft(self):
        return drafts.opened(self.db, self.office, self.campaign)

    def add(self, part: Part, title: str, **more: str) -> Name:
        return edits.add(
            self.db, self.office, self.campaign, act_id=new_act(), part=part,
            title=title, **more,
        )  # fmt: skip

    def fill(self, name: Name, body: Body) -> None:
        """Type what the record is to say into the fields that its form shows."""
        one = self.draft.record(name)
        raw = forms.start(one.form, record_forms.answers(name, body))
        edits.save(
            self.db, self.office, self.campaign, act_id=new_act(), name=name,
            seen_version=one.version, raw=raw,
        )  # fmt: skip

    def place(self, name: Name, at: int) -> None:
        """Press “Lên” or “Xuống” until it stands there."""
        draft = self.draft
        by = at - plan_drafts.codes(draft.content, name.part).index(name.code)
        if by:
            ordering.move(
                self.db, self.office, self.campaign, act_id=new_act(), name=name, by=by,
                seen_version=draft.order_version(name.part),
            )  # fmt: skip

    def ask(self, name: Name, *steps: Callable[[FormDraft], FormDraft]) -> None:
        """Acts on the questions of a task, one after the other."""
        seen = self.draft.record(name).version
        for act in steps:
            saved = task_forms.change(
                self.db, self.office, self.campaign, act_id=new_act(), name=name,
                seen_version=seen, act=act,
            )  # fmt: skip
            seen = saved.version

    def publish(self) -> None:
        checked = publishing.check(self.db, self.office, self.campaign)
        assert [one.words for one in checked.findings if one.is_blocking] == []
        publishing.publish(
            self.db, self.office, self.campaign, act_id=new_act(),
            seen_version=checked.draft.version,
        )  # fmt: skip


def words(key: str) -> str:
    """Words of which a key is made: a person gives a short name first, and the whole one then."""
    return key.replace("_", " ")


def typed(draft: FormDraft, wanted: Field) -> dict[str, object]:
    """What a person types into the settings of that question."""
    return Settings(replace(draft, fields=(*draft.fields, wanted)), wanted).start()


def add_question(draft: FormDraft, wanted: Field) -> FormDraft:
    """From the palette: its kind, and its settings under a short name."""
    one = Settings(draft, field_settings.new(wanted.kind))
    raw = {**typed(draft, wanted), "label": words(wanted.key)}
    return building.added(draft, wanted.kind, one.read(raw))


def word_question(draft: FormDraft, wanted: Field) -> FormDraft:
    """Its whole words."""
    others = replace(draft, fields=tuple(one for one in draft.fields if one.key != wanted.key))
    one = Settings(draft, draft.field(wanted.key))
    return building.changed(draft, wanted.key, one.read(typed(others, wanted)))


def ask_all(builder: Builder, name: Name, wanted: Sequence[Field]) -> None:
    """The questions of a task before those that every task ends with."""
    steps: list[Callable[[FormDraft], FormDraft]] = []
    for one in wanted:
        steps += [partial(add_question, wanted=one), partial(word_question, wanted=one)]
    steps += [partial(building.removed, key=key) for key in BEGINS_WITH]
    steps += [partial(building.moved, key=key, by=len(wanted)) for key in reversed(ENDS_WITH)]
    steps += [partial(building.retired, key=one.key) for one in wanted if one.retired]
    builder.ask(name, *steps)


def build_listed(builder: Builder, wanted: Body) -> None:
    """What a plan holds several of, but for its tasks."""
    for place, one in enumerate(wanted["milestones"]):
        name = Name(Part.MILESTONE, one["key"])
        if one["key"] != wanted["anchor"]:
            assert builder.add(Part.MILESTONE, words(one["key"])) == name
        builder.fill(name, one)
        builder.place(name, place)
    for place, one in enumerate(plan_drafts.records(wanted, Part.BASIS)):
        name = builder.add(Part.BASIS, one["cite"])
        builder.fill(name, one)
        builder.place(name, place)
    for part, title in (
        (Part.PASSAGE, "text"),
        (Part.ERRATUM, "text"),
        (Part.GROUP, "short_title"),
    ):
        for one in plan_drafts.records(wanted, part):
            name = builder.add(part, one[title][:200], under=one["code"])
            builder.fill(name, one)
    for one in plan_drafts.records(wanted, Part.AWARD):
        builder.fill(Name(Part.AWARD, one["code"]), one)


def build_tasks(builder: Builder, wanted: Body) -> None:
    common = wanted["common_fields"]
    assert tuple(one["key"] for one in common) == ENDS_WITH
    for one in wanted["tasks"]:
        name = builder.add(Part.TASK, one["short_title"], under=one["group"], form=LIBRARY)
        assert name.code == one["code"]
        builder.fill(name, one)
        ask_all(builder, name, [field_from_data(field) for field in one["form"]])


def test_the_shipped_campaign_is_built_in_the_app_alone(db):
    shipped = yaml.safe_load(SHIPPED.read_text("utf-8"))
    wanted = plan_drafts.keyed(file_writing.data(files.campaign_from_file(SHIPPED)))
    (anchor,) = [one for one in shipped["milestones"] if one["key"] == shipped["anchor"]]
    new_campaign.begin(
        db, actor(db, VAN), act_id=new_act(),
        told=Begun(
            shipped["code"], shipped["title"], shipped["short_title"], anchor["name"],
            anchor["date"],
        ),
    )  # fmt: skip
    builder = Builder(db, shipped["code"])

    build_listed(builder, wanted)
    for name, body in (
        (Name(Part.HEAD, HEAD), plan_drafts.head_of(wanted)),
        (Name(Part.WORDS, WORDS), plan_drafts.words_of(wanted)),
        (Name(Part.RULES, RULES), plan_drafts.rules_of(wanted)),
    ):
        builder.fill(name, body)
    build_tasks(builder, wanted)
    builder.publish()

    made = campaign_files.file(db, actor(db, VAN), shipped["code"])
    assert yaml.safe_load(b"".join(made.pieces)) == shipped
    ending.take_step(
        db, actor(db, VAN), builder.campaign, act_id=new_act(), step=Step.START
    )  # fmt: skip
    assert builder.campaign.state == CampaignState.RUNNING
    assert len(checklist.unit_checklist(db, actor(db, LAN), builder.campaign).lines) > 20
    assert checks.problems(db) == []
