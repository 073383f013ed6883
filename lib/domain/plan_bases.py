"""The legal bases of a plan as records with codes, without which a campaign file lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lib.domain.forms import keys

Body = Mapping[str, Any]
BASES: Final = "bases"
"""Under which name a plan that is changed has all of them, whatever list they stand in."""
LIST: Final = "list"
OF_PLAN, OF_NOW = "legal_basis", "legal_basis_current"
"""The lists of a file: what held when the campaign was called, and what papers of today cite."""
_OURS: Final = frozenset({"code", LIST})
KINDS: Final = (
    ("bộ luật", "luat"), ("luật", "luat"), ("nghị định", "nghi_dinh"), ("thông tư", "thong_tu"),
    ("chỉ thị", "chi_thi"), ("quyết định", "quyet_dinh"), ("nghị quyết", "nghi_quyet"),
    ("kế hoạch", "ke_hoach"), ("hướng dẫn", "huong_dan"), ("công văn", "cong_van"),
)  # fmt: skip
"""By what words a document calls itself, its kind in a campaign file."""
OTHER: Final = "van_ban"


def kind_of(words: str) -> str:
    """The kind of a document by its first words: "Nghị định" gives nghi_dinh."""
    begun = words.strip().lower()
    return next((key for told, key in KINDS if begun.startswith(told)), OTHER)


def keyed(content: Body) -> dict[str, Any]:
    """A plan whose bases have codes, and each the list it stands in."""
    details = content.get("details", {})
    found: list[dict[str, Any]] = []
    for listed in (OF_PLAN, OF_NOW):
        for one in details.get(listed) or ():
            if isinstance(one, Mapping) and one.get("cite"):
                code = code_of(one, (each["code"] for each in found))
                found.append({**one, "code": code, LIST: listed})
    return {**content, BASES: found}


def as_file(content: Body) -> dict[str, Any]:
    """The same as a campaign file has it."""
    made = {key: value for key, value in content.items() if key != BASES}
    details = {**content.get("details", {})}
    for listed in (OF_PLAN, OF_NOW):
        told = [_plain(one) for one in content.get(BASES, ()) if one[LIST] == listed]
        if told or listed in details:
            details[listed] = told
    return {**made, "details": details}


def code_of(basis: Body, taken: Iterable[str]) -> str:
    """A code of its first number, else of its words: "03/CT-UBND" gives so_03_ct_ubnd."""
    others = {*taken}
    numbers = basis.get("numbers")
    told = numbers[0] if isinstance(numbers, list) and numbers else basis["cite"]
    return keys.key_of(str(told), lambda key: key not in others, begin="so")


def _plain(basis: Body) -> dict[str, Any]:
    return {key: value for key, value in basis.items() if key not in _OURS}
