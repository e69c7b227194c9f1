"""Whom to greet: never a wrong or made-up name."""

from __future__ import annotations

from typing import Literal

import pytest

from assistant.planning.addressing import addressee
from tests.builders import reading


@pytest.mark.parametrize(
    ("signed", "name", "manner", "expected"),
    [
        ("Ingrid Solberg", "", "formal", "Ingrid Solberg"),
        ("Robert", "", "as-signed", "Robert"),
        ("Robert", "", "formal", None),
        ("Robert", "Robert Ashe", "formal", "Robert Ashe"),
        ("Robert", "Ann Other", "formal", None),
        ("MARIA LOPEZ", "", "formal", "Maria Lopez"),
        ("maria lopez", "", "formal", "Maria Lopez"),
        ("M. Okafor", "", "formal", "M. Okafor"),
        ("Dr. A. van der Berg", "", "formal", "Dr. A. van der Berg"),
        (None, "Okafor, Mary", "formal", "Mary Okafor"),
        (None, "Lena", "as-signed", None),
        (None, "lena_92", "as-signed", None),
        (None, "Acme Ltd", "formal", None),
        (None, "Customer Service", "formal", None),
        (None, "", "as-signed", None),
        ("🌸🌸🌸", "Jo Park", "as-signed", None),
    ],
)
def test_names_as_people_sign_them(
    signed: str | None, name: str, manner: Literal["formal", "as-signed"], expected: str | None
) -> None:
    """The name signed with, else a full name in From, else nobody in particular."""
    assert addressee(reading("Hello.", signed=signed, name=name), manner) == expected
