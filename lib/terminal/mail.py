"""Whether letters leave."""

from __future__ import annotations

import argparse
import sys

from lib.domain.reminders.letters import Result
from lib.services.mail import mail
from lib.text import mail as words


def mail_test(arguments: argparse.Namespace) -> None:
    """Send one letter, and say what is wrong where it does not leave."""
    done, server = mail.try_out(arguments.address), mail.required()
    told = words.outcome(done, host=server.host, port=server.port, sender=server.sender)
    if done.result != Result.ACCEPTED:
        print(told, file=sys.stderr)
        raise SystemExit(1)
    print(told)
    print(words.LOOK.format(address=arguments.address))
