"""Names that people wrote, to the units of the list of 2019."""

import csv
from collections.abc import Sequence
from unicodedata import normalize

import pytest

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Problem
from ntm_dash.domain.units import COMMUNE_KINDS, Unit
from ntm_dash.intake.matching import UnitIndex


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COMMUNES = [
    Unit(row["commune_code"], row["commune_name"], row["kind"], row["district_code"]) for row in rows("communes_2019")
]
DISTRICTS = [Unit(row["district_code"], row["district_name"], row["kind"]) for row in rows("districts_2019")]
UNITS = UnitIndex([*DISTRICTS, *COMMUNES])


def district(name: str) -> Unit:
    found = UNITS.district(name)
    assert isinstance(found, Unit), found
    return found


def commune(name: str, of: str = "", kinds: Sequence[str] = ("xa",)) -> Unit | Problem:
    return UNITS.commune(name, district(of) if of else None, kinds)


def code_of(answer: Unit | Problem) -> str:
    assert isinstance(answer, Unit), answer
    return answer.code


def told(answer: Unit | Problem) -> tuple[str, str, list[str]]:
    """Code and severity of a problem, and the codes of the units it offers."""
    assert isinstance(answer, Problem), answer
    return answer.code, answer.severity, [code for code, _ in answer.candidates]


# -- districts


@pytest.mark.parametrize(
    "name",
    [
        "Huyện Bắc Sơn",
        "huyện Bắc Sơn",
        "HUYỆN BẮC SƠN",
        "huyen Bac Son",
        "H. Bắc Sơn",
        "H.Bắc Sơn",
        "h bắc sơn",
        "Bắc Sơn",
        "bac  son",
        normalize("NFD", "Bắc Sơn"),
        "UBND huyện Bắc Sơn",
        "UBND H. Bắc Sơn",
        "Ủy ban nhân dân huyện Bắc Sơn",
        "Uỷ ban nhân dân huyện Bắc Sơn",
        "185",
    ],
)
def test_a_district_is_found_with_and_without_its_title(name: str) -> None:
    assert code_of(UNITS.district(name)) == "185"


@pytest.mark.parametrize(
    "name", ["Thành phố Lạng Sơn", "TP Lạng Sơn", "TP. Lạng Sơn", "Tp.Lạng Sơn", "T.P Lạng Sơn", "lang son"]
)
def test_the_city_is_a_district(name: str) -> None:
    assert code_of(UNITS.district(name)) == "178"


def test_a_district_under_the_title_of_a_city_is_refused() -> None:
    assert told(UNITS.district("Thành phố Bắc Sơn")) == ("unit_kind", "refused", ["185"])
    assert told(UNITS.district("Xã Hữu Lũng")) == ("unit_kind", "refused", ["186"])


def test_a_misspelled_district_is_refused_with_the_nearest() -> None:
    assert told(UNITS.district("Huyện Bắc Sn")) == ("unit_unknown_near", "refused", ["185"])


@pytest.mark.parametrize("name", ["Huyện", "H.", "UBND", "", "...", "Gia Lâm"])
def test_a_name_like_no_district_is_refused(name: str) -> None:
    assert told(UNITS.district(name)) == ("unit_unknown", "refused", [])


def test_a_district_named_like_a_commune_is_the_district() -> None:
    assert code_of(UNITS.district("Chi Lăng")) == "187"


# -- communes


@pytest.mark.parametrize("unit", COMMUNES, ids=lambda unit: unit.code)
def test_every_commune_is_found_in_its_district_with_and_without_diacritics(unit: Unit) -> None:
    parent = next(district for district in DISTRICTS if district.code == unit.parent)
    title = {"xa": "Xã", "thi_tran": "TT.", "phuong": "P."}[unit.kind]
    bare = normalize("NFD", unit.name.replace("Đ", "D").replace("đ", "d")).encode("ascii", "ignore").decode()
    for name in (unit.name, f"{title} {unit.name}", unit.name.upper(), bare, f"{title} {bare}"):
        assert code_of(UNITS.commune(name, parent, (unit.kind,))) == unit.code


@pytest.mark.parametrize(
    "name",
    [
        "Xã Chi Lăng",
        "xã Chi Lăng",
        "X. Chi Lăng",
        "X.Chi Lăng",
        "x chi lang",
        "UBND xã Chi Lăng",
        "XÃ CHI LĂNG",
    ],
)
def test_a_commune_is_found_with_and_without_its_title(name: str) -> None:
    assert code_of(commune(name, "Tràng Định")) == "06034"
    assert code_of(commune(name, "Huyện Chi Lăng")) == "06523"


def test_a_name_in_several_districts_is_asked_about_when_no_district_is_given() -> None:
    answer = commune("Chi Lăng")
    assert told(answer) == ("unit_ambiguous", "question", ["06034", "06523"])
    assert isinstance(answer, Problem)
    assert [label for _, label in answer.candidates] == [
        "Xã Chi Lăng, huyện Tràng Định (06034)",
        "Xã Chi Lăng, huyện Chi Lăng (06523)",
    ]


