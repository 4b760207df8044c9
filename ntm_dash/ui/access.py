"""Who sits at this browser: the person whose role the pages and services ask, looked up on every run.

With a provider in `.streamlit/secrets.toml` people sign in, and the store's own table of accounts says what they may
do: the cookie lives 30 days and other tabs stay signed in, so it is trusted for the address it vouches for only.
Without a provider the app serves one local person on this machine, who can choose a role.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import streamlit as st

from ntm_dash.domain.access import Person, Role
from ntm_dash.domain.loopback import stranger
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.access import local_person
from ntm_dash.services.accounts import Account, account_of
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import refusals

ROLE, LOCAL_UNIT = "acting-role", "acting-unit"
"""What the session keeps: the role chosen, and without sign-in the nominating unit."""

IDLE_MINUTES = 30
"""How long a sign-in holds without an act, where `[access] idle_minutes` in the secrets does not say otherwise."""


def person() -> Person:
    """The person who acts in this session. For one who may not be here, a sentence, and the run ends."""
    try:
        return present()
    except Refused as refused:
        refusals(refused.problems)
        st.stop()


def viewer() -> Person:
    """The person without name and account: for answers that depend on role and unit only, kept for all alike."""
    return replace(person(), account="", name="")


def present() -> Person:
    """The person who acts in this session. Raises `Refused` for one who is not signed in, or no longer may be."""
    if not signs_in():
        problem = stranger(st.get_option("server.address"), _headers(), _remote())
        if problem is not None:
            raise Refused(problem)
        role = Role(st.session_state.get(ROLE, Role.ADMINISTRATOR))
        return local_person(role, st.session_state.get(LOCAL_UNIT, "") if role is Role.UNIT else "")
    account = signed_in()
    if _idle():
        raise Refused(Problem("signed_in_too_long", expected=str(_idle_minutes())))
    return account.person(st.session_state.get(ROLE))


def signs_in() -> bool:
    """Whether people sign in: a provider is configured."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def signed_in() -> Account:
    """The active account of the address that the provider vouches for. Raises `Refused` where there is none."""
    if not st.user.is_logged_in:
        raise Refused(Problem("signed_out"))
    address = str(st.user.get("email") or "")
    if not address or st.user.get("email_verified") is False:
        raise Refused(Problem("account_unverified", read=address))
    account = ask(account_of, address.strip().lower())
    if account is None:
        raise Refused(Problem("account_unknown", read=address))
    if not account.active:
        raise Refused(Problem("account_disabled", read=address))
    return account


def acted() -> None:
    """Remember that this sign-in is in use: called after the person is known, in every
    run of the whole page or of a part in which somebody did something."""
    if signs_in():
        _last_acts()[_sign_in()] = time.time()


def _idle() -> bool:
    """Whether this sign-in was last used too long ago; after a restart of the app, whether it was made too long ago.

    It is kept by sign-in, not by tab: loading the page again in an abandoned browser must not count as an act.
    """
    last = _last_acts().get(_sign_in(), float(str(st.user.get("iat") or 0)))
    return time.time() - last > _idle_minutes() * 60


def _sign_in() -> tuple[Any, ...]:
    """What tells one sign-in from another: who, and when the provider vouched for it."""
    return (st.user.get("iss"), st.user.get("sub"), st.user.get("email"), st.user.get("iat"))


@st.cache_resource
def _last_acts() -> dict[tuple[Any, ...], float]:
    return {}


def _idle_minutes() -> float:
    return float(st.secrets.get("access", {}).get("idle_minutes", IDLE_MINUTES))


def _remote() -> str | None:
    """The address that the request came from, none where it is this machine's or the run has no browser."""
    address: object = st.context.ip_address
    return address if isinstance(address, str) else None


def _headers() -> list[tuple[str, str]]:
    headers = st.context.headers
    return [(name, value) for name in headers for value in headers.get_all(name)]
