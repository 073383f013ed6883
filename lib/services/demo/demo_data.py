"""data/demo: who works in the demo, and what they write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from lib.config import ROOT
from lib.domain.access import Role
from lib.domain.agency import Agency

FOLDER: Final = ROOT / "data" / "demo"


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    full_name: str
    unit: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Cast:
    """people.yaml; head counts and paces by unit code."""

    agency: Agency
    headcounts: Mapping[str, int]
    paces: Mapping[str, float]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that somebody attaches: its kind (a scan or a photo), its name, what stands on it."""

    kind: str
    name: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Words:
    """words.yaml."""

    notes: Mapping[str, Sequence[str]]
    nil_notes: Sequence[str]
    details: Sequence[str]
    returns: Sequence[str]
    resent_notes: Sequence[str]
    lower_reason: str
    totals: Mapping[str, Sequence[int]]
    reports: Mapping[str, Mapping[str, str]]
    """What units write in their own reports, by unit code."""
    evidence: Mapping[str, Sequence[Paper]]
    stray: Paper


def cast() -> Cast:
    data = _yaml("people.yaml")
    return Cast(
        agency=Agency(**data["agency"]),
        headcounts={code: unit["headcount"] for code, unit in data["units"].items()},
        paces={code: unit["pace"] for code, unit in data["units"].items()},
        people=tuple(
            Person(**{**one, "roles": frozenset(map(Role, one["roles"]))}) for one in data["people"]
        ),
    )


def words() -> Words:
    data = _yaml("words.yaml")
    evidence = {
        code: [Paper(**paper) for paper in papers] for code, papers in data["evidence"].items()
    }
    return Words(**{**data, "evidence": evidence, "stray": Paper(**data["stray"])})


def nominations() -> dict[str, Any]:
    """nominations.yaml as it stands; services/demo_awards.py gives it its types."""
    return dict(_yaml("nominations.yaml"))


def evaluations() -> dict[str, Any]:
    """evaluations.yaml as it stands; services/demo_evaluations.py gives it its types."""
    return dict(_yaml("evaluations.yaml"))


def report() -> dict[str, Any]:
    """report.yaml as it stands; services/demo_report.py gives it its types."""
    return dict(_yaml("report.yaml"))


def documents() -> dict[str, Any]:
    """documents.yaml as it stands; services/demo_documents.py gives it its types."""
    return dict(_yaml("documents.yaml"))


def opinions() -> dict[str, Any]:
    """opinions.yaml as it stands; services/demo_opinions.py gives it its types."""
    return dict(_yaml("opinions.yaml"))


def comments() -> dict[str, Any]:
    """comments.yaml as it stands; services/demo_comments.py gives it its types."""
    return dict(_yaml("comments.yaml"))


def own_tasks() -> dict[str, Any]:
    """own_tasks.yaml as it stands; services/demo_own_tasks.py gives it its types."""
    return dict(_yaml("own_tasks.yaml"))


def _yaml(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
