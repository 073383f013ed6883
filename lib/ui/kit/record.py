"""What a page says of the record that it edits: which one, which form, which services."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Protocol
from uuid import UUID

from lib.domain.access import Action, Actor
from lib.domain.forms import forms
from lib.domain.forms.fields import Value
from lib.domain.forms.forms import Difference, Form
from lib.ui.kit.conflict import Other
from lib.ui.kit.open_form import Slot

Raw = Mapping[str, object]
"""What widgets hold: part key -> raw value."""


class Kept(Protocol):
    """A person's draft."""

    @property
    def answers(self) -> Raw: ...

    @property
    def seen_version(self) -> int: ...

    @property
    def kept_at(self) -> datetime: ...


class Stored(Protocol):
    """What a save gives back."""

    @property
    def version(self) -> int: ...

    @property
    def saved_at(self) -> datetime: ...


class Record(ABC):
    """What a page says of the record it edits."""

    slot: ClassVar[Slot]
    noun: ClassVar[str]
    """What stands in the keys of its buttons."""
    right: ClassVar[Action]
    """What every callback asks for; the services ask for the rest."""
    saves: ClassVar[str] = "Lưu"
    """What the button says that saves."""

    @abstractmethod
    def redrawn(self, actor: Actor) -> Sequence[str]:
        """The fragments that the act just done has to draw anew, in a second run.

        None where the form's own fragment, which a click on "Lưu" runs anyway, holds all of it.
        """

    @property
    @abstractmethod
    def key(self) -> str:
        """Which record; widget keys hold it, so that a late click is for no other."""

    @property
    def mark(self) -> str:
        """The same in a few letters, for the keys of buttons."""
        return self.key

    @property
    @abstractmethod
    def title(self) -> str:
        """What it is called when another one is open by now."""

    @property
    @abstractmethod
    def version(self) -> int: ...

    @property
    @abstractmethod
    def form(self) -> Form: ...

    @property
    @abstractmethod
    def draft(self) -> Kept | None: ...

    @property
    @abstractmethod
    def other(self) -> Other:
        """Whoever saved last."""

    @property
    def answers(self) -> Mapping[str, Value]:
        """What is stored of the form's answers, where some of them may be masked."""
        return {}

    @property
    @abstractmethod
    def stored(self) -> Raw:
        """The stored record as the widgets would hold it."""

    @property
    def besides(self) -> Raw:
        """What is typed beside the form's fields: key -> what an absent widget stands for."""
        return {}

    @abstractmethod
    def differences(self, mine: Raw) -> list[Difference]:
        """Field by field what is typed and what is stored.

        Raises:
            Problems: what is typed cannot be taken.
        """

    def is_stored(self, _raw: Raw) -> bool:
        """Whether a save would change nothing."""
        return False

    @abstractmethod
    def keep(self, actor: Actor, seen: int, raw: Raw) -> datetime | None:
        """Keep the draft; None when it says what is stored."""

    @abstractmethod
    def drop(self, actor: Actor) -> None:
        """Forget the draft."""

    @abstractmethod
    def save(self, actor: Actor, act_id: UUID, seen: int, raw: Raw) -> Stored:
        """Store what was typed over the version seen."""

    def button(self, verb: str) -> str:
        """The key of a button that acts on this record and no other."""
        return f"{verb}_{self.noun}_{self.mark}"


class FormRecord(Record):
    """A record that holds nothing but the answers of its form."""

    @property
    @abstractmethod
    def answers(self) -> Mapping[str, Value]:
        """What is stored."""

    @property
    def stored(self) -> Raw:
        return forms.start(self.form, self.answers)

    def differences(self, mine: Raw) -> list[Difference]:
        parsed = forms.parse_answers(self.form, mine, complete=False, held=self.answers)
        return forms.differences(self.form, parsed, self.answers)
