# ruff: noqa: E501 -- a phrase is one line
"""Harm to a person, announced, wished for or hinted at.

In: the plain words of a text. Out: hits of level "threat". Figures of speech ("I could kill for a coffee", "you're
killing me"), offers ("I'll shoot you an e-mail") and stories are left in peace.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.understanding.disguise import Plain
from assistant.understanding.frames import Hit, Level, matches, phrases, sentences
from assistant.understanding.sifting import Sifted

LISTS = {
    "will": r"(?:(?:i|we) (?:\w+ )?(?:will|shall|am going to|are going to|might|may|would love to|would like to|would happily|would gladly|want to|have half a mind to|swear)|ill|well|im going to|were going to|im gonna|were gonna|ima|imma|i gonna|gonna|going to|i wanna|id (?:love|like) to|id happily|id gladly|im coming to|i am coming to|ive half a mind to|wait till i|wait until i"
            r"|(?:somebody|someone) (?:should|will|ought to|needs to|is going to|has to|must)|they should|we should|lets|i hope (?:someone|somebody|they)|people should|will personally|i really want to|want to|i am so going to|ready to|swear to god ill|swear i will|so help me god i will)",
    "harm": r"(?:kill|murder|stab|shoot|strangle|choke|punch|slap|hit|beat|bash|batter|hurt|harm|injure|rape|hang|lynch|behead|execute|poison|burn|bomb|torture|slaughter|butcher|gut|maim|castrate|gas|whip|crush|exterminate|annihilate|headbutt|thump|smack|deck|attack|assault|throttle|knife|skin|drown|run over|run down|end|destroy|wipe out|finish off|put down|kick the (?:shit|crap|hell) out of|beat the (?:shit|crap|hell|life) out of|beat some sense into|knock some sense into|knock out|take out)",
    "who": r"(?:you|u|ya|yall|him|her|them|all of you|every (?:last |single )?one of you|the lot of you|each one of you|one of you|any of you|(?:your|the|that|this|those|these|whichever|whatever|every|all your|all the|one of your|all of your|some|every one of your) (?:\w+ ){0,2}(?:staff|team|agents?|reps?|employees?|managers?|drivers?|couriers?|people|family|families|kids?|children|wife|husband|mother|mum|daughter|son|sons|men|man|woman|women|guys?|bastards?|bitch|bitches|idiots?|morons?|scum|cunts?|pricks?|owner|boss|ceo|receptionist|postman|person|lot|colleagues?|supervisor|whole office))",
    "part": r"(?:legs?|arms?|necks?|faces?|heads?|skulls?|throats?|teeth|bones?|fingers|nose|kneecaps?|knees|balls|brains?|guts|hearts?|tongue|eyes|jaw|ribs|windpipe)",
    "dead": r"(?:hurt|dead|killed|shot|stabbed|beaten|beaten up|in hospital|in the hospital|in a (?:box|coffin|body bag|wheelchair|ditch)|buried|burned alive)",
    "weapon": r"(?:gun|shotgun|rifle|knife|machete|baseball bat|bat|pistol|axe|petrol can|acid|crowbar|hammer|can of petrol|sword|iron bar)",
}
_ANNOUNCED = phrases(r"""
    <will> (?:\w+ ){0,3}<harm> <who>(?! (?:up on|to (?:it|the post|death with)|an? |another|the (?:details|link|photos?|pictures?|receipt)|by \d|for (?:a|the) (?:deal|price)|with (?:a|my) (?:bad|question|complaint|review|lawsuit|claim|message|one)|in (?:court|the reviews?|reviews?)|over (?:by|an?) |subscription|contract|order|call))
    (?:kill|murder|stab|shoot|rape|strangle|behead|slaughter|hang|execute|burn) (?:you all|all of you|every one of you|your (?:\w+ )?(?:family|kids|children|wife|staff|mother|daughter))
    (?<!would )(?<!not )(?<!wont )(?:kill|murder|stab|strangle) (?:you|u|him|her) (?:if|when|for (?:this|that)|with my|one day|soon|in your sleep|slowly|all|myself|tonight|tomorrow|and|next time)
    (?:break|snap|smash|crush|cut|slit|slash|wring|bash|kick|stamp on|cave|knock|rip|tear|rearrange|chop|slice|blow|punch|beat) (?:in |off |out |up |on )?(?:you|your|ur|his|her|their|those|these|all your|every one of your|the (?:driver|manager|agent|man|guy|bastard)s?) (?:\w+ ){0,3}<part>
    <will> (?:\w+ ){0,3}(?:break|snap|smash|crush|cut|slit|wring|bash|kick|cave|rip|tear|rearrange|punch|beat) (?:in |off |out )?(?:the|a) (?:\w+ )?<part> of (?:whoever|whichever|who ever|the|your|one|any|some|somebody|someone|every|each|all|everyone)
    (?:punch|kick|stab|shoot|slap|hit|headbutt|smack) (?:you|him|her|them|your \w+|the (?:driver|manager|agent|man|guy)) (?:\w+ )?(?:in|through|across|right in) the (?:\w+ )?<part>
    (?:make|making) (?:you|them|him|her|your (?:\w+ )?(?:family|staff|driver)) (?:\w+ )?(?:suffer|bleed|beg for|scream|disappear|wish you (?:were|had) (?:dead|never been born|never born)|pay in blood|pay with (?:your|their) (?:life|lives|blood))
    (?:put|putting) (?:a bullet|you in (?:hospital|the hospital|the ground|a (?:coffin|wheelchair|body bag|box|grave)|the morgue)|him in hospital|her in hospital|them in hospital|a knife)
    (?:a|one|my) (?:bullet|knife|fist|noose|rope|blade) (?:\w+ ){0,3}(?:in|into|between|around|through|with) (?:your|you|her|him|his)
    (?:burn|blow|bomb|torch|shoot|set fire to|petrol bomb|firebomb|smash) (?:up |down )?(?:your|ur|that|this|the whole) (?:\w+ )?(?:office|offices|building|shop|store|house|warehouse|place|head office|hq|headquarters|factory|depot|branch|home|car|van)(?: up| down| to the ground)?(?! (?:by|of) )
    your (?:\w+ )?(?:office|building|shop|store|house|warehouse|headquarters|depot|home|car) (?:\w+ )?(?:will|is going to|is gonna|shall|should) (?:\w+ )?(?:burn|blow up|go up in (?:flames|smoke)|be (?:burned|burnt|bombed|blown up|torched))
    (?:put|plant|planting|planted|sent|send|sending) a (?:\w+ )?bomb(?! (?:calorimeter|kit))
    (?:throw|pour|acid|petrol) (?:acid|petrol)? ?(?:in|on|over|through|at) (?:your|her|his|you) (?:face|house|letterbox|car|door)
