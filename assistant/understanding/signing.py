"""How the customer signed: the name at the end, as they wrote it, or None when unsure.

Read from the signature and the last lines of the own words. A company, a job, a device ("Sent from my ...") or a
sentence is no name. The letters' case is the customer's; how to greet by it is decided elsewhere.
"""

from __future__ import annotations

import re

from assistant.model import Message

_VALEDICTION = re.compile(
    r"(?:(?:with )?(?:my |our |all )?(?:very |many |warm(?:est)?|kind(?:est)?|best|sincere|warmest|"
    r"friendly)?\s*(?:regards|wishes|greetings)|"
    r"regards|best|cheers|thanks(?: (?:a lot|again|so much|in advance|very much|a million|and regards))?|"
    r"many thanks|thank you(?: (?:very much|so much|in advance|again|kindly))?|thx|ty|tia|"
    r"(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|yours|love|warmly|respectfully|cordially|take care|"
    r"all the best|sincerely|"
    r"mit freundlichen grüßen|viele grüße|cordialement|saludos|met vriendelijke groet)",
    re.IGNORECASE,
)
_CLOSING_LINE = re.compile(
    rf"\W*(?:[^\n]{{0,80}}[.!?]\s+)?(?P<word>{_VALEDICTION.pattern})\b(?P<mark>\s*[,.!:;\u2013\u2014-]*)\s*(?P<rest>.{{0,60}})$"
, re.IGNORECASE)
_TITLE = r"(?:(?:dr|prof|professor|mr|mrs|ms|miss|mx|sir|rev|fr|capt|col|eng|ing|herr|frau|mme|sra|sr)\.?\s+){0,2}"
_PARTICLE = r"(?:van|von|der|den|de|la|le|da|di|du|del|della|bin|ibn|al|el|ter|ten|dos|das|y|e|zu)"
_PIECE = r"(?:[^\W\d_]\.(?:[^\W\d_]\.){0,3}|[^\W\d_]{1,25}(?:['’-][^\W\d_]{1,25}){0,3})"
_NAME = re.compile(
    rf"{_TITLE}{_PIECE}(?:,?\s+(?:{_PARTICLE}\s+){{0,3}}{_PIECE}){{0,4}}(?:,?\s+(?:jr|sr|phd|md|iii|ii|esq)\.?)?"
, re.IGNORECASE)
_LONG = 80           # characters before a greeting on its line
_TRIM = " \t,;~*_|!\u2013\u2014"
# Kisses stand apart from the name: Alex is no Ale.
_SMILEY = re.compile(r"\s*(?:[:;=]['-]?[)(DPp/|]+|(?<!\w)[xX]{1,4}|<3|[\U0001F300-\U0001FAFF\u2600-\u27BF\ufe0f]+)\s*$")
_NOT_A_NAME_WORDS = """
    sent from iphone ipad android samsung mobile phone outlook mail yahoo gmail get app tel fax email www http
    https the and or but is are was not please thanks thank you your my our me us we i it this that have has
    need want order help asap advance again much so very regards best sincerely customer service support team
    department sales manager director office company ltd limited inc gmbh llc plc corp bv group co store shop
    books street road avenue lane anyone someone all any for with to of in on at as be can will do how what when
    where why who which if yes no ok okay hello hi hey bye soon today tomorrow now later waiting reply answer
    response refund advise urgent ps cheers love look looking forward hearing there here just still never
    nothing everything time day week good great nice bad happy sad angry disappointed upset confused frustrated
    monday tuesday wednesday thursday friday saturday sunday help fix send call never also everyone folks guys
    thx thanx tnx ty tia pls plz rgds
    sir madam name firstname lastname surname forename price christmas xmas easter merry new year holidays weekend
    season halloween fan reader sons bros brothers supplies supply payable receivable purchasing billing accounting
    finance accounts office desk reception admin team trading partners associates norway london england scotland
    ireland germany france spain italy europe britain oslo berlin
"""
_NOT_A_NAME = frozenset(_NOT_A_NAME_WORDS.split())
# In somebody else's stead, as offices sign: "i.A. Petra Müller", "p.p. Susan Hale".
_IN_STEAD = re.compile(r"(?:i\.\s?[av]\.|ppa\.|p\.\s?p\.|pp)\s+", re.IGNORECASE)
_LETTERS_AFTER = re.compile(r",?\s+(?:ph\.?d|m\.?d|esq|mba|msc|bsc|frcs)\.?$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|und|&)\s+", re.IGNORECASE)


