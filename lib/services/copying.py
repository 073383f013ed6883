"""Another campaign, made after one that is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, Final
from uuid import UUID

from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import (
    SHORT_TITLE_LIMIT,
    TITLE_LIMIT,
    Campaign,
    CampaignSeed,
    CampaignState,
)
from lib.domain.forms import typed
from lib.domain.papers.law_packs import law_pack
from lib.domain.rewording import Term, cited, reworded, terms
from lib.services import acts
from lib.services.acts import Act, Queue
from lib.services.campaigns import campaigns, file_writing, files, new_names
from lib.services.campaigns.campaign_details import Details
from lib.services.campaigns.campaigns import Loaded
from lib.services.closing import outline_edits, outlines
from lib.store import campaigns as store
from lib.store.engine.db import Database, Reader
from lib.text.campaigns import DRIVE_WORDS, SWAPS

_NAME: Final = "phong-trao.yaml"
# What people wrote about the plan; the rest are codes, keys, days, names and citations.
_WORDED: Final = frozenset(
    {
        "basis", "closing", "denominator", "evidence_hint", "guidance", "help", "label", "name",
        "note", "numerator", "opening", "plan_text", "privacy_note", "scope", "short_title",
        "text", "theme", "title", "unit",
    }
)  # fmt: skip
_NOT_WORDED: Final = frozenset(
    {"award_forms", "council", "head", "legal_basis", "legal_basis_current", "signer"}
)
_SWAPS: Final = 50


@dataclass(frozen=True, slots=True)
class Copied:
    """What the new campaign is called, and the day that all its days are counted from; as typed.

    Attributes:
        swaps: other words for what belongs to the old campaign's time, old -> new; an empty new
            one keeps the old.
    """

    code: object
    title: object
    short_title: object
    anchor_on: object
    swaps: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Copy:
    """The new campaign.

    Attributes:
        swapped: how many places have other words.
        cites: numbers and days of papers that its words still name.
    """

    loaded: Loaded
    swapped: int = 0
    cites: tuple[str, ...] = ()


def dated_terms(db: Database, actor: Actor, campaign: Campaign, anchor_on: date) -> Sequence[Term]:
    """What plan and report say of their own time, and what that may be at another day."""
    access.check(actor, Action.CAMPAIGN_LOAD)

    seed, outline = db.read(lambda tx: _stored(tx, campaign))
    told = [*_words(file_writing.data(replace(seed, errata=()))), outline]
    # Days that were moved for a trial are not those of the words.
    year = None if campaign.dates_moved else seed.anchor_on.year
    return (*terms(told, year, anchor_on.year), *_law_terms(seed, told, anchor_on))


def _stored(tx: Reader, campaign: Campaign) -> tuple[CampaignSeed, str]:
    """The campaign, and the outline of its reports; "" where the one for all serves it."""
    return file_writing.stored(tx, campaign), outlines.own_source(tx, campaign) or ""


def _law_terms(seed: CampaignSeed, told: Iterable[str], anchor_on: date) -> Iterator[Term]:
    """What the law of the other day calls otherwise."""
    drive = str(Details(seed.details).part("emulation").get("form"))
    old, new = (DRIVE_WORDS.get(one) for one in (drive, law_pack(anchor_on).drive))
    if old and new and old != new:
        places = sum(reworded(text, {old: new})[1] for text in told)
        if places:
            yield Term(old, places, new)


def copy(db: Database, actor: Actor, campaign: Campaign, *, act_id: UUID, told: Copied) -> Copy:
    """Another campaign with the plan, tasks and forms of this one; it waits to be started.

    Raises:
        Invalid: what was typed cannot be taken.
        BadFile: what came of it is no campaign.
    """
    intent = acts.intend(db, actor, Action.CAMPAIGN_LOAD, act_id=act_id, queue=Queue.PEOPLE)
    code = new_names.code(told.code)
    title = new_names.line(told.title, "title", TITLE_LIMIT)
    short_title = new_names.line(told.short_title, "short_title", SHORT_TITLE_LIMIT)
    anchor_on = new_names.day(told.anchor_on)
    swaps = _swaps(told.swaps)
    before, outline = db.read(lambda tx: _stored(tx, campaign))
    copied = file_writing.copied(before, code=code, anchor_on=anchor_on)
    untitled = file_writing.data(replace(copied, title="", short_title=""))
    content, swapped = _reworded(untitled, swaps)
    content |= {"title": title, "short_title": short_title}
    outline, count = reworded(outlines.of_campaign(outline, code), swaps)
    # Read as any file is: what is stored may be older than what is asked of files now.
    seed = files.read(_NAME, file_writing.as_yaml(content).encode())
    if not isinstance(seed, CampaignSeed):
        raise TypeError("a campaign's file holds a campaign")
    if outline:
        outlines.read(outline)

    def work(act: Act) -> Copy:
        new_names.require_free(act.tx, code)
        loaded = campaigns.load_campaign(
            act, seed, state=CampaignState.PREPARING, anchor_on=anchor_on, dates_moved=False
        )
        made = store.campaign_by_code(act.tx, code)
        if outline and made is not None:
            outline_edits.put(act, made, outline, version=1)
        return Copy(loaded, swapped + count, tuple(cited((*_words(content), outline))))

    return intent.carry_out(work, again=lambda _: Copy(Loaded(code, is_new=False)))


def _words(content: object) -> list[str]:
    """Every text that people wrote about the plan."""
    found: list[str] = []

    def seen(told: str, _key: str) -> str:
        found.append(told)
        return told

    _worded(content, seen)
    return found


def _reworded(content: object, swaps: Mapping[str, str]) -> tuple[Any, int]:
    """The content in other words, and how many were swapped.

    A short title that would be too long stays as it is.
    """
    counts: list[int] = []

    def other(text: str, key: str) -> str:
        told, count = reworded(text, swaps)
        if key == "short_title" and len(told) > SHORT_TITLE_LIMIT:
            return text
        counts.append(count)
        return told

    return _worded(content, other), sum(counts)


def _worded(content: Any, change: Callable[[str, str], str], key: str = "") -> Any:
    """The content with every text that people wrote changed, which is told with its key."""
    if isinstance(content, str):
        return change(content, key) if key in _WORDED else content
    if isinstance(content, Mapping):
        return {
            name: value if name in _NOT_WORDED else _worded(value, change, str(name))
            for name, value in content.items()
        }
    if isinstance(content, list):
        return [_worded(value, change, key) for value in content]
    return content


def _swaps(raw: Mapping[str, object]) -> Mapping[str, str]:
    """Those that say something, as typed; nobody types more than the first fifty.

    Raises:
        Invalid: words that are no line.
    """
    told = [[_line_or_none(words) for words in pair] for pair in islice(raw.items(), _SWAPS)]
    return {old: new for old, new in told if old and new and old != new}


def _line_or_none(raw: object) -> str:
    return typed.line("" if raw is None else raw, SWAPS, SHORT_TITLE_LIMIT)
