"""Lines: the strong ones are named at their ends, what is possible is a band, names are escaped."""

import re
from xml.etree import ElementTree

from ntm_dash.services.progress import Extent
from ntm_dash.ui.charts.lines import BOTTOM, HEIGHT, TOP, Line, lines_chart
from ntm_dash.ui.colours import plain
from ntm_dash.ui.progress import average

SVG = "{http://www.w3.org/2000/svg}"
POINTS = [(2018, Extent(0, 0)), (2019, Extent(10, 20))]


def drawn(*lines: Line) -> ElementTree.Element:
    chart = lines_chart(lines, 20, (0, 20), average, lambda name: plain(name, dark=False))
    return ElementTree.fromstring(chart)


def test_a_strong_line_is_named_with_its_last_figure_and_a_weak_one_by_the_pointer_only() -> None:
    chart = drawn(Line("Toàn tỉnh", POINTS, True, "met_text"), Line("Bắc Sơn", POINTS, False, "accent"))
    texts = ["".join(each.itertext()) for each in chart.iter(f"{SVG}text")]
    assert texts == ["0,0", "20,0", "2018", "2019", "Toàn tỉnh 10,0–20,0"]
    titles = ["".join(each.itertext()) for each in chart.iter(f"{SVG}title")]
    assert titles == ["Bắc Sơn. 2018: 0,0, 2019: 10,0–20,0", "Toàn tỉnh. 2018: 0,0, 2019: 10,0–20,0"]


def test_the_line_runs_through_the_middle_of_what_is_possible_and_the_band_to_both_ends() -> None:
    chart = drawn(Line("A", POINTS, True, "met_text"))
    [line] = chart.iter(f"{SVG}polyline")
    [band] = chart.iter(f"{SVG}polygon")
    heights = [float(point.split(",")[1]) for point in line.attrib["points"].split()]
    inner = HEIGHT - TOP - BOTTOM
    assert heights == [HEIGHT - BOTTOM, round(TOP + inner * 0.25, 1)]
    ends = {float(point.split(",")[1]) for point in band.attrib["points"].split()}
    assert ends == {HEIGHT - BOTTOM, TOP, round(TOP + inner * 0.5, 1)}


def test_a_name_is_text_and_nothing_without_years() -> None:
    chart = lines_chart([Line("<b>", POINTS, True, "accent")], 20, (), average, lambda name: "black")
    assert "<b>" not in chart
    assert re.search(r"&lt;b&gt; 10,0–20,0</text>", chart)
    assert lines_chart([], 20, (), average, lambda name: "black") == ""
