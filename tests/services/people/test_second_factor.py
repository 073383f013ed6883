"""The second factor, and those who have the password and not the factor."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from lib.domain import access
from lib.domain.access import Action
from lib.domain.confirmations import Kind
from lib.errors import AppError, Conflict, Denied, Invalid, Refused
from lib.services import clock
from lib.services.people import (
    account,
    confirmations,
    people_passwords,
    sealing,
    second_factor,
    second_factor_admin,
    sessions,
    sign_in,
)
from lib.services.people.sessions import OpenedSession
from lib.services.people.sign_in import HalfSignIn
from lib.store import accounts
from tests.cast import LAN, MAI, PASSWORD, QUANG, SON, actor
from tests.support.phone import Phone, set_up
from tests.support.trace import events, trace

STEP = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def _own_key(own_data):
    """A key of the test's own."""


@pytest.fixture
def mai(cast):
    return actor(cast, MAI)


@pytest.fixture
def now():
    return clock.now().replace(microsecond=0)


@pytest.fixture
def phone(cast, mai, now):
    return set_up(cast, mai, now - 2 * STEP)[0]


def half(db, person=MAI):
    found = sign_in.sign_in(db, person.username, PASSWORD, None)
    assert isinstance(found, HalfSignIn)
    return found.token


def refused(reason, work):
    with pytest.raises(AppError) as refusal:
        work()
    assert refusal.value.reason == reason


def count(db, table):
    [row] = db.read(lambda tx: tx.rows(f"SELECT count(*) FROM {table}"))
    return row[0]


def test_without_one_the_password_is_enough(cast):
    assert isinstance(sign_in.sign_in(cast, "mai", PASSWORD, None), OpenedSession)


def test_after_the_password_there_is_no_session_before_the_code(cast, phone):
    before = count(cast, "sessions"), len(events(cast, "account.sign_in"))

    half(cast)

    assert (count(cast, "sessions"), len(events(cast, "account.sign_in"))) == before


def test_the_code_opens_the_session(cast, phone, now):
    with clock.at(now):
        opened = sign_in.finish(cast, half(cast), phone.shows(now), None)

        who = sessions.actor(cast, opened.session_id)
        assert who.username == "mai"
        assert not second_factor.is_stale(cast, who)
        assert sessions.redeem(cast, opened.ticket) is not None


def test_the_sign_in_tells_how_often_the_password_was_wrong(cast, phone, now):
    with clock.at(now):
        for _ in range(2):
            with pytest.raises(Denied):
                sign_in.sign_in(cast, "mai", "sai", None)
        sign_in.finish(cast, half(cast), phone.shows(now), None)

    told = events(cast, "account.sign_in")
    counts = [detail.get("failures") for event, _, detail in told if event == "account.sign_in"]
    assert 2 in counts


def test_the_token_of_the_half_sign_in_is_no_ticket_and_no_cookie(cast, phone):
    """Skipping the second step at the route that trades tickets for cookies."""
    token = half(cast)

    assert sessions.redeem(cast, token) is None
    assert sessions.find(cast, token) is None


@pytest.mark.parametrize("token", ["", "mai", "x" * 43])
def test_a_made_up_token_opens_nothing(cast, phone, now, token):
    with clock.at(now):
        refused("half_over", lambda: sign_in.finish(cast, token, phone.shows(now), None))


def test_a_token_opens_one_session(cast, phone, now):
    token = half(cast)
    with clock.at(now):
        sign_in.finish(cast, token, phone.shows(now), None)
    with clock.at(now + STEP):
        refused("half_over", lambda: sign_in.finish(cast, token, phone.shows(now + STEP), None))


def test_a_token_is_over_after_five_minutes(cast, phone, now):
    with clock.at(now):
        token = half(cast)
    later = now + timedelta(minutes=5, seconds=1)
    with clock.at(later):
        refused("half_over", lambda: sign_in.finish(cast, token, phone.shows(later), None))


def test_a_token_is_over_with_the_password_it_was_given_for(cast, phone, now):
    token = half(cast)
    stored = cast.read(lambda tx: accounts.by_username(tx, "mai"))
    cast.write(
        lambda tx: accounts.set_password(
            tx, stored.account_id, "x", set_at=now, seen_version=stored.version
        )
    )
    with clock.at(now):
        refused("half_over", lambda: sign_in.finish(cast, token, phone.shows(now), None))


