# ruff: noqa: E501 -- a list of phrases reads best in long lines
"""What a question names and an answer never speaks of: a deed, another business, a group of people, a language, a
thing in or with what the answer is about, a condition.

"Can I borrow a wheelchair in the shop?" is near to what is said of wheelchairs, and nothing there is lent. Classes
of words that are closed, or nearly so: what stands in none of them is left to the matching. English.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.meaning.wording import stem, words
from assistant.understanding.patterns import compiled
from assistant.understanding.related import content

_SAME = 5  # letters that two words of one family begin with: "expiry" and "expire"

# What is done with a thing: how a question says it, and the words beside these in which an answer speaks of it.
_DEEDS = {
    "lending": (
        r"rent(?:s|ed|ing|als?)?|hir(?:e[sd]?|ing)|borrow(?:ed|ing)?|lend(?:ing)?|lent",
        r"loans?|leas(?:e[sd]?|ing)",
    ),
    "mending": (
        r"repair\w*|mend\w*|restor(?:e[sd]?|ing|ation)|refurbish\w*",
        r"fix\w*|broken?|damag\w+|service[sd]?|work\w*",
    ),
    "exchanging": (
        r"swap\w*|exchang(?:e[sd]?|ing)|part exchange",
        r"trad\w+|convert\w*|transfer\w*|chang\w+|return\w*|replac\w+",
    ),
    "cancelling": (
        r"cancel\w*|call(?:ed|ing)? off",
        r"withdraw\w*|terminat\w+|unsubscrib\w+|stop\w*|undo|revert\w*|revers\w+|close",
    ),
    "recycling": (r"recycl\w+|dispos\w+", r"scrap\w*|throw away"),
    "teaching": (r"teach\w*|lessons?", r"taught|course\w*|training|workshops?|learn\w*"),
    "insuring": (r"insur(?:e[sd]?|ing|ance)", r"cover\w*"),
}
_DEED = {name: compiled(rf"(?<![\w-])(?:{deed})(?![\w-])") for name, (deed, _) in _DEEDS.items()}
_DEED_SAID = {name: compiled(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])") for name, words in _DEEDS.items()}
_SOLD = compiled(r"\b(?:sell\w*|sold|sales?|buy\w*|bought|purchas\w+|order\w*|stock\w*|price\w*)\b")
_SALE = compiled(r"\bfor sale\b")
_BACK = compiled(
    r"\b(?:send|sending|post|posting|bring|bringing|give|giving|take|taking|ship|shipping)(?: \w+){0,3} back (?:to you|from)\b"
    r"|\breturn(?:s|ed|ing)?\b"
)
_BACK_SAID = compiled(r"\breturn\w*|\bback\b|\bexchange\w*|\bswap\w*|\brefund\w*")
_BUSINESS = (
    r"shops?|stores?|bookshops?|sellers?|dealers?|websites?|sites?|company|companies|business|businesses|supplier|suppliers|"
    r"garage|workshop|hotel|hotels|provider|branch|branches|place|bank|brand|brands|restaurant|chain"
)
_OTHERS = compiled(
    rf"\b(?:elsewhere|somewhere else|anywhere else|(?:an)?other (?:\w+ )?(?:{_BUSINESS})|"
    rf"(?:a )?different (?:\w+ )?(?:{_BUSINESS}))\b"
)
_OTHERS_SAID = compiled(
    rf"\b(?:else\w*|(?:an)?other (?:\w+ )?(?:{_BUSINESS})|different (?:\w+ )?(?:{_BUSINESS})|"
    r"(?:any|every|all) (?:shops?|banks?|brands?|makes?|sellers?))\b"
)
_GROUPS = {
    "children": r"child|children|kids?|toddlers?|bab(?:y|ies)|teenagers?|minors|under[- ]\w+s",
    "students": r"students?|pupils?|apprentices",
    "schools": r"schools?|teachers?|class(?:es)?|librar(?:y|ies)|universit(?:y|ies)|nurser(?:y|ies)",
    "the old": r"pensioners?|seniors?|the elderly|retired people",
    "companies": r"compan(?:y|ies)|businesses|firms?|employers?",
    "groups": r"groups?|parties|clubs?|associations?",
    "friends": r"friends|visitors|outsiders|non[- ]\w+|strangers|day guests",
    "animals": r"dogs?|cats?|pets?|animals?|pupp(?:y|ies)",
}
_GROUP = {name: compiled(rf"(?<![\w-])(?:{group})(?![\w-])") for name, group in _GROUPS.items()}
_SUBJECT = compiled(
    r"(?:^|[,;:] |\b(?:and|but|also|whether|if) )(?:are|is|may|can|could|do|does|will|would|must) (?:(?:all|my|our|also|your|small|"
    r"young|old|the|big|large|private) ){0,2}([\w-]+)\b|\balso (?:\w+ )?(?:for|from|to|by) ([\w-]+)"
)
_LANGUAGE = compiled(
    r"\bin (english|german|french|spanish|italian|portuguese|dutch|polish|russian|ukrainian|turkish|arabic|hebrew|"
    r"chinese|mandarin|japanese|korean|hindi|urdu|swedish|danish|norwegian|finnish|greek|czech|hungarian|"
    r"romanian|welsh|irish|gaelic|latin|braille|sign language)\b"
)
_PLACE = r"(?:in|at|on|for|near|with|behind|beside|by|inside|under|around)"
_THERE = compiled(
    rf"\b(?:is|are) there (?:also |still )?(?:an? |any |some |enough )?((?:[\w-]+ ){{0,3}}?[\w-]+) {_PLACE} (.+)"
)
_YOURS = compiled(
    r"\b(?:do|does|is|are|will) ((?:the|your|all|those|these) (?:[\w-]+ ){0,3}?[\w-]+) (?:also )?(?:have|come with|include|includes|"
    r"contain|offer|provide) (?:an? |any |some |the )?((?:[\w-]+ ?){1,3})"
)
_IF = compiled(r"\b(?:if|unless|although|even though) (?:i|we|he|she|they|it|my \w+|our \w+|the \w+) ([^,.;?!]{3,80})")
_COURTESY = compiled(
    r"\bif (?:i|we|you|it|that|they) (?:may|might|could|can|remember|recall|understand|am|are|is|was|were|want\w*|would|need\w*|"
    r"like|come|visit|get|go|do|have a|arrive|turn up|ask|prefer|decide|choose|wish|had)\b"
)


@lru_cache(maxsize=1024)
def _stems(said: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of all words that an answer is taught and says, and how the long ones begin."""
    stems = frozenset(stem(word) for text in said for word in words(text))
    return stems, frozenset(each[:_SAME] for each in stems if len(each) >= _SAME)


