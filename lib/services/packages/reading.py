"""What comes in: a campaign's package, its file alone, or a list of units; each part checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from lib import text
from lib.domain import packages
from lib.domain.campaigns import CampaignSeed
from lib.domain.files import CheckedFile, ending_of, shown_name
from lib.domain.packages import Member
from lib.domain.papers.papers import Paper
from lib.domain.units import UnitSeed
from lib.errors import BadFile, BadUpload
from lib.services.campaigns import files
from lib.services.campaigns.yaml_lines import LinedYaml
from lib.services.closing import outlines
from lib.services.files import file_checks
from lib.services.files.file_checks import Upload
from lib.services.files.inspection import pool
from lib.services.papers import paper_templates

_PACKAGES: Final = "lib.services.files.contents.campaign_packages"


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline of reports, whose names only its campaign can tell to be right."""

    source: str
    lined: LinedYaml


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was sent, each part of it checked by itself; nothing of it is stored.

    Attributes:
        name: the file's, fit to be shown.
    """

    name: str
    seed: CampaignSeed | list[UnitSeed]
    outline: Outline | None = None
    templates: Mapping[Paper, CheckedFile] = field(default_factory=dict)

    @property
    def bare(self) -> Incoming:
        """Without templates, which all campaigns of an installation share."""
        return replace(self, templates={})


def read(name: str, content: bytes) -> Incoming:
    """What an uploaded file holds, by its ending: a ZIP, or YAML.

    Raises:
        BadUpload: the file cannot be taken, or one within it, which `name` tells.
        BadFile: campaign, units or outline are none; file, line and reason.
        BadTemplate: a template cannot be filled.
    """
    shown = shown_name(_last(name))
    if ending_of(shown) == packages.ENDING:
        return _of_package(shown, content)
    return Incoming(shown, files.read_upload(shown, content))


def read_path(path: Path) -> Incoming:
    """The same of a file on the operator's disk.

    Raises:
        BadFile: `unreadable` as well when there is no such file.
        BadUpload, BadTemplate: as `read`.
    """
    if ending_of(path.name) != packages.ENDING:
        files.kind_of(path)
        return Incoming(path.name, files.read(path.name, path.read_bytes()))
    try:
        with path.open("rb") as file:
            content = file.read(packages.LIMITS.file_bytes + 1)
    except OSError as error:
        problem = "cannot_open" if path.is_file() else "no_file"
        detail = text.FILE_PROBLEMS[problem]
        raise BadFile("unreadable", file=path.name, line=0, detail=detail) from error
    return _of_package(path.name, content)


def _of_package(name: str, content: bytes) -> Incoming:
    members = {one.path: one for one in _members(name, content)}
    seed = files.read_upload(packages.CAMPAIGN, members[packages.CAMPAIGN].content)
    if not isinstance(seed, CampaignSeed):
        raise BadUpload("package_lacks", file=name, name=packages.CAMPAIGN)
    outline = members.get(packages.OUTLINE)
    return Incoming(
        name,
        seed,
        _outline(outline.content) if outline else None,
        {
            paper: _template(paper, members[path])
            for paper, path in packages.TEMPLATES.items()
            if path in members
        },
    )


def _members(name: str, content: bytes) -> list[Member]:
    """The files of a package, each as its manifest says; an inspecting process opens it."""
    held = file_checks.content(BytesIO(content), name, packages.LIMITS)
    asked = {"name": name, "limits": asdict(packages.LIMITS)}
    found = pool.pool().inspected(_PACKAGES, held, asked, file=name)
    listed: Any = found.facts["members"]
    members, at = [], 0
    for path, size, called in listed:
        members.append(Member(str(path), found.content[at : at + size], str(called)))
        at += size
    return members


def _outline(content: bytes) -> Outline:
    lined = outlines.received(content, packages.OUTLINE)
    return Outline(content.decode("utf-8-sig"), lined)


def _template(paper: Paper, member: Member) -> CheckedFile:
    name = member.name or Path(member.path).name
    return paper_templates.check_template(paper, Upload(name, BytesIO(member.content)))


def _last(name: str) -> str:
    """Whatever way a browser spells where the file lies."""
    return Path(name.replace("\\", "/")).name or "tep.yaml"
