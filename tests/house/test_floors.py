"""Imports go down only: each floor may use what lies below it, never its neighbour and never above."""

import sys

from ntm_dash.ui.menu import MENU
from tests.house.tree import ROOT, imports_of, is_ours, module_of, name, product

FLOORS = {
    "ntm_dash.domain": 0,
    "ntm_dash.storage": 1,
    "ntm_dash.screening": 2,
    "ntm_dash.intake": 2,
    "ntm_dash.papers": 2,
    "ntm_dash.services": 3,
    "ntm_dash.ui": 4,
    "ntm_dash.cli": 5,
    "ntm_dash.__main__": 6,
    "pages": 5,
    "app": 6,
}
SHELL = {"ntm_dash.cli", "ntm_dash.__main__"}
DRAWN_BY_THE_FLOORS_BELOW = {"pandas", "duckdb"}


def floor_of(module: str) -> str:
    """The floor a module stands on; the package's own __init__ is `ntm_dash` and stands on none."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "ntm_dash" else parts[0]


def test_every_package_of_the_product_has_a_floor() -> None:
    homeless = {floor_of(module_of(path)) for path in product()} - set(FLOORS) - {"ntm_dash"}
    assert homeless == set()


def test_imports_go_down_only() -> None:
    upward = [
        f"{name(path)} imports {module}"
        for path in product()
        for module in imports_of(path)
        if is_ours(module)
        if (here := floor_of(module_of(path))) != (there := floor_of(module))
        if there != "ntm_dash" and FLOORS.get(there, 9) >= FLOORS.get(here, 0)
    ]
    assert upward == []


def test_nothing_but_the_command_line_starts_the_command_line() -> None:
    strays = [
        f"{name(path)} imports {module}"
        for path in product()
        if module_of(path) not in SHELL
        for module in imports_of(path)
        if floor_of(module) in SHELL
    ]
    assert strays == []


def test_the_domain_needs_the_standard_library_and_pydantic_only() -> None:
    strays = [
        f"{name(path)} imports {module}"
        for path in product()
        if floor_of(module_of(path)) in ("ntm_dash.domain", "ntm_dash")
        for module in imports_of(path)
        if not is_ours(module) and module.split(".")[0] not in sys.stdlib_module_names | {"pydantic"}
    ]
    assert strays == []


def test_streamlit_is_used_only_in_app_pages_and_ui() -> None:
    strays = [
        f"{name(path)} imports {module}"
        for path in product()
        if floor_of(module_of(path)) not in ("app", "pages", "ntm_dash.ui")
        for module in imports_of(path)
        if module.split(".")[0] == "streamlit"
    ]
    assert strays == []


def test_pages_compute_nothing_themselves() -> None:
    strays = [
        f"{name(path)} imports {module}"
        for path in product()
        if floor_of(module_of(path)) in ("pages", "app")
        for module in imports_of(path)
        if module.split(".")[0] in DRAWN_BY_THE_FLOORS_BELOW
    ]
    assert strays == []


def test_no_page_can_run_bare() -> None:
    """Directly in pages/, or at an address equal to a file's stem, it would open without app.py."""
    pages = [path for path in product() if floor_of(module_of(path)) == "pages"]
    assert [name(path) for path in pages if len(path.relative_to(ROOT).parts) < 3] == []

    addresses = [entry.address for entry in MENU.values()]
    listed = [path for path in pages if path.name != "__init__.py"]
    assert {entry.file for entry in MENU.values()} == {name(path) for path in listed}, "each page is in the menu"
    assert len(set(addresses)) == len(addresses)
    assert [address for address in addresses if not address.isascii()] == []
    assert {path.stem for path in listed} & set(addresses) == set()
