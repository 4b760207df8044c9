"""What only some may see is narrowed by a service before a page shows it."""

import ast

from ntm_dash.domain.access import ALLOWED, Role
from ntm_dash.ui.menu import MENU
from tests.house.tree import ROOT, name, parse, product

INSIDE_ONLY = {entry.file for entry in MENU.values() if Role.UNIT not in ALLOWED[entry.right]}
NARROWED_BY = {"visible"}


def test_a_page_that_units_may_open_shows_the_cases_that_are_theirs() -> None:
    """All cases are asked only by pages that no unit may open, or to be narrowed at once."""
    strays = []
    for path in product():
        if not name(path).startswith(("pages/", "ntm_dash/ui/")) or name(path) in INSIDE_ONLY:
            continue
        tree = parse(path)
        narrowed = {
            id(argument)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in NARROWED_BY
            for argument in node.args
        }
        strays += [
            f"{name(path)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "ask" and id(node) not in narrowed
            if node.args and ast.unparse(node.args[0]) == "cases"
        ]
    assert strays == []


def test_secrets_are_never_kept() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ".streamlit/secrets.toml" in ignored
