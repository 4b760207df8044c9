"""Where people land after signing in: on the page that they asked for, with its parameters.

Streamlit goes back to the first page whatever was asked. The browser says which page it leaves for the provider; that
is kept in a cookie of a few minutes, which scripts cannot read and which is sent to the way back only. Only the
addresses of this app's own pages are kept and gone back to, so the cookie cannot lead anywhere else.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ntm_dash.ui.menu import MENU

LEAVING, RETURNING = "/auth/login", "/oauth2callback"
"""Streamlit's own addresses on the way to the provider and back."""

COOKIE, SECONDS = "asked-page", 600
MOST = 2000
"""Characters of an address that are kept."""

QUERY = re.compile(r"[A-Za-z0-9\-._~!$'()*+,;:@/?%&=]*")
"""What may stand after the question mark of an address (RFC 3986)."""


class Landing:
    """An ASGI middleware around the app's server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, the two of the sign-in with what they need besides."""
        path = str(scope.get("path", ""))
        told = send
        if scope["type"] == "http" and path.endswith(LEAVING):
            told = _keeping(scope, path.removesuffix(LEAVING), send)
        elif scope["type"] == "http" and path.endswith(RETURNING):
            told = _going_back(scope, path.removesuffix(RETURNING), send)
        await self.app(scope, receive, told)


def asked_page(address: str, base: str) -> str | None:
    """The part of an address that names a page of this app and its parameters: "sang-loc?ho-so=BS-01".

    None for the first page without parameters, and for everything that is no page of this app. `base` is the path
    below which the app stands, empty at the top.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if not parts.path.startswith(f"{base}/"):
        return None
    page = parts.path.removeprefix(base).strip("/")
    asked = f"{page}?{parts.query}" if parts.query else page
    known = page in {"", *(entry.address for entry in MENU.values())}
    return asked if asked and known and len(asked) <= MOST and QUERY.fullmatch(parts.query) else None


def _keeping(scope: Scope, base: str, send: Send) -> Send:
    asked = asked_page(_header(scope, b"referer"), base)
    value = base64.urlsafe_b64encode(asked.encode()).decode().rstrip("=") if asked else ""
    return _with_headers(send, [_cookie(scope, base, value, SECONDS if asked else 0)])


def _going_back(scope: Scope, base: str, send: Send) -> Send:
    asked = _kept(scope, base)

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start" and 300 <= message["status"] < 400 and asked is not None:
            kept = [(name, value) for name, value in message["headers"] if name.lower() != b"location"]
            message = {**message, "headers": [*kept, (b"location", f"{base}/{asked}".encode())]}
        await send(message)

    return _with_headers(told, [_cookie(scope, base, "", 0)])


def _kept(scope: Scope, base: str) -> str | None:
    """The page that the cookie names, checked again: what a browser sends may be forged."""
    try:
        morsel = SimpleCookie(_header(scope, b"cookie")).get(COOKIE)
        value = morsel.value if morsel else ""
        asked = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode("ascii")
    except (CookieError, binascii.Error, ValueError):
        return None
    return asked_page(f"{base}/{asked}", base)


def _cookie(scope: Scope, base: str, value: str, seconds: int) -> tuple[bytes, bytes]:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    path = f"{base}{RETURNING}"
    said = f"{COOKIE}={value}; Max-Age={seconds}; Path={path}; HttpOnly; SameSite=Lax{secure}"
    return (b"set-cookie", said.encode())


def _with_headers(send: Send, more: Iterable[tuple[bytes, bytes]]) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *more]}
        await send(message)

    return told


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name), "")
