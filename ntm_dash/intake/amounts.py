"""Numbers and sums of money as people type them, in Vietnamese and in international notation.

A number that both notations read, and read differently, is asked about; arithmetic is exact.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from math import isfinite

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.cell_words import CELL_WORDS, expected
from ntm_dash.intake.names import spelling_key
from ntm_dash.intake.reading import Given, given, question, refused, show_number
from ntm_dash.intake.text import search_key
from ntm_dash.intake.workbook import Cell

LARGEST_SUM = 10**15
LARGEST_COUNT = 10**9

# Below this a lone "1.500" in a column of đồng is more likely 1,5 of a larger unit that was left out.
_SMALL_SUM = 10_000
# A bare number that a header's unit makes this large was more likely written in đồng.
_HUGE_SUM = 10**12
_LONGEST = 60
_NUMBER = r"[0-9](?:[0-9., ]*[0-9])?"
_MINUS = re.compile(r"[-\u2013\u2212]\s*(?=[0-9])")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_POINTED = re.compile(r"[1-9][0-9]*\.[0-9]*[1-9][0-9]*")
_GROUPS = {sep: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(sep)}[0-9]{{3}})+") for sep in "., "}


def readings(number: str) -> list[Decimal]:
    """What digits with points, commas and spaces can mean: none, one, or two values, the Vietnamese first.

    Two only for one group of three after one point or comma ("1.500").
    """
    head, mark, tail = number, "", ""
    marks = re.findall(r"[., ]", number)
    if marks and marks[-1] != " " and marks.count(marks[-1]) == 1:
        mark = marks[-1]
        head, tail = number.split(mark)
    whole = _ungrouped(head)
    if whole is None:
        return []
    if not mark:
        return [Decimal(whole)]
    fraction = Decimal(f"{whole}.{tail}")
    if not _ONE_GROUP.fullmatch(number):
        return [fraction]
    group = Decimal(whole + tail)
    return [group, fraction] if mark == "." else [fraction, group]


def _ungrouped(digits: str) -> str | None:
    """Digits without the marks between their groups of three; None where the groups are not whole."""
    separators = set(re.findall(r"[., ]", digits))
    if not separators:
        return digits
    separator = separators.pop()
    if separators or not _GROUPS[separator].fullmatch(digits):
        return None
    return digits.replace(separator, "")


def number(cell: Cell) -> Decimal | Problem | None:
    """A number from 0 to `LARGEST_SUM`, decimals allowed."""
    raw = given(cell)
    if raw is None or isinstance(raw, Problem):
        return raw
    values = [value for value in _plain_values(raw) if value <= LARGEST_SUM]
    if not values:
        return refused("number_unreadable", raw, expected("number"))
    return _one_number(raw, values, expected("number"))


def count(cell: Cell) -> int | Problem | None:
    """A whole number from 0 to `LARGEST_COUNT`: people, copies, things."""
    raw = given(cell)
    if raw is None or isinstance(raw, Problem):
        return raw
    values = [value for value in _plain_values(raw) if _is_whole(value) and value <= LARGEST_COUNT]
    if not values:
        return refused("count_unreadable", raw, expected("count"))
    answer = _one_number(raw, values, expected("count"))
    return int(answer) if isinstance(answer, Decimal) else answer


def _one_number(raw: Given, values: list[Decimal], wanted: str) -> Decimal | Problem:
    if min(values) < 0:
        return refused("number_negative", raw, wanted)
    if len(values) == 1:
        return values[0]
    # A fourth decimal keeps the answer from looking like a group of three.
    candidates = tuple(
        (f"{value:.0f}" if _is_whole(value) else f"{value}0", f"{value.normalize():f}".replace(".", ","))
        for value in values
    )
    return question("number_ambiguous", raw, wanted, candidates)


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _plain_values(raw: Given) -> list[Decimal]:
    if isinstance(raw, bool):
        return []
    if isinstance(raw, int):
        return [Decimal(raw)]
    if isinstance(raw, float):
        return [Decimal(repr(raw))] if isfinite(raw) else []
    if not isinstance(raw, str) or len(raw) > _LONGEST:
        return []
    digits = _MINUS.sub("", raw, count=1) if _MINUS.match(raw) else raw
    if not re.fullmatch(_NUMBER, digits):
        return []
    sign = 1 if digits is raw else -1
    return [sign * value for value in readings(digits)]


def _compact(words: str) -> str:
    """A unit as typed, without case, diacritics, spaces and points; a currency sign alone stays."""
    words = words.strip(" .,;")
    return search_key(spelling_key(words)).replace(" ", "") or words


def _units() -> dict[str, int]:
    rows = CELL_WORDS["money"]
    ones = [word for row in rows if row["dong"] == 1 for word in row["words"]]
    units = {_compact(word): int(row["dong"]) for row in rows for word in row["words"]}
    larger = [row for row in rows if row["dong"] > 1]
    return units | {_compact(w + one): int(row["dong"]) for row in larger for w in row["words"] for one in ones}


_UNITS = _units()
_DONG = next(str(row["words"][0]) for row in CELL_WORDS["money"] if row["dong"] == 1)
_PART = re.compile(rf"({_NUMBER})([^0-9]*)")


def money_multiplier(header: str) -> int:
    """How many đồng a bare number under this header counts: 1 unless the header names a larger unit."""
    for clause in re.split(r"[(),:;/\[\]]", header.casefold()):
        words = clause.split()
        if re.fullmatch(r"1[. ]?000 ?\D+", clause.strip()) and _UNITS.get(_compact(clause.strip(" .0123456789"))) == 1:
            return 1000
        named = [_UNITS.get(_compact(a + b)) for a, b in pairwise(words)]
        for worth in [_UNITS.get(_compact(clause)), *named]:
            if worth and worth > 1:
                return worth
    return 1


def money(cell: Cell, multiplier: int = 1) -> int | Problem | None:
    """A sum in đồng. `multiplier` is the header's unit; a cell that names its own unit keeps it."""
    raw = given(cell)
    if raw is None or isinstance(raw, Problem):
        return raw
    if isinstance(raw, str):
        return _written_sum(raw, multiplier)
    return _bare_sum(raw, [Fraction(value) for value in _plain_values(raw)], multiplier)


