"""What waits for whoever is signed in: the most pressing first, each one click from the act."""

from collections.abc import Hashable

from lib.config import settings
from lib.domain import access
from lib.domain.access import Action
from lib.services import clock
from lib.services.desk import desks
from lib.text import desk as words
from lib.ui.frame import nav
from lib.ui.home import piles
from lib.ui.kit import live, page_head, session
from lib.ui.people import beginning

actor = session.require(Action.DESK_VIEW)
found, today = desks.of_person(session.db(), actor), clock.today()


def newest() -> Hashable:
    viewer = session.require(Action.DESK_VIEW)
    return desks.of_person(session.db(), viewer), clock.today()


page_head.draw("Việc của tôi", words.sentence(found) or actor.unit_name)
piles.draw(found, today, nav.page)
if access.can(actor, Action.PEOPLE_MANAGE):
    beginning.draw_while_new(actor)
live.watch("home", (found, today), newest, every_s=settings().refresh_seconds)