""", LISTS)
_HINTED = phrases(r"""
    (?:watch|watching|mind) (?:your|ur|their|his|her) (?:backs?|selves)
    look(?:ing)? over (?:your|ur|their) shoulders?
    (?:sleep with|keep) one eye open
    sleep well (?:tonight|while you can)
    (?:i|we|ill|well|my (?:\w+ )?(?:friends|brothers?|mates|cousins?|boys|lads)) (?:\w+ ){0,3}(?:know|knows|found out|find out|figure out|worked out|saw|seen|remember) (?:exactly |just |out )?(?:where|which \w+|what time|when) (?:you|u|your (?:\w+ )?\w+|she|he|they) (?:all )?(?:lives?|works?|sleeps?|parks?|finish|finishes|leaves?|(?:go|goes) to (?:school|work|bed)|goes|walk|walks|hang out|drink|drinks|get off)
    (?:i|we) (?:\w+ )?(?:know|found|have|got|remember|looked up) (?:your|where your|her|his) (?:\w+ )?(?:home address|house is|family lives?|kids go|children go|home|number plate|license plate|daughters? school|sons? school|wife|mother lives)
    (?:know|got|have|found) (?:your|her|his) (?:home )?address and
    (?:ill|i will|we will|well|going to|gonna|im|i am|someone will) (?:be )?(?:waiting|wait|standing|parked|hanging around) (?:for (?:you|her|him|them) )?(?:\w+ )?(?:outside|in the (?:car park|parking lot|dark|alley)|after (?:work|your shift|closing|dark)|when (?:you|he|she|they) (?:leave|leaves|finish|finishes|clocks? off|gets? off|knocks? off)|at your (?:house|home|door))
    (?:see|meet|find|catch|get) (?:you|him|her|them) (?:\w+ )?(?:outside|in the (?:car park|parking lot|dark|alley)|after (?:your shift|closing|dark)|when (?:you|he|she) (?:leave|leaves|finish|finishes|clocks? off))
    (?:come|coming|drive|driving|fly|turn up|show up|pop|get in my car|go) (?:\w+ ){0,4}(?:and|to|n) (?:\w+ )?(?:sort (?:you|him|her|them) out|teach (?:you|him|her|them) a lesson|deal with (?:you|him|her|them) (?:myself|personally|in person)|hurt|kill|beat|punch|smash|burn|shoot|stab|knock your|drag you)
    (?:come|coming|drive|driving|be) (?:\w+ ){0,6}(?:and )?(?:\w+ ){0,3}make (?:you|him|her|them|your \w+) (?:all )?(?:regret|pay for|sorry|suffer|wish)
    (?:come|coming) (?:after|for) (?:you|your (?:family|kids|wife|children)|all of you|him|her)
    (?:teach|teaching) (?:you|him|her|them|your \w+) a lesson (?:you|he|she|they|with|in|that)
    (?:better|had better|id|i would|you should) (?:hope|pray|start praying|run|sleep|hire (?:security|bodyguards|a bodyguard)|be careful (?:walking|driving|on your way|when you|going)) (?:\w+ ){0,8}(?:i (?:never|dont|do not) (?:\w+ )?(?:meet|find|see|come|run|catch)|we (?:never|dont) meet|home|(?:meet|find|see|come across|run into|catch) (?:you|him|her|them|me|u)|at night|alone|street)
    (?:something|bad things|things|accidents?|terrible things|nasty things) (?:\w+ ){0,2}(?:happens?|happened|happening) to (?:you|your (?:\w+ )?(?:family|staff|kids|children|wife|husband|car|house|home|team|shop|building|office|driver|face|people|daughter|son|dog|van|windows)|one of your \w+|her|him|them)
    (?:bad|nasty|terrible|funny) things (?:\w+ )?happen to (?:people|those|companies|men|women) (?:like you|who)
    accidents (?:do |can |will )?happen
    (?:a shame|a pity|pity|too bad|unfortunate|terrible) if (?:something|anything|someone|somebody|your|you|he|she|they) (?:\w+ ){0,5}(?:happened|hurt|burned|burnt|fire|accident|disappeared|broken)
    (?:some(?:one|body)|people|you|your \w+|he|she|they|one of you|one of your \w+) (?:\w+ ){0,5}(?:going to|gonna|will|could|might|may|is|are) (?:\w+ ){0,2}(?:get|getting|end up|be|wind up|leave|go home|find himself|find herself|find yourself) (?:\w+ ){0,2}<dead>
    (?:youre|you are|ur|hes|shes|theyre|he is|she is|they are) (?:all |so |fucking |as good as |a |already ){0,3}(?:dead (?:man|men|meat|woman|man walking)|next on (?:my|the) list)
    (?:youre|ur|you are) (?:all |so |fucking )?dead
    (?:his|her|your|their) (?:days|hours) are numbered
    (?:be )?the last (?:thing|mistake|breath|meal|christmas) (?:you|youll|she|he|that you|they) (?:will |ever |ever will )?(?:ever |do|see|make|take|have)
    (?:wont|will not|not going to|will never|never|not) (?:\w+ ){0,2}(?:see (?:it|me|us) coming|make it home|walk (?:again|straight)|live to (?:see|tell|regret)|leave (?:the building|there|here) alive|get out alive|see (?:tomorrow|your (?:kids|family) again))
    (?:i|we) (?:\w+ )?(?:have|own|got|carry|keep|am bringing|will bring|bought|know how to use) (?:a|my|the|some|enough) (?:\w+ )?<weapon> (?:and|with|in|ready|for you|waiting|here|so|too)(?! (?:the (?:post|box|wrong)|arrived|for my|to return|for sale))
    (?:bring|bringing|come with|coming with|turn up with|walk in with|show up with|be there with|back with) (?:a|my|the) (?:\w+ )?<weapon>(?! (?:on|through|aboard|in (?:my|hold)|to (?:the|be|have)))
    (?:pay|paying) (?:you|her|him|them|your (?:\w+ )?(?:staff|manager|driver|family|kids|home|house)) a (?:little |personal |late night |home |night )?visit (?:at (?:home|night)|tonight|you wont|youll|one night|one of these|after dark|when|that)
    (?:i|we) (?:\w+ )?(?:know|have|got) (?:some |a few )?(?:people|friends|lads|boys|guys|mates|family|cousins|brothers) (?:who|that) (?:\w+ ){0,3}(?:sort|deal with|take care of|hurt|pay|visit|break|find) (?:\w+ )?(?:you|him|her|them|people|legs|your)
    (?:my|our) (?:\w+ )?(?:brothers?|friends|mates|boys|cousins?|lads|husband|dad) (?:\w+ ){0,4}(?:pay (?:you|him|her|them) a visit|sort (?:you|him|her) out|teach (?:you|him|her)|come (?:round|over|down) and|break|come (?:looking )?for you|do not talk|dont talk)
    take care of (?:you|him|her) (?:myself|personally|for good|once and for all)
    (?:there will be blood|spill your blood|i want blood|blood will be on|blood will flow|shed blood)
    (?:hunt|track) (?:you|him|her|them|your \w+|every one of you) (?:all )?down
    (?:ill|we will|well|i will|going to|gonna) (?:come and |come |personally )?find (?:you|him|her|your (?:home|house|family)|out where (?:you|he|she) lives?)(?! (?:on (?:facebook|linkedin|twitter|instagram)|guys|another|a|one|very|in the (?:book|shop|store)))
    (?:you|they|he|she|your \w+|whoever \w+ \w+|people like (?:you|that|him|her)) (?:\w+ ){0,3}(?:deserves?|should|need|needs|ought|must|have) to (?:die|be (?:shot|hanged|hung|killed|beaten|executed|gassed|burned|raped|stabbed|put down|strung up|drowned))
    (?:you|they|he|she|your \w+|whoever \w+ \w+|people like (?:you|that|him|her)) (?:\w+ ){0,3}(?:should|must) (?:\w+ )?(?:die|be (?:shot|hanged|hung|killed|beaten up|executed|gassed|burned|raped|stabbed|put down|strung up|drowned))(?! (?:down|in a|for a laugh))
    (?:you will|youll|you are going to|youre going to|youre gonna|you gonna) (?:\w+ )?(?:pay with your (?:life|blood)|bleed|die|burn|suffer|get what is coming|get whats coming|get it|be sorry you were born|regret (?:being born|ever being born|it with))
    (?:cut|slit) (?:his|her|their|your|the|its) (?:\w+ )?throats?
    (?:sit|wait|come) (?:outside|round|to) (?:your|her|his) (?:house|home|flat|door) (?:and|until|tonight|at night|with)
    (?:lovely|nice|beautiful|pretty) (?:family|kids|children|wife|daughter|house|little girl) (?:you have|youve got|you got)?(?:\w+ ){0,8}(?:be careful|careful|shame|pity|happened|happen)
    (?:do you|dont you) (?:\w+ )?(?:value|care about|fear for|worry about) your (?:life|safety|health|family|kids|face|legs)
    (?:fear|afraid) for your (?:life|safety|lives)
    (?:if you|or) (?:value|like|want to keep) your (?:life|teeth|legs|fingers|face|kneecaps|health)
