"""A follow-up and the question before it to one question: "and to Sweden?" after "What is postage to Norway?".

Where the follow-up stands in the place of something that was said, it takes that place; else it stands behind. A chain
of them is read so step by step, and nothing that was said in it is lost but what was put in another's place.
"""

from __future__ import annotations

import re

_GOES_ON = re.compile(r"^\W*(?:(?:and|or|so)\W+)?(?:(?:what|how) about\W+|(?:and|or)\W+)?", re.IGNORECASE)
_PLACES = ("to", "on", "with", "for", "from", "at", "by", "in", "before", "after", "until")
_PLACE = re.compile(
    rf"(?:{'|'.join(_PLACES)})\b"
    r"(?! (?:it|that|this|them|one|what|which|be|get|have|buy|do|see|make|send|pay|return)\b)",
    re.IGNORECASE,
)
# A follow-up that begins so asks something of its own about what was said.
_OWN = re.compile(
    r"(?:how|what|when|where|why|who|which|whose|can|could|do|does|did|is|are|was|were|will|would|should|may|might|must"
    r"|have|has|had|i|we|you|it|they|he|she|there|this|that|these|those|if|because|not|also|even|still|then|please"
    r"|thanks?|yes|no|ok|okay|the (?:same|other|rest)|another|both|either|neither|one|as|my|your)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:ones?|it|its|they|them|that|this|these|those|same|other|another|too|as well)\b", re.IGNORECASE
)
_ASKS_FOR = re.compile(
    r"(?P<frame>.{0,200}\b(?:have|got|sell|stock|carry|offer|take|accept|wrap|buy|mend|repair|want|to|with|from|for))\s+"
    r"(?P<thing>(?:(?!in\b|on\b|at\b|by\b|this\b|next\b)[\w'’-]+\s?){1,5})\?\s*",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")
_FEW = 5                            # words of a thing that may take another's place
_LONGEST = 300                      # characters of what came before
_FIRST = 120                        # of them for the question that the chain begins with


def followed(before: str, text: str) -> str:
    """The question that `text` asks after `before`, in words of its own as far as they can be found."""
    rest = _GOES_ON.sub("", text, count=1).strip()
    place = _PLACE.match(rest)
    sentences = [each for each in _SENTENCE.findall(before) if each.strip()]
    if any(map(str.isalnum, rest)) and rest.count("?") <= 1 and len(rest.split()) <= _FEW + 1:
        for number in range(len(sentences) - 1, -1, -1):
            put = _in_place(sentences[number], rest, place.group() if place else None)
            if put is not None:
                return "".join([*sentences[:number], put]).strip()
    return f"{_shortened(before, sentences)} {text}"


def takes_a_place(before: str, text: str) -> bool:
    """Whether the follow-up begins with a word of place or time that the question before has as well: "and to ...?"."""
    place = _PLACE.match(_GOES_ON.sub("", text, count=1).strip())
    return place is not None and re.search(rf"\b{place.group()}\b", before, re.IGNORECASE) is not None


def _in_place(sentence: str, rest: str, place: str | None) -> str | None:
    """The sentence with the follow-up in the place of its like; None where it has none."""
    if place is not None:
        like = re.compile(
            rf"\b{place}\s+(?!be\b|buy\b|have\b|get\b)[\w'’-]+(?:\s+(?!(?:{'|'.join(_PLACES)}|and|or|if|when)\b)[\w'’-]+){{0,3}}",
            re.IGNORECASE,
        )
        found = list(like.finditer(sentence))
        return sentence[: found[-1].start()] + rest.rstrip("?!. ") + sentence[found[-1].end() :] if found else None
    asks = _ASKS_FOR.fullmatch(sentence)
    if asks is None or _OWN.match(rest) or _POINTS.search(rest):
        return None
    return f"{asks['frame']} {rest.rstrip('?!. ')}?"


def _shortened(before: str, sentences: list[str]) -> str:
    """What came before, from its first question on; of a long chain its beginning and its end."""
    if len(before) <= _LONGEST:
        return before
    first = sentences[0].strip()[:_FIRST] if sentences else ""
    return f"{first} {before[-(_LONGEST - len(first) - 1) :].lstrip()}"
