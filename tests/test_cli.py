"""The command line as its users and other programs meet it: codes, words, JSON, a process of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ntm_dash.cli import main
from ntm_dash.domain.paths import RULEBOOKS
from ntm_dash.intake.forms.definition import forms
from ntm_dash.storage import store as stores
from ntm_dash.storage.store import open_store
from tests.intake.desk import NATIONAL, assessment, filled, gift, nomination

ROOT = Path(__file__).parents[1]
RULEBOOK = RULEBOOKS / "lang-son-2011-2020.toml"
KEYS = {"nomination", "nominee", "subject", "award", "verdict", "dossier", "on_time", "flags", "clauses", "turns_on"}
CONDITION_KEYS = {"question", "outcome", "actual", "required", "distance", "sources"}
SCREENED = {"bang_khen_tinh", "bang_khen_thu_tuong"}


class Ran:
    """What a command printed and returned."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        assert "Traceback" not in self.err


def run(*arguments: str | Path, store: Path | None = None) -> Ran:
    """Run a command in this process, which is quicker, and let its store go; `store` is given before it."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*_chosen(store), *map(str, arguments)])
    for opened in list(stores._open.values()):
        opened.close()
    return Ran(code, out.getvalue(), err.getvalue())


def run_apart(*arguments: str | Path, store: Path, environment: dict[str, str] | None = None) -> Ran:
    """Run a command as people do, in a process of its own."""
    command = [sys.executable, "-m", "ntm_dash", *_chosen(store), *map(str, arguments)]
    surroundings = {**os.environ, **(environment or {})}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8", check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def _chosen(store: Path | None) -> list[str]:
    return [] if store is None else ["--store", str(store)]


def within(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run a command in this process, which is quicker: its exit code, output and error output."""
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as end:
        code = int(end.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def write(folder: Path, *files: tuple[str, bytes]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    return [folder / name for name, _ in files]


def dossiers() -> list[tuple[str, bytes]]:
    """A commune, a co-operative for both levels, and a certificate that is only recorded."""
    commune = nomination("BS-1", Tên="Xã Vũ Lễ", Đối_tượng="Xã", Huyện="Bắc Sơn", Xã="Vũ Lễ", Ngày_nhận="30/7/2019")
    rows = [
        commune,
        nomination("BS-2"),
        nomination("BS-3", Hình_thức=NATIONAL),
        nomination("BS-4", Hình_thức="Giấy khen"),
    ]
    return [
        filled("nominations", *rows),
        filled("contributions", gift("BS-2", value="1 tỷ")),
        filled("criteria", assessment(day="31/12/2015", met=range(1, 5)), assessment(met=range(1, 15))),
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a few dossiers, imported by the command line."""
    folder = tmp_path_factory.mktemp("cli")
    path = folder / "so" / "ntm.duckdb"
    done = run_apart("import", *write(folder / "tep", *dossiers()), store=path)
    assert (done.code, done.err) == (0, "")
    return path


@pytest.fixture(scope="module")
def own_store(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the store that this process opens itself."""
    path = tmp_path_factory.mktemp("own") / "ntm.duckdb"
    path.write_bytes(store.read_bytes())
    yield path
    open_store(path).close()


def screened(store: Path, *options: str) -> list[dict[str, Any]]:
    done = run("screen", *options, "--format", "json", store=store)
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


# -- forms


def test_forms_writes_each_form_once_and_keeps_what_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "bieu" / "mau"
    done = run("forms", folder, store=tmp_path / "ntm.duckdb")
    names = sorted(path.name for path in folder.iterdir())
    assert done.code == 0
    assert [name[:2] for name in names] == [form.id for form in forms().values()]
    assert done.out.split() == [str(folder / name) for name in names]
    filled_in = folder / names[0]
    filled_in.write_bytes(b"filled in")
    again = run("forms", folder, store=tmp_path / "ntm.duckdb")
    assert (again.code, filled_in.read_bytes()) == (0, b"filled in")
    assert again.out.count("đã có, giữ nguyên") == len(names)


def test_forms_into_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    blocked = tmp_path / "tep"
    blocked.write_text("")
    for folder in (blocked, blocked / "bieu"):
        done = run("forms", folder, store=tmp_path / "ntm.duckdb")
        assert (done.code, done.out) == (1, "")
        assert "không phải thư mục" in done.err


def test_a_form_filled_by_hand_is_imported(tmp_path: Path) -> None:
    store, folder = tmp_path / "ntm.duckdb", tmp_path / "bieu"
    run("forms", folder, store=store)
    path = folder / "03-nominations.xlsx"
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    headers = [cell.value for cell in sheet[3]]
    for header, value in nomination("BS-9").items():
        sheet.cell(4, headers.index(header) + 1, value)
    workbook.save(path)
    done = run("import", path, store=store)
    assert (done.code, done.err) == (0, "")
    assert [case["nomination"] for case in screened(store)] == ["BS-9"]


# -- import


def test_importing_the_same_files_again_says_that_nothing_is_new(store: Path, tmp_path: Path) -> None:
    done = run("import", *write(tmp_path / "tep", *dossiers()), store=store)
    assert (done.code, done.out.splitlines()[-1]) == (0, "Không có gì mới: mọi dòng đã có trong sổ.")


def test_a_check_changes_nothing_and_tells_what_would_change(store: Path, tmp_path: Path) -> None:
    before = run("verify", store=store).out
    [path] = write(tmp_path, filled("contributions", gift("BS-2", value="2 tỷ")))
    done = run("import", path, "--check", store=store)
    assert done.code == 0
    assert done.out.splitlines()[-2:] == [
        "Thay đổi: contributions.xlsx, trang tính “Đóng góp”, dòng 2: Giá trị (đồng): 1.000.000.000 → 2.000.000.000",
        "Chỉ xem trước, chưa ghi gì.",
    ]
    assert run("verify", store=store).out == before


def test_an_import_is_taken_back_by_its_number_and_only_once(store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "ntm.duckdb"
    kept.write_bytes(store.read_bytes())
    done = run("import", *write(tmp_path / "tep", filled("nominations", nomination("BS-8"))), store=kept)
    [number] = re.findall(r"^Đã nhập, lần nhập số (\d+), vào đợt “", done.out, re.MULTILINE)
    assert "BS-8" in {case["nomination"] for case in screened(kept)}
    done = run("withdraw", number, "--why", "Gửi nhầm", store=kept)
    assert (done.code, done.out) == (0, f"Đã rút lại lần nhập số {number}.\n")
    assert screened(kept) == screened(store)
    assert run("withdraw", number, "--why", "Gửi nhầm", store=kept).code == 1


def test_files_of_units_do_not_go_into_a_made_up_campaign_unless_it_is_named(store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "ntm.duckdb"
    kept.write_bytes(store.read_bytes())
    made_up = run("generate", "--communes", "5", "--nominations", "3", store=kept).out.strip()
    [path] = write(tmp_path, filled("nominations", nomination("BS-8")))
    assert run("import", path, store=kept).code == 0
    assert len(screened(kept, "--campaign", "ntm-2011-2020")) == 4
    assert "BS-8" not in {case["nomination"] for case in screened(kept, "--campaign", made_up)}


@pytest.mark.parametrize("option", [(), ("--check",)])
def test_a_refused_import_names_file_sheet_and_cell_and_changes_nothing(
    store: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    before = run("verify", store=store).out
    rows = [gift("BS-2", value="2 tỷ", what="Khác"), gift("BS-9"), gift("BS-2", day="31/2/2018", what="Cầu")]
    [path] = write(tmp_path, filled("contributions", *rows))
    done = run("import", path, *option, store=store)
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.err.splitlines()] == [
        "✗ contributions.xlsx, trang tính “Đóng góp”, ô B3",
        "✗ contributions.xlsx, trang tính “Đóng góp”, ô C4",
    ]
    assert done.out.splitlines()[-1].startswith("Chưa nhập gì")
    assert run("verify", store=store).out == before


def test_what_an_import_asks_is_answered_by_the_lines_it_prints_and_by_nothing_else(tmp_path: Path) -> None:
    store = tmp_path / "ntm.duckdb"
    rows = [assessment("Chiến Thắn", "31/12/2015"), assessment("Chiến Thắn", "31/12/2015")]
    [path] = write(tmp_path, filled("criteria", *rows, name="xã.xlsx"))
    asked = run("import", path, store=store)
    assert asked.code == 1
    offered = [shlex.split(line, comments=True) for line in asked.err.splitlines() if "--answer" in line]
    first = {place: choice for _, place, choice in map(parted, reversed(offered))}
    assert first == {"xã.xlsx:Tiêu chí:C2": "06364", "xã.xlsx:Tiêu chí:C3": "06364"}
    answers = [part for place, choice in first.items() for part in ("--answer", f"{place}={choice}")]

    # Only when both are known to be one commune are the rows seen to say the same: the answer brings up a question.
    again = run("import", path, *answers, store=store)
    assert again.code == 1
    [repeated] = [shlex.split(line, comments=True) for line in again.err.splitlines() if "--answer" in line]
    assert repeated == ["--answer", "xã.xlsx:Tiêu chí:3:3=keep_one"]

    for wrong, says in [
        ("xã.xlsx:Tiêu chí:D9=1", "xã.xlsx, trang tính “Tiêu chí”, ô D9: Trả lời “1” nhưng chỗ này không hỏi gì"),
        ("xã.xlsx:Tiêu chí:C2=99999", "“99999” không phải một lựa chọn ở đây. Chọn một trong: 06364"),
        ("khac.xlsx:Tiêu chí:C2=06364", "chưa đúng dạng"),
    ]:
        refused = run("import", path, "--answer", wrong, store=store)
        assert (refused.code, says in refused.err) == (1, True)

    assert run("import", path, *answers, *repeated, "--check", store=store).code == 0
    done = run("import", path, *answers, *repeated, store=store)
    assert (done.code, done.out.splitlines()[-1].startswith("Đã nhập, lần nhập số ")) == (0, True)


def parted(words: list[str]) -> tuple[str, str, str]:
    """An offered answer: the option, the place, the choice."""
    option, answer = words
    place, _, choice = answer.rpartition("=")
    return option, place, choice


def test_blanks_mean_what_the_option_says(tmp_path: Path) -> None:
    store = tmp_path / "ntm.duckdb"
    blank = dict.fromkeys(range(5, 20))
    rows = [assessment(day="31/12/2015", met=[1]) | {2: None}, assessment(met=range(1, 5)) | blank]
    commune = nomination("BS-1", Đối_tượng="Xã", Huyện="Bắc Sơn", Xã="Vũ Lễ")
    paths = write(tmp_path, filled("criteria", *rows), filled("nominations", commune))
    verdicts = []
    for meaning in ("unknown", "unmet"):
        assert run("import", *paths, "--blank", meaning, store=store).code == 0
        clauses = {clause["clause"]: clause for clause in screened(store)[0]["clauses"]}
        verdicts.append(clauses["3.2.1.d-2"]["outcome"])
    assert verdicts == ["unknown", "unmet"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import", "khong-co.xlsx"), "Không tìm thấy"),
        (("import", "."), "Đây là thư mục"),
        (("import", "README.md"), "README.md: "),
        (("import", "requirements.txt", "--campaign", "khong-co"), "Không có đợt tổng kết “khong-co”"),
        (("screen", "--campaign", "khong-co"), "Không có đợt tổng kết “khong-co”"),
        (("screen", "--award", "giay_khen"), "“giay_khen” không phải hình thức được sàng lọc"),
        (("screen", "--award", "huy_chuong"), "Chọn một trong: bang_khen_tinh, bang_khen_thu_tuong"),
        (("screen", "--nomination", "BS-99"), "Không có hồ sơ mã “BS-99”"),
        (("screen", "--reading", "growth"), "“growth” chưa đúng dạng"),
        (("screen", "--reading", "khac=a"), "Không có cách hiểu “khac”"),
        (("screen", "--reading", "growth=a"), "“a” không phải lựa chọn của cách hiểu này. Chọn một trong: net, gross"),
        (("rulebook", "check", "khong-co.toml"), "khong-co.toml"),
        (("rulebook", "check", "README.md"), "README.md"),
        (("campaign", "new", "--rulebook", "khong-co.toml"), "khong-co.toml"),
        (("campaign", "new", "--rulebook", RULEBOOK, "--id", "ntm-2011-2020"), "Đã có đợt tổng kết"),
        (("campaign", "new", "--rulebook", RULEBOOK, "--id", "x", "--unit-list", "1999"), "Không có danh mục đơn vị"),
        (("restore", "khong-co.duckdb"), "Không tìm thấy bản sao"),
        (("backup", "README.md"), "Tệp đã có"),
    ],
)
def test_what_is_refused_says_so_in_one_sentence(
    own_store: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    code, _, told = within(capsys, "--store", own_store, *arguments)
    assert code == 1
    assert says in told


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("khong-co",),
        ("import",),
        ("import", "a.xlsx", "--blank", "zero"),
        ("screen", "--format", "xml"),
        ("rulebook",),
        ("campaign", "new"),
        ("generate", "--communes", "x", "--nominations", "1"),
        ("screen", "--store", "x.duckdb"),
    ],
)
def test_a_wrong_use_ends_with_two(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], tmp_path: Path
) -> None:
    code, out, told = within(capsys, "--store", tmp_path / "ntm.duckdb", *arguments)
    assert (code, out) == (2, "")
    assert "Lệnh chưa đúng" in told
    assert not (tmp_path / "ntm.duckdb").exists()


@pytest.mark.parametrize(
    "command",
    ["forms", "import", "withdraw", "screen", "rulebook", "campaign", "generate", "backup", "restore", "verify"],
)
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, told = within(capsys, command, "--help")
    assert (code, told) == (0, "")
    assert command in out


# -- screen


def test_json_has_exactly_the_agreed_fields(store: Path) -> None:
    found = screened(store)
    assert [(case["nomination"], case["subject"], case["award"]) for case in found] == [
        ("BS-1", "commune", "bang_khen_tinh"),
        ("BS-2", "enterprise", "bang_khen_tinh"),
        ("BS-3", "enterprise", "bang_khen_thu_tuong"),
    ]
    for case in found:
        assert set(case) == KEYS
        assert case["verdict"] in {"eligible", "for_council", "unknown", "not_eligible"}
        assert set(case["dossier"]) == {"complete", "missing"}
        for clause in case["clauses"]:
            assert set(clause) == {"clause", "outcome", "conditions"}
            for condition in clause["conditions"]:
                assert set(condition) >= CONDITION_KEYS
                assert condition["outcome"] in {"met", "unmet", "unknown", "for_council"}


def test_a_finding_names_the_file_sheet_and_row_it_stands_on(store: Path) -> None:
    [case] = screened(store, "--nomination", "BS-2")
    [clause] = case["clauses"]
    total = next(each for each in clause["conditions"] if each["actual"] == 1_000_000_000)
    assert total["sources"] == [
        {"import": total["sources"][0]["import"], "file": "contributions.xlsx", "sheet": "Đóng góp", "row": 2}
    ]
    assert (case["on_time"], case["dossier"]["complete"]) == (None, None)


def test_all_units_are_added_once_per_award_without_nomination(store: Path) -> None:
    found = screened(store, "--all-units")
    units = [case for case in found if case["nomination"] is None]
    assert Counter((case["subject"], case["award"]) for case in units) == {
        (subject, award): count for subject, count in (("commune", 207), ("district", 11)) for award in SCREENED
    }
    assert len(found) == len(units) + 3
    only = screened(store, "--all-units", "--award", "bang_khen_tinh")
    assert len(only) == 207 + 11 + 2


def test_options_narrow_and_turn_the_screening(store: Path) -> None:
    assert [case["nomination"] for case in screened(store, "--award", "bang_khen_thu_tuong")] == ["BS-3"]
    assert [case["nomination"] for case in screened(store, "--nomination", " bs-1")] == ["BS-1"]
    turned = screened(store, "--nomination", "BS-1", "--reading", "growth=gross", "--reading", "d3-scope=all")
    assert [case["nomination"] for case in turned] == ["BS-1"]


def test_a_certificate_is_left_out_and_said_to_be(store: Path) -> None:
    done = run("screen", "--nomination", "BS-4", "--format", "json", store=store)
    assert (done.code, json.loads(done.out)) == (0, [])
    assert "chỉ ghi nhận và đếm" in done.err


def test_csv_is_one_line_per_case_with_the_codes_of_json(store: Path) -> None:
    done = run("screen", "--format", "csv", store=store)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["nomination"], row["verdict"], row["illustrative"]) for row in rows] == [
        (case["nomination"], case["verdict"], "false") for case in screened(store)
    ]


