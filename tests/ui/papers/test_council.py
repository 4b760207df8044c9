"""What a meeting leaves on paper, read back: attendance, votes, results, names on certificates."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Paper

from ntm_dash.domain.terms import Award, Verdict
from ntm_dash.domain.voting import Count, Method
from ntm_dash.services import ballots as counted
from ntm_dash.services.access import local_person
from ntm_dash.services.agenda import set_agenda
from ntm_dash.services.balloting import count_ballot, open_ballot
from ntm_dash.services.calling import call_meeting
from ntm_dash.services.campaigns import Campaign, campaign
from ntm_dash.services.meetings import council, meetings, take_attendance
from ntm_dash.services.papers import nominees
from ntm_dash.services.rulings import rule_reading
from ntm_dash.storage.store import Store, open_store
from ntm_dash.ui.papers.kinds import KINDS, write_paper
from ntm_dash.ui.papers.order import Order
from tests.ui.papers.test_kinds import rows

BY = local_person()
MEMBERS, PRESENT = 19, 16


@pytest.fixture(scope="module")
def store(demonstration_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("council") / "ntm.duckdb"
    shutil.copy(demonstration_store, place)
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cases_of_meeting(store: Store) -> list[str]:
    """A meeting of three cases: carried by hands, carried and not carried on paper ballots."""
    chosen = campaign(store)
    eligible = nominees(store, chosen, award=Award.PROVINCIAL, verdicts={Verdict.ELIGIBLE})
    codes = [each.case.screened.nomination or "" for each in eligible[:3]]
    names = [member.name for member in council(store, chosen)]
    assert len(names) == MEMBERS
    held_on = date(2019, 8, 20)
    meeting = call_meeting(store, chosen, by=BY, held_on=held_on, title="Phiên một", at="8 giờ", place="Phòng họp 1")
    set_agenda(store, chosen, meeting, codes, [], by=BY)
    take_attendance(store, chosen, meeting, names[:PRESENT], by=BY)
    hands = open_ballot(store, chosen, meeting, codes[:1], Method.HANDS, by=BY)
    count_ballot(store, chosen, meeting, hands, {codes[0]: Count(yes=15, no=1)}, by=BY)
    paper = open_ballot(store, chosen, meeting, codes[1:], Method.PAPER, by=BY, secret=True)
    typed = {codes[1]: Count(yes=14), codes[2]: Count(yes=13, no=1)}
    count_ballot(
        store, chosen, meeting, paper, typed, by=BY, paper=counted.Paper(issued=PRESENT, returned=15, invalid=1)
    )
    rule_reading(store, chosen, "growth", "net", by=BY, meeting=meeting)
    return codes


@pytest.fixture(scope="module")
def chosen(store: Store, cases_of_meeting: list[str]) -> Campaign:
    return campaign(store)


def paper(store: Store, chosen: Campaign, name: str, folder: Path, award: Award | None = None) -> Paper:
    order = Order(date(2019, 8, 21), BY, award=award, meeting=meetings(store, chosen)[0].id)
    write_paper(store, chosen, KINDS[name], order, folder / "a.docx")
    return Document(str(folder / "a.docx"))


def text(paper: Paper) -> str:
    return "\n".join(paragraph.text for paragraph in paper.paragraphs)


def test_the_minutes_say_who_was_there_and_how_each_case_was_voted(
    store: Store, chosen: Campaign, cases_of_meeting: list[str], tmp_path: Path
) -> None:
    made = paper(store, chosen, "minutes", tmp_path)
    votes = [(row[4], row[5], row[6], row[7]) for row in rows(made) if len(row) == 8 and row[0].isdigit()]
    assert votes == [
        ("15/19", "14", "78,9 %", "Đạt tỷ lệ"),
        ("14/19", "14", "73,7 %", "Đạt tỷ lệ"),
        ("13/19", "14", "68,4 %", "Chưa đạt tỷ lệ"),
    ]
    assert f"có mặt {PRESENT}, vắng {MEMBERS - PRESENT}; đủ số thành viên" in text(made)
    assert store.version()[1] in text(made)
    assert "Ròng: số đạt nay trừ số đạt ngày 31/12/2015" in text(made)


def test_the_ballot_count_says_what_came_back(
    store: Store, chosen: Campaign, cases_of_meeting: list[str], tmp_path: Path
) -> None:
    made = paper(store, chosen, "ballot-count", tmp_path)
    assert "Phiếu phát ra: 16; thu về: 15; hợp lệ: 14; không hợp lệ: 1." in text(made)
    assert [row[4] for row in rows(made) if len(row) == 8 and row[0].isdigit()] == ["14/19", "13/19"]


def test_every_member_gets_a_ballot_and_all_are_alike(
    store: Store, chosen: Campaign, cases_of_meeting: list[str], tmp_path: Path
) -> None:
    made = paper(store, chosen, "ballots", tmp_path)
    sheets = [[cell.text for row in table.rows for cell in row.cells] for table in made.tables]
    assert len(sheets) == MEMBERS
    assert len(set(map(tuple, sheets))) == 1


@pytest.mark.parametrize(("name", "column"), [("council-list", 1), ("decision", 1)])
def test_only_what_was_carried_goes_on_by_the_name_for_the_certificate(
    store: Store, chosen: Campaign, cases_of_meeting: list[str], tmp_path: Path, name: str, column: int
) -> None:
    own = nominees(store, chosen, codes=set(cases_of_meeting[:2]))
    made = paper(store, chosen, name, tmp_path, Award.PROVINCIAL)
    listed = [row[column] for row in rows(made) if row[0].isdigit()]
    assert sorted(listed) == sorted(each.certificate_name for each in own)


def test_a_submission_after_the_vote_carries_the_votes(
    store: Store, chosen: Campaign, cases_of_meeting: list[str], tmp_path: Path
) -> None:
    made = paper(store, chosen, "submission", tmp_path, Award.PROVINCIAL)
    votes = [row[5] for row in rows(made) if len(row) == 7 and row[0].isdigit()]
    assert sorted(votes) == ["14/19 (73,7 %)", "15/19 (78,9 %)"]
