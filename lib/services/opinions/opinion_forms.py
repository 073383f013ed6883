"""The form of opinions, as data, and what is typed into it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final

import yaml

from lib.config import ROOT
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Form, form_from_data
from lib.domain.opinions import TOPIC, TURNED_AWAY
from lib.errors import Refused

_PATH: Final = ROOT / "data" / "forms" / "opinion.yaml"


@functools.cache
def form() -> Form:
    """The form as it is asked now."""
    return form_from_data(yaml.safe_load(_PATH.read_text(encoding="utf-8")))


@functools.cache
def topics() -> Mapping[str, str]:
    """Topic -> what it is called, those that are asked no more too."""
    (field,) = (one for one in form().fields if one.key == TOPIC)
    return {choice.key: choice.label for choice in field.choices}


def taken(raw: Mapping[str, object]) -> dict[str, Value]:
    """What is to be stored of what was typed.

    Raises:
        Problems: values that cannot be taken.
        Refused: a complaint or a denunciation, which have a way of their own.
    """
    if raw.get(TOPIC) in TURNED_AWAY:
        raise Refused("complaint")
    return forms.parse_answers(form(), raw, complete=True)
