"""The rankings of districts and what another reading would change, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ntm_dash.papers.spreadsheet import Column, Kind, Table
from ntm_dash.screening.rulebook import Reading
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.progress import Extent
from ntm_dash.services.ranking import Ranked, Ranking
from ntm_dash.ui.download import source_words
from ntm_dash.ui.ranking import HEADS, UNITS, award_words, measure_words, state_of, tried_words, waited_words
from ntm_dash.ui.words import label

STATES = {
    "met": "Đạt",
    "unknown": "Chưa có số liệu",
    "for_council": "Hội đồng xét",
    "excluded": "Loại trừ",
    None: "Chưa đạt",
}


def ranking_tables(
    campaign: Campaign,
    found: Sequence[Ranking],
    readings: Sequence[Reading],
    tried: Mapping[str, str],
    drawn_up: date,
) -> list[Table]:
    """A sheet for each ranking as it is shown, and one for what every other choice would change."""
    filters = [f"xem thử cách hiểu khác: {tried_words(readings, tried)}"] if tried else ["cách hiểu đang áp dụng"]
    source = source_words(campaign)
    tables = [
        Table(
            HEADS[ranking.measure],
            _columns(ranking),
            [_row(row, ranking) for row in ranking.rows],
            drawn_up,
            f"{source}; {measure_words(ranking)}",
            filters,
            campaign.illustrative,
        )
        for ranking in found
    ]
    columns = [
        Column("Chỗ để ngỏ", width=44),
        Column("Mục", width=16),
        Column("Nếu chọn", width=44),
        Column("Xếp hạng theo", width=20),
        Column("Huyện, thành phố"),
        Column("Đang là", width=20),
        Column("Sẽ là", width=20),
    ]
    turns = list(_turns(found, readings))
    return [
        *tables,
        Table("Nếu hiểu cách khác", columns, turns, drawn_up, source, filters, campaign.illustrative),
    ]


def _columns(ranking: Ranking) -> list[Column]:
    unit = UNITS[ranking.measure]
    figure: Kind = "share" if ranking.measure == "recognised_share" else "number"
    total = "Xã đạt chuẩn" if unit == "xã" else "Tiêu chí tăng"
    return [
        Column("Hạng từ", "count"),
        Column("Hạng đến", "count"),
        Column("Đồng hạng", "text", 11),
        Column("Huyện, thành phố"),
        Column("Mã", "code"),
        Column("Số xã", "count"),
        Column(f"{total}, ít nhất", "count"),
        Column(f"{total}, nhiều nhất", "count"),
        Column("Tỷ lệ, ít nhất" if figure == "share" else "Bình quân/xã, ít nhất", figure),
        Column("Tỷ lệ, nhiều nhất" if figure == "share" else "Bình quân/xã, nhiều nhất", figure),
        Column("Kết quả", width=18),
        Column("Loại trừ do khen thưởng", "text", 14),
        Column("Khen thưởng đã có", width=50),
        Column("Hồ sơ đề nghị", "code"),
        Column(f"Còn thiếu để ngang hạng {ranking.required} ({unit}), ít nhất", "count", 16),
        Column(f"Còn thiếu để ngang hạng {ranking.required} ({unit}), nhiều nhất", "count", 16),
        Column(f"Còn thiếu để ngang hạng trên ({unit}), ít nhất", "count", 16),
        Column(f"Còn thiếu để ngang hạng trên ({unit}), nhiều nhất", "count", 16),
        Column("Chờ số liệu của", width=40),
    ]


def _row(row: Ranked, ranking: Ranking) -> list[Any]:
    place = row.place
    return [
        place and place.at_least,
        place and place.at_most,
        "đồng hạng" if place and place.tie else None,
        row.name,
        row.code,
        row.communes,
        *row.total,
        *row.average,
        STATES[state_of(row, ranking)] if place else "Ngoài phạm vi xếp hạng",
        {True: "có", False: "không", None: None}[row.excluded],
        "; ".join(map(award_words, row.awards)),
        ", ".join(row.nominations),
        *_ends(row.to_required),
        *_ends(row.to_better),
        ", ".join(waited_words(row, ranking)),
    ]


def _ends(extent: Extent | None) -> tuple[float | None, float | None]:
    return (extent.at_least, extent.at_most) if extent else (None, None)


def _turns(found: Sequence[Ranking], readings: Sequence[Reading]) -> Iterator[list[str]]:
    labels = {(reading.id, choice.id): choice.label for reading in readings for choice in reading.choices}
    asked = {reading.id: reading for reading in readings}
    for ranking in found:
        for variant, turns in ranking.turns.items():
            reading = asked[variant.reading]
            for turn in turns:
                yield [
                    reading.question,
                    reading.citation,
                    labels[variant.reading, variant.choice],
                    HEADS[ranking.measure],
                    ranking.named(turn.code).name,
                    label("verdict", turn.before),
                    label("verdict", turn.after),
                ]
