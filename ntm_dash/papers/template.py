"""Word templates, filled: the office edits `data/templates/*.docx` in Word, the program fills their fields.

A field is `{{ name }}`, a repeated table row `{%tr for each in list %}`. Templates run in a sandbox, and what users
typed is text in them, never markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from ntm_dash.domain.paths import TEMPLATES
from ntm_dash.domain.problems import Problem, Refused
from ntm_dash.papers.layout import Layout, lay_out

Content = Mapping[str, Any]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FIELD = re.compile(r"has no attribute '([^']+)'|'([^']+)' is undefined")


@dataclass(frozen=True)
class Picture:
    """A drawing within the content: PNG bytes, and the width it takes on the page in millimetres."""

    png: bytes
    width: float


def template_file(name: str) -> Path:
    """The Word template of that name."""
    return TEMPLATES / f"{name}.docx"


def fill(template: Path, content: Content, layout: Layout, mark: str = "") -> bytes:
    """The document that a template makes of its content, laid out, with the mark that every sheet carries.

    Raises `Refused` where the template is missing, is no Word file, or names a field that there is not.
    """
    if not template.is_file():
        raise Refused(Problem("template_missing", file=template.name))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    try:
        document = DocxTemplate(template)
        document.init_docx()
    except Exception as error:  # whatever a broken archive makes the reader raise
        raise Refused(Problem("template_unreadable", file=template.name)) from error
    try:
        document.render(_safe(content, document), jinja_env=environment, autoescape=True)
    except TemplateSyntaxError as error:
        raise Refused(Problem("template_syntax", file=template.name, read=_around(error))) from error
    except UndefinedError as error:
        raise Refused(_unknown_field(template, error, content)) from error
    except (SecurityError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise Refused(Problem("template_wrong", file=template.name, read=str(error)[:200])) from error
    lay_out(document.docx, layout, mark)
    out = BytesIO()
    document.docx.save(out)
    return out.getvalue()


def _safe(value: Any, document: DocxTemplate) -> Any:
    """Content as Word can hold it: no control characters, line breaks kept, pictures put in their place."""
    match value:
        case str():
            text = _NOT_XML.sub("", value)
            return Listing(text) if "\n" in text else text
        case Picture():
            return InlineImage(document, BytesIO(value.png), width=Mm(value.width))
        case Mapping():
            return {key: _safe(each, document) for key, each in value.items()}
        case Sequence():
            return [_safe(each, document) for each in value]
    return value


def _around(error: TemplateSyntaxError) -> str:
    """The words of the template where it cannot be read."""
    lines = (error.source or "").splitlines()
    line = lines[error.lineno - 1] if 0 < error.lineno <= len(lines) else ""
    found = re.search(r"\{[{%#][^<>]{0,60}", line)
    return found[0] if found else (error.message or "")[:60]


def _unknown_field(template: Path, error: UndefinedError, content: Content) -> Problem:
    found = _FIELD.search(str(error))
    name = (found[1] or found[2]) if found else str(error)[:60]
    known = sorted(_names(content))
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return Problem("template_field", file=template.name, read=name, expected=", ".join(near or known))


def _names(content: Any) -> set[str]:
    """Every field that the content has, at any depth."""
    if isinstance(content, Mapping):
        return set(content) | {name for each in content.values() for name in _names(each)}
    if isinstance(content, Sequence) and not isinstance(content, str | bytes):
        return {name for each in content[:1] for name in _names(each)}
    return set()
