"""Without sign-in the app serves one person on one machine: what a request must look like to be that person's."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from ntm_dash.domain.problems import Problem

FORWARDED = ("forwarded", "via", "x-real-ip", "x-forwarded-")
"""How the headers begin that a proxy adds; one such header, and somebody stands between."""


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine and no other."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def stranger(listens: str | None, headers: Iterable[tuple[str, str]], remote: str | None) -> Problem | None:
    """Why a request may not be served without sign-in; none for one that this machine made to itself.

    `listens` is the address that the server listens at (none: all of them), `headers` are those of the request, with
    repeated ones, none in a run without a browser; `remote` is the address it came from, where the server knows it.
    """
    if not is_loopback(listens or ""):
        return Problem("listens_elsewhere", read=listens or "0.0.0.0")  # nosec B104: it is told, nothing listens there
    given = [(name.lower(), value) for name, value in headers]
    for name, value in given:
        if name.startswith(FORWARDED):
            return Problem("request_forwarded", read=name)
        if name == "host" and not is_loopback(_host(f"//{value}")):
            return Problem("host_foreign", read=value)
        if name == "origin" and not is_loopback(_host(value)):
            return Problem("host_foreign", read=value)
    if given and "host" not in dict(given):
        return Problem("host_foreign")
    if remote is not None and not is_loopback(remote):
        return Problem("host_foreign", read=remote)
    return None


def _host(address: str) -> str:
    """The host that an address names, empty where it cannot be read."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
