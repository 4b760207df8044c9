"""Imports: previewed, all or nothing, twice is once, taken back whole; however the files are arranged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_dash.domain.headway import Doing, Headway
from ntm_dash.domain.problems import Refused
from ntm_dash.intake.forms.definition import forms
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import campaign, prepare, scope_of
from ntm_dash.services.generation import generate
from ntm_dash.services.imports import ImportRefused, import_files, imports, nomination_code, preview, withdraw
from ntm_dash.services.screening import Case, cases
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.intake.desk import (
    CLERK,
    NATIONAL,
    PROPOSER,
    PROVINCIAL,
    TODAY,
    Desk,
    assessment,
    filled,
    gift,
    grid,
    nomination,
    xlsx,
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("store") / "ntm.duckdb")
    prepare(store)
    yield store
    assert verify(store) == []
    store.close()


@pytest.fixture
def desk(opened: Store, request: pytest.FixtureRequest) -> Desk:
    return Desk(opened, request.node.name)


ROWS: dict[str, list[dict[Any, Any]]] = {
    "nominations": [
        nomination("HS-1", Huyện="Bắc Sơn"),
        nomination("HS-2", Tên="Bà Hà", Đối_tượng="Cán bộ, công chức, viên chức", Hình_thức=NATIONAL),
        nomination("HS-3", Tên="Xã Vũ Lễ", Đối_tượng="Xã", Huyện="Bắc Sơn", Xã="Vũ Lễ", Ngày_nhận="30/7/2019"),
    ],
    "criteria": [
        assessment("Vũ Lễ", "31/12/2015", range(1, 6)),
        assessment("Vũ Lễ", "30/6/2019", range(1, 15)) | {17: None},
        assessment("Vũ Sơn", "30/6/2019", range(1, 20)),
    ],
    "commune_events": [
        {"Huyện": "Bắc Sơn", "Xã": "Vũ Lễ", "Sự kiện": "Công nhận đạt chuẩn", "Từ ngày": "20/12/2018"},
        {"Huyện": "Bắc Sơn", "Sự kiện": "Đã đủ danh sách công nhận", "Từ ngày": "31/7/2019"},
    ],
    "contributions": [
        gift("HS-1", value="600 triệu"),
        gift("HS-1", value="400 triệu", what="Nhà văn hóa"),
        gift("HS-2", day=2017, value="1,5 tỷ", what=None, Loại="Hiện vật"),
    ],
    "earlier_awards": [
        {"Mã hồ sơ": "HS-2", "Tình trạng": "Đã rà soát, không có"},
        {"Đối tượng": "Xã", "Xã": "Vũ Lễ", "Hình thức": PROVINCIAL, "Ngày quyết định": 2017, "Phong trào": "NTM"},
    ],
    "ratings": [{"Mã hồ sơ": "HS-2", "Năm": year, "Mức xếp loại": "HTXSNV"} for year in range(2011, 2019)],
    "evidence": [
        {"Mã hồ sơ": "HS-1", "Mục": "Liên kết tiêu thụ nông sản", "Giá trị": "Có"},
        {"Mã hồ sơ": "HS-1", "Mục": "Số lao động có việc làm", "Giá trị": 12},
    ],
    "papers": [
        {"Mã hồ sơ": "HS-1", "Loại giấy tờ": "Báo cáo thành tích", "Số bản": 3},
        {"Đơn vị đề nghị": PROPOSER, "Hình thức": PROVINCIAL, "Loại giấy tờ": "Tờ trình", "Số bản": 1},
    ],
    "council": [{"Họ tên": "Ông Giáp", "Vai trò": "Chủ tịch"}, {"Họ tên": "Bà Ất", "Vai trò": "Ủy viên"}],
}


def everything() -> list[tuple[str, bytes]]:
    return [filled(form, *rows) for form, rows in ROWS.items()]


def judged(desk: Desk, as_of: int | None = None) -> list[Any]:
    """The answers to every nomination, without the numbers of the records they stand on."""

    def answer(case: Case) -> Any:
        findings = [(each.test.clause, each.outcome, each.at_least, each.at_most) for each in case.screened.findings]
        dossier = case.dossier
        return case.screened.case_id, case.screened.verdict, findings, dossier, case.on_time, case.flags, case.turns_on

    return [answer(case) for case in cases(desk.store, desk.campaign, all_units=True, as_of=as_of)]


def test_who_waits_hears_of_each_part_before_it_is_begun_and_of_no_writing_in_a_preview(desk: Desk) -> None:
    files = [
        filled("nominations", nomination("HS-1"), nomination("HS-2"), name="a.xlsx"),
        filled("contributions", gift("HS-1"), name="b.xlsx"),
    ]
    heard: list[Headway] = []
    preview(desk.store, desk.campaign, files, by=CLERK, today=TODAY, tell=heard.append)
    read = [
        Headway(Doing.OPENING, 1, 2, "a.xlsx"),
        Headway(Doing.OPENING, 2, 2, "b.xlsx"),
        Headway(Doing.MATCHING, 1, 2, "a.xlsx", "Đề nghị", "nominations", 2),
        Headway(Doing.MATCHING, 2, 2, "b.xlsx", "Đóng góp", "contributions", 1),
        Headway(Doing.CHECKING, 1, 2, form="nominations", rows=2),
        Headway(Doing.CHECKING, 2, 2, form="contributions", rows=1),
    ]
    assert heard == read
    heard.clear()
    import_files(desk.store, desk.campaign, files, by=CLERK, today=TODAY, tell=heard.append)
    assert heard == [*read, Headway(Doing.WRITING, 1, 1, rows=3)]


def test_work_that_is_broken_off_by_who_listens_leaves_nothing_behind(desk: Desk) -> None:
    def stop(headway: Headway) -> None:
        if headway.doing is Doing.WRITING:
            raise KeyboardInterrupt

    before = desk.store.version()
    with pytest.raises(KeyboardInterrupt):
        import_files(desk.store, desk.campaign, [filled("nominations", nomination())], by=CLERK, today=TODAY, tell=stop)
    assert desk.store.version() == before
    desk.take(filled("nominations", nomination()))


def test_a_preview_tells_what_the_import_then_does_and_changes_nothing(desk: Desk) -> None:
    version = desk.store.version()
    previewed = desk.preview(*everything())
    assert desk.store.version() == version
    made = desk.take(*everything())
    assert (made.sheets, made.problems) == (previewed.sheets, previewed.problems)
    assert {sheet.form: sheet.new for sheet in made.sheets} == {form: len(rows) for form, rows in ROWS.items()}


def test_everything_sent_again_in_one_workbook_under_another_name_changes_nothing(desk: Desk) -> None:
    desk.take(*everything())
    version, before = desk.store.version(), desk.everything()
    book = xlsx({forms()[form].sheet: grid(form, *rows) for form, rows in reversed(ROWS.items())})
    result = desk.take(("gui-lai.xlsx", book))
    assert (result.brings_nothing, result.problems, result.changes) == (True, [], [])
    assert (desk.store.version(), desk.everything()) == (version, before)


def test_each_form_with_its_blanks_only_changes_nothing(desk: Desk) -> None:
    desk.take(*everything())
    version = desk.store.version()
    for form, rows in ROWS.items():
        needed = [column.header for column in forms()[form].columns if column.required]
        names = {"nominations": ["Huyện", "Xã"], "criteria": ["Huyện", "Xã", 1], "commune_events": ["Huyện", "Xã"]}
        keep = [*needed, *names.get(form, []), "Mã hồ sơ", "Đơn vị đề nghị", "Hình thức", "Đối tượng", "Xã"]
        keep += ["Tình trạng", "Ngày quyết định", "Ngày", "Giá trị (đồng)", "Mô tả", "Giá trị"]
        thinned = [{name: cell for name, cell in row.items() if name in keep} for row in rows]
        assert desk.take(filled(form, *thinned)).brings_nothing
    assert desk.store.version() == version


def test_a_change_is_told_with_what_stood_and_what_comes(desk: Desk) -> None:
    desk.take(*everything())
    corrected = [*ROWS["contributions"][:1], gift("HS-1", value="450 triệu", what="Nhà văn hóa")]
    [change] = desk.preview(filled("contributions", *corrected)).changes
    assert (change.line, change.fields) == (3, {"value": (400_000_000, 450_000_000)})


def test_a_refused_import_tells_everything_at_once_and_leaves_no_trace(desk: Desk) -> None:
    version = desk.store.version()
    bad = [
        filled("nominations", nomination("HS-1"), nomination("HS-2", Đối_tượng="Khác")),
        filled("contributions", gift("HS-9")),
    ]
    with pytest.raises(ImportRefused) as refusal:
        desk.take(*bad)
    assert [problem.code for problem in refusal.value.problems] == ["word_unknown", "nomination_unknown"]
    assert [(sheet.form, sheet.new, sheet.refused) for sheet in refusal.value.preview.sheets] == [
        ("nominations", 1, 1),
        ("contributions", 0, 1),
    ]
    assert desk.store.version() == version
    assert imports(desk.store, desk.campaign, CLERK) == []


def test_a_row_that_is_broken_elsewhere_still_lets_other_forms_name_its_nomination(desk: Desk) -> None:
    broken = filled("nominations", nomination("HS-1", Đơn_vị_đề_nghị=None))
    assert [code for code, _, _ in desk.stops(broken, filled("contributions", gift("HS-1")))] == ["cell_missing"]


def test_the_journal_keeps_how_an_import_was_read(desk: Desk) -> None:
    file = filled("criteria", assessment("Chi Lăng") | {"Huyện": None, 3: None})
    [problem] = desk.refused(file)
    place, code = (problem.file, problem.sheet, problem.cell), problem.candidates[0][0]
    desk.take(file, blank="unmet", answers={place: code})
    [made] = imports(desk.store, desk.campaign, CLERK)
    assert (made.who, made.files, made.withdrawn_at) == (CLERK.signature, ("criteria.xlsx",), None)
    bodies = [row[7] for row in scope_of(desk.store, desk.campaign).rows("journal") if row[0] == made.batch]
    body = json.loads(bodies[0])
    assert (body["blank"], body["answers"]) == ("unmet", [[*place, code]])


def test_withdrawing_gives_back_the_verdicts_of_before_and_the_time_between_can_be_replayed(desk: Desk) -> None:
    desk.take(*everything())
    first, before = desk.store.version()[0], judged(desk)
    more = [
        filled("contributions", gift("HS-1", value="100 triệu", what="Nhà văn hóa"), *ROWS["contributions"][:1]),
        filled("ratings", {"Mã hồ sơ": "HS-2", "Năm": 2015, "Mức xếp loại": "Không hoàn thành"}),
        filled("criteria", assessment("Vũ Lễ", "30/6/2019", range(1, 4))),
        filled("nominations", nomination("HS-3", Hình_thức=NATIONAL, Đối_tượng="Xã", Huyện="Bắc Sơn", Xã="Vũ Lễ")),
    ]
    desk.take(*more)
    second, between = desk.store.version()[0], judged(desk)
    assert between != before
    withdraw(desk.store, desk.campaign, second, by=CLERK, why="nhầm tệp")
    assert judged(desk) == before
    assert judged(desk, as_of=first) == before
    assert judged(desk, as_of=second) == between
    desk.take(*more)
    assert judged(desk) == between
    assert [made.withdrawn_at is None for made in imports(desk.store, desk.campaign, CLERK)] == [True, False, True]


def test_a_correction_after_a_withdrawal_is_the_only_one_that_counts(desk: Desk) -> None:
    desk.take(filled("nominations", nomination("HS-1")))
    desk.take(filled("contributions", gift(value="100 triệu")))
    withdraw(desk.store, desk.campaign, desk.store.version()[0], by=CLERK, why="sai số")
    assert desk.values() == []
    desk.take(filled("contributions", gift(value="200 triệu")))
    desk.take(filled("contributions", gift(value="300 triệu")))
    withdraw(desk.store, desk.campaign, desk.store.version()[0], by=CLERK, why="sai số")
    assert desk.values() == [200_000_000]
    desk.take(filled("contributions", gift(value="300 triệu")))
    assert desk.values() == [300_000_000]


def test_campaigns_do_not_see_each_others_nominations(desk: Desk) -> None:
    desk.take(filled("nominations", nomination("HS-1")))
    other = Desk(desk.store, f"{desk.campaign.id}-khac")
    assert [code for code, _, _ in other.stops(filled("contributions", gift("HS-1")))] == ["nomination_unknown"]
    other.take(filled("nominations", nomination("HS-1", Đơn_vị_đề_nghị="Sở Công thương")))
    assert [row["proposer"] for row in desk.records("nomination")] == [PROPOSER]


def test_a_nomination_is_found_by_its_code_however_it_is_spelled(desk: Desk) -> None:
    desk.take(filled("nominations", nomination("BS 01")))
    assert nomination_code(desk.store, desk.campaign, " bs01") == "BS 01"
    with pytest.raises(Refused) as refusal:
        nomination_code(desk.store, desk.campaign, "BS 02")
    assert [problem.code for problem in refusal.value.problems] == ["nomination_unknown"]


def test_the_imports_of_a_generated_campaign_are_listed(tmp_path: Path) -> None:
    store = open_store(tmp_path / "ntm.duckdb")
    prepare(store)
    id = generate(store, communes=20, nominations=10, by=LOCAL)
    assert [made.who for made in imports(store, campaign(store, id), LOCAL)] == [LOCAL.signature]
    store.close()


DAYS = ("12/3/2016", "ngày 12 tháng 3 năm 2016", "12-03-2016", date(2016, 3, 12), "2016-03-12")
SUMS = ("1.500.000.000", "1,5 tỷ", "1 tỷ 500 triệu", 1_500_000_000, "1500 triệu đồng", "1.500.000.000 đ")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_records_are_the_same_however_a_sheet_is_arranged_and_spelled(desk: Desk, data: st.DataObject) -> None:
    rows = []
    for code, what in (("HS-1", "Làm đường"), ("HS-1", "Cầu"), ("HS-2", "Làm đường")):
        day, value = data.draw(st.sampled_from(DAYS)), data.draw(st.sampled_from(SUMS))
        spelled = data.draw(st.sampled_from((code, code.lower(), f" {code} ", code.replace("-", "- "))))
        rows.append(gift(spelled, day=day, value=value, what=data.draw(st.sampled_from((what, f"  {what}\u200b")))))
    header, *lines = grid("contributions", *data.draw(st.permutations(rows)))
    named = [
        data.draw(st.sampled_from((column.header, *column.aliases))) for column in forms()["contributions"].columns
    ]
    order = data.draw(st.permutations(range(len(header))))
    titles: list[list[Any]] = data.draw(st.sampled_from(([], [["Biểu 04"]], [[None, "UBND huyện"], [], ["Biểu 04"]])))
    numbers = data.draw(st.booleans())
    sheet = [*titles, [named[place] for place in order]]
    sheet += [[f"({n})" for n in range(1, len(header) + 1)]] if numbers else []
    sheet += [[line[place] for place in order] for line in lines]
    file = xlsx({data.draw(st.sampled_from(("Đóng góp", "Sheet1"))): sheet})
    nominated = filled("nominations", nomination("HS-1"), nomination("HS-2"))
    [contributions] = [
        each for each in desk.preview(nominated, file).reading.sheets if each.form.name == "contributions"
    ]
    read = [
        {name: value for name, value in row.items() if name not in ("line", "sheet")} for row in contributions.records
    ]
    shared = {
        "given_on": date(2016, 3, 12),
        "year": 2016,
        "kind": "money",
        "value": 1_500_000_000,
        "quantity": None,
        "quantity_unit": None,
        "delivered": True,
        "confirmed_by": "UBND xã Vũ Lễ",
        "paper": None,
    }
    expected = [("HS-1", "Cầu"), ("HS-1", "Làm đường"), ("HS-2", "Làm đường")]
    assert sorted(read, key=lambda row: (row["nomination"], row["description"])) == [
        {"nomination": code, "description": what, **shared} for code, what in expected
    ]
