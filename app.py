"""What is served: `streamlit run app.py`. The script that draws the pages is lib/ui/frame/shell.py.

The script lies apart from pages/ on purpose: beside it, a new process would run pages/x.py for a
visitor of /x without the script, and so without the sign-in.
"""

from __future__ import annotations

import streamlit as st

from lib.config import ROOT
from lib.web import (
    audit,
    campaign_file,
    documents,
    evidence,
    exports,
    honours,
    jobs,
    notices,
    papers,
    reports,
)
from lib.web.api import api
from lib.web.server import around
from lib.web.sheets import routes as sheets
from lib.web.wiring import SERVICES

app = st.App(
    ROOT / "lib" / "ui" / "frame" / "shell.py",
    **around(
        SERVICES,
        *api.routes(),
        *audit.routes(),
        *campaign_file.routes(),
        *exports.routes(),
        *documents.routes(),
        *evidence.routes(),
        *jobs.routes(),
        *notices.routes(),
        *papers.routes(),
        *reports.routes(),
        *honours.routes(),
        *sheets.routes(),
    ),
)