def test_a_code_is_taken_once(cast, phone, now):
    """Read over a shoulder, or on the way."""
    with clock.at(now):
        code = phone.shows(now)
        sign_in.finish(cast, half(cast), code, None)

        refused("wrong_second", lambda: sign_in.finish(cast, half(cast), code, None))


def test_an_earlier_code_is_not_taken_after_a_later_one(cast, phone, now):
    with clock.at(now):
        sign_in.finish(cast, half(cast), phone.shows(now), None)

        earlier = phone.shows(now - STEP)
        refused("wrong_second", lambda: sign_in.finish(cast, half(cast), earlier, None))


@pytest.mark.parametrize(
    ("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_off_by_one_step(cast, mai, now, steps, is_taken):
    phone, _ = set_up(cast, mai, now - 10 * STEP)
    code = phone.shows(now + steps * STEP)
    with clock.at(now):
        token = half(cast)
        if is_taken:
            assert sign_in.finish(cast, token, code, None).ticket
        else:
            refused("wrong_second", lambda: sign_in.finish(cast, token, code, None))


@pytest.mark.parametrize("typed", ["{} {}", " {}-{} "])
def test_a_code_may_be_typed_in_groups(cast, phone, now, typed):
    with clock.at(now):
        code = phone.shows(now)

        assert sign_in.finish(cast, half(cast), typed.format(code[:3], code[3:]), None)


@pytest.mark.parametrize("typed", ["", "12345", "١٢٣٤٥٦", "' OR 1=1", "x" * 10_000, "ế\ud800"])
def test_nonsense_is_a_wrong_code(cast, phone, typed):
    token = half(cast)

    refused("wrong_second", lambda: sign_in.finish(cast, token, typed, None))


def test_guessing_has_to_wait(cast, phone, now):
    """Five wrong codes, wherever they are typed, and then the right one does not help either."""
    with clock.at(now):
        wrong = f"{(int(phone.shows(now)) + 500_000) % 1_000_000:06}"
        for number in range(5):
            token, address = half(cast), f"10.0.{number}.1"
            refused("wrong_second", lambda t=token, a=address: sign_in.finish(cast, t, wrong, a))

        token = half(cast)
        refused("waiting", lambda: sign_in.finish(cast, token, phone.shows(now), "10.0.9.1"))
    later = now + timedelta(minutes=2)
    with clock.at(later):
        assert sign_in.finish(cast, half(cast), phone.shows(later), None)
    told = [detail["failures"] for _, _, detail in events(cast, "account.wrong_second_factor")]
    assert told == [1, 2, 3, 4, 5]


def test_a_right_password_does_not_take_back_wrong_codes(cast, phone, now):
    with clock.at(now):
        for _ in range(5):
            refused("wrong_second", lambda: sign_in.finish(cast, half(cast), "abc", None))

        refused("waiting", lambda: sign_in.finish(cast, half(cast), "abc", None))


def test_each_recovery_code_is_good_once(cast, mai, now):
    _, codes = set_up(cast, mai, now)
    assert len(set(codes)) == 10
    assert {len(one) for one in codes} == {29}

    opened = sign_in.finish(cast, half(cast), codes[0].upper().replace("-", " "), None)

    assert opened.ticket
    refused("wrong_second", lambda: sign_in.finish(cast, half(cast), codes[0], None))
    assert sign_in.finish(cast, half(cast), codes[1], None).ticket
    assert [detail for _, _, detail in events(cast, "account.use_recovery")] == [
        {"left": 9}, {"left": 8},
    ]  # fmt: skip


def test_recovery_codes_are_stored_as_hashes_and_the_key_sealed(cast, mai, now, own_data):
    with clock.at(now):
        key = second_factor.begin(cast, mai, current=PASSWORD, address=None).key
        codes = second_factor.confirm(cast, mai, Phone(key).shows(now), None)
    stored = str(cast.read(lambda tx: tx.rows("SELECT * FROM second_factors"))) + str(
        cast.read(lambda tx: tx.rows("SELECT * FROM recovery_codes"))
    )

    assert key not in stored
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    file = own_data / sealing.FILE_NAME
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_a_changed_seal_is_not_read(own_data):
    sealed = sealing.seal("JBSWY3DPEHPK3PXP")
    middle = len(sealed) // 2
    changed = "A" if sealed[middle] != "A" else "B"

    assert sealing.unseal(sealed) == "JBSWY3DPEHPK3PXP"
    assert sealing.unseal(sealed[:middle] + changed + sealed[middle + 1 :]) is None


def test_elsewhere_restored_without_the_key_recovery_codes_alone_are_good(cast, mai, now, own_data):
    phone, codes = set_up(cast, mai, now - 2 * STEP)
    (own_data / sealing.FILE_NAME).unlink()
    sealing._fernet.cache_clear()

    with clock.at(now):
        refused("wrong_second", lambda: sign_in.finish(cast, half(cast), phone.shows(now), None))
        assert sign_in.finish(cast, half(cast), codes[0], None).ticket


def test_it_is_not_asked_for_before_a_first_code_was_right(cast, mai, now):
    with clock.at(now):
        second_factor.begin(cast, mai, current=PASSWORD, address=None)
        refused("wrong_second", lambda: second_factor.confirm(cast, mai, "000 00", None))

    assert isinstance(sign_in.sign_in(cast, "mai", PASSWORD, None), OpenedSession)
    assert events(cast, "account.set_up_second_factor") == []


def test_setting_it_up_needs_the_password(cast, mai):
    with pytest.raises(Invalid):
        second_factor.begin(cast, mai, current="sai mật khẩu", address=None)


def test_it_is_not_set_up_anew_by_who_has_only_the_session(cast, phone, mai):
    with pytest.raises(Conflict):
        second_factor.begin(cast, mai, current=PASSWORD, address=None)

    refused("wrong_second", lambda: second_factor.remove(cast, mai, "123456", None))
    refused("wrong_second", lambda: second_factor.new_codes(cast, mai, "123456", None))


def test_nobody_else_needs_one(cast):
    with pytest.raises(Denied):
        second_factor.begin(cast, actor(cast, LAN), current=PASSWORD, address=None)


def test_it_is_taken_away_by_its_person_with_a_code(cast, phone, mai, now):
    with clock.at(now):
        second_factor.remove(cast, mai, phone.shows(now), None)

    assert isinstance(sign_in.sign_in(cast, "mai", PASSWORD, None), OpenedSession)
    assert len(events(cast, "account.remove_second_factor")) == 1
    set_up(cast, mai, now + 4 * STEP)
    half(cast)


def test_new_recovery_codes_take_the_place_of_the_old_ones(cast, mai, now):
    phone, old = set_up(cast, mai, now - 2 * STEP)
    with clock.at(now):
        new = second_factor.new_codes(cast, mai, phone.shows(now), None)

    refused("wrong_second", lambda: sign_in.finish(cast, half(cast), old[0], None))
    assert sign_in.finish(cast, half(cast), new[0], None).ticket
    assert second_factor.overview(cast, mai).codes_left == 9


def test_a_code_is_asked_for_again_after_five_minutes(cast, phone, now):
    with clock.at(now):
        opened = sign_in.finish(cast, half(cast), phone.shows(now), None)
        who = sessions.actor(cast, opened.session_id)
        second_factor.require_fresh(cast, who)
    later = now + timedelta(minutes=5, seconds=1)
    with clock.at(later):
        refused("second_factor_needed", lambda: second_factor.require_fresh(cast, who))
        refused("wrong_second", lambda: second_factor.prove(cast, who, "123456", None))
        refused("second_factor_needed", lambda: second_factor.require_fresh(cast, who))
        second_factor.prove(cast, who, phone.shows(later), None)
        second_factor.require_fresh(cast, who)
        # In that session alone.
        other = replace(who, session_id=uuid.uuid4())
        refused("second_factor_needed", lambda: second_factor.require_fresh(cast, other))


def test_a_first_password_opens_nothing_either(mai):
    held = replace(mai, must_change=True)

    assert [action for action in Action if access.can(held, action)] == [Action.ACCOUNT_SELF]


class TestTheRule:
    @pytest.fixture
    def quang(self, cast):
        return actor(cast, QUANG)

    @pytest.fixture
    def ruled(self, cast, quang):
        second_factor_admin.set_rule(cast, quang, act_id=uuid.uuid4(), is_rule=True)
        return cast

    def test_who_has_none_can_do_nothing_but_set_it_up(self, ruled, now):
        mai = actor(ruled, MAI)

        for action in Action:
            if action == Action.ACCOUNT_SELF:
                access.check(mai, action)
            else:
                with pytest.raises(Denied) as refusal:
                    access.check(mai, action)
                assert refusal.value.reason == "must_enrol"
                # Services that go record by record ask so.
                assert not access.can(mai, action)
        set_up(ruled, mai, now)
        access.check(sessions.actor(ruled, mai.session_id), Action.ITEM_RECEIVE)

    def test_it_is_for_those_alone_who_award_or_administer(self, ruled):
        assert not actor(ruled, LAN).must_enrol
        assert [actor(ruled, one).must_enrol for one in (MAI, SON, QUANG)] == [True] * 3

    def test_it_holds_for_those_who_are_signed_in(self, cast, quang):
        mai = actor(cast, MAI)
        second_factor_admin.set_rule(cast, quang, act_id=uuid.uuid4(), is_rule=True)
        assert sessions.actor(cast, mai.session_id).must_enrol

        # The one who set it has to follow it, before they take it back.
        with pytest.raises(Denied):
            second_factor_admin.set_rule(
                cast, sessions.actor(cast, quang.session_id), act_id=uuid.uuid4(), is_rule=False
            )

    def test_it_keeps_people_from_taking_theirs_away(self, ruled, now):
        mai = actor(ruled, MAI)
        phone, _ = set_up(ruled, mai, now)
        code = phone.shows(now + STEP)
        with clock.at(now + STEP):
            refused("second_factor_rule", lambda: second_factor.remove(ruled, mai, code, None))

    def test_the_admin_alone_sets_it_and_it_is_told(self, cast, quang, mai):
        before = trace(cast)
        with pytest.raises(Denied):
            second_factor_admin.set_rule(cast, mai, act_id=uuid.uuid4(), is_rule=True)
        assert trace(cast) == before

        for is_rule in (True, True):
            second_factor_admin.set_rule(cast, quang, act_id=uuid.uuid4(), is_rule=is_rule)

        assert [detail for _, _, detail in events(cast, "account.second_factor_rule")] == [
            {"is_rule": True}
        ]
        assert second_factor_admin.rule(cast, quang).who_may == 6


def test_a_lost_one_is_taken_away_by_two_people(cast, phone, mai):
    quang, son = actor(cast, QUANG), actor(cast, SON)
    stored = cast.read(lambda tx: accounts.by_username(tx, "mai"))
    assert second_factor_admin.reset(
        cast, quang, act_id=uuid.uuid4(), account_id=stored.account_id,
        seen_version=stored.version,
    )  # fmt: skip
    half(cast)
    [asked] = confirmations.waiting(cast, son)
    assert (asked.proposal.kind, asked.gives_password) == (Kind.SECOND_FACTOR, False)
    with pytest.raises(Refused):
        confirmations.confirm(
            cast, quang, act_id=uuid.uuid4(), confirmation_id=asked.proposal.confirmation_id
        )

    confirmations.confirm(
        cast, son, act_id=uuid.uuid4(), confirmation_id=asked.proposal.confirmation_id
    )

    assert isinstance(sign_in.sign_in(cast, "mai", PASSWORD, None), OpenedSession)
    assert sessions.actor(cast, mai.session_id) is None
    assert [name for _, name, _ in events(cast, "account.reset_second")] == [SON.full_name]


def test_a_reset_password_leaves_the_second_factor(cast, phone):
    """Who took the password over does not have the phone."""
    quang, son = actor(cast, QUANG), actor(cast, SON)
    people_passwords.reset_password(
        cast, quang, act_id=uuid.uuid4(), account_id=MAI.account_id, seen_version=1
    )
    [asked] = confirmations.waiting(cast, son)
    secret = confirmations.confirm(
        cast, son, act_id=uuid.uuid4(), confirmation_id=asked.proposal.confirmation_id
    ).one_time_password

    assert isinstance(sign_in.sign_in(cast, "mai", secret, None), HalfSignIn)


def test_ones_own_new_password_leaves_it_too(cast, phone, mai):
    new = "đêm trăng bên suối vắng"
    account.change_password(cast, mai, current=PASSWORD, new=new, repeated=new, address=None)

    assert isinstance(sign_in.sign_in(cast, "mai", new, None), HalfSignIn)


def test_the_operator_takes_a_lost_one_away(cast, phone):
    second_factor_admin.reset_at_terminal(cast, act_id=uuid.uuid4(), username="mai")

    assert isinstance(sign_in.sign_in(cast, "mai", PASSWORD, None), OpenedSession)
    refused(
        "no_second_factor",
        lambda: second_factor_admin.reset_at_terminal(cast, act_id=uuid.uuid4(), username="mai"),
    )
