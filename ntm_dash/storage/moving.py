"""A whole store brought from one place to another, whatever kinds of place the two are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.copying import PARTIAL, remove
from ntm_dash.storage.migrations import MIGRATIONS, migrate
from ntm_dash.storage.places import append, attached
from ntm_dash.storage.server import Server
from ntm_dash.storage.statements import RECORD_TABLES, for_table, statement
from ntm_dash.storage.store import Store
from ntm_dash.storage.verification import faults

if TYPE_CHECKING:
    import pyarrow as pa


def move_into_server(source: Store, server: Server, now: datetime) -> str:
    """Bring a store into a database that holds nothing yet; returns the head of the chain.

    All of it comes in one transaction, which ends only when what came is sound: a failure leaves nothing behind.
    """
    server.reach()
    try:
        with server.writing() as cursor:
            server.bring_up_to_date(cursor, now, MIGRATIONS)
            [standing] = server.ask(cursor, statement("server/take_turn")).to_pylist()
            if standing["number"]:
                raise Refused(Problem("target_not_empty", file=server.path.name))
            number, head = _pour(source, lambda table, rows: server.append(cursor, table, rows))
            server.move(cursor, number, head)
            found = server.guarded(lambda: faults(cursor))
            if found:
                raise Refused(Problem("store_unsound", file=source.path.name), *found)
            server.end(cursor, head)
            return head
    finally:
        server.leave()


def move_into_file(source: Store, target: Path, now: datetime) -> None:
    """Bring a store into a new file; one that is there already is replaced. A failure leaves nothing behind."""
    unwritable = Problem("backup_unwritable", file=target.name.removesuffix(PARTIAL))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove(target)
        file = attached(target)
    except (OSError, Refused) as error:
        remove(target)
        raise Refused(unwritable) from error
    try:
        with file as connection:
            migrate(connection, target, now)
            connection.begin()
            number, head = _pour(source, lambda table, rows: append(connection, table, rows))
            connection.execute(statement("move_version"), [number, head])
            connection.commit()
            connection.execute(statement("checkpoint"))
    except duckdb.Error as error:
        remove(target)
        raise Refused(unwritable) from error
    except BaseException:
        remove(target)
        raise


def _pour(source: Store, append: Callable[[str, pa.Table], None]) -> tuple[int, str]:
    """Give every row of a store, as of one moment; returns its version then."""
    with source.place.one_moment() as cursor:
        [version] = source.place.ask(cursor, statement("read_version")).to_pylist()
        if version["number"] == 0:
            raise Refused(Problem("store_empty", file=source.path.name))
        for table in (*RECORD_TABLES, "event"):
            append(table, source.place.ask(cursor, for_table("rows", table)))
    return version["number"], version["head"]
