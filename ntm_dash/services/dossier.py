"""One dossier whole: what it holds against what it must, every record about it, its road, and typing into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import PaperKind
from ntm_dash.intake.context import Place
from ntm_dash.intake.forms.definition import forms
from ntm_dash.intake.typed import typed
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.imports import Preview, import_files
from ntm_dash.services.nominations import Filed, filed
from ntm_dash.services.screening import required_papers
from ntm_dash.services.stages import Move, moves_of
from ntm_dash.storage.statements import for_table, statement
from ntm_dash.storage.store import Scope, Store

FORMS_OF_A_DOSSIER = ("nominations", "papers", "contributions", "evidence", "ratings", "earlier_awards")
"""The forms by which something is said of one nomination."""


@dataclass(frozen=True)
class RequiredPaper:
    """One kind of paper that the dossier must hold: copies required, and at hand (`at_most` None where open)."""

    kind: PaperKind
    required: int
    registered: bool
    at_least: int
    at_most: int | None


@dataclass(frozen=True)
class DossierFile:
    """One dossier: where it stands, its papers, moves, and by form the records about it, each with its `source`."""

    filed: Filed
    citation: str
    papers: tuple[RequiredPaper, ...]
    moves: tuple[Move, ...]
    records: Mapping[str, tuple[Mapping[str, Any], ...]]


def dossier(store: Store, campaign: Campaign, by: Person, code: str) -> DossierFile:
    """The dossier of a code; of another unit it is refused, as is a code that is not screened."""
    found = next((each for each in filed(store, campaign, by) if each.code == code), None)
    if found is None:
        raise Refused(Problem("nomination_unknown", read=code))
    require(by, Right.SEE_NOMINATIONS, unit=found.case.proposer)
    scope = scope_of(store, campaign)
    papers = papers_of_all(scope, campaign).get(code, ())
    records = {}
    for name in FORMS_OF_A_DOSSIER:
        own = name == "nominations"
        text = statement("nomination_record") if own else for_table("records_of_nomination", forms()[name].table)
        records[name] = tuple(scope.cursor.execute(text, {"code": code}).to_arrow_table().to_pylist())
    awarded = [each for each in campaign.rulebook.dossiers if each.award == found.case.screened.award]
    kinds = {str(each.kind) for each in papers}
    citation = next((each.citation for each in awarded if {str(p.kind) for p in each.papers} == kinds), "")
    return DossierFile(
        filed=found,
        citation=citation,
        papers=papers,
        moves=tuple(moves_of(store, campaign, by, code)),
        records=records,
    )


def papers_of_all(scope: Scope, campaign: Campaign) -> Mapping[str, tuple[RequiredPaper, ...]]:
    """The papers that each dossier must hold, with the copies at hand, by code."""
    found: dict[str, tuple[RequiredPaper, ...]] = {}
    for code, kind, *rest in required_papers(scope, campaign):
        found[code] = (*found.get(code, ()), RequiredPaper(PaperKind(kind), *rest))
    return found


def codes(store: Store, campaign: Campaign, by: Person) -> list[str]:
    """The codes of all dossiers that a person may open."""
    require(by, Right.SEE_NOMINATIONS)
    return [each.code for each in filed(store, campaign, by)]


def enter(
    store: Store,
    campaign: Campaign,
    form: str,
    rows: Sequence[Mapping[str, str]],
    *,
    by: Person,
    today: date,
    answers: Mapping[Place, str] | None = None,
) -> Preview:
    """Take in rows typed by a person, by the path and the checks of a file.

    Raises `ImportRefused` with all that stops it. Blank cells do not overwrite. A unit types about its own only.
    """
    require(by, Right.IMPORT)
    return import_files(store, campaign, [typed(form, rows)], by=by, today=today, answers=answers)
