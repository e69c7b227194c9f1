# ruff: noqa: E501 -- a phrase is one line
"""Hatred of people for what they were born or believe: words of a group beside words of contempt, read with "not".

In: the plain words of a text. Out: hits, "threat" where harm is called for, else "abusive". "No Muslim deserves to
die" and "is there access for disabled people?" are left in peace: naming a group is no hatred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.understanding.disguise import Plain
from assistant.understanding.frames import Hit, Level, Sentence, excused, phrases, sentences, source

LISTS = {
    "group": r"(?:women|woman|females?|wives|gays?|(?:gay|queer|trans|transgender|black|white|brown|coloured|colored|jewish|disabled|autistic|muslim|foreign|asian|indian|arab|african|chinese|polish|mexican|old|fat|poor) (?:people|persons?|men|man|women|woman|folk|folks|lives|life|bastards?|scum|trash|animals|vermin|ones|drivers|staff)"
             r"|lesbians?|homosexuals?|queers?|transsexuals?|transgenders?|blacks|whites|muslims?|islam|jews?|hindus?|sikhs?|christians?|catholics?|protestants?|immigrants?|migrants?|refugees?|asylum seekers?|foreigners?|asians?|indians?|pakistanis?|bangladeshis?|nigerians?|somalis?|arabs?|africans?|mexicans?|poles|romanians?|bulgarians?|gypsies|gypsys?|roma|travellers|irish|turks?|the disabled|the elderly|disabled ones|minorities|people of colou?r|dalits?|autistics)",
    "hate": r"(?:hate|hates|hating|despise|despises|detest|detests|loathe|loathes|disgusted by|disdain for|contempt for|cant stand|can not stand|cannot stand|have no respect for|no respect for|cannot bear|fed up with|sick of|<fuck>)",
    "fuck": r"(?:fuck|fuk|screw)",
    "vile": r"(?:disgust\w*|sick|sickening|vile|stupid|dumb|scum|scummy|filth|filthy|animals?|beasts?|vermin|rats|plague|pest|pests|virus|disease|cancer|trash|garbage|dirt|inferior|lesser|worst|worthless|sub ?human|inhuman|not human|parasites?|evil|freaks?|unnatural|abominations?|mistake|mistakes|liars?|thieves|criminals?|rapists?|terrorists?|murderers?|pigs?|dogs?|monkeys|apes|repulsive|repugnant|revolting|despicable|degenerates?|idiots?|morons?|retarded|monsters?|dishonest|uncivili[sz]ed|savages?|barbaric|violent|cruel|lazy|ugly|smelly|dirty|contemptible|abhorrent|hysterical|a threat|a danger|danger to|threat to|problem with this country|ruining|ruin|destroying|nothing but|less than human|to blame|zoo|cages?)",
    "bad": r"(?:bloody|fucking|fuckin|damn|dirty|filthy|stupid|useless|lazy|ugly|disgusting|smelly|thieving|lying|evil|dumb|worthless|typical|common|goddamn|stinking|vile|pathetic|scummy)",
    "harm": r"(?:kill|killed|murder|murdered|stab|stabbed|shoot|shot|hang|hanged|hung|lynch|lynched|behead|beheaded|execute|executed|burn|burned|burnt|gas|gassed|torture|tortured|slaughter|slaughtered|exterminate|exterminated|eradicate|eradicated|annihilate|wipe out|wiped out|get rid of|put down|put an end to|beat up|beaten|beat|hurt|rape|raped|whip|whipped|poison|poisoned|drown|punch|attack|bomb|die|suffer|crush|destroy|cut|slit|snap|break|castrate|sterili[sz]ed?|deport|deported|lock up|locked up|throw out|thrown out|end)",
    "should": r"(?:should|must|ought to|need to|needs to|have to|deserve to|deserves to|will|shall|going to|gonna|want to|wanna|love to|like to|lets|someone should|hope|can only hope|time to|cant wait to|ready to|able to)",
}
_CALLS = re.compile(source(r"""
    <should> (?:\w+ ){0,5}<harm> (?:\w+ ){0,4}<group>
    <group> (?:\w+ ){0,5}<should> (?:\w+ ){0,3}<harm>
    (?:kill|murder|stab|shoot|hang|lynch|behead|execute|burn|gas|exterminate|slaughter|rape|bomb|deport) (?:all |every |any |these |those |the |such ){0,2}<group>
    (?:execution|extermination|death|gas chambers?|deportation|castration|a bullet|hanging) (?:is |are |to |for )(?:\w+ ){0,5}<group>
    (?:death to|end every|end all|rid of) (?:\w+ ){0,3}<group>
