"""Keys of questions and choices, made out of the words that people give them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from lib.domain.forms.field_data import KEY_LIMIT
from lib.domain.vietnamese import search_key


def key_of(label: str, is_free: Callable[[str], bool], *, begin: str = "muc") -> str:
    """The first free key in plain letters: "Số hội nghị" gives so_hoi_nghi, then so_hoi_nghi_2.

    Args:
        begin: what stands before what begins with no letter, which no key may.
    """
    words = re.sub("[^a-z0-9]+", "_", search_key(label)).strip("_")
    stem = words if words[:1].isalpha() else f"{begin}_{words}".strip("_")
    tails = itertools.chain([""], (f"_{number}" for number in itertools.count(2)))
    keys = (f"{stem[: KEY_LIMIT - len(tail)].rstrip('_')}{tail}" for tail in tails)
    return next(key for key in keys if is_free(key))
