"""Text cells: tidied, read through legacy fonts, repaired or refused."""

import csv
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.domain.problems import Problem
from ntm_dash.intake.text import repair, repair_columns, search_key, tidy

# The letters in the order of Vietnamese keyboards and what stands for each in the two fonts, as typing programs
# write it; a toned capital of TCVN3 is the code of its small letter.
LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ®"
TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
VNI_CODES = """
aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò
oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î ñ
"""
VNI = VNI_CODES.split()


def in_tcvn3(text: str) -> str:
    codes = dict(zip(LETTERS, TCVN3, strict=True))
    return "".join(TCVN3_CAPITALS.get(letter) or codes.get(letter.lower(), letter) for letter in text)


def in_vni(text: str) -> str:
    codes = dict(zip(LETTERS, VNI, strict=True))
    codes |= {letter.upper(): code.upper() for letter, code in codes.items()}
    return "".join(codes.get(letter, letter) for letter in text)


def named() -> list[str]:
    with (REFERENCE / "communes_2019.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {row["commune_name"] for row in rows} | {row["district_name"] for row in rows}
    return sorted(names | {f"Xã {row['commune_name']}" for row in rows})


NAMES = named()
SENTENCES = [
    "Uỷ ban nhân dân xã Vũ Lễ, huyện Bắc Sơn",
    "Đã huy động 1,5 tỷ đồng để xây dựng 12 km đường giao thông nông thôn (2016–2018)",
    "Hội Liên hiệp Phụ nữ tỉnh: 03 tập thể, 05 cá nhân",
    "Quyết định số 933/QĐ-UBND ngày 22/5/2018 của UBND tỉnh",
    "Hiến 500 m² đất, trị giá 400 triệu đồng; góp 120 ngày công",
    "“Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”",
    "Nguyễn Thị Quỳnh Hoa – Chủ tịch Hội Nông dân thị trấn Đồng Đăng",
]
UNTOUCHED = [
    "Nùng",
    "H'Mông",
    "Mông",
    "Lô Lô",
    "Y Tý",
    "Krông Pắc",
    "Đắk Lắk",
    "Đăk Pék",
    "Gié Triêng",
    "Mnông",
    "Niê",
    "HĐND-UBND",
    "QĐ-UBND",
    "BCĐ CTMTQG",
    "hoà, hòa, thuý, thúy, quí, quý, giá, giếng",
    "Côc Pàng",
    "Société Générale",
    "Nestlé Việt Nam",
    "Müller",
    "São Tomé",
    "«Cả nước chung sức»",
    "5 µg, 3×4 m, 25 °C, 100 m², 30 m³, ½ ha",
    "§ 5",
    "can.bo@langson.gov.vn",
    "https://langson.gov.vn/?id=1",
    "0001",
    "x",
    "✓",
    "",
]


def test_sound_text_passes_untouched() -> None:
    texts = [*NAMES, *SENTENCES, *UNTOUCHED]
    assert [repair(text) for text in texts] == texts


def test_decomposed_text_is_composed() -> None:
    texts = [*NAMES, *SENTENCES]
    assert [repair(unicodedata.normalize("NFD", text)) for text in texts] == texts


# These also read as Vietnamese: alone they are left, beside other cells of their sheet converted.
READ_BOTH_WAYS = {
    *("Cao Léc", "Chu Tóc", "Gia Léc", "Tri LÔ", "Vò LÔ"),
    *("An Sôn", "Hoà Sôn", "Hoàng Phong", "Minh Sôn", "Quan Sôn", "Thanh Sôn"),
}


@pytest.mark.parametrize("encode", [in_tcvn3, in_vni])
def test_legacy_text_comes_back_or_is_left_where_it_reads_both_ways(encode: Callable[[str], str]) -> None:
    encoded = {encode(text): text for text in [*NAMES, *SENTENCES]}
    expected = {read: read if read in READ_BOTH_WAYS else text for read, text in encoded.items()}
    assert {read: repair(read) for read in encoded} == expected


@pytest.mark.parametrize("encode", [in_tcvn3, in_vni])
def test_a_sheet_in_a_legacy_font_comes_back_whole(encode: Callable[[str], str]) -> None:
    assert repair_columns([[encode(name) for name in NAMES], ["06001", ""]]) == [NAMES, ["06001", ""]]


def test_a_column_of_unicode_stays_as_it_is_beside_a_legacy_column() -> None:
    columns = [["B¾c S¬n", "Vò LÔ"], ["Vò LÔ", "Bình Gia", "Hữu Lũng"], ["Thôn", "Xã", "Lê"]]
    assert repair_columns(columns) == [["Bắc Sơn", "Vũ Lễ"], *columns[1:]]


def test_text_that_reads_both_ways_stays_where_nothing_shows_a_font() -> None:
    assert repair_columns([["Vò LÔ", "Hoà Sôn"]]) == [["Vò LÔ", "Hoà Sôn"]]


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("B¾C S¥N", "BẮC SƠN"),
        ("X· ¸i Quèc", "Xã Ái Quốc"),
        ("A¸i Quèc", "Ái Quốc"),
        ("Th­ ký", "Thư ký"),
        ("c¸n bé", "cán bộ"),
        ("THÒ TRAÁN ÑOÀNG ÑAÊNG", "THỊ TRẤN ĐỒNG ĐĂNG"),
        ("Xã Baéc Sôn", "Xã Bắc Sơn"),
    ],
)
def test_capitals_and_half_plain_words_of_legacy_text_come_back(read: str, repaired: str) -> None:
    assert repair(read) == repaired


