"""Whatever stands in a file of boundaries gives surfaces or a sentence, and never an error."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_dash.services.boundaries import read_boundaries

UNITS = [("06364", "Xã Vũ Lễ", "xa", "186", "Huyện Bắc Sơn"), ("06367", "Xã Chiến Thắng", "xa", "186", "Huyện Bắc Sơn")]
CODES = {"boundaries_unreadable", "boundaries_strange", "boundaries_of_nothing", "boundaries_lacking"}

ODD = st.sampled_from(
    ["\x00", "\u202e", "<script>", "../..", "=1+1", 1e308, -1e308, 10**400, 0, -0.0, True, None, "06364", [], {}]
)
NUMBERS = st.one_of(st.floats(100, 110), st.floats(allow_nan=False), st.sampled_from([1e308, 10**30, "106", None]))
POINTS = st.lists(NUMBERS, max_size=4)
RINGS = st.lists(st.one_of(st.lists(POINTS, max_size=6), ODD), max_size=3)
KINDS = st.one_of(st.sampled_from(["Polygon", "MultiPolygon", "Point", "GeometryCollection"]), ODD)
GEOMETRIES = st.one_of(
    ODD, st.fixed_dictionaries({"type": KINDS, "coordinates": st.one_of(RINGS, st.lists(RINGS, max_size=2))})
)
PROPERTIES = st.one_of(ODD, st.dictionaries(st.sampled_from(["ma_xa", "ten_xa", "ten_huyen", "Code"]), ODD, max_size=3))
FEATURES = st.lists(st.fixed_dictionaries({"properties": PROPERTIES, "geometry": GEOMETRIES}), max_size=4)


@settings(deadline=None, max_examples=80, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(FEATURES, ODD), st.integers(0, 3))
def test_any_file_gives_surfaces_or_a_sentence(tmp_path: Path, features: Any, cut: int) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    place = tmp_path / "ranh-gioi.geojson"
    place.write_text(text[: len(text) - cut], encoding="utf-8")
    found, problems = read_boundaries(place, UNITS)
    assert {problem.code for problem in problems} <= CODES
    assert all(surface.is_valid and not surface.is_empty for surface in found.values())
    assert found or problems
