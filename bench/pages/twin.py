"""The twin: the checklist's own page, but for its one task's fields, which stand in code."""

from bench import twin
from lib.ui import session

session.require(twin.ACTION)
exec(twin.page_code(), globals())