""", LISTS)
# Nobody is in danger here.
_FIGURES = phrases(r"""
    (?:kill for|killing (?:me|us)|kill me|killed me|kill two birds|kill time|killer)
    could (?:\w+ )?(?:kill|murder) (?:for|a (?:coffee|tea|pizza|pint|curry|burger|sandwich|drink))
    (?:murder|kill) a (?:coffee|tea|pizza|pint|curry|burger|sandwich|drink|cuppa)
    dying to
    (?:shoot|send|drop|fire) (?:me|you|them|us|your team) (?:over |off )?(?:an?|the|my|some|another) (?:\w+ )?(?:e ?mails?|mail|message|text|line|quote|details|note|link)
    hit (?:you|me|them) (?:up|with (?:a|an|another|my|some))
    (?:beat|match) (?:you|them|their|your|that|the|this|any) (?:to|price|prices|quote|offer|deal|record|rate)
    (?:cut|give) (?:you|me|us) (?:some|a break|a deal)
    hang (?:on|up|in there|out|the)
    (?:would it|will it|it wont|wont|doesnt|didnt|does not|it will not|it would not|wouldnt) (?:\w+ )?kill (?:you|u|them)
    (?:hurt|harm|kill|damage|destroy) (?:you|your|ur) (?:\w+ )?(?:feelings|sales|business|reputation|brand|profits?|ratings?|image|name)
    end (?:you|your|the|this|our|my) (?:up|subscription|contract|relationship|business|account|call|chat|membership|day)
    bath bombs?|seed bombs?|photo bomb|cherry bomb|bomb (?:scare|threat|disposal)|bombs? (?:calorimeter|kit)
