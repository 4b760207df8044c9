"""The demonstration campaign: an invented but coherent set of records, entered through intake like any other files.

What is invented stands in `data/demonstration/`; the same data and seed give the same files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from ntm_dash.domain.access import Person, Right
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.units import DISTRICT_KINDS, Unit
from ntm_dash.screening.loading import load_rulebook
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services import campaigns
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import FIRST_RULEBOOK, FIRST_UNIT_LIST, SYSTEM, Campaign
from ntm_dash.services.demonstration.assessments import report_criteria, report_events
from ntm_dash.services.demonstration.communes import invent_communes
from ntm_dash.services.demonstration.dossiers import send
from ntm_dash.services.demonstration.invention import material
from ntm_dash.services.demonstration.nominations import invent_dossiers, report_histories
from ntm_dash.services.demonstration.outbox import Outbox
from ntm_dash.services.demonstration.reports import report_closing
from ntm_dash.services.demonstration.road import travel
from ntm_dash.services.imports import import_within
from ntm_dash.storage.backup import back_up
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.store import Store

DEMONSTRATION = "minh-hoa"

OPENED_AGAIN = (date(2019, 7, 1), date(2019, 7, 15), date(2019, 7, 25))
"""The days on which what had come so far was imported; what came later follows at the end."""

File = tuple[str, bytes]


def start_demonstration(store: Store, *, today: date) -> str:
    """Start the demonstration campaign with all its records, or nothing at all; returns its id.

    Refused where the store has had one already. `today` must not lie before the first days of August 2019.
    """
    text = FIRST_RULEBOOK.read_text(encoding="utf-8")
    rulebook = load_rulebook(text, FIRST_RULEBOOK.name)
    name = material("names")["campaign"]
    campaign = Campaign(DEMONSTRATION, name, FIRST_UNIT_LIST, rulebook, rulebook.defaults, True, False)

    def act(transaction: Transaction) -> None:
        campaigns.start(transaction, DEMONSTRATION, name, FIRST_UNIT_LIST, text, SYSTEM, illustrative=True)
        units = campaigns.units(campaigns.scope_within(transaction, campaign))
        for files in invented_files(units, rulebook):
            import_within(transaction, campaign, files, by=SYSTEM, today=today)
        travel(transaction, campaign)

    store.transact(act)
    return DEMONSTRATION


def end_demonstration(store: Store, *, by: Person, backup_folder: Path) -> tuple[Path, str]:
    """Back the store up into a dated file, then end the demonstration; its records stay readable.

    Returns the backup and the id of the campaign to work in. Refused, with nothing done, where no demonstration stands.
    """
    require(by, Right.MANAGE_CAMPAIGN)
    if campaigns.campaign(store, DEMONSTRATION).ended:
        raise Refused(Problem("campaign_not_standing", read=DEMONSTRATION))
    backup = backup_folder / f"ntm-{store.clock():%Y%m%dT%H%M%S}.duckdb"
    back_up(store, backup)
    store.transact(lambda transaction: campaigns.end(transaction, DEMONSTRATION, by))
    return backup, campaigns.campaign(store).id


def invented_files(units: Sequence[Unit], rulebook: Rulebook) -> Iterable[list[File]]:
    """The files of one import after the other, as the units would send them: each sender's forms."""
    outbox = Outbox(rulebook.assessment.criteria)
    districts = {unit.code: unit.name for unit in units if unit.kind in DISTRICT_KINDS}
    communes = invent_communes(units)
    office = material("names")["office"]

    yield outbox.take(report_criteria(outbox, communes))

    report_events(outbox, communes, office)
    for member in material("council")["members"]:
        outbox.put(office, "council", member)
    yield outbox.take([office])

    movement = rulebook.movement.name
    dossiers = invent_dossiers(communes, districts, movement)
    body = report_histories(outbox, communes, dossiers, districts, movement)
    yield outbox.take([body])

    yield outbox.take([report_closing(outbox)])

    send(outbox, dossiers, districts)
    arrivals = {dossier.sender.name: dossier.sender.on for dossier in dossiers}
    for since, until in pairwise((date.min, *OPENED_AGAIN, date.max)):
        yield outbox.take([sender for sender, on in arrivals.items() if since <= on < until])
