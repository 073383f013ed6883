"""The script that Streamlit runs; apart from pages/, which it must not lie beside."""

from __future__ import annotations

from lib.ui.frame import frame

frame.draw()
