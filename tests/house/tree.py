"""The files of the repository, as the house tests see them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIGURATION = (".ci", ".streamlit")
TEXT = {"", ".py", ".sql", ".toml", ".csv", ".md", ".ini", ".txt", ".sh", ".svg", ".json"}


def name(path: Path) -> str:
    """The path as it is written in messages: relative to the repository, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def top_level() -> list[Path]:
    """What stands at the top and is kept: no caches, no environment, but the configuration."""
    return sorted(
        path
        for path in ROOT.iterdir()
        if path.name != "__pycache__"
        and (not path.name.startswith(".") or path.name in CONFIGURATION or (path.is_file() and path.name != ".git"))
    )


def files() -> Iterator[Path]:
    """Every kept file, caches and stores apart."""
    for top in top_level():
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            below = path.relative_to(top).parts
            cached = any(part.startswith(".") or part == "__pycache__" for part in below)
            if path.is_file() and not cached and ".duckdb" not in path.name:
                yield path


def text_files() -> Iterator[Path]:
    return (path for path in files() if path.suffix in TEXT)


def product() -> list[Path]:
    """The Python files of the product: app.py, pages/, ntm_dash/."""
    return [
        path for path in files() if path.suffix == ".py" and name(path).split("/")[0] in ("app.py", "pages", "ntm_dash")
    ]


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def literals(path: Path) -> list[tuple[int, str]]:
    """(line, text) of every string literal, the pieces of f-strings included, docstrings left out."""
    nodes = list(ast.walk(parse(path)))
    statements = {
        id(node.value) for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (node.lineno, node.value)
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in statements
    ]


def module_of(path: Path) -> str:
    return name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_of(path: Path) -> Iterator[str]:
    """Full names of all imported modules, relative imports resolved, those inside functions included."""
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "ntm_dash":
                yield from (f"ntm_dash.{alias.name}" for alias in node.names)
            else:
                yield module


def is_ours(module: str) -> bool:
    return module.split(".")[0] in ("ntm_dash", "pages", "app", "tests")
