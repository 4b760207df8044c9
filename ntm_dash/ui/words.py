"""Codes to words: the sentence of a problem, the label of a term. The words themselves live in `data/words/`."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from ntm_dash.domain.paths import WORDS
from ntm_dash.domain.problems import Problem
from ntm_dash.domain.terms import Verdict
from ntm_dash.intake.forms.definition import forms, terms
from ntm_dash.screening.rulebook import DOSSIER_DEADLINE, Rulebook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.imports import Preview
from ntm_dash.services.nominations import Filed, Proposer
from ntm_dash.services.proposers import Extension
from ntm_dash.services.search_index import Hit
from ntm_dash.ui.numbers import day, number


@cache
def problem_templates() -> Mapping[str, str]:
    """The sentence of each problem code, with names in braces."""
    raw = tomllib.loads((WORDS / "problems.toml").read_text(encoding="utf-8"))
    templates: dict[str, str] = raw["problems"]
    return templates


def sentence(problem: Problem) -> str:
    """What is wrong and what to do, without the place."""
    candidates = "; ".join(label for _, label in problem.candidates)
    values = {
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "read": problem.read,
        "expected": problem.expected,
        "candidates": candidates,
        **problem.values,
    }
    return problem_templates()[problem.code].format_map(defaultdict(str, values))


def place(problem: Problem) -> str:
    """Where a problem is: file, sheet and cell or row."""
    parts = [problem.file]
    if problem.sheet:
        parts.append(f"trang tính “{problem.sheet}”")
    parts.append(spot(problem))
    return ", ".join(part for part in parts if part)


def spot(problem: Problem) -> str:
    """The cell or the row of a problem; empty where it concerns the whole sheet or file."""
    first, _, last = problem.cell.partition(":")
    return f"dòng {first}" if last else f"ô {problem.cell}" if problem.cell and problem.sheet else problem.cell


def told(problem: Problem) -> str:
    """Place and sentence."""
    where = place(problem)
    return f"{where}: {sentence(problem)}" if where else sentence(problem)


def literal(text: str) -> str:
    """What users typed, for a label that understands Markdown: every sign stands for itself."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~:$])", r"\\\1", text)


def label(terms_name: str, code: str | None) -> str:
    """The word shown for a code of one of the closed lists; the code itself where there is none."""
    if code is None:
        return ""
    return terms()[terms_name].get(code, (code,))[0]


def counted(*counts: tuple[int, str], none: str) -> str:
    """What there is of each, "6 đơn vị chưa gửi, 17 hồ sơ gửi trễ"; `none` where there is nothing of anything."""
    return ", ".join(f"{number(count)} {words}" for count, words in counts if count) or none


def verdict_sentence(counts: Mapping[Verdict, int]) -> str:
    """How many cases may yet be awarded, by verdict, in one sentence. `counts` has every verdict."""
    hopeful: list[Verdict] = [
        verdict for verdict in reversed(Verdict) if verdict is not Verdict.NOT_ELIGIBLE and counts[verdict]
    ]
    parts = [
        f"{counts[verdict]} {label('verdict', verdict)[0].lower()}{label('verdict', verdict)[1:]}"
        for verdict in hopeful or [Verdict.NOT_ELIGIBLE]
    ]
    parts[0] = parts[0].replace(" ", " hồ sơ ", 1)
    return ", ".join(parts)


def form_title(name: str) -> str:
    """The title of a form, "Biểu 01. …"."""
    return forms()[name].title


def field_label(form: str, name: str) -> str:
    """The header of the column that a field comes from; of fields that no column has, their own words."""
    for column in forms()[form].columns:
        if column.id == name:
            return column.header
    return label("field", name)


