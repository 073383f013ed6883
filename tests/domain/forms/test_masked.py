"""What is masked comes back as it went out, and what is held stays as it is."""

from __future__ import annotations

import pytest

from lib.domain.forms import forms
from lib.domain.forms.fields import Field, Kind
from lib.domain.forms.forms import Difference, Form
from lib.errors import Problems

OWN = Field("cccd", "Số định danh", Kind.PERSONAL)
NOTE = Field("ghi_chu", "Ghi chú", Kind.SHORT_TEXT)
FORM = Form("f", 1, (OWN, NOTE))
HELD = {"cccd": "001085012789", "ghi_chu": "a"}
MASK = "•••••• 789"


def parsed(raw, held=HELD):
    return forms.parse_answers(FORM, raw, complete=False, held=held)


def test_an_untouched_number_stays():
    raw = forms.start(FORM, HELD)

    assert raw == {"cccd": MASK, "ghi_chu": "a"}
    assert parsed({**raw, "ghi_chu": "b"}) == {"cccd": "001085012789", "ghi_chu": "b"}
    assert forms.says_the_same(FORM, raw, HELD)


@pytest.mark.parametrize(("typed", "stored"), [("", None), ("0912 345 678", "0912 345 678")])
def test_it_is_emptied_and_replaced_as_any_answer(typed, stored):
    raw = {**forms.start(FORM, HELD), "cccd": typed}

    assert parsed(raw).get("cccd") == stored
    assert not forms.says_the_same(FORM, raw, HELD)


@pytest.mark.parametrize("held", [{}, {"cccd": "001085012456"}], ids=["nothing", "another"])
def test_the_mask_of_another_number_stands_for_nothing(held):
    with pytest.raises(Problems) as refused:
        parsed({"cccd": MASK}, held)

    (problem,) = refused.value.problems
    assert (problem.reason, problem.facts["key"]) == ("masked", "cccd")


def test_a_mask_never_stands_in_another_question():
    assert parsed({"ghi_chu": MASK}) == {"ghi_chu": MASK}


def test_people_choose_between_masks():
    told = forms.differences(FORM, HELD, {**HELD, "cccd": "001085012456"})

    assert told == [Difference("cccd", "Số định danh", MASK, "•••••• 456")]


def test_it_stands_in_no_list_and_counts_as_no_text():
    assert FORM.figures == ()
    assert FORM.masked == (OWN,)
    assert forms.figure(FORM, HELD) == ""
