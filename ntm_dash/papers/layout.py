"""How a formal document is laid out, by the rules in force on its date.

Thông tư 01/2011/TT-BNV until 04/3/2020: page numbers at the foot, right. Nghị định 30/2020/NĐ-CP from 05/3/2020: at
the head, centred. Both: A4, margins top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm, Times New Roman, no
number on the first page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

DECREE_30 = date(2020, 3, 5)
"""The day on which Nghị định 30/2020/NĐ-CP came into force."""

FONT = "Times New Roman"


@dataclass(frozen=True)
class Layout:
    """The rules for one document: its date, and the mark that every sheet carries (empty for none)."""

    dated: date
    mark: str = ""

    @property
    def numbered_at_head(self) -> bool:
        """Whether page numbers stand at the head, centred; else at the foot, right."""
        return self.dated >= DECREE_30


def lay_out(document: Document, layout: Layout) -> None:
    """Give every section its page, margins, page numbers and mark; what the template set for these is replaced."""
    normal: Any = document.styles["Normal"]
    normal.font.name = FONT
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for section in document.sections:
        short, long = Mm(210), Mm(297)
        lying = section.orientation == WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = (long, short) if lying else (short, long)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.header_distance = section.footer_distance = Mm(9)
        section.different_first_page_header_footer = True
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            part.is_linked_to_previous = False
            for paragraph in part.paragraphs[1:]:
                paragraph._p.getparent().remove(paragraph._p)
            part.paragraphs[0].clear()
        numbered = section.header if layout.numbered_at_head else section.footer
        line = numbered.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if layout.numbered_at_head else WD_ALIGN_PARAGRAPH.RIGHT
        _number_of_page(line)
        if layout.mark:
            marked = section.footer if layout.numbered_at_head else section.header
            for part in (marked, section.first_page_header):
                _mark(part.paragraphs[0], layout.mark)


def _mark(line: Paragraph, words: str) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(words)
    run.bold = True
    run.font.size = Pt(10)


def _number_of_page(line: Paragraph) -> None:
    run = line.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)
