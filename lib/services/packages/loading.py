"""A file is tried out, its changes are told, and then it is loaded in one act."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from uuid import UUID

from lib import text
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign, CampaignSeed
from lib.domain.papers.papers import Paper
from lib.errors import NotFound, Refused
from lib.services import acts, rehearsals
from lib.services.acts import OPERATOR, Act, CampaignRevision, Doer, Intent, Named, Queue
from lib.services.campaigns import campaigns
from lib.services.campaigns.campaigns import Loaded
from lib.services.closing import outline_edits, outlines, reading
from lib.services.files import stored_files
from lib.services.packages import telling
from lib.services.packages.reading import Incoming
from lib.services.packages.telling import Line
from lib.services.papers import paper_templates
from lib.store import accounts, revisions
from lib.store import campaigns as store
from lib.store.engine.db import Database
from lib.text import packages as words


@dataclass(frozen=True, slots=True)
class Trial:
    """What loading a file would do, or has done.

    Attributes:
        lines: what is new and what changes, in the plan's order; none when all is there already.
    """

    loaded: Loaded
    lines: tuple[Line, ...] = ()


def tried(db: Database, actor: Actor, incoming: Incoming) -> Trial:
    """What the file would change now: the very act, taken back at its end.

    Raises:
        BadFile: the outline asks for what the campaign does not have.
        Refused: as `reloading.reload`.
    """
    _require(actor, incoming)
    return _tried(db, actor, incoming)


def load(
    db: Database, actor: Actor, *, act_id: UUID, incoming: Incoming, seen: Trial
) -> Trial:  # fmt: skip
    """Load the file: all of it or nothing.

    Args:
        seen: what the Office was shown; anything else is not loaded.
    Raises:
        BadFile, Refused: as `tried`; `import_changed`.
    """
    _require(actor, incoming)

    def work(act: Act) -> Trial:
        done = _done(act, incoming)
        if done.lines != seen.lines:
            raise Refused("import_changed")
        return done

    intent = _intent(db, actor, act_id)
    with _storing(db, incoming):
        return intent.carry_out(work, again=lambda _: _again(incoming))


def tried_at_terminal(db: Database, incoming: Incoming, *, username: str | None) -> Trial:
    """The same for the operator of the server.

    Args:
        username: of the Office's account that answers for outline and templates.
    Raises:
        NotFound: no such account. Refused: `author_needed`. Denied: it is not of the Office.
    """
    return _tried(db, _operator(db, incoming, username), incoming)


def load_at_terminal(
    db: Database, *, act_id: UUID, incoming: Incoming, username: str | None
) -> Trial:
    """Load the file for the operator of the server, who was shown nothing before.

    Raises:
        NotFound, Refused, Denied: as `tried_at_terminal`.
    """
    intent = _intent(db, _operator(db, incoming, username), act_id)
    with _storing(db, incoming):
        return intent.carry_out(
            lambda act: _done(act, incoming), again=lambda _: _again(incoming)
        )  # fmt: skip


def _require(actor: Actor, incoming: Incoming) -> None:
    access.check(actor, Action.CAMPAIGN_LOAD)
    if incoming.outline is not None:
        access.check(actor, Action.REPORT_EDIT)
    if incoming.templates:
        access.check(actor, Action.TEMPLATES_MANAGE)


def _operator(db: Database, incoming: Incoming, username: str | None) -> Doer:
    """Who loads a file at the terminal; outline and templates need somebody with an account."""
    if username is None:
        if incoming.outline is not None or incoming.templates:
            raise Refused("author_needed")
        return OPERATOR
    account = db.read(lambda tx: accounts.by_username(tx, username.strip().lower()))
    if account is None or not account.is_open:
        raise NotFound("account")
    _require(
        Actor(account.account_id, account.username, account.full_name, account.unit_id, "",
              account.roles),
        incoming,
    )  # fmt: skip
    return Named(words.OPERATOR_FOR.format(operator=text.OPERATOR, name=account.full_name),
                 account.account_id)  # fmt: skip


def _intent(db: Database, doer: Doer, act_id: UUID) -> Intent:
    return acts.intend_as(db, doer, act_id=act_id, queue=Queue.PEOPLE)


def _tried(db: Database, doer: Doer, incoming: Incoming) -> Trial:
    intent = _intent(db, doer, acts.new_act())
    return rehearsals.rehearsed(intent, lambda act: _done(act, incoming))


def _storing(db: Database, incoming: Incoming) -> AbstractContextManager[object]:
    """The templates on disk before rows name them."""
    contents = [one.content for one in incoming.templates.values()]
    return stored_files.storing(db, contents) if contents else nullcontext()


def _again(incoming: Incoming) -> Trial:
    code = incoming.seed.code if isinstance(incoming.seed, CampaignSeed) else incoming.name
    return Trial(Loaded(code, is_new=False))


def _done(act: Act, incoming: Incoming) -> Trial:
    """Load all of it within an act, and tell what has become otherwise."""
    seed = incoming.seed
    if not isinstance(seed, CampaignSeed):
        known = telling.unit_codes(act)
        loaded = campaigns.load_seed(act, incoming.name, seed)
        return Trial(loaded, tuple(telling.new_units(act, known)))
    before = telling.state(act, seed.code)
    loaded = campaigns.load_seed(act, incoming.name, seed)
    campaign = store.campaign_by_code(act.tx, seed.code)
    if campaign is None:
        raise NotFound("campaign")
    lines = [*telling.told(act, before, campaign, loaded)]
    lines += _put_outline(act, campaign, incoming)
    lines += _put_templates(act, incoming)
    return Trial(loaded, tuple(lines))


def _put_outline(act: Act, campaign: Campaign, incoming: Incoming) -> list[Line]:
    """Have the outline in force, unless it is."""
    if incoming.outline is None:
        return []
    outlines.fitting(incoming.outline.lined, reading.bare_within(act.tx, campaign))
    source = incoming.outline.source
    if outlines.own_source(act.tx, campaign) == source:
        return []
    version, _ = outlines.source(act.tx, campaign)
    revision = revisions.move(act.tx, campaign.campaign_id, act.now)
    outline_edits.put(
        act, campaign, source, version=version + 1,
        of=CampaignRevision(campaign.campaign_id, revision),
    )  # fmt: skip
    return [Line(words.OUTLINE, words.REPLACED if version else words.ADDED)]


def _put_templates(act: Act, incoming: Incoming) -> list[Line]:
    """Have the templates in force that are not."""
    known = paper_templates.own_files(act.tx)
    lines = []
    for paper, file in incoming.templates.items():
        row = known.get(paper)
        if row is not None and row.sha256 == file.sha256:
            continue
        paper_templates.put_within(act, paper, file)
        lines.append(Line(_template(paper), words.REPLACED if row else words.ADDED))
    return lines


def _template(paper: Paper) -> str:
    return words.TEMPLATE.format(paper=text.PAPERS[paper])
