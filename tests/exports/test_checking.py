"""Templates of the Office: what they may ask for, and everything else by its name."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from lib.domain.papers.papers import Paper
from lib.exports.docx.filling import checking
from lib.exports.docx.filling.faults import Fault, Reason
from lib.exports.docx.writing import package
from lib.exports.docx.writing.package import Section
from lib.exports.docx.writing.pieces import each, paragraph
from tests.exports import papers_made

LETTER = Paper.OFFICE_SUBMISSION


def template(*pieces: str, title: str = "") -> bytes:
    return package.docx(title, [Section("".join(pieces))])


def said(text: str) -> bytes:
    return template(paragraph("Body", text))


def with_part(content: bytes, name: str, told: bytes) -> bytes:
    """The file with one part added or changed."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(written, "w") as after,
    ):
        for one in before.namelist():
            if one != name:
                after.writestr(one, before.read(one))
        after.writestr(name, told)
    return written.getvalue()


@pytest.mark.parametrize("paper", Paper)
def test_our_own_templates_are_good(paper: Paper) -> None:
    assert checking.faults(paper, papers_made.template(paper)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ agency.name }} {{ award.short_name|upper }}",
        "{% for one in collectives %}{{ loop.index }}. {{ one.votes.agreed }}{% endfor %}",
        "{% for one in council.members if_any %}".replace(" if_any", "")
        + "{{ one.line }}{% endfor %}",
        "{% if not collectives and individuals or true %}x{% elif law.is_suggested %}y{% endif %}",
        "{{ 'a' if campaign.revision > 3 else 'b' }}",
        "{{ office.signer.name ~ ', ' ~ office.name }}",
    ],
)
def test_fields_conditions_and_lists_are_taken(text: str) -> None:
    assert checking.faults(LETTER, said(text)) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ nguoi_ky }}", "nguoi_ky"),
        ("{{ agency.headr }}", "agency.headr"),
        ("{{ council.chair.age }}", "council.chair.age"),
        ("{% for one in individuals %}{{ one.cccd }}{% endfor %}", "one.cccd"),
        ("{% for one in people %}{{ one.name }}{% endfor %}", "people"),
        ("{{ collectives.name }}", "collectives.name"),
        ("{{ agency.name.size }}", "agency.name.size"),
        ("{{ individual.name }}", "individual"),
        ("{{ unit.name }}", "unit"),
        ("{% if agency.nothing %}x{% endif %}", "agency.nothing"),
        ("{{ loop.index }}", "loop"),
        ("{% for one in bases %}{{ loop.cycle }}{% endfor %}", "loop.cycle"),
    ],
)
def test_an_unknown_field_is_told_by_its_name(text: str, name: str) -> None:
    assert checking.faults(LETTER, said(text)) == [Fault(Reason.UNKNOWN_FIELD, name)]


def test_all_unknown_fields_are_told_once() -> None:
    found = checking.faults(LETTER, said("{{ mot }} {{ hai.ba }} {{ mot }}"))

    assert [fault.name for fault in found] == ["mot", "hai"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ agency.__class__ }}",
        "{{ agency['__class__'] }}",
        "{{ agency.name.upper() }}",
        "{{ range(10) }}",
        "{{ lipsum(99) }}",
        "{{ cycler('a') }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 // 2 }}",
        "{{ campaign.revision + 1 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ agency.name|attr('__class__') }}",
        "{{ agency.name|replace('a', 'b') }}",
        "{{ collectives|sort(attribute='name') }}",
        "{{ agency is mapping }}",
        "{{ [1, 2] }}",
        "{% for one in 'abc' %}x{% endfor %}",
        "{% for one in bases if one.is_suggested %}x{% endfor %}",
        "{% for one in bases recursive %}x{% endfor %}",
        "{% for a, b in bases %}x{% endfor %}",
        "{% set x = 1 %}",
        "{% macro x() %}{% endmacro %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with x = 1 %}{% endwith %}",
    ],
)
def test_whatever_acts_is_refused(text: str) -> None:
    found = checking.faults(LETTER, said(text))

    assert Reason.CODE in {fault.reason for fault in found}


def test_lists_within_lists_without_end_are_refused() -> None:
    loops = [f"for a{number} in individuals" for number in range(8)]
    bomb = "".join(f"{{% {one} %}}" for one in loops) + "x" + "{% endfor %}" * len(loops)

    assert checking.faults(LETTER, said(bomb)) == [Fault(Reason.CODE, "for")]


@pytest.mark.parametrize(
    "text", ["{{ agency.name", "{% if agency %}x", "{% endfor %}", "{{ 1 + }}"]
)
def test_broken_marks_are_told(text: str) -> None:
    assert [fault.reason for fault in checking.faults(LETTER, said(text))] == [Reason.SYNTAX]


def test_marks_that_break_the_file_are_told() -> None:
    torn = paragraph("Body", "{%p for one in bases %}") + paragraph("Body", "a{% endfor %}b")

    assert checking.faults(LETTER, template(torn)) == [Fault(Reason.BROKEN, "XMLSyntaxError")]


def test_heads_feet_and_properties_are_looked_into() -> None:
    name = "word/header1.xml"
    good = papers_made.template(LETTER)
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        head = package.read(name)
    marked = re.sub(rb"<w:t>2</w:t>", b"<w:t>{{ trang }}</w:t>", head)

    assert checking.faults(LETTER, with_part(good, name, marked)) == [
        Fault(Reason.UNKNOWN_FIELD, "trang")
    ]
    assert checking.faults(LETTER, template(title="{{ ten }}")) == [
        Fault(Reason.UNKNOWN_FIELD, "ten")
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_document_is_told(content: bytes) -> None:
    assert [fault.reason for fault in checking.faults(LETTER, content)] == [Reason.BROKEN]


def test_a_document_without_its_main_part_is_told() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")

    assert [one.reason for one in checking.faults(LETTER, written.getvalue())] == [Reason.BROKEN]


def test_the_report_is_tried_with_either_kind_of_nominee() -> None:
    alone = template(paragraph("Body", "{{ individual.name }}"))

    found = checking.faults(Paper.ACHIEVEMENT_REPORT, alone)

    assert found == [Fault(Reason.BROKEN, "UndefinedError")]


def test_a_list_may_be_made_of_paragraphs() -> None:
    loop = each("one in bases", paragraph("Body", "{{ one.text }}"))

    assert checking.faults(LETTER, template(loop)) == []
