"""What papers tell, read from the database at one revision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from lib import text
from lib.domain import nominations
from lib.domain.campaigns import Campaign
from lib.domain.nomination_workflow import Level, State
from lib.domain.nominations import AwardForm, AwardRules, Nomination, Subject
from lib.domain.papers import standing
from lib.domain.papers.law_packs import law_pack
from lib.domain.papers.paper_parts import (
    BLANK,
    AgencyHead,
    Award,
    CampaignFacts,
    Collective,
    Desk,
    Individual,
    Signer,
)
from lib.domain.papers.papers import Pack, PaperData
from lib.domain.papers.standing import LeftOut, Standing
from lib.domain.papers.votes import Vote
from lib.domain.units import Unit, UnitType
from lib.domain.vietnamese import local_day
from lib.errors import NotFound
from lib.services import clock
from lib.services.campaigns import award_rules
from lib.services.campaigns.campaign_details import Details
from lib.services.nominations import discretion, nomination_forms
from lib.services.papers import paper_meetings
from lib.store import campaigns as campaign_store
from lib.store import nominations as nomination_store
from lib.store import revisions
from lib.store import setup as setup_store
from lib.store import units as unit_store
from lib.store.engine.db import Database, Reader
from lib.store.nominations import Wanted

_WITH_UNIT: Final = frozenset({State.DRAFT, State.SENT, State.RETURNED, State.WITHDRAWN})
"""What the Office has not received, or no longer has; a unit's own papers tell of more."""
_ALL: Final = 100_000
_PROVINCE: Final = re.compile(r"(?:tỉnh|[Tt]hành phố)\s+(.+)")
_PACKS: Final = {Level.AGENCY: Pack.GIAY_KHEN, Level.PROVINCE: Pack.BANG_KHEN}


def pack_of(award: AwardForm) -> Pack:
    """Which papers an award needs: that depends on who decides it."""
    return _PACKS[award.level]


def of_award(
    db: Database, campaign: Campaign, *, award_code: str, meeting_id: UUID | None
) -> PaperData:
    """The agency's papers for one award.

    Args:
        meeting_id: whose nominations and minutes; None leaves the minutes open, and names in
            the decision whoever has been decided.
    Raises:
        NotFound: no such award, or no such meeting.
    """
    rules = award_rules.rules(db, campaign)
    award = rules.award(award_code)
    if award is None:
        raise NotFound("paper")

    def read(tx: Reader) -> PaperData:
        shared = base(tx, campaign, pack_of(award))
        told = paper_meetings.none(shared.day.year)
        if meeting_id is not None:
            told = paper_meetings.read(tx, campaign.campaign_id, meeting_id)
        found = _nominations(tx, campaign, award, told)
        nominees = _Nominees(tx, rules, told)
        shown = Award(award.code, award.name, award.decided_by)
        return _with(
            replace(shared, award=shown, council=told.meeting),
            found,
            nominees,
            lambda one: standing.of_agency(
                one.state,
                told.seat(one.nomination_id),
                is_held=told.meeting.is_held,
                has_passed=told.has_passed(one.nomination_id),
            ),
        )

    return db.read(read)


def of_report(db: Database, campaign: Campaign) -> PaperData:
    """What a report of the agency tells besides its own text."""
    return db.read(lambda tx: base(tx, campaign, Pack.REPORT))


def of_unit(db: Database, campaign: Campaign, unit_id: UUID) -> PaperData:
    """The papers that a unit prints and signs: all that it knows to be open (decision 0027)."""
    rules = award_rules.rules(db, campaign)

    def read(tx: Reader) -> PaperData:
        shared = base(tx, campaign, Pack.UNIT)
        unit = unit_store.unit(tx, unit_id, shared.day)
        if unit is None:
            raise NotFound("unit")
        states = frozenset(State) - {State.WITHDRAWN}
        wanted = Wanted(campaign.campaign_id, unit_id=unit_id, states=states, limit=_ALL)
        nominees = _Nominees(tx, rules, paper_meetings.none(shared.day.year))
        found = nomination_store.nominations(tx, wanted)
        told = discretion.told_states(tx, {one.nomination_id: one.state for one in found})
        return _with(
            replace(shared, unit=desk(unit)),
            found,
            nominees,
            lambda one: standing.of_unit(told[one.nomination_id]),
        )

    return db.read(read)


def _nominations(
    tx: Reader, campaign: Campaign, award: AwardForm, told: paper_meetings.MeetingData
) -> list[Nomination]:
    """Those of the award: of the meeting in its order, then what else the Office has received."""
    code = award.code.lower()
    tabled = nomination_store.by_ids(tx, told.order or ())
    chosen = [one for one in tabled if one.award_code == code]
    chosen.sort(key=lambda one: told.places[one.nomination_id])
    wanted = Wanted(
        campaign.campaign_id, states=frozenset(State) - _WITH_UNIT, award_code=code, limit=_ALL
    )
    others = nomination_store.nominations(tx, wanted)
    return chosen + [one for one in others if one.nomination_id not in told.votes]


def _with(
    shared: PaperData,
    found: Iterable[Nomination],
    nominees: _Nominees,
    place: Callable[[Nomination], Standing],
) -> PaperData:
    """The data with whom some paper names, and with the names of those whom some does not."""
    placed = [(one, place(one)) for one in found]
    named = [nominees.nominee(one, at) for one, at in placed if at.is_named]
    return replace(
        shared,
        collectives=tuple(one for one in named if isinstance(one, Collective)),
        individuals=tuple(one for one in named if isinstance(one, Individual)),
        left_out=tuple(LeftOut(one.name, at.left) for one, at in placed if at.left),
    )


