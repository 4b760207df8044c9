"""A PostgreSQL server of the tests' own on this machine, and stores of tests that stand on it."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest

from ntm_dash.storage import store
from ntm_dash.storage.address import read_address
from ntm_dash.storage.places import File, Place
from ntm_dash.storage.server import Server
from ntm_dash.storage.store import open_store
from tests.ports import free_port

USER = "so"
PASSWORD = "mật khẩu'\\ #1"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # the machine does not lose its power in the middle of a test
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "200",
}
MARK = "database "
SERVED = "served"
"""Stands in place of the path of a database that an app has open: whoever copies it opens the same."""
CREATE = "CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"


def programs() -> Path:
    """Where PostgreSQL's programs stand; a test run that must not do without them fails, any other leaves out."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if folders:
        return folders[-1]
    if os.environ.get("CI") == "true":
        pytest.fail("the tests of the shared store need PostgreSQL: apt-get install postgresql")
    pytest.skip("PostgreSQL is not installed (apt-get install postgresql): the shared store was not tried")


WATCH = """
"$@" & server=$!
read -r how || how=
kill -s "${how:-QUIT}" $server
wait $server
[ "$how" ] || rm -rf "$PWD"
"""
"""Runs a server until told how to stop it; whatever ends the process that started it, server and folder go too."""


class Reached:
    """A server that some process of the tests has started: its folder and its port."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._programs = programs()
        self._environment = {**os.environ, "PGPASSWORD": PASSWORD, "LC_ALL": "C.UTF-8"}

    def _psql(self, database: str) -> list[str | Path]:
        options = ("-h", str(self.folder), "-p", str(self.port), "-U", USER, "-d", database)
        return [self._programs / "psql", *options, "-qAtX", "-v", "ON_ERROR_STOP=1"]

    def say(self, statement: str, database: str = "postgres") -> list[str]:
        """The lines that the server answers, as somebody who is not our program."""
        said = [*self._psql(database), "-c", statement]
        done = subprocess.run(said, check=True, capture_output=True, text=True, env=self._environment)
        return done.stdout.splitlines()

    def database(self, template: str = "template1") -> str:
        """A new database, empty or a copy of another that nobody has open; returns its name."""
        name = f"kho_{secrets.token_hex(6)}"
        self.say(CREATE.format(name=name, template=template))
        return name

    def address(self, database: str, password: str = PASSWORD, options: str = "") -> str:
        """What `NTM_STORE` would say for a database."""
        asked = f"?options={quote(options)}" if options else ""
        return f"postgresql://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}{asked}"


class Copier(Reached):
    """A server of which one session is kept to make databases: a session costs more than what it does."""

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(folder, port)
        self._session = subprocess.Popen(
            self._psql("postgres"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env=self._environment,
        )

    def database(self, template: str = "template1") -> str:
        asked, told = self._session.stdin, self._session.stdout
        assert asked is not None
        assert told is not None
        name = f"kho_{secrets.token_hex(6)}"
        asked.write(CREATE.format(name=name, template=template) + f";\n\\echo {name}\n")
        assert told.readline() == f"{name}\n"
        return name

    def leave(self) -> None:
        """End the session."""
        self._session.communicate()


class Cluster(Reached):
    """One server with a password, in a folder of its own; root has it run by the system's user `postgres`."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        super().__init__(folder, free_port())
        self._as: dict[str, Any] = {"cwd": folder, "env": self._environment}
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            self._as |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        word = folder / "word"
        word.write_text(PASSWORD, encoding="utf-8")
        word.chmod(0o644)
        self._data = folder / "data"
        options = ("--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C", "-A", "scram-sha-256")
        made = [self._programs / "initdb", *options, "-U", USER, f"--pwfile={word}", "-D", self._data]
        subprocess.run(made, check=True, capture_output=True, **self._as)
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = [f"--{key}={value}" for key, value in {**SETTINGS, "port": self.port}.items()]
        command = [self._programs / "postgres", "-D", self._data, "-k", self.folder, *options]
        state = self._data / "postmaster.pid"
        state.unlink(missing_ok=True)
        with (self.folder / "log").open("a") as log:
            self._watch: subprocess.Popen[bytes] = subprocess.Popen(
                ["sh", "-c", WATCH, "sh", *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as,
            )
        while not (state.exists() and state.read_text().rstrip().endswith("ready")):
            assert self._watch.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.02)

    def stop(self, how: str = "QUIT") -> None:
        """Stop the server by a signal: QUIT breaks off whatever it does, as a crash would."""
        self._watch.communicate(f"{how}\n".encode())

    def remove(self) -> None:
        """Stop the server and remove all it has."""
        self._watch.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)


class Standin(Server):
    """A database that stands where a test has put a file: the file holds its name, and a copy of it is a copy."""

    def __init__(self, cluster: Reached, path: Path) -> None:
        marked = path.read_text(encoding="utf-8").split("\n") if path.exists() else ["", ""]
        database = marked[0].removeprefix(MARK)
        if marked[1] not in (str(path), SERVED):
            database = cluster.database(database) if database else cluster.database()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{MARK}{database}\n{path}", encoding="utf-8")
        self._database = database
        self._at = cluster.address(database)
        super().__init__(read_address(self._at))
        self.path = path

    def serve(self) -> str:
        """The address for an app that will have the database open."""
        self.path.write_text(f"{MARK}{self._database}\n{SERVED}", encoding="utf-8")
        return self._at


def on_server(cluster: Reached, place: Path | str) -> Place:
    """What a place names when every store stands on the server; a real file, such as a backup, is a file."""
    if "://" in str(place):
        return Server(read_address(str(place)))
    path = Path(place).resolve()
    if path.suffix == ".partial" or (path.is_file() and not path.read_bytes().startswith(MARK.encode())):
        return File(path)
    return Standin(cluster, path)


def served_from(path: Path) -> str:
    """What `NTM_STORE` says to an app that is to serve the store a test has put there."""
    found = store.place_of(path)
    return found.serve() if isinstance(found, Standin) else str(path)


@contextmanager
def tables_of(place: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of a closed store, wherever it stands, without the program's views."""
    if not place.read_bytes().startswith(MARK.encode()):
        with duckdb.connect(str(place), read_only=True) as connection:
            yield connection
        return
    copy = place.with_name(f"{secrets.token_hex(6)}.duckdb")
    shutil.copy(place, copy)
    opened = open_store(copy)
    with opened.place.connection.cursor() as cursor:
        cursor.execute("USE store.main")
        yield cursor
    opened.close()
