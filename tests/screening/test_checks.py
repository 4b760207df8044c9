"""Each mistake a person can make in a rulebook is named: what kind it is, where it stands, what was read there.

Every case changes the real rulebook in one place. `after` finds the place: the first `old` that follows the anchor.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_dash.domain.paths import RULEBOOKS, WORDS
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.screening.loading import load_rulebook, read_rulebook

REAL = (RULEBOOKS / "lang-son-2011-2020.toml").read_text(encoding="utf-8")

ODD = (
    "\x00",
    "\u202e",
    "[[",
    "]]",
    "{",
    '"""',
    "=",
    "\n",
    "1e400",
    "9" * 5000,
    "<script>",
    "../",
    "inf",
    "'",
    ".a.b.c = 1\n",
)
"""What may stand anywhere in a text that somebody spoiled."""

Edit = tuple[str, str, str]
Found = tuple[str, str, str]


def after(text: str, anchor: str, old: str, new: str) -> str:
    """The text with the first `old` at or after the anchor replaced."""
    start = text.index(old, text.index(anchor))
    return text[:start] + new + text[start + len(old) :]


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(Refused) as refused:
        load_rulebook(text, "sổ.toml")
    return list(refused.value.problems)


def clause(name: str) -> str:
    return f'[[clauses]]\nid = "{name}"'


def reading(name: str) -> str:
    return f'[[readings]]\nid = "{name}"'


def stage(name: str) -> str:
    return f'[[stages]]\nid = "{name}"'


MOVES = REAL.split("[[moves]]\n")[1:]
MOVE_BACK = 'from = ["appraised"]\nto = "received"'
MOVE_BACK_AT = next(number for number, move in enumerate(MOVES, 1) if move.startswith(MOVE_BACK))
MOVE_RETURN = 'from = ["sent", "received", "appraised"]'
MOVE_RETURN_AT = next(number for number, move in enumerate(MOVES, 1) if move.startswith(MOVE_RETURN))
SENT_AT = [
    (number, key)
    for number, move in enumerate(MOVES, 1)
    for key, value in tomllib.loads(move.split("\n# -")[0].split("\n[[")[0]).items()
    if key in ("from", "to") and "sent" in value and (key == "from" or value == "sent")
]

D2 = clause("3.2.1.d-2")
GAINED = "clauses[3.2.1.d-2].conditions[gained]"
E = clause("3.2.1.e")
TYPICAL = "clauses[3.2.1.e].conditions[typical]"
JUDGED = 'judged = true\nevidence = "model_area"\n'
NATIONAL = clause("3.3.1-2")
SHARED = '[[shared]]\nid = "not_awarded_2016_2018"'

SYNTAX: dict[str, tuple[Edit, Found]] = {
    "a key without its sign": (
        ("[assessment]", "cutoff = 2019-07-31", "cutoff 2019-07-31"),
        ("rulebook_syntax", "20:8", "cutoff 2019-07-31"),
    ),
    "a text without its end": (
        ("[document]", 'province = "Lạng Sơn"', 'province = "Lạng Sơn'),
        ("rulebook_syntax", "10:21", 'province = "Lạng Sơn'),
    ),
    "a day that is not on the calendar": (
        ("[assessment]", "cutoff = 2019-07-31", "cutoff = 2019-02-30"),
        ("rulebook_syntax", "20:10", "cutoff = 2019-02-30"),
    ),
    "a date as people write it": (
        ("[assessment]", "cutoff = 2019-07-31", "cutoff = 31/7/2019"),
        ("rulebook_syntax", "20:12", "cutoff = 31/7/2019"),
    ),
    "a sum with dots": (
        (clause("3.3.2-3"), "at_least = 1_500_000_000", "at_least = 1.500.000.000"),
        ("rulebook_syntax", "610:17", "at_least = 1.500.000.000"),
    ),
    "a key written twice": (
        ("[assessment]", "valid_months = 12", "valid_months = 12\nvalid_months = 6"),
        ("rulebook_key_twice", "22:17", "valid_months = 6"),
    ),
    "a table written twice": (
        ("[assessment]", "[assessment]", "[movement]"),
        ("rulebook_key_twice", "19:10", "[movement]"),
    ),
}

