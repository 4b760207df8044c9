"""requirements.txt: exact pins, one for all that is imported and none for what is not."""

import re
import sys
from importlib.metadata import packages_distributions

from tests.house.tree import ROOT, files, imports_of, is_ours

PIN = re.compile(r"^([A-Za-z0-9._-]+)==[\w.]+  # \w")
USED_WITHOUT_AN_IMPORT = {
    "authlib",  # Streamlit, to let people sign in
    "duckdb-extension-postgres-scanner",  # DuckDB
    "httpx",  # Authlib
    "mypy",
    "pandas-stubs",  # mypy
    "pytest-xdist",
    "pytz",  # DuckDB, for times with a zone
    "ruff",
    "types-openpyxl",
    "types-shapely",  # mypy
}


def requirement_lines() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_requirement_is_an_exact_pin_and_says_why_it_is_there() -> None:
    assert [line for line in requirement_lines() if not PIN.match(line)] == []


def test_what_is_pinned_is_what_is_used() -> None:
    modules = {
        module.split(".")[0]
        for path in files()
        if path.suffix == ".py"
        for module in imports_of(path)
        if not is_ours(module)
    } - set(sys.stdlib_module_names)
    owners = packages_distributions()
    used = {normal(owners.get(module, [module])[0]) for module in modules} | USED_WITHOUT_AN_IMPORT
    assert {normal(line.partition("==")[0]) for line in requirement_lines()} == used
