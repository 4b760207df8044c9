"""Where the stores of the tests stand, and which tests open any.

With `--store postgresql` whatever a test opens as a file is a database of one server, which the process that gives out
the tests starts and removes. A run on files finds out which tests open no store, in themselves or in a fixture they
ask for; a run on the server, which would only repeat them, leaves out those of which the last run on files knows it.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ntm_dash.domain.paths import DEFAULT_STORE
from ntm_dash.storage import backup, server, store
from ntm_dash.storage.places import Place, in_memory
from tests.postgres import Cluster, Copier, on_server

KINDS = ("file", "postgresql")
KNOWN = "stores/unopened"
"""Where the cache of pytest keeps the tests that open no store."""

MADE = ("empty_store", "demonstration_store")
"""Fixtures that one of the processes makes for all."""


class Stores:
    """What a process that shares the tests, or gives them out, does about stores."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._opened = 0
        self._opening = set(MADE)
        self._tests: dict[str, bool] = {}
        self._cluster: Cluster | None = None
        self._copier: Copier | None = None
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
                # To check who signed the reader of PostgreSQL takes longer than all else of an opening.
                patch.setattr(server, "in_memory", partial(in_memory, allow_unsigned_extensions=True))
            for module in (store, backup):
                patch.setattr(module, "place_of", self._place_of)

    def _place_of(self, place: Path | str) -> Place:
        assert Path(place) != DEFAULT_STORE, "a test takes a store of its own, not that of whoever runs it"
        self._opened += "://" not in str(place)
        return self._place(place)

    def _reached(self) -> tuple[str, int]:
        assert self._cluster is not None
        return str(self._cluster.folder), self._cluster.port

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["unopened"] = sorted(self._unopened)
        node.workerinput["cluster"] = self._reached() if self._cluster else None

    def pytest_report_header(self) -> str | None:
        return f"stores on PostgreSQL; {len(self._unopened)} tests open none" if self._on_server else None

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self._on_server:
            items[:] = [
                item
                for item in items
                if item.nodeid not in self._unopened and item.get_closest_marker("on_files") is None
            ]

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        before = self._opened
        try:
            return (yield)
        finally:
            if self._opened > before:
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
        if self._copier:
            self._copier.leave()
        if self._cluster:
            self._cluster.remove()
        if self._gives_out and not self._on_server and self._tests:
            unopened = self._unopened - self._tests.keys() | {test for test, opens in self._tests.items() if not opens}
            self._config.cache.set(KNOWN, sorted(unopened))
