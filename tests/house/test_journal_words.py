"""Every kind of act that the code writes into the journal has its word, so that the journal page can say it."""

import ast
from collections.abc import Iterator

from ntm_dash.services.results import KINDS as RESULTS
from ntm_dash.ui.words import label
from tests.house.tree import name, parse, product

COMPUTED = "f'{record}_recorded'"
"""How a kind of result is written; `RESULTS` lists them all."""


def appended(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given as the kind of an event, wherever one is appended."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "append"
            and any(keyword.arg == "who" for keyword in node.keywords)
        ):
            yield node.args[0]


def handed_on(tree: ast.Module) -> Iterator[ast.expr]:
    """What is given as `kind` to a function of the same module that appends."""
    takes = {
        node.name: [argument.arg for argument in node.args.args].index("kind")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "kind" in [argument.arg for argument in node.args.args]
        if any(ast.unparse(given) == "kind" for given in appended(node))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in takes:
            if len(node.args) > takes[node.func.id]:
                yield node.args[takes[node.func.id]]
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "kind")


def kinds() -> dict[str, str]:
    """Every kind, with the module that appends it."""
    found = {}
    for path in product():
        tree = parse(path)
        direct = list(appended(tree))
        named = {
            ast.unparse(target): node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
        }
        for given in [*direct, *(handed_on(tree) if direct else ())]:
            for said in [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]:
                node = named.get(ast.unparse(said), said)
                if ast.unparse(node) == COMPUTED:
                    found |= dict.fromkeys(RESULTS, name(path))
                elif isinstance(node, ast.Constant):
                    found[str(node.value)] = name(path)
                else:
                    assert ast.unparse(node) == "kind", f"{name(path)} appends {ast.unparse(node)}"
    return found


def test_every_kind_of_act_has_its_word() -> None:
    written = kinds()
    assert {"imported", "import_withdrawn", "campaign_started", "account_changed", "nomination_moved"} <= set(written)
    assert {kind: module for kind, module in written.items() if label("event_kind", kind) == kind} == {}
