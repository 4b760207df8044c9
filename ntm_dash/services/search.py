"""The search over places, nominations and proposing units, without regard to case and diacritics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ntm_dash.domain.access import Person, Right, may
from ntm_dash.intake.text import search_key
from ntm_dash.services.access import require
from ntm_dash.services.campaigns import Campaign, scope_of
from ntm_dash.storage.store import Store

MOST_HITS = 8

Kind = Literal["commune", "district", "nomination", "proposer"]


@dataclass(frozen=True)
class Hit:
    """One thing found: its kind, the code that opens it, and how it is called."""

    kind: Kind
    code: str
    label: str


def find(store: Store, campaign: Campaign, words: str, by: Person) -> list[Hit]:
    """What the words name: every word must begin a word of the name or code; names that begin so come first.

    Nominations and proposing units are found by whom they concern only.
    """
    require(by, Right.SEE_PROVINCE)
    wanted = search_key(words)
    hits = []
    for kind, code, label, proposer in scope_of(store, campaign).rows("search_index"):
        right = Right.SEE_PROVINCE if proposer is None else Right.SEE_NOMINATIONS
        if not may(by, right, unit=proposer):
            continue
        key = search_key(f"{label} {code}")
        if all(f" {part}" in f" {key}" for part in wanted.split()):
            hits.append((not key.startswith(wanted), len(key), Hit(kind, code, label)))
    return [hit for *_, hit in sorted(hits, key=lambda each: each[:2])[:MOST_HITS]]
