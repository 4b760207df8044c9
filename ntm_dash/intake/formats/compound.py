"""Compound files, the containers of old Office files: their streams, by chains of sectors that are never followed
in circles."""

from __future__ import annotations

import array
import sys
from collections.abc import Iterator, Mapping
from itertools import islice

from ntm_dash.intake.formats.sheet import refuse

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFF9
_NO_ENTRY = 0xFFFFFFFF
_ENTRY_SIZE = 128
_STREAM = 2


class Compound:
    """A compound file. `streams` has where each top-level stream starts and its size, by its name in
    lower case.

    Refused: `file_broken`.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift = _number(content, 30, 2)
        if shift not in (9, 12):
            refuse("file_broken")
        self._size = 1 << shift
        # A table longer than the file needs would only repeat itself.
        needed = len(content) // self._size * 4 // self._size + 1
        self._sectors = _words(b"".join(map(self._sector, islice(self._allocation(), needed))))
        directory = self._joined(_number(content, 48))
        entries = [directory[at : at + _ENTRY_SIZE] for at in range(0, len(directory), _ENTRY_SIZE)]
        if not entries or len(entries[-1]) < _ENTRY_SIZE:
            refuse("file_broken")
        self._mini = _number(entries[0], 116)
        self.streams: Mapping[str, tuple[int, int]] = dict(_streams(entries))

    def read(self, name: str) -> bytes:
        """The bytes of a stream; a small one is kept in the small sectors of another."""
        start, size = self.streams[name]
        if size >= _number(self._content, 56):
            return self._joined(start)[:size]
        small = self._joined(self._mini)
        chain = _words(self._joined(_number(self._content, 60)))
        return b"".join(small[at * 64 : at * 64 + 64] for at in _followed(start, chain))[:size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(start, self._sectors)))

    def _allocation(self) -> Iterator[int]:
        """The sectors of the table in which each sector names the next one of its chain."""
        yield from (number for number in _words(self._content[76:512]) if number <= _LAST_SECTOR)
        more = _number(self._content, 68)
        for _ in range(min(_number(self._content, 72), len(self._content) // self._size)):
            words = _words(self._sector(more))
            if not words:
                break
            *numbers, more = words
            yield from (number for number in numbers if number <= _LAST_SECTOR)


def _streams(entries: list[bytes]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The streams beside one another at the top: a tree in which each entry names a left and a right one."""
    waiting, seen = [_number(entries[0], 76)], {_NO_ENTRY}
    while waiting:
        number = waiting.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        waiting += [_number(entry, 68), _number(entry, 72)]
        if entry[66] == _STREAM:
            name = entry[: max(0, min(64, _number(entry, 64, 2)) - 2)].decode("utf-16-le", errors="replace")
            yield name.lower(), (_number(entry, 116), _number(entry, 120))


def _followed(start: int, chain: array.array[int]) -> Iterator[int]:
    number = start
    for _ in range(len(chain)):
        if number > _LAST_SECTOR:
            return
        if number >= len(chain):
            refuse("file_broken")
        yield number
        number = chain[number]
    if number <= _LAST_SECTOR:
        refuse("file_broken")


def _number(data: bytes, at: int, size: int = 4) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _words(data: bytes) -> array.array[int]:
    words = array.array("I", data[: len(data) // 4 * 4])
    if sys.byteorder == "big":
        words.byteswap()
    return words
