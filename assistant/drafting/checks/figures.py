"""The figures and the promises of a text: what a letter may state only where it was approved.

A figure is a number, in digits or written out, an amount, a percentage, a day, a time, a link or an address. Its unit
belongs to it: "6 minutes" is not the 6 of a postcode, and "3 days" are not "3 working days".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.drafting.checks.case import lowered
from assistant.model import Span

_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
# "May" and "March" are other words as well, and so are the short forms: see _CAPITAL.
_MONTH_ALONE = "(?:january|february|april|june|july|august|september|october|november|december)"
_UNIT = "(?:two|three|four|five|six|seven|eight|nine)"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_PERIOD = "(?:minute|hour|day|night|week|weekend|month|quarter|year)s?"
_HANGING = ".,:/-–"
_NUMBER = re.compile(
    rf"[\d.,:/–-]+|{_TENS}(?:[\s-](?:one|{_UNIT}))?|{_UNIT}|ten|eleven|twelve|\w+teen|hundreds?|thousands?"
)
_MEASURE = re.compile(
    r"[\s-]{1,3}((?:working |business |calendar |full |opening )?(?:minute|hour|day|weekday|night|week|weekend|month"
    r"|quarter|year|pound|euro|dollar|penny|pence|cent|quid|mile|kilomet(?:re|er)|met(?:re|er)|gram|kilo|litre|liter)s?"
    r"|km|kg|cm|mm|lb|oz|mins?|hrs?|p\.?m\.?|a\.?m\.?|o'clock|percent|per cent)(?!\w)"
)
_FIGURE = re.compile(
    rf"""(?x)
    (?:https?|ftps?|mailto|tel|data|javascript):[^\s<>"'“”]+ | www\.[^\s<>"'“”]+                # links
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | (?<!\w)@\w{{2,}}                                           # addresses, accounts
    | [\w.+-]+\s?[\[(]\s?at\s?[\])]\s?[\w.-]+ | \b\w+\ at\ \w+\ (?:dot|punkt)\ \w+\b            # addresses in disguise
    | (?<![\w.@-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{{2,}}(?![\w.])(?:[/?\#][^\s<>"'“”]*)?   # bare domains
    | [$€£¥₹₩₽₺¢₿]\s?\d[\d.,]*\d|[$€£¥₹₩₽₺¢₿]\s?\d                                              # amounts
    | (?:\d[\d.,:/]*\d|\d)\s?(?:[%％‰]|per\s?cent\b)                                            # percentages
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b(?:,?\s\d{{4}}\b)?                         # days of a month
    | \b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?
    | \b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b                                          # days of the week
    | \b(?:on|by|until|till|before|from|next|this)\ (?:mon|tues?|wed|thur?s?|fri|sat|sun)\b
    | \b{_MONTH}\b(?=\s+\d)|(?<=\d\s){_MONTH}\b|(?<=\d(?:st|nd|rd|th)\s){_MONTH}\b|\b{_MONTH_ALONE}\b   # months
    | \b(?:in|by|until|till|before|since|from|of|next|this|last|mid-|early|late)\s?{_MONTH}\b
    | \b(?:christmas|easter|whitsun|new\ year)\b
    | [a-z]{{1,5}}-?\d[\w-]* | \d+[a-z]+\w*                                                     # references, codes
    | \d[\d.,:/–-]*\d|\d|[¼½¾⅓⅔⅛]                                                               # numbers, times, dates
    | \b(?:{_TENS}(?:[\s-](?:one|{_UNIT}))?|{_UNIT}|zero|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen
        |hundreds?|thousands?|millions?|dozens?|half|halves|thirds?|quarters?|fourth|fifth|sixth|seventh|eighth|ninth
        |tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth|twice|thrice|double|treble|triple|fortnights?|per\s?cent
        |a\ couple\ of|tomorrow|today|tonight|yesterday|overnight|midnight|midday|noon|weekends?)\b
    | \b(?:an?|one)\ (?:pound|euro|dollar|penny|cent|pence|quid|pounds)\b | \b(?:quid|pence|pounds|euros|dollars)\b
    | \b(?:a|an|one|next|this|every|each|within|coming|same|few|several|another)
        \ (?:the\ |a\ |one\ |next\ |few\ |working\ |business\ |calendar\ )*{_PERIOD}\b          # periods
    """
)
# Names of time that are other words in small letters. With a capital they are meant, but for the first word of a
# sentence ("May I ask ...", "Sat down at last"): there what follows tells.
_CAPITAL = re.compile(
    r"(?<![\w'’-])(?:May|March|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)(?![\w’'-]*\w)"
)
_FIRST = re.compile(r"(?:^|[.!?:…]|\n)[\s\"“”‘’'(•*-]*$")
_GOES_ON = re.compile(r"\.?\s*(?:[,–/-]|(?:and|or|to|till?|until|through|is|was|brings|has|sees|\d)(?!\w))")
_REACH = 8                          # characters before a word that tell whether it is the first
# What binds us, or gives something away. Where it stands, the words around it must have been approved as they are.
_PROMISE = re.compile(
    r"""(?x)
    \b(?:will|shall|guarantee[ds]?|promis(?:e|es|ed|ing)|pledge|undertake|commit(?:ted)?|assured?|ensure)\b | ['’]ll\b
    | \bgoing\ to\b | \byou\ have\ (?:my|our)\ word\b | \b(?:certainly|definitely|without\ fail|for\ sure|at\ once)\b
    | \b(?:refund|reimburs|compensat|discount|voucher|credit|waive|repay|rebate|cashback)\w*\b
    | \b(?:gratis|complimentary|for\ free|free\ of\ charge|free\ gifts?|free\ of\ cost|on\ the\ house|our\ treat)\b
    | \bfree\ (?:postage|delivery|shipping|returns?|cop(?:y|ies)|repairs?|replacements?|upgrades?)\b
    | \b(?:no|without)\ (?:extra\ |further\ |any\ )?(?:cost|charge|fee)s?\b | \bmoney\ back\b
    | \b(?:is|are)\ (?:already\ )?on\ (?:its|their)\ way\b | \b(?:arrives?|reaches|leaves)\b
    | \bwe\ (?:can\ |also\ |gladly\ |then\ |now\ |always\ )*(?:send|pay|give|offer|replace|repair|deliver|post|cancel
        |exchange|collect|call|ring|match|extend|keep|reserve|add|throw|cover|take)\b
    | \bby\ return\ (?:of\ )?post\b | \b(?:is|are|consider\ it)\ (?:yours|sorted|settled|done|reserved)\b
    """
)


def figures(text: str, start: int = 0) -> list[tuple[str, Span]]:
    """Each figure in the text, in the form it is compared in, with its place; `start` is where the text begins."""
    line = lowered(text)
    found = [(_compared(each.group(), line, each.end()), Span(*each.span())) for each in _FIGURE.finditer(line)]
    named = [(name.lower(), span) for name, span in _capitals(text) if not any(span.meets(one) for _, one in found)]
    both = sorted([*found, *named], key=lambda each: each[1]) if named else found
    return [(figure, Span(start + span.start, start + span.end)) for figure, span in both]


def _capitals(text: str) -> Iterator[tuple[str, Span]]:
    """The names of months and of days that only their capital tells from other words."""
    for each in _CAPITAL.finditer(text):
        first = _FIRST.search(text[max(0, each.start() - _REACH) : each.start()])
        if first is None or _GOES_ON.match(text, each.end()):
            yield each.group(), Span(*each.span())


def _compared(figure: str, line: str, end: int) -> str:
    """A figure as it is compared: without its blanks, and a number with the unit that follows it."""
    unit = _MEASURE.match(line, end) if _NUMBER.fullmatch(figure) else None
    return re.sub(r"\s", "", figure).rstrip(_HANGING) + (f" {unit[1].rstrip('s')}" if unit is not None else "")


@lru_cache(maxsize=4096)
def figures_of(source: str) -> tuple[str, ...]:
    """The figures of a text that is looked at for every draft, in their order."""
    return tuple(figure for figure, _ in figures(source))


def promises(text: str, start: int = 0) -> Iterator[Span]:
    """The places of the words that bind us."""
    return (Span(start + found.start(), start + found.end()) for found in _PROMISE.finditer(lowered(text)))
