"""Streamlit's own words in the browser: every one of ours still finds its English in the pinned version."""

import re
from pathlib import Path
from typing import Any

import pytest
import streamlit

from ntm_dash.ui.shell import InVietnamese, document_in_vietnamese, script_in_vietnamese, words
from tests.ui.layers import sent_by

FILES = Path(streamlit.__file__).parent / "static"
PAGE = [(b"content-type", b"text/html; charset=utf-8"), (b"etag", b'"old"')]
SCRIPT = [(b"content-type", b"text/javascript"), (b"cache-control", b"public, immutable")]


def scripts(name: str) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted((FILES / "static" / "js").glob(f"{name}.*.js")))


@pytest.mark.parametrize("name", words())
def test_every_english_word_that_is_replaced_stands_in_streamlits_file(name: str) -> None:
    script = scripts(name)
    assert [english for english in words()[name] if english not in script] == []


@pytest.mark.parametrize("name", words())
def test_a_replacement_leaves_the_script_around_the_words_as_it_was(name: str) -> None:
    for english, vietnamese in words()[name].items():
        quoted = [(re.sub(r"`[^`]*`", "``", each)) for each in (english, vietnamese) if "`" in english]
        assert len(set(quoted)) <= 1
        assert set(re.findall(r"\$\{[^}]*\}", vietnamese)) <= set(re.findall(r"\$\{[^}]*\}", english))


def test_the_document_is_vietnamese_with_its_own_title() -> None:
    document = document_in_vietnamese((FILES / "index.html").read_text(encoding="utf-8"))
    assert '<html lang="vi">' in document
    assert "<title>Sổ tổng kết thi đua</title>" in document
    assert "You need to enable JavaScript" not in document


def answer(path: str, body: bytes, headers: list[tuple[bytes, bytes]], asked: dict[bytes, bytes]) -> list[Any]:
    """What the layer sends for an answer of the app behind it that comes in two parts."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:5], "more_body": True})
        await send({"type": "http.response.body", "body": body[5:]})

    scope = {"type": "http", "method": "GET", "path": path, "headers": list(asked.items())}
    return sent_by(InVietnamese(app), scope)


def test_a_script_is_sent_reworded_with_its_length_and_a_mark_that_answers_who_has_it_already() -> None:
    path, body = "/static/js/Toolbar.abc.js", b"x({label:`Fullscreen`,icon:y})"
    start, sent = answer(path, body, [*SCRIPT, (b"content-length", b"30")], {})
    headers = dict(start["headers"])
    assert (
        sent["body"].decode() == script_in_vietnamese("Toolbar", body.decode()) == ("x({label:`Toàn màn hình`,icon:y})")
    )
    assert headers[b"content-length"] == str(len(sent["body"])).encode()
    assert headers[b"cache-control"] == b"public, max-age=86400"
    start, sent = answer(path, body, SCRIPT, {b"if-none-match": headers[b"etag"]})
    assert (start["status"], sent["body"]) == (304, b"")


def test_a_page_is_reworded_and_everything_else_goes_through_as_it_comes() -> None:
    asked = {b"accept": b"text/html,*/*"}
    _, page = answer("/sang-loc", b'<html lang="en"><title>Streamlit</title>', PAGE, asked)
    assert page["body"].decode() == '<html lang="vi"><title>Sổ tổng kết thi đua</title>'
    for path, given in (("/static/js/Other.abc.js", {}), ("/media/a.xlsx", asked)):
        sent = answer(path, b"label:`Fullscreen`", SCRIPT, given)
        assert b"".join(each["body"] for each in sent[1:]) == b"label:`Fullscreen`"
        assert sent[0]["headers"] == SCRIPT
