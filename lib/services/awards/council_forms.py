"""What the Office types about a council meeting, taken into values or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from lib import text
from lib.domain import council
from lib.domain.council import Ballot, CouncilRole, MeetingData, Member
from lib.domain.forms import typed
from lib.domain.nominations import PassBase
from lib.domain.problem_collector import ProblemCollector
from lib.errors import Invalid, NotFound, Refused
from lib.store import accounts
from lib.store.engine.db import Reader

QUORUM_LIMIT = 20
OPINION_LIMIT = 2000

E = TypeVar("E", Ballot, CouncilRole, PassBase)


@dataclass(frozen=True, slots=True)
class TypedMeeting:
    """A meeting's form as it was typed; anything may come from a browser."""

    title: object
    held_on: object
    began_at: object = ""
    ended_at: object = ""
    place: object = ""
    ballot: object = Ballot.HANDS.value
    quorum: object = "2/3"
    pass_percent: object = ""
    pass_base: object = PassBase.ALL.value
    legal_basis: object = ""
    discussion: object = ""
    conclusion: object = ""


@dataclass(frozen=True, slots=True)
class TypedMember:
    """One row of the list; an account's name is taken where none is typed."""

    full_name: object
    role: object = CouncilRole.MEMBER.value
    position: object = ""
    account_id: UUID | None = None
    is_present: bool = True
    written_opinion: object = ""


def typed_again(member: Member) -> TypedMember:
    """A stored row as the form would send it."""
    return TypedMember(
        member.full_name,
        member.role.value,
        member.position,
        member.account_id,
        member.is_present,
        member.written_opinion,
    )


def meeting(form: TypedMeeting) -> MeetingData:
    """The form's values.

    Raises:
        Problems: all that cannot be taken.
    """
    collector, label = ProblemCollector(), text.MEETING_FIELDS

    def said(key: str, raw: object) -> str:
        return collector.take(key, lambda: typed.paragraphs(raw or "", label[key]), "")

    def time(key: str, raw: object) -> str:
        return collector.take(key, lambda: council.clock_time(raw or "", label[key]), "")

    data = MeetingData(
        title=collector.take("title", lambda: _line(form.title, label["title"]), ""),
        held_on=collector.take("held_on", lambda: _day(form.held_on, label["held_on"]), date.min),
        began_at=time("began_at", form.began_at),
        ended_at=time("ended_at", form.ended_at),
        place=collector.take("place", lambda: typed.line(form.place or "", label["place"]), ""),
        ballot=collector.take(
            "ballot", lambda: _choice(Ballot, form.ballot, label["ballot"]), Ballot.HANDS
        ),
        quorum=collector.take("quorum", lambda: _quorum(form.quorum, label["quorum"]), "1"),
        pass_percent=collector.take(
            "pass_percent",
            lambda: council.percent(form.pass_percent or "", label["pass_percent"]),
            None,
        ),
        pass_base=collector.take(
            "pass_base", lambda: _choice(PassBase, form.pass_base, label["pass_base"]), PassBase.ALL
        ),
        legal_basis=said("legal_basis", form.legal_basis),
        discussion=said("discussion", form.discussion),
        conclusion=said("conclusion", form.conclusion),
    )
    collector.finish()
    return data


def members(tx: Reader, typed_members: Sequence[TypedMember]) -> tuple[Member, ...]:
    """The list as typed.

    Raises:
        Problems: values that cannot be taken.
        NotFound: an account that is not there.
        Refused: two chairs, or one person twice.
    """
    collector = ProblemCollector()
    found = tuple(_member(tx, collector, one) for one in typed_members)
    collector.finish()
    chairs = sum(one.role == CouncilRole.CHAIR for one in found)
    named = [one.account_id or one.full_name.casefold() for one in found]
    if chairs > 1 or len(set(named)) < len(named):
        raise Refused("one_chair")
    return found


def _member(tx: Reader, collector: ProblemCollector, form: TypedMember) -> Member:
    label, name = text.MEMBER_FIELDS, form.full_name
    if form.account_id is not None:
        account = accounts.account(tx, form.account_id)
        if account is None:
            raise NotFound("account")
        name = name or account.full_name
    return Member(
        collector.take("full_name", lambda: _line(name, label["full_name"]), ""),
        collector.take("position", lambda: typed.line(form.position or "", label["position"]), ""),
        collector.take(
            "role", lambda: _choice(CouncilRole, form.role, label["role"]), CouncilRole.MEMBER
        ),
        form.account_id,
        form.is_present is True,
        collector.take(
            "written_opinion",
            lambda: typed.paragraphs(
                form.written_opinion or "", label["written_opinion"], OPINION_LIMIT
            ),
            "",
        ),
    )


def _line(raw: object, label: str) -> str:
    line = typed.line(raw or "", label)
    if not line:
        raise Invalid("required", field=label)
    return line


def _day(raw: object, label: str) -> date:
    found = typed.day(raw or "", label)
    if found is None:
        raise Invalid("required", field=label)
    return found


def _quorum(raw: object, label: str) -> str:
    """As typed, without blanks: "2/3" says more than 0,67."""
    council.fraction(raw or "", label)
    return typed.line(raw or "", label, QUORUM_LIMIT).replace(" ", "")


def _choice(kind: type[E], raw: object, label: str) -> E:
    if isinstance(raw, str) and raw in set(kind):
        return kind(raw)
    raise Invalid("not_choice", field=label)
