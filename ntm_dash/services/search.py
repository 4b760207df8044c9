"""The search over places, nominations and proposing units, without regard to case and diacritics."""

from __future__ import annotations

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.services.search_index import Hit, Index
from ntm_dash.storage.store import Store

MOST_HITS = 8


def index(store: Store, campaign: Campaign) -> Index:
    """All that can be found in a campaign; making it takes long beside asking it, so it is kept."""
    rows = scope_of(store, campaign).rows("search_index")
    return Index((Hit(*said), name, own) for *said, name, own in rows)


def find(found: Index, words: str, by: Person) -> list[Hit]:
    """What the words name, the best hits first; nominations and proposing units only for whom they concern."""
    may_see: dict[str | None, bool] = {None: may(by, Right.SEE_PROVINCE)}

    def sees(hit: Hit) -> bool:
        if hit.proposer not in may_see:
            may_see[hit.proposer] = may(by, Right.SEE_NOMINATIONS, unit=hit.proposer)
        return may_see[hit.proposer]

    return found.find(words, sees, MOST_HITS)
