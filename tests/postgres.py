"""A PostgreSQL server of the tests' own on this machine, and stores of tests that stand on it."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest

from ntm_dash.storage.address import read_address
from ntm_dash.storage.places import File, Place
from ntm_dash.storage.server import Server
from ntm_dash.storage.store import open_store

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


def programs() -> Path:
    """Where PostgreSQL's programs stand; a test run that must not do without them fails, any other leaves out."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if folders:
        return folders[-1]
    if os.environ.get("CI") == "true":
        pytest.fail("the tests of the shared store need PostgreSQL: apt-get install postgresql")
    pytest.skip("PostgreSQL is not installed (apt-get install postgresql): the shared store was not tried")


class Cluster:
    """One server with a password, in a folder of its own; root has it run by the system's user `postgres`."""

    def __init__(self) -> None:
        self._programs = programs()
        self._folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._as: dict[str, Any] = {}
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
            self._as = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        word = self._folder / "word"
        word.write_text(PASSWORD, encoding="utf-8")
        word.chmod(0o644)
        self._data = self._folder / "data"
        self._run(
            "initdb", "--no-sync", "--no-instructions", "-E", "UTF8", "--locale=C", "-A", "scram-sha-256",
            "-U", USER, f"--pwfile={word}", "-D", str(self._data),
        )  # fmt: skip
        self.start()

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [self._programs / program, *arguments],
            cwd=self._folder,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PGPASSWORD": PASSWORD, "LC_ALL": "C.UTF-8"},
            **self._as,
        )
        return done.stdout

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = " ".join(f"-c {key}={value}" for key, value in {**SETTINGS, "port": self.port}.items())
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", f"-k {self._folder} {options}", "start")

    def stop(self, how: str = "immediate") -> None:
        """Stop the server: `immediate` breaks off whatever it does, as a crash would."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", how, "stop")

    def remove(self) -> None:
        """Stop the server and remove all it has."""
        pid = self._data / "postmaster.pid"
        if pid.exists():
            os.kill(int(pid.read_text().split()[0]), signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def say(self, statement: str, database: str = "postgres") -> list[str]:
        """The lines that the server answers, as somebody who is not our program."""
        options = ("-h", str(self._folder), "-p", str(self.port), "-U", USER, "-d", database)
        return self._run("psql", *options, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", statement).splitlines()

    def database(self, template: str = "template1") -> str:
        """A new database, empty or a copy of another that nobody has open; returns its name."""
        name = f"kho_{secrets.token_hex(6)}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def address(self, database: str, password: str = PASSWORD, options: str = "") -> str:
        """What `NTM_STORE` would say for a database."""
        asked = f"?options={quote(options)}" if options else ""
        return f"postgresql://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}{asked}"


class Standin(Server):
    """A database that stands where a test has put a file: the file holds its name, and a copy of it is a copy."""

    def __init__(self, cluster: Cluster, path: Path) -> None:
        marked = path.read_text(encoding="utf-8").split("\n") if path.exists() else ["", ""]
        database = marked[0].removeprefix(MARK)
        if marked[1] != str(path):
            database = cluster.database(database) if database else cluster.database()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{MARK}{database}\n{path}", encoding="utf-8")
        super().__init__(read_address(cluster.address(database)))
        self.path = path


def on_server(cluster: Cluster, place: Path | str) -> Place:
    """What a place names when every store stands on the server; a real file, such as a backup, is a file."""
    if "://" in str(place):
        return Server(read_address(str(place)))
    path = Path(place).resolve()
    if path.suffix == ".partial" or (path.is_file() and not path.read_bytes().startswith(MARK.encode())):
        return File(path)
    return Standin(cluster, path)


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
