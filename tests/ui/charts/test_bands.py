"""Bands: nothing is dropped, the fullest stands at the bottom, labels do not cover each other."""

import re

import pandas as pd

from ntm_dash.services.years import band_floors
from ntm_dash.ui.charts.bands import HEIGHT, apart, band_label, bands_chart, province_bands

FLOORS = band_floors(19)
COUNTED = pd.DataFrame(
    [
        ("A", 2018, 5, 4),
        ("A", 2018, None, 2),
        ("A", 2019, 19, 1),
        ("A", 2019, 5, 5),
        ("B", 2018, 10, 3),
        ("B", 2019, 19, 2),
        ("B", 2019, 15, 1),
    ],
    columns=["district", "year", "band", "communes"],
).astype({"band": "Int32"})


def test_the_districts_are_summed_and_stacked_with_all_criteria_at_the_bottom() -> None:
    stacked = province_bands(COUNTED, FLOORS)
    assert stacked[["year", "label", "communes", "from", "to"]].values.tolist() == [
        ["2018", "10–14", 3, 0, 3],
        ["2018", "5–9", 4, 3, 7],
        ["2018", "chưa rõ", 2, 7, 9],
        ["2019", "19 tiêu chí", 3, 0, 3],
        ["2019", "15–18", 1, 3, 4],
        ["2019", "5–9", 5, 4, 9],
    ]


def test_bands_are_called_by_their_counts() -> None:
    assert [band_label(floor, FLOORS) for floor in (*FLOORS, None)] == [
        "19 tiêu chí",
        "15–18",
        "10–14",
        "5–9",
        "dưới 5",
        "chưa rõ",
    ]
    assert [band_label(floor, band_floors(12)) for floor in band_floors(12)] == [
        "12 tiêu chí",
        "10–11",
        "5–9",
        "dưới 5",
    ]


def test_the_last_year_is_labelled_beside_its_bar_and_the_bars_reach_to_all_communes() -> None:
    chart = bands_chart(province_bands(COUNTED, FLOORS), FLOORS, str)
    assert re.findall(r">([^<>]* · [^<>]*)</text>", chart) == ["3 xã · 19 tiêu chí", "1 xã · 15–18", "5 xã · 5–9"]
    heights = [float(height) for height in re.findall(r'height="([\d.]+)" fill="[^"]*" stroke', chart)]
    assert [sum(heights[:3]), sum(heights[3:])] == [HEIGHT, HEIGHT]
    assert re.findall(r"<title>([^<]*)</title>", chart)[2:4] == ["2018, chưa rõ: 2 xã", "2019, 19 tiêu chí: 3 xã"]


def test_labels_are_moved_apart_and_stay_below_the_top() -> None:
    assert apart([10, 50, 52, 99], 5, 100) == [10, 50, 55, 99]
    assert apart([97, 98, 99], 5, 100) == [90, 95, 100]
