"""What a finding says, in words: what is asked, what was found, what is needed, how far it is, who owes what lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ntm_dash.domain.terms import Outcome, Subject
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.engine import Finding, Screened
from ntm_dash.screening.readings import Test
from ntm_dash.screening.rulebook import Clause, Condition, Rulebook
from ntm_dash.services.screening import Case
from ntm_dash.ui.numbers import figure, number, span
from ntm_dash.ui.words import label


def questions(rulebook: Rulebook) -> Mapping[tuple[str, str], str]:
    """The question of each condition, by clause and condition."""
    return {
        (clause.id, condition.id): condition.question
        for clause in rulebook.clauses
        for condition in _below(clause.conditions)
    }


def _below(conditions: list[Condition]) -> Iterator[Condition]:
    for condition in conditions:
        yield condition
        yield from _below([*(condition.any or []), *(condition.all or [])])
        if condition.negated:
            yield from _below([condition.negated])


def place_of(case: Case, names: Mapping[str, str]) -> str:
    """Where the nominee is: the district, or commune and district."""
    screened = case.screened
    district = names.get(screened.district or "", "")
    commune = "" if screened.subject is Subject.COMMUNE else names.get(screened.commune or "", "")
    if screened.subject is Subject.DISTRICT:
        return ""
    return ", ".join(part for part in (f"xã {commune}" if commune else "", district[:1].lower() + district[1:]) if part)


def unit_of(test: Test) -> str:
    """The unit of the fact that a test asks; empty for a judged test."""
    return catalogue()[test.call.fact].unit if test.call else ""


@cache
def _word(unit: str) -> str:
    return label("figure_unit", unit)


def actual(finding: Finding) -> str:
    """What was found: a figure, a range, a place, yes or no."""
    unit = unit_of(finding.test)
    least, most = finding.at_least, finding.at_most
    if not unit:
        return "Hội đồng kết luận"
    if unit == "truth":
        return "Có" if least == 1 else "Không" if most == 0 else "Chưa rõ"
    if unit == "place":
        places = number(least) if least == most else f"{number(least)} đến {number(most)}"
        return f"Hạng {places}"
    if finding.outcome is Outcome.UNKNOWN and not least and most is None:
        return "Chưa rõ"
    return span(least, most, unit, _word(unit)).capitalize()


def required(test: Test) -> str:
    """What is needed for the test to be met."""
    unit = unit_of(test)
    if not unit:
        return "không tính bằng số"
    if unit == "truth":
        return "cần: có" if test.required else "cần: không"
    needed = figure(test.required, unit, _word(unit))
    if unit == "place":
        return f"cần: hạng {number(test.required)} trở lên"
    return {"at_least": f"cần: từ {needed}", "at_most": f"cần: nhiều nhất {needed}"}.get(
        test.comparison, f"cần: {needed}"
    )


def standing(finding: Finding) -> str:
    """The outcome in a word, with how far it is: "Chưa đạt, còn thiếu 2 tiêu chí"."""
    word = label("outcome", finding.outcome.code)
    unit, distance = unit_of(finding.test), finding.distance
    if distance is None or unit in ("", "truth"):
        return word
    if finding.outcome is Outcome.UNMET and finding.test.comparison == "at_least":
        return f"{word}, còn thiếu {figure(-distance, unit, _word(unit))}"
    if finding.outcome is Outcome.UNMET and finding.test.comparison == "equals" and unit != "place":
        return f"{word}, quá {figure(-distance, unit, _word(unit))}"
    if finding.outcome is Outcome.MET and distance > 0 and finding.test.comparison == "at_least":
        return f"{word}, vượt {figure(distance, unit, _word(unit))}"
    return word


def owed_by(finding: Finding) -> str:
    """What is missing and whose duty it is; empty unless the finding is unknown."""
    if finding.outcome is not Outcome.UNKNOWN or finding.test.call is None:
        return ""
    call = finding.test.call
    fact = catalogue()[call.values["of"] if call.fact == "rank" else call.fact]
    return f"Thiếu {label('datum', fact.datum)}; {label('owner', fact.owner)} cung cấp"


def clause_title(clause: Clause, case: Screened) -> str:
    """The clause and what is found of it."""
    found = [finding for finding in case.findings if finding.test.clause == clause.id]
    match case.clauses[clause.id]:
        case Outcome.MET:
            said = "đạt"
        case Outcome.FOR_COUNCIL:
            judged = sum(1 for finding in found if finding.outcome is Outcome.FOR_COUNCIL)
            said = f"Hội đồng kết luận {judged} điều"
        case Outcome.UNKNOWN:
            open_ones = sum(1 for finding in found if finding.outcome is Outcome.UNKNOWN)
            said = f"còn {open_ones} điều chưa có số liệu"
        case _:
            unmet = [finding for finding in found if finding.outcome is Outcome.UNMET]
            _, _, lacking = standing(unmet[0]).partition(", ") if unmet else ("", "", "")
            said = f"chưa đạt, {lacking}" if lacking and len(unmet) == 1 else f"chưa đạt {len(unmet)} điều"
    return f"Mục {clause.citation}: {said}"


def in_order_of_hope(rulebook: Rulebook, case: Screened) -> list[Clause]:
    """The clauses that stand for a case, nearest to being met first."""

    def far(clause: Clause) -> tuple[int, int]:
        unmet = [
            finding
            for finding in case.findings
            if finding.test.clause == clause.id and finding.outcome is Outcome.UNMET
        ]
        return -case.clauses[clause.id], len(unmet)

    return sorted((clause for clause in rulebook.clauses if clause.id in case.clauses), key=far)
