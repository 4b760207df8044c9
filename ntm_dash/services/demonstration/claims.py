"""What the invented dossiers claim: one situation of situations.toml after the other, with drawn figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ntm_dash.domain.terms import Rating
from ntm_dash.services.demonstration.dossiers import Dossier
from ntm_dash.services.demonstration.invention import Invention, material

ROUND = 1_000_000
GIVEN_FROM, GIVEN_UNTIL = date(2012, 3, 1), date(2019, 5, 31)
YEARS = range(2011, 2019)


class Claims:
    """Fills dossiers; each award and subject takes its situations in turn."""

    def __init__(self, movement: str) -> None:
        self._movement = movement
        self._invention = Invention("claims")
        self._turn: Counter[tuple[str, str]] = Counter()

    def fill(self, dossier: Dossier) -> None:
        """Give a dossier the claims of its next situation; one without situations claims nothing."""
        told = material("situations").get(dossier.award, {}).get(dossier.subject)
        if told is None:
            return
        turn = self._turn[dossier.award, dossier.subject]
        self._turn[dossier.award, dossier.subject] += 1
        situation = told["turns"][turn % len(told["turns"])]
        dossier.contributions = self._contributions(situation, told)
        dossier.evidence = {item: self._figure(item, said) for item, said in situation.get("evidence", {}).items()}
        if "awards" in situation:
            dossier.awards = self._awards(situation["awards"])
        dossier.ratings = self._ratings(situation.get("ratings", {}))

    def _contributions(self, situation: Mapping[str, Any], told: Mapping[str, Any]) -> list[dict[str, Any]]:
        gifts: list[dict[str, Any]] = []
        for said, marks in (
            ("certain", {}),
            ("unconfirmed", {"confirmed": False}),
            ("pledged", {"status": "pledged"}),
        ):
            if said in situation:
                total = round(self._invention.between(*situation[said]) * told["threshold"] / ROUND) * ROUND
                gifts += [{**gift, **marks} for gift in self._split(total, told["kinds"], whole=bool(marks))]
        if situation.get("unvalued"):
            on = self._invention.day(GIVEN_FROM, GIVEN_UNTIL)
            gifts.append({"kind": told["kinds"][0], "on": on, "value": None})
        return gifts

    def _split(self, total: int, kinds: Sequence[str], *, whole: bool) -> list[dict[str, Any]]:
        """A total as one gift, or as several on different days."""
        parts = 1 if whole else self._invention.whole(2, 5)
        gifts = []
        left = total
        for part in range(parts, 0, -1):
            share = left if part == 1 else round(left / part * self._invention.between(0.5, 1.3) / ROUND) * ROUND
            left -= share
            on = self._invention.day(GIVEN_FROM, GIVEN_UNTIL)
            gifts.append({"kind": self._invention.one(kinds), "on": on, "value": share})
        return gifts

    def _figure(self, item: str, said: bool | Sequence[int]) -> bool | int:
        if isinstance(said, bool):
            return said
        drawn = self._invention.whole(*said)
        return round(drawn / ROUND) * ROUND if item == "income" else drawn

    def _awards(self, said: str | int) -> list[dict[str, Any]]:
        if isinstance(said, str):
            return []
        on = self._invention.day(date(said, 2, 1), date(said, 12, 25))
        number = self._invention.whole(120, 2600)
        award = {"form": "bang_khen_tinh", "movement": self._movement, "on": on, "number": number}
        return [{**award, "from": max(2011, said - 2), "to": said}]

    def _ratings(self, said: Mapping[str, int]) -> dict[int, Rating]:
        """So many years of each level; those before joining come first, years left over are not rated."""
        joined = said.get(Rating.NOT_EMPLOYED, 0)
        levels = [Rating(level) for level, number in said.items() for _ in range(number)]
        later = [level for level in levels if level != Rating.NOT_EMPLOYED]
        years = self._invention.shuffled(YEARS[joined:])[: len(later)]
        return {
            **dict.fromkeys(YEARS[:joined], Rating.NOT_EMPLOYED),
            **dict(zip(sorted(years), self._invention.shuffled(later), strict=True)),
        }
