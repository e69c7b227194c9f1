from __future__ import annotations

import pytest

from assistant.parsing.attribution import attribution, header_block, separator

NONE = [False] * 4
ALL = [True] * 4


@pytest.mark.parametrize(
    "text",
    [
        "On Fri, 3 May 2024 at 10:00, Ann Lee <ann@example.com> wrote:",
        "On 3 May 2024, at 10:00, Ann wrote:",
        "On Friday, May 3, 2024, 10:00 AM, Ann Lee <ann@example.com>\nwrote:",
        "On Fri, 3 May 2024 at 10:00, The Customer Service <\na-very-long-address@example.com> wrote:",
        "Am 03.05.24 um 10:00 schrieb Ann Lee:",
        "Am Fr., 3. Mai 2024 um 10:00 Uhr schrieb Ann Lee <\nann@example.com>:",
        "Le ven. 3 mai 2024 à 10:00, Ann Lee <ann@example.com> a\nécrit :",
        "Le 3 mai 2024 à 10:00, Ann a écrit :",
        "El vie, 3 may 2024 a las 10:00, Ann Lee (<ann@example.com>)\nescribió:",
        "Il giorno ven 3 mag 2024 alle ore 10:00 Ann Lee <ann@example.com>\nha scritto:",
        "Op vr 3 mei 2024 om 10:00 schreef Ann Lee <ann@example.com>:",
        "Op 3 mei 2024, om 10:00 heeft Ann Lee <ann@example.com> het volgende geschreven:",
        "Em sex., 3 de mai. de 2024 às 10:00, Ann Lee <ann@example.com> escreveu:",
        "fre. 3. maj 2024 kl. 10.00 skrev Ann Lee <ann@example.com>:",
        "pt., 3 maj 2024 o 10:00 Ann Lee <ann@example.com> napisał(a):",
        "пт, 3 мая 2024 г. в 10:00, Ann Lee <ann@example.com>:",
        "2024年5月3日(金) 10:00 Ann Lee <ann@example.com>:",
        "---- On Fri, 03 May 2024 10:00:00 +0100 Ann Lee <ann@example.com> wrote ----",
        "2024-05-03 10:00 GMT+02:00 Ann Lee <ann@example.com>:",
    ],
)
def test_attributions_of_many_programs_and_languages(text: str) -> None:
    """Each stands for itself, whether or not quote marks follow, also wrapped over lines."""
    lines = text.split("\n")
    assert attribution([*lines, "", ""], marked_below=NONE) == (len(lines), True)


@pytest.mark.parametrize(
    "text", ["Ann Lee wrote:", "2024/5/3 Ann Lee <ann@example.com>", "Quoting Ann Lee:", "Ann <a@example.com> rašo:"]
)
def test_weak_attributions_need_quote_marks_below(text: str) -> None:
    """Short ones are believed only above quote marks."""
    assert attribution([text], marked_below=ALL) == (1, False)
    assert attribution([text], marked_below=NONE) is None


@pytest.mark.parametrize(
    "text",
    [
        "On the other hand, I would like to know:",
        "On Monday I wrote to you and nobody answered.",
        "On 12 May 2024 I ordered two lamps.",
        "I paid on 12/05/2024 at 10:30 with my card ann@example.com",
        "My sizes are the following:",
        "Am Montag wollte ich fragen:",
        "I need these by 12 May 2024:",
    ],
)
def test_sentences_of_customers_are_no_attributions(text: str) -> None:
    """Dates, colons and the word "wrote" occur in letters too."""
    assert attribution([text, "more words"], marked_below=NONE) is None


def test_an_ordinary_line_above_is_not_taken_along() -> None:
    """The attribution begins at its own first line."""
    lines = ["I said on 1 May 2024 what I want", "On 3 May 2024 at 10:00, Ann <ann@example.com> wrote:"]
    assert attribution(lines, marked_below=NONE) is None
    assert attribution(lines[1:], marked_below=NONE) == (1, True)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("-----Original Message-----", "reply"),
        ("________ Ursprüngliche Nachricht ________", "reply"),
        ("-------- Message d'origine --------", "reply"),
        ("---- Ann Lee wrote ----", "reply"),
        ("---------- Forwarded message ---------", "forward"),
        ("Begin forwarded message:", "forward"),
        ("Anfang der weitergeleiteten Nachricht:", "forward"),
        ("----- Weitergeleitete Nachricht -----", "forward"),
        ("--- my list ---", None),
        ("-----", None),
        ("Original message", None),
        ("Antwort:", None),
    ],
)
def test_separators(line: str, kind: str | None) -> None:
    """The line between a letter and what is below it, and lines that only look so."""
    assert separator(line) == kind


@pytest.mark.parametrize(
    "block",
    [
        "From: Ann <ann@example.com>\nSent: Friday, May 3, 2024 10:00 AM\nTo: Shop\nSubject: Lamp",
        "*From:* Ann [mailto:ann@example.com]\n*Sent:* Friday\n*To:* Shop\n*Subject:* Lamp",
        "Von: Ann <ann@example.com>\nGesendet: Freitag, 3. Mai 2024\nAn: Shop\nBetreff: Lampe",
        "De : Ann <ann@example.com>\nEnvoyé : vendredi 3 mai 2024\nÀ : Shop\nObjet : Lampe",
        "De: Ann <ann@example.com>\nEnviado: viernes\nPara: Tienda\nAsunto: Lámpara",
        "Da: Ann <ann@example.com>\nInviato: venerdì\nA: Negozio\nOggetto: Lampada",
        "Van: Ann <ann@example.com>\nVerzonden: vrijdag\nAan: Winkel\nOnderwerp: Lamp",
        "发件人: Ann <ann@example.com>\n发送时间: 2024年5月3日\n收件人: Shop\n主题: Lamp",
        "From: Customer Relations\n<customer-relations@example.com>\nSent: Friday\nSubject: Lamp",
        "Date: Fri, 3 May 2024 10:00:00 +0100\nTo: shop@example.com",
    ],
)
def test_header_blocks(block: str) -> None:
    """The header that Outlook and others write above what they quote."""
    assert header_block(block.split("\n")) > 0


@pytest.mark.parametrize(
    "form",
    [
        "From: Berlin\nTo: Hamburg\nDate: 3 May 2024",
        "Subject: my broken lamp",
        "To: the manager",
        "Date: 3 May\nI would like to change it.",
        "Name: Ann\nE-mail: ann@example.com\nMessage: where is it?",
        "Order: 12\nDate: 3 May 2024\nTotal: 5",
    ],
)
def test_a_customers_own_fields_are_no_header(form: str) -> None:
    """A journey or a filled-in form is what the customer wrote."""
    assert header_block(form.split("\n")) == 0
