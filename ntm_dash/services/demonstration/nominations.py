"""Who is nominated: the dossiers that dossiers.toml tells, and as many more as senders.toml says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ntm_dash.domain.terms import Award, PaperKind, Rating, Subject
from ntm_dash.services.demonstration.claims import Claims
from ntm_dash.services.demonstration.communes import MOST_GAINED, Commune
from ntm_dash.services.demonstration.dossiers import Dossier, Sender, award_row, senders
from ntm_dash.services.demonstration.invention import Invention, Person, material, worded
from ntm_dash.services.demonstration.outbox import Outbox

COPIES = {Award.PROVINCIAL: 3, Award.NATIONAL: 4}
FARMERS_COPIES = 2
"""Copies of a nominee's report that the guidance asks for."""
SENT_EARLIER, NOT_STAMPED, FARMERS = 0.2, 0.03, 0.4
SHORT_OF_A_COPY, UNCOUNTED, MISSING = 0.1, 0.06, 0.05
"""How often a dossier came before its list, has no day of receipt, is a farmer's; and what is wrong with a paper."""
HISTORIES_UNKNOWN, HISTORIES_AWARDED = 14, 16
YEAR = date(2019, 1, 1)
"""From here on a recognition is too young for an award that followed it."""


def invent_dossiers(communes: Sequence[Commune], districts: Mapping[str, str], movement: str) -> list[Dossier]:
    """All dossiers, by sender; `districts` gives names by code, `movement` the movement that earlier awards are of."""
    inventor = _Inventor(communes, districts, movement)
    told: dict[str, list[Mapping[str, Any]]] = {}
    for raw in material("dossiers")["dossiers"]:
        told.setdefault(raw["code"].rpartition("-")[0], []).append(raw)
    found = []
    for sender in senders():
        own = [inventor.told(sender, raw) for raw in told.pop(sender.prefix, [])]
        found += own + inventor.further(sender, own)
    if told:
        raise ValueError(f"no sender has the prefix {', '.join(told)}")
    return found


class _Inventor:
    def __init__(self, communes: Sequence[Commune], districts: Mapping[str, str], movement: str) -> None:
        self._communes = communes
        self._places = {commune.code: commune for commune in communes}
        self._districts = districts
        self._movement = movement
        self._invention = Invention("nominations")
        self._claims = Claims(movement)
        self._nominated = {raw["commune"] for raw in material("dossiers")["dossiers"] if "commune" in raw}

    def told(self, sender: Sender, raw: Mapping[str, Any]) -> Dossier:
        """A dossier that the data tells; what is left out is filled in and complete."""
        dossier = self._opened(sender, raw["code"], Subject(raw["subject"]), Award(raw["award"]))
        dossier.farmer = raw.get("farmer", False)
        dossier.received = raw.get("received", sender.on)
        if "awards" in raw:
            awards = [] if raw["awards"] == "none" else raw["awards"]
            dossier.awards = [{"movement": self._movement, **award} for award in awards]
        dossier.contributions = raw.get("contributions", ())
        dossier.evidence = raw.get("evidence", {})
        dossier.ratings = {year: Rating(level) for level, years in raw.get("ratings", {}).items() for year in years}
        if "commune" in raw:
            dossier.commune = self._places[raw["commune"]]
        self._named(dossier)
        dossier.papers = {**self._papers(dossier), **raw.get("papers", {})}
        return dossier

    def further(self, sender: Sender, own: Sequence[Dossier]) -> list[Dossier]:
        """The other dossiers of a sender, numbered on from its own ones."""
        number = max((int(dossier.code.rpartition("-")[2]) for dossier in own), default=0)
        found = []
        for award, numbers in sender.numbers.items():
            for subject, count in numbers.items():
                places = self._proposed(sender, count) if subject == Subject.COMMUNE else [None] * count
                for place in places:
                    number += 1
                    code = f"{sender.prefix}-{number:02}"
                    found.append(self._further(sender, code, Subject(subject), Award(award), place))
        return found

    def _further(self, sender: Sender, code: str, subject: Subject, award: Award, place: Commune | None) -> Dossier:
        dossier = self._opened(sender, code, subject, award)
        dossier.commune = place or dossier.commune
        dossier.farmer = subject == Subject.CONTRIBUTOR and self._invention.happens(FARMERS)
        self._claims.fill(dossier)
        self._named(dossier)
        if self._invention.happens(NOT_STAMPED):
            dossier.received = None
        dossier.papers = self._flawed(self._papers(dossier))
        return dossier

    def _opened(self, sender: Sender, code: str, subject: Subject, award: Award) -> Dossier:
        early = self._invention.happens(SENT_EARLIER)
        received = sender.on - timedelta(days=self._invention.whole(1, 5) if early else 0)
        return Dossier(code, sender, subject, award, commune=self._home(sender, subject), received=received)

    def _home(self, sender: Sender, subject: Subject) -> Commune | None:
        """Where the nominee lives; a body of the province, or an official of one, is not placed."""
        if subject in (Subject.DISTRICT, Subject.DEPARTMENT, Subject.MASS_ORGANISATION):
            return None
        if subject == Subject.OFFICIAL and not sender.district:
            return None
        near = [each for each in self._communes if sender.district in ("", each.district.code)]
        return self._invention.one(near)

    def _proposed(self, sender: Sender, count: int) -> list[Commune]:
        """Communes nobody has nominated yet: those that gained most, and an ordinary one at the end."""
        free = [
            commune
            for commune in self._communes
            if commune.district.code == sender.district and commune.code not in self._nominated
        ]
        best = sorted(free, key=lambda commune: -commune.gained)[: max(count - 1, 1)]
        ordinary = [each for each in free if each not in best and each.gained <= MOST_GAINED and not each.recognised_on]
        chosen = [*best, *self._invention.shuffled(ordinary)][:count]
        self._nominated |= {commune.code for commune in chosen}
        return chosen

    def _named(self, dossier: Dossier) -> None:
        phrases = material("phrases")
        place = dossier.commune.unit.name if dossier.commune else ""
        match dossier.subject:
            case Subject.DISTRICT:
                dossier.name = self._districts[dossier.sender.district]
            case Subject.COMMUNE:
                dossier.name = worded("commune", name=place)
                dossier.certificate_name = worded("certificate_commune", name=place)
            case Subject.DEPARTMENT | Subject.MASS_ORGANISATION:
                dossier.name = dossier.sender.name
            case Subject.VILLAGE:
                dossier.village = worded("village", name=self._invention.village())
                dossier.name = dossier.village
            case Subject.ENTERPRISE:
                dossier.name = self._invention.enterprise()
            case Subject.HOUSEHOLD:
                dossier.name, dossier.post = self._household(self._invention.person())
            case _:
                dossier.name = self._invention.person().name
                local = dossier.subject == Subject.OFFICIAL and dossier.sender.district
                group = "official_district" if local else str(dossier.subject)
                dossier.post = self._invention.one(phrases["posts"][group])
        dossier.achievements = self._invention.one(phrases["achievements"][dossier.subject])

    def _household(self, person: Person) -> tuple[str, str]:
        name = worded("household", title=person.title, name=person.name)
        return name, worded("owner", village=self._invention.village())

    def _papers(self, dossier: Dossier) -> dict[str, int | None]:
        """The dossier's own papers, complete; a certificate by the unit itself needs none."""
        if dossier.award == Award.CERTIFICATE:
            return {}
        if dossier.has_farmers_papers:
            return {PaperKind.SUMMARY_REPORT: FARMERS_COPIES}
        return {PaperKind.ACHIEVEMENT_REPORT: COPIES[dossier.award]}

    def _flawed(self, papers: Mapping[str, int | None]) -> dict[str, int | None]:
        """Some are short of a copy, some not counted, some missing."""
        found: dict[str, int | None] = {}
        for kind, copies in papers.items():
            if self._invention.happens(MISSING):
                continue
            short, counted = self._invention.happens(SHORT_OF_A_COPY), not self._invention.happens(UNCOUNTED)
            found[kind] = (copies or 0) - short if counted else None
        return found


