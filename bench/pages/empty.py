"""An empty page: shell, navigation, require(), nothing drawn."""

from lib.ui import session

session.require()
