"""Exemplars: who is held up as an example, and what may be shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lib.domain.access import Action
from lib.domain.nominations import Subject
from lib.domain.person_names import is_same_person
from lib.errors import Refused

NAME_LIMIT = 250
HEADLINE_LIMIT = 500
STORY_LIMIT = 5000
CONSENT_LIMIT = 500


class ExemplarState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ExemplarStep(StrEnum):
    SAVE = "save"
    SEND = "send"
    RETURN = "return"
    PUBLISH = "publish"
    TELL = "tell"
    """What the Office corrects or records, as the consent, before and after it is shown."""
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table of steps.

    Attributes:
        bars_author: whoever is shown, or wrote or sent it, may not take the step.
        needs_consent: the agreement of who is shown, and its day, must be recorded.
    """

    target: ExemplarState
    action: Action
    needs_note: bool = False
    needs_consent: bool = False
    bars_author: bool = False


_S, _T = ExemplarState, ExemplarStep

STEPS: Mapping[tuple[ExemplarState, ExemplarStep], Row] = {
    (_S.DRAFT, _T.SAVE): Row(_S.DRAFT, Action.EXEMPLAR_EDIT),
    (_S.DRAFT, _T.SEND): Row(_S.SENT, Action.EXEMPLAR_EDIT),
    (_S.DRAFT, _T.WITHDRAW): Row(_S.WITHDRAWN, Action.EXEMPLAR_EDIT),
    (_S.SENT, _T.WITHDRAW): Row(_S.WITHDRAWN, Action.EXEMPLAR_EDIT),
    (_S.SENT, _T.RETURN): Row(_S.DRAFT, Action.EXEMPLAR_PUBLISH, needs_note=True),
    (_S.SENT, _T.PUBLISH): Row(
        _S.PUBLISHED, Action.EXEMPLAR_PUBLISH, needs_consent=True, bars_author=True
    ),
    (_S.SENT, _T.TELL): Row(_S.SENT, Action.EXEMPLAR_PUBLISH),
    (_S.PUBLISHED, _T.TELL): Row(_S.PUBLISHED, Action.EXEMPLAR_PUBLISH),
    (_S.PUBLISHED, _T.WITHDRAW): Row(_S.WITHDRAWN, Action.EXEMPLAR_PUBLISH, needs_note=True),
}


@dataclass(frozen=True, slots=True)
class Exemplar:
    """An exemplar as stored now.

    Attributes:
        nomination_id: of the award that it tells of; None where a unit introduced it without one.
        headline: what is shown at once: the award's citation, or the unit's one line.
        story: shown only after consent, as is the photo.
        photo_revision_no: the very picture that was chosen, whatever is uploaded later.
        consent: who agreed, and how; "" while nobody has.
    """

    exemplar_id: UUID
    campaign_id: UUID
    unit_id: UUID
    subject: Subject
    state: ExemplarState
    name: str
    headline: str = ""
    story: str = ""
    photo_evidence_id: UUID | None = None
    photo_revision_no: int | None = None
    consent: str = ""
    consent_on: date | None = None
    nomination_id: UUID | None = None
    version: int = 0

    @property
    def has_consent(self) -> bool:
        return bool(self.consent) and self.consent_on is not None

    @property
    def has_shown_photo(self) -> bool:
        """Whether everybody may see the photo."""
        return (
            self.state == ExemplarState.PUBLISHED
            and self.has_consent
            and self.photo_evidence_id is not None
        )


def row_of(exemplar: Exemplar, step: ExemplarStep) -> Row:
    """The row for a step on an exemplar as it is.

    Raises:
        Refused: the table has no such row, or consent or a story is lacking.
    """
    row = STEPS.get((exemplar.state, step))
    if row is None:
        raise Refused("exemplar_state")
    if row.needs_consent and not exemplar.has_consent:
        raise Refused("consent_needed")
    if step == ExemplarStep.SEND and not (exemplar.headline and exemplar.story):
        raise Refused("story_needed")
    return row


def is_person(exemplar: Exemplar, full_name: str) -> bool:
    """Whether the person of that name is the one shown, however either is spelled."""
    return exemplar.subject == Subject.INDIVIDUAL and is_same_person(exemplar.name, full_name)
