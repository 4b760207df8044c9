"""The Council's pages: the agenda from the verdicts, one case with its vote, the room, a member's device, rulings."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ntm_dash.domain.access import Role
from ntm_dash.domain.voting import Choice, Count, Method
from ntm_dash.services.access import local_person
from ntm_dash.services.agenda import freeze_papers, set_agenda
from ntm_dash.services.balloting import cast, open_ballot, vote_by_hands
from ntm_dash.services.ballots import ballots, votes
from ntm_dash.services.calling import call_meeting
from ntm_dash.services.campaigns import Campaign, campaign
from ntm_dash.services.candidates import candidates, near_ones
from ntm_dash.services.demonstration import DEMONSTRATION
from ntm_dash.services.meetings import council, meeting, show_case, take_attendance
from ntm_dash.services.results import Record, results
from ntm_dash.services.rulings import judgements, rule_reading, rulings
from ntm_dash.services.screening import cases
from ntm_dash.services.what_if import Plan, basis, what_if
from ntm_dash.storage.store import Store, open_store
from tests.pages.conftest import Open, only_reads
from tests.services.sitting import member

BY = local_person()
HELD_ON = date(2019, 8, 20)


class Called:
    """A meeting in the app's store, with three cases and 17 members there."""

    def __init__(self, store: Store, chosen: Campaign, order: list[str]) -> None:
        self.store, self.campaign, self.order = store, chosen, order
        self.id = call_meeting(store, chosen, by=BY, held_on=HELD_ON, title="Họp", place="Phòng 2")
        set_agenda(store, chosen, self.id, order, (), by=BY)
        self.present = [each.name for each in council(store, chosen)][:17]
        take_attendance(store, chosen, self.id, self.present, by=BY)


def three_called(store: Store, screening: list[dict[str, Any]]) -> Called:
    """One case for the Council, one eligible, one not eligible."""
    order = [
        next(each["nomination"] for each in screening if each["verdict"] == verdict)
        for verdict in ("for_council", "eligible", "not_eligible")
    ]
    return Called(store, campaign(store, DEMONSTRATION), order)


@pytest.fixture
def own_called(own_full: None, place: Path, screening: list[dict[str, Any]]) -> Called:
    """A meeting in which the test acts."""
    return three_called(open_store(place), screening)


@pytest.fixture(scope="module")
def calling(
    demonstration_store: Path, tmp_path_factory: pytest.TempPathFactory, screening: list[dict[str, Any]]
) -> Iterator[Called]:
    place = tmp_path_factory.mktemp("meeting") / "ntm.duckdb"
    shutil.copy(demonstration_store, place)
    store = open_store(place)
    yield three_called(store, screening)
    store.close()


@pytest.fixture
def called(calling: Called, monkeypatch: pytest.MonkeyPatch) -> Iterator[Called]:
    """A meeting that the test only looks at."""
    for _ in only_reads(calling.store, monkeypatch):
        yield calling


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("agenda", "Chưa mời phiên họp nào"),
        ("meeting", "Chưa có phiên họp có chương trình"),
        ("room", "Chưa có phiên họp"),
        ("vote", "Chưa có phiên họp nào"),
        ("what_if", "Chưa có hồ sơ nào để thử"),
        ("results", "Chưa biểu quyết hồ sơ nào"),
        ("candidates", "Chưa biết xã, huyện nào cận điều kiện"),
    ],
)
def test_without_a_meeting_or_records_each_page_says_so(open_page: Open, page: str, title: str) -> None:
    assert open_page(f"council/{page}").title == title


@pytest.mark.usefixtures("called")
@pytest.mark.parametrize("page", ["agenda", "meeting", "room", "vote"])
def test_a_link_to_a_meeting_that_is_not_there_is_told_once(open_page: Open, page: str) -> None:
    shown = open_page(f"council/{page}", hop="PH-9")
    assert shown.warnings == ["Đường dẫn nhắc đến “PH-9” nhưng đợt này không có. Chọn lại trong danh sách."]


def test_what_is_offered_for_the_agenda_is_every_case_that_is_not_on_it(
    open_page: Open, called: Called, screening: list[dict[str, Any]]
) -> None:
    shown = open_page("council/agenda")
    counts = Counter(each["verdict"] for each in screening)
    assert shown.title == "Chương trình 3 hồ sơ: 2 xét từng hồ sơ, 1 không đủ điều kiện"
    lines = shown.text.split("\n")
    assert f"{counts['not_eligible'] - 1} hồ sơ không đủ điều kiện" in lines
    assert f"{counts['unknown']} hồ sơ chưa xác định được" in lines
    offered = [each for each in screening if f'data-pick="add {each["nomination"]}"' in shown.html]
    assert {each["nomination"] for each in screening} - {each["nomination"] for each in offered} == set(called.order)


