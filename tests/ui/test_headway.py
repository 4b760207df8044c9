"""How far an import is, in words and with what remains."""

import re

from ntm_dash.domain.headway import Doing, Headway
from ntm_dash.ui.headway import headway_html, headway_words


def test_the_words_name_the_step_its_place_the_file_and_its_rows() -> None:
    assert headway_words(Headway(Doing.OPENING, 3, 40, "bac-son.xlsx")) == "Đọc tệp: tệp 3 trong 40 · bac-son.xlsx"
    assert (
        headway_words(Headway(Doing.MATCHING, 2, 41, "bac-son.xlsx", "Đề nghị", "nominations", 1243))
        == "Đối chiếu tên và ô: trang tính 2 trong 41 · “Đề nghị” của bac-son.xlsx, 1.243 dòng"
    )
    assert (
        headway_words(Headway(Doing.CHECKING, 1, 2, form="criteria", rows=207))
        == "So với sổ: biểu 1 trong 2 · Biểu 01. Kết quả thực hiện các tiêu chí xã nông thôn mới, 207 dòng"
    )
    assert headway_words(Headway(Doing.WRITING, 1, 1, rows=9)) == "Ghi vào sổ · 9 dòng"


def test_what_is_done_is_full_what_is_under_way_counts_only_what_is_finished_and_the_rest_is_empty() -> None:
    drawn = headway_html(Headway(Doing.MATCHING, 11, 40, "<b>.xlsx"), list(Doing))
    assert re.findall(r"width:(\d+)%", drawn) == ["100", "25", "0", "0"]
    assert "<b>.xlsx" not in drawn
