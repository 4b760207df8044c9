"""The map's outline: derived from centre points, or a deployer's own boundaries; nothing guessed, nothing lost."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ntm_dash.services.campaigns import Campaign, campaign
from ntm_dash.services.outline import Outline, outline
from ntm_dash.storage.store import Store, open_store
from tests.house.tree import ROOT

SHARED = ROOT.parent / "shared" / "boundaries" / "communes_2019.geojson"
COMMUNES = 226


@pytest.fixture(scope="module")
def store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("outline") / "ntm.duckdb"
    shutil.copy(empty_store, place)
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def chosen(store: Store) -> Campaign:
    return campaign(store)


def drawn(store: Store, chosen: Campaign, monkeypatch: pytest.MonkeyPatch, file: Path | None = None) -> Outline:
    monkeypatch.delenv("NTM_BOUNDARIES", raising=False)
    if file is not None:
        monkeypatch.setenv("NTM_BOUNDARIES", str(file))
    return outline(store, chosen)


def square(x: float, y: float, **properties: Any) -> dict[str, Any]:
    ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def written(folder: Path, *features: dict[str, Any]) -> Path:
    file = folder / "ranh-gioi.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return file


def codes(found: Outline) -> list[tuple[str, str]]:
    return [(problem.code, problem.read) for problem in found.problems]


def test_every_unit_gets_one_surface_of_its_own_and_it_is_said_to_be_schematic(
    store: Store, chosen: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = drawn(store, chosen, monkeypatch)
    assert (found.schematic, found.by_district, found.missing) == (True, False, 0)
    assert len({cell.code for cell in found.cells}) == len(found.cells) == COMMUNES
    assert all(cell.rings for cell in found.cells)
    assert len(found.labels) == 11


def test_the_drawing_stays_within_its_size(store: Store, chosen: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    found = drawn(store, chosen, monkeypatch)
    points = [at for cell in found.cells for ring in cell.rings for at in ring]
    assert min(x for x, _ in points) >= 0 <= min(y for _, y in points)
    assert max(x for x, _ in points) <= found.width
    assert max(y for _, y in points) <= found.height


def test_features_are_matched_by_code_or_by_name_and_district_and_others_are_named(
    store: Store, chosen: Campaign, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = written(
        tmp_path,
        square(106.0, 21.0, ma_xa="06364"),
        square(106.1, 21.0, ten_xa="Xã Vũ Lễ", ten_huyen="Huyện Bắc Sơn"),
        square(106.2, 21.0, ten_xa="Xã Hư Không", ten_huyen="Huyện Bắc Sơn"),
        square(106.3, 21.0, ten_xa="Xã Tân Thành"),
    )
    found = drawn(store, chosen, monkeypatch, file)
    assert not found.schematic
    assert {cell.name for cell in found.cells} == {"Chiến Thắng", "Vũ Lễ"}
    assert found.missing == COMMUNES - 2
    assert [code for code, _ in codes(found)] == ["boundaries_strange", "boundaries_lacking"]
    assert codes(found)[0] == ("boundaries_strange", "Xã Hư Không, Xã Tân Thành")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("không phải JSON", "boundaries_unreadable"),
        ("[1, 2]", "boundaries_unreadable"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "boundaries_unreadable"),
        ("[" * 100_000, "boundaries_unreadable"),
        ('{"type": "FeatureCollection", "features": []}', "boundaries_of_nothing"),
        (json.dumps({"features": [square(400, 91, ma_xa="06364")]}), "boundaries_of_nothing"),
        (
            json.dumps({"features": [{"properties": {"ma_xa": "06364"}, "geometry": {"type": "Polygon"}}]}),
            "boundaries_of_nothing",
        ),
        (json.dumps({"features": [{"properties": 7, "geometry": None}]}), "boundaries_of_nothing"),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_a_sentence_and_the_schematic_one_drawn(
    store: Store, chosen: Campaign, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, code: str
) -> None:
    file = tmp_path / "ranh-gioi.geojson"
    file.write_text(content, encoding="utf-8")
    found = drawn(store, chosen, monkeypatch, file)
    assert found.schematic
    assert found.problems[0].code == code
    assert len(found.cells) == COMMUNES


def test_a_file_that_is_not_there_is_told(
    store: Store, chosen: Campaign, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NTM_BOUNDARIES", str(tmp_path / "khong-co.geojson"))
    found = outline(store, chosen)
    assert (found.schematic, [problem.code for problem in found.problems]) == (True, ["boundaries_unreadable"])


def test_real_boundaries_of_the_province_are_all_matched(
    store: Store, chosen: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not SHARED.is_file():
        assert "CI" not in os.environ or not SHARED.parent.is_dir(), "the folder is there without its file"
        pytest.skip("no boundaries of the province beside the project: tried with made ones only")
    found = drawn(store, chosen, monkeypatch, SHARED)
    assert (found.schematic, found.missing, found.problems) == (False, 0, ())
    assert len(found.cells) == COMMUNES
