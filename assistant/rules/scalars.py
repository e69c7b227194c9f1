"""The written forms of rules.yaml: durations, dates, yes and no, e-mail addresses, patterns. Text in, value out.

Each function raises ValueError whose text completes the sentence `"every" ...` for the author.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from unicodedata import normalize
from urllib.parse import urlsplit

import re2

from assistant.rules.fault import nearest

_DURATION = re.compile(r"([0-9]{1,4})\s*(minutes?|hours?|(?:working|business) days?|days?|weeks?)")
_ADDRESS = re.compile(r"[^@\s<>,;:\"'()\[\]]*@[^@\s<>,;:\"'()\[\]]+\.[^@\s<>,;:\"'()\[\].]+")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPANS = {"weekend": "saturday to sunday", "weekends": "saturday to sunday", "weekdays": "monday to friday"}
_HERE = re.compile(r"localhost|127(\.[0-9]{1,3}){3}|::1", re.IGNORECASE)
_YES = frozenset(("true", "yes", "on"))
_NO = frozenset(("false", "no", "off"))
_UNITS = ("minutes", "hours", "days", "weeks")
# Only to guess what was meant; whether a zone exists is for authoring/, which may look.
_ZONES = (
    "UTC", "Europe/London", "Europe/Dublin", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome",
    "Europe/Amsterdam", "Europe/Brussels", "Europe/Vienna", "Europe/Zurich", "Europe/Stockholm", "Europe/Oslo",
    "Europe/Copenhagen", "Europe/Warsaw", "Europe/Athens", "America/New_York", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "America/Toronto", "Asia/Tokyo", "Asia/Singapore", "Asia/Kolkata", "Australia/Sydney",
)
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "spanish": "es", "italian": "it", "dutch": "nl",
    "portuguese": "pt", "polish": "pl", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
}


def period(text: str) -> str:
    """A length of time as written, in minutes, hours, days, working days or weeks: `1 working day`."""
    if not _DURATION.fullmatch(text.strip().lower()):
        raise ValueError(f'should be a length of time such as "1 working day" or "4 hours", not "{text}"{_unit(text)}')
    return text.strip()


def duration(text: str) -> timedelta:
    """A length of time, in minutes, hours, days or weeks: `14 days`."""
    found = _DURATION.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError(f'should be a length of time such as "14 days" or "2 weeks", not "{text}"{_unit(text)}')
    unit = found.group(2).rstrip("s") + "s"
    if unit not in _UNITS:
        raise ValueError(f'counts every day of the calendar; write days or weeks, not "{text}"')
    return timedelta(**{unit: int(found.group(1))})


def _unit(text: str) -> str:
    if re.fullmatch(r"\s*[0-9]+\s*", text):
        return f' (did you mean "{text.strip()} days"?)'
    found = re.fullmatch(r"\s*([0-9]+)\s*(months?|years?)\s*", text.lower())
    if found:
        days = int(found.group(1)[:4]) * (30 if found.group(2).startswith("month") else 365)
        return f'; months and years differ in length, write "{days} days"'
    return ""


def day(text: str) -> date:
    """A date written year-month-day, `2027-06-30` (ISO 8601, extended format)."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f'is no day of the calendar: "{text}"') from None
    raise ValueError(f'should be a date written year-month-day, such as 2027-06-30, not "{text}"{_day_meant(text)}')


def _day_meant(text: str) -> str:
    """The date that another way of writing can only mean; nothing where the month could be the day."""
    words = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b|,", "", text.strip())
    forms = ["%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%Y.%m.%d"]
    slashed = re.fullmatch(r"([0-9]{1,2})([/-])([0-9]{1,2})[/-][0-9]{4}", words)
    if slashed is not None and (int(slashed[1]) > 12 or int(slashed[3]) > 12):
        forms = [f"{first}{slashed[2]}%Y" for first in (f"%d{slashed[2]}%m", f"%m{slashed[2]}%d")]
    for form in forms:
        with suppress(ValueError):
            return f' (did you mean "{datetime.strptime(words, form).date()}"?)'
    return ""


def yes(text: str) -> bool:
    """`true` or `false`; `yes` and `no` will do."""
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise ValueError(f'should be true or false, not "{text}"')
    return word in _YES


