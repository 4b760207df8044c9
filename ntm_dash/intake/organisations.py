"""Names that people wrote, to the bodies that nominate.

The register is open: enterprises and communes may propose too. A name outside it is kept as written, with a
note where it is close to one of the register.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Problem
from ntm_dash.intake.names import NameIndex, spelling_key
from ntm_dash.intake.text import search_key, tidy

_KEPT = 50_000
_WORD_ALIKE = 0.65
_WORDS_LEFT_OUT = 3


@lru_cache(1)
def unit_aliases() -> tuple[tuple[str, str], ...]:
    """The (alias, name) pairs of `data/reference/unit_aliases.csv`."""
    with (REFERENCE / "unit_aliases.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["alias"], row["name"]) for row in csv.DictReader(file))


class OrganisationIndex:
    """The register of nominating bodies.

    An alias of a registered name is another name of that body; any other alias is a short form that may stand
    inside names ("GTVT"), and one for nothing is a word that does not count.
    """

    def __init__(self, names: Iterable[str], aliases: Iterable[tuple[str, str]]) -> None:
        known = {spelling_key(name): name for name in names}
        short: dict[str, str] = {}
        other: list[tuple[str, str]] = []
        for alias, name in aliases:
            if registered := known.get(spelling_key(name)):
                other.append((alias, registered))
            else:
                short[search_key(spelling_key(alias))] = spelling_key(name)
        self._short = short
        self._longest = max((len(alias.split()) for alias in short), default=0)
        keys = [(self._key(written), name) for written, name in [*((n, n) for n in known.values()), *other]]
        self._names = NameIndex(keys)
        self._words = [(search_key(key).split(), name) for key, name in keys]
        self._kept = lru_cache(_KEPT)(self._match)

    def organisation(self, name: str) -> tuple[str, Problem | None]:
        """The registered name, or the name as written with a note where registered names are near."""
        return self._kept(name)

    def _match(self, name: str) -> tuple[str, Problem | None]:
        written = tidy(name)
        key = self._key(written)
        found = self._names.spelled(key) or self._names.bare(key)
        if len(found) == 1:
            return found[0], None
        words = search_key(key).split()
        near = found or [other for known, other in self._words if _alike(words, known)]
        if not near:
            return written, None
        candidates = tuple((other, other) for other in dict.fromkeys(near))
        return written, Problem("organisation_near", "note", read=written, candidates=candidates)

    def _key(self, name: str) -> str:
        """The words of the name, short forms written out."""
        words, out = spelling_key(name).split(), []
        while words:
            for size in range(min(self._longest, len(words)), 0, -1):
                full = self._short.get(search_key(" ".join(words[:size])))
                if full is not None:
                    out += full.split()
                    break
            else:
                size = 1
                out.append(words[0])
            words = words[size:]
        return " ".join(out)


def _alike(one: Sequence[str], two: Sequence[str]) -> bool:
    """One name is the other with a few words left out, or with slips inside words, none replaced."""
    few, many = sorted((one, two), key=len)
    if len(few) < len(many):
        rest = iter(many)
        return bool(few) and len(many) - len(few) <= _WORDS_LEFT_OUT and all(word in rest for word in few)
    return all(SequenceMatcher(None, a, b).ratio() >= _WORD_ALIKE for a, b in zip(few, many, strict=True))
