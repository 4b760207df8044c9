"""Every list downloads as it is shown: the file, read back, has the rows of the list, in its order."""

import io
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ntm_dash.domain.access import Role
from ntm_dash.domain.local_time import local
from ntm_dash.domain.terms import Outcome, Subject
from ntm_dash.domain.voting import Count
from ntm_dash.papers.spreadsheet import workbook
from ntm_dash.services.access import LOCAL
from ntm_dash.services.accounts import Account
from ntm_dash.services.agenda import Change, freeze_papers, ordered
from ntm_dash.services.balloting import correct_count, vote_by_hands
from ntm_dash.services.ballots import ballots
from ntm_dash.services.campaigns import Campaign, unit_names
from ntm_dash.services.candidates import candidates, near_ones
from ntm_dash.services.closing_reports import closing_reports, figures, outline
from ntm_dash.services.criteria import criteria
from ntm_dash.services.dossier import dossier
from ntm_dash.services.double_awards import watch
from ntm_dash.services.history import history
from ntm_dash.services.imports import imports
from ntm_dash.services.journal import Wanted, acts, people
from ntm_dash.services.places import awards_of, cases_in, origins
from ntm_dash.services.progress import progress
from ntm_dash.services.results import Record, record_result, results
from ntm_dash.services.rulings import rule_reading, rulings
from ntm_dash.services.screening import cases
from ntm_dash.services.todo import tasks, unit_gaps
from ntm_dash.services.what_if import Plan, basis, what_if
from ntm_dash.storage.store import Store, open_store
from ntm_dash.ui.rulings import turning
from ntm_dash.ui.spreadsheets.accounts import accounts_table
from ntm_dash.ui.spreadsheets.agenda import agenda_tables
from ntm_dash.ui.spreadsheets.candidates import candidates_tables
from ntm_dash.ui.spreadsheets.closing_reports import closing_reports_tables
from ntm_dash.ui.spreadsheets.dossier import dossier_tables
from ntm_dash.ui.spreadsheets.double_awards import double_awards_tables
from ntm_dash.ui.spreadsheets.imports import imports_table
from ntm_dash.ui.spreadsheets.journal import journal_table
from ntm_dash.ui.spreadsheets.place import history_tables, place_tables
from ntm_dash.ui.spreadsheets.progress import communes_table
from ntm_dash.ui.spreadsheets.results import results_table
from ntm_dash.ui.spreadsheets.rulings import rulings_tables
from ntm_dash.ui.spreadsheets.todo import todo_tables
from ntm_dash.ui.spreadsheets.votes import votes_table
from ntm_dash.ui.spreadsheets.what_if import what_if_table
from tests.services.sitting import SECRETARY, called
from tests.ui.reading import DAY, read

CASES = ["BDT-01", "BDT-02"]


@pytest.fixture
def own_store(demonstration_store: Path, tmp_path: Path) -> Iterator[Store]:
    """A demonstration that a test may act on."""
    place = tmp_path / "ntm.duckdb"
    shutil.copy(demonstration_store, place)
    opened = open_store(place)
    yield opened
    opened.close()


def at(day: date | None) -> datetime | None:
    """A day as Excel gives it back."""
    return datetime.combine(day, datetime.min.time()) if day else None


def test_the_task_that_is_chosen_and_every_unit_that_owes(store: Store, invented: Campaign) -> None:
    task = next(each for each in tasks(store, invented, LOCAL) if each.filed)
    gaps = unit_gaps(store, invented, LOCAL)
    waiting, owed = read(todo_tables(invented, task, gaps, DAY)).values()
    assert [(row["Mã hồ sơ"], row["Từ ngày"], row["Hẹn trước"]) for row in waiting] == [
        (each.code, at(each.position.since), at(each.position.due_on)) for each in task.filed if each.position
    ]
    assert len(waiting) == len(task.filed)
    assert [(row["Đơn vị"], row["Hồ sơ thiếu giấy tờ"], row["Hồ sơ có thể đổi kết quả"]) for row in owed] == [
        (each.unit.name, len(each.papers), each.turns) for each in gaps
    ]
    assert {row["Đơn vị"] for row in owed if row["Đã gửi"] == "chưa gửi"} == {
        each.unit.name for each in gaps if each.unit.sent_nothing
    }


def test_where_nothing_waits_the_file_has_no_dossiers(invented: Campaign) -> None:
    assert list(read(todo_tables(invented, None, [], DAY)).values()) == [[], []]


