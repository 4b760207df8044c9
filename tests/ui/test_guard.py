"""What no one is answered, and what every answer tells a browser."""

from typing import Any

import pytest

from ntm_dash.ui.guard import Guard, policy
from tests.ui.layers import sent_by


def answer(path: str, scheme: str = "http") -> tuple[int, dict[str, str]]:
    """The status and the headers of an answer of the app behind the guard, which sets a cookie and a frame's rule."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"set-cookie", b"who=ai; HttpOnly"), (b"X-Frame-Options", b"SAMEORIGIN")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"x"})

    start, *_ = sent_by(Guard(app), {"type": "http", "path": path, "scheme": scheme, "headers": []})
    return start["status"], {name.decode().lower(): value.decode() for name, value in start["headers"]}


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/sang-loc/_stcore/agent/mcp",
    ],
)
def test_addresses_for_machines_are_not_there(path: str) -> None:
    status, headers = answer(path)
    assert (status, "set-cookie" in headers) == (404, False)


@pytest.mark.parametrize("path", ["/", "/sang-loc", "/_stcore/health", "/_stcore/host-config", "/_stcore/metricsx"])
def test_every_other_answer_goes_through_with_the_headers(path: str) -> None:
    status, headers = answer(path)
    assert status == 200
    assert headers == {
        "set-cookie": "who=ai; HttpOnly",
        "content-security-policy": policy(),
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }


def test_a_cookie_that_is_set_over_tls_goes_back_over_tls_only() -> None:
    assert answer("/", scheme="https")[1]["set-cookie"] == "who=ai; HttpOnly; Secure"


def test_scripts_come_from_here_or_are_known_by_their_hash() -> None:
    [scripts] = [part for part in policy().split("; ") if part.startswith("script-src")]
    assert [word.partition("-")[0] for word in scripts.split()] == [
        "script",
        "'self'",
        "blob:",
        *["'sha256"] * 2,
    ]
