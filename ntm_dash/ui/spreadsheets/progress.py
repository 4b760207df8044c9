"""Districts and communes with their criteria, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.changes import Change
from ntm_dash.services.criteria import Criterion
from ntm_dash.services.progress import Commune, District, Extent, Place, Province
from ntm_dash.services.years import PROVINCE, Year
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.progress import name_of

ANSWERS = {True: "Đạt", False: "Chưa đạt", None: None}
TRUTHS = {True: "có", False: "không", None: None}


def progress_tables(
    campaign: Campaign,
    whole: Province,
    province: Province,
    district: District | None,
    criteria: Sequence[Criterion],
    drawn_up: date,
) -> list[Table]:
    """The districts, and the communes of the chosen one or of all, each criterion in a column of its own.

    `province` is the whole one or a group of its communes.
    """
    filters = [district.name] if district else []
    if len(province.communes) < len(whole.communes):
        filters.append(f"{len(province.communes)} trong {len(whole.communes)} xã")
    shown = [district] if district else list(province.districts.values())
    return [
        campaign_table(
            campaign, "Huyện, thành phố", _district_columns(province), map(_district, shown), drawn_up, filters
        ),
        communes_table(
            campaign, [commune for each in shown for commune in each.communes], whole, criteria, filters, drawn_up
        ),
    ]


def communes_table(
    campaign: Campaign,
    listed: Sequence[Commune],
    province: Province,
    criteria: Sequence[Criterion],
    filters: Sequence[str],
    drawn_up: date,
) -> Table:
    """Communes in the order in which they are listed, each criterion in a column of its own."""
    columns = [*_commune_columns(), *(Column(f"{each.number}. {name_of(each)}", "text", 11) for each in criteria)]
    rows = (_commune(province.districts[each.district], each, criteria) for each in listed)
    return campaign_table(campaign, "Tiêu chí từng xã", columns, rows, drawn_up, filters)


def years_table(
    campaign: Campaign, whole: Province, district: District | None, found: Mapping[str, Sequence[Year]], drawn_up: date
) -> Table:
    """Each year of the province and of its districts, or of the chosen one alone."""
    columns = [
        Column("Huyện, thành phố"),
        Column("Năm", "code"),
        Column("Số xã", "count"),
        *_two("Tiêu chí bình quân/xã", "number"),
        *_two("Xã đạt chuẩn", "count"),
        *_two("Tỷ lệ đạt chuẩn", "share"),
    ]
    of = [district.code] if district else [PROVINCE, *whole.districts]
    rows = (
        [
            whole.districts[code].name if code in whole.districts else "Toàn tỉnh",
            str(each.year),
            each.communes,
            *each.average,
            *each.recognised,
            *each.share,
        ]
        for code in of
        for each in found.get(code, ())
    )
    return campaign_table(campaign, "Theo năm", columns, rows, drawn_up, [district.name] if district else [])


def changes_table(
    campaign: Campaign,
    listed: Iterable[Change],
    whole: Province,
    criteria: Sequence[Criterion],
    filters: Sequence[str],
    drawn_up: date,
) -> Table:
    """Each criterion that a commune gained or lost, in the order of the page."""
    columns = [
        Column("Thay đổi", width=14),
        Column("Tiêu chí"),
        Column("Huyện, thành phố"),
        Column("Xã", width=20),
        Column("Mã xã", "code"),
        Column("Ngày đánh giá", "date"),
        Column("Ngày đánh giá trước", "date"),
        Column("Đổi bộ tiêu chí", width=12),
    ]
    names = {each.number: name_of(each) for each in criteria}
    rows = (
        [
            "Không còn đạt" if each.lost else "Đạt mới",
            f"{each.number}. {names.get(each.number, '')}",
            whole.districts[each.district].name,
            each.name,
            each.code,
            each.on,
            each.was_on,
            TRUTHS[each.changed_set],
        ]
        for each in listed
    )
    return campaign_table(campaign, "Tiêu chí tăng, giảm", columns, rows, drawn_up, filters)


def _district_columns(province: Province) -> list[Column]:
    return [
        Column("Huyện, thành phố"),
        Column("Mã", "code"),
        Column("Số xã", "count"),
        *_two("Xã đạt chuẩn", "count"),
        *_two("Tỷ lệ đạt chuẩn", "share"),
        *_two("Hạng tỷ lệ", "count"),
        *_two(f"Xã đủ {province.criteria} tiêu chí", "count"),
        *_two("Tiêu chí bình quân/xã", "number"),
        *_two("Tăng bình quân/xã", "number"),
        *_two("Hạng tăng", "count"),
        Column("Xã chưa đánh giá", "count"),
    ]


def _two(title: str, kind: Any) -> list[Column]:
    return [Column(f"{title}, ít nhất", kind), Column(f"{title}, nhiều nhất", kind)]


def _district(of: District) -> list[Any]:
    return [
        of.name,
        of.code,
        len(of.communes),
        *of.recognised,
        *of.share,
        *_places(of.share_place),
        *of.full,
        *of.average,
        *of.gain,
        *_places(of.gain_place),
        of.unassessed,
    ]


def _places(place: Place | None) -> tuple[int | None, int | None]:
    return (place.at_least, place.at_most) if place else (None, None)


def _commune_columns() -> list[Column]:
    return [
        Column("Huyện, thành phố"),
        Column("Xã", width=20),
        Column("Mã xã", "code"),
        Column("Ngày đánh giá", "date"),
        *_two("Tiêu chí đạt", "count"),
        *_two("Tiêu chí mới", "count"),
        Column("Công nhận đạt chuẩn", width=12),
        Column("Đặc biệt khó khăn", width=12),
    ]


def _commune(of: District, commune: Commune, criteria: Sequence[Criterion]) -> list[Any]:
    known = commune.now is not None and commune.baseline is not None
    return [
        of.name,
        commune.name,
        commune.code,
        commune.now.assessed_on if commune.now else None,
        *(commune.met if commune.now else _nothing()),
        *(commune.gained if known else _nothing()),
        TRUTHS[commune.recognised.truth],
        TRUTHS[commune.disadvantaged.truth],
        *(ANSWERS[commune.now.answer(each.number) if commune.now else None] for each in criteria),
    ]


def _nothing() -> tuple[Extent | None, Extent | None]:
    return None, None
