"""The answers that all sessions share: each is worked out once for a version of the store, and dropped with it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Set
from typing import Any
from weakref import WeakKeyDictionary

from ntm_dash.storage.store import Store

MOST = 512
"""Answers kept; the one not asked for longest goes first."""

FRESH = 0.05
"""Seconds for which a version that was read is believed, unless this process commits: the asks of one run."""


def hashable(value: Any) -> Hashable:
    """A value as part of a key: lists, mappings and sets of hashable values become tuples."""
    if isinstance(value, Mapping):
        return tuple((name, hashable(each)) for name, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(hashable(each) for each in value)
    return frozenset(value) if isinstance(value, Set) else value


class Answers:
    """Answers of the store that is asked, by version and question. Sessions that ask the same wait for one answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of_stores: WeakKeyDictionary[Store, _OfStore] = WeakKeyDictionary()

    def version(self, store: Store) -> tuple[int, str]:
        """The version of the store, read at most once in a run."""
        return self._of(store).version(store)

    def of(self, store: Store, key: Hashable, work_out: Callable[[], Any]) -> Any:
        """The answer to a question at the store's version; `work_out` finds it where it is not known."""
        return self._of(store).answer(store, key, work_out)

    def _of(self, store: Store) -> _OfStore:
        with self._lock:
            # Opened again a store is another object, and what belonged to the closed one goes with it.
            return self._of_stores.setdefault(store, _OfStore())


class _OfStore:
    """The answers of one store, which does not hold the store itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: tuple[float, int, tuple[int, str]] | None = None
        self._at: tuple[int, str] | None = None
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def version(self, store: Store) -> tuple[int, str]:
        read, commits, now = self._read, store.commits, time.monotonic()
        if read is not None and read[1] == commits and now - read[0] < FRESH:
            return read[2]
        version = store.version()
        self._read = (now, commits, version)
        return version

    def answer(self, store: Store, key: Hashable, work_out: Callable[[], Any]) -> Any:
        version = self.version(store)
        with self._lock:
            if version != self._at:
                self._at = version
                self._kept.clear()
            kept = self._kept.setdefault(key, _Kept())
            self._kept.move_to_end(key)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        with kept.lock:
            if not kept.known:
                kept.value = work_out()
                kept.known = True
        return kept.value


class _Kept:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.known = False
        self.value: Any = None


ANSWERS = Answers()
