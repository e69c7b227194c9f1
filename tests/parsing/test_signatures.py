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
        "Ann Lee\nHead of Purchasing, Example Ltd\n+44 20 7946 0000\nwww.example.com",
        "Ann Lee\n020 7946 0000",
        "Dr. Ann van Lee\nHouse of Lamps\nann@example.com",
        "Thanks,\nAnn Lee\nBuyer, Example Ltd\nTel. 020 7946 0000",
        "Regards, Ann Lee\nExample Ltd\nTel 020 7946 0000",
        "Kind regards,\nAnn Lee\nExample Ltd, Tel 020 7946 0000\n\nThis e-mail is confidential and intended solely for "
        "the one to whom it is addressed, whoever that is. If it came to you in error, please delete it.",
        "The contents of this email are confidential and intended for its addressee only.",
        "Please consider the environment before printing this email.",
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
        "Please send it to:\n\nAnn Lee\n12 High Street\nTel 020 7946 0000",
        "My new address is\n\nAnn Lee\nann@example.com",
        "Thank you\nThe lamp is here.\nCall me on 020 7946 0000 about the other.",
        "It is for my sister.\n\nMay Lee turns sixty.\nHer number is 020 7946 0000.",
        "Kind regards,\nAnn Lee\nTel 020 7946 0000\n\nOh, and do you wrap presents?",
        "Where is it?\n\nAnn Lee",
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


@pytest.mark.parametrize(
    "footer",
    [
        "Kind regards,\nAnn Lee\nExample Ltd | 020 7946 0000\nHave you seen our new catalogue? www.example.com",
        "Kind regards,\nAnn Lee\nTel 020 7946 0000\n\nDo you really need to print this e-mail?",
        "Ann Lee\nann@example.com\nNeed a plumber? Follow us on Facebook!",
        "---\nLooking for a cottage? Visit www.example.com",
        "* * *\nAny question for us? Call 020 7946 0000",
        "Do you really need to print this e-mail?",
    ],
)
def test_a_footers_question_is_nobodys(footer: str) -> None:
    """What an office asks below every letter is not what the customer asks."""
    assert parts(f"Do you mend lamps?\n\n{footer}") == ("Do you mend lamps?", footer)


def test_a_customers_question_below_their_telephone_number_is_theirs() -> None:
    """Only an advertisement or a note on paper is a footer's question."""
    text = "Ann Lee\n020 7946 0000\n\nHave you found my scarf? It is blue."
    assert parts(f"Hello.\n\n{text}") == (f"Hello.\n\n{text}", "")
