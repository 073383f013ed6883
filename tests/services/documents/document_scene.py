"""A loaded campaign with the cast, and short ways to publish and to acknowledge."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from lib.domain.access import Actor
from lib.domain.campaigns import Campaign, CampaignState
from lib.services import clock
from lib.services.acts import new_act
from lib.services.documents import acknowledgements, document_edits, document_steps, documents
from lib.services.documents.document_acts import Target
from lib.services.documents.documents import Line, Opened
from lib.services.files.file_checks import Upload
from lib.store.engine.db import Database
from lib.store.engine.ids import new_id
from tests.cast import HUNG, LAN, VAN, Person
from tests.files import pdf
from tests.services.nominations import nomination_scene

NOW = datetime(2021, 3, 20, 3, tzinfo=UTC)
FORM: Mapping[str, object] = {
    "so_ky_hieu": "45/KH-SXD",
    "ngay": "15/3/2021",
    "co_quan": "Sở Xây dựng",
    "cap": "co_quan",
    "trich_yeu": "Kế hoạch tuyên truyền bầu cử",
    "lien_ket": "https://vanban.example.gov.vn/45",
    "gui_toi": "tat_ca",
    "han": "30/3/2021",
}
OWN: Mapping[str, object] = {
    "ngay": "16/3/2021",
    "co_quan": "Phòng Quản lý xây dựng",
    "trich_yeu": "Phân công người dự hội nghị",
    "lien_ket": "https://vanban.example.gov.vn/noi-bo",
}
CORRECTION: Mapping[str, object] = {"xac_nhan_lai": True, "noi_dung_sua": "Sửa ngày họp"}
SAID: Mapping[str, object] = {"so_nguoi": "12", "ngay": "19/3/2021", "hinh_thuc": "Họp phòng"}


@dataclass
class Scene:
    db: Database
    campaign: Campaign
    actors: Mapping[str, Actor]

    def who(self, person: Person) -> Actor:
        return self.actors[person.username]

    def target(self, document_id: UUID, *, is_own: bool = False, seen: int | None = None) -> Target:
        """The document at the version that it has now, unless another one was seen."""
        if seen is None:
            rows = self.db.read(
                lambda tx: tx.rows(
                    "SELECT version FROM documents WHERE document_id = $1", [document_id]
                )
            )
            seen = rows[0][0] if rows else 0
        return Target(document_id, is_own, seen)

    def save(
        self,
        person: Person = VAN,
        document_id: UUID | None = None,
        *,
        is_own: bool = False,
        seen: int | None = None,
        act: UUID | None = None,
        **changes: object,
    ) -> UUID:
        """The key of what is prepared; `changes` are what is typed otherwise."""
        key = document_id or new_id()
        with clock.at(NOW):
            document_edits.save(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                target=self.target(key, is_own=is_own, seen=seen),
                raw={**(OWN if is_own else FORM), **changes},
            )  # fmt: skip
        return key

    def attach(
        self,
        document_id: UUID,
        content: bytes | None = None,
        *,
        person: Person = VAN,
        name: str = "ke-hoach.pdf",
        is_own: bool = False,
    ) -> None:
        with clock.at(NOW):
            document_edits.attach(
                self.db, self.who(person), self.campaign, act_id=new_act(),
                target=self.target(document_id, is_own=is_own),
                upload=Upload(name, io.BytesIO(pdf() if content is None else content)),
            )  # fmt: skip

    def publish(
        self,
        document_id: UUID,
        person: Person = VAN,
        *,
        is_own: bool = False,
        seen: int | None = None,
        act: UUID | None = None,
    ) -> UUID:
        with clock.at(NOW):
            document_steps.publish(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                target=self.target(document_id, is_own=is_own, seen=seen),
            )  # fmt: skip
        return document_id

    def published(self, person: Person = VAN, **changes: object) -> UUID:
        """A document of the Office that is out."""
        return self.publish(self.save(person, **changes), person)

    def published_own(self, person: Person = HUNG, **changes: object) -> UUID:
        return self.publish(self.save(person, is_own=True, **changes), person, is_own=True)

    def corrected(self, document_id: UUID, **changes: object) -> None:
        """The next version, which asks again unless told otherwise."""
        self.save(VAN, document_id, **{**CORRECTION, **changes})
        self.publish(document_id)

    def withdraw(
        self, document_id: UUID, person: Person = VAN, *, reason: object = "Đăng nhầm",
        is_own: bool = False,
    ) -> None:  # fmt: skip
        with clock.at(NOW):
            document_steps.withdraw(
                self.db, self.who(person), self.campaign, act_id=new_act(),
                target=self.target(document_id, is_own=is_own), reason=reason,
            )  # fmt: skip

    def drop(self, document_id: UUID, person: Person = VAN, *, is_own: bool = False) -> None:
        with clock.at(NOW):
            document_steps.drop(
                self.db, self.who(person), self.campaign, act_id=new_act(),
                target=self.target(document_id, is_own=is_own),
            )  # fmt: skip

    def acknowledge(
        self,
        document_id: UUID,
        person: Person = LAN,
        *,
        number: int = 1,
        seen: int = 0,
        act: UUID | None = None,
        **changes: object,
    ) -> int:
        """The version of what the unit has said."""
        with clock.at(NOW):
            return acknowledgements.acknowledge(
                self.db, self.who(person), self.campaign, act_id=act or new_act(),
                document_id=document_id, number=number, seen_version=seen,
                raw={**SAID, **changes},
            ).version  # fmt: skip

    def read(self, document_id: UUID, person: Person = LAN, *, number: int = 1) -> None:
        with clock.at(NOW):
            acknowledgements.read_own(
                self.db, self.who(person), self.campaign, act_id=new_act(),
                document_id=document_id, number=number,
            )  # fmt: skip

    def lines(self, person: Person, sought: str = "") -> list[Line]:
        with clock.at(NOW):
            found = documents.board(self.db, self.who(person), self.campaign, sought)
        return list(found.lines)

    def numbers(self, person: Person, sought: str = "") -> list[str]:
        """What the person's list holds, by the numbers of documents."""
        return [one.entry.content.name for one in self.lines(person, sought)]

    def opened(self, document_id: UUID, person: Person = VAN) -> Opened:
        with clock.at(NOW):
            return documents.opened(self.db, self.who(person), self.campaign, document_id)

    def standing(self, document_id: UUID, person: Person = VAN) -> dict[str, int | None]:
        """By the short name of each unit which version it has acknowledged."""
        with clock.at(NOW):
            found = acknowledgements.standings(
                self.db, self.who(person), self.campaign, document_id
            )
        return {one.short_name: one.number for one in found.rows}

    def put_state(self, state: CampaignState) -> None:
        self.db.write(lambda tx: tx.run("UPDATE campaigns SET state = $1", [state.value]))


def make_scene(db: Database) -> Scene:
    loaded = nomination_scene.make_scene(db)
    return Scene(db, loaded.campaign, loaded.actors)
