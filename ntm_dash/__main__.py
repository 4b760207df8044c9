"""`python -m ntm_dash …`."""

import io
import os
import sys

from ntm_dash.cli import main


def run() -> int:
    """The command's exit code; everything printed is UTF-8, and a reader that stops reading is no failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


sys.exit(run())
