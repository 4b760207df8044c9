"""Names stand in the order in which the store's questions put them."""

from ntm_dash.domain.alphabet import alphabetical
from ntm_dash.storage.store import Store


def test_names_are_in_the_order_of_the_alphabet_and_as_the_store_puts_them(standing: Store) -> None:
    names = ["Vũ Sơn", "Đình Lập", "Ấn", "Dương", "Ân", "Ăn", "Vu Lăng", "Cao Lộc", "An", "Vũ Lễ", "Áng"]
    ordered = ["An", "Áng", "Ăn", "Ân", "Ấn", "Cao Lộc", "Dương", "Đình Lập", "Vu Lăng", "Vũ Lễ", "Vũ Sơn"]
    assert sorted(names, key=alphabetical) == ordered
    asked = "SELECT DISTINCT name FROM store.unit ORDER BY name COLLATE vi, name"
    rows = standing.scope().cursor.execute(asked).fetchall()
    assert sorted((name for [name] in rows), key=alphabetical) == [name for [name] in rows]
