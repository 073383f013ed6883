"""`make templates`: write the tracked templates anew; a test holds them to this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from lib import text
from lib.domain.papers.papers import Paper
from lib.exports.docx.templates import (
    acknowledgements,
    brief,
    closing,
    enclosures,
    letters,
    minutes,
    notice,
    unit_report,
    urging,
)
from lib.exports.docx.writing import package
from lib.exports.docx.writing.package import Section

FOLDER: Final = Path(__file__).parents[4] / "data" / "templates"
_SECTIONS: Final[Mapping[Paper, Callable[[], list[Section]]]] = {
    Paper.AWARD_LIST: enclosures.award_list,
    Paper.COUNCIL_MINUTES: minutes.council_minutes,
    Paper.OFFICE_SUBMISSION: letters.office_submission,
    Paper.DECISION: letters.decision,
    Paper.PROVINCE_SUBMISSION: letters.province_submission,
    Paper.ACHIEVEMENT_REPORT: enclosures.achievement_report,
    Paper.UNIT_MINUTES: minutes.unit_minutes,
    Paper.UNIT_LIST: enclosures.unit_list,
    Paper.UNIT_SUBMISSION: enclosures.unit_submission,
    Paper.CLOSING_REPORT: closing.closing_report,
    Paper.UNIT_REPORT: unit_report.unit_report,
    Paper.RESULT_NOTICE: notice.result_notice,
    Paper.LEADER_BRIEF: brief.leader_brief,
    Paper.ACKNOWLEDGEMENT_LIST: acknowledgements.acknowledgement_list,
    Paper.URGING_LETTER: urging.urging_letter,
}


def template(paper: Paper) -> bytes:
    """The paper's template, made anew."""
    return package.docx(text.PAPERS[paper], _SECTIONS[paper]())


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for paper in Paper:
        (FOLDER / f"{paper}.docx").write_bytes(template(paper))


if __name__ == "__main__":
    main()
