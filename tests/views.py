"""The views that every store begins with, drawn once by each process of the tests: drawing them takes far longer than
all else of an opening.
"""

import os
import shutil
import tempfile
from datetime import datetime
from functools import cached_property
from itertools import count
from pathlib import Path

import duckdb

from ntm_dash.storage.migrations import MIGRATIONS
from ntm_dash.storage.places import draw_views, in_memory
from ntm_dash.storage.server import attach_empty


class Views:
    """A database with the views and fact macros over no store at all; each store is read through it.

    It is opened under a name of its own for each store, or DuckDB would take them for one; nothing is written to it.
    """

    def __init__(self, *, on_server: bool) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="views-"))
        self._numbers = count()
        # To check who signed the reader of PostgreSQL takes longer than to reach a server.
        self._settings = {"allow_unsigned_extensions": True} if on_server else {}

    @cached_property
    def _drawn(self) -> Path:
        file = self._folder / "drawn.duckdb"
        with duckdb.connect(file) as connection:
            attach_empty(connection, datetime(2019, 9, 2), MIGRATIONS)
            draw_views(connection)
        return file

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
