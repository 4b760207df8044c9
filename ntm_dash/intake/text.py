"""Text cells made whole: stray marks removed, old font encodings and broken Unicode repaired or refused.

Two font encodings from before Unicode still turn up in pasted cells, where a workbook keeps them as the
Windows-1252 characters they share codes with: TCVN3 ("ABC", fonts .VnTime) and VNI-Windows. A cell is
converted only when, read as it stands, some word cannot be Vietnamese and, converted, every word can. What
looks broken and cannot be converted with that certainty is a problem, never stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ntm_dash.domain.problems import Problem
from ntm_dash.intake.syllables import is_syllable, without_tone

_MARKS = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_UNREADABLE = re.compile("[\x80-\x9f\ufffd\ue000-\uf8ff]")
# Ð and Ɖ look like Đ on screen and are typed for it.
_LOOKALIKES = str.maketrans("ÐðƉ", "ĐđĐ")
_SHOWN = 60
# Longer texts are not remembered: they seldom come twice.
_KEPT = 300


@dataclass(frozen=True, eq=False)
class _Font:
    """A font encoding: what each of its codes, one character or two, stands for."""

    units: dict[str, str]
    codes: frozenset[str]
    pattern: re.Pattern[str]

    def decode(self, word: str) -> str:
        return self.pattern.sub(lambda unit: self.units[unit[0]], word)


def _font(units: dict[str, str]) -> _Font:
    pattern = re.compile("|".join(map(re.escape, sorted(units, key=len, reverse=True))))
    return _Font(units, frozenset("".join(units)), pattern)


def _tcvn3() -> _Font:
    """Toned capitals have no code: the small letter's stands for them, alone or after the bare capital."""
    plain = dict(zip("¡¢£¤¥¦§¨©ª«¬\u00ad®", "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))
    toned = dict(
        zip(
            "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
            "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
            strict=True,
        )
    )
    code_of = {letter: code for code, letter in plain.items()}
    bare = {code: without_tone(letter).upper() for code, letter in toned.items()}
    pairs = {code_of.get(bare[code], bare[code]) + code: letter.upper() for code, letter in toned.items()}
    return _font(plain | toned | pairs)


def _vni() -> _Font:
    """A letter is followed by its mark: tone alone, or circumflex or breve with its tone."""
    single = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
    tones = dict(zip("ùøûõï", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True))
    marks = {"aeouyôö": tones, "aeo": {}, "a": {}}
    for shape, codes, letters in (("\u0302", "âáàåãä", "aeo"), ("\u0306", "êéèúüë", "a")):
        marks[letters] = dict(zip(codes, (shape + tone for tone in ("", *tones.values())), strict=True))
    units = single | {
        letter + mark: unicodedata.normalize("NFC", single.get(letter, letter) + accents)
        for letters, accents_of in marks.items()
        for mark, accents in accents_of.items()
        for letter in letters
    }
    capitals = {code.upper(): letter.upper() for code, letter in units.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in units.items()}
    return _font(units | mixed | capitals)


_TCVN3, _VNI = _FONTS = (_tcvn3(), _vni())
_CODES = "".join(sorted(code for code in _TCVN3.codes | _VNI.codes if not code.isascii()))
_CODED_WORD = re.compile(f"[A-Za-z{_CODES}]+")
# Signs that legacy text uses as letters; elsewhere they do not touch one, but for a unit such as µg.
_SIGNS = "".join(code for code in _CODES if code < "\u00c0") + "×÷"
_SIGN_TOUCHES = re.compile(f"[{_SIGNS}](?=[^\\W\\d_])|(?<=[^\\W\\d_])[{_SIGNS}]")
_SIGN_INSIDE = re.compile("[a-zA-Z][¡-©ª«¬®µ¶¸»¼½¾][a-zA-Z]|[¦¬µ¶¸][a-zA-Z]|[a-zA-Z][¦¬µ¶¸]")
_MICRO_UNIT = re.compile(r"(?<=\d)\s*µ[a-zA-Z]+")
_LETTERS = re.compile("[^\\W\\d_ªµº¹²³¼½¾]+")
_NEUTRAL = re.compile("[\x00-\x7f\\s\u2010-\u2026\u20ac²³°º´]")
_BROKEN_UTF8 = re.compile("á[º»]|(?<=[a-z])Ã|Ã[\u00a0-¿]|Ä[‘’ƒ]|Æ[°¡]|â€")

# Frequent words that a font would turn into rare ones: beside legacy words they tell of two encodings.
_FREQUENT_WORDS = """
xã mã tên có công thôn nông không tân nhân dân còn lên nâng thông góp phòng môi trên xét sáng cán quân tháng
giám phân cùng quán nhóm vùng tâm xóm mùa hòa hóa thái lâm hùng lãng chí mông nùng thì giá lê
"""
_FREQUENT = frozenset(_FREQUENT_WORDS.split())

# The byte behind each character of two Windows code pages; a byte that has none there is its own number's.
_BYTES = [
    {chr(byte): byte for byte in range(256)}
    | {sign: byte for byte in range(256) for sign in bytes([byte]).decode(page, errors="ignore")}
    for page in ("cp1252", "cp1258")
]


def tidy(text: str) -> str:
    """The text in NFC, without zero-width and direction marks, its whitespace folded and stripped."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def search_key(text: str) -> str:
    """Words in lower case without diacritics, by single spaces: for matching, never for showing."""
    return _search_key(text) if len(text) <= _KEPT else _search_key.__wrapped__(text)


@lru_cache(maxsize=65536)
def _search_key(text: str) -> str:
    letters = unicodedata.normalize("NFD", tidy(text).translate(_LOOKALIKES).casefold().replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain))


def repair(text: str) -> str | Problem:
    """The text tidied and, where it is surely a legacy or broken encoding, converted; else a problem.

    Problems: `text_control` (a character no text has), `text_unreadable` (broken, and not surely repairable).
    """
    return _repair(text)[0]


def repair_columns(columns: Sequence[Sequence[str]]) -> list[list[str | Problem]]:
    """The text cells of a sheet repaired together, column by column, in order.

    Some legacy text also reads as Vietnamese ("Cao Léc", "Vò LÔ"). It is converted where other cells of the
    sheet show one font, and none of its own column holds letters that only Unicode has.
    """
    fonts = {font for column in columns for text in column if (font := _repair(text)[1])}
    if len(fonts) != 1:
        return [[repair(text) for text in column] for column in columns]
    return [_repair_column(column, *fonts) for column in columns]


def _repair_column(texts: Sequence[str], font: _Font) -> list[str | Problem]:
    given = [unicodedata.normalize("NFC", text) for text in texts]
    if any(_has_other_letters(text, _CODES) for text in given):
        return [repair(text) for text in texts]
    return [
        _converted(text, font) or repair(text) if not _has_frequent_word(text, font) else repair(text) for text in given
    ]


def _repair(text: str) -> tuple[str | Problem, _Font | None]:
    """The repaired text, and the font it was written in if it was converted from one."""
    return _repaired(text) if len(text) <= _KEPT else _repaired.__wrapped__(text)


@lru_cache(maxsize=65536)
def _repaired(text: str) -> tuple[str | Problem, _Font | None]:
    if _CONTROL.search(text):
        return Problem("text_control", read=_show(text)), None
    if text.isascii():
        return tidy(text), None
    text = unicodedata.normalize("NFC", text)
    if (unicode := _from_misread_utf8(text)) is not None:
        return repair(unicode), None
    broken = Problem("text_unreadable", read=_show(text))
    if _UNREADABLE.search(text):
        return broken, None
    if _reads_well(text):
        return tidy(text).translate(_LOOKALIKES), None
    found = _readings(text, tone_in_place=True) or _readings(text, tone_in_place=False)
    if len(found) == 1 and not any(_has_frequent_word(text, font) for font in found.values()):
        return found.popitem()
    if found or _SIGN_INSIDE.search(text) or _BROKEN_UTF8.search(text) or _is_partly_legacy(text):
        return broken, None
    if _MARKS.search(text):
        # A soft hyphen is a letter of one font: the text without it may be legible.
        return _repair(_MARKS.sub("", text))
    return tidy(text).translate(_LOOKALIKES), None


def _reads_well(text: str) -> bool:
    """True if no sign stands where legacy text has a letter, and each word can be Vietnamese."""
    text = _MICRO_UNIT.sub("", text.translate(_LOOKALIKES))
    return not _SIGN_TOUCHES.search(text) and all(
        word.isascii() or is_syllable(word) for word in _LETTERS.findall(text)
    )


def _has_other_letters(text: str, codes: Iterable[str]) -> bool:
    return any(sign not in codes and not _NEUTRAL.match(sign) for sign in text)


def _is_partly_legacy(text: str) -> bool:
    return any(
        not (word.isascii() or is_syllable(word)) and is_syllable(font.decode(word))
        for word in _CODED_WORD.findall(text)
        for font in _FONTS
        if re.search("[A-Za-z]", word)
    )


def _has_frequent_word(text: str, font: _Font) -> bool:
    return any(
        word.casefold() in _FREQUENT and is_syllable(word) and font.decode(word) != word
        for word in _LETTERS.findall(text)
    )


def _readings(text: str, *, tone_in_place: bool) -> dict[str, _Font]:
    return {read: font for font in _FONTS if (read := _converted(text, font, tone_in_place=tone_in_place))}


def _converted(text: str, font: _Font, *, tone_in_place: bool = True) -> str | None:
    """The text read in this font; None unless it holds the font's codes and its words become syllables."""
    if _has_other_letters(text, font.codes):
        return None
    words = {word: font.decode(word) for word in _CODED_WORD.findall(text) if not word.isascii()}
    if font is _TCVN3:
        words = _with_capitals(text, words)
    if not words or not all(is_syllable(word, tone_in_place=tone_in_place) for word in words.values()):
        return None
    return tidy(_CODED_WORD.sub(lambda word: words.get(word[0], word[0]), text))


def _with_capitals(text: str, words: dict[str, str]) -> dict[str, str]:
    """Toned capitals given back: in words of capitals, and first in a name of capitalised words."""
    loud = {word for word in words if not re.search("[a-z]", word)}
    shouted = {word for word in loud if sum(map(str.isupper, words[word])) > 1}
    if shouted and len(loud) == len(words):
        shouted = loud
    lost = {word for word, read in words.items() if read[0].islower() and without_tone(read[0]) != read[0]}
    others = [words.get(word, word) for word in text.split() if word not in lost]
    named = lost if others and all(word[0].isupper() for word in others) else set()
    return {
        word: read.upper() if word in shouted else read[0].upper() + read[1:] if word in named else read
        for word, read in words.items()
    }


def _from_misread_utf8(text: str) -> str | None:
    """What UTF-8 said that was read as Windows-1252 or 1258; None if the text is not that."""
    for byte_of in _BYTES:
        try:
            return bytes(byte_of[sign] for sign in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            continue
    return None


def _show(text: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text[:_SHOWN])