MISTAKES: dict[str, tuple[list[Edit], list[Found]]] = {
    # ---------------------------------------------------------------- the road of a dossier
    "a stage twice": (
        [(stage("sent"), 'id = "sent"', 'id = "preparing"')],
        [
            ("rulebook_repeated", "stages[preparing]", "preparing"),
            *(("rulebook_stage", f"moves[{number}].{key}", "sent") for number, key in SENT_AT),
        ],
    ),
    "a start that no stage has": (
        [(stage("received"), 'starts = "received"\n', "")],
        [("rulebook_missing", "stages.starts", "")],
    ),
    "a start of two stages": (
        [(stage("sent"), 'deadline = "synthesis"\n', 'deadline = "synthesis"\nstarts = "undated"\n')],
        [("rulebook_repeated", "stages[sent].starts", "undated")],
    ),
    "a deadline of a stage that the document does not have": (
        [(stage("sent"), 'deadline = "synthesis"', 'deadline = "synthese"')],
        [("rulebook_deadline", "stages[sent].deadline", "synthese")],
    ),
    "a move from nowhere": (
        [(MOVE_BACK, 'from = ["appraised"]', 'from = ["apprised"]')],
        [("rulebook_stage", f"moves[{MOVE_BACK_AT}].from", "apprised")],
    ),
    "a move to nowhere": (
        [(MOVE_BACK, 'to = "received"', 'to = "recieved"')],
        [("rulebook_stage", f"moves[{MOVE_BACK_AT}].to", "recieved")],
    ),
    "a move to itself": (
        [(MOVE_BACK, 'from = ["appraised"]', 'from = ["received"]')],
        [("rulebook_move_nowhere", f"moves[{MOVE_BACK_AT}]", "received")],
    ),
    "two moves between the same stages": (
        [(MOVE_BACK, 'from = ["appraised"]', 'from = ["sent"]')],
        [("rulebook_repeated", "moves", "sent → received")],
    ),
    "a return without a day": (
        [(MOVE_RETURN, 'needs = ["reason", "due"]', 'needs = ["reason"]')],
        [("rulebook_move_needs", f"moves[{MOVE_RETURN_AT}].needs", "return")],
    ),
    "a stage that nothing leads to": (
        [('from = ["decided"]', 'to = "conferred"', 'to = "submitted"')],
        [("rulebook_stage_unreached", "stages[conferred]", "conferred")],
    ),
    "a holder who can do nothing": (
        [(stage("submitted"), 'holder = "leadership"', 'holder = "unit"')],
        [("rulebook_stage_held", "stages[submitted].holder", "unit")],
    ),
    "a role that nobody has": (
        [(stage("submitted"), 'holder = "leadership"', 'holder = "leader"')],
        [("rulebook_choice", "stages[submitted].holder", "leader")],
    ),
    # ---------------------------------------------------------------- keys and shapes
    "a missing key": (
        [("[assessment]", "valid_months = 12\n", "")],
        [("rulebook_missing", "assessment.valid_months", "")],
    ),
    "a missing table": (
        [("[movement]", "[movement]\nname", "[document.movement]\nname")],
        [("rulebook_unknown_key", "document.movement", "movement"), ("rulebook_missing", "movement", "")],
    ),
    "a clause without an id": (
        [(clause("3.2.1.a"), 'id = "3.2.1.a"\n', "")],
        [("rulebook_missing", "clauses[1].id", "")],
    ),
    "a clause without its citation": (
        [(clause("3.2.1.a"), 'citation = "III.3.2.1.a"\n', "")],
        [("rulebook_missing", "clauses[3.2.1.a].citation", "")],
    ),
    "a clause without conditions": (
        [
            (
                E,
                f'[[clauses.conditions]]\nid = "typical"\nquestion = "Thôn có thành tích thực sự tiêu biểu: nguồn lực, '
                f'nếp sống văn hóa, môi trường, khu dân cư kiểu mẫu nổi bật?"\n{JUDGED}',
                "",
            )
        ],
        [("rulebook_missing", "clauses[3.2.1.e].conditions", "")],
    ),
    "a misspelt key": (
        [("[assessment]", "valid_months", "valid_month")],
        [
            ("rulebook_missing", "assessment.valid_months", ""),
            ("rulebook_unknown_key", "assessment.valid_month", "valid_month"),
        ],
    ),
    "a misspelt key of a condition": (
        [(D2, "question", "qestion")],
        [("rulebook_missing", f"{GAINED}.question", ""), ("rulebook_unknown_key", f"{GAINED}.qestion", "qestion")],
    ),
    "a number as text": (
        [('[[awards]]\nid = "bang_khen_tinh"', "share = 70", 'share = "70"')],
        [("rulebook_type", "awards[bang_khen_tinh].voting.share", '"70"')],
    ),
    "a share with a decimal point": (
        [('[[awards]]\nid = "bang_khen_tinh"', "share = 70", "share = 0.7")],
        [("rulebook_type", "awards[bang_khen_tinh].voting.share", "0.7")],
    ),
    "a share above a hundred": (
        [('[[awards]]\nid = "bang_khen_tinh"', "quorum = 67", "quorum = 670")],
        [("rulebook_range", "awards[bang_khen_tinh].voting.quorum", "670")],
    ),
    "a date as text": (
        [("[assessment]", "cutoff = 2019-07-31", 'cutoff = "2019-07-31"')],
        [("rulebook_type", "assessment.cutoff", '"2019-07-31"')],
    ),
    "a time in place of a day": (
        [("[assessment]", "cutoff = 2019-07-31", "cutoff = 2019-07-31T17:00:00")],
        [("rulebook_type", "assessment.cutoff", "2019-07-31T17:00:00")],
    ),
    "a number in place of a text": (
        [("[document]", 'issued = "2019"', "issued = 2019")],
        [("rulebook_type", "document.issued", "2019")],
    ),
    "yes or no in words": (
        [("[[awards]]", "screened = false", 'screened = "no"')],
        [("rulebook_type", "awards[giay_khen].screened", '"no"')],
    ),
    "a list in place of a table": (
        [("[document]", "[document]", "[[document]]")],
        [("rulebook_type", "document", "[ … ]")],
    ),
    "a table in place of a list": (
        [("[movement]", 'words = ["nông thôn mới", "NTM"]', 'words = { a = "nông thôn mới" }')],
        [("rulebook_type", "movement.words", "{ … }")],
    ),
    "a word in place of a list": (
        [(clause("3.2.1.a"), '["department"]', '"department"')],
        [("rulebook_type", "clauses[3.2.1.a].subjects", '"department"')],
    ),
    "an empty list": (
        [(clause("3.2.1.a"), '["department"]', "[]")],
        [("rulebook_empty", "clauses[3.2.1.a].subjects", "")],
    ),
    "a blank text": (
        [("[document]", 'province = "Lạng Sơn"', 'province = "  "')],
        [("rulebook_empty", "document.province", "")],
    ),
    "an id with a space": (
        [(clause("3.2.1.a"), 'id = "3.2.1.a"', 'id = "3.2.1 a"')],
        [("rulebook_identifier", "clauses[3.2.1 a].id", "3.2.1 a")],
    ),
    "a misspelt word of a closed list": (
        [('[[awards]]\nid = "bang_khen_tinh"', 'base = "all"', 'base = "everyone"')],
        [("rulebook_choice", "awards[bang_khen_tinh].voting.base", "everyone")],
    ),
    # ---------------------------------------------------------------- awards, subjects, papers, deadlines
    "a misspelt award": (
        [(clause("3.2.1.a"), 'award = "bang_khen_tinh"', 'award = "bang_khen"')],
        [("rulebook_choice", "clauses[3.2.1.a].award", "bang_khen")],
    ),
    "an award that the rulebook does not define": (
        [
            ("[[awards]]", 'id = "giay_khen"', 'id = "bang_khen_tinh"'),
            (clause("3.2.1.a"), '"bang_khen_tinh"', '"giay_khen"'),
        ],
        [
            ("rulebook_repeated", "awards[bang_khen_tinh]", "bang_khen_tinh"),
            ("rulebook_award", "clauses[3.2.1.a].award", "giay_khen"),
        ],
    ),
    "a clause whose award is not screened": (
        [(clause("3.2.1.a"), '"bang_khen_tinh"', '"giay_khen"')],
        [("rulebook_not_screened", "clauses[3.2.1.a].award", "giay_khen")],
    ),
    "an award that is screened by no clause": (
        [("[[awards]]", "screened = false", "screened = true")],
        [("rulebook_award_without_clause", "awards[giay_khen]", "giay_khen")],
    ),
    "a misspelt subject": (
        [(clause("3.2.1.a"), '"department"', '"departmnt"')],
        [("rulebook_choice", "clauses[3.2.1.a].subjects[1]", "departmnt")],
    ),
    "a subject named twice": (
        [(clause("3.2.1.a"), '["department"]', '["department", "department"]')],
        [("rulebook_repeated", "clauses[3.2.1.a].subjects", "department")],
    ),
    "a misspelt subject under one reading": (
        [(clause("3.2.2.b"), '"official"]', '"offical"]')],
        [("rulebook_choice", "clauses[3.2.2.b].subjects.yes[4]", "offical")],
    ),
    "two clauses of one id": (
        [(clause("3.2.1.b"), 'id = "3.2.1.b"', 'id = "3.2.1.a"')],
        [("rulebook_repeated", "clauses[3.2.1.a]", "3.2.1.a")],
    ),
    "two conditions of one id": (
        [(clause("3.2.1.d-1"), 'id = "model_area_evidence"', 'id = "advanced_plan"')],
        [("rulebook_repeated", "clauses[3.2.1.d-1].conditions[advanced_plan]", "advanced_plan")],
    ),
    "negative copies": (
        [('[[dossiers]]\nid = "provincial"', "copies = 3", "copies = -3")],
        [("rulebook_range", "dossiers[provincial].papers[5].copies", "-3")],
    ),
    "a paper without its copies": (
        [('[[dossiers]]\nid = "provincial"', ", copies = 3", "")],
        [("rulebook_missing", "dossiers[provincial].papers[5].copies", "")],
    ),
    "a misspelt paper": (
        [('[[dossiers]]\nid = "provincial"', '"achievement_report"', '"achievment_report"')],
        [("rulebook_choice", "dossiers[provincial].papers[5].kind", "achievment_report")],
    ),
    "a paper named twice": (
        [('[[dossiers]]\nid = "provincial"', '"achievement_report"', '"minutes"')],
        [("rulebook_repeated", "dossiers[provincial].papers[minutes]", "minutes")],
    ),
    "two dossier sets of one id": (
        [('id = "national"', 'id = "national"', 'id = "provincial"')],
        [("rulebook_repeated", "dossiers[provincial]", "provincial")],
    ),
    "a dossier set behind one that takes all": (
        [('id = "provincial-farmers"', 'subjects = ["household"]\nfarmers = true\n', "")],
        [("rulebook_dossier_unreached", "dossiers[provincial]", "provincial")],
    ),
    "a dossier set of an award that is not screened": (
        [('id = "national"', '"bang_khen_thu_tuong"', '"giay_khen"')],
        [("rulebook_not_screened", "dossiers[national].award", "giay_khen")],
    ),
    "a misspelt last day": (
        [('id = "conferring"', 'last_day = "on-time"', 'last_day = "ontime"')],
        [("rulebook_choice", "deadlines[conferring].last_day", "ontime")],
    ),
    "a last day that a reading gives no word for": (
        [('id = "conferring"', 'last_day = "on-time"', 'last_day = { reading = "growth" }')],
        [
            ("rulebook_choice", "deadlines[conferring].last_day.net", "net"),
            ("rulebook_choice", "deadlines[conferring].last_day.gross", "gross"),
        ],
    ),
    "a misspelt deadline of dossiers": (
        [("[[deadlines]]", 'id = "dossier"', 'id = "dosier"')],
        [
            ("rulebook_missing", "deadlines[dossier]", ""),
            ("rulebook_deadline", "stages[preparing].deadline", "dossier"),
        ],
    ),
    # ---------------------------------------------------------------- the form of a condition
    "two forms": (
        [(D2, "at_least = 10\n", "at_least = 10\njudged = true\n")],
        [("rulebook_forms", GAINED, "fact, judged")],
    ),
    "no form": ([(E, JUDGED, "")], [("rulebook_forms", TYPICAL, "")]),
    "judged, but no": ([(E, JUDGED, "judged = false\n")], [("rulebook_forms", TYPICAL, "")]),
    "an empty group": ([(E, JUDGED, "any = []\n")], [("rulebook_empty", f"{TYPICAL}.any", "")]),
    "a question with a threshold": (
        [(E, JUDGED, "judged = true\nat_least = 1\n")],
        [("rulebook_stray", TYPICAL, "at_least")],
    ),
    "a fact with evidence": (
        [(D2, "at_least = 10\n", 'at_least = 10\nevidence = "initiative"\n')],
        [("rulebook_stray", GAINED, "evidence")],
    ),
    "a limit inside a not": (
        [(E, JUDGED, 'not = { id = "x", question = "x", judged = true, when = { growth = "net" } }\n')],
        [("rulebook_stray", f"{TYPICAL}.not", "when")],
    ),
    "a misspelt single_within": (
        [(clause("3.2.1.d-1"), 'single_within = "district"', 'single_within = "commune"')],
        [("rulebook_choice", "clauses[3.2.1.d-1].conditions[most_typical].single_within", "commune")],
    ),
    "a condition for a subject that the clause does not have": (
        [(E, JUDGED, f'{JUDGED}subjects = ["commune"]\n')],
        [("rulebook_never_asked", TYPICAL, "typical"), ("rulebook_nothing_left", "clauses[3.2.1.e]", "village")],
    ),
    "a clause that everyone meets under one reading": (
        [(D2, 'fact = "criteria_gained"', 'when = { growth = "net" }\nfact = "criteria_gained"')],
        [("rulebook_nothing_left", "clauses[3.2.1.d-2]", 'commune, d3-scope = "d3", growth = "gross"')],
    ),
    "a part of a group that its limits exclude": (
        [
            (
                clause("3.2.1.d-1"),
                'question = "Có ít nhất 01 khu dân cư kiểu mẫu"',
                'question = "Có ít nhất 01 khu dân cư kiểu mẫu"\nwhen = { model-area = "recognised" }',
            ),
        ],
        [
            (
                "rulebook_never_asked",
                "clauses[3.2.1.d-1].conditions[model_area].any[model_area_evidence]",
                "model_area_evidence",
            ),
        ],
    ),
    # ---------------------------------------------------------------- facts, arguments, thresholds
    "a misspelt fact": (
        [(D2, "criteria_gained", "criteria_gain")],
        [("rulebook_fact", f"{GAINED}.fact", "criteria_gain")],
    ),
    "a fact about communes asked of districts": (
        [(D2, '["commune"]', '["commune", "district"]')],
        [("rulebook_no_commune", f"{GAINED}.fact", "criteria_gained")],
    ),
    "a misspelt argument": (
        [(D2, "to_year", "until_year")],
        [
            ("rulebook_argument", f"{GAINED}.arguments.until_year", "until_year"),
            ("rulebook_missing", f"{GAINED}.arguments.to_year", ""),
        ],
    ),
    "a missing argument": ([(D2, ", among = []", "")], [("rulebook_missing", f"{GAINED}.arguments.among", "")]),
    "a threshold among the arguments": (
        [
            (clause("3.3.2-3"), "at_least = 1_500_000_000\n", ""),
            (clause("3.3.2-3"), "from_year = 2011", "at_least = 1_500_000_000\nfrom_year = 2011"),
        ],
        [
            ("rulebook_comparison", "clauses[3.3.2-3].conditions[contributed]", ""),
            ("rulebook_argument", "clauses[3.3.2-3].conditions[contributed].arguments.at_least", "at_least"),
        ],
    ),
    "a misspelt word of an argument": (
        [(clause("3.2.1.d-1"), 'kind = "advanced_plan"', 'kind = "advanced_plans"')],
        [("rulebook_choice", "clauses[3.2.1.d-1].conditions[advanced_plan].arguments.kind", "advanced_plans")],
    ),
    "a misspelt word in a list of them": (
        [(clause("3.2.1.g"), '"land"', '"lands"')],
        [("rulebook_choice", "clauses[3.2.1.g].conditions[contributed].arguments.kinds[3]", "lands")],
    ),
    "no word in a list of them": (
        [(clause("3.2.1.g"), '["money", "goods", "land", "property", "labour"]', "[]")],
        [("rulebook_empty", "clauses[3.2.1.g].conditions[contributed].arguments.kinds", "")],
    ),
    "a year as text": (
        [(D2, "2016, to", '"2016", to')],
        [("rulebook_type", f"{GAINED}.arguments.from_year", '"2016"')],
    ),
    "a year of two digits": ([(D2, "2016, to", "16, to")], [("rulebook_type", f"{GAINED}.arguments.from_year", "16")]),
    "a period that ends before it begins": (
        [(D2, "2016, to", "2021, to")],
        [("rulebook_period", f"{GAINED}.arguments.to_year", "2020")],
    ),
    "a period that ends before it begins under one reading": (
        [(NATIONAL, "2016 = 2016", "2016 = 2026")],
        [("rulebook_period", "clauses[3.3.1-2].conditions[gained].arguments.to_year", "2020")],
    ),
    "a criterion that does not exist": (
        [(NATIONAL, "{ among = [10, 11] }", "{ among = [10, 20] }")],
        [("rulebook_range", "clauses[3.3.1-2].conditions[income_and_poverty_met].arguments.among", "20")],
    ),
    "a criterion in place of a list": (
        [(NATIONAL, "{ among = [10, 11] }", "{ among = 10 }")],
        [("rulebook_type", "clauses[3.3.1-2].conditions[income_and_poverty_met].arguments.among", "10")],
    ),
    "a blank item of evidence": (
        [(clause("3.2.1.f"), 'item = "linkage"', 'item = ""')],
        [("rulebook_type", "clauses[3.2.1.f].conditions[linkage].arguments.item", '""')],
    ),
    "a threshold as text": (
        [(D2, "at_least = 10", 'at_least = "10"')],
        [("rulebook_type", f"{GAINED}.at_least", '"10"')],
    ),
    "a threshold that is yes": (
        [(D2, "at_least = 10", "at_least = true")],
        [("rulebook_type", f"{GAINED}.at_least", "true")],
    ),
    "a threshold that is no number": (
        [(D2, "at_least = 10", "at_least = nan")],
        [("rulebook_type", f"{GAINED}.at_least", "nan")],
    ),
    "a negative threshold": (
        [(D2, "at_least = 10", "at_least = -10")],
        [("rulebook_range", f"{GAINED}.at_least", "-10")],
    ),
    "a threshold above all criteria": (
        [(D2, "at_least = 10", "at_least = 20")],
        [("rulebook_range", f"{GAINED}.at_least", "20")],
    ),
    "a truth that is two": (
        [(clause("3.2.1.c-1"), "equals = 1", "equals = 2")],
        [("rulebook_range", "clauses[3.2.1.c-1].conditions[is_district].equals", "2")],
    ),
    "two comparisons": (
        [(D2, "at_least = 10", "at_least = 10\nat_most = 19")],
        [("rulebook_comparison", GAINED, "at_least, at_most")],
    ),
    "no comparison": ([(D2, "at_least = 10\n", "")], [("rulebook_comparison", GAINED, "")]),
    "a sum that must be hit exactly": (
        [(clause("3.2.1.g"), "at_least = 400", "equals = 400")],
        [("rulebook_comparison", "clauses[3.2.1.g].conditions[contributed]", "equals")],
    ),
    # ---------------------------------------------------------------- ranks
    "a rank by a misspelt fact": (
        [(clause("3.2.1.c-2"), '"average_gain"', '"average_gains"')],
        [("rulebook_fact", "clauses[3.2.1.c-2].conditions[place].arguments.of", "average_gains")],
    ),
    "a rank by a fact about nominations": (
        [(clause("3.2.1.c-1"), '"recognised_share"', '"contribution_total"')],
        [("rulebook_fact", "clauses[3.2.1.c-1].conditions[place].arguments.of", "contribution_total")],
    ),
    "a rank with a misspelt argument of its fact": (
        [(clause("3.2.1.c-2"), "to_year = 2020, count_as", "to_year = 2020, counts")],
        [
            ("rulebook_argument", "clauses[3.2.1.c-2].conditions[place].arguments.of_arguments.counts", "counts"),
            ("rulebook_missing", "clauses[3.2.1.c-2].conditions[place].arguments.of_arguments.count_as", ""),
        ],
    ),
    "a rank of districts by a fact about communes": (
        [(clause("3.2.1.c-1"), '"recognised_share"', '"recognised"')],
        [
            ("rulebook_rank_among", "clauses[3.2.1.c-1].conditions[place].arguments.among.in", "huyen, thanh_pho"),
            ("rulebook_rank_among", "clauses[3.2.1.c-1].conditions[place].arguments.among.out", "huyen"),
        ],
    ),
    "a rank of districts within a district": (
        [(clause("3.2.1.c-1"), 'within = "province"', 'within = "district"')],
        [("rulebook_choice", "clauses[3.2.1.c-1].conditions[place].arguments.within", "district")],
    ),
    "a rank that excludes by a condition that is not there": (
        [(clause("3.2.1.c-1"), 'before = "not_awarded_2016_2018"', 'before = "not_awarded"')],
        [("rulebook_condition", "clauses[3.2.1.c-1].conditions[place].arguments.excluding.before", "not_awarded")],
    ),
    "a rank that excludes by a rank": (
        [(clause("3.2.1.c-1"), 'after = ""', 'after = "place"')],
        [("rulebook_condition", "clauses[3.2.1.c-1].conditions[place].arguments.excluding.after", "place")],
    ),
    "a place before the first": (
        [(clause("3.2.1.c-1"), "at_most = 2", "at_most = 0")],
        [("rulebook_range", "clauses[3.2.1.c-1].conditions[place].at_most", "0")],
    ),
    # ---------------------------------------------------------------- readings
    "a default that is no choice": (
        [(reading("growth"), 'default = "net"', 'default = "nett"')],
        [("rulebook_choice", "readings[growth].default", "nett")],
    ),
    "a default without its quotes": (
        [(reading("national-growth-period"), 'default = "2016"', "default = 2016")],
        [("rulebook_type", "readings[national-growth-period].default", "2016")],
    ),
    "a reading with one choice": (
        [
            (
                reading("growth"),
                '    { id = "gross", label = "Gộp: tiêu chí đạt nay mà ngày 31/12/2015 chưa đạt" },\n',
                "",
            )
        ],
        [("rulebook_empty", "readings[growth].choices", "")],
    ),
    "two choices of one id": (
        [(reading("growth"), 'id = "gross"', 'id = "net"')],
        [("rulebook_repeated", "readings[growth].choices[net]", "net")],
    ),
    "two readings of one id": (
        [(reading("deadline-day"), 'id = "deadline-day"', 'id = "ratings"')],
        [
            ("rulebook_repeated", "readings[ratings]", "ratings"),
            *(
                ("rulebook_reading", f"deadlines[{name}].last_day.reading", "deadline-day")
                for name in ("dossier", "closing-report", "synthesis")
            ),
        ],
    ),
    "a reading that nothing asks": (
        [
            (
                reading("growth"),
                reading("growth"),
                f'{reading("idle")}\nquestion = "x"\ncitation = "x"\ndefault = "a"\n'
                f'choices = [{{ id = "a", label = "a" }}, {{ id = "b", label = "b" }}]\n\n{reading("growth")}',
            )
        ],
        [("rulebook_reading_unused", "readings[idle]", "idle")],
    ),
    "a when with an unknown reading": (
        [(NATIONAL, 'when = { income-poverty = "now" }', 'when = { income = "now" }')],
        [("rulebook_reading", "clauses[3.3.1-2].conditions[income_and_poverty_met].when.income", "income")],
    ),
    "a when with an unknown choice": (
        [(NATIONAL, 'when = { income-poverty = "now" }', 'when = { income-poverty = "nowadays" }')],
        [("rulebook_choice", "clauses[3.3.1-2].conditions[income_and_poverty_met].when.income-poverty", "nowadays")],
    ),
    "a when without quotes": (
        [(NATIONAL, 'when = { income-poverty = "now" }', "when = { income-poverty = 1 }")],
        [("rulebook_type", "clauses[3.3.1-2].conditions[income_and_poverty_met].when.income-poverty", "1")],
    ),
    "a switch on an unknown reading": (
        [(D2, 'reading = "growth"', 'reading = "groth"')],
        [("rulebook_reading", f"{GAINED}.arguments.count_as.reading", "groth")],
    ),
    "a switch that names no reading": (
        [(D2, 'reading = "growth"', 'net = "net"')],
        [("rulebook_missing", f"{GAINED}.arguments.count_as.reading", "")],
    ),
    "a switch that leaves a choice out": (
        [(NATIONAL, "2016 = 2016, 2011 = 2011", "2016 = 2016")],
        [("rulebook_missing", "clauses[3.3.1-2].conditions[gained].arguments.from_year.2011", "")],
    ),
    "a switch with a choice too many": (
        [(NATIONAL, "2016 = 2016, 2011 = 2011", "2016 = 2016, 2011 = 2011, 2012 = 2012")],
        [("rulebook_choice", "clauses[3.3.1-2].conditions[gained].arguments.from_year.2012", "2012")],
    ),
    "a switch whose choices are no words of the fact": (
        [(D2, 'reading = "growth"', 'reading = "ratings"')],
        [
            ("rulebook_choice", f"{GAINED}.arguments.count_as.rated", "rated"),
            ("rulebook_choice", f"{GAINED}.arguments.count_as.all", "all"),
        ],
    ),
    "a switch of thresholds with a text": (
        [(D2, "at_least = 10", 'at_least = { reading = "growth", net = 10, gross = "12" }')],
        [("rulebook_type", f"{GAINED}.at_least.gross", '"12"')],
    ),
    # ---------------------------------------------------------------- conditions written once
    "a use of nothing": (
        [(clause("3.2.1.a"), 'use = "not_awarded_2011_2015"', 'use = "not_awarded_2011-2015"')],
        [
            ("rulebook_use_unknown", "clauses[3.2.1.a].conditions[not_awarded_2011-2015].use", "not_awarded_2011-2015"),
        ],
    ),
    "a use of a list": (
        [(clause("3.2.1.a"), 'use = "not_awarded_2011_2015"', 'use = ["not_awarded_2011_2015"]')],
        [("rulebook_use_unknown", "clauses[3.2.1.a].conditions[2].use", "[ … ]")],
    ),
    "a use that adds a form": (
        [(clause("3.2.1.a"), 'use = "not_awarded_2011_2015"', 'use = "not_awarded_2011_2015"\njudged = true')],
        [("rulebook_forms", "clauses[3.2.1.a].conditions[not_awarded_2011_2015]", "fact, judged")],
    ),
    "a mistake in what many clauses use": (
        [(SHARED, "no = 2018, yes = 2019", "no = 2018")],
        [("rulebook_missing", "shared[not_awarded_2016_2018].arguments.to_year.yes", "")],
    ),
    "a wrong shape in what many clauses use": (
        [(SHARED, "equals = 0", 'equals = "0"')],
        [("rulebook_type", "shared[not_awarded_2016_2018].equals", '"0"')],
    ),
    "a shared condition twice": (
        [(SHARED, SHARED, f'{SHARED}\nquestion = "x"\njudged = true\n\n{SHARED}')],
        [("rulebook_repeated", "shared[not_awarded_2016_2018]", "not_awarded_2016_2018")],
    ),
    "a shared condition without an id": (
        [(SHARED, SHARED, f'[[shared]]\nquestion = "x"\njudged = true\n\n{SHARED}')],
        [("rulebook_missing", "shared[2].id", "")],
    ),
    "a shared condition that nothing uses": (
        [(SHARED, SHARED, f'[[shared]]\nid = "idle"\nquestion = "x"\njudged = true\n\n{SHARED}')],
        [("rulebook_shared_unused", "shared[idle]", "idle")],
    ),
    "a shared condition that uses itself": (
        [
            (SHARED, SHARED, f'[[shared]]\nid = "loop"\nquestion = "x"\nany = [{{ use = "loop" }}]\n\n{SHARED}'),
            (E, JUDGED, JUDGED + '[[clauses.conditions]]\nuse = "loop"\n'),
        ],
        [("rulebook_use_circle", "shared[loop].any[loop].use", "loop")],
    ),
}