def _written_sum(text: str, multiplier: int) -> int | Problem:
    minus = _MINUS.match(text)
    parts = _parts(text[minus.end() :] if minus else text)
    if not parts:
        return refused("money_unreadable", text, expected("money"))
    if minus:
        return refused("money_negative", text, expected("money"))
    if parts[0][1] is None:
        return _bare_text(text, parts[0][0], multiplier)
    terms = [(digits, worth) for digits, worth in parts if worth]
    options = [[value * worth for value in _in_unit(digits, worth)] for digits, worth in terms]
    asked = any(_pointed(digits, worth) for digits, worth in terms)
    return _sum(text, [sum(values, Fraction()) for values in product(*options)], asked=asked)


def _bare_text(text: str, digits: str, multiplier: int) -> int | Problem:
    """Digits without a unit: a small lone group may be decimals of a larger unit that was left out."""
    numbers = _in_unit(digits, multiplier)
    if multiplier == 1 and _ONE_GROUP.fullmatch(digits) and numbers[0] < _SMALL_SUM:
        larger = [numbers[0] / 1000 * worth for worth in (10**6, 10**9)]
        return _ask(text, [*numbers, *larger])
    return _bare_sum(text, numbers, multiplier, asked=_pointed(digits, multiplier))


def _bare_sum(raw: Given, numbers: list[Fraction], multiplier: int, *, asked: bool = False) -> int | Problem:
    """A number without a unit counts in the header's, or in đồng."""
    sums = [value * multiplier for value in numbers]
    if multiplier > 1 and sums and max(sums) >= _HUGE_SUM:
        # Written in full đồng, under a header that says millions?
        asked = True
        sums += [value for value in numbers if value >= _SMALL_SUM]
    return _sum(raw, sums, asked=asked)


def _parts(text: str) -> list[tuple[str, int | None]]:
    """The numbers of a sum, each with what its unit is worth in đồng; None for a lone number without a unit.

    "1 tỷ 200 triệu": two parts, the larger unit first. Empty where the text is not a sum.
    """
    if len(text) > _LONGEST or not "0" <= text[:1] <= "9":
        return []
    parts = [(digits, _compact(unit)) for digits, unit in _PART.findall(text)]
    if any(not readings(digits) for digits, _ in parts):
        return []
    if len(parts) == 1 and not parts[0][1]:
        return [(parts[0][0], None)]
    worths = [_UNITS.get(unit, 0) for _, unit in parts]
    if not all(worths) or any(left <= right for left, right in pairwise(worths)):
        return []
    return [(digits, worth) for (digits, _), worth in zip(parts, worths, strict=True)]


def _in_unit(digits: str, worth: int) -> list[Fraction]:
    """The values the digits can have in this unit; đồng have no decimals, so a group there is a group."""
    values = [Fraction(value) for value in readings(digits)]
    if _ONE_GROUP.fullmatch(digits) and worth == 1:
        return [max(values)]
    if _pointed(digits, worth):
        values.append(Fraction(digits.replace(".", "")))
    return values


def _pointed(digits: str, worth: int) -> bool:
    """One point that is no group ("1.5"): a decimal point, or a slip."""
    return worth > 1 and not _ONE_GROUP.fullmatch(digits) and bool(_POINTED.fullmatch(digits))


def _without_noise(value: Fraction) -> Fraction:
    """The whole number that a spreadsheet's floating point missed by its last digits."""
    nearest = round(value)
    noise = max(Fraction(1, 10**6), abs(value) / 10**15)
    return Fraction(nearest) if abs(value - nearest) <= noise else value


def _sum(raw: Given, values: list[Fraction], *, asked: bool = False) -> int | Problem:
    """The one sum that is possible and plausible among the values, or what is wrong with them."""
    wanted = expected("money")
    if not values:
        return refused("money_unreadable", raw, wanted)
    if min(values) < 0:
        return refused("money_negative", raw, wanted)
    in_range = [value for value in values if value <= LARGEST_SUM]
    if not in_range:
        return refused("money_too_large", raw, wanted)
    possible = [value for value in map(_without_noise, in_range) if value.denominator == 1]
    if not possible:
        return refused("money_fraction", raw, wanted)
    if asked:
        return _ask(raw, possible)
    plausible = possible if len(possible) == 1 else [value for value in possible if value >= _SMALL_SUM]
    return int(plausible[0]) if len(plausible) == 1 else _ask(raw, possible)


def _ask(raw: Given, values: list[Fraction]) -> Problem:
    sums = list(dict.fromkeys(int(value) for value in values))
    candidates = tuple((f"{value} VND", f"{show_number(value)} {_DONG}") for value in sums)
    return question("money_ambiguous", raw, expected("money"), candidates)
