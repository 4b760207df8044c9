"""A process that writes: `python -m tests.storage.writer PLACE [COUNT]` imports so often, or without end.

It says 0 when it is about to open the store, then the number of each event once it is committed.
"""

import itertools
import sys

from ntm_dash.storage.store import open_store
from tests.storage.acts import import_ratings


def main() -> None:
    print(0, flush=True)
    store = open_store(sys.argv[1])
    for each in range(int(sys.argv[2])) if len(sys.argv) > 2 else itertools.count():
        print(import_ratings(store, f"HS-{each}", count=1 + each % 50), flush=True)


if __name__ == "__main__":
    main()
