"""Documents of the demo and who acknowledges them, by the services people use."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from lib.domain import documents as words
from lib.domain.access import Actor
from lib.domain.campaigns import Campaign
from lib.domain.vietnamese import format_date
from lib.services import clock
from lib.services.acts import new_act
from lib.services.demo import demo_files
from lib.services.demo.demo_awards import Timed, day_at
from lib.services.demo.demo_data import Paper
from lib.services.demo.demo_files import Occasion
from lib.services.documents import acknowledgements, document_edits, document_steps, documents
from lib.services.documents.document_acts import Target
from lib.services.documents.document_forms import reporting
from lib.services.files.file_checks import Upload
from lib.store import documents as store
from lib.store.engine.db import Database

_WRITTEN_AT, _OUT_AT, _SAID_AT = 9, 10, 15
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody acknowledges for their unit; without `how` they read their unit's own."""

    by: str
    ago: int
    people: int = 0
    how: str = ""


@dataclass(frozen=True, slots=True)
class DocumentStory:
    """One document of data/demo/documents.yaml."""

    by: str
    ago: int
    number: str
    issuer: str
    abstract: str
    due_in: int
    level: str = ""
    to: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""
    paper: Mapping[str, Any] | None = None
    is_own: bool = False
    is_draft: bool = False
    said: Sequence[Mapping[str, Any]] = ()
    correction: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Documents:
    """Tells what happens to the documents."""

    db: Database
    campaign: Campaign
    actors: Mapping[str, Actor]
    agency: str

    def acts(self, told: Mapping[str, Any]) -> list[Timed]:
        """All of the file, each act with its instant."""
        stories = [DocumentStory(**one) for one in told["documents"]]
        return [act for one in stories for act in self._of(one, documents.new_document_id())]

    def _of(self, one: DocumentStory, key: UUID) -> Iterator[Timed]:
        yield Timed(day_at(one.ago, _WRITTEN_AT), partial(self._prepare, one, key))
        if one.is_draft:
            return
        yield Timed(day_at(one.ago, _OUT_AT), partial(self._publish, one, key))
        yield from self._heard(one, key, one.said, 1)
        if one.correction is not None:
            day = int(one.correction["ago"])
            yield Timed(day_at(day, _WRITTEN_AT), partial(self._correct, one, key))
            yield Timed(day_at(day, _OUT_AT), partial(self._publish, one, key))
            yield from self._heard(one, key, one.correction["said"], 2)

    def _heard(
        self, one: DocumentStory, key: UUID, said: Sequence[Mapping[str, Any]], number: int
    ) -> Iterator[Timed]:
        for each in said:
            by = Said(**each)
            yield Timed(day_at(by.ago, _SAID_AT), partial(self._hear, one, key, by, number))

    def _prepare(self, one: DocumentStory, key: UUID) -> None:
        self._save(one, key, self._answers(one))
        if one.paper is not None:
            paper = Paper(**one.paper)
            drawn = demo_files.drawn(paper, Occasion(self.agency, "Văn phòng", clock.now()))
            upload = Upload(f"{paper.name}.pdf", io.BytesIO(drawn))
            document_edits.attach(
                self.db, self.actors[one.by], self.campaign, act_id=new_act(),
                target=self._target(one, key), upload=upload,
            )  # fmt: skip

    def _correct(self, one: DocumentStory, key: UUID) -> None:
        told = one.correction or {}
        changed = {
            words.ABSTRACT: told["abstract"], words.ASKS_AGAIN: told["again"],
            words.CHANGE: told["what"],
        }  # fmt: skip
        self._save(one, key, {**self._answers(one), **changed})

    def _save(self, one: DocumentStory, key: UUID, raw: Mapping[str, object]) -> None:
        document_edits.save(
            self.db, self.actors[one.by], self.campaign, act_id=new_act(),
            target=self._target(one, key), raw=raw,
        )  # fmt: skip

    def _publish(self, one: DocumentStory, key: UUID) -> None:
        document_steps.publish(
            self.db, self.actors[one.by], self.campaign, act_id=new_act(),
            target=self._target(one, key),
        )  # fmt: skip

    def _hear(self, one: DocumentStory, key: UUID, said: Said, number: int) -> None:
        who = self.actors[said.by]
        if one.is_own:
            acknowledgements.read_own(
                self.db, who, self.campaign, act_id=new_act(), document_id=key, number=number
            )
            return
        raw = {
            words.TOLD_COUNT: said.people, words.TOLD_ON: format_date(clock.today()),
            words.TOLD_HOW: said.how,
        }  # fmt: skip
        acknowledgements.acknowledge(
            self.db, who, self.campaign, act_id=new_act(), document_id=key, number=number,
            seen_version=0, raw=raw,
        )  # fmt: skip

    def _target(self, one: DocumentStory, key: UUID) -> Target:
        found = self.db.read(lambda tx: store.entry(tx, key))
        return Target(key, one.is_own, found.document.version if found else 0)

    def _answers(self, one: DocumentStory) -> dict[str, object]:
        """What is typed; days are counted from that of the document."""
        out = clock.today()
        due_on = out + (one.ago + one.due_in) * _DAY
        raw: dict[str, object] = {
            words.NUMBER: one.number, words.ISSUED_ON: format_date(out - _DAY),
            words.ISSUER: one.issuer, words.LEVEL: one.level, words.ABSTRACT: one.abstract,
            words.LINKS: one.link, words.DUE_ON: format_date(due_on), **one.to,
        }  # fmt: skip
        codes = {unit.code: str(unit.unit_id) for unit in reporting(self.db).units}
        if words.UNITS in raw:
            raw[words.UNITS] = [codes[code] for code in one.to[words.UNITS]]
        return {key: value for key, value in raw.items() if value != ""}
