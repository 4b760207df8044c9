"""`python -m tests.bench NAME [ARGUMENT …]`: one benchmark beside its peers, a table for people, one line of JSON."""

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in ("__init__", "__main__", "bars", "visitor"))


def main(arguments: list[str]) -> int:
    """Run the benchmark that the first argument names; 0 where every bar holds, 1 where one does not, 2 for usage."""
    if not arguments or arguments[0] not in NAMES:
        print(f"python -m tests.bench {{{', '.join(NAMES)}}} [ARGUMENT …]", file=sys.stderr)
        return 2
    name, *rest = arguments
    bars = import_module(f"tests.bench.{name}").run(rest)
    for bar in bars:
        print(f"{'✓' if bar.holds else '✗'} {bar.name}: {bar.value:g} (bar {bar.bar:g})")
    print(json.dumps({"bench": name, "bars": [asdict(bar) for bar in bars]}))
    return 0 if all(bar.holds for bar in bars) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
