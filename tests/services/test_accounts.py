"""Accounts: added, changed, disabled, never erased; one that says too little is refused; somebody administers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.services.access import LOCAL
from ntm_dash.services.accounts import (
    Account,
    account_of,
    accounts,
    add_account,
    change_account,
    make_administrator,
)
from ntm_dash.services.journal import Wanted, acts
from ntm_dash.storage.store import Store
from tests.storage.acts import refused

LAN = Account("lan@langson.example", "Giáp Thị Lan", (Role.ADMINISTRATOR,))
BINH = Account("binh@langson.example", "Hoàng Văn Bính", (Role.COORDINATION_OFFICE, Role.SECRETARY))
MO = Account("mo@langson.example", "Dương Thị Mơ", (Role.UNIT,), "UBND huyện Bắc Sơn")

BINH_AS_ADMINISTRATOR = Person(BINH.account, BINH.name, Role.ADMINISTRATOR)


@pytest.fixture
def store(prepared: Store) -> Store:
    return prepared


def test_what_was_added_stands_and_is_found_however_the_address_is_written(store: Store) -> None:
    for account in (MO, LAN, BINH):
        add_account(store, account, by=LOCAL)
    assert accounts(store, LOCAL) == [BINH, LAN, MO]
    assert account_of(store, "  Binh@LangSon.example ") == BINH
    assert account_of(store, "khac@langson.example") is None


def test_an_account_is_tidied_as_it_comes_in(store: Store) -> None:
    add_account(store, Account(" Lan@LangSon.Example ", "  Giáp  Thị Lan ", LAN.roles * 2), by=LOCAL)
    assert accounts(store, LOCAL) == [LAN]


def test_a_change_stands_at_once_and_the_journal_keeps_both(store: Store) -> None:
    add_account(store, LAN, by=LOCAL)
    add_account(store, MO, by=LOCAL)
    lan = LAN.person()
    changed = replace(MO, roles=(Role.UNIT, Role.COUNCIL_MEMBER), active=False)
    change_account(store, changed, by=lan)
    assert account_of(store, MO.account) == changed
    [act, *_] = acts(store, Wanted(), 0, lan).acts
    assert (act.kind, act.who, act.subject) == ("account_changed", "Giáp Thị Lan (lan@langson.example)", MO.account)
    assert act.body["before"]["active"], "in use before"
    assert act.body["after"] == {**act.body["before"], "roles": ["unit", "council_member"], "active": False}


def test_saving_an_account_as_it_is_writes_nothing(store: Store) -> None:
    add_account(store, LAN, by=LOCAL)
    version = store.version()
    change_account(store, LAN, by=LOCAL)
    assert store.version() == version


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (replace(LAN, account="lan"), "account_address"),
        (replace(LAN, account="lan(quản trị)@langson.example"), "account_address"),
        (replace(LAN, account="lan@langson.example, binh@langson.example"), "account_address"),
        (replace(LAN, name="  "), "account_nameless"),
        (replace(LAN, roles=()), "account_without_role"),
        (replace(MO, unit=" "), "account_unit"),
        (replace(LAN, unit="UBND huyện Bắc Sơn"), "account_unit"),
    ],
)
def test_an_account_that_says_too_little_or_too_much_is_refused(store: Store, account: Account, code: str) -> None:
    version = store.version()
    with refused(code):
        add_account(store, account, by=LOCAL)
    assert store.version() == version


def test_an_address_has_one_account_and_what_has_none_cannot_be_changed(store: Store) -> None:
    add_account(store, LAN, by=LOCAL)
    with refused("account_exists"):
        add_account(store, replace(LAN, account="LAN@langson.example", name="Khác"), by=LOCAL)
    with refused("account_unknown"):
        change_account(store, BINH, by=LOCAL)


@pytest.mark.parametrize("changed", [replace(LAN, active=False), replace(LAN, roles=(Role.LEADERSHIP,))])
def test_the_last_administrator_stays_until_there_is_another(store: Store, changed: Account) -> None:
    add_account(store, LAN, by=LOCAL)
    add_account(store, replace(BINH, roles=(Role.ADMINISTRATOR,), active=False), by=LOCAL)
    with refused("account_last_administrator"):
        change_account(store, changed, by=LOCAL)
    change_account(store, replace(BINH, roles=(Role.ADMINISTRATOR,)), by=LOCAL)
    change_account(store, changed, by=LOCAL)
    assert account_of(store, LAN.account) == changed


def test_the_command_makes_an_administrator_of_anybody_once(store: Store) -> None:
    assert make_administrator(store, "Lan@langson.example", "Giáp Thị Lan", by=LOCAL) == LAN
    add_account(store, replace(BINH, active=False), by=LOCAL)
    made = make_administrator(store, BINH.account, "", by=LOCAL)
    assert made == account_of(store, BINH.account) == replace(BINH, roles=(*BINH.roles, Role.ADMINISTRATOR))
    version = store.version()
    make_administrator(store, BINH.account, "", by=LOCAL)
    assert store.version() == version


def test_somebody_acts_in_one_of_his_roles_and_in_no_other() -> None:
    assert BINH.person() == Person(BINH.account, BINH.name, Role.COORDINATION_OFFICE)
    assert BINH.person(Role.SECRETARY) == Person(BINH.account, BINH.name, Role.SECRETARY)
    assert BINH.person(Role.ADMINISTRATOR) == BINH.person()
    both = Account(MO.account, MO.name, (Role.COUNCIL_MEMBER, Role.UNIT), MO.unit)
    assert (both.person().unit, both.person(Role.UNIT).unit) == ("", MO.unit)


def test_the_journal_keeps_in_which_role_somebody_acted(store: Store) -> None:
    add_account(store, MO, by=BINH_AS_ADMINISTRATOR)
    [act, *_] = acts(store, Wanted(), 0, LOCAL).acts
    assert (act.who, act.role, act.unit) == ("Hoàng Văn Bính (binh@langson.example)", "administrator", None)