def report_histories(
    outbox: Outbox,
    communes: Sequence[Commune],
    dossiers: Sequence[Dossier],
    districts: Mapping[str, str],
    movement: str,
) -> str:
    """What the standing body knows of earlier awards to communes and districts without a history of their own.

    A few histories are not known. Returns the sender.
    """
    sender: str = material("names")["standing_body"]
    invention = Invention("histories")
    told = [dossier for dossier in dossiers if dossier.awards is not None]
    known = {dossier.commune.code for dossier in told if dossier.subject == Subject.COMMUNE and dossier.commune}
    open_ones = [each for each in communes if each.code not in known]
    plain = invention.shuffled([each for each in open_ones if not each.recognised_on])
    unknown = {each.code for each in plain[:HISTORIES_UNKNOWN]}
    recognised = invention.shuffled([each for each in open_ones if each.recognised_on and each.recognised_on < YEAR])
    awarded = {each.code for each in recognised[:HISTORIES_AWARDED]}
    for commune in open_ones:
        if commune.code in unknown:
            continue
        row: dict[str, Any] = {"status": "none"}
        if commune.code in awarded and commune.recognised_on:
            on = commune.recognised_on + timedelta(days=invention.whole(20, 150))
            movements = [movement, movement, movement, material("phrases")["other_movement"]]
            award = {"form": "bang_khen_tinh", "number": invention.whole(120, 2600), "on": on, "to": on.year}
            row = award_row({**award, "from": on.year - 2, "movement": invention.one(movements)})
        place = {"district": commune.district.name, "commune": commune.unit.name}
        name = worded("commune", name=commune.unit.name)
        outbox.put(sender, "earlier_awards", {"name": name, "subject": "commune", **place, **row})
    nominated = {dossier.sender.district for dossier in told if dossier.subject == Subject.DISTRICT}
    for code, name in districts.items():
        if code not in nominated:
            said = {"name": name, "subject": "district", "district": name, "status": "none"}
            outbox.put(sender, "earlier_awards", said)
    return sender
