"""Points to read: side by side under each criterion, what backs them, and the ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import streamlit as st

from lib.domain import evaluation_points
from lib.domain.access import Actor
from lib.domain.evaluation_points import Scheme, Score, Scores
from lib.domain.evaluation_ranking import Placed
from lib.domain.evaluation_rules import Rules
from lib.domain.evaluations import Evaluation, Judgement
from lib.domain.list_choices import pages_of
from lib.services.evaluation.evaluation_list import PAGE_ROWS
from lib.services.evaluation.point_fields import Offered
from lib.services.evaluation.ranking import GroupRanking
from lib.text import points as words
from lib.ui.kit import paging
from lib.ui.kit.markdown import plain
from lib.web.evidence import url

_PAGE: Final = "trang_hang"
_TIED: Final = 5
"""How many units with as many points are named beside each."""
# With spaces that do not break: a heading is as wide as its words.
_OWN, _PROPOSED, _CONCLUDED = "Tự\u00a0chấm", "Đề\u00a0xuất", "Kết\u00a0luận"


def compared(rules: Rules, said: Evaluation, offered: Offered) -> None:
    """What each side has given, a row for each criterion; nothing where nobody has."""
    scheme = rules.scheme
    told = ((_OWN, said.own), (_PROPOSED, said.proposal), (_CONCLUDED, said.conclusion))
    given = [(title, one) for title, one in told if one is not None and one.scores]
    if scheme is None or not given:
        return
    marked = words.SUGGESTED if scheme.is_suggested else ""
    rows = [
        ["Tiêu chí", *(title for title, _ in given)],
        ["---", *["---:"] * len(given)],
        *_rows(scheme, given),
        ["**Tổng điểm**", *(f"**{_total(scheme, one.scores)}**" for _, one in given)],
    ]
    st.markdown(f"**Điểm theo tiêu chí{marked}**\n\n{_table(rows)}")
    notes = _notes(scheme, given, offered)
    if notes:
        st.markdown("\n".join(notes))


def scheme_of(rules: Rules) -> None:
    """By what units are given points and ranked; nothing where they are not."""
    scheme = rules.scheme
    if scheme is None:
        return
    marked = words.SUGGESTED if scheme.is_suggested else ""
    lines = [f"**Chấm điểm{marked}**", ""]
    lines += [
        f"- {plain(words.criterion_words(number, one))}"
        for number, one in enumerate(scheme.criteria, start=1)
    ]
    lines += [f"- Xếp hạng riêng: {plain(words.group_words(one))}" for one in scheme.groups]
    st.markdown("\n".join(lines))
    st.caption(f"{words.tie_rule_words(scheme, rules.ties)} Phần này sửa trong tệp của phong trào.")


def opinion(rules: Rules, judgement: Judgement) -> None:
    """A colleague's points, in a line for each criterion."""
    scheme = rules.scheme
    if scheme is None or not judgement.scores:
        return
    lines = []
    for number, one in enumerate(scheme.criteria, start=1):
        points = evaluation_points.points_of(judgement.scores, one.code)
        if points is not None:
            lines.append(f"- Tiêu chí {number}: {words.points_words(one, points)}"
                         f"{_why(_score(judgement.scores, one.code))}")  # fmt: skip
    st.markdown("\n".join([*lines, f"- Tổng: {words.total_words(scheme, judgement.scores)}"]))


def beside(scheme: Scheme, said: Judgement | None, title: str) -> dict[str, str]:
    """By criterion what was given before, to stand above the fields."""
    if said is None:
        return {}
    return {
        one.code: f":small[{title}: {words.points_words(one, score.points)}]"
        for one in scheme.criteria
        if (score := _score(said.scores, one.code)) is not None
    }


def ranking(
    actor: Actor, rules: Rules, rankings: Sequence[GroupRanking], *, own: UUID | None = None
) -> None:
    """Each group from the first to the last, page by page, and by what rule.

    Args:
        own: the unit that reads it.
    """
    scheme = rules.scheme
    if scheme is None or not rankings:
        return
    for one in rankings:
        st.markdown(f"**Xếp hạng {plain(one.group.name)}**")
        if not one.is_whole:
            st.caption(words.NOT_WHOLE.format(count=len(one.placed), all=len(one.units)))
        if one.placed:
            _placed(actor, one, own)
    st.caption(words.tie_rule_words(scheme, rules.ties))


