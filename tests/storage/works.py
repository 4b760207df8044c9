"""A process that works until it is killed: `python -m tests.storage.works WORK PLACE`.

It says 0 when it is about to open the store, then the number of the last event each time that something is done.
"""

import itertools
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ntm_dash.storage.backups import take
from ntm_dash.storage.store import Store, open_store
from tests.storage.acts import import_ratings, note

MIGRATIONS = "migrations"
"""The folder beside a store of the migrations that the process knows."""


def imports(store: Store) -> Iterator[int]:
    for each in itertools.count():
        yield import_ratings(store, f"HS-{each}", count=1 + each % 50)


def acts(store: Store) -> Iterator[int]:
    while True:
        yield note(store)


def backups(store: Store) -> Iterator[int]:
    for each in itertools.count():
        yield import_ratings(store, f"HS-{each}")
        take(store)


def votes(store: Store) -> Iterator[int]:
    """Ballots on members' own devices, one after the other; one that was open at the last kill is declared void."""
    from ntm_dash.domain.voting import Choice, Method
    from ntm_dash.services.balloting import cast, open_ballot, void_ballot, void_lost_ballots
    from ntm_dash.services.ballots import ballots
    from ntm_dash.services.meetings import meetings
    from tests.services.sitting import SECRETARY, Sitting, called, campaign, member

    void_lost_ballots(store, who=SECRETARY)
    found = campaign(store)
    standing = meetings(store, found)
    sitting = Sitting(store, found, standing[-1].id) if standing else called(store, ["BDT-01"])
    present = sitting.attend(16)
    how = {"by": SECRETARY, "reason": "thử"}
    for ballot in ballots(store, found, sitting.id):
        if not ballot.void:
            void_ballot(store, found, sitting.id, ballot.id, **how)  # type: ignore[arg-type]
    while True:
        opened = open_ballot(store, found, sitting.id, ["BDT-01"], Method.DEVICES, by=SECRETARY)
        yield store.version()[0]
        for name in present:
            cast(store, found, sitting.id, opened, Choice.YES, by=member(name))
            yield store.version()[0]
        void_ballot(store, found, sitting.id, opened, **how)  # type: ignore[arg-type]


def migrations(store: Store) -> Iterator[int]:
    """Opening was the work."""
    yield store.version()[0]


WORKS: Mapping[str, Callable[[Store], Iterator[int]]] = {
    each.__name__: each for each in (imports, acts, votes, backups, migrations)
}


def main() -> None:
    work, place = sys.argv[1:]
    known = Path(place).with_name(MIGRATIONS)
    print(0, flush=True)
    store = open_store(place, migrations=known) if known.is_dir() else open_store(place)
    for done in WORKS[work](store):
        print(done, flush=True)


if __name__ == "__main__":
    main()
