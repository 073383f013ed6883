"""What one admin cannot do alone, tried by an admin who wants to."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from lib.domain.access import AWARDING, CONFIRMING, GUARDED, POLICY, Action, Role, can
from lib.domain.confirmations import Kind, Outcome, given_at_once
from lib.errors import Denied, NotFound, Refused
from lib.services import clock
from lib.services.people import (
    account,
    confirmations,
    people,
    people_passwords,
    sessions,
    sign_in,
)
from lib.store import accounts, units
from tests.cast import BINH, CAST, LAN, MAI, PASSWORD, QUANG, SON, THU, VAN, YEN, actor, make_cast
from tests.support.trace import events, trace

NEW = "đêm trăng bên suối vắng"


@pytest.fixture
def quang(cast):
    return actor(cast, QUANG)


@pytest.fixture
def son(cast):
    return actor(cast, SON)


def stored(db, person):
    return db.read(lambda tx: accounts.by_username(tx, getattr(person, "username", person)))


def give(db, person, *roles):
    """Roles that the person has from before."""
    before = stored(db, person)
    changed = replace(before, roles=frozenset(roles))
    db.write(lambda tx: accounts.update_account(tx, changed, seen_version=before.version))


def change(db, who, person, *roles, **changes):
    now = stored(db, person)
    values = {"full_name": now.full_name, "unit_id": now.unit_id, "roles": list(roles), "email": ""}
    values |= changes
    return people.change_person(
        db, who, act_id=uuid.uuid4(), account_id=now.account_id, seen_version=now.version, **values
    )


def create(db, who, username, *roles):
    vp = db.read(lambda tx: units.id_by_code(tx, "VP"))
    return people.create_person(
        db, who, act_id=uuid.uuid4(), username=username, full_name="Vũ Văn Nam", unit_id=vp,
        roles=list(roles),
    )  # fmt: skip


def act_on(verb, db, who, person):
    now = stored(db, person)
    return verb(db, who, act_id=uuid.uuid4(), account_id=now.account_id, seen_version=now.version)


def reset(db, who, person):
    return act_on(people_passwords.reset_password, db, who, person)


def confirm(db, who, proposal_id):
    return confirmations.confirm(db, who, act_id=uuid.uuid4(), confirmation_id=proposal_id)


def turn_down(db, who, proposal_id):
    return confirmations.turn_down(db, who, act_id=uuid.uuid4(), confirmation_id=proposal_id)


def only(db, who):
    [one] = confirmations.waiting(db, who)
    return one


def asked(db, who):
    return only(db, who).proposal.confirmation_id


def refused(reason, work):
    with pytest.raises(Refused) as refusal:
        work()
    assert refusal.value.reason == reason


def test_the_guarded_roles_are_those_that_award_and_the_admins():
    assert {Role.OFFICE, Role.LEADER, Role.COUNCIL, Role.ADMIN} == GUARDED
    assert {Role.ADMIN, Role.LEADER} == CONFIRMING
    awarding = {role for action in AWARDING for role in POLICY[action]}
    assert awarding | set(POLICY[Action.PEOPLE_MANAGE]) == GUARDED
    others = {Role.STAFF, Role.HEAD}
    assert not any(role in others for action in AWARDING for role in POLICY[action])


@pytest.mark.parametrize(
    ("before", "wanted", "now"),
    [
        ({Role.STAFF}, {Role.STAFF, Role.HEAD}, {Role.STAFF, Role.HEAD}),
        ({Role.STAFF}, {Role.HEAD, Role.OFFICE}, {Role.HEAD}),
        ({Role.OFFICE, Role.STAFF}, {Role.STAFF}, {Role.STAFF}),
        ({Role.OFFICE}, {Role.LEADER}, {Role.OFFICE}),
        ({Role.OFFICE, Role.LEADER}, {Role.OFFICE, Role.ADMIN}, {Role.OFFICE}),
        (set(), {Role.ADMIN}, set()),
    ],
)
def test_what_is_guarded_is_held_back_and_what_is_taken_away_is_not(before, wanted, now):
    assert given_at_once(frozenset(before), frozenset(wanted)) == now


@pytest.mark.parametrize("role", sorted(GUARDED - {Role.ADMIN}))
def test_an_admin_alone_gives_himself_nothing_that_awards(cast, quang, son, role):
    assert change(cast, quang, QUANG, "admin", role)

    assert stored(cast, QUANG).roles == {Role.ADMIN}
    refused("second_person", lambda: confirm(cast, quang, asked(cast, son)))
    assert stored(cast, QUANG).roles == {Role.ADMIN}


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        ("staff", False), ("head", False), ("office", True), ("leader", True), ("council", True),
        ("admin", True),
    ],
)  # fmt: skip
def test_each_role_on_its_own_waits_or_holds(cast, quang, role, waits):
    created = create(cast, quang, "nam", role)

    assert (created.waits, created.one_time_password is None) == (waits, waits)
    assert stored(cast, "nam").roles == (frozenset() if waits else {Role(role)})


def test_a_role_holds_once_a_leader_has_confirmed_it(cast, quang, son):
    lan = actor(cast, LAN)
    assert change(cast, quang, LAN, "staff", "head", "office")
    assert stored(cast, LAN).roles == {Role.STAFF, Role.HEAD}

    done = confirm(cast, son, asked(cast, son))

    assert stored(cast, LAN).roles == {Role.STAFF, Role.HEAD, Role.OFFICE}
    assert confirmations.waiting(cast, son) == []
    # Whatever the admin may have known of the account's password ends here.
    assert done.one_time_password is not None
    assert sessions.actor(cast, lan.session_id) is None
    with pytest.raises(Denied):
        sign_in.sign_in(cast, "lan", PASSWORD, None)
    assert sign_in.sign_in(cast, "lan", done.one_time_password, None).ticket
    facts = {"kind": "roles", "roles": ["head", "office", "staff"]}
    assert events(cast, "account.propose") == [("account.propose", QUANG.full_name, facts)]
    assert events(cast, "account.confirm") == [
        ("account.confirm", SON.full_name, facts | {"proposed_by": str(QUANG.account_id)})
    ]
    assert events(cast, "account.change")[-1] == (
        "account.change",
        SON.full_name,
        {
            "changed": ["roles"],
            "before": {"roles": ["head", "staff"]},
            "after": {"roles": ["head", "office", "staff"]},
        },
    )


def test_who_has_guarded_roles_already_keeps_the_password(cast, quang, son):
    change(cast, quang, MAI, "staff", "office", "council")

    assert confirm(cast, son, asked(cast, son)).one_time_password is None

    assert sign_in.sign_in(cast, "mai", PASSWORD, None).ticket


def test_roles_are_exchanged_when_the_second_person_says_so(cast, quang, son):
    change(cast, quang, THU, "office")
    assert stored(cast, THU).roles == {Role.COUNCIL}

    confirm(cast, son, asked(cast, son))

    assert stored(cast, THU).roles == {Role.OFFICE}


def test_a_new_account_with_a_guarded_role_has_no_password_before(cast, quang, son):
    created = create(cast, quang, "nam", "staff", "office")
    assert (created.one_time_password, created.waits) == (None, True)
    assert stored(cast, "nam").roles == {Role.STAFF}

    done = confirm(cast, son, asked(cast, son))

    assert stored(cast, "nam").roles == {Role.STAFF, Role.OFFICE}
    assert sign_in.sign_in(cast, "nam", done.one_time_password, None).ticket


def test_a_new_account_of_guarded_roles_alone_cannot_sign_in_before(cast, quang, son):
    create(cast, quang, "nam", "leader")
    assert stored(cast, "nam").roles == frozenset()
    refused("no_roles_yet", lambda: reset(cast, quang, "nam"))
    slips = people_passwords.first_password_slips(
        cast, quang, act_id=uuid.uuid4(), unit_id=stored(cast, "nam").unit_id
    )
    assert slips == ()

    turn_down(cast, son, asked(cast, son))

    assert stored(cast, "nam").roles == frozenset()


def test_an_account_without_roles_cannot_sign_in(cast):
    give(cast, LAN)

    with pytest.raises(Denied) as refusal:
        sign_in.sign_in(cast, "lan", PASSWORD, None)

    assert refusal.value.reason == "credentials"


def test_a_second_admin_account_of_his_own_is_no_second_person(cast, quang, son):
    """He makes himself an accomplice, by a new account or one whose password he can set."""
    create(cast, quang, "gia", "staff", "admin")
    change(cast, quang, LAN, "staff", "admin")
    secret = reset(cast, quang, LAN).one_time_password
    assert change(cast, quang, QUANG, "admin", "leader")

    for name, password in (("gia", ""), ("lan", secret)):
        assert Role.ADMIN not in stored(cast, name).roles
        if password:
            opened = sign_in.sign_in(cast, name, password, None)
            accomplice = replace(sessions.actor(cast, opened.session_id), must_change=False)
            with pytest.raises(Denied):
                confirm(cast, accomplice, asked_for(cast, son, QUANG))

    assert stored(cast, QUANG).roles == {Role.ADMIN}


def asked_for(db, who, person):
    return next(
        one.proposal.confirmation_id
        for one in confirmations.waiting(db, who)
        if one.account.username == person.username
    )


def test_a_reset_of_the_account_lapses_what_was_asked_for_it(cast, quang, son):
    change(cast, quang, LAN, "staff", "office")
    click = asked(cast, son)
    reset(cast, quang, LAN)

    refused("lapsed", lambda: confirm(cast, son, click))

    assert stored(cast, LAN).roles == {Role.STAFF}
    assert confirmations.waiting(cast, son) == []


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda db, who: change(db, who, LAN, "staff", full_name="Đặng Minh Quang"),
        lambda db, who: act_on(people.close_person, db, who, LAN),
    ],
    ids=["renamed", "closed"],
)
def test_a_stale_click_does_nothing(cast, quang, son, meanwhile):
    change(cast, quang, LAN, "staff", "leader")
    click = asked(cast, son)
    meanwhile(cast, quang)
    before = trace(cast)

    refused("lapsed", lambda: confirm(cast, son, click))

    assert trace(cast) == before


@pytest.mark.parametrize("way", ["closed", "no admin any more"])
def test_what_was_proposed_goes_with_the_right_of_who_proposed_it(cast, quang, son, way):
    give(cast, YEN, Role.HEAD, Role.ADMIN)
    yen = actor(cast, YEN)
    change(cast, quang, LAN, "staff", "leader")
    click = asked(cast, son)
    if way == "closed":
        act_on(people.close_person, cast, yen, QUANG)
    else:
        change(cast, yen, QUANG, "staff")

    refused("lapsed", lambda: confirm(cast, son, click))

    assert confirmations.waiting(cast, son) == []


def test_a_newer_proposal_takes_the_place_of_the_one_on_screen(cast, quang, son):
    change(cast, quang, LAN, "staff", "council")
    click = asked(cast, son)
    change(cast, quang, LAN, "staff", "leader")
    before = trace(cast)

    refused("lapsed", lambda: confirm(cast, son, click))

    assert trace(cast) == before
    assert only(cast, son).proposal.roles == {Role.STAFF, Role.LEADER}


def test_the_persons_own_new_password_lapses_a_reset_and_nothing_else(cast, quang, son):
    change(cast, quang, MAI, "staff", "office", "council")
    reset(cast, quang, MAI)

    account.change_password(
        cast, actor(cast, MAI), current=PASSWORD, new=NEW, repeated=NEW, address=None
    )

    assert [one.proposal.kind for one in confirmations.waiting(cast, son)] == [Kind.ROLES]
    confirm(cast, son, asked(cast, son))
    assert Role.COUNCIL in stored(cast, MAI).roles


@pytest.mark.parametrize("person", [MAI, VAN, SON, THU], ids=lambda one: one.username)
def test_a_leaders_password_is_not_the_admins_to_reset(cast, quang, person):
    """He resets it and wants to sign in."""
    asked_reset = reset(cast, quang, person)

    assert asked_reset == people_passwords.Reset(None, waits=True)
    refused("second_person", lambda: confirm(cast, quang, asked(cast, quang)))
    assert sign_in.sign_in(cast, person.username, PASSWORD, None).ticket
    assert events(cast, "account.reset_password") == []


def test_a_reset_is_handed_over_by_who_confirms_it(cast, quang, son):
    mai = actor(cast, MAI)
    reset(cast, quang, MAI)
    now = clock.now()

    with clock.at(now):
        done = confirm(cast, son, asked(cast, son))

    assert sessions.actor(cast, mai.session_id) is None
    assert stored(cast, MAI).must_change
    assert sign_in.sign_in(cast, "mai", done.one_time_password, None).ticket
    assert events(cast, "account.reset_password") == [("account.reset_password", SON.full_name, {})]


def test_the_leader_whose_password_it_is_does_not_confirm_and_may_decline(cast, quang, son):
    reset(cast, quang, SON)

    refused("second_person", lambda: confirm(cast, son, asked(cast, son)))
    assert turn_down(cast, son, asked(cast, son)) == Outcome.DECLINED

    assert confirmations.waiting(cast, son) == []


def test_first_slips_leave_out_guarded_accounts(cast, quang):
    for person in (MAI, VAN):
        now = stored(cast, person)
        cast.write(
            lambda tx, now=now: accounts.set_one_time_password(
                tx, now.account_id, "x", set_at=clock.now(), expires_at=clock.now(),
                seen_version=now.version,
            )
        )  # fmt: skip
    unit_id = stored(cast, MAI).unit_id

    slips = people_passwords.first_password_slips(cast, quang, act_id=uuid.uuid4(), unit_id=unit_id)

    assert slips == ()


def test_a_closed_leader_comes_back_with_a_second_person(cast, quang, son):
    act_on(people.close_person, cast, quang, VAN)

    assert act_on(people.reopen_person, cast, quang, VAN)
    assert not stored(cast, VAN).is_open
    confirm(cast, son, asked(cast, son))

    assert stored(cast, VAN).is_open
    assert events(cast, "account.reopen") == [("account.reopen", SON.full_name, {})]


def test_a_closed_account_gets_no_guarded_role(cast, quang):
    """Closed, it would get the role, and then be opened with a password he knows."""
    act_on(people.close_person, cast, quang, LAN)

    refused("closed_account", lambda: change(cast, quang, LAN, "staff", "leader"))

    assert stored(cast, LAN).roles == {Role.STAFF}


def test_another_admin_is_a_second_person(cast, quang):
    give(cast, YEN, Role.HEAD, Role.ADMIN)
    change(cast, quang, LAN, "staff", "office")

    confirm(cast, actor(cast, YEN), asked(cast, quang))

    assert stored(cast, LAN).roles == {Role.STAFF, Role.OFFICE}


def test_one_confirms_and_the_second_click_does_nothing(cast, quang, son):
    reset(cast, quang, MAI)
    act_id, click = uuid.uuid4(), asked(cast, son)

    first, second = (
        confirmations.confirm(cast, son, act_id=act_id, confirmation_id=click) for _ in range(2)
    )

    assert first.one_time_password is not None
    assert second.one_time_password is None
    refused("lapsed", lambda: confirm(cast, son, click))


def test_the_proposer_withdraws(cast, quang, son):
    change(cast, quang, LAN, "staff", "office")

    assert turn_down(cast, quang, asked(cast, quang)) == Outcome.WITHDRAWN

    assert confirmations.waiting(cast, son) == []
    assert stored(cast, LAN).roles == {Role.STAFF}
    assert len(events(cast, "account.withdraw")) == 1


def test_what_nobody_proposed_is_not_found(cast, son):
    for verb in (confirm, turn_down):
        with pytest.raises(NotFound):
            verb(cast, son, uuid.uuid4())


@pytest.mark.parametrize("person", CAST, ids=lambda one: one.username)
def test_only_admins_and_leaders_see_and_decide(cast, quang, person):
    """A client that calls what its menu does not show."""
    change(cast, quang, BINH, "staff", "office")
    click, who = asked(cast, quang), actor(cast, person)
    before = trace(cast)

    if not can(who, Action.CONFIRMATION_DECIDE):
        for call in (
            lambda: confirmations.waiting(cast, who),
            lambda: confirm(cast, who, click),
            lambda: turn_down(cast, who, click),
        ):
            with pytest.raises(Denied):
                call()
        assert trace(cast) == before
    else:
        assert only(cast, who).may_confirm == (person is SON)


def test_a_leader_with_a_one_time_password_confirms_nothing(cast, quang, son):
    change(cast, quang, LAN, "staff", "office")

    with pytest.raises(Denied):
        confirm(cast, replace(son, must_change=True), asked(cast, son))


def test_the_operator_confirms_at_the_terminal(cast, quang):
    change(cast, quang, LAN, "staff", "office")
    [one] = confirmations.waiting_at_terminal(cast)

    done = confirmations.confirm_at_terminal(
        cast, act_id=uuid.uuid4(), confirmation_id=one.proposal.confirmation_id
    )

    assert done.one_time_password is not None
    assert stored(cast, LAN).roles == {Role.STAFF, Role.OFFICE}
    assert [name for _, name, _ in events(cast, "account.confirm")] == ["Người vận hành máy chủ"]


class TestTheFirstLeader:
    """Where there is nobody yet who could confirm."""

    @pytest.fixture
    def beginning(self, db):
        make_cast(db, (QUANG, LAN))
        return db

    @pytest.fixture
    def admin(self, beginning):
        return actor(beginning, QUANG)

    def test_is_made_alone_and_on_record(self, beginning, admin):
        created = create(beginning, admin, "son", "leader")

        assert created.one_time_password is not None
        assert stored(beginning, "son").roles == {Role.LEADER}
        assert events(beginning, "account.create")[-1][2] == {
            "username": "son", "unit": "VP", "roles": ["leader"], "alone": True,
        }  # fmt: skip

    def test_may_be_somebody_who_has_an_account(self, beginning, admin):
        assert not change(beginning, admin, LAN, "leader")

        assert stored(beginning, LAN).roles == {Role.LEADER}
        assert events(beginning, "account.change")[-1][2]["alone"] is True

    @pytest.mark.parametrize("roles", [("leader", "admin"), ("leader", "office"), ("admin",)])
    def test_is_no_more_than_a_leader(self, beginning, admin, roles):
        assert create(beginning, admin, "son", *roles).waits

    def test_is_not_the_admin(self, beginning, admin):
        assert change(beginning, admin, QUANG, "admin", "leader")

        assert stored(beginning, QUANG).roles == {Role.ADMIN}

    def test_may_be_given_the_first_password_anew_until_it_is_used(self, beginning, admin):
        create(beginning, admin, "son", "leader")
        secret = reset(beginning, admin, "son").one_time_password

        assert secret is not None
        sign_in.sign_in(beginning, "son", secret, None)
        assert reset(beginning, admin, "son").waits

    def test_is_the_only_one_made_so(self, beginning, admin):
        secret = create(beginning, admin, "son", "leader").one_time_password
        sign_in.sign_in(beginning, "son", secret, None)

        assert create(beginning, admin, "nam", "leader").waits

    def test_is_one_even_before_the_first_password_is_used(self, beginning, admin):
        create(beginning, admin, "son", "leader")

        assert create(beginning, admin, "nam", "leader").waits
        # A name that was typed wrong is put right by closing the account.
        act_on(people.close_person, beginning, admin, "son")
        assert not create(beginning, admin, "an", "leader").waits

    @pytest.mark.parametrize("way", ["taken away", "closed"])
    def test_does_not_make_room_for_another_by_leaving(self, beginning, admin, way):
        """He takes the leader's role away, or closes the account, and is alone again."""
        secret = create(beginning, admin, "son", "leader").one_time_password
        sign_in.sign_in(beginning, "son", secret, None)
        if way == "closed":
            act_on(people.close_person, beginning, admin, "son")
        else:
            change(beginning, admin, "son", "staff")

        assert create(beginning, admin, "nam", "leader").waits
        assert change(beginning, admin, QUANG, "admin", "leader")
        assert stored(beginning, QUANG).roles == {Role.ADMIN}

    def test_is_not_made_alone_after_a_second_admin_has_gone(self, beginning, admin):
        give(beginning, LAN, Role.ADMIN)
        lan = actor(beginning, LAN)
        assert not change(beginning, lan, LAN, "staff")

        assert create(beginning, admin, "nam", "leader").waits
