"""Where the project's own data stands: the only place that knows the folder names."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
REFERENCE = DATA / "reference"
RULEBOOKS = DATA / "rulebooks"
FORMS = DATA / "forms"
WORDS = DATA / "words"
GUIDE = DATA / "guide"
STATIC = DATA / "static"
TEMPLATES = DATA / "templates"
DEMONSTRATION = DATA / "demonstration"
BOUNDARIES = DATA / "boundaries" / "communes.geojson"
DEFAULT_STORE = DATA / "ntm.duckdb"
BACKUPS = DATA / "backups"
