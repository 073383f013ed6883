"""What the pages are filled with: nothing yet, the demo, or the demo with everything long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lib.domain.campaigns import CampaignSeed
from lib.domain.units import UnitSeed, UnitType
from lib.services.campaigns import files
from lib.services.demo import demo, demo_data
from lib.services.demo.demo_data import Cast, Words
from lib.services.operation import runtime
from tests.browser import office
from tests.cast import PASSWORD

_NOTE = office.LONG_TEXT[:900]
_UNIT = " thuộc Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp"
_PLACE = " trên địa bàn các huyện miền núi, vùng sâu, vùng xa, biên giới của tỉnh Cao Bằng"
_TITLE = (
    "; tổng hợp, đánh giá kết quả theo từng cơ quan, phòng, đơn vị trực thuộc và báo cáo Ban Chỉ "
    "đạo, Hội đồng Thi đua - Khen thưởng, Ủy ban bầu cử tỉnh theo đúng thời hạn quy định"
)
_TIMES = 4
_MORE_UNITS = 30


def empty(path: Path) -> None:
    """An installation just set up: people and a plan, of which nothing has been done."""
    with closing(runtime.open_migrated(str(path), create=True)) as db:
        office.begin(db)


def full(path: Path) -> None:
    """The demo."""
    demo.build(path, PASSWORD)


def long(path: Path) -> None:
    """The same acts by the same services, but with much to read in each, and more of them."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, change in (
            (files, "units_from_file", _units),
            (files, "campaign_from_file", _campaign),
            (demo_data, "cast", _cast),
            (demo_data, "words", _words),
            (demo_data, "nominations", _nominations),
            (demo_data, "documents", _documents),
            (demo_data, "opinions", _opinions),
        ):
            patch.setattr(module, name, _changed(getattr(module, name), change))
        demo.build(path, PASSWORD)


FILLINGS: Mapping[str, Callable[[Path], None]] = {"empty": empty, "full": full, "long": long}


def _changed(made: Callable[..., Any], change: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda *given: change(made(*given))


def _units(seeds: list[UnitSeed]) -> list[UnitSeed]:
    more = [
        UnitSeed(f"BQL{n:02}", f"Ban Quản lý số {n}", f"Ban {n}", UnitType.LEADERSHIP, 50 + n)
        for n in range(_MORE_UNITS)
    ]
    return [
        replace(one, name=one.name + _UNIT + _PLACE, short_name=(one.short_name + _UNIT)[:40])
        for one in (*seeds, *more)
    ]


def _campaign(seed: CampaignSeed) -> CampaignSeed:
    return replace(
        seed,
        short_title=seed.short_title + _PLACE,
        groups=tuple(replace(one, short_title=one.short_title + _PLACE) for one in seed.groups),
        tasks=tuple(
            replace(one, title=one.title + _TITLE, short_title=one.short_title + _PLACE)
            for one in seed.tasks
        ),
    )


def _cast(cast: Cast) -> Cast:
    people = [
        replace(one, full_name=f"Công Tằng Tôn Nữ {one.full_name} Phương Nghi Bảo Khánh")
        for one in cast.people
    ]
    return replace(cast, people=tuple(people))


def _words(words: Words) -> Words:
    def much(notes: Any) -> list[str]:
        return [f"{note} {_NOTE}" for note in notes]

    return replace(
        words,
        notes={code: much(notes) for code, notes in words.notes.items()},
        nil_notes=much(words.nil_notes),
        returns=much(words.returns),
        resent_notes=much(words.resent_notes),
    )


def _nominations(data: dict[str, Any]) -> dict[str, Any]:
    told = [_nomination(one, n) for n in range(_TIMES) for one in data["nominations"]]
    meeting = {**data["meeting"], "conclusion": f"{data['meeting']['conclusion']} {_NOTE}"}
    decision = {**data["decision"], "title": data["decision"]["title"] + _PLACE}
    return {**data, "nominations": told, "meeting": meeting, "decision": decision}


def _documents(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "documents": [_longer(one, "abstract", "issuer") for one in data["documents"]]}


def _opinions(data: dict[str, Any]) -> dict[str, Any]:
    hidden = data["anonymous"]
    return {
        **data,
        "anonymous": {**hidden, "opinions": [_longer(one, "text") for one in hidden["opinions"]]},
        "named": [_longer(one, "text") for one in data["named"]],
        "steps": [_longer(one, "answer", "about", "to") for one in data["steps"]],
        "notices": [_longer(one, "source", "content", "to") for one in data["notices"]],
    }


def _longer(told: dict[str, Any], *keys: str) -> dict[str, Any]:
    """With more in each text that there is: a note in what may be long, a place in the rest."""
    more = {"text": _NOTE, "answer": _NOTE, "content": _NOTE}
    return {
        key: f"{value} {more.get(key, _PLACE)}".strip() if key in keys and value else value
        for key, value in told.items()
    }


def _nomination(one: dict[str, Any], n: int) -> dict[str, Any]:
    answers = dict(one["answers"])
    for key, more in (
        ("ho_ten", f" Phương Nghi Bảo Khánh {'I' * n}"),
        ("ten_tap_the", f"{_UNIT}{_PLACE} {'I' * n}"),
        ("don_vi_cong_tac", _UNIT),
        ("chuc_vu", _UNIT),
        ("thanh_tich", f" {_NOTE}"),
    ):
        if key in answers:
            answers[key] = f"{answers[key]}{more}".strip()
    return {**one, "answers": answers}
