"""Many documents as one file, made one after the other so that memory does not grow with their number."""

from __future__ import annotations

import gc
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

TIDY = 20

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def file_name(words: str, ending: str) -> str:
    """A name for a file that every system takes: no separators, no control characters, not too long."""
    kept = unicodedata.normalize("NFC", _UNSAFE.sub("-", words)).strip(" .-") or "van-ban"
    return f"{kept[:100].rstrip(' .-')}.{ending}"


def write_archive(target: Path, documents: Iterable[tuple[str, bytes]]) -> int:
    """Write documents (name, content) into a zip; returns how many. Of two of one name the second is numbered."""
    used: dict[str, int] = {}
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in documents:
            used[name] = used.get(name, 0) + 1
            stem, _, ending = name.rpartition(".")
            archive.writestr(name if used[name] == 1 else f"{stem} ({used[name]}).{ending}", content)
            count += 1
            if count % TIDY == 0:
                # Word documents refer to themselves in circles that would otherwise wait long to be collected.
                gc.collect()
    return count