def test_results_have_the_votes_and_the_documents_and_text_stays_text(own_store: Store) -> None:
    sitting = called(own_store, CASES)
    sitting.attend(16)
    for case, yes in zip(CASES, (14, 13), strict=True):
        vote_by_hands(own_store, sitting.campaign, sitting.id, [case], Count(yes, 16 - yes), by=SECRETARY)
    signed = {"number": "=1+1", "on": date(2019, 8, 22), "signer": "Ông Ký", "granted": True}
    record_result(own_store, sitting.campaign, Record.OPINION, CASES[:1], by=SECRETARY, **signed)
    found = results(own_store, sitting.campaign)
    table = results_table(sitting.campaign, found, sitting.screened(), DAY)
    [rows] = read([table]).values()
    first, second = ({row["Mã hồ sơ"]: row for row in rows}[code] for code in CASES)
    assert [(row["Phiếu tán thành"], row["Tính trên"], row["Cần đạt"]) for row in (first, second)] == [
        (found[code].vote.count.yes, found[code].vote.base, found[code].vote.needed) for code in CASES
    ]
    assert (first["Biểu quyết"], second["Biểu quyết"]) == ("đạt tỷ lệ", "không đạt tỷ lệ")
    assert (first["Đang ở bước"], second["Đang ở bước"]) == ("chờ trình", "chờ ghi ý kiến Hội đồng")
    assert [first[f"Ý kiến Hội đồng: {what}"] for what in ("số", "ngày", "người ký", "đồng ý")] == [
        "=1+1",
        datetime(2019, 8, 22),
        "Ông Ký",
        "có",
    ]
    assert [second[f"Ý kiến Hội đồng: {what}"] for what in ("số", "ngày", "người ký", "đồng ý")] == [None] * 4
    [sheet] = load_workbook(io.BytesIO(workbook(table))).worksheets
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


def test_votes_rulings_and_a_plan_that_is_tried_have_their_files(own_store: Store) -> None:
    sitting = called(own_store, CASES)
    sitting.attend(16)
    vote_by_hands(own_store, sitting.campaign, sitting.id, CASES[:1], Count(13, 2, 1), by=SECRETARY)
    held = ballots(own_store, sitting.campaign, sitting.id)
    correct_count(
        own_store, sitting.campaign, sitting.id, held[0].id, {CASES[0]: Count(14, 2)}, by=SECRETARY, reason="Đếm lại"
    )
    before = sitting.screened()
    held = ballots(own_store, sitting.campaign, sitting.id)
    [[row]] = read([votes_table(sitting.campaign, sitting.now, held, before, DAY)]).values()
    assert [row[name] for name in ("Mã hồ sơ", "Đồng ý", "Không đồng ý", "Ý kiến khác", "Tính trên", "Cần đạt")] == [
        CASES[0], 14, 2, 0, 19, 14,
    ]  # fmt: skip
    assert (row["Kết quả"], row["Đã sửa vì"]) == ("đạt tỷ lệ", "Đếm lại")

    plan = Plan(thresholds=((("3.2.1.g", "contributed"), 500_000_000),))
    moved = what_if(basis(own_store, sitting.campaign, list(before.values())), plan).moved
    [listed] = read([what_if_table(sitting.campaign, "mục 3.2.1.g: 500 triệu đồng", moved, DAY)]).values()
    assert {each["Mã hồ sơ"]: each["Vào, ra"] == "ra" for each in listed} == {each.code: each.leaves for each in moved}

    rule_reading(own_store, sitting.campaign, "growth", "gross", by=SECRETARY, meeting=sitting.id, reason="Biên bản 3")
    again = sitting.again
    settled, on = rulings(own_store, again), turning(sitting.screened().values())
    readings, answers = read(rulings_tables(again, settled, on, [], before, DAY)).values()
    assert [each["Hồ sơ tùy cách hiểu"] for each in readings] == [
        on.get(each.id, 0) for each in again.rulebook.readings
    ]
    assert [each["Lý do"] for each in readings if each["Đã chốt"] == "đã chốt"] == ["Biên bản 3"]
    assert answers == []


