"""The figures of the province's closing report (annex of the guidance, III.1 and III.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ntm_dash.domain.terms import ContributionKind, Subject, SubjectGroup
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class DistrictFigures:
    """One district: communes, those that hold an award of the movement, those recognised (at least, at most).

    `completed_on` is the day on which the last of its communes was recognised; None while not all are known to be.
    """

    code: str
    name: str
    communes: int
    awarded: int
    recognised: tuple[int, int]
    completed_on: date | None


@dataclass(frozen=True)
class Giving:
    """What enterprises and businesspeople gave of one kind, in dong: confirmed, and said to be delivered in all."""

    kind: ContributionKind
    givers: int
    confirmed: int
    delivered: int
    without_value: int


@dataclass(frozen=True)
class YearFigures:
    """One district in one year: criteria met by its assessed communes, and communes recognised by its end."""

    year: int
    criteria_met: int
    assessed: int
    recognised: int
    communes: int

    @property
    def average(self) -> float | None:
        """Criteria met by an assessed commune on average; None where none was assessed."""
        return self.criteria_met / self.assessed if self.assessed else None


@dataclass(frozen=True)
class Statistics:
    """`awards` counts awards of the movement by level (see `award_forms.csv`), class of subject and first year of the
    period; None stands for a level, class or period that is not known."""

    awards: Mapping[tuple[str | None, SubjectGroup | None, int | None], int]
    districts: tuple[DistrictFigures, ...]
    giving: tuple[Giving, ...]
    years: Mapping[str, tuple[YearFigures, ...]]

    def of_province(self) -> list[YearFigures]:
        """The years of the province: those of its districts taken together."""
        by_year: dict[int, list[YearFigures]] = {}
        for each in (each for own in self.years.values() for each in own):
            by_year.setdefault(each.year, []).append(each)
        return [
            YearFigures(
                year,
                sum(each.criteria_met for each in own),
                sum(each.assessed for each in own),
                sum(each.recognised for each in own),
                sum(each.communes for each in own),
            )
            for year, own in sorted(by_year.items())
        ]


def statistics(store: Store, campaign: Campaign) -> Statistics:
    """All figures of a campaign, by the periods that its rulebook compares."""
    scope = scope_of(store, campaign)
    persons = [str(subject) for subject in Subject if subject.group is SubjectGroup.PERSON]
    periods = [{"first": each.from_year, "last": each.to_year} for each in campaign.rulebook.report_periods]
    asked = {"persons": persons, "periods": periods}
    awards: Counter[tuple[str | None, SubjectGroup | None, int | None]] = Counter()
    for level, group, period, count in scope.rows("statistics_awards", asked):
        awards[level, SubjectGroup(group) if group else None, period] += count
    districts = []
    for code, name, communes, awarded, least, most, last in scope.rows("statistics_districts"):
        complete = last if communes and least == communes else None
        districts.append(DistrictFigures(code, name, communes, awarded, (least, most), complete))
    giving = [Giving(ContributionKind(kind), *rest) for kind, *rest in scope.rows("statistics_contributions")]
    years: dict[str, list[YearFigures]] = {}
    for district, *rest in scope.rows("statistics_years"):
        years.setdefault(district, []).append(YearFigures(*rest))
    return Statistics(awards, tuple(districts), tuple(giving), {code: tuple(found) for code, found in years.items()})