def test_a_toned_capital_that_tcvn3_cannot_write_comes_back_small() -> None:
    assert repair("ñy ban nh©n d©n x·") == "ủy ban nhân dân xã"


@pytest.mark.parametrize("page", ["cp1252", "cp1258"])
def test_utf_8_read_as_a_windows_code_page_comes_back(page: str) -> None:
    texts = [*NAMES, *SENTENCES]
    read_as = {byte: bytes([byte]).decode(page, errors="ignore") or chr(byte) for byte in range(256)}
    assert [repair("".join(read_as[byte] for byte in text.encode("utf-8"))) for text in texts] == texts


@pytest.mark.parametrize(
    "text",
    [
        "Xã B¾c S¬n",
        "Xã B¾c Sơn",
        "Thôn Baéc Sôn",
        "TÃ¢n ThÃ nh",
        "Huy\ufffdn B\ufffdc Sơn",
        "\x93Bắc Sơn\x94",
        "B\uf0bec S\uf0acn",
        "B¾c S¬n Müller",
        "Long Möng",
    ],
)
def test_broken_text_that_is_not_surely_repairable_is_refused(text: str) -> None:
    found = repair(text)
    assert isinstance(found, Problem)
    assert (found.code, found.severity) == ("text_unreadable", "refused")


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x1b", "\x1f", "\x7f", "\ud800"])
def test_a_control_character_is_refused_and_shown(sign: str) -> None:
    assert repair(f"Bắc{sign} Sơn") == Problem("text_control", read=f"Bắc\\x{ord(sign):02x} Sơn")


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Bắc\u00a0 Sơn \n", "Bắc Sơn"),
        ("Bắc\r\nSơn\t\x0b", "Bắc Sơn"),
        ("\ufeffBắc\u200b Sơn\u200f", "Bắc Sơn"),
        ("\u202aBắc Sơn\u202c", "Bắc Sơn"),
        ("Nguyễn\u00adVăn", "NguyễnVăn"),
        ("\u2003", ""),
    ],
)
def test_stray_marks_and_spaces_are_removed(text: str, tidied: str) -> None:
    assert (tidy(text), repair(text)) == (tidied, tidied)


def test_an_eth_typed_for_a_d_with_stroke_is_one() -> None:
    assert (repair("QÐ-UBND xã Ðồng Ðăng"), search_key("Ðồng Ðăng")) == ("QĐ-UBND xã Đồng Đăng", "dong dang")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Xã  Vũ–Lễ ", "xa vu le"),
        ("TT. Đồng Đăng", "tt dong dang"),
        ("ĐỒNG ĐĂNG", "dong dang"),
        (unicodedata.normalize("NFD", "Hữu Lũng"), "huu lung"),
        ("1.5/a_b", "1 5 a b"),
        ("…", ""),
    ],
)
def test_the_search_key_is_bare_words(text: str, key: str) -> None:
    assert search_key(text) == key


@settings(deadline=None)
@given(st.text())
def test_any_text_is_tidied_for_good_or_refused(text: str) -> None:
    found = repair(text)
    if isinstance(found, str):
        assert tidy(found) == found
        assert unicodedata.is_normalized("NFC", found)


@settings(deadline=None)
@given(st.text(alphabet=LETTERS + TCVN3 + "".join(VNI) + "bcghmnt XĐ"))
@example("\xadø")
def test_repairing_twice_is_repairing_once(text: str) -> None:
    found = repair(text)
    if isinstance(found, str):
        assert repair(found) in (found, Problem("text_unreadable", read=found[:60]))
