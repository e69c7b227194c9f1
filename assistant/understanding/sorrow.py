# ruff: noqa: E501 -- a phrase is one line
"""Despair said softly, and a death told of, in customers' words. Data for alarms.py, as frames.py reads it.

Careful: "I cannot go on your website" and "how much longer must I wait" are no despair; a book's death is nobody's.
"""

from __future__ import annotations

LISTS = {
    "cannot": r"(?:cant|cannot|can not|can no longer|dont think i can|do not think i can|not sure i can|dont know how i can)",
    "on": r"(?:go on|carry on|keep going|keep on going|do this|do it|cope|bear (?:this|it)|take (?:this|it)|face (?:another day|tomorrow|the day|life))",
    "longer": r"(?:any ?more|any longer|much longer|like this)",
    "everyone": r"(?:everyone|everybody|they|people|the world|my family|my (?:\w+ )?(?:kids|children|husband|wife|mum|mother|parents|son|daughter|friends)|you all|you)",
    "kin": r"(?:husband|wife|partner|fianc\w+|boyfriend|girlfriend|mother|mum|mom|mam|mummy|father|dad|daddy|parents?|son|daughter|child|baby|brother|sister|twin|grand(?:mother|father|ma|pa|son|daughter|child|parents?|dad|mum)|gran|granny|nan|nana|grandad|granddad|aunt|auntie|uncle|cousin|niece|nephew|stepmother|stepfather|mother in law|father in law|sister in law|brother in law|friend|best friend|neighbour|neighbor|dog|cat|puppy|kitten|pet|spaniel|labrador|horse)",
}

DESPAIR = r"""
    how (?:much )?(?:longer|long) i can (?:possibly |really |even )?<on>(?! (?:with (?:this|your|the) (?:order|website|app|company|parcel)))
    i (?:just |really |simply |honestly )?<cannot> <on> (?:with (?:life|living|my life|everything)|without (?:him|her|them))
    i (?:just |really |simply |honestly )?<cannot> (?:go on|carry on|keep going|cope|face (?:another day|tomorrow|life)) (?:<longer>|living|and nobody|alone|[.!?,])
    i (?:just |really |simply |honestly )?<cannot> (?:go on|carry on|keep going|cope|face (?:another day|tomorrow|life))(?= $)
    i (?:just |really |simply |honestly )?<cannot> do (?:this|it|life) <longer>
    <cannot> (?:go on|live) without (?:him|her|them)
    (?:dont|do not|no longer) (?:see|know) (?:\w+ )?(?:a|any|the) (?:reason|point|way) (?:to (?:go|carry|keep) (?:on|going)|in (?:anything|any of it|going on|carrying on))
    see no (?:way (?:out|forward)|future|point in (?:anything|any of it|going on|carrying on|life))
    (?:whats|what is|is there|theres|there is|see|isnt|is not|hardly) (?:the |a |any |no |much )?point (?:of|in|to) (?:going on|carrying on|living|life|being (?:here|alive)|it all|any of it|anything)(?: any ?more)?
    (?:no|not much|nothing|little) (?:\w+ )?(?:left )?to live for
    life (?:is|isnt|is not|hardly seems|does not seem|doesnt seem|no longer seems|not|is no longer) (?:not |hardly |no longer )?worth (?:it|living)
    not worth living
    want (?:it|everything) all to (?:end|stop|be over)
    want (?:the pain|everything|my life) to (?:end|stop|be over)
    (?:wont|will not|may not|might not) be (?:here|around|alive|with us) (?:for )?much longer
    (?:nobody|no one|noone) (?:would|will|d) (?:\w+ )?(?:miss me|notice if i|care if i|mind if i (?:was|were|just) (?:gone|dead|disappear\w*))(?! (?:bought|ordered|returned|sent|took|paid|came|left a))
    would (?:anyone|anybody|they|you|it) (?:even |really )?(?:notice|care|miss me|matter) if i (?:was|were|am|just)? ?(?:gone|dead|died|disappeared|not here|not around|werent here|wasnt here)
    <everyone> (?:would|will|might|may|are|is|d|ll)? ?(?:all |be |probably |surely |much |far |so much ){0,3}better off (?:if i (?:was|were|am|wasnt|werent|did not|didnt)|without me)
    i (?:am|feel like|feel|have become|was) (?:\w+ )?(?:nothing but |just |only )?a burden(?: (?:to|on) (?:everyone|everybody|my|them|the|all|people)| ?(?= $))
    im (?:nothing but |just |only )?a burden(?: (?:to|on) (?:everyone|everybody|my|them|the|all|people)| ?(?= $))
    (?:given|giving|give|gave) up on (?:life|living|everything|myself)
    by the time you (?:read|get|see|receive|open) this (?:\w+ )?(?:i will|ill|i shall|i|i may|i might) (?:\w+ )?(?:gone|dead|no longer be|not be here|be gone|be dead|wont be here)
    wish (?:that )?i (?:had never|was never|were never|d never|never|hadnt|had not|wasnt|was not|werent) (?:been )?(?:born|alive|woken up)
    (?:hope|wish|pray|like to|want to) (?:that )?(?:i |to )?(?:just )?(?:dont|do not|never|wont|didnt|fall asleep and never|fall asleep and not|go to sleep and never|go to sleep and not) wake up(?: again| tomorrow| any ?more)?
    nothing (?:really )?matters (?:to me )?any ?more
    (?:no way out for me|there is no way out|theres no way out|have no hope left|no hope left for me)
"""

