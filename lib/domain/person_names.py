"""Whether two texts name the same person, however either was typed."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

from lib.domain.vietnamese import search_key

# Small letters that look Latin, or whose capitals do: Cyrillic and Greek; digits for letters.
_LOOK_ALIKE: Final = str.maketrans(
    "аԁеһіјӏорԛѕսԝхуусгкмнтвαβεηικμνορτυχɡı01",
    "adehijlopqsuwxyycrkmhtbabehikmnoptuxgiol",
)
# What stands in brackets, and all after a comma or a dash between blanks.
_ASIDE: Final = re.compile(r"\(.*?(?:\)|$)|\[.*?(?:\]|$)|[,;:–—|].*|\s-\s.*", re.DOTALL)
_NO_LETTER: Final = re.compile(r"[^a-z]+")
_POSTS: Final = (
    r"(?:pho )?giam doc(?: so)?|(?:pho )?truong (?:phong|ban)"
    r"|(?:pho )?chanh (?:van phong|thanh tra)"
    r"|(?:pho )?chu tich|chuyen vien(?: chinh)?|can bo|vien chuc|cong chuc|thanh tra vien"
)
_ADDRESS: Final = (
    r"dong chi|d c|dc|ong|ba|anh|chi|co|chu|bac|em|(?:pho )?giao su|tien s[iy]|thac s[iy]|ky su"
    r"|kien truc su|cu nhan|bac s[iy]|p?gs|ts|ths|ks|kts|cn|bs|q|quyen"
)
# Before the name any of them, as long as two words are left; after it posts alone, as words of
# address are names as well.
_BEFORE: Final = re.compile(rf"^(?:(?:{_POSTS}|{_ADDRESS}) )+(?=\S+ \S)")
_AFTER: Final = re.compile(rf"(?<=\S) (?:{_POSTS})\b.*")


@functools.lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """The same for every spelling of a person's name.

    As `words_key`; forms of address, posts and what stands aside are left out.
    """
    bare = " ".join(_words(_ASIDE.sub(" ", name)))
    return " ".join(sorted(_AFTER.sub("", _BEFORE.sub("", bare)).split()))


def words_key(name: str) -> str:
    """The same for every spelling of a name, as a collective's.

    No accents, no case, no punctuation, look-alike letters made Latin, the words in the order of
    letters.
    """
    return " ".join(sorted(_words(name)))


def is_same_person(one: str, other: str) -> bool:
    """Whether both name the same person; two people of one name cannot be told apart."""
    key = person_key(one)
    return bool(key) and key == person_key(other)


def _words(name: str) -> list[str]:
    compatible = unicodedata.normalize("NFKC", name)
    visible = "".join(one for one in compatible if unicodedata.category(one) != "Cf")
    return _NO_LETTER.sub(" ", search_key(visible).translate(_LOOK_ALIKE)).split()
