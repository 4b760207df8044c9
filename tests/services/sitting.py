"""A meeting of the demonstration's Council, called for tests: who acts, and the first steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm_dash.domain.access import Person, Role
from ntm_dash.services.agenda import set_agenda
from ntm_dash.services.calling import call_meeting
from ntm_dash.services.campaigns import Campaign, campaign
from ntm_dash.services.demonstration import DEMONSTRATION
from ntm_dash.services.meetings import Meeting, council, meeting, take_attendance
from ntm_dash.services.screening import Case, cases
from ntm_dash.storage.store import Store

SECRETARY = Person("thu-ky", "Âu Văn Tĩnh", Role.SECRETARY)
CHAIR = Person("chu-tich", "Hoàng Đình Khải", Role.COUNCIL_MEMBER)
LEADER = Person("lanh-dao", "Ông Lãnh", Role.LEADERSHIP)
UNIT = Person("don-vi", "Bà Huyện", Role.UNIT, "UBND huyện Bắc Sơn")
HELD_ON = date(2019, 8, 20)


@dataclass(frozen=True)
class Sitting:
    """One meeting: its store, campaign and id."""

    store: Store
    campaign: Campaign
    id: str

    @property
    def now(self) -> Meeting:
        return meeting(self.store, self.campaign, self.id)

    @property
    def names(self) -> list[str]:
        return [member.name for member in council(self.store, self.campaign)]

    @property
    def again(self) -> Campaign:
        """The campaign as it is now, rulings included."""
        return campaign(self.store, self.campaign.id)

    def screened(self, **asked: Any) -> dict[str, Case]:
        return {case.screened.case_id: case for case in cases(self.store, self.again, **asked)}

    def attend(self, count: int) -> list[str]:
        """The first so many members are there."""
        present = self.names[:count]
        take_attendance(self.store, self.campaign, self.id, present, by=SECRETARY)
        return present

    def acts(self) -> list[tuple[Any, ...]]:
        """Every event's time, person, kind, subject and body."""
        return [(row[2], row[3], row[4], row[6], row[7]) for row in self.store.scope().rows("journal")]


def member(name: str) -> Person:
    """A member of the Council by name."""
    return Person(f"m-{name}", name, Role.COUNCIL_MEMBER)


def called(store: Store, order: Sequence[str] = ()) -> Sitting:
    """A meeting of the demonstration's Council, with an agenda."""
    found = campaign(store, DEMONSTRATION)
    id = call_meeting(store, found, by=SECRETARY, held_on=HELD_ON, title="Phiên họp xét khen thưởng", place="Phòng 2")
    if order:
        set_agenda(store, found, id, order, (), by=SECRETARY)
    return Sitting(store, found, id)
