"""Administrative units as a campaign's unit list names them."""

from __future__ import annotations

from dataclasses import dataclass

DISTRICT_KINDS = ("huyen", "thanh_pho", "thi_xa", "quan")
COMMUNE_KINDS = ("xa", "thi_tran", "phuong")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of one unit list: a commune-level unit, or the district-level unit above it.

    `code` is text, with its leading zeros; `kind` is one of `DISTRICT_KINDS` or `COMMUNE_KINDS`; `parent` is
    the code of the district, empty for a district. A name identifies a unit only within district and kind.
    """

    code: str
    name: str
    kind: str
    parent: str = ""
