"""The clerk's desk in a test: files as units make them, imports into a campaign of its own, the records read back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import count
from typing import Any

import pyarrow as pa
import pytest
from openpyxl import Workbook

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.context import Blank, Place
from ntm_dash.intake.forms.definition import forms
from ntm_dash.services.campaigns import (
    FIRST_CAMPAIGN,
    FIRST_RULEBOOK,
    FIRST_UNIT_LIST,
    SYSTEM,
    Campaign,
    campaign,
    scope_of,
)
from ntm_dash.services.imports import Preview, import_files, preview
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.statements import RECORD_TABLES
from ntm_dash.storage.store import Store
from ntm_dash.ui.words import told

TODAY = date(2026, 1, 5)
CLERK = Person("van-thu@langson.example", "Văn thư", Role.COORDINATION_OFFICE)
PROVINCIAL = "Bằng khen của Chủ tịch UBND tỉnh"
NATIONAL = "Bằng khen của Thủ tướng Chính phủ"
PROPOSER = "UBND huyện Bắc Sơn"

Grid = Sequence[Sequence[Any]]
Named = tuple[str, bytes]


def xlsx(sheets: Mapping[str, Grid], *, merged: Mapping[str, Iterable[str]] | None = None) -> bytes:
    """A workbook of these sheets, each given by its rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for block in (merged or {}).get(name, ()):
            sheet.merge_cells(block)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def grid(form: str, *rows: Mapping[Any, Any]) -> list[list[Any]]:
    """A form's header and rows; each row is given by headers, on form 01 by the numbers of the criteria too."""
    headers: list[Any] = [column.header for column in forms()[form].columns]
    if form == "criteria":
        headers += range(1, 20)
    strangers = {name for row in rows for name in row} - set(headers)
    assert strangers == set()
    return [headers, *([row.get(header) for header in headers] for row in rows)]


def filled(form: str, *rows: Mapping[Any, Any], name: str = "") -> Named:
    """A form filled with these rows, as a file."""
    return name or f"{form}.xlsx", xlsx({forms()[form].sheet: grid(form, *rows)})


def nomination(code: str = "HS-1", **more: Any) -> dict[str, Any]:
    """A row of form 03: an enterprise of Bắc Sơn for the provincial award, where nothing else is said."""
    row = {
        "Mã hồ sơ": code,
        "Tên": f"Hợp tác xã {code}",
        "Đối tượng": "Doanh nghiệp, hợp tác xã",
        "Hình thức": PROVINCIAL,
        "Đơn vị đề nghị": PROPOSER,
    }
    return row | {name.replace("_", " "): value for name, value in more.items()}


def gift(
    code: str = "HS-1", day: Any = "12/3/2016", value: Any = "100 triệu", what: Any = "Làm đường", **more: Any
) -> dict[str, Any]:
    """A row of form 04: money handed over and confirmed, where nothing else is said."""
    row = {
        "Mã hồ sơ": code,
        "Ngày": day,
        "Loại": "Tiền",
        "Mô tả": what,
        "Giá trị (đồng)": value,
        "Tình trạng": "Đã bàn giao",
        "Cơ quan xác nhận": "UBND xã Vũ Lễ",
    }
    return row | {name.replace("_", " "): value for name, value in more.items()}


def assessment(commune: str = "Vũ Lễ", day: Any = "30/6/2019", met: Iterable[int] = (), **more: Any) -> dict[Any, Any]:
    """A row of form 01 of a commune of Bắc Sơn: these criteria met, all others not."""
    row: dict[Any, Any] = {"Huyện": "Bắc Sơn", "Xã": commune, "Ngày đánh giá": day}
    row |= {number: "x" if number in set(met) else "-" for number in range(1, 20)}
    return row | {name.replace("_", " "): value for name, value in more.items()}


@cache
def _first_campaign(store: Store) -> Campaign:
    return campaign(store, FIRST_CAMPAIGN)