def cell_text(form: str, name: str, value: Any) -> str:
    """A field's value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return day(value)
    words = next((column.words for column in forms()[form].columns if column.id == name), "")
    if words:
        return label(words, str(value))
    if name == "item":
        return label("evidence", str(value))
    if name in ("met", "known"):
        return ", ".join(str(bit + 1) for bit in range(62) if int(value) >> bit & 1)
    if isinstance(value, int | float) and name in ("value", "quantity", "number"):
        return number(value)
    return str(value)


def import_sentence(preview: Preview) -> str:
    """What an import would do, in one sentence."""
    if preview.stops:
        return f"{number(len(preview.stops))} chỗ phải sửa hoặc trả lời trước khi nhập"
    if preview.brings_nothing:
        return "Không có gì mới: mọi dòng trong tệp đã có trong sổ"
    new = sum(sheet.new for sheet in preview.sheets)
    changed = sum(sheet.changed for sheet in preview.sheets)
    return f"Sẵn sàng nhập {number(new)} dòng mới, {number(changed)} dòng thay đổi"


def proposers_sentence(units: Sequence[Proposer]) -> str:
    """Who sent nothing, what lacks, what came late, in one sentence."""
    silent = sum(1 for unit in units if unit.sent_nothing)
    lacking = sum(unit.lacking for unit in units)
    late = sum(unit.late for unit in units)
    said = ((silent, "đơn vị chưa gửi"), (lacking, "hồ sơ thiếu giấy tờ"), (late, "hồ sơ gửi trễ"))
    return counted(*said, none="Mọi đơn vị đã gửi hồ sơ")


def deadline_line(campaign: Campaign, id: str = DOSSIER_DEADLINE) -> str:
    """When something is due, with the clause."""
    deadline = next((each for each in campaign.rulebook.deadlines if each.id == id), None)
    return f"hạn nhận trước {day(deadline.date)} (mục {deadline.citation})" if deadline else "không có hạn nhận"


def overdue(due: date | None, today: date) -> str:
    """How long ago something was due, or how long is left; nothing where no one waits any more."""
    if due is None:
        return ""
    days = (today - due).days
    if days > 365:
        return f"hạn đã qua từ {day(due)}"
    return f"quá hạn {days} ngày" if days >= 0 else f"còn {-days} ngày"


def count_title(filed: Sequence[Filed], what: str) -> str:
    """How many dossiers are what is counted: "15 hồ sơ trả lại"."""
    return f"{len(filed)} hồ sơ {label('dossier_count', what)}"


def unit_note(unit: Proposer, today: date) -> str:
    """What is known of a unit beside its dossiers: how many, its cluster, its own deadline, the reminders."""
    parts = [f"{len(unit.filed)} hồ sơ sàng lọc, {unit.recorded} giấy khen ghi nhận"]
    if unit.sent_nothing:
        parts = ["Chưa gửi hồ sơ nào", overdue(unit.due, today)]
    if unit.cluster:
        parts.append(unit.cluster)
    parts.append(own_deadline(unit.extension))
    if unit.reminded:
        parts.append(f"đã nhắc {len(unit.reminded)} lần, gần nhất {day(unit.reminded[-1].on)}")
    return " · ".join(part for part in parts if part)


def own_deadline(extension: Extension | None) -> str:
    """The deadline moved for one unit, with its reason; nothing where there is none."""
    return f"hạn riêng trước {day(extension.until)}: {extension.why}" if extension else ""


def stage_word(rulebook: Rulebook, stage: str | None) -> str:
    """The word of a stage as the document's road calls it."""
    found = rulebook.stage(stage or "")
    return found.word if found else stage or ""


def dossier_sentence(filed: Filed, rulebook: Rulebook) -> str:
    """Who is proposed, where the dossier stands, what is found of it."""
    stage = stage_word(rulebook, filed.position.stage) if filed.position else ""
    verdict = label("verdict", filed.case.screened.verdict).lower()
    said = ", ".join(part for part in (stage[:1].lower() + stage[1:], verdict) if part)
    return f"{filed.case.nominee}: {said}"


def hit_words(hit: Hit) -> str:
    """What a search found, told apart from its namesakes: "Xã Chi Lăng, huyện Tràng Định", "Lý Thị Hoa · BS-04"."""
    if hit.kind == "nomination":
        return f"{hit.name} · {hit.code}"
    name = f"{label('unit_kind', hit.unit_kind)} {hit.name}" if hit.unit_kind else hit.name
    return f"{name}, {hit.district[:1].lower()}{hit.district[1:]}" if hit.district else name
