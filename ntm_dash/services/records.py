"""One record with where it came from: what stands behind a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntm_dash.domain.access import Person, Right
from ntm_dash.intake.forms.definition import forms
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.screening import Source, sources
from ntm_dash.storage.statements import for_table
from ntm_dash.storage.store import Scope, Store

PROVENANCE = ("batch", "sheet", "line")


@dataclass(frozen=True)
class Record:
    """What a file row says, by field, and where it came from."""

    source: Source
    values: Mapping[str, Any]


def record(store: Store, campaign: Campaign, number: int, by: Person) -> Record | None:
    """The record of a file row by its number, none if there is no such row; one of another unit is refused.

    Rows of places are nobody's: whoever may see the province may see them.
    """
    require(by, Right.SEE_PROVINCE)
    source = sources(store, [number]).get(number)
    if source is None:
        return None
    scope = scope_of(store, campaign)
    cursor = scope.cursor
    rows = cursor.execute(for_table("record", forms()[source.form].table), {"source": number})
    names = [column[0] for column in rows.description or ()]
    found = rows.fetchone()
    if found is None:
        return None
    values = dict(zip(names, found, strict=True))
    nomination = values.get("nomination") or values.get("code")
    if nomination or "proposer" in values:
        proposer = values.get("proposer") or _proposer(scope, nomination)
        require(by, Right.SEE_NOMINATIONS, unit=proposer)
    return Record(source, {name: value for name, value in values.items() if name not in PROVENANCE})


def _proposer(scope: Scope, nomination: str | None) -> str:
    """Who proposes a nomination that stands; nobody for one that was withdrawn."""
    return next((proposer for (proposer,) in scope.rows("proposer_of", {"nomination": nomination})), "")
