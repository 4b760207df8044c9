"""What the command line says: help, previews, verdicts as table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ntm_dash.domain.problems import Problem
from ntm_dash.screening.catalogue import catalogue
from ntm_dash.screening.engine import Finding
from ntm_dash.screening.rulebook import Rulebook
from ntm_dash.services.accounts import Account
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.import_answers import answer_words
from ntm_dash.services.imports import Preview
from ntm_dash.services.screening import Case, Source, tally
from ntm_dash.ui.findings import questions
from ntm_dash.ui.words import cell_text, field_label, label, sentence, told

HELP = {
    "program": "Sổ tổng kết thi đua nông thôn mới: nhập biểu của đơn vị, sàng lọc hồ sơ theo văn bản.",
    "store": "tệp lưu trữ hoặc postgresql://… (mặc định: biến NTM_STORE, rồi data/ntm.duckdb); đặt trước tên lệnh",
    "forms": "viết các biểu mẫu trống vào thư mục",
    "import": "nhập các tệp Excel, ODS hoặc CSV: tất cả hoặc không gì cả",
    "check": "chỉ xem trước, không ghi",
    "blank": "ô tiêu chí để trống nghĩa là gì: chưa có số liệu (unknown) hay chưa đạt (unmet)",
    "answer": "trả lời một chỗ được hỏi: TỆP:TRANG TÍNH:Ô=LỰA CHỌN, như dòng in kèm câu hỏi (nhắc lại được)",
    "withdraw": "rút lại cả một lần nhập: số liệu của lần đó thôi được tính, số liệu nó thay được tính lại",
    "batch": "số của lần nhập",
    "why": "vì sao rút lại, ghi vào nhật ký",
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
    "admin": "cho một địa chỉ thư quyền quản trị, để đăng nhập lần đầu và cấp quyền cho người khác",
    "email": "địa chỉ thư mà nơi đăng nhập xác nhận",
    "admin-name": "họ tên, ghi vào nhật ký",
    "demo": "tạo đợt minh họa, số liệu bịa nhưng hợp lý",
    "end": "sao lưu rồi kết thúc đợt minh họa; đợt trống thành đợt làm việc",
    "papers": "soạn văn bản Word, PDF từ sổ",
    "out": "tệp sẽ viết ra",
    "unit": "tên đơn vị đề nghị",
    "date": "ngày của văn bản, ví dụ 2019-08-12 (quy định trình bày theo ngày này)",
    "meeting": "mã phiên họp (mặc định: phiên họp gọi sau cùng)",
    "number": "số của văn bản",
    "backup": "sao lưu kho lưu trữ ra tệp mới",
    "copy-store": "sao chép cả kho lưu trữ giữa tệp và máy chủ PostgreSQL, kiểm tra cả hai nơi",
    "from": "tệp hoặc địa chỉ postgresql://… có kho lưu trữ",
    "to": "nơi nhận: tệp chưa có, hoặc cơ sở dữ liệu trống",
    "restore": "phục hồi kho lưu trữ từ bản sao, sau khi kiểm tra bản sao",
    "verify": "kiểm tra nhật ký và số liệu còn nguyên vẹn",
}


MOST_LINES, MOST_CELLS, MOST_CHANGES = 200, 5, 20
"""What is printed at most: lines of problems, cells that one problem names, records that change."""

CSV_COLUMNS = (
    *("nomination", "nominee", "subject", "award", "verdict", "complete", "missing", "on_time", "flags"),
    *("clauses", "turns_on", "illustrative"),
)

_MARKS = {"refused": "✗", "question": "?", "note": "·"}


def print_problems(problems: Iterable[Problem]) -> None:
    """Each problem on a line of the error output, those that stop first; one line for all cells that one is true of."""
    lines: dict[tuple[str, ...], tuple[Problem, list[str]]] = {}
    for problem in sorted(problems, key=lambda problem: problem.severity == "note"):
        key = (problem.severity, problem.file, problem.sheet, sentence(problem))
        lines.setdefault(key, (problem, []))[1].append(problem.cell)
    for problem, cells in list(lines.values())[:MOST_LINES]:
        print(f"{_MARKS[problem.severity]} {told(replace(problem, cell=_joined(cells)))}", file=sys.stderr)
    if len(lines) > MOST_LINES:
        print(f"… và {len(lines) - MOST_LINES} chỗ khác.", file=sys.stderr)


def _joined(cells: Sequence[str]) -> str:
    """Some cells, or some rows, as one place; the rest is counted."""
    places = list(dict.fromkeys(cells))
    firsts = [cell.partition(":")[0] for cell in places[:MOST_CELLS]]
    more = f" và {len(places) - MOST_CELLS} chỗ khác" if len(places) > MOST_CELLS else ""
    return ", ".join(firsts) + more + (":…" if ":" in places[0] else "")


def print_administrator(account: Account) -> None:
    """Who may administer now."""
    print(f"{account.name} ({account.account}): {', '.join(label('role', role) for role in account.roles)}")


def print_usage(usage: str, message: str) -> None:
    """How the command is used, and what was wrong."""
    print(f"{usage.strip()}\n✗ Lệnh chưa đúng: {message}. Thêm --help để xem cách dùng.", file=sys.stderr)


def print_forms(files: Mapping[Path, bool]) -> None:
    """Which forms were written, and which were there already."""
    for path, written in files.items():
        print(path if written else f"{path} (đã có, giữ nguyên)")


def print_preview(preview: Preview, *, made: bool) -> None:
    """What an import brings, sheet by sheet and where it changes records; then its problems and notes."""
    rows = [
        [sheet.file, sheet.sheet, *(str(n) for n in (sheet.new, sheet.changed, sheet.same, sheet.refused))]
        for sheet in preview.sheets
    ]
    if rows:
        print(_table(["Tệp", "Trang tính", "Mới", "Thay đổi", "Như cũ", "Phải sửa"], rows))
    _print_changes(preview)
    sys.stdout.flush()
    print_problems(preview.problems)
    _print_answers(preview.stops)
    if preview.stops:
        print("Chưa nhập gì: sửa những chỗ có dấu ✗ và ? ở trên, hoặc trả lời, rồi nhập lại cả các tệp.")
    elif not made:
        print("Chỉ xem trước, chưa ghi gì.")
    elif preview.brings_nothing:
        print("Không có gì mới: mọi dòng đã có trong sổ.")


def _print_answers(stops: Sequence[Problem]) -> None:
    """The answers that can be given to what is asked, ready to be copied behind the command."""
    asked = [problem for problem in stops if problem.candidates]
    if not asked:
        return
    print("Trả lời: thêm vào cuối lệnh một dòng cho mỗi chỗ, giữ cả dấu nháy.", file=sys.stderr)
    for problem in asked[:MOST_LINES]:
        for choice, words in problem.candidates:
            print(f"  --answer {shlex.quote(answer_words(problem, choice))}  # {words}", file=sys.stderr)
    if len(asked) > MOST_LINES:
        print(f"… và {len(asked) - MOST_LINES} chỗ khác, in ra khi các chỗ trên đã trả lời.", file=sys.stderr)


def print_imported(number: int, campaign: str) -> None:
    """An import was made: its number, by which it can be withdrawn, and the campaign it went into."""
    print(f"Đã nhập, lần nhập số {number}, vào đợt “{campaign}”.")


def print_withdrawn(number: int) -> None:
    """A whole import was taken back."""
    print(f"Đã rút lại lần nhập số {number}.")


def _print_changes(preview: Preview) -> None:
    """Each field that changes, before and after."""
    sheets = {sheet.number: sheet for sheet in preview.sheets}
    for change in preview.changes[:MOST_CHANGES]:
        sheet = sheets[change.sheet]
        fields = "; ".join(
            f"{field_label(sheet.form, name)}: {cell_text(sheet.form, name, before) or '(trống)'} → "
            f"{cell_text(sheet.form, name, after)}"
            for name, (before, after) in change.fields.items()
        )
        print(f"Thay đổi: {sheet.file}, trang tính “{sheet.sheet}”, dòng {change.line}: {fields}")
    if len(preview.changes) > MOST_CHANGES:
        print(f"… và {len(preview.changes) - MOST_CHANGES} dòng thay đổi khác.")


def print_cases(cases: Sequence[Case], sources: Mapping[int, Source], campaign: Campaign, form: str) -> None:
    """Screened cases; JSON carries findings and sources, table and CSV one line per case."""
    asked = questions(campaign.rulebook)
    if campaign.illustrative:
        print("Dữ liệu minh họa", file=sys.stdout if form == "table" else sys.stderr)
    if form == "json":
        print(json.dumps([_case(case, sources, asked) for case in cases], ensure_ascii=False, indent=1))
    elif form == "csv":
        lines = [_flat(_case(case, sources, asked), campaign) for case in cases]
        writer = csv.DictWriter(sys.stdout, CSV_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    else:
        _print_table(cases)


def _print_table(cases: Sequence[Case]) -> None:
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
    print(_table(header, [_summary(case) for case in cases]))
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


def _flat(each: Mapping[str, Any], campaign: Campaign) -> dict[str, str]:
    """An object of the JSON form as one line: lists with semicolons, clauses with their outcomes."""
    answers = {None: "", True: "true", False: "false"}
    return {
        "nomination": each["nomination"] or "",
        **{name: each[name] for name in ("nominee", "subject", "award", "verdict")},
        "complete": answers[each["dossier"]["complete"]],
        "missing": "; ".join(gap["paper"] for gap in each["dossier"]["missing"]),
        "on_time": answers[each["on_time"]],
        "flags": "; ".join(each["flags"]),
        "clauses": "; ".join(f"{clause['clause']} {clause['outcome']}" for clause in each["clauses"]),
        "turns_on": "; ".join(each["turns_on"]),
        "illustrative": answers[campaign.illustrative],
    }


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


def print_copied(number: int, head: str) -> None:
    """That both ends are sound and equal, as of which event."""
    print(f"Đã sao chép, hai nơi nguyên vẹn và như nhau: {number} sự kiện. Mã kiểm tra: {head}")


def print_verified(number: int, head: str) -> None:
    """That the store is sound, as of which event."""
    print(f"Nguyên vẹn: {number} sự kiện. Mã kiểm tra: {head}")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[index]) for row in [header, *rows]) for index in range(len(header))]
    lines = [header, ["─" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
