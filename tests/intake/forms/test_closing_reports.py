"""Form 09: each unit's closing report, its outline items ticked, its figures; a blank is never a no or a zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ntm_dash.services.campaigns import prepare
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from tests.intake.desk import PROPOSER, Desk, filled

SHEET = "Báo cáo tổng kết"


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


def report(**more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "STT": 1,
        "Đơn vị": "UBND Huyện Bắc Sơn",
        "Ngày nhận": "26/7/2019",
        "I.1": "x",
        "II.1.a": "-",
    }
    return row | {name.replace("_", " "): value for name, value in more.items()}


def test_a_report_is_read_with_its_items_and_figures_and_blanks_stay_unknown(desk: Desk) -> None:
    figures = {"Số xã đạt chuẩn": 6, "Khen cấp tỉnh, tập thể, 2011–2015": 0, "Năm hoàn thành nhiệm vụ NTM": 2020}
    desk.take(filled("closing_reports", {**report(), **figures, "Đóng góp bằng tiền, vật chất (đồng)": "1,5 tỷ"}))
    [row] = desk.records("closing_report")
    assert (row["proposer"], row["received_on"]) == (PROPOSER, date(2019, 7, 26))
    assert (row["i_1"], row["ii_1_a"], row["iv_5"]) == (True, False, None)
    assert (row["communes_met"], row["provincial_collectives_2011_2015"], row["provincial_persons_2011_2015"]) == (
        6,
        0,
        None,
    )
    assert (row["completion_year"], row["contributions"]) == (2020, 1_500_000_000)


def test_a_corrected_report_replaces_what_it_says_and_a_blank_changes_nothing(desk: Desk) -> None:
    desk.take(filled("closing_reports", {**report(), "Số xã đạt chuẩn": 6}))
    desk.take(filled("closing_reports", {**report(), "I.1": None, "II.1.a": "x", "Số xã đạt chuẩn": 7}))
    [row] = desk.records("closing_report")
    assert (row["i_1"], row["ii_1_a"], row["communes_met"]) == (True, True, 7)


@pytest.mark.parametrize(
    ("wrong", "problem", "cell"),
    [
        ({"Đơn vị": None}, "cell_missing", "B2"),
        ({"Ngày nhận": "31/2/2019"}, "date_impossible", "C2"),
        ({"I.1": "có lẽ"}, "tick_unknown", "D2"),
    ],
)
def test_what_cannot_be_read_is_refused_by_cell(desk: Desk, wrong: dict[str, object], problem: str, cell: str) -> None:
    assert desk.stops(filled("closing_reports", {**report(), **wrong})) == [(problem, SHEET, cell)]


def test_two_reports_of_one_unit_in_a_file_are_asked_about(desk: Desk) -> None:
    rows = (report(), {**report(), "STT": 2, "I.1": "-"})
    assert desk.stops(filled("closing_reports", *rows)) == [("key_conflict", SHEET, "3:3")]
