"""The closed lists of the field, each with the code that the store, the rulebooks and the command line use.

The Vietnamese words of each code live in `data/words/terms.toml`.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Subject(StrEnum):
    """Who can be nominated (guidance III.1, III.3)."""

    DEPARTMENT = "department"
    MASS_ORGANISATION = "mass_organisation"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    ENTERPRISE = "enterprise"
    HOUSEHOLD = "household"
    OFFICIAL = "official"
    CONTRIBUTOR = "contributor"
    WORKER = "worker"
    BUSINESSPERSON = "businessperson"

    @property
    def group(self) -> SubjectGroup:
        """How lists and statistics sort nominees (guidance III.1, III.4)."""
        if self in (Subject.OFFICIAL, Subject.CONTRIBUTOR, Subject.WORKER, Subject.BUSINESSPERSON):
            return SubjectGroup.PERSON
        return SubjectGroup.HOUSEHOLD if self is Subject.HOUSEHOLD else SubjectGroup.COLLECTIVE


class SubjectGroup(StrEnum):
    """Collectives, persons and households, in the order of lists."""

    COLLECTIVE = "collective"
    PERSON = "person"
    HOUSEHOLD = "household"


class Award(StrEnum):
    """What can be proposed (guidance III.2)."""

    CERTIFICATE = "giay_khen"
    PROVINCIAL = "bang_khen_tinh"
    NATIONAL = "bang_khen_thu_tuong"


class Outcome(IntEnum):
    """What is known of a condition. The order makes "all of" the least and "any of" the greatest."""

    UNMET = 0
    UNKNOWN = 1
    FOR_COUNCIL = 2
    MET = 3

    @property
    def code(self) -> str:
        return self.name.lower()


class Verdict(StrEnum):
    """What is known of a nomination."""

    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"
    FOR_COUNCIL = "for_council"
    ELIGIBLE = "eligible"

    @classmethod
    def of(cls, outcome: Outcome) -> Verdict:
        """The verdict that stands for the outcome of "one of the clauses holds"."""
        return list(cls)[outcome]


class CommuneEvent(StrEnum):
    """What can happen to a commune, or be said of a list of communes (form 02)."""

    RECOGNISED = "recognised"
    ADVANCED = "advanced"
    EXEMPLARY = "exemplary"
    MODEL_AREA = "model_area"
    ADVANCED_PLAN = "advanced_plan"
    LOSS = "loss"
    DISADVANTAGED = "disadvantaged"
    RECOGNISED_LIST_COMPLETE = "recognised_list_complete"
    DISADVANTAGED_LIST_COMPLETE = "disadvantaged_list_complete"


class ContributionKind(StrEnum):
    """What is given (form 04)."""

    MONEY = "money"
    GOODS = "goods"
    LAND = "land"
    PROPERTY = "property"
    LABOUR = "labour"


class PaperKind(StrEnum):
    """What a dossier is made of (guidance III.4)."""

    SUBMISSION = "submission"
    NOMINEE_LIST = "nominee_list"
    SUMMARY_TABLE = "summary_table"
    MINUTES = "minutes"
    ACHIEVEMENT_REPORT = "achievement_report"
    SUMMARY_REPORT = "summary_report"


class Rating(StrEnum):
    """How an official was rated in a year (form 06), worst first; `not_employed` is no rating at all."""

    FAILED = "failed"
    LIMITED = "limited"
    COMPLETED = "completed"
    GOOD = "good"
    EXCELLENT = "excellent"
    NOT_EMPLOYED = "not_employed"


class AwardStatus(StrEnum):
    """Whether an earlier award stands (form 05); `none` says the history was reviewed and is empty."""

    IN_FORCE = "in_force"
    ANNULLED = "annulled"
    NONE = "none"
