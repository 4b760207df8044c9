"""How a formal document is laid out, by the rules in force on its date (`data/templates/layouts.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ntm_dash.domain.paths import TEMPLATES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

A4 = Mm(210), Mm(297)


@dataclass(frozen=True)
class Layout:
    """The rules for a document: margins in millimetres, font, where page numbers stand; where the rules come from."""

    source: str
    begun: date
    font: str
    top: int
    bottom: int
    left: int
    right: int
    page_number: Literal["foot-right", "head-centre"]


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts, in the order in which they came into force."""
    raw = tomllib.loads((TEMPLATES / "layouts.toml").read_text(encoding="utf-8"))
    found = (Layout(begun=each.pop("from"), **each) for each in raw["layouts"])
    return tuple(sorted(found, key=lambda layout: layout.begun))


def layout_on(day: date) -> Layout:
    """The layout in force on a day; before the first one began, the first."""
    begun = [layout for layout in layouts() if layout.begun <= day]
    return begun[-1] if begun else layouts()[0]


def lay_out(document: Document, layout: Layout, mark: str = "") -> None:
    """Give every section its page, margins and page numbers, and every sheet its mark.

    What the template itself set for these is replaced.
    """
    normal: Any = document.styles["Normal"]
    normal.font.name = layout.font
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), layout.font)
    at_head = layout.page_number == "head-centre"
    for section in document.sections:
        lying = section.orientation == WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = A4[::-1] if lying else A4
        section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
        section.left_margin, section.right_margin = Mm(layout.left), Mm(layout.right)
        section.header_distance = section.footer_distance = Mm(9)
        section.different_first_page_header_footer = True
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            part.is_linked_to_previous = False
            for paragraph in part.paragraphs[1:]:
                paragraph._p.getparent().remove(paragraph._p)
            part.paragraphs[0].clear()
        line = (section.header if at_head else section.footer).paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if at_head else WD_ALIGN_PARAGRAPH.RIGHT
        _number_of_page(line)
        if mark:
            for part in (section.footer if at_head else section.header, section.first_page_header):
                _mark(part.paragraphs[0], mark)


def _mark(line: Paragraph, words: str) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(words)
    run.bold = True
    run.font.size = Pt(10)


def _number_of_page(line: Paragraph) -> None:
    run = line.add_run()
    run.font.size = Pt(13)
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        run._r.append(element)
