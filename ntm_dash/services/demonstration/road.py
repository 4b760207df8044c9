"""How far the demonstration's dossiers have come: moved, returned and answered by invented people, by the real acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.terms import Outcome
from ntm_dash.intake.forms.definition import terms
from ntm_dash.screening.engine import verdicts
from ntm_dash.screening.rulebook import DOSSIER_DEADLINE
from ntm_dash.services.campaigns import Campaign, scope_within
from ntm_dash.services.demonstration.invention import Invention, material
from ntm_dash.services.nominations import GROUPS
from ntm_dash.services.notes import note_within
from ntm_dash.services.proposers import extend_within, group_within, kinds_of_units, remind_within
from ntm_dash.services.screening import Dossier, dossiers_of
from ntm_dash.services.stages import move_within, positions_within
from ntm_dash.storage.journal import Transaction


def travel(transaction: Transaction, campaign: Campaign) -> None:
    """Move the dossiers, group and remind the units, until the day of the scene."""
    _Travel(transaction, campaign).go()


class _Travel:
    def __init__(self, transaction: Transaction, campaign: Campaign) -> None:
        self.transaction, self.campaign = transaction, campaign
        self.told = material("road")
        self.invention = Invention("road")
        people = self.told["people"]
        self.office = Person(**people["coordination_office"], role=Role.COORDINATION_OFFICE)
        self.board = Person(**people["emulation_board"], role=Role.EMULATION_BOARD)

    def go(self) -> None:
        scope = scope_within(self.transaction, self.campaign)
        dossiers = dossiers_of(scope, self.campaign)
        found = verdicts(scope, self.campaign.rulebook, self.campaign.choices)
        outcomes = dict(zip(found["case_id"], found["outcome"], strict=True))
        known = list(scope.rows("known_nominations"))
        proposers = {code: proposer for code, proposer, _ in known}
        start = self.campaign.rulebook.starting_stage("received")
        received = {each.code for each in positions_within(self.transaction, self.campaign) if each.stage == start}
        fates: dict[str, list[str]] = {"appraised": [], "rejected": [], "returned": []}
        for code in sorted(received & outcomes.keys()):
            fate = self._fate(dossiers.get(code), int(outcomes[code]))
            if fate:
                fates[fate].append(code)
        self._forward(fates["appraised"])
        self._move(fates["rejected"], "rejected", self.office, self.told["days"]["rejected"], "rejected")
        self._returned(fates["returned"], dossiers, proposers)
        self._units({proposer for _, proposer, _ in known})

    def _fate(self, dossier: Dossier | None, outcome: int) -> str:
        chances = self.told["chances"]
        complete = dossier.complete if dossier else None
        if outcome == Outcome.UNMET and self.invention.happens(chances["rejected"]):
            return "rejected"
        if complete is False and self.invention.happens(chances["returned"]):
            return "returned"
        if complete and outcome in (Outcome.MET, Outcome.FOR_COUNCIL) and self.invention.happens(chances["appraised"]):
            return "appraised"
        return ""

    def _forward(self, codes: Sequence[str]) -> None:
        days = self.told["days"]
        for day, half in zip(days["appraised"], (codes[::2], codes[1::2]), strict=True):
            self._move(half, "appraised", self.office, day)
        for goal in ("consolidated", "council"):
            codes = [code for code in codes if self.invention.happens(self.told["chances"][goal])]
            self._move(codes, goal, self.board, days[goal])

    def _returned(self, codes: Sequence[str], dossiers: dict[str, Dossier], proposers: dict[str, str]) -> None:
        days, words = self.told["days"], self.told["words"]
        for code in codes:
            gaps = [
                words["lacking"].format(
                    paper=terms()["paper"][gap.kind][0], found=gap.at_most or 0, required=gap.required
                )
                for gap in dossiers[code].missing
            ]
            why = words["returned"].format(lacking="; ".join(gaps))
            on = self.invention.one(days["returned"])
            move_within(
                self.transaction, self.campaign, [code], "returned", by=self.office, on=on, why=why, due=days["due"]
            )
            if self.invention.happens(self.told["chances"]["answered"]):
                unit = Person(**self.told["people"]["unit"], role=Role.UNIT, unit=proposers[code])
                self._move([code], "sent", unit, days["answered"], "answered")
            else:
                note_within(self.transaction, self.campaign, code, words["note"], by=self.office)

    def _units(self, senders: set[str]) -> None:
        days, words = self.told["days"], self.told["words"]
        named = {unit: cluster for cluster, units in self.told["clusters"].items() for unit in units}
        group_within(self.transaction, self.campaign, named, by=self.board)
        silent = [unit for unit, kind in kinds_of_units().items() if kind in GROUPS and unit not in senders]
        texts = {unit: words["reminded"].format(unit=unit) for unit in silent}
        remind_within(self.transaction, self.campaign, texts, by=self.office, on=days["reminded"])
        for unit in silent[:1]:
            extend_within(
                self.transaction,
                self.campaign,
                unit,
                DOSSIER_DEADLINE,
                days["extended"],
                by=self.office,
                why=words["extended"],
            )

    def _move(self, codes: Sequence[str], to: str, by: Person, on: date, words: str = "") -> None:
        if codes:
            said: Any = {"why": self.told["words"][words]} if words else {}
            move_within(self.transaction, self.campaign, codes, to, by=by, on=on, **said)
