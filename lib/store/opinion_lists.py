"""Opinions and notices of false information as exports and reports list them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from lib.domain.notices import CONTENT, LINK, SOURCE
from lib.domain.opinion_lines import NoticeLine, OpinionLine
from lib.domain.opinions import SMALLEST_GROUP, TEXT, TOPIC
from lib.store.engine.db import Reader

# Keys of named ones tell their time: what is sorted by them must not.
_OPINIONS: Final = """
    SELECT answers, account_id IS NOT NULL, received_on, state, label, answer, public_about,
        answered_on, forwarded_to, forwarded_on, closed_reason
    FROM opinions
    WHERE campaign_id = $1
    ORDER BY md5(CAST(opinion_id AS VARCHAR))
"""
_NOTICES: Final = """
    SELECT number, unit_id, answers, sha256 IS NOT NULL, received_on, state, forwarded_to,
        forwarded_on, closed_reason
    FROM notices
    WHERE campaign_id = $1
    ORDER BY number
"""


def opinion_lines(
    tx: Reader, campaign_id: UUID, topics: Mapping[str, str]
) -> tuple[OpinionLine, ...]:
    """All of them by topic, within one in no order that tells anything.

    Args:
        topics: key -> words, in their order.
    """
    rows = tx.rows(_OPINIONS, [campaign_id])
    hidden = Counter(row[2] for row in rows if not row[1])
    order = {words: place for place, words in enumerate(topics.values())}
    lines = []
    for row in rows:
        answers, is_named, received_on = json.loads(row[0]), bool(row[1]), row[2]
        is_told = is_named or hidden[received_on] >= SMALLEST_GROUP
        key = str(answers[TOPIC])
        lines.append(
            OpinionLine(
                topic=topics.get(key, key),
                text=str(answers[TEXT]),
                is_named=is_named,
                received_on=_iso(received_on) if is_told else "",
                state=row[3],
                label=row[4],
                answer=row[5],
                public_about=row[6],
                answered_on=_iso(row[7]),
                forwarded_to=row[8],
                forwarded_on=_iso(row[9]),
                closed_reason=row[10],
            )
        )
    return tuple(sorted(lines, key=lambda line: order.get(line.topic, len(order))))


def notice_lines(tx: Reader, campaign_id: UUID) -> tuple[NoticeLine, ...]:
    """All of them by number."""
    lines = []
    for row in tx.rows(_NOTICES, [campaign_id]):
        answers = json.loads(row[2])
        lines.append(
            NoticeLine(
                number=row[0],
                unit_id=row[1],
                source=answers[SOURCE],
                links=tuple(answers.get(LINK, ())),
                content=answers[CONTENT],
                has_picture=row[3],
                received_on=_iso(row[4]),
                state=row[5],
                forwarded_to=row[6],
                forwarded_on=_iso(row[7]),
                closed_reason=row[8],
            )
        )
    return tuple(lines)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
