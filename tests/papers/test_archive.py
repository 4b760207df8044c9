"""Names of files that every system takes, and many documents as one zip."""

import zipfile
from pathlib import Path

import pytest

from ntm_dash.papers.archive import file_name, write_archive


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Phiếu thẩm định BS-02", "Phiếu thẩm định BS-02.docx"),
        ("../../etc/passwd", "etc-passwd.docx"),
        ('a/b\\c:d*e?"f<g>h|', "a-b-c-d-e-f-g-h.docx"),
        ("\x00\x1f", "van-ban.docx"),
        ("x" * 300, "x" * 100 + ".docx"),
    ],
)
def test_a_file_name_holds_no_separator_and_no_control_character(words: str, name: str) -> None:
    assert file_name(words, "docx") == name


def test_documents_of_one_name_are_numbered(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    assert write_archive(target, [("x.docx", b"1"), ("x.docx", b"2")]) == 2
    with zipfile.ZipFile(target) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"x.docx": b"1", "x (2).docx": b"2"}