def _placed(actor: Actor, one: GroupRanking, own: UUID | None) -> None:
    """A page of the group; it begins with the one that the reader's own unit stands on."""
    key = f"{_PAGE}_{one.group.code}"
    length = actor.lists.page_rows(PAGE_ROWS)
    pages = pages_of(len(one.placed), length)
    if own and pages > 1 and key not in st.session_state and key not in st.query_params:
        places = (place for place, each in enumerate(one.placed) if each.unit_id == own)
        st.session_state[key] = next(places, 0) // length + 1
    asked = paging.asked(key)
    first = (asked - 1) * length if asked <= pages else 0
    shown = one.placed[first : first + length]
    head = [["Hạng", "Đơn vị", "Điểm"], ["---:", "---", "---:"]]
    st.markdown(_table([*head, *_ranks(one, shown, own)]))
    ties = _ties(one, shown)
    if ties:
        st.markdown("\n".join(f"- :small[{plain(told)}]" for told in ties))
    paging.draw(pages, key, actor, usual=PAGE_ROWS, shown=len(shown))


def _rows(scheme: Scheme, given: Sequence[tuple[str, Judgement]]) -> list[list[str]]:
    return [
        [
            plain(words.criterion_words(number, one)),
            *(
                words.points_words(one, evaluation_points.points_of(said.scores, one.code)) or "–"
                for _, said in given
            ),
        ]
        for number, one in enumerate(scheme.criteria, start=1)
    ]


def _notes(scheme: Scheme, given: Sequence[tuple[str, Judgement]], offered: Offered) -> list[str]:
    """What backs the points, and why they differ, criterion by criterion."""
    lines = []
    for number, one in enumerate(scheme.criteria, start=1):
        for title, said in given:
            score = _score(said.scores, one.code)
            if score is not None and (score.note or score.evidence):
                told = f"{_why(score)}{_files(score, one.code, offered)}"
                lines.append(f"- Tiêu chí {number}, {title.lower()}{told}")
    return lines


def _why(score: Score | None) -> str:
    return f": {plain(' '.join(score.note.split()))}" if score is not None and score.note else ""


def _files(score: Score, code: str, offered: Offered) -> str:
    """The files as links; those no longer among the unit's are told as such."""
    known = {one.evidence_id: one for one in offered.get(code, ())}
    told = [
        f"[{plain(found.title)}]({url(found.evidence_id, found.revision_no)})"
        if (found := known.get(one)) is not None
        else "tệp đã gỡ"
        for one in score.evidence
    ]
    return f" · minh chứng: {', '.join(told)}" if told else ""


def _ranks(one: GroupRanking, shown: Sequence[Placed], own: UUID | None) -> list[list[str]]:
    rows = []
    for placed in shown:
        cells = [
            str(placed.rank),
            plain(one.units[placed.unit_id].short_name),
            words.total_number(placed.total),
        ]
        rows.append([f"**{cell}**" for cell in cells] if placed.unit_id == own else cells)
    return rows


def _ties(one: GroupRanking, shown: Sequence[Placed]) -> list[str]:
    """How the rule came to the ranks of those with equal points."""
    sharing = Counter(placed.rank for placed in one.placed)
    lines = []
    for placed in shown:
        names = [one.units[unit_id].short_name for unit_id in placed.tied[:_TIED]]
        told = words.tie_words(
            names, placed.figures, is_shared=sharing[placed.rank] > 1,
            more=len(placed.tied) - len(names),
        )  # fmt: skip
        if told:
            lines.append(f"{one.units[placed.unit_id].short_name}: {told}")
    return lines


def _score(scores: Scores, code: str) -> Score | None:
    return next((one for one in scores if one.code == code), None)


def _total(scheme: Scheme, scores: Scores) -> str:
    return words.total_number(evaluation_points.total(scheme, scores))


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
