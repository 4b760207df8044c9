"""A full meeting of forty cases in three windows: the secretary conducts, a member votes, the room watches."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.domain.voting import Count
from ntm_dash.services.access import local_person
from ntm_dash.services.agenda import freeze_papers, ordered, set_agenda
from ntm_dash.services.balloting import vote_by_hands
from ntm_dash.services.ballots import ballots, votes
from ntm_dash.services.calling import call_meeting
from ntm_dash.services.campaigns import campaign
from ntm_dash.services.demonstration import DEMONSTRATION
from ntm_dash.services.meetings import council, declare_conflict, meeting, take_attendance
from ntm_dash.services.rulings import judgements, rulings
from ntm_dash.services.screening import Case, cases
from ntm_dash.storage.store import open_store
from ntm_dash.storage.verification import verify
from ntm_dash.ui.journal import UNSAID
from ntm_dash.ui.words import label
from tests.browser.conftest import App, Start, Window
from tests.browser.steps import DRAWN

SIZE = 40
TOGETHER = 30
BY = local_person()


def the_agenda(found: list[Case]) -> tuple[list[str], list[str]]:
    """Thirty eligible cases of one award adopted together, then two with one question each, then eight more."""
    clear = [each for each in found if each.screened.verdict is Verdict.ELIGIBLE and not each.screened.turns]
    clear = [each for each in clear if each.screened.award == "bang_khen_tinh"][:TOGETHER]
    asked = [
        each
        for each in found
        if each.screened.verdict is Verdict.FOR_COUNCIL
        and sum(one.outcome is Outcome.FOR_COUNCIL for one in each.screened.findings) == 1
        and len(each.screened.clauses) == 1
    ][: SIZE - TOGETHER]
    together = [each.screened.case_id for each in clear]
    return [*[each.screened.case_id for each in asked], *together], together


@pytest.fixture
def prepared(start: Start, demonstration_store: Path, tmp_path: Path) -> tuple[App, list[str]]:
    """The app with a meeting under way: papers out, six cases voted on by hands, and just now below the quorum."""
    place = tmp_path / "prepared.duckdb"
    shutil.copy(demonstration_store, place)
    store = open_store(place)
    chosen = campaign(store, DEMONSTRATION)
    id = call_meeting(
        store, chosen, by=BY, held_on=date(2019, 8, 20), title="Phiên họp xét khen thưởng", place="Phòng 2"
    )
    order, together = the_agenda(ordered(chosen, cases(store, chosen)))
    assert len(order) == SIZE
    set_agenda(store, chosen, id, order, together, by=BY)
    freeze_papers(store, chosen, id, by=BY)
    names = [member.name for member in council(store, chosen)]
    take_attendance(store, chosen, id, names[:16], by=BY)
    for case in order[4 : SIZE - TOGETHER]:
        vote_by_hands(store, chosen, id, [case], Count(16), by=BY)
    take_attendance(store, chosen, id, names[:12], by=BY)
    declare_conflict(store, chosen, id, names[2], order[1], by=BY)
    store.close()
    return start(place), order


@pytest.fixture
def windows(window: Window) -> list[Page]:
    """Three windows of three people, so high that all of a vote is seen."""
    pages = [window() for _ in range(3)]
    for page in pages:
        page.set_viewport_size({"width": 1366, "height": 900})
    return pages


def settled(page: Page) -> None:
    """Wait until a page is drawn; a ruling screens everything anew, which may take its time on a busy machine."""
    expect(page.locator(DRAWN)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    expect(page.locator('[data-stale="true"]')).to_have_count(0, timeout=60_000)


class Secretary:
    """The window of who conducts the meeting."""

    def __init__(self, page: Page, app: App) -> None:
        self.page, self.app = page, app

    def open(self, case: str) -> None:
        self.page.goto(f"{self.app.address}/phien-hop?ho-so={case}")
        settled(self.page)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        settled(self.page)

    def fill(self, label: str, value: str) -> None:
        field = self.page.get_by_label(label, exact=True).first
        field.fill(value)
        field.press("Enter")
        settled(self.page)
        expect(field).to_have_value(value)

    def next(self, place: int) -> None:
        settled(self.page)
        self.page.keyboard.press("PageDown")
        self.sees(f"hồ sơ {place} trong {SIZE}")

    def has(self, button: str) -> None:
        expect(self.page.get_by_role("button", name=button).first).to_be_visible(timeout=60_000)

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=60_000)


@pytest.mark.on_files  # among its ballots is a secret one on devices, which one process keeps
def test_a_meeting_of_forty_cases_from_quorum_to_closing(prepared: tuple[App, list[str]], windows: list[Page]) -> None:
    app, order = prepared
    secretary, member, room = Secretary(windows[0], app), windows[1], windows[2]
    room.goto(f"{app.address}/man-hinh")
    settled(room)
    expect(room.get_by_text("Chờ chủ trì mở hồ sơ")).to_be_visible()

    # Below the quorum a vote is refused without a reason; then all come, and one leaves.
    secretary.open(order[0])
    secretary.sees("Có mặt 12 trong 19 thành viên, dưới 67 %.")
    secretary.press("Ghi kết quả")
    secretary.sees(re.compile("hoặc ghi lý do vẫn biểu quyết"))
    secretary.page.get_by_role("radio", name="Có mặt").click()
    settled(secretary.page)
    secretary.press("Tất cả có mặt")
    secretary.page.get_by_role("button", name=re.compile("Hà Quang Nghiệp.*có mặt")).click()
    secretary.sees("Có mặt 18 trong 19 thành viên")
    secretary.page.get_by_role("radio", name="Xét hồ sơ").click()
    settled(secretary.page)

    # The room follows the chair, and nothing else.
    secretary.press("Đưa lên màn hình")
    shown = secretary.page.get_by_role("heading", level=1).inner_text()
    expect(room.get_by_role("heading", level=1)).to_have_text(shown)

    # A judged condition: its effect is seen, then it is recorded; the vote by hands ends in a tie.
    secretary.press("Hội đồng kết luận: Có")
    secretary.sees("Nếu ghi kết luận này: 1 hồ sơ đổi kết quả")
    secretary.press("Ghi vào sổ")
    secretary.sees("Hội đồng đã kết luận 1 điều của hồ sơ này")
    secretary.sees("Đủ điều kiện")
    secretary.fill("Đồng ý", "9")
    secretary.fill("Không đồng ý", "9")
    secretary.press("Ghi kết quả")
    secretary.sees(re.compile("số phiếu ngang nhau"))
    expect(room.get_by_text(re.compile("số phiếu ngang nhau"))).to_be_visible()

    # The count is corrected with a reason.
    secretary.press("Sửa kết quả")
    secretary.page.get_by_label("Đồng ý", exact=True).first.fill("15")
    secretary.page.get_by_label("Không đồng ý", exact=True).first.fill("1")
    secretary.page.get_by_label("Lý do sửa").fill("Đếm lại")
    secretary.press("Ghi lại")
    secretary.sees("Đã sửa kết quả: Đếm lại")
    secretary.sees("Đạt tỷ lệ")

    # By key to the next case, the room follows; one member steps out; a second question is answered with no.
    secretary.next(2)
    expect(room.get_by_text(f"hồ sơ 2 trong {SIZE}")).to_be_visible()
    secretary.press("Hội đồng kết luận: Không")
    secretary.press("Ghi vào sổ")
    secretary.sees("Hội đồng đã kết luận 1 điều của hồ sơ này")
    secretary.sees("Không đủ điều kiện")
    secretary.sees("Tránh biểu quyết: 1")

    # On devices, in secret: a member votes once in the second window.
    secretary.page.get_by_role("radio", name="Trên thiết bị").click()
    settled(secretary.page)
    secretary.page.get_by_text("Bỏ phiếu kín").click()
    settled(secretary.page)
    secretary.press("Mở bỏ phiếu trên thiết bị")
    member.goto(f"{app.address}/bieu-quyet?thanh-vien=Nông Thanh Bách")
    settled(member)
    member.get_by_role("button", name="Không đồng ý").click()
    expect(member.get_by_text("Đã ghi nhận phiếu của ông, bà")).to_be_visible()
    expect(secretary.page.get_by_text(re.compile("trong 17 người đã bỏ phiếu"))).to_be_visible()
    secretary.press("Đóng và đếm")
    secretary.sees("Chưa đạt tỷ lệ")

    # On paper: issued, returned, invalid, yes.
    secretary.next(3)
    secretary.page.get_by_role("radio", name="Phiếu giấy").click()
    settled(secretary.page)
    secretary.press("Phát phiếu")
    secretary.page.get_by_label("Không hợp lệ").fill("1")
    secretary.page.get_by_label(f"Đồng ý: {order[2]}").fill("14")
    secretary.press("Ghi kết quả kiểm phiếu")
    secretary.sees("Đạt tỷ lệ")

    # By hands again, the clear ones together; a reload in between loses nothing.
    secretary.next(4)
    secretary.page.get_by_role("radio", name="Giơ tay").click()
    settled(secretary.page)
    secretary.press("Ghi kết quả")
    secretary.has("Sửa kết quả")
    secretary.open(order[SIZE - TOGETHER])
    secretary.press(f"Ghi kết quả {TOGETHER} hồ sơ")
    secretary.has("Sửa kết quả")
    secretary.page.reload()
    settled(secretary.page)
    secretary.sees("Đạt tỷ lệ")

    # A reading is ruled on.
    secretary.page.goto(f"{app.address}/phan-quyet?cach-hieu=deadline-day")
    settled(secretary.page)
    secretary.press("Chốt cách hiểu")
    secretary.sees(re.compile("Hội đồng đã chốt 1 trong"))

    # The meeting is closed; the room says so.
    secretary.open(order[0])
    secretary.page.get_by_role("radio", name="Có mặt").click()
    settled(secretary.page)
    secretary.press("Bế mạc")
    secretary.press("Bế mạc phiên họp")
    expect(room.get_by_text("Phiên họp đã bế mạc")).to_be_visible()
    kept(app, order)


def kept(app: App, order: list[str]) -> None:
    """What the store says afterwards, on a copy: the app still holds the store itself."""
    copy = app.store.with_name("afterwards.duckdb")
    shutil.copy(app.store, copy)
    log = app.store.with_name(app.store.name + ".wal")
    if log.exists():
        shutil.copy(log, copy.with_name(copy.name + ".wal"))
    store = open_store(copy)
    chosen = campaign(store, DEMONSTRATION)
    found = votes(ballots(store, chosen))
    assert set(found) == set(order)
    assert found[order[0]].count == Count(15, 1, not_returned=2)
    assert found[order[0]].ballot.corrections == ("Đếm lại",)
    assert found[order[1]].count == Count(0, 1, not_returned=16)
    assert found[order[1]].ballot.voted == ("Nông Thanh Bách",)
    assert found[order[2]].count == Count(14, 3, invalid=1)
    assert [code for code, vote in found.items() if not vote.carried] == [order[1]]
    assert {(each.case_id, each.holds) for each in judgements(store, chosen).values()} == {
        (order[0], True),
        (order[1], False),
    }
    assert list(rulings(store, chosen)) == ["deadline-day"]
    assert meeting(store, chosen, "PH-1").closed
    assert verify(store) == []
    bodies = [json.loads(row[7]) for row in store.scope().rows("journal")]
    assert {field for body in bodies for field in fields(body) if label("act_field", field) == field} == set()
    store.close()


def fields(body: object) -> Iterator[str]:
    """The names of all that an act says, as the journal page shows them; codes of cases are as they are."""
    if isinstance(body, Mapping):
        for name, said in body.items():
            if name.isidentifier() and name not in ("by", "sheets", *UNSAID):
                yield name
            yield from fields(said) if name not in ("by", "sheets") else ()
    elif isinstance(body, list):
        for each in body:
            yield from fields(each)