def test_the_four_units_named_chi_lang_are_all_offered_where_any_kind_may_stand() -> None:
    expected = ("unit_ambiguous", "question", ["05983", "06034", "06466", "06523"])
    assert told(commune("Chi Lăng", kinds=COMMUNE_KINDS)) == expected


def test_two_kinds_of_one_name_in_one_district_are_asked_about() -> None:
    expected = ("unit_ambiguous", "question", ["06466", "06523"])
    assert told(commune("Chi Lăng", "Huyện Chi Lăng", COMMUNE_KINDS)) == expected


def test_the_title_tells_two_kinds_of_one_name_apart() -> None:
    for name, code in (("Thị trấn Chi Lăng", "06466"), ("TT Chi Lăng", "06466"), ("Xã Chi Lăng", "06523")):
        assert code_of(commune(name, "Huyện Chi Lăng", COMMUNE_KINDS)) == code
    assert code_of(commune("P. Chi Lăng", kinds=COMMUNE_KINDS)) == "05983"


def test_a_name_that_stands_once_needs_no_district() -> None:
    assert code_of(commune("Mai Pha")) == "05992"
    assert code_of(commune("mai pha")) == "05992"


def test_an_answer_to_a_question_is_read_without_another() -> None:
    assert code_of(commune("06034")) == "06034"
    assert code_of(commune("6034", "Tràng Định")) == "06034"
    assert told(commune("06034", "Bắc Sơn")) == ("unit_code_district", "refused", ["06034"])


def test_diacritics_decide_where_they_are_typed() -> None:
    assert code_of(commune("Tân Thanh")) == "06166"
    assert code_of(commune("Vân An")) == "06469"
    assert code_of(commune("Văn An")) == "06280"
    assert told(commune("Van An")) == ("unit_ambiguous", "question", ["06280", "06469"])


def test_a_name_spelled_like_a_commune_of_another_district_is_asked_about() -> None:
    """Nhật Tiến is in Hữu Lũng, Nhất Tiến in Bắc Sơn: either the district or the tone is a slip."""
    assert told(commune("Nhật Tiến", "Bắc Sơn")) == ("unit_ambiguous", "question", ["06382", "06418"])
    assert code_of(commune("Nhat Tien", "Bắc Sơn")) == "06382"
    assert code_of(commune("Nhắt Tiến", "Bắc Sơn")) == "06382"


@pytest.mark.parametrize(
    ("name", "of", "code"),
    [
        ("Hoà Bình", "Văn Quan", "06274"),
        ("Hòa Bình", "Văn Quan", "06274"),
        ("Vạn Thuỷ", "Bắc Sơn", "06331"),
        ("Quí Hoà", "Bình Gia", "06076"),
        ("Thiện Kị", "Hữu Lũng", "06406"),
        ("I Tịch", "Chi Lăng", "06520"),
    ],
)
def test_both_spellings_of_a_syllable_are_one_name(name: str, of: str, code: str) -> None:
    assert code_of(commune(name, of)) == code


def test_a_title_of_another_kind_is_refused() -> None:
    answer = commune("Thị trấn Bắc Sơn", "Bắc Sơn")
    assert told(answer) == ("unit_kind", "refused", ["06343"])
    assert isinstance(answer, Problem)
    assert answer.values["kinds"] == "xã"
    assert answer.expected == "tên hoặc mã như trong danh mục đơn vị hành chính (xã)"
    assert told(commune("Huyện Bắc Sơn", "Bắc Sơn")) == ("unit_kind", "refused", ["06343"])
    assert told(commune("Phường Mai Pha")) == ("unit_kind", "refused", ["05992"])


def test_a_unit_of_another_kind_is_refused_saying_what_it_is() -> None:
    for name in ("Đồng Đăng", "Xã Đồng Đăng", "TT. Đồng Đăng"):
        answer = commune(name, "Cao Lộc")
        assert told(answer) == ("unit_kind", "refused", [])
        assert isinstance(answer, Problem)
        assert answer.values["found"] == "Thị trấn Đồng Đăng, huyện Cao Lộc (06184)"


def test_a_ward_where_a_commune_of_that_name_stands_elsewhere_is_refused_with_those() -> None:
    assert told(commune("Chi Lăng", "Lạng Sơn")) == ("unit_kind", "refused", ["06034", "06523"])


def test_a_wrong_district_is_refused_with_the_places_where_the_name_stands() -> None:
    answer = commune("Xã Mai Pha", "Bắc Sơn")
    assert told(answer) == ("unit_elsewhere", "refused", ["05992"])
    assert isinstance(answer, Problem)
    assert answer.values["district"] == "Huyện Bắc Sơn (185)"
    assert told(commune("Hòa Bình", "Đình Lập")) == (
        "unit_elsewhere",
        "refused",
        ["06103", "06274", "06397", "06508"],
    )


def test_a_misspelled_commune_is_refused_with_the_nearest_of_its_district() -> None:
    assert told(commune("Xã Tân Thnah", "Bắc Sơn")) == ("unit_unknown_near", "refused", ["06379"])


