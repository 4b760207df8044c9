"""When two spellings are the same name, and which names are near to one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Generic, TypeVar

from ntm_dash.intake.syllables import TONES
from ntm_dash.intake.text import search_key

_NEAR = 0.7
_LONGEST = 200

T = TypeVar("T")


def spelling_key(text: str) -> str:
    """The words of a name, lower case, diacritics kept.

    The tone stands after its word and y is written i, so that both ways of spelling one syllable
    (tone on the first or the second vowel; final y or i) give one key. Punctuation is dropped.
    """
    words = []
    for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold()):
        letters = unicodedata.normalize("NFD", word)
        tone = "".join(letter for letter in letters if letter in TONES)
        plain = "".join(letter for letter in letters if letter not in TONES)
        words.append(plain.replace("y", "i") + tone)
    return " ".join(words)


class NameIndex(Generic[T]):
    """Things by their names. All names, given and asked for, are spelling keys."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._spelled: dict[str, list[T]] = defaultdict(list)
        self._bare: dict[str, list[T]] = defaultdict(list)
        for key, thing in names:
            for table, name in ((self._spelled, key), (self._bare, search_key(key))):
                if name and thing not in table[name]:
                    table[name].append(thing)

    def spelled(self, key: str) -> list[T]:
        """Those whose name is the same, diacritics included."""
        return self._spelled.get(key, [])

    def bare(self, key: str) -> list[T]:
        """Those whose name is the same without diacritics."""
        return self._bare.get(search_key(key), [])

    def near(self, key: str, keep: Callable[[T], bool] = lambda _: True) -> list[T]:
        """At most three names' things, nearest first, of those to keep; by likeness without diacritics."""
        word = search_key(key)
        if len(word) > _LONGEST:
            return []
        names = [name for name, things in self._bare.items() if any(map(keep, things))]
        found = get_close_matches(word, names, n=3, cutoff=_NEAR)
        return [thing for name in found for thing in self._bare[name] if keep(thing)]
