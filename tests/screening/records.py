"""Small provinces for tests: units of their own, records written compactly, appended as one import.

A world is a campaign with its own unit list. What is said of a commune, a nominee or a proposer is a mapping with the
keys that `World.describe` and `World.nominate` name; what is left out is left out of the records too: not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from ntm_dash.services import campaigns
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Store

Spec = Mapping[str, Any]

CUTOFF = date(2019, 7, 31)
BASELINE = date(2015, 12, 31)
LATEST = date(2019, 6, 30)
CRITERIA = range(1, 20)
MOVEMENT = "Cả nước chung sức xây dựng nông thôn mới"


def criteria(named: int | Sequence[int]) -> set[int]:
    """Criteria by number; a count stands for the first so many."""
    return set(range(1, named + 1)) if isinstance(named, int) else set(named)


def mask(numbers: set[int]) -> int:
    """Bit n-1 for criterion n."""
    return sum(1 << (number - 1) for number in numbers)


class World:
    """One province: its units, and the records of one import."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._units: list[dict[str, Any]] = []
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)

    # ---------------------------------------------------------------- units

    def district(self, kind: str = "huyen") -> str:
        """A new district, or city; its code."""
        code = f"{sum(unit['parent'] is None for unit in self._units):03}"
        self._unit(code, kind, None)
        return code

    def commune(self, district: str, kind: str = "xa") -> str:
        """A new commune of a district, or a township or ward; its code."""
        code = f"{district}{sum(unit['parent'] == district for unit in self._units):02}"
        self._unit(code, kind, district)
        return code

    def _unit(self, code: str, kind: str, parent: str | None) -> None:
        self._units.append({"list": self.name, "code": code, "name": code, "kind": kind, "parent": parent})

    # ---------------------------------------------------------------- records

    def add(self, table: str, **columns: Any) -> None:
        """One row, as intake would write it; columns left out are blank."""
        self._rows[table].append({"sheet": 1, "line": len(self._rows[table]) + 2, **columns})

    def assess(
        self,
        commune: str,
        on: date,
        met: int | Sequence[int],
        unknown: Sequence[int] = (),
        set: int | None = None,
    ) -> None:
        """One assessment; a criterion neither met nor unknown is not met. The set is that of the date by default."""
        by_date = 1980 if on >= date(2016, 12, 1) else 491
        known = mask(criteria(list(CRITERIA)) - criteria(unknown))
        holds = mask(criteria(met) - criteria(unknown))
        self.add("assessment", unit=commune, assessed_on=on, criteria_set=set or by_date, met=holds, known=known)

    def event(self, commune: str, kind: str, on: date, *, to: date | None = None, decision: str | None = None) -> None:
        """One event of a commune."""
        self.add("commune_event", unit=commune, kind=kind, from_on=on, to_on=to, decision=decision)

    def complete(self, kind: str, on: date = CUTOFF, district: str | None = None) -> None:
        """The list of such events is complete for a district, or for the province, as of a day."""
        self.add("commune_event", kind=f"{kind}_list_complete", from_on=on, district=district)

    def award(self, *, nomination: str | None = None, unit: str | None = None, **said: Any) -> None:
        """One earlier award; `said`: form, movement, decided, year, from, to, status (see `form 05`)."""
        self.add(
            "earlier_award",
            nomination=nomination,
            unit=unit,
            form=said.get("form"),
            movement=said.get("movement"),
            decided_on=said.get("decided"),
            decided_year=said.get("year"),
            from_year=said.get("from"),
            to_year=said.get("to"),
            status=said.get("status", "in_force"),
        )

    # ---------------------------------------------------------------- compact descriptions

    def describe(self, commune: str, spec: Spec) -> None:
        """What is said of a commune: was and was_unknown (31/12/2015), now and now_unknown (30/6/2019), assessments,
        events."""
        for said, day in (("was", BASELINE), ("now", LATEST)):
            if said in spec:
                self.assess(commune, day, spec[said], spec.get(f"{said}_unknown", ()))
        for each in spec.get("assessments", ()):
            self.assess(commune, **each)
        for each in spec.get("events", ()):
            self.event(commune, **each)

    def close_lists(self, district: str, spec: Spec) -> None:
        """lists_complete: kinds of list complete at the cut-off, or a day for each."""
        said = spec.get("lists_complete", ())
        for kind in said:
            self.complete(kind, said[kind] if isinstance(said, Mapping) else CUTOFF, district)

    def nominate(self, code: str, spec: Spec, *, district: str, commune: str) -> None:
        """One nomination with everything its nominee sent: subject, award, farmer, received, name, proposer, awards,
        contributions, evidence, ratings, papers, list_papers."""
        subject = spec["subject"]
        proposer = spec.get("proposer", f"Proposer of {code}")
        self.add(
            "nomination",
            code=code,
            name=spec.get("nominee", f"Nominee {code}"),
            subject=subject,
            farmer=spec.get("farmer"),
            district=district,
            commune=commune if subject in ("commune", "village") else None,
            award=spec["award"],
            proposer=proposer,
            received_on=spec.get("received"),
        )
        holder = {"commune": {"unit": commune}, "district": {"unit": district}}.get(subject, {"nomination": code})
        self.history(spec.get("awards", ()), **holder)
        for each in spec.get("contributions", ()):
            self._contribution(code, **each)
        for item, value in spec.get("evidence", {}).items():
            self._evidence(code, item, value)
        for level, years in spec.get("ratings", {}).items():
            for year in years:
                self.add("rating", nomination=code, year=year, level=level)
        for kind, copies in spec.get("papers", {}).items():
            self._paper(kind, copies, nomination=code)
        for kind, copies in spec.get("list_papers", {}).items():
            self._paper(kind, copies, proposer=proposer, award=spec.get("list_papers_award", spec["award"]))

    def history(self, awards: str | Sequence[Spec], **holder: str) -> None:
        """Earlier awards, "none" for a reviewed and empty history, nothing for a history that was not supplied."""
        if isinstance(awards, str):
            self.award(status=awards, **holder)
            return
        for each in awards:
            blank = {key for key, value in each.items() if value == "blank"}
            said = {"form": "bang_khen_tinh", "movement": MOVEMENT, **each}
            self.award(**holder, **{key: value for key, value in said.items() if key not in blank})

    def _contribution(
        self,
        code: str,
        kind: str,
        value: int | None = None,
        year: int | None = None,
        on: date | None = None,
        state: str = "delivered",
        confirmed: bool = True,
        paper: str | None = None,
    ) -> None:
        self.add(
            "contribution",
            nomination=code,
            kind=kind,
            value=value,
            given_on=on,
            year=on.year if on else year,
            delivered={"delivered": True, "pledged": False, "not said": None}[state],
            confirmed_by="UBND" if confirmed else None,
            paper=paper,
        )

    def _evidence(self, code: str, item: str, value: bool | float | str) -> None:
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        stated = None if value == "unclear" else bool(value)
        self.add("evidence", nomination=code, item=item, value=str(value), number=number, stated=stated)

    def _paper(self, kind: str, copies: int | str, **of: str) -> None:
        self.add("paper", kind=kind, copies=None if copies == "blank" else copies, **of)

    # ---------------------------------------------------------------- into the store

    def write(self, store: Store) -> None:
        """Start a campaign of this name with these units and append the records as one import."""
        units = _table(store, "unit", self._units)
        store.transact(
            lambda write: write.append("unit_list_added", who="test", subject=self.name, records={"unit": units})
        )
        campaigns.start_campaign(
            store, campaigns.FIRST_RULEBOOK, by=campaigns.SYSTEM, id=self.name, unit_list=self.name
        )
        sheet = {"sheet": 1, "file": "cases.xlsx", "file_digest": "-", "name": "Cases", "form": "03", "rows_read": 0}
        records = {"sheet": _table(store, "sheet", [sheet])}
        records |= {name: _table(store, name, rows) for name, rows in self._rows.items()}

        def act(write: Transaction) -> None:
            write.append("imported", who="test", campaign=self.name, records=records)

        store.transact(act)


def _table(store: Store, name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows with the columns and types of the store's own table."""
    columns = store.scope().cursor.execute(f"FROM store.{name} LIMIT 0").to_arrow_table().schema
    schema = pa.schema([field for field in columns if field.name != "batch"])
    stray = {key for row in rows for key in row} - set(schema.names)
    assert not stray, f"{name} has no column {stray}"
    return pa.Table.from_pylist(rows, schema=schema)
