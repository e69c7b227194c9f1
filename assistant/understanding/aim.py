# ruff: noqa: E501
"""Who is meant? Sentences read word class by word class for insults that are aimed at people.

In: the plain words of a text. Out: hits, each with its level and its place. An oath alone is no hit, nor is an
insult that the writer reports, denies, or turns upon themselves. Threats stand in threats.py, hatred in hatred.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.understanding import lexicon as lex
from assistant.understanding.disguise import Plain

_MOST = 300          # sentences with a telling word that are read closely; a letter has a dozen

Level = Literal["rude", "abusive", "threat"]


def compiled(sources: tuple[tuple[Level, str, str], ...]) -> tuple[tuple[Level, str, re.Pattern[str]], ...]:
    """Frames ready for use: level, what it is, pattern."""
    return tuple((level, why, re.compile(source)) for level, why, source in sources)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` up to but not including `stop` of a Plain are aimed at somebody; `why` names the frame."""

    level: Level
    first: int
    stop: int
    why: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of plain words: `words[0]` is word `first` of the Plain; `line` has blanks around each word."""

    first: int
    words: tuple[str, ...]
    line: str

    def word_at(self, place: int) -> int:
        """The index in `words` of the word at this place of `line`."""
        return max(self.line.count(" ", 0, place + 1) - 1, 0)


def sentences(text: Plain, telling: frozenset[str]) -> Iterator[Sentence]:
    """The sentences that hold a telling word, the first ones and the last ones where they are very many."""
    found: list[tuple[int, int]] = []
    start = 0
    tell = False
    for index, word in enumerate(text.words):
        if word.text in ".!?;" or index - start > 80:
            if tell:
                found.append((start, index))
            start, tell = (index + 1 if word.text in ".!?;" else index), False
        if word.text in telling:
            tell = True
    if tell:
        found.append((start, len(text.words)))
    if len(found) > _MOST:
        found = found[: _MOST - 50] + found[-50:]
    for first, stop in found:
        words = tuple(word.text for word in text.words[first:stop])
        yield Sentence(first, words, " " + " ".join(words) + " ")


@cache
def _classes() -> dict[str, str]:
    """Each word of the lexicon to the letter of its class, the most telling class first."""
    table: dict[str, str] = {}
    for letter, words in (
        ("Z", lex.SLURS), ("n", lex.DOUBLE), ("N", lex.INSULTS), ("W", lex.SCOLDS), ("A", lex.CONTEMPT),
        ("R", lex.YOU_ARE), ("Y", lex.YOU), ("G", lex.NOT), ("B", lex.BE), ("H", lex.HE), ("I", lex.ME),
        ("E", lex.VERY), ("D", lex.DETERMINERS), ("M", lex.SCORN), ("S", lex.STAFF), ("C", lex.MATTER),
        ("f", frozenset({"of"})), ("d", frozenset({"and", "or", "&"})), ("w", frozenset({"that", "which"})),
    ):
        for word in words:
            table.setdefault(word, letter)
    return table


def coded(words: tuple[str, ...]) -> str:
    """One letter a word: its class, a mark of punctuation as it is, "o" for any other."""
    table = _classes()
    return "".join(table.get(word) or (word if word in ",:\"()" else "o") for word in words)


# Frames over the classes. Y you, R you're or your, B are, H he, D the, E very, S staff, C the matter; N and n insults
# (n is also an animal or a thing), W milder names, A contempt, M scorn, Z slurs.
_FRAMES: tuple[tuple[Level, str, re.Pattern[str]], ...] = compiled(
    (
        ("abusive", "calls the reader a name", r"(?:Y[SE]{0,2}B|BY[SE]{0,2})[EDAMWf]{0,6}[Nn]|R[EAM]{0,4}N|RE{0,2}D[EAM]{0,3}n"),
        ("abusive", "calls the reader stupid", r"(?:Y[SE]{0,2}B|BY[SE]{0,2})[EDM]{0,4}A(?!C)|R[EM]{0,3}A(?:$|[,\"dY])"),
        ("abusive", "asks if the reader is stupid", r"BYS?E{0,2}[oM]dE{0,2}A"),
        ("abusive", "names the reader", r"Y[EAMR]{0,4}(?:[NZ]|n(?=$|[,\")dSY]))|YE{0,2}A[AEM]{0,2}S|YE{0,2}M[ME]{0,2}S(?=$|[,\"dYBo])"),
        ("abusive", "insults the staff", r"[RD][EM]{0,3}A[EAM]{0,2}S(?!C)|R[EAM]{0,2}S[oDwSf]{0,6}B[EDM]{0,4}[NA]|DE?S[oDSw]{0,4}B[EDMA]{0,4}[NA](?!C)"),
        ("abusive", "a bunch of", r"Ef[EAM]{0,3}[Nn]"),
        ("abusive", "a name called out", r"(?:^|[,:\"])[EAMI]{0,3}N(?:$|[,\"])|^[EA]{0,2}[Nn]$|^[NZ](?=[oEB])"),
        ("abusive", "a slur", r"Z"),
        ("rude", "scorns the reader", r"(?:Y[SE]{0,2}B|BY[SE]{0,2}|RE{0,2}(?=[MW](?:$|[,d\"])))[EDM]{0,4}[MW](?!C)|Y[EM]{0,3}[MW](?=$|[,\"dSY])"),
        ("rude", "scorns the staff", r"R[EM]{0,2}S[oDwSf]{0,6}B[EDM]{0,4}[MW]|Ef[EM]{0,3}W|R[EM]{0,3}M[EM]{0,2}S(?!C)"),
        ("rude", "an insult", r"N"),
    )
)

_N = "(?:" + "|".join(sorted(lex.INSULTS - lex.DOUBLE)) + ")"
_S = "(?:" + "|".join(sorted(lex.STAFF - {"mother", "mum", "mom"})) + ")"
_F = r"(?:fuck|fuk|fck|fcuk|fuc)"

# Turns of phrase, over the words themselves.
_PHRASES: tuple[tuple[Level, str, re.Pattern[str]], ...] = compiled(
    (
        ("abusive", "curses the reader",
         rf"(?<! the)(?<! tf)(?<! wtf)(?<! hell) (?:{_F}|screw|sod|stuff) (?:you|u|ya|yall|yous|yourself|yourselves|all of you|the lot of you|"
         r"every(?:one)? (?:single )?(?:one )?of you|all you)(?= (?!over|up|gon|think|mean|guys over))"),
        ("abusive", "curses the reader", rf" (?:{_F}|piss|sod|bugger|feck|naff|eff|jog) (?:right )?off(?= (?!your|the|my|with my|at the))(?<!pissed off)"),
        ("abusive", "curses the reader", rf" (?:go|get) (?:{_F}|screw|stuff) (?:\w+ )?| fuk u | fuckyou | {_F} your (?:mum|mom|mother|self|selves|life|family|face)"),
        ("abusive", "curses the reader",
         r" (?:go|rot|burn|roast) (?:to|in|straight to) hell | go to (?:the )?hell | see you in hell | drop dead | eat (?:shit|crap|a dick) | eat my (?:shorts )?"
         r"| (?:kill|hang|shoot|hurt) (?:yourself|yourselves|urself) | kys | go (?:and )?die | stfu | shut (?:the )?(?:fuck |hell |fucking )?up "
         r"| shut your (?:\w+ )?(?:mouth|face|trap|gob|hole) | middlefinger | kiss my (?:\w+ )?(?:arse|ass|balls|behind) | (?:up|stick it up|shove it up|shove that up) your (?:\w+ )?(?:arse|ass|hole|backside)? ?"),
        ("abusive", "sexual",
         r" (?:suck|lick|blow|bite|eat) (?:on )?(?:my|his|a|these|this|on my) (?:\w+ )?(?:dick|cock|balls|nuts|knob|arse|ass|cunt|pussy|tits?|penis|bell ?end) | blow me | bend over (?:for|and)? ?"
         r"| (?:send|show) (?:me )?(?:your |some |ur )?(?:nudes?|tits|boobs|naked \w+|pussy|bum) | (?:nice|big|great|lovely) (?:tits|boobs|rack|arse|ass) "
         r"| (?:have|want|wanna|do you like|like|having|had) (?:\w+ ){0,2}(?:sex|a shag|a blowjob|anal)(?: with (?:you|u|me)| $) | sex with (?:you|u|me) | sleep with (?:me|you|u) "
         r"| (?:fuck|shag|bang|bone|rape|spank|lick|screw) (?:your|you|u|ur) (?:\w+ )?(?:hard|senseless|brains|silly|tonight|pussy|ass|arse|mouth|wife|daughter|sister) "
         r"| (?:you|u|youre|ur) (?:\w+ ){0,3}(?:sexy|horny|slutty|fuckable|well fit) | (?:i am|im|makes? me|get me|feeling) (?:\w+ )?(?:horny|hard for) "
         r"| what are you wearing | are you wearing (?:any )?(?:underwear|knickers|panties|a bra) | (?:your|ur) (?:\w+ )?(?:tits|boobs|pussy|vagina|penis|dick|cock|nipples) | want (?:me )?to fuck (?:me|you|u) |wanna fuck "),
        ("abusive", "contempt",
         r" (?:too|that|so|really|just|fucking|bloody) (?:\w+ )?(?:stupid|thick|dumb|dim|retarded|braindead|uneducated|illiterate) to (?!be true|believe)"
         r"| (?:people|women|men|girls|idiots|morons|someone|anyone|scum|creatures|persons) like (?:you|u|yourself|yourselves|your lot|them|these) (?:\w+ ){0,3}(?:should|shouldnt|are|dont|deserve|dont deserve|ought|have no|make me sick|need|belong|must|cant|cannot|will never|ruin) "
         r"| (?:you|your|ur|you people|you lot|those people|that woman|that man|she|he|they) (?:\w+ )?(?:dont|doesnt|do not|does not) deserve (?:to (?:live|breathe|exist|have a job|be alive|work)|oxygen|a job|your job|the job) "
         r"| waste of (?:oxygen|space|skin|air|breath|sperm|a human|human|life|flesh|dna) | (?:lowest|scum) of the (?:low|earth) | (?:brain ?dead|brain cells?|braincells?|single brain|half a brain|a brain cell|brains? between|iq (?:of|below|under|is|lower|smaller)) "
         r"| (?:brain|iq|intelligence|intellect) (?:\w+ ){0,2}(?:of|like|the size of) (?:a|an) (?:\w+ )?(?:pea|peanut|ant|flea|fish|goldfish|gnat|walnut|potato|brick|donkey|amoeba|sponge|slug|toddler|child|plank) | (?:as )?thick as (?:\w+ )?(?:mince|pig ?shit|shit|two short planks|planks?|a brick|bricks) | dumb(?:er)? (?:as|than) (?:a )?(?:\w+ )?(?:rocks?|shit|bricks?|post|dirt) "
         r"| (?:trained )?(?:monkeys?|chimps?|chimpanzee|dog|goldfish|donkey|toddler|brick|potato|plank) (?:could|would|can|has|have) (?:do|answer|run|write|read|type|more|manage|work) (?:\w+ ){0,3}(?:your|you|better|than) | (?:smarter|cleverer|brighter|more intelligent|more sense|more brains) than (?:you|your|the lot of you|all of you|any of you) "
         r"| (?:sorry|pathetic|poor|miserable|sad) excuse (?:for|of) (?:a |an )?(?:human|person|people|man|woman|adult|employee|manager|life) | (?:you|u|your|they|she|he|youre|ur|theyre|hes|shes) (?:\w+ ){0,4}(?:human garbage|human trash|garbage human|disgusting human|piece of (?:shit|crap|garbage|trash|filth|dirt|work)|pile of (?:\w+ )?(?:shit|crap|garbage)|sack of shit|pos) "
         r"| (?:hope|pray|wish) (?:that )?(?:you|u|she|he|they|your|the|whoever) (?:\w+ ){0,5}(?:die|dies|dead|cancer|suffer|suffers|rot|rots|burn|burns|choke|chokes|crash|fired|sacked|starve|hit by a|run over|lose your jobs?|lose their jobs?|lose his job|lose her job|lives? on the street|covid|aids|hurt) "
         r"| (?:ashamed|embarrassed) to be (?:alive|human) | (?:your|ur) (?:mother|mum|mom|mama|parents) (?:is|was|are|must|should|would|raised|dropped|never|didnt|sucks?|and father) | nobody (?:likes|loves|wants) you "
         r"| (?:you people|your lot|your kind|your sort|your type|people of your (?:kind|sort)|that lot|this lot) (?:\w+ ){0,3}(?:make me sick|disgust me|should be (?:shot|deported|locked|sterilised|banned|put down|ashamed)|shouldnt be (?:allowed|let)|should not be (?:allowed|let)|are all the same|belong) "
         r"| (?:you|u|your|they|she|he|staff|agents?|people|team|lot|whoever \w+ \w+) (?:\w+ ){0,4}(?:should not|shouldnt|should never|ought not to|oughtnt to|must not|arent fit to|are not fit to|isnt fit to|is not fit to|arent|cant) (?:even )?(?:ever )?be (?:allowed|let|trusted|permitted)(?: out| near| anywhere| to (?:breathe|breed|vote|reproduce|have children|work with|be|go|leave|speak|answer)| around| within| in charge of) "
         r"| (?:not|isnt|arent|never) (?:\w+ )?(?:fit|qualified|capable|smart|clever|bright) (?:enough )?to (?:lick|clean|sweep|breathe|flip|wipe|tie|mop|shovel|boil|serve) | (?:go back|get back) to (?:your (?:own )?(?:country|village|jungle|cave|hole|kitchen|mother)|where you (?:came|come)|the (?:kitchen|jungle|trees|zoo)|school|india|africa|china|mexico|pakistan|poland|nigeria) "
         r"| (?:learn|speak|talk|try speaking|write) (?:to speak |some |in |proper |bloody |fucking |the |to write |to read ){1,3}english (?!version|edition)| (?:did|have) (?:you|u) (?:\w+ )?(?:been )?(?:dropped|drop|finish school|go to school|inbred) | what (?:the (?:fuck|hell) )?(?:is|the fuck is|fuck is) wrong with (?:you|u) (?:people|morons|lot|animals|freaks)(?= ) "
         r"| (?:crawl|crawled) (?:back )?(?:under|into|out|from) (?:\w+ ){0,3}(?:rock|hole|sewer|cave|gutter|slime) | (?:do|does|did) (?:the world|us all|everyone|humanity) a favou?r and | (?:i|we) (?:\w+ )?(?:despise|detest|loathe|hate) (?:you|u|every one of you|all of you|your guts|your staff|you all|you people)(?= )"
         r"| (?:spit|piss|shit|vomit|puke) (?:on|in|at) (?:you|your (?:grave|face|food|mother|staff|team)) | (?:you|u|your agents?|your staff) (?:make|makes) me (?:want to )?(?:sick|puke|vomit|throw up) | (?:you|u|yall|they|he|she) (?:\w+ )?(?:suck|sucks|blow|stink|stinks) (?:(?:so )?(?:bad|badly|dick|balls|ass|cock|big time|hard)|\. |$)| you suck "
         r"| heads? (?:\w+ ){0,2}(?:out of|up|outta|in) (?:your|their|his|her|ur) (?:\w+ )?(?:arses?|asses?|ass|backsides?|butts?) | (?:run|staffed|managed|manned|operated|written|designed) by (?:\w+ ){0,3}" + _N + " "
         r"| (?:being|be|is|was|were|such|total|real|a|an|bigger|biggest) (?:an? )?(?:\w+ )?(?:dick|prick|cunt|twat|arsehole|asshole|bitch|wanker|piece of shit)(?: to| about| with| by|$)(?!\S)"),
        ("abusive", "insults one of the staff",
         rf" (?:the|some|this|that|which|what|these|those|an|a|another|whatever|your|one of your|whichever) (?:(?!of )\w+ ){{0,2}}{_N} (?:who (?:answered|works|work|drives|drove|delivered|sold|packed|wrote|runs|took|sent|picked|is running|handled|designed|read|reads|calls|called|does|did)|that (?:answered|works|delivered|packed|wrote|runs|drove)|at your|on your|in your|from your|at the (?:desk|counter|till|depot|other end)|on the (?:phone|line|other end|desk|till|chat)|you (?:employ|hired|hire|sent|call|have|put|got)|of a (?:driver|manager|courier|supervisor)|working|answering|running|in charge|phone|{_S}) "
         rf"| (?:your|this|that|the|these|those) {_N} (?:of )?(?:an? )?{_S} | {_S} (?:\w+ ){{0,4}}(?:is|are|was|were|being|act like|acted like|acting like) (?:\w+ ){{0,3}}{_N} "),
        ("rude", "sarcasm and discourtesy",
         r" (?:are|r) (?:you|u)(?: people| guys| lot)? (?:\w+ )?(?:blind|deaf|stupid|thick|dense|high|drunk|mad|crazy|insane|serious|kidding|asleep|awake|even human) | (?:can|do|did|could|dont) (?:you|u)(?: people| guys| lot)? (?:even |not |ever |actually |bother to )?(?:read|listen|understand english|speak english|know how to do your)(?: what| my| anything| properly| to| emails?|$)"
         r"| thanks for nothing | thank you for nothing | what (?:do|does|are) (?:\w+ ){1,3}(?:paid|get paid|being paid) (?:for|to do) | do your (?:\w+ )?jobs? | wake up(?! call| in| to| at| this| early| and| on) | (?:learn|try) (?:how )?to (?:read|do your|count|spell|write|use a|answer|listen) | use your (?:head|brains?|eyes|loaf) | grow up | get a (?:life|clue|grip|brain|real job|proper job)"
         r"| how hard (?:is it|can it be) | is it (?:really )?(?:so|that|too) (?:hard|difficult) | is that too (?:hard|difficult) | (?:shame on|ashamed of) (?:you|u|yourself|yourselves) | (?:you|your) (?:\w+ )?(?:couldnt|could not|cant|cannot) (?:organise|organize|run|find|manage|sell) (?:a|your|the) (?:piss|bath|own|arse|ass|whelk|raffle|way out|lemonade|party|piss-up)"
         r"| (?:couldnt|could not|dont|does not|do not|doesnt|didnt) give a (?:\w+ )?(?:shit|damn|toss|fuck|monkeys|rats|crap|flying) | what (?:the (?:fuck|hell) )?is wrong with (?:you|u) | (?:you|u) (?:people|lot|guys) (?:\w+ )?(?:suck|stink|disgust me|are a joke|have no idea|havent a clue) | congratulations (?:on|you have|youve) (?:\w+ ){0,4}(?:losing|lost|ruin|worst|fail|messing|managing)"
         r"| (?:lying|useless|incompetent|pathetic|thieving|lazy) (?:company|bunch|shower|lot|outfit|gits) | {0} this | {0} your | get (?:your|ur) (?:\w+ )?(?:shit|act|fingers?|arses?) (?:together|out|in) | call yourselves? (?:a|an|customer) | hello is (?:anyone|anybody) (?:there|home|awake) ".replace("{0}", _F)),
    )
)

TELLING = (
    lex.INSULTS | lex.SCOLDS | lex.CONTEMPT | lex.SCORN | lex.SLURS | lex.OATHS
    | frozenset(["you", "u", "your", "youre", "ur", "yourself", "yourselves", "people", "women", "men", "sex", "sexy", "horny", "hope", "monkey", "brain", "iq", "deserve", "allowed", "brains", "suck", "sucks", "hell", "middlefinger", "screw", "sod", "stuff", "piss", "off", "hate", "despise", "detest", "loathe", "kys", "die", "waste", "smarter", "english", "thanks", "wake", "grow", "hard", "ashamed", "shame", "hello", "whoever"])
)

# "your driver called me an idiot", "he told me to get lost": somebody else's words.
_REPORTED = re.compile(
    r" (?:(?:call(?:ed|s|ing)|label(?:led|ed)|nam(?:ed|ing)|brand(?:ed|ing)) (?:me|us|him|her|them|my|our|somebody|someone|another|other|one|the|a|each|people|names)"
    r"|(?:told|tells|telling) (?:me|us|my|him|her|them|our)|(?:said|says|saying|shouted|screamed|yelled|muttered|wrote|replied|answered|texted|swore)"
    r"|(?:treat|treated|treats|treating|made|makes|make|making|left|feel|feels|felt|feeling|look|looks|looked|looking) (?:\w+ ){0,3}(?:like|feel|felt|look)"
    r"|accused (?:me|us|my)|referred to|(?:take|takes|taking|took|mistake|think im|think i am|thinks im|thinks i am) (?:me|us)? ?(?:for)?|entitled|titled|by the title|the (?:book|film|novel|song|title|band|game|word|words|phrase)) "
)
_DENIED = re.compile(
    r" (?:not|never|dont|doesnt|didnt|isnt|arent|wasnt|werent|wouldnt|no one is|nobody is|far from|wont) (?:\w+ ){0,4}$"
)
_SELF = re.compile(
    r" (?:im|i am|i was|i feel|i felt|ive been|i have been|i must be|id be|i look|i looked|makes me|made me|make me|silly|call me|i know im|my own|its my|my|me|myself|i can be|i|were|we are|we were) (?:\w+ ){0,4}$"
)


def hits(text: Plain) -> Iterator[Hit]:
    """Every insult and discourtesy aimed at a person, in the text's order by sentence."""
    for sentence in sentences(text, TELLING):
        yield from _of_sentence(sentence)


