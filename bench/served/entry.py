"""What the bench serves: as app.py, with one page of its own in the menu."""

from __future__ import annotations

import streamlit as st

from bench.server import ROOT
from lib.web import exports
from lib.web.server import around
from lib.web.wiring import SERVICES

# Apart from bench/pages/, which must not lie beside the script (FACTS 2).
app = st.App(ROOT / "bench" / "served" / "shell.py", **around(SERVICES, *exports.routes()))
