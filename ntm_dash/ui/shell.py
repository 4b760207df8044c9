"""The page around the pages: Streamlit's own files, sent in Vietnamese.

Streamlit has its English built into the files it sends to the browser. A layer of the server puts the words of
`data/words/streamlit.toml` in their place, and gives `index.html` its language, the style that every page shares and
what keeps the place when going back. The files on the disk stay as they are; what a newer Streamlit words otherwise is
sent as it is.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ntm_dash.domain.paths import WORDS
from ntm_dash.ui.look import look, returning

TITLE = "Sổ tổng kết thi đua"
SCRIPT = re.compile(r"/static/js/([\w-]+)\.[\w-]+\.js$")
KEPT = b"public, max-age=86400"
"""How long a browser may keep a file: its name tells Streamlit's version, not that of these words."""
CONDITIONS = (b"if-none-match", b"if-modified-since", b"range", b"accept-encoding")
REPLACED = (b"content-length", b"etag", b"last-modified", b"cache-control", b"accept-ranges")


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The English and the Vietnamese of each file, by the beginning of the file's name."""
    return tomllib.loads((WORDS / "streamlit.toml").read_text(encoding="utf-8"))


@lru_cache(32)
def script_in_vietnamese(name: str, script: str) -> str:
    """A script of Streamlit whose file is called `name`, with its words in Vietnamese."""
    for english, vietnamese in words()[name].items():
        script = script.replace(english, vietnamese)
    return script


def document_in_vietnamese(document: str) -> str:
    """Streamlit's `index.html` with the language, the title, the style, and what people without scripts read."""
    document = document.replace('<html lang="en">', '<html lang="vi">')
    document = re.sub(r"<title>[^<]*</title>", f"<title>{TITLE}</title>", document)
    document = document.replace("</head>", f"<style>{look()}</style><script>{returning()}</script></head>", 1)
    told = "<noscript><p>Trang này cần JavaScript. Bật JavaScript trong trình duyệt rồi tải lại.</p></noscript>"
    return re.sub(r"<noscript>.*?</noscript>", told, document, flags=re.DOTALL)


class InVietnamese:
    """The layer: passes everything through but Streamlit's document and the scripts that hold words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = SCRIPT.search(scope.get("path", ""))
        name = found[1] if found else ""
        asks_page = b"text/html" in dict(scope.get("headers", ())).get(b"accept", b"")
        if scope["type"] != "http" or scope["method"] != "GET" or not (name in words() or asks_page):
            await self.app(scope, receive, send)
            return
        known = dict(scope["headers"]).get(b"if-none-match", b"")
        plain = {**scope, "headers": [each for each in scope["headers"] if each[0] not in CONDITIONS]}
        await self.app(plain, receive, _Reworded(name, known, send))


class _Reworded:
    """Takes an answer whole, rewords it and sends it on; an answer that is neither page nor script goes as it comes."""

    def __init__(self, name: str, known: bytes, send: Send) -> None:
        self._name, self._known, self._send = name, known, send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            page = headers.get(b"content-type", b"").startswith(b"text/html")
            if message["status"] == 200 and (self._name or page) and b"content-encoding" not in headers:
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            await self._answer(self._start)

    async def _answer(self, start: Message) -> None:
        text = self._body.decode("utf-8")
        text = script_in_vietnamese(self._name, text) if self._name else document_in_vietnamese(text)
        body = text.encode("utf-8")
        mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'.encode()
        headers = [each for each in start["headers"] if each[0] not in REPLACED]
        headers += [(b"etag", mark), (b"cache-control", KEPT if self._name else b"no-cache")]
        if mark == self._known:
            await self._send({**start, "status": 304, "headers": headers})
            await self._send({"type": "http.response.body", "body": b""})
            return
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})
