"""What the bench serves: the product's app with two more pages in its menu."""

from __future__ import annotations

import streamlit as st

from app import SERVICES  # type: ignore[attr-defined]
from bench.server import ROOT
from lib.web.server import around

# Apart from bench/pages/, which must not lie beside the script (FACTS 2).
app = st.App(ROOT / "bench" / "served" / "shell.py", **around(SERVICES))