def test_the_agenda_is_in_its_order_and_the_rest_is_as_filtered(own_store: Store) -> None:
    sitting = called(own_store, CASES[::-1])
    screened = sitting.screened()
    wanted = (None, Subject.COMMUNE)
    offered = [
        case for case in ordered(sitting.campaign, list(screened.values())) if case.screened.subject is wanted[1]
    ]
    listed, rest = read(agenda_tables(sitting.campaign, sitting.now, screened, offered, {}, {}, wanted, DAY)).values()
    assert [(row["Thứ tự"], row["Mã hồ sơ"], row["Cách xét"]) for row in listed] == [
        (1, CASES[1], "từng hồ sơ"),
        (2, CASES[0], "từng hồ sơ"),
    ]
    assert [row["Mã hồ sơ"] for row in rest] == [case.screened.case_id for case in offered]
    freeze_papers(own_store, sitting.campaign, sitting.id, by=SECRETARY)
    since = {CASES[0]: Change(screened[CASES[0]], None, ("new",))}
    listed, _, changed = read(
        agenda_tables(sitting.campaign, sitting.now, screened, offered, {}, since, wanted, DAY)
    ).values()
    assert [row["Đổi sau khi phát tài liệu"] for row in listed] == [None, "hồ sơ mới"]
    assert [(row["Mã hồ sơ"], row["Kết quả trong tài liệu"]) for row in changed] == [(CASES[0], None)]


def test_candidates_have_both_lists_with_what_is_left(store: Store, invented: Campaign) -> None:
    found = cases(store, invented, all_units=True)
    able, near = candidates(found), near_ones(found)
    sheets = read(candidates_tables(invented, able, near, unit_names(store, invented), DAY))
    citations = {clause.id: clause.citation for clause in invented.rulebook.clauses}
    for rows, listed in zip(sheets.values(), (able, near), strict=True):
        assert [(row["Mã"], row["Mục"]) for row in rows] == [
            (each.case.screened.commune or each.case.screened.district, citations[each.clause]) for each in listed
        ]
    assert [row["Tình trạng"] == "đủ điều kiện" for row in sheets["Có thể đề nghị"]] == [
        each.outcome is Outcome.MET for each in able
    ]
    assert {row["Tình trạng"] for row in sheets["Còn thiếu một bước"]} <= {"còn thiếu một bước"}


def test_the_journal_has_the_acts_of_the_page_with_its_filters(store: Store, invented: Campaign) -> None:
    wanted = Wanted(kind="imported", campaign=invented.id)
    found = acts(store, wanted, 0, LOCAL)
    table = journal_table(found, wanted, 0, people(store, LOCAL), [invented], DAY)
    [rows] = read([table]).values()
    assert [(row["Số"], row["Ngày"], row["Ai"], row["Hoàn lại ở việc số"]) for row in rows] == [
        (act.seq, at(local(act.at).date()), act.who, act.undone_by) for act in found.acts
    ]
    assert {row["Đợt"] for row in rows} == {invented.name}
    assert table.filters == [
        "Việc: Nhập dữ liệu",
        f"Đợt: {invented.name}",
        f"việc 1–{len(found.acts)} trong {found.passing}",
    ]


def test_a_place_has_what_it_lacks_its_nominations_awards_and_files(store: Store, invented: Campaign) -> None:
    at_hand, awards = cases_in(store, invented, "189").at("189"), awards_of(store, invented, "189")
    files = origins(store, invented, "189", LOCAL)
    tables = place_tables(invented, "Đình Lập", at_hand.own, at_hand.nominations, awards, files, DAY)
    lacking, nominated, awarded, read_from = read(tables).values()
    assert len(lacking) == sum(
        1 for case in at_hand.own for finding in case.findings if finding.test.clause in case.clauses
    )
    assert [row["Mã hồ sơ"] for row in nominated] == [each.screened.nomination for each in at_hand.nominations]
    assert [(row["Quyết định"], row["Ngày quyết định"]) for row in awarded] == [
        (each.decision, at(each.decided_on)) for each in awards
    ]
    assert [(row["Tệp"], row["Số dòng"]) for row in read_from] == [(each.file, len(each.lines)) for each in files]


def test_a_commune_has_each_assessment_by_criterion_and_its_events(store: Store, invented: Campaign) -> None:
    of_units = (history(store, invented, code) for code in unit_names(store, invented))
    found = max((each for each in of_units if each.reviews), key=lambda each: len(each.events))
    tables = history_tables(invented, "xã", found, lambda of: criteria(invented, of), DAY)
    assessed, events = read(tables).values()
    for review in found.reviews:
        answers = [row["Kết quả"] for row in assessed if row["Ngày đánh giá"] == at(review.state.assessed_on)]
        assert answers.count("Đạt") == sum(
            review.state.answer(each.number) is True for each in criteria(invented, review.criteria_set)
        )
        assert answers.count(None) == sum(
            review.state.answer(each.number) is None for each in criteria(invented, review.criteria_set)
        )
    assert [(row["Từ ngày"], row["Quyết định"]) for row in events] == [
        (at(each.from_on), each.decision) for each in found.events
    ]


