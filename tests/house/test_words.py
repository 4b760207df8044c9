"""What users read is worded where it belongs; SQL and problem sentences have rooms of their own."""

import ast
import re
import string
import tomllib
import unicodedata
from dataclasses import fields

from ntm_dash.domain.problems import Problem
from tests.house.tree import ROOT, files, literals, name, parse, product

WORDED = (
    "app.py",
    "pages/",
    "ntm_dash/ui/",
    "ntm_dash/papers/",
    "ntm_dash/domain/alphabet.py",  # letters and tone marks in their order
    "ntm_dash/intake/text.py",  # letters of old encodings
    "ntm_dash/intake/syllables.py",  # letters and tone marks that make a syllable
)
COMPILER = (  # writes the one query that a rulebook becomes
    "ntm_dash/screening/compilation.py",
    "ntm_dash/screening/steps.py",
)
STATEMENT = re.compile(
    r"^\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|merge\s+into\s|drop\s|alter\s+table\s"
    r"|create\s+(or\s+replace\s+)?(temp\s+)?(table|view|macro|function|index|schema)\s|with\s+\w+\s+as\s*\()",
    re.IGNORECASE,
)
GRAIN = r"-- (\w+ )*rows?\b|-- fact: .+\n-- key: \w"
ANSWERS = re.compile(r"(select|with|from)\b", re.IGNORECASE)


def is_vietnamese(text: str) -> bool:
    """True for any letter beyond ASCII, composed or decomposed."""
    return any(not c.isascii() and (c.isalpha() or unicodedata.combining(c)) for c in text)


def test_vietnamese_is_written_only_where_it_is_read() -> None:
    strays = [
        f"{name(path)}:{line}: {text[:60]!r}"
        for path in product()
        if not name(path).startswith(WORDED)
        for line, text in literals(path)
        if is_vietnamese(text)
    ]
    assert strays == []


def test_what_users_read_is_composed_unicode() -> None:
    decomposed = [
        name(path)
        for path in files()
        if path.suffix in {".py", ".toml", ".csv", ".md", ".sql"} and name(path) != "ntm_dash/intake/text.py"
        if not name(path).startswith("tests/")
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]
    assert decomposed == []


def test_no_sql_statement_is_written_in_python() -> None:
    statements = [
        f"{name(path)}:{line}: {' '.join(text.split())[:60]}"
        for path in product()
        if name(path) not in COMPILER
        for line, text in literals(path)
        if STATEMENT.match(text)
    ]
    assert statements == []


def test_every_sql_file_says_first_what_one_row_is() -> None:
    """A question states its grain ("-- one row per commune ...", a fact its key), an act what it does."""
    silent = []
    for path in files():
        if path.suffix != ".sql":
            continue
        text = path.read_text(encoding="utf-8")
        first = text.partition("\n")[0]
        code = re.sub(r"--.*", "", text).strip()
        owed = GRAIN if ANSWERS.match(code) else r"-- (\w|`)"
        if not re.match(owed, text):
            silent.append(f"{name(path)}: {first[:80]}")
    assert silent == []


def sentences() -> dict[str, str]:
    problems: dict[str, str] = tomllib.loads((ROOT / "data/words/problems.toml").read_text(encoding="utf-8"))[
        "problems"
    ]
    return problems


def codes_raised() -> set[str]:
    """Codes given to `Problem` and to the functions that make one from a code they are given."""
    trees = [parse(path) for path in product()]
    makers = {"Problem"} | {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name)
        if node.returns.id == "Problem" and any(argument.arg.startswith("code") for argument in node.args.args[:2])
    }
    firsts = [
        node.args[0]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and called(node) in makers
    ]
    choices = [choice for first in firsts for choice in alternatives(first)]
    return {node.value for node in choices if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def called(node: ast.Call) -> str:
    """The last name of what is called; empty for what has none."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def alternatives(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.IfExp):
        return [*alternatives(node.body), *alternatives(node.orelse)]
    return [node]


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    written = {text for path in product() for _, text in literals(path)}
    assert codes_raised() - set(sentences()) == set(), "a problem without a sentence"
    assert set(sentences()) - written == set(), "a sentence for no problem"


def test_every_sentence_can_be_filled_in() -> None:
    written = {text for path in product() for _, text in literals(path)}
    places = {
        code: {place for _, place, _, _ in string.Formatter().parse(sentence) if place is not None}
        for code, sentence in sentences().items()
    }
    known = {field.name for field in fields(Problem)} | written
    assert {code: unknown for code, names in places.items() if (unknown := names - known)} == {}
