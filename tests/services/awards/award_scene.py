"""Short ways through council, decision and honour board, on the scene of nominations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from lib.domain.council import Meeting
from lib.domain.decisions import Decision
from lib.domain.exemplars import Exemplar, ExemplarStep
from lib.domain.nomination_workflow import Step
from lib.domain.nominations import Nomination
from lib.services import clock
from lib.services.acts import new_act
from lib.services.awards import (
    council_acts,
    council_votes,
    decisions,
    exemplar_acts,
    recusals,
    rescinding,
)
from lib.services.awards.council_forms import TypedMeeting, TypedMember
from lib.services.awards.council_votes import TypedVote
from lib.services.awards.decisions import TypedSignature
from lib.services.awards.exemplar_acts import TypedExemplar
from lib.services.awards.recusals import Seat
from lib.services.nominations.nomination_acts import Target
from lib.store import council as council_store
from lib.store import decisions as decisions_store
from lib.store import exemplars as exemplars_store
from tests.cast import HUNG, SON, THU, VAN, YEN, Person
from tests.services.nominations.nomination_scene import NOW, Scene

MEETING = TypedMeeting(
    title="Họp Hội đồng Thi đua - Khen thưởng",
    held_on=date(2021, 3, 19),
    began_at="8h",
    place="Phòng họp số 1",
    ballot="secret",
    conclusion="Hội đồng thống nhất.",
)
PAPER = TypedSignature("45/QĐ-SXD", "19/03/2021", "Nông Văn Sơn", "Giám đốc")
PROVINCE_PAPER = TypedSignature("310/QĐ-UBND", "18/03/2021", "Hoàng Xuân Ánh", "Chủ tịch")
# None of them has a hand in what the scene's Phòng Quản lý xây dựng nominates.
FOUR = tuple(
    TypedMember(person.full_name, role, position, person.account_id)
    for person, role, position in (
        (SON, "chair", "Giám đốc"),
        (YEN, "member", "Trưởng phòng"),
        (THU, "member", "Phó Chánh Thanh tra"),
        (VAN, "secretary", "Chánh Văn phòng"),
    )
)
HEAD = TypedMember(HUNG.full_name, "member", "Trưởng phòng", HUNG.account_id)
FIVE = (*FOUR, HEAD)
"""With the head of that unit, who has sent all of it and is recused from it."""
YES: Mapping[str, object] = {
    "issued": "4", "returned": "4", "valid": "4", "votes_for": "3", "votes_against": "1",
    "votes_none": "0",
}  # fmt: skip
STORY = TypedExemplar(
    subject="individual",
    name="Lê Thanh Bình",
    headline="Sáng kiến số hóa bản đồ quy hoạch",
    story="Tự viết công cụ tra cứu quy hoạch cho người dân.",
)


def target(one: Nomination) -> Target:
    return Target(one.nomination_id, one.version)


def meeting(scene: Scene, meeting_id: UUID) -> Meeting:
    found = scene.db.read(lambda tx: council_store.meeting(tx, meeting_id))
    assert found is not None
    return found


def decision(scene: Scene, decision_id: UUID) -> Decision:
    found = scene.db.read(lambda tx: decisions_store.decision(tx, decision_id))
    assert found is not None
    return found


def exemplar_of(scene: Scene, one: Nomination) -> Exemplar | None:
    return scene.db.read(lambda tx: exemplars_store.of_nomination(tx, one.nomination_id))


def exemplar(scene: Scene, exemplar_id: UUID) -> Exemplar:
    found = scene.db.read(lambda tx: exemplars_store.exemplar(tx, exemplar_id))
    assert found is not None
    return found


def meet(
    scene: Scene,
    person: Person = VAN,
    *,
    form: TypedMeeting = MEETING,
    members: tuple[TypedMember, ...] = FOUR,
    act: UUID | None = None,
) -> Meeting:
    """A new meeting with its list."""
    with clock.at(NOW):
        key = council_acts.open_meeting(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(), form=form
        )
    return seat(scene, meeting(scene, key), members, person=person)


def seat(
    scene: Scene,
    held: Meeting,
    members: tuple[TypedMember, ...],
    *,
    person: Person = VAN,
    reason: str = "",
) -> Meeting:
    with clock.at(NOW):
        council_acts.save_members(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(),
            meeting_id=held.meeting_id, seen_version=held.version, members=members, reason=reason,
        )  # fmt: skip
    return meeting(scene, held.meeting_id)


def change(
    scene: Scene,
    held: Meeting,
    form: TypedMeeting,
    *,
    person: Person = VAN,
    reason: str = "",
) -> Meeting:
    with clock.at(NOW):
        council_acts.save_meeting(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(),
            meeting_id=held.meeting_id, seen_version=held.version, form=form, reason=reason,
        )  # fmt: skip
    return meeting(scene, held.meeting_id)


def put(
    scene: Scene, held: Meeting, *ones: Nomination, person: Person = VAN, act: UUID | None = None
) -> Meeting:
    with clock.at(NOW):
        council_votes.table(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
            meeting_id=held.meeting_id, targets=[target(one) for one in ones],
        )  # fmt: skip
    return meeting(scene, held.meeting_id)


def take_off(scene: Scene, held: Meeting, *ones: Nomination, person: Person = VAN) -> Meeting:
    with clock.at(NOW):
        council_votes.untable(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(),
            meeting_id=held.meeting_id, targets=[target(one) for one in ones],
        )  # fmt: skip
    return meeting(scene, held.meeting_id)


def vote(
    scene: Scene,
    held: Meeting,
    one: Nomination,
    *,
    person: Person = VAN,
    act: UUID | None = None,
    reason: str = "",
    conclusion: str = "Đề nghị khen.",
    **changes: object,
) -> Meeting:
    with clock.at(NOW):
        council_votes.enter_votes(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
            meeting_id=held.meeting_id, reason=reason,
            votes=[TypedVote(target(one), {**YES, **changes}, conclusion)],
        )  # fmt: skip
    return meeting(scene, held.meeting_id)


def close(scene: Scene, held: Meeting, *, person: Person = VAN, act: UUID | None = None) -> Meeting:
    with clock.at(NOW):
        council_acts.close(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
            meeting_id=held.meeting_id, seen_version=held.version,
        )  # fmt: skip
    return meeting(scene, held.meeting_id)


def recuse(
    scene: Scene,
    held: Meeting,
    one: Nomination,
    place: object,
    *,
    person: Person = VAN,
    act: UUID | None = None,
    tie: object = "có quan hệ vợ chồng với người được đề nghị",
    reason: str = "",
) -> Meeting:
    """Record that the member at that place of the list does not vote on it."""
    seat = Seat(held.meeting_id, held.version, one.nomination_id, place)
    with clock.at(NOW):
        recusals.recuse(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(), seat=seat,
            tie=tie, reason=reason,
        )  # fmt: skip
    return meeting(scene, held.meeting_id)


def unrecuse(
    scene: Scene,
    held: Meeting,
    one: Nomination,
    place: object,
    *,
    person: Person = VAN,
    reason: str = "",
) -> Meeting:
    seat = Seat(held.meeting_id, held.version, one.nomination_id, place)
    with clock.at(NOW):
        recusals.unrecuse(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(), seat=seat, reason=reason
        )
    return meeting(scene, held.meeting_id)


def voted(scene: Scene, held: Meeting, **changes: object) -> Nomination:
    """A nomination of the meeting that the council has voted on."""
    made = scene.checked(**changes)  # type: ignore[arg-type]
    put(scene, held, made)
    vote(scene, held, scene.stored(made.nomination_id))
    return scene.stored(made.nomination_id)


def decided(scene: Scene, held: Meeting, step: Step, **changes: object) -> Nomination:
    made = voted(scene, held, **changes)
    scene.step(SON, step, made)
    return scene.stored(made.nomination_id)


def prepare(
    scene: Scene, *ones: Nomination, person: Person = VAN, act: UUID | None = None
) -> Decision:
    with clock.at(NOW):
        key = decisions.prepare(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
            title="Về việc tặng Giấy khen", targets=[target(one) for one in ones],
        )  # fmt: skip
    return decision(scene, key)


def relist(scene: Scene, prepared: Decision, *ones: Nomination, person: Person = VAN) -> Decision:
    with clock.at(NOW):
        decisions.change(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(),
            decision_id=prepared.decision_id, seen_version=prepared.version,
            title=prepared.title, targets=[target(one) for one in ones],
        )  # fmt: skip
    return decision(scene, prepared.decision_id)


def release(
    scene: Scene,
    prepared: Decision,
    *,
    person: Person = VAN,
    signed: TypedSignature = PAPER,
    act: UUID | None = None,
) -> Decision:
    with clock.at(NOW):
        decisions.release(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
            decision_id=prepared.decision_id, seen_version=prepared.version, signed=signed,
        )  # fmt: skip
    return decision(scene, prepared.decision_id)


def record_award(
    scene: Scene,
    *ones: Nomination,
    person: Person = VAN,
    signed: TypedSignature = PROVINCE_PAPER,
) -> Decision:
    with clock.at(NOW):
        key = decisions.record_award(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(),
            title="Về việc tặng Bằng khen", targets=[target(one) for one in ones], signed=signed,
        )  # fmt: skip
    return decision(scene, key)


def record_refusal(
    scene: Scene, *ones: Nomination, person: Person = VAN, reason: str = "Hết chỉ tiêu"
) -> None:
    with clock.at(NOW):
        decisions.record_refusal(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(),
            targets=[target(one) for one in ones], reason=reason,
        )  # fmt: skip


def rescind(
    scene: Scene, told: Decision, *, person: Person = SON, reason: str = "Khai không đúng"
) -> Decision:
    with clock.at(NOW):
        rescinding.rescind_decision(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(),
            decision_id=told.decision_id, seen_version=told.version, reason=reason,
        )  # fmt: skip
    return decision(scene, told.decision_id)


def rescind_one(
    scene: Scene, one: Nomination, *, person: Person = SON, reason: str = "Khai không đúng"
) -> None:
    with clock.at(NOW):
        rescinding.rescind_nomination(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(), target=target(one),
            reason=reason,
        )  # fmt: skip


def write(
    scene: Scene,
    person: Person,
    *,
    form: TypedExemplar = STORY,
    exemplar_id: UUID | None = None,
    seen: int = 0,
    act: UUID | None = None,
) -> Exemplar:
    key = exemplar_id or new_act()
    with clock.at(NOW):
        exemplar_acts.save(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(), exemplar_id=key,
            seen_version=seen, form=form,
        )  # fmt: skip
    return exemplar(scene, key)


def tell(scene: Scene, told: Exemplar, form: TypedExemplar, *, person: Person = VAN) -> Exemplar:
    with clock.at(NOW):
        exemplar_acts.tell(
            scene.db, scene.who(person), scene.campaign, act_id=new_act(),
            exemplar_id=told.exemplar_id, seen_version=told.version, form=form,
        )  # fmt: skip
    return exemplar(scene, told.exemplar_id)


def honour(
    scene: Scene,
    person: Person,
    step: ExemplarStep,
    told: Exemplar,
    *,
    note: str = "",
    act: UUID | None = None,
) -> Exemplar:
    with clock.at(NOW):
        exemplar_acts.take_step(
            scene.db, scene.who(person), scene.campaign, act_id=act or new_act(),
            exemplar_id=told.exemplar_id, seen_version=told.version, step=step, note=note,
        )  # fmt: skip
    return exemplar(scene, told.exemplar_id)