DESPAIR_NEEDED = (
    r"long(?:er)?|cant|cannot|can not|can no|think i can|sure i can|how i can|point|reason|way|future|live|life|living|all to|want|"
    r"around|be here|with us|miss me|notice|care if|mind if|matter|matters|better off|burden|up on|by the time|wish|hope"
)

NO_DESPAIR = r"""
        without me (?:as a|being|having to|paying|buying)
        (?:on|with) (?:your|the|this|my) (?:website|site|app|account|phone|laptop|tablet|computer)
        on (?:holiday|the trip|the tour|the course|the boat|the train)
        (?:book|novel|character|narrator|heroine|hero|author|poem|song|film) (?:\w+ ){0,8}(?:burden|better off|live|life|worth living|matters)
        waiting for (?:the|my|your|a|this|that) (?:order|parcel|refund|delivery|book|books|reply|answer|package)
"""

BEREAVEMENT = r"""
    (?:passed away|passing away)
    (?:my|our|his|her|their|whose|the) (?:\w+ ){0,2}<kin> (?:\w+ ){0,2}?(?:has |have |had |just |sadly |suddenly |recently |unexpectedly |also )?(?:died|passed on|been killed|was killed|is dead|is no longer with us|lost (?:his|her|their) (?:battle|fight)|took (?:his|her|their) own life)
    (?:sudden |recent |sad |tragic |unexpected )?(?:death|passing|funeral|loss) of (?:my|our|his|her|a|their) (?:\w+ ){0,2}<kin>
    (?:i|we|ive|weve|she|he|they|having|just|recently|sadly|suddenly) (?:have |has |had |just |recently |also |sadly |suddenly ){0,2}lost (?:my|our|his|her|their|a) (?:\w+ ){0,2}<kin>(?! (?:(?:in|at|on|near) (?:the|your|a|my)|for a|somewhere|among|between|and (?:cannot|cant) find))
    (?:my|our|her|his) (?:\w+ ){0,2}<kin>s? (?:funeral|memorial service|wake|estate|probate|death|ashes)
    (?:since|after|before|when) (?:he|she|they) (?:sadly |suddenly )?died
    (?:he|she) (?:has |had )?(?:sadly |suddenly |just |recently |unexpectedly ){1,2}died
    (?:he|she) died (?:last|this|on|yesterday|before|suddenly|in (?:hospital|january|february|march|april|may|june|july|august|september|october|november|december|the (?:night|spring|summer|autumn|winter)|his|her)|a (?:week|month|fortnight|few)|two|three|\d)
    (?:the|an|this) account ?holder (?:has |is |sadly )*(?:died|dead|deceased|passed)
    (?:the|my|our|is|was|now) (?:\w+ )?deceased
    (?:had|have had|suffered|been|had a|suffered a|following a|due to a|after a|a recent|a family) (?:\w+ )?bereavement
    (?:recently|newly|been|am|was|just) (?:bereaved|widowed)(?! by (?:an?|his|her|my|your|our|their|books?|golf|football) )
    (?:i am|im|as) (?:the |an |now )?(?:executor|executrix)
    (?:a|my|our) (?:stillbirth|miscarriage)
"""

BEREAVEMENT_NEEDED = (
    r"\b(?:passed|passing|died|killed|dead|longer with us|battle|fight|own life|death|funeral|loss|lost|memorial|wake|estate|probate|"
    r"ashes|deceased|bereave|widowed|execut|stillbirth|miscarriage)"
)

NO_BEREAVEMENT = r"""
        (?:author|poet|writer|character|narrator|hero|heroine|king|queen|emperor|president|actor|actress|singer|composer|novel|film|movie|story|plot|series|episode|chapter|volume|book|thriller|memoir|biography) (?:\w+ ){0,8}(?:died|dies|dead|death|passed away|deceased|funeral|killed|loss)
        (?:died|dies|dead|death|passed away|deceased|funeral|killed) (?:\w+ ){0,6}(?:in the (?:book|novel|film|story|end)|at the end|in chapter)
        \w+ years ago
        (?:battery|phone|laptop|kindle|computer|boiler|plant|kettle|car|toaster|machine|charger|bulb) (?:\w+ ){0,3}(?:died|dead)
        (?:books?|titles?|something|anything|novels?|guide|poems?) (?:on|about) (?:\w+ ){0,4}(?:death|funeral|loss|bereavement|grief|miscarriage|stillbirth|passing)
        passing away the time
"""
