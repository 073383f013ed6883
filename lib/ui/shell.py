"""The script that Streamlit runs; apart from pages/, which it must not lie beside."""

from __future__ import annotations

from lib.ui import frame

frame.draw()