def _of_sentence(sentence: Sentence) -> Iterator[Hit]:
    code = coded(sentence.words)
    for level, why, frame in _FRAMES:
        for match in frame.finditer(code):
            first, stop = match.span()
            if not excused(sentence, first, stop):
                yield Hit(level, sentence.first + first, sentence.first + stop, why)
    for level, why, phrase in _PHRASES:
        for match in phrase.finditer(sentence.line):
            text = match.group()
            first = sentence.word_at(match.start() + len(text) - len(text.lstrip()))
            stop = sentence.word_at(max(match.end() - 1 - (len(text) - len(text.rstrip())), match.start())) + 1
            stop = min(max(stop, first + 1), len(sentence.words))
            if first < len(sentence.words) and not excused(sentence, first, stop):
                yield Hit(level, sentence.first + first, sentence.first + stop, why)


def excused(sentence: Sentence, first: int, stop: int) -> bool:
    """Whether the words are in quotation marks, reported, denied or said of the writer."""
    before = sentence.words[max(0, first - 12) : first]
    if before.count('"') % 2 or sentence.words[:first].count('"') % 2:
        return True
    lead = " " + " ".join(before) + " "
    ahead = lead + " ".join(sentence.words[first:stop][:-1]) + " "
    if _REPORTED.search(lead) or _DENIED.search(lead):
        return True
    return bool(_SELF.search(ahead)) and not ({"you", "your", "youre", "u", "ur", "ya"} & set(sentence.words[first:stop]))
