"""Addresses of servers: what people write, what the database is told, and what nobody is shown."""

import pytest

from ntm_dash.storage.address import CONNECTING, LIMITS, read_address
from tests.storage.acts import refused

OPTIONS = " ".join(f"-c {limit}" for limit in LIMITS)
ALWAYS = " ".join(f"{key}='{value}'" for key, value in CONNECTING.items())


@pytest.mark.parametrize(
    ("written", "name", "told"),
    [
        ("postgresql:///ntm", "ntm@", f"{ALWAYS} dbname='ntm' options='{OPTIONS}'"),
        ("postgres://db/ntm", "ntm@db", f"{ALWAYS} host='db' dbname='ntm' options='{OPTIONS}'"),
        (
            "postgresql://so:m%E1%BA%ADt%27%5C%40@db.example:5433/s%E1%BB%95",
            "sổ@db.example:5433",
            f"{ALWAYS} host='db.example' port='5433' user='so' password='mật\\'\\\\@' dbname='sổ' options='{OPTIONS}'",
        ),
        (
            "postgresql://a:1,[::1]:2/ntm?sslmode=verify-full&connect_timeout=9",
            "ntm@a,::1:1,2",
            f"{ALWAYS} host='a,::1' port='1,2' dbname='ntm' sslmode='verify-full' options='{OPTIONS}'".replace(
                "'5'", "'9'"
            ),
        ),
        (
            "postgresql://db/ntm?options=-c%20lock_timeout%3D9s&host=/var/run/postgresql",
            "ntm@-var-run-postgresql",
            f"{ALWAYS} host='/var/run/postgresql' dbname='ntm' options='{OPTIONS} -c lock_timeout=9s'",
        ),
    ],
)
def test_an_address_says_where_and_how(written: str, name: str, told: str) -> None:
    address = read_address(written)
    assert (address.name, address.connection) == (name, told)


@pytest.mark.parametrize(
    "written",
    [
        "mysql://so:s3cret@db/ntm",
        "postgresql://so:s3cret#1@db/ntm",
        "postgresql://so:s3cret@db:port/ntm",
        "postgresql://so:s3cret@[::1/ntm",
        "postgresql://so:%ff@db/ntm",
        "postgresql://so:s3cret%00@db/ntm",
        "postgresql://so:s3cret@db/ntm?sslmode",
    ],
)
def test_any_other_address_is_refused_without_repeating_it(written: str) -> None:
    with refused("store_address") as problems:
        read_address(written)
    assert [vars(problem) for problem in problems if "s3cret" in str(problem)] == []


def test_a_text_is_scrubbed_of_the_password_in_every_form_it_takes() -> None:
    address = read_address("postgresql://so:m%27t@db/ntm")
    said = f"at postgresql://so:m%27t@db/ntm, at {address.connection}, with m't or m\\'t"
    assert address.scrubbed(said) == "at …, at …, with … or …"
    assert "m't" not in repr(address)
