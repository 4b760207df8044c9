"""Whatever stands in the parameters of an address, each page opens with a title, changes nothing and runs nothing."""

from itertools import cycle

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
