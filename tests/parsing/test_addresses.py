from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.model import Address
from assistant.parsing.addresses import addresses


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("ann@example.com", [("", "ann@example.com")]),
        ("Ann Lee <ann@example.com>", [("Ann Lee", "ann@example.com")]),
        ('"Lee, Ann" <ann@example.com>, bob@example.com', [("Lee, Ann", "ann@example.com"), ("", "bob@example.com")]),
        ("ann@example.com (Ann Lee)", [("Ann Lee", "ann@example.com")]),
        ("=?utf-8?q?J=C3=B6rg=2C_K=2E?= <j@example.com>", [("Jörg, K.", "j@example.com")]),
        ("Team: ann@example.com, Bob <bob@example.com>;", [("", "ann@example.com"), ("Bob", "bob@example.com")]),
        ("undisclosed-recipients:;", []),
        ("Ann ann@example.com", [("Ann", "ann@example.com")]),
        ("<<ann@example.com>>", [("", "ann@example.com")]),
        ("<@relay:ann@example.com>", [("", "ann@example.com")]),
        ('"open quote <ann@example.com>', [("", "ann@example.com")]),
        ("ann @ example.com", [("", "ann@example.com")]),
        ("MAILER-DAEMON", [("", "MAILER-DAEMON")]),
        ("Robot <>", []),
        ('"ann b"@example.com <ann@example.com>', [("ann b@example.com", "ann@example.com")]),
        ("", []),
    ],
)
def test_address_lists(value: str, found: list[tuple[str, str]]) -> None:
    """Names, comments, groups, routes, and what is broken."""
    assert addresses(value) == tuple(Address(*pair) for pair in found)


@settings(deadline=None)
@given(st.text(alphabet='ab@.<>()",:;\\ \n=?é', max_size=80))
def test_any_value_gives_addresses_without_white_space(value: str) -> None:
    """However the specials are mixed, nothing raises and no address holds white space."""
    assert all(not any(char.isspace() for char in found.address) for found in addresses(value))
