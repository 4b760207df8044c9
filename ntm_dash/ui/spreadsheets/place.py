"""One commune or district as tables: what it lacks, its nominations, awards, assessments, events and files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from ntm_dash.domain.access import Person
from ntm_dash.domain.local_time import local
from ntm_dash.papers.spreadsheet import Column, Table
from ntm_dash.screening.engine import Screened
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.criteria import Criterion, criteria
from ntm_dash.services.history import History, history
from ntm_dash.services.places import Nominated, Origin, PlaceAward, awards_of, cases_in, origins, seen_by
from ntm_dash.services.progress import Commune, District, Province
from ntm_dash.ui import findings
from ntm_dash.ui.asking import ask, today
from ntm_dash.ui.download import campaign_table
from ntm_dash.ui.progress import name_of
from ntm_dash.ui.spreadsheets.nominees import NOMINEE, nominee_cells
from ntm_dash.ui.spreadsheets.progress import ANSWERS, progress_tables
from ntm_dash.ui.words import form_title, label

LACKING = (
    Column("Hình thức", width=34),
    Column("Nếu được đề nghị", width=20),
    Column("Mục", "code"),
    Column("Kết quả của mục", width=18),
    Column("Điều kiện", width=60),
    Column("Kết quả", width=18),
    Column("Đang có", width=30),
    Column("Cần", width=30),
    Column("Số liệu còn thiếu", width=60),
)
AWARDED = (
    Column("Hình thức", width=40),
    Column("Phong trào", width=40),
    Column("Quyết định", "code", 20),
    Column("Ngày quyết định", "date"),
    Column("Năm", "code"),
    Column("Tình trạng", width=30),
)
ORIGINS = (
    Column("Biểu", width=34),
    Column("Tệp", width=40),
    Column("Trang tính", width=20),
    Column("Lần nhập số", "count"),
    Column("Ngày nhập", "date"),
    Column("Ai nhập", width=30),
    Column("Số dòng", "count"),
    Column("Các dòng", width=40),
)


def tables_of_place(
    campaign: Campaign, province: Province, district: District, commune: Commune | None, by: Person, seen: Person
) -> list[Table]:
    """Everything the page tells of a commune, or of a district with each criterion of its communes.

    `by` is who asks, `seen` the same without the name: what is seen depends on the role and unit only.
    """
    place, on = commune or district, today()
    at_hand = ask(cases_in, campaign, district.code).at(place.code)
    awards = ask(awards_of, campaign, place.code)
    nominations, files = seen_by(at_hand.nominations, by), ask(origins, campaign, place.code, seen)
    told = place_tables(campaign, place.name, at_hand.own, nominations, awards, files, on)
    if commune is None:
        return told + progress_tables(campaign, province, province, district, criteria(campaign), on)
    found = ask(history, campaign, commune.code)
    return told + history_tables(campaign, place.name, found, lambda of: criteria(campaign, of), on)


def place_tables(
    campaign: Campaign,
    place: str,
    own: Sequence[Screened],
    nominations: Sequence[Nominated],
    awards: Sequence[PlaceAward],
    origins: Sequence[Origin],
    drawn_up: date,
) -> list[Table]:
    """What stands on the page of a place, `place` being its name: every condition of every clause for the place itself;
    its nominations, earlier awards and files."""

    def table(title: str, columns: Sequence[Column], rows: Iterator[list[Any]]) -> Table:
        return campaign_table(campaign, title, columns, rows, drawn_up, [place])

    return [
        table("Đủ gì, còn thiếu gì", LACKING, _lacking(own, campaign.rulebook)),
        table("Hồ sơ đề nghị", NOMINEE, map(nominee_cells, nominations)),
        table("Khen thưởng đã có", AWARDED, map(_awarded, awards)),
        table("Nguồn số liệu", ORIGINS, map(_origin, origins)),
    ]


def history_tables(
    campaign: Campaign,
    place: str,
    found: History,
    names: Callable[[int], Sequence[Criterion]],
    drawn_up: date,
) -> list[Table]:
    """The assessments of a commune, a row for each day and criterion; and its events. `names` are those of a set."""
    columns = [
        Column("Ngày đánh giá", "date"),
        Column("Bộ tiêu chí", "count"),
        Column("Tiêu chí số", "count"),
        Column("Tiêu chí", width=40),
        Column("Kết quả", width=12),
        Column("Còn hiệu lực", width=12),
    ]
    reviews = [
        [
            review.state.assessed_on,
            review.criteria_set,
            each.number,
            name_of(each),
            ANSWERS[review.state.answer(each.number)],
            "có" if review.stands else "không",
        ]
        for review in found.reviews
        for each in names(review.criteria_set)
    ]
    told = [
        Column("Sự kiện", width=40),
        Column("Từ ngày", "date"),
        Column("Đến ngày", "date"),
        Column("Quyết định", "code", 20),
        Column("Nội dung", width=60),
    ]
    events = [
        [label("commune_event", each.kind), each.from_on, each.to_on, each.decision, each.content]
        for each in found.events
    ]
    return [
        campaign_table(campaign, "Các lần đánh giá", columns, reviews, drawn_up, [place]),
        campaign_table(campaign, "Sự kiện của xã", told, events, drawn_up, [place]),
    ]


def _lacking(own: Sequence[Screened], rulebook: Rulebook) -> Iterator[list[Any]]:
    asked, order = findings.questions(rulebook), list(rulebook.screened_awards)
    for case in sorted(own, key=lambda each: order.index(each.award)):
        for clause in findings.in_order_of_hope(rulebook, case):
            for finding in case.findings:
                if finding.test.clause == clause.id:
                    yield [
                        label("award", case.award),
                        label("verdict", case.verdict),
                        clause.citation,
                        label("outcome", case.clauses[clause.id].code),
                        asked[clause.id, finding.test.condition],
                        label("outcome", finding.outcome.code),
                        findings.actual(finding),
                        findings.required(finding.test),
                        findings.owed_by(finding),
                    ]


def _awarded(each: PlaceAward) -> list[Any]:
    return [
        each.form and label("award", each.form),
        each.movement,
        each.decision,
        each.decided_on,
        each.decided_year,
        label("award_status", each.status),
    ]


def _origin(each: Origin) -> list[Any]:
    return [
        form_title(each.form),
        each.file,
        each.sheet,
        each.batch,
        local(each.imported_at).date(),
        each.who,
        len(each.lines),
        ", ".join(str(line) for line, _ in each.lines),
    ]
