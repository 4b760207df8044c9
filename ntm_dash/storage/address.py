"""Addresses of servers, as people write them. An address may hold a password, so nothing of it is ever repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from ntm_dash.domain.problems import Problem, Refused

SCHEMES = ("postgresql", "postgres")
LIMITS = (
    "lock_timeout=5s",
    "statement_timeout=5min",
    # A process that stands still in the middle of a write keeps everybody from writing.
    "idle_in_transaction_session_timeout=5min",
    "tcp_keepalives_idle=30",
    "tcp_keepalives_interval=10",
    "tcp_keepalives_count=3",
)
"""What the server holds our sessions to; the address may set each otherwise: `?options=-c lock_timeout=10s`."""

CONNECTING = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
    "fallback_application_name": "ntm_dash",
}
"""How we notice that nobody is at the other end any more."""


@dataclass(frozen=True)
class Address:
    """A database of a server: its name without user and password, and how libpq is told to reach it."""

    name: str
    connection: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)

    def scrubbed(self, text: str) -> str:
        """A text of the database without what nobody may read in it."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return text


def read_address(written: str) -> Address:
    """The database that `postgresql://user:password@host:port/database?options` names.

    What is left out is libpq's to know: its environment, its password file. Raises `Refused` for anything else.
    """
    try:
        parts = urlsplit(written)
        named = _parts(parts)
        if parts.scheme not in SCHEMES or parts.fragment or any("\0" in value for value in named.values()):
            raise ValueError
    except ValueError:
        named = {}
    if not named:
        raise Refused(Problem("store_address"))
    name = f"{named.get('dbname', '')}@{named.get('host', '')}:{named.get('port', '')}".rstrip(":")
    limits = " ".join(f"-c {limit}" for limit in LIMITS)
    told = {**CONNECTING, **named, "options": f"{limits} {named.get('options', '')}".strip()}
    connection = " ".join(f"{key}={_quoted(value)}" for key, value in told.items() if value)
    password = named.get("password", "")
    secrets = {written, connection, *(each for each in (password, _quoted(password)[1:-1]) if each)}
    return Address(re.sub(r"[^\w.,:@-]", "-", name), connection, tuple(sorted(secrets, key=len, reverse=True)))


def _parts(parts: SplitResult) -> dict[str, str]:
    """Keywords of libpq; several hosts stand with a comma between."""
    signed, _, hosts = parts.netloc.rpartition("@")
    user, _, password = signed.partition(":")
    places = [re.fullmatch(r"(\[[^]]*\]|[^:\[\]]*)(?::(\d+))?", place) for place in hosts.split(",")]
    if None in places:
        raise ValueError
    found = {
        "host": ",".join(place[1].strip("[]") for place in places if place),
        "port": ",".join(place[2] or "" for place in places if place).strip(","),
        "user": user,
        "password": password,
        "dbname": parts.path.removeprefix("/"),
    }
    decoded = {key: unquote(value, errors="strict") for key, value in found.items() if value}
    return {**decoded, **dict(parse_qsl(parts.query, strict_parsing=True, errors="strict") if parts.query else [])}


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
