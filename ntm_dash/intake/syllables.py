"""Which words can be Vietnamese syllables: the test by which broken text is told from sound text.

Consonants are taken freely, so that names of ethnic minorities (Krong, Dak, Mnong, with their diacritics)
pass: old font encodings leave consonants as they are. What counts is the vowels, the final, the tone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
_BEFORE_A_STOP = "\u0301\u0323"
_SHAPES = {"(": "\u0306", "^": "\u0302", "+": "\u031b"}

# Vowels and finals that exist, without tone, spelled in ASCII: a( a^ e^ o^ o+ u+ (as in VIQR).
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay a(c a(m a(n a(ng a(p a(t a^c a^m a^n a^ng a^p a^t a^u a^y
e ec em en eng eo ep et e^ e^ch e^m e^n e^nh e^p e^t e^u
i ia ich im in inh ip it iu ie^ ie^c ie^m ie^n ie^ng ie^p ie^t ie^u
o oa oac oach oai oam oan oang oanh oao oap oat oay oa(c oa(m oa(n oa(ng oa(t oe oen oeo oet oc oi om on ong
op ot o^ o^c o^i o^m o^n o^ng o^p o^t o+ o+i o+m o+n o+p o+t
u ua uc ui um un ung up ut ua^n ua^ng ua^t ua^y ue^ ue^ch ue^nh uo+ uo^c uo^i uo^m uo^n uo^ng uo^t
uy uya uych uynh uyp uyt uyu uye^n uye^t
u+ u+a u+c u+i u+m u+n u+ng u+t u+u u+o+ u+o+c u+o+i u+o+m u+o+n u+o+ng u+o+p u+o+t u+o+u
y ych ynh yt ye^ ye^m ye^n ye^ng ye^t ye^u
"""
_LONGEST = 16
_MINORITY_FINALS = {"k": "c", "l": "n", "r": "n", "h": "nh"}


def _spell(ascii_rime: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"[(^+]", lambda sign: _SHAPES[sign[0]], ascii_rime))


_KNOWN = frozenset(map(_spell, _RIMES.split()))
_SHAPED = frozenset(map(_spell, ("a(", "a^", "e^", "o^", "o+", "u+")))
_VOWELS = frozenset("aeiouy") | _SHAPED
_ALPHABET = _VOWELS | set("bcdfghjklmnpqrstvwxz\u0111")
_ONSET = re.compile("(?:[b-df-hj-npr-tv-xz\u0111]|q(?=u))*")


def without_tone(text: str) -> str:
    """The text in NFC without its tone marks; shape marks (circumflex, breve, horn) stay."""
    letters = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES))


def is_syllable(word: str, *, tone_in_place: bool = True) -> bool:
    """True if the word (letters only, NFC) can be a Vietnamese syllable or an abbreviation in capitals.

    With `tone_in_place` the tone must stand on a vowel where it is written; both ways to write oa, oe and
    uy are right.
    """
    return len(word) <= _LONGEST and _is_syllable(word, tone_in_place)


@lru_cache(maxsize=65536)
def _is_syllable(word: str, tone_in_place: bool) -> bool:
    tones = [letter for letter in unicodedata.normalize("NFD", word) if letter in TONES]
    bare = without_tone(word.casefold())
    if word.isupper() and not tones and _ALPHABET.issuperset(bare):
        return True
    if len(tones) > 1 or len(bare) != len(word) or not (word.islower() or word.isupper() or word.istitle()):
        return False
    for start in _starts(bare):
        rime = bare[start:]
        final = _MINORITY_FINALS.get(rime[-1:])
        if rime in _KNOWN or (final and rime[:-1] + final in _KNOWN):
            break
    else:
        return False
    if not tones:
        return True
    if (rime[-1] in "cpt" or rime.endswith("ch")) and tones[0] not in _BEFORE_A_STOP:
        return False
    seat = next(place for place, letter in enumerate(word) if letter.casefold() != bare[place]) - start
    return not tone_in_place or seat in _seats(rime)


def _starts(bare: str) -> Iterator[int]:
    """Where the vowels may start: qu and gi open a syllable, or end in its first vowel."""
    if bare.startswith(("qu", "gi")) and len(bare) > 2:
        yield 2
    if onset := _ONSET.match(bare):
        yield onset.end()


def _seats(rime: str) -> set[int]:
    """Places in the rime where its tone is written."""
    shaped = [place for place, letter in enumerate(rime) if letter in _SHAPED]
    if shaped:
        return {shaped[-1]}
    vowels = next((place for place, letter in enumerate(rime) if letter not in _VOWELS), len(rime))
    if rime[:2] in ("oa", "oe", "uy") and vowels == 2:
        return {0, 1} if len(rime) == 2 else {1}
    return {1} if vowels == 3 else {0}
