"""A loaded campaign, and short ways to opinions and to the night on which they are written."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import yaml

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.domain.opinions import Opinion, Step, new_code
from lib.domain.plan_drafts import OPINION, OPINION_FORMS
from lib.services import clock
from lib.services.acts import new_act
from lib.services.campaigns import campaigns, own_questions
from lib.services.opinions import batches, desk, desk_acts, sending
from lib.services.opinions.desk_acts import Said, Target
from lib.store import campaigns as store
from lib.store.engine.db import Database, Writer
from lib.store.engine.json_column import to_json
from tests.cast import LAN, VAN, Person
from tests.services.nominations import nomination_scene

NOW = datetime(2021, 3, 20, 3, tzinfo=UTC)
NIGHT = NOW + timedelta(days=1)
FORM: Mapping[str, object] = {"chu_de": "dieu_kien", "noi_dung": "Đề nghị bố trí thêm kinh phí."}
OURS: list[dict[str, Any]] = yaml.safe_load(
    (own_questions.FOLDER / "opinion.yaml").read_text(encoding="utf-8")
)["fields"]


@dataclass
class Scene:
    db: Database
    campaign: Campaign
    actors: Mapping[str, Actor]

    def who(self, person: Person) -> Actor:
        return self.actors[person.username]

    def send(
        self,
        person: Person = LAN,
        *,
        act: UUID | None = None,
        at: datetime = NOW,
        **changes: object,
    ) -> None:
        """In the person's name."""
        with clock.at(at):
            sending.send_named(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                raw={**FORM, **changes},
            )  # fmt: skip

    def hide(
        self,
        person: Person = LAN,
        *,
        code: str | None = None,
        at: datetime = NOW,
        **changes: object,
    ) -> str:
        """Anonymously; the code."""
        code = code or new_code()
        with clock.at(at):
            sending.send_anonymous(
                self.db, self.who(person), self.campaign, code=code, raw={**FORM, **changes}
            )
        return code

    def night(self, at: datetime = NIGHT) -> None:
        """What the server does a day later."""
        with clock.at(at):
            batches.run(self.db, threading.Event())

    def fill(self, count: int = 5) -> list[str]:
        """So many anonymous ones, written."""
        people = list(self.actors.values())
        codes = []
        for number in range(count):
            codes.append(new_code())
            with clock.at(NOW):
                sending.send_anonymous(
                    self.db, people[number % len(people)], self.campaign, code=codes[-1],
                    raw={**FORM, "noi_dung": f"Ý kiến số {number}"},
                )  # fmt: skip
        self.night()
        return codes

    def stored(self) -> list[Opinion]:
        return [one.opinion for one in desk.lines(self.db, self.who(VAN), self.campaign)]

    def step(
        self,
        person: Person,
        one: Opinion,
        step: Step,
        *,
        act: UUID | None = None,
        seen: int | None = None,
        **said: object,
    ) -> None:
        with clock.at(NIGHT):
            desk_acts.take_step(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                target=Target(one.opinion_id, one.version if seen is None else seen), step=step,
                said=Said(**said),
            )  # fmt: skip

    def put_details(self, more: Mapping[str, object]) -> None:
        """What the campaign's file says besides, as a new version of the campaign."""

        def work(tx: Writer) -> None:
            details = {**store.details(tx, self.campaign.campaign_id), **more}
            tx.run("UPDATE campaigns SET details = $1, version = version + 1", [to_json(details)])

        self.db.write(work)
        self.campaign = campaigns.find(self.db)

    def ask(self, *more: Mapping[str, object]) -> None:
        """Questions of the Office's own in the form of opinions."""
        self.put_details({OPINION_FORMS: {OPINION: [*OURS, *more]}})

    def put_state(self, state: CampaignState) -> None:
        self.db.write(lambda tx: tx.run("UPDATE campaigns SET state = $1", [state.value]))
        self.campaign = campaigns.find(self.db)


def make_scene(db: Database) -> Scene:
    loaded = nomination_scene.make_scene(db)
    return Scene(db, loaded.campaign, loaded.actors)
