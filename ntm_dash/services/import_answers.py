"""Answers to what an import asks, given in words beforehand: FILE:SHEET:CELL=CHOICE, the row as 5:5 for a whole row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.intake.context import Place
from ntm_dash.services.imports import Preview

Look = Callable[[Mapping[Place, str]], Preview]
"""What the files would do with some answers."""


def answer_words(problem: Problem, choice: str) -> str:
    """How the answer `choice` to a question is given in words."""
    return f"{problem.file}:{problem.sheet}:{problem.cell}={choice}"


def read_answers(given: Sequence[str], files: Sequence[str]) -> dict[Place, str]:
    """The answers by place. `files` are the names of the files of the import.

    Raises `Refused` for one that has another form, or names a file that is not among them.
    """
    answers = {}
    for each in given:
        place, _, choice = each.rpartition("=")
        file = next((name for name in files if place.startswith(f"{name}:")), "")
        sheet, _, cell = place[len(file) + 1 :].partition(":")
        if not (file and sheet and cell and choice):
            raise Refused(Problem("answer_form", read=each, expected=", ".join(files)))
        answers[file, sheet, cell] = choice
    return answers


def settle(answers: Mapping[Place, str], look: Look) -> dict[Place, str]:
    """The answers, each to something that is asked: an answer may bring up the next question.

    Raises `Refused` for an answer where nothing is asked, or that is none of the choices.
    """
    settled: dict[Place, str] = {}
    while len(settled) < len(answers):
        asked = {(each.file, each.sheet, each.cell): each for each in look(settled).stops if each.candidates}
        new = {place: choice for place, choice in answers.items() if place in asked and place not in settled}
        if not new:
            left = [place for place in answers if place not in settled]
            raise Refused(*(Problem("answer_unasked", "refused", *place, read=answers[place]) for place in left))
        for place, choice in new.items():
            choices = [value for value, _ in asked[place].candidates]
            if choice not in choices:
                raise Refused(Problem("answer_choice", "refused", *place, read=choice, expected=", ".join(choices)))
        settled |= new
    return settled