def test_a_name_like_no_commune_is_refused() -> None:
    for name in ("Xã", "Xyz", "Xã Phong Nha Kẻ Bàng", "?" * 1000, "a" * 1000):
        assert told(commune(name, "Bắc Sơn")) == ("unit_unknown", "refused", [])


def test_a_short_word_inside_a_name_may_be_written_out() -> None:
    for name in ("NT Thái Bình", "Thị trấn NT Thái Bình", "TT Nông trường Thái Bình"):
        assert code_of(commune(name, "Đình Lập", COMMUNE_KINDS)) == "06616"
    assert code_of(commune("Thái Bình", "Đình Lập")) == "06631"


# -- names that begin like a title


TITLED = UnitIndex(
    [
        Unit("001", "Hà Giang", "huyen"),
        Unit("00001", "Xà Phìn", "xa", "001"),
        Unit("00002", "Xa Lý", "xa", "001"),
        Unit("00003", "Lý", "xa", "001"),
        Unit("00004", "Phương Xá", "xa", "001"),
        Unit("00005", "1", "phuong", "001"),
        Unit("00006", "Sà Phìn", "xa", "001"),
    ]
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Xà Phìn", "00001"),
        ("Xã Xà Phìn", "00001"),
        ("xa phin", "00001"),
        ("X. Xà Phìn", "00001"),
        ("Phương Xá", "00004"),
        ("Xã Phương Xá", "00004"),
        ("Xã Xa Lý", "00002"),
        ("Xã Lý", "00003"),
        ("Lý", "00003"),
    ],
)
def test_a_name_that_begins_like_a_title_is_not_eaten(name: str, code: str) -> None:
    assert code_of(TITLED.commune(name)) == code


def test_a_word_that_may_be_title_or_name_is_asked_about() -> None:
    for name in ("xa ly", "Xa Lý"):
        assert told(TITLED.commune(name)) == ("unit_ambiguous", "question", ["00002", "00003"])


def test_a_ward_with_a_number_for_a_name_is_found_by_its_title() -> None:
    assert code_of(TITLED.commune("Phường 1", kinds=COMMUNE_KINDS)) == "00005"


# -- codes


def test_a_code_is_found_with_and_without_its_leading_zero() -> None:
    assert code_of(UNITS.by_code("06034")) == "06034"
    assert code_of(UNITS.by_code("6034", "Chi Lăng", district("Tràng Định"))) == "06034"


def test_a_code_agrees_with_any_spelling_of_its_name() -> None:
    for name in ("chi lang", "Xã Chi Lăng", "X. CHI LĂNG"):
        assert code_of(UNITS.by_code("06034", name)) == "06034"


def test_a_code_outside_the_list_is_refused_with_what_the_name_means() -> None:
    assert told(UNITS.by_code("99999", "Mai Pha")) == ("unit_code_unknown", "refused", ["05992"])
    assert told(UNITS.by_code("99999")) == ("unit_code_unknown", "refused", [])


def test_a_code_that_contradicts_the_name_is_refused_with_both() -> None:
    answer = UNITS.by_code("05992", "Quảng Lạc", district("Lạng Sơn"))
    assert told(answer) == ("unit_code_name", "refused", ["05992", "05989"])
    assert isinstance(answer, Problem)
    assert (answer.values["code"], answer.values["found"]) == (
        "05992",
        "Xã Mai Pha, thành phố Lạng Sơn (05992)",
    )


def test_a_code_that_contradicts_the_district_is_refused_with_both() -> None:
    answer = UNITS.by_code("06523", "Chi Lăng", district("Tràng Định"))
    assert told(answer) == ("unit_code_district", "refused", ["06523", "06034"])


def test_a_code_that_contradicts_the_kind_is_refused() -> None:
    assert told(UNITS.by_code("06325")) == ("unit_kind", "refused", [])
    assert told(UNITS.by_code("06343", "Thị trấn Bắc Sơn")) == ("unit_code_name", "refused", ["06343"])
    assert code_of(UNITS.by_code("06325", "TT Bắc Sơn", kinds=COMMUNE_KINDS)) == "06325"


def test_a_code_beside_a_name_spelled_like_its_neighbour_is_refused() -> None:
    units = UnitIndex(
        [
            Unit("001", "Sơn", "huyen"),
            Unit("00001", "Vân An", "xa", "001"),
            Unit("00002", "Văn An", "xa", "001"),
        ]
    )
    assert code_of(units.by_code("00001", "van an")) == "00001"
    assert told(units.by_code("00001", "Văn An")) == ("unit_code_name", "refused", ["00001", "00002"])


# -- a list that writes the kind into the name


def test_a_list_with_titles_in_its_names_is_read_the_same() -> None:
    units = UnitIndex([Unit("001", "Thành phố Sơn La", "thanh_pho"), Unit("00001", "Xã Hua La", "xa", "001")])
    assert code_of(units.commune("Hua La")) == "00001"
    answer = units.commune("Thị trấn Hua La")
    assert isinstance(answer, Problem)
    assert answer.candidates == (("00001", "Xã Hua La, thành phố Sơn La (00001)"),)
