"""After signing in people land on the page they asked for, and nowhere outside the app, whatever a browser sends."""

from http.cookies import SimpleCookie
from typing import Any

import pytest

from ntm_dash.ui.landing import COOKIE, LEAVING, MOST, RETURNING, Landing, asked_page
from tests.ui.layers import sent_by

HERE = "https://so.example"


def answer(path: str, **headers: str) -> dict[str, str]:
    """The headers with which the server answers a request, its cookie as "name=value"."""

    async def server(scope: Any, receive: Any, send: Any) -> None:
        """As Streamlit does: to the provider, and from it to the first page."""
        to = "https://provider.example/authorize" if scope["path"].endswith(LEAVING) else "/"
        await send({"type": "http.response.start", "status": 302, "headers": [(b"location", to.encode())]})

    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    first, *_ = sent_by(Landing(server), {"type": "http", "path": path, "scheme": "https", "headers": given})
    return {name.decode(): value.decode() for name, value in first["headers"]}


def landing(page: str, base: str = "") -> str:
    """Where somebody lands who leaves a page to sign in and comes back."""
    kept = SimpleCookie(answer(f"{base}{LEAVING}", referer=f"{HERE}{base}{page}")["set-cookie"])[COOKIE]
    assert (kept["path"], kept["samesite"]) == (f"{base}{RETURNING}", "Lax")
    assert kept["httponly"]
    assert kept["secure"]
    assert int(kept["max-age"]) == (600 if kept.value else 0)
    back = answer(f"{base}{RETURNING}", cookie=f"other=1; {COOKIE}={kept.value}")
    assert SimpleCookie(back["set-cookie"])[COOKIE].value == ""
    return back["location"]


@pytest.mark.parametrize("base", ["", "/so"])
@pytest.mark.parametrize(
    "page", ["/bo-ho-so?ho-so=BS-01&dot=2019", "/sang-loc", "/?dot=minh-hoa", "/nhat-ky?nguoi=B%C3%A0"]
)
def test_people_land_on_the_page_they_asked_for_with_its_parameters(page: str, base: str) -> None:
    assert landing(page, base) == base + page


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/khong-co-trang-nay",
        "//evil.example/sang-loc",
        "/sang-loc/../../evil",
        "/\\evil.example",
        "/sang-loc?a=\r\nSet-Cookie: x=1",
        "/sang-loc?a=" + "b" * MOST,
        "/auth/logout",
    ],
)
def test_whoever_asked_for_no_page_of_the_app_lands_on_the_first(page: str) -> None:
    assert landing(page) == "/"


@pytest.mark.parametrize("value", ["", "!", "aHR0cHM6Ly9ldmlsLmV4YW1wbGU", "Ly9ldmlsLmV4YW1wbGUvc2FuZy1sb2M", "w4M"])
def test_a_forged_cookie_leads_nowhere_else(value: str) -> None:
    """Among them https://evil.example and //evil.example/sang-loc in Base64."""
    assert answer(RETURNING, cookie=f"{COOKIE}={value}")["location"] == "/"


def test_only_pages_below_the_apps_own_path_are_its_pages() -> None:
    assert asked_page(f"{HERE}/so/sang-loc", "/so") == "sang-loc"
    assert asked_page(f"{HERE}/sang-loc", "/so") is None
    assert asked_page("http://[", "") is None
