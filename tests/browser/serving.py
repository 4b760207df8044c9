"""A Streamlit app started by its command, or as quickly as a fork is, and how Chromium is started to look at it."""

import multiprocessing
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.ports import free_port

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Windows share a process: to start one, and compile Streamlit in it, is most of what a window costs.
    "--process-per-site",
    "--renderer-process-limit=1",
    # Each window would start a process for the popup of its address line. The list takes the place of Playwright's.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,OptimizationHints,NetworkTimeServiceQuerying,PreconnectToSearch,Translate",
]


FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.browser.loaded"])


def serve(folder: Path, log: Path, *options: str, **environment: str) -> tuple[str, subprocess.Popen[bytes]]:
    """Start the app of a folder by its command and wait until it answers; returns its address and its process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", *_asked(port, options)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=output)
    return _answering(port, log, lambda: process.poll() is None, process.terminate), process


def fork(folder: Path, log: Path, *options: str, **environment: str) -> tuple[str, BaseProcess]:
    """The same from a process that has all modules loaded: their loading takes most of a start."""
    port = free_port()
    process = FORKS.Process(target=_run, args=(folder, log, {**os.environ, **environment}, _asked(port, options)))
    process.start()
    return _answering(port, log, process.is_alive, process.terminate), process


def _run(folder: Path, log: Path, environment: dict[str, str], asked: list[str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with log.open("wb") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    sys.argv = ["streamlit", *asked]
    from streamlit.web.cli import main

    main(prog_name="streamlit")


def _asked(port: int, options: Iterable[str]) -> list[str]:
    return ["run", "app.py", "--server.port", str(port), *options]


def _answering(port: int, log: Path, lives: Callable[[], bool], end: Callable[[], None]) -> str:
    """The address of the app that answers at a port, once it does."""
    for _ in range(600):
        if not lives():
            raise AssertionError(log.read_text(encoding="utf-8"))
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
            return f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(0.1)
    end()
    raise AssertionError("the app did not answer within a minute")
