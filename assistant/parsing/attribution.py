"""The lines with which mail programs introduce what they quote: attributions, header blocks, separators.

In: stripped lines. Out: how many lines an introduction takes, and whether it stands for itself or needs quote marks
below it. In the languages of the mail programs seen. Linear: each look is at a few lines of bounded length.
Left to others: what becomes of the lines (own_words.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.parsing.attribution_words import FORWARDED, KINDS, REPLIED, VERBS

_LONGEST = 600
_WIDEST = 4

_VERB = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(verb) for verb in sorted(VERBS, key=len, reverse=True))})(?![\w(])"
    r"|さんは書きました|のメッセージ|写道|寫道|작성|كتب|כתב|מאת",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset(VERBS)
_INTRO = re.compile(
    r"(?:-{2,9}\s{0,3})?(?:on|le|am|el|il|op|em|w dniu|dnia|den|på|dne|pada|vào|на|в|от|in data|il giorno|de|"
    r"a|lúc|at|quoting|zitat von|citando|citando a|citat|em|від|ngày|στις|la|em data de|"
    r"mon|tue|wed|thu|fri|sat|sun|\d{1,4})(?=[\s.,:/年-])|(?:-{2,9}\s{0,3})?[^\W\d]{2,12}[.,]{0,2}\s{1,2}\d",
    re.IGNORECASE,
)
_SURE_INTRO = re.compile(
    r"(?:-{2,9}\s{0,3})?(?:on|le|am|el|il|op|em|w dniu|dnia|den|på|dne|pada|vào|in data|il giorno)\s{1,3}\S",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|\d年|\d년", re.IGNORECASE
)
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)")
_EMAIL = re.compile(r"[^\s<>()@\[\]]{1,100}@[^\s<>()@\[\]]{1,200}")
_ENDS = re.compile(r"[:：]\s{0,5}[\"'*_-]{0,4}$|----\s{0,3}$")
_QUOTING = re.compile(r"(?:quoting|zitat von|citando|citando a|quoting message written by)\b.{0,300}:$", re.IGNORECASE)

_SEPARATOR = re.compile(
    r"[>\s*_-]{0,20}[-_*=]{2,60}\s{0,3}\*?(?P<name>[^\W\d_][^\d_=*<>@]{3,58}?)\*?\s{0,3}[-_*=]{2,60}[\s*_-]{0,20}",
)
_PLAIN_SEPARATOR = re.compile(r"[\s*_]{0,5}(?P<name>[^\W\d_][^\d<>@]{6,58}?)\s{0,2}[:：][\s*_]{0,5}")
_ABOVE = re.compile(
    r"(?:reply|respond|answer)\w{0,3} above (?:this|the) line|above this line to (?:reply|respond)|"
    r"oberhalb dieser (?:zeile|linie)|au-dessus de cette ligne|encima de esta línea|sopra questa riga|"
    r"boven deze (?:lijn|regel)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[>\s*_|]{0,8}(?P<name>[^\W\d_][^:：*<>@\d]{0,24}?)[*_\s]{0,4}[:：](?P<rest>.{0,400})")


def may_end(line: str) -> bool:
    """Whether an attribution could end with this line: cheap, for skimming."""
    if not line:
        return False
    if line[-1] in ":：>-*_":
        return True
    return line.rsplit(None, 1)[-1].casefold() in _LAST_WORDS or line[-2:] in ("写道", "寫道", "작성")


def attribution(lines: Sequence[str], *, marked_below: Sequence[bool]) -> tuple[int, bool] | None:
    """Whether the lines begin with an attribution ("On Monday Ann wrote:").

    `marked_below[n]` tells whether quote marks follow a block of n + 1 lines. Gives its length in lines, and whether
    it is strong: whether what follows it is quoted even without marks.
    """
    first = lines[0].lstrip("*_ ") if lines else ""
    if not first or len(first) > _LONGEST or not _may_begin(first):
        return None
    certain = bool(_SURE_INTRO.match(first))
    text = ""
    for size, line in enumerate(lines[:_WIDEST], 1):
        if not line or len(text) + len(line) > _LONGEST:
            return None
        text = f"{text} {line}" if text else line
        strength = _strength(text) if may_end(line) else 0
        if strength and (strength == 2 or marked_below[size - 1]):
            if not certain and any(_INTRO.match(lines[later]) for later in range(1, size)):
                return None  # it begins further below; what stands here is an ordinary line
            return size, strength == 2
        if line.endswith((".", "!", "?", ":")) and not _DATE.search(line) and size > 1:
            return None
    return None


def _may_begin(line: str) -> bool:
    return bool(_INTRO.match(line) or _has_address(line) or _VERB.search(line))


def _has_address(text: str) -> bool:
    return "@" in text and _EMAIL.search(text) is not None


def _strength(text: str) -> int:
    """0: no attribution; 1: one if quote marks follow; 2: one for certain."""
    text = text.strip("*_ ")
    ends = bool(_ENDS.search(text))
    last = None
    for last in _VERB.finditer(text):  # noqa: B007 - the last one is used after the loop
        pass
    tail = text[last.end() :] if last else ""
    bracketed = text.endswith(">") and intro_date_email(text)
    closed = ends or bracketed or (last is not None and len(tail.strip(" \xa0:*_-")) == 0)
    if not closed:
        return 0
    date, time, email = bool(_DATE.search(text)), bool(_TIME.search(text)), _has_address(text)
    intro = bool(_INTRO.match(text))
    if last is not None:
        if len(tail) > 200 or (". " in tail and not email):
            return 0
        if (date or time) and intro and (ends or email or tail.strip(" -*") == ""):
            return 2
        if email and (date or time or ends):
            return 2
        return 1 if ends and len(text) < 300 else 0
    if _QUOTING.match(text):
        return 2 if email else 1
    if ends and date and time and email:
        return 2
    # In a language that is not known here: an address and a colon, or a date and a time, right above quote marks.
    return 1 if (email and (date or ends)) or (date and time and ends) else 0


def intro_date_email(text: str) -> bool:
    """A date, a name and an address, and no word for writing: "2011/4/7 Ann Lee <ann@example.com>"."""
    return bool(_INTRO.match(text) and _DATE.search(text) and _has_address(text))


def separator(line: str) -> str | None:
    """Whether a line separates one's words from an earlier message: "reply", "forward", "above", or None.

    "above" asks to reply above it, as help desks do.
    """
    if len(line) > 160 or not line or (line[0] not in "-_*=>#[" and line[-1] not in ":：*_"):
        return None
    if _ABOVE.search(line):
        return "above"
    found = _SEPARATOR.fullmatch(line)
    plain = None if found else _PLAIN_SEPARATOR.fullmatch(line)
    match = found or plain
    if match is None:
        return None
    name = " ".join(match["name"].casefold().split()).strip(" -:：")
    if name in FORWARDED or (found and name.startswith("forwarded")):
        return "forward" if found or len(name) > 11 else None
    told = name in REPLIED or name.startswith("original message") or any(name.endswith(f" {verb}") for verb in VERBS)
    return "reply" if found and told else None


def header_block(lines: Sequence[str], *, announced: bool = False) -> int:
    """How many lines at the beginning are the header of an earlier message, as Outlook writes it; 0 if none.

    `announced`: a separator stands above. Without one, a From and a Subject or an address must be among them, so that
    a form ("From: Berlin, To: Paris, Date: 3 May") stays the customer's.
    """
    kinds: dict[str, None] = {}
    address = dated = strange = False
    taken = 0
    loose = 0
    for line in lines[:14]:
        if not line.strip("> *"):
            if kinds and len(kinds) < 2 and loose == 0:
                loose += 1  # Seen in practice: an empty line after each field
                continue
            break
        found = _LABEL.match(line[:500])
        kind = KINDS.get(" ".join(found["name"].casefold().split())) if found else None
        if kind is None:
            if not kinds or loose >= 2 or (found and found["name"].casefold() in ("message", "nachricht", "comment")):
                break
            strange = strange or (found is not None and "@" not in line)
            loose += 1  # a field that runs on
        else:
            kinds[kind] = None
            # Several fields were run together in one line by some programs.
            kinds |= {
                other: None
                for piece in re.findall(r"[^\W\d_]{2,20}(?=\s?[:：]\s)", found["rest"] if found else "")
                if (other := KINDS.get(piece.casefold()))
            }
            taken += 1
        address = address or (kind != "to" and _has_address(line[:500])) or (dated and kind == "to")
        dated = dated or (kind == "sent" and bool(_DATE.search(line[:500])))
    several = len(kinds) >= 3 and (address or "subject" in kinds)
    if announced:
        enough = several or ("from" in kinds and address) or len(kinds) >= 2
    elif "from" in kinds:
        enough = several or (len(kinds) == 2 and address and not strange)
    else:
        enough = {"sent", "to"} <= set(kinds) and address and dated
    return taken if enough else 0


def begins_header(line: str) -> bool:
    """Whether a line could be the first of a header block: cheap, for skimming."""
    found = _LABEL.match(line[:500])
    return found is not None and KINDS.get(" ".join(found["name"].casefold().split())) in ("from", "sent", "subject")
