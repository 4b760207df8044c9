"""Whether the store is what the journal says it is: chain, digests, and references between records."""

from __future__ import annotations

from ntm_dash.domain.problems import Problem
from ntm_dash.storage.journal import GENESIS, Event, combined_digest
from ntm_dash.storage.statements import RECORD_TABLES, for_table, statement
from ntm_dash.storage.store import Store


def verify(store: Store) -> list[Problem]:
    """Every fault found, none if the store is sound: a broken chain, changed or lost records, loose references."""
    cursor = store.scope().cursor
    found: dict[int, dict[str, str]] = {}
    for table in RECORD_TABLES:
        for batch, digest in cursor.execute(for_table("digests_of_table", table)).fetchall():
            found.setdefault(batch, {})[table] = digest
    problems = []
    head, last = GENESIS, 0
    for *fields, stored_hash in cursor.execute(statement("journal")).fetchall():
        event = Event(*fields)
        head = event.hashed_after(head)
        if event.seq != last + 1 or head != stored_hash:
            problems.append(Problem("chain_broken", values={"event": str(event.seq)}))
            head = stored_hash
        if combined_digest(found.pop(event.seq, {})) != event.digest:
            problems.append(Problem("records_changed", values={"event": str(event.seq)}))
        last = event.seq
    for batch in sorted(found):
        problems.append(Problem("records_without_event", values={"event": str(batch)}))
    if (last, head) != store.version():
        problems.append(Problem("head_differs", values={"event": str(last)}))
    for table, value in cursor.execute(statement("loose_references")).fetchall():
        problems.append(Problem("reference_loose", values={"table": table, "value": value}))
    return problems
