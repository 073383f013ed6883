"""What a file has made new or otherwise, line by line: read before the act and after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lib.domain.campaigns import Campaign, CampaignSeed
from lib.domain.file_comments import FileComment
from lib.domain.plan_drafts import FORMS, Name, Part
from lib.domain.vietnamese import local_day
from lib.services.acts import Act
from lib.services.building import drafts
from lib.services.building import telling as records
from lib.services.building.drafts import InForce
from lib.services.campaigns import file_evaluation
from lib.services.campaigns.campaigns import Loaded
from lib.store import campaigns as store
from lib.store import plan_drafts, units
from lib.text import packages as words
from lib.text import plan_drafts as record_words

_OF_RECORDS: Final = frozenset(
    {
        "award_rules", "council", "report_addressees", "document", "emulation", "legal_basis",
        "legal_basis_current", *FORMS.values(), Part.AWARD.listed, file_evaluation.PART,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is new or otherwise, and what of it."""

    head: str
    words: str


@dataclass(frozen=True, slots=True)
class State:
    """A campaign as it is at an instant."""

    plan: InForce
    comments: tuple[FileComment, ...]


def state(act: Act, code: str) -> State | None:
    """The campaign of this code; None while there is none."""
    campaign = store.campaign_by_code(act.tx, code)
    return None if campaign is None else _state(act, campaign)


def told(act: Act, before: State | None, campaign: Campaign, loaded: Loaded) -> Iterator[Line]:
    """What has become of the campaign since."""
    after = _state(act, campaign)
    if before is None:
        yield from _made(after.plan.stored, loaded)
        return
    draft = drafts.between(before.plan, after.plan, campaign.state)
    reported = plan_drafts.reported(act.tx, campaign.campaign_id)
    for one in records.told(draft, after.plan.stored, reported):
        body = draft.before.get(one.name) or draft.after[one.name]
        said = "; ".join(one.what) + (f". {one.fate}" if one.fate else "")
        yield Line(record_words.called(one.name, body), said)
    yield from _besides(before, after)
    for code in loaded.over.kept if loaded.over else ():
        yield Line(words.TASK.format(code=code), words.KEPT)


def unit_codes(act: Act) -> frozenset[str]:
    """Those of all units there are."""
    return frozenset(one.code for one in units.units(act.tx, local_day(act.now)))


def new_units(act: Act, known: frozenset[str]) -> Iterator[Line]:
    """Units that have come since."""
    for one in units.units(act.tx, local_day(act.now)):
        if one.code not in known:
            yield Line(words.UNIT.format(code=one.code, name=one.name), words.ADDED)


def _state(act: Act, campaign: Campaign) -> State:
    comments = store.comments(act.tx, campaign.campaign_id)
    return State(drafts.in_force(act.tx, campaign), comments)


def _made(seed: CampaignSeed, loaded: Loaded) -> Iterator[Line]:
    """What a campaign that was not there consists of."""
    yield Line(
        words.CAMPAIGN.format(code=seed.code, title=seed.short_title),
        words.made(len(seed.groups), len(seed.tasks), len(seed.milestones), loaded.items),
    )
    if seed.details.get(file_evaluation.PART):
        yield Line(words.EVALUATION, words.ADDED)
    for part, listed in FORMS.items():
        own = seed.details.get(listed)
        for code in own if isinstance(own, Mapping) else ():
            yield Line(record_words.named(Name(part, str(code)), {}), words.ADDED)


def _besides(before: State, after: State) -> Iterator[Line]:
    """What no record of the plan tells of."""
    old, new = before.plan.stored.details, after.plan.stored.details
    if old.get(file_evaluation.PART) != new.get(file_evaluation.PART):
        yield Line(words.EVALUATION, words.CHANGED)
    if _rest(old) != _rest(new):
        yield Line(words.REST, words.CHANGED)
    if before.comments != after.comments:
        yield Line(words.COMMENTS, words.CHANGED)


def _rest(details: Mapping[str, Any]) -> dict[str, Any]:
    return {key: told for key, told in details.items() if key not in _OF_RECORDS}
