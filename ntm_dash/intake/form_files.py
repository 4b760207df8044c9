"""The empty forms as workbooks: title, header row, drop-downs, and a sheet that says how to fill them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ntm_dash.intake.context import award_forms
from ntm_dash.intake.forms.definition import Column, Form, forms, terms

HEADER_ROW = 3
FILLED_ROWS = 2000
"""How many rows below the header carry the drop-downs."""

_WIDE = ("text", "organisation", "word", "award_form", "item")
_LINE = Side(style="thin", color="CDD4DF")
_HEADER = PatternFill("solid", fgColor="E6ECF7")


def write_forms(folder: Path, criteria: int) -> dict[Path, bool]:
    """Write every form as an empty workbook into a folder; for each file whether it was written.

    A file that is there already may be filled in, and stays as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for form in forms().values():
        path = folder / file_name(form)
        files[path] = not path.exists()
        if files[path]:
            form_workbook(form, criteria).save(path)
    return files


def forms_archive(criteria: int) -> bytes:
    """Every form as an empty workbook, in one zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for form in forms().values():
            workbook = io.BytesIO()
            form_workbook(form, criteria).save(workbook)
            archive.writestr(file_name(form), workbook.getvalue())
    return buffer.getvalue()


def file_name(form: Form) -> str:
    """What the file of a form is called."""
    return f"{form.id}-{form.name.replace('_', '-')}.xlsx"


def form_workbook(form: Form, criteria: int) -> Workbook:
    """One form as an empty workbook; form 01 has a column for each of the criteria."""
    workbook = Workbook()
    sheet: Worksheet = workbook.create_sheet(form.sheet)
    workbook.remove(workbook.worksheets[0])
    sheet.cell(1, 1, form.title).font = Font(bold=True, size=14)
    headers: list[Column | int] = list(form.columns)
    if form.name == "criteria":
        headers += range(1, criteria + 1)
    words = workbook.create_sheet(terms()["form_file"]["lists"][0])
    words.sheet_state = "hidden"
    for position, header in enumerate(headers, start=1):
        text = header if isinstance(header, int) else header.header
        cell = sheet.cell(HEADER_ROW, position, text)
        cell.font = Font(bold=True)
        cell.fill = _HEADER
        cell.border = Border(bottom=_LINE, left=_LINE, right=_LINE, top=_LINE)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = _width(header)
        sheet.column_dimensions[letter].number_format = _number_format(header)
        _offer(sheet, words, letter, position, _choices(header))
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    _instructions(workbook, form)
    return workbook


def _width(header: Column | int) -> float:
    if isinstance(header, int):
        return 5
    return 26 if header.reads in _WIDE else max(10, len(header.header) + 2)


def _number_format(header: Column | int) -> str:
    """Text, so that a spreadsheet makes no date or number of its own out of what is typed; figures apart."""
    if isinstance(header, int) or header.reads in ("ignored", "number", "count"):
        return "General"
    return "#,##0" if header.reads == "money" else "@"


def _choices(header: Column | int) -> list[str]:
    if isinstance(header, int):
        return [terms()["form_file"]["met"][0], terms()["form_file"]["unmet"][0]]
    match header.reads:
        case "word":
            return [words[0] for words in terms()[header.words].values()]
        case "item":
            return [words[0] for words in terms()["evidence"].values()]
        case "award_form":
            return list(award_forms().values())
        case _:
            return []


def _offer(sheet: Worksheet, words: Worksheet, letter: str, position: int, choices: list[str]) -> None:
    if not choices:
        return
    for line, word in enumerate(choices, start=1):
        words.cell(line, position, word)
    validation = DataValidation(
        type="list", formula1=f"'{words.title}'!${letter}$1:${letter}${len(choices)}", allow_blank=True
    )
    validation.showErrorMessage = False
    validation.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + FILLED_ROWS}")
    sheet.add_data_validation(validation)


def _instructions(workbook: Workbook, form: Form) -> None:
    sheet = workbook.create_sheet(terms()["form_file"]["instructions"][0])
    sheet.column_dimensions["A"].width = 110
    needed = ", ".join(column.header for column in form.columns if column.required)
    lines = [form.title, *form.notes]
    if needed:
        lines.append(f"{terms()['form_file']['needed'][0]}: {needed}.")
    for column in form.columns:
        choices = _choices(column)
        if choices:
            lines.append(f"{column.header}: " + " · ".join(choices))
    for number, line in enumerate(lines, start=1):
        cell = sheet.cell(number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1)
