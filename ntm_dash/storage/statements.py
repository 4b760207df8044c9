"""SQL texts by name. A statement is a file in `sql/`; a script is a file of several statements."""

from __future__ import annotations

from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"


@cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def for_table(name: str, table: str) -> str:
    """A statement that works on any table of records, or the journal, written for one of them."""
    if table not in (*RECORD_TABLES, "event"):
        raise KeyError(table)
    return statement(name).replace("{table}", table)


def placed(name: str, place: Path | str) -> str:
    """A statement that names a file, folder or database, written for this one: DuckDB binds no parameter there."""
    return statement(name).replace("{place}", str(place).replace("'", "''"))


def scripts(folder: str | Path) -> list[Path]:
    """The files of a folder below `sql/`, or of a folder elsewhere, in name order."""
    return sorted((FOLDER / folder).glob("*.sql"))


@cache
def fact_macros() -> list[str]:
    """The texts of `sql/facts/*.sql`, each after the facts it asks in turn."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in scripts("facts")}
    asks = {name: [other for other in texts if other != name and f" {other}(" in text] for name, text in texts.items()}
    return [texts[name] for name in TopologicalSorter(asks).static_order()]


RECORD_TABLES = (
    "unit",
    "campaign",
    "sheet",
    "replaced",
    "assessment",
    "commune_event",
    "nomination",
    "contribution",
    "earlier_award",
    "rating",
    "evidence",
    "paper",
    "council_member",
    "closing_report",
    "account",
)
