"""The agreed top level, telling names, rooms of a readable size, and a README whose map is true."""

import re

from tests.house.tree import ROOT, files, name, product, text_files, top_level

AGREED = {"app.py", "pages", "ntm_dash", "data", "tests", "requirements.txt", "README.md", "LICENSE"}
BINS = {"util", "utils", "helper", "helpers", "common", "manager", "managers"}
PLACES_OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root|tmp|opt|work|mnt|srv|workspace)/|(?<!\w)[C-Z]:\\\w")
REGISTRIES = re.compile(r"index-url|pythonhosted|pypi\.|npmjs|artifactory|devpi|proxy\.golang", re.IGNORECASE)


def test_the_top_level_is_the_agreed_one() -> None:
    assert {path.name for path in top_level() if not path.name.startswith(".")} - AGREED == set()


def test_no_room_is_a_drawer_for_everything() -> None:
    drawers = {
        part
        for path in files()
        for part in path.relative_to(ROOT).parts
        if BINS & set(re.split(r"[._-]", part.lower()))
    }
    assert drawers == set()


def test_a_module_stays_under_350_lines_and_a_page_under_100() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in product()}
    long = {path: length for path, length in lengths.items() if length >= (100 if path.startswith("pages/") else 350)}
    assert long == {}


def test_no_file_knows_a_place_of_one_machine_or_a_registry() -> None:
    this = ROOT / "tests" / "house" / "test_layout.py"
    known = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in text_files()
        if path != this
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if PLACES_OF_ONE_MACHINE.search(line) or REGISTRIES.search(line)
    ]
    assert known == []


def folders_on_the_map() -> set[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([\w./-]+)/` \|", readme, re.MULTILINE))


def test_every_folder_on_the_map_is_there() -> None:
    kept = {name(parent) for path in files() for parent in path.parents if parent.is_relative_to(ROOT)}
    assert folders_on_the_map() - kept == set()


def test_every_folder_of_the_product_is_on_the_map() -> None:
    built = {
        name(path.parent)
        for path in files()
        if name(path).split("/")[0] in ("ntm_dash", "pages", "data") and path.parent != ROOT
    }
    assert built - {"data"} - folders_on_the_map() == set()
