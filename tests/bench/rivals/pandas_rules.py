"""The guidance under the default readings in vectorised pandas, over frames that are already loaded."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import numpy as np
import pandas as pd

UNMET, UNKNOWN, COUNCIL, MET = range(4)
CUTOFF = pd.Timestamp("2019-07-31")
ALL = (1 << 19) - 1
INCOME_AND_POVERTY = (1 << 9) | (1 << 10)
LIQUID = ("money", "goods")
COLUMNS = {
    "nomination": "code, subject, award, commune, district",
    "contribution": "nomination, kind, value, year, delivered, confirmed_by IS NOT NULL AS confirmed",
    "evidence": "nomination, item, number, stated",
    "rating": "nomination, year, level",
    "earlier_award": "nomination, unit, form, movement, decided_on, decided_year, status",
    "assessment": "unit, assessed_on, criteria_set, met, known",
    "commune_event": "unit, district, kind, from_on, to_on",
    "commune": "code, district",
    "award_form": "form, rank",
}
WORDS = ("subject", "award", "kind", "item", "level", "form", "movement", "status")
Frames = Mapping[str, pd.DataFrame]


def bounded(least: pd.Series, most: pd.Series, required: float) -> np.ndarray:
    """Outcome of "at least `required`" from what a figure is at least and at most (NaN: no limit)."""
    return np.select([least >= required, most < required], [MET, UNMET], UNKNOWN)


def answered(yes: pd.Series, no: pd.Series) -> np.ndarray:
    return np.select([yes, no], [MET, UNMET], UNKNOWN)


def every(*outcomes: pd.Series | np.ndarray | int) -> np.ndarray:
    return np.minimum.reduce(np.broadcast_arrays(*outcomes))


def either(*outcomes: pd.Series | np.ndarray) -> np.ndarray:
    return np.maximum.reduce(np.broadcast_arrays(*outcomes))


def bits(masks: pd.Series) -> np.ndarray:
    return np.bitwise_count(masks.to_numpy(np.int64)).astype(np.int64)


def commune_figures(frames: Frames) -> pd.DataFrame:
    """One row per commune: outcomes of what is asked of communes, and the range of criteria gained."""
    communes = frames["commune"].set_index("code")
    events = frames["commune_event"]
    by_now = events[events["from_on"] <= CUTOFF]
    recognised_on = by_now[by_now["kind"] == "recognised"].groupby("unit")["from_on"].min()
    listed = by_now[(by_now["kind"] == "disadvantaged") & ~(by_now["to_on"] < pd.Timestamp("2016-01-01"))][
        "unit"
    ].unique()

    def closed(kind: str) -> pd.Series:
        declared = events[(events["kind"] == kind) & (events["from_on"] >= CUTOFF)]
        everywhere = bool(declared["district"].isna().any())
        return communes["district"].isin(declared["district"].dropna().unique()) | everywhere

    def state(assessments: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
        latest = assessments.sort_values(["assessed_on", "criteria_set"]).groupby("unit").tail(1).set_index("unit")
        met = latest["met"].reindex(communes.index, fill_value=0) & ALL
        known = latest["known"].reindex(communes.index, fill_value=0) & ALL
        return met, met | (ALL & ~known)

    assessments = frames["assessment"]
    day = assessments["assessed_on"]
    met, maybe_met = state(assessments[(day >= pd.Timestamp("2018-07-31")) & (day <= CUTOFF)])
    was_met, maybe_was_met = state(assessments[day == pd.Timestamp("2015-12-31")])

    reviews = assessments[day <= CUTOFF].merge(recognised_on.rename("recognised_on"), left_on="unit", right_index=True)
    reviews = reviews[reviews["assessed_on"] > reviews["recognised_on"]]
    reviews = reviews[(reviews["criteria_set"] != 1980) | (reviews["assessed_on"] >= pd.Timestamp("2016-01-01"))]
    reviews = reviews.sort_values("criteria_set").drop_duplicates(["unit", "assessed_on"], keep="last")
    seen, held = reviews["known"] & ALL, reviews["met"] & ALL
    reviews = reviews.assign(surely=(seen & ~held) != 0, maybe=held != ALL, complete=seen == ALL)
    losses = by_now[by_now["kind"] == "loss"].merge(
        recognised_on.rename("recognised_on"), left_on="unit", right_index=True
    )
    losses = losses[losses["from_on"] >= losses["recognised_on"]].assign(surely=True, maybe=True, complete=True)
    answers = ["surely", "maybe", "complete"]
    reviewed = pd.concat([reviews[["unit", *answers]], losses[["unit", *answers]]]).groupby("unit")[answers].any()
    reviewed = reviewed.reindex(communes.index, fill_value=False)

    recognised = communes.index.isin(recognised_on.index)
    not_recognised = closed("recognised_list_complete") & ~recognised
    return communes.assign(
        recognised=answered(recognised, not_recognised),
        disadvantaged=answered(communes.index.isin(listed), closed("disadvantaged_list_complete")),
        has_plan=answered(communes.index.isin(by_now[by_now["kind"] == "advanced_plan"]["unit"]), False),
        has_area=answered(communes.index.isin(by_now[by_now["kind"] == "model_area"]["unit"]), False),
        no_loss=np.select(
            [reviewed["surely"], not_recognised | (reviewed["complete"] & ~reviewed["maybe"])], [UNMET, MET], UNKNOWN
        ),
        gained_least=bits(met) - bits(maybe_was_met),
        gained_most=bits(maybe_met) - bits(was_met),
        income_and_poverty=bounded(
            bits(met & ~maybe_was_met & INCOME_AND_POVERTY), bits(maybe_met & ~was_met & INCOME_AND_POVERTY), 2
        ),
    )


def district_figures(communes: pd.DataFrame) -> pd.DataFrame:
    """One row per district: whether its place by share and by growth is first or second."""
    figures = pd.DataFrame(
        {
            "share_least": communes["recognised"] == MET,
            "share_most": communes["recognised"] > UNMET,
            "gain_least": communes["gained_least"],
            "gain_most": communes["gained_most"],
        }
    )
    mean = figures.groupby(communes["district"]).mean()

    def place(least: pd.Series, most: pd.Series) -> np.ndarray:
        surely_before = len(least) - np.searchsorted(np.sort(least), most, side="right")
        itself = (most > least).to_numpy()
        maybe_before = len(most) - np.searchsorted(np.sort(most), least, side="right") - itself
        return np.select([maybe_before < 2, surely_before >= 2], [MET, UNMET], UNKNOWN)

    return pd.DataFrame(
        {
            "by_share": place(mean["share_least"], mean["share_most"]),
            "by_gain": place(mean["gain_least"], mean["gain_most"]),
        },
        index=mean.index,
    )


def awards_before(frames: Frames, holder: pd.Series) -> pd.DataFrame:
    """One row per holder with a history: whether no award stands in 2011–2015, and in 2016–2018."""
    awards = frames["earlier_award"]
    ranks = frames["award_form"].set_index("form")["rank"]
    own = {
        name: any(word in key for word in ("nong thon moi", "ntm"))
        for name in awards["movement"].cat.categories
        if (key := "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c)))
    }
    rank = awards["form"].map(ranks).astype(float)
    movement = awards["movement"].map(own).astype("boolean")
    counts = (rank >= 2).astype("boolean").mask(rank.isna()) & movement
    stands = awards["status"] == "in_force"
    decided = awards["decided_on"].dt.year.fillna(awards["decided_year"].astype(float))
    surely, maybe = stands & counts.fillna(False), stands & counts.fillna(True)
    awards = awards.assign(
        holder=awards["nomination"].map(holder).fillna(awards["unit"]),
        **{
            f"{answer}_{first}": (decided.between(first, last) | (decided.isna() & unknown)) & counted
            for first, last in ((2011, 2015), (2016, 2018))
            for answer, counted, unknown in (("surely", surely, False), ("maybe", maybe, True))
        },
    )
    found = awards.groupby("holder")[["surely_2011", "maybe_2011", "surely_2016", "maybe_2016"]].any()
    return pd.DataFrame(
        {
            f"none_{first}": np.select([found[f"surely_{first}"], found[f"maybe_{first}"]], [UNMET, UNKNOWN], MET)
            for first in (2011, 2016)
        },
        index=found.index,
    )


def contributions(frames: Frames) -> pd.DataFrame:
    """One row per nomination with contributions: totals at least and at most, of every kind and of money and goods."""
    gifts = frames["contribution"]
    liquid = gifts["kind"].isin(LIQUID)
    in_period = gifts["year"].between(2011, 2020)
    delivered, value = gifts["delivered"], gifts["value"]
    surely = delivered.fillna(False).astype(bool) & gifts["confirmed"] & in_period.fillna(False).astype(bool)
    maybe = delivered.fillna(True).astype(bool) & (in_period | gifts["year"].isna()).astype(bool)
    known = value.astype(float).fillna(0)
    open_value = value.isna() & maybe
    totals = (
        pd.DataFrame(
            {
                "nomination": gifts["nomination"],
                "all_least": known.where(surely, 0),
                "all_most": known.where(maybe, 0),
                "all_open": open_value,
                "liquid_least": known.where(surely & liquid, 0),
                "liquid_most": known.where(maybe & liquid, 0),
                "liquid_open": open_value & liquid,
            }
        )
        .groupby("nomination", sort=False)
        .sum()
    )
    return pd.DataFrame(
        {
            "all_least": totals["all_least"],
            "all_most": totals["all_most"].mask(totals["all_open"] > 0),
            "liquid_least": totals["liquid_least"],
            "liquid_most": totals["liquid_most"].mask(totals["liquid_open"] > 0),
        }
    )


def statements(frames: Frames) -> pd.DataFrame:
    """One row per nomination with evidence, one column per item: the outcome of what is asked of it."""
    evidence = frames["evidence"]
    number, item = evidence["number"], evidence["item"]
    stated = evidence["stated"].astype("boolean")
    said_yes, said_no = stated.fillna(False).astype(bool), (~stated).fillna(False).astype(bool)
    in_words = number.isna()
    required = np.where(item == "income", 1_000_000_000, 1)
    of_number = np.select(
        [number >= required, ~in_words | said_no, said_yes & (item != "income")], [MET, UNMET, MET], UNKNOWN
    )
    outcome = np.where(item == "linkage", answered(said_yes, said_no), of_number)
    return evidence.assign(outcome=outcome).pivot(index="nomination", columns="item", values="outcome")


def ratings(frames: Frames) -> pd.DataFrame:
    """One row per nomination with ratings: whether no year was below good, and three were excellent."""
    rated = frames["rating"]
    rated = rated[rated["year"].between(2011, 2018)]
    counts = (
        pd.DataFrame(
            {
                "nomination": rated["nomination"],
                "years": 1,
                "below": rated["level"].isin(["failed", "limited", "completed"]),
                "excellent": rated["level"] == "excellent",
            }
        )
        .groupby("nomination", sort=False)
        .sum()
    )
    missing = 8 - counts["years"]
    return pd.DataFrame(
        {
            "never_below": np.select([counts["below"] > 0, missing == 0], [UNMET, MET], UNKNOWN),
            "excellent": bounded(counts["excellent"], counts["excellent"] + missing, 3),
        },
        index=counts.index,
    )


def verdicts(frames: Frames) -> pd.DataFrame:
    """One row per screened nomination: code, outcome."""
    everyone = frames["nomination"]
    holder = everyone["code"].mask(everyone["subject"] == "commune", everyone["commune"])
    holder = holder.mask(everyone["subject"] == "district", everyone["district"])
    history = awards_before(frames, pd.Series(holder.to_numpy(), index=everyone["code"]))
    communes = commune_figures(frames)
    districts = district_figures(communes)
    given, said, rated = contributions(frames), statements(frames), ratings(frames)

    result = []
    screened = everyone.assign(holder=holder)
    screened = screened[screened["award"] != "giay_khen"]
    for (award, subject), cases in screened.groupby(["award", "subject"], observed=True):
        national = award == "bang_khen_thu_tuong"

        def of(table: pd.DataFrame, column: str, key: str = "code", cases: pd.DataFrame = cases) -> np.ndarray:
            return table[column].reindex(cases[key]).fillna(UNKNOWN).to_numpy()

        def total(kinds: str, required: float, cases: pd.DataFrame = cases) -> np.ndarray:
            theirs = given.reindex(cases["code"])
            return bounded(theirs[f"{kinds}_least"], theirs[f"{kinds}_most"], required)

        match subject:
            case "department" | "mass_organisation" if not national:
                outcome = every(COUNCIL, of(history, "none_2011", "holder"), of(history, "none_2016", "holder"))
            case "district" if not national:
                places = either(of(districts, "by_share", "district"), of(districts, "by_gain", "district"))
                outcome = every(places, of(history, "none_2016", "holder"))
            case "commune":
                theirs = communes.reindex(cases["commune"])
                area = either(theirs["has_area"], of(said, "model_area"))
                typical = every(COUNCIL, theirs["recognised"], theirs["has_plan"], area, theirs["no_loss"])
                least, most = theirs["gained_least"], theirs["gained_most"]
                if national:
                    outcome = either(
                        every(typical, of(history, "none_2011", "holder")),
                        every(COUNCIL, theirs["disadvantaged"], bounded(least, most, 10), theirs["income_and_poverty"]),
                    )
                else:
                    poor = every(theirs["disadvantaged"], bounded(least, most, 8), of(history, "none_2016", "holder"))
                    outcome = either(typical, bounded(least, most, 10), poor)
            case "village" if not national:
                outcome = np.full(len(cases), COUNCIL)
            case "enterprise" if not national:
                outcome = every(total("liquid", 1_000_000_000), of(said, "linkage"), of(said, "jobs"))
            case "enterprise" | "businessperson" if national:
                outcome = every(COUNCIL, total("liquid", 1_500_000_000), of(said, "linkage"), of(said, "jobs"))
            case "household":
                outcome = (
                    every(COUNCIL, of(said, "income"), of(said, "jobs")) if national else total("all", 400_000_000)
                )
            case "official" if national:
                outcome = every(COUNCIL, of(rated, "never_below"), of(rated, "excellent"))
            case "official":
                earlier = every(of(history, "none_2011", "holder"), of(history, "none_2016", "holder"))
                outcome = every(COUNCIL, of(said, "helped_commune"), earlier)
            case "worker" if national:
                outcome = total("all", 500_000_000)
            case "contributor" | "worker" | "businessperson" if not national:
                outcome = total("all", 300_000_000)
            case _:
                outcome = np.full(len(cases), UNMET)
        result.append(pd.DataFrame({"code": cases["code"], "outcome": outcome}))
    return pd.concat(result)
