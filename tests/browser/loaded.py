"""All modules of the program and of the server it runs in, loaded."""

import importlib
import pkgutil

import streamlit.web.cli  # noqa: F401

import ntm_dash

for found in pkgutil.walk_packages(ntm_dash.__path__, "ntm_dash."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
