"""Numbered migrations, forward only: `sql/migrations/NNNN_name.sql`, each in one transaction, backed up before."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.storage.journal import GENESIS
from ntm_dash.storage.statements import scripts, statement


def migrate(connection: duckdb.DuckDBPyConnection, path: Path, now: datetime) -> None:
    """Bring an attached store up to date; a store from a newer version is refused, untouched."""
    files = scripts("migrations")
    done = _applied(connection, path)
    if done > len(files):
        raise Refused(Problem("store_newer", file=path.name))
    if 0 < done < len(files):
        shutil.copy2(path, path.with_name(f"{path.name}.before-{done + 1:04d}-{now:%Y%m%dT%H%M%S}"))
    for number, file in enumerate(files, start=1):
        if number <= done:
            continue
        connection.begin()
        try:
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute(statement("record_migration"), [number, now])
            if number == 1:
                connection.execute(statement("start_version"), [GENESIS])
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        connection.execute(statement("checkpoint"))


def _applied(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {name for (name,) in connection.execute(statement("tables_of_store")).fetchall()}
    if not tables:
        return 0
    if "migration" not in tables:
        raise Refused(Problem("store_foreign", file=path.name))
    [(number,)] = connection.execute(statement("last_migration")).fetchall()
    return int(number)
