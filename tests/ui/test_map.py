"""The map where communes are too many to be drawn: districts in their place, in the class of most of their communes."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import Campaign, campaign
from ntm_dash.services.generation import generate
from ntm_dash.services.outline import MOST_CELLS, Outline, outline
from ntm_dash.services.overview import NONE, SORTS, Lists, lists
from ntm_dash.services.progress import Province, progress
from ntm_dash.storage.store import Store, open_store
from ntm_dash.ui.map import classes, map_html

CELL = re.compile(r'<path class="c(\d+)" d="[^"]+" data-pick="huyen (\w+)"><title>([^<]+)</title>')


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("map") / "ntm.duckdb")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def large(store: Store) -> Campaign:
    return campaign(store, generate(store, communes=MOST_CELLS + 1, nominations=300, by=LOCAL))


@pytest.fixture(scope="module")
def drawn(store: Store, large: Campaign) -> Outline:
    return outline(store, large)


@pytest.fixture(scope="module")
def province(store: Store, large: Campaign) -> Province:
    return progress(store, large)


@pytest.fixture(scope="module")
def listed(store: Store, large: Campaign) -> Lists:
    return lists(store, large)


def test_where_communes_are_too_many_each_district_is_one_light_surface(drawn: Outline, province: Province) -> None:
    assert (drawn.by_district, drawn.borders, drawn.labels) == (True, (), {})
    assert sorted(cell.code for cell in drawn.cells) == sorted(province.districts)
    corners = [sum(map(len, cell.rings)) for cell in drawn.cells]
    assert min(corners) >= 3
    assert max(corners) < 100


@pytest.mark.parametrize("sort", SORTS)
def test_a_district_has_the_class_of_most_of_its_communes_and_tells_all_of_them(
    drawn: Outline, province: Province, listed: Lists, sort: str
) -> None:
    known = classes(sort, province)
    cells = CELL.findall(map_html(drawn, province, listed, sort))
    assert [code for _, code, _ in cells] == [cell.code for cell in drawn.cells]
    for number, code, title in cells:
        communes = province.districts[code].communes
        counts = Counter(listed.sort_of[sort][commune.code] for commune in communes)
        told = {name: counts[name] for name in known if counts[name] and name != NONE}
        said = "; ".join(f"{count} xã {known[name][0]}" for name, count in told.items()) or known[NONE][0]
        assert title == f"{province.districts[code].name}, {len(communes)} xã: {said}"
        assert counts[list(known)[int(number)]] == max(told.values(), default=len(communes))
