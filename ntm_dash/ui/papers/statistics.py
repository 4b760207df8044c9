"""The statistical annex and the skeleton of the province's closing report (annex of the guidance, I–IV)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ntm_dash.domain.terms import SubjectGroup
from ntm_dash.intake.forms.definition import forms
from ntm_dash.papers.template import Picture
from ntm_dash.papers.typesetting import drawing
from ntm_dash.screening.rulebook import Period
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.closing_reports import ClosingReport, closing_reports
from ntm_dash.services.criteria import criteria
from ntm_dash.services.overview import blocking
from ntm_dash.services.progress import progress
from ntm_dash.services.statistics import DistrictFigures, Statistics, statistics
from ntm_dash.storage.store import Store
from ntm_dash.ui.numbers import day, money, number
from ntm_dash.ui.papers.order import Order, frame
from ntm_dash.ui.words import label

LEVELS = {"state": "Cấp nhà nước", "ministry": "Cấp bộ, ngành", "province": "Cấp tỉnh", "unit": "Cấp huyện, cơ sở"}
PICTURE_WIDTH = 160.0
MOST_BARS = 12
EXAMPLES = "examples_publicised"


def annex(store: Store, campaign: Campaign, order: Order) -> dict[str, Any]:
    """Every figure of the report, with charts; also what the skeleton of the report needs."""
    periods = campaign.rulebook.report_periods
    found = statistics(store, campaign)
    far = progress(store, campaign)
    reports = [each for each in closing_reports(store, campaign, order.by) if each.sent]
    totals = found.of_province()
    names = {each.number: each.name for each in criteria(campaign)}
    worst = blocking(far)
    average = far.average.at_least if far.communes else None
    return {
        **frame(campaign, order),
        "examples": _examples(reports),
        "reported": _reported(reports),
        "reports_sent": str(len(reports)),
        "cutoff": day(campaign.rulebook.assessment.cutoff),
        "communes": str(len(far.communes)),
        "recognised": _range(far.recognised),
        "average": _decimal(average) if average is not None else "chưa có số liệu",
        "not_assessed": str(far.unassessed),
        "periods": [period.words for period in periods],
        "awards": _awards(found, periods),
        "awards_without_year": str(sum(count for (_, _, period), count in found.awards.items() if period is None)),
        "districts": [
            {
                "name": each.name,
                "communes": str(each.communes),
                "recognised": _range(each.recognised),
                "awarded": str(each.awarded),
                "completed": _completed(each),
            }
            for each in found.districts
        ],
        "giving": [
            {
                "kind": label("contribution_kind", each.kind),
                "givers": str(each.givers),
                "confirmed": money(each.confirmed),
                "delivered": money(each.delivered),
            }
            for each in found.giving
        ],
        "giving_total": money(sum(each.confirmed for each in found.giving)),
        "blocking": [
            {
                "number": str(each.number),
                "name": names[each.number],
                "unmet": str(each.unmet),
                "unknown": str(each.unknown),
            }
            for each in worst
        ],
        "years": [str(each.year) for each in totals],
        "district_years": _district_years(found),
        "charts": charts_of(store, campaign),
    }


def _awards(found: Statistics, periods: Sequence[Period]) -> list[dict[str, Any]]:
    return [
        {
            "level": words,
            "period": period.words,
            "cells": [str(found.awards.get((level, group, period.from_year), 0)) for group in SubjectGroup],
        }
        for level, words in LEVELS.items()
        for period in periods
    ]


def _reported(reports: Sequence[ClosingReport]) -> list[dict[str, str]]:
    """Each figure of form 09 that can be added up, over the reports that give it."""
    rows = []
    for column in forms()["closing_reports"].columns:
        given = [each.figures[column.id] for each in reports if each.figures.get(column.id) is not None]
        if column.reads in ("count", "money"):
            total = sum(value or 0 for value in given)
            said = money(total) if column.reads == "money" else number(total)
            rows.append({"figure": column.header, "total": said if given else "chưa có", "units": str(len(given))})
    return rows


def _examples(reports: Sequence[ClosingReport]) -> str:
    """Typical examples that the media told of, as the units report them (annex, II.2)."""
    given = [each.figures[EXAMPLES] for each in reports if each.figures.get(EXAMPLES) is not None]
    if not given:
        return "chưa có số liệu"
    return f"{number(sum(value or 0 for value in given))} (cộng từ {len(given)} báo cáo)"


def _district_years(found: Statistics) -> list[dict[str, Any]]:
    rows = []
    for district in found.districts:
        own = found.years.get(district.code, ())
        cells = [_decimal(each.average) if each.average is not None else "?" for each in own]
        if own:
            rows.append({"name": district.name, "cells": cells})
    return rows


def progress_charts(store: Store, campaign: Campaign) -> list[dict[str, Any]]:
    """The charts of progress as content of the drawing `bars`: title, measure, rows of label, value and words.

    A value is None where it is not known.
    """
    totals = statistics(store, campaign).of_province()
    names = {each.number: each.name for each in criteria(campaign)}
    worst = blocking(progress(store, campaign))[:MOST_BARS]
    communes = totals[-1].communes if totals else 0
    return [
        _bars(
            "Tiêu chí đạt bình quân một xã, toàn tỉnh, theo năm",
            "trên các xã được đánh giá trong năm",
            [(str(each.year), each.average) for each in totals],
        ),
        _bars(
            "Xã đã công nhận đạt chuẩn, cộng dồn theo năm",
            f"trong {communes} xã",
            [(str(each.year), each.recognised) for each in totals],
        ),
        _bars(
            "Tiêu chí còn nhiều xã chưa đạt nhất",
            f"số xã chưa đạt trong {communes} xã",
            [(f"{each.number}. {names[each.number]}", each.unmet) for each in worst],
        ),
    ]


def _bars(title: str, measure: str, rows: Sequence[tuple[str, float | None]]) -> dict[str, Any]:
    content = [
        {
            "label": words,
            "value": value,
            "said": "chưa có" if value is None else _decimal(value) if isinstance(value, float) else number(value),
        }
        for words, value in rows
    ]
    return {"title": title, "measure": measure, "rows": content}


def charts_of(store: Store, campaign: Campaign) -> list[dict[str, Any]]:
    """The charts of progress as pictures for Word, each with its title."""
    return [
        {"title": each["title"], "picture": Picture(drawing("bars", each), PICTURE_WIDTH)}
        for each in progress_charts(store, campaign)
        if each["rows"]
    ]


def _range(pair: tuple[float, float]) -> str:
    return f"{pair[0]:g}" if pair[0] == pair[1] else f"{pair[0]:g} đến {pair[1]:g}"


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _completed(district: DistrictFigures) -> str:
    """The year in which the last commune of a district was recognised."""
    if district.completed_on:
        return str(district.completed_on.year)
    return "chưa" if district.recognised[1] < district.communes else "chưa rõ"
