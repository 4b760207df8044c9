"""What papers say of nominees: the case, the name for the certificate, achievements, earlier awards."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.domain.terms import Award, SubjectGroup, Verdict
from ntm_dash.services.campaigns import Campaign, scope_of, unit_names
from ntm_dash.services.screening import Case, cases
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class EarlierAward:
    """One earlier award that stands; `year` is that of the decision, None where neither day nor year is known."""

    form: str | None
    movement: str | None
    decision: str | None
    decided_on: date | None
    year: int | None


@dataclass(frozen=True)
class Nominee:
    """One nominee as papers name it. `certificate_name` is the name to write on the certificate: the nominee's own
    where none was sent. Places are names."""

    case: Case
    certificate_name: str
    post: str
    village: str
    commune: str
    district: str
    achievements: str
    earlier_awards: tuple[EarlierAward, ...]

    @property
    def group(self) -> SubjectGroup:
        """Collective, person or household."""
        return self.case.screened.subject.group


def nominees(
    store: Store,
    campaign: Campaign,
    *,
    award: Award | None = None,
    proposer: str | None = None,
    verdicts: Collection[Verdict] | None = None,
    codes: Collection[str] | None = None,
) -> list[Nominee]:
    """The nominees of screened nominations that pass every choice given, by class of subject, proposer and code."""
    chosen = [
        case
        for case in cases(store, campaign)
        if award in (None, case.screened.award)
        and proposer in (None, case.proposer)
        and (verdicts is None or case.screened.verdict in verdicts)
        and (codes is None or case.screened.nomination in codes)
    ]
    scope = scope_of(store, campaign)
    asked = {"codes": [case.screened.nomination for case in chosen]}
    said = {row[0]: row[1:] for row in scope.rows("nominees", asked)}
    awards: dict[str, list[EarlierAward]] = {}
    for code, form, movement, decision, decided_on, decided_year in scope.rows("nominees_awards", asked):
        year = decided_on.year if decided_on else decided_year
        awards.setdefault(code, []).append(EarlierAward(form, movement, decision, decided_on, year))
    names = unit_names(store, campaign)
    found = []
    for case in chosen:
        code = case.screened.nomination or ""
        post, village, achievements, certificate_name, _ = said[code]
        found.append(
            Nominee(
                case=case,
                certificate_name=certificate_name or case.nominee,
                post=post or "",
                village=village or "",
                commune=names.get(case.screened.commune or "", ""),
                district=names.get(case.screened.district or "", ""),
                achievements=achievements or "",
                earlier_awards=tuple(awards.get(code, ())),
            )
        )
    groups = list(SubjectGroup)
    return sorted(
        found, key=lambda each: (groups.index(each.group), alphabetical(each.case.proposer), each.case.screened.case_id)
    )
