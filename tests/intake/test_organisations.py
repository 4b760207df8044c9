"""Names that people wrote, to the bodies that nominate."""

import csv

import pytest

from ntm_dash.domain.paths import REFERENCE
from ntm_dash.intake.organisations import OrganisationIndex, unit_aliases


def registered() -> list[str]:
    with (REFERENCE / "nominating_units.csv").open(encoding="utf-8", newline="") as file:
        return [row["name"] for row in csv.DictReader(file)]


REGISTER = OrganisationIndex(registered(), unit_aliases())


@pytest.mark.parametrize("name", registered())
def test_every_registered_body_is_found_by_its_own_name(name: str) -> None:
    assert REGISTER.organisation(name) == (name, None)
    assert REGISTER.organisation(f"  {name.upper()} ") == (name, None)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("UBND huyện Bắc Sơn", "UBND huyện Bắc Sơn"),
        ("Ủy ban nhân dân huyện Bắc Sơn", "UBND huyện Bắc Sơn"),
        ("Uỷ ban nhân dân huyện Bắc Sơn", "UBND huyện Bắc Sơn"),
        ("Huyện Bắc Sơn", "UBND huyện Bắc Sơn"),
        ("huyen bac son", "UBND huyện Bắc Sơn"),
        ("UBND H. Bắc Sơn", "UBND huyện Bắc Sơn"),
        ("UBND TP Lạng Sơn", "UBND thành phố Lạng Sơn"),
        ("Sở GTVT", "Sở Giao thông vận tải"),
        ("Sở Giao thông Vận tải", "Sở Giao thông vận tải"),
        ("Sở NN&PTNT", "Sở Nông nghiệp và PTNT"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và PTNT"),
        ("Sở Nông nghiệp & PTNT", "Sở Nông nghiệp và PTNT"),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ"),
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở LĐ-TB&XH", "Sở Lao động, Thương binh và Xã hội"),
        ("Sở VHTT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Nội vụ tỉnh Lạng Sơn", "Sở Nội vụ"),
        ("Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn", "Văn phòng UBND tỉnh"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Ủy ban MTTQ Việt Nam tỉnh"),
        ("Hội LHPN tỉnh", "Hội Liên hiệp Phụ nữ tỉnh"),
        ("Tỉnh đoàn", "Tỉnh Đoàn Lạng Sơn"),
        ("VPĐP NTM tỉnh", "Văn phòng Điều phối Chương trình xây dựng NTM tỉnh"),
    ],
)
def test_the_usual_names_of_a_body_are_one(written: str, name: str) -> None:
    assert REGISTER.organisation(written) == (name, None)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("UBND huyện Bắc Sn", ["UBND huyện Bắc Sơn"]),
        ("Sở Nội vụ Lạng Sơn", ["Sở Nội vụ"]),
        ("Hội Nông dân", ["Hội Nông dân tỉnh"]),
        ("Bắc Sơn", ["UBND huyện Bắc Sơn"]),
    ],
)
def test_a_name_near_a_registered_one_is_kept_with_a_note(written: str, near: list[str]) -> None:
    name, note = REGISTER.organisation(written)
    assert name == written
    assert note is not None
    assert (note.code, note.severity, note.read) == ("organisation_near", "note", written)
    assert note.candidates == tuple((other, other) for other in near)


@pytest.mark.parametrize(
    "written", ["Công ty TNHH Hồng Phong", "UBND xã Hoàng Đồng", "UBND xã Bắc Sơn", "HTX Rau sạch"]
)
def test_a_body_outside_the_register_is_kept_as_written(written: str) -> None:
    assert REGISTER.organisation(f" {written} ") == (written, None)


def test_every_alias_that_names_a_body_names_a_registered_one() -> None:
    """A whole name misspelled in the table would silently become a short form."""
    names = set(registered())
    whole = [
        name for alias, name in unit_aliases() if alias.startswith(("Sở", "Huyện", "Ban", "Thành phố", "Văn phòng"))
    ]
    assert [name for name in whole if name not in names] == []
