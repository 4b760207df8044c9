"""What stops an import, as people read it: the same thing once, with its cells and counts."""

from ntm_dash.domain.problems import Problem
from ntm_dash.ui.mending import OfSheet, by_sheet, cells_words, counts_words

UNREAD = [Problem("tick_unknown", file="a.xlsx", sheet="Tiêu chí", cell=f"E{row}", read="có") for row in range(3, 403)]
ASKED = Problem(
    "word_ambiguous", "question", "a.xlsx", "Tiêu chí", "B9", read="Quang Trung", candidates=(("1", "x"), ("2", "y"))
)
ROW = Problem("key_conflict", file="b.csv", sheet="Đề nghị", cell="7:7", values={"other": "5"})
WHOLE = Problem("no_form_found", file="c.csv", expected="Tiêu chí; Đề nghị")


def test_four_hundred_cells_with_one_mistake_are_one_sentence_beside_what_is_asked() -> None:
    [of_a, of_b, of_c] = by_sheet([*UNREAD, ASKED, ROW, WHOLE])
    assert [len(each.problems) for each in of_a.alike] == [400, 1]
    assert [each.answerable for each in of_a.alike] == [False, True]
    assert counts_words(of_a) == "400 chỗ phải sửa, 1 chỗ phải trả lời"
    assert (of_b.file, of_b.sheet, of_c.file, of_c.sheet) == ("b.csv", "Đề nghị", "c.csv", "")


def test_cells_are_named_up_to_twelve_and_the_rest_counted() -> None:
    assert cells_words(UNREAD) == "ô E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13, E14 và 388 ô nữa"
    assert cells_words(UNREAD[:12]) == "ô E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13, E14"
    assert cells_words([ROW]) == "dòng 7"
    assert cells_words([WHOLE]) == ""


def test_what_is_read_differently_stays_apart() -> None:
    other = Problem("tick_unknown", file="a.xlsx", sheet="Tiêu chí", cell="F3", read="chắc là có")
    [sheet] = by_sheet([*UNREAD[:2], other])
    assert isinstance(sheet, OfSheet)
    assert [[problem.cell for problem in each.problems] for each in sheet.alike] == [["E3", "E4"], ["F3"]]
