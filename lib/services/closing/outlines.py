"""Outlines of reports: read whole from a file or from what the Office has saved, and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from lib.config import ROOT
from lib.domain.campaigns import Campaign
from lib.domain.reports import sentences
from lib.domain.reports.outline import (
    Groups,
    GroupTexts,
    Outline,
    Part,
    ReportKind,
    Section,
    Sentence,
    Typed,
)
from lib.domain.reports.told import Told
from lib.services.campaigns import yaml_lines
from lib.services.campaigns.file_problems import Problems, validated
from lib.services.campaigns.yaml_lines import LinedYaml, Loc, load, parse
from lib.services.closing.outline_models import OutlineModel, PartModel, SentenceModel
from lib.services.files.inspection import pool
from lib.store import outlines as store
from lib.store.engine.db import Reader

_FOLDER: Final = ROOT / "data" / "reports"
_GENERAL: Final = _FOLDER / "tong-ket.yaml"
_CAMPAIGN: Final = re.compile(r"^campaign:.*$", re.MULTILINE)
NAME: Final = "bo-cuc.yaml"
"""What refusals call an outline that was typed into the page."""


def source(tx: Reader, campaign: Campaign) -> tuple[int, str]:
    """The campaign's outline as text, with its version; 0 for one that came with the program."""
    saved = store.outline(tx, campaign.campaign_id)
    if saved is None:
        return 0, _of_files(campaign.code).read_text(encoding="utf-8")
    return saved.version, saved.source


def own_source(tx: Reader, campaign: Campaign) -> str | None:
    """The text of an outline that is the campaign's own; None where the one for all serves it."""
    version, told = source(tx, campaign)
    return told if version or _of_files(campaign.code) != _GENERAL else None


def of_campaign(text: str, code: str) -> str:
    """The text as another campaign's."""
    return _CAMPAIGN.sub(f"campaign: {code}", text, count=1)


def of_file(path: Path) -> str:
    """The text of an outline's file.

    Raises:
        BadFile: it cannot be read.
    """
    load(path)
    return path.read_text(encoding="utf-8-sig")


def read(text: str, *, name: str = NAME) -> Outline:
    """The outline of a text; whether its names are those of a plan is checked by `check`.

    Raises:
        BadFile: with `file`, `line` and `detail`.
    """
    return _outline(_kept(text, name)[1])


def check(text: str, told: Told, *, name: str = NAME) -> Outline:
    """The outline of a text of the operator's, every name in it one of the plan's.

    Raises:
        BadFile: as `read`.
    """
    return _checked(*_kept(text, name), told)


def check_typed(text: str, told: Told) -> Outline:
    """The same of what was typed into the page; an inspecting process reads it.

    Raises:
        BadFile: as `read`.
        BadUpload: `checks_busy`.
    """
    return fitting(received(text.encode(), NAME), told)


def received(content: bytes, name: str) -> LinedYaml:
    """An outline that somebody sent, read by an inspecting process; its names are not yet checked.

    Raises:
        BadFile: as `read`.
        BadUpload: `checks_busy`.
    """
    begun = content[: yaml_lines.SIZE_LIMIT + 1]
    found = pool.pool().inspected(yaml_lines.__name__, begun, {"name": name}, file=name)
    lined = yaml_lines.received(name, found.content)
    validated(lined, OutlineModel)
    return lined


def fitting(lined: LinedYaml, told: Told) -> Outline:
    """The outline of what was received, every name in it one of the plan's.

    Raises:
        BadFile: as `read`.
    """
    return _checked(lined, validated(lined, OutlineModel), told)


def _checked(lined: LinedYaml, model: OutlineModel, told: Told) -> Outline:
    problems = Problems(lined)
    for place, template, prefixes in _templates(model, told):
        for prefix in prefixes:
            for said, _ in sentences.names(sentences.about(template, prefix)):
                if not _is_known(told, said):
                    problems.add(place, "reference", "template_name", key=said)
    for place, key in _repeated(model):
        problems.add(place, "reference", "part_twice", key=key)
    problems.refuse_any()
    return _outline(model)


@lru_cache(maxsize=8)
def _kept(text: str, name: str) -> tuple[LinedYaml, OutlineModel]:
    lined = parse(name, text.encode())
    return lined, validated(lined, OutlineModel)


