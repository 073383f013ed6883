"""The questions of nominations in a campaign's file: what is wrong is told by its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from lib.domain.nominations import AWARD, Subject
from lib.domain.plan_drafts import NOMINATION_FORMS
from lib.errors import BadFile
from lib.services.campaigns import file_writing, files, own_questions, yaml_lines
from tests.small_campaign import SEED

CODE = "TD-NHO"


def content(work=None) -> bytes:
    """A file with our own questions, changed by the work."""
    forms = {}
    for one in Subject:
        path = own_questions.FOLDER / f"nomination-{one.value}.yaml"
        forms[one.value] = yaml.safe_load(path.read_text(encoding="utf-8"))["fields"]
    if work is not None:
        work(forms)
    seed = replace(SEED, code=CODE, details={**SEED.details, NOMINATION_FORMS: forms})
    return file_writing.written(seed)


def drop(key):
    def work(forms):
        forms["individual"] = [one for one in forms["individual"] if one["key"] != key]

    return work


def put(key, **values):
    def work(forms):
        (found,) = [one for one in forms["individual"] if one["key"] == key]
        found.update(values)

    return work


def no_persons(forms):
    forms["individual"] = "x"


def test_our_own_are_taken_and_written_as_they_came():
    assert file_writing.written(files.read("a.yaml", content())) == content()


@pytest.mark.parametrize(
    ("work", "said", "line"),
    [
        (drop("thanh_tich"), "Thiếu câu hỏi “thanh_tich”", "    individual:"),
        (put("chuc_vu", kind="long_text"), "phải thuộc loại short_text", "    - key: chuc_vu"),
        (put("thanh_tich", required=False), "phải có required: true", "    - key: thanh_tich"),
        (put("da_khen", retired=True), "luôn phải hỏi", "    - key: da_khen"),
        (
            put("gioi_tinh", choices=[{"key": "nam", "label": "Nam"}]),
            "phải có lựa chọn “nu”",
            "    - key: gioi_tinh",
        ),
        (
            put(AWARD, choices=[{"key": "gk", "label": "Giấy khen"}]),
            "phải ghi choices: award_forms",
            "      choices:",
        ),
        (put("chuc_vu", kind="la"), "Trường “chuc_vu”, mục “kind”", "      kind: la"),
        (put("chuc_vu", la=1), "Trường “chuc_vu”, mục “la”", "      la: 1"),
        (lambda forms: forms.update(nguoi=[]), "Không có mục nào tên “nguoi”", "    nguoi: []"),
        (
            lambda forms: forms.update(collective=[]),
            "“collective” không được để trống",
            "    collective: []",
        ),
        (no_persons, "“individual” phải là một danh sách", "    individual: x"),
        (
            lambda forms: forms.update(collective=["x"]),
            "“collective” phải là một nhóm các mục con",
            "    - x",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(work, said, line):
    given = content(work)

    with pytest.raises(BadFile) as why:
        files.read("a.yaml", given)

    assert said in why.value.facts["detail"]
    lines = given.decode().splitlines()
    begun = next(n for n, one in enumerate(lines) if f"{NOMINATION_FORMS}:" in one)
    at = why.value.facts["line"]
    assert at > begun
    assert lines[at - 1] == line


def test_a_campaign_without_an_award_for_persons_is_told_at_their_question():
    told = yaml_lines.parse("a.yaml", content()).data
    told["details"]["award_forms"] = [
        {"code": "GK", "name": "Giấy khen", "level": "so", "for": ["tap_the"]}
    ]

    with pytest.raises(BadFile) as why:
        files.read("a.yaml", file_writing.as_yaml(told).encode())
    assert f"Trường “{AWARD}”, mục “choices”" in why.value.facts["detail"]
