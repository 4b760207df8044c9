"""The order of names for those who read Vietnamese: Đ after D, Ă and Â after A, tones only between equals."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", 0x61)}
_TONES = "\u0300\u0309\u0303\u0301\u0323"


@lru_cache(maxsize=4096)
def alphabetical(name: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """The key by which names are sorted."""
    letters, tones = [], []
    for sign in unicodedata.normalize("NFC", name.casefold()):
        base, *marks = tuple(unicodedata.normalize("NFD", sign))
        letter = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in _TONES))
        letters.append(_LETTERS.get(letter, ord(letter[0])))
        tones.append(next((1 + _TONES.index(mark) for mark in marks if mark in _TONES), 0))
    return tuple(letters), tuple(tones), name
