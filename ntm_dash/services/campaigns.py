"""Campaigns: which stand side by side in the store, which rulebook and unit list each follows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from ntm_dash.domain.access import Person, Right, Role
from ntm_dash.domain.paths import REFERENCE, RULEBOOKS
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.units import Unit
from ntm_dash.screening.loading import load_rulebook, read_rulebook
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.access import require
from ntm_dash.storage.answers import ANSWERS, hashable
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.statements import statement
from ntm_dash.storage.store import Scope, Store

Answer = TypeVar("Answer")

FIRST_CAMPAIGN = "ntm-2011-2020"
FIRST_RULEBOOK = RULEBOOKS / "lang-son-2011-2020.toml"
FIRST_UNIT_LIST = "2019"
UNIT_LISTS = ("2019", "2020")
SYSTEM = Person(account="ntm_dash", name="", role=Role.ADMINISTRATOR)
"""Who acts when the program prepares its own store."""


@dataclass(frozen=True)
class Campaign:
    """One campaign with the rulebook it was started with and the choices in force."""

    id: str
    name: str
    unit_list: str
    rulebook: Rulebook
    choices: Mapping[str, str]
    illustrative: bool
    ended: bool


def prepare(store: Store) -> None:
    """Give a new store its unit lists and the first campaign, empty; a store that has them is left alone."""
    if store.version()[0] > 0:
        return

    def act(transaction: Transaction) -> None:
        if transaction.number > 0:
            return
        for name in UNIT_LISTS:
            _add_unit_list(transaction, name)
        text = FIRST_RULEBOOK.read_text(encoding="utf-8")
        rulebook = _rulebook(text, FIRST_RULEBOOK.name)
        start(transaction, FIRST_CAMPAIGN, rulebook.movement.name, FIRST_UNIT_LIST, text, SYSTEM)

    store.transact(act)


def start_campaign(
    store: Store,
    rulebook_file: Path,
    *,
    by: Person,
    id: str = "",
    name: str = "",
    unit_list: str = FIRST_UNIT_LIST,
    illustrative: bool = False,
) -> str:
    """Start a campaign under a rulebook; returns its id (default: the document's). A bad rulebook is refused."""
    require(by, Right.MANAGE_CAMPAIGN)
    text = read_rulebook(rulebook_file)
    rulebook = _rulebook(text, rulebook_file.name)
    identifier = id or rulebook.document.id

    def act(transaction: Transaction) -> None:
        lists = [row[0] for row in transaction.cursor.execute(statement("unit_lists")).fetchall()]
        if unit_list not in lists:
            raise Refused(Problem("unit_list_unknown", read=unit_list, expected=", ".join(lists)))
        title = name or rulebook.movement.name
        start(transaction, identifier, title, unit_list, text, by, illustrative=illustrative)

    store.transact(act)
    return identifier


def campaigns(store: Store) -> list[Campaign]:
    """All campaigns, in the order they were started."""
    found = []
    for identifier, name, unit_list, text, illustrative, ended in store.scope().rows("campaigns"):
        rulebook = _rulebook(text, identifier)
        started = Campaign(identifier, name, unit_list, rulebook, rulebook.defaults, illustrative, ended)
        found.append(replace(started, choices=choices_in_force(scope_of(store, started), rulebook)))
    return found


@lru_cache(maxsize=32)
def _rulebook(text: str, name: str) -> Rulebook:
    """The rulebook of a text that a store keeps: read once, asked for at every click."""
    return load_rulebook(text, name)


def choices_in_force(scope: Scope, rulebook: Rulebook) -> dict[str, str]:
    """The choice of each reading as the scope sees it: what the Council has settled, else the rulebook's default."""
    settled = {reading: choice for reading, choice, *_ in scope.rows("rulings")}
    return {**rulebook.defaults, **{name: settled[name] for name in rulebook.defaults if name in settled}}


def campaign(store: Store, id: str | None = None) -> Campaign:
    """The campaign of that id; without one, the latest that has not ended."""
    found = campaigns(store)
    for each in found:
        if each.id == id:
            return each
    if id is not None:
        raise Refused(Problem("campaign_unknown", read=id, expected=", ".join(each.id for each in found)))
    standing = [each for each in found if not each.ended] or found
    if not standing:
        raise Refused(Problem("campaign_none"))
    return standing[-1]


def campaign_for_records(store: Store) -> Campaign:
    """The campaign that files go into where none is named: the latest that has not ended and is not made up."""
    standing = [each for each in campaigns(store) if not each.ended and not each.illustrative]
    if not standing:
        raise Refused(Problem("campaign_none"))
    return standing[-1]


def scope_of(
    store: Store, campaign: Campaign, *, as_of: int | None = None, supposed: Sequence[Mapping[str, Any]] = ()
) -> Scope:
    """A scope that sees the campaign's records, as they stood after event `as_of` (default: now).

    `supposed` are answers of the Council to judged conditions (case_id, clause, condition, holds), taken as given.
    """
    variables = _variables(campaign)
    if as_of is not None:
        variables["as_of"] = as_of
    if supposed:
        variables["supposed"] = list(supposed)
    return store.scope(**variables)


def kept(store: Store, campaign: Campaign, question: str, work_out: Callable[[], Answer]) -> Answer:
    """The answer to a question about a campaign as it is given, worked out once for a version of the store."""
    key = (question, campaign.id, hashable(campaign.choices), campaign.rulebook.model_dump_json())
    answer: Answer = ANSWERS.of(store, key, work_out)
    return answer


def scope_within(transaction: Transaction, campaign: Campaign) -> Scope:
    """The same inside an open transaction: it sees what the transaction has written."""
    return Scope(transaction.cursor, _variables(campaign))


def _variables(campaign: Campaign) -> dict[str, Any]:
    """One for all that a campaign chooses: to set one takes as long as to ask a small question."""
    assessment = campaign.rulebook.assessment
    chosen = {
        "id": campaign.id,
        "unit_list": campaign.unit_list,
        "valid_months": assessment.valid_months,
        "criteria": assessment.criteria,
        "movement": campaign.rulebook.movement.words,
        "stage_undated": campaign.rulebook.starting_stage("undated"),
        "stage_received": campaign.rulebook.starting_stage("received"),
    }
    return {"campaign": chosen, "cutoff": assessment.cutoff}


def unit_names(store: Store, campaign: Campaign) -> Mapping[str, str]:
    """The name of each unit of the campaign's list, by code."""
    return {unit.code: unit.name for unit in units(scope_of(store, campaign))}


def units(scope: Scope) -> list[Unit]:
    """All units of the campaign's list."""
    return [Unit(*row) for row in scope.rows("units")]


def start(
    transaction: Transaction,
    id: str,
    name: str,
    unit_list: str,
    rulebook: str,
    by: Person,
    *,
    illustrative: bool = False,
) -> None:
    """Start a campaign within a transaction; `rulebook` is the text of one that was loaded. A taken id is refused."""
    require(by, Right.MANAGE_CAMPAIGN)
    if id in {row[0] for row in transaction.cursor.execute(statement("campaigns")).fetchall()}:
        raise Refused(Problem("campaign_exists", read=id))
    _append(transaction, "campaign_started", by, (id, name, unit_list, rulebook, illustrative, False))


def end(transaction: Transaction, id: str, by: Person) -> None:
    """End a campaign within a transaction: it stays readable, and is no longer the one to work in. Ended is refused."""
    require(by, Right.MANAGE_CAMPAIGN)
    for identifier, *said, ended in transaction.cursor.execute(statement("campaigns")).fetchall():
        if identifier == id and not ended:
            _append(transaction, "campaign_ended", by, (id, *said, True))
            return
    raise Refused(Problem("campaign_not_standing", read=id))


def _append(transaction: Transaction, kind: str, by: Person, values: tuple[Any, ...]) -> None:
    names = ("id", "name", "unit_list", "rulebook", "illustrative", "ended")
    row = dict(zip(names, values, strict=True))
    transaction.append(kind, who=by, campaign=row["id"], records={"campaign": pa.Table.from_pylist([row])})


def _add_unit_list(transaction: Transaction, name: str) -> None:
    with (REFERENCE / "districts_2019.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["district_code"]: row["kind"] for row in csv.DictReader(file)}
    rows = {}
    with (REFERENCE / f"communes_{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["district_code"]
            rows[code] = _unit(name, code, row["district_name"], kinds[code], None, {})
            rows[row["commune_code"]] = _unit(
                name, row["commune_code"], row["commune_name"], row["kind"], row["district_code"], row
            )
    transaction.append(
        "unit_list_added",
        who=SYSTEM,
        subject=name,
        records={"unit": pa.Table.from_pylist(list(rows.values()), schema=UNIT_SCHEMA)},
    )


UNIT_SCHEMA = pa.schema(
    [
        ("list", pa.string()),
        ("code", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("parent", pa.string()),
        ("longitude", pa.float64()),
        ("latitude", pa.float64()),
    ]
)


def _unit(
    list_name: str, code: str, name: str, kind: str, parent: str | None, place: Mapping[str, str]
) -> dict[str, object]:
    return {
        "list": list_name,
        "code": code,
        "name": name,
        "kind": kind,
        "parent": parent,
        "longitude": float(place["longitude"]) if place.get("longitude") else None,
        "latitude": float(place["latitude"]) if place.get("latitude") else None,
    }