def begin(store: Store, ids: Sequence[str]) -> None:
    """Begin campaigns in one transaction."""
    text = FIRST_RULEBOOK.read_text(encoding="utf-8")

    def act(transaction: Transaction) -> None:
        for id in ids:
            row = {"id": id, "name": id, "unit_list": FIRST_UNIT_LIST, "rulebook": text, "illustrative": False}
            records = {"campaign": pa.Table.from_pylist([{**row, "ended": False}])}
            transaction.append("campaign_started", who=SYSTEM, campaign=id, records=records)

    store.transact(act)


def desks(store: Store) -> Iterator[Desk]:
    """Desks one after another, for tests that share a store."""
    for first in count(1, 10):
        ids = [f"desk-{number}" for number in range(first, first + 10)]
        begin(store, ids)
        for id in ids:
            yield Desk(store, id, begun=True)


class Desk:
    """One campaign of a store, empty at first."""

    def __init__(self, store: Store, id: str, *, begun: bool = False) -> None:
        self.store = store
        if not begun:
            begin(store, [id])
        self.campaign = replace(_first_campaign(store), id=id)

    @staticmethod
    def _named(files: Iterable[bytes | Named]) -> list[Named]:
        return [(f"tep-{n}.xlsx", file) if isinstance(file, bytes) else file for n, file in enumerate(files, start=1)]

    def preview(
        self, *files: bytes | Named, blank: Blank = "unknown", answers: Mapping[Place, str] | None = None
    ) -> Preview:
        """What the files would do."""
        return preview(
            self.store, self.campaign, self._named(files), by=CLERK, today=TODAY, blank=blank, answers=answers
        )

    def take(
        self, *files: bytes | Named, blank: Blank = "unknown", answers: Mapping[Place, str] | None = None
    ) -> Preview:
        """Import the files; they must not be refused."""
        return import_files(
            self.store, self.campaign, self._named(files), by=CLERK, today=TODAY, blank=blank, answers=answers
        )

    def refused(
        self, *files: bytes | Named, blank: Blank = "unknown", answers: Mapping[Place, str] | None = None
    ) -> list[Problem]:
        """What stops the files; nothing has changed, and each sentence names its place."""
        before = self.written()
        with pytest.raises(Refused) as refusal:
            self.take(*files, blank=blank, answers=answers)
        assert self.written() == before
        assert all(told(problem) for problem in refusal.value.problems)
        return [problem for problem in refusal.value.problems if problem.severity != "note"]

    def stops(self, *files: bytes | Named) -> list[tuple[str, str, str]]:
        """The code, sheet and cell of everything that stops the files."""
        return [(problem.code, problem.sheet, problem.cell) for problem in self.refused(*files)]

    def records(self, table: str) -> list[dict[str, Any]]:
        """The records of a table that stand, without where they came from."""
        cursor = scope_of(self.store, self.campaign).cursor
        rows = cursor.execute(f"SELECT * EXCLUDE (source) FROM {table} ORDER BY ALL").to_arrow_table().to_pylist()
        return [dict(row) for row in rows]

    def written(self) -> tuple[Any, ...]:
        """The head of the chain and the rows of every table, whoever wrote them."""
        counts = ", ".join(f"(SELECT count(*) FROM store.{table})" for table in RECORD_TABLES)
        [row] = self.store.scope().cursor.execute(f"SELECT head, {counts} FROM store.version").fetchall()
        return tuple(row)

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """All records that stand, by table."""
        return {form.table: self.records(form.table) for form in forms().values()}

    def values(self, code: str = "HS-1") -> list[Any]:
        """The value of each contribution of a nomination that stands."""
        return sorted(row["value"] for row in self.records("contribution") if row["nomination"] == code)


def notes(result: Preview) -> list[tuple[str, str]]:
    """The code and cell of everything that is only told."""
    return [(problem.code, problem.cell) for problem in result.problems if problem.severity == "note"]
