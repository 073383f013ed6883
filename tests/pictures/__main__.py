"""`python -m tests.pictures` takes README's and guide's, `… all [page …]` every page (or these)."""

from __future__ import annotations

import sys

from tests.pictures import every_page, guide

match sys.argv[1:]:
    case []:
        guide.take()
    case ["all", *names]:
        every_page.take(names)
    case _:
        sys.exit(__doc__)
