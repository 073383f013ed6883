"""An empty page: shell, navigation, require(), nothing drawn."""

from lib.ui.kit import session

session.require()
