"""The journal: every act is one event, chained by hash, with a digest of the records it brought.

This module owns the form of an event and of its hash, and nowhere else computes one.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ntm_dash.domain.access import Person
from ntm_dash.storage.statements import RECORD_TABLES, for_table, statement

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

GENESIS = "0" * 64


def uuid7() -> str:
    """A time-ordered identifier (RFC 9562, version 7)."""
    millis = time.time_ns() // 1_000_000
    value = (millis << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(uuid.UUID(int=value))


@dataclass(frozen=True)
class Event:
    """One act. `body` is JSON text; `acted_at` is UTC without zone; `digest` is empty without records."""

    seq: int
    id: str
    acted_at: datetime
    who: str
    kind: str
    campaign: str | None
    subject: str | None
    body: str
    digest: str

    def hashed_after(self, head: str) -> str:
        """The hash of this event following the event whose hash is `head`."""
        fields = [
            head,
            self.seq,
            self.id,
            self.acted_at.isoformat(timespec="microseconds"),
            self.who,
            self.kind,
            self.campaign,
            self.subject,
            self.body,
            self.digest,
        ]
        return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def digests_of(cursor: duckdb.DuckDBPyConnection, table: str, first: int, last: int) -> dict[int, str]:
    """The digest of what each event from `first` to `last` brought into one table, for those that brought any."""
    return dict(cursor.execute(for_table("digests", table), [first, last]).fetchall())


def combined_digest(digests: Mapping[str, str]) -> str:
    """One digest of an event's records from the digest of each table it touched; empty without records."""
    if not digests:
        return ""
    lines = "\n".join(f"{table} {digests[table]}" for table in sorted(digests))
    return hashlib.sha256(lines.encode()).hexdigest()


def _acting(who: Person | str) -> dict[str, Any]:
    if isinstance(who, str):
        return {}
    return {"by": {"role": who.role, **({"unit": who.unit} if who.unit else {})}}


class Transaction:
    """An open write: appends events and their records after the head it started from."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, number: int, head: str, now: datetime) -> None:
        self.cursor = cursor
        self.first = number + 1
        """The number of the first event to come."""
        self.number = number
        self.head = head
        self.tables: set[str] = set()
        """The tables that records were brought into."""
        self._now = now

    def append(
        self,
        kind: str,
        *,
        who: Person | str,
        campaign: str | None = None,
        subject: str | None = None,
        body: Mapping[str, Any] | None = None,
        records: Mapping[str, pa.Table] | None = None,
    ) -> int:
        """Append one event with its records (a table of columns by record table); returns its number.

        Of a person the event keeps the signature, and in its body as `by` the role acted in and its unit.
        """
        seq = self.number + 1
        digests = {}
        for table, rows in (records or {}).items():
            if rows.num_rows:
                self._insert(table, seq, rows)
                digests[table] = digests_of(self.cursor, table, seq, seq)[seq]
        event = Event(
            seq=seq,
            id=uuid7(),
            acted_at=self._now,
            who=who.signature if isinstance(who, Person) else who,
            kind=kind,
            campaign=campaign,
            subject=subject,
            body=json.dumps({**(body or {}), **_acting(who)}, ensure_ascii=False, sort_keys=True),
            digest=combined_digest(digests),
        )
        self.head = event.hashed_after(self.head)
        self.number = seq
        self.cursor.execute(statement("append_event"), [*vars(event).values(), self.head])
        return seq

    def _insert(self, table: str, batch: int, rows: pa.Table) -> None:
        if table not in RECORD_TABLES:
            raise KeyError(table)
        self.cursor.register("incoming", rows)
        try:
            self.cursor.execute(for_table("append_records", table), [batch])
        finally:
            self.cursor.unregister("incoming")
        self.tables.add(table)
