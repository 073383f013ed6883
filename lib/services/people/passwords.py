"""Passwords: hashing, the one check of a sign-in, what a new one must not be, one-time ones."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from typing import Final

import bcrypt

from lib.config import settings
from lib.domain.accounts import PASSWORD_MAX_BYTES, check_password_shape, clean_password
from lib.domain.vietnamese import search_key
from lib.errors import Invalid
from lib.services.people import hashing
from lib.services.people.hashing import Lane, Place
from lib.services.people.weak_words import WORDS

# Letters and digits that nobody takes for one another on a printed slip.
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _GROUP_LENGTH = 3, 5
_RECOVERY_GROUPS: Final = 5
_STRONG_ENOUGH: Final = 3
"""zxcvbn's score for more than 10^8 guesses."""
_WORD_LENGTH: Final = 3
_LETTERS_OF_ITS_OWN: Final = 6
_DIVIDERS = re.compile(r"[^a-z0-9]+")


def hash_password(text: str) -> str:
    """The bcrypt hash of a password whose shape has been checked.

    Raises:
        Unavailable: "hashing_busy".
    """
    salt = bcrypt.gensalt(settings().bcrypt_rounds)
    with hashing.place(Lane.KNOWN) as place:
        return place.run(bcrypt.hashpw, clean_password(text).encode(), salt).decode()


def matches(text: str, password_hash: str, place: Place) -> bool:
    """Whether the password is the hashed one, for the price of exactly one bcrypt check."""
    typed = clean_password(text).encode()
    # bcrypt raises over 72 bytes; such a text is nobody's password but must cost the same.
    fits = len(typed) <= PASSWORD_MAX_BYTES
    is_same = place.run(bcrypt.checkpw, typed[:PASSWORD_MAX_BYTES], password_hash.encode())
    return is_same and fits


def dummy_hash() -> str:
    """What nobody's password gives, at the price of a real check: for names that cannot sign in."""
    return bcrypt.gensalt(settings().bcrypt_rounds).decode() + "." * 31


def check_new_password(text: str, *, names: Iterable[str] = ()) -> None:
    """Refuse a password that is too short, too long, or easily guessed.

    Args:
        names: of the person, the unit, the agency: words a guesser would try first.
    Raises:
        Invalid: "short_password", "long_password" or "weak_password".
    """
    # Its lists of words take 10 MiB, and passwords are seldom set.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    password = clean_password(text)
    check_password_shape(password)
    words = [*_pieces(names), *WORDS]
    if _is_made_of(password, words) or any(
        zxcvbn(form, user_inputs=words)["score"] < _STRONG_ENOUGH for form in _forms(password)
    ):
        raise Invalid("weak_password")


def one_time_password() -> str:
    """A readable random password of 74 bits."""
    return _readable(_GROUPS)


def recovery_code() -> str:
    """A readable random code of 123 bits, enough to be kept as a plain hash."""
    return _readable(_RECOVERY_GROUPS)


def _readable(groups: int) -> str:
    return "-".join(
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(groups)
    )


def _forms(password: str) -> set[str]:
    """The ways a guesser would spell it: as it is, without accents, without accents and blanks."""
    bare = search_key(password)
    return {password, bare, bare.replace(" ", "")}


def _is_made_of(password: str, words: list[str]) -> bool:
    """Whether known words with digits and signs around them are nearly all there is."""
    bare = _DIVIDERS.sub("", search_key(password))
    known = sorted((word for word in words if len(word) >= _WORD_LENGTH), key=len, reverse=True)
    left = bare
    for word in known:
        left = left.replace(word, " ")
    return left != bare and sum(letter.isalpha() for letter in left) < _LETTERS_OF_ITS_OWN


def _pieces(names: Iterable[str]) -> list[str]:
    """Each name's words, the name as one word, and its initials, without accents."""
    pieces: dict[str, None] = {}
    for name in names:
        words = _DIVIDERS.sub(" ", search_key(name)).split()
        initials = "".join(word[0] for word in words)
        for piece in ("".join(words), *words, initials):
            if len(piece) > 1:
                pieces[piece] = None
    return list(pieces)
