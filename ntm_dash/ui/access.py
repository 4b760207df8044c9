"""Who sits at this browser: the person whose role the pages and services ask."""

from __future__ import annotations

from ntm_dash.domain.access import Person
from ntm_dash.services.access import local_person


def person() -> Person:
    """The person who acts in this session."""
    return local_person()
