"""One commune over the years: its assessments with what each gained and lost, and its events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ntm_dash.domain.terms import CommuneEvent
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.criteria import Standing, State, standing
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class Review:
    """One assessment, and what was last known of each criterion before it.

    Of two on one day the one by the later set stands; the other is shown only. `changed_set` says that the last one
    that stands was made by another set, so that a change may come from the set.
    """

    state: State
    criteria_set: int
    before: State | None
    stands: bool
    changed_set: bool

    def numbers(self, criteria: int, wanted: Standing) -> list[int]:
        """The criteria of that standing."""
        return [n for n in range(1, criteria + 1) if standing(self.state, self.before, n) is wanted]


@dataclass(frozen=True)
class Event:
    """One event of a commune."""

    kind: CommuneEvent
    from_on: date
    to_on: date | None
    decision: str | None
    content: str | None
    source: int


@dataclass(frozen=True)
class History:
    """The reviews up to the cut-off and all events of one commune, oldest first."""

    reviews: tuple[Review, ...]
    events: tuple[Event, ...]


def history(store: Store, campaign: Campaign, commune: str) -> History:
    """What is recorded of a commune."""
    scope = scope_of(store, campaign)
    reviews = []
    before, last_set = None, None
    for assessed_on, met, known, source, criteria_set, stands in scope.rows(
        "progress_assessments", {"commune": commune}
    ):
        state = State(assessed_on, met, known, source)
        reviews.append(Review(state, criteria_set, before, stands, last_set not in (None, criteria_set)))
        if stands:
            was_met, was_known = (before.met, before.known) if before else (0, 0)
            before = State(assessed_on, met | (was_met & ~known), known | was_known, source)
            last_set = criteria_set
    events = scope.rows("progress_events", {"commune": commune})
    return History(tuple(reviews), tuple(Event(CommuneEvent(kind), *rest) for kind, *rest in events))
