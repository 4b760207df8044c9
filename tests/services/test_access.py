"""Who may not do a thing is refused by the service itself, before it looks at anything: every act, every role."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

import ntm_dash.services
from ntm_dash.domain.access import ALLOWED, EVERYBODY, Person, Right, Role, may
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.services.access import require

OWN, OTHER = "UBND huyện Bắc Sơn", "UBND huyện Chi Lăng"
WITHOUT_A_RIGHT = {
    "ntm_dash.services.access.require",  # is the check
    "ntm_dash.services.meetings.require_conducting",  # is one too; it needs the meeting
    "ntm_dash.services.stages.moves_open",  # says which moves are open to somebody: none
}

THE_PROGRAMS_OWN = {
    "ntm_dash.services.balloting.void_lost_ballots",  # what was in the memory of a process that is gone
    "ntm_dash.services.campaigns.prepare",  # a new store
    "ntm_dash.services.demonstration.start_demonstration",  # a new store, or the command line
    "ntm_dash.services.demonstration.road.travel",  # of the demonstration's dossiers, by invented people
}
"""What writes without a person."""
READING = {
    "ntm_dash.services.campaigns.scope_within",
    "ntm_dash.services.meetings.meeting_within",
    "ntm_dash.services.stages.positions_within",
}
"""What is given a transaction and only reads in it."""


def person(role: Role) -> Person:
    return Person("ai@langson.example", "Ông Ất", role, OWN if role is Role.UNIT else "")


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(ntm_dash.services.__path__, "ntm_dash.services."):
        yield importlib.import_module(found.name)


def public() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in modules():
        for name, function in vars(module).items():
            if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{module.__name__}.{name}", function


def test_whatever_writes_is_told_who_acts() -> None:
    nameless = {
        name
        for name, function in public()
        if "by" not in (given := list(inspect.signature(function).parameters))
        if given[:1] == ["transaction"] or ".transact(" in inspect.getsource(function)
    }
    assert nameless == THE_PROGRAMS_OWN | READING


def asked_as_somebody() -> dict[str, Callable[..., Any]]:
    """Every public function of the services that reads or writes the store as somebody.

    Those that are given an answer to narrow, not a store, tell by each thing whether he may see it.
    """
    return {
        name: function
        for name, function in public()
        if list(inspect.signature(function).parameters)[:1] in (["store"], ["transaction"])
        if "by" in inspect.signature(function).parameters
        if name not in WITHOUT_A_RIGHT
    }


class NotTouched:
    """Stands for a store, a campaign, a text: whoever looks at it has asked too late."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"looked at .{name} before asking who may")


def asked(function: Callable[..., Any], by: Person) -> Right | None:
    """The right for which somebody is refused, None where he is not, whatever happens then."""
    given = {
        name: by if "Person" in str(parameter.annotation) else NotTouched()
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    }
    try:
        function(**given)
    except Refused as refused:
        [problem] = refused.problems
        return Right(problem.values["right"]) if problem.code == "no_right" else None
    except Exception:
        return None
    return None


@pytest.mark.parametrize("name", asked_as_somebody())
def test_an_act_is_refused_to_every_role_without_its_right_before_anything_is_looked_at(name: str) -> None:
    function = asked_as_somebody()[name]
    refused = {role: asked(function, person(role)) for role in Role}
    rights = {right for right in refused.values() if right is not None}
    assert len(rights) <= 1
    if rights:
        [right] = rights
        assert {role for role, without in refused.items() if without is None} == ALLOWED[right]
        return
    # Nobody was refused: then everybody may, and the act must ask for a right of everybody.
    source = inspect.getsource(function)
    named = [right for right in Right if f"require(by, Right.{right.name}" in source]
    assert named
    assert ALLOWED[named[0]] == EVERYBODY


@pytest.mark.parametrize("right", Right)
def test_a_right_is_given_to_its_roles_and_refused_to_all_others(right: Right) -> None:
    for role in Role:
        if role in ALLOWED[right]:
            require(person(role), right)
            continue
        with pytest.raises(Refused) as refused:
            require(person(role), right)
        assert refused.value.problems == (Problem("no_right", read=str(role), values={"right": str(right)}),)


@pytest.mark.parametrize("right", [right for right in Right if Role.UNIT in ALLOWED[right]])
def test_a_unit_may_only_what_concerns_itself_and_those_inside_may_for_all(right: Right) -> None:
    may_here = {unit: may(person(Role.UNIT), right, unit=unit) for unit in (OWN, OTHER, "")}
    assert may_here == {OWN: True, OTHER: False, "": False}
    assert all(may(person(role), right, unit=OTHER) for role in ALLOWED[right] - {Role.UNIT})


def test_a_unit_without_a_name_may_nothing_of_anybodys() -> None:
    nobody = Person("ai@langson.example", "Ông Ất", Role.UNIT)
    assert [right for right in Right if may(nobody, right, unit=OTHER)] == []


def test_an_administrator_of_accounts_gets_no_vote_and_a_member_no_accounts() -> None:
    assert not may(person(Role.ADMINISTRATOR), Right.VOTE)
    assert not may(person(Role.COUNCIL_MEMBER), Right.MANAGE_ACCOUNTS)
