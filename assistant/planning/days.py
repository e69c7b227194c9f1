"""A day as a letter says it, in the languages whose names of days and months stand here; else by its numbers."""

from __future__ import annotations

from datetime import date

_NAMES = {
    "en": (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
        "{name}, {day} {month}",
    ),
    "de": (
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{name}, {day}. {month}",
    ),
    "fr": (
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{name} {day} {month}",
    ),
    "es": (
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "{name}, {day} de {month}",
    ),
    "it": (
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "{name} {day} {month}",
    ),
    "nl": (
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "{name} {day} {month}",
    ),
    "pt": (
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{name}, {day} de {month}",
    ),
    "da": (
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "januar februar marts april maj juni juli august september oktober november december",
        "{name} den {day}. {month}",
    ),
    "sv": (
        "måndag tisdag onsdag torsdag fredag lördag söndag",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "{name} den {day} {month}",
    ),
    "no": (
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "januar februar mars april mai juni juli august september oktober november desember",
        "{name} {day}. {month}",
    ),
}
_SAME = {"und": "en", "nb": "no", "nn": "no"}


def spoken(day: date, language: str) -> str:
    """The day in a language by its ISO 639-1 code: "Wednesday, 4 November", "Mittwoch, 4. November", "4.11.2026"."""
    found = _NAMES.get(_SAME.get(language, language))
    if found is None:
        return f"{day.day}.{day.month}.{day.year}"
    names, months, form = found
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return form.format(name=names.split()[day.weekday()], day=number, month=months.split()[day.month - 1])
