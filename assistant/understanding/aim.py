# ruff: noqa: E501 -- a list of look-alikes reads best in long lines
"""Who is meant? Sentences read word class by word class for insults that are aimed at people.

In: the plain words of a text. Out: hits, each with its level and its place. An oath alone is no hit, nor is an
insult that the writer reports, denies, or turns upon themselves. Threats stand in threats.py, hatred in hatred.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.understanding import lexicon as lex
from assistant.understanding.disguise import Plain
from assistant.understanding.frames import Hit, Level, Sentence, excused, matches, sentences
from assistant.understanding.insults import PHRASES
from assistant.understanding.sifting import PLAIN

# Words without which no frame below and no phrase of insults.py can hold.
TELLING = (
    lex.INSULTS | lex.SCOLDS | lex.CONTEMPT | lex.SCORN | lex.SLURS | lex.OATHS
    | frozenset(["you", "u", "ya", "yall", "your", "youre", "ur", "yr", "yours", "yourself", "yourselves", "people", "women", "men", "girl", "sex", "sexy", "porn", "horny", "penis", "tits", "boobs", "naked", "nudes", "cum", "blowjob", "handjob", "panties", "knickers", "bra", "hope", "wish", "pray", "monkey", "brain", "brains", "iq", "deserve", "allowed", "suck", "sucks", "sucking", "lick", "kiss", "middlefinger", "screw", "sod", "stuff", "off", "bugger", "despise", "detest", "loathe", "kys", "die", "drop", "waste", "smarter", "english", "thanks", "thank", "wake", "grow", "hard", "ashamed", "shame", "hello", "whoever", "shutup", "stfu", "gtfo", "fuckyou", "fuckoff", "nobody", "back", "country", "bend", "heads", "head", "clothes", "phuck", "fuc", "bitchy", "staff", "agent", "agents", "driver", "drivers", "manager", "team", "slowly", "brains", "braincells", "intelligence", "thick", "mouth", "raised", "mother", "up"])
)


@cache
def _classes() -> dict[str, str]:
    """Each word of the lexicon to the letter of its class, the most telling class first."""
    table: dict[str, str] = {}
    for letter, words in (
        ("Z", lex.SLURS), ("n", lex.DOUBLE), ("N", lex.INSULTS), ("W", lex.SCOLDS), ("A", lex.CONTEMPT),
        ("R", lex.YOU_ARE), ("Y", lex.YOU), ("G", lex.NOT), ("B", lex.BE), ("H", lex.HE), ("I", lex.ME),
        ("E", lex.VERY), ("D", lex.DETERMINERS), ("M", lex.SCORN), ("S", lex.STAFF), ("C", lex.MATTER),
        ("f", frozenset({"of"})), ("d", frozenset({"and", "or"})), ("w", frozenset({"that", "which"})),
    ):
        for word in words:
            table.setdefault(word, letter)
    return table


def coded(words: tuple[str, ...]) -> str:
    """One letter a word: its class, a mark of punctuation as it is, "o" for any other."""
    table = _classes()
    return "".join(table.get(word) or (word if word in ',:"()' else "o") for word in words)


# Y you, R you're or your, B are, H he, D the, E very, S staff, C the matter, G not, I me; N and n insults (n is also an
# animal or a thing), W milder names, A contempt, M scorn, Z slurs, f of, d and, w that, o any other word.
_SOURCES: tuple[tuple[Level, str, str], ...] = (
    ("abusive", "calls the reader a name",
     r"(?:Y[SE]{0,2}B|BY[SE]{0,2})[EDAMWf]{0,6}[Nn](?!C)|R[EAM]{0,4}N|RE{0,2}D[EAM]{0,3}n"),
    ("abusive", "calls the reader stupid",
     r"(?:Y[SE]{0,2}B|BY[SE]{0,2})B?[EDM]{0,4}A(?!C)|R[EM]{0,3}A(?:$|[,\"dY])|BYS?E{0,2}[oM]dE{0,2}A"),
    ("abusive", "calls the reader names",
     r"Y[EAMR]{0,4}(?:[NZ]|n(?=$|[,\")dSY]))|YE{0,2}A[AEM]{0,2}S|YE{0,2}M[ME]{0,2}S(?=$|[,\"dYBo])"),
    ("abusive", "insults the staff",
     r"[RD][EM]{0,3}A[EAM]{0,2}S(?!C)|R[EAM]{0,2}S[oDwSf]{0,6}B[EDM]{0,4}[NA](?!C)|DE?S[oDSw]{0,4}B[EDMA]{0,4}[NA](?!C)"),
    ("abusive", "insults somebody met", r"H(?:B|E){0,3}DE{0,3}M?[EA]{0,2}[Nn](?!C)|HBE{0,3}A(?=$|[,d])"),
    ("abusive", "a bunch of", r"Ef[EAM]{0,3}[Nn]"),
    ("abusive", "a name called out",
     r"(?:^|[,:\"])[EAMI]{0,3}N(?:$|[,\"])|^[EA]{0,2}[Nn]$|^[NZ](?=[oEBI])|^E{0,2}AE?S$"),
    ("abusive", "a slur", r"Z"),
    ("rude", "scorns the reader",
     r"(?:Y[SE]{0,2}B|BY[SE]{0,2}|RE{0,2}(?=[MW](?:$|[,d\"])))[EDM]{0,4}[MW](?!C)|Y[EM]{0,3}[MW](?=$|[,\"dSY])"),
    ("rude", "scorns the staff",
     r"R[EM]{0,2}S[oDwSf]{0,6}B[EDM]{0,4}[MW]|Ef[EM]{0,3}W|R[EM]{0,3}M[EM]{0,2}S(?!C)"),
    ("rude", "an insult to somebody", r"N"),
)
_FRAMES = tuple((level, why, re.compile(source)) for level, why, source in _SOURCES)

_AIMED = re.compile(r"[ZNnWAM]")          # one of these letters is in each frame

# Words of the lexicon that in this company are something else.
_INNOCENT = PLAIN.pattern(
    r" (?:cock au vin|coq au vin|moby dick|dick (?:francis|van dyke|turpin|whittington|king|tracy)|(?:my|the|a|our) (?:\w+ )?"
    r"(?:maine coon|tom ?cat|pussy ?cat|guinea pigs?|piggy bank|pig pen|donkey jacket)|pussy (?:cat|willow|riot)|maine coons?|coon cats?|"
    r"(?:great|blue|coal|long tailed|willow|marsh) tits?|jerk (?:chicken|seasoning|sauce|pork|marinade|rub)|spotted dick|"
    r"faggots? (?:and|with|in|at|were|was|are|for|from) (?:\w+ )?(?:peas|gravy|mash|onion|sauce|the butcher|delicious|tasty|lovely|dinner|tea)|faggots? you (?:cooked|sold|sent|made|served)|"
    r"(?:some|pork|butchers?|two|four|six|pack of) faggots|called faggots?|(?:a|my|of|smoke|smoking|light|had a|for a) fags?(?: end| ends| break| packet| in| out)|(?:hoe|hoes) (?:is|are|for|and|with|the|handle|blade|rake)|(?:garden|dutch|draw|onion) hoes?|"
    r"chink in|van dyke|dykes? (?:and|along|near|flood\w*|wall)|offas dyke|(?:flame|fire) retard\w*|jap(?:anese)? |(?:bitch|dog) (?:won|in season|is in|puppy|spayed|is pregnant)|"
    r"(?:for|of|my|our|the|a|spaniel|labrador|pedigree|whippet|female) bitch (?:coat|collar|puppy|and her|is a|has|had|won|in)|crackers?|(?:a|the|of a) bitch(?: of a)? (?:to|\w+ to)|(?:training|life|payback|karma|parking|traffic|weather|it|this|that|which|assembly|zip|\w+ing) (?:is|was|was such|is such|can be) an? (?:\w+ )?bitch|"
    r"(?:i|you|we|they|could|people|to|and|can|always|just|wont|cant|dont|will|customers) bitch(?:ed|ing)?(?: about| at| to| and|$)|dickens|queer (?:theory|eye|studies|fiction)|(?:king|queen|ace|prince) of|snake ?skin|rat trap|rats? (?:poison|trap|catcher|cage|in the)|cow ?(?:hide|bell|boy|print)|pig ?skin|"
    r"idiots? (?:guide|proof|abroad|by dostoevsky|by fyodor)|the idiot(?: by| from| dvd| novel| paperback| in)|dummies (?:book|guide|series)|for dummies|scumbag college|bastard (?:file|sword|son of|operator)|inglourious basterds|parasites? (?:treatment|in|on|film|the film)|psycho (?:the|film|dvd|by|soundtrack)|(?:sound|feel|look)s? stupid|no such thing as a stupid|stupid question|kick(?:ing|s|ed)? (?:\w+ ){0,4}ass|kick ?ass|bad ?ass|smart ?ass|ass kicking|boss bitch|damn fine) "
)


def hits(text: Plain) -> Iterator[Hit]:
    """Every insult and discourtesy aimed at a person, sentence by sentence."""
    for sentence in sentences(text, TELLING):
        cleared = _cleared(sentence)
        yield from _framed(cleared)
        yield from matches(cleared, PHRASES)


def _cleared(sentence: Sentence) -> Sentence:
    """The sentence with its harmless look-alikes taken for ordinary words."""
    match = _INNOCENT.search(sentence.line)
    if not match:
        return sentence
    words = list(sentence.words)
    while match:
        first, stop = sentence.place(match)
        for place in range(first, stop):
            if _classes().get(words[place], "o") in "ZNnWAM":
                words[place] = "xharmless"
        match = _INNOCENT.search(sentence.line, match.end() - 1)
    return Sentence(sentence.first, tuple(words), " " + " ".join(words) + " ")


def _framed(sentence: Sentence) -> Iterator[Hit]:
    code = coded(sentence.words)
    if not _AIMED.search(code):
        return
    if lex.THEIR_OWN & set(sentence.words):
        code = code.replace("H", "o")
    for level, why, frame in _FRAMES:
        for match in frame.finditer(code):
            first, stop = match.span()
            if stop > first and not excused(sentence, first, stop):
                yield Hit(level, sentence.first + first, sentence.first + stop, why)
