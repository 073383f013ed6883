from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from lib.domain.audit import AuditEvent
from lib.domain.audit_chain import Broken, Fault, Head, Link, about, erased, first_fault, link

NOW = datetime(2026, 11, 29, 8, 30, 15, 123456, tzinfo=UTC)
UNIT, OTHER = uuid4(), uuid4()


def event(number: int = 0, **changed: object) -> AuditEvent:
    told: dict[str, object] = {
        "act_id": uuid4(),
        "event": "account.sign_in",
        "happened_at": NOW + timedelta(minutes=number),
        "account_id": uuid4(),
        "actor_name": "Trần Thị Lan",
        "subject": f"record {number}",
        "address": "10.0.0.7",
        "detail": {"browser": "Firefox", "failures": number},
    }
    return AuditEvent(**told | changed)  # type: ignore[arg-type]


def chain(length: int = 5) -> list[Link]:
    made: list[Link] = []
    for number in range(length):
        made.append(link(made[-1].head if made else Head(), event(number), UNIT))
    return made


def test_a_whole_chain_has_no_fault():
    links = chain()

    assert [one.number for one in links] == [1, 2, 3, 4, 5]
    assert first_fault(links, links[-1].head, {3: links[2].sha256[:16]}) is None
    assert first_fault([], Head()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "another"},
        {"actor_name": "Ai đó"},
        {"address": "10.0.0.8"},
        {"happened_at": NOW},
        {"account_id": None},
        {"act_id": uuid4()},
        {"event": "account.sign_out"},
        {"revision": 7},
        {"detail": {"browser": "Firefox", "failures": 0}},
        {"detail": {"browser": "Chrome", "failures": 2}},
        {"campaign_id": uuid4()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_event_is_found(change: dict[str, object]):
    links = chain()
    links[2] = replace(links[2], event=replace(links[2].event, **change))  # type: ignore[arg-type]

    assert first_fault(links, links[-1].head) == Broken(3, Fault.CHANGED)


def test_what_stands_beside_the_event_is_held_too():
    for change in ({"about": ""}, {"who": "s00"}, {"where": ""}, {"sha256": "0" * 64}):
        links = chain()
        links[2] = replace(links[2], **change)

        assert first_fault(links, links[-1].head) == Broken(3, Fault.CHANGED)


def test_a_removed_event_is_found():
    links = chain()

    assert first_fault([*links[:2], *links[3:]], links[-1].head) == Broken(3, Fault.MISSING)
    assert first_fault(links[1:], links[-1].head) == Broken(1, Fault.MISSING)


def test_a_removed_tail_is_found_by_the_head():
    links = chain()

    assert first_fault(links[:3], links[-1].head) == Broken(4, Fault.CUT)


def test_a_tail_removed_with_its_head_is_found_by_a_head_kept_elsewhere():
    links = chain()
    kept = {5: links[4].sha256[:16]}

    assert first_fault(links[:3], links[2].head) is None
    assert first_fault(links[:3], links[2].head, kept) == Broken(4, Fault.CUT)


def test_swapped_events_are_found():
    links = chain()
    links[1], links[2] = (
        replace(links[2], number=2),
        replace(links[1], number=3),
    )

    assert first_fault(links, links[-1].head) == Broken(2, Fault.CHANGED)


def test_a_chain_made_anew_is_found_by_a_head_kept_elsewhere():
    links = chain()
    kept = {4: links[3].sha256[:16]}
    forged = links[:1]
    for one in links[1:]:
        told = replace(one.event, actor_name="Người khác")
        forged.append(link(forged[-1].head, told, UNIT))

    assert first_fault(forged, forged[-1].head) is None
    assert first_fault(forged, forged[-1].head, kept) == Broken(4, Fault.FORKED)


def test_what_is_erased_leaves_the_chain_whole():
    links = chain()
    bare = [erased(one, who=True, where=True) for one in links]

    assert first_fault(bare, links[-1].head) is None
    assert {one.event.actor_name for one in bare} == {""}
    assert {one.event.address for one in bare} == {None}
    assert [one.event.detail for one in bare] == [{"failures": number} for number in range(5)]
    assert "Lan" not in repr(bare)
    assert first_fault([erased(one, who=True) for one in bare], links[-1].head) is None


def test_nothing_comes_back_in_the_place_of_what_was_erased():
    links = chain()
    bare = erased(links[2], who=True)
    links[2] = replace(bare, event=replace(bare.event, actor_name="Người khác"))

    assert first_fault(links, links[-1].head) == Broken(3, Fault.CHANGED)


def test_the_same_secret_has_another_digest_in_every_event():
    one, other = (erased(link(Head(), event(), None), who=True, where=True) for _ in range(2))

    assert (one.who, one.where) != (other.who, other.where)


def test_an_event_says_which_records_it_is_about():
    account, nomination = uuid4(), uuid4()
    save = event(event="item.save", subject="II.1.3", detail={"version": 2})
    send = event(
        event="item.send", subject="I.1, I.2", detail={"items": {str(UNIT): ["I.1", "I.2"]}}
    )
    case = event(
        event="council.vote", subject=str(account), detail={"nomination": nomination, "counts": {}}
    )

    assert about(save, UNIT) == f" {UNIT}/II.1.3 "
    assert about(send, None) == f" {UNIT}/I.1 {UNIT}/I.2 "
    assert about(case, OTHER) == f" {OTHER} {account} {nomination} "
    assert about(event(detail={}, subject="x"), None) == ""


def test_what_is_stored_as_text_is_hashed_as_text():
    told = event(detail={"failures": {"b": (UUID(int=1), 2), 10: NOW.date(), 2: None}})
    made = link(Head(), told, None)

    assert made.event.detail == {
        "failures": {"b": [str(UUID(int=1)), 2], "10": "2026-11-29", "2": None}
    }