def found_in(text: str) -> list[Found]:
    return [(problem.code, problem.cell, problem.read) for problem in problems_of(text)]


def test_the_real_rulebook_has_no_mistake() -> None:
    assert load_rulebook(REAL, "sổ.toml").document.id == "lang-son-2011-2020"


@pytest.mark.parametrize("name", SYNTAX)
def test_what_is_not_toml_is_named_with_its_line(name: str) -> None:
    edit, found = SYNTAX[name]
    assert found_in(after(REAL, *edit)) == [found]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_place(name: str) -> None:
    edits, found = MISTAKES[name]
    text = REAL
    for edit in edits:
        text = after(text, *edit)
    assert sorted(found_in(text)) == sorted(found)


EXPECTED = {
    "a misspelt key": "valid_months, cutoff, criteria",
    "a number as text": "10",
    "a share above a hundred": "≤ 100",
    "a date as text": "2019-07-31",
    "yes or no in words": "true, false",
    "a list in place of a table": "[document]",
    "a table in place of a list": "[[movement.words]]",
    "a clause without conditions": "[[clauses.conditions]]",
    "a threshold as text": "10 / { … }",
    "a threshold above all criteria": "0 … 19",
    "a period that ends before it begins": "≥ 2021",
    "a misspelt word of an argument": "advanced_plan, advanced, exemplary, model_area",
    "a rank of districts within a district": "province",
    "a clause whose award is not screened": "bang_khen_tinh, bang_khen_thu_tuong",
    "two forms": "fact, judged, any, all, not",
    "a sum that must be hit exactly": "at_least, at_most",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mistake_says_what_was_expected(name: str) -> None:
    edits, _ = MISTAKES[name]
    [problem] = [each for each in problems_of(after(REAL, *edits[0])) if each.expected == EXPECTED[name]]
    assert problem.file == "sổ.toml"


def test_a_misspelt_name_comes_with_the_closest_ones() -> None:
    [problem] = problems_of(after(REAL, D2, "criteria_gained", "criteria_gain"))
    assert problem.candidates[0] == ("criteria_gained", "criteria_gained")


def test_all_mistakes_are_told_at_once() -> None:
    names = ["a misspelt fact", "negative copies", "a default that is no choice", "an empty group"]
    shape = [name for name in names if MISTAKES[name][1][0][0] in ("rulebook_range", "rulebook_empty")]
    meaning = [name for name in names if name not in shape]
    for group in (shape, meaning):
        text = REAL
        for name in group:
            text = after(text, *MISTAKES[name][0][0])
        assert sorted(found_in(text)) == sorted(MISTAKES[name][1][0] for name in group)


def test_an_empty_file_lacks_everything() -> None:
    missing = ["document", "assessment", "movement", "awards", "clauses"]
    assert found_in("") == [("rulebook_missing", place, "") for place in missing]


def test_a_misspelt_list_of_tables_is_named_where_it_no_longer_fits() -> None:
    assert found_in(after(REAL, D2, "[[clauses]]", "[[clause]]")) == [("rulebook_unknown_key", "clause", "clause")]


def test_shared_must_be_a_list_of_tables() -> None:
    text = 'shared = "x"\n' + REAL.replace("[[shared]]", "[[other]]").replace("[shared.", "[other.")
    assert found_in(text)[0] == ("rulebook_type", "shared", '"x"')


@pytest.mark.parametrize("spoil", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_what_editors_add_does_no_harm(spoil: Callable[[str], str]) -> None:
    assert load_rulebook(spoil(REAL)) == load_rulebook(REAL)


def test_decomposed_letters_are_composed() -> None:
    assert load_rulebook(unicodedata.normalize("NFD", REAL)) == load_rulebook(REAL)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "sổ.toml"
    file.write_bytes(REAL.encode("utf-16"))
    with pytest.raises(Refused) as refused:
        read_rulebook(file)
    assert refused.value.problems == (Problem("rulebook_encoding", file="sổ.toml"),)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_rulebook(tmp_path / "sổ.toml")
    assert refused.value.problems == (Problem("rulebook_file", file="sổ.toml"),)


VALUES = ['"x"', "0", "-1", "1.5", "true", "2019-07-31", "[]", '["x"]', "{}", '{ reading = "growth" }', '{ use = "x" }']


def test_no_value_anywhere_makes_the_check_itself_fail() -> None:
    """Every kind of line of the rulebook, with its value replaced by others, deleted and doubled."""
    lines = REAL.splitlines(keepends=True)
    kinds: dict[str, int] = {}
    for number, line in enumerate(lines):
        kinds.setdefault(re.sub(r'"[^"]*"|\d[\d_-]*', "", line).strip(), number)
    unnamed = []
    for position, number in enumerate(kinds.values()):
        line = lines[number]
        key, separator, _ = line.partition(" = ")
        spoilt = ["", line + line]
        if separator:
            spoilt += [f"{key} = {value}\n" for value in VALUES[position % 4 :: 4]]
        for other in spoilt:
            try:
                load_rulebook("".join([*lines[:number], other, *lines[number + 1 :]]))
            except Refused as refused:
                unnamed += [(line, other) for problem in refused.problems if not (problem.code and problem.cell)]
    assert unnamed == []


def test_every_kind_of_mistake_has_a_case_and_a_sentence() -> None:
    folder = Path(__file__).parents[2] / "ntm_dash"
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    codes = set(re.findall(r'"(rulebook_[a-z_]+)"', sources))
    cases = {code for _, found in MISTAKES.values() for code, _, _ in found} | {
        code for _, (code, _, _) in SYNTAX.values()
    }
    sentences = tomllib.loads((WORDS / "problems.toml").read_text(encoding="utf-8"))["problems"]
    of_files = {"rulebook_encoding", "rulebook_file", "rulebook_too_big", "rulebook_too_deep", "rulebook_too_open"}
    assert codes - cases == of_files
    assert codes - set(sentences) == set()


@settings(deadline=None, max_examples=12, derandomize=True)
@given(st.data())
def test_a_text_cut_and_patched_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    text = REAL
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 40))
        text = text[:at] + data.draw(st.sampled_from(ODD)) + text[at + gone :]
    with suppress(Refused):
        load_rulebook(text, "sổ.toml")
