from __future__ import annotations

import pytest

from assistant.parsing.signatures import signature_span


def parts(text: str) -> tuple[str, str]:
    """The letter and its signature."""
    lines = text.split("\n")
    start, end = signature_span(lines)
    return "\n".join(lines[:start] + lines[end:]).strip(), "\n".join(lines[start:end]).strip()


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAnn Lee\nBuyer",
        "--\nAnn",
        "Sent from my iPhone",
        "Sent from my Fairphone 5",
        "Sent from Yahoo Mail on Android",
        "Sent from Outlook for iOS<https://aka.ms/o0ukef>",
        "Get Outlook for Android<https://aka.ms/x?y=1>",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPad",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Gesendet mit der GMX Mail App",
        "Kind regards,\n\nAnn Lee\nHead of Purchasing\nTel. +44 20 7946 0000",
        "Mit freundlichen Grüßen\nAnn Lee\nExample GmbH, Tel 030 1234567",
        "_______________________________________________\nlamps mailing list\nlamps@example.org",
        "CONFIDENTIALITY NOTICE: This e-mail is for its addressee only.\nPlease notify the sender and delete it.",
        "This message is confidential and intended solely for the addressee.",
        "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----",
    ],
)
def test_signatures_are_cut(signature: str) -> None:
    """Delimiters, phones' advertising, contact blocks, list footers, armour."""
    assert parts(f"Where is my lamp?\n\n{signature}") == ("Where is my lamp?", signature)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks,\nAnn",
        "Kind regards,\nAnn Lee",
        "Sent from my desk, which is easier than my phone.",
        "I had it sent from the shop to my mobile number, and then?",
        "Prices:\n-----------------\nlamp 5\ntable 9",
        "Three things:\n-- the lamp\n-- the table\n-- the chair",
        "Best regards,\nAnn\n\nP.S. My new number is +44 20 7946 0000",
        "Regards,\nAnn Lee\nBuyer, Example Ltd\n\n1. Where is it?\n2. When does it come?",
        "-- ",
    ],
)
def test_what_a_customer_wants_answered_is_never_cut(text: str) -> None:
    """Names alone, PS lines, lists and ordinary sentences stay with the letter."""
    assert parts(text)[0] == text.strip() or text == "-- "


@pytest.mark.parametrize("signature", ["Sent from my iPhone", "-- \nAnn Lee", "Regards,\nAnn Lee\nTel 123456789"])
def test_a_postscript_below_a_signature_is_the_letters(signature: str) -> None:
    """A PS is never lost, whatever stands above it."""
    assert parts(f"Hello.\n{signature}\n\nPS: and the invoice?") == ("Hello.\nPS: and the invoice?", signature)


def test_a_question_far_below_dashes_is_the_customers() -> None:
    """A line of two dashes may separate paragraphs too."""
    text = "First matter.\n--\n" + "\n".join(f"line {i}" for i in range(20)) + "\nWhen will it come?"
    assert parts(text) == (text, "")
