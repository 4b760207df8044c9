"""The outline of a map: where each commune is drawn, and the borders of districts.

Without boundaries of its own the project derives a schematic outline from the communes' centre points: every commune
gets what lies nearest to its centre, within a reach. A deployer's boundaries replace it (see `boundaries`).
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

import shapely
from shapely import MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from ntm_dash.domain.paths import BOUNDARIES
from ntm_dash.domain.problems import Problem
from ntm_dash.services.boundaries import KM_PER_DEGREE, read_boundaries
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.storage.store import Store

WIDTH, HEIGHT, EDGE = 720.0, 640.0, 4.0
"""The drawing's size in its own units, and the room at its edge."""

REACH = 1.9
"""How far a cell reaches from its centre, in medians of the way to the nearest other centre."""

MOST_CELLS = 1_500
"""Where there are more communes than that, districts are drawn in their place: a page stays light."""

GRID = 0.01
"""How exactly borders of neighbours must meet to be one, in kilometres."""

DETAIL = 1.0
"""How far a drawn border may stray from the true one where districts are the cells, in units of the drawing."""

Ring = tuple[tuple[float, float], ...]


class Centre(NamedTuple):
    """A commune-level unit with its centre in degrees, None where it is not known."""

    code: str
    name: str
    kind: str
    district: str
    district_name: str
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True)
class Cell:
    """One unit as it is drawn: the rings of its surface and a point within it; `kind` "huyen" is a whole district."""

    code: str
    name: str
    kind: str
    district: str
    rings: tuple[Ring, ...]
    centre: tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """A whole map. `borders` are lines between and around districts; `labels` places for the names of districts.
    Where districts are the cells, there are neither: they have borders of their own, and names of so many cover them.

    `problems` say what of a deployer's boundaries could not be used; `missing` how many units are not drawn.
    """

    cells: tuple[Cell, ...]
    borders: tuple[Ring, ...]
    labels: Mapping[str, tuple[float, float]]
    width: float
    height: float
    schematic: bool
    by_district: bool
    missing: int
    problems: tuple[Problem, ...]


def outline(store: Store, campaign: Campaign) -> Outline:
    """The map of the campaign's units."""
    centres = tuple(Centre(*row) for row in scope_of(store, campaign).rows("centres"))
    place = boundaries_file()
    return _outline(centres, place, place.stat().st_mtime_ns if place and place.is_file() else 0)


def boundaries_file() -> Path | None:
    """A deployer's own boundaries: the file that NTM_BOUNDARIES names, else the one in `data/boundaries/`."""
    named = os.environ.get("NTM_BOUNDARIES")
    place = Path(named) if named else BOUNDARIES
    return place if named or place.is_file() else None


@lru_cache(4)
def _outline(centres: tuple[Centre, ...], place: Path | None, changed: int) -> Outline:
    problems: tuple[Problem, ...] = ()
    if place is not None:
        found, problems = read_boundaries(
            place, [(c.code, c.name, c.kind, c.district, c.district_name) for c in centres]
        )
        if found:
            return _drawn(centres, found, schematic=False, problems=problems)
    return _drawn(centres, _cells(centres), schematic=True, problems=problems)


def _cells(centres: Sequence[Centre]) -> dict[str, BaseGeometry]:
    """The surface nearest to each centre, within reach, in kilometres; by district where communes are many."""
    points = _points(centres)
    if len(points) < 2:
        return {code: point.buffer(1) for code, point in points.items()}
    tree = shapely.STRtree(list(points.values()))
    nearest = tree.query_nearest(list(points.values()), exclusive=True, all_matches=False, return_distance=True)[1]
    reach = REACH * (median(nearest) or 1.0)
    cells = shapely.voronoi_polygons(MultiPoint(list(points.values())), extend_to=shapely.box(*_around(points, reach)))
    found = {}
    for cell in cells.geoms:
        for code in (list(points)[index] for index in tree.query(cell, predicate="contains")):
            found[code] = cell.intersection(points[code].buffer(reach, quad_segs=6))
    return found


def _points(centres: Sequence[Centre]) -> dict[str, Point]:
    """Centres in kilometres, no two in one place; y grows to the south as on a screen."""
    known = [each for each in centres if each.longitude is not None and each.latitude is not None]
    middle = math.cos(math.radians(median([each.latitude or 0 for each in known] or [0])))
    points: dict[tuple[float, float], str] = {}
    for each in known:
        at = ((each.longitude or 0) * KM_PER_DEGREE * middle, -(each.latitude or 0) * KM_PER_DEGREE)
        points.setdefault(at, each.code)
    return {code: Point(at) for at, code in points.items()}


def _around(points: Mapping[str, Point], reach: float) -> tuple[float, float, float, float]:
    xs, ys = [point.x for point in points.values()], [point.y for point in points.values()]
    return min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach


def _drawn(
    centres: Sequence[Centre], surfaces: Mapping[str, BaseGeometry], *, schematic: bool, problems: tuple[Problem, ...]
) -> Outline:
    units = {each.code: each for each in centres}
    districts: dict[str, list[BaseGeometry]] = {}
    for code, surface in surfaces.items():
        districts.setdefault(units[code].district, []).append(surface)
    whole = {code: shapely.union_all(own, grid_size=GRID) for code, own in districts.items()}
    names = {each.district: each.district_name for each in centres}
    by_district = len(surfaces) > MOST_CELLS
    left, top, right, bottom = shapely.total_bounds(list(surfaces.values())) if surfaces else (0, 0, 1, 1)
    scale = min(WIDTH / ((right - left) or 1), HEIGHT / ((bottom - top) or 1))
    if by_district:
        lighter = shapely.coverage_simplify(list(whole.values()), DETAIL / scale)
        whole = dict(zip(whole, lighter, strict=True))
    shapes = (
        [(code, names[code], "huyen", code, shape) for code, shape in whole.items()]
        if by_district
        else [(c, units[c].name, units[c].kind, units[c].district, shape) for c, shape in surfaces.items()]
    )

    digits = 0 if by_district else 1

    def placed(x: float, y: float) -> tuple[float, float]:
        return round((x - left) * scale + EDGE, digits), round((y - top) * scale + EDGE, digits)

    def rings(shape: BaseGeometry) -> tuple[Ring, ...]:
        return tuple(tuple(placed(*at) for at in part.exterior.coords[:-1]) for part in _polygons(shape))

    cells = []
    for code, name, kind, district, shape in shapes:
        inside = shape.representative_point()
        cells.append(Cell(code, name, kind, district, rings(shape), placed(inside.x, inside.y)))
    lined = {} if by_district else whole
    labels = {names[code]: placed(shape.centroid.x, shape.centroid.y) for code, shape in lined.items()}
    return Outline(
        cells=tuple(cells),
        borders=tuple(ring for shape in lined.values() for ring in rings(shape)),
        labels=labels,
        width=round((right - left) * scale + 2 * EDGE),
        height=round((bottom - top) * scale + 2 * EDGE),
        schematic=schematic,
        by_district=by_district,
        missing=len(centres) - len(surfaces),
        problems=problems,
    )


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [part for part in getattr(shape, "geoms", ()) if isinstance(part, Polygon)]