def count(text: str) -> int:
    """A whole number from 1."""
    if not re.fullmatch(r"[0-9]{1,9}", text.strip()) or int(text) < 1:
        raise ValueError(f'should be a whole number from 1, such as 200, not "{text}"')
    return int(text)


def sender(text: str) -> str:
    """An e-mail address, or `@example.com` for all of a domain."""
    if not _ADDRESS.fullmatch(text.strip()):
        raise ValueError(f'should be an e-mail address such as ann@example.com, or @example.com, not "{text}"')
    return text.strip()


def language(text: str) -> str:
    """A language's two letters (ISO 639-1), `en`."""
    word = text.strip().lower()
    if not re.fullmatch(r"[a-z]{2}", word):
        two = LANGUAGES.get(word)
        raise ValueError(
            f'should be the two letters of a language, such as en, not "{text}"'
            + (f' (did you mean "{two}"?)' if two else "")
        )
    return word


def timezone(text: str) -> str:
    """The name of a time zone in the IANA database, by its form: `Europe/London`, `UTC`."""
    if not re.fullmatch(r"UTC|[A-Z]\w+(/[A-Za-z0-9_+-]+){1,2}", text.strip(), re.ASCII):
        city = text.strip().casefold().replace(" ", "_")
        near = next((zone for zone in _ZONES if zone.casefold().endswith(f"/{city}")), None) or nearest(text, _ZONES)
        raise ValueError(
            f'should be a time zone named by its place, such as Europe/London, or UTC, not "{text}"'
            + (f' (did you mean "{near}"?)' if near else "")
        )
    return text.strip()


def pattern(text: str) -> str:
    """A pattern in RE2's syntax, which is searched for in a message in linear time."""
    if re.search("^[\u2018\u2019\u201c\u201d\u201e]|[\u2018\u2019\u201c\u201d]$", text):
        raise ValueError(r"stands in curly quotes, which are no quotes here; use straight ones, such as 'HL-\d{5}'")
    for mark, what in (
        ("(?=", "looks ahead"), ("(?!", "looks ahead"), ("(?<=", "looks back"), ("(?<!", "looks back"),
    ):
        if mark in text:
            raise ValueError(
                f'{what} with "{mark}...)", which the safe engine does not do; describe the number itself, '
                r"such as 'HL-\d{5}'"
            )
    if re.search(r"\\[1-9]|\(\?P=", text):
        raise ValueError(
            r'repeats an earlier part (such as \1), which the safe engine does not do; write that part out again'
        )
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        compiled = re2.compile(text, options)
    except re2.error as error:
        why = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error.args[0])
        raise ValueError(f"is no pattern that can be used ({why}); check brackets and backslashes") from None
    if compiled.search("") is not None:
        raise ValueError(r"matches even an empty text; describe what must stand there, such as 'HL-\d{5}'")
    if compiled.groups > 1:
        raise ValueError(r'has more than one group "( )"; put at most one around what is to be looked up')
    return text


