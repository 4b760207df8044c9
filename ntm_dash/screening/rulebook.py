"""The form of a rulebook: one TOML file that puts one written document into data.

This module owns the shape; `shape` names mistakes in it, `checks` mistakes in meaning, and `readings` resolves a
rulebook under choices.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

from ntm_dash.domain.access import Role
from ntm_dash.domain.terms import Award, PaperKind, Subject

Switch = dict[str, Any]
"""A value that depends on a reading: `{ reading = "growth" }` is the choice itself, `{ reading = "year-2019",
no = 2018, yes = 2019 }` one value for each choice."""

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Number = StrictInt | Annotated[float, Field(strict=True, allow_inf_nan=False)]
Day = Annotated[date, Field(strict=True)]
Subjects = Annotated[list[Subject], Field(min_length=1)]


DOSSIER_DEADLINE = "dossier"
"""The deadline by which a dossier's punctuality is told."""


class Part(BaseModel):
    """What all parts of a rulebook share: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Document(Part):
    """The document that the rulebook puts into data. `checked_by` is empty until a person signs the rulebook."""

    id: Identifier
    title: Text
    issuer: Text
    issued: Text
    province: Text
    checked_by: str = ""


class Assessment(Part):
    """How criteria are read: the cut-off day, how old an assessment may be (months), how many criteria there are."""

    cutoff: Day
    valid_months: Annotated[StrictInt, Field(ge=1)]
    criteria: Annotated[StrictInt, Field(ge=1, le=62)]


class Movement(Part):
    """The movement that the campaign closes; `words` recognise its name in an earlier award."""

    name: Text
    words: Annotated[list[Text], Field(min_length=1)]


class Voting(Part):
    """How the Council decides on an award: `share` per cent of `base` must say yes; the quorum in per cent of all."""

    share: Annotated[StrictInt, Field(ge=1, le=100)]
    base: Literal["all", "present"]
    form: Literal["open", "secret"]
    quorum: Annotated[StrictInt, Field(ge=1, le=100)]
    source: Text


class AwardRule(Part):
    """One form of award; those that are not screened are only recorded and counted."""

    id: Award
    citation: Text
    summary: Text
    screened: StrictBool
    voting: Voting | None = None


class Choice(Part):
    """One way to read an open passage."""

    id: Identifier
    label: Text


class Reading(Part):
    """A passage that can be read in several ways, and the way taken until the Council rules."""

    id: Identifier
    question: Text
    citation: Text
    default: str
    choices: Annotated[list[Choice], Field(min_length=2)]


class Condition(Part):
    """One test: a fact compared with a number, a question for the Council, or a group of conditions.

    `when` limits it to some choices of readings, `subjects` to some of the clause's subjects. `evidence` names the
    item that supports a judged condition: its absence is a flag, never an answer. `single_within` says that only one
    nominee of a district, or of the province, can meet a judged condition: rival claims are flagged.
    """

    id: Identifier
    question: Text
    when: dict[str, str] = {}
    subjects: Subjects | Switch | None = None
    fact: str | None = None
    arguments: dict[str, Any] = {}
    at_least: Number | Switch | None = None
    at_most: Number | Switch | None = None
    equals: Number | Switch | None = None
    judged: StrictBool = False
    evidence: Text | None = None
    single_within: Literal["district", "province"] | None = None
    any: Annotated[list[Condition], Field(min_length=1)] | None = None
    all: Annotated[list[Condition], Field(min_length=1)] | None = None
    negated: Condition | None = Field(default=None, alias="not")


class Clause(Part):
    """One clause of the document: all its conditions must hold; one clause that holds is enough for the award."""

    id: Identifier
    citation: Text
    award: Award
    subjects: Subjects | Switch
    summary: Text
    conditions: Annotated[list[Condition], Field(min_length=1)]


class RequiredPaper(Part):
    """One kind of paper and how many copies of it."""

    kind: PaperKind
    copies: Annotated[StrictInt, Field(ge=1)]


class DossierSet(Part):
    """The papers a dossier must hold. The first set that fits award, subject and farmer stands."""

    id: Identifier
    citation: Text
    award: Award
    subjects: Subjects | None = None
    farmers: StrictBool = False
    papers: Annotated[list[RequiredPaper], Field(min_length=1)]


class Deadline(Part):
    """A day before which something must have come; `date` is that day."""

    id: Identifier
    citation: Text
    what: Text
    date: Day
    last_day: Literal["late", "on-time"] | Switch


Start = Literal["undated", "received"]
"""What a nomination that came by file begins as: without a day of receipt, or with one."""


StageState = Literal["unsent", "under_way", "returned", "decided", "stopped"]


class Stage(Part):
    """One stage of a dossier's road. `holder` is the role that must act next, `task` what it has to do, before the
    day of `deadline`; a stage without a holder is an end. `column` is where boards show it, the word unless said.
    `state` says what the stage counts as, whatever it is called.
    """

    id: Identifier
    word: Text
    column: Text = ""
    citation: Text
    holder: Role | None = None
    task: Text | None = None
    deadline: Identifier | None = None
    starts: Start | None = None
    state: StageState = "under_way"

    @property
    def board_column(self) -> str:
        """The column of a board that shows the stage."""
        return self.column or self.word


MoveKind = Literal["forward", "recall", "return", "answer", "back", "withdraw", "refuse"]
Need = Literal["reason", "due"]


class MoveRule(Part):
    """One way from a stage to another, the roles that may take it, and what must be said for it."""

    origins: Annotated[list[Identifier], Field(min_length=1, alias="from")]
    to: Identifier
    word: Text
    kind: MoveKind
    roles: Annotated[list[Role], Field(min_length=1)]
    needs: list[Need] = []


class Period(Part):
    """Years that the closing report compares."""

    from_year: StrictInt
    to_year: StrictInt

    @property
    def words(self) -> str:
        """2011–2015."""
        return f"{self.from_year}–{self.to_year}"


class Rulebook(Part):
    """A whole document as data, in its own order."""

    document: Document
    assessment: Assessment
    movement: Movement
    awards: Annotated[list[AwardRule], Field(min_length=1)]
    clauses: Annotated[list[Clause], Field(min_length=1)]
    dossiers: list[DossierSet] = []
    deadlines: list[Deadline] = []
    stages: list[Stage] = []
    moves: list[MoveRule] = []
    report_periods: list[Period] = []
    readings: list[Reading] = []

    @property
    def defaults(self) -> dict[str, str]:
        """The choice taken for each reading."""
        return {reading.id: reading.default for reading in self.readings}

    @property
    def dossier_deadline(self) -> Deadline | None:
        """When dossiers are due, if the document says."""
        return next((deadline for deadline in self.deadlines if deadline.id == DOSSIER_DEADLINE), None)

    def stage(self, id: str) -> Stage | None:
        """The stage of that id."""
        return next((stage for stage in self.stages if stage.id == id), None)

    def starting_stage(self, start: Start) -> str | None:
        """Where a nomination that came by file begins; none in a document that describes no road."""
        return next((stage.id for stage in self.stages if stage.starts == start), None)

    def move_rule(self, origin: str, to: str) -> MoveRule | None:
        """The way from one stage to another, if there is one."""
        return next((rule for rule in self.moves if rule.to == to and origin in rule.origins), None)

    @property
    def screened_awards(self) -> list[Award]:
        """The awards whose nominations are screened, in order."""
        return [award.id for award in self.awards if award.screened]
