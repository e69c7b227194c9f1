"""Whom to greet: never a wrong or made-up name."""

from __future__ import annotations

from typing import Literal

import pytest

from assistant.model import Reading, Understanding
from assistant.parsing import parse
from assistant.planning.addressing import addressee
from assistant.understanding.signing import signed as signed_in
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


# How the letter ends, the name in From, whom we greet where the rules say `as-signed`, and where they say `formal`.
SIGNINGS = [
    ("Alex", "", "Alex", None),
    ("Best, Max", "", "Max", None),
    ("Thanks\nFelix Knox", "", "Felix Knox", "Felix Knox"),
    ("Felix Knox xx", "", "Felix Knox", "Felix Knox"),
    ("Only nine days past its date. Thx", "", None, None),
    ("Thx", "", None, None),
    ("pls", "", None, None),
    ("Best, Dr. A. van der Berg", "", "Dr. A. van der Berg", "Dr. A. van der Berg"),
    ("Sent from my iPhone", "Maria Lopez", "Maria Lopez", "Maria Lopez"),
    ("Sent from my iPhone", "maria", None, None),
    ("MARIA", "", "Maria", None),
    ("sam :)", "", None, None),
    ("thanks\nsam :)", "Sam Carter", "Sam", "Sam Carter"),
    ("Brandt & Sons Ltd", "", None, None),
    ("Kind regards,\nHartley Garden Supplies Ltd", "Hartley Garden Supplies", None, None),
    ("Regards,\nThe Larchwood Reading Group", "", None, None),
    ("", "", None, None),
    ("🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸", "🌸🌸🌸", None, None),
    ("Best regards\ni.A. Müller", "", None, None),
    ("Mit freundlichen Grüßen\ni. A. Petra Müller", "", "Petra Müller", "Petra Müller"),
    ("p.p. Susan Hale", "", "Susan Hale", "Susan Hale"),
    ("J.", "", None, None),
    ("Thanks, J", "", None, None),
    ("Ann and Bob", "", "Ann and Bob", None),
    ("Best wishes,\nAnn & Bob", "", "Ann & Bob", None),
    ("Best wishes,\nAnn and Bob Carter", "", "Ann and Bob Carter", "Ann and Bob Carter"),
    ("Cheers,\nTom + Ines", "", None, None),
    ("С уважением,\nИван Петров", "", "Иван Петров", "Иван Петров"),
    ("山田太郎", "山田太郎", "山田太郎", None),
    ("Best,\n山田 太郎", "", "山田 太郎", "山田 太郎"),
    ("Thanks\nمحمد علي", "", "محمد علي", "محمد علي"),
    ("Με εκτίμηση,\nΕλένη", "", "Ελένη", None),
    ("Best,\nŁukasz Żółć", "", "Łukasz Żółć", "Łukasz Żółć"),
    ("Cheers,\nBjörn", "", "Björn", None),
    ("", "Accounts Payable", None, None),
    ("Regards,\nAccounts Payable", "", None, None),
    ("Regards,\nReception Desk", "Reception", None, None),
    ("Kind regards,\nCustomer Care Team", "", None, None),
    ("Best,\nThe Office", "", None, None),
    ("Thank you\nPurchasing", "Purchasing Dept", None, None),
    ("Robert", "bob", "Robert", None),
    ("Robert", "Bob Ashe", "Robert", None),
    ("Robert Ashe", "bob", "Robert Ashe", "Robert Ashe"),
    ("Kind regards\nMs. Jane Doe", "", "Ms. Jane Doe", "Ms. Jane Doe"),
    ("Kind regards\nJane Doe (Ms)", "", "Jane Doe", "Jane Doe"),
    ("Kind regards\nMr Smith", "", "Mr Smith", "Mr Smith"),
    ("Kind regards\nMrs. Smith", "", "Mrs. Smith", "Mrs. Smith"),
    ("Best\nProf. Dr. Karin Lund", "", "Prof. Dr. Karin Lund", "Prof. Dr. Karin Lund"),
    ("Best\nKarin Lund, PhD", "", "Karin Lund", "Karin Lund"),
    ("Best\nJohn Park Jr.", "", "John Park Jr.", "John Park Jr."),
    ("xoxo", "", None, None),
    ("lots of love, Gran", "", None, None),
    ("Your biggest fan", "", None, None),
    ("A disappointed customer", "", None, None),
    ("Regards,\nVery unhappy customer", "", None, None),
    ("Yours, an angry reader", "", None, None),
    ("~*~ Lily ~*~", "", "Lily", None),
    ("Lily x", "", "Lily", None),
    ("Lily xxx", "", "Lily", None),
    ("-- \nPaul Brandt\nHead of Sales\nBrandt Ltd\n+44 20 7946 0018", "", "Paul Brandt", "Paul Brandt"),
    ("Sales Manager\nBrandt Ltd", "", None, None),
    ("Regards\nlena_92", "lena_92", None, None),
    ("coolguy99", "coolguy99", None, None),
    ("", "lena.fischer@mail.example", None, None),
    ("", "Fischer, Lena", "Lena Fischer", "Lena Fischer"),
    ("", "LENA FISCHER", "Lena Fischer", "Lena Fischer"),
    ("", "Lena Fischer via Marketplace", None, None),
    ("", "Lena Fischer (Accounts)", None, None),
    ("", "Lena F.", "Lena F.", "Lena F."),
    ('', "MacKenzie O'Neil", "MacKenzie O'Neil", "MacKenzie O'Neil"),
    ("Best\nMACKENZIE O'NEIL", "MacKenzie O'Neil", "MacKenzie O'Neil", "MacKenzie O'Neil"),
    ("Best\nanna-lena o'brien", '', "Anna-Lena O'Brien", "Anna-Lena O'Brien"),
    ("Best\nANNE DE LA TOUR", "", "Anne de la Tour", "Anne de la Tour"),
    ("Thanks\nM Okafor", "", "M Okafor", "M Okafor"),
    ("Thanks\nM.O.", "", None, None),
    ("Thanks\nMO", "", None, None),
    ("Thanks\nJJ", "", None, None),
    ("Thanks,\nName", "", None, None),
    ("Thanks,\n[Your Name]", "", None, None),
    ("Thanks,\nFirstname Lastname", "", None, None),
    ("Thanks,\n{{ name }}", "", None, None),
    ("Thanks,\n<script>alert(1)</script>", "<script>alert(1)</script>", None, None),
    ("Thanks,\nBest Price Viagra", "", None, None),
    ("Get Outlook for Android", "Jo Park", "Jo Park", "Jo Park"),
    ("Jo\n\nSent from my Galaxy", "", "Jo", None),
    ("Jo\n07700 900123", "", "Jo", None),
    ("Many thanks in advance", "", None, None),
    ("Thanks\nFamily Huber", "", "Family Huber", "Family Huber"),
    ("Thanks\nThe Hubers", "", None, None),
    ("Best\nSister Mary Agnes", "", "Sister Mary Agnes", "Sister Mary Agnes"),
    ("Love from Wales", "", None, None),
    ("Greetings from Oslo", "", None, None),
    ("Thanks\nIngrid from Oslo", "", None, None),
    ("Thanks\nIngrid (Oslo)", "", None, None),
    ("Ingrid S.", "", "Ingrid S.", "Ingrid S."),
    ("Ref MYB-40219", "", None, None),
    ("Merry Christmas!", "", None, None),
    ("Happy Easter", "", None, None),
    ("New York", "", None, None),
    ("Order Number", "", None, None),
    ("Best,\nHarbour Lane", "Harbour Lane", None, None),
]


