"""How long a person likes pages of lists: their own, wherever they sign in, and of every list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.list_choices import UNCHOSEN, ListChoices
from lib.errors import Denied, Invalid
from lib.services.people import list_choices
from lib.store import accounts
from tests.cast import HUNG, LAN, actor, signed_in_anew


def test_it_is_there_at_the_next_sign_in_and_nobody_elses(cast):
    list_choices.choose_rows(cast, actor(cast, LAN), 100)

    assert actor(cast, LAN).lists == ListChoices(100)
    assert signed_in_anew(cast, LAN).lists == ListChoices(100)
    assert actor(cast, HUNG).lists == UNCHOSEN


def test_the_last_choice_holds(cast):
    lan = actor(cast, LAN)

    for rows in (20, 100, 50):
        list_choices.choose_rows(cast, lan, rows)

    assert actor(cast, LAN).lists == ListChoices(50)


@pytest.mark.parametrize("rows", [10**9, "100", None])
def test_another_length_is_refused_and_changes_nothing(cast, rows):
    list_choices.choose_rows(cast, actor(cast, LAN), 50)

    with pytest.raises(Invalid):
        list_choices.choose_rows(cast, actor(cast, LAN), rows)

    assert actor(cast, LAN).lists == ListChoices(50)


def test_whoever_has_no_role_chooses_nothing(cast):
    with pytest.raises(Denied):
        list_choices.choose_rows(cast, replace(actor(cast, LAN), roles=frozenset()), 50)

    assert actor(cast, LAN).lists == UNCHOSEN


def test_it_is_in_nobodys_way_who_edits_the_account(cast):
    seen = cast.read(lambda tx: accounts.account(tx, LAN.account_id))

    list_choices.choose_rows(cast, actor(cast, LAN), 50)

    assert cast.read(lambda tx: accounts.account(tx, LAN.account_id)) == seen
    renamed = replace(seen, full_name="Nguyễn Thị Mới")
    cast.write(lambda tx: accounts.update_account(tx, renamed, seen_version=seen.version))
    assert actor(cast, LAN).lists == ListChoices(50)
