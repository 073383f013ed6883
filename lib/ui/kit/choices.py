"""The labels of the options in a box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")


def unique_labels(names: Mapping[K, str]) -> dict[K, str]:
    """The same names, numbered from the second of each on.

    The browser answers with the words of an option; of two with the same words Streamlit takes
    the last, whichever was meant.

    Args:
        names: what each option is called, by its key.
    """
    said: dict[K, str] = {}
    taken = set(names.values())
    if len(taken) == len(names):
        return dict(names)
    seen: set[str] = set()
    for key, name in names.items():
        word, number = name, 1
        while word in seen or (number > 1 and word in taken):
            number += 1
            word = f"{name} ({number})"
        seen.add(word)
        said[key] = word
    return said