def test_what_changed_since_the_papers_is_listed(open_page: Open, own_called: Called) -> None:
    freeze_papers(own_called.store, own_called.campaign, own_called.id, by=BY)
    assert "Không có gì thay đổi sau khi phát tài liệu" in open_page("council/agenda").text
    rule_reading(own_called.store, own_called.campaign, "growth", "gross", by=BY, meeting=own_called.id)
    assert "hồ sơ thay đổi sau khi phát tài liệu" in open_page("council/agenda").text


def test_a_case_is_shown_with_its_place_in_the_order_and_its_question(
    open_page: Open, called: Called, screening: list[dict[str, Any]]
) -> None:
    case = next(each for each in screening if each["nomination"] == called.order[0])
    shown = open_page("council/meeting", ho_so=called.order[0])
    assert shown.warnings == []
    assert case["nominee"] in shown.title
    assert "hồ sơ 1 trong 3" in shown.text
    assert "Chỉ còn Hội đồng quyết định" in shown.text


def test_hands_are_counted_and_the_result_stands_after_a_reload(open_page: Open, own_called: Called) -> None:
    shown = open_page("council/meeting", ho_so=own_called.order[0])
    yes, no, _ = shown.app.number_input
    assert yes.value == 17
    yes.set_value(14)
    no.set_value(3)
    shown.app.run()
    next(button for button in shown.app.button if button.label == "Ghi kết quả").click().run()
    vote = votes(ballots(own_called.store, own_called.campaign))[own_called.order[0]]
    assert (vote.count.yes, vote.count.no, vote.base, vote.carried) == (14, 3, 19, True)
    again = open_page("council/meeting", ho_so=own_called.order[0])
    assert "Đạt tỷ lệ" in again.text
    assert next(iter(again.app.number_input)).label == "Đồng ý", "only the correction asks for figures"
    assert "Ghi kết quả" not in [button.label for button in again.app.button]


def test_an_answer_of_the_council_is_shown_with_its_effect_and_then_recorded(
    open_page: Open, own_called: Called
) -> None:
    shown = open_page("council/meeting", ho_so=own_called.order[0])
    next(button for button in shown.app.button if button.label == "Hội đồng kết luận: Có").click().run()
    assert judgements(own_called.store, own_called.campaign) == {}, "nothing is recorded before it is confirmed"
    next(button for button in shown.app.button if button.label == "Ghi vào sổ").click().run()
    [answer] = judgements(own_called.store, own_called.campaign).values()
    assert (answer.case_id, answer.holds, answer.held_on) == (own_called.order[0], True, HELD_ON)


def test_the_room_shows_nothing_before_the_chair_opens_a_case(
    open_page: Open, own_called: Called, screening: list[dict[str, Any]]
) -> None:
    waiting = open_page("council/room")
    assert waiting.title == "Chờ chủ trì mở hồ sơ"
    assert [each["nominee"] for each in screening if each["nominee"] in waiting.text] == []
    show_case(own_called.store, own_called.campaign, own_called.id, own_called.order[1], by=BY)
    shown = open_page("council/room")
    case = next(each for each in screening if each["nomination"] == own_called.order[1])
    assert case["nominee"] in shown.title
    assert list(shown.app.main.button) == []


@pytest.mark.on_files  # a secret ballot on devices is refused where processes share a store
def test_a_member_votes_once_on_an_own_device(open_page: Open, own_called: Called) -> None:
    name = own_called.present[3]
    assert "Chưa có lần biểu quyết nào đang mở" in open_page("council/vote", thanh_vien=name).text
    ballot = open_ballot(
        own_called.store, own_called.campaign, own_called.id, [own_called.order[0]], Method.DEVICES, by=BY, secret=True
    )
    shown = open_page("council/vote", thanh_vien=name)
    assert [button.label for button in shown.app.main.button] == ["Đồng ý", "Không đồng ý", "Ý kiến khác"]
    shown.app.main.button[0].click().run()
    assert "Đã ghi nhận phiếu của ông, bà" in open_page("council/vote", thanh_vien=name).text
    [found] = ballots(own_called.store, own_called.campaign)
    assert found.voted == (name,)
    cast(own_called.store, own_called.campaign, own_called.id, ballot, Choice.NO, by=member(own_called.present[4]))
    watching = open_page("council/meeting", ho_so=own_called.order[0])
    assert "2 trong 17 người đã bỏ phiếu" in watching.text
    assert "không đồng ý" not in watching.text, "no choice is shown before the ballot closes"


