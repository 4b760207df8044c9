"""Small drawings of what a page looks like, for the guide: a few strokes in the colours of the states, no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ntm_dash.ui.colours import role

WIDTH, HEIGHT = 132, 78


def sketch(name: str) -> str:
    """The drawing of that name as SVG; it says nothing that the words beside it do not."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true" '
        f'style="display:block;flex:none;border:1px solid {role("line")};background:{role("paper")}">'
        f"{SKETCHES[name]()}</svg>"
    )


def _box(x: float, y: float, width: float, height: float, colour: str, *, line: str = "", dashed: bool = False) -> str:
    stroke = f"stroke:{role(line)};stroke-width:1.4;" if line else ""
    dash = "stroke-dasharray:3 2;" if dashed else ""
    fill = role(colour) if colour else "none"
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" style="fill:{fill};{stroke}{dash}"/>'


def _words(x: float, y: float, width: float, colour: str = "line", height: float = 3) -> str:
    return _box(x, y, width, height, colour)


def _path(d: str, colour: str, *, filled: bool = False, width: float = 1.8) -> str:
    paint = f"fill:{role(colour)}" if filled else f"fill:none;stroke:{role(colour)};stroke-width:{width}"
    return f'<path d="{d}" style="{paint}"/>'


def _diamond(x: float, y: float, size: float = 4) -> str:
    return _path(f"M{x} {y - size}L{x + size} {y}L{x} {y + size}L{x - size} {y}z", "for_council", filled=True)