def signed(message: Message) -> str | None:
    """The name the customer signed with, as written, without decoration; None when it cannot be told."""
    own = [_end(line.strip()) for line in message.own_words[-1500:].splitlines() if line.strip()][-5:]
    below = [line.strip() for line in message.signature[:600].splitlines() if line.strip()][:5]
    known = _name_of(message)
    # A valediction, and the name on its line or the next.
    for lines in (own[-3:] + below[:3],):
        for index, line in enumerate(lines):
            closing = _CLOSING_LINE.fullmatch(line)
            if closing is None:
                continue
            rest = closing["rest"]
            if rest and (name := _name(rest)):
                return name
            if not rest and index + 1 < len(lines) and (name := _name(lines[index + 1])):
                return name
    # A last line that is nothing but a name: a short one, or one the From field agrees with.
    for line in [*below[:2], *own[-1:]]:
        candidate = line.lstrip("-\u2013\u2014 ")
        name = _name(candidate)
        if name and (line in below or len(own) > 1) and (_agrees(name, known) or line.startswith((
            "-"
        , "\u2013", "\u2014")) or _looks(name)):
            return name
    # "... as soon as you can. M. Okafor", at the end of a paragraph.
    if own and (tail := re.search(
        r"\w\w[\s\"')]{0,2}[.!?]+\s+([^.!?\n]{0,12}(?:\.\s?[^.!?\n]{1,30})?)$|\w\w[\s\"')]{0,2}[.!?]+\s+([^.!?\n]{1,40})$"
    , own[-1])):
        name = _name((tail[2] or tail[1] or "").strip())
        if name and (_agrees(name, known) or _looks(name)):
            return name
    return None


def _end(line: str) -> str:
    """A line, or the end of one that is a paragraph with the greeting in it: "... to Bergen? Thanks, Kari"."""
    return line if len(line) <= _LONG else f"x{line[-_LONG:]}"


def _name(line: str) -> str | None:
    """`line` as a name, or None where it is more or something else."""
    for _ in range(3):
        line = _SMILEY.sub("", line.strip(_TRIM))
    line = line.removesuffix(".") if not re.search(r"(?:\b[^\W\d_]|\b(?:jr|sr|md))\.$", line, re.IGNORECASE) else line
    line = re.sub(r"\s*\((?:mr|mrs|ms|miss|dr|mx)\.?\)$", "", line, flags=re.IGNORECASE)
    line = _LETTERS_AFTER.sub("", line)
    stead = _IN_STEAD.match(line)
    if stead is not None:
        line = line[stead.end() :]
        if " " not in line:                         # a surname alone, and whose it is cannot be told
            return None
    both = _AND.split(line)
    if len(both) == 2:
        return line if all(_name(one) == one and _looks(one) for one in both) else None
    if not 2 <= len(line) <= 60 or not _NAME.fullmatch(line):
        return None
    words = re.findall(r"[^\W\d_]+", line.lower())
    if any(word in _NOT_A_NAME for word in words) or max(map(len, words)) < 2:
        return None
    if line == line.lower() and len(line.split()) > 3:
        return None
    return line


def _looks(name: str) -> bool:
    """Whether its capitals say that it is a name: each piece has one, particles aside."""
    pieces = [p for p in _AND.sub(" ", name).replace(",", " ").split() if not re.fullmatch(_PARTICLE, p, re.IGNORECASE)]
    return bool(pieces) and all(piece[0].isupper() for piece in pieces)


def _name_of(message: Message) -> frozenset[str]:
    author = message.author
    if author is None:
        return frozenset()
    local = author.address.partition("@")[0]
    return frozenset(re.findall(r"[^\W\d_]{2,}", f"{author.name} {local}".lower()))


def _agrees(name: str, known: frozenset[str]) -> bool:
    return bool(set(re.findall(r"[^\W\d_]{2,}", name.lower())) & known)
