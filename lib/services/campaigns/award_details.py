"""What a campaign settles about awards, as its details hold it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lib.domain.nomination_workflow import Level
from lib.domain.nominations import AwardForm, AwardRules, PassBase, Subject

_LEVELS = {"so": Level.AGENCY, "tinh": Level.PROVINCE}
_SUBJECTS = {"tap_the": Subject.COLLECTIVE, "ca_nhan": Subject.INDIVIDUAL}
_BASES = {"tong_so_thanh_vien": PassBase.ALL, "so_du_hop": PassBase.PRESENT}
ONE_AWARD, REVIEW = "one_form_per_achievement", "warn_if_under_discipline_or_verification"
"""The warnings among `award_rules`."""
USUAL: Final[tuple[Mapping[str, Any], ...]] = (
    {
        "code": "GK", "name": "Giấy khen của Giám đốc Sở", "level": "so",
        "for": ["tap_the", "ca_nhan"], "decided_by": "Giám đốc Sở", "suggested": True,
    },
    {
        "code": "BK", "name": "Bằng khen của Chủ tịch UBND tỉnh", "level": "tinh",
        "for": ["tap_the", "ca_nhan"], "decided_by": "Chủ tịch UBND tỉnh", "suggested": True,
    },
)  # fmt: skip
"""What every agency may award and propose by law, where a campaign names nothing of its own."""


def from_details(details: Mapping[str, Any]) -> AwardRules:
    """The rules that a campaign's details hold; whatever is not there or not usable stays open."""
    council = _mapping(details.get("council"))
    awards = _mapping(details.get("award_rules"))
    share = awards.get("min_direct_worker_share_percent")
    percent = council.get("pass_percent")
    given = details.get("award_forms") or ()
    listed = [_award(one) for one in given if isinstance(one, Mapping)]
    usual = [_award(one) for one in USUAL]
    return AwardRules(
        award_forms=tuple(filter(None, listed)) or tuple(filter(None, usual)),
        direct_share=share if isinstance(share, int) else None,
        quorum=str(council.get("quorum_fraction") or "2/3"),
        pass_percent=None if percent is None else str(percent),
        pass_base=_BASES.get(str(council.get("pass_base")), PassBase.ALL),
        legal_basis=str(council.get("legal_basis") or council.get("note") or ""),
        warns_of_twice=is_on(awards, ONE_AWARD),
        warns_of_review=is_on(awards, REVIEW),
    )


def is_on(awards: Mapping[str, Any], setting: str) -> bool:
    """Whether a campaign wants a warning; unless it says no, it does."""
    return awards.get(setting) is not False


def _award(data: Mapping[str, Any]) -> AwardForm | None:
    level = _LEVELS.get(str(data.get("level")))
    subjects = frozenset(_SUBJECTS[one] for one in data.get("for", ()) if one in _SUBJECTS)
    code, name = str(data.get("code", "")), str(data.get("name", ""))
    if level is None or not subjects or not code.isalnum() or not name:
        return None
    return AwardForm(
        code,
        name,
        level,
        subjects,
        str(data.get("decided_by", "")),
        is_suggested=bool(data.get("suggested")),
    )


def _mapping(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}