def test_the_table_counts_the_verdicts(store: Path) -> None:
    lines = run("screen", store=store).out.splitlines()
    assert [line.split()[0] for line in lines[:1] + lines[2:-1]] == ["Mã", "BS-1", "BS-2", "BS-3"]
    assert sum(int(part.rpartition(" ")[2]) for part in lines[-1].split("; ")) == 3


def test_a_reader_that_stops_reading_is_no_failure(store: Path) -> None:
    command = f'"{sys.executable}" -m ntm_dash --store "{store}" screen --all-units --format json | head -1'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("[\n", "")


def test_what_is_printed_is_utf8_wherever_it_goes(store: Path) -> None:
    done = run_apart("screen", store=store, environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert (done.code, done.out.splitlines()[0].startswith("Mã hồ sơ")) == (0, True)


# -- rulebooks, campaigns, the store


def test_the_rulebook_is_checked_and_its_mistakes_named(tmp_path: Path) -> None:
    done = run("rulebook", "check", RULEBOOK)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{RULEBOOK.name}: không có lỗi")
    broken = tmp_path / "sai.toml"
    broken.write_text(
        RULEBOOK.read_text(encoding="utf-8").replace("awards_received", "awards_recieved"), encoding="utf-8"
    )
    refused = run("rulebook", "check", broken)
    assert (refused.code, refused.out) == (1, "")
    assert "awards_recieved" in refused.err


def test_campaigns_stand_side_by_side(store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "ntm.duckdb"
    kept.write_bytes(store.read_bytes())
    done = run("campaign", "new", "--rulebook", RULEBOOK, "--id", "dot-2", "--name", "Đợt hai", store=kept)
    assert (done.code, done.out.strip()) == (0, "dot-2")
    assert screened(kept, "--campaign", "dot-2") == []
    assert len(screened(kept, "--campaign", "ntm-2011-2020")) == 3


def test_a_backup_is_restored_and_what_it_replaced_is_kept(store: Path, tmp_path: Path) -> None:
    kept, copy = tmp_path / "ntm.duckdb", tmp_path / "sao" / "ban-sao.duckdb"
    kept.write_bytes(store.read_bytes())
    before = run("verify", store=kept)
    assert run("backup", copy, store=kept).code == 0
    [path] = write(tmp_path, filled("contributions", gift("BS-3", value="2 tỷ")))
    assert run("import", path, store=kept).code == 0
    assert run("verify", store=kept).out != before.out
    restored = run("restore", copy, store=kept)
    assert (restored.code, run("verify", store=kept).out) == (0, before.out)
    assert len(list(tmp_path.glob("ntm.duckdb.*"))) == 1


def test_the_store_is_chosen_by_the_option_then_by_the_environment(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = run("verify", store=store).out
    monkeypatch.setenv("NTM_STORE", str(store))
    assert run("verify").out == named
    assert run("verify", store=tmp_path / "ntm.duckdb").out != named


@pytest.mark.parametrize("place", ["so.txt", ".", "postgresql://a:b@localhost/c"])
def test_a_place_that_is_no_store_is_refused_unharmed(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "so.txt").write_text("không phải kho lưu trữ", encoding="utf-8")
    monkeypatch.setenv("NTM_STORE", place)
    code, out, told = within(capsys, "screen", "--format", "json")
    assert (code, out) == (1, "")
    assert "a:b" not in told
    assert (tmp_path / "so.txt").read_text(encoding="utf-8") == "không phải kho lưu trữ"
    assert [path.name for path in tmp_path.iterdir()] == ["so.txt"]


def test_a_generated_campaign_is_screened_like_any_other(tmp_path: Path) -> None:
    store = tmp_path / "ntm.duckdb"
    done = run("generate", "--communes", "20", "--nominations", "30", store=store)
    assert (done.code, done.err) == (0, "")
    shown = run("screen", "--campaign", done.out.strip(), store=store)
    assert shown.code == 0
    assert shown.out.startswith("Dữ liệu minh họa")
