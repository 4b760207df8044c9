"""The reference data is what its README says it is."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "data" / "reference"
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_each_file_is_described_and_its_rows_are_as_wide_as_its_header(path: Path) -> None:
    assert f"| `{path.name}` |" in (FOLDER / "README.md").read_text(encoding="utf-8")
    with path.open(encoding="utf-8", newline="") as file:
        assert len({len(row) for row in csv.reader(file, strict=True)}) == 1


def test_the_list_of_2019_has_207_communes_14_townships_and_5_wards_in_11_districts() -> None:
    units = rows("communes_2019")
    assert Counter(unit["kind"] for unit in units) == {"xa": 207, "thi_tran": 14, "phuong": 5}
    assert len({unit["commune_code"] for unit in units}) == 226
    assert len({unit["district_code"] for unit in units}) == 11


def test_the_districts_count_the_units_of_the_list() -> None:
    counted = Counter((unit["district_code"], unit["kind"]) for unit in rows("communes_2019"))
    stated = {
        (district["district_code"], kind): int(district[column])
        for district in rows("districts_2019")
        for kind, column in (("xa", "communes"), ("thi_tran", "townships"), ("phuong", "wards"))
        if district[column] != "0"
    }
    assert stated == counted
    assert Counter(district["kind"] for district in rows("districts_2019")) == {"huyen": 10, "thanh_pho": 1}
    names = {district["district_code"]: district["district_name"] for district in rows("districts_2019")}
    assert {unit["district_code"]: unit["district_name"] for unit in rows("communes_2019")} == names


def test_thirteen_names_stand_more_than_once_and_none_within_its_district_and_kind() -> None:
    units = rows("communes_2019")
    assert sum(count > 1 for count in Counter(unit["commune_name"] for unit in units).values()) == 13
    assert len({(unit["district_code"], unit["kind"], unit["commune_name"]) for unit in units}) == 226


def test_codes_keep_their_leading_zero() -> None:
    codes = [unit["commune_code"] for name in ("communes_2019", "communes_2020") for unit in rows(name)]
    assert [code for code in codes if not re.fullmatch(r"0[0-9]{4}", code)] == []


def test_every_centre_point_lies_in_lang_son() -> None:
    outside = [
        unit["commune_name"]
        for unit in rows("communes_2019")
        if not (106.0 < float(unit["longitude"]) < 107.4 and 21.3 < float(unit["latitude"]) < 22.5)
    ]
    assert outside == []


def test_the_list_of_2020_has_200_units() -> None:
    units = rows("communes_2020")
    assert Counter(unit["kind"] for unit in units) == {"xa": 181, "thi_tran": 14, "phuong": 5}
    assert len({unit["commune_code"] for unit in units}) == 200


def test_the_mapping_covers_2019_and_reaches_only_and_all_of_2020() -> None:
    words = {"xa": "Xã", "thi_tran": "Thị trấn", "phuong": "Phường"}
    full = {
        year: {
            unit["commune_code"]: f"{words[unit['kind']]} {unit['commune_name']}" for unit in rows(f"communes_{year}")
        }
        for year in (2019, 2020)
    }
    mapping = rows("communes_2019_to_2020")
    assert {row["code_2019"]: row["name_2019"] for row in mapping} == full[2019]
    assert {row["code_2020"]: row["name_2020"] for row in mapping if row["code_2020"]} == full[2020]
    assert sum(not row["code_2020"] for row in mapping) == 18


def test_each_set_has_nineteen_criteria() -> None:
    numbers: dict[str, list[int]] = {}
    for row in rows("criteria"):
        numbers.setdefault(row["criteria_set"], []).append(int(row["number"]))
    assert numbers == {"491/QĐ-TTg": list(range(1, 20)), "1980/QĐ-TTg": list(range(1, 20))}


def test_an_indicator_belongs_to_a_criterion_and_states_its_confidence() -> None:
    indicators = rows("indicators_1980")
    assert {int(row["number"]) for row in indicators} == set(range(1, 20))
    assert Counter(row["confidence"] for row in indicators) == {"A": 10, "A-": 3, "B": 24, "C": 12}
    assert [row["code"] for row in indicators if row["confidence"] in ("A", "A-") and not row["source"]] == []


def test_every_instrument_has_a_number_a_date_and_a_source() -> None:
    instruments = rows("instruments")
    assert len({row["number"] for row in instruments}) == 13
    assert [row["number"] for row in instruments if not date.fromisoformat(row["issued_on"]) or not row["source"]] == []


def test_a_nominating_unit_without_a_source_says_so() -> None:
    units = rows("nominating_units")
    assert len({unit["name"] for unit in units}) == 41
    assert [unit["name"] for unit in units if (unit["sourced"] == "yes") != bool(unit["source"])] == []
    assert sum(unit["sourced"] == "no" for unit in units) == 4


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("published_commune_events", 37),
        ("published_district_figures", 13),
        ("published_province_figures", 19),
    ],
)
def test_every_published_fact_has_a_source_and_a_confidence(name: str, count: int) -> None:
    facts = rows(name)
    assert len(facts) == count
    assert [fact for fact in facts if not fact["source"] or fact["confidence"] not in ("A", "B")] == []


def test_a_published_commune_event_names_a_unit_of_its_list() -> None:
    codes = {year: {unit["commune_code"] for unit in rows(f"communes_{year}")} for year in ("2019", "2020")}
    strays = [
        event["commune_name"]
        for event in rows("published_commune_events")
        if event["commune_code"] not in codes[event["unit_list"]]
    ]
    assert strays == []


def test_award_forms_outrank_one_another_by_level() -> None:
    ranks = {(form["level"], int(form["rank"])) for form in rows("award_forms")}
    assert ranks == {("unit", 1), ("ministry", 2), ("province", 2), ("state", 3), ("state", 4), ("state", 5)}
    assert len({form["words"] for form in rows("award_forms")}) == len(rows("award_forms")) == 9
