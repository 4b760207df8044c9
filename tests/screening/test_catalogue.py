"""What every fact and every clause owes: a header that says all, a citation, words for what it names."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ntm_dash.domain.paths import RULEBOOKS, WORDS
from ntm_dash.screening.catalogue import KEYS, NOTATION, catalogue
from ntm_dash.screening.loading import load_rulebook
from ntm_dash.screening.rulebook import Clause, Condition, Rulebook
from ntm_dash.services.campaigns import campaign, scope_of
from ntm_dash.storage.statements import FOLDER, RECORD_TABLES, scripts
from ntm_dash.storage.store import Store

SECOND = Path(__file__).parents[1] / "rules" / "second" / "minh-hoa-2021-2025.toml"
FILES = [*scripts("facts"), FOLDER / "rank.sql"]
TERMS = tomllib.loads((WORDS / "terms.toml").read_text(encoding="utf-8"))

HEADER = re.compile(
    r"^-- (?P<label>fact|key|over|argument [a-z_]+|unit|jumps|datum|owner|unknown|mark|when unknown): (?P<text>\S.*)$"
)
OWED = ["fact", "key", "unit", "datum", "owner", "unknown"]
SAMPLES = {"integer": "2", "count": "3", "year": "2016", "criteria": "[1, 2]", "word": "'linkage'"}


def rulebooks() -> list[Rulebook]:
    return [load_rulebook(path.read_text(encoding="utf-8"), path.name) for path in [*RULEBOOKS.glob("*.toml"), SECOND]]


def clauses() -> Iterator[Clause]:
    for rulebook in rulebooks():
        yield from rulebook.clauses


def conditions() -> Iterator[Condition]:
    def within(found: list[Condition]) -> Iterator[Condition]:
        for each in found:
            yield each
            yield from within([*(each.any or []), *(each.all or []), *([each.negated] if each.negated else [])])

    for clause in clauses():
        yield from within(clause.conditions)


def header(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[: next(number for number, line in enumerate(lines) if not line.startswith("--"))]


# ---------------------------------------------------------------- facts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_of_a_header_is_one_that_is_read_or_a_sentence(path: Path) -> None:
    remark = re.compile(r"^-- [A-Z][^:]*\.$")
    assert [line for line in header(path) if not HEADER.match(line) and not remark.match(line)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_header_says_all_that_is_owed_once(path: Path) -> None:
    labels = [found["label"] for line in header(path) if (found := HEADER.match(line))]
    assert [label for label in OWED if labels.count(label) != 1] == []
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("path", scripts("facts"), ids=lambda path: path.stem)
def test_a_macro_takes_the_arguments_of_its_header(path: Path) -> None:
    [(name, parameters)] = re.findall(
        r"^CREATE MACRO (\w+)\(([^)]*)\) AS TABLE$", path.read_text("utf-8"), re.MULTILINE
    )
    taken = [parameter.strip() for parameter in parameters.split(",") if parameter.strip()]
    assert name == path.stem
    assert len(taken) == len(catalogue()[name].arguments)


def test_the_rank_takes_the_arguments_of_its_header() -> None:
    text = (FOLDER / "rank.sql").read_text(encoding="utf-8")
    put_in = set(re.findall(r"\$(\w+)", text))
    asked_of_others = {"of", "of_arguments", "excluding"}
    assert put_in | asked_of_others == set(catalogue()["rank"].arguments)


def test_every_argument_is_of_a_kind_that_can_be_checked() -> None:
    kinds = {argument.kind for fact in catalogue().values() for argument in fact.arguments.values()}
    assert kinds == set(NOTATION) | {"choice", "words"}


@pytest.mark.parametrize("name", sorted(set(catalogue()) - {"rank"}))
def test_a_fact_answers_with_its_columns(store: Store, name: str) -> None:
    fact = catalogue()[name]
    given = []
    for argument in fact.arguments.values():
        words = [f"'{word}'" for word in argument.words]
        given.append({"choice": words[:1], "words": [f"[{', '.join(words)}]"]}.get(argument.kind, [""])[0])
        given[-1] = given[-1] or SAMPLES[argument.kind]
    call = f"{name}({', '.join(given)})"
    answer = scope_of(store, campaign(store)).cursor.execute(f"FROM {call}")
    columns = [column[0] for column in answer.description or ()]
    assert columns == ["key", "at_least", "at_most", "sources", "mark"]


def test_the_words_of_the_headers_are_known() -> None:
    facts = catalogue().values()
    assert {fact.unit for fact in facts} == set(TERMS["figure_unit"])
    assert {fact.owner for fact in facts} == set(TERMS["owner"])
    assert {fact.datum for fact in facts} <= set(RECORD_TABLES)
    assert {fact.datum for fact in facts} == set(TERMS["datum"])
    assert {fact.key for fact in facts} == {*KEYS, "unit"}


def test_every_mark_of_a_fact_has_its_words() -> None:
    marks = {
        found["text"].split(" ")[0]
        for path in FILES
        for line in header(path)
        if (found := HEADER.match(line)) and found["label"] in ("mark", "when unknown")
    }
    assert marks == {"tie", "later_award", "exclusion_uncertain"}
    assert marks <= set(TERMS["flag"])


def test_every_fact_is_asked_by_a_rulebook() -> None:
    asked = {condition.fact for condition in conditions() if condition.fact}
    measured = {condition.arguments["of"] for condition in conditions() if condition.fact == "rank"}
    assert asked | measured == set(catalogue())


# ---------------------------------------------------------------- rulebooks


def test_every_part_of_a_document_is_cited() -> None:
    parts: list[Any] = [
        part
        for rulebook in rulebooks()
        for part in [*rulebook.awards, *rulebook.clauses, *rulebook.dossiers, *rulebook.deadlines, *rulebook.readings]
    ]
    assert [part.id for part in parts if not re.match(r"^(I|II|III|IV|V)\b", part.citation)] == []


def test_every_clause_is_summarised_in_a_sentence() -> None:
    assert [clause.id for clause in clauses() if not re.match(r"^\w.{20,}\.$", clause.summary)] == []


def test_every_condition_asks_in_words() -> None:
    assert [condition.id for condition in conditions() if len(condition.question.split()) < 3] == []


def test_every_judged_condition_is_a_question() -> None:
    assert [each.id for each in conditions() if each.judged and not each.question.endswith("?")] == []


def test_every_vote_names_its_source() -> None:
    votes = [award.voting for rulebook in rulebooks() for award in rulebook.awards if award.screened]
    assert [vote for vote in votes if vote is None or not vote.source] == []
