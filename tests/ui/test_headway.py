"""How far an import is, in words and with what remains."""

import re
from typing import cast

import pytest
from streamlit.delta_generator import DeltaGenerator

from ntm_dash.domain.headway import Doing, Headway
from ntm_dash.ui.headway import Waiting, headway_html, headway_words


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


class Left:
    """A place on a page that somebody has just left: drawing there breaks the run off."""

    def __init__(self) -> None:
        self.drawn = 0

    def html(self, _: str) -> None:
        self.drawn += 1
        raise KeyboardInterrupt

    def empty(self) -> None:
        """Nothing stands there any more."""


def test_a_click_breaks_off_what_only_reads_and_waits_for_what_writes() -> None:
    reading = Waiting(cast(DeltaGenerator, Left()), writes=False)
    with pytest.raises(KeyboardInterrupt):
        reading(Headway(Doing.OPENING, 1, 2, "a.xlsx"))

    place = Left()
    writing = Waiting(cast(DeltaGenerator, place), writes=True)
    writing(Headway(Doing.OPENING, 1, 1, "a.xlsx"))
    writing(Headway(Doing.WRITING, 1, 1, rows=9))
    assert place.drawn == 1
    with pytest.raises(KeyboardInterrupt):
        writing.over()
