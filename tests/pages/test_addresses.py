"""Whatever stands in the parameters of an address, each page opens with a title, changes nothing and runs nothing;
what is named and is not there is told.
"""

from itertools import cycle
from urllib.parse import parse_qsl, urlsplit

import pytest

from ntm_dash.ui import backups, choosing, journal
from ntm_dash.ui.accounts import ACCOUNT
from ntm_dash.ui.asking import CAMPAIGN
from ntm_dash.ui.menu import MENU
from tests.pages.conftest import Open

ODD = (
    "\x00\x01\x1b[31m",
    "\u202eabc\u200b",
    "x" * 10_240,
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "'; DROP TABLE store.event; --",
    "-1",
    "1e999",
    "9" * 24,
    "{{7*7}}",
    "٣",
)
BAD_LINKS = {
    "tien-do?huyen=999": "“999”",
    "dia-ban?xa=99999": "“99999”",
    "ho-so-de-nghi?don-vi=x": "“x”",
    "viec-can-lam?don-vi=x": "“x”",
    "bao-cao-don-vi?don-vi=x": "“x”",
    "bo-ho-so?ho-so=KHONG-CO": "“KHONG-CO”",
    "sang-loc?ho-so=KHONG-CO": "“KHONG-CO”",
    "xep-hang?rank-city=mot-nua": "“mot-nua”",
    "do-day-du?huyen=999": "“999”",
    "nhap-du-lieu?lan-nhap=99999": "“99999”",
    "phien-hop?hop=PH-9": "“PH-9”",
    "phan-quyet?cach-hieu=x": "“x”",
    "huong-dan?tu=khong-co": "“khong-co”",
    "sao-luu?ban-sao=x": "“x”",
    "bo-tieu-chuan?muc-tieu-chuan=9.9": "“9.9”",
    "tong-quan?dot=khong-co": "“khong-co”",
}
"""Links to what is not there, and how the page names it."""
OF_WIDGETS = {"nguoi", "loai-viec", "cua-dot", "ma-ho-so", "ngay"}
NAMES = sorted(
    {value for name, value in vars(choosing).items() if name.isupper() and isinstance(value, str)}
    | {ACCOUNT, CAMPAIGN, backups.BACKUP, journal.ACT, journal.TURN}
    | OF_WIDGETS
)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("page", MENU)
def test_a_page_opens_whatever_its_address_says(open_page: Open, page: str) -> None:
    start = list(MENU).index(page)
    values = cycle(ODD[start % len(ODD) :] + ODD[: start % len(ODD)])
    given = {name.replace("-", "_"): value for name, value in zip(NAMES, values, strict=False)}
    shown = open_page(MENU[page].file.removeprefix("pages/").removesuffix(".py"), **given)
    assert shown.title
    assert "<script>" not in shown.html
    assert [warning for warning in shown.warnings if "\u202e" in warning or len(warning) > 300] == []


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("link", BAD_LINKS)
def test_a_link_to_what_is_not_there_is_told_once_and_the_page_stands(open_page: Open, link: str) -> None:
    address = urlsplit(link)
    [file] = [entry.file for entry in MENU.values() if entry.address == address.path]
    given = {name.replace("-", "_"): value for name, value in parse_qsl(address.query)}
    shown = open_page(file.removeprefix("pages/").removesuffix(".py"), **given)
    assert shown.title
    [warning] = shown.warnings
    assert BAD_LINKS[link] in warning
