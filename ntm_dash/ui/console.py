"""What the command line says: help, previews, verdicts as table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.engine import Finding
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.imports import Preview
from ntm_dash.services.screening import Case, Source, tally
from ntm_dash.ui.findings import questions
from ntm_dash.ui.words import label, told

HELP = {
    "program": "Sổ tổng kết thi đua nông thôn mới: nhập biểu của đơn vị, sàng lọc hồ sơ theo văn bản.",
    "store": "tệp lưu trữ (mặc định: biến NTM_STORE, rồi data/ntm.duckdb); đặt trước tên lệnh",
    "forms": "viết các biểu mẫu trống vào thư mục",
    "import": "nhập các tệp Excel, ODS hoặc CSV: tất cả hoặc không gì cả",
    "check": "chỉ xem trước, không ghi",
    "blank": "ô tiêu chí để trống nghĩa là gì: chưa có số liệu (unknown) hay chưa đạt (unmet)",
    "campaign-id": "mã đợt tổng kết",
    "campaign-name": "tên đợt tổng kết",
    "screen": "sàng lọc hồ sơ theo tiêu chuẩn",
    "award": "chỉ một hình thức khen thưởng",
    "nomination": "chỉ một hồ sơ",
    "all-units": "thêm mọi xã, huyện cho từng hình thức",
    "reading": "tính theo cách hiểu khác, ví dụ growth=gross (nhắc lại được)",
    "format": "dạng in ra",
    "rulebook": "kiểm tra tệp bộ tiêu chuẩn",
    "rulebook-file": "tệp bộ tiêu chuẩn (TOML)",
    "campaign": "bắt đầu một đợt tổng kết mới",
    "unit-list": "danh mục đơn vị hành chính",
    "generate": "tạo một đợt số liệu bịa để thử tải",
    "demo": "tạo đợt minh họa, số liệu bịa nhưng hợp lý",
    "end": "sao lưu rồi kết thúc đợt minh họa; đợt trống thành đợt làm việc",
    "backup": "sao lưu kho lưu trữ ra tệp mới",
    "restore": "phục hồi kho lưu trữ từ bản sao, sau khi kiểm tra bản sao",
    "verify": "kiểm tra nhật ký và số liệu còn nguyên vẹn",
}


def print_problems(problems: Iterable[Problem]) -> None:
    """Each problem on a line of the error output, those that stop first; equal ones once."""
    ordered = sorted(problems, key=lambda problem: problem.severity == "note")
    for problem in dict.fromkeys(_line(problem) for problem in ordered):
        print(problem, file=sys.stderr)


def _line(problem: Problem) -> str:
    mark = {"refused": "✗", "question": "?", "note": "·"}[problem.severity]
    return f"{mark} {told(problem)}"


def print_preview(preview: Preview, *, made: bool) -> None:
    """What an import brings, sheet by sheet; then its problems and notes."""
    rows = [
        [sheet.file, sheet.sheet, *(str(n) for n in (sheet.new, sheet.changed, sheet.same, sheet.refused))]
        for sheet in preview.sheets
    ]
    print(_table(["Tệp", "Trang tính", "Mới", "Thay đổi", "Như cũ", "Từ chối"], rows))
    print_problems(preview.problems)
    if not made:
        print("Chưa ghi gì: sửa những chỗ trên rồi nhập lại." if preview.stops else "Chỉ xem trước, chưa ghi gì.")
    elif preview.brings_nothing:
        print("Không có gì mới: mọi dòng đã có trong sổ.")
    else:
        print("Đã nhập.")


def print_cases(cases: Sequence[Case], sources: Mapping[int, Source], campaign: Campaign, form: str) -> None:
    """Screened cases; JSON carries findings and sources, table and CSV one line per case."""
    asked = questions(campaign.rulebook)
    if form == "json":
        objects = [_case(case, sources, asked) for case in cases]
        print(json.dumps(objects, ensure_ascii=False, indent=1))
        return
    header = [
        "Mã hồ sơ",
        "Tên",
        "Đối tượng",
        "Hình thức",
        "Kết quả",
        "Hồ sơ",
        "Thời hạn",
        "Cờ",
        "Tùy cách hiểu",
    ]
    rows = [_summary(case) for case in cases]
    if form == "csv":
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
        print(buffer.getvalue(), end="")
        return
    if campaign.illustrative:
        print("Dữ liệu minh họa")
    print(_table(header, rows))
    counts = tally(cases)
    print("; ".join(f"{label('verdict', verdict)} {count}" for verdict, count in counts.items()))


def _summary(case: Case) -> list[str]:
    dossier = {None: "chưa rõ", True: "đủ bộ", False: "thiếu"}
    on_time = {None: "chưa rõ", True: "đúng hạn", False: "trễ hạn"}
    screened = case.screened
    return [
        screened.nomination or "–",
        case.nominee,
        label("subject", screened.subject),
        label("award", screened.award),
        label("verdict", screened.verdict),
        dossier[case.dossier.complete] if case.dossier else "–",
        on_time[case.on_time] if screened.nomination else "–",
        ", ".join(label("flag", flag) for flag in case.flags),
        ", ".join(case.turns_on),
    ]


def _case(case: Case, sources: Mapping[int, Source], asked: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    screened = case.screened
    by_clause: dict[str, list[Finding]] = {clause: [] for clause in screened.clauses}
    for finding in screened.findings:
        by_clause[finding.test.clause].append(finding)
    missing = case.dossier.missing if case.dossier else ()
    return {
        "nomination": screened.nomination,
        "nominee": case.nominee,
        "subject": screened.subject,
        "award": screened.award,
        "verdict": screened.verdict,
        "dossier": {
            "complete": case.dossier.complete if case.dossier else None,
            "missing": [{"paper": gap.kind, "required": gap.required, "at_hand": gap.at_most} for gap in missing],
        },
        "on_time": case.on_time,
        "flags": [label("flag", flag) for flag in case.flags],
        "clauses": [
            {
                "clause": clause,
                "outcome": outcome.code,
                "conditions": [_condition(finding, sources, asked) for finding in by_clause[clause]],
            }
            for clause, outcome in screened.clauses.items()
        ],
        "turns_on": list(case.turns_on),
    }


def _condition(finding: Finding, sources: Mapping[int, Source], asked: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    test = finding.test
    actual: Any = None
    if finding.at_least is not None:
        certain = finding.at_least == finding.at_most
        actual = _plain(finding.at_least) if certain else [_plain(finding.at_least), _plain(finding.at_most)]
    return {
        "condition": test.condition,
        "question": asked[test.clause, test.condition],
        "outcome": finding.outcome.code,
        "actual": actual,
        "required": _plain(test.required),
        "comparison": test.comparison,
        "unit": catalogue()[test.call.fact].unit if test.call else None,
        "distance": _plain(finding.distance),
        "sources": [
            {"import": source.batch, "file": source.file, "sheet": source.sheet, "row": source.line}
            for number in finding.sources
            if (source := sources.get(number))
        ],
    }


def _plain(value: float | None) -> float | int | None:
    """A whole number without its decimal point."""
    return int(value) if value is not None and float(value).is_integer() else value


def print_rulebook(rulebook: Rulebook, name: str) -> None:
    """That a rulebook has no mistake, and what is in it."""
    checked = rulebook.document.checked_by or "chưa ai ký kiểm"
    print(
        f"{name}: không có lỗi; {len(rulebook.clauses)} mục tiêu chuẩn, {len(rulebook.readings)} chỗ để ngỏ, "
        f"người kiểm: {checked}."
    )


def print_ended(backup: Path, campaign: str) -> None:
    """The demonstration has ended: where the store was copied to, and the campaign to work in."""
    print(f"Đã sao lưu ra {backup} và kết thúc đợt minh họa. Đợt làm việc: {campaign}")


def print_backup(file: Path, head: str) -> None:
    """Where the copy is and which state it holds."""
    print(f"Đã sao lưu ra {file}. Mã kiểm tra: {head}")


def print_restored(file: Path, kept: Path | None) -> None:
    """What was restored and where the replaced store is kept, if there was one."""
    print(f"Đã phục hồi từ {file}." + (f" Kho cũ được giữ ở {kept}" if kept else ""))


def print_verified(number: int, head: str) -> None:
    """That the store is sound, as of which event."""
    print(f"Nguyên vẹn: {number} sự kiện. Mã kiểm tra: {head}")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[index]) for row in [header, *rows]) for index in range(len(header))]
    lines = [header, ["─" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