def arrived(end: str, shown: str) -> Reading:
    """A message that ends so, from somebody whose mail program shows this name."""
    author = f'"{shown}" ' if shown else ""
    head = f"From: {author}<x1@mail.example>\nSubject: A question\nContent-Type: text/plain; charset=utf-8\n\n"
    message = parse(f"{head}Hello,\n\nwhen are you open on Saturday?\n\n{end}\n".encode())
    return Reading(message, Understanding(signed=signed_in(message)))


@pytest.mark.parametrize(("end", "shown", "as_signed", "formal"), SIGNINGS)
def test_whatever_people_sign_with(end: str, shown: str, as_signed: str | None, formal: str | None) -> None:
    """Their own name or none: no role, company, device, wish or place is greeted, and no name is made up."""
    read = arrived(end, shown)
    assert (addressee(read, "as-signed"), addressee(read, "formal")) == (as_signed, formal)


@pytest.mark.parametrize(("end", "shown", "as_signed", "formal"), SIGNINGS)
def test_every_word_of_a_name_is_theirs(end: str, shown: str, as_signed: str | None, formal: str | None) -> None:
    """Nothing stands in a name that they did not write: no title, no spelled-out initial."""
    for name in (as_signed, formal):
        assert all(word.lower() in f"{end} {shown}".lower() for word in (name or "").split())
