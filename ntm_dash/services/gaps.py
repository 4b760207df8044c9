"""What nominations lack: forms not sent, blanks in what was sent; and how gaps of every kind are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.engine import Finding
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.nominations import units_that_propose
from ntm_dash.services.screening import Case
from ntm_dash.storage.store import Scope

FORM_OF_DATUM = {
    "assessment": "criteria",
    "commune_event": "commune_events",
    "nomination": "nominations",
    "contribution": "contributions",
    "earlier_award": "earlier_awards",
    "rating": "ratings",
    "evidence": "evidence",
}
"""The form that brings each datum of the catalogue of facts."""

OF_PLACES = ("criteria", "commune_events")
"""Forms that speak of communes."""

BY_FINDINGS = ("contributions", "earlier_awards", "ratings", "evidence")
"""Forms of which a nomination needs only what its clauses ask."""

PROVINCE = ""
"""The place of what belongs to no district."""


class Reason(NamedTuple):
    """One thing that is missing: a code (words in `data/words/terms.toml`), and how many, since when or which."""

    code: str
    detail: Any = None


@dataclass(frozen=True)
class Missing:
    """One subject of one form for whom something is missing. `kind` says what `code` is: a commune, a nomination, a
    list, a unit or the council. `owner` is a duty and `body` who has it, where it is one body's. `turns` are the
    nominations whose verdict what is missing for this very subject could turn."""

    form: str
    district: str
    kind: str
    code: str
    name: str
    reasons: tuple[Reason, ...]
    owner: str
    body: str
    last_on: date | None = None
    turns: tuple[str, ...] = ()


Part = tuple[str, str, Missing | None]
"""One subject that a form asks of: its place, the form, and what is missing, if anything."""


def datum_of(finding: Finding) -> str:
    """The datum that a finding stands on, empty for a judged one."""
    call = finding.test.call
    if call is None:
        return ""
    return catalogue()[call.values["of"] if call.fact == "rank" else call.fact].datum


@cache
def owner_of(datum: str) -> str:
    """Whose duty a datum is, as the catalogue of facts says."""
    return next(fact.owner for fact in catalogue().values() if fact.datum == datum)


def nominations(
    scope: Scope, campaign: Campaign, found: Iterable[Case], places: Mapping[str, str], by: Person
) -> Iterator[Part]:
    """Each nomination, with the day it was received; and each unit that should propose and has sent nothing."""
    awards = [str(award) for award in campaign.rulebook.screened_awards]
    senders = {name for name, _ in scope.rows("recorded_only", {"awards": awards})}
    for case in found:
        senders.add(case.proposer)
        item = None if case.received_on else _of(case, "nominations", [Reason("not_received")])
        yield case.screened.district or PROVINCE, "nominations", item
    for name, group in units_that_propose().items():
        if name in senders or not may(by, Right.SEE_NOMINATIONS, unit=name):
            continue
        own = (code for code, district in places.items() if district and name.casefold().endswith(district.casefold()))
        place = next(own, PROVINCE) if group == "district" else PROVINCE
        silent = (Reason("nothing_sent"),)
        yield place, "nominations", Missing("nominations", place, "unit", name, name, silent, "proposer", name)


def by_findings(scope: Scope, found: Iterable[Case]) -> Iterator[Part]:
    """Each nomination once for every form of which its clauses ask something."""
    rows = {row[0]: _Rows(*row) for row in scope.rows("completeness_nominations")}
    for case in found:
        owed = {FORM_OF_DATUM.get(datum_of(finding)) for finding in case.screened.owed}
        asked: dict[str, list[Finding]] = {}
        for finding in case.screened.findings:
            form = FORM_OF_DATUM.get(datum_of(finding))
            if form in BY_FINDINGS:
                asked.setdefault(form or "", []).append(finding)
        for form, findings in asked.items():
            open_ones = [finding for finding in findings if finding.at_least != finding.at_most]
            item = None
            if open_ones:
                reasons = list(rows[case.screened.nomination or ""].reasons(form, open_ones))
                item = _of(case, form, reasons, turns=form in owed)
            yield case.screened.district or PROVINCE, form, item


class _Rows(NamedTuple):
    """A row of `completeness_nominations`."""

    code: str
    contributions: int
    unconfirmed: int
    unvalued: int
    awards: int
    ratings: int
    items: list[str]

    def reasons(self, form: str, open_ones: Iterable[Finding]) -> Iterator[Reason]:
        """Why what one form should say of the nomination is not certain."""
        if form == "contributions":
            if not self.contributions:
                yield Reason("no_contributions")
            if self.unconfirmed:
                yield Reason("unconfirmed", self.unconfirmed)
            if self.unvalued:
                yield Reason("unvalued", self.unvalued)
            if self.contributions and not self.unconfirmed and not self.unvalued:
                yield Reason("contributions_unclear")
        elif form == "earlier_awards":
            yield Reason("history_blanks" if self.awards else "no_history")
        elif form == "ratings":
            yield Reason("ratings_missing" if self.ratings else "no_ratings")
        else:
            items = {finding.test.call.values.get("item") for finding in open_ones if finding.test.call}
            for item in sorted(str(each) for each in items if each):
                yield Reason("evidence_unclear" if item in self.items else "no_evidence", item)


def _of(case: Case, form: str, reasons: Iterable[Reason], *, turns: bool = False) -> Missing:
    code = case.screened.nomination or ""
    datum = next((datum for datum, brought in FORM_OF_DATUM.items() if brought == form), "")
    owner = owner_of(datum) if datum else "proposer"
    return Missing(
        form=form,
        district=case.screened.district or PROVINCE,
        kind="nomination",
        code=code,
        name=case.nominee,
        reasons=tuple(reasons),
        owner=owner,
        body=case.proposer if owner == "proposer" else "",
        last_on=case.received_on,
        turns=(code,) if turns else (),
    )


def papers(found: Iterable[Case]) -> Iterator[Part]:
    """Each nomination whose dossier must hold papers."""
    for case in found:
        if case.dossier is None:
            continue
        item = None
        if case.dossier.complete is not True:
            known = [gap for gap in case.dossier.missing if gap.at_most is not None]
            lacking = [Reason("paper_lacks", (str(gap.kind), gap.at_most, gap.required)) for gap in known]
            item = _of(case, "papers", lacking or [Reason("papers_unknown")])
        yield case.screened.district or PROVINCE, "papers", item
