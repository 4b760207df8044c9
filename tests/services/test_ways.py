"""What would change a verdict: it agrees with the screening of every case, and bringing it does change the verdict."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_dash.domain.terms import Outcome, Verdict
from ntm_dash.services.campaigns import campaign, prepare
from ntm_dash.services.demonstration import DEMONSTRATION
from ntm_dash.services.screening import Case, cases
from ntm_dash.services.ways import Way, outcome_of, ways
from ntm_dash.storage.store import Store, open_store
from ntm_dash.ui.findings import questions
from ntm_dash.ui.ways import change_title, obstacle_words, reason
from tests.intake.desk import Desk, filled, gift, nomination

LACKING = 1_000_000


@pytest.fixture(scope="module")
def store(demonstration_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("ways") / "ntm.duckdb"
    shutil.copy(demonstration_store, place)
    opened = open_store(place)
    prepare(opened)
    yield opened
    opened.close()


def test_the_obstacles_of_each_clause_are_as_hard_as_the_screening_says_and_a_clause_that_is_met_has_none(
    store: Store,
) -> None:
    invented = campaign(store, DEMONSTRATION)
    found = cases(store, invented, all_units=True)
    assert {each.screened.verdict for each in found} == set(Verdict)
    for case in found:
        told = ways(case.screened, invented.rulebook, invented.choices)
        assert {way.clause: way.outcome for way in told} == case.screened.clauses
        for way in told:
            assert min(map(outcome_of, way.obstacles), default=Outcome.MET) is way.outcome
        best = max((way.outcome for way in told), default=Outcome.UNMET)
        assert Verdict.of(best) is case.screened.verdict


def told(desk: Desk) -> tuple[Case, list[Way]]:
    [case] = cases(desk.store, desk.campaign)
    return case, ways(case.screened, desk.campaign.rulebook, desk.campaign.choices)


def test_what_a_contributor_lacks_to_the_dong_makes_the_nomination_eligible_and_a_dong_less_does_not(
    store: Store,
) -> None:
    desk = Desk(store, "lacking")
    desk.take(
        filled("nominations", nomination(Đối_tượng="Cá nhân đóng góp")),
        filled("contributions", gift(value="299 triệu")),
    )
    case, found = told(desk)
    asked = questions(desk.campaign.rulebook)
    [obstacle] = found[0].obstacles
    [[finding]] = obstacle
    assert (case.screened.verdict, found[0].leads_to) == (Verdict.NOT_ELIGIBLE, Outcome.MET)
    assert finding.distance == -LACKING
    question = "“Đóng góp mọi loại 2011–2020 cộng dồn từ 300 triệu đồng trở lên”"
    assert reason(case, desk.campaign.rulebook, found, asked) == f"mục III.3.2.2.b cần {question}, hiện 299 triệu đồng."
    assert change_title(case, found) == "thành “Đủ điều kiện” khi có điều sau:"
    assert obstacle_words(obstacle, asked) == f"thêm 1 triệu đồng được ghi nhận: {question}; đơn vị đề nghị cung cấp"
    desk.take(filled("contributions", gift(value=LACKING - 1, what="Cầu")))
    assert told(desk)[0].screened.verdict is Verdict.NOT_ELIGIBLE
    desk.take(filled("contributions", gift(value=1, what="Cống")))
    case, found = told(desk)
    assert (case.screened.verdict, found[0].obstacles) == (Verdict.ELIGIBLE, ())


def test_a_gift_that_nobody_confirmed_is_told_as_owed_by_who_proposes(store: Store) -> None:
    desk = Desk(store, "owed")
    desk.take(
        filled("nominations", nomination(Đối_tượng="Cá nhân đóng góp")),
        filled("contributions", gift(value="300 triệu", Cơ_quan_xác_nhận=None)),
    )
    case, found = told(desk)
    asked = questions(desk.campaign.rulebook)
    assert (case.screened.verdict, found[0].leads_to) == (Verdict.UNKNOWN, Outcome.MET)
    assert [obstacle_words(each, asked) for each in found[0].obstacles] == [
        "đơn vị đề nghị gửi đóng góp (biểu 04): “Đóng góp mọi loại 2011–2020 cộng dồn từ 300 triệu đồng trở lên”"
    ]
