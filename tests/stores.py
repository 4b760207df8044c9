"""Where the stores of the tests stand, and which tests are tried on a server too.

With `--store postgresql` whatever a test opens as a file is a database of one server, which the process that gives out
the tests starts and removes. A run on files finds out which tests open no store of their own, in themselves or in a
fixture they ask for; a run on the server, which would only repeat them, leaves out those of which the last run on files
knows it. To read a store that all share is not to open one: what is read of a server is a copy in memory, which
`tests/services/test_shared_store.py` holds equal to the file it came from.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ntm_dash.domain.paths import DEFAULT_STORE
from ntm_dash.storage import backup, places, server, store
from ntm_dash.storage.places import Place
from tests.postgres import Cluster, Copier, on_server
from tests.views import Views

KINDS = ("file", "postgresql")
KNOWN = "stores/unopened"
"""Where the cache of pytest keeps the tests that open no store of their own."""

SHARED = ("empty_store", "demonstration_store", "standing", "standing_empty")
"""Fixtures of stores that all tests share and none may change."""

ASKED = [
    "completeness",
    "history",
    "outline",
    "overview",
    "progress",
    "ranking",
    "search",
    "statistics",
    "ways",
    "what_if",
    "years",
]
ONCE = (
    "tests/browser",
    "tests/intake",
    "tests/pages",
    "tests/papers",
    "tests/screening",
    "tests/ui",
    *(f"tests/services/test_{name}.py" for name in ASKED),
)
"""Where tests read files, judge records, ask and draw: alike on any store, which they reach by services alone."""

ON_EACH = "tests/browser/test_journeys.py::test_a_fresh_place"
"""Of these the start on an empty place, which is walked on each store."""


class Stores:
    """What a process that shares the tests, or gives them out, does about stores."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._opened = 0
        self._opening: set[str] = set()
        self._tests: dict[str, bool] = {}
        self._cluster: Cluster | None = None
        self._copier: Copier | None = None
        self._views: Views | None = None
        told = getattr(config, "workerinput", {})
        self._gives_out = not told
        self._works = not self._gives_out or not config.getoption("numprocesses")
        self._on_server = config.getoption("--store") == KINDS[1] and not config.option.collectonly
        self._unopened = set(told["unopened"] if told else config.cache.get(KNOWN, []))
        if self._on_server and self._gives_out:
            self._cluster = Cluster()
        if self._works:
            patch = pytest.MonkeyPatch()  # for as long as the process lives
            self._place = store.place_of
            if self._on_server:
                folder, port = told["cluster"] if self._cluster is None else self._reached()
                self._copier = Copier(Path(folder), port)
                self._place = partial(on_server, self._copier)
            for module in (store, backup):
                patch.setattr(module, "place_of", self._place_of)
            self._views = Views(on_server=self._on_server)
            for module in (places, server):
                patch.setattr(module, "in_memory", self._views.in_memory)
                patch.setattr(module, "draw_views", lambda _: None)

    def _place_of(self, place: Path | str) -> Place:
        assert Path(place) != DEFAULT_STORE, "a test takes a store of its own, not that of whoever runs it"
        self._opened += "://" not in str(place) and Path(place).resolve() not in store._open
        return self._place(place)

    def _reached(self) -> tuple[str, int]:
        assert self._cluster is not None
        return str(self._cluster.folder), self._cluster.port

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["unopened"] = sorted(self._unopened)
        node.workerinput["cluster"] = self._reached() if self._cluster else None

    def pytest_report_header(self) -> str | None:
        return f"stores on PostgreSQL; {len(self._unopened)} tests open none of their own" if self._on_server else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            if item.nodeid.startswith(ONCE) and not item.nodeid.startswith(ON_EACH):
                item.add_marker(pytest.mark.once)
        if self._on_server:
            left_out = {"on_files", "once"} - {self._config.option.markexpr}
            items[:] = [
                item
                for item in items
                if item.nodeid not in self._unopened and not any(map(item.get_closest_marker, left_out))
            ]

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        before = self._opened
        try:
            return (yield)
        finally:
            if fixturedef.argname in SHARED:
                self._opened = before
            elif self._opened > before:
                self._opening.add(fixturedef.argname)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        before = self._opened
        try:
            return (yield)
        finally:
            asked = self._opening.intersection(getattr(item, "fixturenames", ()))
            self._tests[item.nodeid] = bool(asked) or self._opened > before

    def pytest_sessionfinish(self) -> None:
        if not self._gives_out:
            self._config.workeroutput["tests"] = self._tests

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._tests.update(getattr(node, "workeroutput", {}).get("tests", {}))

    def pytest_unconfigure(self) -> None:
        if self._views:
            self._views.remove()
        if self._copier:
            self._copier.leave()
        if self._cluster:
            self._cluster.remove()
        if self._gives_out and not self._on_server and self._tests:
            unopened = self._unopened - self._tests.keys() | {test for test, opens in self._tests.items() if not opens}
            self._config.cache.set(KNOWN, sorted(unopened))
