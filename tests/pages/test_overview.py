"""The app starts and its first page counts the units of the campaign."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ntm_dash.storage.store import open_store
from tests.house.tree import ROOT


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for a store, which the app is told of."""
    path = tmp_path / "ntm.duckdb"
    monkeypatch.setenv("NTM_STORE", str(path))
    return path


def app() -> AppTest:
    return AppTest.from_file(ROOT / "app.py", default_timeout=60).run()


def test_the_first_page_counts_the_units_of_the_campaign(place: Path) -> None:
    page = app()
    open_store(place).close()
    assert [error.message for error in page.exception] == []
    assert [title.value for title in page.title] == [
        "Sổ theo dõi 207 xã, 14 thị trấn và 5 phường của 10 huyện và 1 thành phố"
    ]
    assert [caption.value[-20:] for caption in page.caption] == ["danh mục đơn vị 2019"]


def test_a_file_that_is_no_store_is_refused_with_a_sentence(place: Path) -> None:
    place.write_text("Đây là một bức thư, không phải sổ.", encoding="utf-8")
    page = app()
    assert [error.message for error in page.exception] == []
    assert len(page.error) == 1
    assert place.name in page.error[0].value
    assert [title.value for title in page.title] == []
