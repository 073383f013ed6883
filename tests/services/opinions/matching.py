"""Who wrote what? What a thief of the disk can try who has everything that is stored.

Orders: each source puts the opinions, or the people, into one (bytes in a file, rows in a table,
versions in PostgreSQL); orders are matched place by place, both ways, and compared by ranks.
Neighbours: an opinion is given to whoever's key lies next to it, in bytes or in transactions.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

Order = Sequence[int]


@dataclass(frozen=True, slots=True)
class Matched:
    """The best that an attacker got.

    Attributes:
        hits: how many opinions were given to their authors by the best guess.
        correlation: the largest rank correlation of two orders, without its sign.
        tried: how many guesses there were.
    """

    hits: int
    correlation: float
    tried: int


def best(
    people: Mapping[str, Order], opinions: Mapping[str, Order], guesses: Mapping[str, Order]
) -> Matched:
    """The best over all pairs of orders and all guesses.

    Args:
        people: by source, numbers of people in an order that tells of their acts.
        opinions: by source, numbers of opinions; opinion n is of person n.
        guesses: by source, for each opinion the person it is given to.
    """
    hits = [sum(place == one for place, one in enumerate(each)) for each in guesses.values()]
    correlation = 0.0
    for theirs in people.values():
        for ours in opinions.values():
            for guessed in (ours, ours[::-1]):
                hits.append(sum(a == b for a, b in zip(theirs, guessed, strict=True)))
            correlation = max(correlation, abs(_spearman(theirs, ours)))
    return Matched(max(hits), correlation, len(hits))


def most_by_chance(pairs: int, risk: float = 1e-6) -> int:
    """So many hits pure chance exceeds in one of a million such attacks at most.

    The hits of a random matching are spread as Poisson's law with mean 1.
    """
    most = 0
    while pairs * _poisson_above(most) > risk:
        most += 1
    return most


def correlation_by_chance(count: int, pairs: int, risk: float = 1e-6) -> float:
    """The same for rank correlations, which are spread normally with variance 1 / (n - 1)."""
    deviations = 1.0
    while pairs * math.erfc(deviations / math.sqrt(2)) > risk:
        deviations += 0.01
    return deviations / math.sqrt(count - 1)


def nearest_in_bytes(
    content: bytes, needles: Sequence[bytes], keys: Sequence[Sequence[bytes]]
) -> dict[str, Order]:
    """Each opinion given to the person whose key lies last before it, and first behind it.

    Args:
        keys: of each person, every form in which their key may be written.
    """
    places = sorted(
        (place, person)
        for person, forms in enumerate(keys)
        for form in forms
        for place in _places(content, form)
    )
    found = [content.rfind(needle) for needle in needles]
    if not places or min(found) < 0:
        return {}
    return neighbours(found, places)


def neighbours(found: Sequence[int], places: Sequence[tuple[int, int]]) -> dict[str, Order]:
    """The same of places of any kind.

    Args:
        found: where each opinion is.
        places: where a person's act is, and whose it is, in the order of the places.
    """
    at = [bisect_left(places, (place, -1)) for place in found]
    return {
        "before": [places[max(place - 1, 0)][1] for place in at],
        "behind": [places[min(place, len(places) - 1)][1] for place in at],
    }


def forms_of(key: UUID) -> list[bytes]:
    """How a key is written: as text, as PostgreSQL stores it, and as DuckDB does."""
    upper, lower = key.int >> 64 ^ 1 << 63, key.int & (1 << 64) - 1
    return [
        str(key).encode(),
        key.bytes,
        lower.to_bytes(8, "little") + upper.to_bytes(8, "little"),
    ]


def order_in_bytes(content: bytes, needles: Sequence[bytes]) -> Order | None:
    """The needles by where each is found last; None where one is not found."""
    places = [content.rfind(needle) for needle in needles]
    if min(places) < 0:
        return None
    return sorted(range(len(needles)), key=places.__getitem__)


def first_in_bytes(content: bytes, needles: Sequence[bytes]) -> Order | None:
    """The same by where each is found first."""
    places = [content.find(needle) for needle in needles]
    if min(places) < 0:
        return None
    return sorted(range(len(needles)), key=places.__getitem__)


def files_below(*folders: Path) -> dict[str, bytes]:
    """Every file, by its name."""
    return {
        path.name: path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _places(content: bytes, needle: bytes) -> list[int]:
    found, place = [], content.find(needle)
    while place >= 0:
        found.append(place)
        place = content.find(needle, place + 1)
    return found


def _poisson_above(most: int) -> float:
    """How likely more than `most` events are where one is expected."""
    return sum(math.exp(-1) / math.factorial(n) for n in range(most + 1, most + 40))


def _spearman(first: Order, second: Order) -> float:
    count = len(first)
    ranks = {one: place for place, one in enumerate(first)}
    squares = sum((ranks[one] - place) ** 2 for place, one in enumerate(second))
    return float(1 - 6 * squares / (count * (count**2 - 1)))
