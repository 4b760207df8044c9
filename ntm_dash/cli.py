"""The command line: `python -m ntm_dash …`. Parses, calls a service, prints; exit 0 done, 1 refused, 2 usage."""

from __future__ import annotations

import argparse
import errno
import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

from ntm_dash.domain.paths import BACKUPS, DEFAULT_STORE
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.domain.terms import Award
from ntm_dash.intake.form_files import write_forms
from ntm_dash.screening.loading import load_rulebook, read_rulebook
from ntm_dash.services.access import local_person
from ntm_dash.services.accounts import make_administrator
from ntm_dash.services.campaigns import Campaign, campaign, campaign_for_records, prepare, start_campaign
from ntm_dash.services.demonstration import end_demonstration, start_demonstration
from ntm_dash.services.generation import generate
from ntm_dash.services.import_answers import read_answers, settle
from ntm_dash.services.imports import ImportRefused, import_files, imports, nomination_code, preview, withdraw
from ntm_dash.services.screening import cases, sources
from ntm_dash.storage.backup import back_up, copy_to, restore
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import clock_steps, verify
from ntm_dash.ui import console
from ntm_dash.ui.papers.kinds import KINDS, write_paper
from ntm_dash.ui.papers.order import Order

DONE, REFUSED, WRONG_USE = 0, 1, 2

