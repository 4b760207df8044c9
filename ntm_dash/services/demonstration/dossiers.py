"""A dossier of the demonstration, and how its sender writes it into the forms 03 to 08."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntm_dash.domain.terms import Award, PaperKind, Rating, Subject
from ntm_dash.services.demonstration.communes import Commune
from ntm_dash.services.demonstration.invention import Invention, material, worded
from ntm_dash.services.demonstration.outbox import Outbox

GOODS_PRICE, LAND_PRICE, DAY_OF_LABOUR = 1_500_000, 200_000, 200_000
"""What a ton, a square metre and a day are counted at, in dong."""
PRICES = {"goods": GOODS_PRICE, "land": LAND_PRICE, "labour": DAY_OF_LABOUR}
SHARED_PAPERS = (PaperKind.SUBMISSION, PaperKind.NOMINEE_LIST, PaperKind.SUMMARY_TABLE, PaperKind.MINUTES)


@dataclass(frozen=True)
class Sender:
    """A unit that sends dossiers: `prefix` starts their codes, `lacks` names papers of its lists that are not there."""

    name: str
    prefix: str
    on: date
    district: str = ""
    lacks: tuple[str, ...] = ()
    unregistered: bool = False
    numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass
class Dossier:
    """One nomination and all that came with it, in codes. `awards` is None where no history was supplied."""

    code: str
    sender: Sender
    subject: Subject
    award: Award
    name: str = ""
    post: str | None = None
    commune: Commune | None = None
    village: str | None = None
    farmer: bool = False
    received: date | None = None
    achievements: str | None = None
    certificate_name: str | None = None
    awards: Sequence[Mapping[str, Any]] | None = None
    contributions: Sequence[Mapping[str, Any]] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    ratings: Mapping[int, Rating] = field(default_factory=dict)
    papers: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def has_farmers_papers(self) -> bool:
        """Whether its papers are those for farmers and families."""
        return self.award == Award.PROVINCIAL and (self.subject == Subject.HOUSEHOLD or self.farmer)


def senders() -> list[Sender]:
    """All that send something, in the order of the data."""
    awards = [str(award) for award in Award]
    return [
        Sender(
            name=raw["name"],
            prefix=raw["prefix"],
            on=raw["on"],
            district=raw.get("district", ""),
            lacks=tuple(raw.get("lacks", ())),
            unregistered=raw.get("unregistered", False),
            numbers={award: raw[award] for award in awards if award in raw},
        )
        for raw in material("senders")["senders"]
    ]


def send(outbox: Outbox, dossiers: Sequence[Dossier], districts: Mapping[str, str]) -> None:
    """Write every dossier, then the papers that cover each sender's lists. `districts` gives names by code."""
    desk = _Desk(outbox, Invention("papers"), districts)
    for dossier in dossiers:
        desk.write(dossier)
    for sender in dict.fromkeys(dossier.sender.prefix for dossier in dossiers):
        desk.write_shared([dossier for dossier in dossiers if dossier.sender.prefix == sender])


@dataclass
class _Desk:
    outbox: Outbox
    invention: Invention
    districts: Mapping[str, str]

    def write(self, dossier: Dossier) -> None:
        self._put(dossier, "nominations", self._nomination(dossier))
        for gift in dossier.contributions:
            self._about(dossier, "contributions", self._contribution(dossier, gift))
        for award in dossier.awards or ():
            self._about(dossier, "earlier_awards", award_row(award))
        if dossier.awards == []:
            self._about(dossier, "earlier_awards", {"status": "none"})
        for year, level in sorted(dossier.ratings.items()):
            self._about(dossier, "ratings", {"year": year, "level": level})
        for item, value in dossier.evidence.items():
            self._about(dossier, "evidence", self._evidence(dossier, item, value))
        if not dossier.sender.unregistered:
            for kind, copies in dossier.papers.items():
                row = {"kind": kind, "copies": copies, "received_on": dossier.received}
                self._about(dossier, "papers", row)

    def write_shared(self, dossiers: Sequence[Dossier]) -> None:
        sender = dossiers[0].sender
        if sender.unregistered:
            return
        twice = any(dossier.has_farmers_papers for dossier in dossiers)
        for award in dict.fromkeys(each.award for each in dossiers if each.award != Award.CERTIFICATE):
            for kind in SHARED_PAPERS:
                if kind in sender.lacks:
                    continue
                doubled = twice and award == Award.PROVINCIAL and kind in SHARED_PAPERS[:2]
                row = {"proposer": sender.name, "award": award, "kind": kind, "copies": 2 if doubled else 1}
                self.outbox.put(sender.name, "papers", {**row, "received_on": sender.on})

    def _nomination(self, dossier: Dossier) -> dict[str, Any]:
        district = dossier.commune.district.code if dossier.commune else dossier.sender.district
        return {
            "code": dossier.code,
            "name": dossier.name,
            "subject": dossier.subject,
            "farmer": dossier.farmer or None,
            "post": dossier.post,
            "district": self.districts.get(district),
            "commune": worded("commune", name=dossier.commune.unit.name) if dossier.commune else None,
            "village": dossier.village,
            "award": dossier.award,
            "proposer": dossier.sender.name,
            "received_on": dossier.received,
            "achievements": dossier.achievements,
            "certificate_name": dossier.certificate_name,
        }

    def _contribution(self, dossier: Dossier, gift: Mapping[str, Any]) -> dict[str, Any]:
        kind, value = gift["kind"], gift.get("value")
        phrases = material("phrases")
        confirmed = gift.get("confirmed", True) and gift.get("status") != "pledged"
        number = gift.get("paper", self.invention.whole(10, 400))
        quantity = round(value / PRICES[kind]) if kind in PRICES and value else None
        place = dossier.commune.unit.name if dossier.commune else None
        committee = worded("commune_committee", name=place) if place else dossier.sender.name
        return {
            "given_on": gift.get("on", gift.get("year")),
            "kind": kind,
            "description": gift.get("description") or self.invention.one(phrases["contributions"][kind]),
            "quantity": quantity,
            "quantity_unit": phrases["quantity_units"][kind] if quantity else None,
            "value": value,
            "delivered": gift.get("status", "delivered"),
            "confirmed_by": committee if confirmed else None,
            "paper": worded("confirmation", number=number) if confirmed else None,
        }

    def _evidence(self, dossier: Dossier, item: str, value: Any) -> dict[str, Any]:
        said = self.invention.one(material("phrases")["evidence"][item]) if value is True else value
        document = worded("report", number=self.invention.whole(20, 500))
        dated = self.invention.day(date(2019, 5, 2), dossier.sender.on)
        return {"item": item, "value": said, "document": document, "dated_on": dated}

    def _about(self, dossier: Dossier, form: str, row: Mapping[str, Any]) -> None:
        self._put(dossier, form, {"nomination": dossier.code, **row})

    def _put(self, dossier: Dossier, form: str, row: Mapping[str, Any]) -> None:
        self.outbox.put(dossier.sender.name, form, row)


def award_row(award: Mapping[str, Any]) -> dict[str, Any]:
    """An earlier award as form 05 says it; `movement` is the name of the movement, the campaign's own or another."""
    pattern = "certificate" if award["form"] == Award.CERTIFICATE else "decision"
    return {
        "form": award["form"],
        "movement": award["movement"],
        "decision": worded(pattern, number=award["number"]),
        "decided_on": award["on"],
        "from_year": award.get("from"),
        "to_year": award.get("to"),
        "status": award.get("status", "in_force"),
    }