def name(text: str) -> str:
    """A name that words can use: small letters, digits and "_", beginning with a letter."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        letters = normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
        better = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")
        better = better if re.fullmatch(r"[a-z][a-z0-9_]*", better) else "opening_hours"
        raise ValueError(f'cannot be used as a name in words; write small letters, digits and "_", such as {better}')
    return text


def amount(text: str) -> Decimal:
    """A number, `50` or `19.90`."""
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text.strip()):
        raise ValueError(f'should be a number such as 50 or 19.90, without a currency, not "{text}"')
    return Decimal(text.strip())


def days(text: str) -> tuple[int, ...]:
    """Days of the week, 0 is Monday: `saturday`, `monday to friday`, `monday, wednesday and friday`."""
    found: list[int] = []
    for part in re.split(r"\s*(?:,|\band\b)\s*", text.strip().lower()):
        ends = [_day_of_week(word, text) for word in re.split(r"\s*(?:\bto\b|\buntil\b|-|–)\s*", part)]
        if len(ends) > 2:
            raise ValueError(f'should be days of the week such as "monday to friday", not "{text}"')
        first, last = ends[0], ends[-1]
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return tuple(sorted(set(found)))


def _day_of_week(word: str, text: str) -> int:
    for number, name in enumerate(_DAYS):
        if len(word) >= 3 and f"{name}s".startswith(word):
            return number
    near = _SPANS.get(word) or nearest(word, _DAYS)
    raise ValueError(
        f'should be days of the week such as "monday to friday", not "{text}"'
        + (f' (did you mean "{near}"?)' if near else "")
    )


def hours(text: str) -> tuple[int, int]:
    """A part of the day, in minutes after midnight: `9:00 to 17:00`. It may go past midnight: `22:00 to 2:00`."""
    found = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})\s*(?:to|until|-|–)\s*([0-9]{1,2})[:.]([0-9]{2})", text.strip())
    if found is None:
        raise ValueError(f'should be hours such as "9:00 to 17:00", not "{text}"{_hours_meant(text)}')
    begin, end = (int(found[i]) * 60 + int(found[i + 1]) for i in (1, 3))
    if int(found[2]) > 59 or int(found[4]) > 59 or begin >= 1440 or end > 1440 or begin == end:
        raise ValueError(f'is no part of a day: "{text}"; write it such as "9:00 to 17:00", midnight as 24:00')
    return begin, end


def _hours_meant(text: str) -> str:
    """The hours that `9-17` or `10am to 4.30 pm` can only mean."""
    time = r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(am|pm)?"
    found = re.fullmatch(rf"{time}\s*(?:to|until|till|-|–)\s*{time}", text.strip().lower().replace(".m.", "m"))
    if found is None or (found[3] is None) is not (found[6] is None):
        return ""
    begin, end = (
        int(hour) % 12 + 12 * (half == "pm") if half else int(hour)
        for hour, half in (found.group(1, 3), found.group(4, 6))
    )
    if found[3] is None and end <= begin < 12:
        end += 12                                   # nine to five
    return f' (did you mean "{begin}:{found[2] or "00"} to {end}:{found[5] or "00"}"?)'


def database(text: str) -> str:
    """Where a database is: its URL, or `$NAME` for an environment variable that holds it."""
    if text.startswith("$"):
        return environment(text)
    if not re.match(r"[a-z][a-z0-9+_]*://", text):
        raise ValueError(
            "should be the URL of a database, such as sqlite:///data/shop.db, or $NAME for an environment variable "
            "that holds it"
        )
    return text


def environment(text: str) -> str:
    """`$NAME` of an environment variable."""
    if not re.fullmatch(r"\$[A-Za-z_][A-Za-z0-9_]*", text):
        raise ValueError("should name an environment variable, such as $SHOP_TOKEN; a secret does not belong in here")
    return text


def query(text: str) -> str:
    """One SQL query that only reads, with `:key` where the number goes."""
    bare = text.strip().rstrip(";").strip()
    if not re.match(r"(?i)(select|with)\b", bare) or ";" in bare:
        raise ValueError("should be one query that only reads, such as: SELECT * FROM orders WHERE number = :key")
    if not re.search(r"(?<![:\w]):key\b", bare):
        raise ValueError("has no :key; write it where the number goes, such as: WHERE number = :key")
    if re.search(r"""['"]:key['"]""", bare):
        raise ValueError("has :key in quotes; write it without them, they are put around it")
    return bare


def endpoint(text: str) -> str:
    """A web address that answers with JSON: https, or http on this machine; `{key}` in its path or query."""
    if text.startswith("$") or "://" not in text:
        raise ValueError("should be an address such as https://shop.example/orders/{key}")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("should be an address such as https://shop.example/orders/{key}") from None
    if parts.username or parts.password:
        raise ValueError("has a name or a password in it; put it in an environment variable, and name that as token")
    if not host or not re.fullmatch(r"[A-Za-z0-9.:-]+", host):
        raise ValueError("should name its one server, such as https://shop.example/orders/{key}")
    if parts.scheme != "https" and not (parts.scheme == "http" and _HERE.fullmatch(host)):
        raise ValueError("should begin with https://, for what goes over plain http can be read and changed on its way")
    where = parts.path + "?" + parts.query
    if "{key}" not in where or re.search(r"[{}]", where.replace("{key}", "")) or parts.fragment:
        raise ValueError("should have {key} where the number goes, such as https://shop.example/orders/{key}")
    if re.search(r"[^\x21-\x7e]", text):
        raise ValueError("has a space or a letter in it that an address cannot hold; write it as a browser shows it")
    return text
