"""Facts counted together in one pass say what each says alone."""

import duckdb
import pytest

from ntm_dash.screening.catalogue import KEYS, catalogue
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import campaign, scope_of
from ntm_dash.services.generation import generate
from ntm_dash.storage.store import Store

CALLS = [
    ("contribution_total", ["2011", "2020", "['money', 'goods']"]),
    ("contribution_total", ["2016", "2018", "['land', 'property', 'labour']"]),
    ("awards_received", ["2011", "2015", "2", "'own'", "'decision'"]),
    ("awards_received", ["2016", "2019", "1", "'any'", "'achievement'"]),
    ("evidence_number", ["'jobs'"]),
    ("evidence_number", ["'income'"]),
    ("evidence_stated", ["'linkage'"]),
    ("ratings_at_least", ["'excellent'", "2011", "2018"]),
    ("ratings_at_least", ["'good'", "2018", "2020"]),
    ("ratings_below", ["'good'", "2015", "2015"]),
    ("criteria_met", ["[10, 11]"]),
    ("criteria_gained", ["2016", "2020", "'net'", "[]"]),
    ("criteria_gained", ["2011", "2015", "'gross'", "[1, 2, 3]"]),
    ("recognised", []),
    ("commune_events", ["'model_area'", "'decided'"]),
    ("commune_events", ["'advanced_plan'", "'any'"]),
    ("especially_disadvantaged", ["'ever'", "2016"]),
    ("especially_disadvantaged", ["'cutoff'", "2016"]),
]
Row = tuple[object, ...]
ABSENT: Row = (0, None, None, None)
"""What a key says of which a fact knows nothing: nothing at least, no limit at most, no records."""


@pytest.fixture(scope="module")
def cursor(store: Store) -> duckdb.DuckDBPyConnection:
    """A made-up campaign with a tenth of everything unknown."""
    made_up = generate(store, communes=60, nominations=600, by=LOCAL)
    return scope_of(store, campaign(store, made_up)).cursor


def test_every_fact_over_records_is_tried() -> None:
    assert {name for name, _ in CALLS} == {fact.name for fact in catalogue().values() if fact.over}


@pytest.mark.parametrize(("name", "values"), CALLS, ids=[f"{name}({', '.join(values)})" for name, values in CALLS])
def test_a_fact_counted_beside_others_says_what_it_says_alone(
    cursor: duckdb.DuckDBPyConnection, name: str, values: list[str]
) -> None:
    fact = catalogue()[name]
    answers = ", ".join(fact.answer(each, values) for each in ("at_least", "at_most", "sources", "mark"))
    key = KEYS[fact.key]
    together = rows(cursor, f"SELECT {key}, {answers} FROM {fact.over} GROUP BY {key}")
    alone = rows(cursor, f"FROM {name}({', '.join(values)})")
    assert alone
    assert {each: said for each, said in together.items() if each in alone} == alone
    assert {said for each, said in together.items() if each not in alone} <= {ABSENT}


def rows(cursor: duckdb.DuckDBPyConnection, query: str) -> dict[str, Row]:
    """Answers by key; records in order, for they come in any."""
    return {
        key: (least, most, sources and tuple(sorted(each for each in sources if each is not None)), mark)
        for key, least, most, sources, mark in cursor.execute(query).fetchall()
    }
