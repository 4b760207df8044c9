"""Invented campaigns of any size, for load tests: a unit list, records of every kind, about a tenth of it unknown.

Every name says that it is invented, the campaign is illustrative, and the records enter as imports like any other.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.paths import WORDS
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.screening.loading import load_rulebook
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import FIRST_RULEBOOK, UNIT_SCHEMA, start
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.statements import statement
from ntm_dash.storage.store import Scope, Store

if TYPE_CHECKING:
    import duckdb

COMMUNES_PER_DISTRICT = 18
NOMINATIONS_PER_BATCH = 100_000
OF_COMMUNES = {"assessment": "criteria", "commune_event": "commune_events"}
OF_NOMINATIONS = {
    "nomination": "nominations",
    "contribution": "contributions",
    "earlier_award": "earlier_awards",
    "rating": "ratings",
    "evidence": "evidence",
    "paper": "papers",
}
"""The form that each kind of record comes on. Those of communes all stand in the first batch."""


def generate(store: Store, *, communes: int, nominations: int, seed: int = 2019, by: Person) -> str:
    """Invent a campaign with its own unit list, all of it or nothing; returns its id.

    The same sizes and seed give the same records; a store that already holds them is refused.
    """
    require(by, Right.MANAGE_CAMPAIGN)
    identifier = f"generated-{communes}-{nominations}-{seed}"
    words = tomllib.loads((WORDS / "generated.toml").read_text(encoding="utf-8"))
    sheets = words.pop("sheets")
    rulebook = FIRST_RULEBOOK.read_text(encoding="utf-8")
    variables = {
        "seed": str(seed),
        "list": identifier,
        "communes": communes,
        "districts": max(1, round(communes / COMMUNES_PER_DISTRICT)),
        "words": words,
        "own_movement": load_rulebook(rulebook, FIRST_RULEBOOK.name).movement.name,
    }
    cursor = Scope(store.scope().cursor, variables).cursor
    cursor.execute(statement("generation/macros"))

    def act(transaction: Transaction) -> None:
        lists = [row[0] for row in transaction.cursor.execute(statement("unit_lists")).fetchall()]
        if identifier in lists:
            raise Refused(Problem("campaign_exists", read=identifier))
        units = cursor.execute(statement("generation/unit")).to_arrow_table().cast(UNIT_SCHEMA)
        transaction.append("unit_list_added", who=by, subject=identifier, records={"unit": units})
        start(transaction, identifier, words["campaign"], identifier, rulebook, by, illustrative=True)
        for number, first in enumerate(range(1, max(nominations, 1) + 1, NOMINATIONS_PER_BATCH), start=1):
            last = min(first + NOMINATIONS_PER_BATCH - 1, nominations)
            file = f"{words['file']}-{number:04d}.xlsx"
            records = _workbook(cursor, file, sheets, first, last)
            transaction.append("imported", who=by, campaign=identifier, body={"file": file}, records=records)

    store.transact(act)
    return identifier


def _workbook(
    cursor: duckdb.DuckDBPyConnection, file: str, names: Mapping[str, str], first: int, last: int
) -> dict[str, pa.Table]:
    """The records of one import by table, and the sheets on which they stand."""
    records: dict[str, pa.Table] = {}
    sheets: list[dict[str, object]] = []
    for table, form in {**(OF_COMMUNES if first == 1 else {}), **OF_NOMINATIONS}.items():
        scope = Scope(cursor, {"first": first, "last": last, "sheet": len(sheets) + 1})
        query = statement("generation/placed").replace("{records}", statement(f"generation/{table}"))
        rows = scope.cursor.execute(query).to_arrow_table()
        if rows.num_rows == 0:
            continue
        records[table] = rows
        counts = {each["values"]: each["counts"] for each in pc.value_counts(rows["sheet"]).to_pylist()}
        for sheet in range(len(sheets) + 1, max(counts) + 1):
            sheets.append(
                {
                    "sheet": sheet,
                    "file": file,
                    "file_digest": hashlib.sha256(file.encode()).hexdigest(),
                    "name": f"{names[table]} {sheet}",
                    "form": form,
                    "rows_read": counts.get(sheet, 0),
                }
            )
    if sheets:
        records["sheet"] = pa.Table.from_pylist(sheets)
    return records
