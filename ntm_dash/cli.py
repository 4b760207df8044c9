"""The command line: `python -m ntm_dash …`. Parses, calls a service, prints; exit 0 done, 1 refused, 2 usage."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ntm_dash.domain.paths import BACKUPS, DEFAULT_STORE
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.form_files import write_forms
from ntm_dash.screening.loading import load_rulebook, read_rulebook
from ntm_dash.services.campaigns import campaign, prepare, start_campaign
from ntm_dash.services.demonstration import end_demonstration, start_demonstration
from ntm_dash.services.generation import generate
from ntm_dash.services.imports import import_files, preview
from ntm_dash.services.screening import cases, sources
from ntm_dash.storage.backup import back_up, restore
from ntm_dash.storage.store import Store, open_store
from ntm_dash.storage.verification import verify
from ntm_dash.ui import console

DONE, REFUSED = 0, 1

Options = argparse.Namespace
Run = Callable[[Options], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    run: Run = options.run
    try:
        return run(options)
    except Refused as refusal:
        console.print_problems(refusal.problems)
    except OSError as error:
        console.print_problems([Problem("file_unusable", file=str(error.filename), read=error.strerror or "")])
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    told = console.HELP
    parser = argparse.ArgumentParser(prog="python -m ntm_dash", description=told["program"])
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
    imported.add_argument("--campaign", metavar="ID", help=told["campaign-id"])

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

    command("demo", _demo).add_argument("--end", action="store_true", help=told["end"])
    command("backup", _backup).add_argument("file", type=Path, metavar="FILE")
    command("restore", _restore).add_argument("file", type=Path, metavar="FILE")
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
    for path in write_forms(options.folder, chosen.rulebook.assessment.criteria):
        print(path)
    return DONE


def _import(options: Options) -> int:
    store = _store(options)
    chosen = campaign(store, options.campaign)
    files = [(path.name, path.read_bytes()) for path in options.files]
    if options.check:
        found = preview(store, chosen, files, today=date.today(), blank=options.blank)
        console.print_preview(found, made=False)
        return REFUSED if found.stops else DONE
    made = import_files(store, chosen, files, who=getpass.getuser(), today=date.today(), blank=options.blank)
    console.print_preview(made, made=True)
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
    awards = [str(award) for award in chosen.rulebook.screened_awards]
    if options.award is not None and options.award not in awards:
        raise Refused(Problem("award_unknown", read=options.award, expected=", ".join(awards)))
    found = cases(store, chosen, changes=changes, all_units=options.all_units, nomination=options.nomination)
    if options.nomination is not None and not any(each.screened.nomination for each in found):
        raise Refused(Problem("nomination_unknown", read=options.nomination))
    found = [each for each in found if options.award in (None, each.screened.award)]
    used = {number for each in found for finding in each.screened.findings for number in finding.sources}
    console.print_cases(found, sources(store, sorted(used)), chosen, options.format)
    return DONE


def _check_rulebook(options: Options) -> int:
    console.print_rulebook(load_rulebook(read_rulebook(options.file), options.file.name), options.file.name)
    return DONE


def _new_campaign(options: Options) -> int:
    started = start_campaign(
        _store(options),
        options.rulebook,
        who=getpass.getuser(),
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
        who=getpass.getuser(),
    )
    print(started)
    return DONE


def _demo(options: Options) -> int:
    store = _store(options)
    if not options.end:
        print(start_demonstration(store, today=date.today()))
        return DONE
    folder = store.path.parent / BACKUPS.name
    console.print_ended(*end_demonstration(store, who=getpass.getuser(), backup_folder=folder))
    return DONE


def _backup(options: Options) -> int:
    console.print_backup(options.file, back_up(_store(options), options.file))
    return DONE


def _restore(options: Options) -> int:
    console.print_restored(options.file, restore(_place(options), options.file))
    return DONE


def _verify(options: Options) -> int:
    store = _store(options)
    problems = verify(store)
    if problems:
        raise Refused(*problems)
    console.print_verified(*store.version())
    return DONE