""")
_STORIES = phrases(r"""
    (?:books?|novels?|films?|movies?|games?|story|stories|thrillers?|mystery|documentary|episode|series|plot|chapter|author|character|trailer|podcast) (?:\w+ ){0,8}(?:kill\w*|murder\w*|stab\w*|shot|shoot\w*|die|dies|dead|hunt\w*|throat|blood|hang\w*|burn\w*|bodyguard|poison\w*)
    (?:lets not|let us not|stop|against|prevent|protect|condemn|condone|no one should|nobody should|never|unacceptable to|wrong to)
""")

TELLING = frozenset(
    ["kill", "murder", "stab", "shoot", "strangle", "choke", "punch", "slap", "hit", "beat", "bash", "batter", "hurt", "harm", "injure", "rape", "raped", "hang", "hanged", "hung", "lynch", "behead", "execute", "executed", "poison", "burn", "bomb", "torture", "slaughter", "butcher", "maim", "castrate", "gas", "whip", "crush", "exterminate", "annihilate", "headbutt", "thump", "smack", "deck", "attack", "assault", "throttle", "knife", "skin", "drown", "end", "destroy", "break", "snap", "smash", "cut", "slit", "slash", "wring", "rip", "tear", "rearrange", "chop", "slice", "blow", "stamp", "knock", "cave", "kick", "suffer", "bleed", "scream", "disappear", "bullet", "fist", "noose", "rope", "blade", "torch", "petrol", "firebomb", "acid", "back", "backs", "shoulder", "shoulders", "eye", "tonight", "live", "lives", "work", "works", "sleep", "sleeps", "park", "parks", "finish", "finishes", "leave", "leaves", "school", "home", "address", "outside", "waiting", "dark", "shift", "after", "lesson", "pray", "run", "bodyguard", "security", "careful", "happen", "happens", "happened", "accidents", "dead", "killed", "shot", "stabbed", "hospital", "coffin", "numbered", "last", "coming", "alive", "tomorrow", "gun", "shotgun", "rifle", "machete", "bat", "pistol", "axe", "crowbar", "hammer", "visit", "people", "blood", "hunt", "track", "find", "die", "deserve", "deserves", "should", "must", "legs", "throat", "throats", "lovely", "nice", "value", "fear", "afraid", "selves", "over", "wish", "boys", "brothers", "brother", "friends", "mates", "cousins", "list", "again", "mind", "family", "for"]
)
PATTERNS: tuple[tuple[Level, str, Sifted], ...] = (
    ("threat", "announces harm", _ANNOUNCED), ("threat", "hints at harm", _HINTED),
)


def hits(text: Plain) -> Iterator[Hit]:
    """Threats to people, sentence by sentence."""
    for sentence in sentences(text, TELLING):
        found = list(matches(sentence, PATTERNS))
        if found and not _FIGURES.search(sentence.line) and not _STORIES.search(sentence.line):
            yield from found