def unknown(text: str, said: tuple[str, ...]) -> bool:
    """Whether `text` has words of its own matter, and the answer has none of them."""
    own = content(text)
    stems, heads = _stems(said)
    return bool(own) and not any(each in stems or each[:_SAME] in heads for each in own)


def _ever(pattern: re.Pattern[str], said: tuple[str, ...]) -> bool:
    return any(map(pattern.search, said))


def unspoken(text: str, said: tuple[str, ...]) -> str | None:
    """What a sentence names that an answer never speaks of, as the end of "... says nothing "; None where nothing is."""
    for name, deed in _DEED.items():
        if deed.search(text) and not _ever(_DEED_SAID[name], said):
            return f"about {name}"
    if _SALE.search(text) and not _ever(_SOLD, said):
        return "about selling"
    if _BACK.search(text) and not _ever(_BACK_SAID, said):
        return "about sending something back"
    if _OTHERS.search(text) and not _ever(_OTHERS_SAID, said):
        return "about what comes from somewhere else"
    for subject in _SUBJECT.finditer(text):
        for name, group in _GROUP.items():
            if group.fullmatch(subject[1] or subject[2]) and not _ever(group, said):
                return f"about {name}"
    language = _LANGUAGE.search(text)
    if language is not None and not _ever(re.compile(rf"(?i)\b{language[1]}\b"), said):
        return f"about {language[1]}"
    there, yours, condition = _THERE.search(text), _YOURS.search(text), _IF.search(text)
    if there is not None and unknown(there[1], said) and not unknown(there[2], said):
        return f"about “{there[1].strip()}”"
    if yours is not None and unknown(yours[2], said) and not unknown(yours[1], said):
        return f"about “{yours[2].strip()}”"
    if condition is not None and not _COURTESY.match(text, condition.start()) and unknown(condition.group(), said):
        return f"about “{condition.group().strip()}”"
    return None