@lru_cache(maxsize=32)
def _of_files(code: str) -> Path:
    """The file made for the campaign, else the one for all."""
    for path in sorted(_FOLDER.glob("*.yaml")):
        if load(path).data.get("campaign") == code:
            return path
    return _GENERAL


def _is_known(told: Told, name: str) -> bool:
    try:
        told.value(name)
    except KeyError:
        return False
    return True


def _templates(model: OutlineModel, told: Told) -> Iterator[tuple[Loc, str, list[str]]]:
    """Every template with its place, and the subjects that it may be about."""
    plain = [""]
    yield ("subject",), model.subject, plain
    for part in ("opening", "closing"):
        for index, one in enumerate(getattr(model, part)):
            yield (part, index, "text"), one.text, plain
            if one.when:
                yield (part, index, "when"), _named(one.when), plain
    for number, section in enumerate(model.sections):
        for index, one in enumerate(section.parts):
            for field, template, prefixes in _of_part(one, told):
                yield ("sections", number, "parts", index, field), template, prefixes


def _of_part(part: PartModel, told: Told) -> Iterator[tuple[str, str, list[str]]]:
    if part.when:
        yield "when", _named(part.when), [""]
    if part.text:
        yield "text", part.text, [""]
    facts = told.figures.facts
    tasks = list(facts.tasks)
    for field in ("task", "nil", "empty"):
        template = getattr(part, field)
        if template:
            yield field, template.replace("{.chi_tieu}", ""), tasks[:1]
    for field in ("missing", "waiting"):
        template = getattr(part, field)
        if template:
            yield field, template, list(facts.groups)[:1]
    for code, template in part.sentences.items():
        # What a campaign does not have is told of nowhere, so an outline may serve several.
        if code in facts.tasks:
            yield "sentences", template.replace("{.chi_tieu}", ""), [code]
    for one in (one for listed in part.further.values() for one in listed):
        yield "further", one.text, [""]
        if one.when:
            yield "further", _named(one.when), [""]


def _named(when: str) -> str:
    return "{" + when.removeprefix("!") + "}"


def _repeated(model: OutlineModel) -> Iterator[tuple[Loc, str]]:
    """Keys of parts that stand there twice: what is written is stored under them."""
    sections = [one.key for one in model.sections]
    for number, key in enumerate(sections):
        if key in sections[:number]:
            yield ("sections", number, "key"), key
    seen: set[str] = set()
    listed: list[tuple[Loc, str]] = [
        ((part, index), one.sentence)
        for part in ("opening", "closing")
        for index, one in enumerate(getattr(model, part))
    ]
    for number, section in enumerate(model.sections):
        for index, one in enumerate(section.parts):
            place: Loc = ("sections", number, "parts", index)
            listed.append((place, one.sentence or one.typed or one.groups or ""))
            further = (more for beside in one.further.values() for more in beside)
            listed += [((*place, "further"), more.sentence) for more in further]
    for place, key in listed:
        if key in seen:
            yield place, key
        seen.add(key)


def _outline(model: OutlineModel) -> Outline:
    return Outline(
        names={kind: getattr(model.names, kind.value) for kind in ReportKind},
        subject=model.subject,
        opening=tuple(_sentence(one) for one in model.opening),
        sections=tuple(
            Section(one.key, one.heading, tuple(_part(part) for part in one.parts))
            for one in model.sections
        ),
        closing=tuple(_sentence(one) for one in model.closing),
    )


def _sentence(one: SentenceModel) -> Sentence:
    return Sentence(one.sentence, one.text, one.when or "", one.heading or "")


def _part(one: PartModel) -> Part:
    if one.sentence:
        return Sentence(one.sentence, one.text or "", one.when or "", one.heading or "")
    if one.typed:
        return Typed(
            one.typed, one.label or "", one.help, one.heading or "", one.required, tuple(one.hints)
        )
    texts = GroupTexts(
        one.task or "", one.nil or "", one.empty or "", one.missing or "", one.waiting or ""
    )
    further = {code: tuple(map(_sentence, listed)) for code, listed in one.further.items()}
    return Groups(
        one.groups or "", texts, tuple(one.only), dict(one.sentences), one.assessment or "", further
    )
