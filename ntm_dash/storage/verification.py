"""Whether the store is what the journal says it is: chain, digests, and references between records."""

from __future__ import annotations

import duckdb

from ntm_dash.domain.problems import Problem
from ntm_dash.storage.journal import GENESIS, Event, combined_digest, digests_of
from ntm_dash.storage.statements import RECORD_TABLES, statement
from ntm_dash.storage.store import Store

ALL = (-(2**63), 2**63 - 1)


def verify(store: Store) -> list[Problem]:
    """Every fault found, none if the store is sound: a broken chain, changed or lost records, loose references."""
    with store.scope().cursor as cursor:
        # All is read as of one moment, so that writes may go on meanwhile.
        cursor.begin()
        try:
            return [*_faults_of_journal(cursor), *_loose_references(cursor)]
        except duckdb.Error:
            return [Problem("store_unreadable", file=store.path.name)]


def _faults_of_journal(cursor: duckdb.DuckDBPyConnection) -> list[Problem]:
    found: dict[int, dict[str, str]] = {}
    for table in RECORD_TABLES:
        for batch, digest in digests_of(cursor, table, *ALL).items():
            found.setdefault(batch, {})[table] = digest
    problems = []
    head, last = GENESIS, 0
    for *fields, stored_hash in cursor.execute(statement("journal")).fetchall():
        event = Event(*fields)
        if event.seq > last + 1:
            # What follows a gap cannot be checked against what went before it.
            problems.append(_problem("events_missing", last + 1, event.seq - 1))
        elif event.hashed_after(head) != stored_hash:
            problems.append(_problem("chain_broken", event.seq))
        if combined_digest(found.pop(event.seq, {})) != event.digest:
            problems.append(_problem("records_changed", event.seq))
        head, last = stored_hash, event.seq
    problems += [_problem("records_without_event", batch) for batch in sorted(found)]
    [(number, stored_head)] = cursor.execute(statement("read_version")).fetchall()
    if number > last:
        problems.append(_problem("events_missing", last + 1, number))
    elif (number, stored_head) != (last, head):
        problems.append(_problem("head_differs", last))
    return problems


def _problem(code: str, first: int, last: int | None = None) -> Problem:
    return Problem(code, values={"event": str(first) if last in (None, first) else f"{first}–{last}"})


def _loose_references(cursor: duckdb.DuckDBPyConnection) -> list[Problem]:
    return [
        Problem("reference_loose", values={"table": table, "value": value})
        for table, value in cursor.execute(statement("loose_references")).fetchall()
    ]
