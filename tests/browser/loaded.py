"""All modules of the program and of the server it runs in, loaded."""

import importlib
import pkgutil

import ntm_dash

for name in ("streamlit.web.cli", *(found.name for found in pkgutil.walk_packages(ntm_dash.__path__, "ntm_dash."))):
    if not name.endswith("__main__"):
        importlib.import_module(name)
