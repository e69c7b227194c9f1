# ruff: noqa: E501
"""Harm to a person, announced, wished for or hinted at: the frames of threats and of hatred of groups.

In: the plain words of a text. Out: hits of level "threat" or "abusive". Figures of speech ("I could kill for a
coffee", "you're killing me") and offers ("I'll shoot you an e-mail") are left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.understanding.aim import Hit, Level, Sentence, compiled, excused, sentences
from assistant.understanding.disguise import Plain

_WILL = (
    r"(?:i will|ill|im going to|i am going to|im gonna|ima|imma|i gonna|we will|well|we are going to|were going to|"
    r"were gonna|going to|gonna|i want to|i wanna|i would love to|id love to|id like to|i would like to|i swear ill|"
    r"i swear i will|let me|i shall|i am coming to|im coming to|somebody should|someone should|someone will|somebody will|"
    r"someone ought to|somebody needs to|someone needs to|they should|we should|lets|i might|i may|i hope someone|i hope somebody|"
    r"i hope they|people should|you should be|you will be|youll be|youre gonna be|you are going to be|deserve to be|deserves to be|"
    r"should be|ought to be|must be|need to be|needs to be|i am ready to|i have a mind to|ive half a mind to|want to|"
    r"will personally|id happily|i would happily|i would gladly|id gladly|make sure i|i really want to|i will have to)"
)
_HARM = (
    r"(?:kill|killed|murder|murdered|stab|stabbed|shoot|shot|strangle|strangled|choke|choked|punch|punched|slap|slapped|hit|"
    r"beat|beaten|bash|bashed|batter|hurt|harm|injure|rape|raped|hang|hanged|hung|lynch|lynched|behead|beheaded|execute|"
    r"executed|poison|poisoned|burn|burned|burnt|bomb|bombed|torture|tortured|slaughter|slaughtered|butcher|butchered|"
    r"gut|gutted|maim|castrate|castrated|gas|gassed|whip|whipped|kick|crush|destroy|exterminate|exterminated|"
    r"exterminate|annihilate|wipe out|wiped out|get rid of|put down|put an end to|finish|bury|attack|assault|throttle|knife|"
    r"skin|drown|run over|end|headbutt|thump|smack|deck|nut|do you in|make you suffer|make them suffer)"
)
_GROUPS = (
    r"(?:women|woman|females?|girls|wives|gays?|gay people|lesbians?|homosexuals?|queers?|trans|trans people|transgender people|"
    r"blacks?|black people|black person|whites?|white people|muslims?|islam|jews?|jewish people|hindus?|sikhs?|christians?|"
    r"catholics?|immigrants?|migrants?|refugees?|foreigners?|asians?|indians?|pakistanis?|bangladeshis?|chinese|arabs?|"
    r"africans?|mexicans?|poles|polish|romanians?|gypsies|roma|irish|turks?|disabled|disabled people|disabled person|"
    r"the disabled|gay person|trans person|minorities|people of colou?r|dalits?|kashmiris?|autistic people|autistics|"
    r"jihadis?|faggots?|niggers?|trannies|shemales?|retards?|pakis?|wetbacks?|spics?|kikes?|bitches|whores|sluts|cripples)"
)
_WHO = (
    r"(?:you|u|ya|yall|him|her|them|all of you|every one of you|every last one of you|the lot of you|each one of you|"
    r"(?:your|the|that|this|those|these|whichever|whatever|every|all your|all the|one of your|all of your|some) (?:\w+ ){0,2}?(?:staff|team|"
    r"agents?|reps?|employees?|managers?|drivers?|couriers?|people|family|families|kids?|children|wife|husband|mother|mum|"
    r"daughter|son|men|man|woman|women|guy|guys|bastards?|bitch|bitches|idiots?|morons?|scum|cunts?|pricks?|owner|boss|ceo|"
    r"receptionist|postman|person|lot|face|faces|head|skulls?|throats?|necks?|legs?|arms?|bones|teeth|" + _GROUPS + r")|"
    r"(?:all |every |any |these |those |the |such |some |more )*(?:\w+ )?" + _GROUPS + r")"
)

_FRAMES: tuple[tuple[Level, str, re.Pattern[str]], ...] = compiled(
    (
        ("threat", "harm announced",
         rf" {_WILL} (?:\w+ ){{0,3}}?{_HARM} (?:\w+ ){{0,1}}?{_WHO}(?= (?!up on|to (?:it|the post|death with)|an? |another|the (?:details|link|photos|pictures|receipt)|by \d|back|for (?:a|the) (?:deal|price)))"),
        ("threat", "harm announced", r" (?:kill|murder|stab|shoot|rape|strangle|behead|slaughter|lynch|exterminate|gas|hang|execute|burn) (?:you all|all of you|every one of you|your (?:\w+ )?(?:family|kids|children|wife|staff|mother))(?= )"),
        ("threat", "limbs",
         r" (?:break|snap|smash|crush|cut|slit|slash|wring|bash|kick|stamp|cave|knock|rip|tear|rearrange|chop|slice|blow|beat|stamp on|punch) (?:in |off |out |up |on )?(?:you|your|ur|his|her|their|the|those|these|that|all|every one of your) (?:\w+ ){0,3}?(?:legs?|arms?|necks?|face|faces|heads?(?! office)|skulls?|throats?|teeth|bones|fingers|nose|kneecaps?|knees|balls|brains?|guts|hearts?|tongue|eyes)(?: in| off| out)? "),
        ("threat", "a hint at harm",
         r" (?:watch|watching|mind) (?:your|ur|you|their|his|her) (?:backs?|step when|selves) | look(?:ing)? over (?:your|ur) shoulders? | (?:sleep with|keep) one eye open | sleep well tonight "
         r"| (?:i|we) (?:\w+ ){0,3}(?:know|found out|have found out|can find out|will find out|find out|figure out|worked out|saw|have seen) (?:exactly |just )?(?:where|which \w+|what time) (?:you|u|your (?:\w+ )?|she|he|they|your staff) (?:\w+ )?(?:lives?|works?|sleeps?|park|parks|finish|finishes|leave|leaves|go to school|goes to school|goes|kids go) "
         r"| (?:know|found|have|got|remember) (?:your|where your|her|his) (?:\w+ )?(?:home address|house is|family lives?|kids go|children go) | (?:waiting|wait|be there|standing|see you) (?:for (?:you|her|him|them) )?(?:outside|in the (?:car park|parking lot|dark)|after (?:work|your shift|closing|dark)|when you (?:leave|finish|clock off|get off)) "
         r"| (?:come|coming|drive|driving|fly|turn up|show up|pop|get) (?:\w+ ){0,4}(?:and|to|n) (?:\w+ )?(?:sort (?:you|him|her|them)|teach (?:you|him|her|them) a lesson|find (?:you|him|her|them)|deal with (?:you|him|her|them)|hurt|kill|beat|punch|smash your|burn|shoot|stab) (?:out|myself|personally)? ?"
         r"| (?:come|coming) (?:after|for) (?:you|your family|your kids|all of you) | (?:better|had better|id|i would) (?:hope|pray|start praying|run|watch|sleep|hire (?:security|bodyguards|a bodyguard)|be careful (?:walking|driving|who|where|when)) (?:\w+ ){0,8}(?:meet|find|see|come across|run into|catch) (?:you|him|her|them|me|u)(?: in| on| face| alone| outside|$)? ?"
         r"| (?:something|bad things|things|accidents?|terrible things) (?:\w+ )?(?:happens?|happened|will happen|might happen|could happen|can happen) to (?:you|your (?:family|staff|kids|children|wife|husband|car|house|home|team|shop|building|office|driver|face|people)|one of your|her|him|them) | accidents (?:do )?happen "
         r"| (?:a shame|pity|too bad|unfortunate) if (?:something|anything|someone|somebody) (?:\w+ ){0,2}happened | (?:some(?:one|body)|people|you|your staff|your driver|he|she|they|one of you) (?:\w+ ){0,3}(?:going to|gonna|will|could|might|may) (?:\w+ ){0,2}(?:get|end up|be|wind up|die|leave|go home) (?:\w+ ){0,2}(?:hurt|dead|killed|shot|stabbed|beaten|in hospital|in a (?:box|coffin|body bag|wheelchair|ditch)) "
         r"| (?:youre|you are|ur|hes|shes|theyre|he is|she is) (?:all )?(?:a )?(?:dead (?:man|men|meat|woman)|so dead|dead when|dead if|next on|fucking dead) | youre dead | (?:days|hours) are numbered | (?:last|final) (?:thing|day|breath|mistake|words?|meal|christmas) (?:you|youll|you will|she|he|you ever|of your li\w+) (?:\w+ )?(?:ever |see|make|do|take|say|hear)?"
         r"| (?:wont|will not|not going to|never) (?:\w+ ){0,2}(?:see it coming|see me coming|make it home|walk (?:again|straight)|live to|leave (?:the building|there) alive|get out alive|wake up|see (?:tomorrow|your (?:kids|family) again)) | i (?:\w+ )?(?:have|own|got|carry|keep|bring|bringing|buy|bought) (?:a|my|the|some|enough) (?:\w+ )?(?:gun|shotgun|rifle|knife|machete|baseball bat|bat|ammo|pistol|axe|petrol can|acid|gasoline) (?:and|with|in|ready|for you|waiting|here|so) "
         r"| (?:bring|come with|turn up with|walk in with|show up with|pay .{0,20} visit with|with) (?:a|my|the) (?:\w+ )?(?:shotgun|gun|machete|baseball bat|rifle|pistol|axe|petrol can) | (?:pay|paying) (?:you|her|him|them|your (?:\w+ )?(?:staff|manager|driver|family|kids|home|house)) a (?:little |personal |late night |home )?visit (?:at (?:home|night)|tonight|you wont|youll|one night|soon|after dark|when) ?"
         r"| (?:burn|blow|bomb|torch|shoot|set fire to|petrol bomb|firebomb) (?:up |down )?(?:your|the|that|ur|this) (?:\w+ )?(?:office|offices|building|shop|store|house|warehouse|place|head office|hq|headquarters|factory|depot|branch|home|car|van)(?: up| down)? (?!of|cd) | (?:put|plant|planting|leave|left) a bomb | (?:acid|petrol) (?:in|on|over|through) (?:your|her|his) (?:face|house|letterbox|car) "
         r"| put (?:a bullet|you in (?:hospital|the ground|a (?:coffin|wheelchair|body bag|box|grave))|him in hospital|her in hospital|them in hospital) | (?:a|one|my) (?:bullet|knife|fist|noose|rope) (?:\w+ ){0,3}(?:your|you|her|him) | (?:make|making) (?:you|them|him|her|those \w+|your (?:\w+ )?(?:family|staff|driver|life hell)) (?:\w+ )?(?:suffer|bleed|beg|scream|pay in blood|disappear|wish you were (?:dead|never born))(?= )"
         r"| (?:know|have|got) (?:some )?(?:people|friends|lads|boys|guys|mates|family) who (?:\w+ ){0,3}(?:sort|deal|take care|hurt|pay|visit|break|find) (?:\w+ )?(?:you|out|with|of) | take care of (?:you|him|her) myself | (?:blood will|there will be blood|blood on your hands|spill your blood|i want blood) | (?:do|deal with) (?:you|him|her) in(?: $)| (?:hunt|track) (?:you|him|her|them|your \w+) down | (?:i|ill|we|i will) (?:will )?find (?:you|him|her|them|u|out where you live|out who you are and)(?= (?:and |personally|wherever|one day|at home|you|i|we|$)|$) "
         r"| execution is | deserves? to (?:die|be (?:shot|hanged|hung|killed|beaten|executed|gassed|burned|raped|stabbed|put down)) | (?:should|must|ought to|need to|have to) (?:all )?(?:die|be exterminated|be shot|be hanged|be hung|be killed|be executed|be gassed|be put down|be beaten|be stabbed|be burned)(?= (?!down|in a|for a laugh))"),
        ("abusive", "hatred of a group",
         rf" (?:hate|hates|hating|despise|detest|loathe|disgusted by|sick of|disdain for|cant stand|can not stand|no respect for|fuck|ban|deport|get rid of|down with|keep out|ruined by|infested with|full of|contempt for|die before i would|stop hiring|fire all) (?:\w+ ){{0,2}}?{_GROUPS} "
         rf"| (?:you|those|these|the|all|most|bloody|fucking|damn|dirty|filthy|stupid|typical|typical of (?:a|an)|another|a|an|useless|lazy|ugly|disgusting|smelly|thieving|lying|evil|sick|dumb|common|worthless) {_GROUPS} (?:\w+ ){{0,3}}?(?:are|is|r|make|makes|should|shouldnt|cant|cannot|dont|ought|will never|have no|need|deserve|belong|to be) (?:\w+ ){{0,6}}?(?:disgust|disgusting|sick|vile|stupid|dumb|scum|filth|filthy|animals?|vermin|plague|trash|garbage|dirt|inferior|lesser|worst|worthless|subhuman|cancer|disease|threat|liars?|thieves|criminals?|rapists?|terrorists?|pigs?|dogs?|parasites?|evil|wrong|freaks?|unnatural|die|hang|burn|executed|deported|banned|exist|live|vote|rights|kitchen|jobs?|place|killed|suffer|beings|repulsive|repugnant|revolting|lazy|ugly|idiots?|morons?|sickening) "
         rf"| {_GROUPS} (?:people )?(?:are|is|r) (?:\w+ ){{0,4}}?(?:disgusting|vile|stupid|dumb|scum|filth|filthy|animals?|vermin|plague|trash|garbage|dirt|inferior|lesser|worst|worthless|subhuman|cancer|disease|liars|thieves|criminals|rapists|terrorists|pigs|dogs|parasites|evil|freaks|unnatural|repulsive|repugnant|revolting|sickening|despicable|abomination|mistake|to blame|degenerate|idiots|morons|monsters|scummy|nothing|retarded) "
         rf"| (?:bloody|fucking|dirty|filthy|stupid|thieving|smelly|lying|dumb|ugly|disgusting) {_GROUPS} | {_GROUPS} (?:like you|lives? (?:\w+ )?(?:not|worth)|have no place|do not belong|dont belong|will never fit|ruin|infest|should not exist|shouldnt exist|should not be allowed|shouldnt be allowed|make me sick|disgust me|must not|do not deserve|dont deserve|with any power)|(?:swarms?|infestation|hordes?|plague|flood) of (?:\w+ )?{_GROUPS} "
         rf"| (?:too many|no more|enough|any more|all these|one less|fewer) (?:\w+ )?{_GROUPS} (?:in|into|around|here|should|would) | (?:rather die than|worse than|lower than|not let|never trust|cant trust|dont trust|cannot trust|never hire|smarter than|better off without) (?:\w+ ){{0,3}}?(?:a |an |any )?(?:\w+ )?{_GROUPS} | (?:go back to|back to) (?:your|where you) (?:\w+ )?(?:country|came|come|village|jungle) "),
    )
)

TELLING = frozenset(
    ["kill", "killed", "murder", "murdered", "stab", "stabbed", "shoot", "shot", "strangle", "choke", "punch", "slap", "beat", "hurt", "harm", "rape", "raped", "hang", "lynch", "behead", "execute", "executed", "poison", "burn", "bomb", "torture", "slaughter", "butcher", "gas", "kick", "crush", "exterminate", "attack", "smash", "break", "snap", "slit", "cut", "watch", "watching", "shoulder", "shoulders", "sleep", "live", "lives", "work", "works", "know", "outside", "shift", "family", "kids", "home", "happen", "happened", "happens", "accidents", "dead", "numbered", "coming", "gun", "shotgun", "knife", "bat", "machete", "visit", "bullet", "hospital", "suffer", "blood", "find", "hunt", "die", "deserve", "deserves", "execution", "bleed", "alive", "breath", "women", "woman", "gay", "gays", "muslim", "muslims", "jew", "jews", "black", "blacks", "immigrant", "immigrants", "trans", "disabled", "foreigner", "foreigners", "asians", "indians", "pakistanis", "chinese", "arabs", "africans", "mexicans", "country", "fire", "wring", "throat", "neck", "end", "rid", "head", "face", "legs", "hit", "finish", "sort", "lesson", "pray", "hope", "female", "females", "lesbians", "homosexuals", "islam", "refugees", "migrants", "christians", "hindus", "sikhs", "poles", "romanians", "gypsies", "minorities", "jihadi", "jihadis", "wait", "waiting", "see", "injure", "maim", "whip", "acid", "petrol", "torch", "blow"]
)

# "If I wait any longer I will kill somebody", "I could kill for", "you are killing me": nobody is in danger.
_FIGURES = re.compile(
    r" (?:kill for|killing me|killing us|kill me|killed me|kill two birds|kill time|kill the|killer|dying to|shoot me an?|shoot you an?|shoot (?:you|me|them|us) (?:over )?an? "
    r"(?:\w+ )?(?:mail|email|message|text|line|quote)|hit (?:you|me) up|hit me with|beat (?:you|them|their|your|that|the) (?:to|price|prices|quote|offer|deal|record)|watch the|burn (?:you|me) a|bath bombs?|"
    r"cut (?:you|me) (?:some|a)|cost(?:s)? an arm|hang (?:on|up)|know where (?:you|they|he) (?:are|is|stand)|would it kill|wont kill (?:you|u)|doesnt kill|kick (?:you|them|it) off|hurt (?:you|your) (?:feelings|sales|business|reputation|brand)|"
    r"end (?:you|your|the|this|our|my) (?:up|subscription|contract|relationship|business|account|call|chat|membership)|finish (?:you|your) (?:off )?(?:order|website|survey)|attack (?:you|your) (?:on|site|server)) "
)
_STORY = re.compile(
    r" (?:book|novel|film|movie|game|story|crime|thriller|mystery|documentary|news|episode|series|character|plot|lets not|let us not|stop|against|prevent|protect|counter|condemn|condone|no one should|nobody should|never|not|"
    r"doesnt|dont|shouldnt|should not|isnt|arent|wasnt|wrong to|refuse to|by people who|unacceptable) "
)


def hits(text: Plain) -> Iterator[Hit]:
    """Threats to people and hatred of groups, in the text's order by sentence."""
    for sentence in sentences(text, TELLING):
        if _FIGURES.search(sentence.line):
            continue
        for level, why, frame in _FRAMES:
            for match in frame.finditer(sentence.line):
                hit = _placed(sentence, level, why, match)
                if hit is not None:
                    yield hit


def _placed(sentence: Sentence, level: Level, why: str, match: re.Match[str]) -> Hit | None:
    words = match.group()
    first = min(sentence.word_at(match.start() + len(words) - len(words.lstrip())), len(sentence.words) - 1)
    stop = max(min(sentence.line.count(" ", 0, match.start() + len(words.rstrip())), len(sentence.words)), first + 1)
    lead = " " + " ".join(sentence.words[:first]) + " "
    if _STORY.search(lead[-60:]) or excused(sentence, first, stop):
        return None
    return Hit(level, sentence.first + first, sentence.first + stop, why)