""", LISTS))
_SCORNS = re.compile(source(r"""
    <hate> (?:\w+ ){0,3}<group>
    <bad> <group>
    <group> (?:like (?:you|u)|who \w+ \w+ \w+) (?:\w+ ){0,4}<vile>
    (?:you|all|most|those|these|the|a|an|any|every|bloody|of)? ?<group> (?:with any power |around here |in power |today )?(?:are|is|r|be|being|to be|must be|were|make|makes|will always be|and their) (?:\w+ ){0,6}<vile>
    <group> (?:\w+ ){0,2}(?:make|makes) me (?:sick|want to|puke|vomit|angry|ashamed)
    <group> (?:\w+ ){0,2}(?:disgust|sicken|repulse|revolt|ruin|infest|poison|destroy|invade) (?:me|us|everything|this|our|the|every)
    <group> (?:\w+ ){0,2}(?:have no place|has no place|do not belong|dont belong|will never fit|will never be|cannot be trusted|cant be trusted|belong in (?:\w+ )?(?:zoos?|cages?|prison|jail|kitchen|gutter|jungle|camps?|hell)|should go back|go home|should be locked|should be banned|with any power)
    <group> (?:\w+ ){0,3}(?:not|never|shouldnt|dont|wont|cant|cannot|nothing) (?:\w+ ){0,4}(?:allowed|exist|live|vote|worth|important|equal|trusted|drive|work here|be here|human|rights|deserve to (?:live|exist|breathe|vote)|deserve (?:rights|respect|a job)|breed|be served|matter|like us)
    (?:not|never|dont|wont|cant|cannot|nobody should|no one should) (?:\w+ ){0,3}(?:let|trust|hire|employ|serve|served by|be served by|deal with|trusted with|want) (?:\w+ ){0,3}<group> (?:live|exist|vote|in|near|here|again|ever|anywhere|to serve|handling|answering|touch)
    (?:never|dont|cant|cannot) trust (?:\w+ ){0,6}<group>
    (?:swarms?|infestation|hordes?|plague|flood|invasion|infested with|overrun (?:by|with)|full of) (?:of )?(?:\w+ ){0,2}<group>
    (?:too many|no more|any more|one less|fewer|stop hiring|fire all|ban all|ban|keep out) (?:\w+ ){0,2}<group>(?! (?:shoes|clothes|clothing|sizes|books|only))
    (?:rather die than|worse than|lower than|smarter than|cleaner than|better than|nothing worse than|more than) (?:\w+ ){0,3}<group>
    typical (?:of )?(?:\w+ )?<group>(?: to| behaviour| behavior|s? stupidity|$)
    (?:thats|that is) (?:so )?(?:typical|fitting) (?:of|for) (?:\w+ )?<group>
    (?:<group>|them|those people) (?:\w+ )?(?:back to|should go back to|out of) (?:their|where they|our|this) (?:own )?(?:country|countries|came|shop|stores?|town)
    (?:dont|do not|refuse to|will not|wont|not going to|not) (?:\w+ ){0,2}(?:be )?(?:served|helped|speak|deal|talk|delivered) (?:to |with |by ){1,2}(?:\w+ ){0,2}<group>
""", LISTS))
# "nobody should be hurt for their faith", "we must not let gay people be attacked": said for them, not against.
_FOR_THEM = phrases(r"""
    (?:no|not a|not one|neither) <group>
    (?:should|must|will|can|do|does|shall|lets|let us|could|would|i will|cant|cannot|dont|wont|shouldnt|doesnt|never) (?:not |never |we )?(?:stand|accept|tolerate|allow|let|tolerate the|watch|be okay|hate|despise|detest|loathe|wish|want to hurt) (?:\w+ ){0,4}<group>(?! (?:live|exist|vote|in|into|near|here))
    <group> (?:\w+ ){0,2}(?:do not|dont|does not|doesnt|never|should not|shouldnt|must not|should never|ought not|arent|are not|isnt|is not|wont) (?:\w+ ){0,3}(?:deserve to be|deserve this|be (?:\w+ )?(?:killed|attacked|hurt|beaten|executed|treated|locked|deported|tortured|blamed|insulted|hated)|suffer|die|worth any less|any less|inferior|a threat|a danger|a problem|criminals|terrorists|lesser|stupid|to blame|worse than|disgusting)
    (?:not|isnt|arent|never) (?:worth )?(?:any )?less than
    (?:i|we|you) (?:dont|do not|never|could never|would never) (?:\w+ )?(?:hate|despise|detest|loathe)
    (?:wrong|unacceptable|disgusting|illegal|racist|terrible|awful|sad|shame|shameful|outrageous|horrible) (?:that|to|how|when|of you to|for you to) (?:\w+ ){0,6}<group>
    (?:be proud|proud of|respect|support|love|like|help|protect|embrace|admire|celebrate|welcome) (?:\w+ ){0,3}<group>
