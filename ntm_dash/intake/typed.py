"""What a person types into a form of the app, as the sheet that a file would hold: one path, one set of checks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from ntm_dash.intake.files import OpenedFile
from ntm_dash.intake.formats.sheet import Cell, finish
from ntm_dash.intake.forms.definition import forms, terms


def typed(form_name: str, rows: Sequence[Mapping[str, str]]) -> OpenedFile:
    """The rows of a form, each given by the column's id, as a file whose name says that they were typed.

    What stands in a row is read as it would be in a cell; columns that no row names are left out.
    """
    form = forms()[form_name]
    columns = [column for column in form.columns if any(column.id in row for row in rows) or column.required]
    header = [column.header for column in columns]
    cells: list[list[Cell]] = [[row.get(column.id) or None for column in columns] for row in rows]
    digest = hashlib.sha256(json.dumps([form.id, header, cells], ensure_ascii=False).encode()).hexdigest()
    name = terms()["form_file"]["typed"][0]
    return OpenedFile(name, digest, [finish(form.sheet, [[*header], *cells])], ())
