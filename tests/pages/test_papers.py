"""The papers page: what can be made, of what, and what it says where there is nothing."""

from tests.pages.conftest import Open


def test_the_page_offers_every_kind_and_makes_a_letter(full: None, open_page: Open) -> None:
    shown = open_page("reporting/papers", van_ban="reminder")
    assert shown.title.endswith(" hồ sơ trong sổ")
    app = shown.app
    assert app.radio[0].value == "reminder"
    app.button[0].click().run()
    assert next(each.label for each in app.get("download_button")).startswith("Tải về (")  # type: ignore[union-attr]


def test_without_nominations_it_says_what_brings_them(empty: None, open_page: Open) -> None:
    assert open_page("reporting/papers").title == "Chưa có hồ sơ nào để lên văn bản"


def test_a_stale_link_is_told(full: None, open_page: Open) -> None:
    [warning] = open_page("reporting/papers", van_ban="khong-co").warnings
    assert "khong-co" in warning
