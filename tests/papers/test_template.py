"""Templates as the office edits them: right, wrong, and hostile; and what users typed stays text."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_dash.domain.paths import TEMPLATES
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.papers.layout import layouts
from ntm_dash.papers.template import fill

LAYOUT = layouts()[0]


def template(folder: Path, *paragraphs: str) -> Path:
    """A Word file with these paragraphs, as somebody made it by hand."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    path = folder / "mau.docx"
    document.save(str(path))
    return path


def words(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


def refusal(path: Path, content: dict[str, object]) -> Problem:
    with pytest.raises(Refused) as refused:
        fill(path, content, LAYOUT)
    [problem] = refused.value.problems
    return problem


def test_a_field_is_filled_in_and_a_paragraph_repeated(tmp_path: Path) -> None:
    path = template(tmp_path, "Kính gửi: {{ unit }}", "{%p for each in names %}", "- {{ each }}", "{%p endfor %}")
    assert words(fill(path, {"unit": "Sở Nội vụ", "names": ["An", "Ẩn"]}, LAYOUT)) == [
        "Kính gửi: Sở Nội vụ",
        "- An",
        "- Ẩn",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "A & B <w:p/> ]]>",
        "{{ 7 * 7 }} {% raw %}",
        "=HYPERLINK(“http://x”)",
        "</w:t></w:r><w:r><w:t>chen vào",
        "Nguyễn Văn \u202eĐảo",
    ],
)
def test_what_users_typed_is_text_and_nothing_else(tmp_path: Path, typed: str) -> None:
    assert words(fill(template(tmp_path, "{{ name }}"), {"name": typed}, LAYOUT)) == [typed]


def test_characters_that_word_cannot_hold_are_left_out_and_line_breaks_kept(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ name }}")
    assert words(fill(path, {"name": "a\x00b\x0bc\ufffe\ud800"}, LAYOUT)) == ["abc"]
    assert words(fill(path, {"name": "dòng một\ndòng hai"}, LAYOUT)) == ["dòng một\ndòng hai"]


def test_an_unknown_field_is_named_with_the_nearest_ones(tmp_path: Path) -> None:
    problem = refusal(template(tmp_path, "{{ proposr }}"), {"proposer": "Sở Y tế", "number": "1"})
    assert (problem.code, problem.file, problem.read, problem.expected) == (
        "template_field",
        "mau.docx",
        "proposr",
        "proposer",
    )


def test_an_unknown_field_within_a_list_is_named_too(tmp_path: Path) -> None:
    path = template(tmp_path, "{%p for each in rows %}", "{{ each.nmae }}", "{%p endfor %}")
    problem = refusal(path, {"rows": [{"name": "An"}]})
    assert (problem.code, problem.read, problem.expected) == ("template_field", "nmae", "name")


def test_a_field_that_is_not_closed_is_shown_where_it_stands(tmp_path: Path) -> None:
    problem = refusal(template(tmp_path, "{%p if x %}", "chữ"), {"x": True})
    assert problem.code == "template_syntax"


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ name.__init__.__globals__ }}",
        "{% for i in range(10**9) %}x{% endfor %}",
    ],
)
def test_a_template_cannot_run_code(tmp_path: Path, words: str) -> None:
    assert refusal(template(tmp_path, words), {"name": "An"}).code in ("template_wrong", "template_field")


def test_a_file_that_is_no_word_file_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    assert refusal(path, {}).code == "template_missing"
    path.write_bytes(b"PK not a zip")
    assert refusal(path, {}).code == "template_unreadable"


def test_every_template_of_the_project_is_a_word_file_that_opens() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.docx") if Document(str(path)).element is not None} == {
        path.stem for path in TEMPLATES.glob("*.docx")
    }


PIECES = (
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    " name ",
    "names",
    "|",
    "join",
    "[",
    "]",
    ".x",
    "(",
    ")",
    "for",
    " in ",
    "if ",
    "endfor",
)
HOSTILE = (
    "loop",
    "self",
    "cycler",
    "lipsum",
    "__class__",
    "attr('__init__')",
    "*",
    "9",
    "'%s'",
    "\u202e",
    "\x00",
    "<w:p>",
    "&",
)


@settings(deadline=None, max_examples=15, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES + HOSTILE), min_size=1, max_size=9))
def test_whatever_somebody_writes_into_a_template_is_filled_or_refused(tmp_path: Path, pieces: list[str]) -> None:
    path = template(tmp_path, "".join(pieces).replace("\x00", ""))
    with suppress(Refused):
        Document(BytesIO(fill(path, {"name": "An", "names": ["An", "Ẩn"]}, LAYOUT)))
