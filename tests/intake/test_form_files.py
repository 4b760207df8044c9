"""The empty forms: what they offer is what an import accepts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.columns import reader
from ntm_dash.intake.form_files import HEADER_ROW, form_workbook, forms_archive, write_forms
from ntm_dash.intake.forms.definition import Form, forms
from ntm_dash.intake.table import find_table
from ntm_dash.intake.workbook import read_workbook
from tests.intake.desk import TODAY, Desk, nomination

FORMS = list(forms().values())
CRITERIA = 19


def saved(form: Form) -> bytes:
    target = io.BytesIO()
    form_workbook(form, CRITERIA).save(target)
    return target.getvalue()


def opened(form: Form) -> Workbook:
    return load_workbook(io.BytesIO(saved(form)))


def offered(form: Form) -> dict[str, list[str]]:
    """The words that each column's drop-down offers, by header."""
    workbook = opened(form)
    sheet = workbook.worksheets[0]
    found = {}
    for validation in sheet.data_validations.dataValidation:
        left, top, right, bottom = range_boundaries(str(validation.sqref))
        assert (top, left) == (HEADER_ROW + 1, right)
        assert bottom > 1000
        name, _, block = validation.formula1.rpartition("!")
        cells = workbook[name.strip("'")][block.replace("$", "")]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        found[str(sheet.cell(HEADER_ROW, left).value)] = [row[0].value for row in rows]
    return found


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_an_empty_form_is_known_and_brings_nothing(desk: Desk, form: Form) -> None:
    sheet, *others = read_workbook("a.xlsx", saved(form))
    table = find_table(sheet, CRITERIA)
    assert table is not None
    assert (sheet.name, table.form.name, table.first, list(table.problems)) == (form.sheet, form.name, HEADER_ROW, [])
    assert [find_table(other, CRITERIA) for other in others] == [None] * len(others)
    assert [code for code, _, _ in desk.stops(saved(form))] == ["file_without_rows"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_word_offered_is_read_as_one_thing_and_each_as_another(form: Form) -> None:
    lists = offered(form)
    for column in form.columns:
        words = lists.pop(column.header, [])
        read = [reader(column, column.header, TODAY)(word) for word in words]
        assert [each for each in read if each is None or isinstance(each, Problem)] == []
        assert len(set(read)) == len(words)
        assert bool(words) == (column.reads in ("word", "award_form", "item"))
    assert lists == ({str(number): ["x", "-"] for number in range(1, 20)} if form.name == "criteria" else {})


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_what_is_typed_stays_text_but_for_figures(form: Form) -> None:
    sheet = opened(form).worksheets[0]
    for position, column in enumerate(form.columns, start=1):
        kept = sheet.column_dimensions[get_column_letter(position)].number_format
        figures = {"money": "#,##0", "number": "General", "count": "General", "ignored": "General"}
        assert kept == figures.get(column.reads, "@")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_instructions_name_every_needed_column_and_every_word(form: Form) -> None:
    workbook = opened(form)
    assert [(sheet.title, sheet.sheet_state) for sheet in workbook.worksheets] == [
        (form.sheet, "visible"),
        ("Danh mục", "hidden"),
        ("Hướng dẫn", "visible"),
    ]
    told = "\n".join(str(row[0]) for row in workbook["Hướng dẫn"].iter_rows(values_only=True))
    needed = [column.header for column in form.columns if column.required]
    words = [word for header, words in offered(form).items() if not header.isdecimal() for word in words]
    assert [each for each in [form.title, *form.notes, *needed, *words] if each not in told] == []


def test_a_form_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    written = write_forms(tmp_path / "a", CRITERIA)
    assert (len(written), set(written.values())) == (len(FORMS), {True})
    kept, gone, *_ = written
    kept.write_bytes(b"filled in")
    gone.unlink()
    again = write_forms(tmp_path / "a", CRITERIA)
    assert [path for path, wrote in again.items() if wrote] == [gone]
    assert kept.read_bytes() == b"filled in"


def test_the_archive_holds_every_form(desk: Desk) -> None:
    with zipfile.ZipFile(io.BytesIO(forms_archive(CRITERIA))) as archive:
        assert [name[:2] for name in archive.namelist()] == [form.id for form in FORMS]
        content = archive.read("03-nominations.xlsx")
    workbook = load_workbook(io.BytesIO(content))
    sheet = workbook.worksheets[0]
    headers = [cell.value for cell in sheet[HEADER_ROW]]
    for header, value in nomination().items():
        sheet.cell(HEADER_ROW + 1, headers.index(header) + 1, value)
    target = io.BytesIO()
    workbook.save(target)
    desk.take(target.getvalue())
    assert len(desk.records("nomination")) == 1
