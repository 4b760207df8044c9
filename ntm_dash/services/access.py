"""Access: every act and every answer that not everybody may have asks here first."""

from __future__ import annotations

import getpass
import os
from dataclasses import replace
from functools import cache

from ntm_dash.domain.access import Person, Right, Role, may
from ntm_dash.domain.problems import Problem, Refused

LOCAL = Person(account="local", name="", role=Role.ADMINISTRATOR)
"""Who works at the command line, and on a machine without sign-in."""


def local_person(role: Role = Role.ADMINISTRATOR, unit: str = "") -> Person:
    """Who works on this machine without sign-in, by the name the system knows, in a role."""
    return replace(LOCAL, name=_name_here(), role=role, unit=unit)


@cache
def _name_here() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid()) if hasattr(os, "getuid") else ""


def require(person: Person, right: Right, *, unit: str | None = None) -> None:
    """Refuse what the person's role may not do, or not for that nominating unit."""
    if not may(person, right, unit=unit):
        raise Refused(Problem("no_right", read=str(person.role), values={"right": str(right)}))
