"""Words of progress: ranges, signs, and the sentence on top."""

from datetime import date

import pytest

from ntm_dash.services.criteria import Criterion, State
from ntm_dash.services.progress import Commune, District, Extent, Growth, Province
from ntm_dash.ui.progress import as_of, average, between, gain, over_line, period_words, sentence, share

CRITERIA = tuple(Criterion(n, name, name) for n, name in ((1, "Quy hoạch"), (2, "Giao thông"), (3, "Y tế")))
GROWTH = Growth(2016, 2020, "net")
DAY = date(2019, 6, 30)


def commune(name: str, met: int | None, known: int = 0b111) -> Commune:
    now = None if met is None else State(DAY, met, known, 1)
    least, most = (0, 3) if met is None else (met.bit_count(), (met | ~known & 0b111).bit_count())
    unsure = Extent(0, 1)
    return Commune(name, name, "D", now, None, Extent(least, most), Extent(0, 3), unsure, unsure, ())


def province(*communes: Commune) -> Province:
    half = Extent(0, 1)
    district = District(communes, 3, "D", "Huyện Bắc Sơn", half, half, None, None)
    return Province(communes, 3, {"D": district}, GROWTH, ())


def said(*communes: Commune, of: Commune | None = None) -> str:
    found = province(*communes)
    return sentence(found, found.districts["D"], of, CRITERIA)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (between(Extent(6, 6)), "6"),
        (between(Extent(5, 8), " đến "), "5 đến 8"),
        (average(Extent(13.04, 13.11)), "13,0–13,1"),
        (average(Extent(12.71, 12.74)), "12,7"),
        (share(Extent(6 / 19, 6 / 19)), "31,6 %"),
        (share(Extent(0.3, 1)), "30,0–100,0 %"),
        (gain(Extent(4.41, 4.52)), "+4,4–4,5"),
        (gain(Extent(0, 0)), "0,0"),
        (gain(Extent(-1, 2), whole=True), "−1 đến +2"),
        (gain(Extent(0, 2), whole=True), "0 đến +2"),
        (gain(Extent(14, 14), whole=True), "+14"),
    ],
)
def test_a_figure_is_one_number_or_the_range_that_is_possible(words: str, expected: str) -> None:
    assert words == expected


def test_a_district_is_told_by_its_full_communes_and_what_most_others_lack() -> None:
    assert (
        said(commune("a", 0b111), commune("b", 0b001), commune("c", 0b101), commune("d", None))
        == "Bắc Sơn: 1 đến 2 trong 4 xã đủ 3 tiêu chí; giao thông còn 2 xã chưa đạt"
    )


def test_a_district_without_assessments_or_with_all_criteria_is_told_as_such() -> None:
    assert said(commune("a", None)) == "Bắc Sơn: chưa có đánh giá còn hiệu lực của 1 xã"
    assert said(commune("a", 0b111), commune("b", 0b111)) == "Bắc Sơn: cả 2 xã đủ 3 tiêu chí"


def test_a_commune_is_told_with_its_district_and_what_it_lacks() -> None:
    def told(one: Commune) -> str:
        return said(one, of=one)

    assert told(commune("Vũ Lễ", 0b001)) == (
        "Xã Vũ Lễ, huyện Bắc Sơn: đạt 1 trong 3 tiêu chí; giao thông và y tế chưa đạt"
    )
    assert told(commune("Vũ Lễ", 0b000)) == "Xã Vũ Lễ, huyện Bắc Sơn: đạt 0 trong 3 tiêu chí, 3 tiêu chí chưa đạt"
    assert told(commune("Vũ Lễ", 0b001, 0b001)) == "Xã Vũ Lễ, huyện Bắc Sơn: đạt 1 đến 3 trong 3 tiêu chí"
    assert told(commune("Vũ Lễ", None)) == "Xã Vũ Lễ, huyện Bắc Sơn: chưa có đánh giá còn hiệu lực"


def test_the_days_of_the_figures_are_said() -> None:
    found = province(commune("a", 0b111), commune("b", None))
    assert over_line(found, GROWTH, CRITERIA) == "Tiến độ tiêu chí · đánh giá 30/6/2019 so với 31/12/2015"
    assert as_of(province(commune("a", None)), GROWTH) == "chưa có đánh giá còn hiệu lực"
    assert period_words(GROWTH, date(2019, 7, 31)) == "2016–19"
