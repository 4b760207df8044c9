"""Every number that leads somewhere is the length or the sum of the list to which it leads: all of them are walked."""

import json
import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qsl

import pytest

from tests.pages.conftest import TAGS, Open, Shown

OVERVIEW, PROGRESS = "monitoring/overview", "monitoring/progress"
SCREENING, PLACE = "council/screening", "monitoring/place"
SORTS = ("Tiêu chí đạt", "Công nhận", "Tăng mới", "Sàng lọc", "Chưa đề nghị")
LINK = re.compile(r'<(a|div|td|tr)\b(?=[^>]*data-pick="([^"]+)")[^>]*>(.*?)</\1>', re.DOTALL)
LISTED = re.compile(r'<div><span><a href="dia-ban\?xa=[^>]*>[^<]*</a>(.*?)</span>', re.DOTALL)


def picks(page: Shown, kind: str) -> dict[str, str]:
    """The parts of a drawing that pick something of a kind: what, and their words."""
    found = {unescape(pick): " ".join(TAGS.sub(" ", inner).split()) for _, pick, inner in LINK.findall(page.html)}
    return {pick.removeprefix(f"{kind} "): words for pick, words in found.items() if pick.startswith(f"{kind} ")}


def asked(pick: str) -> dict[str, str]:
    """The parameters of the address that a part of a drawing chooses."""
    return {name.replace("-", "_"): value for name, value in parse_qsl(pick)}


def every_page(open_page: Open, page: str, **parameters: str) -> list[Shown]:
    """A list with all its pages."""
    pages = [open_page(page, **parameters, trang="1")]
    while re.search(r"sau ›|aria-label=\"Trang sau\"(?![^>]*disabled)", pages[-1].html):
        pages.append(open_page(page, **parameters, trang=str(len(pages) + 1)))
    return pages


def dialog(open_page: Open, name: str) -> tuple[int, int]:
    """What the list over the overview says of its length, and how long it is."""
    app = open_page(OVERVIEW, muc=name).app
    [said] = [re.match(r"\*\*(\d+) (?:xã|hồ sơ|nơi)", each.value) for each in app.markdown if "**" in each.value]
    assert said is not None
    drawn = json.loads(app.get("bidi_component")[-1].proto.json)  # type: ignore[union-attr]
    rows = re.findall(r'<a [^>]*data-pick="(?:ho-so|xa|huyen) ', drawn)
    return int(said[1]), len(rows)


