"""Corrections by files: what a later import replaces, and what stands again when an import is taken back."""

from datetime import date

import pytest

from ntm_dash.domain.access import Person, Role
from ntm_dash.services.campaigns import Campaign, campaign, scope_of
from ntm_dash.services.imports import import_files, imports, withdraw
from ntm_dash.storage.store import Store
from ntm_dash.storage.verification import verify
from tests.storage.acts import refused

GIAP = Person("giap@langson.example", "Bà Giáp", Role.COORDINATION_OFFICE)
BINH = Person("binh@langson.example", "Ông Bính", Role.EMULATION_BOARD)

NOMINATIONS = """Mã hồ sơ,Tên,Đối tượng,Huyện,Xã,Hình thức,Đơn vị đề nghị,Ngày nhận
HS-1,Ông Ất,"Cán bộ, công chức, viên chức",Bắc Sơn,,Bằng khen của Chủ tịch UBND tỉnh,UBND huyện Bắc Sơn,30/7/2019
"""
GOOD, EXCELLENT = "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"


@pytest.fixture
def store(prepared: Store) -> Store:
    return prepared


@pytest.fixture
def first(store: Store) -> Campaign:
    """The first campaign, with one nomination."""
    found = campaign(store)
    send(store, found, "03.csv", NOMINATIONS)
    return found


def send(store: Store, chosen: Campaign, name: str, text: str) -> int:
    """Import one file; returns the number of the import."""
    import_files(store, chosen, [(name, text.encode())], by=GIAP, today=date(2019, 8, 1))
    return imports(store, chosen, GIAP)[0].batch


def rate(store: Store, chosen: Campaign, level: str) -> int:
    """Import the rating of 2016."""
    return send(store, chosen, "06.csv", f"Mã hồ sơ,Năm,Mức xếp loại\nHS-1,2016,{level}\n")


def levels(store: Store, chosen: Campaign, as_of: int | None = None) -> list[str]:
    scope = scope_of(store, chosen, as_of=as_of)
    return [level for (level,) in scope.cursor.execute("SELECT level FROM rating").fetchall()]


def test_the_import_before_stands_again_when_the_later_one_is_withdrawn(store: Store, first: Campaign) -> None:
    a = rate(store, first, GOOD)
    b = rate(store, first, EXCELLENT)
    assert levels(store, first) == ["excellent"]
    withdraw(store, first, b, by=BINH, why="nhầm năm")
    assert levels(store, first) == ["good"]
    assert [levels(store, first, as_of) for as_of in (a - 1, a, b, b + 1)] == [[], ["good"], ["excellent"], ["good"]]
    assert verify(store) == []


def test_what_is_withdrawn_in_the_middle_of_a_chain_brings_nothing_back(store: Store, first: Campaign) -> None:
    a = rate(store, first, GOOD)
    b = rate(store, first, EXCELLENT)
    c = rate(store, first, "Hoàn thành nhiệm vụ")
    withdraw(store, first, b, by=BINH, why="nhầm tệp")
    assert levels(store, first) == ["completed"]
    withdraw(store, first, c, by=BINH, why="nhầm tệp")
    assert levels(store, first) == ["good"]
    withdraw(store, first, a, by=BINH, why="nhầm tệp")
    assert levels(store, first) == []
    assert [each.withdrawn_by for each in imports(store, first, GIAP)] == [*[BINH.signature] * 3, None]
    assert verify(store) == []


def test_a_file_sent_again_after_it_was_withdrawn_counts_again(store: Store, first: Campaign) -> None:
    a = rate(store, first, GOOD)
    withdraw(store, first, a, by=BINH, why="chờ xác nhận")
    assert levels(store, first) == []
    again = rate(store, first, GOOD)
    assert again == a + 2
    assert levels(store, first) == ["good"]


def test_an_import_is_withdrawn_once_and_only_in_its_campaign(store: Store, first: Campaign) -> None:
    a = rate(store, first, GOOD)
    with refused("import_unknown"):
        withdraw(store, first, 1, by=BINH, why="")
    withdraw(store, first, a, by=BINH, why="nhầm tệp")
    before = store.version()
    with refused("import_withdrawn_already"):
        withdraw(store, first, a, by=BINH, why="nhầm tệp")
    assert store.version() == before
