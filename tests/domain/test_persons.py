"""Which account is a nominee's, as far as a name can tell."""

from __future__ import annotations

from uuid import UUID

import pytest

from lib.domain.persons import Named, account_of, is_written_alike, list_key

HERE, THERE = UUID(int=1), UUID(int=2)
TUAN = Named(UUID(int=11), HERE, "Trần Văn Tuấn")


def test_case_and_blanks_make_no_second_entry_but_accents_do():
    assert list_key("  NGUYỄN  văn ĐỨC ") == list_key("Nguyễn Văn Đức")
    assert list_key("Nguyễn Văn Đức") == list_key("Nguye\u0302\u0303n Văn Đức")
    assert list_key("Trần Văn Tuấn") != list_key("Trần Văn Tuân")


@pytest.mark.parametrize(
    "typed",
    [
        "Trần Văn Tuấn", "TRẦN VĂN TUẤN", "Đồng chí Trần Văn Tuấn", "Trần Văn Tuấn (Phó Giám đốc)",
        "tran van tuan", "Văn Tuấn Trần", "Ông Trần Văn Tuấn, Phó Giám đốc",
    ],
)  # fmt: skip
def test_a_name_however_typed_leads_to_its_account(typed):
    assert account_of(typed, HERE, [TUAN]) == TUAN.account_id


@pytest.mark.parametrize("typed", ["Trần Văn Tuân", "Trần Văn Tuấn Anh", "Tuấn", ""])
def test_another_name_leads_to_none(typed):
    assert account_of(typed, HERE, [TUAN]) is None


def test_the_units_own_account_comes_first_and_two_are_none():
    there = Named(UUID(int=12), THERE, "Trần Văn Tuấn")
    again = Named(UUID(int=13), HERE, "Trần Văn Tuấn")

    assert account_of("Trần Văn Tuấn", HERE, [there, TUAN]) == TUAN.account_id
    assert account_of("Trần Văn Tuấn", THERE, [there, TUAN]) == there.account_id
    assert account_of("Trần Văn Tuấn", UUID(int=3), [there, TUAN]) is None
    assert account_of("Trần Văn Tuấn", HERE, [TUAN, again, there]) is None


def test_accents_on_both_sides_must_agree():
    assert not is_written_alike("Trần Văn Tuân", "Trần Văn Tuấn")
    assert is_written_alike("Tran Van Tuan", "Trần Văn Tuấn")