def test_closing_reports_have_the_units_as_filtered_with_items_and_figures(store: Store, invented: Campaign) -> None:
    listed = [each for each in closing_reports(store, invented, LOCAL) if each.on_time is False or each.contradictions]
    reports, apart = read(closing_reports_tables(invented, listed, ["Lệch với sổ"], DAY)).values()
    assert [(row["Đơn vị"], row["Nhận ngày"], row["Hạn nhận"]) for row in reports] == [
        (each.unit, at(each.received_on), at(each.due)) for each in listed
    ]
    for row, each in zip(reports, listed, strict=True):
        values = list(row.values())
        items = values[6 : 6 + len(outline())]
        assert (items.count("có"), items.count("không")) == (len(each.covered), len(each.absent))
        assert values[6 + len(outline()) :] == [each.figures.get(name) for name in figures()]
    assert [(row["Đơn vị"], row["Báo cáo ghi"], row["Sổ có, nhiều nhất"]) for row in apart] == [
        (each.unit, one.said, one.at_most) for each in listed for one in each.contradictions
    ]


def test_the_double_award_watch_has_its_three_lists(store: Store, invented: Campaign) -> None:
    found = watch(store, invented, LOCAL)
    pairs, awarded, credited = read(double_awards_tables(invented, found, DAY)).values()
    assert [(row["Mã hồ sơ 1"], row["Mã hồ sơ 2"], row["Kết luận"]) for row in pairs] == [
        (each.first.screened.nomination, each.second.screened.nomination, None) for each in found.pairs
    ]
    assert [(row["Mã hồ sơ"], row["Quyết định"], row["Ngày quyết định"]) for row in awarded] == [
        (each.case.screened.nomination, each.decision, at(each.decided_on)) for each in found.awarded
    ]
    assert [(row["Mã hồ sơ 1"], row["Giá trị (đồng)"]) for row in credited] == [
        (each.first.screened.nomination, each.value) for each in found.credited
    ]


def test_a_dossier_has_its_papers_and_moves_and_what_is_not_registered_is_empty(
    store: Store, invented: Campaign
) -> None:
    code = next(each.code for task in tasks(store, invented, LOCAL) for each in task.filed)
    found = dossier(store, invented, LOCAL, code)
    papers, moves = read(dossier_tables(invented, found, DAY)).values()
    assert [(row["Cần (bản)"], row["Có, ít nhất"]) for row in papers] == [
        (each.required, each.at_least if each.registered else None) for each in found.papers
    ]
    assert [(row["Việc số"], row["Ngày"], row["Vì sao"]) for row in moves] == [
        (each.number, at(each.on), each.why or None) for each in found.moves
    ]


def test_accounts_have_their_roles_and_those_not_in_use(invented: Campaign) -> None:
    found = [
        Account("an@tinh.vn", "=An", (Role.SECRETARY,)),
        Account("binh@tinh.vn", "Bình", (Role.UNIT,), "UBND huyện Bắc Sơn", active=False),
    ]
    [rows] = read([accounts_table(found, DAY)], marked=False).values()
    assert [(row["Tài khoản"], row["Họ tên"], row["Đơn vị"], row["Tình trạng"]) for row in rows] == [
        ("an@tinh.vn", "=An", None, "Đang dùng"),
        ("binh@tinh.vn", "Bình", "UBND huyện Bắc Sơn", "Ngừng dùng"),
    ]


def test_imports_have_each_sheet_that_was_read(store: Store, invented: Campaign) -> None:
    made = imports(store, invented, LOCAL)
    [rows] = read([imports_table(invented, made, DAY)]).values()
    assert [(row["Lần nhập số"], row["Tệp"], row["Số dòng đọc"], row["Mới"]) for row in rows] == [
        (each.batch, sheet["file"], sheet["rows_read"], sheet["new"]) for each in made for sheet in each.sheets
    ]


def test_a_list_of_communes_from_several_districts_keeps_its_order(store: Store, invented: Campaign) -> None:
    province = progress(store, invented)
    listed = list(province.communes)[::-25]
    [rows] = read([communes_table(invented, listed, province, criteria(invented), ["chưa đạt"], DAY)]).values()
    assert [(row["Mã xã"], row["Huyện, thành phố"]) for row in rows] == [
        (each.code, province.districts[each.district].name) for each in listed
    ]
