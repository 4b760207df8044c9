"""The date of a document chooses its rules: margins, page numbers, and the mark on every sheet."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from ntm_dash.papers.layout import layout_on
from ntm_dash.papers.template import fill
from tests.papers.test_template import template

DECREE_30 = date(2020, 3, 5)


@pytest.mark.parametrize(
    ("day", "source"),
    [
        (DECREE_30 - timedelta(days=1), "Thông tư 01/2011/TT-BNV ngày 19/01/2011"),
        (DECREE_30, "Nghị định 30/2020/NĐ-CP ngày 05/3/2020"),
        (date(1999, 1, 1), "Thông tư 01/2011/TT-BNV ngày 19/01/2011"),
    ],
)
def test_the_rules_in_force_on_the_day_are_taken(day: date, source: str) -> None:
    assert layout_on(day).source == source


@pytest.mark.parametrize(
    ("day", "numbered", "unnumbered", "alignment"),
    [
        (date(2019, 8, 12), "footer", "header", WD_ALIGN_PARAGRAPH.RIGHT),
        (DECREE_30, "header", "footer", WD_ALIGN_PARAGRAPH.CENTER),
    ],
)
def test_page_numbers_stand_where_the_rules_say_and_not_on_the_first_page(
    tmp_path: Path, day: date, numbered: str, unnumbered: str, alignment: WD_ALIGN_PARAGRAPH
) -> None:
    [section] = Document(BytesIO(fill(template(tmp_path, "chữ"), {}, layout_on(day)))).sections
    line = getattr(section, numbered).paragraphs[0]
    assert "PAGE" in line._p.xml
    assert line.alignment == alignment
    assert "PAGE" not in getattr(section, unnumbered)._element.xml
    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_header._element.xml + section.first_page_footer._element.xml


def test_margins_are_those_of_the_rules_in_millimetres(tmp_path: Path) -> None:
    [section] = Document(BytesIO(fill(template(tmp_path, "chữ"), {}, layout_on(DECREE_30)))).sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [20, 20, 30, 15]


@pytest.mark.parametrize("day", [date(2019, 8, 12), DECREE_30])
def test_the_mark_stands_on_the_first_sheet_and_on_all_others(tmp_path: Path, day: date) -> None:
    [section] = Document(BytesIO(fill(template(tmp_path, "chữ"), {}, layout_on(day), "MINH HỌA"))).sections
    first = section.first_page_header.paragraphs[0].text
    others = section.header.paragraphs[0].text + section.footer.paragraphs[0].text
    assert (first, others) == ("MINH HỌA", "MINH HỌA")