Options = argparse.Namespace
Run = Callable[[Options], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Raises `BrokenPipeError` where nobody reads what it prints."""
    options = _parser().parse_args(arguments)
    run: Run = options.run
    try:
        return run(options)
    except Refused as refusal:
        console.print_problems(refusal.problems)
    except BrokenPipeError:
        raise
    except OSError as error:
        console.print_problems([_of_file(error)])
    return REFUSED


def _of_file(error: OSError) -> Problem:
    """What is wrong with a file that could not be read or written."""
    code = {
        errno.ENOENT: "file_missing",
        errno.EISDIR: "file_is_folder",
        errno.ENOTDIR: "file_not_folder",
        errno.EEXIST: "file_not_folder",
        errno.EACCES: "file_forbidden",
        errno.EPERM: "file_forbidden",
        errno.EROFS: "file_forbidden",
        errno.ENOSPC: "file_no_room",
    }.get(error.errno or 0, "file_unusable")
    return Problem(code, file=str(error.filename or ""), read=error.strerror or "")


class _Parser(argparse.ArgumentParser):
    """A parser that words a wrong use like everything else."""

    def error(self, message: str) -> NoReturn:
        console.print_usage(self.format_usage(), message)
        raise SystemExit(WRONG_USE)


def _parser() -> argparse.ArgumentParser:
    told = console.HELP
    parser = _Parser(prog="python -m ntm_dash", description=told["program"])
    parser.add_argument("--store", metavar="PLACE", help=told["store"])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Run) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=told[name], description=told[name])
        added.set_defaults(run=run)
        return added

    def group(name: str, sub: str, run: Run) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=told[name])
        below = added.add_subparsers(required=True, metavar="COMMAND").add_parser(sub, help=told[name])
        below.set_defaults(run=run)
        return below

    forms = command("forms", _forms)
    forms.add_argument("folder", type=Path, metavar="DIR")
    forms.add_argument("--campaign", metavar="ID", help=told["campaign-id"])

    imported = command("import", _import)
    imported.add_argument("files", type=Path, nargs="+", metavar="FILE")
    imported.add_argument("--check", action="store_true", help=told["check"])
    imported.add_argument("--blank", choices=("unknown", "unmet"), default="unknown", help=told["blank"])
    imported.add_argument("--answer", action="append", default=[], metavar="PLACE=CHOICE", help=told["answer"])
    imported.add_argument("--campaign", metavar="ID", help=told["campaign-id"])

    withdrawn = command("withdraw", _withdraw)
    withdrawn.add_argument("batch", type=int, metavar="IMPORT", help=told["batch"])
    withdrawn.add_argument("--why", required=True, help=told["why"])
    withdrawn.add_argument("--campaign", metavar="ID", help=told["campaign-id"])

    screen = command("screen", _screen)
    screen.add_argument("--award", metavar="ID", help=told["award"])
    screen.add_argument("--nomination", metavar="CODE", help=told["nomination"])
    screen.add_argument("--all-units", action="store_true", help=told["all-units"])
    screen.add_argument("--reading", action="append", default=[], metavar="ID=CHOICE", help=told["reading"])
    screen.add_argument("--format", choices=("table", "csv", "json"), default="table", help=told["format"])
    screen.add_argument("--campaign", metavar="ID", help=told["campaign-id"])

    group("rulebook", "check", _check_rulebook).add_argument("file", type=Path, metavar="FILE")

    new = group("campaign", "new", _new_campaign)
    new.add_argument("--rulebook", type=Path, required=True, metavar="FILE", help=told["rulebook-file"])
    new.add_argument("--id", default="", help=told["campaign-id"])
    new.add_argument("--name", default="", help=told["campaign-name"])
    new.add_argument("--unit-list", default="2019", help=told["unit-list"])

    generated = command("generate", _generate)
    generated.add_argument("--communes", type=int, required=True, metavar="N")
    generated.add_argument("--nominations", type=int, required=True, metavar="M")

    papers = command("papers", _papers)
    papers.add_argument("kind", choices=list(KINDS), metavar="KIND", help=", ".join(KINDS))
    papers.add_argument("--out", type=Path, required=True, metavar="FILE", help=told["out"])
    papers.add_argument("--award", metavar="ID", help=told["award"])
    papers.add_argument("--unit", metavar="NAME", help=told["unit"])
    papers.add_argument("--nomination", metavar="CODE", help=told["nomination"])
    papers.add_argument("--meeting", metavar="ID", help=told["meeting"])
    papers.add_argument("--date", type=date.fromisoformat, default=date.today(), metavar="DATE", help=told["date"])
    papers.add_argument("--number", default="", help=told["number"])
    papers.add_argument("--campaign", metavar="ID", help=told["campaign-id"])

    admin = group("admin", "add", _add_administrator)
    admin.add_argument("email", metavar="EMAIL", help=told["email"])
    admin.add_argument("--name", default="", help=told["admin-name"])

    command("demo", _demo).add_argument("--end", action="store_true", help=told["end"])
    command("backup", _backup).add_argument("file", type=Path, metavar="FILE")
    command("restore", _restore).add_argument("file", type=Path, metavar="FILE")
    copied = command("copy-store", _copy_store)
    copied.add_argument("origin", metavar="FROM", help=told["from"])
    copied.add_argument("target", metavar="TO", help=told["to"])
    command("verify", _verify)
    return parser


def _place(options: Options) -> Path | str:
    return options.store or os.environ.get("NTM_STORE") or DEFAULT_STORE


def _store(options: Options) -> Store:
    store = open_store(_place(options))
    prepare(store)
    return store


def _forms(options: Options) -> int:
    chosen = campaign(_store(options), options.campaign)
    console.print_forms(write_forms(options.folder, chosen.rulebook.assessment.criteria))
    return DONE


def _for_records(store: Store, options: Options) -> Campaign:
    """The campaign named; else the real one: units' files never go into a demonstration unless somebody says so."""
    return campaign(store, options.campaign) if options.campaign else campaign_for_records(store)


def _import(options: Options) -> int:
    store = _store(options)
    chosen = _for_records(store, options)
    files = [(path.name, path.read_bytes()) for path in options.files]
    asked = partial(preview, store, chosen, files, by=local_person(), today=date.today(), blank=options.blank)
    given = read_answers(options.answer, [name for name, _ in files])
    answers = settle(given, lambda settled: asked(answers=settled))
    brought = partial(import_files, store, chosen, files, by=local_person(), today=date.today(), blank=options.blank)
    try:
        found = asked(answers=answers) if options.check else brought(answers=answers)
    except ImportRefused as refusal:
        found = refusal.preview
    console.print_preview(found, made=not options.check)
    if not (options.check or found.stops or found.brings_nothing):
        made = max(each.batch for each in imports(store, chosen, local_person()))
        console.print_imported(made, chosen.name)
    return REFUSED if found.stops else DONE


def _withdraw(options: Options) -> int:
    store = _store(options)
    withdraw(store, _for_records(store, options), options.batch, by=local_person(), why=options.why)
    console.print_withdrawn(options.batch)
    return DONE


def _screen(options: Options) -> int:
    store = _store(options)
    chosen = campaign(store, options.campaign)
    changes = {}
    for each in options.reading:
        reading, separator, choice = each.partition("=")
        if not separator:
            raise Refused(Problem("reading_form", read=each))
        changes[reading] = choice
    award = options.award and _screened_award(chosen, options.award)
    code = options.nomination and nomination_code(store, chosen, options.nomination)
    found = cases(store, chosen, changes=changes, all_units=options.all_units, nomination=code)
    if code and not any(each.screened.nomination for each in found):
        console.print_problems([Problem("nomination_not_screened", "note", read=code)])
    found = [each for each in found if award in (None, each.screened.award)]
    used = {number for each in found for finding in each.screened.findings for number in finding.sources}
    console.print_cases(found, sources(store, sorted(used)), chosen, options.format)
    return DONE


def _papers(options: Options) -> int:
    store = _store(options)
    chosen = campaign(store, options.campaign)
    order = Order(
        dated=options.date,
        by=local_person(),
        number=options.number,
        award=options.award and _screened_award(chosen, options.award),
        proposer=options.unit,
        nomination=options.nomination and nomination_code(store, chosen, options.nomination),
        meeting=options.meeting,
    )
    write_paper(store, chosen, KINDS[options.kind], order, options.out)
    print(options.out)
    return DONE


def _screened_award(chosen: Campaign, award: str) -> Award:
    awards = [str(each) for each in chosen.rulebook.screened_awards]
    if award not in awards:
        raise Refused(Problem("award_unknown", read=award, expected=", ".join(awards)))
    return Award(award)


def _check_rulebook(options: Options) -> int:
    console.print_rulebook(load_rulebook(read_rulebook(options.file), options.file.name), options.file.name)
    return DONE


def _new_campaign(options: Options) -> int:
    started = start_campaign(
        _store(options),
        options.rulebook,
        by=local_person(),
        id=options.id,
        name=options.name,
        unit_list=options.unit_list,
    )
    print(started)
    return DONE


def _generate(options: Options) -> int:
    started = generate(
        _store(options),
        communes=options.communes,
        nominations=options.nominations,
        by=local_person(),
    )
    print(started)
    return DONE


def _add_administrator(options: Options) -> int:
    account = make_administrator(_store(options), options.email, options.name, by=local_person())
    console.print_administrator(account)
    return DONE


def _demo(options: Options) -> int:
    store = _store(options)
    if not options.end:
        print(start_demonstration(store, today=date.today()))
        return DONE
    folder = store.path.parent / BACKUPS.name
    console.print_ended(*end_demonstration(store, by=local_person(), backup_folder=folder))
    return DONE


def _backup(options: Options) -> int:
    console.print_backup(options.file, back_up(_store(options), options.file))
    return DONE


def _restore(options: Options) -> int:
    console.print_restored(options.file, restore(_place(options), options.file))
    return DONE


def _copy_store(options: Options) -> int:
    console.print_copied(*copy_to(options.origin, options.target))
    return DONE


def _verify(options: Options) -> int:
    store = _store(options)
    problems = verify(store)
    if problems:
        raise Refused(*problems)
    console.print_verified(*store.version())
    console.print_problems(clock_steps(store))
    return DONE
