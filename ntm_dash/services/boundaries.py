"""A deployer's own boundaries: a GeoJSON file whose features are matched to the units of the list, and made light.

A feature names its unit by code or by name and district; the property names understood are in `PROPERTIES`. Names are
matched as in intake: what is ambiguous is never guessed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from ntm_dash.domain.problems import Problem
from ntm_dash.domain.units import COMMUNE_KINDS, Unit
from ntm_dash.intake.matching import UnitIndex

MOST_BYTES = 40_000_000
KM_PER_DEGREE = 111.32
TOLERANCE = 0.25
"""How far a boundary may move when it is made light, in kilometres."""

PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "code": ("ma_xa", "code", "commune_code", "ma"),
    "name": ("ten_xa", "name", "commune_name", "ten"),
    "district": ("ten_huyen", "district_name", "district", "huyen"),
}
MOST_NAMED = 5

Row = tuple[str, str, str, str, str]
"""A commune-level unit: code, name, kind, code and name of its district."""


def read_boundaries(place: Path, units: Sequence[Row]) -> tuple[dict[str, BaseGeometry], tuple[Problem, ...]]:
    """The surface of each unit that the file has, in kilometres with y to the south, and what could not be used.

    A file that is no such map gives no surface and one problem.
    """
    try:
        features = _features(place)
    except (OSError, ValueError, RecursionError) as error:
        return {}, (Problem("boundaries_unreadable", file=place.name, read=str(error)[:80]),)
    parents = {district: Unit(district, name, "huyen") for _, _, _, district, name in units}
    index = UnitIndex([*parents.values(), *(Unit(code, name, kind, parent) for code, name, kind, parent, _ in units)])
    found: dict[str, BaseGeometry] = {}
    strange: list[str] = []
    for feature in features:
        said = _said(feature)
        unit = _unit(index, said)
        surface = _surface(feature.get("geometry"))
        if unit is None or surface is None or unit.code in found:
            strange.append(said["name"] or said["code"] or "?")
        else:
            found[unit.code] = surface
    problems = []
    if strange:
        named = ", ".join(strange[:MOST_NAMED]) + (" …" if len(strange) > MOST_NAMED else "")
        problems.append(
            Problem("boundaries_strange", "note", place.name, read=named, values={"count": str(len(strange))})
        )
    if not found:
        return {}, (Problem("boundaries_of_nothing", file=place.name), *problems)
    lacking = [name for code, name, *_ in units if code not in found]
    if lacking:
        named = ", ".join(lacking[:MOST_NAMED]) + (" …" if len(lacking) > MOST_NAMED else "")
        problems.append(
            Problem("boundaries_lacking", "note", place.name, read=named, values={"count": str(len(lacking))})
        )
    return _projected(found), tuple(problems)


def _features(place: Path) -> list[Mapping[str, Any]]:
    if place.stat().st_size > MOST_BYTES:
        raise ValueError(f"> {MOST_BYTES // 1_000_000} MB")
    raw = json.loads(place.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    features = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise ValueError("FeatureCollection")
    return features


def _no_number(word: str) -> float:
    raise ValueError(word)


def _said(feature: Mapping[str, Any]) -> dict[str, str]:
    """What a feature says of its unit: code, name, district; empty where it does not."""
    given = feature.get("properties")
    properties = {str(key).lower(): value for key, value in given.items()} if isinstance(given, dict) else {}
    return {
        field: next((str(properties[name]).strip() for name in names if properties.get(name) not in (None, "")), "")
        for field, names in PROPERTIES.items()
    }


def _unit(index: UnitIndex, said: Mapping[str, str]) -> Unit | None:
    district = index.district(said["district"]) if said["district"] else None
    if isinstance(district, Problem):
        return None
    if said["code"]:
        found = index.by_code(said["code"], said["name"], district, COMMUNE_KINDS)
        if isinstance(found, Unit):
            return found
    if not said["name"]:
        return None
    found = index.commune(said["name"], district, COMMUNE_KINDS)
    return found if isinstance(found, Unit) else None


def _surface(geometry: Any) -> BaseGeometry | None:
    """The surface that a geometry describes, in degrees; None for anything else."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None
    try:
        surface = shapely.make_valid(shapely.from_geojson(json.dumps(geometry)))
    except (ShapelyError, ValueError, TypeError):
        return None
    left, bottom, right, top = surface.bounds if not surface.is_empty else (math.nan,) * 4
    return surface if -180 <= left <= right <= 180 and -90 <= bottom <= top <= 90 else None


def _projected(surfaces: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Kilometres, y to the south; simplified together, so that neighbours keep their common border."""
    _, bottom, _, top = shapely.total_bounds(list(surfaces.values()))
    middle = math.cos(math.radians((bottom + top) / 2))
    flat = [
        shapely.transform(surface, lambda at: at * [KM_PER_DEGREE * middle, -KM_PER_DEGREE])
        for surface in surfaces.values()
    ]
    light = shapely.coverage_simplify(flat, TOLERANCE)
    return dict(zip(surfaces, light, strict=True))
