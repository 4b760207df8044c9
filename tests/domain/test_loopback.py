"""Without sign-in only this machine is served: no other address to listen at, no foreign host, nothing forwarded."""

import pytest

from ntm_dash.domain.loopback import is_loopback, stranger

HERE = [("Host", "127.0.0.1:8501"), ("Origin", "http://127.0.0.1:8501"), ("User-Agent", "x")]


def code(listens: str | None = "127.0.0.1", *more: tuple[str, str], remote: str | None = None) -> str | None:
    problem = stranger(listens, [*HERE, *more], remote)
    return problem.code if problem else None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost", "::1"])
def test_names_of_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::", "10.0.0.1", "localhost.evil.example", "127.0.0.1.evil.example"])
def test_names_of_others(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "localhost", "[::1]:8501"])
def test_this_machine_is_served_under_each_of_its_names(host: str) -> None:
    assert stranger("127.0.0.1", [("Host", host)], None) is None
    assert stranger("127.0.0.1", [("Host", host), ("Origin", f"http://{host}")], "127.0.0.1") is None


@pytest.mark.parametrize("listens", [None, "", "0.0.0.0", "::", "192.168.1.5", "so.langson.example"])
def test_a_server_that_listens_elsewhere_serves_nobody(listens: str | None) -> None:
    assert code(listens) == "listens_elsewhere"


@pytest.mark.parametrize("name", ["X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-PROTO", "Forwarded", "Via"])
def test_whatever_a_proxy_adds_is_refused(name: str) -> None:
    assert code("127.0.0.1", (name, "127.0.0.1")) == "request_forwarded"


@pytest.mark.parametrize("host", ["so.langson.example", "10.0.0.1:8501", "127.0.0.1@so.langson.example", "[::1", ""])
def test_a_foreign_host_is_refused_beside_a_right_one_too(host: str) -> None:
    assert code("127.0.0.1", ("Host", host)) == "host_foreign"
    assert stranger("127.0.0.1", [("Host", host)], None) is not None


@pytest.mark.parametrize("origin", ["https://so.langson.example", "null", "http://127.0.0.1.evil.example"])
def test_a_page_of_another_site_is_refused(origin: str) -> None:
    assert code("127.0.0.1", ("Origin", origin)) == "host_foreign"


def test_a_request_that_names_no_host_is_refused_and_a_run_without_a_browser_is_not() -> None:
    assert stranger("127.0.0.1", [("User-Agent", "x")], None) is not None
    assert stranger("127.0.0.1", [], None) is None


def test_another_machine_is_refused_whatever_it_says() -> None:
    assert code(remote="10.0.0.7") == "host_foreign"
    assert code(remote="127.0.0.1") is None
