"""What the server answers nobody, and what it tells browsers to refuse.

Streamlit has addresses for machines: figures of the process, a trial run of the app, an interface for agents. None of
them is for those who use this app, and behind a proxy all of them would be open to anybody.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ntm_dash.ui.shell import document_in_vietnamese

CLOSED = re.compile(r"/_stcore/(metrics|script-health-check|agent)(/|$)")
OURS_ALONE = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""Whatever is loaded comes from here, and no other site shows this one in a frame."""


@cache
def policy() -> str:
    """The content security policy: our drawings are modules that Streamlit makes in the browser (blob:), styles stand
    in the elements, pictures and fonts of a saved chart are data, scripts in the document are known by their hash.
    """
    document = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", document_in_vietnamese(document), flags=re.DOTALL)
    known = " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts)
    return (
        f"{OURS_ALONE}; script-src 'self' blob: {known}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:"
    )


@cache
def _headers() -> tuple[tuple[bytes, bytes], ...]:
    said = {
        "content-security-policy": policy(),
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }
    return tuple((name.encode(), value.encode()) for name, value in said.items())


class Guard:
    """The outermost layer of the server: closed addresses are not found, every answer carries the headers, and a cookie
    that was set over TLS goes back over TLS only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        secure = scope.get("scheme") == "https"

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in _headers()}
                kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in own]
                message = {**message, "headers": [*(_over_tls(each) if secure else each for each in kept), *_headers()]}
            await send(message)

        if CLOSED.search(scope["path"]):
            await told({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
            await told({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, told)


def _over_tls(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        return name, value + b"; Secure"
    return header
