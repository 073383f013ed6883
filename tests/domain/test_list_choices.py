from __future__ import annotations

import pytest

from lib.domain.list_choices import ROWS, UNCHOSEN, ListChoices, from_text, parse_rows, to_text
from lib.errors import Invalid


@pytest.mark.parametrize("choices", [UNCHOSEN, *map(ListChoices, ROWS)], ids=repr)
def test_what_is_written_is_read(choices):
    assert from_text(to_text(choices)) == choices


@pytest.mark.parametrize("stored", ["", "{}", '{"rows": 7}', '{"rows": "50"}', '{"rows": [50]}'])
def test_what_is_no_choice_any_more_counts_as_none(stored):
    assert from_text(stored) == UNCHOSEN


@pytest.mark.parametrize("given", [0, -50, 51, 10**9, "50", None, [50]], ids=repr)
def test_only_a_length_that_is_offered_can_be_chosen(given):
    with pytest.raises(Invalid):
        parse_rows(given)


def test_a_list_keeps_its_own_length_until_one_is_chosen():
    assert [one.page_rows(20) for one in (UNCHOSEN, ListChoices(100))] == [20, 100]
