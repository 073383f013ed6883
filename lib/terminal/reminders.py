"""Reminders: who would be told what today, or sending it."""

from __future__ import annotations

import argparse
import json

from lib.domain.vietnamese import format_date
from lib.services.reminders import terminal
from lib.services.reminders.terminal import Told
from lib.terminal import opening
from lib.text import reminders as words


def remind(arguments: argparse.Namespace) -> None:
    """Print what today's digests say; unless it is a trial, send them then."""
    with opening.database(opening.chosen(arguments)) as db:
        told = terminal.today(db)
        sent = None if arguments.dry_run else terminal.send(db)
    if arguments.json:
        print(json.dumps([_data(one) for one in told], ensure_ascii=False, indent=2))
        return
    for one in told:
        lies = f", {words.IN_OUTBOX}" if one.in_outbox else ""
        print(f"{one.name} ({one.to}){lies}")
        for line in one.lines:
            due = f", hạn {format_date(line.due_on)}" if line.due_on else ""
            print(f"  {line.title}: {line.why}{due}")
        if one.note:
            print(f"  {words.FIELDS['note']}: {one.note}")
    if sent is None:
        print(words.WOULD_SEND.format(count=len(told)))
    else:
        print(words.SENT.format(count=sent[0], letters=sent[1]))


def _data(one: Told) -> dict[str, object]:
    items = [
        {
            "title": line.title,
            "why": line.why,
            "due": line.due_on.isoformat() if line.due_on else None,
            "path": line.path,
        }
        for line in one.lines
    ]
    return {
        "to": one.to,
        "name": one.name,
        "day": one.day.isoformat(),
        "channel": one.channel,
        "in_outbox": one.in_outbox,
        "items": items,
        "note": one.note,
    }
