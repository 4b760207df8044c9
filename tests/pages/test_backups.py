"""The page of backups: one is taken, tried beside the store, and replaces it only after a word is typed."""

from pathlib import Path

import pytest

from ntm_dash.domain.problems import Problem
from ntm_dash.services.backups import WATCH
from ntm_dash.storage.store import open_store
from tests.pages.conftest import Open, Shown
from tests.storage.acts import note

pytestmark = pytest.mark.on_files
PAGE = "records/backups"


def press(page: Shown, label: str) -> Shown:
    [button] = [button for button in page.app.button if button.label == label]
    return Shown(button.click().run())


@pytest.mark.usefixtures("own_empty")
def test_a_copy_is_taken_tried_and_put_back_by_hand(
    open_page: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WATCH, "problems", (Problem("backup_unwritable", file="ntm.duckdb"),))
    page = open_page(PAGE)
    assert page.title == "Chưa có bản sao nào"
    assert ["Không ghi được bản sao" in error.value for error in page.app.error] == [True]
    page = press(page, "Lập bản sao ngay")
    [name] = [path.name for path in (place.parent / "backups").iterdir()]
    assert name in page.text
    acts = open_store(place).version()[0]
    note(open_store(place), "Ông <i>Ất</i>")
    page = press(page, "Mở thử bản này")
    assert "Thay bằng bản này sẽ mất 1 việc" in page.text
    assert "Ông <i>Ất</i>" in page.text
    page = press(page, "Thay sổ")
    assert ["Chưa thay gì" in error.value for error in page.app.error[1:]] == [True]
    [field] = [field for field in page.app.main.text_input if "PHỤC HỒI" in field.label]
    field.set_value("PHỤC HỒI")
    page = press(page, "Thay sổ")
    assert page.title.startswith("2 bản sao")
    kinds = [row[4] for row in open_store(place).scope().rows("journal")]
    assert (len(kinds), kinds[-1]) == (acts + 1, "store_restored")
