"""Whether the store is what the journal says it is: chain, digests, and references between records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb

from ntm_dash.domain.local_time import moment
from ntm_dash.domain.problems import Problem
from ntm_dash.storage.journal import GENESIS, Event, combined_digest, digests_of
from ntm_dash.storage.statements import RECORD_TABLES, statement
from ntm_dash.storage.store import Store

ALL = (-(2**63), 2**63 - 1)
EVENTS_AT_ONCE = 10_000
TABLES_SHARE = 0.6
"""Roughly the share of the work that the digests of the records take."""


def verify(store: Store, told: Callable[[float], None] = lambda share: None) -> list[Problem]:
    """Every fault found, none if the store is sound: a broken chain, changed or lost records, loose references.

    `told` hears from time to time which share of the work is done, 1 at the end.
    """
    # All is read as of one moment, so that writes may go on meanwhile.
    with store.place.one_moment() as cursor:
        try:
            found = faults(cursor, told)
        except duckdb.Error as error:
            return [store.place.fault(error)]
    told(1.0)
    return found


def clock_steps(store: Store) -> list[Problem]:
    """A note for every event whose time lies before that of the event before it: the clock was set back."""
    return [
        Problem("clock_set_back", "note", values={"event": str(seq), "at": moment(at), "before": moment(before)})
        for seq, at, before in store.scope().rows("clock_steps")
    ]


def faults(cursor: duckdb.DuckDBPyConnection, told: Callable[[float], None] = lambda share: None) -> list[Problem]:
    """The same of the tables that a cursor sees."""
    return [*_faults_of_journal(cursor, told), *_loose_references(cursor)]


def _faults_of_journal(cursor: duckdb.DuckDBPyConnection, told: Callable[[float], None]) -> list[Problem]:
    found: dict[int, dict[str, str]] = {}
    for number, table in enumerate(RECORD_TABLES):
        told(TABLES_SHARE * number / len(RECORD_TABLES))
        for batch, digest in digests_of(cursor, table, *ALL).items():
            found.setdefault(batch, {})[table] = digest
    problems = []
    head, last = GENESIS, 0
    for *fields, stored_hash in _events(cursor, told):
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


def _events(cursor: duckdb.DuckDBPyConnection, told: Callable[[float], None]) -> Iterator[tuple[Any, ...]]:
    """The rows of the journal in order, read a part at a time: there may be many, and their bodies long."""
    [(number, _)] = cursor.execute(statement("read_version")).fetchall()
    cursor.execute(statement("journal"))
    while rows := cursor.fetchmany(EVENTS_AT_ONCE):
        yield from rows
        told(min(TABLES_SHARE + (1 - TABLES_SHARE) * rows[-1][0] / max(number, 1), 1.0))


def _problem(code: str, first: int, last: int | None = None) -> Problem:
    return Problem(code, values={"event": str(first) if last in (None, first) else f"{first}–{last}"})


def _loose_references(cursor: duckdb.DuckDBPyConnection) -> list[Problem]:
    return [
        Problem("reference_loose", values={"table": table, "value": value})
        for table, value in cursor.execute(statement("loose_references")).fetchall()
    ]
