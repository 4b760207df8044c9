"""The guide's files: every step opens a page, every drawing is drawn, every word that is explained has its entry."""

import ast
import re
import tomllib
from xml.etree import ElementTree

from ntm_dash.domain.access import Role
from ntm_dash.domain.paths import GUIDE, RULEBOOKS
from ntm_dash.ui.glossary import entries, themes
from ntm_dash.ui.menu import MENU
from ntm_dash.ui.sketches import SKETCHES, sketch
from tests.house.tree import parse, product

PATHS = tomllib.loads((GUIDE / "paths.toml").read_text(encoding="utf-8"))["paths"]
CLAUSE = re.compile(r"\bI[IV]*\.\d[\w.]*")


def test_each_role_has_one_path_and_each_step_a_page_and_a_drawing() -> None:
    assert sorted(role for path in PATHS for role in path["roles"]) == sorted(Role)
    steps = [step for path in PATHS for step in path["steps"]]
    assert {step["page"] for step in steps} - set(MENU) == set()
    assert {step["sketch"] for step in steps} == set(SKETCHES)


def test_every_drawing_is_sound_markup() -> None:
    assert [name for name in SKETCHES if ElementTree.fromstring(sketch(name)).tag != "svg"] == []


def test_every_word_that_a_page_explains_has_an_entry() -> None:
    calls = [
        node
        for path in product()
        if "explained(" in path.read_text(encoding="utf-8")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "explained"
    ]
    named = {(word.arg or "").replace("_", "-") for call in calls for word in call.keywords}
    assert len(named) > 10
    assert named - set(entries()) == set()


def test_every_entry_says_where_it_is_written_and_no_clause_is_cited_that_the_rulebook_does_not_know() -> None:
    assert {each.theme for each in entries().values()} == set(themes())
    assert [id for id, each in entries().items() if not (each.term and each.means and each.citation)] == []
    known = (RULEBOOKS / "lang-son-2011-2020.toml").read_text(encoding="utf-8")
    cited = {clause.rstrip(".") for each in entries().values() for clause in CLAUSE.findall(each.citation)}
    assert len(cited) > 10
    assert [clause for clause in cited if clause not in known] == []
