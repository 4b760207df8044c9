"""Accounts: who may sign in, in which roles, for which nominating unit. Appended; the latest row of each stands."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace

import pyarrow as pa

from ntm_dash.domain.access import Person, Right, Role
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.access import require
from ntm_dash.storage.journal import Transaction
from ntm_dash.storage.statements import statement
from ntm_dash.storage.store import Store

ADDRESS = re.compile(r"[^@\s()]+@[^@\s()]+\.[^@\s()]+")
"""An e-mail address. Parentheses are left out: the journal's signature puts the account between them."""


@dataclass(frozen=True)
class Account:
    """One account: the e-mail address that the provider vouches for. `unit` is set for `Role.UNIT` and empty else."""

    account: str
    name: str
    roles: tuple[Role, ...]
    unit: str = ""
    active: bool = True

    def person(self, role: Role | None = None) -> Person:
        """The person acting in one of the roles; in the first, where the role is not among them."""
        acting = role if role in self.roles else self.roles[0]
        assert acting is not None
        return Person(self.account, self.name, acting, self.unit if acting is Role.UNIT else "")


def accounts(store: Store, by: Person) -> list[Account]:
    """All accounts, the disabled ones too, by address."""
    require(by, Right.MANAGE_ACCOUNTS)
    return _accounts(store.scope().rows("accounts"))


def account_of(store: Store, address: str) -> Account | None:
    """The account of an address, however it is written; it is asked on every run, so that a change counts at once."""
    wanted = address.strip().lower()
    return next((each for each in _accounts(store.scope().rows("accounts")) if each.account == wanted), None)


def add_account(store: Store, account: Account, *, by: Person) -> None:
    """Let somebody sign in. Refused where the address has an account already, or the account says too little."""
    require(by, Right.MANAGE_ACCOUNTS)
    added = _sound(account)

    def act(transaction: Transaction) -> None:
        if added.account in _standing(transaction):
            raise Refused(Problem("account_exists", read=added.account))
        _append(transaction, "account_added", by, None, added)

    store.transact(act)


def change_account(store: Store, account: Account, *, by: Person) -> None:
    """Change name, roles, unit or whether an account is active. Refused where no active administrator would be left.

    The address is what it was; what is the same changes nothing.
    """
    require(by, Right.MANAGE_ACCOUNTS)
    changed = _sound(account)

    def act(transaction: Transaction) -> None:
        standing = _standing(transaction)
        before = standing.get(changed.account)
        if before is None:
            raise Refused(Problem("account_unknown", read=changed.account))
        if not _administrators((standing | {changed.account: changed}).values()):
            raise Refused(Problem("account_last_administrator", read=changed.account))
        if before != changed:
            _append(transaction, "account_changed", by, before, changed)

    store.transact(act)


def make_administrator(store: Store, address: str, name: str, *, by: Person) -> Account:
    """Give an address the administrator's role, with an account where it has none; returns the account."""
    require(by, Right.MANAGE_ACCOUNTS)
    standing = account_of(store, address)
    if standing is None:
        account = _sound(Account(address, name or address.partition("@")[0], (Role.ADMINISTRATOR,)))
        add_account(store, account, by=by)
        return account
    roles = tuple(dict.fromkeys((*standing.roles, Role.ADMINISTRATOR)))
    account = replace(standing, name=name or standing.name, roles=roles, active=True)
    change_account(store, account, by=by)
    return account


def _sound(account: Account) -> Account:
    """The account with its address and texts tidied; one that says too little or too much is refused."""
    address, name, unit = account.account.strip().lower(), " ".join(account.name.split()), account.unit.strip()
    if not ADDRESS.fullmatch(address):
        raise Refused(Problem("account_address", read=account.account))
    if not name:
        raise Refused(Problem("account_nameless", read=address))
    if not account.roles:
        raise Refused(Problem("account_without_role", read=address))
    if (Role.UNIT in account.roles) != bool(unit):
        raise Refused(Problem("account_unit", read=address))
    return Account(address, name, tuple(dict.fromkeys(account.roles)), unit, account.active)


def _accounts(rows: Collection[tuple[str, str, str, str, bool]]) -> list[Account]:
    return [
        Account(address, name, tuple(Role(role) for role in roles.split()), unit, active)
        for address, name, roles, unit, active in rows
    ]


def _standing(transaction: Transaction) -> dict[str, Account]:
    rows = transaction.cursor.execute(statement("accounts")).fetchall()
    return {each.account: each for each in _accounts(rows)}


def _administrators(found: Collection[Account]) -> list[Account]:
    return [each for each in found if each.active and Role.ADMINISTRATOR in each.roles]


def _append(transaction: Transaction, kind: str, by: Person, before: Account | None, after: Account) -> None:
    row = {**asdict(after), "roles": " ".join(after.roles), "unit": after.unit or None}
    schema = pa.schema(
        [(name, pa.string()) for name in ("account", "name", "roles", "unit")] + [("active", pa.bool_())]
    )
    transaction.append(
        kind,
        who=by,
        subject=after.account,
        body={"before": asdict(before) if before else None, "after": asdict(after)},
        records={"account": pa.Table.from_pylist([row], schema=schema)},
    )