""", LISTS)
# A group named in one sentence, "they" despised in the next.
_NAMES_GROUP = re.compile(source("(?:<group>)", LISTS))
_THEY = re.compile(source(r"""
    (?:they|they are|theyre|those kinds of people|their kind|all of them|they all) (?:\w+ ){0,5}<vile>
    (?:i|we|you cant help but|cant) (?:\w+ )?<hate> (?:them|every one of them|every single one of them|all of them)
    (?:they|all of them) (?:\w+ ){0,2}<should> (?:\w+ ){0,2}<harm>
    everything about them (?:\w+ ){0,2}(?:disgusts?|sickens?|is)
    (?:they|them) (?:deserve|should|ought|have no place|make me sick|do not belong|will never fit)
""", LISTS))
# Where "woman", "old", "poor" and their like mean somebody met, or a size on a shelf.
_MET = re.compile(source(r"""
    (?:the|your|this|that|one|another|two|some|a|other) (?:\w+ )?(?:woman|man|lady|women|men|old people|old man|old woman) (?:at|on|in|from|who|behind|i|we|was|were|named|called)
    (?:for|in|of) (?:women|woman|men|a woman|females?)
    (?:the|an?) indian (?:restaurant|takeaway|food|meal|ocean)
    (?:new|flying|polish|turkish|irish) (?:remover|delight|coffee|linen|stew|whiskey|dancing|sea)
"""))

TELLING = frozenset(
    ["women", "woman", "female", "females", "wives", "gay", "gays", "queer", "queers", "trans", "transgender", "black", "blacks", "white", "whites", "jewish", "disabled", "autistic", "muslim", "muslims", "islam", "jew", "jews", "hindu", "hindus", "sikh", "sikhs", "christian", "christians", "catholic", "catholics", "immigrant", "immigrants", "migrant", "migrants", "refugee", "refugees", "foreigner", "foreigners", "foreign", "asian", "asians", "indian", "indians", "pakistani", "pakistanis", "chinese", "arab", "arabs", "african", "africans", "mexican", "mexicans", "poles", "polish", "romanian", "romanians", "gypsies", "gypsy", "roma", "irish", "turk", "turks", "elderly", "minorities", "dalit", "lesbian", "lesbians", "homosexual", "homosexuals", "asylum", "nigerian", "nigerians", "somali", "somalis", "bangladeshi", "bangladeshis", "brown", "colour", "color"]
)


def hits(text: Plain) -> Iterator[Hit]:
    """Hatred of groups in a text, and calls to harm them, sentence by sentence."""
    named_at = -1
    for sentence in sentences(text):
        named = not TELLING.isdisjoint(sentence.words) and bool(_NAMES_GROUP.search(sentence.line))
        if named:
            yield from _of(sentence)
        elif named_at >= 0 and sentence.first - named_at < 40:
            yield from _found(sentence, "abusive", _THEY)
        if named:
            named_at = sentence.first


def _of(sentence: Sentence) -> Iterator[Hit]:
    if _FOR_THEM.search(sentence.line) or _MET.search(sentence.line):
        return
    yield from _found(sentence, "threat", _CALLS)
    yield from _found(sentence, "abusive", _SCORNS)
    yield from _found(sentence, "abusive", _THEY)


def _found(sentence: Sentence, level: Level, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for match in pattern.finditer(sentence.line):
        first, stop = sentence.place(match)
        if not _quoted(sentence, first, stop):
            yield Hit(level, sentence.first + first, sentence.first + stop, "hatred of a group")


def _quoted(sentence: Sentence, first: int, stop: int) -> bool:
    """Reported or in quotation marks; "not" is read by the phrases themselves."""
    if sentence.words[:first].count('"') % 2:
        return True
    plain_words = tuple("x" if word in _NOT else word for word in sentence.words[:first]) + sentence.words[first:]
    return excused(Sentence(sentence.first, plain_words, sentence.line), first, stop)


_NOT = frozenset(["not", "never", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wouldnt", "aint", "no", "wont", "i", "im", "my", "me"])


def speaks_for_them(words: Sequence[str]) -> bool:
    """Whether a sentence says of a group that it must not be wronged."""
    return bool(_FOR_THEM.search(" " + " ".join(words) + " "))
