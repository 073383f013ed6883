"""What Streamlit does anew in every run and need not.

Each of these changes something private to Streamlit. Where a later version does it otherwise,
nothing is changed and the log says so: a page then costs what it did.
"""

from lib.web.spared import labels, tab_state, theme


def spare() -> None:
    """Before the first run; twice is once."""
    theme.keep()
    tab_state.look_up()
    labels.keep()
