"""Each paper made from the demonstration and read back: its figures are those of the records and of the screening."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Paper

from ntm_dash.domain.access import Role
from ntm_dash.domain.problems import Refused
from ntm_dash.domain.terms import Award, Verdict
from ntm_dash.services.access import local_person
from ntm_dash.services.campaigns import Campaign, campaign
from ntm_dash.services.closing_reports import closing_reports
from ntm_dash.services.screening import Case, Dossier, cases
from ntm_dash.storage.store import Store
from ntm_dash.ui.papers.kinds import KINDS, paper_name, write_paper
from ntm_dash.ui.papers.order import MARK, Order

DAY = date(2019, 8, 12)
UNIT = "UBND huyện Bắc Sơn"


@pytest.fixture(scope="module")
def chosen(store: Store) -> Campaign:
    return campaign(store)


@pytest.fixture(scope="module")
def found(store: Store, chosen: Campaign) -> list[Case]:
    return cases(store, chosen)


def made(store: Store, chosen: Campaign, name: str, target: Path, **choices: object) -> Path:
    write_paper(store, chosen, KINDS[name], Order(DAY, local_person(), **choices), target)  # type: ignore[arg-type]
    return target


def rows(paper: Paper) -> list[list[str]]:
    """The rows of all tables, as text."""
    return [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]


def test_a_submission_lists_every_case_of_the_award_that_the_rules_do_not_stop(
    store: Store, chosen: Campaign, found: list[Case], tmp_path: Path
) -> None:
    paper = Document(str(made(store, chosen, "submission", tmp_path / "a.docx", award=Award.PROVINCIAL)))
    hopeful = {
        case.screened.nomination
        for case in found
        if case.screened.award is Award.PROVINCIAL and case.screened.verdict in (Verdict.ELIGIBLE, Verdict.FOR_COUNCIL)
    }
    listed = [row[7] for row in rows(paper) if len(row) == 8 and row[0].isdigit()]
    assert sorted(listed) == sorted(code for code in hopeful if code)
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert re.findall(r"cho (\d+) trường hợp", text) == [str(len(hopeful))]
    assert len([row for row in rows(paper) if len(row) == 7 and row[0].isdigit()]) == len(hopeful)


def test_an_appraisal_says_the_verdict_and_every_finding(
    store: Store, chosen: Campaign, found: list[Case], tmp_path: Path
) -> None:
    case = next(case for case in found if case.screened.nomination == "BS-02")
    paper = Document(str(made(store, chosen, "appraisal", tmp_path / "a.docx", nomination="BS-02")))
    assert len([row for row in rows(paper) if len(row) == 4]) == len(case.screened.findings) + len(
        case.screened.clauses
    )
    assert "Chờ Hội đồng xét" in [cell for row in rows(paper) for cell in row]


def test_a_reminder_names_the_dossiers_of_the_unit_that_lack_a_paper(
    store: Store, chosen: Campaign, found: list[Case], tmp_path: Path
) -> None:
    lacking = [
        case.screened.nomination
        for case in found
        if case.proposer == UNIT and case.dossier and case.dossier.complete is not True
    ]
    paper = Document(str(made(store, chosen, "reminder", tmp_path / "a.docx", proposer=UNIT)))
    assert sorted(row[1] for row in rows(paper) if len(row) == 4 and row[0].isdigit()) == sorted(
        code for code in lacking if code
    )


def test_a_receipt_lists_all_dossiers_of_the_unit(
    store: Store, chosen: Campaign, found: list[Case], tmp_path: Path
) -> None:
    paper = Document(str(made(store, chosen, "receipt", tmp_path / "a.docx", proposer=UNIT)))
    listed = [row[1] for row in rows(paper) if len(row) == 6 and row[0].isdigit()]
    own = {case.screened.nomination or "": case for case in found if case.proposer == UNIT}
    assert sorted(listed) == sorted(own)
    for row in rows(paper):
        if len(row) == 6 and own.get(row[1]) and own[row[1]].dossier == Dossier(True, ()):
            copies = [part.rpartition(" ")[2].split("/") for part in row[5].split("; ")]
            assert copies
            assert [at_hand for at_hand, needed in copies if int(at_hand) < int(needed)] == []


def test_the_pack_has_every_case_on_its_agenda_in_word_and_opens_as_pdf(
    store: Store, chosen: Campaign, found: list[Case], tmp_path: Path
) -> None:
    own = [case for case in found if case.proposer == UNIT]
    paper = Document(str(made(store, chosen, "pack", tmp_path / "a.docx", proposer=UNIT)))
    listed = [row[4] for row in rows(paper) if len(row) == 5 and row[0].isdigit()]
    assert sorted(listed) == sorted(case.screened.nomination or "" for case in own)
    assert len(paper.inline_shapes) == 3
    assert made(store, chosen, "pack-pdf", tmp_path / "a.pdf", proposer=UNIT).read_bytes()[:5] == b"%PDF-"


def test_the_report_and_its_annex_say_the_same_figures(store: Store, chosen: Campaign, tmp_path: Path) -> None:
    annex = Document(str(made(store, chosen, "annex", tmp_path / "a.docx")))
    report = Document(str(made(store, chosen, "report", tmp_path / "b.docx")))
    in_annex, in_report = ([row for row in rows(paper) if len(row) > 2] for paper in (annex, report))
    assert in_annex == in_report
    reports = [each for each in closing_reports(store, chosen, local_person()) if each.sent]
    told = [each.figures["examples_publicised"] for each in reports if each.figures["examples_publicised"] is not None]
    assert [row[1] for row in in_annex if row[0] == "Số điển hình được tuyên truyền"] == [str(sum(told))]
    outline = [paragraph.text for paragraph in report.paragraphs if paragraph.text.startswith(("I.", "II", "IV"))]
    assert [line.partition(".")[0] for line in outline] == ["I", "II", "III", "IV"]


def test_all_appraisals_of_a_unit_come_in_one_zip_and_say_how_many_are_done(
    store: Store, chosen: Campaign, found: list[Case], tmp_path: Path
) -> None:
    target, told = tmp_path / "a.zip", list[int]()
    order = Order(DAY, local_person(), proposer=UNIT)
    write_paper(store, chosen, KINDS["appraisals"], order, target, progress=told.append)
    own = [case for case in found if case.proposer == UNIT]
    with zipfile.ZipFile(target) as archive:
        assert len(archive.namelist()) == len(own)
    assert told == list(range(1, len(own) + 1))


def test_every_sheet_of_an_illustrative_campaign_says_so(store: Store, chosen: Campaign, tmp_path: Path) -> None:
    paper = Document(str(made(store, chosen, "submission", tmp_path / "a.docx", award=Award.NATIONAL)))
    for section in paper.sections:
        assert section.first_page_header.paragraphs[0].text == MARK
        assert section.header.paragraphs[0].text == MARK


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.needs])
def test_a_paper_without_what_it_needs_is_refused_and_nothing_written(
    store: Store, chosen: Campaign, name: str, tmp_path: Path
) -> None:
    target = tmp_path / "a"
    with pytest.raises(Refused) as refused:
        made(store, chosen, name, target)
    assert [problem.code for problem in refused.value.problems] == [f"paper_needs_{KINDS[name].needs[0]}"]
    assert not target.exists()


@pytest.mark.parametrize("role", [Role.UNIT, Role.COUNCIL_MEMBER, Role.LEADERSHIP])
def test_papers_are_made_by_staff_only(store: Store, chosen: Campaign, role: Role, tmp_path: Path) -> None:
    order = Order(DAY, local_person(role, unit="Sở Y tế"))
    with pytest.raises(Refused) as refused:
        write_paper(store, chosen, KINDS["annex"], order, tmp_path / "a.docx")
    assert [problem.code for problem in refused.value.problems] == ["no_right"]


def test_the_file_is_named_after_the_paper_and_what_it_is_of() -> None:
    assert (
        paper_name(KINDS["reminder"], Order(DAY, local_person(), proposer=UNIT)) == f"Công văn nhắc đơn vị {UNIT}.docx"
    )
