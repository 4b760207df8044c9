"""The tables of the pages as files: the same rows, figures typed, invented data marked; a table that fails explains."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.papers.spreadsheet import Table, workbook
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import Campaign, unit_names
from ntm_dash.services.changes import PAGE, changes
from ntm_dash.services.completeness import FORMS, completeness
from ntm_dash.services.criteria import criteria
from ntm_dash.services.nominations import chases, proposers
from ntm_dash.services.progress import progress
from ntm_dash.services.ranking import rankings, readings_of
from ntm_dash.services.screening import cases
from ntm_dash.services.years import PROVINCE, years
from ntm_dash.storage.store import Store
from ntm_dash.ui.download import FAILED, made
from ntm_dash.ui.spreadsheets.cases import cases_table
from ntm_dash.ui.spreadsheets.completeness import completeness_tables
from ntm_dash.ui.spreadsheets.nominations import nominations_tables
from ntm_dash.ui.spreadsheets.progress import changes_table, progress_tables, years_table
from ntm_dash.ui.spreadsheets.ranking import ranking_tables
from tests.ui.reading import DAY, read


def test_screened_cases_are_those_listed_each_with_its_answers(store: Store, invented: Campaign) -> None:
    everything = cases(store, invented)
    listed = [case for case in everything if case.screened.verdict is Verdict.UNKNOWN]
    table = cases_table(invented, listed, unit_names(store, invented), ["Kết quả: Chưa đủ số liệu"], DAY)
    [rows] = read([table]).values()
    assert [row["Mã hồ sơ"] for row in rows] == [case.screened.nomination for case in listed]
    assert {row["Kết quả"] for row in rows} == {"Chưa đủ số liệu"}
    assert [row["Ngày nhận"] for row in rows] == [
        datetime.combine(case.received_on, datetime.min.time()) if case.received_on else None for case in listed
    ]
    assert [row["Số liệu còn thiếu"] for row in rows if not row["Số liệu còn thiếu"]] == []
    assert "Bộ lọc: Kết quả: Chưa đủ số liệu" in [
        row[0].value for row in load_workbook(io.BytesIO(workbook(table))).worksheets[0].iter_rows(max_row=6)
    ]


def test_rankings_have_every_district_with_typed_figures(store: Store, invented: Campaign) -> None:
    found = rankings(store, invented)
    sheets = read(ranking_tables(invented, found, readings_of(invented, found), {}, DAY))
    share = sheets["Tỷ lệ xã đạt chuẩn"]
    assert [(row["Mã"], row["Hạng từ"], row["Hạng đến"], row["Xã đạt chuẩn, ít nhất"]) for row in share] == [
        (row.code, row.place.at_least, row.place.at_most, row.total.at_least) for row in found[0].rows if row.place
    ]
    assert [row["Tỷ lệ, nhiều nhất"] for row in share] == [pytest.approx(row.average.at_most) for row in found[0].rows]
    assert [row["Mã"] for row in share if row["Kết quả"] == "Loại trừ"] == [
        row.code for row in found[0].rows if row.excluded and row.outcome is Outcome.UNMET
    ]
    turns = [turn for ranking in found for turns in ranking.turns.values() for turn in turns]
    assert len(sheets["Nếu hiểu cách khác"]) == len(turns)


def test_completeness_has_every_cell_and_the_items_as_filtered(store: Store, invented: Campaign) -> None:
    found = completeness(store, invented, LOCAL)
    items = found.chosen("189", None).missing
    matrix, missing = read(completeness_tables(invented, found, items, ["Đình Lập"], DAY)).values()
    asked = [cell for cell in found.cells.values() if cell.asked]
    assert [(row["Cần có"], row["Đã đủ"], row["Còn thiếu"], row["Hồ sơ chờ số liệu"]) for row in matrix] == [
        (cell.asked, cell.at_hand, len(cell.missing), len(cell.turns))
        for place in found.places
        for form in FORMS
        if (cell := found.cells[place, form]) in asked
    ]
    assert len(missing) == len(items)
    assert {row["Huyện, thành phố"] for row in missing} == {"Đình Lập"}


def test_nominations_have_their_units_and_dossiers(store: Store, invented: Campaign) -> None:
    units = proposers(store, invented, LOCAL)[:10]
    owed = chases(store, invented, LOCAL)
    sheets = read(nominations_tables(invented, units, owed, unit_names(store, invented), [], DAY))
    assert [row["Hồ sơ sàng lọc"] for row in sheets["Đơn vị đề nghị"]] == [len(unit.filed) for unit in units]
    assert len(sheets["Hồ sơ đã sàng lọc"]) == sum(len(unit.filed) for unit in units)
    assert [row["Số hồ sơ chờ"] for row in sheets["Số liệu cần bổ sung"]] == [len(chase.cases) for chase in owed]


def test_progress_has_the_communes_of_the_district_with_each_criterion(store: Store, invented: Campaign) -> None:
    whole, asked = progress(store, invented), criteria(invented)
    district = whole.districts["182"]
    districts, communes = read(progress_tables(invented, whole, whole, district, asked, DAY)).values()
    assert [row["Mã"] for row in districts] == ["182"]
    assert [row["Mã xã"] for row in communes] == [commune.code for commune in district.communes]
    for row, commune in zip(communes, district.communes, strict=True):
        answers = [row[f"{each.number}. {each.name}"] for each in asked]
        met = answers.count("Đạt")
        assert answers.count("Chưa đạt") + answers.count(None) == 19 - met
        if commune.now is None:
            assert (met, row["Tiêu chí đạt, ít nhất"]) == (0, None), "not known is empty, never zero"
        else:
            assert (met, row["Tiêu chí đạt, ít nhất"]) == (commune.met.at_least, commune.met.at_least)


def test_a_table_that_cannot_be_made_gives_a_file_that_says_what_to_do() -> None:
    def broken() -> list[Table]:
        raise ZeroDivisionError

    [sheet] = load_workbook(io.BytesIO(made(broken, DAY))).worksheets
    assert sheet.cell(1, 1).value == FAILED
    assert "Tải lại trang" in str(sheet.cell(sheet.max_row, 1).value)


def test_the_years_of_the_province_and_of_each_district_stand_in_turn(store: Store, invented: Campaign) -> None:
    province, found = progress(store, invented), years(store, invented)
    [rows] = read([years_table(invented, province, None, found, DAY)]).values()
    names = {PROVINCE: "Toàn tỉnh", **{code: each.name for code, each in province.districts.items()}}
    assert [(row["Huyện, thành phố"], row["Năm"], row["Xã đạt chuẩn, ít nhất"]) for row in rows] == [
        (name, str(each.year), each.recognised.at_least) for code, name in names.items() for each in found[code]
    ]


def test_every_criterion_lost_or_gained_is_a_row(store: Store, invented: Campaign) -> None:
    province = progress(store, invented)
    assert province.growth is not None
    pages = [changes(store, invented, "baseline", province.growth.baseline, page=page) for page in (1, 2)]
    listed = [each for page in pages for each in page.listed]
    assert len(listed) == 2 * PAGE
    [rows] = read([changes_table(invented, listed, province, criteria(invented), [], DAY)]).values()
    words = {True: "Không còn đạt", False: "Đạt mới"}
    assert [(row["Thay đổi"], row["Mã xã"], row["Ngày đánh giá"].date()) for row in rows] == [
        (words[each.lost], each.code, each.on) for each in listed
    ]