def _sheet(x: float, y: float, width: float, height: float) -> str:
    rows = "".join(_words(x + 4, y + 14 + 8 * row, width - 8, "hair", 4) for row in range(int((height - 18) // 8)))
    return _box(x, y, width, height, "paper", line="faint") + _box(x, y, width, 9, "wash", line="faint") + rows


def _answers() -> str:
    cards = "".join(
        _box(38 + 31 * at, 18, 28, 18, f"{state}_wash") + _box(38 + 31 * at, 18, 3, 18, state)
        for at, state in enumerate(("unmet", "met", "late"))
    )
    listed = "".join(
        _box(6, 18 + 11 * row, 5, 5, state) + _words(14, 19 + 11 * row, 16)
        for row, state in enumerate(("met", "for_council", "unknown", "unmet", "met"))
    )
    return (
        _words(6, 7, 70, "ink", 4)
        + listed
        + cards
        + _words(38, 44, 60)
        + _box(38, 52, 90, 10, "for_council_wash")
        + _diamond(44, 57)
        + _words(52, 55, 50)
    )


def _clauses() -> str:
    rows = "".join(
        _words(8, 10 + 22 * row, 40, "ink", 4)
        + _words(8, 18 + 22 * row, 36)
        + _words(62, 10 + 22 * row, 60, "soft")
        + _words(62, 17 + 22 * row, 44)
        + _words(8, 28 + 22 * row, 116, "hair", 1)
        for row in range(3)
    )
    return rows + _words(54, 6, 1, "line", 66)


def _readings() -> str:
    return "".join(
        _diamond(14, 18 + 22 * row, 5) + _words(26, 12 + 22 * row, 84, "ink", 4) + _words(26, 20 + 22 * row, 60)
        for row in range(3)
    )


def _meeting() -> str:
    rows = "".join(_box(8, 18 + 9 * row, 5, 5, "met") + _words(17, 19 + 9 * row, 48) for row in range(3))
    votes = "".join(_box(90 + 4 * at, 30, 2.6, 14, "met" if at < 7 else "line") for at in range(9))
    return (
        _words(8, 7, 60, "ink", 5)
        + rows
        + _box(8, 48, 70, 20, "for_council_wash")
        + _box(8, 48, 4, 20, "for_council")
        + _words(18, 56, 50, "for_council")
        + _box(84, 14, 42, 54, "", line="faint")
        + votes
        + _words(90, 54, 28, "accent", 7)
    )


def _vote() -> str:
    return (
        _words(34, 8, 64, "ink", 5)
        + "".join(
            _box(34, 20 + 18 * at, 64, 13, colour, line=line)
            for at, (colour, line) in enumerate((("met", "met"), ("paper", "unmet"), ("paper", "faint")))
        )
        + _path("M42 26l4 4 7-8", "paper")
    )


def _forms() -> str:
    sheets = "".join(_sheet(12 + 14 * at, 8 + 6 * at, 44, 48) for at in range(3))
    return sheets + _path("M104 22v26m-9-9l9 10 9-10M92 58h24", "accent", width=2.6)


def _preview() -> str:
    return (
        _sheet(10, 8, 62, 60)
        + _box(36, 30, 18, 8, "unmet_wash", line="unmet")
        + _words(82, 16, 42, "ink", 4)
        + _words(82, 26, 34)
        + _words(82, 33, 38)
        + _box(82, 48, 40, 14, "accent")
        + _path("M96 55l4 4 8-8", "paper")
    )


def _matrix() -> str:
    states = ("met", "met", "unknown", "met", "met", "unknown", "met", "met", "met")
    return "".join(
        _words(8, 13 + 13 * row, 20, "soft")
        + "".join(
            _box(
                36 + 15 * at,
                9 + 13 * row,
                10,
                10,
                "met" if done else "paper",
                line="" if done else "unknown",
                dashed=not done,
            )
            for at in range(6)
            for done in (states[(row * 4 + at) % 9] == "met",)
        )
        for row in range(5)
    )


def _board() -> str:
    heads = "".join(_words(32 + 25 * at, 7, 18) for at in range(4))
    squares = ""
    for row in range(4):
        squares += _words(6, 20 + 14 * row, 18, "soft")
        for at in range(4):
            for place in range((row + 2 * at) % 3):
                whole = (row + at + place) % 3
                squares += _box(32 + 25 * at + 9 * place, 17 + 14 * row, 7, 7, "met" if whole else "paper", line="met")
    return heads + squares + '<circle cx="63" cy="17" r="2.4" style="fill:' + role("late") + '"/>'


def _todo() -> str:
    rows = "".join(
        _box(10, 12 + 15 * row, 8, 8, "paper", line="faint")
        + _words(24, 15 + 15 * row, 50)
        + (_path(f"M11.5 {16 + 15 * row}l2.5 2.5 5-6", "met") if row < 2 else "")
        for row in range(4)
    )
    return rows + _path("M84 38h30m-9-9l10 9-10 9", "accent", width=2.6)


def _map() -> str:
    cells = ""
    shades = ("band_full", "band_15", "band_10", "band_5", "band_10", "band_15", "band_0", "band_10")
    for row in range(4):
        for at in range(5):
            x, y = 30 + 17 * at + (8 if row % 2 else 0), 14 + 15 * row
            colour = shades[(row * 5 + at * 3) % 8]
            cells += _path(f"M{x} {y - 10}l8 5v10l-8 5-8-5v-10z", colour, filled=True)
    return cells


def _bars() -> str:
    return "".join(
        _words(8, 11 + 13 * row, 26, "soft")
        + _box(40, 9 + 13 * row, 84, 8, "wash")
        + _box(40, 9 + 13 * row, wide, 8, "unmet")
        for row, wide in enumerate((66, 60, 52, 38, 24))
    )


def _years() -> str:
    parts = ""
    for at in range(7):
        full, some = 8 + 6 * at, 20 + 2 * at
        parts += _box(14 + 16 * at, 70 - full, 11, full, "band_full") + _box(
            14 + 16 * at, 70 - full - some, 11, some, "band_10"
        )
    return parts


def _ranking() -> str:
    return "".join(
        f'<text x="12" y="{18 + 13 * row}" style="font-size:10px;font-weight:700;fill:{role("ink")}">{place}</text>'
        + _box(26, 10 + 13 * row, wide, 9, "excluded" if row == 0 else "met" if row < 3 else "line")
        for row, (place, wide) in enumerate(((1, 92), (2, 80), (2, 80), (4, 60), (5, 46)))
    )


def _agenda() -> str:
    left = "".join(_diamond(14, 16 + 12 * row, 3.4) + _words(22, 14 + 12 * row, 30) for row in range(5))
    right = "".join(
        f'<text x="80" y="{19 + 15 * row}" style="font-size:10px;font-weight:700;fill:{role("soft")}">{row + 1}</text>'
        + _words(90, 14 + 15 * row, 32, "ink", 4)
        for row in range(4)
    )
    return left + right + _path("M60 38h12m-5-5l6 5-6 5", "accent", width=2.4)


def _document(x: float, y: float, width: float, height: float) -> str:
    lines = "".join(_words(x + 5, y + 18 + 6 * row, width - 10, "line", 2) for row in range(int((height - 30) // 6)))
    return _box(x, y, width, height, "paper", line="faint") + _words(x + width / 4, y + 8, width / 2, "ink", 4) + lines


def _paper() -> str:
    seal = f'<circle cx="84" cy="60" r="7" style="fill:none;stroke:{role("unmet")};stroke-width:1.8"/>'
    return _document(38, 6, 56, 66) + seal


def _results() -> str:
    papers = "".join(_document(8 + 42 * at, 14, 32, 50) for at in range(3))
    return papers + "".join(_path(f"M{41 + 42 * at} 39h7m-3-4l4 4-4 4", "accent") for at in range(2))


SKETCHES: Mapping[str, Callable[[], str]] = {
    "answers": _answers,
    "clauses": _clauses,
    "readings": _readings,
    "meeting": _meeting,
    "vote": _vote,
    "forms": _forms,
    "preview": _preview,
    "matrix": _matrix,
    "board": _board,
    "todo": _todo,
    "map": _map,
    "bars": _bars,
    "years": _years,
    "ranking": _ranking,
    "agenda": _agenda,
    "paper": _paper,
    "results": _results,
}
"""Each drawing by the name that the guide's files use."""
