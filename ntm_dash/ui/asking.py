"""How the pages reach the store: one place says which store is asked."""

from __future__ import annotations

import os

from ntm_dash.domain.paths import DEFAULT_STORE
from ntm_dash.services.campaigns import prepare
from ntm_dash.storage.store import Store, open_store


def store() -> Store:
    """The store that `NTM_STORE` names, else the default one; open already after the first call.

    Raises `Refused` when it cannot be opened.
    """
    opened = open_store(os.environ.get("NTM_STORE") or DEFAULT_STORE)
    prepare(opened)
    return opened