def base(tx: Reader, campaign: Campaign, pack: Pack, made_at: datetime | None = None) -> PaperData:
    """What every paper of the campaign tells.

    Args:
        made_at: of the day whose names and laws it tells; now without.
    """
    now = made_at or clock.now()
    day = local_day(now)
    revision, _, end = revisions.at(tx, campaign.campaign_id)
    told = Details(campaign_store.details(tx, campaign.campaign_id))
    office = unit_store.office_unit(tx, day)
    agency = _agency(tx, told)
    return PaperData(
        pack=pack,
        day=day,
        made_at=now,
        campaign=CampaignFacts(campaign.code, campaign.title, revision, end.shown),
        agency=agency,
        law=law_pack(day),
        bases=(*told.bases(day), told.plan(agency, campaign.title)),
        director=told.signer(),
        office=desk(office) if office else Desk("", "", "", Signer("")),
        recipients=told.recipients(),
        appraiser=told.appraiser(),
    )


def _agency(tx: Reader, told: Details) -> AgencyHead:
    """As the campaign's own paper names it, else as it was named when it was set up."""
    known = setup_store.agency(tx)
    name, superior = (known.name, known.superior) if known else ("", "")
    head = told.part("document", "head")
    above = str(head.get("governing_body") or superior)
    full = str(head.get("issuing_agency") or name)
    return AgencyHead(
        governing_body=above,
        governing_body_header=str(head.get("governing_body_header") or above.upper()),
        name=full,
        header=str(head.get("issuing_agency_header") or full.upper()),
        abbreviation=str(head.get("abbreviation") or _initials(full)),
        place=str(head.get("place") or _place(above)),
    )


def desk(unit: Unit) -> Desk:
    """A unit as a writer of papers; who signs is typed in Word, since deputies do so as well."""
    position = text.UNIT_HEADS[unit.unit_type]
    if unit.unit_type == UnitType.AFFILIATE:
        heads = text.AFFILIATE_HEADS.items()
        position = next((head for begin, head in heads if unit.name.startswith(begin)), position)
    has_seal = bool(unit.own_seal)
    return Desk(unit.name, unit.name.upper(), unit.code, Signer(position), has_seal)


def _place(governing_body: str) -> str:
    """As in "Cao Bằng" of "UBND tỉnh Cao Bằng"; else room for it."""
    found = _PROVINCE.search(governing_body)
    return found[1] if found else BLANK


def _initials(name: str) -> str:
    """As in "SXD" of "Sở Xây dựng"."""
    return "".join(word[0] for word in name.split()[:3]).upper()


class _Nominees:
    """Nominations as papers name them, with the labels of the forms they were answered with."""

    def __init__(self, tx: Reader, rules: AwardRules, told: paper_meetings.MeetingData) -> None:
        self._tx = tx
        self._rules = rules
        self._told = told
        self._labels: dict[tuple[str, int], Mapping[str, str]] = {}

    def nominee(self, one: Nomination, standing: Standing) -> Collective | Individual:
        award = self._rules.award(one.award_code)
        vote: Vote | None = self._told.vote(one.nomination_id)
        conclusion = self._told.conclusion(one.nomination_id)
        recused = self._told.recused(one.nomination_id)
        earlier = _text(one, nominations.EARLIER_AWARDS)
        note = text.EARLIER.format(awards=earlier) if earlier else ""
        award_name = award.name if award else ""
        if one.subject == Subject.COLLECTIVE:
            return Collective(
                name=one.name, managed_by=one.workplace, summary=one.citation,
                achievement=one.achievement, award_name=award_name,
                staff_count=_number(one, "tong_so_nguoi"), women_count=_number(one, "so_nu"),
                vote=vote, conclusion=conclusion, note=note, recused=recused, standing=standing,
                has_seal=self._has_seal(one),
            )  # fmt: skip
        is_woman = one.answers.get("gioi_tinh") == "nu"
        return Individual(
            name=one.name, address="Bà" if is_woman else "Ông", is_woman=is_woman,
            position=_text(one, "chuc_vu"), unit=one.workplace, summary=one.citation,
            achievement=one.achievement, award_name=award_name,
            birth_year=_number(one, "nam_sinh"), category=self._category(one), vote=vote,
            conclusion=conclusion, note=note, recused=recused, standing=standing,
        )  # fmt: skip

    def _has_seal(self, one: Nomination) -> bool:
        """Whether the collective is its unit as a whole, and that one has a seal."""
        unit = unit_store.unit(self._tx, one.unit_id, clock.today())
        return unit is not None and bool(unit.own_seal) and unit.name == one.name

    def _category(self, one: Nomination) -> str:
        key = (one.form_key, one.form_version)
        if key not in self._labels:
            form = nomination_forms.of(self._tx, one)
            field = next(each for each in form.fields if each.key == nominations.CATEGORY)
            self._labels[key] = {choice.key: choice.label for choice in field.choices}
        return self._labels[key].get(one.category, "")


def _text(one: Nomination, key: str) -> str:
    return str(one.answers.get(key) or "")


def _number(one: Nomination, key: str) -> int | None:
    value = one.answers.get(key)
    return value if isinstance(value, int) else None
