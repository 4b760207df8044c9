"""The views that every store begins with, drawn once by each process of the tests: drawing them takes far longer than
all else of an opening.
"""

import os
import shutil
import tempfile
from datetime import datetime
from itertools import count
from pathlib import Path

import duckdb

from ntm_dash.storage.migrations import MIGRATIONS, run_migration
from ntm_dash.storage.places import draw_views, in_memory
from ntm_dash.storage.statements import scripts, statement


class Views:
    """A database with the views and fact macros over no store at all; each store is read through it.

    It is opened under a name of its own for each store, or DuckDB would take them for one; nothing is written to it.
    """

    def __init__(self, *, on_server: bool) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="views-"))
        self._drawn = self._folder / "drawn.duckdb"
        self._numbers = count()
        # To check who signed the reader of PostgreSQL takes longer than to reach a server.
        self._settings = {"allow_unsigned_extensions": True} if on_server else {}
        with duckdb.connect(self._drawn) as connection:
            connection.execute(statement("server/attach_copy"))
            for number, file in enumerate(scripts(MIGRATIONS), start=1):
                run_migration(connection, number, file, datetime(2019, 9, 2))
            draw_views(connection)

    def in_memory(self, overflow: Path) -> duckdb.DuckDBPyConnection:
        """As that of `places`, with the views."""
        name = self._folder / f"{next(self._numbers)}.duckdb"
        os.link(self._drawn, name)
        try:
            return in_memory(overflow, name, **self._settings)
        finally:
            name.unlink()

    def remove(self) -> None:
        """Remove what was drawn."""
        shutil.rmtree(self._folder)
