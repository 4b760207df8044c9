"""The first steps of a campaign: which are done, as the store shows it."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.storage.store import Store


@dataclass(frozen=True)
class FirstSteps:
    """Whether each step is done: somebody has checked the rulebook, people beside the administrator may sign in, files
    came in, and with them results of communes, nominations and the Council's members; a meeting is called.
    """

    rulebook: bool
    people: bool
    files: bool
    results: bool
    nominations: bool
    council: bool
    meeting: bool

    @property
    def records_missing(self) -> bool:
        """Whether records are missing without which the pages cannot say what they are for."""
        return not (self.results and self.nominations and self.council)


def first_steps(store: Store, campaign: Campaign) -> FirstSteps:
    """The first steps of the campaign as they stand."""
    [(files, results, nominations, council, meeting, people)] = scope_of(store, campaign).rows("first_steps")
    checked = bool(campaign.rulebook.document.checked_by)
    return FirstSteps(checked, people > 1, files, results, nominations, council, meeting)
