"""Stands in for a maker: it makes one step after another, and never a file."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    while True:
        sys.stdout.write("1\n")
