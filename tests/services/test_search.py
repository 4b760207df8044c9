"""The search: namesakes told apart, codes, short forms, parts of words, order, and what a unit may not find."""

import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.intake.text import search_key
from ntm_dash.services.access import LOCAL
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.search import MOST_HITS, find, index
from ntm_dash.services.search_index import Hit, Index
from ntm_dash.storage.store import Store
from ntm_dash.ui.words import hit_words


@pytest.fixture(scope="module")
def sought(store: Store, invented: Campaign) -> Index:
    return index(store, invented)


def said(sought: Index, words: str, by: Person = LOCAL) -> list[str]:
    return [hit_words(hit) for hit in find(sought, words, by)]


def test_namesakes_are_told_apart_by_kind_and_district(sought: Index) -> None:
    assert said(sought, "chi lang")[:6] == [
        "Huyện Chi Lăng",
        "Xã Chi Lăng, huyện Chi Lăng",
        "Xã Chi Lăng, huyện Tràng Định",
        "Thị trấn Chi Lăng, huyện Chi Lăng",
        "Phường Chi Lăng, thành phố Lạng Sơn",
        "UBND huyện Chi Lăng",
    ]


@pytest.mark.parametrize("words", ["Chi Lăng", "CHI LANG", "  chi   lăng ", "chi lang"])
def test_case_diacritics_and_spaces_make_no_difference(sought: Index, words: str) -> None:
    assert find(sought, words, LOCAL) == find(sought, "chi lang", LOCAL)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("tt dong dang", "Thị trấn Đồng Đăng, huyện Cao Lộc"),
        ("thị trấn đồng đăng", "Thị trấn Đồng Đăng, huyện Cao Lộc"),
        ("tp lang son", "Thành phố Lạng Sơn"),
        ("lang son", "Thành phố Lạng Sơn"),
        ("h bac son", "Huyện Bắc Sơn"),
        ("xa chi lang trang dinh", "Xã Chi Lăng, huyện Tràng Định"),
        ("trang dinh chi lang", "Xã Chi Lăng, huyện Tràng Định"),
        ("06034", "Xã Chi Lăng, huyện Tràng Định"),
        ("bs-01", "Huyện Bắc Sơn · BS-01"),
        ("BS 01", "Huyện Bắc Sơn · BS-01"),
        ("so nong", "Sở Nông nghiệp và PTNT"),
        ("dong da", "Thị trấn Đồng Đăng, huyện Cao Lộc"),
    ],
)
def test_short_forms_codes_and_beginnings_of_words_find(sought: Index, words: str, first: str) -> None:
    assert said(sought, words)[0] == first


def test_a_township_opens_its_district_and_a_commune_itself(sought: Index) -> None:
    [township] = find(sought, "tt dong dang", LOCAL)
    assert (township.kind, township.code) == ("district", "183")
    [commune] = find(sought, "xa chi lang trang dinh", LOCAL)
    assert (commune.kind, commune.code) == ("commune", "06034")


@pytest.mark.parametrize("words", ["", "   ", "…", "khong co gi ten the nay", "hilang"])
def test_nothing_is_found_where_nothing_is_named(sought: Index, words: str) -> None:
    assert find(sought, words, LOCAL) == []


def test_every_place_and_nomination_is_found_by_its_code(sought: Index) -> None:
    lost = [
        hit.own
        for hit in sought.hits
        if hit.kind != "proposer" and (not (found := find(sought, hit.own, LOCAL)) or found[0].own != hit.own)
    ]
    assert lost == []
    assert len([hit for hit in sought.hits if hit.kind == "commune"]) == 207
    assert len([hit for hit in sought.hits if hit.kind == "district" and hit.unit_kind]) == 19


def test_at_most_so_many_are_shown(sought: Index) -> None:
    assert len(find(sought, "xa", LOCAL)) == MOST_HITS


def test_a_unit_finds_every_place_and_its_own_nominations_only(sought: Index) -> None:
    unit = Person("unit", "", Role.UNIT, "UBND huyện Bắc Sơn")
    assert said(sought, "bs-01", unit) == ["Huyện Bắc Sơn · BS-01"]
    assert said(sought, "tp-01", unit) == []
    assert said(sought, "so nong nghiep", unit) == []
    assert said(sought, "chi lang", unit)[0] == "Huyện Chi Lăng"


def test_the_whole_phrase_stands_before_scattered_words() -> None:
    hits = [
        Hit("nomination", code, None, name, None, None, code)
        for code, name in (("N1", "Sơn Thị Bắc"), ("N2", "Hội Bắc Sơn"), ("N3", "Bắc Sơn mới"), ("N4", "Bắc Sơn"))
    ]
    found = Index((hit, search_key(hit.name), search_key(hit.own)) for hit in hits).find("bac son", lambda hit: True, 8)
    assert [hit.code for hit in found] == ["N4", "N3", "N2", "N1"]