@pytest.mark.parametrize("state", ["full", "empty"])
def test_on_the_overview(open_page: Open, state: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(state)
    numbers: dict[str, int] = {}
    links: dict[str, int] = {}
    for sort in SORTS:
        page = open_page(OVERVIEW, ban_do=sort)
        for name, words in picks(page, "muc").items():
            found = re.search(
                r"\+?(\d+)(?: /\d+ xã.*)?(?: xã chưa có| nơi nữa)?$", words.removeprefix("và "), re.DOTALL
            )
            assert found is not None, words
            if found:
                numbers[name] = int(found[1])
        for query, words in re.findall(r'<a href="sang-loc\?([^"]*)"[^>]*>(.*?)</a>', page.html, re.DOTALL):
            said = re.findall(r"\d+", TAGS.sub(" ", words))
            links[unescape(query)] = int(said[0]) if said else words.count("<span aria-hidden")
    if state == "empty":
        assert (numbers, links) == ({}, {})
        return
    for name, number in numbers.items():
        more = 5 if name == "candidates" else 0
        assert dialog(open_page, name) == (number + more, number + more), name
    for query, number in links.items():
        pages = every_page(open_page, SCREENING, **asked(query))
        assert sum(page.html.count('role="option"') for page in pages) == number, query
    assert len(numbers) > 50
    assert len(links) > 20


def counts(words: str) -> tuple[int, int]:
    """What a cell says: so many, and so many not known."""
    found = re.fullmatch(r"(\d+|–)\s*(?:\?(\d+))?", words)
    assert found is not None, words
    return int(found[1]) if found[1] != "–" else 0, int(found[2] or 0)


@pytest.mark.usefixtures("full")
def test_on_what_blocks(open_page: Open) -> None:
    cells = picks(open_page(PROGRESS, xem="can"), "chon")
    cells = {pick: words for pick, words in cells.items() if re.search(r"tieu-chi=\d", pick)}
    assert len(cells) == 12 * 19
    for pick, words in cells.items():
        pages = every_page(open_page, PROGRESS, xem="can", **asked(pick))
        parts = [page.html.rpartition("data-save")[2].partition("xã chưa có số liệu</h2>") for page in pages]
        unmet, unknown = (sum(len(LISTED.findall(part[which])) for part in parts) for which in (0, 2))
        assert (unmet, unknown) == counts(words), pick


def ends(words: str) -> tuple[int, int]:
    """The range that a list gives a commune's criteria."""
    low, _, high = words.partition("–")
    return (0, 19) if low == "?" else (int(low), int(high or low))


def figures(table: str) -> list[tuple[str, str]]:
    """The cells of a table of years: what each picks, and its figure."""
    cells = ((unescape(pick), TAGS.sub("", inner)) for _, pick, inner in LINK.findall(table))
    return [(pick.removeprefix("chon "), "".join(words.split())) for pick, words in cells if re.search(r"nam=\d", pick)]


@pytest.mark.usefixtures("full")
def test_on_the_years(open_page: Open) -> None:
    tables = open_page(PROGRESS, xem="thoi-gian").html.split('<table class="ntm-when">')[1:]
    averages, shares = map(figures, tables)
    assert len(averages) == len(shares) == 12 * 9
    for (pick, average), (same, share) in zip(averages, shares, strict=True):
        assert pick == same
        pages = every_page(open_page, PROGRESS, xem="thoi-gian", **asked(pick))
        listed = [row for page in pages for row in LISTED.findall(page.html)]
        met = [ends(words) for row in listed for words in re.findall(r"<b>([^<]+)</b>", row)]
        assert len(met) == len(listed)
        sums = (sum(end) / len(listed) for end in zip(*met, strict=True))
        assert average == "–".join(dict.fromkeys(f"{each:.1f}".replace(".", ",") for each in sums)), pick
        marks = Counter(row.rpartition("</b>")[2].strip() for row in listed)
        recognised = (marks["✓"], marks["✓"] + marks["?"])
        assert share == "–".join(dict.fromkeys(f"{100 * each / len(listed):.0f}" for each in recognised)), pick


@pytest.mark.usefixtures("full")
def test_on_what_moved(open_page: Open) -> None:
    page = open_page(PROGRESS, xem="tang-giam")
    moved = {pick: words for pick, words in picks(page, "chon").items() if "chieu=" in pick or "nhom=" in pick}
    assert sorted(name for pick in moved for name in asked(pick)) == ["chieu", "chieu", "nhom", "nhom"]
    for pick, words in moved.items():
        if "chieu" in asked(pick):
            pages = every_page(open_page, PROGRESS, xem="tang-giam", **asked(pick))
            tables = [each.html.partition('class="ntm-changes"')[2].partition("</table>")[0] for each in pages]
            listed = sum(table.count("<tr>") - 1 for table in tables)
        else:
            table = open_page(PROGRESS, **asked(pick)).html.partition('class="ntm-table"')[2].partition("<tfoot>")[0]
            listed = sum(int(communes) for communes in re.findall(r"</th><td[^>]*>(\d+)</td>", table))
        assert listed == int(words.split()[-1]), pick


@pytest.mark.usefixtures("full")
def test_on_the_districts(open_page: Open) -> None:
    table = open_page(PROGRESS).html.partition('class="ntm-table"')[2]
    rows = re.findall(r'<tr data-pick="chon huyen=(\d+)[^>]*>.*?</th><td[^>]*>(\d+)</td>', table)
    assert len(rows) == 11
    communes: dict[str, list[tuple[str, str]]] = {}
    for code, number in rows:
        page = open_page(PLACE, huyen=code)
        communes[code] = re.findall(r'<tr data-pick="xa (\d+)">.*?<td><b>([^<]+)</b>', page.html)
        assert len(communes[code]) == int(number)
    for code, met in min(communes.values(), key=len):
        assert f": đạt {met} trong 19 tiêu chí" in open_page(PLACE, xa=code).title
