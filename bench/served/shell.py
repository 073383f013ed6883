"""The product's shell, once the bench's page is in the menu."""

from __future__ import annotations

from bench import menu
from lib.ui.frame import frame

menu.add()
frame.draw()