def test_rulings_list_every_reading_and_what_another_one_would_change(open_page: Open, own_called: Called) -> None:
    shown = open_page("council/rulings", cach_hieu="growth")
    readings = own_called.campaign.rulebook.readings
    assert shown.title == f"{len(readings)} chỗ văn bản còn để ngỏ, Hội đồng chưa chốt chỗ nào"
    assert [each.id for each in readings if each.question not in shown.text] == []
    shown.app.radio[0].set_value("gross")
    next(button for button in shown.app.button if button.label == "Chốt cách hiểu").click().run()
    assert rulings(own_called.store, own_called.campaign)["growth"].choice == "gross"


def test_a_plan_is_tried_and_nothing_is_recorded(open_page: Open, called: Called) -> None:
    before = called.store.version()
    shown = open_page("council/what_if", dieu_kien="3.2.1.d-2 gained", nguong="9")
    plan = Plan(thresholds=((("3.2.1.d-2", "gained"), 9),))
    found = what_if(basis(called.store, called.campaign, cases(called.store, called.campaign)), plan)
    enter = sum(each.enters for each in found.moved)
    assert shown.title.startswith(f"Thử: {enter} hồ sơ vào, ")
    assert "mục 3.2.1.d-2: 9 tiêu chí thay vì 10 tiêu chí" in shown.text
    assert [each.code for each in found.moved if f" · {each.code} · " not in shown.text] == []
    assert called.store.version() == before


def test_the_call_is_changed_by_a_form_and_a_member_is_told_what_changed(open_page: Open, own_called: Called) -> None:
    shown = open_page("council/agenda")
    next(button for button in shown.app.main.button if button.label == "Sửa giấy mời").click().run()
    place = next(each for each in shown.app.main.text_input if each.label == "Địa điểm")
    place.set_value("Phòng <b>3</b>")
    next(button for button in shown.app.main.button if button.label == "Ghi thay đổi").click().run()
    assert meeting(own_called.store, own_called.campaign, own_called.id).place == "Phòng <b>3</b>"
    assert "Sửa giấy mời" in [button.label for button in shown.app.main.button]
    assert "địa điểm: Phòng <b>3</b>, trước là Phòng 2" in open_page("council/vote").text


@pytest.mark.parametrize("role", [Role.UNIT, Role.COORDINATION_OFFICE, Role.LEADERSHIP])
def test_who_does_not_conduct_has_no_acts(open_page: Open, called: Called, role: Role) -> None:
    shown = open_page("council/meeting", ho_so=called.order[0])
    shown.app.session_state["acting-role"] = str(role)
    shown.app.run()
    labels = [button.label for button in shown.app.main.button]
    assert not {"Ghi kết quả", "Hội đồng kết luận: Có", "Đưa lên màn hình"} & set(labels)
    if role is Role.UNIT:
        assert "Trang này không thuộc vai trò đang dùng" in "".join(each.body for each in shown.app.main.html)
    assert meeting(called.store, called.campaign, called.id).shown is None


def test_results_list_the_votes_and_record_a_document_for_all_that_carried(open_page: Open, own_called: Called) -> None:
    for code, yes in zip(own_called.order, (14, 13, 17), strict=True):
        vote_by_hands(own_called.store, own_called.campaign, own_called.id, [code], Count(yes), by=BY)
    shown = open_page("council/results")
    assert shown.title == "2 hồ sơ đạt tỷ lệ, 1 hồ sơ không đạt tỷ lệ; chưa hồ sơ nào có quyết định"
    assert "3 hồ sơ chờ ghi ý kiến Hội đồng" in shown.text
    assert shown.app.multiselect[0].value == [own_called.order[0], own_called.order[2]]
    number, signer = shown.app.main.text_input[:2]
    number.set_value("12/YK-HĐ")
    signer.set_value("Ông Ký")
    next(button for button in shown.app.button if button.label == "Ghi ý kiến Hội đồng").click().run()
    found = results(own_called.store, own_called.campaign)
    assert [code for code in own_called.order if Record.OPINION in found[code].documents] == [
        own_called.order[0],
        own_called.order[2],
    ]


def test_units_not_proposed_are_counted_as_the_screening_of_all_units_says(open_page: Open, called: Called) -> None:
    found = cases(called.store, called.campaign, all_units=True)
    able = {each.case.screened.case_id.split()[1] for each in candidates(found)}
    near = {each.case.screened.case_id.split()[1] for each in near_ones(found)} - able
    shown = open_page("council/candidates")
    numbers = [int(word) for word in shown.title.replace(";", "").replace(",", "").split() if word.isdigit()]
    assert sum(numbers) == len(able) + len(near)
    units = re.findall(r'data-pick="(?:xa|huyen) (\d+)"', shown.html)
    assert set(units) >= able
